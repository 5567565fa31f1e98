//! The jobs of the view Explore: reading the statements of all articles, and what is shown of them.
//!
//! `read` makes a table of all statements and keeps what has not changed since the last time; `view` filters and
//! counts it, `network_view` makes its networks, `table_text` writes it. Which coding of an article counts, the
//! caller knows. It knows no window: results are values that replace the last ones as a whole.

pub mod read;

pub mod view;

pub mod network_view;

pub mod table_text;

use std::sync::Arc;

use read::ReadStatements;
use view::ExploreView;

/// A result of the jobs of the view.
pub enum ExploreEvent {
    /// How many articles have been read, of how many.
    Progress(usize, usize),
    /// The statements; `None` if reading was cancelled.
    Read(Option<Arc<ReadStatements>>),
    /// What is shown of them.
    Viewed(Arc<ExploreView>),
    /// A table to be put on the clipboard.
    Copied(String),
}
