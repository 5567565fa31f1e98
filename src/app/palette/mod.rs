//! The command palette: all commands and all articles, found by a few letters of their names.
//!
//! It knows no command: they come from the command table, and the chosen one is queued like any other.

mod panel;

use super::capability::{DialogAbout, DialogPanel, ProgramInput};
use crate::command::UserCommand;
use crate::session::messages::KeysText;
use crate::ui::panels::PanelCtx;
pub(super) use panel::CommandPalette;

impl DialogPanel for CommandPalette {
    const DIALOG: DialogAbout = DialogAbout {
        title: || KeysText::PaletteTitle.text(),
        opened_by: Some(UserCommand::ShowPalette),
    };

    type Input<'a> = ProgramInput<'a>;

    fn draw(&mut self, cx: &mut PanelCtx<'_>, input: &ProgramInput<'_>) -> bool {
        self.show(input.ctx, cx, input.session)
    }
}
