use std::path::PathBuf;
use std::time::Instant;

use super::*;
use crate::OpenArticle;
use crate::incoming::{AnnotationsPart, Incoming, TakeInOutcome};
use crate::model::history::StepDirection;
use crate::model::{ByteOffset, Codebook, LabelId, Span, Text};
use crate::store::article::{LoadedArticle, OnDisk};
use crate::store::atomic::Stamp;
use crate::store::project::ArticleEntry;
use crate::store::{Header, Snapshot};

const TEXT: &str = "Putin demands a freeze. Zelenskyy refused.";
const ID: CodingId = CodingId(0);

/// A document with annotations; `a>b` is a relation between two of them.
fn document(items: &str) -> Document {
    let mut document = Document::new(Text::new(TEXT));
    for item in items.split(' ').filter(|item| !item.is_empty()) {
        let edit = match item.split_once('>') {
            Some((from, to)) => Edit::Link(Arc::new(Relation::new(
                item,
                "makes",
                from.into(),
                to.into(),
            ))),
            None => {
                let span = Span::new(&Text::new(TEXT), ByteOffset(0), ByteOffset(5));
                let span = span.expect("a span");
                Edit::Add(Annotation::new(item, "actor", span).into())
            }
        };
        document.apply(edit).expect("it fits");
    }
    document
}

fn drawn(session: &Session) -> String {
    let document = &session.opened(ID).expect("it is open").document;
    let annotations = document.annotations().iter().map(|a| a.id.to_string());
    let relations = document.relations().map(|r| r.id.to_string());
    let mut all: Vec<String> = annotations.chain(relations).collect();
    all.sort();
    all.join(" ")
}

fn stamp(number: u8) -> Stamp {
    Stamp {
        len: u64::from(number),
        modified: None,
        sha256: [number; 32],
    }
}

/// A project with one article that was read with these annotations.
fn session(items: &str) -> Session {
    let mut session = Session::new(String::new(), Vec::new(), Arc::new(Codebook::default()));
    let entry = ArticleEntry {
        path: PathBuf::from("/project/talks.txt"),
        name: "talks.txt".into(),
        sidecars: Vec::new(),
        has_meta: false,
    };
    session.articles.add_entry(&entry, "");
    session.insert(ID, OpenArticle::of(loaded(items)));
    session
}

fn loaded(items: &str) -> LoadedArticle {
    LoadedArticle {
        document: document(items),
        header: Header::default().into(),
        bom: false,
        malformed: false,
        stamp: Some(stamp(1)),
        notices: Vec::new(),
        moves: Vec::new(),
        meta: Default::default(),
    }
}

/// Another program writes a version of the sidecar.
fn write_outside(session: &mut Session, number: u8, items: &str) {
    let version = OnDisk {
        snapshot: Snapshot::new(&document(items), &Arc::new(Header::default())),
        stamp: Some(stamp(number)),
    };
    let incoming = Incoming::Version(version);
    let outcome = session.merge_incoming(AnnotationsPart(ID), incoming, Instant::now());
    assert!(
        matches!(outcome, TakeInOutcome::TakenIn { .. }),
        "{outcome:?}"
    );
}

fn told(session: &mut Session) -> Vec<(usize, usize)> {
    let news = session.removed.take_news();
    let news = news.iter();
    news.map(|news| (news.annotations, news.relations))
        .collect()
}

fn undo(session: &mut Session) {
    let run = session.begin_step_run(StepDirection::Undo);
    let mut run = run.expect("there is a step");
    session.advance_step_run(&mut run, 9).expect("it fits");
    session.finish_step_run(run);
}

#[test]
fn what_another_program_removed_is_counted_and_comes_back_as_one_step() {
    let mut session = session("a b c a>b");
    write_outside(&mut session, 2, "c d");
    assert_eq!(drawn(&session), "c d");
    assert_eq!(told(&mut session), [(2, 1)]);
    assert_eq!(told(&mut session), []);
    let steps = session.history.done().len();
    assert_eq!(session.bring_back_removed(), Ok(3));
    assert_eq!(drawn(&session), "a a>b b c d");
    assert_eq!(session.history.done().len(), steps + 1);
    assert_eq!(
        session.bring_back_removed(),
        Ok(0),
        "it is brought back once"
    );
    undo(&mut session);
    assert_eq!(drawn(&session), "c d");
}

#[test]
fn what_was_only_changed_or_removed_here_is_not_reported() {
    let mut session = session("a b");
    let document = document("a b");
    let mut other = (**document.annotation(&"a".into()).expect("it is there")).clone();
    other.label = LabelId::from("event");
    let mut theirs = document.clone();
    let removal = theirs.removal(&"a".into());
    theirs.apply(removal).expect("it fits");
    theirs.apply(Edit::Add(other.into())).expect("it fits");
    let version = OnDisk {
        snapshot: Snapshot::new(&theirs, &Arc::new(Header::default())),
        stamp: Some(stamp(2)),
    };
    let incoming = Incoming::Version(version);
    session.merge_incoming(AnnotationsPart(ID), incoming, Instant::now());
    assert_eq!(told(&mut session), []);
    let name = StepName::Other("remove".into());
    let removal = Edit::Remove("b".into());
    session
        .perform_in(ID, name, removal, |_| {})
        .expect("it fits");
    assert_eq!(session.bring_back_removed(), Ok(0));
    assert_eq!(drawn(&session), "a");
}

#[test]
fn removals_add_up_and_what_is_there_again_stays_as_it_is() {
    let mut session = session("a b c");
    write_outside(&mut session, 2, "a b");
    write_outside(&mut session, 3, "a");
    assert_eq!(told(&mut session), [(1, 0), (1, 0)]);
    write_outside(&mut session, 4, "a c");
    assert_eq!(session.bring_back_removed(), Ok(1));
    assert_eq!(drawn(&session), "a b c");
}

#[test]
fn a_sidecar_that_was_deleted_is_written_anew() {
    let mut session = session("a b");
    let outcome = session.merge_incoming(AnnotationsPart(ID), Incoming::Gone, Instant::now());
    assert_eq!(outcome, TakeInOutcome::Gone { at_once: false });
    assert!(session.is_saved(), "it is not written by itself");
    assert_eq!(session.bring_back_removed(), Ok(2));
    assert!(!session.is_saved());
    assert_eq!(session.notice_changes(Instant::now()), [ID]);
}

#[test]
fn what_was_removed_from_an_older_text_does_not_come_back() {
    let mut session = session("a b");
    write_outside(&mut session, 2, "a");
    session.replace(ID, OpenArticle::of(loaded("")));
    assert_eq!(session.bring_back_removed(), Ok(0));
    assert_eq!(drawn(&session), "");
}
