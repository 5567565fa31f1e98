//! An open menu: its items while they are drawn, the keys in it, and giving the keyboard back. For the menu bar
//! and context menus.
//!
//! It must not know which items a menu has. egui moves up and down in a menu and into submenus.

use egui::containers::menu::{MenuState, SubMenu, SubMenuButton};
use egui::{Context, FocusDirection, Id, Key, Modifiers, Popup, Response, ScrollArea, Ui};

use super::menu_item::{MenuItem, tell_submenu};
use super::{PanelCtx, follow_focus};
use crate::command::UserCommand;
use crate::command::table::CommandRow;
use crate::model::history::Step;
use crate::session::Session;
use crate::session::messages::{CoderMessage, HistoryMessage, TeamMessage};
use crate::ui::keyboard::letters;
use crate::ui::panels::menu_item::ItemState;

/// The height that the menu bar and a menu's own margins take, in points.
const MENU_MARGIN: f32 = 72.0;

/// A menu that is open.
#[derive(Default)]
pub struct OpenMenu {
    /// The control that had the keyboard before.
    pub before: Option<Id>,
    /// The control that had the keyboard at the end of the last frame.
    at: Option<Id>,
    /// Whether the first item is to take the keyboard.
    enters: bool,
    /// The items that can be used, in their order.
    entries: Vec<Entry>,
}

/// An item of an open menu.
struct Entry {
    id: Id,
    name: String,
    /// The item that opened the submenu in which this one is.
    within: Option<Id>,
    opens_submenu: bool,
}

/// Where the keyboard is in a menu.
#[derive(Clone, Copy, Default)]
pub struct MenuPlace {
    pub in_submenu: bool,
    pub at_submenu: bool,
}

impl OpenMenu {
    /// A menu that is just being opened; its first item takes the keyboard if it `enters`.
    pub fn new(enters: bool) -> Self {
        Self {
            enters,
            ..Self::default()
        }
    }

    /// Whether the first item is still to take the keyboard.
    pub fn enters(&self) -> bool {
        self.enters
    }

    /// The same menu in the next frame, before its items are drawn.
    pub fn next(&self) -> Self {
        Self {
            before: self.before,
            at: self.at,
            enters: self.enters,
            entries: Vec::new(),
        }
    }

    fn entry(&self, ctx: &Context) -> Option<&Entry> {
        // Escape has taken the keyboard from the item already.
        let at = ctx.memory(|memory| memory.focused()).or(self.at);
        self.entries.iter().find(|entry| Some(entry.id) == at)
    }

    /// Where the keyboard is.
    pub fn place(&self, ctx: &Context) -> MenuPlace {
        let entry = self.entry(ctx);
        MenuPlace {
            in_submenu: entry.is_some_and(|entry| entry.within.is_some()),
            at_submenu: entry.is_some_and(|entry| entry.opens_submenu),
        }
    }

    /// Reads the keys that mean something in each menu. `popup` is its id.
    pub fn read_keys(&self, ctx: &Context, popup: Id) {
        let take = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let entry = self.entry(ctx);
        let within = entry.and_then(|entry| entry.within);
        if take(Key::Escape) {
            match within {
                Some(parent) => {
                    MenuState::from_id(ctx, popup, |state| state.open_item = None);
                    ctx.memory_mut(|memory| memory.request_focus(parent));
                }
                None => Popup::close_all(ctx),
            }
        } else if take(Key::Tab)
            || ctx.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Tab))
            || take(Key::F10)
        {
            Popup::close_all(ctx);
            keep_focus(ctx);
        } else {
            let mut here = self.entries.iter().filter(|entry| entry.within == within);
            let next = if take(Key::Home) {
                here.next()
            } else if take(Key::End) {
                here.next_back()
            } else {
                let here: Vec<&Entry> = here.collect();
                let at = here
                    .iter()
                    .position(|of| entry.is_some_and(|entry| entry.id == of.id));
                named_by_letter(ctx, &here, at)
            };
            if let Some(entry) = next {
                ctx.memory_mut(|memory| memory.request_focus(entry.id));
                keep_focus(ctx);
            }
        }
    }

    /// Notes where the keyboard is, once the items are drawn.
    pub fn end_frame(&mut self, ctx: &Context) {
        self.at = ctx.memory(|memory| memory.focused());
    }

    /// Gives the keyboard back to what had it before, unless something else has it by now. `is_own` finds
    /// further controls of the menu.
    pub fn give_back(&self, ctx: &Context, is_own: impl Fn(Id) -> bool) {
        ctx.memory_mut(|memory| {
            let now = memory.focused();
            let is_entry = |control| self.entries.iter().any(|entry| entry.id == control);
            if now.is_some_and(|now| !is_entry(now) && !is_own(now)) {
                return;
            }
            match (self.before, now) {
                (Some(before), _) => memory.request_focus(before),
                (None, Some(now)) => memory.surrender_focus(now),
                (None, None) => {}
            }
        });
        // What is behind the menu has the keyboard in the next frame.
        ctx.request_repaint();
    }
}

