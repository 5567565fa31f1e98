//! Commands of the codebook editor.

use std::sync::Arc;

use crate::model::Codebook;
use crate::model::history::TypingId;
use crate::model::migration::{Migration, SplitExceptions};
use crate::model::step_name::StepName;

/// A codebook as it is being edited.
#[derive(Clone, Debug, PartialEq)]
pub struct CodebookDraft {
    /// The name of the undo step.
    pub name: StepName,
    /// The codebook of which the draft was made.
    pub base: Arc<Codebook>,
    pub draft: Arc<Codebook>,
    /// The visit to the text field in which it was typed, if it was.
    pub typing: Option<TypingId>,
}

/// An action on the codebook.
#[derive(Clone, Debug, PartialEq)]
pub enum CodebookCommand {
    /// Replaces the codebook by a changed one. No annotation is changed; the text is the name of
    /// the undo step.
    Edit(StepName, Arc<Codebook>),
    /// The same with what was changed in a draft of the codebook.
    Draft(CodebookDraft),
    /// Previews the effects of a codebook change on the annotations of the project.
    Plan(Box<Migration>),
    /// Applies the previewed change.
    Migrate,
    /// Applies the previewed split, with what goes the other way than its criterion tells.
    MigrateSplit(SplitExceptions),
    /// Discards the previewed change, or a codebook that was read from a file.
    DropPlan,
    /// Asks for the destination of a codebook export, in the format with this file extension.
    Export(&'static str),
    /// Replaces our codebook by the one that another program has written.
    TakeTheirs,
}
