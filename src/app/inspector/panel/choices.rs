//! The list editor (a combo box) of a slot: chooses by key, digit, first letters, arrows or mouse.

use egui::{Align2, Event, FontFamily, FontId, Key, Modifiers, Role, WidgetInfo, pos2};

use super::choice_offers::{ChoiceOffer, find, meant, offers};
use super::slots::Slot;
use super::{AfterEdit, EditorOutcome};
use crate::model::AttributeValue;
use crate::model::codebook::AttributeKind;
use crate::session::messages::{InspectorMessage, InspectorText};
use crate::ui::keyboard::{is_character, letters};
use crate::ui::panels::PanelCtx;
use crate::ui::panels::list_row::{RowState, SearchedList};
use crate::ui::panels::text_field;
use crate::ui::theme::{ROW, small};

/// Rows that are shown at once.
const ROWS: f32 = 7.0;

/// The query and the highlighted row of an open list.
#[derive(Default)]
pub struct ChoiceList {
    typed: String,
    highlighted: usize,
    /// Something was typed or pointed at since the last tick, so that Enter means it.
    aimed: bool,
    /// The field has not had the keyboard yet.
    fresh: bool,
}

impl ChoiceList {
    /// A list that opens at the value that the slot has.
    pub fn new(slot: &Slot<'_>) -> Self {
        let offers = offers(&slot.attribute.kind);
        let first = ticked(slot).first().cloned();
        let at = offers
            .iter()
            .position(|offer| Some(&offer.id) == first.as_ref());
        Self {
            highlighted: at.unwrap_or(0),
            fresh: true,
            ..Self::default()
        }
    }

    /// Draws the list with the field that narrows it, which is named `id`.
    pub fn show(
        &mut self,
        ui: &mut egui::Ui,
        cx: &PanelCtx<'_>,
        slot: &Slot<'_>,
        id: egui::Id,
        has_keyboard: bool,
    ) -> EditorOutcome {
        let mut offers = offers(&slot.attribute.kind);
        for offer in &mut offers {
            offer.key.take_if(|key| cx.keyboard.letters().lacks(*key));
        }
        let several = takes_several(&slot.attribute.kind);
        let ticked = ticked(slot);
        let keys = if has_keyboard {
            ui.input_mut(|input| ChoiceKeys::take(input, several))
        } else {
            ChoiceKeys::default()
        };
        let before = self.typed.clone();
        let hint = if several {
            InspectorText::TypeToFindOrTick.text()
        } else {
            InspectorText::TypeToFind.text()
        };
        let field = egui::TextEdit::singleline(&mut self.typed)
            .id(id)
            .hint_text(hint)
            .desired_width(f32::INFINITY)
            .event_filter(egui::EventFilter {
                tab: true,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            });
        let response = text_field::line_ui(ui, field);
        let attribute = slot.attribute.name.to_lowercase();
        let name = InspectorMessage::FindChoice { attribute }.to_string();
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &name));
        if std::mem::take(&mut self.fresh) {
            response.request_focus();
        }
        if keys.escape {
            return EditorOutcome::Leave(AfterEdit::Stay);
        }
        if keys.tab != 0 {
            return EditorOutcome::Leave(AfterEdit::Step(keys.tab));
        }

        let tick = |offer: &ChoiceOffer| toggled(slot, &offer.id, several);
        // A space before words finds nothing.
        if self.typed.starts_with(char::is_whitespace) {
            self.typed = self.typed.trim_start().to_owned();
        }
        if self.typed != before {
            self.highlighted = 0;
            self.aimed = !self.typed.is_empty();
            let is_first = self.typed.chars().count() == 1;
            let letters = if is_first {
                keys.letters.as_slice()
            } else {
                &[]
            };
            if let Some(offer) = meant(&offers, letters, &slot.attribute.kind) {
                self.typed.clear();
                self.aimed = false;
                return if several {
                    EditorOutcome::Set(tick(offer))
                } else {
                    EditorOutcome::Done(tick(offer), AfterEdit::Onward)
                };
            }
        }
        let found = find(&offers, &self.typed);
        let last = found.len().saturating_sub(1);
        self.aimed |= keys.step != 0;
        self.highlighted = self.highlighted.saturating_add_signed(keys.step).min(last);
        if keys.space {
            let offer = found.get(self.highlighted).copied();
            self.typed.clear();
            if let Some(offer) = offer {
                self.aimed = false;
                self.highlighted = offers.iter().position(|o| o == offer).unwrap_or(0);
                return EditorOutcome::Set(tick(offer));
            }
        }
        if keys.enter {
            let offer = found.get(self.highlighted);
            let means_it = !several || self.aimed || ticked.is_empty();
            return match offer.filter(|offer| means_it && !ticked.contains(&offer.id)) {
                Some(offer) => EditorOutcome::Done(tick(offer), AfterEdit::Onward),
                None => EditorOutcome::Leave(AfterEdit::Onward),
            };
        }

        let mut outcome = EditorOutcome::Open;
        if found.is_empty() {
            ui.label(small(InspectorText::NoChoice.text()).color(cx.palette.quiet));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        egui::ScrollArea::vertical()
            .id_salt("choices")
            .max_height(ROWS * ROW)
            .show(ui, |ui| {
                let list = SearchedList::begin(ui, id, &name, &self.typed, found.len());
                for (index, offer) in found.iter().enumerate() {
                    let is_highlighted = index == self.highlighted;
                    let look = OfferLook {
                        highlighted: is_highlighted,
                        ticked: ticked.contains(&offer.id),
                        several,
                        with_path: !self.typed.is_empty(),
                    };
                    let response = offer_ui(ui, cx, list, (index, offer), look);
                    if is_highlighted && (keys.step != 0 || self.typed != before) {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        outcome = if several {
                            EditorOutcome::Set(tick(offer))
                        } else {
                            EditorOutcome::Done(tick(offer), AfterEdit::Onward)
                        };
                    }
                }
            });
        let definition = found.get(self.highlighted).map(|offer| &offer.definition);
        if let Some(definition) = definition.filter(|text| !text.is_empty()) {
            ui.add_space(4.0);
            ui.add(egui::Label::new(small(definition).color(cx.palette.quiet)).wrap());
        }
        outcome
    }
}

