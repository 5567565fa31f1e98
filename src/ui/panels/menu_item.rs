//! An item of a menu: what is drawn, and what a screen reader is told of it. For the menu bar, context menus
//! and menus of buttons.
//!
//! It must not know what an item does.

use egui::accesskit::Toggled;
use egui::{Button, Response, RichText, Role, Ui, WidgetInfo};

use crate::ui::theme::Palette;

/// Whether an item stands for something that is on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemState {
    /// It does something.
    Action,
    /// It switches something, which is on or off.
    Switch(bool),
    /// It chooses one of several, which is the present one or not.
    Choice(bool),
}

/// An item of a menu.
pub struct MenuItem<'t> {
    name: &'t str,
    key: &'t str,
    state: ItemState,
    /// Why it cannot be used; empty if it can.
    missing: &'t str,
}

impl<'t> MenuItem<'t> {
    /// An item that does something.
    pub fn new(name: &'t str) -> Self {
        Self {
            name,
            key: "",
            state: ItemState::Action,
            missing: "",
        }
    }

    /// The same with the key that does it too.
    #[must_use]
    pub fn key(self, key: &'t str) -> Self {
        Self { key, ..self }
    }

    /// The same, on or off.
    #[must_use]
    pub fn state(self, state: ItemState) -> Self {
        Self { state, ..self }
    }

    /// The same, which cannot be used if `missing` is not empty.
    #[must_use]
    pub fn missing(self, missing: &'t str) -> Self {
        Self { missing, ..self }
    }

    /// Draws it; a menu scrolls to it when the keyboard comes to it.
    pub fn show(self, ui: &mut Ui, palette: &Palette) -> Response {
        let is_on = matches!(
            self.state,
            ItemState::Switch(true) | ItemState::Choice(true)
        );
        let mark = if is_on { "✓ " } else { "" };
        let button = Button::new(format!("{mark}{}", self.name))
            .shortcut_text(RichText::new(self.key).color(palette.quiet));
        let item = ui.add_enabled(self.missing.is_empty(), button);
        super::follow_focus(&item);
        self.tell(&item);
        item
    }

    /// Tells a screen reader what an item is that the caller has drawn.
    pub fn tell(&self, item: &Response) {
        let (role, is_on) = match self.state {
            ItemState::Action => (Role::MenuItem, None),
            ItemState::Switch(is_on) => (Role::MenuItemCheckBox, Some(is_on)),
            ItemState::Choice(is_on) => (Role::MenuItemRadio, Some(is_on)),
        };
        let is_enabled = self.missing.is_empty();
        item.widget_info(|| WidgetInfo::labeled(role, is_enabled, self.name));
        item.ctx.accesskit_node_builder(item.id, |node| {
            match is_on {
                Some(is_on) => node.set_toggled(Toggled::from(is_on)),
                None => node.clear_toggled(),
            }
            if !self.key.is_empty() {
                node.set_keyboard_shortcut(self.key);
            }
            // AccessKit passes no keys on to AT-SPI.
            let is_key_told = cfg!(any(windows, target_os = "macos"));
            let key = if is_key_told { "" } else { self.key };
            let about = [key, self.missing].into_iter();
            let about: Vec<&str> = about.filter(|part| !part.is_empty()).collect();
            if !about.is_empty() {
                node.set_description(about.join(", "));
            }
        });
    }
}

/// Tells a screen reader that a button is an item of a menu.
pub fn tell_item(item: &Response, name: &str) {
    let is_enabled = item.enabled();
    item.widget_info(|| WidgetInfo::labeled(Role::MenuItem, is_enabled, name));
}

/// Tells a screen reader that a check box or the like is an item of a menu.
pub fn tell_state(item: &Response, name: &str, state: ItemState) {
    MenuItem::new(name).state(state).tell(item);
}

/// Tells a screen reader that a button opens a menu, and whether it is open.
pub fn tell_menu_button(button: &Response, name: &str, is_open: bool) {
    tell_opens_menu(button, Role::Button, name, is_open);
}

/// The same of an item that opens a submenu, and of a title in the menu bar.
pub fn tell_submenu(item: &Response, name: &str, is_open: bool) {
    tell_opens_menu(item, Role::MenuItem, name, is_open);
}

fn tell_opens_menu(button: &Response, role: Role, name: &str, is_open: bool) {
    button.widget_info(|| WidgetInfo::labeled(role, true, name));
    button.ctx.accesskit_node_builder(button.id, |node| {
        node.set_has_popup(egui::accesskit::HasPopup::Menu);
        node.set_expanded(is_open);
    });
}
