//! The system calls that some disks and shares lack, behind a trait, so that tests can take each of
//! them away.
//!
//! It does not know what to do without them: that is in the other files of this folder.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// The calls; each does what the system does.
pub(crate) trait FileSystem {
    /// Waits until a file is stored.
    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    /// Waits until everything on the disk of a folder is stored. Returns false if this fails or does
    /// not report errors.
    fn sync_disk(&self, folder: &Path) -> bool {
        #[cfg(target_os = "linux")]
        return File::open(folder).is_ok_and(|folder| rustix::fs::syncfs(folder).is_ok());
        #[cfg(not(target_os = "linux"))]
        {
            let _ = folder;
            false
        }
    }

    /// Renames a file, and replaces another of that name.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    /// Renames a file if no other has that name.
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        #[cfg(any(target_os = "linux", target_os = "macos"))]
        {
            use rustix::fs::{CWD, RenameFlags, renameat_with};
            Ok(renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE)?)
        }
        #[cfg(not(any(target_os = "linux", target_os = "macos")))]
        {
            let moved = tempfile::TempPath::try_from_path(from)?.persist_noclobber(to);
            moved.map_err(|error| {
                let source = error.error;
                // The caller tries something else with the file.
                let _ = error.path.keep();
                source
            })
        }
    }

    /// Exchanges the names of two folders.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        #[cfg(any(target_os = "linux", target_os = "macos"))]
        {
            use rustix::fs::{CWD, RenameFlags, renameat_with};
            Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
        }
        #[cfg(not(any(target_os = "linux", target_os = "macos")))]
        {
            let _ = (one, other);
            Err(io::ErrorKind::Unsupported.into())
        }
    }

    /// Gives a file a second name, if no other has it.
    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    /// Waits for the lock of a folder.
    fn lock(&self, folder: &File) -> io::Result<()> {
        folder.lock()
    }

    /// Sets the mode of a file.
    #[cfg(unix)]
    fn set_mode(&self, file: &File, mode: u32) -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt as _;
        file.set_permissions(fs::Permissions::from_mode(mode))
    }

    /// Sets owner and group of a file.
    #[cfg(unix)]
    fn set_owner(&self, file: &File, owner: Option<u32>, group: Option<u32>) -> io::Result<()> {
        std::os::unix::fs::fchown(file, owner, group)
    }
}

/// The file system as it is.
pub(crate) struct System;

impl FileSystem for System {}

/// Whether the file system lacks a call, or refuses it as one that it lacks: FAT answers that it is
/// not permitted, others that a value is invalid.
pub(super) fn is_lacking(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput | io::ErrorKind::PermissionDenied
    )
}

/// Whether syncing does not exist there; every other error means that the file may not be stored.
pub(super) fn cannot_sync(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
    )
}
