//! What stands in a field is work too: it is taken over while it is typed, without leaving the field, and
//! the window does not say that it is saved before.

use std::time::{Duration, Instant};

use crate::common::Desk;
use demarche::app::App;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the funds before Friday.\n";

const SAVED: &str = "✓ Saved";

/// A window in which an annotation is chosen and its memo is open, with everything saved.
fn with_open_memo() -> Desk {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("release the funds");
    desk.key(Key::Num2);
    desk.key(Key::M);
    desk.until_saved();
    desk.until_label(SAVED);
    desk
}

fn memo(app: &App) -> String {
    let shown = app.session().and_then(|session| session.shown());
    let first = shown.and_then(|shown| shown.document.annotations().first());
    first.map(|first| first.memo.clone()).unwrap_or_default()
}

fn steps(desk: &Desk) -> Vec<String> {
    let session = desk.app().session().expect("a project is open");
    let names = session.history.done().iter();
    names.map(|step| step.name.text()).collect()
}

fn is_said(desk: &Desk, label: &str) -> bool {
    desk.harness.query_by_label(label).is_some()
}

fn is_journaled(app: &App) -> bool {
    let session = app.session();
    session.is_some_and(|session| session.actions.are_journaled())
}

/// Gives a field the keyboard, at the end of what it holds.
fn focus(desk: &mut Desk, name: &str) {
    let is_field = |role| matches!(role, Role::TextInput | Role::MultilineTextInput);
    let fields = desk.harness.get_all_by_label(name);
    let mut fields = fields.filter(|field| is_field(field.accesskit_node().role()));
    fields.next().expect("the field is there").focus();
    drop(fields);
    desk.run_until_idle();
    desk.keys(Modifiers::COMMAND, Key::End);
}

#[test]
fn a_memo_that_is_being_typed_survives_a_kill() {
    let mut desk = with_open_memo();
    let tagged = steps(&desk).len();
    desk.type_text("hello");
    assert!(!is_said(&desk, SAVED), "the file has not got it");
    desk.until(|app| memo(app) == "hello");
    desk.type_text(" world");
    desk.until(|app| memo(app) == "hello world");
    desk.until(is_journaled);
    assert_eq!(steps(&desk)[tagged..], ["write memo of demand"], "one step");

    let mut desk = desk.open_after_kill();
    desk.until(|app| memo(app) == "hello world");
    assert_eq!(steps(&desk)[tagged..], ["write memo of demand"]);
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.until(|app| memo(app).is_empty());
}

#[test]
fn the_field_stays_as_it_is_when_its_text_is_taken_over() {
    let mut desk = with_open_memo();
    desk.type_text("one ");
    desk.until(|app| memo(app) == "one ");
    desk.until_saved();
    desk.until_label(SAVED);
    // The space, the keyboard and the caret are where they were.
    desk.type_text("two");
    desk.until(|app| memo(app) == "one two");
    desk.key(Key::Escape);
    assert_eq!(memo(desk.app()), "one two");
    desk.key(Key::Escape);
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(memo(desk.app()), "");
}

#[test]
fn the_window_that_loses_the_keyboard_takes_over_at_once() {
    let mut desk = with_open_memo();
    for letter in ["a", "b"] {
        desk.harness.event(Event::Text(letter.to_owned()));
    }
    desk.harness.event(Event::WindowFocused(false));
    let began = Instant::now();
    desk.harness.step();
    desk.harness.step();
    let waited = began.elapsed();
    // A machine that is so slow would have taken it over anyway.
    assert!(memo(desk.app()) == "ab" || waited > Duration::from_millis(150));
}

/// What the program asks of its window in a frame.
fn commands(desk: &Desk) -> Vec<ViewportCommand> {
    let windows = desk.harness.output().viewport_output.values();
    windows.flat_map(|window| window.commands.clone()).collect()
}

#[test]
fn keys_that_come_with_the_request_to_close_reach_their_field() {
    let mut desk = with_open_memo();
    // All in one frame, which the harness does not make of events that it is given.
    let input = desk.harness.input_mut();
    for letter in ["a", "b"] {
        input.events.push(Event::Text(letter.to_owned()));
    }
    let window = input.viewports.entry(ViewportId::ROOT).or_default();
    window.events.push(ViewportEvent::Close);
    desk.harness.step();
    assert!(commands(&desk).contains(&ViewportCommand::CancelClose));
    let end = Instant::now() + Duration::from_secs(30);
    while !commands(&desk).contains(&ViewportCommand::Close) {
        assert!(Instant::now() < end, "the window does not close");
        std::thread::sleep(Duration::from_millis(5));
        desk.harness.step();
    }
    assert_eq!(memo(desk.app()), "ab");
    assert!(desk.read("talks.txt.ann.json").contains("\"ab\""));
}

