//! Commands of the dialog that asks who codes.

/// An action in the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CoderCommand {
    /// Codes under this code from now on; empty for no coder.
    Choose(String),
    /// Gives the annotations without a coder to this one: renames their files.
    GiveNameless(String),
    /// Undoes that.
    GiveBack,
}
