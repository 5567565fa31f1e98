//! Files that appear whole or not at all, and are never written over another program's work.
//!
//! ```text
//! temporary file in the same folder -> write -> sync -> compare -> rename -> sync the folder
//! ```
//!
//! Windows of this program take turns at comparing and renaming, by a lock on the folder.
//!
//! Limitation: another program, which takes no turn, has a moment of some microseconds between the
//! two in which its write would be lost; no file system offers a rename that compares.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::hash::sha256;
use super::shown::shown;

/// What a file held when we last read or wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Length in bytes.
    pub len: u64,
    /// When the file system says it was changed; told to people, not compared.
    pub modified: Option<SystemTime>,
    /// SHA-256 of the contents.
    pub sha256: [u8; 32],
}

impl Stamp {
    /// The stamp of contents, with the time that the file system gives.
    pub fn of(bytes: &[u8], modified: Option<SystemTime>) -> Self {
        Self {
            len: bytes.len() as u64,
            modified,
            sha256: sha256(bytes),
        }
    }

    /// Whether a file still holds these contents.
    ///
    /// The time alone proves nothing: `git checkout` sets it on files that stay the same, and a
    /// coarse clock keeps it on files that do not. So the contents are read unless lengths differ.
    ///
    /// # Errors
    /// If the file is there and cannot be read.
    pub fn holds(&self, path: &Path) -> io::Result<bool> {
        match fs::metadata(path) {
            Ok(metadata) if !metadata.is_file() || metadata.len() != self.len => Ok(false),
            Ok(_) => match read(path, self.len) {
                Ok((bytes, _)) => Ok(sha256(&bytes) == self.sha256),
                // It has grown meanwhile.
                Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Ok(false),
                Err(error) => Err(error),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// What is expected on disk before a file is replaced.
#[derive(Clone, Copy, Debug)]
pub enum Expected<'a> {
    /// Whatever it is: the caller has looked, or owns the file alone.
    Anything,
    /// No file.
    Nothing,
    /// What was last read or written.
    Contents(&'a Stamp),
}

/// Is told what a file will hold if nothing goes wrong any more.
pub type Announce<'a> = &'a dyn Fn(&Stamp);

/// Why a file was not replaced; it is as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error(
        "another program has changed the file since it was read: {}",
        shown(path)
    )]
    ChangedOutside { path: PathBuf },
    #[error(
        "the file could not be written ({source}): check space and permissions in {}",
        shown(path)
    )]
    Io { path: PathBuf, source: io::Error },
}

/// A file's bytes and when it was changed.
///
/// # Errors
/// If it is larger than the limit in bytes (kind [`io::ErrorKind::FileTooLarge`]), is no file, or
/// cannot be read.
pub fn read(path: &Path, limit: u64) -> io::Result<(Vec<u8>, Option<SystemTime>)> {
    let file = open(path)?;
    let metadata = file.metadata()?;
    let too_large = || io::Error::new(io::ErrorKind::FileTooLarge, TooLarge(metadata.len(), limit));
    if metadata.len() > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    // A growing file has no honest length.
    (&file)
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(too_large());
    }
    Ok((bytes, metadata.modified().ok()))
}

/// How long a file is and may be, in bytes.
#[derive(Debug, thiserror::Error)]
#[error("it is {0} bytes long, and no more than {1} are read")]
struct TooLarge(u64, u64);

/// Opens a file to be read.
///
/// # Errors
/// If it cannot be opened, or is no file: a pipe would keep whoever reads it waiting for ever.
pub fn open(path: &Path) -> io::Result<File> {
    refuse_other_than_file(&fs::metadata(path)?)?;
    File::open(path)
}

/// A file that is there only to be locked; it is made if need be.
///
/// # Errors
/// If it cannot be opened, or is no file.
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

/// Replaces a file's contents, or makes the file.
///
/// What is no file, such as a pipe, is left alone. Permissions stay, and a symbolic link stays a link: its target is replaced.
///
/// # Errors
/// If the file is not what was expected, or the new one cannot be written; nothing has changed then.
pub fn replace(path: &Path, bytes: &[u8], expected: Expected<'_>) -> Result<Stamp, WriteError> {
    replace_announced(path, bytes, expected, &|_| {})
}

