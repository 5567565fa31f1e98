//! The dialog with the orphaned files: which article has the same text, and a button that takes the
//! annotations over.

use std::path::PathBuf;

use crate::command::Intent;
use crate::session::messages::{MoveMessage, MoveText};
use crate::store::orphans::Orphan;
use crate::ui::controls;
use crate::ui::panels::{self, DialogAction, DialogSize, PanelCtx};
use crate::ui::theme::small;

/// Draws the list over the window; `false` once it has been closed.
pub fn show(ctx: &egui::Context, cx: &mut PanelCtx<'_>, orphans: &[Orphan]) -> bool {
    let offered = orphans.iter().filter(|orphan| orphan.found.is_some());
    let offered: Vec<PathBuf> = offered.map(|orphan| orphan.text.clone()).collect();
    let modal = panels::dialog(ctx, MoveText::OrphansTitle.text(), DialogSize::Medium).show(
        ctx,
        |dialog| {
            let has_actions = !offered.is_empty();
            dialog.body(has_actions, |ui| {
                let text = match orphans.is_empty() {
                    true => MoveMessage::NoOrphans,
                    false => MoveMessage::OrphansExplained,
                };
                ui.add(egui::Label::new(text.to_string()).wrap());
                ui.add_space(8.0);
                egui::ScrollArea::vertical()
                    .auto_shrink([false, true])
                    .show(ui, |ui| {
                        for orphan in orphans {
                            row_ui(ui, cx, orphan);
                        }
                    });
            });
            if !has_actions {
                return dialog.focus_close();
            }
            let count = offered.len();
            let all = MoveMessage::TakeOverAll { count }.to_string();
            let buttons = dialog.actions("", &[DialogAction::main(&all)]);
            if let [all] = buttons.as_slice() {
                dialog.focus_first(all);
                if all.clicked() {
                    cx.commands.push(Intent::TakeOverOrphans(offered));
                    dialog.close();
                }
            }
        },
    );
    !modal.should_close()
}

fn row_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, orphan: &Orphan) {
    let (text, files) = (orphan.name.clone(), orphan.files.len());
    ui.horizontal_top(|ui| {
        let Some(found) = &orphan.found else {
            let message = MoveMessage::OrphanWithoutText { text, files };
            let message = small(message.to_string()).color(cx.palette.quiet);
            ui.add(egui::Label::new(message).wrap());
            return;
        };
        let button = controls::small_button_ui(ui, &MoveMessage::TakeOver.to_string());
        let of = MoveMessage::TakeOverOf { text: text.clone() };
        let button = panels::name_field(button, &of.to_string());
        if button.clicked() {
            let texts = vec![orphan.text.clone()];
            cx.commands.push(Intent::TakeOverOrphans(texts));
        }
        let message = MoveMessage::OrphanWithText {
            text,
            files,
            article: found.name.clone(),
        };
        ui.add(egui::Label::new(message.to_string()).wrap());
    });
}
