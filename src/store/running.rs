//! Crash detection: records that the program runs, so that the next start can tell whether it ended
//! properly.
//!
//! Each run has a locked file in the user's state folder, and removes it when it ends properly. A file
//! without a lock belongs to a program that was killed, that crashed, or that a power failure ended; or it
//! says in a word how else the run ended.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::ids;
use super::private;

/// The extension of the files.
const ENDING: &str = "run";

/// The longest word that a file may say.
const MAX_WORD_BYTES: u64 = 64;

/// How a run ended that did not end properly; the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImproperEnd {
    /// The desktop ended the connection to the window. What was done is in the files or in the journal.
    DesktopGone,
    /// It was killed, or it crashed.
    Killed,
    /// Something could neither be saved nor written to the journal.
    Unsaved,
}

impl ImproperEnd {
    /// What the run's file says.
    fn word(self) -> &'static str {
        match self {
            Self::DesktopGone => "desktop gone",
            Self::Killed => "",
            Self::Unsaved => "unsaved",
        }
    }

    fn from_word(word: &str) -> Self {
        let known = [Self::DesktopGone, Self::Unsaved].into_iter();
        let mut named = known.filter(|end| end.word() == word.trim());
        named.next().unwrap_or(Self::Killed)
    }
}

/// A run of the program.
#[derive(Debug)]
pub struct Running {
    path: PathBuf,
    lock: File,
}

impl Running {
    /// Records a run in this folder. Also returns how earlier runs ended that did not end properly.
    ///
    /// # Errors
    /// If the file cannot be created there.
    pub fn start(folder: &Path) -> io::Result<(Self, Option<ImproperEnd>)> {
        let folder = folder.join("runs");
        private::create_folder(&folder)?;
        let mut worst = None;
        for entry in fs::read_dir(&folder)?.flatten() {
            let path = entry.path();
            let is_run = path.extension().is_some_and(|ending| ending == ENDING);
            let is_left = || super::atomic::open(&path).is_ok_and(|run| run.try_lock().is_ok());
            if is_run && is_left() {
                let (word, _) = super::atomic::read(&path, MAX_WORD_BYTES).unwrap_or_default();
                let end = ImproperEnd::from_word(&String::from_utf8_lossy(&word));
                worst = worst.max(Some(end));
                fs::remove_file(path)?;
            }
        }
        let path = folder.join(format!("{}.{ENDING}", ids::unique_id()));
        let lock = private::file_options()
            .write(true)
            .create_new(true)
            .open(&path)?;
        lock.try_lock()?;
        let running = Self { path, lock };
        Ok((running, worst))
    }

    /// Records that the program has ended properly.
    pub fn end(self) {
        if let Err(error) = fs::remove_file(&self.path) {
            log::warn!("the end of the program is not noted: {error}");
        }
    }

    /// Records that the program ends in another way, which the next start tells.
    pub fn end_improperly(mut self, end: ImproperEnd) {
        let written = self.lock.write_all(end.word().as_bytes());
        if let Err(error) = written.and_then(|()| self.lock.sync_all()) {
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
        assert_eq!(crashed, None);
        // Another open window is not a crash.
        let (second, crashed) = start();
        assert_eq!(crashed, None);
        second.end();
        drop(first);
        let (third, crashed) = start();
        assert_eq!(crashed, Some(ImproperEnd::Killed));
        third.end();
        assert_eq!(start().1, None);
    }

    #[test]
    fn the_next_start_knows_how_a_run_ended_and_of_several_the_worst() {
        use ImproperEnd::{DesktopGone, Killed, Unsaved};
        for (ends, told) in [
            (&[DesktopGone][..], DesktopGone),
            (&[Unsaved], Unsaved),
            (&[DesktopGone, Killed], Killed),
            (&[Unsaved, Killed, DesktopGone], Unsaved),
        ] {
            let folder = tempfile::tempdir().expect("a folder");
            let start = || Running::start(folder.path()).expect("it is noted");
            let runs: Vec<_> = ends.iter().map(|end| (start().0, *end)).collect();
            for (run, end) in runs {
                run.end_improperly(end);
            }
            assert_eq!(start().1, Some(told), "{ends:?}");
        }
    }
}
