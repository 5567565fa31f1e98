//! Temporary folders beside the files that are written, and the removal of those whose program has
//! ended (leftovers).
//!
//! ```text
//! articles/talks.txt.ann.json
//! articles/.demarche-k3x9qa/.gitignore    locked while its program runs; git ignores the folder
//!                          /0, 1, …       new versions
//!                          /whole/        a folder that appears as a whole
//!                          /replaced/     an old version, where replacing takes two steps
//! ```
//!
//! It does not know what the files are. They are in a folder of their own because git ignores no
//! file by its name, and because nobody else may enter that folder. All new versions for one folder
//! share one temporary folder, which is removed with the last of them.
//!
//! A temporary folder belongs to a program that has ended if its lock is free; if it was made by
//! another computer or the disk has no locks, if nothing in it has changed for a day.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, SystemTime};

use super::display_path;
use super::file_system::System;
use super::moves::put_new;

/// What the name of every temporary folder begins with.
const PREFIX: &str = ".demarche-";

/// The number of letters and digits after it.
const LETTERS: usize = 6;

/// What the name of a temporary file that is in no such folder ends with.
const SUFFIX: &str = ".tmp";

/// The file that git reads, and that is locked.
const LOCK: &str = ".gitignore";

/// The folder of a dataset that appears as a whole.
const WHOLE: &str = "whole";

/// The folder of old versions.
const REPLACED: &str = "replaced";

/// The lock of the entities in earlier versions of Demarche.
const ENTITIES_LOCK: &str = ".entities.lock";

/// How long nothing must have changed in the folder of a program of which we cannot tell whether it
/// runs.
const OLD: Duration = Duration::from_secs(24 * 60 * 60);

/// How often a folder is made anew if another program took it for a leftover.
const ATTEMPTS: usize = 8;

/// A folder for temporary files. It is removed with all files that are still in it.
#[derive(Debug)]
pub struct TemporaryFolder {
    path: PathBuf,
    /// The number of files so far.
    count: AtomicUsize,
    /// Released only just before the folder is removed.
    lock: Option<File>,
}

/// The temporary folders in use, by the folder that they are in.
static IN_USE: Mutex<Option<HashMap<PathBuf, Weak<TemporaryFolder>>>> = Mutex::new(None);

impl TemporaryFolder {
    /// Makes a temporary folder in this folder.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn new_in(folder: &Path) -> io::Result<Self> {
        let mut failed = io::Error::other("other programs remove the temporary folder");
        for _ in 0..ATTEMPTS {
            let mut builder = tempfile::Builder::new();
            builder.prefix(PREFIX).rand_bytes(LETTERS);
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt as _;
                builder.permissions(fs::Permissions::from_mode(0o700));
            }
            let made = builder.tempdir_in(folder)?;
            match lock_new(&made.path().join(LOCK)) {
                Ok(lock) => {
                    return Ok(Self {
                        path: made.keep(),
                        count: AtomicUsize::new(0),
                        lock: Some(lock),
                    });
                }
                Err(error) => failed = error,
            }
        }
        Err(failed)
    }

    /// The temporary folder of this program in this folder.
    ///
    /// # Errors
    /// If there is none and it cannot be made.
    pub(super) fn shared_in(folder: &Path) -> io::Result<Arc<Self>> {
        let mut in_use = IN_USE.lock().unwrap_or_else(PoisonError::into_inner);
        let in_use = in_use.get_or_insert_default();
        if let Some(shared) = in_use.get(folder).and_then(Weak::upgrade) {
            return Ok(shared);
        }
        in_use.retain(|_, shared| shared.strong_count() > 0);
        let shared = Arc::new(Self::new_in(folder)?);
        in_use.insert(folder.to_owned(), Arc::downgrade(&shared));
        Ok(shared)
    }

    /// The path of the folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path of the folder in which a dataset becomes complete; it need not exist.
    pub fn whole(&self) -> PathBuf {
        self.path.join(WHOLE)
    }

    /// The path of the next temporary file, which does not exist.
    pub(super) fn next_file(&self) -> PathBuf {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        self.path.join(number.to_string())
    }

    /// Makes the folder that an old version is moved to, and returns the path for it.
    pub(super) fn replaced_file(&self, target: &Path) -> io::Result<PathBuf> {
        let folder = self.path.join(REPLACED);
        match fs::create_dir(&folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => Ok(folder.join(target.file_name().unwrap_or_default())),
        }
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        if let Err(error) = remove_with_files(&self.path, self.lock.take()) {
            log::warn!(
                "a temporary folder stays until the next start ({error}): {}",
                display_path(&self.path)
            );
        }
    }
}

