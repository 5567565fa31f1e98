//! What can be asked for in the dialog that imports a dataset. The dialog knows what was chosen.

/// Something to do with a dataset that is about to be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IncomingCommand {
    /// Asks for its files, or for its folder, in a dialog of the system.
    Pick { folder: bool },
    /// Reads it and shows what is in it.
    Read,
    /// Writes its articles into the project.
    Take,
    /// Gives up reading.
    Cancel,
}
