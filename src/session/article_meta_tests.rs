//! Fields of an article as two coders see them: entered, taken back, merged and given to each coder.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::*;
use crate::articles::tests::entry;
use crate::incoming::TakeInOutcome as Outcome;
use crate::incoming::{FieldsPart, Incoming, PartId, TakeInError};
use crate::model::codebook::{Attribute, AttributeKind};
use crate::model::document::Status;
use crate::model::history::StepDirection;
use crate::model::{Document, FieldValues, Text};
use crate::store::article::LoadedArticle;
use crate::store::sidecar::FieldSplit;
use crate::store::{Header, Stamp};

const DEBOUNCE: Duration = Duration::from_millis(100);

fn text(text: &str) -> AttributeValue {
    AttributeValue::Text(text.to_owned())
}

fn fields(line: &str) -> FieldValues {
    let parts = line.split_whitespace();
    let parts = parts.filter_map(|part| part.split_once('='));
    parts
        .map(|(name, value)| (name.to_owned(), text(value)))
        .collect()
}

fn meta(line: &str) -> ArticleMeta {
    ArticleMeta {
        fields: fields(line),
        ..ArticleMeta::default()
    }
}

/// An article's own file with these fields.
fn file(line: &str) -> LoadedMeta {
    LoadedMeta {
        meta: meta(line),
        stamp: Some(Stamp::of(line.as_bytes(), None)),
        broken: None,
        is_deleted: false,
    }
}

/// Takes in an article's own file that another program has changed.
fn reread(session: &mut Session, article: ArticleId, incoming: Incoming<LoadedMeta>) -> Outcome {
    let known = session
        .meta(article)
        .expect("it is open")
        .saving
        .base_version();
    session.merge_reread(FieldsPart(article), known, incoming, Instant::now())
}

fn taken_in(is_saved: bool) -> Outcome {
    Outcome::TakenIn {
        is_changed: true,
        is_saved,
    }
}

fn in_conflict(article: ArticleId, count: usize) -> Outcome {
    let part = PartId::Fields(article);
    Outcome::Blocked(TakeInError::Conflicts { part, count })
}

/// A coding with these fields in its sidecar, of an article with those.
fn loaded(own: &str, of_article: &str) -> LoadedArticle {
    let mut document = Document::new(Text::new("Dockers stay out."));
    document.show_values(fields(own));
    let meta = LoadedMeta {
        meta: meta(of_article),
        ..LoadedMeta::default()
    };
    let split: FieldSplit = meta.meta.show_in(&mut document, &Arc::default());
    LoadedArticle {
        document,
        header: Arc::new(Header {
            split: Some(split.into()),
            ..Header::default()
        }),
        bom: false,
        malformed: false,
        stamp: None,
        notices: Vec::new(),
        moves: Vec::new(),
        meta,
    }
}

/// One article that mk has opened and ls has coded, too; both codings have been read.
fn session() -> (Session, ArticleId, CodingId, CodingId) {
    let mut session = Session::new(String::new(), vec![PathBuf::new()], Default::default());
    let ids = session
        .articles
        .add_entry(&entry("talks.txt", &["ls"]), "mk");
    let article = session.articles.ids()[0];
    let (mk, ls) = (ids[0], ids[1]);
    session.insert(mk, OpenArticle::of(loaded("memo=mine", "title=Dockers")));
    session.insert(
        ls,
        OpenArticle::of(loaded("title=Dockers", "title=Dockers")),
    );
    session.current = Some(mk);
    (session, article, mk, ls)
}

fn seen(session: &Session, coding: CodingId) -> String {
    let values = &session
        .opened(coding)
        .expect("it is open")
        .document
        .fields()
        .values;
    let parts = values.iter().map(|(name, value)| format!("{name}={value}"));
    parts.collect::<Vec<_>>().join(" ")
}

/// What the sidecar would hold.
fn written(session: &Session, coding: CodingId) -> String {
    let snapshot = session.opened(coding).expect("it is open").snapshot();
    let values = snapshot.own_values();
    let parts = values.iter().map(|(name, value)| format!("{name}={value}"));
    parts.collect::<Vec<_>>().join(" ")
}

fn set(name: &str, value: &str) -> Edit {
    Edit::SetField(name.to_owned(), Some(text(value)))
}

fn taken(session: &mut Session, now: Instant) -> (Vec<ArticleId>, Option<Duration>) {
    let taken = session.take_due_fields(now, DEBOUNCE, 9);
    assert_eq!(taken.broken, []);
    (taken.ids, taken.wait)
}

fn step(name: &str) -> StepName {
    StepName::Other(name.to_owned())
}

