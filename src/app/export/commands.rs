//! Handles the commands for exporting datasets, from the user and from the dialog.

use demarche_languages::term;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::panel::{ExportPanel, ExportPreview};
use crate::analysis::statements::StatementLabels;
use crate::app::ProjectCtx;
use crate::app::capability::Capability as _;
use crate::command::export::ExportCommand;
use crate::formats;
use crate::formats::export_options::{KnownValues, OptionErrors};
use crate::jobs::Event;
use crate::jobs::export::{self, ExportOrder, ExportSource, Replace};
use crate::jobs::file_dialog::{FileDialog, Wanted};
use crate::jobs::written::WrittenFile;
use crate::model::AnnotationId;
use crate::model::history::{ArticleId, CodingId};
use crate::session::articles::Coding;
use crate::session::messages::{DatasetMessage, ExportText, WorkMessage};
use crate::session::{Session, Summary, Work};
use crate::store::coder::representative;
use crate::store::export_choice::{Coders, ExportChoice};
use crate::store::ids::today;

impl ProjectCtx<'_> {
    pub(in crate::app) fn show_export(&mut self) {
        let session = &self.project.session;
        let panel = ExportPanel::new(self.shell.persisted_state.export().cloned(), session);
        self.project.capabilities.export.next_request();
        self.project.capabilities.export.preview = ExportPreview::default();
        self.project.capabilities.export.panel = Some(panel);
    }

    /// Repeats the last export, if its files are unchanged since.
    pub(in crate::app) fn export_again(&mut self) {
        match self.shell.persisted_state.export().cloned() {
            Some(choice) => {
                self.shell.notices.hint(DatasetMessage::Exporting);
                self.write_dataset(choice, Replace::Own);
            }
            None => self.show_export(),
        }
    }

    pub(in crate::app) fn dataset_command(&mut self, command: ExportCommand) {
        use ExportCommand as E;
        let panel = self.project.capabilities.export.panel.as_ref();
        let choice = panel.map(|panel| panel.choice().clone());
        match (command, choice) {
            (E::Look, Some(choice)) => self.start_preview(&choice),
            (E::Write { replace }, Some(choice)) => {
                let replace = match replace {
                    true => Replace::All,
                    false => Replace::Nothing,
                };
                self.write_dataset(choice, replace);
            }
            (E::PickPlace, Some(choice)) => self.pick_export_place(&choice),
            (E::GoTo(file, annotation), _) => self.go_to_loss(file, annotation.as_ref()),
            (E::SaveLosses(path), Some(choice)) => self.save_losses(&choice, path.into()),
            (E::Cancel, _) => {
                self.project.capabilities.export.next_request();
            }
            (_, None) => {}
        }
    }

    fn start_preview(&mut self, choice: &ExportChoice) {
        self.project.capabilities.export.preview = ExportPreview::default();
        if let Some(work) = self.dataset_work(choice) {
            self.shell
                .jobs
                .spawn("look at dataset", move |reporter| work.look(reporter));
        }
    }

    fn write_dataset(&mut self, choice: ExportChoice, replace: Replace) {
        let out = PathBuf::from(choice.out.trim());
        if out.as_os_str().is_empty() {
            self.project.capabilities.export.preview.problem =
                Some(DatasetMessage::PlaceNeeded.to_string());
            return;
        }
        let Some(work) = self.dataset_work(&choice) else {
            return;
        };
        self.project.capabilities.export.preview.written = None;
        self.project.capabilities.export.asked = Some(choice);
        let ledger = self.shell.persisted_state.ledger_file();
        self.shell.jobs.spawn("export", move |reporter| {
            work.write(out, replace, ledger.as_deref(), reporter);
        });
    }

    /// What a job needs for a choice; says so if the choice cannot be.
    fn dataset_work(&mut self, choice: &ExportChoice) -> Option<export::ExportWork> {
        let request = self.project.capabilities.export.next_request();
        let session = &self.project.session;
        let order = match order(session, choice) {
            Ok(order) => order,
            Err(wrong) => {
                if self.project.capabilities.export.is_open() {
                    self.project.capabilities.export.preview.wrong = wrong;
                } else {
                    let why = wrong.messages();
                    self.shell.notices.error(DatasetMessage::NotExported, why);
                }
                return None;
            }
        };
        let sources = sources(session, &choice.coders);
        let labels = StatementLabels::of(&session.codebook);
        let codings = self.agreement_sources().into_iter();
        let codings = codings.map(|source| source.source.without_fields());
        let guard = self.output_guard();
        let export = &mut self.project.capabilities.export;
        let work = Work::new(WorkMessage::ReadingArticles, sources.len(), Instant::now());
        export.preview.work = Some(work);
        Some(export::ExportWork {
            request,
            order,
            sources,
            loader: self.project.loader.clone(),
            guard,
            codings: codings.collect(),
            labels,
        })
    }

    fn pick_export_place(&mut self, choice: &ExportChoice) {
        let Some(mut dialog) = place_dialog(choice) else {
            return;
        };
        let dialogs = self.shell.file_dialogs.clone();
        self.shell.jobs.spawn("file dialog", move |reporter| {
            dialog.folder.take_if(|folder| !folder.is_dir());
            let picked = dialogs.ask(&dialog, reporter).into_iter().next();
            reporter.send(Event::ExportPicked(picked));
        });
    }

    fn go_to_loss(&mut self, file: CodingId, annotation: Option<&AnnotationId>) {
        self.project.capabilities.export.next_request();
        self.project.capabilities.export.panel = None;
        if let Some(annotation) = annotation {
            return self.go_to_mention(file, annotation);
        }
        let article = self.project.session.article_of(file);
        if let Some(article) = article.map(|article| article.id) {
            self.show_article(article);
        }
    }

    fn save_losses(&mut self, choice: &ExportChoice, path: PathBuf) {
        let Some(report) = self.project.capabilities.export.preview.report.clone() else {
            return;
        };
        let format = choice.format.clone();
        let guard = self.output_guard();
        self.shell.jobs.spawn("save losses", move |reporter| {
            let written = export::write_losses(&report.losses(), &format, &path, &guard);
            let written = written.map(|()| WrittenFile::Losses).map_err(Into::into);
            reporter.send(Event::Written(path, written));
        });
    }
}

