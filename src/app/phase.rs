//! The project's state machine: which project is open, if any, and whether it opens or closes.
//!
//! ```text
//! Closed -> Listing -> Opening -> Open -> Leaving -> Closed
//! ```
//!
//! Everything that belongs to a project is in [`OpenProject`], so that closing it is dropping it.

use std::path::PathBuf;

use super::OpenProject;
use super::article_list::ToSummarize;
use super::leaving::Leaving;
use crate::jobs::journal::FoundJournal;
use crate::store::journal::JournalError;
use crate::store::project::Project;

/// A project of which not all articles are in the list yet.
pub(super) struct ProjectOpening {
    pub project: Project,
    pub journal: Option<Result<FoundJournal, JournalError>>,
    /// How many articles are in the list.
    pub listed: usize,
    /// The articles in the list, of all coders, that still need a summary.
    pub to_summarize: Vec<ToSummarize>,
}

/// How far the program is with a project.
pub(super) enum Phase {
    /// Nothing is open.
    Closed,
    /// The articles of these paths are being looked for.
    Listing(Vec<PathBuf>),
    /// Not all articles are in the list yet, and nothing is done before they are.
    Opening(Box<OpenProject>, Box<ProjectOpening>),
    Open(Box<OpenProject>),
    /// It is closed as soon as everything is saved.
    Leaving(Box<OpenProject>, Leaving),
}

impl Phase {
    /// The open project, also while it is opening or closing.
    pub fn project(&self) -> Option<&OpenProject> {
        match self {
            Self::Closed | Self::Listing(_) => None,
            Self::Opening(project, _) | Self::Open(project) | Self::Leaving(project, _) => {
                Some(project)
            }
        }
    }

    /// Like [`Self::project`], mutable.
    pub fn project_mut(&mut self) -> Option<&mut OpenProject> {
        match self {
            Self::Closed | Self::Listing(_) => None,
            Self::Opening(project, _) | Self::Open(project) | Self::Leaving(project, _) => {
                Some(project)
            }
        }
    }

    /// Whether these paths are being listed.
    pub fn is_listing(&self, paths: &[PathBuf]) -> bool {
        matches!(self, Self::Listing(listed) if listed == paths)
    }

    /// Whether the project is to be left.
    pub fn is_leaving(&self) -> bool {
        matches!(self, Self::Leaving(..))
    }

    /// Whether articles are still on their way into the list.
    pub fn is_opening(&self) -> bool {
        matches!(self, Self::Opening(..))
    }

    /// All articles are in the list; returns what is left to do.
    pub fn end_opening(&mut self) -> Option<Box<ProjectOpening>> {
        let (next, opening) = match std::mem::replace(self, Self::Closed) {
            Self::Opening(project, opening) => (Self::Open(project), Some(opening)),
            other => (other, None),
        };
        *self = next;
        opening
    }

    /// Marks the project to be closed once it is saved.
    pub fn begin_leaving(&mut self, leaving: Leaving) {
        *self = match std::mem::replace(self, Self::Closed) {
            Self::Opening(project, _) | Self::Open(project) | Self::Leaving(project, _) => {
                Self::Leaving(project, leaving)
            }
            other => other,
        };
    }

    /// Cancels leaving the project; returns the purpose of leaving.
    pub fn end_leaving(&mut self) -> Option<Leaving> {
        let (next, leaving) = match std::mem::replace(self, Self::Closed) {
            Self::Leaving(project, leaving) => (Self::Open(project), Some(leaving)),
            other => (other, None),
        };
        *self = next;
        leaving
    }
}
