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
    /// Why writing is blocked until something changes or the analyst retries.
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
mod tests {
    use super::*;

    /// The merge base in the tests is the contents of the file; an empty text means no file.
    impl MergeBase for &'static str {
        fn is_same_file(&self, other: &Self) -> bool {
            self == other
        }

        fn is_absent(&self) -> bool {
            self.is_empty()
        }

        fn set_absent(&mut self) {
            *self = "";
        }
    }

    const WAIT: Duration = Duration::from_millis(100);

    fn persisted() -> (Persisted<&'static str>, Instant) {
        (Persisted::new("old"), Instant::now())
    }

    fn change(thing: &mut Persisted<&'static str>, now: Instant) {
        thing.changed();
        assert!(thing.notice(now), "a change is noticed");
    }

    /// Changes the value and begins to write; returns the revision.
    fn write(thing: &mut Persisted<&'static str>, now: Instant) -> u64 {
        change(thing, now);
        assert_eq!(thing.begin_writing(now, Duration::ZERO), Due::Now);
        thing.revision()
    }

    fn is_due(thing: &mut Persisted<&'static str>, now: Instant) -> bool {
        thing.begin_writing(now, Duration::ZERO) == Due::Now
    }

    #[test]
    fn a_change_waits_from_the_first_and_is_written_once() {
        let (mut thing, start) = persisted();
        assert!(thing.is_saved() && !thing.is_pending());
        assert_eq!(thing.begin_writing(start, WAIT), Due::Never);
        change(&mut thing, start);
        assert!(!thing.notice(start), "it is no news twice");
        assert!(!thing.is_saved() && thing.is_pending());
        change(&mut thing, start + WAIT / 2);
        assert_eq!(
            thing.begin_writing(start + WAIT / 2, WAIT),
            Due::In(WAIT / 2)
        );
        assert_eq!(thing.begin_writing(start + WAIT, WAIT), Due::Now);
        assert!(thing.is_writing());
        assert_eq!(thing.begin_writing(start + WAIT * 9, WAIT), Due::Never);
        thing.written(2, "new");
        assert!(thing.is_saved() && !thing.is_writing() && !thing.is_pending());
        assert_eq!(*thing.base(), "new");
    }

    #[test]
    fn a_change_during_writing_is_written_afterwards() {
        let (mut thing, now) = persisted();
        let first = write(&mut thing, now);
        change(&mut thing, now);
        assert!(!is_due(&mut thing, now), "one at a time");
        thing.written(first, "first");
        assert!(!thing.is_saved());
        assert_eq!(*thing.base(), "first");
        assert!(is_due(&mut thing, now));
        thing.written(2, "second");
        assert!(thing.is_saved());
    }

    #[test]
    fn the_result_of_another_write_is_ignored() {
        let (mut thing, now) = persisted();
        thing.written(0, "never written here");
        assert_eq!(*thing.base(), "old");
        let revision = write(&mut thing, now);
        thing.written(revision + 1, "another");
        assert_eq!((*thing.base(), thing.is_writing()), ("old", true));
    }

    #[test]
    fn a_failure_changes_nothing_and_waits_for_a_change_or_a_retry() {
        let (mut thing, now) = persisted();
        write(&mut thing, now);
        thing.failed("the disk is full", now);
        assert_eq!(thing.problem(), Some("the disk is full"));
        assert_eq!((*thing.base(), thing.base_version()), ("old", 0));
        assert!(!thing.is_saved() && thing.is_pending());
        assert!(!is_due(&mut thing, now + WAIT * 99));

        thing.retry(now + WAIT);
        assert_eq!(thing.problem(), None);
        assert_eq!(thing.begin_writing(now + WAIT, WAIT), Due::In(WAIT));
        assert!(is_due(&mut thing, now + WAIT));
        thing.failed("the disk is full", now);

        change(&mut thing, now);
        assert!(is_due(&mut thing, now));
        thing.written(2, "new");
        assert!(thing.is_saved() && thing.problem().is_none());
        thing.retry(now);
        assert!(!thing.is_pending(), "there is nothing to be tried");
    }

    #[test]
    fn what_the_disk_did_not_take_is_tried_again_and_told_once() {
        let (mut thing, now) = persisted();
        write(&mut thing, now);
        assert!(thing.failed_on_disk("the disk is full", now));
        let half = RETRY_AFTER / 2;
        assert_eq!(thing.begin_writing(now + half, WAIT), Due::In(half));

        let then = now + RETRY_AFTER;
        assert!(is_due(&mut thing, then) && thing.is_writing());
        assert_eq!(
            thing.problem(),
            Some("the disk is full"),
            "until it is written"
        );
        assert!(!thing.failed_on_disk("it is still full", then), "no news");
        assert!(!is_due(&mut thing, then));

        let then = then + RETRY_AFTER;
        assert!(is_due(&mut thing, then));
        thing.written(1, "new");
        assert!(thing.is_saved() && !thing.is_pending() && thing.problem().is_none());

        // A conflict that is found meanwhile waits for the analyst.
        change(&mut thing, then);
        assert!(is_due(&mut thing, then));
        assert!(
            thing.failed_on_disk("the disk is full", then),
            "it is news again"
        );
        assert!(is_due(&mut thing, then + RETRY_AFTER));
        thing.conflict("both changed it", "theirs", then);
        assert!(!is_due(&mut thing, then + RETRY_AFTER * 99));
    }

    #[test]
    fn a_merge_makes_their_version_the_base_and_is_still_to_be_written() {
        let (mut thing, now) = persisted();
        write(&mut thing, now);
        thing.merged("theirs", now);
        assert_eq!(*thing.base(), "theirs");
        assert!(!thing.is_saved() && !thing.is_writing());
        assert!(is_due(&mut thing, now));
        thing.written(1, "both");
        assert!(thing.is_saved());
    }

    #[test]
    fn an_adopted_version_counts_as_saved() {
        let (mut thing, now) = persisted();
        thing.changed();
        thing.adopted("theirs");
        assert!(thing.is_saved() && !thing.is_pending());
        assert!(!thing.notice(now), "nothing is to be written");
        assert_eq!(*thing.base(), "theirs");
        change(&mut thing, now);
        assert!(!thing.is_saved());
    }

    #[test]
    fn while_a_conflict_is_held_nothing_is_written_and_the_base_stays() {
        let (mut thing, now) = persisted();
        write(&mut thing, now);
        thing.conflict("both changed it", "theirs", now);
        assert_eq!(thing.incoming(), Some(&"theirs"));
        assert_eq!(thing.problem(), Some("both changed it"));
        assert_eq!(*thing.base(), "old");
        assert!(!is_due(&mut thing, now + WAIT * 99));
        // A new attempt is compared with the base from before their version.
        thing.retry(now);
        assert!(is_due(&mut thing, now));
        assert_eq!((*thing.base(), thing.incoming()), ("old", Some(&"theirs")));
        thing.conflict("both changed it", "theirs again", now);
        assert_eq!(thing.incoming(), Some(&"theirs again"));
    }

    #[test]
    fn a_conflict_that_is_resolved_is_written_over_their_version() {
        let (mut thing, now) = persisted();
        write(&mut thing, now);
        thing.conflict("both changed it", "theirs", now);
        thing.changed();
        thing.resolved(now);
        assert_eq!((*thing.base(), thing.incoming()), ("theirs", None));
        assert_eq!(thing.problem(), None);
        assert!(is_due(&mut thing, now));
        // For a conflict left by a git merge, the only other version is the one in the file.
        let (mut thing, now) = persisted();
        thing.changed();
        thing.resolved(now);
        assert_eq!((*thing.base(), is_due(&mut thing, now)), ("old", true));
    }

    #[test]
    fn a_conflict_ends_when_their_version_goes_or_can_be_merged() {
        let held = || {
            let (mut thing, now) = persisted();
            write(&mut thing, now);
            thing.conflict("both changed it", "theirs", now);
            thing.retry(now);
            assert!(is_due(&mut thing, now));
            (thing, now)
        };
        let (mut thing, _) = held();
        thing.written(1, "ours");
        assert_eq!((thing.incoming(), *thing.base()), (None, "ours"));
        let (mut thing, now) = held();
        thing.merged("theirs", now);
        assert_eq!((thing.incoming(), *thing.base()), (None, "theirs"));
        assert_eq!(thing.problem(), None);
    }

    #[test]
    fn a_version_read_before_the_last_write_is_stale() {
        let (mut thing, now) = persisted();
        let known = thing.base_version();
        assert!(thing.accepts_reread(known));
        write(&mut thing, now);
        assert!(!thing.accepts_reread(known), "while it is written");
        thing.written(1, "new");
        assert!(!thing.accepts_reread(known), "after it was written");
        let known = thing.base_version();
        assert!(thing.accepts_reread(known));
        // The same after an earlier read, and after the article was opened again.
        thing.adopted("theirs");
        assert!(!thing.accepts_reread(known));
        let known = thing.base_version();
        let mut again = Persisted::new("another text");
        again.replace(&thing);
        assert!(!again.accepts_reread(known));
        assert!(again.accepts_reread(again.base_version()));
    }

    #[test]
    fn nothing_is_merged_while_a_conflict_is_open() {
        let (mut thing, now) = persisted();
        write(&mut thing, now);
        thing.conflict("both changed it", "theirs", now);
        assert!(!thing.accepts_reread(thing.base_version()));
        thing.resolved(now);
        assert!(thing.accepts_reread(thing.base_version()));
    }

    #[test]
    fn a_change_after_a_write_is_merged_against_the_written_version() {
        let (mut thing, now) = persisted();
        let first = write(&mut thing, now);
        thing.written(first, "ours");
        change(&mut thing, now);
        assert!(thing.accepts_reread(thing.base_version()));
        assert_eq!(*thing.base(), "ours");
        thing.merged("theirs", now);
        assert!(!thing.is_saved() && is_due(&mut thing, now));
    }

    #[test]
    fn a_file_that_goes_is_written_anew_if_something_is_unsaved() {
        let (mut thing, now) = persisted();
        let known = thing.base_version();
        assert!(!thing.removed_outside(now));
        assert!(thing.base().is_absent() && thing.is_saved());
        assert!(!is_due(&mut thing, now) && !thing.accepts_reread(known));

        let (mut thing, now) = persisted();
        write(&mut thing, now);
        assert!(thing.removed_outside(now));
        assert!(thing.base().is_absent());
        assert!(is_due(&mut thing, now));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_not_written_over_until_it_is_repaired() {
        let (mut thing, now) = persisted();
        thing.set_broken("line 3".into());
        change(&mut thing, now);
        let refused = thing.begin_writing(now, Duration::ZERO);
        assert_eq!(refused, Due::Broken("line 3".into()));
        assert_eq!(
            (thing.problem(), thing.is_writing()),
            (Some("line 3"), false)
        );
        thing.retry(now);
        assert!(!is_due(&mut thing, now));
        thing.merged("repaired", now);
        assert_eq!(thing.broken(), None);
        assert!(is_due(&mut thing, now));
    }
}
