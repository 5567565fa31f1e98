//! The accessibility tree of the pane: what a screen reader, or a test, finds in it.
//!
//! ```text
//! Document "Article text"        the pane, with the selection
//!   Heading / Paragraph          each block, headings with their words and level
//!     TextRun                    each of its lines, with a place for every character; where
//!                                directions meet on a line, one for each stretch of one direction
//!     Highlight "Demand: …, 2 of 14"  each annotation
//! ```
//!
//! What is not on the screen has no places (`whole_article`). While no screen reader is on, nothing is made.

use egui::accesskit::{self, Action, Role, TextDirection};
use egui::{Id, Rect, Ui};

use crate::model::{ByteOffset, Selection, fields};
use crate::session::messages::PageText;
use crate::ui::language;

use super::annotated_block::AnnotatedBlock;
use super::caret::Caret;
use super::highlights::Highlight;
use super::page_io::{Gesture, Page};
use super::scroll::VisibleBlock;
use super::text_runs::TextRun;
use super::viewport::Viewport;
use super::whole_article::{
    self, ArticleTree, NewNodes, block_id, block_node, clicked_mark, mark_id, plain_position,
};

/// Builds the tree, and returns the actions that a screen reader requested.
pub fn build(
    ui: &mut Ui,
    id: Id,
    tree: &mut ArticleTree,
    viewport: &mut Viewport,
    caret: &Caret,
    page: &Page<'_>,
) -> Vec<Gesture> {
    let listening = ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Document);
        node.set_label(PageText::Article.text());
        node.set_clips_children();
        language::tell(node, page.document.field(fields::LANGUAGE));
    });
    let mut gestures = Vec::new();
    if listening.is_none() {
        tree.forget();
        whole_article::forget_all(ui.ctx());
        return gestures;
    }
    let sections = tree.begin_frame(ui.ctx(), id, viewport.cache().blocks().len());
    ui.ctx().accesskit_node_builder(id, |node| {
        for section in sections {
            node.push_child(section);
        }
    });
    let mut new = NewNodes::default();
    for index in 0..viewport.visible().len() {
        let shown = viewport.visible()[index];
        let Some(runs) = viewport.cache_mut().ensure_runs(shown.block) else {
            continue;
        };
        if add_block(
            ui,
            id,
            viewport,
            &shown,
            &runs,
            page,
            (&mut new, &mut gestures),
        ) {
            tree.is_laid_out(shown.block);
        }
    }
    let visible = viewport.visible();
    let visible = visible.first().map_or(0, |first| first.block)
        ..visible.last().map_or(0, |last| last.block + 1);
    let blocks = viewport.cache().blocks();
    let clicked = clicked_mark(ui.ctx(), id, blocks, page, &visible);
    gestures.extend(clicked.map(Gesture::Choose));
    tree.end_frame(ui.ctx(), id, blocks, page, visible, new);
    selection_node(ui, id, viewport, caret, page.selection);
    gestures
}

/// Adds a block on the screen; false if it is not laid out.
fn add_block(
    ui: &Ui,
    pane_id: Id,
    viewport: &Viewport,
    shown: &VisibleBlock,
    runs: &[TextRun],
    page: &Page<'_>,
    (new, gestures): (&mut NewNodes, &mut Vec<Gesture>),
) -> bool {
    let cache = viewport.cache();
    let (Some(cut), Some(block)) = (cache.blocks().get(shown.block), cache.get(shown.block)) else {
        return false;
    };
    let id = block_id(pane_id, shown.block);
    let mut node = block_node(cut, page);
    let height = cache.heights().get(shown.block) as i32;
    let column = cache.metrics().map_or(0, |metrics| metrics.column) as f32;
    let bounds = viewport.to_points(shown, 0.0..column, 0..height);
    node.set_bounds(rect(bounds));
    node.set_text_direction(direction(block.layout.rtl));
    add_runs(id, viewport, shown, block, runs, (&mut node, new));
    let first_visible = viewport.visible().first().map(|v| v.block) == Some(shown.block);
    let mut marks: Vec<(&Highlight, Rect)> = block
        .with_chosen()
        // Where an annotation spans several blocks it is named once.
        .filter(|highlight| highlight.starts || first_visible)
        .filter_map(|highlight| {
            let bounds = first_visible_stretch(viewport, shown, block, highlight);
            // What is above or below the window has no place, and is there.
            let bounds = bounds.or(highlight.starts.then_some(Rect::NOTHING))?;
            Some((highlight, bounds))
        })
        .collect();
    marks.sort_by_key(|(highlight, _)| (highlight.span.start, highlight.span.end));
    for (highlight, bounds) in marks {
        let mark = mark_id(id, &highlight.annotation);
        if node.children().contains(&mark.accesskit_id()) {
            continue;
        }
        node.push_child(mark.accesskit_id());
        new.push(mark, mark_node(bounds, highlight, page));
        let clicked = ui.input(|input| input.has_accesskit_action_request(mark, Action::Click));
        if clicked && highlight.pickable {
            gestures.push(Gesture::Choose(highlight.annotation.clone()));
        }
    }
    new.push(id, node);
    true
}

