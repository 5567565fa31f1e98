//! Changing what has been tagged: borders, fragments, memos, history, and what helps while reading.

use crate::common::Desk;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

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
fn a_label_key_that_does_nothing_says_why() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    let messages = |desk: &mut Desk| desk.harness.state_mut().messages();
    assert_eq!(messages(&mut desk), [""; 0]);
    desk.key(Key::Num1);
    assert_eq!(messages(&mut desk), ["This is already tagged as actor."]);
    desk.key(Key::F6);
    desk.key(Key::Num2);
    assert_eq!(
        messages(&mut desk),
        ["A label’s key does not tag while a panel has the keyboard. Esc goes back to the text."]
    );
    let steps = desk.app().session().map(|s| s.history.done().len());
    assert_eq!(steps, Some(1));
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

/// The memos of the article's annotations.
fn memos(desk: &Desk) -> Vec<String> {
    let shown = desk.app().session().and_then(|session| session.shown());
    let annotations = shown.map_or(&[][..], |shown| shown.document.annotations());
    annotations.iter().map(|a| a.memo.clone()).collect()
}

fn steps(desk: &Desk) -> usize {
    let session = desk.app().session();
    session.map_or(0, |session| session.history.done().len())
}

#[test]
fn a_memo_is_written_as_one_step_and_types_no_command() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    let before = (steps(&desk), chosen(&desk), quotes(&desk));
    desk.key(Key::M);
    desk.type_text("named 2 men");
    desk.key(Key::Escape);
    assert_eq!(memos(&desk), ["named 2 men"]);
    assert_eq!(
        (steps(&desk) - 1, chosen(&desk), quotes(&desk)),
        before,
        "one step, and the choice and the text are as they were"
    );

    // The keyboard is with the text again.
    desk.key(Key::Num2);
    assert_eq!(steps(&desk), before.0 + 2);
    desk.keys(Modifiers::COMMAND, Key::Z);

    // Ctrl+Enter takes over too, and does not mark the article as done.
    desk.key(Key::M);
    desk.type_text("!");
    desk.keys(Modifiers::COMMAND, Key::Enter);
    assert_eq!(memos(&desk), ["named 2 men!"]);
    assert_eq!(steps(&desk), before.0 + 2);

    // Nothing written, no step.
    desk.key(Key::M);
    desk.key(Key::Escape);
    assert_eq!(steps(&desk), before.0 + 2);
}

#[test]
fn a_memo_is_taken_over_when_its_field_is_left() {
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("other.txt", "Another text.\n")]);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    desk.key(Key::M);
    desk.type_text("a");
    desk.click_on("It refused");
    assert_eq!(memos(&desk), ["a"]);

    desk.click_on("Reyes");
    desk.key(Key::M);
    desk.type_text("b");
    desk.show("other.txt");
    desk.show("talks.txt");
    assert_eq!(memos(&desk), ["ab"]);

    // Hiding the panel loses nothing either.
    desk.click_on("Reyes");
    desk.key(Key::M);
    desk.type_text("c");
    desk.keys(Modifiers::COMMAND, Key::Num2);
    assert_eq!(memos(&desk), ["abc"]);
}

#[test]
fn a_card_tells_of_the_annotation_under_the_pointer() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    desk.key(Key::M);
    desk.type_text("the envoy");
    desk.key(Key::Escape);
    // The inspector would show the same.
    desk.keys(Modifiers::COMMAND, Key::Num2);
    let words = desk.phrase("Ana Reyes");
    assert!(desk.harness.query_by_label("the envoy").is_none());
    desk.harness.hover_at(words.center());
    desk.run_until_idle();
    let memo = desk.harness.get_by_label("the envoy").rect();
    assert!(!memo.intersects(words));
    assert_eq!(desk.phrase("Ana Reyes"), words, "nothing moves");
    // The card stays while the pointer is in it or on its way to it, and goes elsewhere.
    desk.harness.hover_at(egui::pos2(640.0, 790.0));
    desk.harness.run_steps(30);
    assert!(desk.harness.query_by_label("the envoy").is_none());
}

#[test]
fn labels_stand_at_a_selection_made_with_the_mouse() {
    const EVENT: &str = "Tag the selection as event";
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("release the funds");
    let words = desk.phrase("release the funds");
    assert!(!desk.harness.get_by_label(EVENT).rect().intersects(words));
    desk.key(Key::Escape);
    assert!(desk.harness.query_by_label(EVENT).is_none());

    // Words that were cut are completed first.
    desk.drag_over("lease the fun");
    assert!(desk.harness.query_by_label(EVENT).is_some());
    desk.key(Key::Escape);

    // Near the upper edge there is room below only.
    desk.drag_over("Envoy calls");
    let words = desk.phrase("Envoy calls");
    assert!(!desk.harness.get_by_label(EVENT).rect().intersects(words));
    desk.harness.get_by_label(EVENT).click();
    desk.run_until_idle();
    assert_eq!(quotes(&desk), ["Envoy calls"]);
    assert!(desk.harness.query_by_label(EVENT).is_none());

    // A selection made by key has none.
    desk.keys(Modifiers::SHIFT, Key::ArrowRight);
    assert!(desk.harness.query_by_label(EVENT).is_none());
}

#[test]
fn a_click_in_the_history_goes_to_that_step() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    desk.key(Key::Num3);
    desk.key(Key::CloseBracket);
    assert_eq!(quotes(&desk), ["Ana Reyes asked"]);
    desk.keys(Modifiers::COMMAND, Key::Num4);
    let click = |desk: &mut Desk, step: &str| {
        let rows = desk.harness.get_all_by_role(Role::ListBoxOption);
        let row = rows
            .into_iter()
            .find(|row| row.accesskit_node().label().is_some_and(|l| l == step));
        row.expect("the step is in the list").click();
        desk.run_until_idle();
    };
    click(&mut desk, "tag as actor");
    assert_eq!((quotes(&desk).len(), steps(&desk)), (1, 1));
    assert_eq!(quotes(&desk), ["Ana Reyes"]);
    click(&mut desk, "move boundary of event, undone");
    assert_eq!(
        (quotes(&desk)[0].as_str(), steps(&desk)),
        ("Ana Reyes asked", 3)
    );
    click(&mut desk, "Opened");
    assert_eq!((quotes(&desk).len(), steps(&desk)), (0, 0));
}

#[test]
fn the_text_stands_alone_until_escape() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    let panels = |desk: &Desk| {
        let menu = desk.harness.query_by_label("Annotate").is_some();
        let rows = desk.harness.query_all_by_role(Role::ListBoxOption).count();
        (menu, rows)
    };
    assert_eq!(panels(&desk), (true, 1));
    desk.keys(Modifiers::COMMAND, Key::Period);
    assert_eq!(panels(&desk), (false, 0));
    // Working goes on.
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    assert_eq!(quotes(&desk), ["Ana Reyes"]);
    // Else Escape closes the card of what is under the pointer first.
    desk.harness.hover_at(egui::pos2(640.0, 790.0));
    desk.key(Key::Escape);
    assert_eq!((chosen(&desk), panels(&desk)), (None, (false, 0)));
    desk.key(Key::Escape);
    assert_eq!(panels(&desk), (true, 2));
    desk.keys(Modifiers::COMMAND, Key::Period);
    desk.keys(Modifiers::COMMAND, Key::Period);
    assert_eq!(panels(&desk), (true, 2));
}
