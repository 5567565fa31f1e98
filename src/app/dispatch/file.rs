//! Handles the commands that save a copy and show the log folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::{ProjectCtx, Shell};
use crate::jobs::file_dialog::{FileDialog, Wanted};
use crate::jobs::written::{NotWritten, WrittenFile};
use crate::jobs::{Copied, Event};
use crate::session::incoming::PartId;
use crate::session::messages::{FileMessage, FileText, HistoryMessage, Message, ProgramMessage};
use crate::store::output_guard::OutputGuard;
use crate::store::state::StateFolder;
use crate::store::{display_path, entities};

impl Shell {
    /// Opens the log's folder in the system's own window.
    pub(in crate::app) fn show_log(&mut self) {
        let Some(folder) = self.persisted_state.folder() else {
            return self.notices.hint(ProgramMessage::NoLogFolder);
        };
        let folder = folder.path().to_owned();
        self.open_folder(folder, WrittenFile::LogFolder);
    }

    /// Shows the folder of a file or folder that was written.
    pub(super) fn show_in_folder(&mut self, path: &Path) {
        let folder = match path.parent() {
            Some(folder) if !path.is_dir() => folder,
            _ => path,
        };
        self.open_folder(folder.to_owned(), WrittenFile::Folder);
    }

    /// Opens a folder with the system's program for it. Where there is none, the user is told the path.
    fn open_folder(&mut self, folder: PathBuf, failed: WrittenFile) {
        let open = self.folder_opener;
        self.jobs.spawn("show folder", move |reporter| {
            if !open(&folder) {
                reporter.send(Event::Written(folder, Ok(failed)));
            }
        });
    }

    /// Reports what was written for the user, or why it was not.
    pub(in crate::app) fn on_file_written(
        &mut self,
        path: &Path,
        written: Result<WrittenFile, NotWritten>,
    ) {
        let path = display_path(path).to_string();
        let message: Message = match written {
            Ok(WrittenFile::AnnotationsCopy) => FileMessage::CopySaved { path }.into(),
            Ok(WrittenFile::FieldsCopy) => FileMessage::FieldsCopySaved { path }.into(),
            Ok(WrittenFile::EntitiesCopy) => FileMessage::EntitiesCopySaved { path }.into(),
            Ok(WrittenFile::CodebookCopy) => FileMessage::CodebookCopySaved { path }.into(),
            Ok(WrittenFile::Codebook) => FileMessage::CodebookExported { path }.into(),
            Ok(WrittenFile::Losses) => FileMessage::LossesSaved { path }.into(),
            Ok(WrittenFile::AgreementReport) => FileMessage::ReportSaved { path }.into(),
            Ok(WrittenFile::Results) => FileMessage::ResultsSaved { path }.into(),
            Ok(WrittenFile::Folder) => FileMessage::FolderNotShown { path }.into(),
            Ok(WrittenFile::LogFolder) => FileMessage::LogFolder { path }.into(),
            Ok(WrittenFile::Journal { refused }) => {
                HistoryMessage::JournalKept { refused, path }.into()
            }
            Err(error) => return self.notices.error(FileMessage::NotWritten, error),
        };
        self.notices.warn(message);
    }
}

