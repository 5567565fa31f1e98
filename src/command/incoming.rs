//! Commands of the dialog that imports a dataset. The dialog keeps the user's choices.

/// An action on a dataset that is about to be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IncomingCommand {
    /// Asks for its files, or for its folder, in a system dialog.
    Pick { folder: bool },
    /// Reads it and previews its contents.
    Read,
    /// Imports its articles into the project.
    Take,
    /// Cancels reading.
    Cancel,
}
