//! The guideline: shows the rules for borderline cases read-only. They are edited in the codebook.

mod panel;

use super::capability::{Capability, DialogAbout, DialogInput};
use crate::command::UserCommand;
use crate::session::messages::CodebookText;
use crate::ui::panels::PanelCtx;

/// The dialog with the rules.
#[derive(Default)]
pub(super) struct Guideline {
    is_open: bool,
}

impl Guideline {
    /// Opens the dialog, or closes it.
    pub fn toggle(&mut self) {
        self.is_open ^= true;
    }
}

impl Capability for Guideline {
    const DIALOG: DialogAbout = DialogAbout {
        title: || CodebookText::Guideline.text(),
        opened_by: Some(UserCommand::ShowGuideline),
    };

    type Input<'a> = DialogInput<'a>;

    fn is_open(&self) -> bool {
        self.is_open
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) {
        if self.is_open {
            self.is_open = panel::show(input.ctx, cx, input.session);
        }
    }
}
