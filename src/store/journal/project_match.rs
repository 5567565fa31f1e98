//! Compares journals with the files of a project by the recorded hashes, to recognize a moved
//! project.

use std::collections::HashMap;
use std::path::Path;

use super::ProjectFile;
use super::file::{last_known, read_journals};
use super::lines::JournalLine;
use super::recovery::Paths;
use super::skim::Sign;
use crate::line_ends;
use crate::project::Project;

#[cfg(test)]
thread_local! {
    static BODIES_READ: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// The number of folders of journals that this thread has read whole.
#[cfg(test)]
pub fn bodies_read() -> usize {
    BODIES_READ.get()
}

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

/// The limit of files that are read to compare them with the signs of other projects.
const MAX_READ_FOR_SIGNS: usize = 64;

/// Compares a project with the journals of other projects.
pub struct Comparison<'a> {
    paths: Paths<'a>,
    /// Hashes of the project's files, and of texts of its articles, as far as they were needed.
    hashes: HashMap<(ProjectFile, bool), Vec<String>>,
    reads_left: usize,
}

impl<'a> Comparison<'a> {
    /// Compares this project.
    pub fn of(project: &'a Project) -> Self {
        Self {
            paths: Paths::of(project),
            hashes: HashMap::new(),
            reads_left: MAX_READ_FOR_SIGNS,
        }
    }

    /// Whether a file of the project has one of these hashes. Otherwise the journals of which they
    /// are need not be read.
    pub fn has_one_of(&mut self, signs: &[Sign]) -> bool {
        signs.iter().any(|sign| {
            let hashes = self.hashes_of(&sign.file, sign.of_text);
            hashes.contains(&sign.sha256)
        })
    }

    /// The hash of a file, or those of a text with either line ends; none if it cannot be read.
    fn hashes_of(&mut self, file: &ProjectFile, of_text: bool) -> Vec<String> {
        let key = (file.clone(), of_text);
        if let Some(hashes) = self.hashes.get(&key) {
            return hashes.clone();
        }
        let path = if of_text {
            self.paths.article(file).map(|(path, _)| path.to_owned())
        } else {
            self.paths.of_file(file)
        };
        let hashes = match path.filter(|path| path.exists()) {
            Some(_) if self.reads_left == 0 => return Vec::new(),
            Some(path) => {
                self.reads_left -= 1;
                if of_text {
                    line_ends::hashes_of(&path)
                } else {
                    self.paths.hash(file).into_iter().collect()
                }
            }
            None => Vec::new(),
        };
        self.hashes.insert(key, hashes.clone());
        hashes
    }

    /// Compares the project with the journals of a folder, which are read.
    pub fn fit(&self, folder: &Path) -> ProjectMatch {
        #[cfg(test)]
        BODIES_READ.set(BODIES_READ.get() + 1);
        let Some(journals) = read_journals(folder) else {
            return ProjectMatch::None;
        };
        let paths = &self.paths;
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
                count(path.is_some_and(|path| line_ends::is_text(path, sha256)));
            }
        }
        match (fitting, others) {
            (0, _) => ProjectMatch::None,
            (_, 0) => ProjectMatch::Whole,
            _ => ProjectMatch::Partly,
        }
    }
}
