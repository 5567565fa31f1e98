//! Atomic replacement of files: a file appears whole or not at all, and never overwrites another
//! program's changes.
//!
//! ```text
//! temporary file in the same folder -> write -> sync -> compare -> rename -> sync the folder
//! ```
//!
//! Large numbers of files go through each of these steps together ([`sync_together`],
//! [`put_together`]), so that they wait for the disk only as often as a single file does.
//!
//! Windows of this program exclude each other while they compare and rename, by a lock on the
//! folder.
//!
//! Limitation: another program, which does not take the lock, can write within the few microseconds
//! between the two, and its write would be lost; no file system offers an atomic
//! compare-and-rename. Linux reports errors of syncing a whole file system since 5.8.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::{NamedTempFile, TempPath};

use super::display_path::display_path;
use super::hash::sha256;

/// The contents of a file when the program last read or wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Length in bytes.
    pub len: u64,
    /// The modification time that the file system reports; shown to users, not compared.
    pub modified: Option<SystemTime>,
    /// SHA-256 of the contents.
    pub sha256: [u8; 32],
}

impl Stamp {
    /// The stamp of these contents, with the file system's modification time.
    pub fn of(bytes: &[u8], modified: Option<SystemTime>) -> Self {
        Self {
            len: bytes.len() as u64,
            modified,
            sha256: sha256(bytes),
        }
    }

    /// Whether a file still has these contents.
    ///
    /// The modification time alone proves nothing: `git checkout` sets it on files that stay the
    /// same, and a coarse clock keeps it on files that do not. So the contents are read unless
    /// lengths differ.
    ///
    /// # Errors
    /// If the file exists and cannot be read.
    pub fn holds(&self, path: &Path) -> io::Result<bool> {
        match fs::metadata(path) {
            Ok(metadata) if !metadata.is_file() || metadata.len() != self.len => Ok(false),
            Ok(_) => match read(path, self.len) {
                Ok((bytes, _)) => Ok(sha256(&bytes) == self.sha256),
                // The file has grown since its length was read.
                Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Ok(false),
                Err(error) => Err(error),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// The state of a file that is required on disk before it is replaced.
#[derive(Clone, Copy, Debug)]
pub enum Expected<'a> {
    /// Any state: the caller has checked, or owns the file alone.
    Anything,
    /// The file must not exist.
    Nothing,
    /// The contents that were last read or written.
    Contents(&'a Stamp),
}

/// A callback that receives the stamp that a file is about to have, just before the rename;
/// returning false cancels it.
pub type BeforeRename<'a> = &'a dyn Fn(&Stamp) -> bool;

/// Why a file was not replaced. The file is unchanged.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error(
        "another program has changed the file since it was read: {}",
        display_path(path)
    )]
    ChangedOutside { path: PathBuf },
    #[error(
        "the file could not be written ({source}): check space and permissions in {}",
        display_path(path)
    )]
    Io { path: PathBuf, source: io::Error },
}

/// Reads a file: its bytes and its modification time.
///
/// # Errors
/// If it is larger than the limit in bytes (kind [`io::ErrorKind::FileTooLarge`]), is not a regular
/// file, or cannot be read.
pub fn read(path: &Path, limit: u64) -> io::Result<(Vec<u8>, Option<SystemTime>)> {
    let file = open(path)?;
    let metadata = file.metadata()?;
    let too_large = || io::Error::new(io::ErrorKind::FileTooLarge, TooLarge(metadata.len(), limit));
    if metadata.len() > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    // The length of a growing file is unreliable, so the read is limited too.
    (&file)
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(too_large());
    }
    Ok((bytes, metadata.modified().ok()))
}

/// The length of a file and the limit, in bytes.
#[derive(Debug, thiserror::Error)]
#[error("it is {0} bytes long, and no more than {1} are read")]
struct TooLarge(u64, u64);

/// Opens a file for reading.
///
/// # Errors
/// If it cannot be opened, or is not a regular file: a pipe would block its reader for ever.
pub fn open(path: &Path) -> io::Result<File> {
    refuse_other_than_file(&fs::metadata(path)?)?;
    File::open(path)
}

/// Opens a file that exists only to be locked, and creates it if needed.
///
/// # Errors
/// If it cannot be opened, or is not a regular file.
pub fn open_lock(path: &Path) -> io::Result<File> {
    if let Ok(metadata) = fs::metadata(path) {
        refuse_other_than_file(&metadata)?;
    }
    let mut options = File::options();
    options.create(true).truncate(false).write(true).open(path)
}

