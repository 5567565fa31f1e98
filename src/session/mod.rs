//! What is open: the project, its articles, what was done to them and where the analyst is.
//!
//! The session changes documents only through [`Session::perform`] and its kin and through what
//! [`steps`] has. It knows no window and touches no file: the `app` room opens and saves, the
//! `ui` room only reads what stands here.

// Other rooms, under the names that they have everywhere.
use demarche_model as model;
use demarche_store as store;

pub mod actions;
pub mod article_meta;
pub mod articles;
pub mod codings;
pub mod concordance;
pub mod entity_index;
pub mod linking;
pub mod list;
pub mod notices;
pub mod panes;
pub mod progress;
pub mod review;
pub mod saving;
pub mod steps;
pub mod unsaved;
mod work;

pub use work::Work;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use actions::Actions;
use article_meta::Metas;
use articles::{Article, Articles, Coding};
use panes::Beside;

use crate::model::history::{
    ArticleId, Change, CoalesceKey, CodingId, Focus, Step, StepDirection, apply_changes,
};
use crate::model::listing::Described;
use crate::model::{
    Annotation, AnnotationId, Codebook, Document, Edit, EditError, EntityBook, History, Selection,
};
use crate::model::{LabelId, document::Status};
use crate::store::article::{LoadedArticle, OnDisk, Reread};
use crate::store::article_meta::LoadedMeta;
use crate::store::codebook::CodebookFile;
use crate::store::glance::{Counted, Glance};
use crate::store::journal::ProjectFile;
use crate::store::sidecar::{Header, NoticeKind, Snapshot};
use concordance::Concordance;
use entity_index::EntityIndex;
use list::ArticleList;
use progress::Progress;
use review::Review;
use saving::SaveState;
use unsaved::Unsaved;

/// The open project and all that happened to it since it was opened.
pub struct Session {
    /// What to call it: the folder's name, or the first file's.
    pub name: String,
    /// The folder, or the paths that were opened together.
    pub paths: Vec<PathBuf>,
    /// The folder that the project is, or that the paths share.
    pub root: PathBuf,
    pub codebook: Arc<Codebook>,
    /// How far the codebook is on disk.
    pub codebook_file: SharedFile<CodebookFile>,
    pub entities: Arc<EntityBook>,
    /// Grows whenever the entities are others than before, for whatever reason.
    pub entities_version: u64,
    /// Names and mentions of the entities over the whole project.
    pub entity_index: EntityIndex,
    /// How far the entities are on disk.
    pub entities_file: SharedFile<EntityBook>,
    pub articles: Articles,
    /// Which articles the list shows, and how.
    pub list: ArticleList,
    pub progress: Progress,
    /// Long work that a command waits for.
    pub work: Option<Work>,
    /// A step over many articles that is being made.
    pub making: Option<Work>,
    /// The article that the analyst works on; of two side by side, the active one.
    pub current: Option<CodingId>,
    /// The other article while two stand side by side.
    pub beside: Option<Beside>,
    pub history: History,
    /// What was done and is to be written down.
    pub actions: Actions,
    /// What all articles are searched for, and what has been found.
    pub concordance: Concordance,
    /// Short name of the coder, empty where nobody is named.
    pub coder: String,
    /// Articles whose text on disk is another.
    pub outdated: BTreeSet<CodingId>,
    open: BTreeMap<CodingId, OpenArticle>,
    unsaved: Unsaved,
    metas: Metas,
}

/// A file that all articles share, beside what it says now.
pub struct SharedFile<T> {
    pub path: PathBuf,
    /// Grows with each change.
    pub revision: u64,
    pub saving: SaveState<T>,
    /// Why it must not be written over: what stands there cannot be read.
    pub broken: Option<String>,
    /// What another program has written, while it cannot be merged with what is open here.
    pub theirs: Option<Box<T>>,
}

