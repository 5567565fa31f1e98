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
    until_told_or_not(program, text, true);
}

/// Until a message with this text is there, or is no longer there.
fn until_told_or_not(program: &mut HeadlessApp, text: &str, is_told: bool) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(60);
    loop {
        program.step();
        let messages = program.app.messages();
        if messages.iter().any(|message| message.contains(text)) == is_told {
            return;
        }
        assert!(
            std::time::Instant::now() < end,
            "“{text}” is told: {}, {messages:?}",
            !is_told
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
    program.code_as("");
    program.tag(6..13, "event");
    program.until_saved();
    assert_eq!(quotes(&root.join("new.txt.ann.json")), ["Putin", "demands"]);
    assert_eq!(names(root).len(), 6);
    // The other text comes back.
    until_told(&mut program, "without a text");
    fs::write(root.join("lost.txt"), "A third text.\n").expect("written");
    until_told_or_not(&mut program, "without a text", false);
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

/// Whether an article of this name is listed.
fn is_listed(program: &HeadlessApp, name: &str) -> bool {
    let mut articles = program.session().articles.iter();
    articles.any(|article| article.name == name)
}

fn is_shown(program: &HeadlessApp, name: &str) -> bool {
    let article = program.session().current_article();
    article.is_some_and(|article| article.name == name)
}

/// A project with an open text that has one annotation.
fn annotated() -> (TempDir, TempDir, HeadlessApp) {
    let (state, project) = (folder(), folder());
    fs::write(project.path().join("a.txt"), TEXT).expect("written");
    fs::write(project.path().join("b.txt"), "Another text.\n").expect("written");
    let mut program = HeadlessApp::open(state.path(), project.path());
    program.reach("a.txt");
    program.tag(0..5, "actor");
    program.until_saved();
    (state, project, program)
}

#[test]
fn a_renamed_text_keeps_its_annotations_its_history_and_its_place() {
    let (_state, project, mut program) = annotated();
    let root = project.path();
    fs::write(root.join("a.txt.mk.ann.json"), sidecar("a.txt")).expect("written");
    fs::write(root.join("a.txt.article.json"), fields("a.txt")).expect("written");
    program.until(|app| {
        let session = app.session().expect("a project");
        let shown = session.shown().expect("it is open");
        session.articles.codings().all().count() == 3
            && shown.document.field("title") == "The freeze"
    });
    let (current, selection) = (
        program.session().current,
        program.session().shown().expect("it is open").selection,
    );
    fs::create_dir(root.join("sub")).expect("a folder");
    fs::rename(root.join("a.txt"), root.join("sub/z.txt")).expect("renamed");
    until_told(&mut program, "a.txt was renamed to sub/z.txt.");
    assert!(is_shown(&program, "sub/z.txt") && !is_listed(&program, "a.txt"));
    assert_eq!(program.session().current, current);
    let shown = program.session().shown().expect("it is open");
    assert_eq!(shown.selection, selection);
    assert_eq!(names(root), ["b.txt", "sub"]);
    assert_eq!(
        names(&root.join("sub")),
        [
            "z.txt",
            "z.txt.ann.json",
            "z.txt.article.json",
            "z.txt.mk.ann.json"
        ]
    );
    program.code_as("");
    program.tag(6..13, "event");
    program.until_saved();
    let file = root.join("sub/z.txt.ann.json");
    assert_eq!(quotes(&file), ["Putin", "demands"]);
    // What was done before it was renamed can be undone too.
    while !program.session().history.done().is_empty() {
        program.ask(UserCommand::Undo);
    }
    program.until_saved();
    assert_eq!(quotes(&file), [""; 0]);
    assert_eq!(names(root), ["b.txt", "sub"]);
}

#[test]
fn a_text_that_is_renamed_with_its_sidecar_is_followed_even_while_one_annotates() {
    let (state, project, mut program) = annotated();
    let root = project.path();
    for suffix in ["", ".ann.json"] {
        let path = |name: &str| root.join(format!("{name}{suffix}"));
        fs::rename(path("a.txt"), path("z.txt")).expect("renamed");
    }
    // Before the program has seen it.
    program.tag(6..13, "event");
    until_told(&mut program, "a.txt was renamed to z.txt.");
    program.until_saved();
    assert_eq!(quotes(&root.join("z.txt.ann.json")), ["Putin", "demands"]);
    assert_eq!(names(root), ["b.txt", "z.txt", "z.txt.ann.json"]);
    program.until_written_down();
    drop(program);
    let mut program = HeadlessApp::open(state.path(), root);
    program.reach("z.txt");
    program.ask(UserCommand::Undo);
    program.until_saved();
    let messages = program.app.messages();
    let is_fine = |message: &&String| !message.contains("a.txt is gone");
    assert!(messages.iter().all(|m| is_fine(&m)), "{messages:?}");
    assert!(!root.join("a.txt.ann.json").exists(), "{:?}", names(root));
    assert!(quotes(&root.join("z.txt.ann.json")).contains(&"Putin".to_owned()));
}

#[test]
fn a_file_in_the_way_of_a_renamed_one_is_told_and_stays() {
    let (_state, project, mut program) = annotated();
    let root = project.path();
    fs::write(root.join("z.txt.article.json"), fields("z.txt")).expect("written");
    fs::write(root.join("a.txt.article.json"), fields("a.txt")).expect("written");
    let there = fs::read(root.join("z.txt.article.json")).expect("it is there");
    fs::rename(root.join("a.txt"), root.join("z.txt")).expect("renamed");
    until_told(
        &mut program,
        "z.txt: a file beside the text could not be renamed with it",
    );
    assert_eq!(
        names(root),
        [
            "a.txt.article.json",
            "b.txt",
            "z.txt",
            "z.txt.ann.json",
            "z.txt.article.json"
        ]
    );
    let now = fs::read(root.join("z.txt.article.json")).expect("it is there");
    assert_eq!(now, there);
}

#[test]
fn undo_in_a_text_that_is_gone_says_where_the_annotations_are_written() {
    let (_state, project, mut program) = annotated();
    let root = project.path();
    program.tag(6..13, "event");
    program.until_saved();
    for name in ["a.txt", "a.txt.ann.json"] {
        fs::remove_file(root.join(name)).expect("removed");
    }
    program.ask(UserCommand::Undo);
    until_told(
        &mut program,
        "a.txt no longer exists; its annotations were written without it:",
    );
    assert_eq!(quotes(&root.join("a.txt.ann.json")), ["Putin"]);
    assert!(is_shown(&program, "a.txt"));
}

#[test]
fn what_an_older_copy_removes_is_told_and_comes_back_with_one_key() {
    let (state, project) = (folder(), folder());
    fs::write(project.path().join("a.txt"), TEXT).expect("written");
    let mut desk = Desk::over(project, state);
    desk.until(|app| {
        app.session()
            .is_some_and(|session| session.shown().is_some())
    });
    desk.drag_over("Putin");
    desk.key(egui::Key::Num1);
    desk.until_saved();
    let older = desk.read("a.txt.ann.json");
    for word in ["demands", "freeze"] {
        desk.drag_over(word);
        desk.key(egui::Key::Num1);
    }
    desk.until_saved();
    assert_eq!(quotes(&desk.path("a.txt.ann.json")).len(), 3);
    fs::write(desk.path("a.txt.ann.json"), older).expect("written");
    let annotations = |app: &demarche::app::App| {
        let shown = app.session().and_then(|session| session.shown());
        shown.map(|shown| shown.document.annotations().len())
    };
    desk.until(|app| annotations(app) == Some(1));
    let messages = desk.harness.state_mut().messages();
    let told = "a.txt: another program removed 2 annotations.";
    assert!(messages.iter().any(|m| m.starts_with(told)), "{messages:?}");
    let keys = egui::Modifiers::COMMAND | egui::Modifiers::SHIFT;
    desk.keys(keys, egui::Key::B);
    desk.until(|app| annotations(app) == Some(3));
    desk.until_saved();
    assert_eq!(quotes(&desk.path("a.txt.ann.json")).len(), 3);
    desk.keys(egui::Modifiers::COMMAND, egui::Key::Z);
    desk.until(|app| annotations(app) == Some(1));
}

#[test]
fn a_deleted_sidecar_is_written_anew_by_the_same_key() {
    let (_state, project, mut program) = annotated();
    let file = project.path().join("a.txt.ann.json");
    fs::remove_file(&file).expect("removed");
    until_told(
        &mut program,
        "a.txt: the file with 1 annotation was deleted by another program.",
    );
    assert!(!file.exists());
    program.ask(UserCommand::BringBackRemoved);
    program.until_saved();
    assert_eq!(quotes(&file), ["Putin"]);
    until_told_or_not(&mut program, "was deleted by another program", false);
}
