//! The saved state of something that has a file: an article's annotations, its fields, the codebook,
//! the entities.
//!
//! It is a pure state machine without files, threads or clock; the code that writes and reads
//! reports the results to it.
//!
//! ```text
//!          changed, notice            begin_writing             written
//!  saved -----------------> unsaved ----------------> writing ----------> saved
//!                             ^  ^                     |   |
//!                             |  |       merged        |   | failed, conflict
//!                             |  +---------------------+   v
//!                             +------------------------ blocked
//!                              notice, retry, resolved
//! ```
//!
//! What could not be written is also tried again by itself, after [`RETRY_AFTER`]: a disk may have room
//! again, or a share may be back. The problem stays until the file is written.
//!
//! The *base* is the merge base of a three-way merge: what the file held when it was last read or
//! written. The version of another program is merged against it, so the base may only change once
//! what is open contains the contents of the new base. Therefore every step that can fail comes
//! before the transition that changes the base.

use std::path::PathBuf;
use std::time::{Duration, Instant};

/// After how long a file that could not be written is tried again.
pub const RETRY_AFTER: Duration = Duration::from_secs(5);

/// The saved state of something that has revisions.
#[derive(Debug)]
pub struct Persisted<T> {
    /// The current revision; it increases with each change.
    revision: u64,
    /// The newest revision that [`Self::notice`] has seen.
    noticed: u64,
    /// The revision that is on disk.
    saved: u64,
    /// The revision that is being written.
    writing: Option<u64>,
    /// When the oldest unsaved change was noticed; it starts the debounce time.
    unsaved_since: Option<Instant>,
    /// Why it could not be written: writing waits until something changes, the analyst retries, or `retry_at`.
    problem: Option<String>,
    /// When it is tried again by itself, if the problem may pass.
    retry_at: Option<Instant>,
    /// What the file held when it was last read or written.
    base: T,
    /// The version of the base; it increases whenever the base is replaced.
    base_version: u64,
    /// The conflicting version of another program, which cannot be merged with what is open.
    incoming: Option<Box<T>>,
    /// Why the file must not be overwritten: its contents cannot be read.
    broken: Option<String>,
    /// Whether writing waits, as while the file is being renamed.
    is_held: bool,
}

/// A value that can be the base of a merge.
pub trait MergeBase {
    /// Whether the file holds the same.
    fn is_same_file(&self, other: &Self) -> bool;

    /// Whether there was no file.
    fn is_absent(&self) -> bool;

    /// Records that the file does not exist any more.
    fn set_absent(&mut self);
}

/// When to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// Now; the state is "being written" from here on.
    Now,
    In(Duration),
    /// Not now: it is saved, being written, or blocked.
    Never,
    /// Never, because the file cannot be read; with the reason.
    Broken(String),
}

impl<T> Persisted<T> {
    /// Creates the state of something that was just read, or that has no file yet.
    pub fn new(base: T) -> Self {
        Self {
            revision: 0,
            noticed: 0,
            saved: 0,
            writing: None,
            unsaved_since: None,
            problem: None,
            retry_at: None,
            base,
            base_version: 0,
            incoming: None,
            broken: None,
            is_held: false,
        }
    }

    /// Grows with each change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether all changes are on disk.
    pub fn is_saved(&self) -> bool {
        self.saved == self.revision
    }

    /// Whether it is being written.
    pub fn is_writing(&self) -> bool {
        self.writing.is_some()
    }

    /// Whether it is pending: it waits to be written, or writing is blocked.
    pub fn is_pending(&self) -> bool {
        self.unsaved_since.is_some() || self.problem.is_some()
    }

    /// Why it is not saved.
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// Why the file must not be overwritten.
    pub fn broken(&self) -> Option<&str> {
        self.broken.as_deref()
    }

    /// What the file held when it was last read or written.
    pub fn base(&self) -> &T {
        &self.base
    }

    /// The version of the base. A reader of the file remembers it when reading begins.
    pub fn base_version(&self) -> u64 {
        self.base_version
    }

    /// The conflicting version of another program, which cannot be merged with what is open.
    pub fn incoming(&self) -> Option<&T> {
        self.incoming.as_deref()
    }

    /// Whether what was read from the file may be merged, if reading began at this version of the
    /// base. A later write compared itself with the file, so what was read before may be stale;
    /// while the analyst resolves a conflict, neither version changes.
    pub fn accepts_reread(&self, base_version: u64) -> bool {
        let is_free = self.writing.is_none() && self.incoming.is_none() && !self.is_held;
        self.base_version == base_version && is_free
    }

    /// Writing waits until [`Self::release`], as while the file is being renamed. A write in progress was
    /// given up.
    pub fn hold(&mut self, now: Instant) {
        self.is_held = true;
        if self.writing.take().is_some() {
            self.unsaved_since = Some(now);
        }
    }

    /// Writing need not wait any longer.
    pub fn release(&mut self) {
        self.is_held = false;
    }

    /// Records that the file cannot be read and must not be overwritten.
    pub fn set_broken(&mut self, why: String) {
        self.broken = Some(why);
    }

    /// Continues the version counter of the state that was read earlier from the same file.
    pub fn replace(&mut self, old: &Self) {
        self.base_version = old.base_version + 1;
    }

    /// Increases the revision.
    pub fn changed(&mut self) {
        self.revision += 1;
    }

