//! Tests of going from annotation to annotation and from article to article, without a window.

use super::*;
use crate::app::test_program::{Program, folder, texts};
use crate::model::ByteOffset;
use crate::session::articles::Coding;

const TEXT: &str = "Putin demands a freeze of troops.\n";

/// A program with annotations at bytes 0 to 5, 6 to 13, 6 to 22 and 26 to 32.
fn annotated() -> (tempfile::TempDir, Program) {
    let folder = folder(&[("a.txt", TEXT)]);
    let mut program = Program::on(folder.path());
    for (id, bytes) in [("a", 0..5), ("b", 6..13), ("c", 6..22), ("d", 26..32)] {
        program.annotate("a.txt", id, bytes);
    }
    caret(&mut program, 0);
    program.cx().unchoose();
    (folder, program)
}

fn caret(program: &mut Program, at: usize) {
    program.cx().select(Selection::caret(ByteOffset(at)));
}

/// Does it, and says what is chosen and where the caret is then.
fn after(program: &mut Program, command: UserCommand) -> (Option<String>, usize) {
    program.app.ask(command);
    program.step();
    let shown = program.session().shown().expect("an article");
    let chosen = shown.chosen.as_ref().map(ToString::to_string);
    (chosen, shown.selection.head.0)
}

fn is(id: &str, caret: usize) -> (Option<String>, usize) {
    (Some(id.to_owned()), caret)
}

#[test]
fn the_next_annotation_is_after_the_chosen_one_or_the_caret_and_the_last_leads_to_the_first() {
    use UserCommand::{NextAnnotation, PreviousAnnotation};
    let (_folder, mut program) = annotated();
    for id in ["a", "b", "c", "d", "a"] {
        assert_eq!(after(&mut program, NextAnnotation).0.as_deref(), Some(id));
    }
    for id in ["d", "c", "b", "a", "d"] {
        assert_eq!(
            after(&mut program, PreviousAnnotation).0.as_deref(),
            Some(id)
        );
    }
    for (at, next, previous) in [(6, "b", "a"), (7, "d", "c"), (33, "a", "d"), (0, "a", "d")] {
        for (command, id) in [(NextAnnotation, next), (PreviousAnnotation, previous)] {
            program.cx().unchoose();
            caret(&mut program, at);
            assert_eq!(after(&mut program, command).0.as_deref(), Some(id), "{at}");
        }
    }
}

#[test]
fn the_caret_comes_along_unless_it_is_within_already() {
    let (_folder, mut program) = annotated();
    for (at, comes_to) in [(5, 6), (6, 6), (10, 10), (22, 22), (23, 6)] {
        caret(&mut program, at);
        program.cx().choose(&"c".into());
        assert_eq!(program.opened("a.txt").selection.head.0, comes_to, "{at}");
    }
    let range = Selection::new(ByteOffset(7), ByteOffset(9));
    program
        .session_mut()
        .shown_mut()
        .expect("an article")
        .selection = range;
    program.cx().choose(&"c".into());
    assert_eq!(
        program.opened("a.txt").selection,
        Selection::caret(ByteOffset(6))
    );
    program.cx().choose(&"none".into());
    assert_eq!(program.opened("a.txt").chosen, Some("c".into()));
}

#[test]
fn without_annotations_it_is_told() {
    let folder = texts(&["a.txt"]);
    let mut program = Program::on(folder.path());
    assert_eq!(after(&mut program, UserCommand::NextAnnotation), (None, 0));
    assert!(program.says_exactly(AnnotatingMessage::NoAnnotationYet));
}

