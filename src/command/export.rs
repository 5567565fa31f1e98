//! What can be asked for in the export dialog. The dialog knows what was chosen.

use crate::model::AnnotationId;
use crate::model::history::CodingId;

/// Something to do with a dataset that is about to be written, or was.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportCommand {
    /// Finds out what the dataset would be.
    Look,
    /// Writes it. What is there already is replaced only if that was asked for.
    Write { replace: bool },
    /// Asks where to write, in a dialog of the system.
    PickPlace,
    /// Gives up what is being found out or written.
    Cancel,
    /// Leads to what was lost: an article of some coder, and an annotation in it.
    GoTo(CodingId, Option<AnnotationId>),
    /// Writes the list of losses to a file: JSON if its name says so, text otherwise.
    SaveLosses(String),
}
