use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use super::TakeInOutcome as Outcome;
use super::*;
use crate::OpenArticle;
use crate::conflicts::ConflictSource;
use crate::model::document::Status;
use crate::model::{
    Annotation, AnnotationId, ByteOffset, Codebook, Document, Entity, EntityId, Span, Text,
};
use crate::persisted::Due;
use crate::store::article::LoadedArticle;
use crate::store::project::ArticleEntry;
use crate::store::sidecar::SidecarNotice;
use crate::store::{Header, Snapshot};

const TEXT: &str = "Putin demands a freeze. Zelenskyy refused.";
const ID: CodingId = CodingId(0);
const ARTICLE: AnnotationsPart = AnnotationsPart(ID);

fn stamp(number: u8) -> Stamp {
    Stamp {
        len: u64::from(number),
        modified: None,
        sha256: [number; 32],
    }
}

fn annotation(id: &str, memo: &str) -> Annotation {
    let span = Span::new(&Text::new(TEXT), ByteOffset(0), ByteOffset(5)).expect("a span");
    let mut annotation = Annotation::new(id, "actor", span);
    annotation.memo = memo.to_owned();
    annotation
}

/// A document with annotations, each as id and memo: `a, b=memo`.
fn document(said: &str) -> Document {
    let mut document = Document::new(Text::new(TEXT));
    for annotation in said.split(", ").filter(|said| !said.is_empty()) {
        let (id, memo) = annotation.split_once('=').unwrap_or((annotation, ""));
        let edit = Edit::Add(self::annotation(id, memo).into());
        document.apply(edit).expect("it fits");
    }
    document
}

/// A sidecar that another program has written.
fn sidecar(number: u8, said: &str) -> OnDisk {
    OnDisk {
        snapshot: Snapshot::new(&document(said), &Arc::new(Header::default())),
        stamp: Some(stamp(number)),
    }
}

fn version(number: u8, said: &str) -> Incoming<OnDisk> {
    Incoming::Version(sidecar(number, said))
}

/// A project with one article that was read with these annotations.
fn session(said: &str) -> (Session, Instant) {
    let mut session = Session::new(String::new(), Vec::new(), Arc::new(codebook("base")));
    let entry = ArticleEntry {
        path: PathBuf::from("/project/talks.txt"),
        name: "talks.txt".into(),
        sidecars: Vec::new(),
        has_meta: false,
    };
    session.articles.add_entry(&entry, "");
    session.insert(ID, OpenArticle::of(loaded(said)));
    (session, Instant::now())
}

fn loaded(said: &str) -> LoadedArticle {
    LoadedArticle {
        document: document(said),
        header: Header::default().into(),
        bom: false,
        malformed: false,
        stamp: Some(stamp(0)),
        notices: Vec::new(),
        moves: Vec::new(),
        meta: Default::default(),
    }
}

/// The open annotations, in the notation of the tests.
fn open(session: &Session) -> String {
    said(&session.opened(ID).expect("it is open").snapshot())
}

fn said(snapshot: &Snapshot) -> String {
    let all: BTreeMap<&AnnotationId, &str> = snapshot
        .annotations()
        .iter()
        .map(|annotation| (&annotation.id, annotation.memo.as_str()))
        .collect();
    let all = all.into_iter().map(|(id, memo)| match memo {
        "" => id.to_string(),
        memo => format!("{id}={memo}"),
    });
    all.collect::<Vec<_>>().join(", ")
}

fn saving(session: &Session) -> &Persisted<OnDisk> {
    &session.opened(ID).expect("it is open").saving
}

fn base(session: &Session) -> String {
    said(&saving(session).base().snapshot)
}

fn perform(session: &mut Session, edit: Edit) {
    session
        .perform_in(ID, StepName::FollowText, edit, |_| {})
        .expect("it fits");
}

fn add(session: &mut Session, id: &str) {
    perform(session, Edit::Add(annotation(id, "").into()));
}

