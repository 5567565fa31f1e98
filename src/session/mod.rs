//! The session: the open project with its articles, the undo history and the caret's position.
//!
//! Documents change only through [`Session::perform`] and its variants, and in [`steps`] and [`typing`]. The
//! session knows no window and no file: `app` opens and saves, `ui` only reads. It is a crate below both.
//!
//! # Articles and codings
//!
//! An [`ArticleId`] identifies a text, a [`CodingId`] the annotations of one coder in it. Lists, searches and
//! positions on screen refer to the text; documents, saving and undo refer to a coding. [`articles`] has a
//! table of each; only [`codings`] enumerates other coders' codings, so that blind coding needs a change in
//! one place. Title, date, outlet and other fields belong to the article: a change of one is a
//! [`Change::Field`], whichever coding it was made in, and reaches all; see [`article_meta`].
//!
//! # Parts of the project
//!
//! A part has its own file, which other programs may write: the annotations of a coding, the fields of an
//! article, the codebook, the entities. All take one path: [`persisted`] holds what is saved, [`unsaved`]
//! finds what to write, [`incoming`] merges another program's version by id, and what cannot be merged is a
//! conflict ([`conflicts`]): nothing is overwritten before the analyst has chosen.

// Other modules, under the names that they have everywhere.
use demarche_assist as assist;
use demarche_model as model;
use demarche_store as store;

pub mod actions;
pub mod article_meta;
pub mod articles;
pub mod blind;
pub mod coder;
pub mod codings;
pub mod compare;
pub mod concordance;
pub mod conflicts;
pub mod entity_index;
pub mod incoming;
pub mod linking;
pub mod list;
pub mod messages;
pub mod notices;
pub mod panes;
pub mod pending;
pub mod persisted;
pub mod progress;
pub mod rejected;
pub mod removed;
pub mod renamed;
pub mod review;
pub mod steps;
pub mod suggest;
mod summary;
pub mod team;
pub mod team_marks;
pub mod typing;
pub mod unsaved;
mod work;

pub use persisted::SharedFile;
pub use summary::Summary;
pub use work::Work;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use actions::Actions;
use article_meta::OpenMeta;
use articles::{Article, Articles, Coding};
use coder::{CoderQuestion, GivenAnnotations};
use panes::Beside;
use persisted::Persisted;

use crate::model::history::{ArticleId, Change, CoalesceKey, CodingId, Focus};
use crate::model::step_name::StepName;
use crate::model::team::TeamPlan;
use crate::model::{
    Annotation, AnnotationId, Codebook, Document, Edit, EditError, EntityBook, History, Selection,
};
use crate::store::article::{LoadedArticle, OnDisk};
use crate::store::article_meta::LoadedMeta;
use crate::store::codebook::CodebookFile;
use crate::store::journal::ProjectFile;
use crate::store::sidecar::{Header, SidecarNoticeKind, Snapshot};
use concordance::Concordance;
use entity_index::EntityIndex;
use list::ArticleList;
use progress::Progress;
use review::Review;
use typing::FieldDraft;
use unsaved::Unsaved;

