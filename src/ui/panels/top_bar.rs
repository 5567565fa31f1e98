//! The menu bar: the menus, the project's name and whether everything is saved.

use std::path::PathBuf;

use egui::{Button, RichText, ScrollArea};

use super::{PanelCtx, follow_focus};
use crate::command::table::{CommandRow, Menu};
use crate::command::{Intent, UserCommand};
use crate::model::history::Step;
use crate::session::Session;
use crate::session::messages::{
    AnnotatingMessage, AnnotatingText, CoderMessage, HistoryMessage, SpokenMessage, StartText,
};
use crate::session::typing::FieldDraft;
use crate::store::display_path;
use crate::ui::live_region;
use crate::ui::theme::small;

/// The height that the menu bar and a menu's own margins take, in points.
const MENU_MARGIN: f32 = 72.0;

/// Draws the bar. `recent` are projects to open again.
pub fn show(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: Option<&Session>,
    recent: &[PathBuf],
) {
    egui::MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            let recent = if menu == Menu::File { recent } else { &[] };
            ui.menu_button(menu.name(), |ui| menu_ui(ui, cx, session, menu, recent));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if let Some(session) = session {
                save_ui(ui, cx, session);
                ui.separator();
                coder_ui(ui, cx, session);
                ui.label(small(&session.name).color(cx.palette.quiet));
            }
        });
    });
}

/// An item of a menu.
enum Item<'r> {
    Command(&'r CommandRow),
    Submenu(Menu),
}

/// The items of a menu, with their groups in ascending order. Submenus without commands are left out.
fn items(rows: &[CommandRow], menu: Menu) -> Vec<(u8, Item<'_>)> {
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

/// Draws the items of a menu, which scroll where the window is too low for them.
fn menu_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: Option<&Session>,
    menu: Menu,
    recent: &[PathBuf],
) {
    let height = ui.ctx().content_rect().height() - MENU_MARGIN;
    let height = height.max(MENU_MARGIN);
    ui.set_max_height(height);
    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
    ScrollArea::vertical()
        .max_height(height)
        .show(ui, |ui| items_ui(ui, cx, session, menu, recent));
}

fn items_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: Option<&Session>,
    menu: Menu,
    recent: &[PathBuf],
) {
    let mut last_group = None;
    // Recent projects stand below the commands that open one.
    let mut recent = Some(recent).filter(|recent| !recent.is_empty());
    for (group, item) in items(cx.rows, menu) {
        if last_group.is_some_and(|last| last != group) {
            if let Some(recent) = recent.take() {
                let button = ui.menu_button(StartText::RecentProjects.text(), |ui| {
                    recent_ui(ui, cx, recent)
                });
                follow_focus(&button.response);
            }
            ui.separator();
        }
        last_group = Some(group);
        let row = match item {
            Item::Command(row) => row,
            Item::Submenu(menu) => {
                let button = ui.menu_button(menu.name(), |ui| menu_ui(ui, cx, session, menu, &[]));
                follow_focus(&button.response);
                continue;
            }
        };
        let key = row.keys.first().map(|key| cx.printed(key));
        let key = key.unwrap_or_default();
        let mark = if is_on(cx, &row.command) { "✓ " } else { "" };
        let step = session.and_then(|session| step_text(session, &row.command));
        let name = step.as_deref().unwrap_or(&row.name);
        let button = Button::new(format!("{mark}{name}"))
            .shortcut_text(RichText::new(key).color(cx.palette.quiet));
        let enabled = cx.environment.meets(row.needs);
        let button = ui.add_enabled(enabled, button);
        follow_focus(&button);
        if button.clicked() {
            cx.commands.push(row.command.clone());
            ui.close();
        }
    }
}

/// What the item of undo or redo says: the step that it undoes or redoes.
fn step_text(session: &Session, command: &UserCommand) -> Option<String> {
    let name = |step: &Step| step.name.clone();
    if let (UserCommand::Undo, Some(coder)) = (command, session.newest_given()) {
        let coder = coder.to_owned();
        return Some(CoderMessage::UndoGiven { coder }.to_string());
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

/// Whether a command that switches something is on.
fn is_on(cx: &PanelCtx<'_>, command: &UserCommand) -> bool {
    use crate::settings::Theme;
    match command {
        UserCommand::ToggleArticles => cx.settings.articles,
        UserCommand::ToggleInspector => cx.settings.inspector,
        UserCommand::ToggleLegend => cx.settings.legend,
        UserCommand::ToggleHistory => cx.settings.history,
        UserCommand::SideBySide => cx.environment.beside,
        UserCommand::ToggleMarginTags => cx.settings.margin_tags,
        UserCommand::ThemeSystem => cx.settings.theme == Theme::System,
        UserCommand::ThemeLight => cx.settings.theme == Theme::Light,
        UserCommand::ThemeDark => cx.settings.theme == Theme::Dark,
        UserCommand::ThemeHighContrast => cx.settings.theme.is_high_contrast(),
        _ => false,
    }
}

fn recent_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, recent: &[PathBuf]) {
    for path in recent {
        let name = display_path(path).to_string();
        if ui.add(Button::new(name).truncate()).clicked() {
            cx.commands.push(Intent::Open(vec![path.clone()]));
            ui.close();
        }
    }
}

/// Says when saving fails, and when it works again: not after each change.
fn say_saved(ctx: &egui::Context, session: &Session) {
    let key = egui::Id::unique("saved");
    let has_failed = ctx
        .data(|data| data.get_temp::<bool>(key))
        .unwrap_or_default();
    if session.has_failed() == has_failed || (has_failed && !session.is_saved()) {
        return;
    }
    let message = if has_failed {
        SpokenMessage::Saved
    } else {
        SpokenMessage::NotSaved
    };
    live_region::say(ctx, message.to_string());
    ctx.data_mut(|data| data.insert_temp(key, !has_failed));
}

/// Shows who codes, where anybody does or several people code the project, and lets it be changed.
fn coder_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
    if session.coder.is_empty() && !session.is_team_project() {
        return;
    }
    let text = match session.coder.is_empty() {
        true => CoderMessage::NoCoder,
        false => CoderMessage::Coder {
            coder: session.coder.clone(),
        },
    };
    let button = ui.add(Button::new(small(text.to_string())));
    let button = button.on_hover_text(CoderMessage::ChangeCoder.to_string());
    if button.clicked() {
        cx.commands.push(UserCommand::ChangeCoder);
    }
    ui.separator();
}

fn save_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
    say_saved(ui.ctx(), session);
    if session.has_failed() {
        let text = small(AnnotatingText::NotSaved.text()).color(cx.palette.error);
        let button = ui.add(Button::new(text));
        if button
            .on_hover_text(AnnotatingText::TrySaving.text())
            .clicked()
        {
            cx.commands.push(Intent::SaveAgain);
        }
    } else if session.field_draft == FieldDraft::Incomplete {
        let text = AnnotatingMessage::FieldIncomplete.to_string();
        ui.label(small(text).color(cx.palette.warning))
            .on_hover_text(AnnotatingMessage::FieldIncompleteHint.to_string());
    } else if session.is_saved() && session.field_draft == FieldDraft::None {
        ui.label(small(AnnotatingText::Saved.text()).color(cx.palette.quiet));
    } else {
        ui.label(small(AnnotatingText::Saving.text()).color(cx.palette.quiet));
    }
}
