//! The drawing of a network: nodes with their names, edges as wide as they are strong.

use crate::ColorRole;
use crate::legend::title_mark;
use crate::scene::{
    Figure, FigurePoint, FigureRect, LineStroke, Mark, MarkShape, StandsFor, TextAnchor, TextMark,
};
use crate::text_width::{shortened, text_width};

mod labels;

mod spacing;

/// What a drawing shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetworkDrawing {
    pub title: String,
    pub description: String,
    /// What nodes are, such as organisations and demands; named below the drawing.
    pub kinds: Vec<NodeKind>,
    pub nodes: Vec<NetworkNode>,
    pub edges: Vec<NetworkEdge>,
    /// A place for each node in a unit of the caller's: of [`stress_layout`](crate::stress_layout), or where
    /// somebody has dragged it. The drawing fits them into its size.
    pub places: Vec<FigurePoint>,
    /// Points.
    pub width: f32,
    pub height: f32,
}

/// What some of the nodes are.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeKind {
    pub name: String,
    pub form: NodeForm,
    pub color: ColorRole,
}

/// The shape of a node, so that colour is not all that tells kinds apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NodeForm {
    #[default]
    Circle,
    Square,
    Diamond,
    Triangle,
}

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkNode {
    pub name: String,
    /// By its number in the kinds.
    pub kind: usize,
    /// How large it is: the area follows it, such as the number of statements.
    pub size: f64,
    /// Another colour than that of its kind, such as that of its community.
    pub color: Option<ColorRole>,
    /// What a screen reader says beside the name, such as “12 statements”.
    pub note: String,
}

/// An edge between two nodes, by their numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkEdge {
    pub from: usize,
    pub to: usize,
    /// Its width follows the distance from 0.
    pub weight: f64,
    pub sense: EdgeSense,
    /// What a screen reader says, such as “4 for, 1 against”.
    pub note: String,
}

/// What an edge says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EdgeSense {
    /// A solid blue line.
    InFavour,
    /// A dashed orange line.
    Against,
    /// Both lines.
    Mixed,
    /// A grey line.
    #[default]
    Neutral,
}

const EDGE: f32 = 14.0;
/// Beside the nodes, for their names.
const LABEL_ROOM: f32 = 64.0;

/// Draws a network. [`StandsFor::Node`] and [`StandsFor::Edge`] have the numbers of the input.
pub fn network(drawing: &NetworkDrawing) -> Figure {
    let mut marks = Vec::new();
    let mut top = EDGE;
    if !drawing.title.is_empty() {
        let at = FigurePoint {
            x: EDGE,
            y: top + 14.0,
        };
        marks.push(title_mark(&drawing.title, at, drawing.width - 2.0 * EDGE));
        top += 26.0;
    }
    let bottom = drawing.height - EDGE - 24.0;
    let area = FigureRect {
        left: LABEL_ROOM,
        top: top + 10.0,
        width: (drawing.width - 2.0 * LABEL_ROOM).max(20.0),
        height: (bottom - top - 26.0).max(20.0),
    };
    let radii = radii(&drawing.nodes);
    let places = spacing::spread(fitted(drawing, area), &radii, area);
    edges(drawing, &places, &mut marks);
    for (number, node) in drawing.nodes.iter().enumerate() {
        marks.push(node_mark(
            drawing,
            number,
            node,
            places[number],
            radii[number],
        ));
    }
    labels::place(drawing, &places, &radii, &mut marks);
    kinds(drawing, bottom + 8.0, &mut marks);
    Figure {
        width: drawing.width,
        height: drawing.height,
        title: drawing.title.clone(),
        description: drawing.description.clone(),
        marks,
    }
}

fn radii(nodes: &[NetworkNode]) -> Vec<f32> {
    let size = |node: &NetworkNode| node.size.max(0.0);
    let largest = nodes.iter().map(size).fold(0.0, f64::max);
    let part = |node| {
        if largest > 0.0 {
            size(node) / largest
        } else {
            0.0
        }
    };
    let most = if nodes.len() > 150 { 7.0 } else { 12.0 };
    let radius = |node| 3.0 + (most * part(node).sqrt()) as f32;
    nodes.iter().map(radius).collect()
}

