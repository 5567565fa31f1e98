//! Demarche: read news articles, mark who demands what and what happened, and keep it as data.
//!
//! The rooms in reading order; ARCHITECTURE.md shows who may use whom.

// In reading order, which rustfmt would turn into that of the alphabet.
pub mod model;

pub mod store;

pub mod formats;

pub mod ingest;

pub mod analysis;

pub mod settings;

pub mod session;

pub mod command;

pub mod jobs;

#[cfg(feature = "window")]
pub mod ui;

#[cfg(feature = "window")]
pub mod app;

pub mod cli;
