//! In which articles coders differ: computed in a job when the filter of the list asks for it.

use crate::app::ProjectCtx;
use crate::jobs::team::{DifferingSource, TeamEvent, differing};
use crate::model::article_query::Condition;
use crate::model::history::ArticleId;
use crate::session::messages::TeamMessage;

impl ProjectCtx<'_> {
    /// Compares the coders of all articles, if the filter asks who differs. What a blind round closes is left
    /// out.
    pub(in crate::app) fn look_for_differing(&mut self) {
        let session = &self.project.session;
        let mut terms = session.list.query().terms.iter();
        if !terms.any(|term| matches!(term.wanted, Condition::Differs(_))) {
            return;
        }
        let files = session.article_files();
        let articles = session.articles.iter().filter_map(|article| {
            let codings = session.codings_to_compare(article.id);
            let codings: Vec<_> = codings
                .into_iter()
                .filter_map(|id| Some((session.coding(id)?.coder.clone(), files.of(id)?)))
                .collect();
            let id = article.id;
            (codings.len() > 1).then_some(DifferingSource { id, codings })
        });
        let articles: Vec<DifferingSource> = articles.collect();
        let (loader, scope) = (self.project.loader.clone(), session.field_scope());
        let request = self.project.capabilities.team.differing.begin();
        self.shell.notices.hint(TeamMessage::Differing);
        self.shell
            .jobs
            .spawn("compare all coders", move |reporter| {
                let is_cancelled = || request.is_over(reporter);
                if let Some(found) = differing(&articles, &loader, &scope, &is_cancelled) {
                    reporter.send(TeamEvent::Differing(request.number, found).into());
                }
            });
    }

    pub(super) fn on_differing(&mut self, number: u64, articles: Vec<(ArticleId, bool)>) {
        if self.project.capabilities.team.differing.is_last(number) {
            self.project.session.articles.set_differing(articles);
            let is_note = |message: &crate::session::messages::Message| {
                *message == TeamMessage::Differing.into()
            };
            self.shell.notices.remove_settled(is_note);
        }
    }
}
