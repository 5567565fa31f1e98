//! A row of the inspector: a slot's key, name and value.

use egui::containers::menu::MenuButton;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontFamily, FontId, Role, Sense, WidgetInfo, pos2, vec2};

use super::slots::{Slot, SlotId};
use crate::session::messages::{
    AnnotatingMessage, InspectorMessage, InspectorText, SuggestMessage,
};
use crate::ui::controls;
use crate::ui::panels::PanelCtx;
use crate::ui::panels::field_grid::{GAP, HEIGHT, KEYS, NAMES, VALUES};
use crate::ui::panels::menu_item::{self, MenuItem};
use crate::ui::theme::Palette;

/// The row's name among the window's controls.
pub fn id(ui: &egui::Ui, slot: &SlotId) -> egui::Id {
    ui.make_persistent_id(("slot", slot))
}

/// Draws the row. While the keyboard is with the slots, keys are shown clearer.
pub fn show(
    ui: &mut egui::Ui,
    cx: &PanelCtx<'_>,
    slot: &Slot<'_>,
    keyboard: bool,
    has_it: bool,
) -> egui::Response {
    let palette = &cx.palette;
    let value = &slot.display_text;
    let proposed = slot.proposal.as_ref().map(|headline| {
        let headline = headline.clone();
        AnnotatingMessage::ProposedTitle { headline }.to_string()
    });
    let suggested = slot.suggestion.as_ref().map(|(value, percent)| {
        let (value, percent) = (value.clone(), (*percent).into());
        SuggestMessage::ShortValue { value, percent }.to_string()
    });
    let (text, color) = match (slot.missing, value.is_empty()) {
        (_, true) if suggested.is_some() => {
            (suggested.as_deref().unwrap_or_default(), palette.quiet)
        }
        (missing, true) if proposed.is_some() => {
            let color = if missing {
                palette.warning
            } else {
                palette.quiet
            };
            (proposed.as_deref().unwrap_or_default(), color)
        }
        (true, _) => (InspectorText::Required.text(), palette.warning),
        (false, true) => ("–", palette.quiet),
        (false, false) => (value.as_str(), palette.ink),
    };
    let width = ui.available_width();
    let galley = |text: &str, color: Color32, width: f32| {
        let font = FontId::new(12.5, FontFamily::Proportional);
        let mut job = LayoutJob::simple(text.to_owned(), font, color, width);
        job.wrap = TextWrapping {
            max_rows: 1,
            // A text without spaces ends in "…", too.
            break_anywhere: true,
            ..TextWrapping::wrap_at_width(width)
        };
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let key = slot.key.map(|key| cx.keyboard.printed_letter(key));
    let key_color = if keyboard {
        palette.accent
    } else {
        palette.quiet
    };
    let key = galley(&key.unwrap_or_default(), key_color, NAMES);
    let name = galley(&slot.attribute.name, palette.quiet, VALUES - NAMES - GAP);
    let value_galley = galley(text, color, (width - VALUES - MENU - GAP).max(40.0));

    // A value that has no room is told in full by the tooltip: rows are of one height.
    let is_cut = value_galley.elided;
    let (_, rect) = ui.allocate_space(vec2(width, HEIGHT));
    let response = ui.interact(rect, id(ui, &slot.id), Sense::click());
    response.widget_info(|| {
        let field = slot.attribute.name.to_string();
        let message = match text {
            value if suggested.is_some() => InspectorMessage::FieldValue {
                field,
                value: SuggestMessage::Suggested {
                    value: value.to_owned(),
                }
                .to_string(),
            },
            "–" => InspectorMessage::FieldEmpty { field },
            value => InspectorMessage::FieldValue {
                field,
                value: value.to_owned(),
            },
        };
        WidgetInfo::labeled(Role::Button, true, message.to_string())
    });
    if has_it || response.hovered() {
        let fill = if has_it {
            palette.chosen
        } else {
            palette.hovered
        };
        ui.painter().rect_filled(rect, 5.0, fill);
    }
    let top = rect.top() + 4.0;
    for (left, galley) in [(KEYS, key), (NAMES, name), (VALUES, value_galley)] {
        let color = palette.ink;
        ui.painter()
            .galley(pos2(rect.left() + left, top), galley, color);
    }
    let mut response = response;
    if is_cut {
        response = response.on_hover_text(text);
    }
    if slot.attribute.definition.is_empty() {
        response
    } else {
        response.on_hover_text(&slot.attribute.definition)
    }
}

/// The width of the menu at the end of a row, in points.
const MENU: f32 = 24.0;

/// Draws the menu of a row that has a value, which is seen while the pointer or the keyboard is at the row.
/// Returns whether the value is to be cleared.
pub fn menu_ui(
    ui: &mut egui::Ui,
    palette: &Palette,
    slot: &Slot<'_>,
    row: egui::Rect,
    has_it: bool,
) -> bool {
    let place = row.with_min_x(row.right() - MENU);
    let is_shown = has_it || ui.rect_contains_pointer(row);
    let color = if is_shown {
        palette.ink
    } else {
        Color32::TRANSPARENT
    };
    let builder = egui::UiBuilder::new()
        .id_salt(("slot menu", &slot.id))
        .max_rect(place)
        .layout(egui::Layout::left_to_right(egui::Align::Center));
    let mut inside = ui.new_child(builder);
    inside.spacing_mut().button_padding.x = 4.0;
    let button =
        controls::quiet(egui::RichText::new("…").color(color)).min_size(controls::LEAST_TARGET);
    let mut is_cleared = false;
    let (response, menu) = MenuButton::from_button(button).ui(&mut inside, |ui| {
        let name = AnnotatingMessage::ClearField.to_string();
        is_cleared = MenuItem::new(&name).show(ui, palette).clicked();
    });
    let name = slot.attribute.name.clone();
    let name = AnnotatingMessage::FieldMenu { name }.to_string();
    menu_item::tell_menu_button(&response, &name, menu.is_some());
    is_cleared
}
