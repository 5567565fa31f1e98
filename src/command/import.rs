//! What can be asked while articles are being imported.

use std::path::PathBuf;

/// Something that is asked in the import's dialog, or by dropping files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportCommand {
    /// Looks what is in these files, and in folders.
    Files(Vec<PathBuf>),
    /// Asks for the folder that articles go to.
    PickFolder,
    /// Gathers the articles again, after a column was given another meaning.
    Gather,
    /// Adds what is ticked.
    Start,
    /// Stops reading or adding.
    Stop,
    /// Closes the dialog.
    Close,
}
