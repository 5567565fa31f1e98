//! Where annotations are highlighted on a page.

use std::collections::HashMap;

use crate::marked_text::{MarkedParagraph, TextPiece};

use super::typeset::{SetLine, TextPlace};

/// A stretch of a line that an annotation covers, in points of the page from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HighlightBox {
    pub left: f32,
    pub right: f32,
    /// Of the letters.
    pub top: f32,
    pub bottom: f32,
    /// The lane of the underline; `None` for a mark alone.
    pub lane: Option<usize>,
}

/// An annotation on one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HighlightDraft {
    pub boxes: Vec<HighlightBox>,
    /// Where fragments start: the places of its number, the edge of the letters at which it stands, and
    /// whether the text there runs from right to left.
    pub starts: Vec<(f32, f32, bool)>,
}

/// The annotations of a passage on the page that is being filled, in the order in which they begin.
#[derive(Clone, Debug, Default)]
pub struct PageHighlights {
    drafts: Vec<(usize, HighlightDraft)>,
    /// Indexes of drafts, by annotation.
    by_note: HashMap<usize, usize>,
}

impl PageHighlights {
    /// Takes what was collected, for a new page.
    pub fn take(&mut self) -> Vec<(usize, HighlightDraft)> {
        self.by_note.clear();
        std::mem::take(&mut self.drafts)
    }

    fn draft(&mut self, note: usize) -> &mut HighlightDraft {
        let drafts = &mut self.drafts;
        let index = *self.by_note.entry(note).or_insert_with(|| {
            drafts.push((note, HighlightDraft::default()));
            drafts.len() - 1
        });
        &mut drafts[index].1
    }

    /// Adds what annotations cover of a line, whose text starts at a byte of the article and whose upper left
    /// corner is at a point of the page. Letters are as high above and below the line as `height` says; numbers of
    /// annotations that start at one place stand beside each other, each with its width.
    pub fn add_line(
        &mut self,
        paragraph: &MarkedParagraph,
        start: usize,
        line: &SetLine,
        corner: (f32, f32),
        height: (f32, f32),
        number_width: &dyn Fn(usize) -> f32,
    ) {
        let (x, y) = corner;
        let (ascent, descent) = height;
        let baseline = y + line.baseline;
        let shape = |place: &TextPlace, lane| HighlightBox {
            left: x + place.x,
            right: x + place.x + place.width,
            top: baseline - ascent,
            bottom: baseline + descent,
            lane,
        };
        for place in &line.places {
            let range = start + place.range.start..start + place.range.end;
            let Some(piece) = piece_at(paragraph, range.start) else {
                continue;
            };
            let is_first = piece.range.start >= range.start
                && piece.range.start < range.end.max(range.start + 1);
            for mark in &piece.marks {
                self.draft(mark.note).widen(shape(place, Some(mark.lane)));
            }
            if !is_first {
                continue;
            }
            let mut beside = 0.0;
            for begin in &piece.starts {
                let whole = shape(place, begin.lane);
                let draft = self.draft(begin.note);
                if begin.lane.is_none() {
                    draft.boxes.push(whole);
                }
                let edge = match line.is_rtl {
                    true => whole.right - beside,
                    false => whole.left + beside,
                };
                beside += number_width(begin.note);
                draft.starts.push((edge, whole.top, line.is_rtl));
            }
        }
    }
}

impl HighlightDraft {
    /// Adds a box, or makes the last one wider where it touches it.
    fn widen(&mut self, added: HighlightBox) {
        const NEAR: f32 = 0.05;
        if let Some(last) = self.boxes.last_mut()
            && last.lane == added.lane
            && (last.top - added.top).abs() < NEAR
        {
            if (last.right - added.left).abs() < NEAR {
                last.right = added.right;
                return;
            }
            if (added.right - last.left).abs() < NEAR {
                last.left = added.left;
                return;
            }
        }
        self.boxes.push(added);
    }
}

fn piece_at(paragraph: &MarkedParagraph, at: usize) -> Option<&TextPiece> {
    let index = paragraph
        .pieces
        .partition_point(|piece| piece.range.end <= at);
    let piece = paragraph.pieces.get(index)?;
    (piece.range.start <= at).then_some(piece)
}
