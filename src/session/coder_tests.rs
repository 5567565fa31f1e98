//! Tests of changing the coder: nothing vanishes, and undo stays with the coder.

use std::sync::Arc;
use std::time::Instant;

use super::*;
use crate::articles::tests::entry;
use crate::model::document::Status;
use crate::model::step_name::StepName;
use crate::model::{Codebook, Edit, Entity};
use crate::store::journal::{ProjectFile, RecoveredAction};
use crate::tests::{annotate, loaded, session, turn};
use crate::{OpenArticle, Summary};

/// The own coding of an article, which is read if it was not.
fn own(session: &mut Session, name: &str) -> CodingId {
    let article = session.articles.named(name).next().expect("it is listed");
    let id = article.own;
    if session.opened(id).is_none() {
        session.insert(id, OpenArticle::of(loaded()));
    }
    id
}

/// The annotations of a coding.
fn annotations(session: &Session, id: CodingId) -> Vec<String> {
    let open = session.opened(id).expect("it is read");
    let annotations = open.document.annotations().iter();
    annotations.map(|a| a.id.to_string()).collect()
}

fn names(session: &Session) -> Vec<(String, usize)> {
    let coders = session.coders().into_iter();
    coders.map(|work| (work.coder, work.articles)).collect()
}

#[test]
fn what_a_coder_did_stays_in_the_coders_file_and_comes_back_with_the_coder() {
    let mut session = session(&["a", "b"], &[]);
    session.change_coder("mk");
    let mk = own(&mut session, "a");
    assert_eq!(session.current, Some(mk));
    annotate(&mut session, mk, "x");
    session.notice_changes(Instant::now());

    session.change_coder("ls");
    let ls = own(&mut session, "a");
    assert_eq!(session.current, Some(ls), "the same article is on screen");
    assert_eq!(annotations(&session, ls), [""; 0]);
    annotate(&mut session, ls, "y");
    session.notice_changes(Instant::now());
    // What mk did is still to be saved, into the file of mk.
    let due = session.take_due(Instant::now(), std::time::Duration::ZERO, 8);
    assert_eq!(due.ids, [mk, ls]);
    let sidecar = |id: CodingId| {
        let coding = session.coding(id).expect("a coding");
        coding.sidecar.to_string_lossy().into_owned()
    };
    assert_eq!(sidecar(mk), "/project/a.mk.ann.json");
    assert_eq!(sidecar(ls), "/project/a.ls.ann.json");
    let all: Vec<CodingId> = session.articles.codings().all().map(|c| c.id).collect();
    assert!(all.contains(&mk), "{all:?}");
    assert_eq!(
        names(&session),
        [("ls".to_owned(), 1), ("mk".to_owned(), 1)]
    );

    session.change_coder("mk");
    assert_eq!(own(&mut session, "a"), mk, "the same coding");
    assert_eq!(annotations(&session, mk), ["x"]);
    assert_eq!(annotations(&session, ls), ["y"]);
}

#[test]
fn codings_without_anything_in_them_are_nobodys_work() {
    let mut session = session(&["a"], &[]);
    session.articles.add_entry(&entry("a", &["mk"]), "");
    let nobodys = own(&mut session, "a");
    for coder in ["ls", "", "jo", "mk", "ls"] {
        session.change_coder(coder);
    }
    assert_eq!(names(&session), [("mk".to_owned(), 1)]);
    let all: Vec<&str> = session
        .articles
        .codings()
        .all()
        .map(|c| &*c.coder)
        .collect();
    assert_eq!(all, ["ls", "mk"]);
    session.change_coder("");
    assert_eq!(own(&mut session, "a"), nobodys, "ids stay");
    // A file of a coder who had none is another coder's work from now on.
    session.articles.add_entry(&entry("a", &["ls", "mk"]), "");
    let mut found = names(&session);
    found.sort();
    assert_eq!(found, [("ls".to_owned(), 1), ("mk".to_owned(), 1)]);
}

#[test]
fn both_panes_show_the_codings_of_the_new_coder() {
    let mut session = session(&["a", "b"], &["mk"]);
    let b = own(&mut session, "b");
    session.put_beside(b);
    let side = session.beside.map(|beside| beside.side);
    session.change_coder("mk");
    let shown = session
        .panes()
        .into_iter()
        .map(|(_, id)| session.coding(id));
    let shown: Vec<&str> = shown
        .map(|coding| &*coding.expect("a coding").coder)
        .collect();
    assert_eq!(shown, ["mk", "mk"]);
    assert_eq!(session.beside.map(|beside| beside.side), side);
    let article = session
        .beside
        .and_then(|beside| session.article_of(beside.article));
    assert_eq!(article.map(|article| &*article.name), Some("b"));
}

#[test]
fn own_codings_without_summary_are_reported_to_be_summarized() {
    let mut session = session(&["a"], &["mk"]);
    let mk = session.articles.codings().others().next().map(|c| c.id);
    let mk = mk.expect("mk has a file");
    assert_eq!(session.change_coder("mk"), [mk]);
    session.change_coder("");
    session.coding_mut(mk).expect("it is there").summary = Some(Summary::default());
    assert_eq!(session.change_coder("mk"), []);
}

