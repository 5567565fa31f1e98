//! Tests of the commands of the concordance, on articles that each say “Putin demands a freeze.”.

use super::*;
use crate::app::test_program::{Program, annotated, folder, session};
use crate::command::{Intent, UserCommand};
use crate::model::history::Change;
use crate::model::{Annotation, Attributes, Edit, Fragments, Span};
use crate::session::concordance::AnnotateOutcome;
use crate::session::messages::Message;

fn program(count: usize) -> (Program, tempfile::TempDir) {
    let folder = annotated(count);
    (Program::on(folder.path()), folder)
}

fn ask(program: &mut Program, command: ConcordanceCommand) {
    program.app.ask(Intent::Concordance(command));
    program.step();
}

fn query(words: &str) -> SearchQuery {
    SearchQuery {
        pattern: Pattern::words(words),
        ..SearchQuery::default()
    }
}

fn search(program: &mut Program, words: &str) {
    ask(
        program,
        ConcordanceCommand::Ask(Box::new(query(words)), None),
    );
    program.until(|app| session(app).concordance.progress != SearchProgress::Searching);
}

fn says(program: &mut Program, message: SearchMessage) -> bool {
    program.says(&Message::from(message).to_string())
}

fn select(program: &mut Program, start: usize, end: usize) {
    program
        .cx()
        .select(Selection::new(ByteOffset(start), ByteOffset(end)));
}

fn words(program: &Program) -> &str {
    &program.session().concordance.question.pattern.text
}

#[test]
fn all_articles_are_searched_or_one() {
    let (mut program, _folder) = program(3);
    search(&mut program, "freeze");
    let concordance = &program.session().concordance;
    assert_eq!((concordance.len(), concordance.articles()), (3, 3));
    assert_eq!(concordance.progress, SearchProgress::Complete);
    let number = concordance.number;
    let only = program.session().articles.ids()[1];
    let query = Box::new(query("freeze"));
    ask(&mut program, ConcordanceCommand::Ask(query, Some(only)));
    program.until(|app| session(app).concordance.progress == SearchProgress::Complete);
    let concordance = &program.session().concordance;
    assert_eq!((concordance.len(), concordance.number), (1, number + 1));
    assert_eq!(concordance.hit(0).map(|hit| hit.article), Some(only));
    search(&mut program, "");
    assert_eq!(program.session().concordance.progress, SearchProgress::Idle);
    let wrong = SearchQuery {
        pattern: Pattern {
            text: "(".to_owned(),
            regex: true,
            ..Pattern::default()
        },
        ..SearchQuery::default()
    };
    ask(&mut program, ConcordanceCommand::Ask(Box::new(wrong), None));
    let progress = &program.session().concordance.progress;
    assert!(
        matches!(progress, SearchProgress::Refused(_)),
        "{progress:?}"
    );
}

#[test]
fn hits_are_sorted_once_all_are_there() {
    let folder = folder(&[
        ("a.txt", "word zebra"),
        ("b.txt", "word apple"),
        ("c.txt", "word moon"),
    ]);
    let mut program = Program::on(folder.path());
    search(&mut program, "word");
    let rows = |program: &Program| [0, 1, 2].map(|row| program.session().concordance.in_row(row));
    assert_eq!(rows(&program), [Some(0), Some(1), Some(2)]);
    ask(&mut program, ConcordanceCommand::Sort(HitOrder::Right));
    program.until(|app| !session(app).concordance.is_unsorted());
    assert_eq!(rows(&program), [Some(1), Some(2), Some(0)]);
    // A search that is stopped is sorted as well, and one that is not begun cannot be stopped.
    ask(&mut program, ConcordanceCommand::Stop);
    assert_eq!(
        program.session().concordance.progress,
        SearchProgress::Complete
    );
    program.session_mut().concordance.progress = SearchProgress::Searching;
    program.cx().sort_hits(HitOrder::Left);
    assert!(!program.session().concordance.is_unsorted(), "it goes on");
    ask(&mut program, ConcordanceCommand::Stop);
    assert_eq!(
        program.session().concordance.progress,
        SearchProgress::Stopped
    );
    program.until(|app| !session(app).concordance.is_unsorted());
}