/// Creates and locks the lock of a new folder. On a disk without locks the time of the last change
/// shows that it is in use.
fn lock_new(path: &Path) -> io::Result<File> {
    let marks = marks(&this_computer().unwrap_or_default());
    let mut lock = File::create_new(path)?;
    lock.write_all(marks.as_bytes())?;
    match lock.try_lock() {
        Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::WouldBlock.into()),
        Ok(()) | Err(TryLockError::Error(_)) => {}
    }
    // Another program may have locked it first, and removed it.
    fs::metadata(path)?;
    Ok(lock)
}

/// The text of a lock: the computer whose program has it, and what git ignores.
fn marks(computer: &str) -> String {
    format!("# {computer}\n*\n")
}

/// A temporary file; it is removed unless it has been moved.
#[derive(Debug)]
pub(super) struct TemporaryFile {
    pub path: PathBuf,
    pub folder: Arc<TemporaryFolder>,
}

impl TemporaryFile {
    /// A path for a temporary file beside the files of this folder.
    pub fn new_in(folder: &Path) -> io::Result<Self> {
        let folder = TemporaryFolder::shared_in(folder)?;
        Ok(Self {
            path: folder.next_file(),
            folder,
        })
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        // Most have been moved by now. What stays is removed with the folder.
        let _ = fs::remove_file(&self.path);
    }
}

/// A private temporary file in this folder, for a file whose loss is no harm. A program that is killed
/// leaves it; after a day it is a leftover.
///
/// # Errors
/// If it cannot be created.
pub fn temporary_file_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).rand_bytes(LETTERS).suffix(SUFFIX);
    builder.tempfile_in(folder)
}

/// What tells this computer from others that use the same share.
fn this_computer() -> Option<String> {
    let read = |path: &str| fs::read_to_string(path).ok();
    let name = std::env::var("COMPUTERNAME").ok();
    let name = name.or_else(|| read("/proc/sys/kernel/hostname"))?;
    let id = read("/etc/machine-id").unwrap_or_default();
    // The hash keeps the name of the computer out of a folder that others see.
    let known = format!("{} {}", name.trim(), id.trim());
    Some(super::hash::hex(
        &super::hash::sha256(known.as_bytes())[..8],
    ))
}

/// Removes what programs that have ended left in this folder, and puts back files that they were
/// about to replace. What belongs to a running program stays.
pub fn remove_leftovers(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        let removed = if name == ENTITIES_LOCK && kind.is_file() {
            remove_old_lock(&path)
        } else if kind.is_file() && name.to_str().is_some_and(is_temporary_file) {
            remove_if_old(&path)
        } else if kind.is_dir() && name.to_str().is_some_and(is_temporary_folder) {
            remove_if_left(&path)
        } else {
            continue;
        };
        match removed {
            Ok(true) => log::info!("removed a leftover: {}", display_path(&path)),
            Ok(false) => {}
            Err(error) => log::warn!("a leftover stays ({error}): {}", display_path(&path)),
        }
    }
}

/// Whether a file or folder may be what a program that has ended left, by its name.
pub fn may_be_leftover(name: &OsStr) -> bool {
    let is_temporary = |name: &str| is_temporary_folder(name) || is_temporary_file(name);
    name == ENTITIES_LOCK || name.to_str().is_some_and(is_temporary)
}

