//! The list editor (a combo box) of a slot: chooses by key, digit, first letters, arrows or mouse.

use egui::{Align2, FontFamily, FontId, Key, Modifiers, Role, Sense, WidgetInfo, pos2, vec2};

use super::slots::Slot;
use super::{AfterEdit, EditorOutcome};
use crate::model::AttributeValue;
use crate::model::codebook::{AttributeKind, Choice};
use crate::ui::panels::PanelCtx;
use crate::ui::panels::text_field;
use crate::ui::theme::{ROW, small};

/// Rows that are shown at once.
const ROWS: f32 = 7.0;

/// The longest list that is answered by one letter.
const SHORT: usize = 9;

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

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ChoiceOffer {
    /// What is stored: an id, or a path in a tree.
    id: String,
    name: String,
    /// Names from the root of the tree.
    path: String,
    key: Option<char>,
    definition: String,
    depth: usize,
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
        let offers = offers(&slot.attribute.kind);
        let several = takes_several(&slot.attribute.kind);
        let ticked = ticked(slot);
        let keys = if has_keyboard {
            ui.input_mut(take_keys)
        } else {
            ChoiceKeys::default()
        };
        let before = self.typed.clone();
        let hint = if several {
            "Type to find, Space ticks"
        } else {
            "Type to find"
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
        let name = format!("Find {}", slot.attribute.name.to_lowercase());
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
        if several && self.typed.contains(' ') {
            self.typed.retain(|c| c != ' ');
            let found = find(&offers, &before);
            self.typed.clear();
            if let Some(offer) = found.get(self.highlighted) {
                self.aimed = false;
                self.highlighted = offers.iter().position(|o| o == *offer).unwrap_or(0);
                return EditorOutcome::Set(tick(offer));
            }
        } else if self.typed != before {
            self.highlighted = 0;
            self.aimed = !self.typed.is_empty();
            if let Some(offer) = meant(&offers, &self.typed, &slot.attribute.kind) {
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
            ui.label(small("No choice has this in its name.").color(cx.palette.quiet));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        egui::ScrollArea::vertical()
            .id_salt("choices")
            .max_height(ROWS * ROW)
            .show(ui, |ui| {
                for (index, offer) in found.iter().enumerate() {
                    let is_highlighted = index == self.highlighted;
                    let look = OfferLook {
                        highlighted: is_highlighted,
                        ticked: ticked.contains(&offer.id),
                        with_path: !self.typed.is_empty(),
                    };
                    let response = offer_ui(ui, cx, offer, look);
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
}

fn take_keys(input: &mut egui::InputState) -> ChoiceKeys {
    let back = input.count_and_consume_key(Modifiers::SHIFT, Key::Tab) as isize;
    let mut pressed = |key| input.count_and_consume_key(Modifiers::NONE, key) as isize;
    ChoiceKeys {
        step: pressed(Key::ArrowDown) - pressed(Key::ArrowUp),
        tab: pressed(Key::Tab) - back,
        enter: pressed(Key::Enter) > 0,
        escape: pressed(Key::Escape) > 0,
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

/// The available choices: in a tree each branch before its descendants.
fn offers(kind: &AttributeKind) -> Vec<ChoiceOffer> {
    fn collect(
        choices: &[Choice],
        above: Option<&ChoiceOffer>,
        deep: bool,
        offers: &mut Vec<ChoiceOffer>,
    ) {
        for choice in choices.iter().filter(|choice| choice.enabled) {
            let offer = ChoiceOffer {
                id: above.map_or_else(|| choice.id.clone(), |a| format!("{}/{}", a.id, choice.id)),
                path: above.map_or_else(
                    || choice.name.clone(),
                    |above| format!("{} / {}", above.path, choice.name),
                ),
                name: choice.name.clone(),
                key: choice.key.and_then(|key| key.to_lowercase().next()),
                definition: choice.definition.clone(),
                depth: above.map_or(0, |above| above.depth + 1),
            };
            offers.push(offer.clone());
            if deep {
                collect(&choice.choices, Some(&offer), deep, offers);
            }
        }
    }
    let mut offers = Vec::new();
    match kind {
        AttributeKind::Choice(choices) | AttributeKind::Several(choices) => {
            collect(choices, None, false, &mut offers);
        }
        AttributeKind::Tree { choices, .. } => collect(choices, None, true, &mut offers),
        _ => {}
    }
    offers
}

/// The offers that fit what is typed: those whose name begins so, then those with a word along
/// their path that begins so, then those that have it anywhere.
fn find<'o>(offers: &'o [ChoiceOffer], typed: &str) -> Vec<&'o ChoiceOffer> {
    let typed = typed.trim().to_lowercase();
    let rank = |offer: &ChoiceOffer| {
        let path = offer.path.to_lowercase();
        if offer.name.to_lowercase().starts_with(&typed) {
            Some(0)
        } else if path.split([' ', '/']).any(|word| word.starts_with(&typed)) {
            Some(1)
        } else if path.contains(&typed) || offer.id.to_lowercase().contains(&typed) {
            Some(2)
        } else {
            None
        }
    };
    let ranked = offers
        .iter()
        .filter_map(|offer| Some((rank(offer)?, offer)));
    let mut found: Vec<_> = ranked.collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, offer)| offer).collect()
}

/// The offer that one key takes at once: its own, its digit, or in a short list the first letter
/// that no other has. In a long list names are typed, and what is typed must not spill into the
/// next slot.
fn meant<'o>(
    offers: &'o [ChoiceOffer],
    typed: &str,
    kind: &AttributeKind,
) -> Option<&'o ChoiceOffer> {
    let typed = typed.trim().to_lowercase();
    let mut letters = typed.chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?;
    let by_key = offers
        .iter()
        .find(|offer| offer.id == typed)
        .or_else(|| offers.iter().find(|offer| offer.key == Some(letter)));
    if by_key.is_some() {
        return by_key;
    }
    if let Some(digit) = letter.to_digit(10) {
        return offers.get((digit as usize).checked_sub(1)?);
    }
    if offers.len() > SHORT || matches!(kind, AttributeKind::Tree { .. }) {
        return None;
    }
    let mut begin = offers
        .iter()
        .filter(|offer| offer.name.to_lowercase().starts_with(letter));
    begin.next().filter(|_| begin.next().is_none())
}

/// How an offer is shown.
struct OfferLook {
    highlighted: bool,
    ticked: bool,
    /// With the names above it, where the list does not show them.
    with_path: bool,
}

fn offer_ui(
    ui: &mut egui::Ui,
    cx: &PanelCtx<'_>,
    offer: &ChoiceOffer,
    look: OfferLook,
) -> egui::Response {
    let palette = cx.palette;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response
        .widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, look.ticked, &offer.path));
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
            key.to_uppercase(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::codebook::Codebook;

    fn kind(label: &str, attribute: &str) -> AttributeKind {
        let codebook: Codebook = crate::store::codebook::built_in().codebook;
        let label = label.into();
        let mut attributes = codebook.attributes_of(&label);
        let found = attributes.find(|found| found.id.as_str() == attribute);
        found.expect("it is declared").kind.clone()
    }

    #[test]
    fn keys_digits_and_first_letters_choose_at_once() {
        let check = |label, attribute, typed, want: Option<&str>| {
            let kind = kind(label, attribute);
            let offers = offers(&kind);
            let found = meant(&offers, typed, &kind).map(|offer| offer.id.as_str());
            assert_eq!(found, want, "{attribute} {typed}");
        };
        check("demand", "polarity", "f", Some("for"));
        check("demand", "polarity", "A", Some("against"));
        check("demand", "polarity", "2", Some("against"));
        // It is switched off.
        check("demand", "polarity", "n", None);
        check("demand", "polarity", "3", None);
        check("demand", "confidence", "3", Some("3"));
        check("demand", "confidence", "h", Some("3"));
        // A long list: its names are typed.
        check("event", "type", "m", None);
        check("event", "type", "cons", None);
        check("event", "type", "2", Some("consult"));
        check("demand", "category", "ceas", None);
        check("demand", "category", "0", None);
    }

    #[test]
    fn typing_finds_over_the_whole_path() {
        let offers = offers(&kind("demand", "category"));
        let check = |typed, want: &[&str]| {
            let found = find(&offers, typed);
            let found: Vec<&str> = found.iter().map(|offer| offer.id.as_str()).collect();
            assert_eq!(found, want, "{typed}");
        };
        check("cease", &["ceasefire"]);
        check("NATO", &["security/nato"]);
        check("elections", &["change/elections"]);
        check(
            "secur",
            &[
                "security",
                "security/guarantees",
                "security/nato",
                "security/neutrality",
                "security/limits",
            ],
        );
        check("guar", &["security/guarantees"]);
        check("xyz", &[]);
        assert_eq!(find(&offers, "").len(), offers.len());
    }
}
