//! The settings (preferences): typography, theme, coder ID, key bindings, and which panels are shown.
//!
//! The values are [`Settings`](crate::settings::Settings), which the shell owns, applies and writes;
//! this folder changes them. The key binding editor is in `app/keys`.

mod panel;

use super::capability::{Capability, DialogAbout, ProgramInput};
use crate::command::UserCommand;
use crate::session::messages::SettingsText;
use crate::settings::Settings;
use crate::ui::panels::PanelCtx;
use panel::SettingsPanel;

/// The settings dialog, while it is open.
#[derive(Default)]
pub(super) struct SettingsDialog {
    panel: Option<SettingsPanel>,
    /// The settings as the dialog has changed them, until they are applied after the frame.
    changed: Option<Settings>,
}

impl SettingsDialog {
    /// Opens the dialog, or closes it.
    pub fn toggle(&mut self) {
        self.panel = self.panel.is_none().then(Default::default);
    }

    /// Whether the next key press is being given to a command, and must not be done.
    pub fn takes_all_keys(&self) -> bool {
        self.panel
            .as_ref()
            .is_some_and(SettingsPanel::takes_all_keys)
    }

    /// The settings, if they were changed in this frame.
    pub fn take_changed(&mut self) -> Option<Settings> {
        self.changed.take()
    }
}

impl Capability for SettingsDialog {
    const DIALOG: DialogAbout = DialogAbout {
        title: || SettingsText::Title.text(),
        opened_by: Some(UserCommand::ShowSettings),
    };

    type Input<'a> = ProgramInput<'a>;

    fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &ProgramInput<'_>) {
        let Some(panel) = &mut self.panel else {
            return;
        };
        let (settings, is_open) = panel.show(input.ctx, cx);
        if !is_open {
            self.panel = None;
        }
        self.changed = (settings != *cx.settings).then_some(settings);
    }
}
