//! Handles the commands for importing datasets, from the user and from the dialog.

use std::time::Instant;

use super::panel::{ImportDatasetPanel, IncomingDataset};
use crate::app::ProjectCtx;
use crate::command::incoming::IncomingCommand;
use crate::formats;
use crate::jobs::file_dialog::{FileDialog, Wanted};
use crate::jobs::import;
use crate::jobs::request::RequestToken;
use crate::jobs::{Event, Reporter};
use crate::model::FieldScope;
use crate::session::Work;
use crate::session::messages::{ImportDatasetText, WorkMessage};

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

impl ProjectCtx<'_> {
    pub(in crate::app) fn show_dataset_import(&mut self) {
        if !self.project.capabilities.import_dataset.incoming.is_taking {
            self.project.capabilities.import_dataset.next_request(None);
            self.project.capabilities.import_dataset.incoming = IncomingDataset::default();
        }
        self.project.capabilities.import_dataset.panel = Some(ImportDatasetPanel::default());
    }

    pub(in crate::app) fn incoming_command(&mut self, command: IncomingCommand) {
        match command {
            IncomingCommand::Pick { folder } => self.pick_dataset(folder),
            IncomingCommand::Read => self.read_dataset(),
            IncomingCommand::Take => self.take_dataset(),
            // What has been written by then stays, and its report comes.
            IncomingCommand::Cancel
                if self.project.capabilities.import_dataset.incoming.is_taking =>
            {
                self.project.capabilities.import_dataset.requests.stop();
            }
            IncomingCommand::Cancel => {
                self.project.capabilities.import_dataset.next_request(None);
                self.project.capabilities.import_dataset.incoming = IncomingDataset::default();
            }
        }
    }

    fn pick_dataset(&mut self, folder: bool) {
        let wanted = match folder {
            true => Wanted::Folder,
            false => Wanted::Files,
        };
        let dialog = FileDialog {
            folder: self.project.start_folder(),
            ..FileDialog::new(ImportDatasetText::Title.text(), wanted)
        };
        let dialogs = self.shell.file_dialogs.clone();
        self.shell.jobs.spawn("file dialog", move |reporter| {
            let picked = dialogs.ask(&dialog, reporter);
            reporter.send(Event::DatasetPicked(picked));
        });
    }

    pub(super) fn read_dataset(&mut self) {
        let import = &mut self.project.capabilities.import_dataset;
        let Some(panel) = &import.panel else {
            return;
        };
        let (paths, format) = (panel.paths(), panel.format().map(str::to_owned));
        import.incoming = IncomingDataset::default();
        let work = Work::new(WorkMessage::ReadingArticles, 0, Instant::now());
        let request = import.next_request(Some(work));
        self.shell.jobs.spawn("read dataset", move |reporter| {
            let goes_on = &mut watched(&request, reporter);
            let read = import::preview(&paths, format.as_deref(), goes_on);
            reporter.send(Event::DatasetRead(request.number, Box::new(read)));
        });
    }

    fn take_dataset(&mut self) {
        let session = &self.project.session;
        let Some(panel) = &self.project.capabilities.import_dataset.panel else {
            return;
        };
        let Some(read) = self
            .project
            .capabilities
            .import_dataset
            .incoming
            .read
            .clone()
        else {
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
        let work = Work::new(
            WorkMessage::ImportingArticles,
            read.summary.articles,
            Instant::now(),
        );
        let import = &mut self.project.capabilities.import_dataset;
        let request = import.next_request(Some(work));
        import.incoming.is_taking = true;
        self.shell.jobs.spawn("import dataset", move |reporter| {
            let goes_on = &mut watched(&request, reporter);
            let taken = import::take(&read.files, read.format, &folder, paths, scope, goes_on);
            reporter.send(Event::DatasetTaken(request.number, Box::new(taken)));
        });
    }
}
