//! Paints a figure and leads the keyboard, the pointer and a screen reader through its marks.
//!
//! A figure is one stop of `Tab`; arrows go from a mark to the nearest one in their direction. What a mark stands
//! for, the caller knows.

use crate::figures::{
    ColorRole, Figure, FigurePoint, FigureRect, FigureTheme, Mark, MarkShape, StandsFor,
    TextAnchor, TextMark,
};
use egui::{
    Align, Color32, EventFilter, Id, Key, Layout, Modifiers, Pos2, Rect, Response, Role, Sense,
    Shape, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::PanelCtx;
use super::list_row::is_asked_for;
use crate::ui::article::{LineTextStyle, Weight};
use crate::ui::theme::Palette;

/// How near to a line the pointer has to be, in points.
const REACH: f32 = 4.0;

/// The least side of the place of a mark, for the keyboard and for screen readers, in points.
const LEAST_SIDE: f32 = 8.0;

/// The height of a line of text, as a multiple of its size, and where its base line is above the middle.
const LINE: f32 = 1.6;
const MIDDLE: f32 = 0.35;

/// View state of a figure.
#[derive(Debug, Default)]
pub struct FigureMarks {
    /// The mark that has the keyboard, or had it last.
    at: Option<StandsFor>,
    is_entered: bool,
}

impl FigureMarks {
    /// Gives the keyboard to the mark that had it last, or to the first.
    pub fn enter(&mut self) {
        self.is_entered = true;
    }

    /// Draws a figure. The keyboard goes to the marks that `is_stop` names. Returns what was clicked, or taken by
    /// `Enter`.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        figure: &Figure,
        is_stop: &dyn Fn(StandsFor) -> bool,
    ) -> Option<StandsFor> {
        let size = vec2(figure.width, figure.height);
        // Tab goes to the marks alone.
        let (whole, ground) = ui.allocate_exact_size(size, Sense::CLICK);
        ui.ctx().accesskit_node_builder(ground.id, |node| {
            node.set_role(egui::accesskit::Role::Figure);
            node.set_label(figure.title.as_str());
            node.set_description(figure.description.as_str());
        });
        let colors = FigureColors::of(cx.palette);
        let origin = whole.min;
        for mark in &figure.marks {
            paint(ui, cx, mark, origin, &colors);
        }
        let stops = stops(figure, is_stop);
        self.walk(ui, figure, &stops);
        let mut taken = None;
        for mark in stops.iter().map(|index| &figure.marks[*index]) {
            if let Some(of) = mark.stands_for
                && self.stop_ui(ui, cx, mark, of, origin)
            {
                taken = Some(of);
            }
        }
        let pointed = ground
            .hover_pos()
            .and_then(|at| mark_at(figure, at, origin));
        if let Some(mark) = pointed {
            let clicked = ground.clicked().then_some(mark.stands_for).flatten();
            taken = taken.or(clicked);
            ground.on_hover_text(&mark.name);
        }
        taken
    }

    /// Moves to another mark by arrows, `Home` and `End`.
    fn walk(&mut self, ui: &Ui, figure: &Figure, stops: &[usize]) {
        let of = |index: &usize| figure.marks[*index].stands_for;
        let here = stops.iter().position(|index| of(index) == self.at);
        let here = here.unwrap_or_default();
        self.at = stops.get(here).and_then(of);
        let (Some(at), Some(index)) = (self.at, stops.get(here)) else {
            return;
        };
        let has_keyboard = ui.memory(|memory| memory.has_focus(stop_id(ui, at)));
        if std::mem::take(&mut self.is_entered) {
            ui.memory_mut(|memory| memory.request_focus(stop_id(ui, at)));
        }
        if !has_keyboard {
            return;
        }
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let nearest = |x: f32, y: f32| nearest(figure, stops, *index, (x, y));
        let moves: [(Key, &dyn Fn() -> Option<usize>); 6] = [
            (Key::ArrowLeft, &|| nearest(-1.0, 0.0)),
            (Key::ArrowRight, &|| nearest(1.0, 0.0)),
            (Key::ArrowUp, &|| nearest(0.0, -1.0)),
            (Key::ArrowDown, &|| nearest(0.0, 1.0)),
            (Key::Home, &|| stops.first().copied()),
            (Key::End, &|| stops.last().copied()),
        ];
        let mut moves = moves.into_iter();
        let to = moves.find(|(key, _)| pressed(*key));
        let to = to.and_then(|(_, to)| to()).and_then(|index| of(&index));
        if let Some(to) = to {
            self.at = Some(to);
            ui.memory_mut(|memory| memory.request_focus(stop_id(ui, to)));
        }
    }

    /// The place of a mark for the keyboard and for a screen reader; whether it was taken.
    fn stop_ui(
        &mut self,
        ui: &Ui,
        cx: &PanelCtx<'_>,
        mark: &Mark,
        of: StandsFor,
        origin: Pos2,
    ) -> bool {
        let id = stop_id(ui, of);
        if is_asked_for(ui, id) {
            self.at = Some(of);
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let is_here = self.at == Some(of);
        let sense = if is_here {
            Sense::click()
        } else {
            Sense::CLICK
        };
        let response = ui.interact(stop_rect(&mark.shape, origin), id, sense);
        ui.ctx()
            .accesskit_node_builder(id, |node| node.add_action(egui::accesskit::Action::Focus));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &mark.name));
        if response.has_focus() {
            self.at = Some(of);
            follow(ui, &response);
            let ring = response.rect.expand(2.0);
            let line = Stroke::new(2.0, cx.palette.accent);
            ui.painter()
                .rect_stroke(ring, 3.0, line, StrokeKind::Outside);
        }
        let is_taken = response.clicked();
        response.on_hover_text(&mark.name);
        is_taken
    }
}

