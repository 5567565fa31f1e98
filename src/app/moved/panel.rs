//! The dialog that asks whether to restore the undo history of a project that seems to have moved.

use std::path::Path;

use crate::command::Intent;
use crate::session::messages::{FileMessage, FileText};
use crate::store::display_path;
use crate::ui::panels::confirm::Confirmation;
use crate::ui::panels::{self, DialogSize, PanelCtx};

/// Draws the question over the window.
pub fn show(ctx: &egui::Context, cx: &mut PanelCtx<'_>, from: &Path) {
    let modal =
        panels::dialog(ctx, FileText::MovedTitle.text(), DialogSize::Small).show(ctx, |dialog| {
            let from = display_path(from).to_string();
            let text = FileMessage::SeemsMoved { from }.to_string();
            let confirmation = Confirmation {
                title: FileText::MovedTitle.text(),
                text: &[text],
                remark: "",
            };
            let answers = vec![
                (FileText::StartWithoutHistory.text(), false),
                (FileText::RestoreHistory.text(), true),
            ];
            let answer = confirmation.fill(dialog, &cx.palette, answers);
            if let Some(takes) = answer {
                cx.commands.push(Intent::TakeOverHistory(takes));
            }
        });
    if modal.should_close() {
        cx.commands.push(Intent::TakeOverHistory(false));
    }
}
