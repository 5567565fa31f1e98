//! Taking a dataset into the project: it is read and shown first, then its articles are written,
//! come into the list, and what they need is added to codebook and entities as one step.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use crate::app::App;
use crate::command::incoming::IncomingCommand;
use crate::formats::{self, Survey};
use crate::jobs::import::{self, Taken};
use crate::jobs::request::{LatestRequest, RequestToken};
use crate::jobs::{Event, Reporter};
use crate::model::history::Change;
use crate::model::{Entity, FieldScope};
use crate::session::Work;
use crate::ui::panels::import_dataset::{ImportDatasetPanel, Incoming, ReadDataset};

/// The dialog that imports a dataset, and the work that is done for it.
#[derive(Default)]
pub(in crate::app) struct Importing {
    pub panel: Option<ImportDatasetPanel>,
    pub incoming: Incoming,
    requests: LatestRequest,
}

impl Importing {
    /// Whether the dialog lies over the window.
    pub fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    /// Stops what is being read, and asks something else.
    fn next_request(&mut self, work: Option<Work>) -> RequestToken {
        self.incoming.work = work;
        self.requests.begin()
    }
}

/// Articles after which progress is told.
const PORTION: usize = 64;

/// Tells now and then how many articles a job has read, and says whether it is to go on.
fn watched(request: &RequestToken, reporter: &Reporter) -> impl FnMut(usize) -> bool {
    move |done| {
        if done % PORTION == 0 {
            reporter.send(Event::DatasetProgress(request.number, done));
        }
        !request.is_over(reporter)
    }
}

impl App {
    pub(super) fn show_dataset_import(&mut self) {
        if !self.dialogs.importing.incoming.is_taking {
            self.dialogs.importing.next_request(None);
            self.dialogs.importing.incoming = Incoming::default();
        }
        self.dialogs.importing.panel = Some(ImportDatasetPanel::default());
    }

    pub(super) fn incoming_command(&mut self, command: IncomingCommand) {
        match command {
            IncomingCommand::Pick { folder } => self.pick_dataset(folder),
            IncomingCommand::Read => self.read_dataset(),
            IncomingCommand::Take => self.take_dataset(),
            // What has been written by then stays, and its report comes.
            IncomingCommand::Cancel if self.dialogs.importing.incoming.is_taking => {
                self.dialogs.importing.requests.stop();
            }
            IncomingCommand::Cancel => {
                self.dialogs.importing.next_request(None);
                self.dialogs.importing.incoming = Incoming::default();
            }
        }
    }

    fn pick_dataset(&mut self, folder: bool) {
        let start = self.start_folder();
        self.jobs.spawn("file dialog", move |reporter| {
            let mut dialog = rfd::FileDialog::new().set_title("Import dataset");
            if let Some(start) = start {
                dialog = dialog.set_directory(start);
            }
            let picked = match folder {
                true => dialog.pick_folder().into_iter().collect(),
                false => dialog.pick_files().unwrap_or_default(),
            };
            reporter.send(Event::DatasetPicked(picked));
        });
    }

    pub(in crate::app) fn on_dataset_paths(&mut self, paths: &[PathBuf]) {
        if let Some(panel) = &mut self.dialogs.importing.panel
            && !paths.is_empty()
        {
            panel.set_paths(paths);
            self.read_dataset();
        }
    }

    fn read_dataset(&mut self) {
        let importing = &mut self.dialogs.importing;
        let Some(panel) = &importing.panel else {
            return;
        };
        let (paths, format) = (panel.paths(), panel.format().map(str::to_owned));
        importing.incoming = Incoming::default();
        let work = Work::new("Reading articles", 0, Instant::now());
        let request = importing.next_request(Some(work));
        self.jobs.spawn("read dataset", move |reporter| {
            let goes_on = &mut watched(&request, reporter);
            let read = import::look(&paths, format.as_deref(), goes_on);
            reporter.send(Event::DatasetRead(request.number, Box::new(read)));
        });
    }

    pub(in crate::app) fn on_dataset_progress(&mut self, request: u64, done: usize) {
        let importing = &mut self.dialogs.importing;
        if let Some(work) = &mut importing.incoming.work
            && importing.requests.is_last(request)
        {
            work.note(done, Instant::now());
        }
    }

