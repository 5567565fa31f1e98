//! What is seen: the reading pane, the panels around it, and how both look.
//!
//! This room reads the session and pushes commands. It changes nothing but its own view state
//! (scroll places, measured heights, open sections), opens no file and starts no thread. Start
//! with [`article`] for the page and [`panels`] for what stands around it.

pub mod article;

pub mod panels;

pub mod theme;

pub mod key_names;

pub mod fonts;
