//! Moving the caret and selecting.
//!
//! Plain arrow keys move by word, `Ctrl` by sentence, `Alt` by character. Held letters are no modifiers,
//! because not all keyboards and assistive tools deliver them.
//!
//! # How a selection is made
//!
//! - A selection made by words, with the mouse or by key, covers whole words and neither outer spaces
//!   nor trailing punctuation; a quote or bracket opened in it is closed. One made by lines is seen as
//!   the lines bound it and is tidied when it is tagged. A sentence keeps its full stop. With `Alt`
//!   characters are taken as they are, by mouse and by key.
//! - `/` opens the field below the page: what is typed is selected at the nearest place ahead. A `/` at
//!   the end of what was typed means the next hit and a `?` the one before; a `/`, `…` or `..` between
//!   two parts selects from the first to the second. A question mark or slash at a phrase’s end can
//!   therefore not be looked for. `model/find` reads what was typed and searches in portions, some each
//!   frame.
//! - Moves of one border in a row are one step of the history: with the same `CoalesceKey`, ended by any other step, by
//!   undoing and by redoing.

use std::ops::Range;

use crate::app::ProjectCtx;
use crate::command::Motion;
use crate::model::{ByteOffset, Selection, Text, words};
use crate::ui::panels::announcements;

impl ProjectCtx<'_> {
    pub(in crate::app) fn select(&mut self, selection: Selection) {
        self.project.reading.goal_x = None;
        self.project.unsnapped = None;
        let Some(shown) = self.project.session.shown_mut() else {
            return;
        };
        shown.selection = selection;
        // A selection is about to be tagged, so a label key must not relabel something else.
        if !selection.is_empty() {
            shown.leave_chosen();
        }
    }

    /// Says all about the place of the caret.
    pub(super) fn say_place(&self, ctx: &egui::Context) {
        let session = &self.project.session;
        if let Some(shown) = session.shown() {
            announcements::say_place(ctx, session, shown);
        }
    }

    pub(super) fn move_caret(&mut self, motion: Motion, extend: bool) {
        self.project.reading.spoken.moves(motion);
        let Some(shown) = self.project.session.shown() else {
            return;
        };
        let old = shown.selection;
        let text = shown.document.text().clone();
        let mut selection = match visual(motion) {
            Some(line_motion) => {
                let head = self.line_move(old.head, line_motion);
                Selection::new(from_word_border(&text, old, head, motion), head)
            }
            None if extend => extended(&text, old, motion),
            None => Selection::caret(step(&text, old.head, motion, false)),
        };
        if !extend {
            selection.anchor = selection.head;
        }
        let head = selection.head;
        let goal_x = self.project.reading.goal_x.take();
        let vertical = matches!(
            motion,
            Motion::LineUp | Motion::LineDown | Motion::PageUp | Motion::PageDown
        );
        if let Some(shown) = self.project.session.shown_mut() {
            shown.selection = selection;
            shown.leave_chosen();
        }
        self.project.reading.goal_x = goal_x.filter(|_| vertical);
        // Vertical motions and those to a line's start or end do not snap to words.
        let by_line = vertical || matches!(motion, Motion::LineStart | Motion::LineEnd);
        self.project.unsnapped = Some(selection).filter(|_| extend && by_line);
        self.reveal(head);
    }

    /// The selection as it is to be tagged. A rough one is widened to whole words, and its outer
    /// spaces and trailing punctuation are dropped; any other is what it looks like.
    pub(super) fn tidy_selection(&self) -> Option<Selection> {
        let shown = self.project.session.shown()?;
        let selection = shown.selection;
        if self.project.unsnapped != Some(selection) {
            return Some(selection);
        }
        snapped(shown.document.text(), selection)
    }

    pub(super) fn select_word(&mut self) {
        self.select_around(words::word_at);
    }

    pub(super) fn select_sentence(&mut self) {
        self.select_around(|text, at| Some(words::sentence_at(text, at)));
    }

    pub(super) fn select_paragraph(&mut self) {
        self.select_around(|text, at| Some(text.paragraphs()[text.paragraph_at(at)].clone()));
    }

    pub(super) fn select_all(&mut self) {
        self.select_around(|text, _| Some(0..text.len()));
    }

    fn select_around(&mut self, around: impl FnOnce(&Text, ByteOffset) -> Option<Range<usize>>) {
        let Some(shown) = self.project.session.shown() else {
            return;
        };
        let Some(range) = around(shown.document.text(), shown.selection.head) else {
            return;
        };
        self.select(Selection::new(
            ByteOffset(range.start),
            ByteOffset(range.end),
        ));
        self.reveal(ByteOffset(range.end));
    }

    /// Drops the selection; if there is none, the choice; with neither, brings the panels back.
    pub(super) fn release(&mut self) {
        if self.shell.capabilities.keys.close() {
            return;
        }
        if self.project.session.unchoose_suggestion() {
            return;
        }
        let Some(shown) = self.project.session.shown_mut() else {
            return;
        };
        if shown.selection.is_empty() && shown.chosen.is_none() {
            if self.project.comparing.is_some() {
                return self.compare_coders();
            }
            self.shell.text_alone = false;
        } else if shown.selection.is_empty() {
            shown.forget_chosen();
        } else {
            shown.selection = Selection::caret(shown.selection.head);
        }
    }

    pub(super) fn copy(&self, ctx: &egui::Context) {
        let Some(shown) = self.project.session.shown() else {
            return;
        };
        let (start, end) = (shown.selection.start(), shown.selection.end());
        if let Some(selected) = shown.document.text().slice(start, end) {
            ctx.copy_text(selected.to_owned());
        }
    }
}

