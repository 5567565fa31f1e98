//! The journal (write-ahead log): every action in a project, on disk before any other file records
//! it.
//!
//! It is a file in the user's state folder, one for each program that has the project open at the
//! same time. Each line is an [`Action`](crate::model::history::Action) with its changes and their
//! inverses, or records the contents of a file of the project:
//!
//! ```text
//! checksum {"action": {"number": 7, "step": ["tag", "Actor"], "changes": [...], "back": [...], …}}
//! checksum {"writing": {"file": "talks.txt", "upto": 7, "sha256": "9f2c..."}}  before the rename
//! checksum {"written": {"file": "talks.txt", "upto": 7, "sha256": "9f2c..."}}  after it
//! ```
//!
//! When a project is opened, the hash of a file therefore determines which actions it contains:
//! those up to the number that the journal records with this hash. Another program wrote a file
//! with any other hash; only its contents at the last write by this program are known.
//!
//! A journal that cannot be written, as on a full disk, does not prevent saving. For the records of
//! file contents it has some disk space in reserve: zeros at its end, which are overwritten.
//!
//! An incomplete last line is cut off. A file that is damaged in the middle is copied aside, and
//! its valid lines are used. `edits` has the form of the changes, `lines` that of the file, `file`
//! writes it and compacts it, `recovery` determines what the project's files lack.
//!
//! # How it works
//!
//! Every step, undo and redo is an `Action` (`model/history`): the changes that were made and their
//! inverses. The app passes it to the journal's thread (`jobs/journal`), which writes it in the
//! forms of `store/journal` into the user's state folder and syncs. The model does not know files;
//! annotations are stored as in a sidecar, with their positions in bytes beside the quotes.
//!
//! - *What a file contains.* Before a file of the project is renamed into place the journal has
//!   synced every action up to it, and the hash that the file is about to have with the number of
//!   its last action; after the rename it records that the file was written. So at the next start
//!   the hash of a file determines exactly which actions are missing in it, wherever the program
//!   was killed.
//! - *Changed outside meanwhile.* With any other hash, the actions since the last certain write are
//!   replayed edit by edit, if the current value is the one before or after the edit
//!   (`model/replay`). The rest is reported and the journal kept; nothing is overwritten. Earlier
//!   actions cannot be undone then, and are removed from the history.
//! - *Where.* A project's journal is found by the project's path; it names files by their path
//!   within the project, and the coder. A project that was moved is recognized by the folder's
//!   number on its disk and by the hashes in the journal (`store/moved`); if only the hashes match,
//!   the program asks the analyst, and a copy starts a new history. Every program has a journal of
//!   its own, protected by a lock; a program continues one that no program has locked, and replays
//!   the missing actions of others before it removes them.
//! - *Damage.* Lines have checksums. An incomplete last line is cut off; a file that is damaged in
//!   the middle is copied aside and reported, and its valid lines are used. The journal is
//!   compacted at 64 MB: actions that the files contain are removed, the oldest first.
//! - If no journal can be written, the program reports it once and goes on without. For the records
//!   of file contents it keeps some disk space in reserve, so that on a full disk too it is known
//!   which actions a file contains.
//! - An undone step may be of an earlier run: undo loads its articles first, like other bulk
//!   commands.

mod edits;

mod lines;

mod file;

mod recovery;

mod project_match;

mod skim;

#[cfg(test)]
mod tests;

pub use file::{JournalFile, OpenedJournal, Other};
#[cfg(test)]
pub use project_match::bodies_read;
pub use project_match::{Comparison, ProjectMatch};
pub use recovery::{RecoverError, Recovered, RecoveredAction, hash_of, recover};
pub use skim::{Sign, has_unsaved_work, lock_all, signs};

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::path_text;
use crate::display_path;
use crate::io_reason::reason;
use crate::model::Text;
use crate::model::history::{ArticleId, CodingId};

/// A file of the project that actions change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProjectFile {
    /// The annotations of an article by one coder; `coder` is empty if no coder is named. The path
    /// is that of the article within the project, or the full path of one elsewhere; a path that is
    /// not UTF-8 is stored in hexadecimal digits.
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

/// The data about changed articles and codings that the journal records.
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

/// The contents of a file of the project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    pub file: ProjectFile,
    /// The number of the last action that it contains; actions that do not change the file count
    /// as contained.
    pub upto: u64,
    /// SHA-256 in hexadecimal digits; `None` if there is no file.
    pub sha256: Option<String>,
}

/// Why there is no journal.
#[derive(Debug, thiserror::Error)]
#[error(
    "the journal cannot be written ({}): check space and permissions in {}",
    reason(source),
    display_path(path)
)]
pub struct JournalError {
    pub path: PathBuf,
    pub source: std::io::Error,
}
