//! Changing what has been tagged: borders, fragments, memos, history, and what helps while reading.

mod common;

use common::Desk;
use egui::{Key, Modifiers};

const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the funds before Friday.\n\
    The council met on Monday. It refused.\n";

/// The quotes of the annotations of the article on screen.
fn quotes(desk: &Desk) -> Vec<String> {
    let Some(shown) = desk.app().session().and_then(|session| session.shown()) else {
        return Vec::new();
    };
    let text = shown.document.text();
    let annotations = shown.document.annotations().iter();
    annotations
        .filter_map(|a| Some(a.fragments()?.quote(text)))
        .collect()
}

fn chosen(desk: &Desk) -> Option<String> {
    let session = desk.app().session()?;
    Some(session.chosen()?.id.to_string())
}

#[test]
fn borders_move_by_word_and_by_character() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    let id = chosen(&desk);
    let shift = Modifiers::SHIFT;
    let ctrl = Modifiers::COMMAND;
    for (modifiers, key, want) in [
        (Modifiers::NONE, Key::CloseBracket, "Ana Reyes asked"),
        (Modifiers::NONE, Key::OpenBracket, "Ana Reyes"),
        (shift, Key::OpenCurlyBracket, "envoy Ana Reyes"),
        (shift, Key::OpenBracket, "The envoy Ana Reyes"),
        (shift, Key::CloseBracket, "envoy Ana Reyes"),
        (shift, Key::CloseCurlyBracket, "Ana Reyes"),
        (shift, Key::CloseCurlyBracket, "Reyes"),
        // A word is the least.
        (shift, Key::CloseCurlyBracket, "Reyes"),
        (Modifiers::NONE, Key::OpenBracket, "Reyes"),
        (ctrl, Key::OpenBracket, "Reye"),
        (ctrl, Key::CloseBracket, "Reyes"),
        (ctrl | shift, Key::CloseCurlyBracket, "eyes"),
        (ctrl | shift, Key::OpenBracket, "Reyes"),
    ] {
        desk.keys(modifiers, key);
        assert_eq!(quotes(&desk), [want], "{modifiers:?} {key:?}");
        assert_eq!(chosen(&desk), id);
    }
}

#[test]
fn borders_stay_at_the_ends_of_the_text() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("It refused");
    desk.key(Key::Num3);
    desk.key(Key::CloseBracket);
    assert_eq!(quotes(&desk), ["It refused"]);
    desk.drag_over("Envoy calls");
    desk.key(Key::Num1);
    desk.keys(Modifiers::SHIFT, Key::OpenBracket);
    assert_eq!(quotes(&desk), ["Envoy calls", "It refused"]);
}

#[test]
fn a_selection_is_added_as_a_fragment() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("asked");
    desk.key(Key::Num2);
    let id = chosen(&desk);
    desk.drag_over("release the funds");
    assert_eq!(chosen(&desk), None);
    desk.keys(Modifiers::SHIFT, Key::Plus);
    assert_eq!(quotes(&desk), ["asked … release the funds"]);
    assert_eq!(chosen(&desk), id);

    // With Ctrl held, dragging is enough.
    desk.drag_over_with(Modifiers::COMMAND, "met on Monday");
    assert_eq!(quotes(&desk), ["asked … release the funds … met on Monday"]);
    assert_eq!(chosen(&desk), id);
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(quotes(&desk), ["asked"]);
}