#[test]
fn annotations_at_one_place_are_chosen_in_turn() {
    let (_folder, mut program) = annotated();
    caret(&mut program, 8);
    let first = after(&mut program, UserCommand::CycleOverlapping);
    let second = after(&mut program, UserCommand::CycleOverlapping);
    assert_ne!(first, second);
    assert!([is("b", 8), is("c", 8)].contains(&first), "{first:?}");
    assert!([is("b", 8), is("c", 8)].contains(&second), "{second:?}");
    assert_eq!(after(&mut program, UserCommand::CycleOverlapping), first);
    // Where the caret has left the chosen one, the place is that of the annotation.
    program.cx().choose(&"a".into());
    program
        .session_mut()
        .shown_mut()
        .expect("an article")
        .selection = Selection::caret(ByteOffset(28));
    assert_eq!(
        after(&mut program, UserCommand::CycleOverlapping),
        is("a", 0)
    );
    program.cx().unchoose();
    caret(&mut program, 24);
    assert_eq!(
        after(&mut program, UserCommand::CycleOverlapping),
        (None, 24)
    );
}

/// Three articles, all of which have been counted.
fn three() -> (tempfile::TempDir, Program) {
    let folder = texts(&["a.txt", "b.txt", "c.txt"]);
    let mut program = Program::on(folder.path());
    let is_counted = |coding: &Coding| coding.summary.is_some();
    program.until(|app| {
        let session = app.session().expect("a project");
        session.articles.own_codings().all(is_counted)
    });
    (folder, program)
}

fn show(program: &mut Program, command: UserCommand) -> String {
    program.app.ask(command);
    program.step();
    // What is shown next is read first.
    program.until(|app| {
        app.session()
            .and_then(crate::session::Session::shown)
            .is_some()
    });
    program.shown().to_owned()
}

fn set(program: &mut Program, name: &str, status: Status) {
    let id = program.read(name);
    let change = crate::model::history::Change::Coding(id, crate::model::Edit::SetStatus(status));
    program.change(vec![change]);
    program.cx().update_summary(id);
}

#[test]
fn articles_follow_each_other_in_the_list() {
    let (_folder, mut program) = three();
    assert_eq!(show(&mut program, UserCommand::NextArticle), "b.txt");
    assert_eq!(show(&mut program, UserCommand::NextArticle), "c.txt");
    assert_eq!(show(&mut program, UserCommand::PreviousArticle), "b.txt");
}

#[test]
fn the_next_unfinished_article_is_neither_done_nor_skipped() {
    let (_folder, mut program) = three();
    set(&mut program, "b.txt", Status::Skipped);
    assert_eq!(show(&mut program, UserCommand::NextUnfinished), "c.txt");
    assert_eq!(show(&mut program, UserCommand::NextUnfinished), "a.txt");
    set(&mut program, "c.txt", Status::Done);
    assert_eq!(show(&mut program, UserCommand::NextUnfinished), "a.txt");
    assert!(program.says_exactly(AnnotatingMessage::NoOtherUnfinished));
    set(&mut program, "a.txt", Status::Done);
    assert_eq!(show(&mut program, UserCommand::NextUnfinished), "a.txt");
    assert!(tells_all_done(&mut program));
}

fn tells_all_done(program: &mut Program) -> bool {
    let rows = &program.app.shell.rows;
    let export = rows.iter().find(|row| row.command == UserCommand::Export);
    let key = export
        .and_then(|row| row.keys.first())
        .expect("a key")
        .to_string();
    program.says_exactly(AnnotatingMessage::AllDoneExport { key })
}

#[test]
fn done_goes_on_to_the_next_and_says_what_is_left() {
    let (_folder, mut program) = three();
    assert_eq!(show(&mut program, UserCommand::DoneAndNext), "b.txt");
    assert_eq!(
        program.opened("a.txt").document.fields().status,
        Status::Done
    );
    assert_eq!(show(&mut program, UserCommand::NextArticle), "c.txt");
    // The last of the list, while another is left before it.
    assert_eq!(show(&mut program, UserCommand::DoneAndNext), "c.txt");
    assert!(program.says_exactly(AnnotatingMessage::LastOfList));
    assert!(!tells_all_done(&mut program));
    assert_eq!(show(&mut program, UserCommand::NextUnfinished), "b.txt");
    assert_eq!(show(&mut program, UserCommand::DoneAndNext), "b.txt");
    assert!(tells_all_done(&mut program));
}
