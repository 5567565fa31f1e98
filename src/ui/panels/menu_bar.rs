//! The menu bar: its menus, and the keys in them. `F10`, `Alt` and `Alt` with a letter open a menu; `Left` and
//! `Right` go to the menu beside, `Escape` closes the innermost, and the keyboard is given back to where it
//! was.
//!
//! It knows the command table, not what a command does. egui moves up and down in a menu and into submenus;
//! what lies between the menus of a bar is here.

use std::path::PathBuf;

use egui::containers::menu::menu_style;
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align, Button, Color32, Context, Id, Key, Layout, Modifiers, PointerButton, Popup, Role,
    SetOpenCommand, Stroke, TextStyle, Ui, UiBuilder, Vec2,
};

use super::menu_item::{MenuItem, tell_submenu};
use super::open_menu::{MenuItems, OpenMenu, keep_focus, scrolled_ui};
use super::{PanelCtx, follow_focus};
use crate::command::Intent;
use crate::command::table::{CommandRow, Menu};
use crate::session::Session;
use crate::session::messages::{StartText, WindowText};
use crate::store::display_path;

/// View state of the menu bar.
#[derive(Default)]
pub struct MenuBar {
    /// The menu that a key has asked for.
    wanted: Option<Menu>,
    /// The buttons as they were last drawn.
    buttons: Vec<(Menu, Id)>,
    open: Option<(Menu, OpenMenu)>,
}

impl MenuBar {
    /// Opens the first menu in the next frame, or closes the one that is open.
    pub fn toggle(&mut self, ctx: &Context) {
        if self.is_open() {
            Popup::close_all(ctx);
        } else {
            self.open(Menu::ALL[0]);
        }
    }

    /// Opens a menu in the next frame.
    pub fn open(&mut self, menu: Menu) {
        self.wanted = Some(menu);
    }

    /// Whether a menu is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Whether the bar has to be drawn, also where it is hidden.
    pub fn is_needed(&self) -> bool {
        self.is_open() || self.wanted.is_some()
    }

    /// Draws the bar. `recent` are projects to open again.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: Option<&Session>,
        recent: &[PathBuf],
        is_narrow: bool,
    ) {
        let bar = UiBuilder::new()
            .layout(Layout::left_to_right(Align::Center))
            .accessibility_role(Role::MenuBar)
            .accessibility_label(WindowText::MenuBar.text());
        ui.scope_builder(bar, |ui| {
            menu_style(ui.style_mut());
            ui.spacing_mut().button_padding.x = if is_narrow { 3.0 } else { 6.0 };
            let ctx = ui.ctx().clone();
            let before = ctx.memory(|memory| memory.focused());
            self.read_keys(&ctx);
            self.buttons.clear();
            let mut now = None;
            for menu in Menu::ALL {
                let recent = if menu == Menu::File { recent } else { &[] };
                if let Some(shown) = self.menu_ui(ui, cx, session, menu, recent) {
                    now = Some(shown);
                }
            }
            self.follow(&ctx, before, now);
        });
    }

    /// Draws the button of a menu, and the menu if it is open. Returns it then.
    fn menu_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: Option<&Session>,
        menu: Menu,
        recent: &[PathBuf],
    ) -> Option<(Menu, OpenMenu)> {
        let was_open = self.open.as_ref().is_some_and(|(open, _)| *open == menu);
        let mut button = Button::new(title(ui, menu));
        if was_open {
            button = button.fill(cx.palette.chosen);
        }
        let button = ui.add(button);
        self.buttons.push((menu, button.id));
        let is_wanted = self.wanted.take_if(|wanted| *wanted == menu).is_some();
        let is_other_open = self.is_open() && !was_open;
        let is_pointed_at =
            button.hovered() && ui.input(|input| input.pointer.delta() != Vec2::ZERO);
        let by_key = is_wanted
            || button.clicked() && !button.clicked_by(PointerButton::Primary) && !was_open;
        let set = if is_wanted || (is_other_open && is_pointed_at && !button.clicked()) {
            Some(SetOpenCommand::Bool(true))
        } else {
            button.clicked().then_some(SetOpenCommand::Toggle)
        };
        let mut shown = match &self.open {
            Some((open, shown)) if *open == menu => shown.next(),
            _ => OpenMenu::new(by_key),
        };
        let is_sizing = Popup::menu(&button)
            .open_memory(set)
            .accessible_name(menu.name())
            .show(|ui| {
                let mut items = MenuItems {
                    cx,
                    session,
                    within: None,
                    shown: &mut shown,
                };
                scrolled_ui(ui, |ui| items_ui(&mut items, ui, menu, recent));
                ui.is_sizing_pass()
            });
        let is_open = Popup::is_id_open(ui.ctx(), popup_of(button.id));
        tell_submenu(&button, menu.name(), is_open);
        if let Some(key) = menu.access_key().filter(|_| !cfg!(target_os = "macos")) {
            let key = key.to_string();
            ui.ctx().accesskit_node_builder(button.id, |node| {
                node.set_keyboard_shortcut(key);
            });
        }
        if !is_open {
            return None;
        }
        // The keyboard is in the menu from now on, so that arrows go through it.
        if !was_open && !shown.enters() {
            button.request_focus();
        }
        // While it is measured it has no items yet.
        if is_sizing.is_none_or(|shown| shown.inner) {
            ui.ctx().request_repaint();
        }
        Some((menu, shown))
    }

    /// Reads the keys that go between the menus, and those of the open one.
    fn read_keys(&mut self, ctx: &Context) {
        let take = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let Some((menu, open)) = &self.open else {
            let focused = ctx.memory(|memory| memory.focused());
            let mut buttons = self.buttons.iter();
            let at = buttons.find(|(_, button)| Some(*button) == focused);
            if let Some((menu, _)) = at
                && take(Key::ArrowDown)
            {
                self.wanted = Some(*menu);
                keep_focus(ctx);
            }
            return;
        };
        let beside = |by: usize| {
            let all = Menu::ALL;
            let here = all.iter().position(|of| of == menu);
            here.map(|here| all[(here + by) % all.len()])
        };
        let place = open.place(ctx);
        if !place.at_submenu && take(Key::ArrowRight) {
            self.wanted = beside(1);
            keep_focus(ctx);
        } else if !place.in_submenu && take(Key::ArrowLeft) {
            self.wanted = beside(Menu::ALL.len() - 1);
            keep_focus(ctx);
        } else if let Some((_, button)) = self.buttons.iter().find(|(of, _)| of == menu) {
            open.read_keys(ctx, popup_of(*button));
        }
    }

    /// Notes which menu is open now, and gives the keyboard back once none is. `focused` is what had the
    /// keyboard before the bar was drawn.
    fn follow(&mut self, ctx: &Context, focused: Option<Id>, now: Option<(Menu, OpenMenu)>) {
        match (self.open.take(), now) {
            (before, Some((menu, mut now))) => {
                now.before = before.map_or(focused, |(_, before)| before.before);
                now.end_frame(ctx);
                self.open = Some((menu, now));
            }
            (Some((_, before)), None) => {
                let buttons = &self.buttons;
                before.give_back(ctx, |control| {
                    buttons.iter().any(|(_, button)| *button == control)
                });
            }
            (None, None) => {}
        }
    }
}

