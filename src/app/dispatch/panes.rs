//! Handles the commands of the split view: two articles side by side.

use crate::app::ProjectCtx;
use crate::model::history::ArticleId;

impl ProjectCtx<'_> {
    /// Splits the page, at first with two views of the same article, or leaves the active article
    /// alone.
    pub(super) fn toggle_side_by_side(&mut self) {
        self.remember_places();
        self.project.reading.goal_x = None;
        let session = &mut self.project.session;
        let side = session.side();
        if session.beside.take().is_some() {
            self.project.reading.leave_alone(side);
        } else if let Some(current) = session.current {
            session.put_beside(current);
            // The new pane is the one in which another article is to be opened.
            session.activate_other();
        }
    }

    /// Makes the article beside the active one.
    pub(super) fn go_beside(&mut self) {
        self.project.reading.goal_x = None;
        let session = &mut self.project.session;
        session.activate_other();
    }

    /// Opens an article beside the active one, to work on.
    pub(super) fn show_beside(&mut self, article: ArticleId) {
        self.remember_places();
        let session = &mut self.project.session;
        if session.current.is_none() {
            return self.show_article(article);
        }
        let Some(id) = session.article(article).map(|article| article.own) else {
            return;
        };
        session.put_beside(id);
        self.read_article(id);
        self.go_beside();
    }
}
