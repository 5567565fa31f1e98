//! The index of the projects in the state folder: where each project was, some hashes of its
//! files, the size and age of its journals.
//!
//! Opening a folder compares it with this index to recognize a moved project
//! ([`moved`](super::moved)); without it, the journals of all projects would be read, and they may
//! be gigabytes. The index is only a cache: an entry whose journals have changed since, and an
//! index that cannot be read, are made anew from the beginnings and ends of the journals.
//!
//! Journals of projects whose folder no longer exists are tidied by the limits of [`GoneLimits`].
//! The folder may be on a disk that is not connected, so unsaved work is never removed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::atomic;
use super::display_path;
use super::journal::{self, Sign};
use super::path_text;
use super::state::StateFolder;

/// The file in a project's state folder that records the project's path and folder number.
pub(super) const PLACE: &str = "place.json";

/// The folder of a project's journals within its state folder.
pub(super) const JOURNALS: &str = "journals";

const MAX_PLACE_BYTES: u64 = 1 << 20;

const MAX_INDEX_BYTES: u64 = 64 << 20;

/// The limit of entries that are made anew at once, the last used projects first: each reads
/// parts of two files.
const MAX_INDEXED_AT_ONCE: usize = 100;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The folder of a project as the system reported it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FolderIdentity {
    #[serde(with = "path_text")]
    pub folder: PathBuf,
    /// Numbers of the disk and of the folder on it (device and inode), which stay when it is moved
    /// on that disk; `None` if the system has none.
    #[serde(default)]
    pub identity: Option<(u64, u64)>,
}

impl FolderIdentity {
    /// Reads the record of a project's folder.
    pub fn read(path: &Path) -> Option<Self> {
        let (bytes, _) = atomic::read(path, MAX_PLACE_BYTES).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Whether the folder no longer exists. Only "not found" counts: an inaccessible folder may
    /// still exist.
    pub fn is_gone(&self) -> bool {
        let there = self.folder.symlink_metadata();
        there.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
    }
}

/// What is known of a project's journals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct IndexEntry {
    /// `None` if it was not recorded.
    pub place: Option<FolderIdentity>,
    /// Hashes of some of the project's files.
    pub signs: Vec<Sign>,
    /// The files that the entry was made from.
    files: Vec<FileFacts>,
    /// Whether the journals have unsaved work; `None` if nobody has asked yet.
    #[serde(default)]
    unsaved: Option<bool>,
}

/// Enough of a file to see that it was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct FileFacts {
    name: String,
    bytes: u64,
    modified: Option<SystemTime>,
}

impl IndexEntry {
    /// When the project was last used; the time of its newest journal.
    fn used(&self) -> Option<SystemTime> {
        let journals = self.files.iter().filter(|file| file.name != PLACE);
        journals.filter_map(|file| file.modified).max()
    }

    fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }
}

/// Limits for the journals of projects whose folder no longer exists. Unsaved work stays, even
/// above them.
#[derive(Clone, Copy, Debug)]
pub struct GoneLimits {
    /// The time since the project was last used.
    pub age: Duration,
    /// The sum of all such journals.
    pub bytes: u64,
    /// The number of such projects.
    pub projects: usize,
    /// The bytes of journals that are read at once to look for unsaved work; the others are left
    /// for the next time.
    pub bytes_read: u64,
}

impl Default for GoneLimits {
    fn default() -> Self {
        Self {
            age: 180 * DAY,
            bytes: 1 << 30,
            projects: 200,
            bytes_read: 256 << 20,
        }
    }
}

