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

use super::atomic::{self, Expected, WriteError};
use super::journal::{self, ProjectMatch};
use super::path_text;
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
        fs::create_dir_all(self.project_folder(root)).map_err(io_error)?;
        let bytes = serde_json::to_vec_pretty(&place).map_err(|error| io_error(error.into()))?;
        atomic::replace(&path, &bytes, Expected::Anything).map(|_| ())
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
        fs::create_dir_all(&here)?;
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
