//! Dialogs of the system that ask for files and folders.
//!
//! It does not know what is done with the answer. On Linux the dialog belongs to a desktop portal, or
//! else to the program zenity. Where neither is there, the answer cannot be told from a cancelled
//! dialog, so this module looks for both after an empty answer, and has the path typed in the window.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use demarche_software_window::winit::window::Window;

use crate::jobs::file_dialog::{FileDialog, Wanted, ask_for_path};
use crate::jobs::{Event, Reporter};

/// How long a dialog that was closed may count as open.
const ENDING: Duration = Duration::from_millis(500);

/// What answers a dialog: the files or folders that were picked, none if it was cancelled; `None` if this
/// system has no dialog.
type DialogAnswer = dyn Fn(&FileDialog) -> Option<Vec<PathBuf>> + Send + Sync;

/// Shows dialogs, one at a time. In tests, which have no user, something else answers.
#[derive(Clone)]
pub(super) struct FileDialogs {
    answer: Arc<DialogAnswer>,
    is_open: Arc<AtomicBool>,
}

impl Default for FileDialogs {
    /// Dialogs that belong to no window.
    fn default() -> Self {
        Self::shown_by(|dialog| show(dialog, rfd::FileDialog::new()))
    }
}

impl FileDialogs {
    /// Dialogs over this window. It is asked for its place in the window system now, which not every
    /// system allows on other threads.
    pub fn over(window: &Arc<Window>) -> Self {
        let (shown, window) = (
            rfd::FileDialog::new().set_parent(window),
            Arc::clone(window),
        );
        Self::shown_by(move |dialog| {
            // While a dialog is over it, the window must not go.
            let _kept = &window;
            show(dialog, shown.clone())
        })
    }

    /// Dialogs that do not exist, so that paths are typed in the window.
    pub fn missing() -> Self {
        Self::shown_by(|_| None)
    }

    /// Dialogs that are answered by this, and not shown.
    #[cfg(test)]
    pub fn answered(answer: impl Fn(&FileDialog) -> Vec<PathBuf> + Send + Sync + 'static) -> Self {
        Self::shown_by(move |dialog| Some(answer(dialog)))
    }

    fn shown_by(
        answer: impl Fn(&FileDialog) -> Option<Vec<PathBuf>> + Send + Sync + 'static,
    ) -> Self {
        Self {
            answer: Arc::new(answer),
            is_open: Arc::default(),
        }
    }

    /// Asks for paths: in a dialog, or in the window if there is none. The answer is empty if it is
    /// cancelled, or if another dialog is open, which the user is told. It waits for the user, so it
    /// belongs on the thread of a job.
    pub fn ask(&self, dialog: &FileDialog, reporter: &Reporter) -> Vec<PathBuf> {
        let Some(_open) = OpenDialog::begin(&self.is_open) else {
            reporter.send(Event::FileDialogIsOpen);
            return Vec::new();
        };
        (self.answer)(dialog).unwrap_or_else(|| ask_for_path(dialog, reporter))
    }
}

/// Notes that a dialog is open, until it is dropped.
struct OpenDialog<'a>(&'a AtomicBool);

impl<'a> OpenDialog<'a> {
    /// `None` if one is open already, and not just ending.
    fn begin(is_open: &'a AtomicBool) -> Option<Self> {
        let end = Instant::now() + ENDING;
        while is_open.swap(true, Ordering::SeqCst) {
            if Instant::now() > end {
                return None;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Some(Self(is_open))
    }
}

impl Drop for OpenDialog<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

/// Shows the dialog of the system and waits for the user.
fn show(dialog: &FileDialog, mut shown: rfd::FileDialog) -> Option<Vec<PathBuf>> {
    shown = shown.set_title(dialog.title);
    if let Some(folder) = &dialog.folder {
        shown = shown.set_directory(folder);
    }
    if let Some(name) = &dialog.name {
        shown = shown.set_file_name(name);
    }
    if let Some((name, extensions)) = &dialog.filter {
        shown = shown.add_filter(*name, extensions);
    }
    let picked: Vec<PathBuf> = match dialog.wanted {
        Wanted::Folder | Wanted::NewFolder => shown.pick_folder().into_iter().collect(),
        Wanted::Files => shown.pick_files().unwrap_or_default(),
        Wanted::NewFile => shown.save_file().into_iter().collect(),
    };
    (!picked.is_empty() || !is_missing()).then_some(picked)
}

#[cfg(not(target_os = "linux"))]
fn is_missing() -> bool {
    false
}

#[cfg(target_os = "linux")]
fn is_missing() -> bool {
    let is_there = linux::DialogSearch::of_environment().is_there(linux::can_choose_files);
    if !is_there {
        log::warn!("no file dialog: there is no desktop portal for it and no zenity");
    }
    !is_there
}

#[cfg(target_os = "linux")]
mod linux {
    use std::env;
    use std::path::PathBuf;

    use crate::app::session_bus;

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

        /// Whether a dialog can be shown, as far as files and the portal tell.
        pub fn is_there(&self, can_choose_files: impl Fn() -> bool) -> bool {
            let has_portal = || self.data.iter().any(|folder| folder.join(PORTAL).exists());
            let mut programs = self.programs.iter();
            programs.any(|folder| folder.join("zenity").is_file())
                || (self.has_bus && has_portal() && can_choose_files())
        }
    }

    /// Whether the portal has dialogs for files, which depends on its backends, and whether the library is
    /// there with which it was asked for one.
    pub(super) fn can_choose_files() -> bool {
        let maps = std::fs::read_to_string("/proc/self/maps");
        if maps.is_ok_and(|maps| !maps.contains("libdbus-1.so")) {
            log::warn!("libdbus-1.so.3 is not there, which the portal needs");
            return false;
        }
        let version = session_bus::block_on(async {
            let connection = session_bus::connect().await?;
            let chooser = zbus::Proxy::new(
                &connection,
                "org.freedesktop.portal.Desktop",
                "/org/freedesktop/portal/desktop",
                "org.freedesktop.portal.FileChooser",
            )
            .await?;
            chooser.get_property::<u32>("version").await
        });
        if let Err(error) = &version {
            log::warn!("the portal has no dialogs for files: {error}");
        }
        version.is_ok()
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
            for (programs, data, has_bus, can_choose, wanted) in [
                ("empty", "empty", true, true, false),
                ("empty", "share", false, true, false),
                ("empty", "share", true, true, true),
                // A portal without a backend that has dialogs.
                ("empty", "share", true, false, false),
                ("bin", "empty", false, false, true),
            ] {
                let search = DialogSearch {
                    programs: vec![path(programs)],
                    data: vec![path(data)],
                    has_bus,
                };
                let is_there = search.is_there(|| can_choose);
                assert_eq!(is_there, wanted, "{programs} {data} {has_bus} {can_choose}");
            }
        }
    }
}
