//! Every dialog of the registry: its command opens it, it has a name and the keyboard, it fits the
//! window, and Escape and its button close it.

use crate::common::Desk;
use demarche::app::{DIALOGS, DialogAbout};
use egui::accesskit::Role;
use egui::{Key, Rect, pos2};
use egui_kittest::kittest::Queryable as _;

const SCREEN: Rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(1280.0, 800.0));

/// Where a dialog stands, if it is open.
fn place(desk: &Desk, dialog: &DialogAbout) -> Option<Rect> {
    let found = desk
        .harness
        .query_by_role_and_label(Role::Dialog, dialog.title);
    found.map(|dialog| dialog.rect())
}

/// Where the control stands that has the keyboard.
fn focused(desk: &Desk) -> Option<Rect> {
    let mut nodes = desk.harness.query_all_by(|node| node.is_focused());
    nodes.next().map(|node| node.rect())
}

#[test]
fn every_dialog_opens_by_its_command_and_closes_by_key_and_button() {
    let mut desk = Desk::with(&[("talks.txt", "The talks in Geneva go on.\n")]);
    let mut opened = 0;
    for dialog in DIALOGS {
        let Some(command) = &dialog.opened_by else {
            continue;
        };
        opened += 1;
        for closes_by_key in [true, false] {
            let title = dialog.title;
            assert_eq!(place(&desk, dialog), None, "{title} is open");
            desk.harness.state_mut().ask(command.clone());
            desk.settle();
            let rect = place(&desk, dialog);
            let rect = rect.unwrap_or_else(|| panic!("{title} does not open, or has no name"));
            assert!(SCREEN.contains_rect(rect), "{title} does not fit: {rect:?}");
            let focus = focused(&desk);
            assert!(
                focus.is_some_and(|focus| rect.contains(focus.center())),
                "{title} does not take the keyboard: {focus:?}"
            );
            if closes_by_key {
                desk.key(Key::Escape);
            } else {
                desk.harness
                    .get_by_role_and_label(Role::Button, "Close")
                    .click();
                desk.settle();
            }
            assert_eq!(place(&desk, dialog), None, "{title} does not close");
        }
    }
    assert!(opened > 0, "the registry is empty");
}

#[test]
fn titles_tell_dialogs_apart() {
    let mut titles: Vec<&str> = DIALOGS.iter().map(|dialog| dialog.title).collect();
    titles.sort_unstable();
    let count = titles.len();
    titles.dedup();
    assert_eq!(titles.len(), count);
}
