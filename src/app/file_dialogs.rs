//! Dialogs of the system that ask for files and folders.
//!
//! It does not know what is done with the answer. On Linux the dialog belongs to a desktop portal, or
//! else to the program zenity. Where neither is there, the answer cannot be told from a cancelled
//! dialog, so this module looks for both after an empty answer.

use std::path::PathBuf;
use std::sync::Arc;

use crate::jobs::{Event, Reporter};

/// A dialog of the system before it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileDialog {
    pub title: &'static str,
    pub wanted: Wanted,
    /// The folder that it shows first.
    pub folder: Option<PathBuf>,
    /// The name that it proposes.
    pub name: Option<String>,
    /// Which files it shows: a name for them, and their extensions without the dot.
    pub filter: Option<(&'static str, Vec<&'static str>)>,
}

/// What a dialog asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Folder,
    Files,
    /// A place for a file that is to be written.
    NewFile,
}

impl FileDialog {
    /// A dialog that proposes nothing.
    pub fn new(title: &'static str, wanted: Wanted) -> Self {
        Self {
            title,
            wanted,
            folder: None,
            name: None,
            filter: None,
        }
    }

    /// Shows the dialog and waits for the user. The answer is empty if it is cancelled.
    fn show(&self) -> Vec<PathBuf> {
        let mut dialog = rfd::FileDialog::new().set_title(self.title);
        if let Some(folder) = &self.folder {
            dialog = dialog.set_directory(folder);
        }
        if let Some(name) = &self.name {
            dialog = dialog.set_file_name(name);
        }
        if let Some((name, extensions)) = &self.filter {
            dialog = dialog.add_filter(*name, extensions);
        }
        match self.wanted {
            Wanted::Folder => dialog.pick_folder().into_iter().collect(),
            Wanted::Files => dialog.pick_files().unwrap_or_default(),
            Wanted::NewFile => dialog.save_file().into_iter().collect(),
        }
    }
}

/// What answers a dialog: the files or folders that were picked.
type Answer = dyn Fn(&FileDialog) -> Vec<PathBuf> + Send + Sync;

/// Shows dialogs. In tests, which have no user, something else answers.
#[derive(Clone)]
pub(super) struct FileDialogs(Arc<Answer>);

impl Default for FileDialogs {
    fn default() -> Self {
        Self(Arc::new(FileDialog::show))
    }
}

impl FileDialogs {
    /// Dialogs that are answered by this, and not shown.
    #[cfg(test)]
    pub fn answered(answer: impl Fn(&FileDialog) -> Vec<PathBuf> + Send + Sync + 'static) -> Self {
        Self(Arc::new(answer))
    }

    /// Asks, and reports if this system has no dialog. It waits for the user, so it belongs on the
    /// thread of a job.
    pub fn ask(&self, dialog: &FileDialog, reporter: &Reporter) -> Vec<PathBuf> {
        let picked = (self.0)(dialog);
        report_missing(reporter, picked.is_empty());
        picked
    }
}

/// Reports that this system has no dialog, if an answer is empty and that is why.
pub(super) fn report_missing(reporter: &Reporter, is_empty: bool) {
    if is_empty && is_missing() {
        reporter.send(Event::FileDialogMissing);
    }
}

#[cfg(not(target_os = "linux"))]
fn is_missing() -> bool {
    false
}

#[cfg(target_os = "linux")]
fn is_missing() -> bool {
    let is_there = linux::DialogSearch::of_environment().is_there();
    if !is_there {
        log::warn!("no file dialog: there is no desktop portal and no zenity");
    }
    !is_there
}

#[cfg(target_os = "linux")]
mod linux {
    use std::env;
    use std::path::PathBuf;

    /// The file that makes D-Bus start the portal, in a folder of shared data.
    const PORTAL: &str = "dbus-1/services/org.freedesktop.portal.Desktop.service";

    /// Where a dialog is looked for.
    pub(super) struct DialogSearch {
        /// The folders of programs.
        pub programs: Vec<PathBuf>,
        /// The folders of shared data.
        pub data: Vec<PathBuf>,
        /// Whether there is a session bus, which a portal needs.
        pub has_bus: bool,
    }

    impl DialogSearch {
        pub fn of_environment() -> Self {
            let folders = |name: &str, default: &str| -> Vec<PathBuf> {
                let value = env::var_os(name).filter(|value| !value.is_empty());
                env::split_paths(&value.unwrap_or_else(|| default.into())).collect()
            };
            let mut data = folders("XDG_DATA_DIRS", "/usr/local/share:/usr/share");
            data.extend(["/usr/share", "/run/current-system/sw/share"].map(PathBuf::from));
            if let Some(home) = env::home_dir() {
                data.push(home.join(".local/share"));
            }
            let runtime = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
            Self {
                programs: folders("PATH", ""),
                data,
                has_bus: env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some()
                    || runtime.is_some_and(|folder| folder.join("bus").exists()),
            }
        }

        /// Whether a dialog can be shown, as far as files tell.
        pub fn is_there(&self) -> bool {
            let has_portal = || self.data.iter().any(|folder| folder.join(PORTAL).exists());
            let mut programs = self.programs.iter();
            programs.any(|folder| folder.join("zenity").is_file()) || (self.has_bus && has_portal())
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_dialog_needs_zenity_or_a_portal_with_a_session_bus() {
            let folder = tempfile::tempdir().expect("a folder");
            let path = |name: &str| folder.path().join(name);
            let services = path("share/dbus-1/services");
            for folder in [path("bin"), path("empty"), services] {
                std::fs::create_dir_all(folder).expect("a folder");
            }
            std::fs::write(path("bin/zenity"), "").expect("written");
            std::fs::write(path("share").join(PORTAL), "").expect("written");
            for (programs, data, has_bus, wanted) in [
                ("empty", "empty", true, false),
                ("empty", "share", false, false),
                ("empty", "share", true, true),
                ("bin", "empty", false, true),
            ] {
                let search = DialogSearch {
                    programs: vec![path(programs)],
                    data: vec![path(data)],
                    has_bus,
                };
                assert_eq!(search.is_there(), wanted, "{programs} {data} {has_bus}");
            }
        }
    }
}