impl StateFolder {
    /// The projects that have a journal, by their state folder; the last used first. Only entries
    /// of changed journals are made anew, and no journal is read whole.
    pub(super) fn indexed_projects(&self) -> Vec<(PathBuf, IndexEntry)> {
        let mut old = self.read_index();
        let mut found: Vec<(PathBuf, Vec<FileFacts>)> = Vec::new();
        let entries = fs::read_dir(self.projects_folder());
        for entry in entries.into_iter().flatten().flatten() {
            let state = entry.path();
            let files = files_of(&state);
            if files.iter().any(|file| file.name != PLACE) {
                found.push((state, files));
            }
        }
        let newest = |files: &[FileFacts]| {
            let journals = files.iter().filter(|file| file.name != PLACE);
            journals.filter_map(|file| file.modified).max()
        };
        found.sort_by(|(a, a_files), (b, b_files)| (newest(b_files), b).cmp(&(newest(a_files), a)));
        let mut has_changed = false;
        let mut made = 0;
        let mut indexed = Vec::new();
        for (state, files) in found {
            let Some(name) = name_of(&state) else {
                continue;
            };
            let known = old.remove(&name).filter(|entry| entry.files == files);
            let entry = match known {
                Some(entry) => entry,
                None if made < MAX_INDEXED_AT_ONCE => {
                    made += 1;
                    has_changed = true;
                    entry_of(&state, files)
                }
                None => continue,
            };
            indexed.push((state, entry));
        }
        // Entries of projects that are not in the state folder any more.
        has_changed |= !old.is_empty();
        if has_changed {
            self.write_index(&indexed);
        }
        indexed
    }

    /// Removes journals of projects whose folder no longer exists, above the limits and the
    /// longest unused first; logs each. Unsaved work and a journal that a program has open stay.
    /// Returns the paths of the projects.
    pub fn tidy_gone_projects(&self, limits: &GoneLimits, now: SystemTime) -> Vec<PathBuf> {
        let mut indexed = self.indexed_projects();
        let mut tidied = Vec::new();
        let (mut bytes, mut projects) = (0_u64, 0);
        let mut bytes_read = limits.bytes_read;
        let mut has_changed = false;
        for (state, entry) in &mut indexed {
            let Some(place) = entry.place.clone().filter(FolderIdentity::is_gone) else {
                continue;
            };
            bytes = bytes.saturating_add(entry.bytes());
            projects += 1;
            // A time in the future is no age.
            let age = entry.used().and_then(|used| now.duration_since(used).ok());
            let is_old = age.is_some_and(|age| age > limits.age);
            if !is_old && bytes <= limits.bytes && projects <= limits.projects {
                continue;
            }
            let journals = state.join(JOURNALS);
            if entry.unsaved.is_none() {
                if bytes_read == 0 {
                    continue;
                }
                bytes_read = bytes_read.saturating_sub(entry.bytes());
                has_changed = true;
                entry.unsaved = Some(journal::has_unsaved_work(&journals));
            }
            if entry.unsaved != Some(false) {
                continue;
            }
            let Some(locks) = journal::lock_all(&journals) else {
                continue;
            };
            let removed = if is_old { state.as_path() } else { &journals };
            let path = display_path(&place.folder).to_string();
            match fs::remove_dir_all(removed) {
                Ok(()) => {
                    let days = age.unwrap_or_default().as_secs() / DAY.as_secs();
                    log::info!(
                        "removed the journals of a project whose folder no longer exists, \
                         {} bytes, last used {days} days ago: {path}",
                        entry.bytes()
                    );
                    bytes -= entry.bytes();
                    projects -= 1;
                    tidied.push(place.folder);
                }
                Err(error) => log::warn!(
                    "the journals of a project whose folder no longer exists stay ({error}): {path}"
                ),
            }
            drop(locks);
        }
        if has_changed {
            indexed.retain(|(state, _)| state.join(JOURNALS).exists());
            self.write_index(&indexed);
        }
        tidied
    }

    fn projects_folder(&self) -> PathBuf {
        self.path().join("projects")
    }

    fn index_file(&self) -> PathBuf {
        self.path().join("projects.json")
    }

    fn read_index(&self) -> BTreeMap<String, IndexEntry> {
        let read = atomic::read(&self.index_file(), MAX_INDEX_BYTES);
        let index = read.ok().and_then(|(b, _)| serde_json::from_slice(&b).ok());
        index.unwrap_or_default()
    }

    fn write_index(&self, indexed: &[(PathBuf, IndexEntry)]) {
        let entries = indexed.iter();
        let entries = entries.filter_map(|(state, entry)| Some((name_of(state)?, entry)));
        let entries: BTreeMap<String, &IndexEntry> = entries.collect();
        let written = serde_json::to_vec(&entries)
            .map_err(io::Error::from)
            .and_then(|bytes| {
                atomic::replace_private(&self.index_file(), &bytes).map_err(io::Error::other)
            });
        if let Err(error) = written {
            log::warn!("the index of projects is not written: {error}");
        }
    }
}

/// Whether a state folder has a journal.
pub(super) fn has_journal(state: &Path) -> bool {
    files_of(state).iter().any(|file| file.name != PLACE)
}

