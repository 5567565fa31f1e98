//! The command palette: all commands and all articles, found by a few letters of their names.
//!
//! It knows no command: they come from the command table, and the chosen one is queued like any other.

mod panel;

use super::capability::{Capability, DialogAbout, ProgramInput};
use crate::command::UserCommand;
use crate::ui::panels::PanelCtx;
use panel::CommandPalette;

/// The palette, while it is open.
#[derive(Default)]
pub(super) struct PaletteDialog {
    panel: Option<CommandPalette>,
}

impl PaletteDialog {
    /// Opens the palette with nothing typed, or closes it.
    pub fn toggle(&mut self) {
        self.panel = self.panel.is_none().then(Default::default);
    }

    /// Closes the palette.
    pub fn close(&mut self) {
        self.panel = None;
    }
}

impl Capability for PaletteDialog {
    const DIALOG: DialogAbout = DialogAbout {
        title: panel::TITLE,
        opened_by: Some(UserCommand::ShowPalette),
    };

    type Input<'a> = ProgramInput<'a>;

    fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &ProgramInput<'_>) {
        if let Some(panel) = &mut self.panel
            && !panel.show(input.ctx, cx, input.session)
        {
            self.panel = None;
        }
    }
}
