//! The menus, the project's name and whether everything is saved.

use egui::{Button, RichText};

use super::Scene;
use crate::command::Command;
use crate::command::table::Menu;
use crate::session::Session;
use crate::store::shown;
use crate::ui::theme::small;

/// Draws the bar. `recent` are projects to open again.
pub fn show(
    ui: &mut egui::Ui,
    scene: &mut Scene<'_>,
    session: Option<&Session>,
    recent: &[std::path::PathBuf],
) {
    egui::MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            ui.menu_button(menu.name(), |ui| {
                menu_ui(ui, scene, menu);
                if menu == Menu::File && !recent.is_empty() {
                    ui.separator();
                    recent_ui(ui, scene, recent);
                }
            });
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if let Some(session) = session {
                save_ui(ui, scene, session);
                ui.separator();
                ui.label(small(&session.name).color(scene.palette.quiet));
            }
        });
    });
}

fn menu_ui(ui: &mut egui::Ui, scene: &mut Scene<'_>, menu: Menu) {
    let mut items: Vec<_> = scene
        .rows
        .iter()
        .filter_map(|row| {
            let (in_menu, group) = row.menu?;
            (in_menu == menu).then_some((group, row))
        })
        .collect();
    items.sort_by_key(|(group, _)| *group);
    let mut last_group = None;
    for (group, row) in items {
        if last_group.is_some_and(|last| last != group) {
            ui.separator();
        }
        last_group = Some(group);
        let key = row
            .keys
            .first()
            .map(ToString::to_string)
            .unwrap_or_default();
        let mark = if is_on(scene, &row.command) {
            "✓ "
        } else {
            ""
        };
        let button = Button::new(format!("{mark}{}", row.name))
            .shortcut_text(RichText::new(key).color(scene.palette.quiet));
        let enabled = scene.environment.meets(row.needs);
        if ui.add_enabled(enabled, button).clicked() {
            scene.commands.push(row.command.clone());
            ui.close();
        }
    }
}

/// Whether a command that switches something is on.
fn is_on(scene: &Scene<'_>, command: &Command) -> bool {
    use crate::settings::Theme;
    match command {
        Command::ToggleArticles => scene.settings.articles,
        Command::ToggleInspector => scene.settings.inspector,
        Command::ToggleLegend => scene.settings.legend,
        Command::ToggleHistory => scene.settings.history,
        Command::SideBySide => scene.environment.beside,
        Command::ToggleMarginTags => scene.settings.margin_tags,
        Command::ThemeSystem => scene.settings.theme == Theme::System,
        Command::ThemeLight => scene.settings.theme == Theme::Light,
        Command::ThemeDark => scene.settings.theme == Theme::Dark,
        Command::ThemeHighContrast => scene.settings.theme == Theme::HighContrast,
        _ => false,
    }
}

fn recent_ui(ui: &mut egui::Ui, scene: &mut Scene<'_>, recent: &[std::path::PathBuf]) {
    ui.label(small("Recent").color(scene.palette.quiet));
    for path in recent {
        let name = shown(path).to_string();
        if ui.add(Button::new(name).truncate()).clicked() {
            scene.commands.push(Command::Open(vec![path.clone()]));
            ui.close();
        }
    }
}

fn save_ui(ui: &mut egui::Ui, scene: &mut Scene<'_>, session: &Session) {
    if session.has_failed() {
        let text = small("Not saved").color(scene.palette.error);
        let button = ui.add(Button::new(text));
        if button.on_hover_text("Try to save again").clicked() {
            scene.commands.push(Command::SaveAgain);
        }
    } else if session.is_saved() {
        ui.label(small("✓ Saved").color(scene.palette.quiet));
    } else {
        ui.label(small("Saving…").color(scene.palette.quiet));
    }
}
