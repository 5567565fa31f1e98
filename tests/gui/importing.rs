//! Importing articles in the window, as a person does it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::common::Desk;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

const FIRST: (&str, &str) = ("talks.txt", "The talks\nThey went on until the morning.\n");

const PAGE: &str = "<html lang=en><head><meta property='article:published_time' content='2026-10-23'>\
    <meta property='og:site_name' content='The Courier'></head><body><h1>Dockers stay out</h1>\
    <p>The harbour of Port-Lévan fell silent again on Friday, as dockers kept up a strike that has \
    left forty-one ships at anchor and emptied the shelves as far inland as the capital.</p>\
    <p>Their federation wants a rise of eleven per cent, two people in every cab at night, and a \
    written promise that the new berth will cost nobody a job.</p></body></html>";

pub fn import(desk: &mut Desk, files: &[(&str, &str)]) {
    let folder = desk.path("import");
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut paths = Vec::new();
    for (name, content) in files {
        let path = folder.join(name);
        std::fs::write(&path, content).expect("written");
        paths.push(path);
    }
    drop_files(desk, paths);
    desk.until_label("Cancel");
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// Lets files fall on the window.
fn drop_files(desk: &mut Desk, paths: Vec<PathBuf>) {
    let files = paths.into_iter().map(|path| Arc::new(Dropped(path)) as _);
    desk.harness.input_mut().dropped_files = files.collect();
    desk.harness.step();
}

fn names(desk: &Desk) -> Vec<String> {
    let session = desk.app().session().expect("a project");
    session.articles.iter().map(|a| a.name.clone()).collect()
}

#[test]
fn a_page_becomes_an_article_with_its_fields_and_its_origin() {
    let mut desk = Desk::with(&[FIRST]);
    import(&mut desk, &[("page.html", PAGE)]);
    desk.keys(Modifiers::COMMAND, Key::Enter);
    desk.until_label("1 article was added.");
    desk.harness.get_by_label("Close").click();
    desk.run_until_idle();
    let name = "2026-10-23-dockers-stay-out.txt";
    assert_eq!(names(&desk), [name, "talks.txt"]);
    let text = desk.read(name);
    assert!(text.starts_with("Dockers stay out\nThe harbour"), "{text}");
    let fields = desk.read(&format!("{name}.article.json"));
    for part in [
        "\"date\": \"2026-10-23\"",
        "\"outlet\": \"The Courier\"",
        "\"file\":\"page.html\"",
        "\"type\":\"text/html\"",
    ] {
        assert!(fields.contains(part), "{part} is not in {fields}");
    }
    // It opens, and the other stays open.
    desk.show(name);
    desk.show("talks.txt");
}

#[test]
fn highlights_of_a_pdf_come_in_with_their_labels() {
    let mut desk = Desk::with(&[FIRST]);
    let path = desk.path("import/paper.pdf");
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    let bytes = include_bytes!("../data/ingest/marked.pdf");
    std::fs::write(&path, bytes).expect("written");
    drop_files(&mut desk, vec![path]);
    desk.until_label("Cancel");
    desk.keys(Modifiers::COMMAND, Key::Enter);
    desk.until_label("1 article was added.");
    assert!(
        desk.harness
            .query_by_label_contains("green highlight")
            .is_some()
    );
    desk.harness.get_by_label("Close").click();
    desk.run_until_idle();
    desk.show("dockers-stay-out.txt");
    let session = desk.app().session().expect("a project");
    let labels = &session.codebook.labels;
    assert!(
        labels
            .iter()
            .any(|label| label.id.as_str() == "red underline")
    );
    let shown = session.shown().expect("it is open");
    let document = &shown.document;
    let quotes = document.annotations().iter().filter_map(|annotation| {
        let fragments = annotation.fragments()?;
        Some(fragments.quote(document.text()))
    });
    let quotes: Vec<String> = quotes.collect();
    assert_eq!(quotes[0], "government of the island");
    assert_eq!(quotes.len(), 6);
}

#[test]
fn existing_articles_are_listed_and_not_ticked() {
    let mut desk = Desk::with(&[FIRST]);
    let same = "<html><body><h1>The talks</h1><p>They went on until the morning.</p></body></html>";
    import(&mut desk, &[("again.html", same), ("page.html", PAGE)]);
    assert!(
        desk.harness
            .query_by_label_contains("1 duplicate")
            .is_some()
    );
    desk.harness.get_by_label("Import 1 article").click();
    desk.until_label("1 article was added.");
    let report = desk
        .harness
        .query_by_label_contains("The same as “talks.txt”");
    assert!(report.is_some(), "the report tells what was left out");
    assert_eq!(names(&desk).len(), 2);
}

#[test]
fn unreadable_files_are_reported_and_the_rest_is_imported() {
    let mut desk = Desk::with(&[FIRST]);
    import(
        &mut desk,
        &[("broken.pdf", "%PDF-1.7 nothing"), ("page.html", PAGE)],
    );
    let messages = desk.harness.query_by_label_contains("broken.pdf: ");
    assert!(messages.is_some(), "the dialog tells of it");
    desk.harness.get_by_label("Import 1 article").click();
    desk.until_label("1 article was added.");
}

#[test]
fn a_column_that_gets_another_meaning_changes_what_is_found() {
    let mut desk = Desk::with(&[FIRST]);
    let table = "name,lead,when\nDockers,The harbour fell silent.,2026-10-23\n";
    import(&mut desk, &[("table.csv", table)]);
    assert!(
        desk.harness
            .query_by_label("There is nothing to add.")
            .is_some()
    );
    desk.harness
        .get_by_label_contains("Meaning of lead")
        .click();
    desk.run_until_idle();
    desk.harness.get_by_label("Text").click();
    desk.until_label("Import 1 article");
    desk.harness.get_by_label("Import 1 article").click();
    desk.until_label("1 article was added.");
    assert_eq!(
        desk.read("dockers.txt"),
        "Dockers\nThe harbour fell silent.\n"
    );
}

#[test]
fn closing_the_dialog_imports_nothing() {
    let mut desk = Desk::with(&[FIRST]);
    import(&mut desk, &[("page.html", PAGE)]);
    desk.key(egui::Key::Escape);
    desk.run_until_idle();
    assert_eq!(names(&desk), ["talks.txt"]);
    assert!(desk.harness.query_by_label("Import 1 article").is_none());
}

#[test]
fn texts_that_are_dropped_are_opened_as_they_are() {
    let mut desk = Desk::with(&[FIRST]);
    let other = desk.path("other");
    std::fs::create_dir(&other).expect("a folder");
    std::fs::write(other.join("river.txt"), "The river").expect("written");
    drop_files(&mut desk, vec![other]);
    desk.until(|app| {
        let first = app.session().and_then(|s| s.articles.iter().next());
        first.is_some_and(|article| article.name == "river.txt")
    });
    assert_eq!(names(&desk), ["river.txt"]);
}
