//! What a screen reader, or a test, finds in the pane.
//!
//! ```text
//! Document "Article text"        the pane, with the selection
//!   Heading / Paragraph          each visible block
//!     TextRun                    each of its lines, with a place for every character; where
//!                                directions meet on a line, one for each stretch of one direction
//!     Highlight "Demand: …, 2 of 14"  each annotation
//! ```
//!
//! Places of characters count from where their run begins: from its right edge where it runs from
//! right to left. Runs follow one another as the text is read, whatever stands where on the line.

use std::sync::Arc;

use egui::accesskit::{self, Action, Role, TextDirection};
use egui::{Id, Rect, Ui, UiBuilder};

use crate::model::{ByteOffset, Selection};

use super::blocks::Kind;
use super::layout::{Cluster, Layout};
use super::pane::{ArticleView, Entry, Gesture, Page, Visible};
use super::pointer::block_of;

/// A run's word starts are bytes, so that no run is longer.
const LONGEST_RUN: usize = 255;

/// A stretch of a line as AccessKit wants it, in pixels.
pub struct Run {
    line: usize,
    /// Which run of its line.
    part: usize,
    /// Its first byte, from the block's start.
    start: u32,
    value: String,
    lengths: Vec<u8>,
    positions: Vec<f32>,
    widths: Vec<f32>,
    word_starts: Vec<u8>,
    rtl: bool,
    left: f32,
    right: f32,
}

impl ArticleView {
    pub(super) fn access(
        &mut self,
        ui: &mut Ui,
        id: Id,
        page: &Page<'_>,
        gestures: &mut Vec<Gesture>,
    ) {
        let listening = ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Document);
            node.set_label("Article text");
            node.set_clips_children();
        });
        if listening.is_none() {
            return;
        }
        for shown in self.visible.clone() {
            self.access_block(ui, id, &shown, page, gestures);
        }
        self.access_selection(ui, id, page.selection);
    }

    fn access_block(
        &mut self,
        ui: &mut Ui,
        id: Id,
        shown: &Visible,
        page: &Page<'_>,
        gestures: &mut Vec<Gesture>,
    ) {
        let Some(block) = self.blocks.get(shown.block).copied() else {
            return;
        };
        let content = self.text.as_str().get(block.range()).unwrap_or_default();
        let scale = self.scale();
        let Some(entry) = self.entries.get_mut(&shown.block) else {
            return;
        };
        let runs = match &entry.runs {
            Some(runs) => Arc::clone(runs),
            None => {
                let runs = Arc::new(runs(&entry.layout, content, block.last));
                entry.runs = Some(Arc::clone(&runs));
                runs
            }
        };
        let Some(entry) = self.entries.get(&shown.block) else {
            return;
        };
        let block_id = block_id(id, shown.block);
        let role = match block.kind {
            Kind::Title | Kind::Heading => Role::Heading,
            Kind::Body | Kind::Empty => Role::Paragraph,
        };
        let block_ui = ui.new_child(
            UiBuilder::new()
                .scope_id(block_id)
                .accessibility_parent(id)
                .accessibility_role(role),
        );
        let block_id = block_ui.unique_id();
        let height = self.heights.get(shown.block) as i32;
        let column = self.setting.as_ref().map_or(0, |s| s.column) as f32;
        let bounds = self.to_points(shown, 0.0..column, 0..height);
        ui.ctx().accesskit_node_builder(block_id, |node| {
            node.set_bounds(rect(bounds));
            node.set_text_direction(direction(entry.layout.rtl));
        });
        for (i, run) in runs.iter().enumerate() {
            let top = entry.tops.get(run.line).copied().unwrap_or(0);
            let bottom = top + entry.layout.line_height as i32;
            let bounds = self.to_points(shown, run.left..run.right, top..bottom);
            if !bounds.intersects(self.rect) {
                continue;
            }
            let run_id = run_id(block_id, run);
            // Registers the run below its block; without an area it takes no part in pointing.
            block_ui.interact(Rect::NOTHING, run_id, egui::Sense::hover());
            ui.ctx().accesskit_node_builder(run_id, |node| {
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
                    node.set_previous_on_line(self::run_id(block_id, previous).accesskit_id());
                }
                if let Some(next) = beside(i + 1) {
                    node.set_next_on_line(self::run_id(block_id, next).accesskit_id());
                }
            });
        }
        let first_visible = self.visible.first().map(|v| v.block) == Some(shown.block);
        for highlight in &entry.highlights {
            // Where an annotation spans several blocks it is named once.
            if !highlight.starts && !first_visible {
                continue;
            }
            let Some(bounds) = self.first_visible_stretch(shown, entry, &highlight.pieces) else {
                continue;
            };
            let highlight_id = block_id.with(highlight.id.as_str());
            block_ui.interact(Rect::NOTHING, highlight_id, egui::Sense::hover());
            ui.ctx().accesskit_node_builder(highlight_id, |node| {
                node.set_role(Role::Mark);
                node.set_label(highlight.name.as_str());
                node.set_bounds(rect(bounds));
                node.set_selected(page.chosen == Some(&highlight.id));
                node.add_action(Action::Click);
            });
            if ui.input(|input| input.has_accesskit_action_request(highlight_id, Action::Click)) {
                gestures.push(Gesture::Choose(highlight.id.clone()));
            }
        }
    }

    fn first_visible_stretch(
        &self,
        shown: &Visible,
        entry: &Entry,
        pieces: &[std::ops::Range<u32>],
    ) -> Option<Rect> {
        let painter = entry.painter(&super::style::PageColors::LIGHT);
        let mut first = None;
        for piece in pieces {
            painter.each_stretch(piece, |line, x| {
                let bounds = self.to_points(shown, x, painter.band(line));
                if first.is_none() && self.rect.contains(bounds.center()) {
                    first = Some(bounds);
                }
            });
        }
        first
    }

    fn access_selection(&self, ui: &Ui, id: Id, selection: Selection) {
        let anchor = self.text_position(id, selection.anchor);
        let focus = self.text_position(id, selection.head);
        if let (Some(anchor), Some(focus)) = (anchor, focus) {
            ui.ctx().accesskit_node_builder(id, |node| {
                node.set_text_selection(accesskit::TextSelection { anchor, focus });
            });
        }
    }

    /// A place as AccessKit names it, if its line is visible.
    fn text_position(&self, id: Id, at: ByteOffset) -> Option<accesskit::TextPosition> {
        let block = block_of(self, at);
        let shown = self.visible.iter().find(|v| v.block == block)?;
        let entry = self.entries.get(&block)?;
        let rel = super::pane::relative(self.blocks.get(block)?, &(at.0..at.0)).start;
        let line = entry.layout.line_of(rel, self.upstream == Some(at));
        let runs = entry.runs.as_ref()?;
        let run = runs
            .iter()
            .rev()
            .find(|run| run.line == line && run.start <= rel)?;
        let top = entry.tops.get(line).copied().unwrap_or(0);
        let bottom = top + entry.layout.line_height as i32;
        let bounds = self.to_points(shown, run.left..run.right, top..bottom);
        if !bounds.intersects(self.rect) {
            return None;
        }
        let mut start = run.start;
        let mut character_index = 0;
        for length in &run.lengths {
            if start >= rel {
                break;
            }
            start += u32::from(*length);
            character_index += 1;
        }
        Some(accesskit::TextPosition {
            node: run_id(block_id(id, block), run).accesskit_id(),
            character_index,
        })
    }
}

