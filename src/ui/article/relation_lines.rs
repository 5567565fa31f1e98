//! Relations drawn on the page.
//!
//! ```text
//!    ┌──────────────────────────────┐
//!    ▼                              │ ← makes
//! The envoy asked Kyiv for a truce. │
//!                          ┌────────┤
//!                          ● truce  │
//!                                   ▼ 2 below
//! ```
//!
//! The lines are between the lines of text and in the right margin, not curves over the words: so no
//! letter is hidden, and the left margin stays free for tags.
//!
//! What can be clicked takes drags too, or the press would go to the text below.
//!
//! Lines run where no letters are: between two lines of text, and in the margin behind the column,
//! where the names of the relations are too. From the chosen annotation one trunk leads to all its
//! ends; an end beyond the screen has a tag at the page's edge. Nothing in the text moves.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, FontId, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, UiBuilder};
use egui::{Vec2, WidgetInfo, pos2, vec2};

use crate::model::codebook::End;
use crate::model::links::far_end;
use crate::model::{Annotation, AnnotationId, Relation};
use crate::session::messages::{LinkMessage, PageMessage};

use super::hit_test::text_at;
use super::page_io::Page;
use super::page_metrics::SCROLL_BAR_WIDTH;
use super::style::{self, Weight};
use super::text_engine::TextEngine;
use super::text_line::LineTextStyle;
use super::viewport::Viewport;

/// From the column to the first trunk, and from one trunk to the next, in points.
const BESIDE: f32 = 10.0;
const TRUNKS: f32 = 5.0;

/// From a line of text up to the line that is drawn above it.
const ABOVE: f32 = 2.5;

/// Size of the names' type, and the height that each takes.
const NAME: f32 = 11.0;
const NAME_ROW: f32 = 14.0;

/// The least width for a name.
const LEAST: f32 = 24.0;

/// The characters of a quote in a description.
const QUOTED: usize = 200;

/// Size of the tags at the page's edge.
const TAG: Vec2 = vec2(240.0, 22.0);

/// The number of tags at one edge.
const TAGS: usize = 4;

/// Where an end of a relation is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum EndPosition {
    /// The point above its first letters.
    Here(Pos2),
    Above,
    Below,
}

/// A relation as seen from one of its annotations.
struct Branch<'a> {
    relation: &'a Relation,
    far: &'a Annotation,
    outgoing: bool,
    position: EndPosition,
}

/// An annotation with relations that are drawn from it.
struct Trunk<'a> {
    hub: &'a Annotation,
    position: EndPosition,
    branches: Vec<Branch<'a>>,
    chosen: bool,
}

/// The relations of one annotation that are drawn, of those to the visible text and of the others.
const MAX_BRANCHES: usize = 100;

/// The relations of one annotation that are looked at to find these.
const MAX_READ: usize = 5000;

/// The annotations with relations that are looked at while those of all are drawn.
const MAX_HUBS: usize = 500;

/// Draws the relations of the chosen annotation, or with `all` of every annotation on the screen.
/// Returns an end that is clicked.
pub fn relation_lines_ui(
    ui: &mut Ui,
    viewport: &Viewport,
    engine: &mut TextEngine,
    page: &Page<'_>,
    all: bool,
) -> Option<AnnotationId> {
    let (pane, column) = viewport.column()?;
    let painter = ui.painter_at(pane);
    let trunks = trunks(viewport, page, all);
    // The trunks of the chosen annotation are over the others, and next to the text.
    let mut lanes: Vec<Vec<(f32, f32)>> = Vec::new();
    let right = pane.right() - SCROLL_BAR_WIDTH - 2.0;
    let widest = ((right - column.right() - BESIDE) / TRUNKS).floor();
    let trunk_x = |lane: usize| {
        // Where the margin is too narrow, trunks share it.
        let shown = (lane as f32).min((widest - 1.0).max(0.0));
        column.right() + BESIDE + shown * TRUNKS
    };
    let mut placed = Vec::with_capacity(trunks.len());
    for trunk in &trunks {
        let span = reach(pane, trunk);
        let free = |lane: &Vec<(f32, f32)>| {
            let mut taken = lane.iter();
            taken.all(|(top, bottom)| span.1 + 2.0 < *top || *bottom + 2.0 < span.0)
        };
        let lane = lanes.iter().position(free).unwrap_or_else(|| {
            lanes.push(Vec::new());
            lanes.len() - 1
        });
        lanes[lane].push(span);
        placed.push((trunk, trunk_x(lane), span));
    }
    for (trunk, x, span) in placed.into_iter().rev() {
        trunk_lines(&painter, pane, page, trunk, x, span);
    }
    // Names are behind all trunks, those of the chosen one at its own.
    let x = trunk_x(lanes.len().saturating_sub(1));
    let mut names = RelationNames {
        right,
        taken: Vec::new(),
    };
    let mut tags = EdgeTags::default();
    let mut clicked = None;
    for trunk in &trunks {
        for branch in &trunk.branches {
            let go = if let EndPosition::Here(at) = branch.position {
                let x = if trunk.chosen { trunk_x(0) } else { x };
                names.show(ui, page, trunk, branch, pos2(x, at.y))
            } else if trunk.chosen {
                tags.show(ui, engine, page, pane, branch, trunk_x(0))
            } else {
                None
            };
            clicked = clicked.or(go);
        }
    }
    clicked
}

