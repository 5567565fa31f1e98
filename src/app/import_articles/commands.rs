//! Handles the commands for importing articles, from the user and from the dialog.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::panel::{ImportPanel, Stage};
use crate::app::{App, OpenProject};
use crate::command::import::ImportCommand;
use crate::ingest::{self, Limits};
use crate::jobs::file_dialog::{FileDialog, Wanted};
use crate::jobs::ingest::{self as job, ArticleWriter, BATCH_SIZE, ImportEvent, WrittenImport};
use crate::jobs::{Event, Reporter};
use crate::session::Work;
use crate::session::messages::{DatasetMessage, ImportArticlesText, ImportMessage, WorkMessage};
use crate::store::io_reason::reason;

/// Files or articles after which progress is told.
const PORTION: usize = 8;

impl App {
    pub(in crate::app) fn pick_import(&mut self) {
        let kinds = ingest::ALL.iter();
        let extensions = kinds.flat_map(|kind| kind.extensions.iter().copied());
        let dialog = FileDialog {
            folder: self.phase.project().and_then(OpenProject::start_folder),
            filter: Some((ImportArticlesText::FileKinds.text(), extensions.collect())),
            ..FileDialog::new(ImportArticlesText::Title.text(), Wanted::Files)
        };
        let dialogs = self.shell.file_dialogs.clone();
        let turn = self
            .shell
            .capabilities
            .import_articles
            .requests
            .last()
            .number;
        self.shell.jobs.spawn("file dialog", move |reporter| {
            let picked = dialogs.ask(&dialog, reporter);
            reporter.send(Event::Import(turn, ImportEvent::Picked(picked)));
        });
    }

    /// Runs a command of the dialog.
    pub(in crate::app) fn import(&mut self, command: ImportCommand) {
        match command {
            ImportCommand::Files(paths) => self.start_import(&paths),
            ImportCommand::PickFolder => self.pick_import_folder(),
            ImportCommand::Gather => self.gather(),
            ImportCommand::Start => self.write_import(),
            ImportCommand::Stop => self.stop_import(),
            ImportCommand::Close => {
                self.stop_import();
                self.shell.capabilities.import_articles.panel = None;
            }
        }
    }

    /// Reads files and looks what the project has, in the background.
    pub(super) fn start_import(&mut self, paths: &[PathBuf]) {
        let Some(first) = paths.first() else { return };
        if self
            .shell
            .capabilities
            .import_articles
            .panel
            .as_ref()
            .is_some_and(ImportPanel::is_busy)
        {
            return self.shell.notices.hint(DatasetMessage::ImportRunning);
        }
        let folder = match self.session() {
            Some(session) => {
                let root = session.codebook_file.path.parent();
                job::folder_in(root.unwrap_or(&session.codebook_file.path))
            }
            None => first.with_file_name(ImportArticlesText::NewFolder.text()),
        };
        let articles: Vec<(String, PathBuf)> = self
            .session()
            .into_iter()
            .flat_map(|session| session.articles.iter())
            .map(|article| (article.name.clone(), article.path.clone()))
            .collect();
        let turn = self.shell.capabilities.import_articles.requests.begin();
        self.shell.capabilities.import_articles.panel =
            Some(ImportPanel::new(folder, Instant::now()));
        let paths = paths.to_vec();
        self.shell
            .jobs
            .spawn("read files to import", move |reporter| {
                let is_cancelled = || turn.is_over(reporter);
                let files = job::files(&paths);
                let mut reads = Vec::new();
                for (done, file) in files.iter().enumerate() {
                    if is_cancelled() {
                        return;
                    }
                    tell(reporter, turn.number, done, files.len());
                    reads.push(job::read(file, None, Limits::default()));
                }
                let there = job::there(&articles, &is_cancelled);
                let event = ImportEvent::Read(Arc::new(reads), Arc::new(there));
                reporter.send(Event::Import(turn.number, event));
            });
    }

