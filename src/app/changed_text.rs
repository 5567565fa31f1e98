//! Texts that another program changes while they are open.
//!
//! The new text takes the place of the old one as soon as nothing unsaved stands on the old one, and
//! annotations follow it as they do when a changed article is opened.

use super::App;
use super::many::ToRead;
use crate::jobs::Event;
use crate::model::history::CodingId;
use crate::session::OpenArticle;
use crate::store::article::{LoadedArticle, OpenError};

impl App {
    /// Notes that the text of an open article is another on disk.
    pub(super) fn note_changed_text(&mut self, id: CodingId) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        if let Some(open) = session.opened(id) {
            if open.saving.problem.is_some() {
                self.notices.warn(
                    "Another program changed the text of an article with unsaved annotations. You see \
                     the old text until they are saved.",
                );
            }
            session.outdated.insert(id);
        }
    }

    /// Reads changed texts anew where everything is saved.
    pub(super) fn read_changed_texts(&mut self) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        for id in std::mem::take(&mut session.outdated) {
            let (Some(open), Some(mut reading)) = (session.opened(id), ToRead::of(session, id))
            else {
                continue;
            };
            if !open.is_saved() || open.saving.writing.is_some() {
                session.outdated.insert(id);
                continue;
            }
            let old = (open.header.sha256.clone(), open.document.text().clone());
            let revision = open.revision;
            reading.options.old_text = Some(old);
            self.jobs.spawn("read changed article", move |reporter| {
                let result = Box::new(reading.read(reporter));
                reporter.send(Event::TextReread(id, revision, result));
            });
        }
    }

    /// Puts a changed text in the place of the one that is open, unless something was done to that
    /// one meanwhile.
    pub(super) fn on_text(
        &mut self,
        id: CodingId,
        revision: u64,
        result: Result<LoadedArticle, OpenError>,
    ) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let name = session
            .article_of(id)
            .map_or_else(String::new, |a| a.name.clone());
        let Some(open) = session.opened_mut(id) else {
            return;
        };
        if open.revision != revision || !open.is_saved() {
            session.outdated.insert(id);
            return;
        }
        let loaded = match result {
            Ok(loaded) => loaded,
            Err(error) => {
                let what = format!("{name}: the changed text cannot be read; you see the old one");
                return self.notices.error(&what, error);
            }
        };
        if loaded.header.sha256 == open.header.sha256 {
            return;
        }
        let place = open.selection.head.0.min(loaded.document.text().len());
        let mut new = OpenArticle::of(loaded);
        new.selection = crate::model::Selection::caret(boundary(&new, place));
        new.chosen = open.chosen.take();
        session.replace(id, new);
        self.note_taken_in(id);
        self.reading.forget(id);
        self.leave_link();
        self.update_summary(id);
        self.notices.warn(format!(
            "{name}: another program changed the text. What was done before can no longer be undone."
        ));
        let is_shown = self
            .session()
            .is_some_and(|session| session.panes().iter().any(|(_, shown)| *shown == id));
        if is_shown {
            self.begin_review(id);
        }
    }
}

/// The next place at or before this one that splits no character.
fn boundary(open: &OpenArticle, place: usize) -> crate::model::ByteOffset {
    let text = open.document.text().as_str();
    crate::model::ByteOffset(text.floor_char_boundary(place))
}
