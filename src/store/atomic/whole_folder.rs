//! Puts a folder of complete files in its place as a whole: at any moment all files there are old, or
//! all are new.
//!
//! It does not know what the files are. A folder that has other files too, or that the system cannot
//! exchange, is left to the caller, who replaces file by file.

use std::fs;
use std::io;
use std::path::Path;

use super::attributes::{NotKept, make_like};
use super::file_system::{FileSystem, System, is_lacking};
use super::moves::put_new;

/// Puts a complete folder in its place. Returns false if this is not possible there; nothing has
/// changed then.
///
/// The old folder, if there is one, must have no file that the new one lacks; afterwards it is in
/// the place of the new one.
///
/// # Errors
/// If one of the folders cannot be read.
pub fn put_folder(complete: &Path, path: &Path) -> io::Result<bool> {
    put_folder_on(&System, complete, path)
}

pub(super) fn put_folder_on(
    system: &dyn FileSystem,
    complete: &Path,
    path: &Path,
) -> io::Result<bool> {
    match path.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return match system.rename_new(complete, path) {
                Err(error) if is_lacking(&error) => Ok(system.rename(complete, path).is_ok()),
                renamed => Ok(renamed.is_ok()),
            };
        }
        Err(error) => return Err(error),
        Ok(there) if !there.is_dir() => return Ok(false),
        Ok(_) => {}
    }
    if !can_replace(system, complete, path)? || system.exchange(complete, path).is_err() {
        return Ok(false);
    }
    keep_others(complete, path)?;
    Ok(true)
}

/// Whether the new folder has all that the old one has; its files and folders get the attributes of
/// the old ones.
fn can_replace(system: &dyn FileSystem, new: &Path, old: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(old)? {
        let entry = entry?;
        let (kind, there) = (entry.file_type()?, entry.metadata()?);
        let counterpart = new.join(entry.file_name());
        let is_in_new = counterpart.symlink_metadata().is_ok_and(|counterpart| {
            (kind.is_file() && counterpart.is_file()) || (kind.is_dir() && counterpart.is_dir())
        });
        if !is_in_new || there.permissions().readonly() {
            return Ok(false);
        }
        if kind.is_dir() && !can_replace(system, &counterpart, &entry.path())? {
            return Ok(false);
        }
        if kind.is_file() && !takes_attributes(system, &counterpart, &entry.path(), &there)? {
            return Ok(false);
        }
    }
    takes_attributes(system, new, old, &fs::metadata(old)?)
}

fn takes_attributes(
    system: &dyn FileSystem,
    new: &Path,
    old: &Path,
    there: &fs::Metadata,
) -> io::Result<bool> {
    Ok(make_like(system, new, old, there)? == NotKept::default())
}

/// Moves what another program has added to the old folder meanwhile into the new one.
fn keep_others(old: &Path, new: &Path) -> io::Result<()> {
    for entry in fs::read_dir(old)? {
        let entry = entry?;
        let place = new.join(entry.file_name());
        match place.symlink_metadata() {
            Ok(there) if there.is_dir() && entry.file_type()?.is_dir() => {
                keep_others(&entry.path(), &place)?;
            }
            Ok(_) => {}
            Err(_) if entry.file_type()?.is_file() => put_new(&System, &entry.path(), &place)?,
            Err(_) => fs::rename(entry.path(), &place)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// A file system that cannot exchange folders, or on which another program adds a file just
    /// before.
    struct Exchange<'a> {
        is_there: bool,
        late: Cell<Option<&'a Path>>,
    }

    impl FileSystem for Exchange<'_> {
        fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
            if !self.is_there {
                return Err(io::ErrorKind::InvalidInput.into());
            }
            if let Some(late) = self.late.take() {
                fs::write(late, "late")?;
            }
            System.exchange(one, other)
        }
    }

    fn make(folder: &Path, files: &[(&str, &str)]) {
        for (name, text) in files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
    }

    fn texts(folder: &Path) -> Vec<(String, String)> {
        let files = walkdir::WalkDir::new(folder).sort_by_file_name();
        let files = files
            .into_iter()
            .flatten()
            .filter(|e| e.file_type().is_file());
        let texts = files.map(|entry| {
            let name = entry.path().strip_prefix(folder).expect("it is within");
            let text = fs::read_to_string(entry.path()).expect("it is read");
            (name.to_string_lossy().into_owned(), text)
        });
        texts.collect()
    }

    fn pairs(files: &[(&str, &str)]) -> Vec<(String, String)> {
        let pairs = files
            .iter()
            .map(|(name, text)| (name.to_string(), text.to_string()));
        pairs.collect()
    }

    const NEW: [(&str, &str); 3] = [("a", "new"), ("b", "new"), ("sub/c", "new")];

    fn check(old: &[(&str, &str)], system: &dyn FileSystem, is_put: bool) {
        let root = tempfile::tempdir().expect("a folder");
        let (complete, path) = (root.path().join("whole"), root.path().join("dataset"));
        make(&complete, &NEW);
        make(&path, old);
        let put = put_folder_on(system, &complete, &path).expect("both are read");
        assert_eq!(put, is_put, "{old:?}");
        let (there, other) = if is_put {
            (&NEW[..], old)
        } else {
            (old, &NEW[..])
        };
        assert_eq!(texts(&path), pairs(there));
        if !old.is_empty() {
            assert_eq!(texts(&complete), pairs(other));
        }
    }

    #[test]
    fn a_folder_is_replaced_as_a_whole_unless_it_has_other_files() {
        let can_exchange = cfg!(any(target_os = "linux", target_os = "macos"));
        check(&[], &System, true);
        check(&[("a", "old"), ("sub/c", "old")], &System, can_exchange);
        check(&[("a", "old"), ("mine", "old")], &System, false);
        check(&[("a", "old"), ("sub/mine", "old")], &System, false);
        check(&[("a/b", "old")], &System, false);
        let without = Exchange {
            is_there: false,
            late: Cell::new(None),
        };
        check(&[("a", "old")], &without, false);
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    #[test]
    fn a_file_that_comes_meanwhile_and_permissions_stay() {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
        let root = tempfile::tempdir().expect("a folder");
        let (complete, path) = (root.path().join("whole"), root.path().join("dataset"));
        make(&complete, &NEW);
        make(&path, &[("a", "old")]);
        let mode = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
        };
        mode(&path, 0o2750);
        mode(&path.join("a"), 0o640);
        let late = path.join("late");
        let system = Exchange {
            is_there: true,
            late: Cell::new(Some(&late)),
        };
        assert!(put_folder_on(&system, &complete, &path).expect("it is put"));
        let mut expected = pairs(&NEW);
        expected.insert(2, ("late".to_owned(), "late".to_owned()));
        assert_eq!(texts(&path), expected);
        let mode = |path: &Path| fs::metadata(path).expect("it is there").mode() & 0o7777;
        assert_eq!((mode(&path), mode(&path.join("a"))), (0o2750, 0o640));
    }
}
