//! Commands of the concordance, the search over all articles.

use crate::model::history::ArticleId;
use crate::model::propagate::Template;
use crate::model::search::{HitOrder, SearchQuery};

/// An action in the concordance.
#[derive(Clone, Debug, PartialEq)]
pub enum ConcordanceCommand {
    /// Starts a search in one article or in all.
    Ask(Box<SearchQuery>, Option<ArticleId>),
    /// Stops the search.
    Stop,
    /// Shows a hit in its article; the keyboard focus stays.
    Show(u32),
    /// Shows a hit in its article and moves the keyboard focus to the page.
    GoTo(u32),
    Sort(HitOrder),
    /// Annotates hits of the query with this number, as one undo step.
    Annotate {
        of: u64,
        hits: Vec<u32>,
        template: Box<Template>,
    },
    /// Closes the panel and moves the keyboard focus back to the page.
    Close,
}
