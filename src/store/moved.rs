//! Recognizes a project that was moved or renamed, and restores its undo history.
//!
//! The state of a project is in the user's state folder under the project's path. The program
//! writes none of it into the project itself, so it recognizes a moved folder by its number in the
//! file system and by the hashes of its files:
//!
//! ```text
//! the old path still exists                           a copy: it starts a new history
//! missing, same folder number, files match            moved: the history continues
//! missing, other folder number, all files match       moved between disks, or restored:
//!                                                     the program asks the analyst
//! ```
//!
//! The index of projects ([`project_index`](super::project_index)) tells which journals are worth
//! reading. A copy never takes over the history of its original, and of two copies only one can.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::atomic::{self, WriteError};
use super::journal::{Comparison, ProjectMatch};
use super::private;
use super::project::Project;
use super::project_index::{FolderIdentity, JOURNALS, PLACE, has_journal};
use super::state::StateFolder;

/// The limit of projects whose journals are read, the last used first. Only journals with the hash
/// of a file of the opened project are, so more than one is rare.
const MAX_COMPARED: usize = 4;

/// The folder as the system reports it now.
fn identity_of(folder: &Path) -> FolderIdentity {
    FolderIdentity {
        identity: identity(folder),
        folder: folder.to_owned(),
    }
}

#[cfg(unix)]
fn identity(folder: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    let metadata = fs::metadata(folder).ok()?;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Path) -> Option<(u64, u64)> {
    None
}

/// The state of a project that seems to have been moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The path before the move.
    pub from: PathBuf,
    /// Whether it is the same folder of the file system. Otherwise only its contents are the same,
    /// and the user must confirm.
    pub is_sure: bool,
    memory: PathBuf,
}

impl StateFolder {
    /// Records the folder of a project, whose full path is given.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn note_place(&self, root: &Path) -> Result<(), WriteError> {
        let (path, place) = (self.project_folder(root).join(PLACE), identity_of(root));
        if FolderIdentity::read(&path).as_ref() == Some(&place) {
            return Ok(());
        }
        let io_error = |source| WriteError::Io {
            path: path.clone(),
            source,
        };
        private::create_folder(&self.project_folder(root)).map_err(io_error)?;
        let bytes = serde_json::to_vec_pretty(&place).map_err(|error| io_error(error.into()))?;
        atomic::replace_private(&path, &bytes).map(|_| ())
    }

    /// The state of a project under another path, if the project was moved to this one, whose full
    /// path is given, and has no history here.
    pub fn moved_from(&self, project: &Project, root: &Path) -> Option<Moved> {
        if has_journal(&self.project_folder(root)) {
            return None;
        }
        let here = identity(root);
        let mut comparison = Comparison::of(project);
        let candidates = self.indexed_projects().into_iter();
        let candidates = candidates.filter_map(|(memory, entry)| {
            let place = entry.place?;
            let is_sure = here.is_some() && place.identity == here;
            let is_like = is_sure || comparison.has_one_of(&entry.signs);
            (is_like && place.is_gone()).then_some((memory, place, is_sure))
        });
        let mut candidates: Vec<_> = candidates.collect();
        candidates.sort_by_key(|(_, _, is_sure)| !is_sure);
        let found = candidates.into_iter().take(MAX_COMPARED);
        let found = found.filter_map(|(memory, place, is_sure)| {
            let is_it = match comparison.fit(&memory.join(JOURNALS)) {
                ProjectMatch::Whole => true,
                // Files may have been changed while the folder was moved.
                ProjectMatch::Partly => is_sure,
                ProjectMatch::None => false,
            };
            is_it.then_some(Moved {
                from: place.folder,
                is_sure,
                memory,
            })
        });
        // A certain match is preferred to a match by contents.
        found.max_by_key(|moved| moved.is_sure)
    }
}

