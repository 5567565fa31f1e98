//! The modal dialogs: open ones are drawn over the window and have the keyboard focus.

use super::capabilities::DialogInput;
use crate::ui::panels::PanelCtx;
use crate::ui::panels::conflicts::ConflictsPanel;
use crate::ui::panels::entities::EntitiesPanel;
use crate::ui::panels::entity_picker::EntityPicker;

/// The dialogs about the open project, `None` or `false` while they are closed.
#[derive(Default)]
pub(super) struct ProjectDialogs {
    pub entities: Option<EntitiesPanel>,
    pub entity_picker: Option<EntityPicker>,
    /// Two versions of the same annotations, while they are being resolved.
    pub conflicts: Option<ConflictsPanel>,
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
