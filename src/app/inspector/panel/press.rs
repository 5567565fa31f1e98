//! Keys while the keyboard is with the slots.

use egui::{Event, Key};

use super::Inspector;
use super::slots::{Slot, SlotId, SlotOwner};
use crate::command::linking::LinkCommand;
use crate::command::suggest::{SuggestCommand, SuggestedField};
use crate::command::{Intent, UserCommand};
use crate::model::Document;
use crate::model::links::LinkOption;
use crate::ui::key_names::named;
use crate::ui::keyboard::{letters, presses};
use crate::ui::panels::{PanelCtx, relations};

impl Inspector {
    /// Does what was pressed while the keyboard is with the slots. What follows the key that opens
    /// a slot is left for its field.
    pub(super) fn read_keys(
        &mut self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        document: &Document,
        slots: &[Slot<'_>],
        ways: &[LinkOption<'_>],
    ) {
        let mut events = ui.input_mut(|input| std::mem::take(&mut input.events));
        let mut rest = Vec::new();
        while !events.is_empty() {
            let event = events.remove(0);
            let Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } = &event
            else {
                // A letter that was taken as a key types nothing.
                if !matches!(event, Event::Text(_)) {
                    rest.push(event);
                }
                continue;
            };
            if modifiers.command || modifiers.alt {
                rest.push(event);
                continue;
            }
            match key {
                Key::ArrowDown | Key::Tab
                    if !modifiers.shift && self.is_above_links(slots, document) =>
                {
                    self.leave(ui.ctx());
                    relations::focus_links(ui.ctx());
                }
                Key::ArrowUp => self.step(slots, -1),
                Key::Tab if modifiers.shift => self.step(slots, -1),
                Key::ArrowDown | Key::Tab => self.step(slots, 1),
                Key::Enter | Key::Space => {
                    if let Some(slot) = self.index(slots).and_then(|at| slots.get(at)) {
                        self.open(cx, document, slot, false);
                    }
                }
                Key::Delete | Key::Backspace => self.clear(cx, slots),
                Key::Escape => self.leave(ui.ctx()),
                _ => {
                    let mut letters = letters(&event, events.first()).into_iter();
                    let slot = |key| slots.iter().find(|slot| slot.key == Some(key));
                    let way = |key| ways.iter().find(|way| way.key == Some(key));
                    let named = letters.find(|key| slot(*key).is_some() || way(*key).is_some());
                    if named.is_some() && matches!(events.first(), Some(Event::Text(_))) {
                        events.remove(0);
                    }
                    if let Some(slot) = named.and_then(slot) {
                        self.open(cx, document, slot, false);
                    } else if let Some(way) = named.and_then(way) {
                        cx.commands.push(Intent::Link(LinkCommand::Start {
                            kind: way.kind.id.clone(),
                            end: way.end,
                        }));
                    } else if self.answer_suggestion(cx, slots, &event)
                        && matches!(events.first(), Some(Event::Text(_)))
                    {
                        events.remove(0);
                    }
                }
            }
            if self.open.is_some() || !self.keyboard {
                break;
            }
        }
        rest.append(&mut events);
        ui.input_mut(|input| input.events = rest);
    }

    /// Whether the last slot is chosen, and links stand below it.
    fn is_above_links(&self, slots: &[Slot<'_>], document: &Document) -> bool {
        let is_last = self.index(slots).is_some_and(|at| at + 1 == slots.len());
        let has_links = |id| document.relations_of(id).next().is_some();
        matches!(&self.subject, Some((_, SlotOwner::Annotation(id))) if is_last && has_links(id))
    }

    pub(super) fn step(&mut self, slots: &[Slot<'_>], by: isize) {
        let last = slots.len().saturating_sub(1);
        let next = match self.index(slots) {
            Some(at) => at.saturating_add_signed(by).min(last),
            None => 0,
        };
        self.at = slots.get(next).map(|slot| slot.id.clone());
    }

    /// Takes or rejects the value that is suggested for the slot with the keyboard, by the same keys as a
    /// suggestion in the page; whether that was pressed.
    fn answer_suggestion(
        &mut self,
        cx: &mut PanelCtx<'_>,
        slots: &[Slot<'_>],
        event: &Event,
    ) -> bool {
        let slot = self.index(slots).and_then(|at| slots.get(at));
        let slot = slot.filter(|slot| slot.suggestion.is_some());
        let (Some(slot), Some((_, SlotOwner::Annotation(id)))) = (slot, &self.subject) else {
            return false;
        };
        let field = match &slot.id {
            SlotId::Entity => SuggestedField::Entity,
            SlotId::Attribute(id) => SuggestedField::Attribute(id.clone()),
            SlotId::Relation(..) | SlotId::Memo | SlotId::Status => return false,
        };
        let pressed = presses(event, None);
        let is_of = |command: UserCommand| {
            let mut rows = cx.rows.iter().filter(|row| row.command == command);
            rows.any(|row| row.keys.iter().any(|key| pressed.contains(&named(key))))
        };
        let command = if is_of(UserCommand::AcceptMove) {
            SuggestCommand::TakeValue(id.clone(), field)
        } else if is_of(UserCommand::RejectMove) {
            SuggestCommand::RejectValue(id.clone(), field)
        } else {
            return false;
        };
        cx.commands.push(Intent::Suggest(command));
        self.step(slots, 1);
        true
    }
}
