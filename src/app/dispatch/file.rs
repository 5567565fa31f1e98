//! Closing and saving copies.

use std::path::PathBuf;

use crate::app::App;
use crate::app::saving::Leaving;
use crate::jobs::Event;
use crate::model::history::ArticleId;
use crate::store::atomic;

impl App {
    /// Opens the log's folder in the system's own window.
    pub(super) fn show_log(&mut self) {
        let Some(folder) = self.memory.folder() else {
            return self.notices.hint("There is no place for a log.");
        };
        let folder = folder.path().to_owned();
        self.jobs.spawn("show log", move |reporter| {
            let opener = match std::env::consts::OS {
                "windows" => "explorer",
                "macos" => "open",
                _ => "xdg-open",
            };
            let shown = std::process::Command::new(opener).arg(&folder).status();
            // The file manager of Windows always tells of a failure.
            if shown.is_err() || (cfg!(unix) && shown.is_ok_and(|status| !status.success())) {
                let told = "The log is in this folder, which could not be shown".to_owned();
                reporter.send(Event::Written(folder, Ok(told)));
            }
        });
    }

    pub(super) fn close_project(&mut self) {
        self.leave(Leaving::Project);
    }

    /// Asks where to keep the annotations of the article that could not be saved, or else of the
    /// one on screen.
    pub(super) fn pick_copy(&mut self) {
        let Some(session) = self.session() else {
            return;
        };
        let Some(id) = session.failed().or(session.current) else {
            return;
        };
        let Some(article) = session.article(id) else {
            return;
        };
        let name = article.sidecar.file_name().map(|name| name.to_owned());
        self.jobs.spawn("file dialog", move |reporter| {
            let mut dialog = rfd::FileDialog::new().set_title("Save a copy of the annotations");
            if let Some(name) = name {
                dialog = dialog.set_file_name(name.to_string_lossy());
            }
            reporter.send(Event::CopyPicked(id, dialog.save_file()));
        });
    }

    /// Writes an article's annotations as they are now to a file of the user's choice.
    pub(in crate::app) fn copy_to(&mut self, id: ArticleId, path: Option<PathBuf>) {
        let Some(path) = path else { return };
        let Some(open) = self.session().and_then(|session| session.opened(id)) else {
            return;
        };
        let snapshot = open.snapshot();
        self.jobs.spawn("save a copy", move |reporter| {
            let written = atomic::replace(&path, &snapshot.to_bytes(), atomic::Expected::Anything)
                .map(|_| "The annotations were copied".to_owned())
                .map_err(|error| error.to_string());
            reporter.send(Event::Written(path, written));
        });
    }
}
