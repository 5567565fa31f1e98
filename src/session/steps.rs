//! Steps over very many articles, made some changes at a time so that no frame waits for all of them.
//!
//! ```text
//! something new     begin -> make, make, ... -> end
//! undo, redo        begin_replay -> travel, travel, ... -> arrive
//! ```
//!
//! Between the first and the last nothing else may change what is open; `app/bulk_edits` sees to that.

use super::Session;
use crate::model::EditError;
use crate::model::history::{Change, Focus, Inverses, Step, StepDirection, StepId, StepReplay};
use crate::model::step_name::StepName;

/// A new step that is being made.
pub struct Making {
    name: StepName,
    before: Option<Focus>,
    changes: Vec<Change>,
    inverses: Inverses,
}

impl Session {
    /// Begins a step of many changes.
    pub fn begin(&self, name: StepName) -> Making {
        Making {
            name,
            before: self.focus(),
            changes: Vec::new(),
            inverses: Inverses::default(),
        }
    }

    /// Makes a change of a step.
    ///
    /// # Errors
    /// If it does not fit; all changes of the step are taken back then.
    pub fn make(&mut self, step: &mut Making, change: Change) -> Result<(), EditError> {
        step.changes.push(change.clone());
        step.inverses.make(change, |change| self.apply(change))
    }

    /// Remembers how to take a step back, unless nothing was changed.
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

    /// Begins to take back the newest step, or to do the newest undone one again.
    pub fn begin_replay(&self, direction: StepDirection) -> Option<StepReplay> {
        self.history.begin_replay(direction)
    }

    /// Makes at most so many changes of a step that is taken back or done again.
    ///
    /// # Errors
    /// If one does not fit any more, or its article has not been read; all changes of the step are
    /// taken back then.
    pub fn advance_replay(
        &mut self,
        replay: &mut StepReplay,
        most: usize,
    ) -> Result<(), EditError> {
        replay.advance(most, |change| self.apply(change))
    }

    /// Ends taking a step back or doing it again, and goes to where it leads. Returns its name; `None`
    /// if it did not fit.
    pub fn finish_replay(&mut self, replay: StepReplay) -> Option<StepName> {
        let direction = replay.direction();
        let (step, turned) = self.history.finish_replay(replay)?;
        self.go_to(match direction {
            StepDirection::Undo => step.before.clone(),
            StepDirection::Do | StepDirection::Redo => step.after.clone(),
        });
        self.actions.add(direction, step.changes, turned, false);
        Some(step.name)
    }
}
