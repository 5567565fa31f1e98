//! Handles the commands of the incremental search, and continues the search in each frame.

use std::ops::Range;

use egui::Id;

use super::Before;
use super::panel::{FinderField, FinderResult};
use crate::app::ProjectCtx;
use crate::command::find::FindCommand;
use crate::model::find::{FindInput, FindSearch, Hit};
use crate::model::{ByteOffset, Selection, words};
use crate::session::messages::{SearchMessage, SpokenMessage};
use crate::ui::live_region;

/// Portions that are searched in a frame: one or two milliseconds of work.
const PORTIONS: usize = 2;

/// Characters of a hit that are said.
const MAX_SAID: usize = 400;

impl ProjectCtx<'_> {
    /// Runs a command of the find bar.
    pub(in crate::app) fn find_command(&mut self, command: FindCommand) {
        match command {
            FindCommand::Typed(typed) => self.find_typed(&typed),
            FindCommand::Take { exact } => self.take_hit(exact),
            FindCommand::Leave { give_back } => self.leave_finder(give_back),
        }
    }

    /// Opens the field, or gives it the keyboard again.
    pub(in crate::app) fn find(&mut self) {
        if let Some(finder) = &mut self.project.finding.finder {
            return finder.focus();
        }
        let session = &self.project.session;
        let (Some(article), Some(shown)) = (session.current, session.shown()) else {
            return;
        };
        self.project.finding.before = Some(Before {
            article,
            selection: shown.selection,
            chosen: shown.chosen.clone(),
            last_chosen: shown.last_chosen.clone(),
        });
        self.project.finding.finder = Some(FinderField::new(self.project.finding.last.clone()));
        self.project.finding.search = None;
    }

    /// Looks for what was typed, from where the caret was when the field was opened.
    fn find_typed(&mut self, typed: &str) {
        let Some(typed) = FindInput::read(typed) else {
            self.project.finding.search = None;
            return self.give_back();
        };
        self.project.finding.typed_step = typed.step;
        let same = |search: &FindSearch| *search.query() == typed.query;
        if self.project.finding.search.as_ref().is_some_and(same) {
            return;
        }
        let (Some(before), Some(shown)) =
            (&self.project.finding.before, self.project.session.shown())
        else {
            return;
        };
        let origin = before.selection.end();
        self.project.finding.search =
            Some(FindSearch::new(shown.document.text(), typed.query, origin));
        self.project.finding.step = 0;
    }

    /// Moves by some hits; with the field closed, repeats the last search from the selection.
    pub(in crate::app) fn find_step(&mut self, by: isize) {
        if self.project.finding.finder.is_some() {
            self.project.finding.step += by;
            return;
        }
        let Some(typed) = FindInput::read(&self.project.finding.last) else {
            return self.find();
        };
        let Some(shown) = self.project.session.shown() else {
            return;
        };
        // The nearest hit ahead is the next one; the one before it stands before the selection.
        let (origin, step) = if by > 0 {
            (shown.selection.end(), by - 1)
        } else {
            (shown.selection.start(), by)
        };
        self.project.finding.search =
            Some(FindSearch::new(shown.document.text(), typed.query, origin));
        self.project.finding.typed_step = 0;
        self.project.finding.step = step;
        self.project.finding.hit = None;
    }

    /// Closes the field with the hit as the selection. Without a hit the field stays.
    fn take_hit(&mut self, exact: bool) {
        let step = self.project.finding.typed_step + self.project.finding.step;
        let Some(search) = &mut self.project.finding.search else {
            return self.leave_finder(true);
        };
        // With fast typing, Enter arrives before the search for the last letter.
        let Some(hit) = search.hit_now(step) else {
            return;
        };
        let widened = words::snap(search.text(), hit.range.clone()).filter(|_| !exact);
        let range = widened.unwrap_or(hit.range);
        self.leave_finder(false);
        self.select(selection_of(&range));
        self.reveal(ByteOffset(range.start));
    }

    /// Closes the field; gives back what was selected and chosen before, or leaves it as it is.
    fn leave_finder(&mut self, give_back: bool) {
        let Some(finder) = self.project.finding.finder.take() else {
            return;
        };
        if FindInput::read(finder.typed()).is_some() {
            // Without the steps: looking for it again begins at the caret.
            let phrase = finder.typed().trim().trim_end_matches(['/', '?']);
            self.project.finding.last = phrase.trim_end().to_owned();
        }
        self.project.finding.search = None;
        if give_back {
            self.give_back();
        }
        self.project.finding.before = None;
        self.project.finding.hit = None;
    }

    /// Selects and chooses what was selected and chosen before the field was opened.
    fn give_back(&mut self) {
        self.project.finding.hit = None;
        let session = &mut self.project.session;
        let Some(before) = &self.project.finding.before else {
            return;
        };
        if session.current != Some(before.article) {
            return;
        }
        let Some(shown) = session.shown_mut() else {
            return;
        };
        shown.selection = before.selection;
        shown.chosen.clone_from(&before.chosen);
        shown.last_chosen.clone_from(&before.last_chosen);
        let head = before.selection.head;
        self.reveal(head);
    }

    /// Continues the search, and selects the hit as soon as it is known.
    pub(in crate::app) fn search_on(&mut self, ctx: &egui::Context) {
        let shown = self.project.session.shown();
        let same_text = match (&self.project.finding.search, shown) {
            (Some(search), Some(shown)) => search.text() == shown.document.text(),
            (None, Some(_)) => true,
            (_, None) => false,
        };
        if !same_text {
            self.project.finding.search = None;
            return self.leave_finder(false);
        }
        let step = self.project.finding.typed_step + self.project.finding.step;
        let Some(search) = &mut self.project.finding.search else {
            if let Some(finder) = &mut self.project.finding.finder {
                finder.found = FinderResult::Nothing;
            }
            return;
        };
        for _ in 0..PORTIONS {
            search.go_on();
        }
        if !search.is_complete() {
            ctx.request_repaint();
        }
        let hit = search.hit(step);
        let found = match &hit {
            Some(hit) => FinderResult::Hit {
                number: hit.number,
                count: search.count(),
                wrapped: hit.wrapped,
            },
            None if search.is_complete() => FinderResult::Missing,
            None => FinderResult::Searching,
        };
        let known = hit.is_some() || search.is_complete();
        let said = match &hit {
            Some(hit) if hit.number.is_some() => {
                let range = words::snap(search.text(), hit.range.clone());
                let range = range.unwrap_or_else(|| hit.range.clone());
                let words = search.text().as_str().get(range).unwrap_or_default();
                let words = words.chars().take(MAX_SAID).collect();
                let place = found.message();
                SpokenMessage::Hit { words, place }.to_string()
            }
            None if search.is_complete() => found.message(),
            _ => String::new(),
        };
        live_region::say_once_settled(ctx, Id::unique("find"), &said);
        if let Some(finder) = &mut self.project.finding.finder {
            finder.found = found;
        } else if known {
            // Looked for again without the field: it is told in passing, once.
            self.project.finding.search = None;
            if hit.is_none() {
                let typed = self.project.finding.last.clone();
                self.shell
                    .notices
                    .hint(SearchMessage::NotInArticle { typed });
            } else if hit.as_ref().is_some_and(|hit| hit.wrapped) {
                self.shell.notices.hint(if step < 0 {
                    SearchMessage::WrappedToBottom
                } else {
                    SearchMessage::WrappedToTop
                });
            }
        }
        let range = |hit: &Option<Hit>| hit.as_ref().map(|hit| hit.range.clone());
        let moved = known && range(&hit) != range(&self.project.finding.hit);
        match &hit {
            Some(hit) if moved => self.show_hit(&hit.range),
            // The hit for fewer letters is stale.
            None if moved => self.give_back(),
            _ => {}
        }
        if known {
            self.project.finding.hit = hit;
        }
    }

    /// Selects a hit: as it was typed while there is typing, and in whole words otherwise.
    fn show_hit(&mut self, hit: &Range<usize>) {
        let Some(shown) = self.project.session.shown() else {
            return;
        };
        let typing = self.project.finding.finder.is_some();
        let widened = words::snap(shown.document.text(), hit.clone()).filter(|_| !typing);
        let selection = selection_of(&widened.unwrap_or_else(|| hit.clone()));
        self.select(selection);
        // Who leaves the field with the mouse, to tag, means whole words too.
        self.project.unsnapped = Some(selection).filter(|_| typing);
        self.reveal(selection.start());
    }
}

fn selection_of(range: &Range<usize>) -> Selection {
    Selection::new(ByteOffset(range.start), ByteOffset(range.end))
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;