/// Begins to write the article; returns whether it is due.
fn begin_writing(session: &mut Session, now: Instant) -> bool {
    session.notice_changes(now);
    session.take_due(now, Duration::ZERO, 9).ids == [ID]
}

/// Writes the article in its current state.
fn write(session: &mut Session, number: u8, now: Instant) {
    assert!(begin_writing(session, now));
    let open = session.opened_mut(ID).expect("it is open");
    let (revision, snapshot) = (open.revision(), open.snapshot());
    let stamp = Some(stamp(number));
    open.saving.written(revision, OnDisk { snapshot, stamp });
}

fn taken_in(is_changed: bool, is_saved: bool) -> Outcome {
    Outcome::TakenIn {
        is_changed,
        is_saved,
    }
}

#[test]
fn after_a_merge_their_version_is_what_the_next_is_merged_against() {
    let (mut session, now) = session("x");
    add(&mut session, "a");
    assert!(begin_writing(&mut session, now));
    let outcome = session.merge_incoming(ARTICLE, version(1, "x, b"), now);
    assert_eq!(outcome, taken_in(true, false));
    assert_eq!(open(&session), "a, b, x");
    assert_eq!(base(&session), "b, x");
    assert!(begin_writing(&mut session, now), "the result is written");
    // They removed what was new in their first version: the merge removes it too, since the base
    // contains it.
    let outcome = session.merge_incoming(ARTICLE, version(2, "c"), now);
    assert_eq!(outcome, taken_in(true, false));
    assert_eq!(open(&session), "a, c");
    write(&mut session, 3, now);
    assert!(session.is_saved());
    assert_eq!(base(&session), "a, c");
}

#[test]
fn an_external_version_is_adopted_when_nothing_is_unsaved() {
    let (mut session, now) = session("x");
    let known = saving(&session).base_version();
    let outcome = session.merge_reread(ARTICLE, known, version(1, "x, b"), now);
    assert_eq!(outcome, taken_in(true, true));
    assert_eq!(
        (open(&session), base(&session)),
        ("b, x".into(), "b, x".into())
    );
    assert!(session.is_saved() && !begin_writing(&mut session, now));
    // The same version again is stale, and does not become an undo step.
    let steps = session.history.done().len();
    let known = saving(&session).base_version();
    let outcome = session.merge_reread(ARTICLE, known, version(1, "x, b"), now);
    assert_eq!(outcome, Outcome::NoNews);
    let outcome = session.merge_reread(ARTICLE, known, version(2, "x, b"), now);
    assert_eq!(outcome, taken_in(false, true));
    assert_eq!(session.history.done().len(), steps);
}

#[test]
fn a_version_read_before_our_last_write_is_ignored() {
    let (mut session, now) = session("x");
    let known = saving(&session).base_version();
    add(&mut session, "a");
    assert!(begin_writing(&mut session, now));
    // Read before the write; it arrives during the write, and after it.
    let outcome = session.merge_reread(ARTICLE, known, version(0, "x"), now);
    assert_eq!(outcome, Outcome::NoNews);
    let revision = saving(&session).revision();
    let written = sidecar(1, "a, x");
    let open_article = session.opened_mut(ID).expect("it is open");
    open_article.saving.written(revision, written);
    let outcome = session.merge_reread(ARTICLE, known, version(0, "x"), now);
    assert_eq!(outcome, Outcome::NoNews);
    assert_eq!(open(&session), "a, x");
    assert_eq!(saving(&session).base().stamp, Some(stamp(1)));
}

#[test]
fn a_version_read_with_an_old_text_is_ignored() {
    let (mut session, now) = session("x");
    let known = saving(&session).base_version();
    session.replace(ID, OpenArticle::of(loaded("x, y")));
    let outcome = session.merge_reread(ARTICLE, known, version(1, ""), now);
    assert_eq!((outcome, open(&session)), (Outcome::NoNews, "x, y".into()));
}

