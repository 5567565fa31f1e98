//! The confirmation dialog for leaving a project or the program with unsaved changes.

use crate::command::leaving::LeaveAnswer;
use crate::command::{Command, Intent, UserCommand};
use crate::ui::panels::confirm::Confirmation;
use crate::ui::panels::{self, PanelCtx};

/// What the dialog is called.
pub const TITLE: &str = "Some annotations are not saved";

/// Draws the dialog. `is_journaled`: whether the journal has everything; `is_stalled`: whether a disk
/// or network does not respond.
pub fn show(ctx: &egui::Context, cx: &mut PanelCtx<'_>, is_journaled: bool, is_stalled: bool) {
    let what = if is_stalled {
        "Their disk or network does not respond."
    } else {
        "They could not be written to their file."
    };
    let next = if is_stalled {
        "Wait and try again, or save a copy elsewhere."
    } else {
        "Free some space or correct the permissions and try again, or save a copy elsewhere."
    };
    let meanwhile = if is_journaled {
        "The journal has them: Demarche restores them when you open the project on this computer again."
    } else {
        "If you leave now, they are lost."
    };
    let modal = panels::modal(ctx, TITLE).show(ctx, |ui| {
        ui.set_width(420.0);
        let confirmation = Confirmation {
            title: TITLE,
            title_size: 17.0,
            text: &[format!("{what} {meanwhile} {next}")],
            remark: "",
        };
        let answers = [
            ("Try again", Command::from(Intent::Leave(LeaveAnswer::Save))),
            ("Save a copy…", UserCommand::SaveCopy.into()),
            ("Stay", Intent::Leave(LeaveAnswer::Stay).into()),
            (
                "Leave without saving",
                Intent::Leave(LeaveAnswer::Unsaved).into(),
            ),
        ];
        let answer = confirmation.show(ui, &cx.palette, answers, panels::focus_first);
        if let Some(command) = answer {
            cx.commands.push(command);
        }
    });
    if modal.should_close() {
        cx.commands.push(Intent::Leave(LeaveAnswer::Stay));
    }
}