/// The menu of a button, as [`Popup::menu`] names it.
fn popup_of(button: Id) -> Id {
    button.with("popup")
}

/// The title of a menu; while `Alt` is held its letter is underlined.
fn title(ui: &Ui, menu: Menu) -> LayoutJob {
    let font = TextStyle::Button.resolve(ui.style());
    let is_letter_shown = ui.input(|input| input.modifiers.alt) && !cfg!(target_os = "macos");
    let ink = ui.visuals().text_color();
    let underline = if is_letter_shown {
        Stroke::new(1.0, ink)
    } else {
        Stroke::NONE
    };
    let format = |underline| TextFormat {
        font_id: font.clone(),
        color: Color32::PLACEHOLDER,
        underline,
        ..TextFormat::default()
    };
    let name = menu.name();
    // In another language the letter may stand elsewhere in the title, or nowhere.
    let letter = menu.english().chars().next();
    let is_letter = |c: char| letter.is_some_and(|letter| letter.eq_ignore_ascii_case(&c));
    let (start, end) = match name.char_indices().find(|(_, c)| is_letter(*c)) {
        Some((at, c)) => (at, at + c.len_utf8()),
        None => (0, 0),
    };
    let mut job = LayoutJob::default();
    job.append(&name[..start], 0.0, format(Stroke::NONE));
    job.append(&name[start..end], 0.0, format(underline));
    job.append(&name[end..], 0.0, format(Stroke::NONE));
    job
}

/// An item of a menu.
enum Item<'r> {
    Command(&'r CommandRow),
    Submenu(Menu),
}

/// The items of a menu, with their groups in ascending order. Submenus without commands are left out.
fn items_of(rows: &[CommandRow], menu: Menu) -> Vec<(u8, Item<'_>)> {
    let of = move |menu: Menu| {
        rows.iter().filter_map(move |row| {
            let (in_menu, group) = row.menu?;
            (in_menu == menu).then_some((group, Item::Command(row)))
        })
    };
    let submenus = menu
        .submenus()
        .filter(|(_, menu)| of(*menu).next().is_some());
    let submenus = submenus.map(|(group, menu)| (group, Item::Submenu(menu)));
    let mut items: Vec<_> = of(menu).chain(submenus).collect();
    items.sort_by_key(|(group, _)| *group);
    items
}

/// Draws the items of a menu.
fn items_ui(items: &mut MenuItems<'_, '_>, ui: &mut Ui, menu: Menu, recent: &[PathBuf]) {
    let mut last_group = None;
    // Recent projects stand below the commands that open one.
    let mut recent = Some(recent).filter(|recent| !recent.is_empty());
    let rows = items.cx.rows;
    for (group, item) in items_of(rows, menu) {
        if last_group.is_some_and(|last| last != group) {
            if let Some(recent) = recent.take() {
                items.submenu_ui(ui, StartText::RecentProjects.text(), |items, ui| {
                    recent_ui(items, ui, recent)
                });
            }
            ui.separator();
        }
        last_group = Some(group);
        match item {
            Item::Command(row) => items.command_ui(ui, row, true),
            Item::Submenu(menu) => {
                items.submenu_ui(ui, menu.name(), |items, ui| items_ui(items, ui, menu, &[]));
            }
        }
    }
}

fn recent_ui(items: &mut MenuItems<'_, '_>, ui: &mut Ui, recent: &[PathBuf]) {
    for path in recent {
        let name = display_path(path).to_string();
        let item = ui.add(Button::new(&name).truncate());
        follow_focus(&item);
        MenuItem::new(&name).tell(&item);
        if item.clicked() {
            items.cx.commands.push(Intent::Open(vec![path.clone()]));
            ui.close();
        }
        items.note(ui, &item, &name, false);
    }
}
