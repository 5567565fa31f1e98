//! The modal dialogs: open ones are drawn over the window and have the keyboard focus.

use std::path::PathBuf;

use egui::Context;

use super::capabilities::DialogInput;
use crate::session::Session;
use crate::settings::Settings;
use crate::ui::panels::conflicts::ConflictsPanel;
use crate::ui::panels::entities::EntitiesPanel;
use crate::ui::panels::entity_picker::EntityPicker;
use crate::ui::panels::palette::CommandPalette;
use crate::ui::panels::settings::SettingsPanel;
use crate::ui::panels::{self, PanelCtx};

/// The dialogs that need no project, `None` or `false` while they are closed.
#[derive(Default)]
pub(super) struct ProgramDialogs {
    pub palette: Option<CommandPalette>,
    pub settings: Option<SettingsPanel>,
    /// The help sheet.
    pub keys: bool,
    /// The paths to open that look like a moved project, and its former path.
    pub asking_about_move: Option<(Vec<PathBuf>, PathBuf)>,
}

/// The dialogs about the open project, `None` or `false` while they are closed.
#[derive(Default)]
pub(super) struct ProjectDialogs {
    pub entities: Option<EntitiesPanel>,
    pub entity_picker: Option<EntityPicker>,
    /// Two versions of the same annotations, while they are being resolved.
    pub conflicts: Option<ConflictsPanel>,
}

impl ProgramDialogs {
    /// Whether one of them lies over the window.
    pub fn is_open(&self) -> bool {
        self.keys
            || self.palette.is_some()
            || self.settings.is_some()
            || self.asking_about_move.is_some()
    }

    /// Paints those that lie under the others. Returns the settings if they were changed.
    pub fn show_first(
        &mut self,
        ctx: &Context,
        cx: &mut PanelCtx<'_>,
        session: Option<&Session>,
    ) -> Option<Settings> {
        let changed = self.settings_ui(ctx, cx);
        keep_if(&mut self.palette, |palette| palette.show(ctx, cx, session));
        changed
    }

    /// Paints those that lie over the others.
    pub fn show_last(&mut self, ctx: &Context, cx: &mut PanelCtx<'_>) {
        if self.keys {
            self.keys = panels::keys::show(ctx, cx);
        }
        if let Some((_, from)) = &self.asking_about_move {
            panels::moved::show(ctx, cx, from);
        }
    }

    fn settings_ui(&mut self, ctx: &Context, cx: &mut PanelCtx<'_>) -> Option<Settings> {
        let panel = self.settings.as_mut()?;
        let (settings, is_open) = panel.show(ctx, cx);
        if !is_open {
            self.settings = None;
        }
        (settings != *cx.settings).then_some(settings)
    }
}

impl ProjectDialogs {
    /// Whether one of them lies over the window.
    pub fn is_open(&self) -> bool {
        self.entities.is_some() || self.entity_picker.is_some() || self.conflicts.is_some()
    }

    /// Paints those that are open.
    pub fn show(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) {
        let (ctx, session) = (input.ctx, input.session);
        keep_if(&mut self.entities, |panel| panel.show(ctx, cx, session));
        keep_if(&mut self.entity_picker, |picker| {
            picker.show(ctx, cx, session, input.picked_words)
        });
        keep_if(&mut self.conflicts, |panel| panel.show(ctx, cx, session));
    }
}

/// Closes a dialog that says it is no longer open.
fn keep_if<T>(dialog: &mut Option<T>, show: impl FnOnce(&mut T) -> bool) {
    if let Some(open) = dialog
        && !show(open)
    {
        *dialog = None;
    }
}