/// The places in points: as large as fits, in the middle.
fn fitted(drawing: &NetworkDrawing, area: FigureRect) -> Vec<FigurePoint> {
    let finite = |place: Option<&FigurePoint>| match place {
        Some(place) if place.x.is_finite() && place.y.is_finite() => *place,
        _ => FigurePoint::default(),
    };
    let places: Vec<FigurePoint> = (0..drawing.nodes.len())
        .map(|at| finite(drawing.places.get(at)))
        .collect();
    let line = MarkShape::Line(places.clone()).bounds();
    let by = |size: f32, room: f32| {
        if size > 0.0 {
            room / size
        } else {
            f32::INFINITY
        }
    };
    let scale = by(line.width, area.width).min(by(line.height, area.height));
    let scale = if scale.is_finite() { scale } else { 0.0 };
    let left = area.left + (area.width - line.width * scale) / 2.0;
    let top = area.top + (area.height - line.height * scale) / 2.0;
    let place = |place: &FigurePoint| FigurePoint {
        x: left + (place.x - line.left) * scale,
        y: top + (place.y - line.top) * scale,
    };
    places.iter().map(place).collect()
}

fn kind_of<'d>(drawing: &'d NetworkDrawing, node: &NetworkNode) -> (NodeForm, ColorRole, &'d str) {
    let kind = drawing.kinds.get(node.kind);
    let (form, color, name) = kind.map_or((NodeForm::Circle, ColorRole::Series(0), ""), |kind| {
        (kind.form, kind.color, kind.name.as_str())
    });
    (form, node.color.unwrap_or(color), name)
}

fn node_mark(
    drawing: &NetworkDrawing,
    number: usize,
    node: &NetworkNode,
    at: FigurePoint,
    radius: f32,
) -> Mark {
    let (form, color, kind) = kind_of(drawing, node);
    let notes = [kind, node.note.as_str()];
    let notes = notes.into_iter().filter(|note| !note.is_empty());
    let notes: Vec<&str> = notes.collect();
    let said = match notes.as_slice() {
        [] => node.name.clone(),
        notes => format!("{}: {}", node.name, notes.join(", ")),
    };
    Mark::new(shape(form, at, radius))
        .filled(color)
        .outlined(LineStroke::solid(ColorRole::Page, 1.0))
        .standing_for(StandsFor::Node(number), said)
}

/// A shape of about the area of a circle with this radius.
fn shape(form: NodeForm, at: FigurePoint, radius: f32) -> MarkShape {
    let point = |x: f32, y: f32| FigurePoint {
        x: at.x + x * radius,
        y: at.y + y * radius,
    };
    match form {
        NodeForm::Circle => MarkShape::Circle { centre: at, radius },
        NodeForm::Square => MarkShape::Rectangle(FigureRect {
            left: at.x - radius * 0.89,
            top: at.y - radius * 0.89,
            width: radius * 1.78,
            height: radius * 1.78,
        }),
        NodeForm::Diamond => MarkShape::Polygon(vec![
            point(0.0, -1.25),
            point(1.25, 0.0),
            point(0.0, 1.25),
            point(-1.25, 0.0),
        ]),
        NodeForm::Triangle => {
            MarkShape::Polygon(vec![point(0.0, -1.5), point(1.3, 0.75), point(-1.3, 0.75)])
        }
    }
}