fn turn(session: &mut Session, direction: StepDirection) {
    let mut run = session.begin_step_run(direction).expect("there is a step");
    session.advance_step_run(&mut run, 9).expect("it fits");
    session.finish_step_run(run).expect("it is whole");
}

#[test]
fn what_one_coder_enters_every_coder_sees_and_one_step_takes_it_back() {
    let (mut session, article, mk, ls) = session();
    assert_eq!(
        (seen(&session, mk), seen(&session, ls)),
        ("memo=mine title=Dockers".into(), "title=Dockers".into())
    );
    let edit = Edit::Batch(vec![
        set("title", "Harbour"),
        set("memo", "other"),
        set("date", "2025"),
    ]);
    session
        .perform(step("enter"), edit, |_| {})
        .expect("it fits");
    assert_eq!(seen(&session, mk), "date=2025 memo=other title=Harbour");
    assert_eq!(seen(&session, ls), "date=2025 title=Harbour");
    // The article's own fields go into its own file, and the old copy in a sidecar stays there.
    assert_eq!(
        (written(&session, mk), written(&session, ls)),
        ("memo=other".into(), "title=Dockers".into())
    );
    assert_eq!(
        session.meta(article).expect("it is open").meta().fields,
        fields("date=2025 title=Harbour")
    );

    turn(&mut session, StepDirection::Undo);
    assert_eq!(seen(&session, mk), "memo=mine title=Dockers");
    assert_eq!(seen(&session, ls), "title=Dockers");
    assert!(session.history.next_undo().is_none());
    turn(&mut session, StepDirection::Redo);
    assert_eq!(seen(&session, ls), "date=2025 title=Harbour");
}

#[test]
fn a_coding_that_is_read_later_shows_what_was_entered_meanwhile() {
    let (mut session, article, mk, _) = session();
    session
        .perform(step("enter"), set("title", "Harbour"), |_| {})
        .expect("it fits");
    let later = session
        .articles
        .add_entry(&entry("talks.txt", &["jo", "ls"]), "mk")[0];
    session.insert(later, OpenArticle::of(loaded("title=Old", "title=Dockers")));
    assert_eq!(seen(&session, later), "title=Harbour");
    assert_eq!(written(&session, later), "title=Old");
    assert_eq!(session.open_codings_of(article).len(), 3);
    // Its text is decoded once.
    let (_, decoded) = session.open_text(article).expect("it is open");
    let own = session
        .opened(mk)
        .expect("it is open")
        .document
        .text()
        .as_str();
    assert!(std::ptr::eq(decoded.text.as_str(), own));
}

#[test]
fn an_entity_that_a_field_names_is_found_in_every_coding() {
    let (mut session, _, mk, ls) = session();
    session.refresh_entities();
    let files = |session: &Session| session.files_to_change(&"russia".into());
    assert_eq!(files(&session), []);
    session
        .perform(step("enter"), set("country", "russia"), |_| {})
        .expect("it fits");
    session.refresh_entities();
    assert_eq!(files(&session), [mk, ls]);
}

#[test]
fn fields_are_written_once_and_no_sidecar_is() {
    let (mut session, article, ..) = session();
    let begun = Instant::now();
    assert!(session.is_saved());
    session
        .perform(step("enter"), set("title", "Harbour"), |_| {})
        .expect("it fits");
    assert!(!session.is_saved());
    assert_eq!(session.notice_changes(begun), []);
    assert_eq!(session.notice_field_changes(begun), [article]);
    assert_eq!(session.take_due(begun + DEBOUNCE, DEBOUNCE, 9).ids, []);
    assert_eq!(taken(&mut session, begun), (Vec::new(), Some(DEBOUNCE)));
    assert_eq!(taken(&mut session, begun + DEBOUNCE), (vec![article], None));
    let open = session.meta_mut(article).expect("it is open");
    open.saving.written(1, file("title=Harbour"));
    assert!(session.is_saved());
    assert_eq!(taken(&mut session, begun + DEBOUNCE), (Vec::new(), None));

    // A status is the coder's own.
    session
        .perform(step("done"), Edit::SetStatus(Status::Done), |_| {})
        .expect("it fits");
    assert_eq!(session.notice_field_changes(begun), []);
}

