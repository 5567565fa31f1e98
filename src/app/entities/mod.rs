//! Entities: the actors and things behind annotations, under all of their names. Choosing one for an
//! annotation, and the list in which they are edited, merged, split and removed.
//!
//! It knows no file: the session holds the entities, [`entity_changes`](crate::model::entity_changes)
//! computes a change, and `bulk_edits` reads the articles that one affects and makes it one step.
//!
//! | File | What it has |
//! |---|---|
//! | `commands` | choosing, creating, editing, merging, splitting, removing, going to a mention |
//! | `panel` | the list of entities with their details and mentions |
//! | `picker` | the picker beside the words of an annotation, which suggests entities |

mod commands;

mod panel;

mod picker;

use egui::Rect;

use super::OpenProject;
use super::capability::{Capability, DialogAbout, DialogInput};
use crate::command::UserCommand;
use crate::command::entities::EntitySlot;
use crate::ui::panels::PanelCtx;
use panel::EntitiesPanel;
use picker::EntityPicker;

/// The list of entities, while it is open.
#[derive(Default)]
pub(super) struct EntitiesDialog {
    panel: Option<EntitiesPanel>,
}

impl Capability for EntitiesDialog {
    const DIALOG: DialogAbout = DialogAbout {
        title: panel::TITLE,
        opened_by: Some(UserCommand::ShowEntities),
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

/// The picker of an entity, while it is open.
#[derive(Default)]
pub(super) struct EntityPickerDialog {
    panel: Option<EntityPicker>,
}

impl Capability for EntityPickerDialog {
    const DIALOG: DialogAbout = DialogAbout {
        title: picker::TITLE,
        opened_by: Some(UserCommand::PickEntity),
    };

    type Input<'a> = DialogInput<'a>;

    fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) {
        if let Some(panel) = &mut self.panel
            && !panel.show(input.ctx, cx, input.session, input.picked_words)
        {
            self.panel = None;
        }
    }
}

impl OpenProject {
    /// Where the words are on the screen for which an entity is being picked.
    pub fn picked_words(&self) -> Option<Rect> {
        let picker = self.capabilities.entity_picker.panel.as_ref()?;
        let EntitySlot::Mention(article, id) = picker.slot() else {
            return None;
        };
        let session = &self.session;
        let open = session.opened(*article)?;
        let fragments = open.document.annotation(id)?.fragments()?;
        let range = fragments.start().0..fragments.end().0;
        self.reading.view(session.side(), *article)?.rect_of(range)
    }
}