fn refuse_other_than_file(metadata: &fs::Metadata) -> io::Result<()> {
    if metadata.is_file() {
        return Ok(());
    }
    let (kind, why) = if metadata.is_dir() {
        (io::ErrorKind::IsADirectory, "it is a folder, not a file")
    } else {
        (
            io::ErrorKind::InvalidInput,
            "it is a pipe or a device, not a file",
        )
    };
    Err(io::Error::new(kind, why))
}

/// Replaces a file's contents, or creates the file.
///
/// Refuses anything but a regular file, such as a pipe. Permissions stay, and a symbolic link stays
/// a link: its target is replaced.
///
/// # Errors
/// If the file is not what was expected, or the new one cannot be written; nothing has changed
/// then.
pub fn replace(path: &Path, bytes: &[u8], expected: Expected<'_>) -> Result<Stamp, WriteError> {
    replace_announced(path, bytes, expected, &|_| true)
}

/// Like [`replace`], and calls `before_rename` with the new stamp when only the rename is left to
/// do.
///
/// # Errors
/// If the file is not what was expected, or the new one cannot be written; nothing has changed
/// then.
pub fn replace_announced(
    path: &Path,
    bytes: &[u8],
    expected: Expected<'_>,
    before_rename: BeforeRename<'_>,
) -> Result<Stamp, WriteError> {
    let prepared = Prepared::new(path, bytes)?.synced()?;
    if !before_rename(&prepared.stamp) {
        return Err(prepared.io_error(io::Error::other("the project was left")));
    }
    let folder = folder_of(&prepared.target).to_owned();
    let stamp = {
        let _lock = lock_folder(&folder);
        prepared.put(expected)?
    };
    sync_folder(&folder);
    Ok(stamp)
}

/// The new version of a file, written to a temporary file beside it and not yet renamed into place.
#[derive(Debug)]
pub struct Prepared {
    path: PathBuf,
    /// The file that is replaced: the end of a chain of symbolic links.
    target: PathBuf,
    /// Closed, to limit open file handles: a great many may be pending together.
    temporary: TempPath,
    stamp: Stamp,
}

impl Prepared {
    /// Writes the new version beside the old one, without a sync.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn new(path: &Path, bytes: &[u8]) -> Result<Self, WriteError> {
        let io_error = |source| WriteError::Io {
            path: path.to_owned(),
            source,
        };
        let target = target(path).map_err(io_error)?;
        let there = fs::metadata(&target).ok();
        if let Some(there) = &there {
            refuse_other_than_file(there).map_err(io_error)?;
        }
        let there = there.map(|there| there.permissions());
        // A rename would succeed, but a read-only permission is meant to protect the contents.
        if there.as_ref().is_some_and(fs::Permissions::readonly) {
            return Err(io_error(io::ErrorKind::PermissionDenied.into()));
        }
        let mut temporary = new_temporary(folder_of(&target)).map_err(io_error)?;
        temporary.write_all(bytes).map_err(io_error)?;
        if let Some(permissions) = there {
            let file = temporary.as_file();
            file.set_permissions(permissions).map_err(io_error)?;
        }
        Ok(Self {
            path: path.to_owned(),
            target,
            temporary: temporary.into_temp_path(),
            stamp: Stamp::of(bytes, None),
        })
    }

    /// The stamp that the file is about to have.
    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    fn synced(self) -> Result<Self, WriteError> {
        let file = File::options().write(true).open(&self.temporary);
        match file.and_then(|file| file.sync_all()) {
            Ok(()) => Ok(self),
            Err(source) => Err(self.io_error(source)),
        }
    }

    /// Renames the new version into place atomically, if the file is as expected.
    fn put(self, expected: Expected<'_>) -> Result<Stamp, WriteError> {
        let changed = match expected {
            Expected::Anything => false,
            Expected::Nothing => self.target.symlink_metadata().is_ok(),
            Expected::Contents(stamp) => match stamp.holds(&self.target) {
                Ok(holds) => !holds,
                Err(source) => return Err(self.io_error(source)),
            },
        };
        if changed {
            return Err(WriteError::ChangedOutside { path: self.path });
        }
        let Self {
            path,
            target,
            temporary,
            stamp,
        } = self;
        let put = match expected {
            // `persist_noclobber` creates a file that must not exist yet without ever replacing
            // another one.
            Expected::Nothing => temporary.persist_noclobber(&target),
            Expected::Anything | Expected::Contents(_) => temporary.persist(&target),
        };
        match put {
            Ok(()) => {
                let modified = fs::metadata(&target).and_then(|m| m.modified()).ok();
                Ok(Stamp { modified, ..stamp })
            }
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                Err(WriteError::ChangedOutside { path })
            }
            Err(error) => Err(WriteError::Io {
                path,
                source: error.error,
            }),
        }
    }

    fn io_error(&self, source: io::Error) -> WriteError {
        WriteError::Io {
            path: self.path.clone(),
            source,
        }
    }
}

