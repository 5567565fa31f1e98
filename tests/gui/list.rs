//! The list of articles: what it shows, in which order, and what other programs do to the files
//! behind it.

use crate::common::Desk;
use demarche::app::App;
use demarche::command::Intent;
use demarche::command::article_list::ArticleListCommand;
use demarche::command::codebook::CodebookCommand;
use demarche::model::codebook::EntityUse;
use demarche::model::document::Status;
use demarche::model::step_name::StepName;
use demarche::session::list::ListRow;
use demarche::session::{OpenArticle, Session};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

fn session(app: &App) -> &Session {
    app.session().expect("a project is open")
}

/// The rows of the list: articles by name, folders in brackets.
fn rows(app: &App) -> Vec<String> {
    let session = session(app);
    let rows = session.list.rows().iter().map(|row| match row {
        ListRow::Folder(number) => {
            let folder = session.list.folder(*number).expect("it is there");
            format!("[{}]", folder.name)
        }
        ListRow::Article(id) => session.article(*id).expect("it is there").name.clone(),
    });
    rows.collect()
}

fn current(desk: &Desk) -> &str {
    let session = session(desk.app());
    let article = session.current_article();
    article.map_or("", |article| article.name.as_str())
}

fn is_read(app: &App) -> bool {
    session(app).shown().is_some()
}

fn until_summarized(desk: &mut Desk) {
    desk.until(|app| {
        session(app)
            .articles
            .own_codings()
            .all(|own| own.summary.is_some())
    });
}

fn until_rows(desk: &mut Desk, wanted: &[&str]) {
    desk.until(|app| rows(app) == wanted);
}

fn sidecar(title: &str, date: &str, status: &str, annotations: &str) -> String {
    format!(
        r#"{{"format":"demarche","version":1,"source":{{"file":"","sha256":"","encoding":"utf-8"}},
        "document":{{"title":"{title}","date":"{date}","outlet":"The Daily","status":"{status}"}},
        "annotations":[{annotations}],"relations":[]}}"#
    )
}

const ACTOR: &str = r#"{"id":"a1","label":"actor","spans":[[0,3]],"quote":["Two"]}"#;

/// Three articles of which one has an annotation.
fn desk() -> Desk {
    let port = sidecar("Grain deal", "2025-04-22", "new", ACTOR);
    let talks = sidecar("Talks fail", "2025-05-02", "done", "");
    let mut desk = Desk::with(&[
        ("elbe.txt", "Two words about a river."),
        ("port.txt", "Two words about a harbour."),
        ("port.txt.ann.json", &port),
        ("talks.txt", "Two words about talks."),
        ("talks.txt.ann.json", &talks),
    ]);
    until_summarized(&mut desk);
    desk
}

#[test]
fn articles_are_called_by_their_titles_or_by_their_files() {
    let mut desk = desk();
    desk.harness
        .get_by_label("Grain deal, port.txt, not begun, 1 actor");
    desk.harness.get_by_label_contains("elbe.txt, not begun");
    desk.harness
        .state_mut()
        .ask(Intent::ArticleList(ArticleListCommand::ToggleFileNames));
    desk.run_until_idle();
    desk.harness.get_by_label("port.txt, not begun, 1 actor");
}

fn type_filter(desk: &mut Desk, text: &str) {
    let field = desk.harness.get_by_label("Filter articles");
    let at = field.rect().center();
    desk.click_at(at);
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.key(Key::Backspace);
    desk.type_text(text);
}

#[test]
fn the_list_shows_what_fits_what_is_typed() {
    let mut desk = desk();
    for (typed, wanted) in [
        ("grain", vec!["port.txt"]),
        ("the daily", vec!["port.txt", "talks.txt"]),
        ("-status:done", vec!["elbe.txt", "port.txt"]),
        ("label:actor", vec!["port.txt"]),
        ("date:2025-05..", vec!["talks.txt"]),
        ("el", vec!["elbe.txt"]),
        ("nothing of it", vec![]),
    ] {
        type_filter(&mut desk, typed);
        desk.until(|app| !session(app).list.is_searching());
        assert_eq!(rows(desk.app()), wanted, "{typed}");
    }
    // The field of an empty list teaches what can be typed.
    desk.harness.get_by_label("outlet:\"The Daily\"");
    desk.key(Key::Escape);
    until_rows(&mut desk, &["elbe.txt", "port.txt", "talks.txt"]);
}

