//! What begins before there is a window: listing the articles of the project that the program is started
//! with, while the desktop opens the window.
//!
//! It must not touch the screen. The jobs find the window once [`EarlyStart::into_parts`] has been called;
//! what they report before waits for the first frame.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::phase::Phase;
use crate::jobs::Jobs;
use crate::store::state::StateFolder;
use crate::ui::request_frame;

/// The jobs of a program that has no window yet.
pub(super) struct EarlyStart {
    jobs: Jobs,
    window: Arc<OnceLock<egui::Context>>,
    /// What is being opened; empty for nothing.
    paths: Vec<PathBuf>,
}

impl EarlyStart {
    /// Nothing is begun.
    pub fn of_nothing() -> Self {
        let window = Arc::<OnceLock<egui::Context>>::default();
        let waker = Arc::clone(&window);
        Self {
            jobs: Jobs::new(move || {
                if let Some(window) = waker.get() {
                    request_frame(window);
                }
            }),
            window,
            paths: Vec::new(),
        }
    }

    /// Begins to list the articles in these paths.
    pub fn open(&mut self, paths: Vec<PathBuf>, state: Option<StateFolder>) {
        if !paths.is_empty() {
            super::project_discovery::list(&self.jobs, paths.clone(), state, None);
            self.paths = paths;
        }
    }

    /// The jobs, which ask for frames of this window from now on, and what the program does first.
    pub fn into_parts(self, ctx: &egui::Context) -> (Jobs, Phase) {
        self.window.get_or_init(|| ctx.clone());
        let phase = match self.paths.is_empty() {
            true => Phase::Closed,
            false => Phase::Listing(self.paths),
        };
        (self.jobs, phase)
    }
}