/// What is drawn: the chosen annotation's relations first.
fn trunks<'a>(viewport: &Viewport, page: &Page<'a>, all: bool) -> Vec<Trunk<'a>> {
    let document = page.document;
    let mut hubs: Vec<&'a Annotation> = Vec::new();
    hubs.extend(
        page.chosen
            .and_then(|id| document.annotation(id))
            .map(|a| &**a),
    );
    if all {
        let visible = document.touching(viewport.visible_range()).into_iter();
        let others = visible.map(|a| &**a).filter(|a| page.chosen != Some(&a.id));
        // Thousands of annotations may be in sight, and of most nothing is drawn.
        let hub = |a: &&Annotation| document.count_relations_of(&a.id) > 0;
        hubs.extend(others.filter(hub).take(MAX_HUBS));
    }
    let mut trunks = Vec::new();
    for hub in hubs {
        let chosen = page.chosen == Some(&hub.id);
        let position = position_of(viewport, hub);
        let mut branches = Vec::new();
        let (mut here, mut elsewhere) = (0, 0);
        for relation in document.relations_of(&hub.id).take(MAX_READ) {
            let outgoing = relation.from == hub.id;
            let far = document.annotation(far_end(relation, &hub.id));
            let Some(far) = far.filter(|far| far.fragments().is_some()) else {
                continue;
            };
            // The position is computed only of as many as are drawn.
            let visible = viewport.visible_range();
            let is_near = far.fragments().is_some_and(|fragments| {
                fragments.start().0 < visible.end && fragments.end().0 > visible.start
            });
            let count = if is_near { &mut here } else { &mut elsewhere };
            *count += 1;
            if *count > MAX_BRANCHES {
                continue;
            }
            let far_position = position_of(viewport, far);
            // Of the others each is drawn once, from an end that is on the screen.
            let other_way = !outgoing && matches!(far_position, EndPosition::Here(_));
            if !chosen && (other_way || page.chosen == Some(&far.id)) {
                continue;
            }
            branches.push(Branch {
                relation,
                far,
                outgoing,
                position: far_position,
            });
        }
        if !branches.is_empty() {
            trunks.push(Trunk {
                hub,
                position,
                branches,
                chosen,
            });
        }
    }
    trunks
}

fn position_of(viewport: &Viewport, annotation: &Annotation) -> EndPosition {
    if let Some(first) = viewport.rects_of_annotation(annotation).first() {
        let inward = (first.width() / 2.0).min(8.0);
        return EndPosition::Here(pos2(first.left() + inward, first.top() - ABOVE));
    }
    let start = annotation.fragments().map_or(0, |f| f.start().0);
    // Within the outermost blocks, half-visible lines decide.
    let middle = text_at(viewport, viewport.rect().center()).at.0;
    if start < middle {
        EndPosition::Above
    } else {
        EndPosition::Below
    }
}

/// From which height to which a trunk goes.
fn reach(pane: Rect, trunk: &Trunk<'_>) -> (f32, f32) {
    let positions = trunk.branches.iter().map(|branch| branch.position);
    let mut reach = (f32::MAX, f32::MIN);
    for position in positions.chain([trunk.position]) {
        let y = match position {
            EndPosition::Here(at) => at.y,
            EndPosition::Above => pane.top(),
            EndPosition::Below => pane.bottom(),
        };
        reach = (reach.0.min(y), reach.1.max(y));
    }
    reach
}