#[test]
fn the_concordance_is_opened_with_what_is_selected_or_gets_the_keyboard_back() {
    let (mut program, _folder) = program(2);
    program.cx().find_in_project();
    assert!(program.cx().project.search.is_open());
    assert_eq!(words(&program), "");
    select(&mut program, 0, 5);
    program.cx().find_in_project();
    assert_eq!(words(&program), "Putin");
    let number = program.session().concordance.number;
    // Nothing is selected: what was found stays.
    select(&mut program, 3, 3);
    program.cx().find_in_project();
    assert_eq!(
        (words(&program), program.session().concordance.number),
        ("Putin", number)
    );
    ask(&mut program, ConcordanceCommand::Close);
    assert!(!program.cx().project.search.is_open());
    program.cx().find_in_project();
    assert!(program.cx().project.search.is_open());
    assert_eq!(words(&program), "");
}

#[test]
fn a_very_long_selection_is_not_searched() {
    for (length, is_searched) in [(200, true), (201, false)] {
        let text = "x".repeat(300);
        let folder = folder(&[("a.txt", &text)]);
        let mut program = Program::on(folder.path());
        select(&mut program, 0, length);
        program.cx().find_in_project();
        assert_eq!(words(&program).len() == length, is_searched, "{length}");
        program.cx().all_occurrences();
        let is_refused = says(&mut program, SearchMessage::ChooseWords);
        assert!(is_refused, "the word is longer");
    }
    for (length, is_searched) in [(200, true), (201, false)] {
        let folder = folder(&[("a.txt", &"x".repeat(length))]);
        let mut program = Program::on(folder.path());
        program.cx().all_occurrences();
        assert_eq!(words(&program).len() == length, is_searched, "{length}");
        assert_eq!(says(&mut program, SearchMessage::ChooseWords), !is_searched);
    }
}

#[test]
fn occurrences_are_those_of_the_chosen_annotation_the_selection_or_the_word() {
    let (mut program, _folder) = program(2);
    let occurrences = |program: &mut Program| {
        program.cx().all_occurrences();
        let question = &program.session().concordance.question;
        assert!(question.marked && question.pattern.whole);
        question.pattern.text.clone()
    };
    select(&mut program, 8, 8);
    assert_eq!(occurrences(&mut program), "demands");
    select(&mut program, 8, 15);
    assert_eq!(occurrences(&mut program), "demands a");
    program.cx().choose(&"a".into());
    select_nothing(&mut program, 20);
    program
        .session_mut()
        .shown_mut()
        .expect("it is shown")
        .chosen = Some("a".into());
    assert_eq!(occurrences(&mut program), "Putin");
    // A selection counts more than what is chosen.
    let shown = program.session_mut().shown_mut().expect("it is shown");
    shown.selection = Selection::new(ByteOffset(16), ByteOffset(22));
    assert_eq!(occurrences(&mut program), "freeze");
    select_nothing(&mut program, 5);
    let many = program.session().concordance.number;
    add_pieces(&mut program);
    program.cx().all_occurrences();
    assert!(says(&mut program, SearchMessage::SeveralPieces));
    assert_eq!(program.session().concordance.number, many);
}

fn select_nothing(program: &mut Program, at: usize) {
    let shown = program.session_mut().shown_mut().expect("it is shown");
    shown.selection = Selection::caret(ByteOffset(at));
}

/// An annotation of two pieces, which is chosen.
fn add_pieces(program: &mut Program) {
    let id = program.coding("000.txt");
    let text = program.opened("000.txt").document.text();
    let span = |start, end| Span::new(text, ByteOffset(start), ByteOffset(end)).expect("a span");
    let pieces = Fragments::new([span(0, 5), span(16, 22)]).expect("two pieces");
    let annotation = Annotation::new("pieces", "actor", pieces);
    program.change(vec![Change::Coding(id, Edit::Add(annotation.into()))]);
    let shown = program.session_mut().shown_mut().expect("it is shown");
    shown.chosen = Some("pieces".into());
}

