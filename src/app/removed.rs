//! Reports what other programs removed of an analyst's work, and brings it back; and reports what is written
//! although its text is gone.
//!
//! It knows no merge: `session/removed` keeps what was removed.

use std::path::Path;

use super::ProjectCtx;
use crate::model::Edit;
use crate::model::history::Change;
use crate::session::incoming::PartId;
use crate::session::messages::{FileMessage, Message, MoveMessage};
use crate::store::display_path;

impl ProjectCtx<'_> {
    /// Reports what other programs have removed since the last call.
    pub(super) fn tell_removed(&mut self) {
        let session = &mut self.project.session;
        for news in session.removed.take_news() {
            let article = session.article_of(news.coding);
            self.shell.notices.warn(MoveMessage::Removed {
                article: article.map_or_else(String::new, |article| article.name.clone()),
                annotations: news.annotations,
                relations: news.relations,
            });
        }
    }

    /// Brings back what other programs removed, as one step.
    pub(super) fn bring_back_removed(&mut self) {
        let codings = self.project.session.removed.codings();
        let changes = codings.map(|id| Change::Coding(id, Edit::Batch(Vec::new())));
        let changes: Vec<Change> = changes.collect();
        if self.must_wait(&changes) {
            return;
        }
        match self.project.session.bring_back_removed() {
            Ok(0) => self.shell.notices.hint(MoveMessage::NothingToBringBack),
            Ok(count) => {
                self.after_change();
                let notices = &mut self.shell.notices;
                notices.remove_settled(|message| {
                    matches!(
                        message,
                        Message::Moves(MoveMessage::Removed { .. })
                            | Message::Files(FileMessage::AnnotationsDeleted { .. })
                    )
                });
                notices.hint(MoveMessage::BroughtBack { count });
            }
            Err(error) => self.shell.notices.error(MoveMessage::NotBroughtBack, error),
        }
    }

    /// Reports that a part was written although the text of its article is gone, as after undo.
    pub(super) fn tell_without_text(&mut self, part: PartId, path: &Path) {
        let session = &self.project.session;
        let article = match part {
            PartId::Annotations(id) => session.article_of(id),
            PartId::Fields(id) => session.article(id),
            PartId::Codebook | PartId::Entities => None,
        };
        if let Some(article) = article.filter(|article| article.is_gone) {
            self.shell.notices.warn(MoveMessage::WrittenWithoutText {
                article: article.name.clone(),
                path: display_path(path).to_string(),
            });
        }
    }
}
