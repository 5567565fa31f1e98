//! Demarche: read news articles, mark who demands what and what happened, and keep it as data.

pub mod model;

pub mod ui;
