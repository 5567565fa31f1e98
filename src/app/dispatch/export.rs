//! Exporting: the dialog, what it finds out and what it writes.
//!
//! ```text
//! something is chosen -> Look  -> job -> report of the first articles, then of all
//! Export              -> Write -> job -> report, or what stands in the way -> Replace
//! Ctrl+Shift+E        ----------> job -> told in a notice, or the dialog with what is in the way
//! ```
//!
//! Each answer bears the request of its question, so that a late one is known.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use crate::app::ProjectCtx;
use crate::command::export::ExportCommand;
use crate::formats::export_options::{KnownValues, OptionErrors};
use crate::formats::{self, Report};
use crate::jobs::Event;
use crate::jobs::export::{self, NotExported, Order, Replace, Source};
use crate::jobs::request::{LatestRequest, RequestToken};
use crate::model::AnnotationId;
use crate::model::history::CodingId;
use crate::model::plural::{counted, counted_as};
use crate::session::articles::Article;
use crate::session::{Session, Summary, Work};
use crate::store::export_choice::{Coders, ExportChoice};
use crate::store::ids::today;
use crate::store::shown;
use crate::ui::panels::export::{ExportPanel, Outlook};

/// What is counted while a dataset is written.
const WRITING: &str = "Megabytes written";

/// The export dialog and the work that is done for it.
#[derive(Default)]
pub(in crate::app) struct Exporting {
    pub panel: Option<ExportPanel>,
    pub outlook: Outlook,
    requests: LatestRequest,
    /// What is being written.
    asked: Option<ExportChoice>,
}

impl Exporting {
    /// Whether the dialog lies over the window.
    pub fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    /// Gives up what is under way, and begins something else.
    fn next_request(&mut self) -> RequestToken {
        self.outlook.work = None;
        self.outlook.in_the_way.clear();
        self.outlook.problem = None;
        self.outlook.wrong = OptionErrors::default();
        self.asked = None;
        self.requests.begin()
    }
}

