//! Bulk edits: annotating hits, changing the codebook with all that bears it, merging entities, and
//! undoing and redoing, each as one step over as many articles as it concerns.
//!
//! ```text
//! annotate, migrate, merge -+-> load_then -> step: some changes each frame -> one step of the history
//! undo, redo ---------------+
//! ```
//!
//! The caller decides what is changed, and why, and passes it as a
//! [`Pending`](crate::session::pending::Pending) or as a list of changes. This module draws
//! nothing: the session holds the progress of a bulk edit, and the status bar reads it there.
//!
//! | File | What it has |
//! |---|---|
//! | `load_then` | reading the articles first, and what must wait meanwhile |
//! | `step` | making the changes, some each frame |

mod load_then;

mod step;

use load_then::PendingLoad;
use step::Bulk;

/// Bulk edits of the open project: there is at most one of each.
#[derive(Default)]
pub(super) struct BulkEdits {
    /// A step over many articles that is being made, some of it in each frame.
    step: Option<Bulk>,
    /// The operation that is pending until its articles are read.
    waiting: Option<PendingLoad>,
}

impl BulkEdits {
    /// Whether a step over many articles is being made, so that nothing else may change what is open.
    pub fn is_making(&self) -> bool {
        self.step.is_some()
    }

    /// Whether an operation is pending until its articles are read.
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }
}
