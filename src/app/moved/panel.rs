//! The dialog that asks whether to restore the undo history of a project that seems to have moved.

use std::path::Path;

use crate::command::Intent;
use crate::session::messages::{FileMessage, MOVED_TITLE, RESTORE_HISTORY, START_WITHOUT_HISTORY};
use crate::store::display_path;
use crate::ui::panels::confirm::Confirmation;
use crate::ui::panels::{self, PanelCtx};

/// What the dialog is called.
pub const TITLE: &str = MOVED_TITLE;

/// Draws the question over the window.
pub fn show(ctx: &egui::Context, cx: &mut PanelCtx<'_>, from: &Path) {
    let modal = panels::modal(ctx, TITLE).show(ctx, |ui| {
        ui.set_width(420.0);
        let from = display_path(from).to_string();
        let text = FileMessage::SeemsMoved { from }.to_string();
        let confirmation = Confirmation {
            title: TITLE,
            title_size: 17.0,
            text: &[text],
            remark: "",
        };
        let answers = [(RESTORE_HISTORY, true), (START_WITHOUT_HISTORY, false)];
        let answer = confirmation.show(ui, &cx.palette, answers, panels::focus_first);
        if let Some(takes) = answer {
            cx.commands.push(Intent::TakeOverHistory(takes));
        }
    });
    if modal.should_close() {
        cx.commands.push(Intent::TakeOverHistory(false));
    }
}
