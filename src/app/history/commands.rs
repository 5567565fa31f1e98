//! Handles the commands for undo, redo, and going to a step of the history.
//!
//! It does not undo anything itself: `bulk_edits` first reads the articles that the steps affect,
//! and spreads a step over many articles across several frames.

use crate::app::ProjectCtx;

impl ProjectCtx<'_> {
    pub(in crate::app) fn undo(&mut self) {
        let coder = &self.project.capabilities.coder;
        if coder.is_newest(&self.project.session) {
            return self.rename_back();
        }
        if let Some(pending) = self.project.session.pending_undo() {
            self.load_then(pending);
        }
    }

    pub(in crate::app) fn redo(&mut self) {
        if let Some(pending) = self.project.session.pending_redo() {
            self.load_then(pending);
        }
    }

    /// Undoes or does again until this many steps are done.
    pub(in crate::app) fn go_to_step(&mut self, done: usize) {
        if let Some(pending) = self.project.session.pending_go_to_step(done) {
            self.load_then(pending);
        }
    }
}
