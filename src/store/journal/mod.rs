//! The journal: what was done in a project, on disk before anything else knows of it.
//!
//! It lies in the user's state folder, a file for each program that has the project open at once.
//! Each line is an [`Action`](crate::model::history::Action) with its changes and with those that
//! take them back, or says what a file of the project holds:
//!
//! ```text
//! checksum {"action": {"number": 7, "name": "tag as actor", "changes": [...], "back": [...], ...}}
//! checksum {"writing": {"file": "talks.txt", "upto": 7, "sha256": "9f2c..."}}    before the renaming
//! checksum {"written": {"file": "talks.txt", "upto": 7, "sha256": "9f2c..."}}    after it
//! ```
//!
//! So whoever opens the project knows by the hash of a file which actions it contains: those up to
//! the number that stands with this hash. A file with another hash was written by somebody else; of
//! it is only known what it held when it was last written here.
//!
//! A journal that cannot be written, as on a full disk, keeps no file from being saved. For what
//! files hold then it has some room in reserve: zeros at its end, which are written over.
//!
//! A tail that was torn off is cut. A file that is damaged in the middle is kept aside, and its good
//! lines serve. `edits` has the form of the changes, `lines` that of the file, `file` writes it and
//! keeps it small, `recovery` finds out what the project's files lack.

mod edits;

mod lines;

mod file;

mod recovery;

mod fit;

#[cfg(test)]
mod tests;

pub use file::{JournalFile, OpenedJournal, Other};
pub use fit::{Fit, fit};
pub use recovery::{Recovered, RecoveredAction, hash_of, recover};

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::path_text;
use crate::model::Text;
use crate::model::history::{ArticleId, CodingId};
use crate::shown;

/// A file of the project that actions change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProjectFile {
    /// An article's annotations by a coder, who is empty where nobody is named. The path is that of
    /// the article within the project, or the whole path of one that lies elsewhere; one that is not
    /// UTF-8 stands in hexadecimal digits.
    Article {
        path: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        coder: String,
    },
    /// An article's own file, by the path of the article.
    Meta {
        path: String,
    },
    Codebook,
    Entities,
}

impl ProjectFile {
    /// The annotations of an article in a project.
    pub fn article(root: &Path, path: &Path, coder: &str) -> Self {
        let path = path.strip_prefix(root).unwrap_or(path);
        Self::Article {
            path: path_text::to_text(path),
            coder: coder.to_owned(),
        }
    }

    /// The own file of an article in a project.
    pub fn meta(root: &Path, path: &Path) -> Self {
        let path = path.strip_prefix(root).unwrap_or(path);
        Self::Meta {
            path: path_text::to_text(path),
        }
    }
}

/// What the next actions speak of, as the journal wants to know it.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    pub codings: HashMap<CodingId, ArticleSource>,
    /// Articles whose own fields change.
    pub articles: HashMap<ArticleId, ArticleSource>,
}

/// A file of an article that an action changes.
#[derive(Clone, Debug)]
pub struct ArticleSource {
    pub file: ProjectFile,
    /// SHA-256 of the article's bytes in hexadecimal digits.
    pub sha256: String,
    pub text: Text,
}

/// What a file of the project holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    pub file: ProjectFile,
    /// The last action that it contains, as far as actions change it.
    pub upto: u64,
    /// SHA-256 in hexadecimal digits; `None` where there is no file.
    pub sha256: Option<String>,
}

/// Why there is no journal.
#[derive(Debug, thiserror::Error)]
#[error(
    "the journal cannot be written ({source}): check space and permissions in {}",
    shown(path)
)]
pub struct JournalError {
    pub path: PathBuf,
    pub source: std::io::Error,
}
