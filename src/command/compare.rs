//! Commands of the dialog that compares coders.

use crate::model::compare::VersionChoice;

/// An action in the dialog. Differences are named by their index in the comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum CompareCommand {
    /// Decides a difference with all its values.
    Decide { issue: usize, choice: VersionChoice },
    /// Decides one of its values.
    DecideValue {
        issue: usize,
        row: usize,
        choice: VersionChoice,
    },
    /// Takes what most coders have of these differences.
    TakeProposals(Vec<usize>),
    /// Takes what all coders have, and decides nothing.
    TakeAgreed,
    /// Writes a note on a decision.
    Note { issue: usize, note: String },
    /// Shows the place of a difference in the article.
    Show(usize),
}