#[test]
fn next_and_done_follow_the_order_of_the_list() {
    let mut desk = desk();
    desk.harness
        .get_by_label("Filters and order of the list")
        .click();
    desk.run_until_idle();
    desk.harness.get_by_label("Date, newest first").click();
    desk.run_until_idle();
    until_rows(&mut desk, &["talks.txt", "port.txt", "elbe.txt"]);

    desk.show("talks.txt");
    desk.keys(Modifiers::ALT, Key::PageDown);
    desk.until(is_read);
    assert_eq!(current(&desk), "port.txt");
    // What is done leaves a list of what is not, and the next one is still found.
    type_filter(&mut desk, "-status:done");
    until_rows(&mut desk, &["port.txt", "elbe.txt"]);
    desk.show("port.txt");
    desk.keys(Modifiers::COMMAND, Key::Enter);
    desk.until(is_read);
    assert_eq!(current(&desk), "elbe.txt");
    until_rows(&mut desk, &["elbe.txt"]);
    desk.until_saved();

    // The order comes back with the project, the filter does not.
    let mut desk = desk.open_again();
    until_summarized(&mut desk);
    until_rows(&mut desk, &["talks.txt", "port.txt", "elbe.txt"]);
}

#[test]
fn the_next_unfinished_article_is_a_key_away() {
    let mut desk = desk();
    desk.show("port.txt");
    // The status keys are seen in the list.
    desk.keys(Modifiers::ALT, Key::Num4);
    desk.harness
        .get_by_label_contains("port.txt, skipped, 1 actor");
    desk.key(Key::U);
    desk.until(is_read);
    assert_eq!(current(&desk), "elbe.txt");
    desk.keys(Modifiers::ALT, Key::Num3);
    desk.harness.get_by_label("elbe.txt, unsure");
    desk.key(Key::U);
    assert_eq!(current(&desk), "elbe.txt");
    desk.harness
        .get_by_label_contains("No other article is unfinished.");
}

#[test]
fn folders_are_closed_and_stay_so() {
    let mut desk = Desk::with(&[("elbe.txt", "A river.")]);
    std::fs::create_dir(desk.path("news")).expect("a folder");
    std::fs::write(desk.path("news/port.txt"), "A harbour.").expect("written");
    // It comes into the list by itself.
    until_rows(&mut desk, &["[]", "elbe.txt", "[news]", "news/port.txt"]);
    let folder = desk
        .harness
        .get_by_label("Folder news, 0 of 1 finished, open");
    let at = folder.rect().center();
    desk.click_at(at);
    until_rows(&mut desk, &["[]", "elbe.txt", "[news]"]);
    let mut desk = desk.open_again();
    until_rows(&mut desk, &["[]", "elbe.txt", "[news]"]);
}

#[test]
fn external_changes_appear_in_the_list() {
    let mut desk = desk();
    desk.show("port.txt");
    let write = |desk: &Desk, name: &str, text: &str| {
        std::fs::write(desk.path(name), text).expect("written");
    };
    let opened = |app: &App| {
        let shown = session(app).shown().expect("it is open");
        (
            shown.document.annotations().len(),
            OpenArticle::is_saved(shown),
        )
    };
    assert_eq!(opened(desk.app()), (1, true));
    let second = r#"{"id":"b2","label":"event","spans":[[4,9]],"quote":["words"]}"#;
    let theirs = sidecar(
        "Grain deal",
        "2025-04-22",
        "done",
        &format!("{ACTOR},{second}"),
    );
    write(&desk, "port.txt.ann.json", &theirs);
    // This one has not been opened, so that taking it in is no step.
    write(&desk, "talks.txt.ann.json", &sidecar("", "", "skipped", ""));
    write(&desk, "arctic.txt", "Two words about ice.");
    desk.until(|app| {
        session(app)
            .shown()
            .is_some_and(|s| s.document.annotations().len() == 2)
    });
    assert_eq!(opened(desk.app()), (2, true));
    // What was taken in is not written again.
    assert_eq!(desk.read("port.txt.ann.json"), theirs);
    let names = ["arctic.txt", "elbe.txt", "port.txt", "talks.txt"];
    until_rows(&mut desk, &names);
    desk.until(|app| {
        let mut rows = session(app).articles.rows();
        rows.any(|(article, own)| {
            let summary = own.summary.as_ref();
            article.name == "talks.txt" && summary.is_some_and(|s| s.status == Status::Skipped)
        })
    });

    // Undoing takes back what came, and is written.
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.until_saved();
    assert!(!desk.read("port.txt.ann.json").contains("b2"));
}