    pub(super) fn gather(&mut self) {
        let turn = self.shell.capabilities.import_articles.requests.last();
        let Some(panel) = &mut self.shell.capabilities.import_articles.panel else {
            return;
        };
        panel.stage =
            Stage::Gathering(Work::new(WorkMessage::ComparingArticles, 0, Instant::now()));
        let (reads, there) = (Arc::clone(&panel.reads), Arc::clone(&panel.there));
        let mapping = panel.mapping.clone();
        self.shell.jobs.spawn("gather articles", move |reporter| {
            let is_cancelled = || turn.is_over(reporter);
            let deduplicated = job::deduplicated(&reads, &mapping, &there, &is_cancelled);
            reporter.send(Event::Import(
                turn.number,
                ImportEvent::Deduplicated(Box::new(deduplicated)),
            ));
        });
    }

    fn pick_import_folder(&mut self) {
        let turn = self
            .shell
            .capabilities
            .import_articles
            .requests
            .last()
            .number;
        let panel = self.shell.capabilities.import_articles.panel.as_ref();
        let parent = panel.and_then(|panel| panel.folder.parent());
        let dialog = FileDialog {
            folder: parent.map(Path::to_path_buf),
            ..FileDialog::new(ImportArticlesText::FolderTitle.text(), Wanted::NewFolder)
        };
        let dialogs = self.shell.file_dialogs.clone();
        self.shell.jobs.spawn("file dialog", move |reporter| {
            let picked = dialogs.ask(&dialog, reporter).into_iter().next();
            if let Some(folder) = picked {
                reporter.send(Event::Import(turn, ImportEvent::FolderPicked(folder)));
            }
        });
    }

    /// Writes what is ticked, in the background.
    fn write_import(&mut self) {
        let turn = self.shell.capabilities.import_articles.requests.last();
        let Some(panel) = &mut self.shell.capabilities.import_articles.panel else {
            return;
        };
        let articles = panel.take_ticked();
        let total = articles.len();
        panel.stage = Stage::Writing(Work::new(
            WorkMessage::AddingArticles,
            total,
            Instant::now(),
        ));
        let folder = panel.folder.clone();
        self.shell.jobs.spawn("import", move |reporter| {
            let is_cancelled = || turn.is_over(reporter);
            let mut import = WrittenImport::default();
            match ArticleWriter::new(folder) {
                Ok(mut writer) => {
                    for (portion, done) in
                        articles.chunks(BATCH_SIZE).zip((0..).step_by(BATCH_SIZE))
                    {
                        if is_cancelled() {
                            let count = total - done;
                            let message = ImportMessage::Stopped { count };
                            import.problems.push(message.to_string());
                            break;
                        }
                        tell(reporter, turn.number, done, total);
                        for (article, written) in portion.iter().zip(writer.write(portion)) {
                            match written {
                                Ok(path) => import.add(path, article),
                                Err(error) => {
                                    let message = ImportMessage::NotWritten {
                                        title: article.title.clone(),
                                        problem: error.to_string(),
                                    };
                                    import.problems.push(message.to_string());
                                }
                            }
                        }
                    }
                }
                Err(error) => {
                    let problem = reason(&error).into_owned();
                    let message = ImportMessage::FolderUnusable { problem };
                    import.problems.push(message.to_string());
                }
            }
            let event = ImportEvent::Written(Box::new(import));
            reporter.send(Event::Import(turn.number, event));
        });
    }

    /// Stops the jobs of the import. What has been added by then stays.
    fn stop_import(&mut self) {
        self.shell.capabilities.import_articles.requests.stop();
        let is_writing = |panel: &ImportPanel| matches!(panel.stage, Stage::Writing(_));
        self.shell
            .capabilities
            .import_articles
            .panel
            .take_if(|panel| !is_writing(panel));
    }
}

/// Reports a job's progress from time to time.
fn tell(reporter: &Reporter, turn: u64, done: usize, total: usize) {
    if done.is_multiple_of(PORTION) {
        let event = ImportEvent::Progress { done, total };
        reporter.send(Event::Import(turn, event));
    }
}
