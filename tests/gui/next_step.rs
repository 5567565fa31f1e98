//! The hint in the status bar says the next step, whatever the analyst does.

use crate::common::Desk;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

const TALKS: &str = "Envoy calls for talks\nThe envoy asked the council to release the funds.\n";
const VOTE: &str = "The council votes\nThe council asked the envoy to leave.\n";

fn says(desk: &mut Desk, text: &str) -> bool {
    desk.run_until_idle();
    desk.harness.query_all_by_label(text).next().is_some()
}

#[test]
fn the_hint_follows_what_is_done() {
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("vote.txt", VOTE)]);
    let select = "Select words to tag them · Ctrl+Enter: done, next article";
    assert!(says(&mut desk, select));
    desk.drag_over("The envoy");
    assert!(says(&mut desk, "Label key: tag the selection"));
    desk.key(Key::Num2);
    assert!(says(&mut desk, "Enter: fill in what is required"));
    desk.key(Key::R);
    assert!(says(
        &mut desk,
        "Press a letter or click · Esc: cancel linking"
    ));
    desk.key(Key::Escape);
    desk.key(Key::Delete);
    assert!(says(&mut desk, select));

    // The last article that is done says what comes then.
    for _ in 0..2 {
        desk.keys(Modifiers::COMMAND, Key::Enter);
    }
    // The notice that says so too goes away by itself.
    assert!(says(&mut desk, "All done · Ctrl+E: export"));

    // Ticked hits are counted in what a label key does.
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    desk.type_text("council");
    desk.key(Key::Enter);
    desk.until_label("3 hits in 2 articles");
    desk.key(Key::ArrowDown);
    desk.keys(Modifiers::COMMAND, Key::A);
    assert!(says(&mut desk, "label key: annotate 3"));
}
