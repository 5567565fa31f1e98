//! Limitations of a disk or a share: what Demarche cannot do there and works around.
//!
//! It knows neither the work-arounds, which are in [`atomic`](super::atomic), nor the texts that the
//! user reads. Each kind is reported once for each disk while the program runs. The list belongs to
//! the process, since a limitation is one of the disk: every file that is written would otherwise
//! have to pass it on, up to the window, though it succeeded.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a disk cannot do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LimitationKind {
    /// It does not confirm that files are stored: a power failure can lose the last changes.
    Sync,
    /// It cannot give a complete file a name only if the name is free: the name is taken by an empty
    /// file first.
    NewFile,
    /// It cannot replace a file in one step: the old file is moved away first.
    Replace,
    /// It does not set permissions: a file that is replaced has those of a new one.
    Permissions,
    /// The owner, group or access list of a file that is replaced could not be kept.
    Owner,
    /// It has no locks: two windows exclude each other only by comparing files.
    Locks,
}

/// A limitation of the disk that this folder is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limitation {
    pub kind: LimitationKind,
    pub folder: PathBuf,
}

#[derive(Debug)]
struct Found {
    /// What was reported, by disk.
    known: BTreeSet<(u64, LimitationKind)>,
    /// What has not been taken yet.
    new: Vec<Limitation>,
}

static FOUND: Mutex<Found> = Mutex::new(Found {
    known: BTreeSet::new(),
    new: Vec::new(),
});

fn found() -> MutexGuard<'static, Found> {
    FOUND.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reports a limitation of the disk that this folder is on, unless it is known.
pub(crate) fn report(kind: LimitationKind, folder: &Path) {
    if found().known.insert((disk(folder), kind)) {
        let folder = folder.to_owned();
        found().new.push(Limitation { kind, folder });
    }
}

/// The limitations that were reported since the last call.
pub fn take() -> Vec<Limitation> {
    std::mem::take(&mut found().new)
}

/// The number of a disk; all are the same one where the system has no numbers.
fn disk(folder: &Path) -> u64 {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        fs::metadata(folder).map_or(0, |metadata| metadata.dev())
    }
    #[cfg(not(unix))]
    {
        let _ = fs::metadata(folder);
        0
    }
}