/// Syncs many new versions to disk at once; returns the error for each one that failed.
pub fn sync_together(prepared: Vec<Prepared>) -> Vec<Result<Prepared, WriteError>> {
    let folders: BTreeSet<&Path> = prepared.iter().map(|p| folder_of(&p.target)).collect();
    if prepared.len() >= TOGETHER && folders.into_iter().all(sync_file_system) {
        return prepared.into_iter().map(Ok).collect();
    }
    prepared.into_iter().map(Prepared::synced).collect()
}

/// Renames many new versions into place. The results are in the order of the input.
pub fn put_together(prepared: Vec<(Prepared, Expected<'_>)>) -> Vec<Result<Stamp, WriteError>> {
    let mut results = Vec::with_capacity(prepared.len());
    let mut prepared = prepared.into_iter().peekable();
    while let Some((first, expected)) = prepared.next() {
        let folder = folder_of(&first.target).to_owned();
        {
            let _lock = lock_folder(&folder);
            results.push(first.put(expected));
            while let Some((next, expected)) =
                prepared.next_if(|(next, _)| folder_of(&next.target) == folder)
            {
                results.push(next.put(expected));
            }
        }
        sync_folder(&folder);
    }
    results
}

/// From this number of files on, one sync of the whole file system is faster.
const TOGETHER: usize = 8;

/// Syncs a whole file system: one write for a great many files. Returns false if this fails or does
/// not report errors; then each file is synced by itself.
fn sync_file_system(folder: &Path) -> bool {
    #[cfg(target_os = "linux")]
    return File::open(folder).is_ok_and(|folder| rustix::fs::syncfs(folder).is_ok());
    #[cfg(not(target_os = "linux"))]
    {
        let _ = folder;
        false
    }
}

/// An empty temporary file in this folder, with the permissions of an ordinarily created file.
fn new_temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".demarche-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // The system subtracts the umask.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Waits until no other window is between comparing and renaming a file of this folder.
///
/// Locks the folder itself, so that no lock file is left behind. On a file system without locks,
/// the comparison is the only protection.
fn lock_folder(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

/// Moves a complete file of the same file system to its place, and replaces a file there.
///
/// The permissions of the file there stay. A link there is replaced and not followed, except one to
/// a pipe or a device; these are written to.
///
/// # Errors
/// If it cannot be moved; the file there is unchanged then.
pub fn put(complete: &Path, path: &Path) -> Result<(), WriteError> {
    let put = || {
        let is_link = path.is_symlink();
        match fs::metadata(path) {
            Ok(there) if !there.is_file() && !there.is_dir() => {
                io::copy(&mut File::open(complete)?, &mut File::create(path)?)?;
                return Ok(());
            }
            Ok(there) if !is_link && there.permissions().readonly() => {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            Ok(there) if !is_link => fs::set_permissions(complete, there.permissions())?,
            _ => {}
        }
        fs::rename(complete, path)
    };
    put().map_err(|source| WriteError::Io {
        path: path.to_owned(),
        source,
    })
}

/// Resolves a chain of symbolic links to its end, even if the file there is missing.
fn target(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_owned();
    for _ in 0..40 {
        match target.symlink_metadata() {
            Ok(metadata) if metadata.file_type().is_symlink() => {
                let to = fs::read_link(&target)?;
                target = folder_of(&target).join(to);
            }
            _ => return Ok(target),
        }
    }
    Err(io::Error::other("the symbolic links lead in a circle"))
}

/// The folder of a file; the current folder for a bare name.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes a rename durable. Some file systems cannot sync a folder; the file itself is synced by
/// then.
fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    if let Err(error) = File::open(folder).and_then(|folder| folder.sync_all()) {
        log::debug!("cannot sync folder {}: {error}", display_path(folder));
    }
    #[cfg(not(unix))]
    let _ = folder;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder")
    }

    #[test]
    fn a_file_is_replaced_only_if_it_is_unchanged_since_reading() {
        let folder = folder();
        let path = folder.path().join("a.json");
        let first = replace(&path, b"one", Expected::Nothing).expect("it is new");
        assert!(matches!(
            replace(&path, b"two", Expected::Nothing),
            Err(WriteError::ChangedOutside { .. })
        ));
        let second = replace(&path, b"two", Expected::Contents(&first)).expect("it is ours");
        assert_eq!(fs::read(&path).expect("it is there"), b"two");
        fs::write(&path, b"TWO").expect("another program writes");
        assert!(matches!(
            replace(&path, b"three", Expected::Contents(&second)),
            Err(WriteError::ChangedOutside { .. })
        ));
        fs::write(&path, b"two").expect("and takes it back");
        replace(&path, b"three", Expected::Contents(&second)).expect("contents count, not times");
        fs::remove_file(&path).expect("it goes");
        assert!(matches!(
            replace(&path, b"four", Expected::Contents(&second)),
            Err(WriteError::ChangedOutside { .. })
        ));
        let left = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(left, 0, "no temporary file stays");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = folder();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, b"one").expect("a file");
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("a mode");
        std::os::unix::fs::symlink("real", &link).expect("a link");
        replace(&link, b"two", Expected::Anything).expect("it is written");
        assert_eq!(fs::read(&real).expect("it is there"), b"two");
        let mode = fs::metadata(&real).expect("it is there").permissions();
        assert_eq!(mode.mode() & 0o777, 0o640);
        assert!(
            link.symlink_metadata()
                .expect("it is there")
                .file_type()
                .is_symlink()
        );

        let ordinary = folder.path().join("ordinary");
        File::create(&ordinary).expect("a file");
        let new = folder.path().join("new");
        replace(&new, b"", Expected::Nothing).expect("it is written");
        let mode = |path| {
            fs::metadata(path)
                .expect("it is there")
                .permissions()
                .mode()
        };
        assert_eq!(mode(&new), mode(&ordinary));
    }

    #[test]
    fn of_many_files_only_those_that_changed_stay_as_they_are() {
        let folder = folder();
        let path = |number: usize| folder.path().join(format!("{number}.json"));
        let stamps: Vec<Stamp> = (0..2 * TOGETHER)
            .map(|number| replace(&path(number), b"old", Expected::Nothing).expect("it is new"))
            .collect();
        fs::write(path(3), "theirs").expect("another program writes");
        fs::remove_file(path(5)).expect("and removes");
        let new = (0..stamps.len()).map(|number| Prepared::new(&path(number), b"new"));
        let new = new.collect::<Result<_, _>>().expect("they are written");
        let synced = sync_together(new).into_iter().zip(&stamps);
        let synced = synced.map(|(new, old)| (new.expect("synced"), Expected::Contents(old)));
        let mut results = put_together(synced.collect()).into_iter();
        for number in 0..stamps.len() {
            let result = results.next().expect("as many as there were");
            let there = fs::read_to_string(path(number)).ok();
            match (number, result) {
                (3, Err(WriteError::ChangedOutside { path: message })) => {
                    assert_eq!(there.as_deref(), Some("theirs"));
                    assert_eq!(message, path(number));
                }
                (5, Err(WriteError::ChangedOutside { .. })) => assert_eq!(there, None),
                (3 | 5, other) => panic!("{number}: {other:?}"),
                (_, result) => {
                    let stamp = result.expect("it is ours");
                    assert_eq!(there.as_deref(), Some("new"));
                    assert!(stamp.holds(&path(number)).expect("it is read"));
                }
            }
        }
        let left = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(left, stamps.len() - 1, "no temporary file stays");
    }

    #[test]
    fn a_file_in_a_missing_folder_is_an_error() {
        let path = folder().path().join("gone").join("a");
        assert!(matches!(
            replace(&path, b"", Expected::Anything),
            Err(WriteError::Io { .. })
        ));
    }
}
