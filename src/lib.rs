//! Demarche: read news articles, mark who demands what and what happened, and keep it as data.

// In reading order, which rustfmt would turn into that of the alphabet.
pub mod model;

pub mod store;

pub mod formats;

pub mod analysis;

pub mod cli;
