//! Commands of the export dialog. The dialog keeps the user's choices.

use crate::model::AnnotationId;
use crate::model::history::CodingId;

/// An action on a dataset that is about to be exported, or was.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportCommand {
    /// Previews the dataset.
    Look,
    /// Exports it. Existing files are replaced only if the user confirmed that.
    Write { replace: bool },
    /// Asks for the destination, in a system dialog.
    PickPlace,
    /// Cancels the preview or the export.
    Cancel,
    /// Goes to a loss: an article of some coder, and an annotation in it.
    GoTo(CodingId, Option<AnnotationId>),
    /// Writes the list of losses to a file: JSON if its extension says so, text otherwise.
    SaveLosses(String),
}
