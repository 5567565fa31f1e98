//! Writing an annotation's memo.

use crate::app::App;
use crate::model::history::ArticleId;
use crate::model::{AnnotationId, Edit};

impl App {
    /// Opens the memo of the chosen annotation in the inspector.
    pub(super) fn edit_memo(&mut self) {
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let (Some(article), Some(chosen)) = (session.current, session.chosen()) else {
            return;
        };
        let (id, memo) = (chosen.id.clone(), chosen.memo.clone());
        self.finish_memo();
        self.settings.inspector = true;
        self.text_alone = false;
        self.annotations_panel.memo.open(article, id, memo);
    }

    /// Takes over what has been written, as one step.
    pub(super) fn set_memo(&mut self, article: ArticleId, id: AnnotationId, memo: String) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let annotation = session
            .opened(article)
            .and_then(|open| open.document.annotation(&id));
        let Some(annotation) = annotation.filter(|annotation| annotation.memo != memo) else {
            return;
        };
        let label = annotation.label.clone();
        let name = format!("write memo of {}", self.label_name(&label));
        let Some(session) = self.session.as_mut() else {
            return;
        };
        match session.perform_in(article, name, Edit::SetMemo(id, memo), |_| {}) {
            Ok(()) => self.after_change(),
            Err(error) => self.notices.error("The memo is not taken over", error),
        }
    }

    /// Takes over a memo that is still being written, because its annotation is about to be left.
    pub(in crate::app) fn finish_memo(&mut self) {
        if let Some((article, id, memo)) = self.annotations_panel.memo.close() {
            self.set_memo(article, id, memo);
        }
    }
}