#[test]
fn undo_never_reaches_into_the_file_of_another_coder() {
    let mut session = session(&["a"], &[]);
    session.change_coder("mk");
    let mk = own(&mut session, "a");
    annotate(&mut session, mk, "x");
    annotate(&mut session, mk, "z");
    turn(&mut session, StepDirection::Undo);
    session.change_coder("ls");
    assert!(session.history.next_undo().is_none());
    assert!(session.history.next_redo().is_none());
    let ls = own(&mut session, "a");
    annotate(&mut session, ls, "y");
    turn(&mut session, StepDirection::Undo);
    assert!(session.begin_step_run(StepDirection::Undo).is_none());
    assert_eq!(annotations(&session, mk), ["x"]);

    // What mk did can be undone and redone by mk.
    session.change_coder("mk");
    turn(&mut session, StepDirection::Redo);
    assert_eq!(annotations(&session, mk), ["x", "z"]);
    turn(&mut session, StepDirection::Undo);
    turn(&mut session, StepDirection::Undo);
    assert_eq!(annotations(&session, mk), [""; 0]);
    let coders: Vec<String> = session
        .actions
        .take()
        .into_iter()
        .map(|a| a.coder)
        .collect();
    assert_eq!(coders, ["mk", "mk", "mk", "ls", "ls", "mk", "mk", "mk"]);
}

#[test]
fn undo_takes_back_nothing_shared_that_another_coder_changed_since() {
    let named = |name: &str| {
        Change::Codebook(Arc::new(Codebook {
            name: name.to_owned(),
            ..Codebook::default()
        }))
    };
    let entity = |id: &str| Change::Entity(id.into(), Some(Box::new(Entity::new(id, id))));
    let change = |session: &mut Session, change| {
        let done = session.perform_all(StepName::FollowText, vec![change], |_| {});
        done.expect("it fits");
    };
    let mut session = session(&["a"], &[]);
    session.change_coder("mk");
    change(&mut session, named("of mk"));
    let mk = own(&mut session, "a");
    annotate(&mut session, mk, "x");
    session.change_coder("ls");
    change(&mut session, entity("other"));
    session.change_coder("mk");
    assert_eq!(
        session.history.done().len(),
        2,
        "it is about something else"
    );
    session.change_coder("ls");
    change(&mut session, named("of ls"));
    session.change_coder("mk");
    assert_eq!(session.history.done().len(), 1, "the tag alone is left");
    turn(&mut session, StepDirection::Undo);
    assert!(session.history.next_undo().is_none());
    assert_eq!(session.codebook.name, "of ls");
}

/// An action of an earlier run on `a`, which the files have, by this coder.
fn recovered(named: Option<&str>, coder: &str) -> RecoveredAction {
    let status = |status: Status| Change::Coding(CodingId(0), Edit::SetStatus(status));
    RecoveredAction {
        direction: StepDirection::Do,
        joined: false,
        coder: named.map(str::to_owned),
        step: Step {
            id: Default::default(),
            name: StepName::FollowText,
            changes: vec![status(Status::New)].into(),
            before: None,
            after: None,
            series: None,
        },
        articles: vec![ProjectFile::Article {
            path: "a".to_owned(),
            coder: coder.to_owned(),
        }],
        missing: vec![Some(status(Status::Done))],
        is_end: false,
    }
}

#[test]
fn what_is_recovered_after_a_crash_goes_to_the_coder_who_did_it() {
    let mut session = session(&["a"], &["mk"]);
    session.change_coder("ls");
    own(&mut session, "a");
    let of = |session: &Session, coder: &str| {
        let mut codings = session.articles.codings().all();
        codings.find(|c| c.coder == coder).expect("a coding").id
    };
    let mk = of(&session, "mk");
    session.insert(mk, OpenArticle::of(loaded()));
    let restored = session.restore(vec![recovered(Some("mk"), "mk")], true);
    assert_eq!(restored.refused, 0);
    let status = |session: &Session, id: CodingId| {
        let open = session.opened(id).expect("it is read");
        open.document.fields().status.clone()
    };
    assert_eq!(status(&session, mk), Status::Done);
    assert_eq!(status(&session, of(&session, "ls")), Status::New);
    assert!(session.history.next_undo().is_none(), "ls did nothing");
    session.change_coder("mk");
    turn(&mut session, StepDirection::Undo);
    assert_eq!(status(&session, mk), Status::New);
}

#[test]
fn a_renamed_file_is_the_work_of_its_new_coder() {
    let mut session = session(&["a"], &[]);
    let article = session.articles.ids()[0];
    let nobodys = own(&mut session, "a");
    session.coding_mut(nobodys).expect("a coding").has_sidecar = true;
    annotate(&mut session, nobodys, "x");
    session.change_coder("mk");
    own(&mut session, "a");
    assert_eq!(session.files_of_coder("").len(), 1);
    let moved = session.move_coding(article, "", "mk").expect("it is there");
    assert_eq!(
        moved,
        session.articles.get(article).expect("an article").own
    );
    assert!(session.opened(nobodys).is_none() && session.opened(moved).is_none());
    assert_eq!(names(&session), [("mk".to_owned(), 1)]);
    session.change_coder("");
    assert!(session.history.next_undo().is_none(), "no step leads there");

    // To a coder who is not the one at work, and back.
    session.change_coder("ls");
    session.move_coding(article, "mk", "jo");
    assert_eq!(names(&session), [("jo".to_owned(), 1)]);
    session.move_coding(article, "jo", "");
    assert_eq!(names(&session), [(String::new(), 1)]);
    session.change_coder("");
    assert_eq!(own(&mut session, "a"), nobodys);
}

#[test]
fn a_coder_is_asked_for_once_and_only_where_several_people_code() {
    let mut alone = session(&["a"], &[]);
    assert!(!alone.must_ask_for_coder());
    alone.coder_question.has_project_file = true;
    assert!(alone.must_ask_for_coder());
    let mut team = session(&["a"], &["mk"]);
    assert!(team.must_ask_for_coder());
    team.coder_question.is_answered = true;
    assert!(!team.must_ask_for_coder());
    // The own files of a coder are no sign of others.
    let mut mk = session(&["a"], &["mk"]);
    mk.change_coder("mk");
    assert!(!mk.must_ask_for_coder());
}
