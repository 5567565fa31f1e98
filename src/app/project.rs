//! The state of the open project, all of which is dropped when the project is closed.
//!
//! A field that belongs to a project is in [`OpenProject`] and nowhere else: closing drops the
//! value, and nothing has to be reset by hand. [`Shell`] holds what outlives projects.
//!
//! Every operation on an open project is a method of [`ProjectCtx`], which borrows both.

use super::article_list::{ArticlesPanel, SummaryLoading};
use super::bulk_edits::BulkEdits;
use super::capabilities::ProjectCapabilities;
use super::compare::Comparing;
use super::dispatch;
use super::explore::Explore;
use super::find::Finding;
use super::history::HistoryPanel;
use super::inspector::AnnotationsPanel;
use super::journaling::Journaling;
use super::linking::Links;
use super::primary_selection::PrimarySelection;
use super::reading::ReadingState;
use super::reading_positions::ReadingPositions;
use super::renamed::Renaming;
use super::saving::Writing;
use super::search::ProjectSearch;
use super::typing::TypingClock;
use super::watching::Watching;
use super::{App, Shell};
use crate::jobs::worker_pool::WorkerPool;
use crate::model::Selection;
use crate::session::Session;
use crate::store::ArticleLoader;
use crate::store::sidecar::Snapshot;
use crate::store::watch::Watch;

/// A project while it is open.
pub(super) struct OpenProject {
    pub session: Session,
    /// Reads articles, everywhere in the same way.
    pub loader: ArticleLoader,
    pub reading: ReadingState,
    pub reading_positions: ReadingPositions,
    pub primary_selection: PrimarySelection,
    /// The list of articles.
    pub articles: ArticlesPanel,
    pub capabilities: ProjectCapabilities,

    /// The annotations of the article on screen, and what is entered about them.
    pub annotations: AnnotationsPanel,
    /// Linking annotations.
    pub links: Links,
    /// What is seen of the history.
    pub history_panel: HistoryPanel,
    /// Comparing the coders of the article on screen, while that is done.
    pub comparing: Option<Comparing>,
    /// Selecting by typing: the field and what it found.
    pub finding: Finding,
    /// Searching all articles: the concordance and the pending hit to show.
    pub search: ProjectSearch,
    /// Results of all articles, beside the page.
    pub explore: Explore,
    /// Steps over many articles, and work that waits for them to be read.
    pub bulk_edits: BulkEdits,
    /// The selection while its ends may cut a word, made by lines or by typing; see
    /// `tidy_selection`.
    pub unsnapped: Option<Selection>,
    /// The pending jump to the first or last incomplete annotation of an article that is still
    /// being read.
    pub pending_reveal: Option<dispatch::PendingReveal>,

    /// When what is being typed is taken over.
    pub typing: TypingClock,

    pub summary_loading: SummaryLoading,
    pub watching: Watching,
    /// Texts that other programs have renamed.
    pub renamed: Renaming,
    pub journaling: Journaling,
    /// The worker pool whose threads write articles to disk.
    pub writers: WorkerPool<Writing>,
    /// The text snapshots of saved articles that still have to be stored.
    pub text_snapshots_pending: Vec<Snapshot>,
}

impl OpenProject {
    /// A project of which no article has been read.
    pub fn new(session: Session, loader: ArticleLoader, watch: Watch) -> Self {
        Self {
            session,
            loader,
            reading: ReadingState::default(),
            reading_positions: ReadingPositions::default(),
            primary_selection: PrimarySelection::default(),
            articles: ArticlesPanel::default(),
            capabilities: ProjectCapabilities::default(),
            annotations: AnnotationsPanel::default(),
            links: Links::default(),
            history_panel: HistoryPanel::default(),
            comparing: None,
            finding: Finding::default(),
            search: ProjectSearch::default(),
            explore: Explore::default(),
            bulk_edits: BulkEdits::default(),
            unsnapped: None,
            pending_reveal: None,
            typing: TypingClock::default(),
            summary_loading: SummaryLoading::default(),
            watching: Watching::of(watch),
            renamed: Renaming::default(),
            journaling: Journaling::default(),
            writers: WorkerPool::default(),
            text_snapshots_pending: Vec::new(),
        }
    }

    /// Whether a dialog about the project lies over the window.
    pub fn is_dialog_open(&self) -> bool {
        self.capabilities.is_dialog_open()
    }

    /// Whether a bulk step is being made, so that nothing else may change what is open.
    pub fn is_in_bulk(&self) -> bool {
        self.bulk_edits.is_making()
    }
}

/// The open project and the program around it, for as long as something is done with them.
pub(super) struct ProjectCtx<'a> {
    pub shell: &'a mut Shell,
    pub project: &'a mut OpenProject,
}

impl App {
    /// The context for operations on the open project, if there is one.
    pub(super) fn project(&mut self) -> Option<ProjectCtx<'_>> {
        let project = self.phase.project_mut()?;
        Some(ProjectCtx {
            shell: &mut self.shell,
            project,
        })
    }

    /// Runs `act` on the open project, if there is one.
    pub(super) fn with_project(&mut self, act: impl FnOnce(&mut ProjectCtx<'_>)) {
        if let Some(mut cx) = self.project() {
            act(&mut cx);
        }
    }
}
