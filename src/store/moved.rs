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
//! A copy never takes over the history of its original, and of two copies only one can.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::atomic::{self, WriteError};
use super::journal::{self, ProjectMatch};
use super::path_text;
use super::private;
use super::project::Project;
use super::state::StateFolder;

/// The file in a project's state folder that records the project's path and folder number.
const PLACE: &str = "place.json";

/// The limit of other projects to compare with, the last used first.
const MAX_COMPARED: usize = 32;

const MAX_FILE_BYTES: u64 = 1 << 20;

/// The folder of a project as the system reported it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct FolderIdentity {
    #[serde(with = "path_text")]
    folder: PathBuf,
    /// Numbers of the disk and of the folder on it (device and inode), which stay when it is moved
    /// on that disk; `None` if the system has none.
    #[serde(default)]
    identity: Option<(u64, u64)>,
}

impl FolderIdentity {
    fn of(folder: &Path) -> Self {
        Self {
            identity: identity(folder),
            folder: folder.to_owned(),
        }
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
        let (path, place) = (
            self.project_folder(root).join(PLACE),
            FolderIdentity::of(root),
        );
        if read_place(&path).as_ref() == Some(&place) {
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
        let found = self.gone_projects().filter_map(|(memory, place)| {
            let is_sure = here.is_some() && place.identity == here;
            let is_it = match journal::fit(&memory.join("journals"), project) {
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

    /// Projects whose folder no longer exists, with their state; the last used first.
    fn gone_projects(&self) -> impl Iterator<Item = (PathBuf, FolderIdentity)> {
        let entries = fs::read_dir(self.path().join("projects"));
        let mut memories: Vec<_> = entries
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|memory| has_journal(memory))
            .map(|memory| {
                let used = fs::metadata(memory.join("journals")).and_then(|m| m.modified());
                (used.ok(), memory)
            })
            .collect();
        memories.sort_unstable_by(|a, b| b.cmp(a));
        let places = memories.into_iter().filter_map(|(_, memory)| {
            let place = read_place(&memory.join(PLACE))?;
            // Only "not found" counts: an inaccessible folder may still exist.
            let there = place.folder.symlink_metadata();
            let is_gone = there.is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
            is_gone.then_some((memory, place))
        });
        places.take(MAX_COMPARED)
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

fn read_place(path: &Path) -> Option<FolderIdentity> {
    let (bytes, _) = atomic::read(path, MAX_FILE_BYTES).ok()?;
    serde_json::from_slice(&bytes).ok()
}

fn has_journal(memory: &Path) -> bool {
    let entries = fs::read_dir(memory.join("journals"));
    let mut names = entries.into_iter().flatten().flatten();
    names.any(|entry| Path::new(&entry.file_name()).extension() == Some("journal".as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash;
    use crate::journal::{Contents, JournalFile, ProjectFile};
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
}
