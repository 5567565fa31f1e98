//! Commands of the codebook editor.

use std::sync::Arc;

use crate::model::Codebook;
use crate::model::history::TypingId;
use crate::model::migration::Migration;
use crate::model::step_name::StepName;

/// An action on the codebook.
#[derive(Clone, Debug, PartialEq)]
pub enum CodebookCommand {
    /// Replaces the codebook by a changed one. No annotation is changed; the text is the name of
    /// the undo step.
    Edit(StepName, Arc<Codebook>),
    /// The same for what was typed during a visit to a text field.
    Type(TypingId, StepName, Arc<Codebook>),
    /// Previews the effects of a codebook change on the annotations of the project.
    Plan(Box<Migration>),
    /// Applies the previewed change.
    Migrate,
    /// Discards the previewed change, or a codebook that was read from a file.
    DropPlan,
    /// Asks for the destination of a codebook export, in the format with this file extension.
    Export(&'static str),
    /// Replaces our codebook by the one that another program has written.
    TakeTheirs,
}