#[test]
fn what_others_wrote_is_taken_in_and_what_clashes_waits_for_a_decision() {
    let (mut session, article, mk, ls) = session();
    let theirs = |line: &str| Incoming::Version(file(line));
    let outcome = reread(
        &mut session,
        article,
        theirs("title=Dockers outlet=Courier"),
    );
    assert_eq!(outcome, taken_in(true));
    assert_eq!(seen(&session, ls), "outlet=Courier title=Dockers");
    assert!(session.is_saved(), "it is on disk already");
    let outcome = reread(
        &mut session,
        article,
        theirs("title=Dockers outlet=Courier"),
    );
    assert_eq!(outcome, Outcome::NoNews);

    session
        .perform(step("enter"), set("title", "Mine"), |_| {})
        .expect("it fits");
    let mut incoming = file("title=Theirs outlet=Courier url=u");
    incoming.meta.unknown = vec![("project".to_owned(), "7".to_owned())];
    let outcome = reread(&mut session, article, Incoming::Version(incoming));
    assert_eq!(outcome, in_conflict(article, 1));
    let failed = Some(PartId::Fields(article));
    assert_eq!(
        (session.failed_part(), session.has_failed()),
        (failed, true)
    );
    assert_eq!(session.fields_in_conflict(), Some(article));
    assert_eq!(seen(&session, ls), "outlet=Courier title=Mine");
    session
        .resolve_fields(article, |_| true, Instant::now())
        .expect("it fits");
    assert_eq!(
        seen(&session, mk),
        "memo=mine outlet=Courier title=Theirs url=u"
    );
    let open = session.meta(article).expect("it is open");
    assert_eq!(open.meta().unknown.len(), 1, "another program's is kept");
    assert_eq!(
        (session.failed_part(), session.fields_in_conflict()),
        (None, None)
    );
    turn(&mut session, StepDirection::Undo);
    assert_eq!(seen(&session, ls), "outlet=Courier title=Mine");
}

#[test]
fn a_conflict_found_while_writing_is_held_and_only_then_our_value_is_kept() {
    let (mut session, article, _, ls) = session();
    let now = Instant::now();
    // The fields are sent to the file, and this is found in it when they have been merged with it.
    let write = |session: &mut Session, sent: &str, found: &str| {
        let open = session.meta_mut(article).expect("it is open");
        let revision = open.saving.revision();
        open.saving.written(revision, file(sent));
        session.merge_incoming(FieldsPart(article), Incoming::Version(file(found)), now)
    };
    let enter = |session: &mut Session, title: &str| {
        session
            .perform(step("enter"), set("title", title), |_| {})
            .expect("it fits");
        session.notice_field_changes(now);
    };
    enter(&mut session, "Sent");
    assert_eq!(taken(&mut session, now + DEBOUNCE).0, [article]);
    // Another program's new field came into the file, too: no conflict.
    let outcome = write(&mut session, "title=Sent", "title=Sent outlet=Courier");
    assert_eq!(outcome, taken_in(true));
    assert_eq!(seen(&session, ls), "outlet=Courier title=Sent");
    assert!(session.is_saved(), "the file has both");
    // Both have changed the title since the file was sent.
    enter(&mut session, "Later");
    assert_eq!(taken(&mut session, now + DEBOUNCE).0, [article]);
    let theirs = Incoming::Version(file("title=Theirs outlet=Courier"));
    let outcome = session.merge_incoming(FieldsPart(article), theirs, now);
    assert_eq!(outcome, in_conflict(article, 1));
    assert_eq!(seen(&session, ls), "outlet=Courier title=Later");
    assert_eq!(session.failed_part(), Some(PartId::Fields(article)));
}

#[test]
fn a_file_that_is_gone_or_broken_takes_no_field_away() {
    let (mut session, article, _, ls) = session();
    let first = Incoming::Version(file("title=Dockers date=1"));
    assert_eq!(reread(&mut session, article, first), taken_in(true));
    assert_eq!(seen(&session, ls), "date=1 title=Dockers");
    let gone = reread(&mut session, article, Incoming::Gone);
    assert_eq!(gone, Outcome::Gone { at_once: false });
    let gone = reread(&mut session, article, Incoming::Gone);
    assert_eq!(gone, Outcome::NoNews);
    let why = || "its format is not ours".to_owned();
    let broken = reread(&mut session, article, Incoming::Unreadable(why()));
    assert_eq!(broken, Outcome::Unreadable(why()));
    assert_eq!(seen(&session, ls), "date=1 title=Dockers");
}

#[test]
fn copies_in_sidecars_are_followed_and_give_way_to_what_was_entered() {
    let (mut session, article, _, ls) = session();
    let copies = |line: &str| {
        Incoming::Version(LoadedMeta {
            meta: meta(line),
            ..LoadedMeta::default()
        })
    };
    let same = reread(&mut session, article, copies("title=Dockers"));
    assert_eq!(same, Outcome::NoNews);
    let other = reread(&mut session, article, copies("title=Harbour date=1"));
    assert_eq!(other, taken_in(true));
    assert_eq!(seen(&session, ls), "date=1 title=Harbour");
    session
        .perform(step("enter"), set("title", "Mine"), |_| {})
        .expect("it fits");
    let other = reread(&mut session, article, copies("title=Theirs date=2"));
    assert_eq!(other, taken_in(false));
    assert_eq!(seen(&session, ls), "date=2 title=Mine");
}

