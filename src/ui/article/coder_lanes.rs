//! The lanes of coders below the lines of the page: what each has, in the colour and line style of its label.
//!
//! The page has kept room for them; see [`LaneMarks`]. Only what is on the screen is laid out. It must not know
//! what is decided: which difference is at hand and what lanes are called is given.

use std::ops::Range;

use egui::{Align2, CursorIcon, FontId, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui};
use egui::{WidgetInfo, pos2, vec2};

use super::annotated_block::AnnotatedBlock;
use super::canvas::Canvas;
use super::lane_marks::{LaneMark, LaneMarks};
use super::page_io::Page;
use super::page_paint::append;
use super::scroll::VisibleBlock;
use super::style::{self, Look};
use super::text_engine::TextEngine;
use super::viewport::Viewport;
use crate::model::codebook::LineStyle;
use crate::ui::theme::semibold;

/// How strong the ground is behind the part of a mark that not all coders cover.
const DIFFERING_TINT: f32 = 0.30;

/// The room between a lane's number and its line, in points.
const BESIDE: f32 = 3.0;

/// The size of the numbers as a share of the height of a lane.
const NUMBER: f32 = 1.0;

/// The marks of a page, and which of them are drawn.
pub struct CoderLanes<'a> {
    pub marks: &'a LaneMarks,
    /// The difference whose marks are always drawn, and can be clicked.
    pub at_hand: Option<usize>,
    /// Whether those of all others are drawn, too.
    pub shows_all: bool,
    /// What a screen reader says of a lane of the difference at hand, and whether its version is taken.
    pub name: &'a dyn Fn(usize) -> (String, bool),
}

/// A click on a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaneClick {
    pub lane: usize,
    /// What was clicked belongs to: see [`LaneMark::group`].
    pub group: usize,
}

/// Draws the lanes over the page. Returns what was clicked.
pub fn coder_lanes_ui(
    ui: &Ui,
    viewport: &Viewport,
    engine: &mut TextEngine,
    page: &Page<'_>,
    lanes: &CoderLanes<'_>,
) -> Option<LaneClick> {
    let painter = ui.painter_at(viewport.rect());
    let mut clicked = None;
    for (shown, block) in viewport.visible_blocks() {
        let range = viewport.cache().blocks()[shown.block].range();
        let is_shown = |mark: &&LaneMark| {
            lanes.at_hand == Some(mark.group) || lanes.shows_all && mark.is_annotation()
        };
        let marks: Vec<&LaneMark> = lanes.marks.touching(range).filter(is_shown).collect();
        if marks.is_empty() {
            continue;
        }
        let mut canvas = engine.canvas(viewport.scale());
        for mark in &marks {
            paint_mark(&mut canvas, viewport, (shown, block), page, mark);
        }
        let corner = viewport.to_points(shown, 0.0..0.0, 0..0).min;
        let mut meshes = Vec::new();
        for mesh in canvas.finish() {
            append(&mut meshes, &mesh, corner);
        }
        painter.extend(meshes.into_iter().map(Shape::mesh));
        for mark in marks {
            let used = mark_ui(ui, viewport, (shown, block), page, lanes, mark);
            clicked = clicked.or(used);
        }
    }
    clicked
}

/// The look of a mark; one of a coder who has nothing is grey and dotted.
fn look(page: &Page<'_>, mark: &LaneMark) -> Look {
    match &mark.label {
        Some(label) => style::label_look(page.codebook, label, page.dark),
        None => Look {
            color: page.colors.faint,
            line: LineStyle::Dotted,
            letter: ' ',
        },
    }
}

fn paint_mark(
    canvas: &mut Canvas<'_>,
    viewport: &Viewport,
    (shown, block): (&VisibleBlock, &AnnotatedBlock),
    page: &Page<'_>,
    mark: &LaneMark,
) {
    let look = look(page, mark);
    let sizes = &block.sizes;
    let in_block = |span: &Range<usize>| viewport.cache().range_in_block(shown.block, span);
    let ground = style::tint(page.colors, look.color, DIFFERING_TINT);
    for span in &mark.differing {
        block.each_stretch(&in_block(span), |line, x| {
            if let Some(lane) = block.coder_lane(line, mark.lane) {
                let unit = i32::from(sizes.unit);
                canvas.rect(
                    x.start.round()..x.end.round(),
                    lane.start..lane.end - unit,
                    ground,
                );
            }
        });
    }
    for span in &mark.spans {
        block.each_stretch(&in_block(span), |line, x| {
            if let Some(lane) = block.coder_lane(line, mark.lane) {
                let top = line_top(lane.start, lane.end, i32::from(sizes.unit));
                canvas.line(look.line, x, top, sizes, look.color);
            }
        });
    }
    for gap in mark.spans.windows(2) {
        let gap = gap[0].end..gap[1].start;
        block.each_stretch(&in_block(&gap), |line, x| {
            if let Some(lane) = block.coder_lane(line, mark.lane) {
                let unit = i32::from(sizes.unit);
                let top = line_top(lane.start, lane.end, unit) + unit;
                canvas.connector(x, top, sizes, look.color);
            }
        });
    }
}