/// The dialog that asks where to write a dataset; `None` for an unknown format.
fn place_dialog(choice: &ExportChoice) -> Option<FileDialog> {
    let format = formats::by_name(&choice.format)?;
    let now = Path::new(choice.out.trim());
    let dialog = FileDialog {
        folder: now.parent().map(Path::to_path_buf),
        ..FileDialog::new(ExportText::Title.text(), Wanted::NewFolder)
    };
    if formats::is_folder(format, choice.split.is_some()) {
        return Some(dialog);
    }
    let name = now.file_name();
    Some(FileDialog {
        wanted: Wanted::NewFile,
        name: name.map(|name| name.to_string_lossy().into_owned()),
        filter: Some((
            term("format", format.about().title),
            vec![format.about().extension],
        )),
        ..dialog
    })
}

/// The order for an export, from a choice that is validated against the project.
fn order(session: &Session, choice: &ExportChoice) -> Result<ExportOrder, OptionErrors> {
    let mut known = KnownValues::default();
    known.add_codebook(&session.codebook);
    for coding in session.articles.codings().all() {
        known.add_coder(&coding.coder);
    }
    let (codebook, entities) = (&*session.codebook, &*session.entities);
    let order = |known: &KnownValues| ExportOrder::new(choice, known, today(), codebook, entities);
    let checked = order(&known);
    if !checked
        .as_ref()
        .is_err_and(OptionErrors::may_be_in_articles)
    {
        return checked;
    }
    let codings = session.articles.codings().all();
    for summary in codings.filter_map(|coding| coding.summary.as_ref()) {
        known.add_status(&summary.status);
        for label in summary.counts.keys() {
            known.add_label(label, label.as_str());
        }
    }
    order(&known)
}

/// The articles of which a dataset is made, as they are open or as they are on disk.
fn sources(session: &Session, coders: &Coders) -> Vec<ExportSource> {
    let codings = session.articles.codings();
    let mut coded: Vec<ArticleId> = codings.others().map(|other| other.article).collect();
    coded.sort_unstable();
    let first = match coders {
        Coders::First => representatives(session),
        _ => HashSet::new(),
    };
    let is_wanted = |coding: &&Coding| match coders {
        Coders::Mine => session.articles.is_own(coding.id),
        Coders::First => first.contains(&coding.id),
        // Where nobody has coded it, the text alone is an article too.
        Coders::All => {
            let is_coded = |summary: &Summary| summary.counts.values().any(|count| *count > 0);
            !session.articles.is_own(coding.id)
                || coding.summary.as_ref().is_some_and(is_coded)
                || coded.binary_search(&coding.article).is_err()
        }
        Coders::Only(name) => coding.coder == *name,
    };
    let files = session.article_files();
    let source = |coding: &Coding| {
        Some(ExportSource {
            id: coding.id,
            name: session.article(coding.article)?.name.clone(),
            files: files.of(coding.id)?,
            open: session
                .opened(coding.id)
                .map(|open| (open.document.clone(), (*open.header).clone())),
        })
    };
    let codings = codings.all();
    codings
        .filter(|coding| coding.problem.is_none())
        .filter(is_wanted)
        .filter_map(source)
        .collect()
}

/// For each article the coding that stands for it: of those with work, or the own one if there is none.
fn representatives(session: &Session) -> HashSet<CodingId> {
    let codings = session.articles.codings();
    let of_article = |article: ArticleId| {
        let all = codings.of(article);
        let with_work: Vec<&Coding> = all.filter(|coding| session.has_work(coding)).collect();
        let coders: Vec<&str> = with_work.iter().map(|coding| &*coding.coder).collect();
        match representative(&coders) {
            Some(index) => Some(with_work[index].id),
            None => codings.of(article).next().map(|own| own.id),
        }
    };
    let articles = session.articles.iter();
    articles
        .filter_map(|article| of_article(article.id))
        .collect()
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;
