//! The history (undo stack) of the project: undo, redo, and the list of its steps.
//!
//! The session owns the steps ([`History`](crate::model::history::History)), and the journal
//! persists them across restarts; there is no second list of them here.
//!
//! | File | What it has |
//! |---|---|
//! | `buttons` | undo and redo in a dialog, of its own subject |
//! | `commands` | undo, redo, go to a step |
//! | `panel` | the list, whose view state belongs to the open project |

mod buttons;

mod commands;

mod panel;

pub(super) use buttons::undo_buttons_ui;
pub(super) use panel::HistoryPanel;
