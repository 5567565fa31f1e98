//! The key binding editor (keyboard shortcuts) of the settings.

use egui::{RichText, WidgetInfo};

use crate::command::keys::KeyPress;
use crate::command::search;
use crate::command::table::CommandRow;
use crate::session::messages::{KeysMessage, KeysText};
use crate::settings::Settings;
use crate::ui::key_names::named;
use crate::ui::keyboard::take_press;
use crate::ui::panels::text_field;
use crate::ui::panels::{self, PanelCtx, reflow};
use crate::ui::theme::small;

/// Which command is waiting for its key.
#[derive(Default)]
pub struct ChangeKeys {
    filter: String,
    waiting: Option<KeyCapture>,
}

/// A command that gets another key.
struct KeyCapture {
    id: String,
    /// The keys that it keeps beside the new one.
    kept: Vec<KeyPress>,
    /// A key that was pressed but means another command already.
    taken: Option<KeyPress>,
}

impl ChangeKeys {
    /// Draws the list of commands and writes what is changed into the settings.
    pub fn show(&mut self, ui: &mut egui::Ui, cx: &PanelCtx<'_>, settings: &mut Settings) {
        self.listen(ui, cx, settings);
        reflow::row_ui(ui, |ui| {
            let filter = egui::TextEdit::singleline(&mut self.filter)
                .hint_text(KeysText::Filter.text())
                .desired_width(240.0);
            let response = text_field::line_ui(ui, filter);
            response.widget_info(|| {
                WidgetInfo::labeled(egui::Role::TextInput, true, KeysText::Filter.text())
            });
            let changed = !settings.keys.is_empty();
            let reset = ui.add_enabled(changed, egui::Button::new(KeysText::ResetAll.text()));
            if reset.clicked() {
                settings.keys.clear();
                self.waiting = None;
            }
        });
        ui.add_space(4.0);
        let names = cx.rows.iter().map(|row| row.name.as_str());
        let found = search::find(&self.filter, names);
        if found.is_empty() {
            ui.weak(KeysText::NoMatch.text());
        }
        for index in found {
            self.row_ui(ui, cx, settings, &cx.rows[index]);
        }
    }

    /// Whether the next key press belongs to a command that is being changed.
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Takes the next key press, if a command is waiting for it.
    fn listen(&mut self, ui: &egui::Ui, cx: &PanelCtx<'_>, settings: &mut Settings) {
        let Some(waiting) = self.waiting.as_mut().filter(|w| w.taken.is_none()) else {
            return;
        };
        let Some(press) = ui.input_mut(take_press) else {
            return;
        };
        if press.to_string() == "Escape" {
            self.waiting = None;
        } else if owner(cx, &press, &waiting.id).is_some() {
            waiting.taken = Some(press);
        } else {
            give(settings, &waiting.id, &waiting.kept, press);
            self.waiting = None;
        }
    }

    fn row_ui(
        &mut self,
        ui: &mut egui::Ui,
        cx: &PanelCtx<'_>,
        settings: &mut Settings,
        row: &CommandRow,
    ) {
        let id = row.command.id();
        let is_own = settings.keys.contains_key(&id);
        let waiting = self.waiting.as_ref().filter(|waiting| waiting.id == id);
        let listening = waiting.is_some_and(|waiting| waiting.taken.is_none());
        let taken = waiting.and_then(|waiting| waiting.taken.clone());
        if reflow::is_narrow(ui.ctx()) {
            ui.add(egui::Label::new(&row.name).wrap());
            ui.horizontal_wrapped(|ui| self.buttons_ui(ui, cx, settings, row, listening));
            ui.add_space(4.0);
        } else {
            ui.horizontal(|ui| {
                ui.set_min_height(crate::ui::theme::ROW);
                let texts = button_texts(cx, row, is_own, listening);
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                // A command with many keys leaves its name what room there is.
                let room = ui.available_width() - panels::width_at_right(ui, &texts);
                let size = egui::vec2(
                    room.max(40.0) - ui.spacing().item_spacing.x,
                    crate::ui::theme::ROW,
                );
                let from_left = egui::Layout::left_to_right(egui::Align::Center);
                ui.allocate_ui_with_layout(size, from_left, |ui| {
                    ui.add(egui::Label::new(&row.name).truncate());
                });
                panels::at_right_ui(ui, &texts, |ui| {
                    self.buttons_ui(ui, cx, settings, row, listening);
                });
            });
        }
        if let Some(press) = taken
            && let Some(other) = owner(cx, &press, &id)
        {
            self.conflict_ui(ui, cx, settings, &id, &press, other);
        }
    }

