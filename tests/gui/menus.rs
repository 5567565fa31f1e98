//! The menus by keyboard, and what a screen reader is told of them.

use crate::common::Desk;
use egui::accesskit::{Role, Toggled};
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the funds before Friday.\n";

/// The menus of the bar with their letters.
const MENUS: [(&str, Key); 7] = [
    ("File", Key::F),
    ("Edit", Key::E),
    ("Annotate", Key::A),
    ("Go", Key::G),
    ("View", Key::V),
    ("Team", Key::T),
    ("Help", Key::H),
];

/// Role and name of the control that has the keyboard.
fn focused(desk: &Desk) -> (Role, String) {
    let mut nodes = desk.harness.query_all_by(|node| node.is_focused());
    let Some(node) = nodes.next() else {
        return (Role::Unknown, String::new());
    };
    let node = node.accesskit_node();
    (node.role(), node.label().unwrap_or_default())
}

/// The names of the menus that are open.
fn open_menus(desk: &Desk) -> Vec<String> {
    let menus = desk.harness.query_all_by_role(Role::Menu);
    let names = menus.map(|menu| menu.accesskit_node().label().unwrap_or_default());
    names.collect()
}

/// Name and role of the items that a role finds.
fn items(desk: &Desk, role: Role) -> Vec<String> {
    let items = desk.harness.query_all_by_role(role);
    let names = items.map(|item| item.accesskit_node().label().unwrap_or_default());
    names.collect()
}

fn tap_alt(desk: &mut Desk) {
    for (pressed, modifiers) in [(true, Modifiers::ALT), (false, Modifiers::NONE)] {
        desk.harness.event(Event::Key {
            key: Key::AltLeft,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        });
        desk.run_until_idle();
    }
}

#[test]
fn f10_and_alt_open_the_first_menu_and_close_it_again() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    let page = focused(&desk);
    assert_eq!(page.0, Role::Document);
    let f10 = |desk: &mut Desk| desk.key(Key::F10);
    for open in [f10, tap_alt] {
        if cfg!(target_os = "macos") {
            break;
        }
        open(&mut desk);
        assert_eq!(open_menus(&desk), ["File"]);
        let first = (Role::MenuItem, "Open folder…".to_owned());
        assert_eq!(focused(&desk), first);
        open(&mut desk);
        assert_eq!(open_menus(&desk), [""; 0]);
        assert_eq!(focused(&desk), page, "the keyboard is given back");
    }
}

#[test]
fn alt_with_its_letter_opens_each_menu() {
    if cfg!(target_os = "macos") {
        return;
    }
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    for (name, key) in MENUS {
        desk.keys(Modifiers::ALT, key);
        assert_eq!(open_menus(&desk), [name]);
        assert!(focused(&desk).0.is_menu_item(), "{:?}", focused(&desk));
    }
    desk.key(Key::Escape);
    assert_eq!(focused(&desk).0, Role::Document);
    // Over a dialog they stay closed.
    desk.keys(Modifiers::COMMAND, Key::Comma);
    desk.keys(Modifiers::ALT, Key::F);
    tap_alt(&mut desk);
    desk.key(Key::F10);
    assert_eq!(open_menus(&desk), [""; 0]);
}

/// What is an item of a menu.
trait IsMenuItem {
    fn is_menu_item(&self) -> bool;
}

impl IsMenuItem for Role {
    fn is_menu_item(&self) -> bool {
        matches!(
            self,
            Self::MenuItem | Self::MenuItemCheckBox | Self::MenuItemRadio
        )
    }
}

#[test]
fn arrows_go_through_a_menu_and_to_the_menus_beside() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.key(Key::F10);
    desk.key(Key::ArrowDown);
    assert_eq!(focused(&desk).1, "Open files…");
    desk.key(Key::ArrowUp);
    desk.key(Key::ArrowUp);
    assert_eq!(focused(&desk).1, "Quit", "it goes round");
    desk.key(Key::Home);
    assert_eq!(focused(&desk).1, "Open folder…");
    desk.key(Key::End);
    assert_eq!(focused(&desk).1, "Quit");
    // A letter goes to the next item that begins with it.
    desk.type_text("e");
    assert_eq!(focused(&desk).1, "Export dataset…");
    // Right and left go around the bar.
    for (name, _) in MENUS.into_iter().skip(1).chain([MENUS[0]]) {
        desk.key(Key::ArrowRight);
        assert_eq!(open_menus(&desk), [name]);
        assert!(focused(&desk).0.is_menu_item(), "{name}");
    }
    for (name, _) in MENUS.into_iter().rev() {
        desk.key(Key::ArrowLeft);
        assert_eq!(open_menus(&desk), [name]);
    }
}

