//! Who codes: the question before the first change, the coder in the menu bar, changing the coder, and
//! annotations that carry no name.

use crate::common::Desk;
use demarche::app::App;
use egui::accesskit::{Role, Toggled};
use egui::{Key, Rect, pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the funds before Friday.\n";

/// An annotation of the first word.
const SIDECAR: &str = r#"{"format":"demarche","version":1,"source":{},"annotations":[
    {"id":"a","label":"actor","spans":[[0,5]],"quote":["Envoy"]}]}"#;

/// A window on a project in which ls has coded the article.
fn team() -> Desk {
    let files = [("talks.txt", TALKS), ("talks.txt.ls.ann.json", SIDECAR)];
    Desk::with(&files)
}

fn is_open(desk: &Desk) -> bool {
    let dialog = Role::Dialog;
    let found = desk.harness.query_by_role_and_label(dialog, "Coder");
    found.is_some()
}

fn has(desk: &Desk, role: Role, name: &str) -> bool {
    desk.harness.query_by_role_and_label(role, name).is_some()
}

fn click(desk: &mut Desk, role: Role, name: &str) {
    desk.harness.get_by_role_and_label(role, name).click();
    desk.run_until_idle();
}

fn annotations(app: &App) -> Option<usize> {
    let shown = app.session()?.shown()?;
    Some(shown.document.annotations().len())
}

fn until_annotations(desk: &mut Desk, count: usize) {
    desk.until(|app| annotations(app) == Some(count));
    desk.run_until_idle();
}

/// Whether a choice of the dialog is made.
fn is_chosen(desk: &Desk, name: &str) -> bool {
    let row = desk.harness.get_by_role_and_label(Role::RadioButton, name);
    row.accesskit_node().toggled() == Some(Toggled::True)
}

#[test]
fn the_first_tag_asks_who_codes_and_is_made_for_the_answer() {
    let mut desk = team();
    assert!(
        has(&desk, Role::Button, "No coder"),
        "it is shown that nobody is known"
    );
    desk.drag_over("release the funds");
    desk.key(Key::Num2);
    assert!(is_open(&desk));
    desk.harness
        .get_by_label_contains("Who is coding? Several people");
    assert!(has(&desk, Role::RadioButton, "ls (1 article)"));
    // The field has the keyboard, and Enter is the answer.
    desk.type_text("mk");
    assert!(has(&desk, Role::Button, "Code as mk"));
    desk.key(Key::Enter);
    until_annotations(&mut desk, 1);
    assert!(!is_open(&desk) && has(&desk, Role::Button, "Coder: mk"));
    desk.until_saved();
    let saved = desk.read("talks.txt.mk.ann.json");
    assert!(
        saved.contains("release the funds") && saved.contains("\"by\":\"mk\""),
        "{saved}"
    );
    assert_eq!(desk.read("talks.txt.ls.ann.json"), SIDECAR);
    assert_eq!(desk.read("talks.txt.ann.json"), "");

    // It is asked once.
    let mut desk = desk.open_again();
    until_annotations(&mut desk, 1);
    assert!(has(&desk, Role::Button, "Coder: mk"));
    desk.drag_over("the council");
    desk.key(Key::Num2);
    assert!(!is_open(&desk));
    until_annotations(&mut desk, 2);
}

#[test]
fn escape_cancels_the_tag_that_asked() {
    let mut desk = team();
    for _ in 0..2 {
        desk.drag_over("release the funds");
        desk.key(Key::Num2);
        assert!(is_open(&desk));
        desk.type_text("mk");
        desk.key(Key::Escape);
        assert!(!is_open(&desk));
        desk.until_saved();
        assert_eq!(annotations(desk.app()), Some(0));
        assert!(has(&desk, Role::Button, "No coder"));
    }
    assert_eq!(desk.read("talks.txt.mk.ann.json"), "");
    assert_eq!(desk.read("talks.txt.ann.json"), "");
}

#[test]
fn a_typed_code_must_be_able_to_name_a_file_and_case_makes_no_other_person() {
    let mut desk = team();
    click(&mut desk, Role::Button, "No coder");
    for (typed, message) in [
        ("gold", "“gold” is reserved"),
        ("TXT", "“TXT” is reserved"),
        ("m k", "“m k” cannot be part of a file name"),
        ("LS", "“LS” is ls"),
    ] {
        click(&mut desk, Role::RadioButton, "Someone new");
        desk.keys(egui::Modifiers::COMMAND, Key::A);
        desk.type_text(typed);
        desk.harness.get_by_label_contains(message);
        let is_same = typed == "LS";
        assert_eq!(has(&desk, Role::Button, "Code as ls"), is_same, "{typed}");
        if !is_same {
            desk.key(Key::Enter);
            assert!(is_open(&desk), "{typed}");
            assert_eq!(desk.app().session().map(|s| &*s.coder), Some(""));
        }
    }
    click(&mut desk, Role::Button, "Code as ls");
    until_annotations(&mut desk, 1);
    assert_eq!(desk.app().session().map(|s| &*s.coder), Some("ls"));
}