/// Key presses that the list handles instead of its text field.
#[derive(Default)]
struct ChoiceKeys {
    step: isize,
    tab: isize,
    enter: bool,
    escape: bool,
    /// The highlighted choice is ticked, or no longer.
    space: bool,
    /// What a single key means that types into the field. Empty for what is pasted, dictated or
    /// composed, which takes nothing.
    letters: Vec<char>,
}

impl ChoiceKeys {
    /// `several` can be ticked, which the space bar does as a key: a space in a text is a space.
    fn take(input: &mut egui::InputState, several: bool) -> Self {
        let back = input.count_and_consume_key(Modifiers::SHIFT, Key::Tab) as isize;
        let mut pressed = |key| input.count_and_consume_key(Modifiers::NONE, key) as isize;
        let mut keys = Self {
            step: pressed(Key::ArrowDown) - pressed(Key::ArrowUp),
            tab: pressed(Key::Tab) - back,
            enter: pressed(Key::Enter) > 0,
            escape: pressed(Key::Escape) > 0,
            ..Self::default()
        };
        let is_space_held = input.keys_down.contains(&Key::Space);
        let events = std::mem::take(&mut input.events);
        let mut texts = 0;
        let mut is_pasted = false;
        let mut is_typed_by_taken = false;
        for (index, event) in events.iter().enumerate() {
            let next = events.get(index + 1);
            let is_taken = match event {
                // A key that is held down would tick again and again.
                Event::Key {
                    repeat: true,
                    pressed: true,
                    key,
                    ..
                } => is_character(*key) || *key == Key::Space,
                Event::Key {
                    key: Key::Space,
                    pressed: true,
                    modifiers: Modifiers::NONE,
                    ..
                } if several => {
                    keys.space = true;
                    true
                }
                Event::Text(_) if is_typed_by_taken => true,
                // A keyboard on the screen sends no key with it.
                Event::Text(text) if several && text == " " => {
                    keys.space |= !is_space_held;
                    true
                }
                _ => false,
            };
            is_typed_by_taken = is_taken && matches!(event, Event::Key { .. });
            if is_taken {
                continue;
            }
            match event {
                Event::Key { pressed: true, .. } => {
                    let letters = letters(event, next);
                    if !letters.is_empty() && matches!(next, Some(Event::Text(_))) {
                        keys.letters = letters;
                    }
                }
                Event::Text(text) => {
                    texts += 1;
                    let typed = text.chars().flat_map(char::to_lowercase);
                    if keys.letters.is_empty() {
                        keys.letters = typed.collect();
                    }
                    is_pasted |= text.chars().count() != 1;
                }
                Event::Paste(_) | Event::Ime(_) => is_pasted = true,
                _ => {}
            }
            input.events.push(event.clone());
        }
        if is_pasted || texts != 1 {
            keys.letters.clear();
        }
        keys
    }
}

