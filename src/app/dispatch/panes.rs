//! Two articles side by side.

use crate::app::App;
use crate::model::history::ArticleId;

impl App {
    /// Splits the page, at first with two views of the same article, or leaves the active article
    /// alone.
    pub(super) fn toggle_side_by_side(&mut self) {
        self.remember_places();
        self.reading.goal_x = None;
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let side = session.side();
        if session.beside.take().is_some() {
            self.reading.leave_alone(side);
        } else if let Some(current) = session.current {
            session.put_beside(current);
            // The new pane is the one in which another article is to be opened.
            session.activate_other();
        }
    }

    /// Makes the article beside the active one.
    pub(super) fn go_beside(&mut self) {
        self.reading.goal_x = None;
        if let Some(session) = self.session.as_mut() {
            session.activate_other();
        }
    }

    /// Opens an article beside the active one, to work on.
    pub(super) fn show_beside(&mut self, article: ArticleId) {
        self.remember_places();
        let Some(session) = self.session.as_mut() else {
            return;
        };
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