#[test]
fn a_conflict_is_pending_until_the_analyst_resolves_it() {
    for takes_theirs in [false, true] {
        let (mut session, now) = session("x");
        perform(&mut session, Edit::SetMemo("x".into(), "ours".into()));
        assert!(begin_writing(&mut session, now));
        let outcome = session.merge_incoming(ARTICLE, version(1, "x=theirs, b"), now);
        assert!(
            matches!(outcome, Outcome::Blocked(why) if why.to_string().contains("1 of the same annotations"))
        );
        assert_eq!(
            (open(&session), base(&session)),
            ("x=ours".into(), "x".into())
        );
        assert_eq!(session.article_in_conflict(), Some(ID));
        assert!(!begin_writing(&mut session, now + Duration::from_secs(9)));
        assert_eq!(session.failed_part(), Some(ARTICLE.id()));

        let shown = session.article_conflicts(ID);
        assert_eq!(shown.len(), 1);
        session
            .resolve_article(ID, |conflict| takes_theirs && shown.contains(conflict), now)
            .expect("it fits");
        let chosen = if takes_theirs { "theirs" } else { "ours" };
        assert_eq!(open(&session), format!("b, x={chosen}"));
        assert_eq!(base(&session), "b, x=theirs");
        assert_eq!(
            (session.article_in_conflict(), session.failed_part()),
            (None, None)
        );
        assert!(begin_writing(&mut session, now));
    }
}

#[test]
fn a_file_that_is_gone_is_written_anew_and_one_that_cannot_be_read_is_not() {
    let (mut session, now) = session("x");
    let known = saving(&session).base_version();
    let outcome = session.merge_reread(ARTICLE, known, Incoming::Gone, now);
    assert_eq!(outcome, Outcome::Gone { at_once: false });
    assert!(!begin_writing(&mut session, now));
    add(&mut session, "a");
    assert!(begin_writing(&mut session, now));
    let outcome = session.merge_incoming(ARTICLE, Incoming::Gone, now);
    assert_eq!(outcome, Outcome::Gone { at_once: true });
    assert!(begin_writing(&mut session, now));
    assert_eq!(saving(&session).base().stamp, None);

    let unreadable = || Incoming::Unreadable("line 3".into());
    let outcome = session.merge_incoming(ARTICLE, unreadable(), now);
    let why = TakeInError::Unreadable("line 3".into());
    assert_eq!(saving(&session).problem(), Some("line 3"));
    assert_eq!(outcome, Outcome::Blocked(why));
    assert!(!begin_writing(&mut session, now));
    assert_eq!(
        (open(&session), base(&session)),
        ("a, x".into(), "x".into())
    );
}

#[test]
fn annotations_of_another_text_are_not_merged() {
    let (mut session, now) = session("x");
    let known = saving(&session).base_version();
    let outcome = session.merge_reread(ARTICLE, known, Incoming::OtherText, now);
    assert_eq!(outcome, Outcome::OtherText);
    assert!(saving(&session).problem().is_none());
    add(&mut session, "a");
    session.notice_changes(now);
    let outcome = session.merge_reread(ARTICLE, known, Incoming::OtherText, now);
    assert!(matches!(outcome, Outcome::Blocked(_)));
    assert!(!begin_writing(&mut session, now));

    let notices = vec![SidecarNotice {
        id: None,
        kind: SidecarNoticeKind::SourceChanged,
    }];
    let reread = Reread {
        snapshot: Snapshot::new(&document(""), &Arc::new(Header::default())),
        stamp: stamp(1),
        notices,
    };
    let incoming = Incoming::from(Ok(Some(reread)));
    assert!(matches!(incoming, Incoming::OtherText));
}

/// A part for which the merge succeeds and applying it fails, or for which the merge itself fails.
#[derive(Clone, Copy)]
struct Unfitting {
    merges: bool,
}

impl ProjectPart for Unfitting {
    type Base = OnDisk;
    type Merged = ();

    fn id(self) -> PartId {
        ARTICLE.id()
    }

