//! The keys: what a key press means, the help sheet that lists them, and the editor that changes them.
//!
//! It knows no command: names, default keys and menus come from the command table
//! (`command/table`), and the user's own keys from the settings.
//!
//! | File | What it has |
//! |---|---|
//! | `read` | what has the keyboard, and queuing the commands of its keys |
//! | `queue` | the order of keys and clicks, keys that are held down, keys that wait for the next frame |
//! | `keymap` | translating the input events of a frame into commands |
//! | `menus` | opening menus by `Alt` |
//! | `panel` | the help sheet |
//! | `change_keys` | the key binding editor, which the settings show |

mod read;

mod queue;

mod keymap;

mod menus;

mod panel;

mod change_keys;

#[cfg(test)]
mod layout_tests;

pub(super) use change_keys::ChangeKeys;
pub(super) use queue::KeyQueue;

use super::capability::{Capability, DialogAbout, ProgramInput};
use crate::command::UserCommand;
use crate::session::messages::KeysText;
use crate::ui::panels::PanelCtx;

/// The help sheet.
#[derive(Default)]
pub(super) struct HelpSheet {
    is_open: bool,
}

impl HelpSheet {
    /// Opens the sheet, or closes it.
    pub fn toggle(&mut self) {
        self.is_open ^= true;
    }

    /// Closes the sheet. Returns whether it was open.
    pub fn close(&mut self) -> bool {
        std::mem::take(&mut self.is_open)
    }
}

impl Capability for HelpSheet {
    const DIALOG: DialogAbout = DialogAbout {
        title: || KeysText::Title.text(),
        opened_by: Some(UserCommand::ShowKeys),
    };

    type Input<'a> = ProgramInput<'a>;

    fn is_open(&self) -> bool {
        self.is_open
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &ProgramInput<'_>) {
        if self.is_open {
            self.is_open = panel::show(input.ctx, cx);
        }
    }
}
