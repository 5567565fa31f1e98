//! Commands of the dialog that shows how far coders agree.

use crate::model::history::ArticleId;

/// An action in the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgreementCommand {
    /// Computes everything anew, with articles that are not finished or without.
    Measure { unfinished_too: bool },
    /// Compares the coders of an article.
    Compare(ArticleId),
}