impl ProjectCtx<'_> {
    pub(super) fn show_export(&mut self) {
        let session = &self.project.session;
        let panel = ExportPanel::new(self.shell.memory.export().cloned(), session);
        self.project.dialogs.exporting.next_request();
        self.project.dialogs.exporting.outlook = Outlook::default();
        self.project.dialogs.exporting.panel = Some(panel);
    }

    /// Writes what was written last, if the files there are still as that left them.
    pub(super) fn export_again(&mut self) {
        match self.shell.memory.export().cloned() {
            Some(choice) => {
                self.shell.notices.hint("Exporting…");
                self.write_dataset(choice, Replace::Own);
            }
            None => self.show_export(),
        }
    }

    pub(super) fn dataset_command(&mut self, command: ExportCommand) {
        use ExportCommand as E;
        let panel = self.project.dialogs.exporting.panel.as_ref();
        let choice = panel.map(|panel| panel.choice().clone());
        match (command, choice) {
            (E::Look, Some(choice)) => self.look_at_dataset(&choice),
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
                self.project.dialogs.exporting.next_request();
            }
            (_, None) => {}
        }
    }

    fn look_at_dataset(&mut self, choice: &ExportChoice) {
        self.project.dialogs.exporting.outlook = Outlook::default();
        if let Some(work) = self.dataset_work(choice) {
            self.shell
                .jobs
                .spawn("look at dataset", move |reporter| work.look(reporter));
        }
    }

    fn write_dataset(&mut self, choice: ExportChoice, replace: Replace) {
        let out = PathBuf::from(choice.out.trim());
        if out.as_os_str().is_empty() {
            self.project.dialogs.exporting.outlook.problem =
                Some("Say where to write it.".to_owned());
            return;
        }
        let Some(work) = self.dataset_work(&choice) else {
            return;
        };
        self.project.dialogs.exporting.outlook.written = None;
        self.project.dialogs.exporting.asked = Some(choice);
        let ledger = self.shell.memory.ledger_file();
        self.shell.jobs.spawn("export", move |reporter| {
            work.write(out, replace, ledger.as_deref(), reporter);
        });
    }

    /// What a job needs for a choice; says so if the choice cannot be.
    fn dataset_work(&mut self, choice: &ExportChoice) -> Option<export::Work> {
        let request = self.project.dialogs.exporting.next_request();
        let session = &self.project.session;
        let order = match order(session, choice) {
            Ok(order) => order,
            Err(wrong) => {
                if self.project.dialogs.exporting.is_open() {
                    self.project.dialogs.exporting.outlook.wrong = wrong;
                } else {
                    let why = wrong.messages();
                    self.shell.notices.error("This was not exported", why);
                }
                return None;
            }
        };
        let sources = sources(session, &choice.coders);
        let exporting = &mut self.project.dialogs.exporting;
        let work = Work::new("Reading articles", sources.len(), Instant::now());
        exporting.outlook.work = Some(work);
        Some(export::Work {
            request,
            order,
            sources,
            loader: self.project.loader.clone(),
        })
    }

    pub(in crate::app) fn on_export_gathered(&mut self, request: u64, done: usize, total: usize) {
        let exporting = &mut self.project.dialogs.exporting;
        if let Some(work) = &mut exporting.outlook.work
            && exporting.requests.is_last(request)
        {
            work.total = total;
            work.note(done, Instant::now());
        }
    }

    pub(in crate::app) fn on_export_bytes(&mut self, request: u64, bytes: u64) {
        let (exporting, now) = (&mut self.project.dialogs.exporting, Instant::now());
        if let Some(work) = &mut exporting.outlook.work
            && exporting.requests.is_last(request)
        {
            if work.name != WRITING {
                *work = Work::new(WRITING, 0, now);
            }
            work.note(usize::try_from(bytes >> 20).unwrap_or(usize::MAX), now);
        }
    }

    pub(in crate::app) fn on_export_look(&mut self, request: u64, report: Result<Report, String>) {
        let exporting = &mut self.project.dialogs.exporting;
        if !exporting.requests.is_last(request) {
            return;
        }
        match report {
            Ok(report) => {
                if report.is_whole {
                    exporting.outlook.work = None;
                }
                exporting.outlook.report = Some(Arc::new(report));
            }
            Err(why) => {
                exporting.outlook.work = None;
                exporting.outlook.problem = Some(why);
            }
        }
    }

    pub(in crate::app) fn on_exported(
        &mut self,
        request: u64,
        out: &Path,
        written: Result<Report, NotExported>,
    ) {
        if !self.project.dialogs.exporting.requests.is_last(request) {
            return;
        }
        self.project.dialogs.exporting.outlook.work = None;
        let asked = self.project.dialogs.exporting.asked.take();
        match written {
            Ok(report) => {
                let told = message(&report, out);
                if let Some(panel) = &mut self.project.dialogs.exporting.panel {
                    panel.written(!report.losses.is_empty());
                    let outlook = &mut self.project.dialogs.exporting.outlook;
                    // The preview shows how the files begin; the files themselves need not be read.
                    let before = outlook.report.as_ref();
                    let beginnings = before.map(|report| report.beginnings.clone());
                    outlook.report = Some(Arc::new(Report {
                        beginnings: beginnings.unwrap_or_default(),
                        ..report
                    }));
                    outlook.written = Some(told);
                } else {
                    self.shell.notices.warn(told);
                }
                if let Some(choice) = asked {
                    self.shell.memory.set_export(choice);
                    self.shell.write_memory();
                }
            }
            Err(NotExported::InTheWay(files)) => {
                if !self.project.dialogs.exporting.is_open() {
                    self.show_export();
                    if let Some(panel) = &mut self.project.dialogs.exporting.panel {
                        panel.looks_later();
                    }
                    self.shell
                        .notices
                        .warn("Files have changed since the last export; nothing was written.");
                }
                self.project.dialogs.exporting.outlook.in_the_way = files;
            }
            Err(NotExported::Failed(why)) => {
                if self.project.dialogs.exporting.is_open() {
                    self.project.dialogs.exporting.outlook.problem = Some(why);
                } else {
                    self.shell.notices.error("This was not exported", why);
                }
            }
        }
    }

    fn pick_export_place(&mut self, choice: &ExportChoice) {
        let Some(format) = formats::by_name(&choice.format) else {
            return;
        };
        let is_folder = formats::is_folder(format, choice.split.is_some());
        let now = PathBuf::from(choice.out.trim());
        self.shell.jobs.spawn("file dialog", move |reporter| {
            let mut dialog = rfd::FileDialog::new().set_title("Export dataset");
            if let Some(folder) = now.parent().filter(|folder| folder.is_dir()) {
                dialog = dialog.set_directory(folder);
            }
            let picked = if is_folder {
                dialog.pick_folder()
            } else {
                if let Some(name) = now.file_name() {
                    dialog = dialog.set_file_name(name.to_string_lossy());
                }
                dialog
                    .add_filter(format.about().title, &[format.about().extension])
                    .save_file()
            };
            reporter.send(Event::ExportPicked(picked));
        });
    }

    pub(in crate::app) fn on_export_place(&mut self, path: Option<PathBuf>) {
        let (Some(path), Some(panel)) = (path, &mut self.project.dialogs.exporting.panel) else {
            return;
        };
        match path.to_str() {
            Some(path) => panel.set_place(path.to_owned()),
            None => {
                let why = format!("its name is no Unicode text: {}", shown(&path));
                self.shell.notices.error("This place cannot be used", why);
            }
        }
    }

    fn go_to_loss(&mut self, file: CodingId, annotation: Option<&AnnotationId>) {
        self.project.dialogs.exporting.next_request();
        self.project.dialogs.exporting.panel = None;
        if let Some(annotation) = annotation {
            return self.go_to_mention(file, annotation);
        }
        if let Some(article) = self.project.session.article(file) {
            self.show_article(article.listed);
        }
    }

    fn save_losses(&mut self, choice: &ExportChoice, path: PathBuf) {
        let Some(report) = self.project.dialogs.exporting.outlook.report.clone() else {
            return;
        };
        let format = choice.format.clone();
        self.shell.jobs.spawn("save losses", move |reporter| {
            let written = export::write_losses(&report.losses(), &format, &path);
            let written = written.map(|()| "The list was saved".to_owned());
            let written = written.map_err(|error| error.to_string());
            reporter.send(Event::Written(path, written));
        });
    }
}

