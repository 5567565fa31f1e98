//! Suggestions learned from a coder's own finished articles: spans, names, values and links.
//!
//! Documents in, suggestions out. This crate knows the model only: no file, no path, no clock, no
//! thread, no window. Every result follows from the documents and a seed, so that it is the same on
//! every run. Nothing here changes a document: a suggestion becomes an annotation when the coder
//! takes it.
//!
//! In reading order:
//!
//! | Module | What it has |
//! |---|---|
//! | [`tokens`] | an article as sequences of tokens, one for each paragraph |
//! | [`features`] | what the learner sees at a token |
//! | [`dictionary`] | names and phrases of finished articles, as features |
//! | [`clusters`] | groups of words that occur in the same places, from all articles of the project |
//! | [`crf`] | the linear-chain conditional random field: training, decoding, span posteriors |
//! | [`layers`] | labels that do not overlap share a tagger |
//! | [`tagger`] | trains and predicts spans |
//! | [`names`] | names that the project knows, found by longest match |
//! | [`values`] | choices, entities, links and dates of an annotation |
//! | [`rejections`] | what the coder has rejected |
//! | [`ranking`] | which article to code next; passages like a chosen one |
//! | [`assistant`] | all engines together: what is suggested for an article |
//! | [`proposals`] | what a model of the user's own proposes, anchored and checked |
//! | [`evaluate`] | precision, recall, calibration, learning curve, keys saved |
//! | [`state`] | a trained tagger as bytes and back |

// The other crates, under the module names that all code uses for them.
use demarche_model as model;

mod bytes;

mod calibration;

mod form;

mod hashing;

mod random;

pub mod tokens;

pub mod features;

pub mod dictionary;

pub mod clusters;

pub mod crf;

pub mod layers;

pub mod tagger;

pub mod names;

pub mod values;

pub mod rejections;

pub mod ranking;

pub mod assistant;

pub mod proposals;

pub mod evaluate;

pub mod state;

pub use bytes::StateFault;

/// Training was cancelled; nothing of it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("training was cancelled")]
pub struct Cancelled;

/// Asked now and then during long work; the work stops with [`Cancelled`] once it returns `true`.
pub type IsCancelled<'a> = &'a dyn Fn() -> bool;
