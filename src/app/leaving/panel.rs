//! The confirmation dialog for leaving a project or the program with unsaved changes.

use crate::command::leaving::LeaveAnswer;
use crate::command::{Command, Intent, UserCommand};
use crate::session::messages::{FileMessage, UNSAVED_TITLE};
use crate::ui::panels::confirm::Confirmation;
use crate::ui::panels::{self, PanelCtx};

/// What the dialog is called.
pub const TITLE: &str = UNSAVED_TITLE;

/// Draws the dialog. `is_journaled`: whether the journal has everything; `is_stalled`: whether a disk
/// or network does not respond.
pub fn show(ctx: &egui::Context, cx: &mut PanelCtx<'_>, is_journaled: bool, is_stalled: bool) {
    let text = FileMessage::UnsavedOnLeaving {
        is_stalled,
        is_journaled,
    };
    let modal = panels::modal(ctx, TITLE).show(ctx, |ui| {
        ui.set_width(420.0);
        let confirmation = Confirmation {
            title: TITLE,
            title_size: 17.0,
            text: &[text.to_string()],
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
