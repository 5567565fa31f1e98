//! What is open: the project, its articles, what was done to them and where the analyst is.
//!
//! The session changes documents only through [`Session::perform`], [`Session::undo`] and
//! [`Session::redo`]. It knows no window and touches no file: the `app` room opens and saves, the
//! `ui` room only reads what stands here.

pub mod notices;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use crate::model::history::{ArticleId, Focus, Step, turn};
use crate::model::{
    Annotation, AnnotationId, Codebook, Document, Edit, EditError, History, Selection,
};
use crate::model::{LabelId, document::Status};
use crate::store::atomic::Stamp;
use crate::store::sidecar::{Header, Peek, Snapshot};

/// The open project and all that happened to it since it was opened.
pub struct Session {
    /// What to call it: the folder's name, or the first file's.
    pub name: String,
    /// The folder, or the paths that were opened together.
    pub paths: Vec<PathBuf>,
    pub codebook: Arc<Codebook>,
    /// All articles in the order of the list. An article's id is its index.
    pub articles: Vec<Article>,
    pub current: Option<ArticleId>,
    pub history: History,
    /// Short name of the coder, empty where nobody is named.
    pub coder: String,
    open: HashMap<ArticleId, OpenArticle>,
}

/// A line of the list of articles.
pub struct Article {
    pub id: ArticleId,
    /// The path within the project, with forward slashes.
    pub name: String,
    pub path: PathBuf,
    /// Where its annotations are.
    pub sidecar: PathBuf,
    /// Status and counts, once they are known.
    pub summary: Option<Summary>,
    /// Why it cannot be opened.
    pub problem: Option<String>,
}

/// An article that has been read.
pub struct OpenArticle {
    pub document: Document,
    /// What its sidecar says beside the annotations.
    pub header: Arc<Header>,
    /// Grows with each change.
    pub revision: u64,
    pub selection: Selection,
    pub chosen: Option<AnnotationId>,
    /// The annotation that was chosen until the caret left it, to which a selection can be added.
    pub last_chosen: Option<AnnotationId>,
    pub saving: SaveState,
}

/// How far the annotations of an article are on disk.
#[derive(Debug)]
pub struct SaveState {
    /// The revision that is on disk.
    pub saved: u64,
    /// The newest revision of which a change was noticed.
    pub noticed: u64,
    /// The revision that is being written.
    pub writing: Option<u64>,
    /// When the oldest change that is not on disk was noticed.
    pub changed_at: Option<Instant>,
    /// Why the last attempt failed.
    pub problem: Option<String>,
    /// What the file held when it was last read or written; `None` while there is none.
    pub stamp: Option<Stamp>,
    /// The annotations in that file, to merge with what other programs write.
    pub base: Snapshot,
}

/// What the list shows of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    pub status: Status,
    /// Annotations of each label.
    pub counts: BTreeMap<LabelId, usize>,
    /// Annotations that lack something required, when they were last counted.
    pub incomplete: usize,
}

impl Summary {
    /// Of an article that has been read. Counting what is incomplete takes a job, so that it comes
    /// from there.
    pub fn of(document: &Document, incomplete: usize) -> Self {
        let counts = document.counts().iter();
        Self {
            status: document.fields().status.clone(),
            counts: counts
                .map(|(label, count)| (label.clone(), *count))
                .collect(),
            incomplete,
        }
    }
}

impl From<Peek> for Summary {
    fn from(peek: Peek) -> Self {
        Self {
            status: peek.status,
            counts: peek.labels,
            incomplete: peek.incomplete,
        }
    }
}

impl SaveState {
    /// Of an article that has just been read.
    pub fn new(base: Snapshot, stamp: Option<Stamp>) -> Self {
        Self {
            saved: 0,
            noticed: 0,
            writing: None,
            changed_at: None,
            problem: None,
            stamp,
            base,
        }
    }
}

impl OpenArticle {
    /// Its annotations as they are now, to be written by somebody else.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::new(&self.document, &self.header)
    }

    /// Drops the choice in favour of the caret, and remembers what was chosen.
    pub fn leave_chosen(&mut self) {
        if let Some(chosen) = self.chosen.take() {
            self.last_chosen = Some(chosen);
        }
    }

    /// Drops the choice for good.
    pub fn forget_chosen(&mut self) {
        self.chosen = None;
        self.last_chosen = None;
    }

    /// Whether everything done to it is on disk.
    pub fn is_saved(&self) -> bool {
        self.saving.saved == self.revision
    }
}

impl Session {
    /// A project with its articles, none of them read yet.
    pub fn new(name: String, paths: Vec<PathBuf>, codebook: Arc<Codebook>) -> Self {
        Self {
            name,
            paths,
            codebook,
            articles: Vec::new(),
            current: None,
            history: History::default(),
            coder: String::new(),
            open: HashMap::new(),
        }
    }

    /// A line of the list.
    pub fn article(&self, id: ArticleId) -> Option<&Article> {
        self.articles.get(id.0 as usize)
    }

