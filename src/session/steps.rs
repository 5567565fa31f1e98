//! Bulk steps: edits, undo and redo of very many articles, applied in portions so that no frame
//! waits for all of them.
//!
//! ```text
//! something new     begin -> make, make, ... -> end
//! undo, redo        begin_step_run -> advance_step_run, ... -> finish_step_run
//! ```
//!
//! No other change may happen between the first and the last portion; `app/bulk_edits` ensures
//! that.

use super::Session;
use crate::model::EditError;
use crate::model::history::{Change, Focus, Inverses, Step, StepDirection, StepId, StepRun};
use crate::model::step_name::StepName;

/// A bulk step in progress.
pub struct Making {
    name: StepName,
    before: Option<Focus>,
    changes: Vec<Change>,
    inverses: Inverses,
}

impl Session {
    /// Begins a bulk step.
    pub fn begin(&self, name: StepName) -> Making {
        Making {
            name,
            before: self.focus(),
            changes: Vec::new(),
            inverses: Inverses::default(),
        }
    }

    /// Applies one change of a bulk step.
    ///
    /// # Errors
    /// If the change does not fit; all changes of the step are reverted then.
    pub fn make(&mut self, step: &mut Making, change: Change) -> Result<(), EditError> {
        step.changes.push(change.clone());
        step.inverses.make(change, |change| self.apply(change))
    }

    /// Ends a bulk step and makes it undoable, unless nothing was changed.
    pub fn end(&mut self, making: Making) {
        if making.inverses.is_empty() {
            return;
        }
        let step = Step {
            id: StepId::default(),
            name: making.name,
            changes: making.inverses.into_changes().into(),
            before: making.before,
            after: self.focus(),
            series: None,
        };
        let joined = self.history.push(step.clone());
        let changes = making.changes.into();
        self.actions.add(StepDirection::Do, changes, step, joined);
    }

    /// Begins to undo the newest step, or to redo the newest undone one.
    pub fn begin_step_run(&self, direction: StepDirection) -> Option<StepRun> {
        self.history.begin_step_run(direction)
    }

    /// Applies at most so many changes of a step that is undone or redone.
    ///
    /// # Errors
    /// If a change does not fit any more, or its article has not been read; all changes of the step
    /// are reverted then.
    pub fn advance_step_run(&mut self, run: &mut StepRun, most: usize) -> Result<(), EditError> {
        run.advance(most, |change| self.apply(change))
    }

    /// Ends undo or redo, and moves the caret to the place of the step. Returns the step's name;
    /// `None` if the step did not fit.
    pub fn finish_step_run(&mut self, run: StepRun) -> Option<StepName> {
        let direction = run.direction();
        let (step, turned) = self.history.finish_step_run(run)?;
        self.go_to(match direction {
            StepDirection::Undo => step.before.clone(),
            StepDirection::Do | StepDirection::Redo => step.after.clone(),
        });
        self.actions.add(direction, step.changes, turned, false);
        Some(step.name)
    }
}