/// The open project and everything that changed since it was opened.
pub struct Session {
    /// The display name: the folder's name, or the first file's.
    pub name: String,
    /// The folder, or the paths that were opened together.
    pub paths: Vec<PathBuf>,
    /// The project's folder, or the common parent of the paths.
    pub root: PathBuf,
    pub codebook: Arc<Codebook>,
    /// The saved state of the codebook.
    pub codebook_file: SharedFile<CodebookFile>,
    pub entities: Arc<EntityBook>,
    /// Increases whenever the entities change, for whatever reason.
    pub entities_version: u64,
    /// The index of entity names and mentions over the whole project.
    pub entity_index: EntityIndex,
    /// The saved state of the entities.
    pub entities_file: SharedFile<EntityBook>,
    pub articles: Articles,
    /// The article list: filter, order and folders.
    pub list: ArticleList,
    pub progress: Progress,
    /// Commands that wait for articles to be read.
    pub work: Option<Work>,
    /// A bulk step in progress.
    pub making: Option<Work>,
    /// The active article, in which the analyst works.
    pub current: Option<CodingId>,
    /// The inactive article of the split view.
    pub beside: Option<Beside>,
    /// What the coder has done.
    pub history: History,
    /// What others have done who coded in this project before, by coder.
    histories: BTreeMap<String, History>,
    /// Actions that are pending for the journal.
    pub actions: Actions,
    /// What stands in a text field and not in the project yet.
    pub field_draft: FieldDraft,
    /// The search over all articles and its hits.
    pub concordance: Concordance,
    /// The coder ID, empty if none is set; see [`Self::change_coder`].
    pub coder: String,
    /// Whether the coder is known for this project or must be asked for.
    pub coder_question: CoderQuestion,
    /// How a team codes the project, and whether its file cannot be read.
    pub team: TeamPlan,
    pub team_is_broken: bool,
    /// What was done about the team, to be undone.
    pub team_steps: team::TeamSteps,
    /// Annotations without a coder that were given to one last.
    given: Option<GivenAnnotations>,
    /// Articles whose text has changed on disk.
    pub outdated: BTreeSet<CodingId>,
    pub removed: removed::RemovedByOthers,
    /// What the program suggests, and what of it was rejected.
    pub suggestions: suggest::Suggestions,
    open: BTreeMap<CodingId, OpenArticle>,
    unsaved: Unsaved<CodingId>,
    /// The fields of the articles of which a coding has been read.
    metas: BTreeMap<ArticleId, OpenMeta>,
    unsaved_fields: Unsaved<ArticleId>,
}

/// An article that has been read.
pub struct OpenArticle {
    pub document: Document,
    /// The fields of its sidecar other than the annotations.
    pub header: Arc<Header>,
    pub selection: Selection,
    pub chosen: Option<AnnotationId>,
    /// The annotation that was chosen until the caret left it; a selection can extend it.
    pub last_chosen: Option<AnnotationId>,
    /// The saved state.
    pub saving: Persisted<OnDisk>,
    /// The result of re-anchoring after the text changed.
    pub review: Review,
    /// Whether the text begins with a byte order mark.
    bom: bool,
    /// Whether some bytes of the text are no characters.
    malformed: bool,
    /// What was read with it of the article, until the session has taken it in.
    loaded_meta: Option<Box<LoadedMeta>>,
}

impl OpenArticle {
    /// Creates an article that was just read.
    pub fn of(loaded: LoadedArticle) -> Self {
        let snapshot = Snapshot::new(&loaded.document, &loaded.header);
        let mut kinds = loaded.notices.iter().map(|notice| &notice.kind);
        let is_changed = kinds.any(|kind| *kind == SidecarNoticeKind::SourceChanged);
        Self {
            review: Review::new(&loaded.document, loaded.moves, is_changed),
            document: loaded.document,
            header: loaded.header,
            selection: Selection::default(),
            chosen: None,
            last_chosen: None,
            saving: Persisted::new(OnDisk {
                snapshot,
                stamp: loaded.stamp,
            }),
            bom: loaded.bom,
            malformed: loaded.malformed,
            loaded_meta: Some(Box::new(loaded.meta)),
        }
    }

    /// A snapshot of its annotations, for a thread that writes them.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::new(&self.document, &self.header)
    }

    /// Clears the chosen annotation when the caret moves, and remembers which it was.
    pub fn leave_chosen(&mut self) {
        if let Some(chosen) = self.chosen.take() {
            self.last_chosen = Some(chosen);
        }
    }

    /// Clears the chosen annotation completely.
    pub fn forget_chosen(&mut self) {
        self.chosen = None;
        self.last_chosen = None;
    }

    /// Whether all its changes are on disk.
    pub fn is_saved(&self) -> bool {
        self.saving.is_saved()
    }

    /// The revision, which increases with each change.
    pub fn revision(&self) -> u64 {
        self.saving.revision()
    }
}

