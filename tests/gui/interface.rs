//! The window, used as a person would: by what can be seen and heard, with mouse and keys.
//!
//! No display and no graphics card is needed. Words are found through the text runs that a screen
//! reader gets, annotations and controls by their names.

use crate::common::Desk;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the funds before Friday.\n\
    The council met on Monday. It refused.\n";

/// Label and quote of each annotation of the article on screen.
fn annotations(desk: &Desk) -> Vec<(String, String)> {
    let Some(shown) = desk.app().session().and_then(|session| session.shown()) else {
        return Vec::new();
    };
    let text = shown.document.text();
    let annotations = shown.document.annotations().iter();
    annotations
        .filter_map(|a| Some((a.label.to_string(), a.fragments()?.quote(text))))
        .collect()
}

fn pairs(wanted: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(label, quote): &(&str, &str)| ((*label).to_owned(), (*quote).to_owned());
    wanted.iter().map(own).collect()
}

#[test]
fn the_start_screen_says_what_to_do() {
    let desk = Desk::empty();
    desk.harness.get_by_label("Open a folder of articles…");
    desk.harness.get_by_label("Open single files…");
}

#[test]
fn a_dragged_phrase_is_tagged_relabelled_and_removed() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("envoy Ana Reyes");
    desk.key(Key::Num1);
    assert_eq!(annotations(&desk), pairs(&[("actor", "envoy Ana Reyes")]));

    // The new annotation is chosen: another label's key relabels it.
    desk.key(Key::E);
    assert_eq!(annotations(&desk), pairs(&[("event", "envoy Ana Reyes")]));
    desk.key(Key::Delete);
    assert_eq!(annotations(&desk), pairs(&[]));

    // Undo goes back through all of it, redo forward again.
    for want in [
        &[("event", "envoy Ana Reyes")][..],
        &[("actor", "envoy Ana Reyes")],
        &[],
    ] {
        desk.keys(Modifiers::COMMAND, Key::Z);
        assert_eq!(annotations(&desk), pairs(want));
    }
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(annotations(&desk), pairs(&[("actor", "envoy Ana Reyes")]));
}

#[test]
fn the_keyboard_alone_is_enough() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    // The word at the caret, without selecting anything.
    desk.key(Key::A);
    assert_eq!(annotations(&desk), pairs(&[("actor", "Envoy")]));
    // Two sentences on, two words selected.
    desk.keys(Modifiers::COMMAND, Key::ArrowDown);
    desk.keys(Modifiers::COMMAND, Key::ArrowDown);
    desk.keys(Modifiers::SHIFT, Key::ArrowRight);
    desk.keys(Modifiers::SHIFT, Key::ArrowRight);
    desk.key(Key::Num1);
    // A sentence, then its neighbour by choosing.
    desk.keys(Modifiers::COMMAND, Key::ArrowRight);
    desk.keys(Modifiers::SHIFT, Key::W);
    desk.key(Key::D);
    let want = [
        ("actor", "Envoy"),
        ("actor", "The council"),
        ("demand", "It refused."),
    ];
    assert_eq!(annotations(&desk), pairs(&want));
    desk.keys(Modifiers::SHIFT, Key::Tab);
    desk.key(Key::Num3);
    assert_eq!(annotations(&desk)[1].0, "event");
}

#[test]
fn two_labels_can_stand_on_one_stretch() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("release the funds");
    desk.key(Key::Num2);
    desk.keys(Modifiers::SHIFT, Key::Num3);
    let both = [
        ("demand", "release the funds"),
        ("event", "release the funds"),
    ];
    let mut got = annotations(&desk);
    got.sort();
    assert_eq!(got, pairs(&both));
}

#[test]
fn every_annotation_has_a_name_that_says_what_it_is() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    desk.drag_over("release the funds");
    desk.key(Key::Num2);
    desk.harness
        .get_by_label_contains("Actor: Ana Reyes, 1 of 2");
    desk.harness
        .get_by_label_contains("Demand: release the funds, 2 of 2");
}

#[test]
fn typing_in_a_field_never_tags() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    desk.harness.get_by_label("Filter articles").focus();
    desk.run_until_idle();
    desk.type_text("a1");
    assert_eq!(annotations(&desk), pairs(&[]));
    assert!(desk.harness.query_by_label_contains("talks.txt").is_none());
}

