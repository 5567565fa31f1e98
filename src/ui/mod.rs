//! What is drawn in the window, and how hands move it.
//!
//! [`article`] is the reading pane: the article's text with its marks, from layout to mouse.
//! [`fonts`] holds the bundled faces.
//!
//! This room reads the model and reports gestures. It changes nothing but its own view state, and
//! it opens no file and starts no thread.

pub mod article;

pub mod fonts;
