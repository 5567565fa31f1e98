//! Atomic replacement of files: a file appears whole or not at all, and never overwrites another
//! program's changes.
//!
//! ```text
//! temporary file in the same folder -> write -> sync -> compare -> rename -> sync the folder
//! ```
//!
//! Start with [`replace`]. `temporary` has the temporary files and what a killed program leaves of
//! them; `attributes` what a file keeps when it is replaced; `moves` the steps of replacing;
//! `file_system` the calls that some disks lack. Without one of them the next best is done, and
//! reported as a [limitation](super::limitations):
//!
//! | Without | Instead | Weaker |
//! |---|---|---|
//! | renaming only if the name is free | a hard link; without those an empty file takes the name first | a kill may leave the empty file |
//! | replacing by a rename | the old file is moved away first | the file is missing for a moment; after a kill, until the next start |
//! | changing permissions | those that a new file gets | colleagues may lose or gain access |
//! | syncing | nothing | a power failure may lose the last changes |
//! | locks | comparing | two windows may write at the same moment |
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
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::display_path::display_path;
use super::hash;
use super::limitations::{LimitationKind, report};
use super::private;
use crate::io_reason::reason;

mod attributes;

mod file_system;

mod moves;

mod stamp;

mod temporary;

mod whole_folder;

use attributes::{Access, NotKept, create_like, create_new, make_like};
use file_system::{FileSystem, System, cannot_sync, is_lacking};
use moves::{put_new, put_over};
use stamp::StampedWriter;
use temporary::TemporaryFile;

pub use stamp::{Stamp, WriteContents};
pub use temporary::{TemporaryFolder, may_be_leftover, remove_leftovers, temporary_file_in};
pub use whole_folder::put_folder;

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
        "the file could not be written ({}): check space and permissions in {}",
        reason(source),
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

/// Opens a file of the state folder that exists only to be locked, and creates it if needed.
///
/// # Errors
/// If it cannot be opened, or is not a regular file.
pub fn open_lock(path: &Path) -> io::Result<File> {
    if let Ok(metadata) = fs::metadata(path) {
        refuse_other_than_file(&metadata)?;
    }
    let mut options = private::file_options();
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
/// Refuses anything but a regular file, such as a pipe. Owner, group, permissions, access list and
/// extended attributes stay where the system lets us, and a symbolic link stays a link: its target
/// is replaced.
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
    let prepared = Prepared::new(path, bytes)?;
    replace_prepared(&System, prepared, expected, before_rename)
}

/// Replaces or creates a file that only its owner may read and write.
///
/// # Errors
/// If it cannot be written; nothing has changed then.
pub fn replace_private(path: &Path, bytes: &[u8]) -> Result<Stamp, WriteError> {
    let prepared = Prepared::with(&System, path, bytes, Access::Private)?;
    replace_prepared(&System, prepared, Expected::Anything, &|_| true)
}