    fn saving(self, session: &mut Session) -> Option<&mut Persisted<OnDisk>> {
        ARTICLE.saving(session)
    }

    fn merge(self, _: &Session, _: &OnDisk) -> Result<((), usize), TakeInError> {
        self.merges.then_some(((), 0)).ok_or(TakeInError::NotOpen)
    }

    fn apply(self, _: &mut Session, (): ()) -> Result<bool, TakeInError> {
        Err(EditError::NotRead.into())
    }
}

#[test]
fn a_failed_merge_keeps_the_base_and_writes_nothing() {
    for (merges, why) in [
        (true, TakeInError::Edit(EditError::NotRead)),
        (false, TakeInError::NotOpen),
    ] {
        for is_saved in [true, false] {
            let (mut session, now) = session("x");
            if !is_saved {
                add(&mut session, "a");
                assert!(begin_writing(&mut session, now));
            }
            let before = open(&session);
            let outcome = session.merge_incoming(Unfitting { merges }, version(1, "x, b"), now);
            assert_eq!(outcome, Outcome::Blocked(why.clone()));
            assert_eq!((open(&session), base(&session)), (before, "x".into()));
            assert_eq!(saving(&session).base_version(), 0);
            assert_eq!(saving(&session).is_saved(), is_saved);
            assert!(!begin_writing(&mut session, now));
        }
    }
}

#[test]
fn a_text_is_only_replaced_where_nothing_is_unsaved_and_undo_ends_there() {
    let (mut session, now) = session("x");
    assert!(session.may_replace(ID, 0));
    add(&mut session, "a");
    assert!(!session.may_replace(ID, 0), "something was done to it");
    assert!(!session.may_replace(ID, 1), "it is not saved");
    write(&mut session, 1, now);
    assert!(session.may_replace(ID, 1));
    assert_eq!(session.history.done().len(), 1);
    session.replace(ID, OpenArticle::of(loaded("x")));
    assert_eq!(session.history.done().len(), 0);
}

#[test]
fn steps_of_an_earlier_run_go_if_the_file_is_not_as_it_was_left() {
    let left_with = |left, now, text_changed| {
        let (mut session, _) = session("x");
        perform(&mut session, Edit::SetStatus(Status::Done));
        session.keep_steps_if_as_left(ID, left, now, text_changed);
        session.history.done().len()
    };
    assert_eq!(left_with(Some("h1"), Some("h1"), false), 1);
    assert_eq!(left_with(None, None, false), 1);
    assert_eq!(left_with(Some("h1"), Some("h2"), false), 0);
    assert_eq!(left_with(Some("h1"), None, false), 0);
    assert_eq!(left_with(None, Some("h2"), false), 0);
    assert_eq!(left_with(Some("h1"), Some("h1"), true), 0);
}

fn codebook(name: &str) -> Codebook {
    Codebook {
        name: name.to_owned(),
        ..crate::store::codebook::built_in().codebook
    }
}

fn codebook_file(number: u8, codebook: Codebook) -> CodebookFile {
    let mut file = CodebookFile::new(codebook);
    file.stamp = Some(stamp(number));
    file
}

/// The codebook with a definition for its first label.
fn defined(name: &str, definition: &str) -> Codebook {
    let mut codebook = codebook(name);
    codebook.labels[0].definition = definition.to_owned();
    codebook
}

fn set_codebook(session: &mut Session, codebook: Codebook) {
    session
        .perform_all(
            StepName::FollowText,
            vec![Change::Codebook(codebook.into())],
            |_| {},
        )
        .expect("it fits");
}

/// Begins to write the codebook; returns whether it is due.
fn begin_codebook(session: &mut Session, now: Instant) -> bool {
    let saving = &mut session.codebook_file.saving;
    saving.notice(now);
    saving.begin_writing(now, Duration::ZERO) == Due::Now
}