/// The top of a line that stands in the middle of a lane.
fn line_top(top: i32, bottom: i32, unit: i32) -> i32 {
    (top + bottom - 3 * unit) / 2
}

/// Numbers the stretches of a mark, and takes clicks on them.
fn mark_ui(
    ui: &Ui,
    viewport: &Viewport,
    (shown, block): (&VisibleBlock, &AnnotatedBlock),
    page: &Page<'_>,
    lanes: &CoderLanes<'_>,
    mark: &LaneMark,
) -> Option<LaneClick> {
    let painter = ui.painter_at(viewport.rect());
    let is_at_hand = lanes.at_hand == Some(mark.group);
    let color = style::letter_color(page.colors, look(page, mark).color);
    let mut stretches: Vec<Rect> = Vec::new();
    for span in &mark.spans {
        let in_block = viewport.cache().range_in_block(shown.block, span);
        block.each_stretch(&in_block, |line, x| {
            if let Some(lane) = block.coder_lane(line, mark.lane) {
                stretches.push(viewport.to_points(shown, x, lane));
            }
        });
    }
    let mut clicked = None;
    for (index, rect) in stretches.iter().enumerate() {
        if !rect.intersects(viewport.rect()) {
            continue;
        }
        let is_first_of_line = index == 0 || stretches[index - 1].top() != rect.top();
        let mut area = rect.expand2(vec2(2.0, 0.0));
        if is_first_of_line {
            let font = FontId::new(rect.height() * NUMBER, semibold());
            let number = (mark.lane + 1).to_string();
            let (at, align) = match block.layout.rtl {
                true => (rect.right() + BESIDE, Align2::LEFT_CENTER),
                false => (rect.left() - BESIDE, Align2::RIGHT_CENTER),
            };
            let drawn = painter.text(pos2(at, rect.center().y), align, number, font, color);
            area = area.union(Rect::from_x_y_ranges(drawn.x_range(), rect.y_range()));
        }
        if !is_at_hand && !lanes.shows_all {
            continue;
        }
        let key = (
            "lane",
            mark.group,
            mark.lane,
            rect.left() as i32,
            rect.top() as i32,
        );
        let id = ui.scope_id().with(key);
        let response = ui.interact(area.intersect(viewport.rect()), id, Sense::click());
        if is_at_hand {
            let (name, is_taken) = (lanes.name)(mark.lane);
            let color = look(page, mark).color;
            if is_taken {
                let stroke = Stroke::new(1.0, color);
                painter.rect_stroke(area, 2.0, stroke, StrokeKind::Outside);
            }
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_taken, &name));
        }
        if response.hovered() {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            let stroke = Stroke::new(1.0, page.colors.accent);
            painter.rect_stroke(area, 2.0, stroke, StrokeKind::Outside);
        }
        if response.clicked() {
            clicked = Some(LaneClick {
                lane: mark.lane,
                group: mark.group,
            });
        }
    }
    clicked
}

/// Draws a frame around the words of the difference at hand.
pub fn frame_ui(ui: &Ui, viewport: &Viewport, page: &Page<'_>, lanes: &CoderLanes<'_>) {
    let Some(group) = lanes.at_hand else { return };
    let painter = ui.painter_at(viewport.rect());
    for (shown, block) in viewport.visible_blocks() {
        let range = viewport.cache().blocks()[shown.block].range();
        let marks = lanes.marks.touching(range);
        for mark in marks.filter(|mark| mark.group == group && mark.label.is_some()) {
            for span in &mark.spans {
                let in_block = viewport.cache().range_in_block(shown.block, span);
                block.each_stretch(&in_block, |line, x| {
                    let rect = viewport.to_points(shown, x, block.band(line));
                    let stroke = Stroke::new(1.5, page.colors.accent);
                    painter.rect_stroke(rect, 2.0, stroke, StrokeKind::Outside);
                });
            }
        }
    }
}
