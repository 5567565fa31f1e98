//! Crash detection: records that the program runs, so that the next start can tell whether it ended
//! properly.
//!
//! Each run has a locked file in the user's state folder, and removes it when it ends. A file
//! without a lock belongs to a program that was killed, that crashed, or that a power failure
//! ended.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::ids;
use super::private;

/// The extension of the files.
const ENDING: &str = "run";

/// A run of the program.
#[derive(Debug)]
pub struct Running {
    path: PathBuf,
    _lock: File,
}

impl Running {
    /// Records a run in this folder. Also returns whether an earlier run has crashed.
    ///
    /// # Errors
    /// If the file cannot be created there.
    pub fn start(folder: &Path) -> io::Result<(Self, bool)> {
        let folder = folder.join("runs");
        private::create_folder(&folder)?;
        let mut has_crashed = false;
        for entry in fs::read_dir(&folder)?.flatten() {
            let path = entry.path();
            let is_run = path.extension().is_some_and(|ending| ending == ENDING);
            let is_left = || super::atomic::open(&path).is_ok_and(|run| run.try_lock().is_ok());
            if is_run && is_left() {
                has_crashed = true;
                fs::remove_file(path)?;
            }
        }
        let path = folder.join(format!("{}.{ENDING}", ids::unique_id()));
        let lock = private::file_options()
            .write(true)
            .create_new(true)
            .open(&path)?;
        lock.try_lock()?;
        let running = Self { path, _lock: lock };
        Ok((running, has_crashed))
    }

    /// Records that the program has ended properly.
    pub fn end(self) {
        if let Err(error) = fs::remove_file(&self.path) {
            log::warn!("the end of the program is not noted: {error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unclean_exit_is_reported_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let start = || Running::start(folder.path()).expect("it is noted");
        let (first, crashed) = start();
        assert!(!crashed);
        // Another open window is not a crash.
        let (second, crashed) = start();
        assert!(!crashed);
        second.end();
        drop(first);
        let (third, crashed) = start();
        assert!(crashed);
        third.end();
        assert!(!start().1);
    }
}
