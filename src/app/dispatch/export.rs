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

use crate::app::App;
use crate::command::export::ExportCommand;
use crate::formats::{self, Report};
use crate::jobs::Event;
use crate::jobs::export::{self, NotExported, Order, Replace, Source};
use crate::jobs::request::{LatestRequest, RequestToken};
use crate::model::AnnotationId;
use crate::model::history::{ArticleId, CodingId};
use crate::session::articles::Coding;
use crate::session::{Session, Summary, Work};
use crate::store::export_choice::{Coders, ExportChoice};
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
        self.asked = None;
        self.requests.begin()
    }
}

impl App {
    pub(super) fn show_export(&mut self) {
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let panel = ExportPanel::new(self.memory.export().cloned(), session);
        self.dialogs.exporting.next_request();
        self.dialogs.exporting.outlook = Outlook::default();
        self.dialogs.exporting.panel = Some(panel);
    }

    /// Writes what was written last, if the files there are still as that left them.
    pub(super) fn export_again(&mut self) {
        match self.memory.export().cloned() {
            Some(choice) => {
                self.notices.hint("Exporting…");
                self.write_dataset(choice, Replace::Own);
            }
            None => self.show_export(),
        }
    }

    pub(super) fn dataset_command(&mut self, command: ExportCommand) {
        use ExportCommand as E;
        let panel = self.dialogs.exporting.panel.as_ref();
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
                self.dialogs.exporting.next_request();
            }
            (_, None) => {}
        }
    }

    fn look_at_dataset(&mut self, choice: &ExportChoice) {
        self.dialogs.exporting.outlook = Outlook::default();
        if let Some(work) = self.dataset_work(choice) {
            self.jobs
                .spawn("look at dataset", move |reporter| work.look(reporter));
        }
    }

    fn write_dataset(&mut self, choice: ExportChoice, replace: Replace) {
        let out = PathBuf::from(choice.out.trim());
        if out.as_os_str().is_empty() {
            self.dialogs.exporting.outlook.problem = Some("Say where to write it.".to_owned());
            return;
        }
        let Some(work) = self.dataset_work(&choice) else {
            return;
        };
        self.dialogs.exporting.outlook.written = None;
        self.dialogs.exporting.asked = Some(choice);
        let ledger = self.memory.ledger_file();
        self.jobs.spawn("export", move |reporter| {
            work.write(out, replace, ledger.as_deref(), reporter);
        });
    }

    /// What a job needs for a choice; says so if the choice cannot be.
    fn dataset_work(&mut self, choice: &ExportChoice) -> Option<export::Work> {
        let request = self.dialogs.exporting.next_request();
        let session = self.session.as_ref()?;
        let (codebook, entities) = (&*session.codebook, &*session.entities);
        let order = match Order::new(choice, codebook.clone(), entities.clone()) {
            Ok(order) => order,
            Err(why) => {
                if self.dialogs.exporting.is_open() {
                    self.dialogs.exporting.outlook.problem = Some(why);
                } else {
                    self.notices.error("This was not exported", why);
                }
                return None;
            }
        };
        let sources = sources(session, &choice.coders);
        let exporting = &mut self.dialogs.exporting;
        let work = Work::new("Reading articles", sources.len(), Instant::now());
        exporting.outlook.work = Some(work);
        Some(export::Work {
            request,
            order,
            sources,
        })
    }

    pub(in crate::app) fn on_export_gathered(&mut self, request: u64, done: usize, total: usize) {
        let exporting = &mut self.dialogs.exporting;
        if let Some(work) = &mut exporting.outlook.work
            && exporting.requests.is_last(request)
        {
            work.total = total;
            work.note(done, Instant::now());
        }
    }

    pub(in crate::app) fn on_export_bytes(&mut self, request: u64, bytes: u64) {
        let (exporting, now) = (&mut self.dialogs.exporting, Instant::now());
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
        let exporting = &mut self.dialogs.exporting;
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
        if !self.dialogs.exporting.requests.is_last(request) {
            return;
        }
        self.dialogs.exporting.outlook.work = None;
        let asked = self.dialogs.exporting.asked.take();
        match written {
            Ok(report) => {
                let told = message(&report, out);
                if let Some(panel) = &mut self.dialogs.exporting.panel {
                    panel.written(!report.losses.is_empty());
                    let outlook = &mut self.dialogs.exporting.outlook;
                    // The preview shows how the files begin; the files themselves need not be read.
                    let before = outlook.report.as_ref();
                    let beginnings = before.map(|report| report.beginnings.clone());
                    outlook.report = Some(Arc::new(Report {
                        beginnings: beginnings.unwrap_or_default(),
                        ..report
                    }));
                    outlook.written = Some(told);
                } else {
                    self.notices.warn(told);
                }
                if let Some(choice) = asked {
                    self.memory.set_export(choice);
                    self.write_memory();
                }
            }
            Err(NotExported::InTheWay(files)) => {
                if !self.dialogs.exporting.is_open() {
                    self.show_export();
                    if let Some(panel) = &mut self.dialogs.exporting.panel {
                        panel.looks_later();
                    }
                    self.notices
                        .warn("Files have changed since the last export; nothing was written.");
                }
                self.dialogs.exporting.outlook.in_the_way = files;
            }
            Err(NotExported::Failed(why)) => {
                if self.dialogs.exporting.is_open() {
                    self.dialogs.exporting.outlook.problem = Some(why);
                } else {
                    self.notices.error("This was not exported", why);
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
        self.jobs.spawn("file dialog", move |reporter| {
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
        let (Some(path), Some(panel)) = (path, &mut self.dialogs.exporting.panel) else {
            return;
        };
        match path.to_str() {
            Some(path) => panel.set_place(path.to_owned()),
            None => {
                let why = format!("its name is no Unicode text: {}", shown(&path));
                self.notices.error("This place cannot be used", why);
            }
        }
    }

    fn go_to_loss(&mut self, file: CodingId, annotation: Option<&AnnotationId>) {
        self.dialogs.exporting.next_request();
        self.dialogs.exporting.panel = None;
        if let Some(annotation) = annotation {
            return self.go_to_mention(file, annotation);
        }
        let session = self.session.as_ref();
        if let Some(article) = session.and_then(|session| session.article_of(file)) {
            self.show_article(article.id);
        }
    }

    fn save_losses(&mut self, choice: &ExportChoice, path: PathBuf) {
        let Some(report) = self.dialogs.exporting.outlook.report.clone() else {
            return;
        };
        let format = choice.format.clone();
        self.jobs.spawn("save losses", move |reporter| {
            let written = export::write_losses(&report.losses(), &format, &path);
            let written = written.map(|()| "The list was saved".to_owned());
            let written = written.map_err(|error| error.to_string());
            reporter.send(Event::Written(path, written));
        });
    }
}

/// The articles of which a dataset is made, as they are open or as they are on disk.
fn sources(session: &Session, coders: &Coders) -> Vec<Source> {
    let codings = session.articles.codings();
    let mut coded: Vec<ArticleId> = codings.others().map(|other| other.article).collect();
    coded.sort_unstable();
    let is_wanted = |coding: &&Coding| match coders {
        Coders::Mine => session.articles.is_own(coding.id),
        // Where nobody has coded it, the text alone is an article too.
        Coders::All => {
            let is_coded = |summary: &Summary| summary.counts.values().any(|count| *count > 0);
            !session.articles.is_own(coding.id)
                || coding.summary.as_ref().is_some_and(is_coded)
                || coded.binary_search(&coding.article).is_err()
        }
        Coders::Only(name) => coding.coder == *name,
    };
    let source = |coding: &Coding| {
        let article = session.article(coding.article)?;
        Some(Source {
            id: coding.id,
            name: article.name.clone(),
            path: article.path.clone(),
            sidecar: coding.sidecar.clone(),
            coder: coding.coder.clone(),
            fields: session.field_sources(article),
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

/// What was written, in words.
fn message(report: &Report, out: &Path) -> String {
    let articles = match report.articles {
        1 => "1 article".to_owned(),
        count => format!("{count} articles"),
    };
    let annotations = match report.annotations {
        1 => "1 annotation".to_owned(),
        count => format!("{count} annotations"),
    };
    let mut told = format!("Exported {articles} with {annotations}");
    if !report.unread.is_empty() {
        told.push_str(&format!(", {} could not be read", report.unread.len()));
    }
    match report.losses.len() {
        0 => {}
        1 => told.push_str(", with 1 loss"),
        losses => told.push_str(&format!(", with {losses} losses")),
    }
    format!("{told}: {}", shown(out))
}
