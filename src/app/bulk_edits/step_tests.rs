//! Tests of how much of a step a frame makes, and of what there is when the step ends. The time of a
//! frame is passed: it is over before it begins, or it never ends.

use std::time::Instant;

use super::*;
use crate::app::App;
use crate::app::test_program::{Program, annotated, folder};
use crate::model::Attributes;
use crate::model::document::Status;
use crate::model::history::ArticleId;
use crate::model::search::{ConcordanceLine, SearchQuery};
use crate::session::messages::AnnotatingMessage;

const TEXT: &str = "A freeze, a freeze. Putin demands a freeze.\n";

/// The frame is over: each call makes the smallest share.
fn over() -> Option<Instant> {
    Some(Instant::now())
}

fn status(article: CodingId, number: usize) -> Change {
    let status = Status::parse(&number.to_string());
    Change::Coding(article, Edit::SetStatus(status))
}

/// A program on one article.
fn one() -> (Program, CodingId, tempfile::TempDir) {
    let folder = folder(&[("a.txt", TEXT)]);
    let program = Program::on(folder.path());
    let id = program.coding("a.txt");
    (program, id, folder)
}

/// Begins a step of changes, and makes none of them yet.
fn begin(program: &mut Program, changes: Vec<Change>) {
    let cx = program.cx();
    let session = &mut cx.project.session;
    let work = Work::new(WorkMessage::ChangingArticles, changes.len(), Instant::now());
    session.making = Some(work);
    cx.project.bulk_edits.step = Some(Bulk::Perform(Performing {
        step: session.begin(StepName::Other("many".to_owned())),
        waiting: changes.into_iter(),
        least: AT_ONCE,
        message: Some(SearchMessage::ArticleChanged.into()),
        failed: AnnotatingMessage::NotDone.into(),
    }));
}

/// How many parts of the step the user is told are done; `None` once it is complete.
fn made(program: &mut Program) -> Option<usize> {
    let cx = program.cx();
    let making = cx.project.session.making.as_ref();
    assert_eq!(making.is_some(), cx.project.is_in_bulk());
    making.map(|work| work.done)
}

fn steps(program: &Program) -> (usize, usize) {
    let history = &program.session().history;
    (history.done().len(), history.undone().len())
}

fn last_notice(program: &mut Program) -> Option<Message> {
    let notices = program.app.shell.notices.current();
    notices.last().map(|notice| notice.message.clone())
}

#[test]
fn a_frame_has_some_milliseconds() {
    let now = Instant::now();
    assert_eq!(frame_end(now).duration_since(now), EACH_FRAME);
}

#[test]
fn the_first_changes_are_made_at_once_and_the_others_by_few() {
    let (mut program, id, _folder) = one();
    begin(&mut program, (0..42).map(|n| status(id, n)).collect());
    let mut seen = Vec::new();
    for _ in 0..4 {
        program.cx().go_on_until(over());
        seen.push(made(&mut program));
        let status = &program.opened("a.txt").document.fields().status;
        seen.push(status.as_str().parse().ok());
    }
    let wanted = [32, 31, 36, 35, 40, 39].map(Some);
    assert_eq!(seen[..6], wanted);
    assert_eq!(seen[6..], [None, Some(41)]);
    assert_eq!(steps(&program), (1, 0));
    let message = Message::from(SearchMessage::ArticleChanged);
    assert_eq!(last_notice(&mut program), Some(message));
}

#[test]
fn a_step_whose_frame_does_not_end_is_made_completely() {
    let (mut program, id, _folder) = one();
    begin(&mut program, (0..99).map(|n| status(id, n)).collect());
    program.cx().finish_bulk();
    assert_eq!((made(&mut program), steps(&program)), (None, (1, 0)));
    let status = &program.opened("a.txt").document.fields().status;
    assert_eq!(status.as_str(), "98");
    // A frame goes on with it too.
    begin(&mut program, (0..99).map(|n| status_of(id, n)).collect());
    program.until(|app| !app.is_in_bulk());
    assert_eq!(steps(&program), (2, 0));
}

/// A change that the step before has not made.
fn status_of(article: CodingId, number: usize) -> Change {
    status(article, 1000 + number)
}

