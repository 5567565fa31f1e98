//! Analysis of coded articles: counts, statements and events, agreement between coders.
//!
//! All functions take documents and return tables; the caller is responsible for paths and windows.

// The other crates, under the module names that all code uses for them.
use demarche_model as model;

pub mod agreement;
pub mod counts;
pub mod crosstab;
pub mod event_rows;
pub mod measures;
pub mod network;
pub mod over_time;
pub mod statement_rows;
pub mod statement_view;
pub mod statements;
pub mod timeline;
pub mod words;