impl<T> SharedFile<T> {
    /// A file that has just been read, or that does not exist yet.
    pub fn new(path: PathBuf, on_disk: T) -> Self {
        Self {
            path,
            revision: 0,
            saving: SaveState::new(on_disk),
            broken: None,
            theirs: None,
        }
    }
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
    pub saving: SaveState<OnDisk>,
    /// What became of its annotations when the text changed.
    pub review: Review,
    /// What another program has written, while it cannot be merged with what is open here.
    pub theirs: Option<Box<Reread>>,
    /// Whether the text begins with a byte order mark.
    bom: bool,
    /// Whether some bytes of the text are no characters.
    malformed: bool,
    /// What was read with it of the article, until the session has taken it in.
    loaded_meta: Option<Box<LoadedMeta>>,
}

/// What the list shows of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    pub status: Status,
    pub described: Described,
    /// Annotations of each label.
    pub counts: BTreeMap<LabelId, usize>,
    pub counted: Counted,
}

impl Summary {
    /// Of an article that has been read, with what was last counted in it.
    pub fn of(document: &Document, counted: Counted) -> Self {
        let counts = document.counts().iter();
        Self {
            status: document.fields().status.clone(),
            described: Described::of(document.fields()),
            counts: counts
                .map(|(label, count)| (label.clone(), *count))
                .collect(),
            counted,
        }
    }

    /// Annotations of all labels.
    pub fn annotations(&self) -> usize {
        self.counts.values().sum()
    }

    /// Whether the coding of the article is at an end.
    pub fn is_finished(&self) -> bool {
        matches!(self.status, Status::Done | Status::Skipped)
    }
}

impl From<Glance> for Summary {
    fn from(glance: Glance) -> Self {
        Self {
            status: glance.status,
            described: glance.described,
            counts: glance.labels,
            counted: glance.counted,
        }
    }
}

