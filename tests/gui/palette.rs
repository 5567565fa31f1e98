//! The command palette, used as a person would.

use crate::common::Desk;
use demarche::command::{UserCommand, search, table};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

const TALKS: &str = "Envoy calls for talks\nThe envoy asked the council to release the funds.\n";

fn names() -> Vec<String> {
    let codebook = demarche::store::codebook::built_in().codebook;
    let rows = table::rows(&codebook);
    rows.into_iter().map(|row| row.name).collect()
}

#[test]
fn each_command_is_found_by_typing_a_word_of_its_name() {
    let names = names();
    for (index, name) in names.iter().enumerate() {
        for word in name.split_whitespace() {
            let found = search::find(word, names.iter().map(String::as_str));
            assert!(found.contains(&index), "“{word}” does not find “{name}”");
        }
        let found = search::find(name, names.iter().map(String::as_str));
        assert_eq!(found.first(), Some(&index), "{name}");
    }
}

#[test]
fn typing_and_enter_run_a_command_and_nothing_else() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("release the funds");
    desk.keys(Modifiers::COMMAND, Key::K);
    // These letters are labels' keys, but they are typed.
    desk.type_text("as demand");
    desk.harness.get_by_label("Tag as demand");
    let count = |desk: &Desk| {
        let shown = desk.app().session().and_then(|session| session.shown());
        shown.map(|shown| shown.document.annotations().len())
    };
    assert_eq!(count(&desk), Some(0));
    desk.key(Key::Enter);
    assert_eq!(count(&desk), Some(1));
    assert!(desk.harness.query_by_label("Search commands").is_none());
    // The page has the keyboard again.
    desk.key(Key::Delete);
    assert_eq!(count(&desk), Some(0));
}

#[test]
fn articles_are_found_by_title_and_by_name() {
    let fields = r#"{"format":"demarche","version":1,
        "source":{"file":"","sha256":"","encoding":"utf-8"},
        "document":{"title":"Grain deal","status":"new"},"annotations":[],"relations":[]}"#;
    let mut desk = Desk::with(&[
        ("talks.txt", TALKS),
        ("port.txt", "Nothing here.\n"),
        ("port.txt.ann.json", fields),
    ]);
    desk.until(|app| {
        let session = app.session().expect("a project");
        session.articles.iter().any(|a| session.title(a).is_some())
    });
    for (typed, name) in [
        ("grain deal", "port.txt"),
        ("talks.txt", "talks.txt"),
        ("port", "port.txt"),
    ] {
        desk.keys(Modifiers::COMMAND, Key::K);
        desk.type_text(typed);
        desk.key(Key::Enter);
        desk.run_until_idle();
        let shown = desk.app().session().and_then(|s| s.current_article());
        assert_eq!(shown.map(|a| a.name.as_str()), Some(name), "{typed}");
    }
}

#[test]
fn a_key_that_opens_another_dialog_closes_the_palette() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.keys(Modifiers::COMMAND, Key::K);
    desk.keys(Modifiers::COMMAND, Key::B);
    desk.harness.get_by_role_and_label(Role::Dialog, "Codebook");
    assert!(desk.harness.query_by_label("Search commands").is_none());
}

#[test]
fn arrows_choose_and_escape_closes() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    let articles = |desk: &Desk| desk.harness.query_by_label("Filter articles").is_some();
    assert!(articles(&desk));
    desk.keys(Modifiers::COMMAND, Key::K);
    desk.type_text("articles");
    desk.key(Key::ArrowDown);
    desk.key(Key::ArrowUp);
    desk.key(Key::Enter);
    assert!(!articles(&desk));

    let place = desk.place();
    desk.keys(Modifiers::COMMAND, Key::K);
    desk.harness.get_by_label("Search commands");
    desk.key(Key::ArrowDown);
    desk.key(Key::Escape);
    assert!(desk.harness.query_by_label("Search commands").is_none());
    assert_eq!(desk.place(), place);
}

#[test]
fn an_impossible_command_says_why_and_does_nothing() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.keys(Modifiers::COMMAND, Key::K);
    desk.type_text("undo");
    desk.harness.get_by_label("Undo: there is nothing to undo");
    desk.key(Key::Enter);
    desk.harness.get_by_label("Search commands");
}

#[test]
fn an_article_is_reached_by_its_name() {
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("elbe-day.txt", "Nothing here.\n")]);
    desk.keys(Modifiers::COMMAND, Key::K);
    desk.type_text("elbe");
    desk.harness.get_by_label("Go to elbe-day.txt");
    desk.key(Key::Enter);
    desk.until(|app| {
        app.session().is_some_and(|session| {
            let article = session.current_article();
            article.is_some_and(|a| a.name == "elbe-day.txt") && session.shown().is_some()
        })
    });
}

#[test]
fn the_palette_offers_what_the_table_has() {
    let rows = table::rows(&demarche::model::Codebook::default());
    let palette = rows
        .iter()
        .find(|row| row.command == UserCommand::ShowPalette);
    assert!(palette.is_some_and(|row| row.menu.is_some()));
}
