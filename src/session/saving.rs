//! How far something is on disk, and what was there when it was last read or written.

use std::time::{Duration, Instant};

/// How far something that changes by revisions is on disk.
#[derive(Debug)]
pub struct SaveState<OnDisk> {
    /// The revision that is on disk.
    pub saved: u64,
    /// The newest revision of which a change was noticed.
    pub noticed: u64,
    /// The revision that is being written.
    pub writing: Option<u64>,
    /// When the oldest change that is not on disk was noticed.
    pub changed_at: Option<Instant>,
    /// Why the last attempt failed.
    pub problem: Option<String>,
    /// What was last read or written, to merge with what other programs write.
    pub on_disk: OnDisk,
}

/// When something is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Now; it has been taken up.
    Now,
    In(Duration),
    /// Not as things stand: it is on disk, being written, or waiting for the user.
    Never,
}

impl<OnDisk> SaveState<OnDisk> {
    /// Of something that has just been read.
    pub fn new(on_disk: OnDisk) -> Self {
        Self {
            saved: 0,
            noticed: 0,
            writing: None,
            changed_at: None,
            problem: None,
            on_disk,
        }
    }

    /// Notes that the thing has changed; tells whether that was news.
    pub fn notice(&mut self, revision: u64, now: Instant) -> bool {
        let news = self.saved != revision && self.noticed != revision;
        if news {
            self.noticed = revision;
            self.changed_at.get_or_insert(now);
            self.problem = None;
        }
        news
    }

    /// Takes up writing the revision once the oldest change has rested long enough.
    pub fn take_up(&mut self, revision: u64, now: Instant, rest: Duration) -> Due {
        let Some(since) = self.changed_at else {
            return Due::Never;
        };
        if self.writing.is_some() || self.problem.is_some() {
            return Due::Never;
        }
        let waited = now.saturating_duration_since(since);
        if waited < rest {
            return Due::In(rest - waited);
        }
        self.writing = Some(revision);
        self.changed_at = None;
        Due::Now
    }

    /// Notes that a revision was written, and what is on disk now.
    pub fn written(&mut self, revision: u64, on_disk: OnDisk) {
        self.writing = None;
        self.saved = revision;
        self.on_disk = on_disk;
    }

    /// Notes that writing failed. Nothing is tried again before the user asks for it.
    pub fn failed(&mut self, why: String) {
        self.writing = None;
        self.problem = Some(why);
        self.changed_at = Some(Instant::now());
    }

    /// Tries again after a failure.
    pub fn try_again(&mut self) {
        if self.problem.take().is_some() {
            self.changed_at = Some(Instant::now());
        }
    }
}
