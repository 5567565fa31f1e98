//! Commands of the article list: which articles it shows, and in which order.

use crate::model::article_query::ListOrder;
use crate::model::document::Status;
use crate::model::history::ArticleId;

/// An action in the article list.
#[derive(Clone, Debug, PartialEq)]
pub enum ArticleListCommand {
    /// Filters the list by the typed query.
    Filter(String),
    Sort(ListOrder),
    /// Sets whether the list is grouped by folders.
    ToggleFolders,
    /// Sets whether the list shows file names or titles.
    ToggleFileNames,
    /// Collapses or expands a folder.
    ToggleFolder(String),
    /// Gives an article another status.
    SetStatus(ArticleId, Status),
}