/// The edges, the strongest above the others.
fn edges(drawing: &NetworkDrawing, places: &[FigurePoint], marks: &mut Vec<Mark>) {
    let weight = |edge: &NetworkEdge| {
        if edge.weight.is_finite() {
            edge.weight.abs()
        } else {
            0.0
        }
    };
    let strongest = drawing.edges.iter().map(weight).fold(0.0, f64::max);
    let mut order: Vec<usize> = (0..drawing.edges.len()).collect();
    let key = |at: &usize| weight(&drawing.edges[*at]);
    order.sort_by(|one, other| key(one).total_cmp(&key(other)).then(one.cmp(other)));
    for number in order {
        let edge = &drawing.edges[number];
        let (Some(from), Some(to)) = (places.get(edge.from), places.get(edge.to)) else {
            continue;
        };
        let part = if strongest > 0.0 {
            weight(edge) / strongest
        } else {
            0.0
        };
        let width = 0.75 + 3.25 * part as f32;
        let names = (&drawing.nodes[edge.from].name, &drawing.nodes[edge.to].name);
        let said = format!("{} – {}: {}", names.0, names.1, edge.note);
        for (color, dash, beside) in lines_of(edge.sense, width) {
            let ends = beside_line(*from, *to, beside);
            let stroke = LineStroke { color, width, dash };
            marks.push(
                Mark::new(MarkShape::Line(ends.to_vec()))
                    .outlined(stroke)
                    .standing_for(StandsFor::Edge(number), said.clone()),
            );
        }
    }
}

/// The lines of an edge: colour, dashes, and how far beside the straight way.
fn lines_of(sense: EdgeSense, width: f32) -> Vec<(ColorRole, Option<[f32; 2]>, f32)> {
    let dash = Some([6.0, 4.0]);
    let half = width / 2.0 + 0.5;
    match sense {
        EdgeSense::InFavour => vec![(ColorRole::InFavour, None, 0.0)],
        EdgeSense::Against => vec![(ColorRole::Against, dash, 0.0)],
        EdgeSense::Neutral => vec![(ColorRole::Neutral, None, 0.0)],
        EdgeSense::Mixed => vec![
            (ColorRole::InFavour, None, -half),
            (ColorRole::Against, dash, half),
        ],
    }
}

fn beside_line(from: FigurePoint, to: FigurePoint, beside: f32) -> [FigurePoint; 2] {
    let length = from.distance(to);
    if length == 0.0 {
        return [from, to];
    }
    let (x, y) = (
        (from.y - to.y) / length * beside,
        (to.x - from.x) / length * beside,
    );
    let moved = |point: FigurePoint| FigurePoint {
        x: point.x + x,
        y: point.y + y,
    };
    [moved(from), moved(to)]
}

/// What shapes and lines are, in a row below the drawing.
fn kinds(drawing: &NetworkDrawing, top: f32, marks: &mut Vec<Mark>) {
    let mut x = EDGE;
    let middle = top + 8.0;
    let name = |text: &str, x: &mut f32, marks: &mut Vec<Mark>| {
        let text = shortened(text, 11.0, 160.0);
        let at = FigurePoint {
            x: *x,
            y: middle + 4.0,
        };
        *x += text_width(&text, 11.0) + 16.0;
        let text = TextMark::new(at, text, 11.0, TextAnchor::Left);
        marks.push(Mark::new(MarkShape::Text(text)).filled(ColorRole::QuietInk));
    };
    for kind in &drawing.kinds {
        let at = FigurePoint {
            x: x + 5.0,
            y: middle,
        };
        marks.push(Mark::new(shape(kind.form, at, 5.0)).filled(kind.color));
        x += 15.0;
        name(&kind.name, &mut x, marks);
    }
    let has = |sense| drawing.edges.iter().any(|edge| edge.sense == sense);
    let is_mixed = has(EdgeSense::Mixed);
    for (sense, text) in [
        (EdgeSense::InFavour, "for"),
        (EdgeSense::Against, "against"),
    ] {
        if !is_mixed && !has(sense) {
            continue;
        }
        for (color, dash, _) in lines_of(sense, 2.0) {
            let ends = [x, x + 22.0].map(|x| FigurePoint { x, y: middle });
            let stroke = LineStroke {
                color,
                width: 2.0,
                dash,
            };
            marks.push(Mark::new(MarkShape::Line(ends.to_vec())).outlined(stroke));
        }
        x += 28.0;
        name(text, &mut x, marks);
    }
}
