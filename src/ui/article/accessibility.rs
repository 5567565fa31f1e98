//! The accessibility tree of the pane: what a screen reader, or a test, finds in it.
//!
//! ```text
//! Document "Article text"        the pane, with the selection
//!   Heading / Paragraph          each visible block
//!     TextRun                    each of its lines, with a place for every character; where
//!                                directions meet on a line, one for each stretch of one direction
//!     Highlight "Demand: …, 2 of 14"  each annotation
//! ```
//!
//! Only what is visible is in the tree. While no screen reader is on, nothing is made.

use egui::accesskit::{self, Action, Role, TextDirection};
use egui::{Id, Rect, Ui, UiBuilder};

use crate::model::{ByteOffset, Selection};

use super::annotated_block::AnnotatedBlock;
use super::blocks::BlockKind;
use super::caret::Caret;
use super::highlights::Highlight;
use super::page_io::{AnnotationRef, Gesture, Page};
use super::scroll::VisibleBlock;
use super::text_runs::TextRun;
use super::viewport::Viewport;

/// Builds the tree, and returns the actions that a screen reader requested.
pub fn build(
    ui: &mut Ui,
    id: Id,
    viewport: &mut Viewport,
    caret: &Caret,
    page: &Page<'_>,
) -> Vec<Gesture> {
    let listening = ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Document);
        node.set_label("Article text");
        node.set_clips_children();
    });
    let mut gestures = Vec::new();
    if listening.is_none() {
        return gestures;
    }
    for index in 0..viewport.visible().len() {
        let shown = viewport.visible()[index];
        let Some(runs) = viewport.cache_mut().ensure_runs(shown.block) else {
            continue;
        };
        block_node(ui, id, viewport, &shown, &runs, page, &mut gestures);
    }
    selection_node(ui, id, viewport, caret, page.selection);
    gestures
}

fn block_node(
    ui: &mut Ui,
    pane_id: Id,
    viewport: &Viewport,
    shown: &VisibleBlock,
    runs: &[TextRun],
    page: &Page<'_>,
    gestures: &mut Vec<Gesture>,
) {
    let cache = viewport.cache();
    let (Some(cut), Some(block)) = (cache.blocks().get(shown.block), cache.get(shown.block)) else {
        return;
    };
    let role = match cut.kind {
        BlockKind::Title | BlockKind::Heading => Role::Heading,
        BlockKind::Body | BlockKind::Empty => Role::Paragraph,
    };
    let mut block_ui = ui.new_child(
        UiBuilder::new()
            .scope_id(block_id(pane_id, shown.block))
            .accessibility_parent(pane_id)
            .accessibility_role(role),
    );
    let height = cache.heights().get(shown.block) as i32;
    let column = cache.metrics().map_or(0, |metrics| metrics.column) as f32;
    let bounds = viewport.to_points(shown, 0.0..column, 0..height);
    ui.ctx()
        .accesskit_node_builder(block_ui.unique_id(), |node| {
            node.set_bounds(rect(bounds));
            node.set_text_direction(direction(block.layout.rtl));
        });
    run_nodes(&block_ui, viewport, shown, block, runs);
    let first_visible = viewport.visible().first().map(|v| v.block) == Some(shown.block);
    for highlight in block.with_chosen() {
        // Where an annotation spans several blocks it is named once.
        if highlight.starts || first_visible {
            let bounds = first_visible_stretch(viewport, shown, block, highlight);
            let asked = bounds.and_then(|b| highlight_node(&mut block_ui, b, highlight, page));
            gestures.extend(asked);
        }
    }
}

fn run_nodes(
    block_ui: &Ui,
    viewport: &Viewport,
    shown: &VisibleBlock,
    block: &AnnotatedBlock,
    runs: &[TextRun],
) {
    let block_id = block_ui.unique_id();
    let scale = viewport.scale();
    for (i, run) in runs.iter().enumerate() {
        let extent = block.line_extent(run.line);
        let bounds = viewport.to_points(shown, run.left..run.right, extent);
        if !bounds.intersects(viewport.rect()) {
            continue;
        }
        let id = run_id(block_id, run);
        // Registers the run below its block; without an area it takes no part in pointing.
        block_ui.interact(Rect::NOTHING, id, egui::Sense::hover());
        block_ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::TextRun);
            node.set_text_direction(direction(run.rtl));
            node.set_bounds(rect(bounds));
            node.set_value(run.value.as_str());
            node.set_character_lengths(run.lengths.as_slice());
            let points = |px: &[f32]| px.iter().map(|px| px / scale).collect::<Vec<_>>();
            node.set_character_positions(points(&run.positions));
            node.set_character_widths(points(&run.widths));
            node.set_word_starts(run.word_starts.as_slice());
            let beside = |i: usize| runs.get(i).filter(|other| other.line == run.line);
            if let Some(previous) = i.checked_sub(1).and_then(beside) {
                node.set_previous_on_line(run_id(block_id, previous).accesskit_id());
            }
            if let Some(next) = beside(i + 1) {
                node.set_next_on_line(run_id(block_id, next).accesskit_id());
            }
        });
    }
}

