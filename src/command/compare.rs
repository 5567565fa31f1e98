//! Commands of the mode in which coders are compared.

use crate::model::DecisionId;
use crate::model::compare::VersionChoice;
use crate::model::history::ArticleId;

/// An action while comparing. Differences are named by their index in the comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum CompareCommand {
    /// Decides a difference with all its values, and goes on to the next one that is open.
    Decide { issue: usize, choice: VersionChoice },
    /// Decides one of its values.
    DecideValue {
        issue: usize,
        row: usize,
        choice: VersionChoice,
    },
    /// Takes what most coders have of a difference, and goes on.
    TakeProposal(usize),
    /// The same for many; what decides nothing stays open.
    TakeProposals(Vec<usize>),
    /// Takes what all coders have, and decides nothing.
    TakeAgreed,
    /// Writes a note on a decision.
    Note { issue: usize, note: String },
    /// Shows a difference.
    GoTo(usize),
    /// Shows what taking all proposals of the listed differences would decide.
    AskForProposals,
    /// Opens the field for a note on a decision.
    BeginNote(usize),
    /// Puts what was taken into the examples of its label in the codebook.
    AddExample(usize),
    /// Makes the note on a decision a rule of the guideline.
    AddRule(usize),
    /// Compares the coders of an article, at the difference with this decision.
    At(ArticleId, DecisionId),
    /// Ends comparing.
    Close,
}

impl CompareCommand {
    /// Whether it changes the agreed version.
    pub fn is_decision(&self) -> bool {
        match self {
            Self::Decide { .. }
            | Self::DecideValue { .. }
            | Self::TakeProposal(_)
            | Self::TakeProposals(_)
            | Self::TakeAgreed
            | Self::AddRule(_)
            | Self::Note { .. } => true,
            Self::GoTo(_)
            | Self::AskForProposals
            | Self::BeginNote(_)
            | Self::AddExample(_)
            | Self::At(..)
            | Self::Close => false,
        }
    }
}
