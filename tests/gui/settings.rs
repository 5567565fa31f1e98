//! The settings, used as a person would.

use crate::common::Desk;
use demarche::settings::{Animations, Font, Theme};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

const TALKS: &str = "Envoy calls for talks\nThe envoy asked the council to release the funds.\n";

fn open_settings() -> Desk {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.keys(Modifiers::COMMAND, Key::Comma);
    desk.harness.get_by_label("Coder ID");
    desk
}

fn click(desk: &mut Desk, name: &str) {
    desk.harness.get_by_label(name).click();
    desk.run_until_idle();
}

/// Narrows the list of keys to one command.
fn filter_commands(desk: &mut Desk, text: &str) {
    desk.harness
        .get_by_role_and_label(Role::TextInput, "Filter commands")
        .focus();
    desk.run_until_idle();
    desk.type_text(text);
}

fn everything_written(folder: &std::path::Path) -> String {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let texts = entries.filter_map(|entry| std::fs::read_to_string(entry.path()).ok());
    texts.collect()
}

#[test]
fn a_choice_acts_at_once_and_is_soon_written() {
    let mut desk = open_settings();
    click(&mut desk, "High contrast");
    click(&mut desk, "Animations off");
    assert_eq!(desk.app().settings().theme, Theme::HighContrast);
    let style = desk.harness.ctx.global_style();
    assert_eq!(style.visuals.extreme_bg_color, egui::Color32::WHITE);
    assert_eq!(style.animation_time, 0.0);

    let folder = desk.state_folder();
    desk.until(|_| everything_written(&folder).contains("high-contrast"));

    desk.key(Key::Escape);
    assert!(desk.harness.query_by_label("Coder ID").is_none());
    let desk = desk.open_again();
    assert_eq!(desk.app().settings().theme, Theme::HighContrast);
    assert_eq!(desk.app().settings().animations, Animations::Off);
}

#[test]
fn the_font_is_chosen_from_a_list() {
    let mut desk = open_settings();
    let mut choices = desk.harness.get_all_by_role(Role::ComboBox);
    choices.next().expect("the font is the first").click();
    drop(choices);
    desk.run_until_idle();
    click(&mut desk, "Sans");
    assert_eq!(desk.app().settings().font, Font::Sans);
}

#[test]
fn a_coder_has_a_name_that_can_stand_in_a_files_name() {
    let mut desk = open_settings();
    desk.harness
        .get_by_role_and_label(Role::TextInput, "Coder ID")
        .focus();
    desk.run_until_idle();
    desk.type_text("ana");
    assert_eq!(desk.app().settings().coder, "ana");
    desk.type_text("/x");
    desk.harness
        .get_by_label_contains("cannot be part of a file name");
    assert_eq!(desk.app().settings().coder, "ana");

    // From the next opening on.
    let mut desk = desk.open_again();
    desk.until(|app| app.session().is_some_and(|s| s.shown().is_some()));
    desk.drag_over("release the funds");
    desk.key(Key::Num2);
    desk.until_saved();
    assert!(
        desk.read("talks.txt.ana.ann.json")
            .contains("\"by\":\"ana\"")
    );
}

#[test]
fn no_letter_tags_while_the_settings_are_open() {
    let mut desk = open_settings();
    desk.type_text("a1");
    let shown = desk.app().session().and_then(|session| session.shown());
    assert_eq!(
        shown.map(|shown| shown.document.annotations().len()),
        Some(0)
    );
}

#[test]
fn a_changed_key_works_and_survives_reopening() {
    let mut desk = open_settings();
    filter_commands(&mut desk, "legend");
    click(&mut desk, "Change… Legend");
    desk.key(Key::L);
    desk.key(Key::Escape);
    for _ in 0..2 {
        let before = desk.app().settings().legend;
        desk.key(Key::L);
        assert_ne!(desk.app().settings().legend, before);
        // The key of the table is free.
        desk.keys(Modifiers::COMMAND, Key::Num3);
        assert_ne!(desk.app().settings().legend, before);
        desk = desk.open_again();
        desk.until(|app| app.session().is_some_and(|s| s.shown().is_some()));
    }

    desk.keys(Modifiers::COMMAND, Key::Comma);
    filter_commands(&mut desk, "legend");
    click(&mut desk, "Reset Legend");
    desk.key(Key::Escape);
    let before = desk.app().settings().legend;
    desk.key(Key::L);
    assert_eq!(desk.app().settings().legend, before);
    desk.keys(Modifiers::COMMAND, Key::Num3);
    assert_ne!(desk.app().settings().legend, before);
}

#[test]
fn a_conflict_is_shown_and_resolved() {
    let mut desk = open_settings();
    filter_commands(&mut desk, "legend");
    click(&mut desk, "Change… Legend");
    desk.key(Key::N);
    desk.harness
        .get_by_label("N already means “Next annotation”.");
    assert!(desk.app().settings().keys.is_empty());
    click(&mut desk, "Reassign it");
    let keys = &desk.app().settings().keys;
    assert_eq!(keys["toggle-legend"], ["N"]);
    assert_eq!(keys["next-annotation"], ["Tab"]);
}

#[test]
fn a_command_gets_a_second_key_and_loses_a_single_one() {
    let mut desk = open_settings();
    filter_commands(&mut desk, "legend");
    click(&mut desk, "Add… Legend");
    desk.key(Key::L);
    let keys = |desk: &Desk, id: &str| desk.app().settings().keys.get(id).cloned();
    let own = |keys: &[&str]| Some(keys.iter().map(|key| (*key).to_owned()).collect());
    assert_eq!(keys(&desk, "toggle-legend"), own(&["Ctrl+3", "L"]));

    // A key that is taken from elsewhere is added too.
    click(&mut desk, "Add… Legend");
    desk.key(Key::N);
    click(&mut desk, "Reassign it");
    assert_eq!(keys(&desk, "toggle-legend"), own(&["Ctrl+3", "L", "N"]));
    assert_eq!(keys(&desk, "next-annotation"), own(&["Tab"]));

    click(&mut desk, "Remove Ctrl+3 from “Legend”");
    assert_eq!(keys(&desk, "toggle-legend"), own(&["L", "N"]));
    desk.key(Key::Escape);
    let before = desk.app().settings().legend;
    desk.keys(Modifiers::COMMAND, Key::Num3);
    assert_eq!(desk.app().settings().legend, before);
    for key in [Key::L, Key::N] {
        let before = desk.app().settings().legend;
        desk.key(key);
        assert_ne!(desk.app().settings().legend, before);
    }
}

#[test]
fn escape_ends_the_waiting_for_a_key_and_not_the_settings() {
    let mut desk = open_settings();
    filter_commands(&mut desk, "legend");
    click(&mut desk, "Change… Legend");
    desk.key(Key::Escape);
    desk.harness.get_by_label("Change… Legend");
    assert!(desk.app().settings().keys.is_empty());
}
