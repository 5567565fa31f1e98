//! Steps over very many articles, made some changes at a time so that no frame waits for all of them.
//!
//! ```text
//! something new     begin -> make, make, ... -> end
//! undo, redo        set_out -> travel, travel, ... -> arrive
//! ```
//!
//! Between the first and the last nothing else may change what is open; `app/bulk` sees to that.

use super::Session;
use crate::model::EditError;
use crate::model::history::{Change, Direction, Focus, Inverses, Step, Travel};

/// A new step that is being made.
pub struct Making {
    name: String,
    before: Option<Focus>,
    inverses: Inverses,
}

impl Session {
    /// Begins a step of many changes.
    pub fn begin(&self, name: impl Into<String>) -> Making {
        Making {
            name: name.into(),
            before: self.focus(),
            inverses: Inverses::default(),
        }
    }

    /// Makes a change of a step.
    ///
    /// # Errors
    /// If it does not fit; all changes of the step are taken back then.
    pub fn make(&mut self, step: &mut Making, change: Change) -> Result<(), EditError> {
        step.inverses.make(change, |change| self.apply(change))
    }

    /// Remembers how to take a step back, unless nothing was changed.
    pub fn end(&mut self, step: Making) {
        if step.inverses.is_empty() {
            return;
        }
        self.history.push(Step {
            name: step.name,
            changes: step.inverses.into_changes(),
            before: step.before,
            after: self.focus(),
            series: None,
        });
    }

    /// Begins to take back the newest step, or to do the newest undone one again.
    pub fn set_out(&mut self, direction: Direction) -> Option<Travel> {
        self.history.set_out(direction)
    }

    /// Makes at most so many changes of a step that is taken back or done again.
    ///
    /// # Errors
    /// If one does not fit any more; all changes of the step are taken back then.
    pub fn travel(&mut self, travel: &mut Travel, most: usize) -> Result<(), EditError> {
        travel.go_on(most, |change| self.apply(change))
    }

    /// Ends taking a step back or doing it again, and goes to where it leads. Returns its name; `None`
    /// if it did not fit.
    pub fn arrive(&mut self, travel: Travel) -> Option<String> {
        let (name, focus) = self.history.arrive(travel)?;
        self.go_to(focus);
        Some(name)
    }
}
