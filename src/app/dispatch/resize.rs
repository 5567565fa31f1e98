//! Resizes the chosen (selected) annotation: moves its borders by key, and adds fragments. Dragging a
//! border with the pointer is `move_border` in `annotate`.

use super::annotate::with_border;
use crate::app::ProjectCtx;
use crate::model::history::{Change, CoalesceKey};
use crate::model::step_name::StepName;
use crate::model::{Anchor, ByteOffset, Edit, Fragments, Selection, Span, Text, words};
use crate::session::messages::AnnotatingMessage;

impl ProjectCtx<'_> {
    /// Moves an end of the chosen annotation by a word or a character. Where it cannot go on, or
    /// nothing would be left, nothing happens. Moves of one end in a row are undone together.
    ///
    /// A chosen suggestion is taken with that end.
    pub(super) fn step_border(&mut self, start: bool, forward: bool, by_char: bool) {
        if let Some(item) = self.project.session.chosen_suggestion().cloned() {
            let shown = self.project.session.shown();
            let text = shown.map(|shown| shown.document.text());
            let moved = text.zip(item.annotation.fragments());
            let moved = moved.and_then(|(text, fragments)| {
                moved_border(text, fragments, (start, forward, by_char))
            });
            if let Some(place) = moved {
                self.take_with_place(&item, place);
            }
            return;
        }
        let session = &self.project.session;
        let Some((article, shown, chosen)) = session.chosen_in_place() else {
            return;
        };
        let text = shown.document.text();
        let moved = chosen
            .fragments()
            .and_then(|fragments| moved_border(text, fragments, (start, forward, by_char)));
        let Some(fragments) = moved else { return };
        let border = if start {
            fragments.start()
        } else {
            fragments.end()
        };
        let id = chosen.id.clone();
        let name = StepName::MoveBorder {
            label: self.label_title(&chosen.label),
        };
        let edit = Edit::SetPlace(id.clone(), Anchor::At(fragments));
        let series = CoalesceKey::Border { article, id, start };
        if self.must_wait(&[Change::Coding(article, edit.clone())]) {
            return;
        }
        let edit = self.with_edited_marks(article, edit);
        let session = &mut self.project.session;
        let moved = session.perform_in_series((article, series), name, edit, |article| {
            article.selection = Selection::caret(border);
        });
        match moved {
            Ok(()) => self.after_change(),
            Err(error) => self.shell.notices.error(AnnotatingMessage::NotDone, error),
        }
        self.reveal(border);
    }

    /// Adds the selection, as a further fragment, to the annotation that is chosen or was chosen
    /// before selecting.
    pub(super) fn add_fragment(&mut self) {
        let Some(shown) = self.project.session.shown() else {
            return;
        };
        let text = shown.document.text();
        let Some(selection) = self.tidy_selection() else {
            return;
        };
        let target = shown
            .chosen
            .as_ref()
            .or(shown.last_chosen.as_ref())
            .and_then(|id| shown.document.annotation(id));
        let Some(target) = target else {
            self.shell
                .notices
                .hint(AnnotatingMessage::ChooseBeforeAdding);
            return;
        };
        let Ok(span) = Span::new(text, selection.start(), selection.end()) else {
            return;
        };
        // One that has lost its place gets a new one.
        let fragments = target.fragments().into_iter().flat_map(Fragments::iter);
        let Ok(joined) = Fragments::joined(fragments.chain([span])) else {
            return;
        };
        let id = target.id.clone();
        if target.fragments() == Some(&joined) {
            self.shell.notices.hint(AnnotatingMessage::AlreadyCovered);
            return self.choose(&id);
        }
        let label = self.label_title(&target.label);
        let name = match target.fragments() {
            Some(_) => StepName::AddFragment { label },
            None => StepName::PlaceAgain { label },
        };
        let edit = Edit::SetPlace(id.clone(), Anchor::At(joined));
        self.perform(name, edit, |article| {
            article.selection = Selection::caret(span.end());
            article.chosen = Some(id);
        });
    }
}

/// Fragments with an end moved by a word or a character; `None` where it cannot go on or nothing would be left.
fn moved_border(
    text: &Text,
    fragments: &Fragments,
    (start, forward, by_char): (bool, bool, bool),
) -> Option<Fragments> {
    let from = if start {
        fragments.start()
    } else {
        fragments.end()
    };
    let to = stepped(text, from, start, forward, by_char)?;
    with_border(text, fragments, start, to)
}

/// Where a border goes next; `None` where the text has no further word or character.
fn stepped(
    text: &Text,
    from: ByteOffset,
    start: bool,
    forward: bool,
    by_char: bool,
) -> Option<ByteOffset> {
    let to = match (by_char, forward, start) {
        (true, true, _) => words::next_char(text, from),
        (true, false, _) => words::previous_char(text, from),
        (false, true, true) => words::next_word_start(text, from),
        (false, true, false) => words::next_word_end(text, from),
        (false, false, true) => words::previous_word_start(text, from),
        (false, false, false) => words::previous_word_end(text, from),
    };
    // After the last word there is only a full stop, which is not a word.
    let lands = by_char || words::word_at(text, to).is_some();
    (to != from && lands).then_some(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_stop_at_words_and_at_the_ends_of_the_text() {
        let check = |from: &str, start, forward, by_char, to: Option<&str>| {
            let at = from.find('|').expect("a place is marked");
            let text = Text::new(from.replacen('|', "", 1));
            let got = stepped(&text, ByteOffset(at), start, forward, by_char)
                .map(|got| format!("{}|{}", &text.as_str()[..got.0], &text.as_str()[got.0..]));
            assert_eq!(got.as_deref(), to, "{from}");
        };
        check("one| two.", false, true, false, Some("one two|."));
        check("one two|.", false, true, false, None);
        check("one two|.", false, false, false, Some("one| two."));
        check("“one |two", true, false, false, Some("“|one two"));
        check("“|one two", true, false, false, None);
        check("“|one two", true, false, true, Some("|“one two"));
        check("|one two", true, true, false, Some("one |two"));
        check("a|e\u{301}b", false, true, true, Some("ae\u{301}|b"));
        check("ab|", false, true, true, None);
        check("|ab", true, false, true, None);
    }
}
