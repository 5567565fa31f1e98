//! Everything at 400 %: what a window of 1280 by 1024 or 800 pixels shows then is 320 by 256 or 200 points
//! (WCAG 2.2, 1.4.10).

use crate::common::Desk;
use crate::dialogs::{closing_button, open};
use crate::side_panels;
use demarche::app::dialogs;
use egui::accesskit::{Action, Role};
use egui::{Key, Modifiers, Rect, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// 1280 by 1024 pixels, and 1280 by 800.
const NARROW: [egui::Vec2; 2] = [vec2(320.0, 256.0), vec2(320.0, 200.0)];

fn screen(desk: &Desk) -> Rect {
    desk.harness.ctx.content_rect()
}

/// Names and places of what lies beside the screen, at the left or at the right.
fn beside(desk: &Desk) -> Vec<(String, Rect)> {
    let screen = screen(desk);
    let mut found = Vec::new();
    let mut nodes: Vec<_> = desk.harness.root().children().collect();
    while let Some(node) = nodes.pop() {
        let access = node.accesskit_node();
        let data = access.data();
        let is_page = matches!(access.role(), Role::Document | Role::Splitter);
        // A matrix needs two dimensions, and scrolls sideways in an area of its own.
        if is_page || access.role() == Role::Table {
            continue;
        }
        nodes.extend(node.children());
        let is_seen = data.supports_action(Action::Click) || access.role() == Role::Label;
        if !is_seen || data.bounds().is_none() {
            continue;
        }
        let rect = node.rect();
        if rect.left() < -1.0 || rect.right() > screen.right() + 1.0 {
            let name = access.label().or(access.value());
            found.push((name.unwrap_or_default(), rect));
        }
    }
    found
}

#[test]
fn at_four_times_the_size_the_window_has_what_it_has_otherwise() {
    let mut desk = side_panels::desk();
    desk.until_saved();
    desk.harness.set_size(NARROW[0]);
    desk.run_until_idle();
    let screen = screen(&desk);
    assert_eq!(beside(&desk), []);
    // The text wraps, and some of it is seen.
    assert!(screen.contains_rect(desk.phrase("talks")));
    // What stood beside the menus stands in the status bar.
    let saved = desk.harness.query_by_label_contains("Saved");
    let saved = saved.expect("whether it is saved").rect();
    assert!(screen.contains_rect(saved), "{saved:?}");
    let last = desk.harness.get_by_label("Help").rect();
    assert!(screen.contains_rect(last), "{last:?}");
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
    assert!(screen.contains_rect(focus), "{focus:?}");
}

#[test]
fn dialogs_fit_and_scroll_in_one_direction() {
    let mut seen = 0;
    let mut found = Vec::new();
    for dialog in dialogs() {
        let title = dialog.title;
        for size in NARROW {
            let Some(mut desk) = open(dialog) else {
                continue;
            };
            desk.harness.set_size(size);
            desk.run_until_idle();
            let screen = screen(&desk);
            if let Some(name) = closing_button(title) {
                let close = desk
                    .harness
                    .get_by_role_and_label(Role::Button, name)
                    .rect();
                assert!(screen.contains_rect(close), "{title}: {close:?}");
            }
            // The dialog is as wide as its widest part.
            let mut beside = beside(&desk);
            beside.sort_by(|(_, a), (_, b)| b.right().total_cmp(&a.right()));
            let beside = beside.into_iter().take(6);
            found.extend(beside.map(|(name, rect)| format!("{title}: {name} {rect:?}")));
            seen += 1;
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    assert!(seen >= 30, "{seen} dialogs");
}