#[test]
fn a_broken_file_is_not_written_over_until_it_is_in_order_or_gone() {
    for repaired in [file("title=Dockers"), LoadedMeta::default()] {
        let (mut session, article, mk, _) = session();
        session.metas.clear();
        let mut coding = loaded("", "");
        coding.meta.broken = Some(crate::store::article_meta::MetaError::NotOurs);
        session.insert(mk, OpenArticle::of(coding));
        session
            .perform(step("enter"), set("date", "1"), |_| {})
            .expect("it fits");
        let now = Instant::now();
        session.notice_field_changes(now);
        let due = session.take_due_fields(now, Duration::ZERO, 9);
        assert_eq!((due.ids.len(), due.broken.len()), (0, 1));
        assert_eq!(session.failed_part(), Some(PartId::Fields(article)));
        let outcome = reread(&mut session, article, Incoming::Version(repaired));
        assert!(matches!(
            outcome,
            Outcome::TakenIn {
                is_saved: false,
                ..
            }
        ));
        let due = session.take_due_fields(now, Duration::ZERO, 9);
        assert_eq!((due.ids, due.broken), (vec![article], Vec::new()));
    }
}

#[test]
fn versions_that_git_has_left_are_settled_by_choosing_or_by_entering_anew() {
    let (mut session, article, _, ls) = session();
    let left = |fields: &str| vec![("conflicts".to_owned(), format!("{{\"fields\":{fields}}}"))];
    let mut two = file("title=Ours date=1");
    two.meta.unknown = left("{\"title\":\"Theirs\",\"date\":null}");
    reread(&mut session, article, Incoming::Version(two));
    let clashes = |session: &Session| session.field_conflicts(article).len();
    assert_eq!(clashes(&session), 2);
    session
        .perform(step("enter"), set("date", "2025"), |_| {})
        .expect("it fits");
    assert_eq!(clashes(&session), 1);
    session
        .resolve_fields(article, |_| true, Instant::now())
        .expect("it fits");
    assert_eq!(
        (clashes(&session), seen(&session, ls)),
        (0, "date=2025 title=Theirs".into())
    );
}

#[test]
fn a_codebook_that_gives_a_field_to_each_coder_shows_each_what_the_sidecar_has() {
    let (mut session, _, mk, ls) = session();
    session
        .perform(step("enter"), set("title", "Harbour"), |_| {})
        .expect("it fits");
    let field = Attribute {
        per_coder: true,
        ..Attribute::new("title", "Title", AttributeKind::Text, "")
    };
    let codebook = Codebook {
        document_fields: vec![field],
        ..Codebook::default()
    };
    let change = vec![Change::Codebook(codebook.into())];
    session
        .perform_all(step("give"), change, |_| {})
        .expect("it fits");
    assert_eq!(
        (seen(&session, mk), seen(&session, ls)),
        ("memo=mine".into(), "title=Dockers".into())
    );
    session
        .perform(step("enter"), set("title", "My own"), |_| {})
        .expect("it fits");
    assert_eq!(
        (seen(&session, mk), seen(&session, ls)),
        ("memo=mine title=My own".into(), "title=Dockers".into())
    );
    assert_eq!(written(&session, mk), "memo=mine title=My own");
    for _ in 0..2 {
        turn(&mut session, StepDirection::Undo);
    }
    assert_eq!(
        (seen(&session, mk), seen(&session, ls)),
        ("memo=mine title=Harbour".into(), "title=Harbour".into())
    );
}

#[test]
fn an_edit_that_an_earlier_program_wrote_down_for_one_coder_reaches_all() {
    let (mut session, article, mk, ls) = session();
    let edit = Edit::Batch(vec![set("title", "Harbour"), Edit::SetStatus(Status::Done)]);
    let inverse = session.apply_edit(mk, edit).expect("it fits");
    assert_eq!(
        (seen(&session, ls), written(&session, mk)),
        ("title=Harbour".into(), "memo=mine".into())
    );
    assert_eq!(
        session.meta(article).expect("it is open").saving.revision(),
        1
    );
    session.apply_edit(mk, inverse).expect("it fits");
    assert_eq!(seen(&session, ls), "title=Dockers");
    let status = &session
        .opened(mk)
        .expect("it is open")
        .document
        .fields()
        .status;
    assert_eq!(*status, Status::New);
}