    pub(in crate::app) fn on_dataset(
        &mut self,
        request: u64,
        read: Result<(&'static str, Survey), String>,
    ) {
        let files = self
            .dialogs
            .importing
            .panel
            .as_ref()
            .map(ImportDatasetPanel::paths);
        let (Some(session), Some(files), true) = (
            self.session.as_ref(),
            files,
            self.dialogs.importing.requests.is_last(request),
        ) else {
            return;
        };
        let incoming = &mut self.dialogs.importing.incoming;
        incoming.work = None;
        match read {
            Ok((format, survey)) => {
                let losses = survey.losses.all().iter().map(ToString::to_string);
                incoming.read = Some(Arc::new(ReadDataset {
                    format,
                    complaints: survey.notices.iter().cloned().chain(losses).collect(),
                    codebook: survey.extended(&session.codebook),
                    files,
                    survey,
                }));
            }
            Err(why) => incoming.problem = Some(why),
        }
    }

    fn take_dataset(&mut self) {
        let (Some(session), Some(panel)) = (&self.session, &self.dialogs.importing.panel) else {
            return;
        };
        let Some(read) = self.dialogs.importing.incoming.read.clone() else {
            return;
        };
        let Some(root) = session.codebook_file.path.parent() else {
            return;
        };
        let folder = match panel.folder() {
            "" => root.to_owned(),
            folder => root.join(formats::safe_path(folder)),
        };
        let paths = session.paths.clone();
        let scope = FieldScope::of(&session.codebook);
        let work = Work::new("Importing articles", read.survey.articles, Instant::now());
        let importing = &mut self.dialogs.importing;
        let request = importing.next_request(Some(work));
        importing.incoming.is_taking = true;
        self.jobs.spawn("import dataset", move |reporter| {
            let goes_on = &mut watched(&request, reporter);
            let taken = import::take(&read.files, read.format, &folder, paths, scope, goes_on);
            reporter.send(Event::DatasetTaken(request.number, Box::new(taken)));
        });
    }

    /// Brings the new articles into the list, and what they need into the codebook.
    pub(in crate::app) fn on_taken(&mut self, request: u64, taken: Result<Taken, String>) {
        let extends = self.dialogs.importing.panel.as_ref();
        let extends = extends.is_none_or(ImportDatasetPanel::extends_codebook);
        let incoming = &mut self.dialogs.importing.incoming;
        incoming.work = None;
        incoming.is_taking = false;
        let taken = match taken {
            Ok(taken) => taken,
            Err(why) if self.dialogs.importing.requests.is_last(request) => {
                incoming.problem = Some(why);
                return;
            }
            Err(why) => return self.notices.error("The dataset was not imported", why),
        };
        let read = incoming.read.take();
        incoming.taken = Some(message(&taken));
        let renamed = taken.losses.all().iter();
        incoming.renamed = renamed.map(ToString::to_string).collect();
        self.list_more(&taken.project.articles);
        if let Some(read) = read {
            self.add_what_it_needs(&read, extends);
        }
    }

    fn add_what_it_needs(&mut self, read: &ReadDataset, extends: bool) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let mut changes = Vec::new();
        let codebook = read.survey.extended(&session.codebook);
        let is_open = session.codebook_file.broken.is_none();
        if extends && is_open && codebook != *session.codebook {
            changes.push(Change::Codebook(Arc::new(codebook)));
        }
        let is_new = |entity: &&Entity| session.entities.get(&entity.id).is_none();
        if session.entities_file.broken.is_none() {
            let entities = read.survey.entities.entities.values();
            changes.extend(
                entities.filter(is_new).map(|entity| {
                    Change::Entity(entity.id.clone(), Some(Box::new(entity.clone())))
                }),
            );
        }
        if changes.is_empty() {
            return;
        }
        let name = "add what the dataset needs";
        match session.perform_all(name, changes, |_| {}) {
            Ok(()) => self.after_change(),
            Err(error) => self.notices.error("The codebook is not changed", error),
        }
    }
}

/// What was imported and what was not, in words.
fn message(taken: &Taken) -> String {
    let mut told = match taken.written.len() {
        1 => "1 article was imported.".to_owned(),
        count => format!("{count} articles were imported."),
    };
    if let Some(why) = &taken.ended_early {
        told.push_str(&format!(" The rest was not: {why}."));
    }
    told
}