    /// A line of the list, to be changed.
    pub fn article_mut(&mut self, id: ArticleId) -> Option<&mut Article> {
        self.articles.get_mut(id.0 as usize)
    }

    /// Takes in an article that has been read.
    pub fn insert(&mut self, id: ArticleId, article: OpenArticle) {
        self.open.insert(id, article);
    }

    /// An article that has been read.
    pub fn opened(&self, id: ArticleId) -> Option<&OpenArticle> {
        self.open.get(&id)
    }

    /// An article that has been read, to be changed in everything but its document.
    pub fn opened_mut(&mut self, id: ArticleId) -> Option<&mut OpenArticle> {
        self.open.get_mut(&id)
    }

    /// The article on screen.
    pub fn shown(&self) -> Option<&OpenArticle> {
        self.open.get(&self.current?)
    }

    /// The article on screen, to be changed in everything but its document.
    pub fn shown_mut(&mut self) -> Option<&mut OpenArticle> {
        self.open.get_mut(&self.current?)
    }

    /// Visits all articles that have been read.
    pub fn for_each_opened(&mut self, mut visit: impl FnMut(ArticleId, &mut OpenArticle)) {
        for (id, article) in &mut self.open {
            visit(*id, article);
        }
    }

    /// Whether everything that was done is on disk.
    pub fn is_saved(&self) -> bool {
        self.open.values().all(OpenArticle::is_saved)
    }

    /// An article that could not be written.
    pub fn failed(&self) -> Option<ArticleId> {
        let mut failed = self.open.iter().filter(|(_, a)| a.saving.problem.is_some());
        failed.next().map(|(id, _)| *id)
    }

    /// Whether something could not be written.
    pub fn has_failed(&self) -> bool {
        self.failed().is_some()
    }

    /// The chosen annotation of the article on screen.
    pub fn chosen(&self) -> Option<&Arc<Annotation>> {
        let article = self.shown()?;
        article.document.annotation(article.chosen.as_ref()?)
    }

    /// Where the analyst is.
    pub fn focus(&self) -> Option<Focus> {
        let shown = self.shown()?;
        Some(Focus {
            article: self.current?,
            selection: shown.selection,
            chosen: shown.chosen.clone(),
        })
    }

    /// Does one gesture in the article on screen and remembers how to take it back.
    ///
    /// `after` says where the analyst is then.
    ///
    /// # Errors
    /// If the edit does not fit; nothing is changed then.
    pub fn perform(
        &mut self,
        name: impl Into<String>,
        edit: Edit,
        after: impl FnOnce(&mut OpenArticle),
    ) -> Result<(), EditError> {
        match self.current {
            Some(id) => self.perform_in(id, name, edit, after),
            None => Ok(()),
        }
    }

    /// Does one gesture in any article that has been read, like [`Self::perform`].
    ///
    /// # Errors
    /// If the edit does not fit; nothing is changed then.
    pub fn perform_in(
        &mut self,
        id: ArticleId,
        name: impl Into<String>,
        edit: Edit,
        after: impl FnOnce(&mut OpenArticle),
    ) -> Result<(), EditError> {
        let before = self.focus();
        let open = &mut self.open;
        let edits = turn(&[(id, edit)], |id, edit| apply(open, id, edit))?;
        if let Some(article) = self.open.get_mut(&id) {
            after(article);
        }
        self.history.push(Step {
            name: name.into(),
            edits,
            before,
            after: self.focus(),
        });
        Ok(())
    }

    /// Takes back the newest step and goes to where it was done. Returns its name.
    ///
    /// # Errors
    /// If it does not fit any more; nothing is changed then.
    pub fn undo(&mut self) -> Result<Option<String>, EditError> {
        let open = &mut self.open;
        let undone = self.history.undo(|id, edit| apply(open, id, edit))?;
        Ok(undone.map(|(name, focus)| {
            self.go_to(focus);
            name
        }))
    }

    /// Does the newest undone step again and goes to where it leads. Returns its name.
    ///
    /// # Errors
    /// If it does not fit any more; nothing is changed then.
    pub fn redo(&mut self) -> Result<Option<String>, EditError> {
        let open = &mut self.open;
        let redone = self.history.redo(|id, edit| apply(open, id, edit))?;
        Ok(redone.map(|(name, focus)| {
            self.go_to(focus);
            name
        }))
    }

    fn go_to(&mut self, focus: Option<Focus>) {
        let Some(focus) = focus else { return };
        if let Some(article) = self.open.get_mut(&focus.article) {
            article.selection = focus.selection;
            article.chosen = focus.chosen;
            self.current = Some(focus.article);
        }
    }
}

fn apply(
    open: &mut HashMap<ArticleId, OpenArticle>,
    id: ArticleId,
    edit: Edit,
) -> Result<Edit, EditError> {
    // An article that was changed stays open as long as the project, so history never misses it.
    let Some(article) = open.get_mut(&id) else {
        return Ok(Edit::Batch(Vec::new()));
    };
    let inverse = article.document.apply(edit)?;
    article.revision += 1;
    Ok(inverse)
}