/// What a choice asks for, checked against the project.
fn order(session: &Session, choice: &ExportChoice) -> Result<Order, OptionErrors> {
    let mut known = KnownValues::default();
    known.add_codebook(&session.codebook);
    for article in session.articles.all() {
        known.add_coder(&article.coder);
    }
    let (codebook, entities) = (&*session.codebook, &*session.entities);
    let order = |known: &KnownValues| Order::new(choice, known, today(), codebook, entities);
    let checked = order(&known);
    if !checked
        .as_ref()
        .is_err_and(OptionErrors::may_be_in_articles)
    {
        return checked;
    }
    let summaries = session.articles.all();
    for summary in summaries.filter_map(|article| article.summary.as_ref()) {
        known.add_status(&summary.status);
        for label in summary.counts.keys() {
            known.add_label(label, label.as_str());
        }
    }
    order(&known)
}

/// The articles of which a dataset is made, as they are open or as they are on disk.
fn sources(session: &Session, coders: &Coders) -> Vec<Source> {
    let others = session.articles.others();
    let mut coded: Vec<CodingId> = others.map(|other| other.listed).collect();
    coded.sort_unstable();
    let is_wanted = |article: &&Article| match coders {
        Coders::Mine => article.id == article.listed,
        // Where nobody has coded it, the text alone is an article too.
        Coders::All => {
            let is_coded = |summary: &Summary| summary.counts.values().any(|count| *count > 0);
            article.id != article.listed
                || article.summary.as_ref().is_some_and(is_coded)
                || coded.binary_search(&article.id).is_err()
        }
        Coders::Only(name) => article.coder == *name,
    };
    let source = |article: &Article| Source {
        id: article.id,
        name: article.name.clone(),
        files: article.files(),
        open: session
            .opened(article.id)
            .map(|open| (open.document.clone(), (*open.header).clone())),
    };
    let articles = session.articles.all();
    articles
        .filter(|article| article.problem.is_none())
        .filter(is_wanted)
        .map(source)
        .collect()
}

/// What was written, in words.
fn message(report: &Report, out: &Path) -> String {
    let articles = counted(report.articles, "article");
    let annotations = counted(report.annotations, "annotation");
    let mut told = format!("Exported {articles} with {annotations}");
    if !report.unread.is_empty() {
        told.push_str(&format!(", {} could not be read", report.unread.len()));
    }
    if !report.losses.is_empty() {
        let losses = counted_as(report.losses.len(), "loss", "losses");
        told.push_str(&format!(", with {losses}"));
    }
    format!("{told}: {}", shown(out))
}