#[test]
fn steps_that_are_made_at_once_are_told_from_those_that_fail_or_must_wait() {
    let (mut program, id, _folder) = one();
    let perform = |program: &mut Program, changes| {
        let name = StepName::Other("one".to_owned());
        let failed = AnnotatingMessage::NotDone;
        program
            .cx()
            .perform_many(name, changes, None, failed.into())
    };
    assert!(perform(&mut program, vec![status(id, 1)]));
    assert_eq!(steps(&program), (1, 0));
    let wrong = Change::Coding(id, Edit::SetMemo("nowhere".into(), "a memo".to_owned()));
    assert!(!perform(&mut program, vec![status(id, 2), wrong]));
    assert_eq!(steps(&program), (1, 0));
    let status = &program.opened("a.txt").document.fields().status;
    assert_eq!(status.as_str(), "1", "none of the changes was made");
    assert!(program.says(&Message::from(AnnotatingMessage::NotDone).to_string()));
    // A very long step is on its way.
    let all = (0..50_000).map(|n| status_of(id, n)).collect();
    assert!(perform(&mut program, all));
    assert!(program.app.is_in_bulk());
    program.cx().finish_bulk();
    assert_eq!(steps(&program), (2, 0));
}

#[test]
fn an_annotation_that_a_step_removes_is_no_longer_chosen() {
    let (mut program, id, _folder) = one();
    program.annotate("a.txt", "x", 0..1);
    program.annotate("a.txt", "y", 2..8);
    let choose = |program: &mut Program, annotation: &str| {
        let open = program.session_mut().opened_mut(id).expect("it is open");
        open.chosen = Some(annotation.into());
    };
    let remove = |id| vec![Change::Coding(id, Edit::Remove("x".into()))];
    choose(&mut program, "y");
    begin(&mut program, remove(id));
    program.cx().finish_bulk();
    assert!(program.opened("a.txt").chosen.is_some());
    program.cx().undo_or_redo_until(2, false);
    choose(&mut program, "x");
    begin(&mut program, remove(id));
    program.cx().finish_bulk();
    assert_eq!(program.opened("a.txt").chosen, None);
}

/// A program that has read many articles and found a word in each, twice in the first.
fn found(count: usize) -> (Program, tempfile::TempDir) {
    let folder = annotated(count);
    let mut program = Program::on(folder.path());
    let names: Vec<String> = {
        let articles = program.session().articles.iter();
        articles.map(|article| article.name.clone()).collect()
    };
    for name in &names {
        program.read(name);
    }
    let ids = program.session().articles.ids().to_vec();
    let session = program.session_mut();
    session.coder = "AR".to_owned();
    let now = Instant::now();
    session
        .concordance
        .begin(SearchQuery::default(), None, count, now);
    let words = |number: usize, range| {
        let text = format!("Putin demands a freeze.\n{number}\n");
        hit(&text, ids[number], range)
    };
    let mut hits = vec![words(0, 6..13)];
    hits.extend((0..count).map(|number| words(number, 16..22)));
    session.concordance.extend(hits, now);
    (program, folder)
}

fn hit(text: &str, article: ArticleId, range: std::ops::Range<usize>) -> SearchHit {
    SearchHit {
        article,
        line: ConcordanceLine::of(text, &range),
        range,
        annotation: None,
        marks: Vec::new(),
    }
}

fn template(label: &str) -> Template {
    Template {
        label: label.into(),
        entity: None,
        attributes: Attributes::new(),
    }
}

/// How many annotations there are of this label.
fn of_label(program: &mut Program, label: &str) -> usize {
    let mut count = 0;
    program.session_mut().for_each_opened(|_, open| {
        count += open.document.counts().get(label).copied().unwrap_or(0);
    });
    count
}

#[test]
fn hits_of_an_article_are_annotated_together_and_some_articles_each_frame() {
    let (mut program, _folder) = found(20);
    let all: Vec<u32> = (0..21).chain([99]).collect();
    program.cx().begin_annotating(&all, template("event"));
    let Some(Bulk::Annotate(annotating)) = &program.cx().project.bulk_edits.step else {
        panic!("hits are to be annotated");
    };
    let hits: Vec<usize> = annotating
        .waiting
        .iter()
        .map(|(_, hits)| hits.len())
        .collect();
    assert_eq!((hits.len(), hits[0], hits[1]), (20, 2, 1));
    let mut seen = Vec::new();
    for _ in 0..3 {
        program.cx().go_on_until(over());
        seen.push((made(&mut program), of_label(&mut program, "event")));
    }
    assert_eq!(seen, [(Some(8), 9), (Some(16), 17), (None, 21)]);
    assert_eq!(steps(&program), (1, 0));
    let all_done = SearchMessage::Annotated {
        annotated: 21,
        articles: 20,
        skipped: 0,
    };
    assert_eq!(last_notice(&mut program), Some(all_done.into()));
    let session = program.session();
    let origin = &session.opened(session.articles.iter().next().expect("one").own);
    let annotations = origin.expect("it is read").document.annotations();
    let new = annotations
        .iter()
        .find(|a| a.label.as_str() == "event")
        .expect("one");
    assert_eq!(new.provenance.origin.as_deref(), Some("propagated"));
    assert_eq!(session.hit_outcome(0), Some(AnnotateOutcome::Done));
}

