//! Tests of merging entities that another program has changed.

use super::*;
use crate::SharedFile;

/// Creates entities from their names; the id is the first letter.
fn entities(said: &str) -> EntityBook {
    let mut book = EntityBook::default();
    for name in said.split(", ").filter(|name| !name.is_empty()) {
        book.insert(Entity::new(&name[..1], name));
    }
    book
}

fn names(book: &EntityBook) -> String {
    let names = book.entities.values().map(|entity| entity.name.as_str());
    names.collect::<Vec<_>>().join(", ")
}

fn set_entity(session: &mut Session, name: &str) {
    let id = EntityId::from(&name[..1]);
    let entity = Entity::new(id.clone(), name);
    let change = Change::Entity(id, Some(Box::new(entity)));
    session
        .perform_all(StepName::FollowText, vec![change], |_| {})
        .expect("it fits");
}

/// A session in which these entities were read.
fn with_entities(said: &str) -> (Session, Instant) {
    let (mut session, now) = session("");
    session.set_entities(entities(said));
    session.entities_file = SharedFile::new(PathBuf::new(), entities(said));
    (session, now)
}

fn begin_entities(session: &mut Session, now: Instant) -> bool {
    let saving = &mut session.entities_file.saving;
    saving.notice(now);
    saving.begin_writing(now, Duration::ZERO) == Due::Now
}

#[test]
fn entities_of_others_come_in_and_what_they_removed_goes() {
    let (mut session, now) = with_entities("a, b");
    set_entity(&mut session, "c");
    assert!(begin_entities(&mut session, now));
    let outcome = session.merge_incoming(EntitiesPart, Incoming::Version(entities("a, b, d")), now);
    assert_eq!(outcome, taken_in(true, false));
    assert_eq!(names(&session.entities), "a, b, c, d");
    assert!(begin_entities(&mut session, now));
    let outcome = session.merge_incoming(EntitiesPart, Incoming::Version(entities("a")), now);
    assert_eq!(outcome, taken_in(true, false));
    assert_eq!(names(&session.entities), "a, c");
    assert_eq!(names(session.entities_file.saving.base()), "a");
}

#[test]
fn entities_that_others_wrote_into_our_writing_are_taken_in_afterwards() {
    let (mut session, now) = with_entities("a");
    set_entity(&mut session, "b");
    assert!(begin_entities(&mut session, now));
    // The job has merged our version with the one that it found in the file.
    session.entities_file.saving.written(1, entities("a, b"));
    let outcome = session.merge_incoming(EntitiesPart, Incoming::Version(entities("a, b, d")), now);
    assert_eq!(outcome, taken_in(true, true));
    assert_eq!(names(&session.entities), "a, b, d");
    assert!(session.is_saved() && !begin_entities(&mut session, now));
}

#[test]
fn an_entity_that_both_renamed_is_held_until_the_analyst_has_chosen() {
    for (takes_theirs, chosen) in [(false, "a ours, b"), (true, "a theirs, b")] {
        let (mut session, now) = with_entities("a");
        set_entity(&mut session, "a ours");
        assert!(begin_entities(&mut session, now));
        let outcome = session.merge_incoming(
            EntitiesPart,
            Incoming::Version(entities("a theirs, b")),
            now,
        );
        assert!(matches!(outcome, Outcome::Blocked(_)));
        assert_eq!(names(&session.entities), "a ours");
        assert_eq!(names(session.entities_file.saving.base()), "a");
        assert!(!begin_entities(&mut session, now));
        let clashes = session.entity_conflicts(ConflictSource::OtherProgram);
        assert_eq!(clashes.len(), 1);

        session
            .resolve_entities(|clash| takes_theirs && clashes.contains(clash), now)
            .expect("it fits");
        assert_eq!(names(&session.entities), chosen);
        assert_eq!(names(session.entities_file.saving.base()), "a theirs, b");
        assert!(begin_entities(&mut session, now));
    }
}

#[test]
fn entities_whose_file_is_gone_do_not_count_as_removed() {
    let (mut session, now) = with_entities("a, b");
    let known = session.entities_file.saving.base_version();
    let outcome = session.merge_reread(EntitiesPart, known, Incoming::Gone, now);
    assert_eq!(outcome, Outcome::Gone { at_once: false });
    assert_eq!(names(&session.entities), "a, b");
    let known = session.entities_file.saving.base_version();
    let outcome = session.merge_reread(EntitiesPart, known, Incoming::Gone, now);
    assert_eq!(outcome, Outcome::NoNews);
    // Another program starts a new file: it gets our entities, too.
    session.merge_reread(EntitiesPart, known, Incoming::Version(entities("c")), now);
    assert_eq!(names(&session.entities), "a, b, c");
}
