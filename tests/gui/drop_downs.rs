//! Every drop-down list of the window by key: Enter and Space take a row and close the list, Escape closes the
//! list alone, arrows move, and the keyboard is at the button again.

use crate::common::Desk;
use crate::dialogs;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const TALKS: (&str, &str) = (
    "talks.txt",
    "The envoy asked the council to release the funds.\n",
);

const TABLE: &str = "headline,body,when\nTalks,They went on until the morning.,2026-10-23\n";

/// What shows lists, how it is opened, and the least number of them.
type Place = (&'static str, fn() -> Desk, usize);

const PLACES: [Place; 9] = [
    ("settings", || dialog("Settings"), 4),
    ("export", || dialog("Export dataset"), 1),
    ("import of a dataset", || dialog("Import dataset"), 1),
    ("agreement", || dialog("Agreement"), 1),
    ("columns of a table", table, 3),
    ("a label of the codebook", || codebook("Demand", false), 2),
    ("merging a label", || codebook("Demand", true), 1),
    // Beside these the status of each article in its row, which is no stop of Tab: keys change it.
    ("search", search, 5),
    ("comparing coders", comparing, 2),
];

fn dialog(title: &str) -> Desk {
    let dialog = demarche::app::dialogs().find(|dialog| dialog.title() == title);
    let desk = dialogs::open(dialog.expect("it is registered"));
    desk.expect("it opens")
}

fn table() -> Desk {
    let mut desk = Desk::with(&[TALKS]);
    crate::importing::import(&mut desk, &[("table.csv", TABLE)]);
    desk.run_until_idle();
    desk
}

fn codebook(label: &str, merging: bool) -> Desk {
    let mut desk = Desk::with(&[TALKS]);
    desk.keys(Modifiers::COMMAND, Key::B);
    desk.harness
        .get_by_role_and_label(Role::ListBoxOption, label)
        .click();
    desk.run_until_idle();
    if merging {
        desk.harness.get_by_label("Merge…").click();
        desk.run_until_idle();
    }
    desk
}

fn comparing() -> Desk {
    let mut desk = crate::compare::team(crate::compare::MK);
    crate::compare::compare(&mut desk);
    desk
}

fn search() -> Desk {
    let mut desk = Desk::with(&[TALKS]);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    desk
}

/// The buttons of the lists that can have the keyboard.
fn buttons(desk: &Desk) -> Vec<Node<'_>> {
    let all = desk.harness.query_all_by_role(Role::ComboBox);
    let usable = all.filter(|node| {
        let node = node.accesskit_node();
        !node.is_disabled() && node.data().supports_action(egui::accesskit::Action::Focus)
    });
    usable.collect()
}

/// The name, the value and the place of a button.
fn button(desk: &Desk, index: usize) -> (String, String, egui::Rect) {
    let all = buttons(desk);
    let node = all[index].accesskit_node();
    let name = node.label().unwrap_or_default();
    (name, node.value().unwrap_or_default(), all[index].rect())
}

/// The row that Enter takes, as a screen reader hears it.
fn marked(desk: &Desk, name: &str) -> Option<String> {
    let mut lists = desk.harness.query_all_by_role(Role::ListBox);
    let list = lists.find(|list| list.accesskit_node().label().as_deref() == Some(name))?;
    let mut rows = list.query_all_by_role(Role::ListBoxOption);
    let marked = rows.find(|row| row.accesskit_node().is_focused())?;
    marked.accesskit_node().label()
}

/// The list that is open, of the button at this place.
fn is_open(desk: &Desk, name: &str) -> bool {
    let mut lists = desk.harness.query_all_by_role(Role::ListBox);
    lists.any(|list| list.accesskit_node().label().as_deref() == Some(name))
}

fn has_keyboard(desk: &Desk, index: usize) -> bool {
    buttons(desk)[index].accesskit_node().is_focused()
}

