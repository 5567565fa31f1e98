//! The user interface (view): the reading pane, the panels around it, and their theme.
//!
//! This module reads the session and pushes commands. It changes only its own view state (scroll
//! positions, measured heights, open sections), opens no file and starts no thread. Start with
//! [`article`] for the page and [`panels`] for the panels around it.

pub mod article;

pub mod panels;

pub mod theme;

pub mod controls;

pub mod key_names;

pub mod keyboard;

pub mod background;

pub mod language;

#[cfg(test)]
mod terms;

pub mod live_region;

pub mod window_node;

pub mod fonts;

use std::time::Duration;

/// Asks for one more frame, from any thread. `Context::request_repaint` asks for two, since egui
/// repeats each request without a delay.
pub fn request_frame(ctx: &egui::Context) {
    ctx.request_repaint_after(Duration::from_nanos(1));
}
