//! Tests of the saved state of a file: what is due when, and what becomes of the base.

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
