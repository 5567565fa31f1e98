//! Crash recovery from the journal: the actions that the project's files lack, and the undo
//! history.
//!
//! ```text
//! journal  1 2 3 | written: h3 | 4 5 | writing: h5 | 6
//! file     h3 -> 4 5 6 are missing     h5 -> 6 is missing     another -> 4 5 6, where they fit
//! ```

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::edits::EntryError;
use super::file::last_known;
use super::lines::{ActionForm, JournalLine, JournalLines};
use super::{Contents, ProjectFile};
use crate::article::{LoadedArticle, OpenError};
use crate::article_loader::{ArticleFiles, ArticleLoader};
use crate::article_meta::{LoadedMeta, MetaError, meta_path};
use crate::model::history::{Change, Step, StepDirection};
use crate::model::{FieldScope, Text};
use crate::project::{ArticleEntry, Project, sidecar_path};
use crate::{atomic, display_path, hash, sidecar};

/// The result of reading a journal.
#[derive(Debug, Default)]
pub struct Recovered {
    /// The oldest first.
    pub actions: Vec<RecoveredAction>,
    /// The articles whose files lack some of the actions, as loaded from disk.
    pub loaded: BTreeMap<ProjectFile, LoadedArticle>,
    /// The fields of articles whose own files lack some of the actions, as loaded from disk.
    pub metas: BTreeMap<ProjectFile, LoadedMeta>,
    /// Why files that lack actions cannot be read.
    pub unreadable: Vec<RecoverError>,
    /// The hashes of the files that the journal mentions; `None` if there is no file.
    pub hashes: BTreeMap<ProjectFile, Option<String>>,
    /// The number of the last action.
    pub last: u64,
}

/// An action from the journal.
#[derive(Debug)]
pub struct RecoveredAction {
    pub direction: StepDirection,
    pub joined: bool,
    /// Whose undo history it belongs to; `None` where the journal does not tell.
    pub coder: Option<String>,
    /// The step with the changes that undo the action. The id of a coding or an article is its index
    /// in `articles`.
    pub step: Step,
    pub articles: Vec<ProjectFile>,
    /// The changes that were made, in the reverse order of the step's; `None` for those that the
    /// project's files contain.
    pub missing: Vec<Option<Change>>,
    /// Neither this nor earlier actions can be undone: another program has changed a file since.
    pub is_end: bool,
}

impl Recovered {
    /// The number of actions that the project's files lack, in whole or in part.
    pub fn missing(&self) -> usize {
        let lack = |action: &&RecoveredAction| action.missing.iter().any(Option::is_some);
        self.actions.iter().filter(lack).count()
    }
}

/// Why the actions that an article lacks cannot be recovered.
#[derive(Debug, thiserror::Error)]
pub enum RecoverError {
    #[error("it is no article")]
    NoArticle,
    #[error("the article is gone: {path}")]
    Gone { path: String },
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The file of an article's fields.
    #[error("{problem}: {}", display_path(path))]
    Fields { path: PathBuf, problem: MetaError },
}

/// What is known of a file that actions change.
struct KnownFile {
    /// The number of the last action that it contains.
    upto: u64,
    /// Whether this program wrote its contents.
    is_ours: bool,
    /// Whether its missing actions can be replayed.
    is_readable: bool,
}