fn trunk_lines(
    painter: &Painter,
    pane: Rect,
    page: &Page<'_>,
    trunk: &Trunk<'_>,
    x: f32,
    (top, bottom): (f32, f32),
) {
    let color = style::label_look(page.codebook, &trunk.hub.label, page.dark).color;
    let width = if trunk.chosen { 1.75 } else { 1.0 };
    let stroke = Stroke::new(width, color);
    painter.vline(x, top..=bottom, stroke);
    let twig = |at: Pos2| {
        // A rounded corner above the annotation, then along the line's upper edge.
        let corner = [pos2(at.x, at.y + 3.0), at, at, pos2(at.x + 4.0, at.y)];
        painter.add(egui::epaint::CubicBezierShape::from_points_stroke(
            corner,
            false,
            Color32::TRANSPARENT,
            stroke,
        ));
        painter.hline(at.x + 4.0..=x, at.y, stroke);
    };
    let down = vec2(0.0, 1.0);
    let mut reached = false;
    for branch in &trunk.branches {
        if let EndPosition::Here(at) = branch.position {
            twig(at);
            if branch.outgoing {
                arrow_head(painter, at + vec2(0.0, ABOVE + 2.5), down, color);
            } else {
                painter.circle_filled(at + vec2(0.0, 2.0), 2.0, color);
            }
        }
        reached |= !branch.outgoing;
    }
    if let EndPosition::Here(at) = trunk.position {
        twig(at);
        if reached {
            arrow_head(painter, at + vec2(0.0, ABOVE + 2.5), down, color);
        } else {
            painter.circle_filled(at + vec2(0.0, 2.0), 2.0, color);
        }
    }
    for (position, y, direction) in [
        (EndPosition::Above, pane.top() + 1.0, vec2(0.0, -1.0)),
        (EndPosition::Below, pane.bottom() - 1.0, vec2(0.0, 1.0)),
    ] {
        if trunk
            .branches
            .iter()
            .any(|branch| branch.position == position)
        {
            arrow_head(painter, pos2(x, y), direction, color);
        }
    }
}

/// The tip of an arrow at a point.
pub fn arrow_head(painter: &Painter, tip: Pos2, direction: Vec2, color: Color32) {
    let (back, side) = (direction * 6.5, direction.rot90() * 4.0);
    let corners = vec![tip, tip - back + side, tip - back - side];
    painter.add(Shape::convex_polygon(corners, color, Stroke::NONE));
}

/// "makes: “Zelenskyy” → “a full ceasefire”".
fn description(page: &Page<'_>, hub: &Annotation, branch: &Branch<'_>) -> String {
    let quote = |a: &Annotation| {
        let text = page.document.text();
        let quote = a.fragments().map(|f| f.quote_start(text, QUOTED));
        quote.unwrap_or_default()
    };
    let (from, to) = if branch.outgoing {
        (hub, branch.far)
    } else {
        (branch.far, hub)
    };
    let message = LinkMessage::Linked {
        relation: name(page, branch.relation),
        from: quote(from),
        to: quote(to),
    };
    message.to_string()
}

fn name(page: &Page<'_>, relation: &Relation) -> String {
    let kind = page.codebook.relation(&relation.kind);
    kind.map_or_else(|| relation.kind.to_string(), |kind| kind.name.clone())
}

/// The relation as it is read from the hub: "makes →", "made by", or "makes ←" if it has no inverse name.
fn name_from_hub(page: &Page<'_>, branch: &Branch<'_>) -> String {
    let kind = page.codebook.relation(&branch.relation.kind);
    let inverse = kind.and_then(|kind| kind.name_at(End::To));
    match (branch.outgoing, inverse) {
        (false, Some(inverse)) => inverse.to_owned(),
        (true, _) => {
            let relation = name(page, branch.relation);
            LinkMessage::Outgoing { relation }.to_string()
        }
        (false, None) => {
            let relation = name(page, branch.relation);
            LinkMessage::Incoming { relation }.to_string()
        }
    }
}

/// The names of relations in the margin.
struct RelationNames {
    right: f32,
    /// Heights at which names stand.
    taken: Vec<f32>,
}

impl RelationNames {
    /// The height of a name that leaves no room for another at this height.
    fn near(&self, y: f32) -> Option<f32> {
        let mut taken = self.taken.iter().copied();
        taken.find(|other| (other - y).abs() < NAME_ROW)
    }

