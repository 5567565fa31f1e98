//! The options of an export, stored so that the user can repeat it.
//!
//! All references are by name, so that the options stay valid after a label, a coder or a format is
//! removed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::atomic::{self, WriteError};
use super::hash::sha256_hex_of;
use super::private;

/// The options of a dataset export.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportChoice {
    /// The name of the format.
    pub format: String,
    /// The file, or the folder where there are several files.
    pub out: String,
    pub coders: Coders,
    /// Only articles of these statuses; empty for all.
    pub statuses: BTreeSet<String>,
    /// Only annotations of these labels; empty for all.
    pub labels: BTreeSet<String>,
    /// Only annotations made at this time or later; empty for all.
    pub since: String,
    /// The name of the tokenizer; `None` for the format's own.
    pub tokenizer: Option<String>,
    /// Parts and shares of a train/dev/test split as typed, such as `train=0.8,dev=0.1,test=0.1`;
    /// `None` for one dataset.
    pub split: Option<String>,
    pub seed: u64,
    pub stratify: bool,
    /// The name of the deduplication rule; empty for none.
    pub once: String,
}

/// Whose annotations are exported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Coders {
    /// The coders that are listed in the window.
    #[default]
    Mine,
    /// One coding for each article: the agreed version, or else the first coder's.
    First,
    /// All coders, as far as the format can hold several people's work on one article.
    All,
    /// One coder.
    Only(String),
}

/// The files that the last export wrote, with their hashes: so the program recognizes its own
/// files.
///
/// Stored as lines of `sha256sum`, one per file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger(BTreeMap<PathBuf, String>);

const MAX_FILE_BYTES: u64 = 1 << 30;

impl Ledger {
    /// Loads the ledger; empty if it cannot be read.
    pub fn load(path: &Path) -> Self {
        let bytes = atomic::read(path, MAX_FILE_BYTES).map(|(bytes, _)| bytes);
        let text = String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default();
        let lines = text.lines().filter_map(|line| line.split_once("  "));
        let lines = lines.filter(|(_, path)| !path.contains('\r'));
        Self(
            lines
                .map(|(hash, path)| (path.into(), hash.to_owned()))
                .collect(),
        )
    }

    /// The ledger of a dataset's files as they are now; unreadable files are left out.
    pub fn of(files: &[PathBuf]) -> Self {
        let lines = files.iter().filter_map(|path| {
            // The line format cannot store such a name.
            let is_kept = path
                .to_str()
                .is_some_and(|path| !path.contains(['\n', '\r']));
            let hash = atomic::open(path).and_then(sha256_hex_of).ok();
            Some((path.clone(), hash.filter(|_| is_kept)?))
        });
        Self(lines.collect())
    }

    /// Whether the file still has the contents that the program wrote there.
    pub fn has_written(&self, path: &Path) -> bool {
        let Some(hash) = self.0.get(path) else {
            return false;
        };
        let there = atomic::open(path).and_then(sha256_hex_of);
        there.is_ok_and(|there| there == *hash)
    }

    /// Saves the ledger.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), WriteError> {
        let lines: String = self
            .0
            .iter()
            .map(|(path, hash)| format!("{hash}  {}\n", path.display()))
            .collect();
        if let Some(folder) = path.parent() {
            private::create_folder(folder).map_err(|source| WriteError::Io {
                path: path.to_owned(),
                source,
            })?;
        }
        atomic::replace_private(path, lines.as_bytes()).map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_ours_until_somebody_changes_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a  b.conll");
        let write = |text: &str| std::fs::write(&file, text).expect("written");
        write("Putin B-actor\n");
        let kept = folder.path().join("new/exported");
        let files = [file.clone(), folder.path().join("gone")];
        Ledger::of(&files).save(&kept).expect("it is saved");
        let ledger = Ledger::load(&kept);
        assert_eq!(ledger, Ledger::of(&files));
        assert!(ledger.has_written(&file));
        write("theirs");
        assert!(!ledger.has_written(&file));
        std::fs::remove_file(&file).expect("it goes");
        assert!(!ledger.has_written(&file));
        assert_eq!(Ledger::load(&file), Ledger::default());
    }
}
