//! Conflicts: the user chooses between two versions of annotations, entities or parts of the codebook.
//!
//! `commands` shows and resolves them, `panel` has the two versions side by side. It merges nothing
//! itself: the session knows what could not be merged
//! ([`conflicts`](crate::session::conflicts)) and writes what was chosen.

mod commands;

mod panel;

use super::capability::{DialogAbout, DialogInput, DialogPanel};
use crate::command::UserCommand;
use crate::session::messages::ConflictsText;
use crate::ui::panels::PanelCtx;
pub(super) use panel::ConflictsPanel;

impl DialogPanel for ConflictsPanel {
    const DIALOG: DialogAbout = DialogAbout {
        title: || ConflictsText::Title.text(),
        opened_by: Some(UserCommand::ShowConflicts),
    };

    type Input<'a> = DialogInput<'a>;

    fn draw(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) -> bool {
        self.show(input.ctx, cx, input.session)
    }
}