/// Whether a folder has the name of a temporary folder.
fn is_temporary_folder(name: &str) -> bool {
    name.strip_prefix(PREFIX).is_some_and(|rest| {
        rest.len() == LETTERS && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn is_temporary_file(name: &str) -> bool {
    name.strip_suffix(SUFFIX).is_some_and(is_temporary_folder)
}

fn remove_old_lock(path: &Path) -> io::Result<bool> {
    let lock = super::open_lock(path)?;
    if lock.metadata()?.len() > 0 || lock.try_lock().is_err() {
        return Ok(false);
    }
    fs::remove_file(path)?;
    Ok(true)
}

fn remove_if_old(path: &Path) -> io::Result<bool> {
    if !is_old(&fs::metadata(path)?) {
        return Ok(false);
    }
    fs::remove_file(path)?;
    Ok(true)
}

fn is_old(metadata: &fs::Metadata) -> bool {
    let now = SystemTime::now();
    let age = metadata
        .modified()
        .ok()
        .and_then(|m| now.duration_since(m).ok());
    age.is_some_and(|age| age > OLD)
}

/// Removes a temporary folder if its program has ended; false if it has not, or if the folder has
/// files that none of ours has.
fn remove_if_left(path: &Path) -> io::Result<bool> {
    let is_old_folder = || -> io::Result<bool> {
        let mut is_all_old = is_old(&fs::metadata(path)?);
        for entry in fs::read_dir(path)? {
            is_all_old &= is_old(&entry?.metadata()?);
        }
        Ok(is_all_old)
    };
    let has_only_ours = fs::read_dir(path)?.flatten().all(|entry| {
        let name = entry.file_name();
        let is_number = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit());
        let known = [LOCK, REPLACED, WHOLE];
        known.iter().any(|known| name == *known) || name.to_str().is_some_and(is_number)
    });
    if !has_only_ours {
        return Ok(false);
    }
    let lock_path = path.join(LOCK);
    let lock = match File::options().read(true).write(true).open(&lock_path) {
        Ok(lock) => lock,
        // Its program was killed, or is just making it, and then makes another one. The folder is empty.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(fs::remove_dir(path).is_ok());
        }
        // A colleague's: his program removes it.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Ok(false),
        Err(error) => return Err(error),
    };
    let (found, _) = super::read(&lock_path, 4096)?;
    let is_ours = this_computer().is_some_and(|computer| found == marks(&computer).as_bytes());
    let is_gone = match lock.try_lock() {
        Err(TryLockError::WouldBlock) => return Ok(false),
        Ok(()) if is_ours => true,
        // Its program was killed before it wrote, or is just making it, and then makes another one.
        Ok(()) if lock.metadata()?.len() == 0 => true,
        // Another computer's lock may not be visible here, and some disks have none.
        Ok(()) | Err(TryLockError::Error(_)) => is_old_folder()?,
    };
    if is_gone {
        remove_with_files(path, Some(lock))?;
    }
    Ok(is_gone)
}

/// Removes a temporary folder, whose lock is given. An old version that is missing in its place is put
/// back there; if that fails, it is kept.
fn remove_with_files(path: &Path, lock: Option<File>) -> io::Result<()> {
    let replaced = path.join(REPLACED);
    if let Ok(entries) = fs::read_dir(&replaced) {
        let beside = path.parent().unwrap_or(Path::new("."));
        for entry in entries.flatten() {
            put_back(&entry.path(), &beside.join(entry.file_name()))?;
        }
        fs::remove_dir(&replaced)?;
    }
    for entry in fs::read_dir(path)?.flatten() {
        if entry.file_name() == OsStr::new(LOCK) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    // A file that is open stays under a hidden name on NFS and FUSE, and then the folder stays too.
    drop(lock);
    // The lock last, so that a folder without it is a new one.
    unless_gone(fs::remove_file(path.join(LOCK)))?;
    unless_gone(fs::remove_dir(path))
}

/// Another program may remove the same leftover.
fn unless_gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Puts an old version back in its place, or removes it if a new one is there.
fn put_back(old: &Path, place: &Path) -> io::Result<()> {
    match place.symlink_metadata() {
        Ok(_) => fs::remove_file(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            log::warn!(
                "a file that was being replaced is put back: {}",
                display_path(place)
            );
            put_new(&System, old, place)?;
            unless_gone(fs::remove_file(old))
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atomic::{Prepared, open_lock};

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder")
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    /// The temporary folder of a program that was killed while replacing these files.
    fn left(folder: &Path, replaced: &[&str]) -> PathBuf {
        let temporary = TemporaryFolder::new_in(folder).expect("a folder");
        let left = folder.join(".demarche-Left00");
        fs::create_dir(&left).expect("a folder");
        let lock = ".gitignore";
        fs::copy(temporary.path().join(lock), left.join(lock)).expect("the lock");
        fs::write(left.join("0"), "half of").expect("a file");
        for name in replaced {
            fs::create_dir_all(left.join("replaced")).expect("a folder");
            fs::write(left.join("replaced").join(name), "old").expect("a file");
        }
        left
    }

    fn make_old(path: &Path) {
        let long_ago = SystemTime::now() - Duration::from_secs(48 * 60 * 60);
        let file = File::open(path).expect("it is there");
        file.set_modified(long_ago).expect("a time");
    }

    #[test]
    fn what_a_killed_program_left_is_removed_and_what_it_was_replacing_is_put_back() {
        let folder = folder();
        let root = folder.path();
        fs::write(root.join("a"), "new").expect("a file");
        fs::write(root.join(".entities.lock"), "").expect("a file");
        left(root, &["a", "b"]);
        remove_leftovers(root);
        assert_eq!(names(root), ["a", "b"]);
        assert_eq!(fs::read(root.join("a")).expect("it is there"), b"new");
        assert_eq!(fs::read(root.join("b")).expect("it is there"), b"old");
    }

    #[test]
    fn what_a_running_program_uses_stays() {
        let folder = folder();
        let root = folder.path();
        let lock = open_lock(&root.join(".entities.lock")).expect("a lock");
        lock.lock().expect("it is free");
        let temporary = TemporaryFolder::new_in(root).expect("a folder");
        fs::write(temporary.path().join("0"), "new").expect("a file");
        make_old(&temporary.path().join("0"));
        make_old(temporary.path());
        let prepared = Prepared::new(&root.join("b"), b"text").expect("it is written");
        remove_leftovers(root);
        assert_eq!(names(root).len(), 3);
        assert!(temporary.path().join("0").exists());
        assert!(prepared.temporary.path.exists());
        drop(temporary);
        drop(prepared);
        drop(lock);
        remove_leftovers(root);
        assert_eq!(names(root), [""; 0]);
    }

    #[test]
    fn the_folder_of_another_computer_is_removed_after_a_day() {
        let folder = folder();
        let root = folder.path();
        let left = left(root, &[]);
        fs::write(left.join(".gitignore"), "# 0123456789abcdef\n*\n").expect("a file");
        let is_there = || {
            remove_leftovers(root);
            left.exists()
        };
        assert!(is_there());
        make_old(&left.join("0"));
        make_old(&left);
        assert!(is_there(), "its lock is new");
        make_old(&left.join(".gitignore"));
        assert!(!is_there());
    }

    #[test]
    fn the_folder_of_a_program_that_was_killed_while_making_it_is_removed() {
        let folder = folder();
        let root = folder.path();
        for (name, lock) in [(".demarche-Left00", None), (".demarche-Left01", Some(""))] {
            fs::create_dir(root.join(name)).expect("a folder");
            if let Some(lock) = lock {
                fs::write(root.join(name).join(".gitignore"), lock).expect("a file");
            }
        }
        remove_leftovers(root);
        assert_eq!(names(root), [""; 0]);
    }

    #[test]
    fn what_is_not_ours_stays() {
        let folder = folder();
        let root = folder.path();
        for name in [
            ".demarche-notes",
            ".demarche-abc123.txt",
            ".demarche-ABCDE1",
        ] {
            fs::create_dir(root.join(name)).expect("a folder");
            fs::write(root.join(name).join("thesis.odt"), "").expect("a file");
        }
        fs::write(root.join(".demarche-abc123.tmp"), "").expect("a file");
        fs::write(root.join(".demarche-abc124.tmp"), "").expect("a file");
        make_old(&root.join(".demarche-abc123.tmp"));
        for entry in fs::read_dir(root).expect("a folder").flatten() {
            let is_folder = entry.path().is_dir();
            if is_folder {
                make_old(&entry.path().join("thesis.odt"));
                make_old(&entry.path());
            }
        }
        remove_leftovers(root);
        let expected = [
            ".demarche-ABCDE1",
            ".demarche-abc123.txt",
            ".demarche-abc124.tmp",
            ".demarche-notes",
        ];
        assert_eq!(names(root), expected);
    }

    #[test]
    fn git_ignores_temporary_files() {
        let folder = folder();
        let temporary = TemporaryFolder::new_in(folder.path()).expect("a folder");
        let ignored = fs::read_to_string(temporary.path().join(".gitignore"));
        let ignored = ignored.expect("it is there");
        assert_eq!(ignored.lines().last(), Some("*"));
    }
}