/// Determines which actions of a journal are missing in the files of a project.
pub fn recover(lines: &JournalLines, project: &Project, loader: &ArticleLoader) -> Recovered {
    let mut recovered = Recovered::default();
    let paths = Paths::of(project);
    let mut known: HashMap<&ProjectFile, KnownFile> = HashMap::new();
    let last_known = last_known(lines);
    let mut last_touched: HashMap<&ProjectFile, u64> = HashMap::new();
    for action in actions(lines) {
        recovered.last = recovered.last.max(action.number);
        for file in action.files() {
            last_touched.insert(file, action.number);
        }
    }
    let mut upto = recovered.last;
    for (file, last) in last_touched {
        let mut sha256 = paths.hash(file);
        let mut state = state(&sha256, last_known.get(file));
        if state.upto < last {
            let stamp = match paths.load(file, loader) {
                Ok(Loaded::Nothing) => None,
                Ok(Loaded::Article(loaded)) => {
                    let stamp = loaded.stamp.clone();
                    recovered.loaded.insert(file.clone(), *loaded);
                    Some(stamp)
                }
                Ok(Loaded::Meta(meta)) => {
                    let stamp = meta.stamp.clone();
                    recovered.metas.insert(file.clone(), *meta);
                    Some(stamp)
                }
                Err(why) => {
                    state.is_readable = false;
                    recovered.unreadable.push(why);
                    None
                }
            };
            // What was read counts, if it was written meanwhile.
            let read = stamp.map(|stamp| stamp.map(|stamp| hash::hex(&stamp.sha256)));
            if let Some(read) = read.filter(|read| *read != sha256) {
                state = self::state(&read, last_known.get(file));
                sha256 = read;
            }
        }
        // A file may have been saved with actions for which the journal had no space: their
        // inverses are unknown.
        state.is_ours &= state.upto <= recovered.last;
        upto = upto.max(state.upto);
        recovered.hashes.insert(file.clone(), sha256);
        known.insert(file, state);
    }
    recovered.last = upto;
    let mut gap = false;
    let mut previous = None;
    for (line, _) in &lines.lines {
        match line {
            JournalLine::Gap => gap = true,
            JournalLine::Action(form) => match action(form, &known, &recovered.loaded) {
                Ok(mut action) => {
                    // A gap in the numbers: the journal had no space for an action.
                    gap |= previous.is_some_and(|previous| form.number != previous + 1);
                    previous = Some(form.number);
                    if std::mem::take(&mut gap)
                        && let Some(before) = recovered.actions.last_mut()
                    {
                        before.is_end = true;
                    }
                    // If part of the inverse is missing, the action cannot be undone.
                    action.is_end |= action.step.changes.len() != action.missing.len();
                    recovered.actions.push(action);
                }
                Err(_) => {
                    log::warn!("an action of the journal cannot be read");
                    gap = true;
                }
            },
            JournalLine::Writing(_) | JournalLine::Written(_) => {}
        }
    }
    recovered
}

fn actions(lines: &JournalLines) -> impl Iterator<Item = &ActionForm> {
    lines.lines.iter().filter_map(|(line, _)| match line {
        JournalLine::Action(action) => Some(&**action),
        _ => None,
    })
}

/// Determines by its hash which actions a file contains.
fn state(sha256: &Option<String>, known: Option<&(&Contents, Vec<&Contents>)>) -> KnownFile {
    let mut state = KnownFile {
        upto: 0,
        is_ours: false,
        is_readable: true,
    };
    if let Some((written, writing)) = known {
        let mut ours = std::iter::once(written).chain(writing).rev();
        let found = ours.find(|contents| contents.sha256 == *sha256);
        state.is_ours = found.is_some();
        state.upto = found.map_or(written.upto, |contents| contents.upto);
    }
    state
}

fn action(
    form: &ActionForm,
    known: &HashMap<&ProjectFile, KnownFile>,
    loaded: &BTreeMap<ProjectFile, LoadedArticle>,
) -> Result<RecoveredAction, EntryError> {
    // The current text of an article that has changed since the action.
    let changed_text = |index: usize| -> Option<Text> {
        let article = form.articles.get(index)?;
        let loaded = loaded.get(&article.file)?;
        let is_same = loaded.header.sha256 == article.sha256;
        (!is_same).then(|| loaded.document.text().clone())
    };
    let mut missing = Vec::with_capacity(form.changes.len());
    let mut is_end = false;
    for change in &form.changes {
        let file = form.file_of(change).ok_or(EntryError::NoFile)?;
        let state = known.get(file).ok_or(EntryError::NoFile)?;
        let is_missing = form.number > state.upto;
        is_end |= if is_missing {
            !state.is_readable
        } else {
            let text_changed = matches!(change, super::edits::JournalChange::Article(index, _)
                if changed_text(*index).is_some());
            !state.is_ours || text_changed
        };
        let read = (is_missing && state.is_readable).then(|| change.read(changed_text));
        missing.push(read.transpose()?);
    }
    missing.reverse();
    Ok(RecoveredAction {
        direction: form.turn.into(),
        joined: form.joined,
        coder: form.coder(),
        step: form.step(&changed_text)?,
        articles: form.articles.iter().map(|form| form.file.clone()).collect(),
        missing,
        is_end,
    })
}

