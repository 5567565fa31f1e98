//! A project that was moved finds its history again.
//!
//! What is remembered of a project lies in the user's state folder under its path. Nothing is written
//! into the project itself, so a folder that was moved or renamed is known by what the system and its
//! files say of it:
//!
//! ```text
//! the old path is still there                      a copy: it begins anew
//! gone, the same folder of the system, files fit   moved: the history goes on
//! gone, another folder, all files fit              moved between disks, or restored: the analyst says
//! ```
//!
//! A copy never takes the history of what it was made of, and of two copies only one can.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::atomic::{self, Expected, WriteError};
use super::journal::{self, Fit};
use super::path_text;
use super::project::Project;
use super::state::StateFolder;

/// What tells where a project's memory belongs, within it.
const PLACE: &str = "place.json";

/// Other projects that are compared with one, the last used first.
const MOST_COMPARED: usize = 32;

const LIMIT_BYTES: u64 = 1 << 20;

/// The folder of a project as the system knew it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    #[serde(with = "path_text")]
    folder: PathBuf,
    /// Numbers of the disk and of the folder on it, which stay when it is moved there; `None` where
    /// the system has none.
    #[serde(default)]
    identity: Option<(u64, u64)>,
}

impl Place {
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

/// What is remembered of a project that seems to have been moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Where it was.
    pub from: PathBuf,
    /// Whether it is the same folder of the system. Otherwise only what stands in it is the same, and
    /// somebody must be asked.
    pub is_sure: bool,
    memory: PathBuf,
}

impl StateFolder {
    /// Remembers which folder a project is, whose whole path is given.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn note_place(&self, root: &Path) -> Result<(), WriteError> {
        let (path, place) = (self.project_folder(root).join(PLACE), Place::of(root));
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

    /// What is remembered of a project under another path, if it was moved here and has no history at
    /// this one, whose whole path is given.
    pub fn moved_from(&self, project: &Project, root: &Path) -> Option<Moved> {
        if has_journal(&self.project_folder(root)) {
            return None;
        }
        let here = identity(root);
        let found = self.gone_projects().filter_map(|(memory, place)| {
            let is_sure = here.is_some() && place.identity == here;
            let is_it = match journal::fit(&memory.join("journals"), project) {
                Fit::Whole => true,
                // Somebody may have changed some files when the folder was moved.
                Fit::Partly => is_sure,
                Fit::None => false,
            };
            is_it.then_some(Moved {
                from: place.folder,
                is_sure,
                memory,
            })
        });
        // A sure one goes before one that only looks like it.
        found.max_by_key(|moved| moved.is_sure)
    }

    /// Projects whose folder is not there any more, with what is remembered of them; the last used
    /// first.
    fn gone_projects(&self) -> impl Iterator<Item = (PathBuf, Place)> {
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
            // Whatever cannot be seen may still be there.
            let there = place.folder.symlink_metadata();
            let is_gone = there.is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
            is_gone.then_some((memory, place))
        });
        places.take(MOST_COMPARED)
    }
}

impl Moved {
    /// Makes what is remembered of the project belong to where it is now. What is remembered of this
    /// place already stays.
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
            // An empty folder of journals is none.
            let _ = fs::remove_dir(&to);
            if !to.exists() {
                fs::rename(from, to)?;
            }
        }
        fs::remove_dir_all(&self.memory)
    }
}

fn read_place(path: &Path) -> Option<Place> {
    let (bytes, _) = atomic::read(path, LIMIT_BYTES).ok()?;
    serde_json::from_slice(&bytes).ok()
}

fn has_journal(memory: &Path) -> bool {
    let entries = fs::read_dir(memory.join("journals"));
    let mut names = entries.into_iter().flatten().flatten();
    names.any(|entry| Path::new(&entry.file_name()).extension() == Some("journal".as_ref()))
}