#[test]
fn escape_closes_the_innermost_menu_and_gives_the_keyboard_back() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    let field = desk
        .harness
        .get_by_role_and_label(Role::TextInput, "Filter articles");
    let at = field.rect().center();
    desk.click_at(at);
    desk.key(Key::F10);
    for _ in 0..4 {
        desk.key(Key::ArrowRight);
    }
    assert_eq!(open_menus(&desk), ["View"]);
    desk.type_text("t");
    while focused(&desk).1 != "Theme" {
        desk.type_text("t");
    }
    desk.key(Key::ArrowRight);
    assert_eq!(open_menus(&desk), ["View", "Theme"]);
    assert_eq!(focused(&desk).0, Role::MenuItemRadio);
    desk.key(Key::Escape);
    assert_eq!(open_menus(&desk), ["View"]);
    assert_eq!(focused(&desk).1, "Theme");
    desk.key(Key::ArrowRight);
    desk.key(Key::ArrowLeft);
    assert_eq!(open_menus(&desk), ["View"]);
    assert_eq!(focused(&desk).1, "Theme");
    // Right in a submenu goes to the menu beside.
    desk.key(Key::ArrowRight);
    desk.key(Key::ArrowRight);
    assert_eq!(open_menus(&desk), ["Team"]);
    desk.key(Key::Escape);
    assert_eq!(open_menus(&desk), [""; 0]);
    assert!(desk.has_keyboard("Filter articles"));
    let (selection, _) = desk.place().expect("an article");
    assert!(!selection.is_empty(), "what is selected stays");
}

#[test]
fn an_item_is_taken_by_enter_and_the_page_has_the_keyboard_again() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.key(Key::F10);
    desk.key(Key::ArrowRight);
    while focused(&desk).1 != "Select sentence" {
        desk.type_text("s");
    }
    desk.key(Key::Enter);
    assert_eq!(open_menus(&desk), [""; 0]);
    assert_eq!(focused(&desk).0, Role::Document);
    let (selection, _) = desk.place().expect("an article");
    assert!(!selection.is_empty());
    // By mouse too.
    desk.harness.get_by_label("Edit").click();
    desk.run_until_idle();
    desk.harness.get_by_label("Clear selection").click();
    desk.run_until_idle();
    assert_eq!(focused(&desk).0, Role::Document);
    let (selection, _) = desk.place().expect("an article");
    assert!(selection.is_empty());
}

#[test]
fn menus_and_items_have_roles_states_and_keys() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    let bar = desk.harness.get_by_role(Role::MenuBar);
    assert_eq!(bar.accesskit_node().label().as_deref(), Some("Menus"));
    for (name, key) in MENUS {
        let button = desk.harness.get_by_role_and_label(Role::MenuItem, name);
        let node = button.accesskit_node();
        let data = node.data();
        assert_eq!(data.is_expanded(), Some(false), "{name}");
        assert!(data.has_popup().is_some(), "{name}");
        if !cfg!(target_os = "macos") {
            let key = format!("Alt+{}", key.name());
            assert_eq!(data.keyboard_shortcut(), Some(key.as_str()));
        }
    }
    desk.key(Key::F10);
    let open = desk.harness.get_by_role_and_label(Role::MenuItem, "File");
    assert_eq!(open.accesskit_node().data().is_expanded(), Some(true));
    let item = desk
        .harness
        .get_by_role_and_label(Role::MenuItem, "Export dataset…");
    let node = item.accesskit_node();
    let shortcut = node.data().keyboard_shortcut().unwrap_or_default();
    assert!(shortcut.ends_with('E') && shortcut.len() > 1, "{shortcut}");
    if cfg!(target_os = "linux") {
        assert_eq!(node.data().description(), Some(shortcut));
    }
    // What cannot be used says why.
    desk.key(Key::ArrowRight);
    let undo = desk.harness.get_by_role_and_label(Role::MenuItem, "Undo");
    let node = undo.accesskit_node();
    assert!(node.data().is_disabled());
    let about = node.data().description().unwrap_or_default();
    assert!(about.contains("nothing to undo"), "{about}");
    // What is on or off, and what is one of several.
    desk.key(Key::Escape);
    desk.keys(Modifiers::ALT, Key::V);
    let state = |desk: &Desk, role: Role, name: &str| {
        let item = desk.harness.get_by_role_and_label(role, name);
        item.accesskit_node().data().toggled()
    };
    let switch = Role::MenuItemCheckBox;
    assert_eq!(state(&desk, switch, "Articles"), Some(Toggled::True));
    assert_eq!(state(&desk, switch, "History"), Some(Toggled::False));
    assert_eq!(state(&desk, switch, "All relations"), Some(Toggled::False));
    assert_eq!(state(&desk, switch, "Focus mode"), Some(Toggled::False));
    desk.harness
        .get_by_role_and_label(switch, "All relations")
        .click();
    desk.run_until_idle();
    desk.keys(Modifiers::ALT, Key::V);
    assert_eq!(state(&desk, switch, "All relations"), Some(Toggled::True));
    while focused(&desk).1 != "Theme" {
        desk.type_text("t");
    }
    desk.key(Key::ArrowRight);
    let choices = items(&desk, Role::MenuItemRadio);
    assert_eq!(choices.len(), 4, "{choices:?}");
    let choice = Role::MenuItemRadio;
    assert_eq!(state(&desk, choice, "System theme"), Some(Toggled::True));
    assert_eq!(state(&desk, choice, "Dark theme"), Some(Toggled::False));
}

#[test]
fn in_focus_mode_f10_shows_the_bar_while_a_menu_is_open() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.keys(Modifiers::COMMAND, Key::Period);
    assert!(desk.harness.query_by_role(Role::MenuBar).is_none());
    desk.key(Key::F10);
    assert_eq!(open_menus(&desk), ["File"]);
    desk.key(Key::Escape);
    desk.run_until_idle();
    assert!(desk.harness.query_by_role(Role::MenuBar).is_none());
    assert_eq!(focused(&desk).0, Role::Document);
}
