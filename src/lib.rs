//! Demarche: read news articles, mark who demands what and what happened, and keep it as data.
//!
//! The modules are in reading order; ARCHITECTURE.md shows which may use which.

// In reading order; rustfmt would sort them alphabetically.
pub use demarche_model as model;

pub use demarche_store as store;

pub use demarche_formats as formats;

pub use demarche_ingest as ingest;

pub use demarche_analysis as analysis;

pub use demarche_figures as figures;

pub use demarche_assist as assist;

pub use demarche_store::settings;

pub use demarche_session as session;

pub mod command;

pub mod jobs;

#[cfg(feature = "window")]
pub mod ui;

#[cfg(feature = "window")]
pub mod app;

pub mod cli;