#[test]
fn the_last_state_of_the_window_is_restored() {
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("other.txt", "Nothing here.\n")]);
    desk.show("talks.txt");
    desk.drag_over("council met");
    desk.key(Key::Num3);
    desk.until_saved();
    let before = desk.place();
    let sidecar = desk.read("talks.txt.ann.json");
    let mut desk = desk.open_again();
    desk.until(|app| app.session().is_some_and(|s| s.shown().is_some()));
    assert_eq!(annotations(&desk), pairs(&[("event", "council met")]));
    assert_eq!(desk.place(), before);
    assert_eq!(desk.read("talks.txt.ann.json"), sidecar);
    assert_eq!(desk.read("talks.txt"), TALKS);
}

#[test]
fn an_unreadable_file_stands_in_the_list_with_the_reason() {
    let mut desk = Desk::with(&[
        ("talks.txt", TALKS),
        ("broken.txt", "\0\0\u{1}\0 binary \0\0"),
    ]);
    desk.until(|app| {
        let articles = app.session().map(|session| &session.articles);
        articles.is_some_and(|all| all.own_codings().any(|own| own.problem.is_some()))
    });
    desk.harness.get_by_label_contains("broken.txt: ");
    desk.show("talks.txt");
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    assert_eq!(annotations(&desk).len(), 1);
}

#[test]
fn a_failed_save_is_reported_and_nothing_is_lost() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    // A folder stands where the sidecar belongs.
    std::fs::create_dir(desk.path("talks.txt.ann.json")).expect("a folder");
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    desk.until(|app| {
        app.session()
            .is_some_and(demarche::session::Session::has_failed)
    });
    desk.run_until_idle();
    desk.harness.get_by_label("Not saved");
    assert_eq!(annotations(&desk).len(), 1);

    std::fs::remove_dir(desk.path("talks.txt.ann.json")).expect("removed");
    desk.harness.get_by_label("Not saved").click();
    desk.until_saved();
    assert!(desk.read("talks.txt.ann.json").contains("Ana Reyes"));
}

#[test]
fn the_keys_sheet_shows_every_command_of_the_menus() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.key(Key::F1);
    desk.harness.get_by_label("Undo");
    desk.harness.get_by_label("Tag as demand");
    desk.key(Key::Escape);
    assert!(desk.harness.query_by_label("Tag as demand").is_none());
}

#[test]
fn the_edit_menu_names_the_step_that_it_undoes() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    desk.harness.get_by_label("Edit").click();
    desk.run_until_idle();
    desk.harness
        .get_by_label_contains("Undo: tag as actor")
        .click();
    desk.run_until_idle();
    assert!(annotations(&desk).is_empty());
    desk.harness.get_by_label("Edit").click();
    desk.run_until_idle();
    desk.harness
        .get_by_label_contains("Redo: tag as actor")
        .click();
    desk.run_until_idle();
    assert_eq!(annotations(&desk).len(), 1);
}

#[test]
fn overlapping_annotations_are_reached_one_after_another() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("asked the council to release the funds");
    desk.key(Key::Num2);
    desk.drag_over("council to release");
    desk.key(Key::Num3);
    desk.drag_over("council");
    desk.key(Key::Num1);
    desk.click_on("council");
    let chosen = |desk: &Desk| {
        let session = desk.app().session();
        let chosen = session.and_then(|session| session.chosen());
        chosen.map(|annotation| annotation.label.to_string())
    };
    assert_eq!(chosen(&desk).as_deref(), Some("actor"));
    desk.key(Key::O);
    assert_eq!(chosen(&desk).as_deref(), Some("event"));
    desk.key(Key::O);
    assert_eq!(chosen(&desk).as_deref(), Some("demand"));
    desk.key(Key::O);
    assert_eq!(chosen(&desk).as_deref(), Some("actor"));
}

#[test]
fn tags_in_the_margin_choose_and_move_no_letter() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    desk.drag_over("asked the council");
    desk.key(Key::Num2);
    let chosen = |desk: &Desk| {
        let (_, chosen) = desk.place()?;
        let shown = desk.app().session()?.shown()?;
        let annotation = shown.document.annotation(&chosen?)?;
        Some(annotation.label.to_string())
    };
    let line = desk.phrase("The envoy");
    let beside = line.left_center() - egui::vec2(17.0, 0.0);
    // Without tags the margin belongs to the text.
    desk.click_at(beside);
    assert_eq!(chosen(&desk), None);
    desk.keys(Modifiers::COMMAND, Key::Num5);
    assert_eq!(desk.phrase("The envoy"), line);
    // The tags stand in the order of the annotations, the last one next to the text.
    desk.click_at(beside);
    assert_eq!(chosen(&desk).as_deref(), Some("demand"));
    desk.click_at(beside - egui::vec2(19.0, 0.0));
    assert_eq!(chosen(&desk).as_deref(), Some("actor"));
    assert_eq!(desk.phrase("The envoy"), line);
    desk.keys(Modifiers::COMMAND, Key::Num5);
    desk.click_at(beside);
    assert_eq!(chosen(&desk), None);
}