/// Keeps arrows for the figure, and the mark in sight.
fn follow(ui: &Ui, response: &Response) {
    let filter = EventFilter {
        vertical_arrows: true,
        horizontal_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}

fn stop_id(ui: &Ui, of: StandsFor) -> Id {
    ui.scope_id().with(("figure_mark", of))
}

/// The marks that the keyboard goes to: of several that stand for the same, the first with a name.
fn stops(figure: &Figure, is_stop: &dyn Fn(StandsFor) -> bool) -> Vec<usize> {
    let mut seen = std::collections::HashSet::new();
    let marks = figure.marks.iter().enumerate();
    let stops = marks.filter(|(_, mark)| {
        mark.stands_for
            .is_some_and(|of| is_stop(of) && !mark.name.is_empty() && seen.insert(of))
    });
    stops.map(|(index, _)| index).collect()
}

fn middle(shape: &MarkShape) -> FigurePoint {
    let bounds = shape.bounds();
    FigurePoint {
        x: bounds.left + bounds.width / 2.0,
        y: bounds.top + bounds.height / 2.0,
    }
}

/// The nearest mark in a direction; what lies aside is twice as far as what lies ahead.
fn nearest(figure: &Figure, stops: &[usize], from: usize, (x, y): (f32, f32)) -> Option<usize> {
    let here = middle(&figure.marks[from].shape);
    let distance = |index: &usize| {
        let there = middle(&figure.marks[*index].shape);
        let (dx, dy) = (there.x - here.x, there.y - here.y);
        let (ahead, aside) = (dx * x + dy * y, (dx * y - dy * x).abs());
        (ahead > 0.5).then_some(ahead + 2.0 * aside)
    };
    let far = stops.iter().filter(|index| **index != from);
    let far = far.filter_map(|index| Some((distance(index)?, *index)));
    let least = far.min_by(|(one, _), (other, _)| one.total_cmp(other));
    least.map(|(_, index)| index)
}

/// The topmost mark at a place that stands for something.
fn mark_at(figure: &Figure, at: Pos2, origin: Pos2) -> Option<&Mark> {
    let at = FigurePoint {
        x: at.x - origin.x,
        y: at.y - origin.y,
    };
    let mut marks = figure.marks.iter().rev();
    marks.find(|mark| {
        let reach = match mark.shape {
            MarkShape::Line(_) => REACH,
            _ => 1.0,
        };
        mark.stands_for.is_some() && mark.shape.is_at(at, reach)
    })
}

fn placed(point: FigurePoint, origin: Pos2) -> Pos2 {
    pos2(origin.x + point.x, origin.y + point.y)
}

fn placed_rect(rect: FigureRect, origin: Pos2) -> Rect {
    let corner = pos2(origin.x + rect.left, origin.y + rect.top);
    Rect::from_min_size(corner, vec2(rect.width, rect.height))
}

/// Where the keyboard finds a mark. A line is found at its middle, or it would lie over all that it crosses.
fn stop_rect(shape: &MarkShape, origin: Pos2) -> Rect {
    let rect = match shape {
        MarkShape::Line(_) => Rect::from_center_size(placed(middle(shape), origin), vec2(0.0, 0.0)),
        shape => placed_rect(shape.bounds(), origin),
    };
    let size = rect.size().max(vec2(LEAST_SIDE, LEAST_SIDE));
    Rect::from_center_size(rect.center(), size)
}

/// The colours of figures on the palette of the window.
struct FigureColors {
    theme: FigureTheme,
    palette: Palette,
}

impl FigureColors {
    fn of(palette: Palette) -> Self {
        let theme = match palette.dark {
            true => FigureTheme::Dark,
            false => FigureTheme::Light,
        };
        Self { theme, palette }
    }

    fn color(&self, role: ColorRole) -> Color32 {
        match role {
            ColorRole::Page => self.palette.paper,
            ColorRole::Ink => self.palette.ink,
            ColorRole::QuietInk => self.palette.quiet,
            ColorRole::Hairline => self.palette.hairline,
            ColorRole::Accent => self.palette.accent,
            role => {
                let [r, g, b] = role.rgb(self.theme);
                Color32::from_rgb(r, g, b)
            }
        }
    }
}

/// Paints a mark.
fn paint(ui: &mut Ui, cx: &mut PanelCtx<'_>, mark: &Mark, origin: Pos2, colors: &FigureColors) {
    let bounds = placed_rect(mark.shape.bounds(), origin);
    if !ui.is_rect_visible(bounds.expand(4.0)) {
        return;
    }
    let fill = mark
        .fill
        .map_or(Color32::TRANSPARENT, |role| colors.color(role));
    let stroke = mark.stroke.map_or(Stroke::NONE, |line| {
        Stroke::new(line.width, colors.color(line.color))
    });
    let dash = mark.stroke.and_then(|line| line.dash);
    match &mark.shape {
        MarkShape::Rectangle(rect) => {
            let rect = placed_rect(*rect, origin);
            ui.painter()
                .rect(rect, 0.0, fill, stroke, StrokeKind::Middle);
        }
        MarkShape::Circle { centre, radius } => {
            ui.painter()
                .circle(placed(*centre, origin), *radius, fill, stroke);
        }
        MarkShape::Line(points) => line(ui, points, origin, stroke, dash),
        MarkShape::Polygon(points) => {
            let points: Vec<Pos2> = points.iter().map(|point| placed(*point, origin)).collect();
            ui.painter()
                .add(Shape::convex_polygon(points, fill, stroke));
        }
        MarkShape::Text(text) => text_ui(ui, cx, text, origin, fill),
    }
}

fn line(ui: &Ui, points: &[FigurePoint], origin: Pos2, stroke: Stroke, dash: Option<[f32; 2]>) {
    let points: Vec<Pos2> = points.iter().map(|point| placed(*point, origin)).collect();
    match dash {
        Some([long, gap]) => {
            let dashes = Shape::dashed_line(&points, stroke, long, gap);
            ui.painter().extend(dashes);
        }
        None => {
            ui.painter().line(points, stroke);
        }
    }
}

/// Paints a text by the engine of articles, which puts right-to-left words in their order. One that runs upwards
/// is painted by egui: it is a name of an axis.
fn text_ui(ui: &mut Ui, cx: &mut PanelCtx<'_>, mark: &TextMark, origin: Pos2, color: Color32) {
    let at = placed(mark.at, origin);
    if mark.is_upward {
        return upward(ui, mark, at, color);
    }
    let style = LineTextStyle {
        size: mark.size,
        color,
        weight: match mark.is_semibold {
            true => Weight::Semibold,
            false => Weight::Regular,
        },
    };
    let height = mark.size * LINE;
    let bounds = mark.bounds();
    // More than the measured width, which is that of other fonts.
    let room = bounds.width * 1.2 + 2.0 * mark.size;
    let middle = at.y - mark.size * MIDDLE;
    let (left, layout) = match mark.anchor {
        TextAnchor::Left => (at.x, Layout::left_to_right(Align::Center)),
        TextAnchor::Middle => (
            at.x - room / 2.0,
            Layout::centered_and_justified(egui::Direction::LeftToRight),
        ),
        TextAnchor::Right => (at.x - room, Layout::right_to_left(Align::Center)),
    };
    let rect = Rect::from_min_size(pos2(left, middle - height / 2.0), vec2(room, height));
    let layout = match mark.anchor {
        TextAnchor::Middle => Layout::top_down(Align::Center),
        _ => layout,
    };
    let mut place = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
    cx.engine
        .line_ui(&mut place, &mark.text, style, f32::INFINITY);
}

fn upward(ui: &Ui, mark: &TextMark, at: Pos2, color: Color32) {
    let font = egui::FontId::proportional(mark.size);
    let galley = ui.painter().layout_no_wrap(mark.text.clone(), font, color);
    let width = galley.size().x;
    let along = match mark.anchor {
        TextAnchor::Left => 0.0,
        TextAnchor::Middle => width / 2.0,
        TextAnchor::Right => width,
    };
    // Turned a quarter to the left about its upper left corner, its start is below.
    let ascent = mark.size;
    let corner = pos2(at.x - ascent, at.y + along);
    let turned = egui::epaint::TextShape::new(corner, galley, color);
    let turned = turned.with_angle(-std::f32::consts::FRAC_PI_2);
    ui.painter().add(turned);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure() -> Figure {
        let circle = |number: usize, x: f32, y: f32| {
            let shape = MarkShape::Circle {
                centre: FigurePoint { x, y },
                radius: 4.0,
            };
            Mark::new(shape).standing_for(StandsFor::Node(number), format!("node {number}"))
        };
        let points = vec![
            FigurePoint { x: 10.0, y: 10.0 },
            FigurePoint { x: 90.0, y: 10.0 },
        ];
        let edge = Mark::new(MarkShape::Line(points)).standing_for(StandsFor::Edge(0), "edge");
        Figure {
            width: 100.0,
            height: 100.0,
            marks: vec![
                edge,
                circle(0, 10.0, 10.0),
                circle(1, 90.0, 10.0),
                circle(2, 10.0, 90.0),
                // The same once more, such as its name.
                circle(2, 14.0, 96.0),
            ],
            ..Figure::default()
        }
    }

    #[test]
    fn arrows_lead_to_the_nearest_mark_in_their_direction() {
        let figure = figure();
        let stops = stops(&figure, &|of| matches!(of, StandsFor::Node(_)));
        assert_eq!(stops, [1, 2, 3]);
        for (from, way, want) in [
            (1, (1.0, 0.0), Some(2)),
            (1, (0.0, 1.0), Some(3)),
            (2, (-1.0, 0.0), Some(1)),
            (3, (0.0, -1.0), Some(1)),
            (1, (-1.0, 0.0), None),
        ] {
            assert_eq!(nearest(&figure, &stops, from, way), want, "{from} {way:?}");
        }
    }

    #[test]
    fn the_topmost_mark_is_pointed_at_and_a_line_from_near_by() {
        let figure = figure();
        let origin = pos2(5.0, 5.0);
        let at =
            |x: f32, y: f32| mark_at(&figure, pos2(x, y), origin).and_then(|mark| mark.stands_for);
        assert_eq!(at(15.0, 15.0), Some(StandsFor::Node(0)));
        assert_eq!(at(50.0, 17.0), Some(StandsFor::Edge(0)));
        assert_eq!(at(50.0, 30.0), None);
    }
}
