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

use std::sync::Arc;

use super::Session;
use crate::model::EditError;
use crate::model::history::{
    Change, CoalesceKey, Focus, Inverses, Step, StepDirection, StepId, StepRun, apply_changes,
};
use crate::model::step_name::StepName;

/// A bulk step in progress.
pub struct Making {
    name: StepName,
    before: Option<Focus>,
    changes: Vec<Change>,
    inverses: Inverses,
}

impl Session {
    /// Applies changes as one step, unless nothing changes.
    pub(crate) fn perform_step(
        &mut self,
        name: StepName,
        changes: Vec<Change>,
        series: Option<CoalesceKey>,
        after: impl FnOnce(&mut Self),
    ) -> Result<(), EditError> {
        let before = self.focus();
        let changes: Arc<[Change]> = self.split_by_scope(Change::all_short(changes)?).into();
        let inverses = apply_changes(&changes, |change| self.apply(change))?;
        after(self);
        // Undoing it would do nothing either: the same status or entity once more is no step.
        if *inverses == *changes {
            return Ok(());
        }
        let step = Step {
            id: StepId::default(),
            name,
            changes: inverses.into(),
            before,
            after: self.focus(),
            series,
        };
        self.note_step(changes, step);
        Ok(())
    }

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
        self.note_step(making.changes.into(), step);
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
        self.follow_rejection(direction, &step);
        self.forget_steps_of_others(&turned.changes);
        self.go_to(match direction {
            StepDirection::Undo => step.before.clone(),
            StepDirection::Do | StepDirection::Redo => step.after.clone(),
        });
        self.actions
            .add(&self.coder, direction, step.changes, turned, false);
        Some(step.name)
    }

    /// Adds a step that changes no document: its name says what undo takes back.
    pub(super) fn note_bare_step(&mut self, name: StepName) {
        let step = Step {
            id: StepId::default(),
            name,
            changes: Arc::default(),
            before: self.focus(),
            after: self.focus(),
            series: None,
        };
        self.note_step(Arc::default(), step);
    }

    /// Adds a step that was done to the history of the coder, and to what the journal must get.
    fn note_step(&mut self, changes: Arc<[Change]>, step: Step) {
        self.forget_steps_of_others(&step.changes);
        let joined = self.history.push(step.clone());
        self.actions
            .add(&self.coder, StepDirection::Do, changes, step, joined);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Edit;
    use crate::model::document::Status;
    use crate::model::history::CodingId;
    use crate::tests::{annotate, session, turn};

    const FIRST: CodingId = CodingId(0);

    #[test]
    fn a_change_that_changes_nothing_is_no_step() {
        let mut session = session(&["a"], &[]);
        annotate(&mut session, FIRST, "x");
        let entity = |id: &str| Edit::SetEntity("x".into(), Some(id.into()));
        for (edit, is_step) in [
            (Edit::SetStatus(Status::Done), true),
            (Edit::SetStatus(Status::Done), false),
            (entity("ana"), true),
            (entity("ana"), false),
            (Edit::SetStatus(Status::Unsure), true),
        ] {
            let count = |session: &Session| (session.history.done().len(), session.actions.last);
            let (steps, actions) = count(&session);
            let made = session.perform_in(FIRST, StepName::FollowText, edit.clone(), |_| {});
            made.expect("it fits");
            let more = usize::from(is_step);
            assert_eq!(
                count(&session),
                (steps + more, actions + more as u64),
                "{edit:?}"
            );
        }
        turn(&mut session, StepDirection::Undo);
        let status = session
            .opened(FIRST)
            .map(|open| open.document.fields().status.clone());
        assert_eq!(status, Some(Status::Done), "each undo is seen");
    }
}
