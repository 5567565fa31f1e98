//! Answers to the prompt about unsaved changes.

/// What to do when something could not be saved before leaving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaveAnswer {
    /// Try again to save, then leave.
    Save,
    /// Leave without saving.
    Unsaved,
    Stay,
}
