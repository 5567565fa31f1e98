//! Selecting by key: by typing what stands in the text, by words, and moving borders.

use crate::common::Desk;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the “frozen funds” before Friday.\n\
    The council met on Monday. It refused to release anything to the U.S. Senate. No envoy came.\n";

const FIELD: &str = "Select by typing";

fn desk() -> Desk {
    Desk::with(&[("talks.txt", TALKS)])
}

fn selected(desk: &Desk) -> String {
    let shown = desk.app().session().and_then(|session| session.shown());
    let selected =
        shown.map(|shown| shown.document.text().as_str()[shown.selection.range()].into());
    selected.unwrap_or_default()
}

fn quotes(desk: &Desk) -> Vec<String> {
    let Some(shown) = desk.app().session().and_then(|session| session.shown()) else {
        return Vec::new();
    };
    let annotations = shown.document.annotations().iter();
    let text = shown.document.text();
    annotations
        .filter_map(|a| Some(a.fragments()?.quote(text)))
        .collect()
}

fn field_is_open(desk: &Desk) -> bool {
    let field = desk.harness.query_by_role_and_label(Role::TextInput, FIELD);
    field.is_some()
}

#[test]
fn a_typed_phrase_is_selected_and_tagged() {
    let mut desk = desk();
    desk.key(Key::Slash);
    assert!(field_is_open(&desk));
    desk.type_text("coun");
    assert_eq!(selected(&desk), "coun");
    desk.harness.get_by_label("1 of 2");
    desk.key(Key::Enter);
    assert!(!field_is_open(&desk));
    assert_eq!(selected(&desk), "council", "whole words are taken");
    desk.key(Key::Num1);
    assert_eq!(quotes(&desk), ["council"]);

    // A slash alone looks for the same again, from here on.
    desk.key(Key::Slash);
    desk.type_text("/");
    assert_eq!(selected(&desk), "coun");
    desk.harness.get_by_label("2 of 2");
    desk.keys(Modifiers::ALT, Key::Enter);
    desk.key(Key::Num2);
    assert_eq!(quotes(&desk), ["council", "coun"]);
}

#[test]
fn slashes_and_arrows_go_from_hit_to_hit_and_round() {
    let mut desk = desk();
    desk.key(Key::Slash);
    let number = |desk: &Desk, message: &str| {
        desk.harness.get_by_label(message);
    };
    desk.type_text("envoy");
    number(&desk, "1 of 3");
    desk.type_text("/");
    number(&desk, "2 of 3");
    desk.type_text("/");
    number(&desk, "3 of 3");
    desk.type_text("?");
    number(&desk, "2 of 3");
    desk.key(Key::ArrowDown);
    number(&desk, "3 of 3");
    desk.key(Key::F3);
    number(&desk, "1 of 3 · wrapped");
    desk.keys(Modifiers::SHIFT, Key::F3);
    desk.key(Key::ArrowUp);
    number(&desk, "2 of 3");
    desk.key(Key::Enter);
    let second = desk.place();

    // The same keys go on when the field is closed.
    desk.key(Key::F3);
    assert_eq!(selected(&desk), "envoy");
    assert_ne!(desk.place(), second);
    desk.keys(Modifiers::SHIFT, Key::F3);
    assert_eq!(desk.place(), second);

    // The hint says at which end the search went on.
    desk.key(Key::F3);
    desk.key(Key::F3);
    desk.harness.get_by_label("Search wrapped to the top");
    desk.keys(Modifiers::SHIFT, Key::F3);
    desk.harness.get_by_label("Search wrapped to the bottom");
}

#[test]
fn two_phrases_select_the_text_between_them() {
    for typed in ["release…funds", "release..funds", "release/funds"] {
        let mut desk = desk();
        desk.keys(Modifiers::COMMAND, Key::F);
        desk.type_text(typed);
        assert_eq!(selected(&desk), "release the “frozen funds", "{typed}");
        desk.key(Key::Enter);
        desk.key(Key::D);
        assert_eq!(quotes(&desk), ["release the “frozen funds”"], "{typed}");
    }
}

#[test]
fn escape_gives_the_selection_back_and_letters_are_no_commands() {
    let mut desk = desk();
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    let before = desk.place();
    desk.key(Key::Slash);
    desk.type_text("refused 1d");
    desk.harness.get_by_label("Not in this article");
    assert_eq!(desk.place(), before, "there is no hit");
    desk.key(Key::Enter);
    assert!(field_is_open(&desk));
    for _ in 0..3 {
        desk.key(Key::Backspace);
    }
    assert_eq!(selected(&desk), "refused");
    desk.key(Key::Escape);
    assert!(!field_is_open(&desk));
    assert_eq!(desk.place(), before);
    assert_eq!(quotes(&desk), ["Ana Reyes"]);

    // Going on with the mouse leaves the field, and means whole words.
    desk.key(Key::Slash);
    desk.type_text("frid");
    let event = desk.harness.get_by_label_contains("Event, 0 in this");
    let event = event.rect().center();
    desk.click_at(event);
    assert!(!field_is_open(&desk));
    assert_eq!(quotes(&desk), ["Ana Reyes", "Friday"]);

    // A click in the text leaves it too.
    desk.key(Key::Slash);
    desk.click_on("Monday");
    assert!(!field_is_open(&desk));
    desk.key(Key::A);
    assert_eq!(quotes(&desk), ["Ana Reyes", "Friday", "Monday"]);
}

