//! Computes agreement in a job, and leads to the comparison of an article.

use super::panel::AgreementPanel;
use crate::analysis::statements::StatementLabels;
use crate::app::ProjectCtx;
use crate::command::agreement::AgreementCommand;
use crate::jobs::Event;
use crate::jobs::agreement::{AgreementSource, AgreementTable, measure};
use crate::model::history::ArticleId;
use crate::session::pending::Pending;

impl ProjectCtx<'_> {
    /// Opens the dialog and computes what it shows; closes it if it is open.
    pub(in crate::app) fn toggle_agreement(&mut self) {
        let agreement = &mut self.project.capabilities.agreement;
        if agreement.panel.take().is_some() {
            agreement.requests.stop();
            return;
        }
        agreement.panel = Some(AgreementPanel::default());
        self.measure_agreement(false);
    }

    pub(in crate::app) fn agreement_command(&mut self, command: AgreementCommand) {
        match command {
            AgreementCommand::Measure { unfinished_too } => self.measure_agreement(unfinished_too),
            AgreementCommand::Compare(article) => self.compare_article(article),
        }
    }

    fn measure_agreement(&mut self, unfinished_too: bool) {
        let sources = self.agreement_sources();
        let labels = StatementLabels::of(&self.project.session.codebook);
        let loader = self.project.loader.clone();
        let agreement = &mut self.project.capabilities.agreement;
        agreement.is_measuring = true;
        let request = agreement.requests.begin();
        self.shell.jobs.spawn("agreement", move |reporter| {
            let is_cancelled = || request.is_over(reporter);
            let table = measure(&sources, &loader, &labels, unfinished_too, &is_cancelled);
            reporter.send(Event::AgreementMeasured(
                request.number,
                table.map(Box::new),
            ));
        });
    }

    /// The articles that more than one coder coded. The agreed version tells what was compared.
    pub(in crate::app) fn agreement_sources(&self) -> Vec<AgreementSource> {
        let session = &self.project.session;
        let files = session.article_files();
        let articles = session.articles.iter();
        let sources = articles.filter_map(|article| {
            let codings = session.codings_with_agreed(article.id);
            let codings: Vec<_> = codings
                .into_iter()
                .filter_map(|id| Some((session.coding(id)?.coder.clone(), files.of(id)?)))
                .collect();
            (codings.len() > 1).then(|| AgreementSource {
                id: article.id,
                name: article.name.clone(),
                codings,
            })
        });
        sources.collect()
    }

    /// Takes the result of the job.
    pub(in crate::app) fn on_agreement(&mut self, number: u64, table: Option<Box<AgreementTable>>) {
        let agreement = &mut self.project.capabilities.agreement;
        if agreement.requests.is_last(number) {
            agreement.is_measuring = false;
            agreement.table = table.filter(|_| agreement.panel.is_some());
        }
    }

    /// Shows an article and compares its coders, in the place of the dialog.
    fn compare_article(&mut self, article: ArticleId) {
        let agreement = &mut self.project.capabilities.agreement;
        agreement.panel = None;
        agreement.table = None;
        self.show_article(article);
        self.load_then(Pending::Compare(article));
    }
}