/// The moves that depend on how the text is laid out.
fn visual(motion: Motion) -> Option<crate::ui::article::LineMotion> {
    use crate::ui::article::LineMotion as L;
    Some(match motion {
        Motion::LineUp => L::Up,
        Motion::LineDown => L::Down,
        Motion::LineStart => L::LineStart,
        Motion::LineEnd => L::LineEnd,
        Motion::PageUp => L::PageUp,
        Motion::PageDown => L::PageDown,
        Motion::CharLeft => L::CharLeft,
        Motion::CharRight => L::CharRight,
        _ => return None,
    })
}

/// The moves that depend on the words alone.
///
/// Going on, the caret lands where the next word starts; selecting, where it ends, so that a
/// selection never drags a space along.
fn step(text: &Text, at: ByteOffset, motion: Motion, extend: bool) -> ByteOffset {
    let paragraphs = text.paragraphs();
    let paragraph = text.paragraph_at(at);
    match motion {
        Motion::WordRight if extend => words::next_word_end(text, at),
        Motion::WordRight => words::next_word_start(text, at),
        Motion::WordLeft => words::previous_word_start(text, at),
        Motion::SentenceForward if extend => {
            let end = ByteOffset(words::sentence_at(text, at).end);
            if end > at {
                end
            } else {
                let next = words::next_sentence(text, at);
                ByteOffset(words::sentence_at(text, next).end.max(next.0))
            }
        }
        Motion::SentenceForward => words::next_sentence(text, at),
        Motion::SentenceBack => words::previous_sentence(text, at),
        Motion::ParagraphForward if extend && at.0 < paragraphs[paragraph].end => {
            ByteOffset(paragraphs[paragraph].end)
        }
        Motion::ParagraphForward => next_filled(text, paragraph).map_or(text.end(), |next| {
            let next = &paragraphs[next];
            ByteOffset(if extend { next.end } else { next.start })
        }),
        Motion::ParagraphBack if at.0 > paragraphs[paragraph].start => {
            ByteOffset(paragraphs[paragraph].start)
        }
        Motion::ParagraphBack => paragraphs[..paragraph]
            .iter()
            .rfind(|paragraph| !paragraph.is_empty())
            .map_or(ByteOffset(0), |paragraph| ByteOffset(paragraph.start)),
        Motion::TextStart => ByteOffset(0),
        Motion::TextEnd => text.end(),
        // The others are visual.
        _ => at,
    }
}

