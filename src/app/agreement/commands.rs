//! Computes agreement in jobs, saves reports, and leads to the comparison of an article.

use std::sync::Arc;

use super::panel::AgreementPanel;
use crate::analysis::agreement::by_id;
use crate::analysis::statements::StatementLabels;
use crate::app::ProjectCtx;
use crate::command::agreement::{AgreementCommand, AgreementReportForm};
use crate::jobs::Event;
use crate::jobs::agreement::gather::CodingSource;
use crate::jobs::agreement::report::teams::ReportedTeams;
use crate::jobs::agreement::report::{ReadStudy, StoredForm};
use crate::jobs::agreement::table::{AgreementEvent, AgreementSource, SourcesDigest, measure};
use crate::jobs::file_dialog::{FileDialog, Wanted};
use crate::jobs::written::{NotWritten, WrittenFile};
use crate::model::history::ArticleId;
use crate::session::messages::AgreementText;
use crate::session::pending::Pending;

impl ProjectCtx<'_> {
    /// Opens the dialog and computes what it shows; closes it if it is open.
    pub(in crate::app) fn toggle_agreement(&mut self) {
        let agreement = &mut self.project.capabilities.agreement;
        if agreement.panel.take().is_some() {
            return agreement.stop();
        }
        agreement.panel = Some(AgreementPanel::default());
        self.measure_agreement(false);
    }

    pub(in crate::app) fn agreement_command(&mut self, command: AgreementCommand) {
        use AgreementCommand as A;
        match command {
            A::Measure { unfinished_too } => self.measure_agreement(unfinished_too),
            A::Cancel => {
                let agreement = &mut self.project.capabilities.agreement;
                agreement.stop();
                (agreement.table, agreement.digest) = (None, None);
            }
            A::ShowDifferences => {
                let agreement = &mut self.project.capabilities.agreement;
                agreement.panel = None;
                agreement.stop();
                self.toggle_difference_report();
            }
            A::Compare(article) => self.compare_article(article),
            A::Course { measure, group } => self.measure_course(measure, group),
            A::Reliability => self.measure_reliability(),
            A::SaveReport(form) => self.save_agreement_report(form),
        }
    }

    fn measure_agreement(&mut self, unfinished_too: bool) {
        let sources = self.agreement_sources();
        let session = &self.project.session;
        let labels = StatementLabels::of(&session.codebook);
        let loader = self.project.loader.clone();
        let (codebook, root) = (session.codebook.clone(), session.root.clone());
        let mut read = ReadStudy {
            teams: ReportedTeams::of(session.team.clone()),
            ..ReadStudy::default()
        };
        let agreement = &mut self.project.capabilities.agreement;
        agreement.stop();
        agreement.is_measuring = true;
        // What was computed is taken again if no file has changed since.
        let known = agreement.table.take().zip(agreement.digest.take());
        let request = agreement.requests.begin();
        self.shell.jobs.spawn("agreement", move |reporter| {
            let is_cancelled = || request.is_over(reporter);
            read.note_codebook(&codebook, &root);
            let digest = SourcesDigest::of(&sources, &read, unfinished_too, &is_cancelled);
            let known = known.filter(|(_, known)| Some(known) == digest.as_ref());
            let table = match known {
                Some((table, _)) => Some(table),
                None => measure(
                    sources,
                    read,
                    &loader,
                    &labels,
                    unfinished_too,
                    &is_cancelled,
                )
                .map(Arc::new),
            };
            let measured = AgreementEvent::Measured(table.zip(digest));
            reporter.send(Event::Agreement(request.number, measured));
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
                source: CodingSource::new(&article.name, codings),
            })
        });
        sources.collect()
    }

    /// Computes one measure of some coders over rounds, weeks and windows.
    fn measure_course(&mut self, measure: &'static str, group: Vec<u32>) {
        let agreement = &mut self.project.capabilities.agreement;
        let (Some(table), Some(measure)) = (agreement.table.clone(), by_id(measure)) else {
            return;
        };
        if agreement.is_course_wanted {
            return;
        }
        agreement.is_course_wanted = true;
        let request = agreement.course_requests.begin();
        self.shell
            .jobs
            .spawn("agreement over time", move |reporter| {
                let course = table.course(measure, &group);
                let event = AgreementEvent::Course(Box::new(course));
                reporter.send(Event::Agreement(request.number, event));
            });
    }

    /// Fits the models of reliability, which are for who leads the project alone.
    fn measure_reliability(&mut self) {
        let agreement = &mut self.project.capabilities.agreement;
        let Some(table) = agreement.table.clone() else {
            return;
        };
        if agreement.is_reliability_wanted {
            return;
        }
        agreement.is_reliability_wanted = true;
        let request = agreement.reliability_requests.begin();
        self.shell.jobs.spawn("reliability", move |reporter| {
            let view = table.reliability(&|| request.is_over(reporter));
            let event = AgreementEvent::Reliability(view.map(Box::new));
            reporter.send(Event::Agreement(request.number, event));
        });
    }

    /// Takes the result of a job.
    pub(in crate::app) fn on_agreement(&mut self, number: u64, event: AgreementEvent) {
        let agreement = &mut self.project.capabilities.agreement;
        if agreement.panel.is_none() {
            return;
        }
        match event {
            AgreementEvent::Measured(found) if agreement.requests.is_last(number) => {
                agreement.is_measuring = false;
                (agreement.course, agreement.reliability) = (None, None);
                let (table, digest) = found.unzip();
                (agreement.table, agreement.digest) = (table, digest);
            }
            AgreementEvent::Course(course) if agreement.course_requests.is_last(number) => {
                agreement.is_course_wanted = false;
                agreement.course = Some(course);
            }
            AgreementEvent::Reliability(view) if agreement.reliability_requests.is_last(number) => {
                agreement.is_reliability_wanted = false;
                agreement.reliability = view;
            }
            _ => {}
        }
    }

    /// Asks where a report goes, and writes it there.
    fn save_agreement_report(&mut self, form: AgreementReportForm) {
        let Some(table) = self.project.capabilities.agreement.table.clone() else {
            return;
        };
        let form = match form {
            AgreementReportForm::Html => StoredForm::Html,
            AgreementReportForm::Markdown => StoredForm::Markdown,
            AgreementReportForm::Csv => StoredForm::Csv,
            AgreementReportForm::Json => StoredForm::Json,
        };
        let name = format!(
            "{}-agreement.{}",
            self.project.session.name,
            form.extension()
        );
        let dialog = FileDialog {
            folder: self.project.start_folder(),
            name: Some(name),
            ..FileDialog::new(AgreementText::SaveTitle.text(), Wanted::NewFile)
        };
        // The file dialog has asked whether a file is to be replaced.
        let guard = self.output_guard().confirmed(true);
        let dialogs = self.shell.file_dialogs.clone();
        self.shell.jobs.spawn("file dialog", move |reporter| {
            let picked = dialogs.ask(&dialog, reporter).into_iter().next();
            let Some(path) = picked else {
                return;
            };
            let bytes = table.report().write(form).map_err(NotWritten::from);
            let written = bytes.and_then(|bytes| Ok(guard.replace(&path, &bytes)?));
            let written = written.map(|()| WrittenFile::AgreementReport);
            reporter.send(Event::Written(path, written));
        });
    }

    /// Shows an article and compares its coders, in the place of the dialog.
    fn compare_article(&mut self, article: ArticleId) {
        let agreement = &mut self.project.capabilities.agreement;
        agreement.panel = None;
        agreement.stop();
        self.show_article(article);
        self.load_then(Pending::Compare(article));
    }
}
