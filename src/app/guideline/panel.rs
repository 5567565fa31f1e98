//! The dialog with the rules for borderline cases.

use crate::command::UserCommand;
use crate::session::Session;
use crate::session::messages::{CodebookMessage, CodebookText};
use crate::ui::panels::{self, DialogAction, DialogSize, PanelCtx};
use crate::ui::theme::small;

/// Draws the rules over the window; `false` once they have been closed.
pub fn show(ctx: &egui::Context, cx: &mut PanelCtx<'_>, session: &Session) -> bool {
    let title = CodebookText::Guideline.text();
    let modal = panels::dialog(ctx, title, DialogSize::Medium).show(ctx, |dialog| {
        dialog.head(|ui| {
            let codebook = &session.codebook;
            let of = CodebookMessage::NameAndVersion {
                name: codebook.name.clone(),
                version: codebook.version.clone(),
            };
            ui.label(small(of.to_string()).color(cx.palette.quiet));
        });
        dialog.body(true, |ui| {
            egui::ScrollArea::vertical()
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    if session.codebook.guideline.is_empty() {
                        ui.weak(CodebookText::NoRules.text());
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
        dialog.focus_close();
        let show = CodebookText::ShowCodebook.text();
        let buttons = dialog.actions("", &[DialogAction::other(show)]);
        if buttons.iter().any(egui::Response::clicked) {
            cx.commands.push(UserCommand::ShowCodebook);
            dialog.close();
        }
    });
    !modal.should_close()
}