/// A selection after a move that takes it along. By words it is kept free of outer spaces and
/// trailing punctuation, and by more than a character it begins at a word's border.
///
/// ```text
/// Pu|tin demands,  →  [Putin| demands,  →  [Putin demands|,
/// ```
fn extended(text: &Text, old: Selection, motion: Motion) -> Selection {
    let mut head = old.head;
    // Going back from a quote's end leads to the word before it, which would take the quote again.
    for _ in 0..2 {
        head = match motion {
            Motion::WordLeft if old.anchor < head => {
                let end = words::previous_word_end(text, head);
                if end > old.anchor {
                    end
                } else {
                    step(text, head, motion, true)
                }
            }
            Motion::WordRight if head < old.anchor => {
                let start = words::next_word_start(text, head);
                if start < old.anchor {
                    start
                } else {
                    step(text, head, motion, true)
                }
            }
            _ => step(text, head, motion, true),
        };
        let selection = Selection::new(from_word_border(text, old, head, motion), head);
        if !matches!(motion, Motion::WordLeft | Motion::WordRight) {
            return without_outer_space(text, selection);
        }
        match snapped(text, selection) {
            Some(snapped) if snapped == old => {}
            Some(snapped) => return snapped,
            None => return selection,
        }
    }
    old
}

/// A selection without the space at its ends; as it is if nothing else is in it.
fn without_outer_space(text: &Text, selection: Selection) -> Selection {
    let range = selection.range();
    let covered = &text.as_str()[range.clone()];
    let start = range.end - covered.trim_start().len();
    let end = range.start + covered.trim_end().len();
    if start >= end {
        selection
    } else {
        along(selection, start..end)
    }
}

/// A range as a selection in the direction of another.
fn along(selection: Selection, range: Range<usize>) -> Selection {
    let (start, end) = (ByteOffset(range.start), ByteOffset(range.end));
    if selection.anchor <= selection.head {
        Selection::new(start, end)
    } else {
        Selection::new(end, start)
    }
}

/// Where a selection begins that a move carries to `head`: at the border of the word in which the
/// caret stood, unless the move is exact to the character.
fn from_word_border(text: &Text, old: Selection, head: ByteOffset, motion: Motion) -> ByteOffset {
    let exact = matches!(motion, Motion::CharLeft | Motion::CharRight);
    match words::word_at(text, old.anchor) {
        Some(word)
            if old.is_empty() && !exact && word.start < old.anchor.0 && old.anchor.0 < word.end =>
        {
            ByteOffset(if head < old.anchor {
                word.end
            } else {
                word.start
            })
        }
        _ => old.anchor,
    }
}

/// A selection widened to words, in its direction; `None` if it covers nothing but space.
fn snapped(text: &Text, selection: Selection) -> Option<Selection> {
    words::snap(text, selection.range()).map(|range| along(selection, range))
}