#[test]
fn the_codebook_of_the_project_decides_labels_and_keys() {
    const CODEBOOK: &str = r##"{
        "format": "demarche-codebook", "version": 1, "name": "topics", "codebook_version": "1",
        "labels": [{
            "id": "topic", "name": "Topic", "keys": ["T"],
            "color": { "light": "#2563B0", "dark": "#7DB0F2" }, "line": "solid"
        }]
    }"##;
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("codebook.json", CODEBOOK)]);
    desk.drag_over("the funds");
    // The built-in labels are gone, and so are their keys.
    desk.key(Key::Num1);
    assert_eq!(annotations(&desk), pairs(&[]));
    desk.key(Key::T);
    assert_eq!(annotations(&desk), pairs(&[("topic", "the funds")]));
}

#[test]
fn changes_of_other_programs_are_merged() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    desk.until_saved();
    // Another program adds an annotation behind our back.
    let ours = desk.read("talks.txt.ann.json");
    let line = r#"    {"id":"zzzzzzzz","label":"event","spans":[[108,111]],"quote":["met"]}"#;
    let theirs = ours.replacen("\n  ],\n", &format!(",\n{line}\n  ],\n"), 1);
    assert_ne!(ours, theirs);
    std::fs::write(desk.path("talks.txt.ann.json"), theirs).expect("written");

    desk.drag_over("release the funds");
    desk.key(Key::Num2);
    desk.until(|app| {
        let shown = app.session().and_then(|session| session.shown());
        shown.is_some_and(|shown| shown.document.annotations().len() == 3)
    });
    desk.until_saved();
    let want = [
        ("actor", "Ana Reyes"),
        ("demand", "release the funds"),
        ("event", "met"),
    ];
    assert_eq!(annotations(&desk), pairs(&want));
    let saved = desk.read("talks.txt.ann.json");
    assert!(saved.contains("zzzzzzzz") && saved.contains("release the funds"));
}

/// Whether the card of the annotation is shown: its memo stands nowhere else.
fn is_card_shown(desk: &Desk) -> bool {
    desk.harness.query_by_label("An envoy of note.").is_some()
}

/// A window with the card of an annotation that is not chosen, and where the pointer is.
fn with_card() -> (Desk, egui::Pos2) {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    desk.key(Key::M);
    desk.type_text("An envoy of note.");
    desk.keys(Modifiers::COMMAND, Key::Enter);
    desk.key(Key::Escape);
    desk.key(Key::Escape);
    desk.harness.hover_at(desk.phrase("council met").center());
    desk.run_until_idle();
    assert!(!is_card_shown(&desk));
    let at = desk.phrase("Ana Reyes").center();
    until_card(&mut desk, at);
    (desk, at)
}

fn until_card(desk: &mut Desk, at: egui::Pos2) {
    desk.harness.hover_at(at);
    for _ in 0..200 {
        desk.harness.step();
        if is_card_shown(desk) {
            return;
        }
    }
    panic!("the card does not come");
}

#[test]
fn the_card_of_an_annotation_is_closed_by_escape_and_comes_again() {
    let (mut desk, at) = with_card();
    let selection = desk.place().expect("an article");
    desk.key(Key::Escape);
    assert!(!is_card_shown(&desk));
    assert_eq!(desk.place(), Some(selection), "nothing else is done");
    assert_eq!(desk.spoken().as_deref(), Some("Details closed"));
    // It stays closed while the pointer stays there.
    desk.harness.hover_at(at + egui::vec2(1.0, 0.0));
    desk.harness.run_steps(40);
    assert!(!is_card_shown(&desk));
    desk.harness.hover_at(desk.phrase("council met").center());
    desk.run_until_idle();
    until_card(&mut desk, at);
}