fn add_runs(
    block_id: Id,
    viewport: &Viewport,
    shown: &VisibleBlock,
    block: &AnnotatedBlock,
    runs: &[TextRun],
    (parent, new): (&mut accesskit::Node, &mut NewNodes),
) {
    let scale = viewport.scale();
    for (i, run) in runs.iter().enumerate() {
        let extent = block.line_extent(run.line);
        let bounds = viewport.to_points(shown, run.left..run.right, extent);
        let id = run_id(block_id, run);
        let mut node = accesskit::Node::new(Role::TextRun);
        node.set_text_direction(direction(run.rtl));
        node.set_value(run.value.as_str());
        node.set_character_lengths(run.lengths.as_slice());
        // A line above or below the window has no place, like all that is not on the screen.
        if bounds.intersects(viewport.rect()) {
            node.set_bounds(rect(bounds));
            let points = |px: &[f32]| px.iter().map(|px| px / scale).collect::<Vec<_>>();
            node.set_character_positions(points(&run.positions));
            node.set_character_widths(points(&run.widths));
        }
        node.set_word_starts(run.word_starts.as_slice());
        let beside = |i: usize| runs.get(i).filter(|other| other.line == run.line);
        if let Some(previous) = i.checked_sub(1).and_then(beside) {
            node.set_previous_on_line(run_id(block_id, previous).accesskit_id());
        }
        if let Some(next) = beside(i + 1) {
            node.set_next_on_line(run_id(block_id, next).accesskit_id());
        }
        parent.push_child(id.accesskit_id());
        new.push(id, node);
    }
}

fn mark_node(bounds: Rect, highlight: &Highlight, page: &Page<'_>) -> accesskit::Node {
    let mut node = accesskit::Node::new(Role::Mark);
    node.set_label(highlight.name.as_str());
    if bounds.is_finite() {
        node.set_bounds(rect(bounds));
    }
    node.set_selected(page.is_chosen(&highlight.annotation));
    if highlight.pickable {
        node.add_action(Action::Click);
    }
    node
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

/// A place as AccessKit names it.
fn text_position(
    id: Id,
    viewport: &Viewport,
    caret: &Caret,
    at: ByteOffset,
) -> Option<accesskit::TextPosition> {
    let cache = viewport.cache();
    let (index, offset) = cache.block_and_offset(at);
    let is_visible = viewport.visible().iter().any(|v| v.block == index);
    let laid_out = cache.get(index).zip(cache.runs(index));
    let Some((block, runs)) = laid_out.filter(|_| is_visible) else {
        let block = cache.blocks().get(index)?;
        let content = cache.text().as_str().get(block.range())?;
        let (run, character_index) = plain_position(id, index, block, content, at)?;
        return Some(accesskit::TextPosition {
            node: run.accesskit_id(),
            character_index,
        });
    };
    let line = block.layout.line_of(offset, caret.is_on_upper_line(at));
    let run = runs
        .iter()
        .rev()
        .find(|run| run.line == line && run.start <= offset)?;
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

fn run_id(block: Id, run: &TextRun) -> Id {
    block.with((run.line, run.part))
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
