//! Tests of which conflict is shown first, and of what is chosen in it.

use std::fs;

use super::*;
use crate::app::test_program::{Program, folder, session, write};
use crate::model::history::CodingId;
use crate::model::{AttributeValue, Entity};
use crate::session::messages::Message;

const TEXT: &str = "Putin demands a freeze.\n";

fn texts() -> tempfile::TempDir {
    folder(&[("a.txt", TEXT), ("b.txt", TEXT)])
}

fn says(program: &mut Program, message: FileMessage) -> bool {
    program.says(&Message::from(message).to_string())
}

#[test]
fn what_was_chosen_for_a_conflict_is_found_by_the_conflict() {
    let chosen = ConflictChoices(&["a", "b", "c"], &[true, false]);
    assert!(chosen.is_theirs(&"a"));
    assert!(!chosen.is_theirs(&"b"));
    // Nobody was asked.
    assert!(!chosen.is_theirs(&"c") && !chosen.is_theirs(&"d"));
}

#[test]
fn without_two_versions_there_is_nothing_to_choose() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    program.cx().show_conflicts();
    assert!(says(&mut program, FileMessage::NoConflicts));
    assert!(program.cx().project.capabilities.conflicts.is_none());
    program.cx().resolve_conflicts(&[true]);
    assert_eq!(program.app.messages().len(), 1);
}

/// Changes the label of the annotation of an article here and in its file.
fn conflict_in(program: &mut Program, name: &str, folder: &std::path::Path) -> CodingId {
    let id = program.read(name);
    program.annotate(name, "x", 0..5);
    program.until_saved();
    let path = folder.join(format!("{name}.ann.json"));
    let text = fs::read_to_string(&path).expect("it is saved");
    write(&path, &text.replace("\"actor\"", "\"event\""));
    let edit = Edit::SetLabel("x".into(), "demand".into());
    program.change(vec![Change::Coding(id, edit)]);
    program.until(move |app| session(app).article_in_conflict() == Some(id));
    id
}

fn label(program: &Program, name: &str) -> String {
    let document = &program.opened(name).document;
    document.annotations()[0].label.to_string()
}

#[test]
fn a_conflict_in_another_article_is_shown_there_and_resolved_as_chosen() {
    for (theirs, wanted) in [(true, "event"), (false, "demand")] {
        let folder = texts();
        let mut program = Program::on(folder.path());
        let id = conflict_in(&mut program, "b.txt", folder.path());
        assert_eq!(program.shown(), "a.txt");
        program.cx().show_conflicts();
        assert_eq!(program.shown(), "b.txt");
        let panel = program.cx().project.capabilities.conflicts.as_ref();
        let subject = panel.map(|panel| &panel.subject);
        let count = match subject {
            Some(ConflictSubject::Article(of, conflicts)) if *of == id => conflicts.len(),
            _ => 0,
        };
        assert_eq!(count, 1);
        program.cx().resolve_conflicts(&[theirs]);
        assert!(says(&mut program, FileMessage::ConflictResolved));
        assert!(program.cx().project.capabilities.conflicts.is_none());
        assert_eq!(label(&program, "b.txt"), wanted);
        program.until_saved();
        let text = fs::read_to_string(folder.path().join("b.txt.ann.json")).expect("it is saved");
        assert!(text.contains(&format!("\"{wanted}\"")), "{text}");
    }
}

#[test]
fn a_conflict_on_screen_leaves_everything_else_where_it_is() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    conflict_in(&mut program, "a.txt", folder.path());
    program.cx().project.reading.goal_x = Some(3.0);
    program.cx().show_conflicts();
    // Showing an article would end the walk through lines.
    assert_eq!(program.cx().project.reading.goal_x, Some(3.0));
    assert_eq!(program.shown(), "a.txt");
}

#[test]
fn fields_in_conflict_are_shown_and_resolved() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    let id = program.session().current_article().expect("it is shown").id;
    let title = |title: &str| {
        let value = Some(AttributeValue::Text(title.to_owned()));
        vec![Change::Field(id, "title".to_owned(), value)]
    };
    program.change(title("First"));
    program.until_saved();
    let path = folder.path().join("a.txt.article.json");
    let text = fs::read_to_string(&path).expect("it is saved");
    write(&path, &text.replace("First", "Theirs"));
    program.change(title("Ours"));
    program.until(move |app| session(app).fields_in_conflict() == Some(id));
    program.cx().show_conflicts();
    let panel = program.cx().project.capabilities.conflicts.as_ref();
    assert!(
        matches!(panel.map(|p| &p.subject), Some(ConflictSubject::Fields(of, clashes)) if *of == id && clashes.len() == 1)
    );
    program.cx().resolve_conflicts(&[true]);
    assert_eq!(program.opened("a.txt").document.field("title"), "Theirs");
    program.until_saved();
}

/// What is to be resolved now.
fn kind(program: &Program) -> &'static str {
    match subject_of(program.session()) {
        None => "nothing",
        Some(ConflictSubject::Article(..)) => "article",
        Some(ConflictSubject::Fields(..)) => "fields",
        Some(ConflictSubject::Entities(_)) => "entities",
        Some(ConflictSubject::Codebook(_)) => "codebook",
    }
}

#[test]
fn entities_of_two_programs_are_resolved_as_chosen() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    let name = |name: &str| {
        let entity = Entity::new("reyes", name);
        vec![Change::Entity("reyes".into(), Some(Box::new(entity)))]
    };
    program.change(name("Ana Reyes"));
    program.until_saved();
    assert_eq!(kind(&program), "nothing");
    let path = folder.path().join("entities.json");
    let text = fs::read_to_string(&path).expect("it is saved");
    write(&path, &text.replace("Ana Reyes", "Theirs"));
    program.change(name("Ours"));
    program.until(|app| session(app).entities_file.saving.incoming().is_some());
    assert_eq!(kind(&program), "entities");
    program.cx().show_conflicts();
    program.cx().resolve_conflicts(&[true]);
    assert_eq!(program.session().entities.name(&"reyes".into()), "Theirs");
    assert_eq!(kind(&program), "nothing");
}

#[test]
fn a_codebook_of_two_programs_is_resolved_as_chosen() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    let rename = |program: &mut Program, name: &str| {
        let mut codebook = (*program.session().codebook).clone();
        codebook.name = name.to_owned();
        program.change(vec![Change::Codebook(Arc::new(codebook))]);
    };
    rename(&mut program, "First");
    program.until_saved();
    let path = folder.path().join("codebook.json");
    let text = fs::read_to_string(&path).expect("it is saved");
    write(&path, &text.replace("First", "Theirs"));
    rename(&mut program, "Ours");
    program.until(|app| session(app).codebook_file.saving.incoming().is_some());
    assert_eq!(kind(&program), "codebook");
    program.cx().show_conflicts();
    program.cx().resolve_conflicts(&[true]);
    assert_eq!(program.session().codebook.name, "Theirs");
    program.until_saved();
    assert_eq!(kind(&program), "nothing");
}