#[test]
fn every_list_is_used_by_key_and_gives_the_keyboard_back() {
    for (place, open, least) in PLACES {
        let mut desk = open();
        let count = buttons(&desk).len();
        let names: Vec<String> = (0..count).map(|index| button(&desk, index).0).collect();
        assert!(count >= least, "{place} has {count} lists: {names:?}");
        for index in 0..count {
            let (name, before, _) = button(&desk, index);
            let what = format!("{place}: {name}");
            assert!(!name.is_empty(), "{place}: list {index} has no name");
            assert!(!is_open(&desk, &name), "{what}");

            // Enter opens it, Escape closes it and nothing else.
            buttons(&desk)[index].focus();
            desk.run_until_idle();
            assert!(has_keyboard(&desk, index), "{what}");
            desk.key(Key::Enter);
            assert!(is_open(&desk, &name), "{what} does not open");
            let expanded = buttons(&desk)[index].accesskit_node().data().is_expanded();
            assert_eq!(expanded, Some(true), "{what}");
            let first = desk.harness.ctx.memory(|memory| memory.focused());
            assert!(first.is_some(), "{what}: nothing has the keyboard");
            desk.key(Key::Escape);
            assert!(!is_open(&desk, &name), "{what} stays open");
            assert_eq!(buttons(&desk).len(), count, "{what}: more was closed");
            assert!(
                has_keyboard(&desk, index),
                "{what}: Escape loses the keyboard"
            );
            assert_eq!(button(&desk, index).1, before, "{what}: Escape takes a row");

            // Arrows open it and move the mark, Enter takes the row.
            desk.key(Key::ArrowDown);
            assert!(is_open(&desk, &name), "{what}: an arrow does not open it");
            let at_first = marked(&desk, &name);
            desk.key(Key::ArrowDown);
            let is_last = marked(&desk, &name) == at_first;
            if is_last {
                desk.key(Key::ArrowUp);
            }
            let wanted = marked(&desk, &name);
            assert!(wanted.is_some(), "{what}: no row is marked");
            desk.key(Key::Enter);
            assert!(!is_open(&desk, &name), "{what}: Enter leaves it open");
            if buttons(&desk).len() != count {
                // What was taken shows other lists.
                desk = open();
                continue;
            }
            assert!(
                has_keyboard(&desk, index),
                "{what}: Enter loses the keyboard"
            );
            let after = button(&desk, index).1;
            let only_one = at_first == wanted;
            assert_eq!(after == before, only_one, "{what}: {before} → {after}");

            // Space too, unless it is typed into the list's field.
            desk.key(Key::Space);
            assert!(is_open(&desk, &name), "{what}: Space does not open it");
            desk.key(Key::Home);
            let has_field = desk.harness.query_by_label("Filter list").is_some();
            desk.key(if has_field { Key::Enter } else { Key::Space });
            assert!(!is_open(&desk, &name), "{what}: Space leaves it open");
        }
    }
}

#[test]
fn tab_closes_a_list_and_goes_on() {
    let mut desk = dialog("Settings");
    let index = 1;
    let (name, before, rect) = button(&desk, index);
    buttons(&desk)[index].focus();
    desk.run_until_idle();
    desk.key(Key::Enter);
    desk.key(Key::ArrowDown);
    desk.key(Key::Tab);
    assert!(!is_open(&desk, &name));
    assert_eq!(button(&desk, index).1, before);
    assert_ne!(desk.focused(), Some(rect));
    assert!(desk.focused().is_some());
}

#[test]
fn a_letter_goes_to_the_row_that_begins_with_it() {
    let mut desk = search();
    let names: Vec<String> = (0..buttons(&desk).len())
        .map(|index| button(&desk, index).0)
        .collect();
    let index = names.iter().position(|name| name == "Status");
    let index = index.expect("the list of statuses");
    buttons(&desk)[index].focus();
    desk.run_until_idle();
    desk.key(Key::Enter);
    desk.type_text("d");
    assert_eq!(marked(&desk, "Status").as_deref(), Some("done"));
    desk.key(Key::Enter);
    assert_eq!(button(&desk, index).1, "done");
}

#[test]
fn a_long_list_is_filtered_by_typing() {
    let mut desk = dialog("Import dataset");
    buttons(&desk)[0].focus();
    desk.run_until_idle();
    desk.key(Key::Enter);
    desk.type_text("brat");
    let wanted = marked(&desk, "Format").expect("a row is marked");
    assert!(wanted.to_lowercase().contains("brat"), "{wanted}");
    desk.key(Key::Enter);
    assert_eq!(button(&desk, 0).1, wanted);
    // A click elsewhere closes a list without taking anything.
    buttons(&desk)[0].focus();
    desk.run_until_idle();
    desk.key(Key::Enter);
    let title = desk
        .harness
        .get_by_role_and_label(Role::Label, "Import dataset");
    let title = title.rect().center();
    desk.click_at(title);
    assert!(desk.harness.query_by_label("Filter list").is_none());
    assert_eq!(button(&desk, 0).1, wanted);
}
