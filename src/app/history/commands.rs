//! Handles the commands for undo, redo, and going to a step of the history.
//!
//! It does not undo anything itself: `bulk_edits` first reads the articles that the steps affect,
//! and spreads a step over many articles across several frames.

use crate::app::ProjectCtx;
use crate::app::capability::Capability as _;
use crate::app::project::OpenProject;
use crate::model::history::{Step, UndoScope};
use crate::model::step_name::StepSubject;
use crate::session::team::TeamStep;

impl OpenProject {
    /// The step of the team that undo reaches now.
    pub fn next_team_undo(&self) -> Option<&TeamStep> {
        let is_free = self.is_team_free();
        let step = self.capabilities.team.next_undo(&self.session);
        step.filter(|_| is_free)
    }

    /// The step of the team that redo reaches now.
    pub fn next_team_redo(&self) -> Option<&TeamStep> {
        let is_free = self.is_team_free();
        let step = self.capabilities.team.next_redo(&self.session);
        step.filter(|_| is_free)
    }

    /// Whether no other dialog than that of the team lies over the window.
    fn is_team_free(&self) -> bool {
        self.capabilities.team.is_open() || !self.capabilities.is_dialog_open()
    }

    /// Which steps undo and redo may reach: while a dialog is open those of its subject, never a change
    /// in the article behind it.
    pub fn undo_scope(&self) -> UndoScope {
        let capabilities = &self.capabilities;
        if capabilities.codebook.is_open() {
            UndoScope::Only(StepSubject::Codebook)
        } else if capabilities.entities.is_some() {
            UndoScope::Only(StepSubject::Entities)
        } else if capabilities.is_dialog_open() {
            UndoScope::Nothing
        } else {
            UndoScope::Everything
        }
    }
}

impl ProjectCtx<'_> {
    pub(in crate::app) fn undo(&mut self) {
        let coder = &self.project.capabilities.coder;
        let is_of_subject = matches!(self.project.undo_scope(), UndoScope::Only(_));
        if !is_of_subject && coder.is_newest(&self.project.session) {
            return self.rename_back();
        }
        if !is_of_subject && self.project.next_team_undo().is_some() && self.undo_team() {
            return;
        }
        if self.is_in_scope(self.project.session.history.next_undo())
            && let Some(pending) = self.project.session.pending_undo()
        {
            self.load_then(pending);
        }
    }

    pub(in crate::app) fn redo(&mut self) {
        let is_of_subject = matches!(self.project.undo_scope(), UndoScope::Only(_));
        if !is_of_subject && self.project.next_team_redo().is_some() && self.redo_team() {
            return;
        }
        if self.is_in_scope(self.project.session.history.next_redo())
            && let Some(pending) = self.project.session.pending_redo()
        {
            self.load_then(pending);
        }
    }

    /// Undoes or does again until this many steps are done.
    pub(in crate::app) fn go_to_step(&mut self, done: usize) {
        if let Some(pending) = self.project.session.pending_go_to_step(done) {
            self.load_then(pending);
        }
    }

    /// Whether undo and redo may reach a step. A command of an earlier frame may come when a dialog has been
    /// opened since.
    fn is_in_scope(&self, step: Option<&Step>) -> bool {
        let scope = self.project.undo_scope();
        step.is_some_and(|step| scope.contains(step))
    }
}