/// Takes back that an arrow or `Tab` moves the keyboard to another control in this frame.
pub fn keep_focus(ctx: &Context) {
    ctx.memory_mut(|memory| memory.move_focus(FocusDirection::None));
}

/// The item after the one with the keyboard whose name begins with a letter that was typed.
fn named_by_letter<'e>(
    ctx: &Context,
    entries: &[&'e Entry],
    at: Option<usize>,
) -> Option<&'e Entry> {
    let typed = ctx.input(|input| {
        let events = input.events.iter().enumerate();
        let mut typed = events.map(|(index, event)| letters(event, input.events.get(index + 1)));
        typed.find(|letters| !letters.is_empty())
    })?;
    let first = at.map_or(0, |at| at + 1);
    let order = entries[first..].iter().chain(&entries[..first]);
    let is_named = |entry: &&&Entry| {
        let letter = entry.name.chars().next();
        let letter = letter.and_then(|letter| letter.to_lowercase().next());
        letter.is_some_and(|letter| typed.contains(&letter))
    };
    order.copied().find(|entry| is_named(&entry))
}

/// The items of a menu while they are drawn.
pub struct MenuItems<'i, 'c> {
    pub cx: &'i mut PanelCtx<'c>,
    pub session: Option<&'i Session>,
    /// The item that opened the submenu that is drawn.
    pub within: Option<Id>,
    pub shown: &'i mut OpenMenu,
}

impl<'c> MenuItems<'_, 'c> {
    /// Draws the item of a command; `closes` says whether the menu closes when it is done.
    pub fn command_ui(&mut self, ui: &mut Ui, row: &CommandRow, closes: bool) {
        let cx = &mut *self.cx;
        let key = row.keys.first().map(|key| cx.printed(key));
        let key = key.unwrap_or_default();
        let step = self
            .session
            .and_then(|session| step_text(session, &row.command));
        let name = step.as_deref().unwrap_or(&row.name);
        let missing = match cx.environment.meets(row.needs) {
            true => "",
            false => row.needs.missing(),
        };
        let palette = cx.palette;
        let item = MenuItem::new(name)
            .key(&key)
            .state(state_of(cx, &row.command))
            .missing(missing)
            .show(ui, &palette);
        if item.clicked() {
            cx.commands.push(row.command.clone());
            if closes {
                ui.close();
            }
        }
        self.note(ui, &item, name, false);
    }

    /// Draws an item with a submenu.
    pub fn submenu_ui(
        &mut self,
        ui: &mut Ui,
        name: &str,
        content: impl FnOnce(&mut MenuItems<'_, 'c>, &mut Ui),
    ) {
        let id = ui.next_auto_id();
        let submenu = SubMenu::id_from_widget_id(id);
        let mut below = OpenMenu::default();
        let mut items = MenuItems {
            cx: &mut *self.cx,
            session: self.session,
            within: Some(id),
            shown: &mut below,
        };
        let (button, opened) = SubMenuButton::new(name).ui(ui, |ui| {
            tell_name(ui.ctx(), submenu, name);
            scrolled_ui(ui, |ui| content(&mut items, ui));
        });
        follow_focus(&button);
        tell_submenu(&button, name, opened.is_some());
        let entries = below.entries;
        self.note(ui, &button, name, true);
        self.shown.entries.extend(entries);
    }

    /// Notes an item that can be used. The first takes the keyboard if the menu was opened by a key.
    pub fn note(&mut self, ui: &Ui, item: &Response, name: &str, opens_submenu: bool) {
        if !item.enabled() || ui.is_sizing_pass() {
            return;
        }
        if self.within.is_none() && std::mem::take(&mut self.shown.enters) {
            item.request_focus();
        }
        self.shown.entries.push(Entry {
            id: item.id,
            name: name.to_owned(),
            within: self.within,
            opens_submenu,
        });
    }
}