#[test]
fn a_hit_is_shown_in_its_article_and_selected() {
    let (mut program, _folder) = program(3);
    search(&mut program, "freeze");
    let arrive = |program: &mut Program| program.cx().arrive_at_hit();
    ask(&mut program, ConcordanceCommand::Show(9));
    assert_eq!(program.cx().project.search.pending_reveal, None);
    // On screen already.
    let before = program.session().list.recent().len();
    ask(&mut program, ConcordanceCommand::Show(0));
    assert_eq!(program.session().list.recent().len(), before);
    arrive(&mut program);
    let selection = |program: &Program| {
        program
            .session()
            .shown()
            .map(|shown| shown.selection.range())
    };
    assert_eq!(selection(&program), Some(16..22));
    ask(&mut program, ConcordanceCommand::GoTo(2));
    assert_eq!(program.shown(), "002.txt");
    assert!(program.cx().project.search.pending_reveal.is_some());
    program.until_mut(|app| {
        app.with_project(|cx| cx.arrive_at_hit());
        let session = app.session().expect("a project");
        session
            .shown()
            .is_some_and(|shown| !shown.selection.is_empty())
    });
    assert_eq!(selection(&program), Some(16..22));
    assert_eq!(program.cx().project.search.pending_reveal, None);
    // The analyst has gone elsewhere meanwhile.
    ask(&mut program, ConcordanceCommand::Show(1));
    let first = program.session().articles.ids()[0];
    program.cx().show_article(first);
    arrive(&mut program);
    assert_eq!(program.cx().project.search.pending_reveal, None);
    assert_eq!(program.shown(), "000.txt");
}

#[test]
fn a_hit_that_is_an_annotation_is_chosen() {
    let (mut program, _folder) = program(1);
    let mut annotations = query("");
    annotations.within.label = Some("actor".into());
    ask(
        &mut program,
        ConcordanceCommand::Ask(Box::new(annotations), None),
    );
    program.until(|app| session(app).concordance.progress == SearchProgress::Complete);
    let hit = program
        .session()
        .concordance
        .hit(0)
        .cloned()
        .expect("it is found");
    assert_eq!(hit.annotation, Some("a".into()));
    ask(&mut program, ConcordanceCommand::Show(0));
    program.cx().arrive_at_hit();
    assert_eq!(
        program.session().chosen().map(|chosen| chosen.id.as_str()),
        Some("a")
    );
    // If it is gone meanwhile, its words are selected.
    let id = program.coding("000.txt");
    let remove = Edit::Remove("a".into());
    program.change(vec![Change::Coding(id, remove)]);
    select_nothing(&mut program, 20);
    ask(&mut program, ConcordanceCommand::Show(0));
    program.cx().arrive_at_hit();
    let shown = program.session().shown().expect("it is shown");
    assert_eq!(shown.selection.range(), 0..5);
}

#[test]
fn a_hit_of_another_text_is_not_selected() {
    let (mut program, _folder) = program(1);
    search(&mut program, "freeze");
    let (article, text) = (
        program.session().articles.ids()[0],
        "Putin demands a FREEZE.",
    );
    let hit = crate::model::search::SearchHit {
        article,
        range: 16..22,
        line: crate::model::search::ConcordanceLine::of(text, &(16..22)),
        annotation: None,
        marks: Vec::new(),
    };
    program
        .session_mut()
        .concordance
        .extend(vec![hit], Instant::now());
    ask(&mut program, ConcordanceCommand::Show(1));
    program.cx().arrive_at_hit();
    assert!(says(&mut program, SearchMessage::ArticleChanged));
    let shown = program.session().shown().expect("it is shown");
    assert!(shown.selection.is_empty());
}

#[test]
fn hits_are_annotated_after_their_articles_are_read_unless_others_were_searched() {
    let (mut program, _folder) = program(3);
    search(&mut program, "freeze");
    let number = program.session().concordance.number;
    let annotate = |of| ConcordanceCommand::Annotate {
        of,
        hits: vec![0, 2],
        template: Box::new(Template {
            label: "event".into(),
            entity: None,
            attributes: Attributes::new(),
        }),
    };
    let codings = program.cx().codings_of_hits(&[2, 0, 2, 9]);
    assert_eq!(
        codings,
        ["000.txt", "002.txt"].map(|name| program.coding(name))
    );
    ask(&mut program, annotate(number + 1));
    assert!(program.session().history.done().is_empty());
    assert_eq!(program.app.messages().len(), 1);
    ask(&mut program, annotate(number));
    program.until(|app| session(app).history.done().len() == 1);
    assert_eq!(
        program.session().hit_outcome(2),
        Some(AnnotateOutcome::Done)
    );
    assert_eq!(program.session().hit_outcome(1), None);
    program.app.ask(UserCommand::Undo);
    program.until(|app| session(app).history.done().is_empty());
}
