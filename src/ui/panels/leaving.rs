//! The question whether to leave though something could not be saved.

use super::Scene;
use crate::command::Command;
use crate::ui::theme::strong;

/// Draws the question over the window. `is_written_down` tells that the journal has everything.
pub fn show(ctx: &egui::Context, scene: &mut Scene<'_>, is_written_down: bool) {
    let modal = super::modal(ctx, "leaving").show(ctx, |ui| {
        ui.set_width(420.0);
        ui.label(strong("Some annotations are not saved").size(17.0));
        ui.add_space(4.0);
        ui.label(if is_written_down {
            "They could not be written to their file. The journal has them: they come back when the \
             project is opened on this computer again. Free some space or mend the permissions and \
             try again, or save a copy elsewhere."
        } else {
            "They could not be written to their file. If you leave now, they are lost. Free some \
             space or mend the permissions and try again, or save a copy elsewhere."
        });
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            for (name, command) in [
                ("Try again", Command::LeaveSaving),
                ("Save a copy…", Command::SaveCopy),
                ("Stay", Command::Stay),
                ("Leave without saving", Command::LeaveUnsaved),
            ] {
                if ui.button(name).clicked() {
                    scene.commands.push(command);
                }
            }
        });
    });
    if modal.should_close() {
        scene.commands.push(Command::Stay);
    }
}