#[test]
fn what_is_typed_when_the_window_system_ends_is_in_the_journal() {
    let mut desk = with_open_memo();
    desk.harness.event(Event::Text("a".to_owned()));
    desk.harness.step();
    // The run loop broke: nothing but this is called any more.
    let mut desk = desk.open_again();
    desk.until(|app| memo(app) == "a");
}

#[test]
fn escape_takes_back_what_was_taken_over_of_a_line() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    let outlet = |app: &App| {
        let shown = app.session().and_then(|session| session.shown());
        let value = shown.and_then(|s| s.document.fields().values.get("outlet").cloned());
        value.map(|value| value.to_string())
    };
    desk.harness.get_by_label_contains("Outlet: ").click();
    desk.run_until_idle();
    let before = steps(&desk);
    desk.type_text("Daily");
    desk.until(|app| outlet(app).as_deref() == Some("Daily"));
    desk.key(Key::Escape);
    desk.until(|app| outlet(app).is_none());
    assert_eq!(steps(&desk), before);
    desk.until_saved();
    desk.until_label(SAVED);
}

#[test]
fn half_a_date_is_not_called_saved() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.harness.get_by_label_contains("Date: ").click();
    desk.run_until_idle();
    desk.type_text("25 Apx");
    desk.run_until_idle();
    desk.until_label("Entry is incomplete");
    assert!(!is_said(&desk, SAVED));
    desk.key(Key::Escape);
    desk.until_label(SAVED);
}

#[test]
fn an_entity_and_the_codebook_are_taken_over_while_they_are_typed() {
    let mut desk = Desk::with(&[
        ("talks.txt", TALKS),
        (
            "entities.json",
            r#"{"format":"demarche-entities","version":1,"entities":[{"id":"ana","name":"Ana"}]}"#,
        ),
    ]);
    desk.keys(Modifiers::COMMAND, Key::Num6);
    desk.until_label("Entities");
    let ana = |app: &App| {
        let session = app.session().expect("a project is open");
        session.entities.name(&"ana".into()).to_owned()
    };
    focus(&mut desk, "Name");
    desk.type_text(" R");
    desk.until(|app| ana(app) == "Ana R");
    // A space at the end is no part of a name, and must not vanish under the fingers.
    desk.type_text(" ");
    desk.until(is_journaled);
    std::thread::sleep(Duration::from_millis(200));
    desk.run_until_idle();
    desk.type_text("x");
    desk.until(|app| ana(app) == "Ana R x");
    assert_eq!(steps(&desk), ["rename entity Ana to Ana R x"]);
    desk.key(Key::Tab);
    desk.key(Key::Escape);
    desk.run_until_idle();

    desk.keys(Modifiers::COMMAND, Key::B);
    let name = |app: &App| app.session().map(|session| session.codebook.name.clone());
    let was = name(desk.app()).expect("it has a name");
    focus(&mut desk, "Name");
    for typed in ["one", "two"] {
        desk.type_text(typed);
        desk.until(|app| name(app).is_some_and(|name| name.ends_with(typed)));
    }
    assert_eq!(name(desk.app()), Some(format!("{was}onetwo")));
    focus(&mut desk, "Version");
    desk.type_text("b");
    desk.until(|app| {
        app.session()
            .is_some_and(|s| s.codebook.version.ends_with('b'))
    });
    assert_eq!(
        steps(&desk).len(),
        3,
        "one for each field: {:?}",
        steps(&desk)
    );
}

#[test]
fn a_paste_that_is_too_long_is_refused_and_told() {
    let mut desk = with_open_memo();
    desk.harness.event(Event::Paste("x".repeat(5_000_000)));
    desk.run_until_idle();
    desk.until_label(
        "Nothing was pasted: the text has 5,000,000 characters, and this field holds at most 50,000.",
    );
    desk.harness.event(Event::Paste("fits".to_owned()));
    desk.until(|app| memo(app) == "fits");
    focus(&mut desk, "Filter articles");
    desk.harness.event(Event::Paste("x".repeat(4_000_000)));
    desk.run_until_idle();
    desk.until_label(
        "Nothing was pasted: the text has 4,000,000 characters, and this field holds at most 4000.",
    );
}
