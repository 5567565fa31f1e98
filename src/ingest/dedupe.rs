//! Compares the articles of imported files with each other and with those of the project.

use std::collections::BTreeMap;

use super::near_duplicates::{Fingerprint, KnownArticles, Similarity};
use super::table::Role;
use super::{Content, IngestError, Ingested, Limits};

/// A file and what was read from it.
#[derive(Debug)]
pub struct ReadFile {
    /// The file name, without a folder.
    pub file: String,
    pub result: Result<Content, IngestError>,
}

/// The column roles that the analyst has changed, by the file's index in the list.
pub type Mapping = BTreeMap<usize, Vec<Role>>;

/// The articles that are already in the project.
#[derive(Debug, Default)]
pub struct ExistingArticles {
    known: KnownArticles,
    names: Vec<String>,
}

impl ExistingArticles {
    /// Adds an article of the project to the index.
    pub fn add(&mut self, name: String, text: &str) {
        self.known.add(Fingerprint::of(text));
        self.names.push(name);
    }
}

/// An article that can be imported.
#[derive(Clone, Debug)]
pub struct ImportCandidate {
    pub article: Ingested,
    pub like: Option<DuplicateOf>,
}

impl ImportCandidate {
    /// Whether the article is imported by default: it has no duplicate or near-duplicate.
    pub fn is_new(&self) -> bool {
        self.like.is_none()
    }
}

/// The duplicate or near-duplicate of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateOf {
    pub likeness: Similarity,
    /// The article's name in the project, or its title among the new ones.
    pub name: String,
    /// Whether the article is already in the project.
    pub is_there: bool,
}

impl DuplicateOf {
    /// A message: `the same as talks.txt, which is there`.
    pub fn message(&self) -> String {
        let how = match self.likeness {
            Similarity::Same => "The same as".to_owned(),
            Similarity::Near(share) => format!("{share} % like"),
        };
        let place = if self.is_there {
            "in the project"
        } else {
            "of this import"
        };
        format!("{how} “{}” {place}", self.name)
    }
}

/// The articles of all files, and what could not be imported.
#[derive(Clone, Debug, Default)]
pub struct Deduplicated {
    pub candidates: Vec<ImportCandidate>,
    /// Messages about what could not be read, or was left out.
    pub left_out: Vec<String>,
}

/// Collects the articles of files and finds duplicates. `is_cancelled` is polled now and then.
pub fn dedupe(
    reads: &[ReadFile],
    mapping: &Mapping,
    there: &ExistingArticles,
    limits: &Limits,
    is_cancelled: &dyn Fn() -> bool,
) -> Deduplicated {
    let mut deduplicated = Deduplicated::default();
    let mut new = KnownArticles::default();
    for (index, read) in reads.iter().enumerate() {
        let articles = match &read.result {
            Ok(Content::Articles(articles)) => articles.clone(),
            Ok(Content::Table(table)) => {
                let roles = mapping.get(&index).unwrap_or(&table.roles);
                let (articles, empty) = table.articles(roles, limits);
                let message = table.notices.iter().map(|n| format!("{}: {n}", read.file));
                deduplicated.left_out.extend(message);
                if empty > 0 {
                    let message = format!("{}: rows without text: {empty}.", read.file);
                    deduplicated.left_out.push(message);
                }
                articles
            }
            Err(error) => {
                deduplicated
                    .left_out
                    .push(format!("{}: {error}.", read.file));
                continue;
            }
        };
        for article in articles {
            if is_cancelled() {
                return deduplicated;
            }
            let print = Fingerprint::of(&article.text);
            let in_project = there
                .known
                .find(&print)
                .map(|(index, likeness)| DuplicateOf {
                    likeness,
                    name: there.names[index].clone(),
                    is_there: true,
                });
            let among_new = || {
                let (index, likeness) = new.find(&print)?;
                let other = &deduplicated.candidates[index].article;
                let name = [&other.title, &other.origin.file];
                let name = name.into_iter().find(|name| !name.is_empty())?.clone();
                Some(DuplicateOf {
                    likeness,
                    name,
                    is_there: false,
                })
            };
            let like = in_project.or_else(among_new);
            new.add(print);
            deduplicated
                .candidates
                .push(ImportCandidate { article, like });
        }
    }
    deduplicated
}
