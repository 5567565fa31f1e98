//! Disks and networks that do not answer: what hangs is told, and nothing waits for it for ever.

use std::time::{Duration, Instant};

use super::{App, Shell};

/// How long a file may take before the user is told that it does not come.
const PATIENCE: Duration = Duration::from_secs(5);

/// What does not answer, and what becomes of it.
pub(super) struct IoWatchdog {
    patience: Duration,
}

impl Default for IoWatchdog {
    fn default() -> Self {
        Self { patience: PATIENCE }
    }
}

impl App {
    /// Tells what does not answer after so long a time.
    pub fn set_patience(&mut self, patience: Duration) {
        self.shell.io_watchdog.patience = patience;
    }
}

impl Shell {
    /// Whether a file that is being read or written does not answer.
    pub(super) fn is_stalled(&self) -> bool {
        let waits = self.jobs.pending_io();
        !waits
            .longer_than(self.io_watchdog.patience, Instant::now())
            .is_empty()
    }

    /// Tells what does not answer, as long as it does not.
    pub(super) fn watch_io(&mut self, ctx: &egui::Context) {
        let (waits, now) = (self.jobs.pending_io(), Instant::now());
        if let Some(left) = waits.next_long(self.io_watchdog.patience, now) {
            ctx.request_repaint_after(left);
        }
        let stalled = waits.longer_than(self.io_watchdog.patience, now);
        let told = stalled.first().map(|first| {
            let more = match stalled.len() - 1 {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!(
                "The disk or network does not answer: still waiting for {first}{more}. You can go on: \
                 what you do is kept here and written when it answers. “Save a copy…” in the File \
                 menu writes it elsewhere."
            )
        });
        self.notices.stall(told);
    }
}