impl OpenArticle {
    /// An article that has just been read.
    pub fn of(loaded: LoadedArticle) -> Self {
        let snapshot = Snapshot::new(&loaded.document, &loaded.header);
        let mut kinds = loaded.notices.iter().map(|notice| &notice.kind);
        let is_changed = kinds.any(|kind| *kind == NoticeKind::SourceChanged);
        Self {
            review: Review::new(&loaded.document, loaded.moves, is_changed),
            document: loaded.document,
            header: loaded.header,
            revision: 0,
            selection: Selection::default(),
            chosen: None,
            last_chosen: None,
            saving: SaveState::new(OnDisk {
                snapshot,
                stamp: loaded.stamp,
            }),
            theirs: None,
            bom: loaded.bom,
            malformed: loaded.malformed,
            loaded_meta: Some(Box::new(loaded.meta)),
        }
    }

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
            root: PathBuf::new(),
            codebook_file: SharedFile::new(PathBuf::new(), CodebookFile::new((*codebook).clone())),
            codebook,
            entities: Arc::default(),
            entities_version: 0,
            entity_index: EntityIndex::default(),
            entities_file: SharedFile::new(PathBuf::new(), EntityBook::default()),
            articles: Articles::default(),
            list: ArticleList::default(),
            progress: Progress::default(),
            work: None,
            making: None,
            current: None,
            beside: None,
            history: History::default(),
            actions: Actions::default(),
            concordance: Concordance::default(),
            coder: String::new(),
            outdated: BTreeSet::new(),
            open: BTreeMap::new(),
            unsaved: Unsaved::default(),
            metas: Metas::default(),
        }
    }

    /// The file of a coding, as the journal names it.
    pub fn project_file(&self, coding: &Coding) -> Option<ProjectFile> {
        let article = self.articles.get(coding.article)?;
        Some(ProjectFile::article(
            &self.root,
            &article.path,
            &coding.coder,
        ))
    }

    /// The own file of an article, as the journal names it.
    pub fn meta_file(&self, article: &Article) -> ProjectFile {
        ProjectFile::meta(&self.root, &article.path)
    }

    /// An article, listed or not.
    pub fn article(&self, id: ArticleId) -> Option<&Article> {
        self.articles.get(id)
    }

    /// The article that a coding is of.
    pub fn article_of(&self, id: CodingId) -> Option<&Article> {
        self.articles.article_of(id)
    }

    /// A coding of an article that is listed or was.
    pub fn coding(&self, id: CodingId) -> Option<&Coding> {
        self.articles.coding(id)
    }

    /// A coding of an article that is listed or was, to be changed.
    pub fn coding_mut(&mut self, id: CodingId) -> Option<&mut Coding> {
        self.articles.coding_mut(id)
    }

    /// The article of the active coding.
    pub fn current_article(&self) -> Option<&Article> {
        self.article_of(self.current?)
    }

    /// The title that lists call an article by; `None` where they call it by its file.
    pub fn title<'a>(&'a self, article: &Article) -> Option<&'a str> {
        let title = &*self.articles.own(article).summary.as_ref()?.described.title;
        let is_wanted = !title.is_empty() && !self.list.shows_file_names();
        is_wanted.then_some(title)
    }

    /// Takes in an article that has been read.
    pub fn insert(&mut self, id: CodingId, mut article: OpenArticle) {
        self.take_in_meta(id, &mut article);
        self.open.insert(id, article);
    }

    /// Puts an article that has been read anew, with another text, in the place of the one that is open.
    /// What was done to the old one no longer fits, so undo ends there.
    pub fn replace(&mut self, id: CodingId, mut article: OpenArticle) {
        self.take_in_meta(id, &mut article);
        self.history
            .forget(|change| matches!(change, Change::Coding(of, _) if *of == id));
        self.outdated.remove(&id);
        self.unsaved.touch(id);
        self.open.insert(id, article);
    }

    /// An article that has been read.
    pub fn opened(&self, id: CodingId) -> Option<&OpenArticle> {
        self.open.get(&id)
    }

    /// An article that has been read, to be changed in everything but its document.
    pub fn opened_mut(&mut self, id: CodingId) -> Option<&mut OpenArticle> {
        self.unsaved.touch(id);
        self.open.get_mut(&id)
    }

    /// The active article.
    pub fn shown(&self) -> Option<&OpenArticle> {
        self.open.get(&self.current?)
    }

    /// The active article, to be changed in everything but its document.
    pub fn shown_mut(&mut self) -> Option<&mut OpenArticle> {
        self.opened_mut(self.current?)
    }

    /// Visits all articles that have been read, which may be thousands.
    pub fn for_each_opened(&mut self, mut visit: impl FnMut(CodingId, &mut OpenArticle)) {
        for (id, article) in &mut self.open {
            visit(*id, article);
        }
    }

    /// Notes in an article's header which codebook is in use: a file names the one under which it
    /// was last written, so that undoing a change of the codebook needs no memory of its own.
    pub fn name_codebook(&mut self, id: CodingId) {
        let (name, version) = (&self.codebook.name, &self.codebook.version);
        let Some(article) = self.open.get_mut(&id) else {
            return;
        };
        let named = article.header.codebook.as_ref();
        if named.is_some_and(|named| named.name == *name && named.version == *version) {
            return;
        }
        let header = Arc::make_mut(&mut article.header);
        let named = header.codebook.get_or_insert_default();
        named.name.clone_from(name);
        named.version.clone_from(version);
    }

    /// The chosen annotation of the active article.
    pub fn chosen(&self) -> Option<&Arc<Annotation>> {
        let article = self.shown()?;
        article.document.annotation(article.chosen.as_ref()?)
    }

    /// The chosen annotation with the article that it stands in.
    pub fn chosen_in_place(&self) -> Option<(CodingId, &OpenArticle, &Arc<Annotation>)> {
        Some((self.current?, self.shown()?, self.chosen()?))
    }

    /// Whether there is an annotation in the active article to go to.
    pub fn has_annotations(&self) -> bool {
        self.shown()
            .is_some_and(|article| !article.document.annotations().is_empty())
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

    /// Does one gesture in the active article and remembers how to take it back.
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
        id: CodingId,
        name: impl Into<String>,
        edit: Edit,
        after: impl FnOnce(&mut OpenArticle),
    ) -> Result<(), EditError> {
        self.perform_all(name, vec![Change::Coding(id, edit)], |session| {
            if let Some(article) = session.open.get_mut(&id) {
                after(article);
            }
        })
    }

    /// Does one of several small gestures in an article that has been read. Those of a series that
    /// follow one another are one step.
    ///
    /// # Errors
    /// If the edit does not fit; nothing is changed then.
    pub fn perform_in_series(
        &mut self,
        series: CoalesceKey,
        name: impl Into<String>,
        edit: Edit,
        after: impl FnOnce(&mut OpenArticle),
    ) -> Result<(), EditError> {
        let CoalesceKey::Border { article, .. } = series;
        let changes = vec![Change::Coding(article, edit)];
        self.perform_step(name.into(), changes, Some(series), |session| {
            if let Some(article) = session.open.get_mut(&article) {
                after(article);
            }
        })
    }

    /// Does one gesture that changes many articles, or what they share.
    ///
    /// Articles that it changes must have been read; see [`Self::opened`].
    ///
    /// # Errors
    /// If a change does not fit; nothing is changed then.
    pub fn perform_all(
        &mut self,
        name: impl Into<String>,
        changes: Vec<Change>,
        after: impl FnOnce(&mut Self),
    ) -> Result<(), EditError> {
        self.perform_step(name.into(), changes, None, after)
    }

    fn perform_step(
        &mut self,
        name: String,
        changes: Vec<Change>,
        series: Option<CoalesceKey>,
        after: impl FnOnce(&mut Self),
    ) -> Result<(), EditError> {
        let before = self.focus();
        let changes: Arc<[Change]> = self.routed(changes).into();
        let inverses = apply_changes(&changes, |change| self.apply(change))?;
        after(self);
        let step = Step {
            name,
            changes: inverses.into(),
            before,
            after: self.focus(),
            series,
        };
        let joined = self.history.push(step.clone());
        self.actions.add(StepDirection::Do, changes, step, joined);
        Ok(())
    }

    /// Makes a change and returns the one that takes it back.
    fn apply(&mut self, change: Change) -> Result<Change, EditError> {
        match change {
            Change::Coding(id, edit) => {
                let inverse = self.apply_edit(id, edit)?;
                Ok(Change::Coding(id, inverse))
            }
            Change::Field(article, name, value) => {
                let old = self.apply_field(article, &name, value)?;
                Ok(Change::Field(article, name, old))
            }
            Change::Codebook(codebook) => {
                self.codebook_file.revision += 1;
                let old = std::mem::replace(&mut self.codebook, codebook);
                self.follow_scope(&old);
                Ok(Change::Codebook(old))
            }
            Change::Entity(id, entity) => {
                self.entities_file.revision += 1;
                self.entities_version += 1;
                self.entity_index.names.set(&id, entity.as_deref());
                let entities = &mut Arc::make_mut(&mut self.entities).entities;
                let old = match entity {
                    Some(entity) => entities.insert(id.clone(), *entity),
                    None => entities.remove(&id),
                };
                Ok(Change::Entity(id, old.map(Box::new)))
            }
        }
    }

    fn go_to(&mut self, focus: Option<Focus>) {
        let Some(focus) = focus else { return };
        if let Some(article) = self.open.get_mut(&focus.article) {
            article.selection = focus.selection;
            article.chosen = focus.chosen;
            if self.current == Some(focus.article) {
                return;
            }
            let is_beside = |beside: Beside| beside.article == focus.article;
            if self.beside.is_some_and(is_beside) {
                self.activate_other();
            } else {
                self.current = Some(focus.article);
            }
        }
    }
}
