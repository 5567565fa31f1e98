//! Commands of the dialog that shows how far coders agree.

use crate::model::history::ArticleId;

/// The forms in which a report is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgreementReportForm {
    Html,
    Markdown,
    Csv,
    Json,
}

/// An action in the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgreementCommand {
    /// Computes everything, with articles that are not finished or without.
    Measure { unfinished_too: bool },
    /// Ends the computation.
    Cancel,
    /// Computes one measure of some coders over rounds, weeks and windows.
    Course {
        measure: &'static str,
        group: Vec<u32>,
    },
    /// Fits the models of reliability.
    Reliability,
    /// Asks where a report goes, and writes it.
    SaveReport(AgreementReportForm),
    /// Shows what coders confuse, in the place of the dialog.
    ShowDifferences,
    /// Compares the coders of an article.
    Compare(ArticleId),
}