impl Moved {
    /// Moves the state of the project to its current path. State that this path already has stays.
    ///
    /// # Errors
    /// If it cannot be moved; what has not been moved stays where it was.
    pub fn take_over(&self, state: &StateFolder, root: &Path) -> io::Result<()> {
        let here = state.project_folder(root);
        private::create_folder(&here)?;
        for entry in fs::read_dir(&self.memory)? {
            let (from, name) = {
                let entry = entry?;
                (entry.path(), entry.file_name())
            };
            let to = here.join(&name);
            if name == PLACE {
                continue;
            }
            // An empty folder of journals counts as missing.
            let _ = fs::remove_dir(&to);
            if !to.exists() {
                fs::rename(from, to)?;
            }
        }
        fs::remove_dir_all(&self.memory)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash;
    use crate::journal::{self, Contents, JournalFile, ProjectFile};
    use crate::project::{WalkLimits, open_project};

    const SIDECAR: &str = "{}";

    /// A folder with a project in `old` and the state of it, which has a journal.
    fn project() -> (tempfile::TempDir, StateFolder, [PathBuf; 2]) {
        let folder = tempfile::tempdir().expect("a folder");
        let state = StateFolder::new(Some(folder.path().join("state"))).expect("it is chosen");
        let [old, new] = ["old", "new"].map(|name| folder.path().join(name));
        fs::create_dir(&old).expect("a folder");
        let article = old.join("talks.txt");
        fs::write(&article, "Dockers stay out.").expect("a file");
        fs::write(old.join("talks.txt.ann.json"), SIDECAR).expect("a file");
        state.note_place(&old).expect("it is written");
        let opened = JournalFile::open(&state.journals(&old)).expect("it opens");
        let mut journal = opened.journal;
        journal.add_written(Contents {
            file: ProjectFile::article(&old, &article, ""),
            upto: 1,
            sha256: Some(hash::sha256_hex(SIDECAR.as_bytes())),
        });
        journal.sync().expect("it is written");
        (folder, state, [old, new])
    }

    fn moved(state: &StateFolder, root: &Path) -> Option<Moved> {
        let project = open_project(&[root.to_owned()], WalkLimits::default());
        state.moved_from(&project.expect("it opens"), root)
    }

    #[test]
    fn a_renamed_project_is_recognized_and_takes_its_state_over_once() {
        let (_folder, state, [old, new]) = project();
        fs::rename(&old, &new).expect("it is renamed");
        let found = moved(&state, &new).expect("it is recognized");
        assert_eq!(found.from, old);
        assert_eq!(found.is_sure, cfg!(unix));
        state.note_place(&new).expect("it is written");
        found.take_over(&state, &new).expect("it is moved");
        assert!(has_journal(&state.project_folder(&new)));
        assert!(!state.project_folder(&old).exists());
        assert_eq!(moved(&state, &new), None);
    }

    #[test]
    fn a_project_restored_elsewhere_is_recognized_by_its_files_but_not_surely() {
        let (_folder, state, [old, new]) = project();
        fs::create_dir(&new).expect("a folder");
        for name in ["talks.txt", "talks.txt.ann.json"] {
            fs::copy(old.join(name), new.join(name)).expect("it is copied");
        }
        assert_eq!(moved(&state, &new), None, "it is a copy");
        fs::remove_dir_all(&old).expect("it is removed");
        let found = moved(&state, &new).expect("it is recognized");
        assert_eq!((found.from, found.is_sure), (old, false));
        fs::write(new.join("talks.txt.ann.json"), "{ }").expect("a file");
        assert_eq!(moved(&state, &new), None, "no file is as it was");
    }

    #[test]
    fn a_thousand_projects_that_are_gone_cost_no_reading_of_their_journals() {
        let (folder, state, [old, new]) = project();
        // The same names as in the opened project, with other contents.
        let other = folder.path().join("other");
        let mut opened = JournalFile::open(&other).expect("it opens");
        opened.journal.add_written(Contents {
            file: ProjectFile::article(&other, &other.join("talks.txt"), ""),
            upto: 1,
            sha256: Some(hash::sha256_hex(b"other")),
        });
        opened.journal.sync().expect("it is written");
        for number in 0..1000 {
            let gone = folder.path().join(format!("gone{number}"));
            let journals = state.journals(&gone);
            fs::create_dir_all(&journals).expect("a folder");
            let place = serde_json::to_vec(&identity_of(&gone)).expect("it is JSON");
            fs::write(state.project_folder(&gone).join(PLACE), place).expect("a file");
            let journal = journals.join("0.journal");
            fs::copy(opened.journal.path(), journal).expect("it is copied");
        }
        fs::create_dir(&new).expect("a folder");
        for name in ["talks.txt", "talks.txt.ann.json"] {
            fs::copy(old.join(name), new.join(name)).expect("it is copied");
        }
        let before = journal::bodies_read();
        // Each opening indexes some more of them.
        for _ in 0..12 {
            assert_eq!(moved(&state, &new), None);
        }
        assert_eq!(state.indexed_projects().len(), 1001);
        assert_eq!(journal::bodies_read(), before);
        fs::remove_dir_all(&old).expect("it is removed");
        assert_eq!(moved(&state, &new).expect("it is recognized").from, old);
        assert_eq!(journal::bodies_read(), before + 1);
    }
}
