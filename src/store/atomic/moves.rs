//! The steps with which a complete file gets its name, with the next best ones where a disk lacks the
//! first.
//!
//! It does not know what the files are, nor what was there when they were read.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::attributes::{Access, create_new};
use super::file_system::{FileSystem, is_lacking};
use super::{LimitationKind, folder_of, report, sync};

/// Moves a complete file to a name that no other file has.
///
/// # Errors
/// If another file has the name (kind [`io::ErrorKind::AlreadyExists`]), or it cannot be moved.
pub(super) fn put_new(system: &dyn FileSystem, from: &Path, to: &Path) -> io::Result<()> {
    match system.rename_new(from, to) {
        Err(error) if is_lacking(&error) => {}
        done => return done,
    }
    match system.hard_link(from, to) {
        Ok(()) => {
            // If this fails, it is removed with the temporary folder.
            let _ = fs::remove_file(from);
            return Ok(());
        }
        Err(error) if is_lacking(&error) => {}
        Err(error) => return Err(error),
    }
    // Creating a file is the one call that every file system refuses if the name is taken.
    let reserved = create_new(to, Access::Ordinary)?;
    report(LimitationKind::NewFile, folder_of(to));
    if system.rename(from, to).is_ok() {
        return Ok(());
    }
    // The reserved file is ours, so it may be written in place.
    let copied = File::open(from)
        .and_then(|mut from| io::copy(&mut from, &mut &reserved))
        .and_then(|_| sync(system, &reserved, folder_of(to)));
    if copied.is_err() {
        let _ = fs::remove_file(to);
    }
    copied
}

/// Moves a complete file to a name, and replaces the file of that name. Where that takes two steps, the
/// old file is moved to the given place first.
///
/// # Errors
/// If it cannot be moved; the old file is there then, or is put back at the next start.
pub(super) fn put_over(
    system: &dyn FileSystem,
    from: &Path,
    to: &Path,
    place_for_old: impl FnOnce() -> io::Result<PathBuf>,
) -> io::Result<()> {
    let first = match system.rename(from, to) {
        Ok(()) => return Ok(()),
        Err(error) => error,
    };
    let is_refused = is_lacking(&first) || first.kind() == io::ErrorKind::AlreadyExists;
    if !is_refused {
        return Err(first);
    }
    let old = place_for_old()?;
    if system.rename(to, &old).is_err() {
        return Err(first);
    }
    if put_new(system, from, to).is_err() {
        // If this fails too, it is done when the temporary folder is removed.
        let _ = put_new(system, &old, to);
        return Err(first);
    }
    report(LimitationKind::Replace, folder_of(to));
    let _ = fs::remove_file(old);
    Ok(())
}
