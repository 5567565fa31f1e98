//! Texts that other programs rename, move and remove, and what they remove of an analyst's work.

use std::fs;
use std::path::Path;

use crate::common::Desk;
use crate::headless::HeadlessApp;
use demarche::command::{Intent, UserCommand};
use demarche::store::hash::sha256_hex;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use tempfile::TempDir;

const TEXT: &str = "Putin demands a freeze. Zelenskyy refused.\n";

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// A sidecar of the text with one annotation of its first word.
fn sidecar(file: &str) -> String {
    let sha256 = sha256_hex(TEXT.as_bytes());
    format!(
        r#"{{"format":"demarche","version":1,"offsets":"unicode-scalar",
        "source":{{"file":"{file}","sha256":"{sha256}","encoding":"utf-8"}},
        "document":{{"status":"done"}},
        "annotations":[{{"id":"aaaaaaaa","label":"actor","spans":[[0,5]],"quote":["Putin"]}}],
        "relations":[]}}"#
    )
}

fn fields(file: &str) -> String {
    let sha256 = sha256_hex(TEXT.as_bytes());
    format!(
        r#"{{"format":"demarche-article-fields","version":1,
        "source":{{"file":"{file}","sha256":"{sha256}"}},"fields":{{"title":"The freeze"}}}}"#
    )
}

/// The words of the annotations in a sidecar; none if there is no file.
fn quotes(path: &Path) -> Vec<String> {
    let Ok(json) = fs::read(path) else {
        return Vec::new();
    };
    let json: serde_json::Value = serde_json::from_slice(&json).expect("it is JSON");
    let annotations = json["annotations"].as_array().expect("a list").iter();
    let quotes = annotations.map(|a| a["quote"][0].as_str().unwrap_or_default().to_owned());
    let mut quotes: Vec<String> = quotes.collect();
    quotes.sort();
    quotes
}

fn names(root: &Path) -> Vec<String> {
    let names = fs::read_dir(root).expect("a folder").flatten();
    let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Waits until a message contains this.
fn until_told(program: &mut HeadlessApp, text: &str) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(60);
    loop {
        program.step();
        let messages = program.app.messages();
        if messages.iter().any(|message| message.contains(text)) {
            return;
        }
        assert!(
            std::time::Instant::now() < end,
            "“{text}” is not told: {messages:?}"
        );
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}

#[test]
fn orphaned_files_are_told_and_taken_over_by_the_article_with_the_same_text() {
    let (state, project) = (folder(), folder());
    let root = project.path();
    for (name, contents) in [
        ("new.txt", TEXT.to_owned()),
        ("other.txt", "Another text.\n".to_owned()),
        ("old.txt.ann.json", sidecar("old.txt")),
        ("old.txt.mk.ann.json", sidecar("old.txt")),
        ("old.txt.article.json", fields("old.txt")),
        (
            "lost.txt.ann.json",
            sidecar("lost.txt").replace(&sha256_hex(TEXT.as_bytes()), "00"),
        ),
    ] {
        fs::write(root.join(name), contents).expect("written");
    }
    let before = names(root);
    // The article is open already when the files come.
    let mut program = HeadlessApp::open(state.path(), root);
    until_told(
        &mut program,
        "4 files of annotations or fields without a text: lost.txt, old.txt.",
    );
    until_told(
        &mut program,
        "1 article without annotations has the same text",
    );
    assert_eq!(names(root), before, "nothing is moved without the user");
    program.ask(Intent::TakeOverOrphans(vec![root.join("lost.txt")]));
    program.ask(Intent::TakeOverOrphans(vec![root.join("old.txt")]));
    until_told(&mut program, "Annotations were taken over: new.txt.");
    assert_eq!(
        names(root),
        [
            "lost.txt.ann.json",
            "new.txt",
            "new.txt.ann.json",
            "new.txt.article.json",
            "new.txt.mk.ann.json",
            "other.txt",
        ]
    );
    let id = program.reach("new.txt");
    program.until(|app| {
        let session = app.session().expect("a project");
        let open = session.opened(id).expect("it is open");
        open.document.annotations().len() == 1 && open.document.field("title") == "The freeze"
    });
    let session = program.session();
    let article = session.article_of(id).expect("it is listed").id;
    assert_eq!(session.articles.codings().of(article).count(), 2);
    // What is done next is saved into the file that was taken over.
    program.tag(6..13, "event");
    program.until_saved();
    assert_eq!(quotes(&root.join("new.txt.ann.json")), ["Putin", "demands"]);
    assert_eq!(names(root).len(), 6);
}

#[test]
fn files_that_are_in_the_way_are_told_and_not_overwritten() {
    let (state, project) = (folder(), folder());
    let root = project.path();
    fs::write(root.join("new.txt"), TEXT).expect("written");
    fs::write(root.join("old.txt.ann.json"), sidecar("old.txt")).expect("written");
    let mut program = HeadlessApp::open(state.path(), root);
    until_told(
        &mut program,
        "1 file of annotations or fields without a text: old.txt.",
    );
    fs::write(root.join("new.txt.ann.json"), "in the way").expect("written");
    program.ask(Intent::TakeOverOrphans(vec![root.join("old.txt")]));
    until_told(
        &mut program,
        "The annotations of old.txt were not taken over: a file of this name",
    );
    assert_eq!(
        names(root),
        ["new.txt", "new.txt.ann.json", "old.txt.ann.json"]
    );
    let there = fs::read_to_string(root.join("new.txt.ann.json")).expect("it is there");
    assert_eq!(there, "in the way");
}

#[test]
fn the_dialog_takes_over_all_annotations_without_a_text() {
    let (state, project) = (folder(), folder());
    fs::write(project.path().join("new.txt"), TEXT).expect("written");
    fs::write(project.path().join("old.txt.ann.json"), sidecar("old.txt")).expect("written");
    let mut desk = Desk::over(project, state);
    desk.until(|app| {
        app.session()
            .is_some_and(|session| session.shown().is_some())
    });
    desk.harness.state_mut().ask(UserCommand::ShowOrphans);
    desk.until_label("Take over all (1)");
    let all = desk
        .harness
        .get_by_role_and_label(Role::Button, "Take over all (1)");
    all.click();
    desk.until(|app| {
        let shown = app.session().and_then(|session| session.shown());
        shown.is_some_and(|shown| shown.document.annotations().len() == 1)
    });
    assert!(desk.path("new.txt.ann.json").exists());
    assert!(!desk.path("old.txt.ann.json").exists());
}