/// The hash of a file's contents; `None` if there is no readable file, or it is larger than any of
/// ours.
pub fn hash_of(path: &Path) -> Option<String> {
    let (bytes, _) = atomic::read(path, sidecar::MAX_FILE_BYTES).ok()?;
    Some(hash::sha256_hex(&bytes))
}

/// The paths of a project's files.
pub(super) struct Paths<'a> {
    project: &'a Project,
    scope: Arc<FieldScope>,
    articles: HashMap<ProjectFile, &'a ArticleEntry>,
}

/// What was read of a file that lacks something.
enum Loaded {
    /// It is read by somebody else.
    Nothing,
    Article(Box<LoadedArticle>),
    Meta(Box<LoadedMeta>),
}

impl<'a> Paths<'a> {
    pub(super) fn of(project: &'a Project) -> Self {
        let articles = project.articles.iter().map(|entry| {
            let file = ProjectFile::article(&project.root, &entry.path, "");
            (file, entry)
        });
        Self {
            project,
            scope: Arc::new(FieldScope::of(project.codebook())),
            articles: articles.collect(),
        }
    }

    /// The article's path and the name of its coder, if there is one.
    pub(super) fn article<'f>(&self, file: &'f ProjectFile) -> Option<(&'a Path, Option<&'f str>)> {
        let (entry, coder) = self.entry(file)?;
        Some((&entry.path, coder))
    }

    fn entry<'f>(&self, file: &'f ProjectFile) -> Option<(&'a ArticleEntry, Option<&'f str>)> {
        let (path, coder) = match file {
            ProjectFile::Article { path, coder } => (path, coder.as_str()),
            ProjectFile::Meta { path } => (path, ""),
            ProjectFile::Codebook | ProjectFile::Entities => return None,
        };
        let nobodys = ProjectFile::Article {
            path: path.clone(),
            coder: String::new(),
        };
        let entry = self.articles.get(&nobodys)?;
        Some((entry, Some(coder).filter(|coder| !coder.is_empty())))
    }

    /// The path of a file; `None` if its article is not in the project.
    pub(super) fn of_file(&self, file: &ProjectFile) -> Option<PathBuf> {
        match file {
            ProjectFile::Article { .. } => {
                let (path, coder) = self.article(file)?;
                Some(sidecar_path(path, coder))
            }
            ProjectFile::Meta { .. } => {
                let (path, _) = self.article(file)?;
                Some(meta_path(path))
            }
            ProjectFile::Codebook => Some(self.project.codebook_path()),
            ProjectFile::Entities => Some(self.project.entities_path()),
        }
    }

    /// The hash of a file's contents; `None` if there is no readable file.
    pub(super) fn hash(&self, file: &ProjectFile) -> Option<String> {
        if *file == ProjectFile::Codebook && !self.project.codebook_is_broken() {
            // The hash of the contents as they were read.
            let stamp = self.project.codebook.stamp.as_ref();
            return stamp.map(|stamp| hash::hex(&stamp.sha256));
        }
        hash_of(&self.of_file(file)?)
    }

    fn load(&self, file: &ProjectFile, loader: &ArticleLoader) -> Result<Loaded, RecoverError> {
        let (ProjectFile::Article { path, .. } | ProjectFile::Meta { path }) = file else {
            return Ok(Loaded::Nothing);
        };
        let gone = || RecoverError::Gone { path: path.clone() };
        let (entry, coder) = self.entry(file).ok_or_else(gone)?;
        let files = ArticleFiles {
            path: entry.path.clone(),
            sidecar: sidecar_path(&entry.path, coder),
            coder: coder.unwrap_or_default().to_owned(),
            fields: entry.field_sources(&self.scope),
            open_text: None,
        };
        let loaded = loader.read(&files)?;
        if !matches!(file, ProjectFile::Meta { .. }) {
            return Ok(Loaded::Article(loaded.into()));
        }
        match loaded.meta.broken {
            Some(problem) => Err(RecoverError::Fields {
                path: meta_path(&entry.path),
                problem,
            }),
            None => Ok(Loaded::Meta(loaded.meta.into())),
        }
    }
}
