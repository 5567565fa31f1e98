//! The dialog with the rules for borderline cases.

use crate::command::UserCommand;
use crate::session::Session;
use crate::ui::panels::{self, PanelCtx};
use crate::ui::theme::{small, strong};

const CODEBOOK: &str = "Codebook…";

/// What the dialog is called.
pub const TITLE: &str = "Guideline";

/// Draws the rules over the window; `false` once they have been closed.
pub fn show(ctx: &egui::Context, cx: &mut PanelCtx<'_>, session: &Session) -> bool {
    let modal = panels::modal(ctx, TITLE).show(ctx, |ui| {
        let size = ctx.content_rect().size();
        ui.set_width((size.x - 80.0).min(640.0));
        ui.horizontal(|ui| {
            ui.label(strong(TITLE).size(18.0));
            let codebook = &session.codebook;
            let of = format!("{} {}", codebook.name, codebook.version);
            ui.label(small(of).color(cx.palette.quiet));
            panels::at_right_ui(ui, &[panels::CLOSE, CODEBOOK], |ui| {
                if panels::close_button(ui).clicked() {
                    ui.close();
                }
                if ui.button(CODEBOOK).clicked() {
                    cx.commands.push(UserCommand::ShowCodebook);
                    ui.close();
                }
            });
        });
        ui.add_space(8.0);
        egui::ScrollArea::vertical()
            .max_height(size.y - 180.0)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                if session.codebook.guideline.is_empty() {
                    ui.weak("There are no rules yet. Add them in the codebook.");
                }
                for (number, rule) in session.codebook.guideline.iter().enumerate() {
                    ui.horizontal_top(|ui| {
                        let number = format!("{:>2}.", number + 1);
                        ui.label(small(number).color(cx.palette.quiet));
                        ui.add(egui::Label::new(rule).wrap());
                    });
                    ui.add_space(4.0);
                }
            });
    });
    !modal.should_close()
}