#[test]
fn a_hit_is_scrolled_to_and_not_covered() {
    let text = format!("{}The end is near.\n", "A line of words.\n".repeat(400));
    let mut desk = Desk::with(&[("long.txt", &text)]);
    desk.key(Key::Slash);
    desk.type_text("the end");
    assert_eq!(selected(&desk), "The end");
    let field = desk.harness.get_by_role_and_label(Role::TextInput, FIELD);
    assert!(desk.phrase("The end").bottom() < field.rect().top());
}

#[test]
fn a_long_text_is_searched_over_several_frames() {
    let text = format!("{}needle\n", "hay and straw\n".repeat(60_000));
    let mut desk = Desk::with(&[("long.txt", &text)]);
    desk.key(Key::Slash);
    desk.type_text("needle");
    desk.until(|app| {
        let shown = app.session().and_then(|session| session.shown());
        shown.is_some_and(|shown| !shown.selection.is_empty())
    });
    desk.harness.get_by_label("1 of 1");
}

#[test]
fn selecting_by_words_begins_with_a_whole_word() {
    let mut desk = desk();
    desk.click_on("Reyes");
    desk.keys(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(selected(&desk), "Reyes");
    desk.keys(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(selected(&desk), "Reyes asked");
    desk.keys(Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(selected(&desk), "Reyes");
}

#[test]
fn a_selection_by_lines_is_tidied_when_tagged_and_one_by_characters_is_not() {
    let mut desk = desk();
    desk.click_on("Envoy calls");
    desk.keys(Modifiers::NONE, Key::Home);
    desk.keys(Modifiers::SHIFT, Key::End);
    desk.keys(Modifiers::SHIFT, Key::ArrowDown);
    desk.key(Key::Num1);
    let quote = quotes(&desk)[0].clone();
    assert!(
        quote.starts_with("Envoy calls for talks\nThe envoy"),
        "{quote}"
    );
    let after = TALKS[quote.len()..].chars().next();
    assert!(
        after.is_some_and(|c| !c.is_alphanumeric()),
        "{quote} ends with a word"
    );

    let mut desk = self::desk();
    desk.key(Key::Home);
    for _ in 0..3 {
        desk.keys(Modifiers::ALT | Modifiers::SHIFT, Key::ArrowRight);
    }
    desk.key(Key::Num1);
    assert_eq!(quotes(&desk), ["Env"]);
}

#[test]
fn sentences_and_paragraphs_are_gone_by_and_selected_with_shift() {
    let mut desk = desk();
    let ctrl = Modifiers::COMMAND;
    let caret = |desk: &Desk| desk.place().map(|(selection, _)| selection.head.0);
    let at = |phrase: &str| TALKS.find(phrase);
    desk.keys(ctrl, Key::ArrowDown);
    desk.keys(ctrl, Key::ArrowDown);
    assert_eq!(caret(&desk), at("The council met"));
    desk.keys(ctrl, Key::ArrowRight);
    assert_eq!(caret(&desk), at("It refused"));
    desk.keys(ctrl | Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(
        selected(&desk),
        "It refused to release anything to the U.S. Senate."
    );
    desk.keys(ctrl, Key::ArrowLeft);
    desk.keys(ctrl | Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(selected(&desk), "The council met on Monday.");
    desk.keys(ctrl, Key::ArrowUp);
    desk.keys(ctrl | Modifiers::SHIFT, Key::ArrowDown);
    assert!(selected(&desk).starts_with("The envoy Ana"));
    assert!(selected(&desk).ends_with("before Friday."));
    desk.keys(ctrl, Key::ArrowUp);
    desk.keys(ctrl | Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(selected(&desk), "Envoy calls for talks");
}

#[test]
fn moves_of_a_border_in_a_row_are_undone_together() {
    let mut desk = desk();
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    for _ in 0..3 {
        desk.key(Key::CloseBracket);
    }
    desk.keys(Modifiers::SHIFT, Key::OpenCurlyBracket);
    assert_eq!(quotes(&desk), ["envoy Ana Reyes asked the council"]);
    for want in [&["Ana Reyes asked the council"][..], &["Ana Reyes"], &[]] {
        desk.keys(Modifiers::COMMAND, Key::Z);
        assert_eq!(quotes(&desk), want);
    }
    for want in ["Ana Reyes", "Ana Reyes asked the council"] {
        desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
        assert_eq!(quotes(&desk), [want]);
    }
}
