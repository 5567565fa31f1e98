//! A project that was moved goes on with its history, and a copy of it does not.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::Desk;
use crate::headless::HeadlessApp;
use demarche::command::UserCommand;
use egui_kittest::kittest::Queryable as _;
use tempfile::TempDir;

const TEXT: &str = "Putin demands a freeze. Zelenskyy refused.\n";

/// A project in which one tag is saved and one is only in the journal.
struct Left {
    outside: TempDir,
    state: TempDir,
}

impl Left {
    fn new() -> Self {
        let (outside, state) = (folder(), folder());
        let left = Self { outside, state };
        let root = left.at("first");
        fs::create_dir(&root).expect("a folder");
        fs::write(root.join("a.txt"), TEXT).expect("a file");
        let mut program = left.open("first");
        program.tag(0..5, "actor");
        program.until_saved();
        program.tag(6..13, "event");
        program.until_written_down();
        drop(program);
        assert_eq!(quotes(&root), ["Putin"]);
        left
    }

    fn at(&self, name: &str) -> PathBuf {
        self.outside.path().join(name)
    }

    fn open(&self, name: &str) -> HeadlessApp {
        HeadlessApp::open(self.state.path(), &self.at(name))
    }

    fn copy(&self, from: &str, to: &str) {
        fs::create_dir(self.at(to)).expect("a folder");
        for entry in fs::read_dir(self.at(from)).expect("a folder").flatten() {
            let to = self.at(to).join(entry.file_name());
            fs::copy(entry.path(), to).expect("it is copied");
        }
    }
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// The words of the annotations on disk.
fn quotes(root: &Path) -> Vec<String> {
    let json = fs::read(root.join("a.txt.ann.json")).expect("it is there");
    let json: serde_json::Value = serde_json::from_slice(&json).expect("it is JSON");
    let annotations = json["annotations"].as_array().expect("a list").iter();
    let quotes = annotations.map(|a| a["quote"][0].as_str().unwrap_or_default().to_owned());
    quotes.collect()
}

fn steps(program: &HeadlessApp) -> usize {
    program.session().history.done().len()
}

#[test]
fn a_folder_that_was_moved_or_renamed_goes_on_with_its_history() {
    let left = Left::new();
    fs::rename(left.at("first"), left.at("second")).expect("it is renamed");
    let mut program = left.open("second");
    program.until_saved();
    assert_eq!(quotes(&left.at("second")), ["Putin", "demands"]);
    assert_eq!(steps(&program), 2);
    let messages = program.app.messages();
    assert!(
        messages
            .iter()
            .any(|messages| messages.contains("was moved")),
        "{messages:?}"
    );
    for _ in 0..2 {
        program.ask(UserCommand::Undo);
    }
    program.until_saved();
    assert_eq!(quotes(&left.at("second")), [""; 0]);
    drop(program);
    // Nothing but the annotations stands in the project.
    let names = fs::read_dir(left.at("second")).expect("a folder").flatten();
    let mut names: Vec<_> = names.map(|entry| entry.file_name()).collect();
    names.sort();
    assert_eq!(names, ["a.txt", "a.txt.ann.json"]);
    // It is so only once.
    let mut program = left.open("second");
    let messages = program.app.messages();
    assert!(
        !messages
            .iter()
            .any(|messages| messages.contains("was moved")),
        "{messages:?}"
    );
}

#[test]
fn a_copy_begins_anew_and_what_it_was_made_of_keeps_its_history() {
    let left = Left::new();
    left.copy("first", "copy");
    let mut program = left.open("copy");
    assert_eq!(steps(&program), 0);
    assert_eq!(quotes(&left.at("copy")), ["Putin"]);
    program.tag(24..33, "actor");
    program.until_saved();
    drop(program);
    let mut program = left.open("first");
    program.until_saved();
    assert_eq!(steps(&program), 2);
    assert_eq!(quotes(&left.at("first")), ["Putin", "demands"]);
    assert_eq!(quotes(&left.at("copy")), ["Putin", "Zelenskyy"]);
    drop(program);
    // When the first is removed, the copy has a history of its own.
    fs::remove_dir_all(left.at("first")).expect("it goes");
    assert_eq!(steps(&left.open("copy")), 1);
}

#[test]
fn another_project_is_not_taken_for_one_that_is_gone() {
    let left = Left::new();
    fs::rename(left.at("first"), left.at("second")).expect("it is renamed");
    // It is the same folder, but nothing in it is what it was.
    for name in ["a.txt", "a.txt.ann.json"] {
        fs::remove_file(left.at("second").join(name)).expect("it goes");
    }
    fs::write(left.at("second").join("a.txt"), "Something else.\n").expect("a file");
    assert_eq!(steps(&left.open("second")), 0);
}

/// A folder that holds what the project held, at a place where it never was.
fn restored(left: &Left) -> TempDir {
    let restored = folder();
    for name in ["a.txt", "a.txt.ann.json"] {
        fs::copy(left.at("first").join(name), restored.path().join(name)).expect("it is copied");
    }
    fs::remove_dir_all(left.at("first")).expect("it goes");
    restored
}

/// A window that asks whether the project was moved.
pub fn asking() -> Desk {
    let left = Left::new();
    let restored = restored(&left);
    let mut desk = Desk::before(restored, left.state);
    desk.until_label("This project seems to have moved");
    desk
}

#[test]
fn a_project_that_seems_moved_asks_the_analyst() {
    for (answer, wanted) in [("Restore history", 2), ("Start without it", 0)] {
        let mut desk = asking();
        assert!(desk.app().session().is_none());
        desk.harness.get_by_label(answer).click();
        desk.until(|app| {
            app.session()
                .is_some_and(|session| session.shown().is_some())
        });
        desk.until_saved();
        let done = |desk: &Desk| {
            let session = desk.app().session().expect("a project is open");
            session.history.done().len()
        };
        assert_eq!(done(&desk), wanted, "{answer}");
        // Nobody is asked twice.
        let desk = desk.open_again();
        assert_eq!(done(&desk), wanted, "{answer}");
    }
}

#[test]
fn only_one_of_two_copies_continues_the_history() {
    let left = Left::new();
    left.copy("first", "twin");
    let restored = restored(&left);
    let (outside, state) = (left.outside, left.state);
    let mut desk = Desk::before(restored, state);
    desk.until_label("This project seems to have moved");
    desk.harness.get_by_label("Restore history").click();
    desk.until(|app| app.session().is_some());
    desk.until_saved();
    let state = desk.state_folder();
    let program = HeadlessApp::open(&state, &outside.path().join("twin"));
    assert_eq!(steps(&program), 0);
    assert_eq!(quotes(&outside.path().join("twin")), ["Putin"]);
}
