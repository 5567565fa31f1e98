//! Whatever can be clicked is at least 24 by 24 points, in every panel, dialog and menu (WCAG 2.2, 2.5.8).
//!
//! Not counted are what stands in the text of an article, the bars of scroll areas, texts beside a control that do
//! the same as it, the borders of panels, which commands move too, and what is scrolled out of sight in part.

use std::collections::BTreeSet;

use demarche::app::dialogs;
use demarche::command::UserCommand;
use demarche::ui::panels::PANELS;
use egui::accesskit::{Action, Role};
use egui::{Key, Modifiers, Rect, pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::common::Desk;
use crate::dialogs::open;
use crate::side_panels;

const LEAST: f32 = 24.0;

/// What is found too small, and how much was looked at.
#[derive(Default)]
struct Small {
    found: BTreeSet<String>,
    seen: usize,
}

impl Small {
    fn look_at(&mut self, desk: &Desk, place: &str) {
        let size = desk.harness.ctx.content_rect().size();
        let screen = Rect::from_min_max(pos2(0.0, 0.0), size.to_pos2());
        let mut nodes: Vec<_> = desk.harness.root().children().collect();
        while let Some(node) = nodes.pop() {
            nodes.extend(node.children());
            let access = node.accesskit_node();
            let data = access.data();
            let is_target = [Action::Click, Action::Focus, Action::SetValue]
                .iter()
                .any(|action| data.supports_action(*action));
            let is_of_text = matches!(
                access.role(),
                Role::ScrollBar
                    | Role::Document
                    | Role::Mark
                    | Role::Paragraph
                    | Role::Splitter
                    | Role::Label
            );
            if !is_target || is_of_text || data.bounds().is_none() {
                continue;
            }
            let rect = node.rect();
            if !screen.contains_rect(rect) {
                continue;
            }
            self.seen += 1;
            if rect.width() < LEAST - 0.01 || rect.height() < LEAST - 0.01 {
                let name = access.label().unwrap_or_default();
                let (width, height) = (rect.width(), rect.height());
                self.found.insert(format!(
                    "{place}: {:?} “{name}” {width:.1} x {height:.1}",
                    access.role()
                ));
            }
        }
    }

    fn assert_none(&self, least_seen: usize) {
        assert!(self.seen >= least_seen, "{} were looked at", self.seen);
        assert!(self.found.is_empty(), "too small: {:#?}", self.found);
    }
}

#[test]
fn every_control_of_a_dialog_can_be_hit() {
    let mut small = Small::default();
    for dialog in dialogs() {
        let Some(mut desk) = open(dialog) else {
            continue;
        };
        small.look_at(&desk, dialog.title());
        if dialog.title() == "Codebook" {
            for name in ["Actor", "Category", "makes"] {
                let rows = desk.harness.query_all_by_role(Role::ListBoxOption);
                let mut rows = rows.filter(|row| {
                    let label = row.accesskit_node().label();
                    label.is_some_and(|label| label.starts_with(name))
                });
                let row = rows.next().map(|row| row.rect());
                drop(rows);
                desk.click_at(row.unwrap_or_else(|| panic!("{name}")).center());
                small.look_at(&desk, &format!("Codebook, {name}"));
            }
        }
    }
    small.assert_none(200);
}

#[test]
fn every_control_of_a_panel_can_be_hit() {
    let mut small = Small::default();
    small.look_at(&Desk::empty(), "start");
    let mut desk = side_panels::desk();
    for (words, key) in [("Geneva", Key::Num2), ("go", Key::Num3)] {
        desk.drag_over(words);
        desk.key(key);
    }
    small.look_at(&desk, "article");
    for (panel, command) in PANELS {
        let is_hidden = desk.app().parts().iter().all(|(part, _)| *part != panel);
        if is_hidden {
            desk.harness.state_mut().ask(command);
            desk.run_until_idle();
        }
    }
    small.look_at(&desk, "all panels");
    let mut results = crate::explore::desk();
    crate::explore::open(&mut results);
    small.look_at(&results, "results");
    desk.drag_over("in");
    small.look_at(&desk, "selection");
    // A hint, and what can be dismissed.
    desk.key(Key::Escape);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    small.look_at(&desk, "notices");
    desk.keys(Modifiers::SHIFT, Key::Escape);
    desk.key(Key::Slash);
    desk.type_text("go");
    small.look_at(&desk, "finder");
    desk.key(Key::Escape);
    desk.harness.state_mut().ask(UserCommand::SideBySide);
    desk.run_until_idle();
    small.look_at(&desk, "two panes");
    desk.harness.set_size(vec2(500.0, 500.0));
    desk.run_until_idle();
    small.look_at(&desk, "narrow window");
    small.assert_none(150);
}

#[test]
fn every_item_of_a_menu_can_be_hit() {
    let mut small = Small::default();
    let mut desk = side_panels::desk();
    for menu in ["File", "Edit", "Annotate", "Go", "View", "Help"] {
        desk.harness.get_by_label(menu).click();
        desk.run_until_idle();
        small.look_at(&desk, menu);
        desk.key(Key::Escape);
    }
    desk.keys(Modifiers::SHIFT, Key::F10);
    small.look_at(&desk, "context menu");
    desk.key(Key::Escape);
    let filter = "Filters and order of the list";
    desk.harness.get_by_label(filter).click();
    desk.run_until_idle();
    small.look_at(&desk, filter);
    small.assert_none(100);
}

#[test]
fn a_control_that_is_too_small_is_found() {
    let mut desk = side_panels::desk();
    desk.harness.ctx.all_styles_mut(|style| {
        style.spacing.interact_size.y = 12.0;
        style.spacing.button_padding.y = 0.0;
    });
    desk.run_until_idle();
    let mut small = Small::default();
    small.look_at(&desk, "article");
    assert!(!small.found.is_empty());
}
