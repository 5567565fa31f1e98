//! Conflicts: the user chooses between two versions of annotations, entities or parts of the codebook.
//!
//! `commands` shows and resolves them, `panel` has the two versions side by side. It merges nothing
//! itself: the session knows what could not be merged
//! ([`conflicts`](crate::session::conflicts)) and writes what was chosen.

mod commands;

mod panel;

use super::capability::{Capability, DialogAbout, DialogInput};
use crate::command::UserCommand;
use crate::ui::panels::PanelCtx;
use panel::ConflictsPanel;

/// Two versions of the same, while they are being resolved.
#[derive(Default)]
pub(super) struct ConflictsDialog {
    panel: Option<ConflictsPanel>,
}

impl Capability for ConflictsDialog {
    const DIALOG: DialogAbout = DialogAbout {
        title: panel::TITLE,
        opened_by: Some(UserCommand::ShowConflicts),
    };

    type Input<'a> = DialogInput<'a>;

    fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) {
        if let Some(panel) = &mut self.panel
            && !panel.show(input.ctx, cx, input.session)
        {
            self.panel = None;
        }
    }
}
