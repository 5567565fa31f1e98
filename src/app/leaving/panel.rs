//! The confirmation dialog for leaving a project or the program with unsaved changes.

use crate::command::leaving::LeaveAnswer;
use crate::command::{Command, Intent, UserCommand};
use crate::session::messages::{ControlText, FileMessage, FileText};
use crate::ui::panels::confirm::Confirmation;
use crate::ui::panels::{self, DialogSize, PanelCtx};

/// Draws the dialog. `is_journaled`: whether the journal has everything; `is_stalled`: whether a disk
/// or network does not respond.
pub fn show(ctx: &egui::Context, cx: &mut PanelCtx<'_>, is_journaled: bool, is_stalled: bool) {
    let text = FileMessage::UnsavedOnLeaving {
        is_stalled,
        is_journaled,
    };
    let modal =
        panels::dialog(ctx, FileText::UnsavedTitle.text(), DialogSize::Small).show(ctx, |dialog| {
            let confirmation = Confirmation {
                title: FileText::UnsavedTitle.text(),
                text: &[text.to_string()],
                remark: "",
            };
            let answers = vec![
                (
                    FileText::LeaveUnsaved.text(),
                    Command::from(Intent::Leave(LeaveAnswer::Unsaved)),
                ),
                (
                    FileText::Stay.text(),
                    Intent::Leave(LeaveAnswer::Stay).into(),
                ),
                (FileText::SaveCopy.text(), UserCommand::SaveCopy.into()),
                (
                    ControlText::TryAgain.text(),
                    Intent::Leave(LeaveAnswer::Save).into(),
                ),
            ];
            let answer = confirmation.fill(dialog, &cx.palette, answers);
            if let Some(command) = answer {
                cx.commands.push(command);
            }
        });
    if modal.should_close() {
        cx.commands.push(Intent::Leave(LeaveAnswer::Stay));
    }
}