/// The journals of a state folder and its place file.
fn files_of(state: &Path) -> Vec<FileFacts> {
    let journals = fs::read_dir(state.join(JOURNALS));
    let journals = journals.into_iter().flatten().flatten();
    let journals = journals.map(|entry| entry.path());
    let journals = journals.filter(|path| path.extension() == Some("journal".as_ref()));
    let mut files: Vec<FileFacts> = journals
        .chain([state.join(PLACE)])
        .filter_map(|path| {
            let metadata = path.metadata().ok()?;
            Some(FileFacts {
                name: name_of(&path)?,
                bytes: metadata.len(),
                modified: metadata.modified().ok(),
            })
        })
        .collect();
    files.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    files
}

fn name_of(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_str()?.to_owned())
}

fn entry_of(state: &Path, files: Vec<FileFacts>) -> IndexEntry {
    let journals = files.iter().filter(|file| file.name != PLACE);
    let signs = journals.flat_map(|file| {
        let path = state.join(JOURNALS).join(&file.name);
        journal::signs(&path).unwrap_or_default()
    });
    IndexEntry {
        place: FolderIdentity::read(&state.join(PLACE)),
        signs: signs.collect(),
        files,
        unsaved: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Contents, JournalFile, ProjectFile, Sources};
    use crate::model::Entity;
    use crate::model::history::{Action, Change, Step, StepDirection, StepId};
    use crate::model::step_name::StepName;

    const NOW_LIMITS: GoneLimits = GoneLimits {
        age: Duration::from_secs(10 * 24 * 60 * 60),
        bytes: u64::MAX,
        projects: usize::MAX,
        bytes_read: u64::MAX,
    };

    fn state() -> (tempfile::TempDir, StateFolder) {
        let folder = tempfile::tempdir().expect("a folder");
        let state = StateFolder::new(Some(folder.path().join("state"))).expect("it is chosen");
        (folder, state)
    }

    /// An action on the entities.
    fn action() -> Action {
        let changes = vec![Change::Entity(
            "e1".into(),
            Some(Entity::new("e1", "Kyiv").into()),
        )];
        Action {
            number: 1,
            coder: String::new(),
            direction: StepDirection::Do,
            step: Step {
                name: StepName::Other("x".into()),
                id: StepId::default(),
                changes: changes.clone().into(),
                before: None,
                after: None,
                series: None,
            },
            changes: changes.into(),
            joined: false,
        }
    }

    /// A project that is gone, last used this long ago. Its only action is saved or not.
    fn gone(state: &StateFolder, name: &str, ago: Duration, is_saved: bool) -> PathBuf {
        let root = PathBuf::from("/nonexistent").join(name);
        state.note_place(&root).expect("it is written");
        let opened = JournalFile::open(&state.journals(&root)).expect("it opens");
        let mut journal = opened.journal;
        if !is_saved {
            journal.add_action(&action(), &Sources::default());
        }
        journal.add_written(Contents {
            file: ProjectFile::article(&root, &root.join("a.txt"), ""),
            upto: 1,
            sha256: Some(name.to_owned()),
        });
        journal.sync().expect("it is written");
        let path = journal.path().to_owned();
        drop(journal);
        let file = fs::File::options()
            .write(true)
            .open(path)
            .expect("it opens");
        file.set_modified(SystemTime::now() - ago)
            .expect("it is set");
        root
    }

    fn left(state: &StateFolder) -> Vec<PathBuf> {
        let indexed = state.indexed_projects().into_iter();
        let mut left: Vec<_> = indexed.filter_map(|(_, e)| Some(e.place?.folder)).collect();
        left.sort();
        left
    }

    #[test]
    fn old_journals_of_projects_that_are_gone_are_removed_with_their_state() {
        let (folder, state) = state();
        let old = gone(&state, "old", 11 * DAY, true);
        let new = gone(&state, "new", 9 * DAY, true);
        let unsaved = gone(&state, "unsaved", 11 * DAY, false);
        let there = folder.path().join("there");
        fs::create_dir(&there).expect("a folder");
        state.note_place(&there).expect("it is written");
        let opened = JournalFile::open(&state.journals(&there)).expect("it opens");
        drop(opened);
        let now = SystemTime::now();
        assert_eq!(
            state.tidy_gone_projects(&NOW_LIMITS, now),
            std::slice::from_ref(&old)
        );
        assert!(!state.project_folder(&old).exists());
        assert_eq!(left(&state), {
            let mut left = [new.clone(), there.clone(), unsaved.clone()];
            left.sort();
            left
        });
        // Years later: the project that is there keeps its journal, as does unsaved work.
        let later = now + 1000 * DAY;
        assert_eq!(state.tidy_gone_projects(&NOW_LIMITS, later), [new]);
        assert_eq!(left(&state), {
            let mut left = [there, unsaved];
            left.sort();
            left
        });
    }

    #[test]
    fn above_the_other_limits_the_longest_unused_are_removed_but_no_unsaved_work() {
        for by_size in [false, true] {
            let (_folder, state) = state();
            for day in 1..5_u32 {
                gone(&state, &format!("saved{day}"), day * DAY, true);
                gone(&state, &format!("unsaved{day}"), day * DAY, false);
            }
            let one = state.indexed_projects()[0].1.bytes();
            let limits = GoneLimits {
                bytes: if by_size { 5 * one } else { u64::MAX },
                projects: if by_size { usize::MAX } else { 4 },
                ..NOW_LIMITS
            };
            let tidied = state.tidy_gone_projects(&limits, SystemTime::now());
            let names = ["saved3", "saved4"].map(|name| Path::new("/nonexistent").join(name));
            assert_eq!(tidied, names, "by size: {by_size}");
            assert_eq!(left(&state).len(), 6);
            // It is stable.
            assert_eq!(
                state.tidy_gone_projects(&limits, SystemTime::now()).len(),
                0
            );
        }
    }

    #[test]
    fn a_journal_that_a_program_has_open_is_not_removed() {
        let (_folder, state) = state();
        let root = gone(&state, "old", 11 * DAY, true);
        let open = JournalFile::open(&state.journals(&root)).expect("it opens");
        let later = SystemTime::now() + 100 * DAY;
        assert_eq!(state.tidy_gone_projects(&NOW_LIMITS, later).len(), 0);
        drop(open);
        assert_eq!(state.tidy_gone_projects(&NOW_LIMITS, later), [root]);
    }

    #[test]
    fn of_many_journals_only_some_are_read_at_once() {
        let (_folder, state) = state();
        for number in 0..5 {
            gone(&state, &format!("old{number}"), 11 * DAY, true);
        }
        let limits = GoneLimits {
            bytes_read: state.indexed_projects()[0].1.bytes() + 1,
            ..NOW_LIMITS
        };
        let tidied = [(); 4].map(|()| state.tidy_gone_projects(&limits, SystemTime::now()).len());
        assert_eq!(tidied, [2, 2, 1, 0]);
    }

    #[test]
    fn a_copy_that_was_kept_aside_counts_as_unsaved_work() {
        let (_folder, state) = state();
        let root = gone(&state, "old", DAY, true);
        let kept = state.journals(&root).join("0.journal.kept-x");
        fs::write(&kept, "").expect("a file");
        let limits = GoneLimits {
            projects: 0,
            ..NOW_LIMITS
        };
        assert_eq!(
            state.tidy_gone_projects(&limits, SystemTime::now()).len(),
            0
        );
        assert!(kept.exists());
    }

    #[test]
    fn an_entry_is_made_anew_only_when_its_journal_changes() {
        let (_folder, state) = state();
        let root = gone(&state, "old", DAY, true);
        let signs = |state: &StateFolder| state.indexed_projects()[0].1.signs.clone();
        let first = signs(&state);
        assert_eq!(first.len(), 1);
        // The same length and time, other contents: nobody reads them.
        let path = state.journals(&root).join("0.journal");
        let modified = path.metadata().and_then(|m| m.modified()).expect("a time");
        let len = fs::read(&path).expect("it is read").len();
        let write = |len: usize, modified| {
            fs::write(&path, vec![b'x'; len]).expect("it is written");
            let file = fs::File::options()
                .write(true)
                .open(&path)
                .expect("it opens");
            file.set_modified(modified).expect("it is set");
        };
        write(len, modified);
        assert_eq!(signs(&state), first);
        write(len, modified + DAY);
        assert_eq!(signs(&state), []);
        // A broken index is made anew.
        fs::write(state.index_file(), "{oops").expect("a file");
        assert_eq!(left(&state), [root]);
    }
}