impl Session {
    /// Creates a project with its articles, none of them read yet.
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
            histories: BTreeMap::new(),
            actions: Actions::default(),
            field_draft: FieldDraft::default(),
            concordance: Concordance::default(),
            coder: String::new(),
            coder_question: CoderQuestion::default(),
            team: TeamPlan::default(),
            team_is_broken: false,
            team_steps: team::TeamSteps::default(),
            given: None,
            outdated: BTreeSet::new(),
            removed: Default::default(),
            suggestions: Default::default(),
            open: BTreeMap::new(),
            unsaved: Unsaved::default(),
            metas: BTreeMap::new(),
            unsaved_fields: Unsaved::default(),
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

    /// The article that a coding belongs to.
    pub fn article_of(&self, id: CodingId) -> Option<&Article> {
        self.articles.article_of(id)
    }

    /// A coding of an article that is or was in the list.
    pub fn coding(&self, id: CodingId) -> Option<&Coding> {
        self.articles.coding(id)
    }

    /// Mutable access to a coding of an article that is or was in the list.
    pub fn coding_mut(&mut self, id: CodingId) -> Option<&mut Coding> {
        self.articles.coding_mut(id)
    }

    /// The article of the active coding.
    pub fn current_article(&self) -> Option<&Article> {
        self.article_of(self.current?)
    }

