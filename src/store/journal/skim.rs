//! Facts about a journal that can be known without holding it in memory: hashes of some files of
//! its project, and whether it has unsaved work.
//!
//! It must not know the state folder. The index of projects (`store/project_index`) stores these
//! facts, so that opening a folder does not read the journals of all other projects.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::ProjectFile;
use super::file::lock;
use super::lines::{JournalLine, head, read_line};
use crate::atomic;

/// The part of a journal's beginning, and of its end, that is read for its hashes, in bytes.
const PART_BYTES: u64 = 128 << 10;

/// The limit of hashes of a journal.
const MAX_SIGNS: usize = 12;

/// The longest line that is read when unsaved work is looked for, in bytes.
const MAX_LINE_BYTES: u64 = 64 << 20;

/// The hash of a file that a journal recorded.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sign {
    pub file: ProjectFile,
    /// Whether it is the hash of the article's text, not of the file.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub of_text: bool,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
}

/// Hashes that a journal recorded at its beginning and at its end; a file of any size costs the
/// same.
///
/// # Errors
/// If the journal cannot be read.
pub fn signs(path: &Path) -> io::Result<Vec<Sign>> {
    let mut file = atomic::open(path)?;
    let len = file.metadata()?.len();
    let mut first = Vec::new();
    (&mut file).take(PART_BYTES).read_to_end(&mut first)?;
    let mut last = Vec::new();
    if len > PART_BYTES {
        let start = len.saturating_sub(PART_BYTES).max(PART_BYTES);
        file.seek(SeekFrom::Start(start))?;
        (&mut file).take(PART_BYTES).read_to_end(&mut last)?;
    }
    let lines = first.split_inclusive(|byte| *byte == b'\n');
    let lines = lines.chain(last.split_inclusive(|byte| *byte == b'\n'));
    // The last hash of each file counts.
    let mut seen: HashMap<(ProjectFile, bool), (usize, String)> = HashMap::new();
    for (number, line) in lines.filter_map(read_line).enumerate() {
        match line {
            JournalLine::Action(action) => {
                for article in action.articles {
                    seen.insert((article.file, true), (number, article.sha256));
                }
            }
            JournalLine::Writing(contents) | JournalLine::Written(contents) => {
                if let Some(sha256) = contents.sha256 {
                    seen.insert((contents.file, false), (number, sha256));
                }
            }
            JournalLine::Gap => {}
        }
    }
    let mut signs: Vec<_> = seen.into_iter().collect();
    // Texts of articles first, which change least, then the newest.
    signs.sort_unstable_by(|((a_file, a_text), (a, _)), ((b_file, b_text), (b, _))| {
        (b_text, b, a_file).cmp(&(a_text, a, b_file))
    });
    let signs = signs.into_iter().take(MAX_SIGNS);
    let signs = signs.map(|((file, of_text), (_, sha256))| Sign {
        file,
        of_text,
        sha256,
    });
    Ok(signs.collect())
}

/// Whether a folder of journals has, or may have, work that no file of the project contains. A
/// copy that was kept aside and a journal that cannot be read may have some.
pub fn has_unsaved_work(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else {
        return true;
    };
    for entry in entries {
        let Ok(path) = entry.map(|entry| entry.path()) else {
            return true;
        };
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("lock") => {}
            Some("journal") if is_saved(&path) => {}
            _ => return true,
        }
    }
    false
}

/// Whether the project's files contain all actions of a journal. It is read line by line.
fn is_saved(path: &Path) -> bool {
    let Ok(mut file) = atomic::open(path).map(BufReader::new) else {
        return false;
    };
    let mut written: HashMap<ProjectFile, u64> = HashMap::new();
    let mut touched: HashMap<ProjectFile, u64> = HashMap::new();
    let mut line = Vec::new();
    let mut is_first = true;
    loop {
        line.clear();
        let read = (&mut file)
            .take(MAX_LINE_BYTES)
            .read_until(b'\n', &mut line);
        match read {
            Ok(0) => break,
            Ok(_) => {}
            Err(_) => return false,
        }
        if std::mem::take(&mut is_first) {
            if line != head() {
                return head().starts_with(&line);
            }
            continue;
        }
        match read_line(&line) {
            Some(JournalLine::Action(action)) => {
                for file in action.files() {
                    touched.insert(file.clone(), action.number);
                }
            }
            Some(JournalLine::Written(contents)) => {
                written.insert(contents.file, contents.upto);
            }
            Some(JournalLine::Writing(_)) => {}
            // Zeros are the reserve at the end.
            None if line.iter().all(|byte| *byte == 0) => {}
            Some(JournalLine::Gap) | None => return false,
        }
    }
    touched
        .iter()
        .all(|(file, number)| written.get(file).is_some_and(|upto| upto >= number))
}

/// Locks all journals of a folder; `None` if a program has one of them open, or they cannot be
/// locked.
pub fn lock_all(folder: &Path) -> Option<Vec<File>> {
    let entries = fs::read_dir(folder).ok()?;
    let paths: io::Result<Vec<PathBuf>> = entries.map(|entry| Ok(entry?.path())).collect();
    let journals = paths.ok()?.into_iter();
    let journals = journals.filter(|path| path.extension() == Some("journal".as_ref()));
    journals.map(|path| lock(&path).ok()?).collect()
}
