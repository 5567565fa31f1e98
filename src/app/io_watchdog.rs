//! A watchdog (timeout) for file I/O: reports disks and networks that do not respond, so that
//! nothing waits for them for ever, and those on which something is weaker than elsewhere.

use std::time::{Duration, Instant};

use super::{App, Shell};
use crate::session::messages::FileMessage;
use crate::store::limitations;

/// The timeout after which the user is told that a file does not respond.
const PATIENCE: Duration = Duration::from_secs(5);

/// The pending file operations that do not respond, and their state.
pub(super) struct IoWatchdog {
    patience: Duration,
}

impl Default for IoWatchdog {
    fn default() -> Self {
        Self { patience: PATIENCE }
    }
}

/// What is weaker on a disk or share than elsewhere, and has not been told yet.
pub fn take_limitations() -> Vec<FileMessage> {
    let limitations = limitations::take();
    limitations.iter().map(FileMessage::from).collect()
}

impl App {
    /// Sets the timeout after which an operation counts as stalled.
    pub fn set_patience(&mut self, patience: Duration) {
        self.shell.io_watchdog.patience = patience;
        self.shell.jobs.pending_io().set_limit(patience);
    }
}

impl Shell {
    /// Whether a file that is being read or written does not respond.
    pub(super) fn is_stalled(&self) -> bool {
        let waits = self.jobs.pending_io();
        !waits
            .longer_than(self.io_watchdog.patience, Instant::now())
            .is_empty()
    }

    /// Tells once what is weaker on a disk or share, and logs it.
    pub(super) fn tell_limitations(&mut self) {
        for message in take_limitations() {
            log::warn!("{message}");
            self.notices.warn(message);
        }
    }

    /// Shows a notice for every stalled file, as long as it does not respond.
    pub(super) fn watch_io(&mut self) {
        let (waits, now) = (self.jobs.pending_io(), Instant::now());
        let stalled = waits.longer_than(self.io_watchdog.patience, now);
        let message = stalled.first().map(|first| FileMessage::Stalled {
            file: first.to_string(),
            others: stalled.len() - 1,
        });
        self.notices.stall(message.map(Into::into));
    }
}
