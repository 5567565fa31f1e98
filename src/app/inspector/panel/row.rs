//! A row of the inspector: a slot's key, name and value.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontFamily, FontId, Role, Sense, Stroke, StrokeKind, WidgetInfo, pos2, vec2};

use super::slots::{Slot, SlotId};
use crate::session::messages::AnnotatingMessage;
use crate::ui::theme::Palette;

const HEIGHT: f32 = 24.0;
/// Where names begin, after the keys.
const NAMES: f32 = 24.0;
/// Where values begin.
const VALUES: f32 = 110.0;

/// The row's name among the window's controls.
pub fn id(ui: &egui::Ui, slot: &SlotId) -> egui::Id {
    ui.make_persistent_id(("slot", slot))
}

/// Draws the row. While the keyboard is with the slots, keys are shown clearer.
pub fn show(
    ui: &mut egui::Ui,
    palette: &Palette,
    slot: &Slot<'_>,
    keyboard: bool,
    has_it: bool,
) -> egui::Response {
    let value = &slot.display_text;
    let proposed = slot.proposal.as_ref().map(|headline| {
        let headline = headline.clone();
        AnnotatingMessage::ProposedTitle { headline }.to_string()
    });
    let (text, color) = match (slot.missing, value.is_empty()) {
        (missing, true) if proposed.is_some() => {
            let color = if missing {
                palette.warning
            } else {
                palette.quiet
            };
            (proposed.as_deref().unwrap_or_default(), color)
        }
        (true, _) => ("required", palette.warning),
        (false, true) => ("–", palette.quiet),
        (false, false) => (value.as_str(), palette.ink),
    };
    let width = ui.available_width();
    let galley = |text: &str, color: Color32, width: f32, rows: usize| {
        let font = FontId::new(12.5, FontFamily::Proportional);
        let mut job = LayoutJob::simple(text.to_owned(), font, color, width);
        job.wrap = TextWrapping {
            max_rows: rows,
            ..TextWrapping::wrap_at_width(width)
        };
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let key = slot.key.map(|key| key.to_uppercase().to_string());
    let key_color = if keyboard {
        palette.accent
    } else {
        palette.quiet
    };
    let key = galley(&key.unwrap_or_default(), key_color, NAMES, 1);
    let name = galley(&slot.attribute.name, palette.quiet, VALUES - NAMES - 6.0, 1);
    let value_galley = galley(text, color, (width - VALUES - 6.0).max(40.0), 4);

    let height = (value_galley.size().y + 8.0).max(HEIGHT);
    let (_, rect) = ui.allocate_space(vec2(width, height));
    let response = ui.interact(rect, id(ui, &slot.id), Sense::click());
    response.widget_info(|| {
        let said = if text == "–" { "empty" } else { text };
        WidgetInfo::labeled(
            Role::Button,
            true,
            format!("{}: {said}", slot.attribute.name),
        )
    });
    if has_it || response.hovered() {
        let fill = if has_it {
            palette.chosen
        } else {
            palette.hovered
        };
        ui.painter().rect_filled(rect, 5.0, fill);
    }
    if has_it {
        let stroke = Stroke::new(1.0, palette.accent);
        ui.painter()
            .rect_stroke(rect, 5.0, stroke, StrokeKind::Inside);
    }
    let top = rect.top() + 4.0;
    for (left, galley) in [(6.0, key), (NAMES, name), (VALUES, value_galley)] {
        let color = palette.ink;
        ui.painter()
            .galley(pos2(rect.left() + left, top), galley, color);
    }
    if slot.attribute.definition.is_empty() {
        response
    } else {
        response.on_hover_text(&slot.attribute.definition)
    }
}