impl ProjectCtx<'_> {
    /// Asks where to keep a copy of what could not be saved, or else of the annotations on screen.
    pub(super) fn pick_copy(&mut self) {
        let Some(what) = self.to_be_copied() else {
            return;
        };
        let session = &self.project.session;
        let (title, path) = match what {
            Copied::Annotations(id) => {
                let sidecar = session.coding(id).map(|coding| &coding.sidecar);
                (FileText::CopyAnnotations.text(), sidecar)
            }
            Copied::Fields(_) => (FileText::CopyFields.text(), None),
            Copied::Entities => (
                FileText::CopyEntities.text(),
                Some(&session.entities_file.path),
            ),
            Copied::Codebook => (
                FileText::CopyCodebook.text(),
                Some(&session.codebook_file.path),
            ),
        };
        let name = path.and_then(|path| path.file_name());
        let dialog = FileDialog {
            name: name.map(|name| name.to_string_lossy().into_owned()),
            ..FileDialog::new(title, Wanted::NewFile)
        };
        let dialogs = self.shell.file_dialogs.clone();
        self.shell.jobs.spawn("file dialog", move |reporter| {
            let picked = dialogs.ask(&dialog, reporter).into_iter().next();
            reporter.send(Event::CopyPicked(what, picked));
        });
    }

    /// Saves a copy as if the user had picked the file.
    pub(in crate::app) fn save_copy(&mut self, path: PathBuf) {
        if let Some(what) = self.to_be_copied() {
            self.copy_to(what, Some(path));
        }
    }

    /// What could not be saved, or else the annotations on screen.
    fn to_be_copied(&self) -> Option<Copied> {
        let session = &self.project.session;
        Some(match session.failed_part() {
            Some(PartId::Annotations(failed)) => Copied::Annotations(failed),
            Some(PartId::Fields(failed)) => Copied::Fields(failed),
            Some(PartId::Entities) => Copied::Entities,
            Some(PartId::Codebook) => Copied::Codebook,
            None => Copied::Annotations(session.current?),
        })
    }

    /// The guard of what is written for the user, which knows the files of the project.
    pub(in crate::app) fn output_guard(&self) -> OutputGuard {
        let session = &self.project.session;
        let codings = session.articles.every_coding();
        let files = session.article_files();
        let files = codings.all().filter_map(|coding| files.of(coding.id));
        let files: Vec<PathBuf> = files
            .flat_map(|files| [files.path.clone(), files.sidecar.clone()])
            .collect();
        let folder = self.shell.persisted_state.folder();
        let records = folder.map(StateFolder::output_records).unwrap_or_default();
        OutputGuard::new(records).protecting_files(&session.root, files)
    }

    /// Writes something as it is now to a file of the user's choice.
    pub(in crate::app) fn copy_to(&mut self, what: Copied, path: Option<PathBuf>) {
        let Some(path) = path else {
            return;
        };
        let session = &self.project.session;
        let bytes: Box<dyn FnOnce() -> Vec<u8> + Send> = match what {
            Copied::Annotations(id) => {
                let Some(open) = session.opened(id) else {
                    return;
                };
                let snapshot = open.snapshot();
                Box::new(move || snapshot.to_bytes())
            }
            Copied::Fields(id) => {
                let Some(open) = session.meta(id) else {
                    return;
                };
                let meta = open.meta().clone();
                Box::new(move || meta.to_bytes())
            }
            Copied::Entities => {
                let book = Arc::clone(&session.entities);
                Box::new(move || entities::to_bytes(&book))
            }
            Copied::Codebook => {
                let file = session.codebook_file.saving.base().clone();
                let file = file.with((*session.codebook).clone());
                Box::new(move || file.to_bytes())
            }
        };
        let copy = match what {
            Copied::Annotations(_) => WrittenFile::AnnotationsCopy,
            Copied::Fields(_) => WrittenFile::FieldsCopy,
            Copied::Entities => WrittenFile::EntitiesCopy,
            Copied::Codebook => WrittenFile::CodebookCopy,
        };
        // The file dialog has asked whether a file is to be replaced.
        let guard = self.output_guard().confirmed(true);
        self.shell.jobs.spawn("save a copy", move |reporter| {
            let written = guard.replace(&path, &bytes());
            let written = written.map(|()| copy).map_err(NotWritten::from);
            reporter.send(Event::Written(path, written));
        });
    }
}

/// Opens a folder with the system's program for it; `false` if there is none or it fails.
pub(in crate::app) fn open_by_system(folder: &Path) -> bool {
    let opener = match std::env::consts::OS {
        "windows" => "explorer",
        "macos" => "open",
        _ => "xdg-open",
    };
    let shown = std::process::Command::new(opener).arg(folder).status();
    // The file manager of Windows always tells of a failure.
    shown.is_ok_and(|status| !cfg!(unix) || status.success())
}