#[test]
fn a_removed_article_stays_while_it_is_open() {
    let mut desk = desk();
    desk.show("port.txt");
    for name in ["port.txt", "port.txt.ann.json", "talks.txt"] {
        std::fs::remove_file(desk.path(name)).expect("removed");
    }
    until_rows(&mut desk, &["elbe.txt", "port.txt"]);
    desk.harness
        .get_by_label_contains("port.txt, not begun, removed by another program");
    desk.show("elbe.txt");
    until_rows(&mut desk, &["elbe.txt"]);
}

#[test]
fn a_text_changed_by_another_program_is_reported_and_reread() {
    let mut desk = desk();
    desk.show("port.txt");
    std::fs::write(desk.path("port.txt"), "Other words altogether.").expect("written");
    desk.until_label(
        "port.txt: another program changed the text. You can no longer undo earlier actions.",
    );
    desk.phrase("Other words altogether.");
}

#[test]
fn incomplete_annotations_are_counted_anew_when_the_codebook_changes() {
    let mut desk = desk();
    let incomplete = |app: &App| session(app).progress.incomplete;
    let codebook = &session(desk.app()).codebook;
    let with = |entity| {
        let mut codebook = (**codebook).clone();
        codebook
            .labels
            .iter_mut()
            .for_each(|label| label.entity = entity);
        codebook
    };
    let (strict, lax) = (with(EntityUse::Required), with(EntityUse::None));
    for (codebook, wanted) in [(strict, 1), (lax, 0)] {
        let command = Intent::Codebook(CodebookCommand::Edit(
            StepName::EditCodebook,
            codebook.into(),
        ));
        desk.harness.state_mut().ask(command);
        desk.until(|app| incomplete(app) == wanted);
    }
}

#[test]
fn the_status_of_any_article_is_changed_in_its_row_by_mouse_and_by_key() {
    let mut desk = Desk::with(&[("elbe.txt", "The Elbe\n"), ("port.txt", "The port\n")]);
    until_summarized(&mut desk);
    let statuses = |app: &App| -> Vec<String> {
        let own = session(app).articles.own_codings();
        let summaries = own.filter_map(|own| own.summary.as_ref());
        summaries
            .map(|summary| summary.status.to_string())
            .collect()
    };
    assert_eq!(current(&desk), "elbe.txt");
    let signs = desk.harness.get_all_by_label("Status: not begun");
    signs.last().expect("one for each").click();
    desk.run_until_idle();
    desk.harness.get_by_label("Done").click();
    desk.until(|app| statuses(app) == ["new", "done"]);
    desk.run_until_idle();
    desk.harness.get_by_label("Status: done");
    assert_eq!(current(&desk), "elbe.txt", "no article is opened");
    desk.until_saved();
    assert!(desk.read("port.txt.ann.json").contains("\"done\""));
    assert_eq!(desk.read("elbe.txt.ann.json"), "");
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.until(|app| statuses(app) == ["new", "new"]);

    // A key changes the row that has the keyboard, and otherwise the article on screen.
    let row = desk.harness.get_by_label_contains("port.txt, not begun");
    row.focus();
    desk.run_until_idle();
    desk.keys(Modifiers::ALT, Key::Num3);
    desk.until(|app| statuses(app) == ["new", "unsure"]);
    desk.keys(Modifiers::ALT, Key::Num0);
    desk.until(|app| statuses(app) == ["new", "new"]);
    desk.key(Key::Escape);
    desk.keys(Modifiers::ALT, Key::Num1);
    desk.until(|app| statuses(app) == ["in-progress", "new"]);

    // The menu of the row has it too.
    let row = desk.harness.get_by_label_contains("port.txt, not begun");
    row.click_secondary();
    desk.run_until_idle();
    desk.harness.get_by_label("Article status").click();
    desk.run_until_idle();
    desk.harness.get_by_label("Skipped").click();
    desk.until(|app| statuses(app) == ["in-progress", "skipped"]);
}