/// The next paragraph that is not an empty line.
fn next_filled(text: &Text, paragraph: usize) -> Option<usize> {
    let paragraphs = text.paragraphs();
    (paragraph + 1..paragraphs.len()).find(|&next| !paragraphs[next].is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a text with a selection from `[` to `|`, or from `|` to `]` when made backwards.
    fn selected(notation: &str) -> (Text, Selection) {
        let plain = notation.replace(['[', ']', '|'], "");
        let caret = notation.find('|').expect("a caret");
        let other = notation.find(['[', ']']);
        let at = |mark: usize| {
            let before = notation[..mark].matches(['[', ']', '|']).count();
            ByteOffset(mark - before)
        };
        let anchor = at(other.unwrap_or(caret));
        (Text::new(plain), Selection::new(anchor, at(caret)))
    }

    fn shown(text: &Text, selection: Selection) -> String {
        let mut shown = text.as_str().to_owned();
        let (anchor, head) = (selection.anchor.0, selection.head.0);
        match anchor.cmp(&head) {
            std::cmp::Ordering::Less => {
                shown.insert(head, '|');
                shown.insert(anchor, '[');
            }
            std::cmp::Ordering::Equal => shown.insert(head, '|'),
            std::cmp::Ordering::Greater => {
                shown.insert(anchor, ']');
                shown.insert(head, '|');
            }
        }
        shown
    }

    #[test]
    fn selecting_by_words_takes_whole_words_and_nothing_around_them() {
        let check = |motion, from: &str, to: &str| {
            let (text, old) = selected(from);
            let got = shown(&text, extended(&text, old, motion));
            assert_eq!(got, to, "{motion:?} from {from}");
        };
        let (left, right) = (Motion::WordLeft, Motion::WordRight);
        check(right, "Pu|tin demands, now", "[Putin| demands, now");
        check(right, "[Putin| demands, now", "[Putin demands|, now");
        check(right, "[Putin demands|, now", "[Putin demands, now|");
        check(left, "[Putin demands, now|", "[Putin demands|, now");
        check(left, "[Putin| demands", "|Putin demands");
        check(right, "and| now he", "and [now| he");
        check(left, "Putin dem|ands", "Putin |demands]");
        check(left, "Putin |demands]", "|Putin demands]");
        check(left, "Putin, |demands", "|Putin], demands");
        check(right, "|Putin demands]", "Putin |demands]");
        check(right, "the U|.S. envoy", "the [U.S.| envoy");
        check(
            right,
            "[a “full| ceasefire,” he",
            "[a “full ceasefire,”| he",
        );
        check(left, "[a “full ceasefire,”| he", "[a “full| ceasefire,” he");
        check(
            right,
            "[the Russia|-Ukraine war",
            "[the Russia-Ukraine| war",
        );
        check(right, "|和平谈判", "[和平|谈判");
        check(right, "one [two|.", "one [two|.");
        // A sentence keeps its full stop, and no space.
        check(Motion::SentenceBack, "One. |Two.", "|One.] Two.");
        check(Motion::SentenceBack, "[One. Two.|", "[One.| Two.");
        check(Motion::SentenceBack, "One. [Two.|", "One. |Two.");
        check(Motion::SentenceForward, "O|ne. Two.", "[One.| Two.");
        check(Motion::ParagraphForward, "On|e. Two.", "[One. Two.|");
    }

    #[test]
    fn steps_land_where_reading_goes_on() {
        let check = |motion, extend, from: &str, to: &str| {
            let at = from.find('|').expect("a place is marked");
            let text = Text::new(from.replacen('|', "", 1));
            let got = step(&text, ByteOffset(at), motion, extend).0;
            let got = format!("{}|{}", &text.as_str()[..got], &text.as_str()[got..]);
            assert_eq!(got, to, "{motion:?} from {from}");
        };
        check(Motion::WordRight, false, "|one two", "one |two");
        check(Motion::WordRight, true, "|one two", "one| two");
        check(Motion::WordLeft, true, "one two|", "one |two");
        check(Motion::SentenceForward, true, "|One. Two.", "One.| Two.");
        check(Motion::SentenceForward, true, "One.| Two.", "One. Two.|");
        check(Motion::SentenceForward, false, "One.| Two.", "One. |Two.");
        check(
            Motion::ParagraphForward,
            false,
            "o|ne\n\ntwo",
            "one\n\n|two",
        );
        check(Motion::ParagraphForward, true, "o|ne\n\ntwo", "one|\n\ntwo");
        check(Motion::ParagraphForward, true, "one|\n\ntwo", "one\n\ntwo|");
        check(Motion::ParagraphBack, false, "one\n\ntw|o", "one\n\n|two");
        check(Motion::ParagraphBack, false, "one\n\n|two", "|one\n\ntwo");
        check(Motion::TextEnd, false, "|one", "one|");
    }
}