/// Draws items in an area that scrolls where the window is too low for them.
pub fn scrolled_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let height = ui.ctx().content_rect().height() - MENU_MARGIN;
    let height = height.max(MENU_MARGIN);
    ui.set_max_height(height);
    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
    ScrollArea::vertical().max_height(height).show(ui, content);
}

fn tell_name(ctx: &Context, menu: Id, name: &str) {
    ctx.accesskit_node_builder(menu, |node| node.set_label(name));
}

/// What the item of undo or redo says: the step that it undoes or redoes.
fn step_text(session: &Session, command: &UserCommand) -> Option<String> {
    let name = |step: &Step| step.name.clone();
    if let (UserCommand::Undo, Some(coder)) = (command, session.newest_given()) {
        let coder = coder.to_owned();
        return Some(CoderMessage::UndoGiven { coder }.to_string());
    }
    let team = match command {
        UserCommand::Undo => session.newest_team_undo(),
        UserCommand::Redo => session.newest_team_redo(),
        _ => None,
    };
    if let Some(step) = team {
        let step = step.name.to_string();
        let message = match command {
            UserCommand::Undo => TeamMessage::Undo { step },
            _ => TeamMessage::Redo { step },
        };
        return Some(message.to_string());
    }
    let message = match command {
        UserCommand::Undo => HistoryMessage::Undo {
            step: session.history.done().last().map(name)?,
        },
        UserCommand::Redo => HistoryMessage::Redo {
            step: session.history.undone().last().map(name)?,
        },
        _ => return None,
    };
    Some(message.to_string())
}

/// Whether a command switches something that is on now, or chooses what is chosen now.
fn state_of(cx: &PanelCtx<'_>, command: &UserCommand) -> ItemState {
    use crate::settings::Theme;
    match command {
        UserCommand::ToggleArticles => ItemState::Switch(cx.settings.articles),
        UserCommand::ToggleInspector => ItemState::Switch(cx.settings.inspector),
        UserCommand::ToggleLegend => ItemState::Switch(cx.settings.legend),
        UserCommand::ToggleHistory => ItemState::Switch(cx.settings.history),
        UserCommand::SideBySide => ItemState::Switch(cx.environment.beside),
        UserCommand::ToggleMarginTags => ItemState::Switch(cx.settings.margin_tags),
        UserCommand::ToggleArcs => ItemState::Switch(cx.environment.all_relations),
        UserCommand::ToggleSuggestions => ItemState::Switch(cx.environment.suggestions),
        UserCommand::TextAlone => ItemState::Switch(cx.environment.focus_mode),
        UserCommand::ThemeSystem => ItemState::Choice(cx.settings.theme == Theme::System),
        UserCommand::ThemeLight => ItemState::Choice(cx.settings.theme == Theme::Light),
        UserCommand::ThemeDark => ItemState::Choice(cx.settings.theme == Theme::Dark),
        UserCommand::ThemeHighContrast => ItemState::Choice(cx.settings.theme.is_high_contrast()),
        _ => ItemState::Action,
    }
}
