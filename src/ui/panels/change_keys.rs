//! The part of the settings in which keys are changed.

use egui::{RichText, WidgetInfo};

use super::Scene;
use crate::command::keys::KeyPress;
use crate::command::search;
use crate::command::table::Row;
use crate::settings::Settings;
use crate::ui::key_names::{named, take_press};
use crate::ui::theme::small;

/// Which command is waiting for its key.
#[derive(Default)]
pub struct ChangeKeys {
    filter: String,
    waiting: Option<Waiting>,
}

/// A command that gets another key.
struct Waiting {
    id: String,
    /// A key that was pressed but means another command already.
    taken: Option<KeyPress>,
}

impl ChangeKeys {
    /// Draws the list of commands and writes what is changed into the settings.
    pub fn show(&mut self, ui: &mut egui::Ui, scene: &Scene<'_>, settings: &mut Settings) {
        self.listen(ui, scene, settings);
        ui.horizontal(|ui| {
            let filter = egui::TextEdit::singleline(&mut self.filter)
                .hint_text("Filter commands")
                .desired_width(240.0);
            let response = ui.add(filter);
            response.widget_info(|| {
                WidgetInfo::labeled(egui::Role::TextInput, true, "Filter commands")
            });
            let changed = !settings.keys.is_empty();
            let reset = ui.add_enabled(changed, egui::Button::new("Reset all keys"));
            if reset.clicked() {
                settings.keys.clear();
                self.waiting = None;
            }
        });
        ui.add_space(4.0);
        let names = scene.rows.iter().map(|row| row.name.as_str());
        let found = search::find(&self.filter, names);
        if found.is_empty() {
            ui.weak("No command has this in its name.");
        }
        for index in found {
            self.row_ui(ui, scene, settings, &scene.rows[index]);
        }
    }

    /// Whether the next key press belongs to a command that is being changed.
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Takes the next key press, if a command is waiting for it.
    fn listen(&mut self, ui: &egui::Ui, scene: &Scene<'_>, settings: &mut Settings) {
        let Some(waiting) = self.waiting.as_mut().filter(|w| w.taken.is_none()) else {
            return;
        };
        let Some(press) = ui.input_mut(take_press) else {
            return;
        };
        if press.to_string() == "Escape" {
            self.waiting = None;
        } else if owner(scene, &press, &waiting.id).is_some() {
            waiting.taken = Some(press);
        } else {
            settings
                .keys
                .insert(waiting.id.clone(), vec![press.spelled()]);
            self.waiting = None;
        }
    }

    fn row_ui(&mut self, ui: &mut egui::Ui, scene: &Scene<'_>, settings: &mut Settings, row: &Row) {
        let id = row.command.id();
        let is_own = settings.keys.contains_key(&id);
        let waiting = self.waiting.as_ref().filter(|waiting| waiting.id == id);
        let listening = waiting.is_some_and(|waiting| waiting.taken.is_none());
        let taken = waiting.and_then(|waiting| waiting.taken.clone());
        ui.horizontal(|ui| {
            ui.set_min_height(crate::ui::theme::ROW);
            ui.label(&row.name);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let name = if listening {
                    "Press a key…"
                } else {
                    "Change…"
                };
                let change = ui.button(name);
                change.widget_info(|| {
                    let name = format!("{name} {}", row.name);
                    WidgetInfo::labeled(egui::Role::Button, true, name)
                });
                if change.clicked() {
                    self.waiting = (!listening).then(|| Waiting {
                        id: id.clone(),
                        taken: None,
                    });
                }
                if is_own {
                    let reset = ui.button("Reset");
                    reset.widget_info(|| {
                        let name = format!("Reset {}", row.name);
                        WidgetInfo::labeled(egui::Role::Button, true, name)
                    });
                    if reset.clicked() {
                        settings.keys.remove(&id);
                    }
                }
                let keys: Vec<String> = row.keys.iter().map(ToString::to_string).collect();
                let color = if is_own {
                    scene.palette.accent
                } else {
                    scene.palette.quiet
                };
                ui.label(small(keys.join("  ")).color(color));
            });
        });
        if let Some(press) = taken
            && let Some(other) = owner(scene, &press, &id)
        {
            self.conflict_ui(ui, scene, settings, &id, &press, other);
        }
    }

    fn conflict_ui(
        &mut self,
        ui: &mut egui::Ui,
        scene: &Scene<'_>,
        settings: &mut Settings,
        id: &str,
        press: &KeyPress,
        other: &Row,
    ) {
        ui.horizontal_wrapped(|ui| {
            let told = format!("{press} already means “{}”.", other.name);
            ui.label(RichText::new(told).color(scene.palette.warning));
            if ui.button("Take it from there").clicked() {
                let left = other.keys.iter().filter(|key| named(key) != *press);
                let left: Vec<String> = left.map(KeyPress::spelled).collect();
                settings.keys.insert(other.command.id(), left);
                settings.keys.insert(id.to_owned(), vec![press.spelled()]);
                self.waiting = None;
            }
            if ui.button("Leave it").clicked() {
                self.waiting = None;
            }
        });
    }
}

/// The command other than `id` that a key means.
fn owner<'a>(scene: &Scene<'a>, press: &KeyPress, id: &str) -> Option<&'a Row> {
    scene
        .rows
        .iter()
        .find(|row| row.keys.iter().any(|key| named(key) == *press) && row.command.id() != id)
}