#[test]
fn changing_the_coder_takes_the_draft_first_and_loses_nothing() {
    let mut desk = team();
    desk.drag_over("release the funds");
    desk.key(Key::Num2);
    desk.type_text("mk");
    desk.key(Key::Enter);
    until_annotations(&mut desk, 1);
    // A memo is being typed, and nothing of it is taken over yet.
    desk.key(Key::M);
    desk.type_text("A demand, softly.");
    click(&mut desk, Role::Button, "Coder: mk");
    assert!(is_chosen(&desk, "mk (1 article)"));
    click(&mut desk, Role::RadioButton, "ls (1 article)");
    click(&mut desk, Role::Button, "Code as ls");
    desk.until(|app| {
        let shown = app.session().and_then(|session| session.shown());
        let first = shown.and_then(|shown| shown.document.annotations().first());
        first.is_some_and(|first| first.id.as_str() == "a")
    });
    desk.run_until_idle();
    assert!(has(&desk, Role::Button, "Coder: ls"));
    let said = "You code as ls. 1 article has annotations of ls.";
    assert!(
        desk.harness
            .state_mut()
            .messages()
            .contains(&said.to_owned())
    );
    desk.until_saved();
    assert!(
        desk.read("talks.txt.mk.ann.json")
            .contains("A demand, softly.")
    );
    assert_eq!(desk.read("talks.txt.ls.ann.json"), SIDECAR);

    // Undo does not reach into the file of mk.
    let before = desk.read("talks.txt.mk.ann.json");
    desk.keys(egui::Modifiers::COMMAND, Key::Z);
    desk.until_saved();
    assert_eq!(desk.read("talks.txt.mk.ann.json"), before);
    assert_eq!(annotations(desk.app()), Some(1));
    // Who comes back has it all, and can undo.
    click(&mut desk, Role::Button, "Coder: ls");
    click(&mut desk, Role::RadioButton, "mk (1 article)");
    click(&mut desk, Role::Button, "Code as mk");
    desk.until(|app| {
        let shown = app.session().and_then(|session| session.shown());
        let first = shown.and_then(|shown| shown.document.annotations().first());
        first.is_some_and(|first| first.memo == "A demand, softly.")
    });
    desk.keys(egui::Modifiers::COMMAND, Key::Z);
    desk.keys(egui::Modifiers::COMMAND, Key::Z);
    until_annotations(&mut desk, 0);
}

#[test]
fn annotations_without_a_name_are_given_to_a_coder_and_back() {
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("talks.txt.ann.json", SIDECAR)]);
    assert!(
        !has(&desk, Role::Button, "No coder"),
        "who codes alone sees nothing of it"
    );
    desk.drag_over("release the funds");
    desk.key(Key::Num2);
    assert!(!is_open(&desk));
    until_annotations(&mut desk, 2);
    desk.harness
        .state_mut()
        .ask(demarche::command::UserCommand::ChangeCoder);
    desk.run_until_idle();
    click(&mut desk, Role::RadioButton, "Someone new");
    desk.type_text("mk");
    click(&mut desk, Role::Button, "Code as mk");
    until_annotations(&mut desk, 0);
    let offer = "1 annotated article carries no name. Whose is it?";
    desk.until_label(offer);
    click(&mut desk, Role::Button, "Choose…");
    assert!(is_open(&desk));
    click(&mut desk, Role::Button, "Give to mk");
    until_annotations(&mut desk, 2);
    assert_eq!(desk.read("talks.txt.ann.json"), "");
    assert!(
        desk.read("talks.txt.mk.ann.json")
            .contains("release the funds")
    );
    desk.until_label("1 annotated article is now mk’s.");
    click(&mut desk, Role::Button, "Undo");
    until_annotations(&mut desk, 0);
    assert!(
        desk.read("talks.txt.ann.json")
            .contains("release the funds")
    );
    assert_eq!(desk.read("talks.txt.mk.ann.json"), "");
}

#[test]
fn the_dialog_of_many_coders_fits_a_small_window() {
    let mut files = vec![("talks.txt".to_owned(), TALKS.to_owned())];
    for number in 0..30 {
        let name = format!("talks.txt.coder-{number}.ann.json");
        files.push((name, SIDECAR.to_owned()));
    }
    files.push(("talks.txt.ann.json".to_owned(), SIDECAR.to_owned()));
    let files: Vec<(&str, &str)> = files.iter().map(|(n, c)| (&**n, &**c)).collect();
    let mut desk = Desk::with(&files);
    desk.harness.set_size(vec2(800.0, 600.0));
    desk.run_until_idle();
    let screen = Rect::from_min_max(pos2(0.0, 0.0), pos2(800.0, 600.0));
    let button = desk.harness.get_by_role_and_label(Role::Button, "No coder");
    assert!(screen.contains_rect(button.rect()));
    click(&mut desk, Role::Button, "No coder");
    for (role, name) in [
        (Role::Dialog, "Coder"),
        (Role::Button, "Close"),
        (Role::TextInput, "Coder ID"),
        (Role::Button, "Code without a coder"),
        (Role::Button, "Give to coder"),
    ] {
        let rect = desk.harness.get_by_role_and_label(role, name).rect();
        assert!(screen.contains_rect(rect), "{name}: {rect:?}");
    }
}
