//! The dialog with the orphaned files: which article has the same text, and a button that takes the
//! annotations over.

use std::path::PathBuf;

use crate::command::Intent;
use crate::session::messages::{MoveMessage, ORPHANS_TITLE};
use crate::store::orphans::Orphan;
use crate::ui::panels::{self, PanelCtx};
use crate::ui::theme::{small, strong};

/// Draws the list over the window; `false` once it has been closed.
pub fn show(ctx: &egui::Context, cx: &mut PanelCtx<'_>, orphans: &[Orphan]) -> bool {
    let modal = panels::modal(ctx, ORPHANS_TITLE).show(ctx, |ui| {
        let size = ctx.content_rect().size();
        ui.set_width((size.x - 80.0).min(640.0));
        let offered = orphans.iter().filter(|orphan| orphan.found.is_some());
        let offered: Vec<PathBuf> = offered.map(|orphan| orphan.text.clone()).collect();
        ui.horizontal(|ui| {
            ui.label(strong(ORPHANS_TITLE).size(18.0));
            let count = offered.len();
            let all = MoveMessage::TakeOverAll { count }.to_string();
            let texts = [panels::CLOSE, all.as_str()];
            let texts = if offered.is_empty() {
                &texts[..1]
            } else {
                &texts
            };
            panels::at_right_ui(ui, texts, |ui| {
                let close = ui.button(panels::CLOSE);
                if offered.is_empty() {
                    panels::focus_first(ui, &close);
                }
                if close.clicked() {
                    ui.close();
                }
                if !offered.is_empty() {
                    let all = ui.button(&all);
                    panels::focus_first(ui, &all);
                    if all.clicked() {
                        cx.commands.push(Intent::TakeOverOrphans(offered));
                        ui.close();
                    }
                }
            });
        });
        ui.add_space(8.0);
        let text = match orphans.is_empty() {
            true => MoveMessage::NoOrphans,
            false => MoveMessage::OrphansExplained,
        };
        ui.add(egui::Label::new(text.to_string()).wrap());
        ui.add_space(8.0);
        egui::ScrollArea::vertical()
            .max_height(size.y - 220.0)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                for orphan in orphans {
                    row_ui(ui, cx, orphan);
                }
            });
    });
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
        let button = ui.small_button(MoveMessage::TakeOver.to_string());
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
