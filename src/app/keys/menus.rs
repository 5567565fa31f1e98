//! Menus by `Alt`: alone it opens the first menu, with the letter of a menu that one.
//!
//! It knows no menu: their letters come from the command table. Not on macOS, where the key types characters.

use egui::{Context, Event, Popup};

use crate::app::App;
use crate::command::table::{CommandRow, Menu};
use crate::ui::keyboard::presses;

impl App {
    /// Opens the menus if the `Alt` key was pressed alone, and closes them if one is open.
    pub(in crate::app) fn open_menus_by_alt(&mut self, ctx: &Context) {
        if self.shell.key_queue.take_alt_tap() && self.can_open_menus(ctx) {
            self.shell.menu_bar.toggle(ctx);
        }
    }

    /// Opens the menu whose letter is pressed together with `Alt`, and takes the press. Returns whether it did.
    pub(super) fn open_menu_by_letter(&mut self, ctx: &Context) -> bool {
        if !self.can_open_menus(ctx) {
            return false;
        }
        let rows = &self.shell.rows;
        let menu = ctx.input_mut(|input| take_menu(&mut input.events, rows));
        if let Some(menu) = menu {
            self.shell.menu_bar.open(menu);
        }
        menu.is_some()
    }

    fn can_open_menus(&self, ctx: &Context) -> bool {
        let is_other_open = Popup::is_any_open(ctx) && !self.shell.menu_bar.is_open();
        !cfg!(target_os = "macos") && !self.is_dialog_open() && !is_other_open
    }
}

/// The menu that a press asks for, which is taken from the events. A key that the user has given to a command
/// asks for none.
fn take_menu(events: &mut Vec<Event>, rows: &[CommandRow]) -> Option<Menu> {
    let presses = presses(events.first()?, events.get(1));
    let of_menu = |menu: &Menu| {
        let key = menu.access_key();
        let key = key.filter(|key| presses.contains(key));
        let is_free = |key| !rows.iter().any(|row| row.keys.contains(key));
        key.as_ref().is_some_and(is_free)
    };
    let menu = Menu::ALL.into_iter().find(of_menu)?;
    // What the key types goes with it.
    events.clear();
    Some(menu)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use egui::{Key, Modifiers};

    use super::*;
    use crate::command::table::rows_with_keys;
    use crate::model::Codebook;

    #[test]
    fn a_key_that_the_user_has_given_to_a_command_opens_no_menu() {
        let press = |key, modifiers| {
            let key = Event::Key {
                key,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers,
            };
            vec![key, Event::Text("e".to_owned())]
        };
        let none = BTreeMap::new();
        let own = BTreeMap::from([("export".to_owned(), vec!["Alt+E".to_owned()])]);
        for (key, modifiers, own, menu) in [
            (Key::E, Modifiers::ALT, &none, Some(Menu::Edit)),
            (Key::E, Modifiers::ALT, &own, None),
            (Key::F, Modifiers::ALT, &own, Some(Menu::File)),
            (Key::E, Modifiers::NONE, &none, None),
            (Key::E, Modifiers::ALT | Modifiers::SHIFT, &none, None),
            (Key::Q, Modifiers::ALT, &none, None),
        ] {
            let rows = rows_with_keys(&Codebook::default(), own);
            let mut events = press(key, modifiers);
            assert_eq!(take_menu(&mut events, &rows), menu, "{key:?} {modifiers:?}");
            assert_eq!(events.is_empty(), menu.is_some());
        }
    }
}