/// Like [`replace`], and tells what the file is about to hold when only renaming is left to do.
///
/// # Errors
/// If the file is not what was expected, or the new one cannot be written; nothing has changed then.
pub fn replace_announced(
    path: &Path,
    bytes: &[u8],
    expected: Expected<'_>,
    announce: Announce<'_>,
) -> Result<Stamp, WriteError> {
    let io_error = |source| WriteError::Io {
        path: path.to_owned(),
        source,
    };
    let target = target(path).map_err(io_error)?;
    if let Ok(there) = fs::metadata(&target) {
        refuse_other_than_file(&there).map_err(io_error)?;
        // Renaming would succeed; whoever took the permission away meant the contents.
        if there.permissions().readonly() {
            return Err(io_error(io::ErrorKind::PermissionDenied.into()));
        }
    }
    let folder = folder_of(&target);
    let mut temporary = tempfile::Builder::new()
        .prefix(".demarche-")
        .suffix(".tmp")
        .tempfile_in(folder)
        .map_err(io_error)?;
    temporary.write_all(bytes).map_err(io_error)?;
    set_permissions(temporary.as_file(), &target).map_err(io_error)?;
    temporary.as_file().sync_all().map_err(io_error)?;
    let stamp = Stamp::of(bytes, None);
    announce(&stamp);

    let _turn = take_turn(folder);
    let changed = match expected {
        Expected::Anything => false,
        Expected::Nothing => target.symlink_metadata().is_ok(),
        Expected::Contents(stamp) => !stamp.holds(&target).map_err(io_error)?,
    };
    if changed {
        return Err(WriteError::ChangedOutside {
            path: path.to_owned(),
        });
    }
    let file = match expected {
        // A link that must not exist yet is made without ever replacing another's file.
        Expected::Nothing => match temporary.persist_noclobber(&target) {
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(WriteError::ChangedOutside {
                    path: path.to_owned(),
                });
            }
            other => other,
        },
        Expected::Anything | Expected::Contents(_) => temporary.persist(&target),
    }
    .map_err(|error| io_error(error.error))?;
    sync_folder(folder);
    let modified = file.metadata().and_then(|m| m.modified()).ok();
    Ok(Stamp { modified, ..stamp })
}

/// Waits until no other window is between comparing and renaming a file of this folder.
///
/// The folder itself is locked, so that no file of a lock lies about. Where a file system knows no
/// locks, comparing alone must do.
fn take_turn(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

/// Moves a complete file of the same file system to its place, whatever is there.
///
/// Permissions and links stay as in [`replace`]; what is no file, such as a pipe, is written to.
///
/// # Errors
/// If it cannot be moved; what is there has not changed then.
pub fn put(complete: &Path, path: &Path) -> Result<(), WriteError> {
    let put = || {
        let target = target(path)?;
        match fs::metadata(&target) {
            Ok(there) if there.permissions().readonly() => {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            Ok(there) if !there.is_file() => {
                io::copy(&mut File::open(complete)?, &mut File::create(&target)?)?;
                return Ok(());
            }
            Ok(there) => fs::set_permissions(complete, there.permissions())?,
            Err(_) => {}
        }
        fs::rename(complete, &target)
    };
    put().map_err(|source| WriteError::Io {
        path: path.to_owned(),
        source,
    })
}

/// The file that is meant: what a chain of symbolic links ends at, even if that is missing.
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

/// The folder that a file stands in; a bare name stands in the present one.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Gives a temporary file, which only its owner can read, the permissions that the file has or
/// would get if it were made in the ordinary way.
fn set_permissions(temporary: &File, target: &Path) -> io::Result<()> {
    if let Ok(metadata) = fs::metadata(target) {
        return temporary.set_permissions(metadata.permissions());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // The umask can only be read by setting it, which other threads would notice; so a
        // throwaway file tells what a new file gets.
        let probe = folder_of(target).join(format!(".demarche-{}.tmp", super::ids::fresh()));
        let made = File::create_new(&probe)?;
        let mode = made.metadata().map(|m| m.permissions().mode());
        fs::remove_file(&probe)?;
        temporary.set_permissions(fs::Permissions::from_mode(mode?))?;
    }
    Ok(())
}

/// Makes a rename last. Some file systems cannot sync a folder; the file itself is safe by then.
fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    if let Err(error) = File::open(folder).and_then(|folder| folder.sync_all()) {
        log::debug!("cannot sync folder {}: {error}", shown(folder));
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
    fn a_file_is_replaced_only_while_it_holds_what_was_read() {
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
    fn a_file_in_a_missing_folder_is_an_error() {
        let path = folder().path().join("gone").join("a");
        assert!(matches!(
            replace(&path, b"", Expected::Anything),
            Err(WriteError::Io { .. })
        ));
    }
}
