//! The top bar: the menu bar, the project's name, who codes, and whether everything is saved.

use std::path::PathBuf;

use egui::Button;
use egui::containers::menu::menu_style;

use super::PanelCtx;
use super::menu_bar::MenuBar;
use crate::command::{Intent, UserCommand};
use crate::session::Session;
use crate::session::messages::{AnnotatingMessage, AnnotatingText, CoderMessage, SpokenMessage};
use crate::session::typing::FieldDraft;
use crate::ui::live_region;
use crate::ui::theme::small;

/// Draws the bar. `recent` are projects to open again.
pub fn show(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    menus: &mut MenuBar,
    session: Option<&Session>,
    recent: &[PathBuf],
) {
    ui.horizontal(|ui| {
        menus.show(ui, cx, session, recent, is_narrow(ui.ctx()));
        menu_style(ui.style_mut());
        let Some(session) = session.filter(|_| !is_narrow(ui.ctx())) else {
            return;
        };
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            save_ui(ui, cx, session);
            ui.separator();
            coder_ui(ui, cx, session);
            let name = small(&session.name).color(cx.palette.quiet);
            ui.add(egui::Label::new(name).truncate());
        });
    });
}

/// In a narrower window the bar has the menus only, and the status bar has the rest. In points.
const NARROW: f32 = 560.0;

/// Whether what stands beside the menus has no room.
pub fn is_narrow(ctx: &egui::Context) -> bool {
    ctx.content_rect().width() < NARROW
}

/// Draws what stands beside the menus where there is room, into a row that wraps.
pub fn state_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
    save_ui(ui, cx, session);
    coder_ui(ui, cx, session);
    ui.label(small(&session.name).color(cx.palette.quiet));
    ui.separator();
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
