//! Commands of the dialog that imports files as articles.

use std::path::PathBuf;

/// An action in the import dialog, or a drop of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportCommand {
    /// Reads these files, and the files in folders.
    Files(Vec<PathBuf>),
    /// Asks for the folder that articles go to.
    PickFolder,
    /// Gathers the articles again, after the meaning of a column has changed.
    Gather,
    /// Adds the ticked articles.
    Start,
    /// Cancels reading or adding.
    Stop,
    /// Closes the dialog.
    Close,
}