fn replace_prepared(
    system: &dyn FileSystem,
    prepared: Prepared,
    expected: Expected<'_>,
    before_rename: BeforeRename<'_>,
) -> Result<Stamp, WriteError> {
    let prepared = prepared.synced(system)?;
    if !before_rename(&prepared.stamp) {
        return Err(prepared.io_error(io::Error::other("the project was left")));
    }
    let folder = folder_of(&prepared.target).to_owned();
    let stamp = {
        let _lock = lock_folder(system, &folder);
        prepared.put(system, expected)?
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
    temporary: TemporaryFile,
    stamp: Stamp,
}

impl Prepared {
    /// Writes the new version beside the old one, without a sync.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn new(path: &Path, bytes: &[u8]) -> Result<Self, WriteError> {
        Self::with(&System, path, bytes, Access::Ordinary)
    }

    /// The same for contents that are written in portions, so that they are never in memory as a whole.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn written_by(path: &Path, contents: &WriteContents<'_>) -> Result<Self, WriteError> {
        Self::with_contents(&System, path, contents, Access::Ordinary)
    }

    fn with(
        system: &dyn FileSystem,
        path: &Path,
        bytes: &[u8],
        access: Access,
    ) -> Result<Self, WriteError> {
        Self::with_contents(system, path, &|file| file.write_all(bytes), access)
    }

    fn with_contents(
        system: &dyn FileSystem,
        path: &Path,
        contents: &WriteContents<'_>,
        access: Access,
    ) -> Result<Self, WriteError> {
        let io_error = |source| WriteError::Io {
            path: path.to_owned(),
            source,
        };
        let target = target(path).map_err(io_error)?;
        let there = fs::metadata(&target).ok();
        if let Some(there) = &there {
            refuse_other_than_file(there).map_err(io_error)?;
        }
        // A rename would succeed, but a read-only permission is meant to protect the contents.
        if there.as_ref().is_some_and(|t| t.permissions().readonly()) {
            return Err(io_error(io::ErrorKind::PermissionDenied.into()));
        }
        let folder = folder_of(&target);
        let temporary = TemporaryFile::new_in(folder).map_err(io_error)?;
        let file = match there.filter(|_| access == Access::Ordinary) {
            Some(there) => {
                create_like(system, &temporary.path, &target, &there).map(|(file, not_kept)| {
                    report_not_kept(not_kept, folder);
                    file
                })
            }
            None => create_new(&temporary.path, access),
        };
        let written = file.and_then(|file| {
            let mut file = io::BufWriter::new(StampedWriter::new(file));
            contents(&mut file)?;
            let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            Ok(file.stamp())
        });
        let stamp = written.map_err(io_error)?;
        Ok(Self {
            path: path.to_owned(),
            stamp,
            target,
            temporary,
        })
    }

    /// The stamp that the file is about to have.
    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    fn synced(self, system: &dyn FileSystem) -> Result<Self, WriteError> {
        let file = File::options().write(true).open(&self.temporary.path);
        let synced = file.and_then(|file| sync(system, &file, folder_of(&self.target)));
        match synced {
            Ok(()) => Ok(self),
            Err(source) => Err(self.io_error(source)),
        }
    }

    /// Renames the new version into place atomically, if the file is as expected.
    fn put(self, system: &dyn FileSystem, expected: Expected<'_>) -> Result<Stamp, WriteError> {
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
        let from = &self.temporary;
        let put = match expected {
            // A file that must not exist yet never replaces another one.
            Expected::Nothing => put_new(system, &from.path, &self.target),
            Expected::Anything | Expected::Contents(_) => {
                let place = || from.folder.replaced_file(&self.target);
                put_over(system, &from.path, &self.target, place)
            }
        };
        match put {
            Ok(()) => {
                let modified = fs::metadata(&self.target).and_then(|m| m.modified()).ok();
                Ok(Stamp {
                    modified,
                    ..self.stamp
                })
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(WriteError::ChangedOutside { path: self.path })
            }
            Err(error) => Err(self.io_error(error)),
        }
    }

    fn io_error(&self, source: io::Error) -> WriteError {
        WriteError::Io {
            path: self.path.clone(),
            source,
        }
    }
}

/// Waits until a file is stored, if the disk can tell.
fn sync(system: &dyn FileSystem, file: &File, folder: &Path) -> io::Result<()> {
    unless_cannot_sync(system.sync(file), folder)
}

/// Waits until the contents of a file are stored, if the disk can tell.
///
/// # Errors
/// If they may not be stored.
pub fn sync_contents(file: &File, path: &Path) -> io::Result<()> {
    unless_cannot_sync(file.sync_data(), folder_of(path))
}

fn unless_cannot_sync(synced: io::Result<()>, folder: &Path) -> io::Result<()> {
    match synced {
        Err(error) if cannot_sync(&error) => {
            report(LimitationKind::Sync, folder);
            Ok(())
        }
        synced => synced,
    }
}

fn report_not_kept(not_kept: NotKept, folder: &Path) {
    if not_kept.permissions {
        report(LimitationKind::Permissions, folder);
    }
    if not_kept.owner {
        report(LimitationKind::Owner, folder);
    }
}