    /// Checks for a new revision, and starts the debounce time. Returns whether the revision is
    /// new. A new revision is tried even if an older one could not be written.
    pub fn notice(&mut self, now: Instant) -> bool {
        let is_new = self.saved != self.revision && self.noticed != self.revision;
        if is_new {
            self.noticed = self.revision;
            self.unsaved_since.get_or_insert(now);
            self.problem = None;
        }
        is_new
    }

    /// Begins to write the present revision once the oldest change is older than the debounce time.
    pub fn begin_writing(&mut self, now: Instant, wait: Duration) -> Due {
        let Some(since) = self.unsaved_since else {
            return Due::Never;
        };
        if self.writing.is_some() || self.is_held {
            return Due::Never;
        }
        if self.problem.is_some() {
            match self.retry_at.map(|at| at.saturating_duration_since(now)) {
                None => return Due::Never,
                Some(Duration::ZERO) => {}
                Some(rest) => return Due::In(rest),
            }
        }
        let waited = now.saturating_duration_since(since);
        if waited < wait {
            return Due::In(wait - waited);
        }
        if let Some(why) = self.broken.clone() {
            self.problem = Some(why.clone());
            return Due::Broken(why);
        }
        self.writing = Some(self.revision);
        self.unsaved_since = None;
        Due::Now
    }

    /// Records that a revision was written, and what is on disk now. Reports about any other
    /// revision than the one being written are ignored.
    pub fn written(&mut self, revision: u64, base: T) {
        if self.writing == Some(revision) {
            self.writing = None;
            self.problem = None;
            self.saved = revision;
            self.incoming = None;
            self.set_base(base);
        }
    }

    /// Records that it cannot be written. There is no retry until something changes or [`Self::retry`].
    pub fn failed(&mut self, why: impl Into<String>, now: Instant) {
        self.writing = None;
        self.problem = Some(why.into());
        self.retry_at = None;
        self.unsaved_since = Some(now);
    }

    /// Records that the disk did not take it. It is tried again after [`RETRY_AFTER`], or earlier if
    /// something changes. Returns whether this is news, and not the same
    /// failure once more.
    pub fn failed_on_disk(&mut self, why: impl Into<String>, now: Instant) -> bool {
        let is_news = self.problem.is_none();
        self.failed(why, now);
        self.retry_at = Some(now + RETRY_AFTER);
        is_news
    }

    /// Retries after a failure.
    pub fn retry(&mut self, now: Instant) {
        if self.problem.take().is_some() {
            self.unsaved_since = Some(now);
        }
    }

    /// Records that the other program's version was merged into what is open, which still has to be
    /// written.
    pub fn merged(&mut self, base: T, now: Instant) {
        self.writing = None;
        self.unsaved_since = Some(now);
        self.follow(base);
    }

    /// Records that what is open equals the other program's version, so that nothing has to be
    /// written.
    pub fn adopted(&mut self, base: T) {
        self.saved = self.revision;
        self.noticed = self.revision;
        self.unsaved_since = None;
        self.follow(base);
    }

    /// Records a conflict: the other program's version cannot be merged. It is kept until the
    /// analyst resolves the conflict; the base stays, so that an attempt to write finds the same
    /// conflict.
    pub fn conflict(&mut self, why: impl Into<String>, incoming: T, now: Instant) {
        self.incoming = Some(Box::new(incoming));
        self.failed(why, now);
    }

    /// Records that the analyst resolved the conflict. The other program's version, if there is
    /// one, becomes the base.
    pub fn resolved(&mut self, now: Instant) {
        self.problem = None;
        self.unsaved_since = Some(now);
        if let Some(incoming) = self.incoming.take() {
            self.set_base(*incoming);
        }
    }

    /// The same with another base than the version that is kept.
    pub fn resolved_with(&mut self, base: T, now: Instant) {
        self.incoming = None;
        self.resolved(now);
        self.set_base(base);
    }

    /// The other program's version was read completely and merged into what is open.
    fn follow(&mut self, base: T) {
        self.problem = None;
        self.incoming = None;
        // Someone may have repaired the file.
        self.broken = None;
        self.set_base(base);
    }

    fn set_base(&mut self, base: T) {
        self.base = base;
        self.base_version += 1;
    }
}

impl<T: MergeBase> Persisted<T> {
    /// Records that the file was deleted. What is open is written again: at once if it had unsaved
    /// changes, otherwise with the next change. Returns whether at once.
    pub fn removed_outside(&mut self, now: Instant) -> bool {
        self.writing = None;
        self.base.set_absent();
        self.base_version += 1;
        let is_unsaved = !self.is_saved();
        if is_unsaved {
            self.problem = None;
            self.unsaved_since = Some(now);
        }
        is_unsaved
    }
}

/// A file that all articles share, other than its contents.
pub struct SharedFile<T> {
    pub path: PathBuf,
    /// Its saved state.
    pub saving: Persisted<T>,
}

impl<T> SharedFile<T> {
    /// Creates the state of a file that was just read, or that does not exist yet.
    pub fn new(path: PathBuf, on_disk: T) -> Self {
        Self {
            path,
            saving: Persisted::new(on_disk),
        }
    }

    /// Why it must not be changed: its file cannot be read, and would be overwritten.
    pub fn broken(&self) -> Option<&str> {
        self.saving.broken()
    }
}

#[cfg(test)]
#[path = "persisted_tests.rs"]
mod tests;
