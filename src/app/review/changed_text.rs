//! Reloads texts that another program changes while they are open.
//!
//! The new text replaces the old one as soon as the old one has no unsaved annotations, and
//! annotations are re-anchored as they are when a changed article is opened.

use crate::app::ProjectCtx;
use crate::jobs::Event;
use crate::model::history::CodingId;
use crate::session::OpenArticle;
use crate::session::incoming::PartId;
use crate::session::messages::FileMessage;
use crate::store::article::{LoadedArticle, OpenError};
use crate::store::{KnownText, display_path};

impl ProjectCtx<'_> {
    /// Notes that the text of an open article has changed on disk.
    pub(in crate::app) fn note_changed_text(&mut self, id: CodingId) {
        let session = &mut self.project.session;
        if let Some(open) = session.opened(id) {
            if open.saving.problem().is_some() {
                self.shell
                    .notices
                    .warn(FileMessage::TextChangedWhileUnsaved);
            }
            session.outdated.insert(id);
        }
    }

    /// Reloads changed texts where everything is saved.
    pub(in crate::app) fn read_changed_texts(&mut self) {
        let session = &mut self.project.session;
        for id in std::mem::take(&mut session.outdated) {
            let (Some(open), Some(files)) = (session.opened(id), session.files_of(id)) else {
                continue;
            };
            if !open.is_saved() || open.saving.is_writing() {
                session.outdated.insert(id);
                continue;
            }
            let old = KnownText {
                sha256: open.header.sha256.clone(),
                text: open.document.text().clone(),
            };
            let revision = open.revision();
            let loader = self.project.loader.clone();
            self.shell
                .jobs
                .spawn("read changed article", move |reporter| {
                    let _wait = reporter.begin_io(display_path(&files.path).to_string());
                    let result = Box::new(loader.read_changed(&files, old));
                    reporter.send(Event::TextReread(id, revision, result));
                });
        }
    }

    /// Replaces the open text by the changed one, unless the open document was edited meanwhile.
    pub(in crate::app) fn on_text(
        &mut self,
        id: CodingId,
        revision: u64,
        result: Result<LoadedArticle, OpenError>,
    ) {
        let session = &mut self.project.session;
        let name = session
            .article_of(id)
            .map_or_else(String::new, |a| a.name.clone());
        if session.opened(id).is_some() && !session.may_replace(id, revision) {
            session.outdated.insert(id);
            return;
        }
        let Some(open) = session.opened_mut(id) else {
            return;
        };
        let loaded = match result {
            Ok(loaded) => loaded,
            Err(error) => {
                let what = FileMessage::ChangedTextUnreadable { article: name };
                return self.shell.notices.error(what, error);
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
        self.note_text(id);
        self.note_taken_in(PartId::Annotations(id));
        self.project.reading.forget(id);
        self.leave_link();
        self.update_summary(id);
        self.shell
            .notices
            .warn(FileMessage::TextChanged { article: name });
        let is_shown = self
            .project
            .session
            .panes()
            .iter()
            .any(|(_, shown)| *shown == id);
        if is_shown {
            self.begin_review(id);
        }
    }
}

/// The nearest character boundary at or before this offset.
fn boundary(open: &OpenArticle, place: usize) -> crate::model::ByteOffset {
    let text = open.document.text().as_str();
    crate::model::ByteOffset(text.floor_char_boundary(place))
}