#[test]
fn another_codebook_is_taken_as_it_is_where_ours_is_saved() {
    let (mut session, now) = session("");
    let theirs = codebook_file(1, codebook("theirs"));
    let known = session.codebook_file.saving.base_version();
    let incoming = Incoming::Version(theirs.clone());
    let outcome = session.merge_reread(CodebookPart, known, incoming, now);
    assert_eq!(outcome, taken_in(true, true));
    assert_eq!(session.codebook.name, "theirs");
    assert!(session.is_saved() && !begin_codebook(&mut session, now));
    // An earlier read is stale.
    let old = Incoming::Version(codebook_file(2, codebook("base")));
    let outcome = session.merge_reread(CodebookPart, known, old, now);
    assert_eq!(
        (outcome, &*session.codebook.name),
        (Outcome::NoNews, "theirs")
    );
}

#[test]
fn codebooks_that_both_changed_are_merged_and_written() {
    let (mut session, now) = session("");
    set_codebook(&mut session, codebook("ours"));
    assert!(begin_codebook(&mut session, now));
    let theirs = codebook_file(1, defined("base", "theirs"));
    let outcome = session.merge_incoming(CodebookPart, Incoming::Version(theirs), now);
    assert_eq!(outcome, taken_in(true, false));
    assert_eq!(*session.codebook, defined("ours", "theirs"));
    let saving = &session.codebook_file.saving;
    assert_eq!(saving.base().codebook, defined("base", "theirs"));
    assert_eq!(saving.base().stamp, Some(stamp(1)));
    assert!(begin_codebook(&mut session, now));
}

#[test]
fn resolving_a_codebook_conflict_sets_the_merge_base_for_the_next() {
    for takes_theirs in [false, true] {
        let (mut session, now) = session("");
        set_codebook(&mut session, codebook("ours"));
        assert!(begin_codebook(&mut session, now));
        let theirs = codebook_file(1, defined("theirs", "theirs"));
        let outcome = session.merge_incoming(CodebookPart, Incoming::Version(theirs), now);
        assert!(matches!(outcome, Outcome::Blocked(_)));
        assert_eq!(
            session.codebook_file.saving.base().codebook,
            codebook("base")
        );
        assert!(!begin_codebook(&mut session, now));
        assert_eq!(session.codebook_conflicts(ConflictSource::MergedFile), []);
        let clashes = session.codebook_conflicts(ConflictSource::OtherProgram);
        assert_eq!(clashes.len(), 1);

        session
            .resolve_codebook(|clash| takes_theirs && clashes.contains(clash), now)
            .expect("it is a codebook");
        let chosen = if takes_theirs { "theirs" } else { "ours" };
        assert_eq!(*session.codebook, defined(chosen, "theirs"));
        assert!(begin_codebook(&mut session, now));
        // They write once more before our write: the choice is not lost.
        let again = codebook_file(2, defined("theirs", "theirs again"));
        let outcome = session.merge_incoming(CodebookPart, Incoming::Version(again), now);
        assert_eq!(outcome, taken_in(true, false));
        assert_eq!(*session.codebook, defined(chosen, "theirs again"));
    }
}

#[test]
fn the_codebook_on_disk_can_be_taken_whatever_was_done_here() {
    let (mut session, now) = session("");
    set_codebook(&mut session, codebook("ours"));
    session.codebook_file.saving.notice(now);
    session.codebook_file.saving.failed("both changed it", now);
    session
        .adopt_codebook(codebook_file(1, codebook("theirs")))
        .expect("it fits");
    assert_eq!(session.codebook.name, "theirs");
    assert!(session.is_saved() && !begin_codebook(&mut session, now));
    // While our write is in progress, the file may end up with either version.
    set_codebook(&mut session, codebook("ours"));
    assert!(begin_codebook(&mut session, now));
    session
        .adopt_codebook(codebook_file(2, codebook("their next")))
        .expect("it fits");
    let saving = &session.codebook_file.saving;
    assert_eq!(saving.base().stamp, Some(stamp(1)));
    assert!(!saving.is_saved() && saving.is_writing());
}

#[path = "incoming_entity_tests.rs"]
mod entity_tests;
