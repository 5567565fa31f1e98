//! Demarche: read news articles, mark who demands what and what happened, and keep it as data.
//!
//! The rooms in reading order; ARCHITECTURE.md shows who may use whom.

// In reading order, which rustfmt would turn into that of the alphabet.
pub use demarche_model as model;

pub use demarche_store as store;

pub use demarche_formats as formats;

pub use demarche_ingest as ingest;

pub use demarche_analysis as analysis;

pub use demarche_store::settings;

pub use demarche_session as session;

pub mod command;

pub mod jobs;

#[cfg(feature = "window")]
pub mod ui;

#[cfg(feature = "window")]
pub mod app;

pub mod cli;
