//! Windows of 800x600 points and smaller: everything fits, and side panels become drawers.

use std::fmt::Write as _;

use crate::common::Desk;
use crate::dialogs::{closing_button, open, place};
use demarche::app::dialogs;
use egui::accesskit::Role;
use egui::{Key, Modifiers, Rect, pos2, vec2};
use egui_kittest::kittest::Queryable as _;

const TALKS: &str = "Envoy calls for talks\n\nThe envoy Ana Reyes asked the council to release the funds \
    before Friday, since the harbour has been closed for nine days and the crews have not been paid.\n";

const OTHER: (&str, &str) = ("other.txt", "The council met on Monday.\n");

fn resize(desk: &mut Desk, width: f32, height: f32) -> Rect {
    desk.harness.set_size(vec2(width, height));
    desk.run_until_idle();
    Rect::from_min_max(pos2(0.0, 0.0), pos2(width, height))
}

/// A codebook of so many labels, without keys.
fn codebook(count: usize) -> String {
    let mut labels = String::new();
    for number in 0..count {
        let comma = if number > 0 { "," } else { "" };
        let _ = write!(
            labels,
            r##"{comma}{{"id":"l{number}","name":"Label {number}","color":{{"light":"#2563B0","dark":"#7DB0F2"}}}}"##
        );
    }
    format!(
        r#"{{"format":"demarche-codebook","version":1,"name":"many","codebook_version":"1","labels":[{labels}]}}"#
    )
}

/// The items of menus, whatever they are.
fn items(desk: &Desk) -> Vec<(String, Rect)> {
    let roles = [Role::MenuItem, Role::MenuItemCheckBox, Role::MenuItemRadio];
    let items = roles.map(|role| names(desk, role, ""));
    items.into_iter().flatten().collect()
}

fn names(desk: &Desk, role: Role, part: &str) -> Vec<(String, Rect)> {
    let nodes = desk.harness.query_all_by_role(role);
    let named = nodes.filter_map(|node| {
        use egui_kittest::kittest::NodeT as _;
        Some((node.accesskit_node().label()?, node.rect()))
    });
    named.filter(|(name, _)| name.contains(part)).collect()
}

#[test]
fn every_dialog_fits_a_small_window() {
    for dialog in dialogs() {
        let title = dialog.title();
        let Some(mut desk) = open(dialog) else {
            continue;
        };
        let screen = resize(&mut desk, 800.0, 600.0);
        let rect = place(&desk, dialog);
        let rect = rect.unwrap_or_else(|| panic!("{title} has closed"));
        assert!(screen.contains_rect(rect), "{title} does not fit: {rect:?}");
        if let Some(name) = closing_button(title) {
            let button = desk.harness.get_by_role_and_label(Role::Button, name);
            let button = button.rect();
            assert!(
                rect.contains_rect(button),
                "{title}: {name} is at {button:?}"
            );
        }
    }
}

#[test]
fn every_item_of_a_menu_can_be_reached() {
    let book = codebook(30);
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("codebook.json", &book)]);
    let screen = resize(&mut desk, 800.0, 600.0);
    desk.drag_over("Ana Reyes");
    for menu in ["File", "Edit", "Annotate", "Go", "View", "Help"] {
        let bar = desk.harness.get_by_label(menu).rect();
        let below = |rect: &Rect| rect.top() > bar.bottom() && rect.left() < bar.left() + 300.0;
        let listed = |desk: &Desk| -> Vec<(String, Rect)> {
            let items = items(desk).into_iter();
            items.filter(|(_, rect)| below(rect)).collect()
        };
        let before = listed(&desk);
        desk.harness.get_by_label(menu).click();
        desk.run_until_idle();
        let items = listed(&desk);
        assert!(items.len() > before.len() + 3, "{menu}");
        for (name, rect) in items {
            assert!(screen.contains_rect(rect), "{menu}: {name} is at {rect:?}");
        }
        // Escape closes the menu and nothing else.
        desk.key(Key::Escape);
        assert_eq!(listed(&desk), before, "{menu}");
        let session = desk.app().session().expect("a project");
        assert!(!session.shown().expect("an article").selection.is_empty());
    }
    // Thirty labels have a menu of their own, which scrolls.
    desk.harness.get_by_label("Annotate").click();
    desk.run_until_idle();
    desk.harness.get_by_label_contains("Tag as").click();
    desk.run_until_idle();
    let (name, _) = names(&desk, Role::MenuItem, "Tag as label 29").remove(0);
    desk.harness
        .get_by_role_and_label(Role::MenuItem, &name)
        .scroll_to_me();
    desk.run_until_idle();
    let item = desk.harness.get_by_role_and_label(Role::MenuItem, &name);
    assert!(screen.contains_rect(item.rect()), "{:?}", item.rect());
    item.click();
    desk.run_until_idle();
    let session = desk.app().session().expect("a project");
    let shown = session.shown().expect("an article");
    assert_eq!(shown.document.annotations()[0].label.as_str(), "l29");
}

