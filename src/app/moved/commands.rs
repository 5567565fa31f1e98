//! Handles the answer to the question whether a project was moved.

use crate::app::App;

impl App {
    /// Opens what looks like a project that was moved, with its history or without.
    pub(in crate::app) fn open_moved(&mut self, takes_over: bool) {
        let Some(asked) = self.shell.capabilities.moved.take() else {
            return;
        };
        if self.phase.project().is_some() {
            return self.open_project(asked.paths);
        }
        self.list_project(asked.paths, Some(takes_over));
    }
}