#[test]
fn what_is_annotated_already_is_skipped_and_counted() {
    let (mut program, _folder) = found(3);
    program.cx().annotate_hits(&[1, 2], template("event"));
    program.cx().finish_bulk();
    program.cx().annotate_hits(&[0, 1, 2, 3], template("event"));
    program.cx().finish_bulk();
    let second = SearchMessage::Annotated {
        annotated: 2,
        articles: 2,
        skipped: 2,
    };
    assert_eq!(last_notice(&mut program), Some(second.into()));
    assert_eq!(of_label(&mut program, "event"), 4);
    assert_eq!(program.session().concordance.outcomes(), (2, 2));
    let before = steps(&program);
    program.cx().annotate_hits(&[77], template("event"));
    assert_eq!(steps(&program), before, "there is no such hit");
}

#[test]
fn a_step_that_is_cancelled_is_taken_back() {
    let (mut program, _folder) = found(20);
    let all: Vec<u32> = (0..21).collect();
    program.cx().begin_annotating(&all, template("event"));
    program.cx().go_on_until(over());
    assert_eq!(of_label(&mut program, "event"), 9);
    program.cx().cancel_bulk();
    program.until(|app: &App| !app.is_in_bulk());
    assert_eq!(of_label(&mut program, "event"), 0);
    assert_eq!(steps(&program).0, 0);
    let cancelled = Message::from(HistoryMessage::Cancelled);
    assert_eq!(last_notice(&mut program), Some(cancelled));
}

#[test]
fn undo_goes_on_in_portions_and_through_several_steps() {
    let (mut program, id, _folder) = one();
    let changes = |from: usize| (from..from + 20).map(|n| status(id, n)).collect::<Vec<_>>();
    program.change(changes(0));
    program.change(changes(100));
    program.change(vec![status(id, 7)]);
    assert_eq!(steps(&program), (3, 0));
    // Where it is already.
    program.cx().undo_or_redo_until(3, true);
    assert_eq!(steps(&program), (3, 0));

    program.cx().begin_step_run(0, true);
    let mut seen = Vec::new();
    for _ in 0..7 {
        program.cx().go_on_until(over());
        seen.push((made(&mut program), steps(&program).0));
        let can_cancel = program
            .session()
            .making
            .as_ref()
            .map(|work| work.can_cancel);
        assert_ne!(can_cancel, Some(true), "it is at its end soon");
    }
    let begun = Some(0);
    let wanted = [
        (begun, 2),
        (Some(8), 2),
        (Some(16), 2),
        (begun, 1),
        (Some(8), 1),
        (Some(16), 1),
        (None, 0),
    ];
    assert_eq!(seen, wanted);
    let step = StepName::Other("a step".to_owned());
    let undone = HistoryMessage::Undone { step: step.clone() };
    assert_eq!(last_notice(&mut program), Some(undone.into()));

    program.cx().undo_or_redo_until(2, true);
    program.cx().finish_bulk();
    assert_eq!(steps(&program), (2, 1));
    let redone = HistoryMessage::Redone { step };
    assert_eq!(last_notice(&mut program), Some(redone.clone().into()));
    let status = &program.opened("a.txt").document.fields().status;
    assert_eq!(status.as_str(), "119");
    // Going to a step of the history is told nobody.
    program.cx().undo_or_redo_until(1, false);
    program.cx().finish_bulk();
    assert_eq!(steps(&program), (1, 2));
    assert_eq!(last_notice(&mut program), Some(redone.into()));
}

#[test]
fn undo_is_not_cancelled() {
    let (mut program, id, _folder) = one();
    program.change((0..20).map(|n| status(id, n)).collect());
    program.cx().begin_step_run(0, true);
    program.cx().go_on_until(over());
    program.cx().cancel_bulk();
    assert_eq!(made(&mut program), Some(8));
    program.cx().finish_bulk();
    assert_eq!(steps(&program), (0, 1));
}

#[test]
fn a_frame_makes_more_than_one_portion_if_it_has_time() {
    let (mut program, id, _folder) = one();
    begin(&mut program, (0..99).map(|n| status(id, n)).collect());
    let hour = std::time::Duration::from_secs(3600);
    program.cx().go_on_until(Some(Instant::now() + hour));
    assert_eq!((made(&mut program), steps(&program)), (None, (1, 0)));
}
