//! What can be asked of the concordance.

use crate::model::history::ArticleId;
use crate::model::propagate::Template;
use crate::model::search::{Order, Question};

/// Something that is asked while all articles are searched.
#[derive(Clone, Debug, PartialEq)]
pub enum ConcordanceCommand {
    /// Looks for something, in one article or in all.
    Ask(Box<Question>, Option<ArticleId>),
    /// Looks no further.
    Stop,
    /// Shows a hit in its article; the keyboard stays where it is.
    Show(u32),
    /// Shows a hit in its article and gives the keyboard to the page.
    GoTo(u32),
    Sort(Order),
    /// Annotates hits of the question with this number, as one step.
    Annotate {
        of: u64,
        hits: Vec<u32>,
        template: Box<Template>,
    },
    /// Gives the keyboard back to the page.
    Leave,
    Close,
}