/// Syncs many new versions to disk at once; returns the error for each one that failed.
pub fn sync_together(prepared: Vec<Prepared>) -> Vec<Result<Prepared, WriteError>> {
    let folders: BTreeSet<&Path> = prepared.iter().map(|p| folder_of(&p.target)).collect();
    let sync_disk = |folder| System.sync_disk(folder);
    if prepared.len() >= TOGETHER && folders.into_iter().all(sync_disk) {
        return prepared.into_iter().map(Ok).collect();
    }
    let synced = prepared.into_iter().map(|one| one.synced(&System));
    synced.collect()
}

/// Renames many new versions into place. The results are in the order of the input.
pub fn put_together(prepared: Vec<(Prepared, Expected<'_>)>) -> Vec<Result<Stamp, WriteError>> {
    let mut results = Vec::with_capacity(prepared.len());
    let mut prepared = prepared.into_iter().peekable();
    while let Some((first, expected)) = prepared.next() {
        let folder = folder_of(&first.target).to_owned();
        {
            let _lock = lock_folder(&System, &folder);
            results.push(first.put(&System, expected));
            while let Some((next, expected)) =
                prepared.next_if(|(next, _)| folder_of(&next.target) == folder)
            {
                results.push(next.put(&System, expected));
            }
        }
        sync_folder(&folder);
    }
    results
}

/// From this number of files on, one sync of the whole file system is faster.
const TOGETHER: usize = 8;

/// Waits until no other window is between comparing and renaming a file of this folder.
///
/// Locks the folder itself, so that no lock file is left behind. On a file system without locks,
/// and on Windows, where folders have none, the comparison is the only protection.
fn lock_folder(system: &dyn FileSystem, folder: &Path) -> Option<File> {
    let file = File::open(folder).ok()?;
    match system.lock(&file) {
        Ok(()) => Some(file),
        Err(error) => {
            log::debug!("no lock of {}: {error}", display_path(folder));
            report(LimitationKind::Locks, folder);
            None
        }
    }
}

/// Renames a file to a name that no other file has, in steps as safe as the disk allows.
///
/// # Errors
/// If another file has the name (kind [`io::ErrorKind::AlreadyExists`]), or the file cannot be renamed; it
/// has its old name then.
pub fn rename_to_free(from: &Path, to: &Path) -> io::Result<()> {
    match System.rename_new(from, to) {
        Err(error) if is_lacking(&error) => {}
        renamed => return renamed,
    }
    put_new(&System, from, to)?;
    // A second name or a copy may have left the first.
    match fs::remove_file(from) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            let _ = fs::remove_file(to);
            Err(error)
        }
        _ => Ok(()),
    }
}

/// Moves a complete file out of a temporary folder to its place, and replaces a file there.
///
/// Attributes of the file there stay as in [`replace`]. A link there is replaced and not followed, except
/// one to a pipe or a device; these are written to.
///
/// # Errors
/// If it cannot be moved; the file there is unchanged then.
pub fn put(complete: &Path, path: &Path, temporary: &TemporaryFolder) -> Result<(), WriteError> {
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
            Ok(there) if !is_link => take_attributes(complete, path, &there)?,
            _ => {}
        }
        put_over(&System, complete, path, || temporary.replaced_file(path))
    };
    put().map_err(|source| WriteError::Io {
        path: path.to_owned(),
        source,
    })
}

/// Gives a complete file or folder the attributes of the one that it is about to replace.
fn take_attributes(complete: &Path, replaced: &Path, there: &fs::Metadata) -> io::Result<()> {
    let not_kept = make_like(&System, complete, replaced, there)?;
    report_not_kept(not_kept, folder_of(replaced));
    Ok(())
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

/// The folder above a folder, if both are on the same disk.
pub fn folder_on_same_disk(folder: &Path) -> Option<&Path> {
    let above = folder_of(folder);
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let disk = |folder| fs::metadata(folder).map(|metadata| metadata.dev());
        (disk(folder).ok()? == disk(above).ok()?).then_some(above)
    }
    #[cfg(not(unix))]
    {
        let _ = above;
        None
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
mod tests;
