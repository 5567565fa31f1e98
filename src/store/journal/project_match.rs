//! Compares journals with the files of a project by the recorded hashes, to recognize a moved
//! project.

use std::collections::HashMap;
use std::path::Path;

use super::ProjectFile;
use super::file::{last_known, read_journals};
use super::lines::JournalLine;
use super::recovery::{Paths, hash_of};
use crate::project::Project;

/// How well journals match a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProjectMatch {
    /// No recorded file matches, or the journals cannot be read, or a program has them open.
    None,
    /// Some files match their last known contents.
    Partly,
    /// All files match.
    Whole,
}

/// Compares a project with the journals of a folder.
pub fn fit(folder: &Path, project: &Project) -> ProjectMatch {
    let Some(journals) = read_journals(folder) else {
        return ProjectMatch::None;
    };
    let paths = Paths::of(project);
    let (mut fitting, mut others) = (0, 0);
    let mut count = |fits: bool| {
        fitting += usize::from(fits);
        others += usize::from(!fits);
    };
    for journal in &journals {
        for (file, (written, writing)) in last_known(journal) {
            let hash = paths.hash(file);
            let mut seen = std::iter::once(written).chain(writing);
            // A file that is missing in both proves nothing.
            if hash.is_some() || written.sha256.is_some() {
                count(seen.any(|contents| contents.sha256 == hash));
            }
        }
        // Articles of which nothing has been saved yet.
        let mut texts: HashMap<&ProjectFile, &str> = HashMap::new();
        for (line, _) in &journal.lines {
            if let JournalLine::Action(action) = line {
                let articles = action.articles.iter();
                texts.extend(articles.map(|article| (&article.file, article.sha256.as_str())));
            }
        }
        for (file, sha256) in texts {
            let path = paths.article(file).map(|(path, _)| path);
            count(path.and_then(hash_of).is_some_and(|hash| hash == sha256));
        }
    }
    match (fitting, others) {
        (0, _) => ProjectMatch::None,
        (_, 0) => ProjectMatch::Whole,
        _ => ProjectMatch::Partly,
    }
}
