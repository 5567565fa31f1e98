//! The export dialog, used by keyboard as a person would.

use std::path::{Path, PathBuf};

use crate::common::Desk;
use demarche::command::UserCommand;
use demarche::session::Session;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const ONE: &str = "Moscow refused the offer.\n";
const TWO: &str = "Kyiv agreed to talks.\n";

/// Two articles; in the first an actor stands within an event, in the second an actor alone.
pub fn project() -> Desk {
    let mut desk = Desk::with(&[("two.txt", TWO), ("one.txt", ONE)]);
    desk.drag_over("Kyiv");
    desk.key(Key::Num1);
    desk.show("one.txt");
    desk.drag_over("Moscow refused the offer");
    desk.key(Key::Num3);
    desk.drag_over("Moscow");
    desk.key(Key::Num1);
    desk.until_saved();
    desk
}

fn session(app: &demarche::app::App) -> &Session {
    app.session().expect("a project is open")
}

/// Opens the dialog and chooses a format by what it is for.
fn open_for(desk: &mut Desk, purpose: &str) {
    desk.keys(Modifiers::COMMAND, Key::E);
    desk.until_label("What is it for?");
    desk.type_text(purpose);
    desk.harness.run_steps(2);
}

/// What stands in the field for the place.
fn place(desk: &Desk, name: &str) -> String {
    let field = desk.harness.get_by_role_and_label(Role::TextInput, name);
    field.accesskit_node().value().unwrap_or_default()
}

/// Types another place, from the field that filters.
fn type_place(desk: &mut Desk, path: &Path) {
    desk.key(Key::Enter);
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.harness
        .event(egui::Event::Text(path.display().to_string()));
    desk.run_until_idle();
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned()
    };
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}

#[test]
fn datasets_are_exported_by_keyboard_alone() {
    let out = tempfile::tempdir().expect("a folder");
    let mut desk = project();
    let cases: [(&str, &str, &[&str]); 3] = [
        ("four columns", "a.conll", &["a.conll"]),
        (
            "open in brat",
            "brat",
            &[
                "README.md",
                "annotation.conf",
                "one.ann",
                "one.txt",
                "two.ann",
                "two.txt",
            ],
        ),
        (
            "spacy",
            "spacy",
            &["README.md", "articles.json", "articles.jsonl", "convert.py"],
        ),
    ];
    for (purpose, name, want) in cases {
        open_for(&mut desk, purpose);
        let path = out.path().join(name);
        type_place(&mut desk, &path);
        desk.key(Key::Enter);
        desk.until(|_| path.exists());
        let message = "Exported 2 articles with 3 annotations";
        let message = |desk: &Desk| desk.harness.query_by_label_contains(message).is_some();
        while !message(&desk) {
            desk.run_until_idle();
        }
        desk.key(Key::Escape);
        if path.is_dir() {
            let names = names_in(&path);
            for file in want {
                assert!(names.iter().any(|name| name == file), "{file}: {names:?}");
            }
        }
    }
    let conll = std::fs::read_to_string(out.path().join("a.conll")).expect("it is written");
    assert!(conll.contains("Kyiv _ _ B-actor"), "{conll}");
}

#[test]
fn losses_are_listed_and_link_to_their_annotation() {
    let mut desk = project();
    desk.show("two.txt");
    open_for(&mut desk, "four columns");
    desk.harness.get_by_label_contains("Losses").click();
    desk.until_label("Dropped, 1: it is missing");
    let loss = desk.harness.get_by_label_contains("“Moscow” dropped: ");
    loss.focus();
    desk.run_until_idle();
    desk.key(Key::Enter);
    desk.until(|app| session(app).chosen().is_some());
    let chosen = session(desk.app()).chosen().map(|a| a.label.to_string());
    assert_eq!(chosen.as_deref(), Some("actor"));
    let article = session(desk.app()).current_article();
    assert_eq!(article.map(|a| a.name.as_str()), Some("one.txt"));
    assert!(desk.harness.query_by_label("Export dataset").is_none());
}

#[test]
fn existing_files_are_replaced_only_after_confirmation() {
    let out = tempfile::tempdir().expect("a folder");
    let path = out.path().join("mine.conll");
    std::fs::write(&path, "somebody's work").expect("written");
    let mut desk = project();
    open_for(&mut desk, "four columns");
    type_place(&mut desk, &path);
    desk.key(Key::Enter);
    desk.until_label("Replace");
    let read = |path: &PathBuf| std::fs::read_to_string(path).expect("it is there");
    assert_eq!(read(&path), "somebody's work");
    desk.harness.get_by_label("Keep").click();
    desk.run_until_idle();
    assert!(desk.harness.query_by_label("Replace").is_none());
    desk.keys(Modifiers::COMMAND, Key::Enter);
    desk.until_label("Replace");
    desk.harness.get_by_label("Replace").click();
    desk.until(|_| read(&path).contains("B-actor"));
}

#[test]
fn a_file_of_the_project_is_refused_and_stays() {
    let mut desk = project();
    let root = session(desk.app()).root.clone();
    for (name, why) in [
        ("one.txt", "this is a file of a project"),
        ("new.txt", "a project would take this"),
    ] {
        open_for(&mut desk, "four columns");
        type_place(&mut desk, &root.join(name));
        desk.key(Key::Enter);
        let refused = |desk: &Desk| desk.harness.query_by_label_contains(why).is_some();
        while !refused(&desk) {
            desk.run_until_idle();
        }
        assert!(desk.harness.query_by_label("Replace").is_none());
        desk.key(Key::Escape);
    }
    let text = std::fs::read_to_string(root.join("one.txt"));
    assert_eq!(text.expect("it is there"), ONE);
    assert!(!root.join("new.txt").exists());
}