    /// The buttons of a command: its keys, each with what takes it away, and what changes them.
    fn buttons_ui(
        &mut self,
        ui: &mut egui::Ui,
        cx: &PanelCtx<'_>,
        settings: &mut Settings,
        row: &CommandRow,
        listening: bool,
    ) {
        let id = row.command.id();
        let is_own = settings.keys.contains_key(&id);
        let color = match is_own {
            true => cx.palette.accent,
            false => cx.palette.quiet,
        };
        for key in &row.keys {
            if key_ui(ui, color, &cx.printed(key), row).clicked() {
                let left = row.keys.iter().filter(|other| *other != key);
                let left = left.map(KeyPress::config_text).collect();
                settings.keys.insert(id.clone(), left);
            }
        }
        if is_own && named_button_ui(ui, KeysText::Reset.text(), row).clicked() {
            settings.keys.remove(&id);
        }
        if listening {
            if named_button_ui(ui, KeysText::Press.text(), row).clicked() {
                self.waiting = None;
            }
            return;
        }
        let mut wait = |kept| {
            let id = id.clone();
            let taken = None;
            self.waiting = Some(KeyCapture { id, kept, taken });
        };
        if !row.keys.is_empty() && named_button_ui(ui, KeysText::Add.text(), row).clicked() {
            wait(row.keys.clone());
        }
        if named_button_ui(ui, KeysText::Change.text(), row).clicked() {
            wait(Vec::new());
        }
    }

    fn conflict_ui(
        &mut self,
        ui: &mut egui::Ui,
        cx: &PanelCtx<'_>,
        settings: &mut Settings,
        id: &str,
        press: &KeyPress,
        other: &CommandRow,
    ) {
        ui.horizontal_wrapped(|ui| {
            let message = KeysMessage::AlreadyMeans {
                key: press.to_string(),
                command: other.name.clone(),
            };
            ui.label(RichText::new(message.to_string()).color(cx.palette.warning));
            if ui.button(KeysText::Reassign.text()).clicked() {
                let left = other.keys.iter().filter(|key| named(key) != *press);
                let left: Vec<String> = left.map(KeyPress::config_text).collect();
                settings.keys.insert(other.command.id(), left);
                let kept = self
                    .waiting
                    .take()
                    .map_or(Vec::new(), |waiting| waiting.kept);
                give(settings, id, &kept, press.clone());
            }
            if ui.button(KeysText::Leave.text()).clicked() {
                self.waiting = None;
            }
        });
    }
}

/// Gives a command a key beside those that it keeps.
fn give(settings: &mut Settings, id: &str, kept: &[KeyPress], press: KeyPress) {
    let others = kept.iter().filter(|key| named(key) != press);
    let keys = others.chain([&press]).map(KeyPress::config_text).collect();
    settings.keys.insert(id.to_owned(), keys);
}

/// The texts of the buttons of a command.
fn button_texts(cx: &PanelCtx<'_>, row: &CommandRow, is_own: bool, listening: bool) -> Vec<String> {
    let mut texts: Vec<String> = row.keys.iter().map(|key| cx.printed(key)).collect();
    let reset = is_own.then_some(KeysText::Reset);
    let change: &[KeysText] = match (listening, row.keys.is_empty()) {
        (true, _) => &[KeysText::Press],
        (false, true) => &[KeysText::Change],
        (false, false) => &[KeysText::Add, KeysText::Change],
    };
    let buttons = reset.iter().chain(change);
    texts.extend(buttons.map(|text| text.text().to_owned()));
    texts
}

/// A button whose name says which command it is for.
fn named_button_ui(ui: &mut egui::Ui, text: &str, row: &CommandRow) -> egui::Response {
    let button = ui.button(text);
    button.widget_info(|| {
        let message = KeysMessage::ButtonOf {
            button: text.to_owned(),
            command: row.name.clone(),
        };
        WidgetInfo::labeled(egui::Role::Button, true, message.to_string())
    });
    button
}

/// A key with the button that takes it away.
fn key_ui(ui: &mut egui::Ui, color: egui::Color32, key: &str, row: &CommandRow) -> egui::Response {
    let text = small(format!("{key} ×")).color(color);
    let button = ui.add(egui::Button::new(text).frame(false));
    let message = KeysMessage::RemoveKey {
        key: key.to_owned(),
        command: row.name.clone(),
    };
    let name = message.to_string();
    button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
    button.on_hover_text(name)
}

/// The command other than `id` that a key means.
fn owner<'a>(cx: &PanelCtx<'a>, press: &KeyPress, id: &str) -> Option<&'a CommandRow> {
    cx.rows
        .iter()
        .find(|row| row.keys.iter().any(|key| named(key) == *press) && row.command.id() != id)
}
