//! Moving the caret and selecting.

use crate::app::App;
use crate::command::Motion;
use crate::model::{ByteOffset, Selection, Text, words};

impl App {
    pub(super) fn select(&mut self, selection: Selection) {
        self.reading.goal_x = None;
        let Some(shown) = self.session_mut().and_then(|session| session.shown_mut()) else {
            return;
        };
        shown.selection = selection;
        // A selection is about to be tagged, so a label key must not relabel something else.
        if !selection.is_empty() {
            shown.leave_chosen();
        }
    }

    pub(super) fn move_caret(&mut self, motion: Motion, extend: bool) {
        let Some(shown) = self.session().and_then(|session| session.shown()) else {
            return;
        };
        let old = shown.selection;
        let text = shown.document.text().clone();
        let head = match visual(motion) {
            Some(line_motion) => self.line_move(old.head, line_motion),
            None => step(&text, old.head, motion, extend),
        };
        let goal_x = self.reading.goal_x.take();
        let vertical = matches!(
            motion,
            Motion::LineUp | Motion::LineDown | Motion::PageUp | Motion::PageDown
        );
        if let Some(shown) = self.session_mut().and_then(|session| session.shown_mut()) {
            let anchor = if extend { old.anchor } else { head };
            shown.selection = Selection::new(anchor, head);
            shown.leave_chosen();
        }
        self.reading.goal_x = goal_x.filter(|_| vertical);
        self.reveal(head);
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

    fn select_around(
        &mut self,
        around: impl FnOnce(&Text, ByteOffset) -> Option<std::ops::Range<usize>>,
    ) {
        let Some(shown) = self.session().and_then(|session| session.shown()) else {
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
        if std::mem::take(&mut self.keys_shown) {
            return;
        }
        let Some(shown) = self.session_mut().and_then(|session| session.shown_mut()) else {
            return;
        };
        if shown.selection.is_empty() && shown.chosen.is_none() {
            self.text_alone = false;
        } else if shown.selection.is_empty() {
            shown.forget_chosen();
        } else {
            shown.selection = Selection::caret(shown.selection.head);
        }
    }

    pub(super) fn copy(&self, ctx: &egui::Context) {
        let Some(shown) = self.session().and_then(|session| session.shown()) else {
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

/// The next paragraph that is not an empty line.
fn next_filled(text: &Text, paragraph: usize) -> Option<usize> {
    let paragraphs = text.paragraphs();
    (paragraph + 1..paragraphs.len()).find(|&next| !paragraphs[next].is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

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