fn block_id(pane: Id, block: usize) -> Id {
    pane.with(("block", block))
}

fn run_id(block: Id, run: &Run) -> Id {
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

/// Makes the runs of a block's lines; the last one ends with the paragraph's line end.
fn runs(layout: &Layout, content: &str, ends_paragraph: bool) -> Vec<Run> {
    let mut runs = Vec::new();
    for (line, on) in layout.lines.iter().enumerate() {
        let mut characters = layout.clusters_of(line).to_vec();
        characters.sort_unstable_by_key(|character| character.start);
        if ends_paragraph && line + 1 == layout.lines.len() {
            let last = characters.last();
            let rtl = last.map_or(layout.rtl, |last| last.rtl);
            let edge = |last: &Cluster| if rtl { last.x } else { last.x + last.width };
            characters.push(Cluster {
                start: on.text.end,
                end: on.text.end,
                x: last.map_or(on.left, edge),
                width: 0.0,
                rtl,
                space: true,
            });
        }
        // A screen reader takes the start of a paragraph for a word's start by itself.
        let mut after_word = line > 0;
        let stretches = characters.chunk_by(|a, b| a.rtl == b.rtl);
        let stretches = stretches.flat_map(|stretch| stretch.chunks(LONGEST_RUN));
        for (part, characters) in stretches.enumerate() {
            runs.push(run(line, part, characters, content, &mut after_word));
        }
    }
    runs
}

/// Makes a run of characters of one direction.
fn run(
    line: usize,
    part: usize,
    characters: &[Cluster],
    content: &str,
    after_word: &mut bool,
) -> Run {
    let rtl = characters.first().is_some_and(|c| c.rtl);
    let left = characters.iter().map(|c| c.x).fold(f32::MAX, f32::min);
    let right = characters
        .iter()
        .map(|c| c.x + c.width)
        .fold(f32::MIN, f32::max);
    let mut run = Run {
        line,
        part,
        start: characters.first().map_or(0, |c| c.start),
        value: String::new(),
        lengths: Vec::new(),
        positions: Vec::new(),
        widths: Vec::new(),
        word_starts: Vec::new(),
        rtl,
        // A line end alone is seen as well.
        left: if rtl { left.min(right - 1.0) } else { left },
        right: if rtl { right } else { right.max(left + 1.0) },
    };
    for character in characters {
        let text = content.get(character.start as usize..character.end as usize);
        let text = text.filter(|text| !text.is_empty()).unwrap_or("\n");
        let Ok(length) = u8::try_from(text.len()) else {
            // A heap of highlights on one letter is too long to be told; its place is kept.
            continue;
        };
        let in_word = text.chars().next().is_some_and(char::is_alphanumeric);
        if in_word && *after_word {
            run.word_starts.push(run.lengths.len() as u8);
        }
        *after_word = !in_word;
        run.value.push_str(text);
        run.lengths.push(length);
        run.positions.push(if rtl {
            right - character.x - character.width
        } else {
            character.x - left
        });
        run.widths.push(character.width);
    }
    run
}