#[test]
fn labels_without_room_are_in_a_menu() {
    let book = codebook(30);
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("codebook.json", &book)]);
    let screen = Rect::from_min_max(pos2(0.0, 0.0), pos2(1280.0, 800.0));
    let in_legend = names(&desk, Role::Button, "in this article");
    assert!((6..30).contains(&in_legend.len()), "{in_legend:?}");
    for (name, rect) in &in_legend {
        assert!(
            screen.contains_rect(*rect) && rect.right() < 980.0,
            "{name}: {rect:?}"
        );
    }
    // The bar at a selection too.
    desk.drag_over("Ana Reyes");
    let in_bar = names(&desk, Role::Button, "Tag the selection as");
    assert!((3..30).contains(&in_bar.len()), "{in_bar:?}");
    assert!(in_bar.iter().all(|(_, rect)| screen.contains_rect(*rect)));
    let menus = names(&desk, Role::Button, "More labels");
    assert_eq!(menus.len(), 2);
    let legend = menus[0].1.center();
    desk.click_at(legend);
    let listed = names(&desk, Role::MenuItem, "in this article").len();
    assert!(listed > 0);
}

#[test]
fn side_panels_become_drawers_and_come_back() {
    let mut desk = Desk::with(&[("talks.txt", TALKS), OTHER]);
    desk.show("talks.txt");
    let rows = |desk: &Desk| names(desk, Role::ListBoxOption, ".txt").len();
    assert_eq!(rows(&desk), 2);
    resize(&mut desk, 800.0, 600.0);
    assert_eq!(rows(&desk), 0);
    // The page has 45 characters a line: the first words of the paragraph stand on its first line.
    let line = desk.phrase("The envoy Ana Reyes asked the council to");
    assert!(line.height() < 30.0, "{line:?}");

    // By mouse: the button opens the list, and an article closes it.
    desk.harness.get_by_label("Show articles").click();
    desk.run_until_idle();
    assert_eq!(rows(&desk), 2);
    let row = desk.row("other.txt");
    desk.click_at(row.center());
    assert_eq!(rows(&desk), 0);
    let session = desk.app().session().expect("a project");
    let shown = session.current_article().expect("an article");
    assert_eq!(shown.name, "other.txt");
    // A press beside the drawer closes it.
    desk.harness.get_by_label("Show articles").click();
    desk.run_until_idle();
    desk.click_at(pos2(600.0, 400.0));
    assert_eq!(rows(&desk), 0);
    // By keyboard: it takes the keyboard, and gives it back.
    desk.keys(Modifiers::COMMAND, Key::Num1);
    assert_eq!(rows(&desk), 2);
    let focus = desk.focused().expect("the list has the keyboard");
    assert!(focus.left() < 300.0, "{focus:?}");
    desk.key(Key::Escape);
    assert_eq!(rows(&desk), 0);

    resize(&mut desk, 1280.0, 800.0);
    assert_eq!(rows(&desk), 2);
}

#[test]
fn the_inspector_opens_over_the_page_when_it_is_needed() {
    let mut desk = Desk::with(&[("talks.txt", TALKS), OTHER]);
    desk.show("talks.txt");
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    let screen = resize(&mut desk, 500.0, 480.0);
    let deletes = |desk: &Desk| names(desk, Role::Button, "Delete").len();
    assert_eq!(deletes(&desk), 0);
    desk.key(Key::M);
    assert_eq!(deletes(&desk), 1);
    desk.type_text("An envoy.");
    let focus = desk.focused().expect("the memo has the keyboard");
    assert!(screen.contains_rect(focus), "{focus:?}");
    desk.keys(Modifiers::COMMAND, Key::Enter);
    desk.key(Key::Escape);
    desk.key(Key::Escape);
    assert_eq!(deletes(&desk), 0);
    let session = desk.app().session().expect("a project");
    let shown = session.shown().expect("an article");
    assert_eq!(shown.document.annotations()[0].memo, "An envoy.");
    // The window may be as narrow as tiling makes it.
    resize(&mut desk, 320.0, 400.0);
    desk.phrase("Envoy calls");
}

#[test]
fn a_tile_smaller_than_the_least_size_folds_the_panels_and_gives_them_back() {
    let mut desk = Desk::with(&[("talks.txt", TALKS), OTHER]);
    desk.show("talks.txt");
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    resize(&mut desk, 1280.0, 800.0);
    let row = |desk: &Desk| names(desk, Role::ListBoxOption, "talks.txt");
    let delete = |desk: &Desk| names(desk, Role::Button, "Delete");
    let before = (row(&desk), delete(&desk));
    assert_eq!((before.0.len(), before.1.len()), (1, 1));
    for (width, height) in [
        (640.0, 1000.0),
        (320.0, 1000.0),
        (320.0, 200.0),
        (640.0, 400.0),
    ] {
        let screen = resize(&mut desk, width, height);
        assert!(row(&desk).is_empty(), "{width}");
        assert_eq!(
            names(&desk, Role::Button, "Show articles").len(),
            1,
            "{width}"
        );
        assert!(screen.contains_rect(desk.phrase("Envoy calls")), "{width}");
        // The drawer is within the window, and leaves something of the page.
        desk.harness.get_by_label("Show articles").click();
        desk.run_until_idle();
        let rows = row(&desk);
        assert!(
            screen.contains(rows[0].1.left_center()),
            "{width}: {rows:?}"
        );
        let focus = desk.focused();
        desk.key(Key::Escape);
        assert!(row(&desk).is_empty(), "{width}x{height}: {focus:?}");
    }
    resize(&mut desk, 1280.0, 800.0);
    assert_eq!((row(&desk), delete(&desk)), before);
}
