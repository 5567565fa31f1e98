//! Everything at 400 %: what a window of 1280 by 1024 pixels shows then is 320 by 256 points (WCAG 2.2, 1.4.10).

use crate::common::Desk;
use crate::dialogs::{closing_button, open};
use crate::side_panels;
use demarche::app::dialogs;
use egui::accesskit::{Action, Role};
use egui::{Key, Modifiers, Rect, pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const NARROW: egui::Vec2 = vec2(320.0, 256.0);

/// Dialogs that are wider than such a window; they scroll in both directions.
const WIDE: [&str; 8] = [
    "Agreement",
    "Settings",
    "Codebook",
    "Entities",
    "Resolve conflicts",
    "Export dataset",
    "Import dataset",
    "Import articles",
];

fn screen() -> Rect {
    Rect::from_min_max(pos2(0.0, 0.0), NARROW.to_pos2())
}

/// Names and places of what can be clicked and lies beside the screen, at the left or at the right.
fn beside(desk: &Desk) -> Vec<(String, Rect)> {
    let mut found = Vec::new();
    let mut nodes: Vec<_> = desk.harness.root().children().collect();
    while let Some(node) = nodes.pop() {
        nodes.extend(node.children());
        let access = node.accesskit_node();
        let data = access.data();
        let is_control = data.supports_action(Action::Click)
            && !matches!(access.role(), Role::Document | Role::Mark | Role::Splitter)
            && data.bounds().is_some();
        if !is_control {
            continue;
        }
        let rect = node.rect();
        if rect.left() < -1.0 || rect.right() > NARROW.x + 1.0 {
            found.push((access.label().unwrap_or_default(), rect));
        }
    }
    found
}

#[test]
fn at_four_times_the_size_the_window_has_what_it_has_otherwise() {
    let mut desk = side_panels::desk();
    desk.until_saved();
    desk.harness.set_size(NARROW);
    desk.run_until_idle();
    assert_eq!(beside(&desk), []);
    // The text wraps, and some of it is seen.
    assert!(screen().contains_rect(desk.phrase("talks")));
    // What stood beside the menus stands in the status bar.
    let saved = desk.harness.query_by_label_contains("Saved");
    let saved = saved.expect("whether it is saved").rect();
    assert!(screen().contains_rect(saved), "{saved:?}");
    let last = desk.harness.get_by_label("Help").rect();
    assert!(screen().contains_rect(last), "{last:?}");
    assert!(!last.intersects(saved));
    // Panels are drawers.
    for (modifiers, key) in [
        (Modifiers::COMMAND, Key::Num1),
        (Modifiers::COMMAND, Key::Num2),
    ] {
        desk.keys(modifiers, key);
        assert_eq!(beside(&desk), [], "{key:?}");
        desk.keys(modifiers, key);
    }
    // Menus scroll up and down only.
    desk.key(Key::F10);
    for _ in 0..7 {
        assert_eq!(beside(&desk), []);
        desk.key(Key::ArrowRight);
    }
    desk.key(Key::ArrowRight);
    desk.key(Key::End);
    desk.run_until_idle();
    let focus = desk.focused().expect("an item");
    assert!(screen().contains_rect(focus), "{focus:?}");
}

#[test]
fn dialogs_fit_and_scroll_in_one_direction() {
    let mut seen = 0;
    for dialog in dialogs() {
        let title = dialog.title;
        let Some(mut desk) = open(dialog) else {
            continue;
        };
        desk.harness.set_size(NARROW);
        desk.run_until_idle();
        if let Some(name) = closing_button(title) {
            let close = desk
                .harness
                .get_by_role_and_label(Role::Button, name)
                .rect();
            assert!(screen().contains_rect(close), "{title}: {close:?}");
        }
        if !WIDE.contains(&title) {
            let beside = beside(&desk);
            let first = beside.iter().take(3).collect::<Vec<_>>();
            assert!(first.is_empty(), "{title}: {first:?}");
            seen += 1;
        }
    }
    assert!(seen >= 8, "{seen} dialogs");
}