fn takes_several(kind: &AttributeKind) -> bool {
    matches!(
        kind,
        AttributeKind::Several(_) | AttributeKind::Tree { several: true, .. }
    )
}

/// The ids that the slot's value holds.
fn ticked(slot: &Slot<'_>) -> Vec<String> {
    match &slot.value {
        Some(AttributeValue::Text(id)) => vec![id.clone()],
        Some(AttributeValue::List(ids)) => ids.clone(),
        _ => Vec::new(),
    }
}

/// The slot's value with an id taken, or given back where several may be ticked; those that are
/// ticked stand in the order of ticking.
fn toggled(slot: &Slot<'_>, id: &str, several: bool) -> Option<AttributeValue> {
    if !several {
        let id = id.to_owned();
        return Some(match slot.attribute.kind {
            AttributeKind::Tree { .. } => AttributeValue::List(vec![id]),
            _ => AttributeValue::Text(id),
        });
    }
    let mut ids = ticked(slot);
    match ids.iter().position(|other| other == id) {
        Some(index) => drop(ids.remove(index)),
        None => ids.push(id.to_owned()),
    }
    (!ids.is_empty()).then_some(AttributeValue::List(ids))
}

/// How an offer is shown.
struct OfferLook {
    highlighted: bool,
    ticked: bool,
    /// Whether several can be ticked.
    several: bool,
    /// With the names above it, where the list does not show them.
    with_path: bool,
}

fn offer_ui(
    ui: &mut egui::Ui,
    cx: &PanelCtx<'_>,
    list: SearchedList,
    (index, offer): (usize, &ChoiceOffer),
    look: OfferLook,
) -> egui::Response {
    let palette = cx.palette;
    let response = list.row(ui, index, RowState::of(look.highlighted), &offer.path);
    let rect = response.rect;
    ui.ctx().accesskit_node_builder(response.id, |node| {
        if look.several {
            node.set_toggled(look.ticked.into());
        }
        if let Some(key) = offer.key {
            node.set_keyboard_shortcut(cx.keyboard.printed_letter(key));
        }
    });
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if look.highlighted || response.hovered() {
        let fill = if look.highlighted {
            palette.chosen
        } else {
            palette.hovered
        };
        ui.painter().rect_filled(rect, 5.0, fill);
    }
    let font = |size| FontId::new(size, FontFamily::Proportional);
    let middle = rect.center().y;
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    if look.ticked {
        painter.text(
            pos2(rect.left() + 10.0, middle),
            Align2::CENTER_CENTER,
            "✓",
            font(13.0),
            palette.accent,
        );
    }
    let mut right = rect.right() - 8.0;
    if let Some(key) = offer.key {
        let drawn = painter.text(
            pos2(right, middle),
            Align2::RIGHT_CENTER,
            cx.keyboard.printed_letter(key),
            font(12.0),
            palette.quiet,
        );
        right = drawn.left() - 8.0;
    }
    let indent = if look.with_path {
        0.0
    } else {
        14.0 * offer.depth as f32
    };
    let left = rect.left() + 22.0 + indent;
    let name = if look.with_path {
        &offer.path
    } else {
        &offer.name
    };
    let mut job = egui::text::LayoutJob::simple_singleline(name.clone(), font(13.5), palette.ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width((right - left).max(40.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let top = middle - galley.size().y / 2.0;
    painter.galley(pos2(left, top), galley, palette.ink);
    if offer.definition.is_empty() {
        response
    } else {
        response.on_hover_text(&offer.definition)
    }
}
