//! Private files and folders: those that no other user of the computer may read.
//!
//! The state folder and everything in it is private: its journal and its stored texts have the
//! articles. On Unix folders have the mode 0700 and files 0600. On Windows the folder is in the
//! user's profile, which only the user may read.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;

use super::display_path::display_path;

/// What a state folder has in it; files that are derived from these have longer names.
const KNOWN: [&str; 6] = [
    "state.json",
    "projects",
    "runs",
    "texts",
    "demarche.",
    ".demarche-",
];

/// Creates a private folder and those above it, as far as they do not exist.
///
/// # Errors
/// If it cannot be created.
pub fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path)
}

/// Options to open a file, with which a new one is private.
pub fn file_options() -> OpenOptions {
    #[allow(unused_mut, reason = "only Unix has modes")]
    let mut options = File::options();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}

/// Makes a state folder private that an earlier version made, with everything in it.
///
/// A folder that has files of another program, such as a home folder, stays as open as it is; what
/// is ours in it does not.
pub fn secure(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut is_ours = true;
    for entry in entries.flatten() {
        let name = entry.file_name();
        let known = KNOWN.iter().map(OsStr::new);
        let mut known = known.map(OsStr::as_encoded_bytes);
        if known.any(|known| name.as_encoded_bytes().starts_with(known)) {
            close_to_others(&entry.path(), false);
        } else {
            is_ours = false;
        }
    }
    if is_ours {
        close_to_others(folder, true);
    }
}

/// Makes a file or folder private, and everything below it unless it was private already.
fn close_to_others(path: &Path, alone: bool) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
        let Ok(metadata) = path.symlink_metadata() else {
            return;
        };
        let is_open = metadata.mode() & 0o077 != 0;
        // A link stays: what it leads to is not only ours.
        if !is_open || !(metadata.is_file() || metadata.is_dir()) {
            return;
        }
        if metadata.is_dir() && !alone {
            for entry in fs::read_dir(path).into_iter().flatten().flatten() {
                close_to_others(&entry.path(), alone);
            }
        }
        let mode = if metadata.is_dir() { 0o700 } else { 0o600 };
        if let Err(error) = fs::set_permissions(path, fs::Permissions::from_mode(mode)) {
            log::warn!("others may read this ({error}): {}", display_path(path));
        }
    }
    #[cfg(not(unix))]
    let _ = (path, alone, display_path(path));
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

    use super::*;
    use crate::atomic;

    fn open_to_all(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("it is there").mode() & 0o777
    }

    #[test]
    fn what_is_created_is_private() {
        let root = tempfile::tempdir().expect("a folder");
        let folder = root.path().join("a/b");
        create_folder(&folder).expect("it is made");
        create_folder(&folder).expect("it is there");
        let file = folder.join("file");
        let mut options = file_options();
        options
            .write(true)
            .create(true)
            .open(&file)
            .expect("a file");
        let written = folder.join("written");
        for _ in 0..2 {
            atomic::replace_private(&written, b"text").expect("it is written");
            assert_eq!(mode(&written), 0o600);
            open_to_all(&written, 0o644);
        }
        let modes = [&folder, &root.path().join("a"), &file].map(|path| mode(path));
        assert_eq!(modes, [0o700, 0o700, 0o600]);
    }

    #[test]
    fn a_state_folder_of_an_earlier_version_becomes_private() {
        let root = tempfile::tempdir().expect("a folder");
        let project = root.path().join("projects/0a/journals");
        fs::create_dir_all(&project).expect("a folder");
        let files = [root.path().join("state.json"), project.join("0.journal")];
        for file in &files {
            fs::write(file, "{}").expect("a file");
            open_to_all(file, 0o644);
        }
        let folders = ["", "projects", "projects/0a", "projects/0a/journals"];
        for folder in folders {
            open_to_all(&root.path().join(folder), 0o755);
        }
        secure(root.path());
        for folder in folders {
            assert_eq!(mode(&root.path().join(folder)), 0o700, "{folder}");
        }
        for file in &files {
            assert_eq!(mode(file), 0o600, "{file:?}");
        }

        // A home folder that somebody chose.
        fs::write(root.path().join("thesis.odt"), "").expect("a file");
        open_to_all(root.path(), 0o755);
        open_to_all(&files[0], 0o644);
        secure(root.path());
        assert_eq!(mode(root.path()), 0o755);
        assert_eq!(mode(&files[0]), 0o600);
    }
}