fn highlight_node(
    block_ui: &mut Ui,
    bounds: Rect,
    highlight: &Highlight,
    page: &Page<'_>,
) -> Option<Gesture> {
    let id = highlight_id(block_ui.unique_id(), &highlight.annotation);
    block_ui.interact(Rect::NOTHING, id, egui::Sense::hover());
    block_ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Mark);
        node.set_label(highlight.name.as_str());
        node.set_bounds(rect(bounds));
        node.set_selected(page.is_chosen(&highlight.annotation));
        if highlight.pickable {
            node.add_action(Action::Click);
        }
    });
    let clicked = block_ui.input(|input| input.has_accesskit_action_request(id, Action::Click));
    let clicked = clicked && highlight.pickable;
    clicked.then(|| Gesture::Choose(highlight.annotation.clone()))
}

fn first_visible_stretch(
    viewport: &Viewport,
    shown: &VisibleBlock,
    block: &AnnotatedBlock,
    highlight: &Highlight,
) -> Option<Rect> {
    let mut first = None;
    for piece in &highlight.pieces {
        block.each_stretch(piece, |line, x| {
            let bounds = viewport.to_points(shown, x, block.band(line));
            if first.is_none() && viewport.rect().contains(bounds.center()) {
                first = Some(bounds);
            }
        });
    }
    first
}

fn selection_node(ui: &Ui, id: Id, viewport: &Viewport, caret: &Caret, selection: Selection) {
    let anchor = text_position(id, viewport, caret, selection.anchor);
    let focus = text_position(id, viewport, caret, selection.head);
    if let (Some(anchor), Some(focus)) = (anchor, focus) {
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_text_selection(accesskit::TextSelection { anchor, focus });
        });
    }
}

/// A place as AccessKit names it, if its line is visible.
fn text_position(
    id: Id,
    viewport: &Viewport,
    caret: &Caret,
    at: ByteOffset,
) -> Option<accesskit::TextPosition> {
    let (index, offset) = viewport.cache().block_and_offset(at);
    let shown = viewport.visible().iter().find(|v| v.block == index)?;
    let block = viewport.cache().get(index)?;
    let line = block.layout.line_of(offset, caret.is_on_upper_line(at));
    let runs = viewport.cache().runs(index)?;
    let run = runs
        .iter()
        .rev()
        .find(|run| run.line == line && run.start <= offset)?;
    let extent = block.line_extent(run.line);
    let bounds = viewport.to_points(shown, run.left..run.right, extent);
    if !bounds.intersects(viewport.rect()) {
        return None;
    }
    let mut start = run.start;
    let mut character_index = 0;
    for length in &run.lengths {
        if start >= offset {
            break;
        }
        start += u32::from(*length);
        character_index += 1;
    }
    Some(accesskit::TextPosition {
        node: run_id(block_id(id, index), run).accesskit_id(),
        character_index,
    })
}

fn block_id(pane: Id, block: usize) -> Id {
    pane.with(("block", block))
}

fn run_id(block: Id, run: &TextRun) -> Id {
    block.with((run.line, run.part))
}

fn highlight_id(block: Id, annotation: &AnnotationRef) -> Id {
    match annotation.in_document() {
        Some(id) => block.with(id.as_str()),
        // Two layers may have annotations with the same id.
        None => block.with((annotation.layer, annotation.id.as_str())),
    }
}

fn rect(rect: Rect) -> accesskit::Rect {
    accesskit::Rect {
        x0: rect.min.x.into(),
        y0: rect.min.y.into(),
        x1: rect.max.x.into(),
        y1: rect.max.y.into(),
    }
}

fn direction(rtl: bool) -> TextDirection {
    if rtl {
        TextDirection::RightToLeft
    } else {
        TextDirection::LeftToRight
    }
}
