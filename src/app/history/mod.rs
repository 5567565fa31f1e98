//! The history of the project: undoing, redoing, and the list of its steps.
//!
//! The steps themselves are the session's ([`History`](crate::model::history::History)), which the journal
//! keeps over restarts; there is no other list of them here.
//!
//! | File | What it has |
//! |---|---|
//! | `commands` | undo, redo, go to a step |
//! | `panel` | the list, whose view state belongs to the open project |

mod commands;

mod panel;

pub(super) use panel::HistoryPanel;