#[test]
fn one_key_repeats_the_export_unless_its_files_were_changed() {
    let out = tempfile::tempdir().expect("a folder");
    let path = out.path().join("again.jsonl");
    let mut desk = project();
    open_for(&mut desk, "full backup");
    type_place(&mut desk, &path);
    desk.key(Key::Enter);
    desk.until(|_| path.exists());
    desk.until_label("Preview");
    let read = || std::fs::read_to_string(&path).expect("it is there");
    let first = read();
    desk.run_until_idle();
    desk.key(Key::Escape);
    desk.drag_over("offer");
    desk.key(Key::Num2);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    desk.until(|_| read() != first);
    let second = read();
    assert!(second.contains("demand"), "{second}");
    // The choice is remembered over runs of the program.
    let mut desk = desk.open_again();
    std::fs::write(&path, "somebody's work").expect("written");
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    desk.until_label("Replace");
    assert_eq!(read(), "somebody's work");
    assert_eq!(place(&desk, "File"), path.display().to_string());
    assert_eq!(session(desk.app()).articles.len(), 2);
}

#[test]
fn a_dataset_of_brat_comes_into_the_project() {
    let dataset = tempfile::tempdir().expect("a folder");
    let write = |name: &str, content: &str| {
        std::fs::write(dataset.path().join(name), content).expect("written");
    };
    write("one.txt", "Tokyo waits.\n");
    write("one.ann", "T1\tstate 0 5\tTokyo\nT2\tactor 6 99\twaits\n");
    let mut desk = project();
    let before = desk.read("one.txt");
    desk.harness.state_mut().ask(UserCommand::ImportDataset);
    desk.until_label("Import dataset");
    let path = dataset.path().display().to_string();
    desk.harness.event(egui::Event::Text(path));
    desk.run_until_idle();
    desk.keys(Modifiers::COMMAND, Key::Enter);
    desk.until_label("brat standoff, two files an article");
    desk.harness.get_by_label_contains("1 article with ");
    desk.harness.get_by_label_contains("Changed or left out: 1");
    desk.keys(Modifiers::COMMAND, Key::Enter);
    desk.until(|app| session(app).articles.len() == 3);
    // What is there stays, and what the dataset uses is one step of the history.
    assert_eq!(desk.read("one.txt"), before);
    assert!(desk.read("one-2.txt.ann.json").contains("\"state\""));
    assert!(
        session(desk.app())
            .codebook
            .label(&"state".into())
            .is_some()
    );
    desk.key(Key::Escape);
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(
        session(desk.app())
            .codebook
            .label(&"state".into())
            .is_none()
    );
    desk.show("one-2.txt");
    let shown = session(desk.app()).shown().expect("it is open");
    let annotations = shown.document.annotations().iter();
    let quotes: Vec<String> = annotations
        .filter_map(|a| Some(a.fragments()?.quote(shown.document.text())))
        .collect();
    assert_eq!(quotes, ["Tokyo", "waits"], "by its quote, as it is certain");
}

#[test]
fn only_what_a_format_obeys_is_asked() {
    let mut desk = project();
    open_for(&mut desk, "four columns");
    desk.harness.get_by_label("Split by article");
    assert!(desk.harness.query_by_label("Tokenizer").is_some());
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("full backup");
    assert!(desk.harness.query_by_label("Tokenizer").is_none());
    assert!(place(&desk, "File").ends_with(".jsonl"));
    desk.harness.get_by_label("Split by article").click();
    desk.run_until_idle();
    assert!(place(&desk, "Folder").ends_with("-jsonl"));
}

/// The dialog refuses what the command line refuses, below the field and in the same words.
#[test]
fn an_invalid_value_is_reported_below_its_field_and_nothing_is_written() {
    let out = tempfile::tempdir().expect("a folder");
    let path = out.path().join("a.jsonl");
    let mut desk = project();
    open_for(&mut desk, "full backup");
    type_place(&mut desk, &path);
    let type_since = |desk: &mut Desk, text: &str| {
        let field = (Role::TextInput, "Annotated since");
        let field = desk.harness.get_by_role_and_label(field.0, field.1);
        field.focus();
        desk.run_until_idle();
        desk.keys(Modifiers::COMMAND, Key::A);
        desk.harness.event(egui::Event::Text(text.to_owned()));
        desk.run_until_idle();
    };
    type_since(&mut desk, "soonish");
    let message = "“soonish” is not a date; valid are a day (2026-11-04, 4 Nov 2026, yesterday, ";
    let is_reported = |desk: &Desk| desk.harness.query_by_label_contains(message).is_some();
    while !is_reported(&desk) {
        desk.run_until_idle();
    }
    let export = desk.harness.get_by_role_and_label(Role::Button, "Export");
    assert!(export.accesskit_node().is_disabled());
    desk.keys(Modifiers::COMMAND, Key::Enter);
    desk.run_until_idle();
    assert!(is_reported(&desk));
    assert!(names_in(out.path()).is_empty());
    type_since(&mut desk, "yesterday");
    while is_reported(&desk) {
        desk.run_until_idle();
    }
    desk.keys(Modifiers::COMMAND, Key::Enter);
    desk.until(|_| path.exists());
}