#[test]
fn what_comes_under_a_resting_pointer_opens_no_card() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    let at = desk.phrase("Ana Reyes").center();
    desk.harness.hover_at(at);
    desk.run_until_idle();
    desk.key(Key::Slash);
    desk.type_text("Ana Reyes");
    desk.key(Key::Enter);
    desk.key(Key::Num1);
    desk.key(Key::M);
    desk.type_text("An envoy of note.");
    desk.keys(Modifiers::COMMAND, Key::Enter);
    desk.key(Key::Escape);
    desk.key(Key::Escape);
    assert_eq!(desk.place().and_then(|(_, chosen)| chosen), None);
    desk.harness.run_steps(60);
    assert!(!is_card_shown(&desk));
    until_card(&mut desk, at + egui::vec2(1.0, 0.0));
}

#[test]
fn escape_closes_the_card_first_wherever_the_keyboard_is() {
    let (mut desk, at) = with_card();
    // In the page it would take the selection away, in a field lead back to the page.
    desk.harness.hover_at(desk.phrase("council met").center());
    desk.run_until_idle();
    desk.drag_over("release the funds");
    let selected = desk.place().expect("an article");
    until_card(&mut desk, at);
    desk.key(Key::Escape);
    assert_eq!(desk.place(), Some(selected.clone()), "it stays selected");
    desk.key(Key::Escape);
    assert_ne!(desk.place(), Some(selected), "the next one does");
    let field = desk
        .harness
        .get_by_role_and_label(Role::TextInput, "Filter articles");
    field.focus();
    desk.harness.hover_at(desk.phrase("council met").center());
    desk.run_until_idle();
    until_card(&mut desk, at);
    assert!(desk.has_keyboard("Filter articles"));
    desk.key(Key::Escape);
    assert!(!is_card_shown(&desk));
    assert!(desk.has_keyboard("Filter articles"));
    desk.key(Key::Escape);
    assert!(!desk.has_keyboard("Filter articles"));
}

#[test]
fn the_pointer_can_go_into_the_card_of_an_annotation() {
    let (mut desk, at) = with_card();
    let memo = desk
        .harness
        .get_by_label("An envoy of note.")
        .rect()
        .center();
    for step in 1..=8u8 {
        let share = f32::from(step) / 8.0;
        desk.harness.hover_at(at + (memo - at) * share);
        desk.harness.step();
    }
    assert!(is_card_shown(&desk), "on the way and inside");
    desk.harness.run_steps(40);
    assert!(is_card_shown(&desk), "it stays while the pointer is there");
    desk.harness.hover_at(desk.phrase("council met").center());
    desk.harness.run_steps(40);
    assert!(!is_card_shown(&desk));
}

#[test]
fn hints_stay_and_messages_are_dismissed_by_key() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    // There are no conflicts.
    desk.keys(Modifiers::COMMAND, Key::M);
    let shown = desk.harness.state_mut().messages();
    assert_eq!(shown.len(), 1, "{shown:?}");
    desk.harness.run_steps(2000);
    assert_eq!(desk.harness.state_mut().messages(), shown);
    // What was written stays whatever is done. F6 comes to its button.
    desk.keys(Modifiers::SHIFT, Key::Escape);
    assert_eq!(desk.harness.state_mut().messages(), [""; 0]);
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("copy.json");
    desk.harness.state_mut().save_copy(copy);
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while desk.harness.state_mut().messages().is_empty() {
        assert!(std::time::Instant::now() < end, "nothing is told");
        desk.harness.step();
    }
    desk.run_until_idle();
    let at = |desk: &Desk, name: &str| {
        let mut nodes = desk.harness.query_all_by(|node| node.is_focused());
        nodes.any(|node| {
            use egui_kittest::kittest::NodeT as _;
            node.accesskit_node().label().as_deref() == Some(name)
        })
    };
    for _ in 0..8 {
        if !at(&desk, "Dismiss") {
            desk.key(Key::F6);
        }
    }
    assert!(at(&desk, "Dismiss"));
    desk.key(Key::Enter);
    assert_eq!(desk.harness.state_mut().messages(), [""; 0]);
    // A key dismisses all, also from a field.
    desk.keys(Modifiers::COMMAND, Key::M);
    assert_eq!(desk.harness.state_mut().messages(), shown);
    let filter = desk.harness.get_by_label("Filter articles").rect().center();
    desk.click_at(filter);
    desk.keys(Modifiers::SHIFT, Key::Escape);
    assert_eq!(desk.harness.state_mut().messages(), [""; 0]);
    assert!(desk.has_keyboard("Filter articles"));
}