    /// Writes the name of a relation beside its trunk; returns its far end when clicked.
    fn show(
        &mut self,
        ui: &Ui,
        page: &Page<'_>,
        trunk: &Trunk<'_>,
        branch: &Branch<'_>,
        beside: Pos2,
    ) -> Option<AnnotationId> {
        let text = name_from_hub(page, branch);
        let mut job = LayoutJob::single_section(
            text,
            TextFormat::simple(FontId::proportional(NAME), page.colors.ink),
        );
        if trunk.chosen {
            job.wrap = TextWrapping::truncate_at_width((self.right - beside.x - 6.0).max(1.0));
        }
        let words = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let mut y = beside.y;
        while let Some(other) = self.near(y) {
            y = other + NAME_ROW;
        }
        let room = self.right - beside.x;
        // Where there is hardly a margin, a bit of a name would only be noise. The names of other
        // annotations' relations are where they find room.
        let written = room > LEAST && (trunk.chosen || (y == beside.y && words.size().x < room));
        let corner = pos2(beside.x + 5.0, y - words.size().y / 2.0);
        let rect = if written {
            self.taken.push(y);
            Rect::from_min_size(corner, words.size())
        } else {
            Rect::from_center_size(beside, Vec2::splat(6.0))
        };
        let id = ui
            .scope_id()
            .with(("relation", branch.relation.id.as_str(), &trunk.hub.id));
        let response = ui.interact(rect.expand(2.0), id, Sense::click_and_drag());
        let description = description(page, trunk.hub, branch);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &description));
        if written {
            let ground = page.colors.paper;
            ui.painter().rect_filled(rect.expand(1.0), 2.0, ground);
            ui.painter().galley(corner, words, page.colors.ink);
            if response.hovered() {
                let under = Stroke::new(1.0, page.colors.accent);
                ui.painter().hline(rect.x_range(), rect.bottom(), under);
            }
        }
        let clicked = response.on_hover_text(description).clicked();
        clicked.then(|| branch.far.id.clone())
    }
}

/// The tags of ends beyond the screen: how many stand at the upper and at the lower edge.
#[derive(Default)]
struct EdgeTags {
    above: usize,
    below: usize,
}

impl EdgeTags {
    fn show(
        &mut self,
        ui: &mut Ui,
        engine: &mut TextEngine,
        page: &Page<'_>,
        pane: Rect,
        branch: &Branch<'_>,
        x: f32,
    ) -> Option<AnnotationId> {
        let above = branch.position == EndPosition::Above;
        let count = if above {
            &mut self.above
        } else {
            &mut self.below
        };
        let row = *count as f32;
        *count += 1;
        if *count > TAGS {
            return None;
        }
        let y = if above {
            pane.top() + 4.0 + row * (TAG.y + 2.0)
        } else {
            pane.bottom() - 4.0 - TAG.y - row * (TAG.y + 2.0)
        };
        let right = (x - 4.0).min(pane.right());
        let left = (right - TAG.x).max(pane.left() + 4.0);
        let rect = Rect::from_x_y_ranges(left..=right, y..=y + TAG.y);
        let name = name_from_hub(page, branch);
        let quote = branch.far.fragments();
        let quote = quote.map_or_else(String::new, |f| f.quote_start(page.document.text(), QUOTED));
        let text = {
            let (relation, quote) = (name.to_string(), quote.clone());
            let message = match above {
                true => PageMessage::FarEndAbove { relation, quote },
                false => PageMessage::FarEndBelow { relation, quote },
            };
            message.to_string()
        };
        let id = ui.scope_id().with(("far end", branch.relation.id.as_str()));
        let response = ui.interact(rect, id, Sense::click_and_drag());
        response.widget_info(|| {
            let (relation, quote) = (name.to_string(), quote.clone());
            let text = PageMessage::FarEnd { relation, quote };
            WidgetInfo::labeled(Role::Button, true, text.to_string())
        });
        let color = style::label_look(page.codebook, &branch.far.label, page.dark).color;
        let line = Stroke::new(if response.hovered() { 2.0 } else { 1.0 }, color);
        let inside = egui::StrokeKind::Inside;
        ui.painter()
            .rect(rect, 4.0, page.colors.paper, line, inside);
        let mut inner = ui.new_child(
            UiBuilder::new()
                .max_rect(rect.shrink2(vec2(8.0, 1.0)))
                .layout(egui::Layout::left_to_right(egui::Align::Center)),
        );
        let style = LineTextStyle {
            size: 12.0,
            color: page.colors.ink,
            weight: Weight::Regular,
        };
        engine.line_ui(&mut inner, &text, style, rect.width() - 16.0);
        response.clicked().then(|| branch.far.id.clone())
    }
}
