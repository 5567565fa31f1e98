//! The suggestions that a coder has rejected, in the user's state folder.
//!
//! ```json
//! {"format":"demarche-rejections","version":1,"rejected":[
//!   {"article":"talks.txt","label":"actor","quote":"Moscow","before":"… talks in ","after":" on Monday"}]}
//! ```
//!
//! They are state of the user, and no work: a file that cannot be read counts as empty, and the rejected
//! suggestions may return.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::atomic::{self, WriteError};
use super::display_path::display_path;
use super::private;

const FORMAT: &str = "demarche-rejections";

const VERSION: u64 = 1;

const MAX_FILE_BYTES: u64 = 16 << 20;

/// A rejected suggestion of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredRejection {
    /// The name of the article in the project.
    pub article: String,
    pub label: String,
    pub quote: String,
    /// What stands before it and after it.
    #[serde(default)]
    pub before: String,
    #[serde(default)]
    pub after: String,
}

#[derive(Serialize, Deserialize)]
struct RejectionsForm {
    format: String,
    version: u64,
    rejected: Vec<StoredRejection>,
}

/// Reads the rejections of a file; none if it is not there or not readable.
pub fn read(path: &Path) -> Vec<StoredRejection> {
    let unreadable = |why: &dyn std::fmt::Display| {
        log::warn!(
            "rejected suggestions cannot be read ({why}): {}",
            display_path(path)
        );
        Vec::new()
    };
    let bytes = match atomic::read(path, MAX_FILE_BYTES) {
        Ok((bytes, _)) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => return unreadable(&error),
    };
    match serde_json::from_slice::<RejectionsForm>(&bytes) {
        Ok(form) if form.format == FORMAT && form.version == VERSION => form.rejected,
        Ok(form) => unreadable(&format_args!("{} {}", form.format, form.version)),
        Err(error) => unreadable(&error),
    }
}

/// Writes rejections.
///
/// # Errors
/// If the file cannot be written.
pub fn write(path: &Path, rejected: Vec<StoredRejection>) -> Result<(), WriteError> {
    let form = RejectionsForm {
        format: FORMAT.to_owned(),
        version: VERSION,
        rejected,
    };
    let io_error = |source| WriteError::Io {
        path: path.to_owned(),
        source,
    };
    let mut bytes = serde_json::to_vec(&form).map_err(|error| io_error(error.into()))?;
    bytes.push(b'\n');
    write_state(path, &bytes)
}

/// Writes a file of the user's state, in a folder that is made if it is not there.
///
/// # Errors
/// If the file cannot be written.
pub fn write_state(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    if let Some(folder) = path.parent() {
        private::create_folder(folder).map_err(|source| WriteError::Io {
            path: path.to_owned(),
            source,
        })?;
    }
    atomic::replace_private(path, bytes).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejections_are_read_as_they_were_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new").join("mk.rejected.json");
        assert_eq!(read(&path), []);
        let all = vec![StoredRejection {
            article: "a/b.txt".to_owned(),
            label: "actor".to_owned(),
            quote: "“Київ”\n🇺🇦".to_owned(),
            before: "in ".to_owned(),
            after: String::new(),
        }];
        write(&path, all.clone()).expect("it is written");
        assert_eq!(read(&path), all);
    }

    #[test]
    fn files_that_are_broken_or_newer_count_as_empty() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.json");
        for content in [
            "",
            "{",
            "[]",
            r#"{"format":"demarche-rejections","version":2,"rejected":[]}"#,
            r#"{"format":"other","version":1,"rejected":[]}"#,
            r#"{"format":"demarche-rejections","version":1,"rejected":[{"article":1}]}"#,
        ] {
            std::fs::write(&path, content).expect("written");
            assert_eq!(read(&path), [], "{content}");
        }
    }
}