    /// The title for lists; `None` if they show the file name.
    pub fn title<'a>(&'a self, article: &Article) -> Option<&'a str> {
        let title = &*self.articles.own(article).summary.as_ref()?.described.title;
        let is_wanted = !title.is_empty() && !self.list.shows_file_names();
        is_wanted.then_some(title)
    }

    /// The headline of the text that lists propose as the title, if it has none.
    pub fn proposed_title<'a>(&'a self, article: &Article) -> Option<&'a str> {
        let headline = &*self
            .articles
            .own(article)
            .summary
            .as_ref()?
            .described
            .headline;
        let is_wanted = !headline.is_empty() && !self.list.shows_file_names();
        is_wanted.then_some(headline)
    }

    /// Adds an article that was read.
    pub fn insert(&mut self, id: CodingId, mut article: OpenArticle) {
        self.take_in_meta(id, &mut article);
        self.open.insert(id, article);
    }

    /// Replaces an open article whose text has changed by the version that was read again. The undo
    /// steps of the old text no longer fit and are dropped.
    pub fn replace(&mut self, id: CodingId, mut article: OpenArticle) {
        self.take_in_meta(id, &mut article);
        self.forget_steps_in(id);
        if let Some(old) = self.open.get(&id) {
            article.saving.replace(&old.saving);
        }
        self.outdated.remove(&id);
        self.removed.forget(id);
        self.unsaved.touch(id);
        self.open.insert(id, article);
    }

    /// Whether an open article whose text has changed may be replaced by the version that was read:
    /// it has no changes since this revision, and everything is saved.
    pub fn may_replace(&self, id: CodingId, revision: u64) -> bool {
        self.opened(id)
            .is_some_and(|open| open.revision() == revision && open.is_saved())
    }

    /// Drops the undo steps of an earlier run for an article that was just read, unless its file is
    /// still as that run left it. `left` is the hash of the file at that time, `now` the current
    /// one; `None` if there was no file.
    pub fn keep_steps_if_as_left(
        &mut self,
        id: CodingId,
        left: Option<&str>,
        now: Option<&str>,
        text_changed: bool,
    ) {
        if left != now || text_changed {
            self.forget_steps_in(id);
        }
    }

    fn forget_steps_in(&mut self, id: CodingId) {
        self.forget_steps(|change| matches!(change, Change::Coding(of, _) if *of == id));
    }

    /// An article that has been read.
    pub fn opened(&self, id: CodingId) -> Option<&OpenArticle> {
        self.open.get(&id)
    }

    /// Mutable access to an article that has been read, except to its document.
    pub fn opened_mut(&mut self, id: CodingId) -> Option<&mut OpenArticle> {
        self.unsaved.touch(id);
        self.open.get_mut(&id)
    }

    /// The active article.
    pub fn shown(&self) -> Option<&OpenArticle> {
        self.open.get(&self.current?)
    }

    /// Mutable access to the active article, except to its document.
    pub fn shown_mut(&mut self) -> Option<&mut OpenArticle> {
        self.opened_mut(self.current?)
    }

    /// Iterates over all articles that have been read, which may be thousands.
    pub fn for_each_opened(&mut self, mut visit: impl FnMut(CodingId, &mut OpenArticle)) {
        for (id, article) in &mut self.open {
            visit(*id, article);
        }
    }

    /// Records in an article's header which codebook is in use: a file names the codebook under
    /// which it was last written, so that undoing a codebook change needs no extra data.
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

    /// The chosen annotation with its article.
    pub fn chosen_in_place(&self) -> Option<(CodingId, &OpenArticle, &Arc<Annotation>)> {
        Some((self.current?, self.shown()?, self.chosen()?))
    }

    /// Whether the active article has any annotation to navigate to.
    pub fn has_annotations(&self) -> bool {
        self.shown()
            .is_some_and(|article| !article.document.annotations().is_empty())
    }

    /// The position of the caret, with the article and the chosen annotation.
    pub fn focus(&self) -> Option<Focus> {
        let shown = self.shown()?;
        Some(Focus {
            article: self.current?,
            selection: shown.selection,
            chosen: shown.chosen.clone(),
        })
    }

    /// Applies an edit to the active article and makes it undoable.
    ///
    /// `after` is the caret's position afterwards.
    ///
    /// # Errors
    /// If the edit does not fit; nothing is changed then.
    pub fn perform(
        &mut self,
        name: StepName,
        edit: Edit,
        after: impl FnOnce(&mut OpenArticle),
    ) -> Result<(), EditError> {
        match self.current {
            Some(id) => self.perform_in(id, name, edit, after),
            None => Ok(()),
        }
    }

    /// Applies an edit to any article that has been read, like [`Self::perform`].
    ///
    /// # Errors
    /// If the edit does not fit; nothing is changed then.
    pub fn perform_in(
        &mut self,
        id: CodingId,
        name: StepName,
        edit: Edit,
        after: impl FnOnce(&mut OpenArticle),
    ) -> Result<(), EditError> {
        self.perform_all(name, vec![Change::Coding(id, edit)], |session| {
            if let Some(article) = session.open.get_mut(&id) {
                after(article);
            }
        })
    }

    /// Applies one of several small edits, such as repeated key presses, to an article that has
    /// been read. Consecutive edits of a series coalesce into one undo step.
    ///
    /// # Errors
    /// If the edit does not fit; nothing is changed then.
    pub fn perform_in_series(
        &mut self,
        (article, series): (CodingId, CoalesceKey),
        name: StepName,
        edit: Edit,
        after: impl FnOnce(&mut OpenArticle),
    ) -> Result<(), EditError> {
        let changes = vec![Change::Coding(article, edit)];
        self.perform_step(name, changes, Some(series), |session| {
            if let Some(article) = session.open.get_mut(&article) {
                after(article);
            }
        })
    }

    /// Applies a bulk edit: one that changes many articles, or what they share.
    ///
    /// The affected articles must have been read; see [`Self::opened`].
    ///
    /// # Errors
    /// If a change does not fit; nothing is changed then.
    pub fn perform_all(
        &mut self,
        name: StepName,
        changes: Vec<Change>,
        after: impl FnOnce(&mut Self),
    ) -> Result<(), EditError> {
        self.perform_step(name, changes, None, after)
    }

    /// Applies a change and returns its inverse.
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
                self.codebook_file.saving.changed();
                let old = std::mem::replace(&mut self.codebook, codebook);
                self.follow_scope(&old);
                Ok(Change::Codebook(old))
            }
            Change::Entity(id, entity) => {
                self.entities_file.saving.changed();
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

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
