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
use super::capability::{DialogAbout, DialogInput, DialogPanel};
use crate::command::UserCommand;
use crate::command::entities::EntitySlot;
use crate::session::messages::EntityText;
use crate::ui::panels::PanelCtx;
pub(super) use panel::EntitiesPanel;
pub(super) use picker::EntityPicker;

impl DialogPanel for EntitiesPanel {
    const DIALOG: DialogAbout = DialogAbout {
        title: || EntityText::Title.text(),
        opened_by: Some(UserCommand::ShowEntities),
    };

    type Input<'a> = DialogInput<'a>;

    fn draw(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) -> bool {
        self.show(input.ctx, cx, input.session)
    }
}

impl DialogPanel for EntityPicker {
    const DIALOG: DialogAbout = DialogAbout {
        title: || EntityText::PickerTitle.text(),
        opened_by: Some(UserCommand::PickEntity),
    };

    type Input<'a> = DialogInput<'a>;

    fn draw(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) -> bool {
        self.show(input.ctx, cx, input.session, input.picked_words)
    }
}

impl OpenProject {
    /// Where the words are on the screen for which an entity is being picked.
    pub fn picked_words(&self) -> Option<Rect> {
        let picker = self.capabilities.entity_picker.as_ref()?;
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
