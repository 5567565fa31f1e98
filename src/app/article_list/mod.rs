//! The list of articles: which are shown, in which order, with what they count.
//!
//! The session owns the list ([`list`](crate::session::list)), which knows filters and orders. Opening
//! an article of it is `opening`; going to the next one is `dispatch/navigate`.
//!
//! | File | What it has |
//! |---|---|
//! | `commands` | filtering, sorting, grouping |
//! | `summaries` | the background scan of unopened articles, and how the list is restored |
//! | `panel` | the panel beside the page |
//!
//! The panel is no dialog, so it has no line in `capabilities`, and the open project has its state as a
//! field.

mod commands;

mod summaries;

mod panel;

pub(super) use panel::ArticlesPanel;
pub(super) use summaries::{SummaryLoading, ToSummarize, restore_list};
