//! The hint in the status bar says the next step, whatever the analyst does.

use crate::common::Desk;
use egui::{Key, Modifiers};

const TALKS: &str = "Envoy calls for talks\nThe envoy asked the council to release the funds.\n";
const VOTE: &str = "The council votes\nThe council asked the envoy to leave.\n";

#[test]
fn the_hint_follows_what_is_done() {
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("vote.txt", VOTE)]);
    // While work goes on, the status bar shows its progress instead of the hint.
    let select = "Select words to tag them · Ctrl+Enter: done, next article";
    desk.until_label(select);
    desk.drag_over("The envoy");
    desk.until_label("Label key: tag the selection");
    desk.key(Key::Num2);
    desk.until_label("Enter: fill in what is required");
    desk.key(Key::R);
    desk.until_label("Press a letter or click · Esc: cancel linking");
    desk.key(Key::Escape);
    desk.key(Key::Delete);
    desk.until_label(select);

    // The last article that is done says what comes then.
    for _ in 0..2 {
        desk.keys(Modifiers::COMMAND, Key::Enter);
    }
    // The notice that says so too goes away by itself.
    desk.until_label("All done · Ctrl+E: export");

    // Ticked hits are counted in what a label key does.
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    desk.type_text("council");
    desk.key(Key::Enter);
    desk.until_label("3 hits in 2 articles");
    desk.key(Key::ArrowDown);
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.until_label("label key: annotate 3");
}
