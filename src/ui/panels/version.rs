//! One of several versions to choose from: who has it, and what it says, in a frame that can be clicked.
//!
//! It must not know what is decided: conflicts between two writers and differences between coders use it.

use egui::{Frame, Margin, Role, Sense, Stroke, Ui, WidgetInfo};

use super::PanelCtx;
use crate::ui::article::{LineTextStyle, Weight};
use crate::ui::theme::strong;

/// A version.
pub struct VersionText<'a> {
    /// Whose it is, as its heading.
    pub heading: &'a str,
    /// What it says, line by line.
    pub lines: &'a [String],
    /// What it lacks that others have.
    pub lacking: &'a [String],
    pub is_chosen: bool,
    /// What a screen reader says.
    pub name: String,
}

/// Draws a version as wide as there is room; the chosen one is filled.
pub fn version_ui(ui: &mut Ui, cx: &mut PanelCtx<'_>, version: &VersionText<'_>) -> egui::Response {
    let palette = cx.palette;
    let (fill, stroke) = match version.is_chosen {
        true => (palette.chosen, Stroke::new(1.5, palette.accent)),
        false => (palette.paper, Stroke::new(1.0, palette.outline)),
    };
    let frame = Frame::new()
        .fill(fill)
        .stroke(stroke)
        .inner_margin(Margin::symmetric(10, 6))
        .corner_radius(5);
    let inner = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.vertical(|ui| {
            ui.label(strong(version.heading));
            let style = |color| LineTextStyle {
                size: 14.0,
                color,
                weight: Weight::Regular,
            };
            for line in version.lines {
                cx.engine.paragraph_ui(ui, line, style(palette.ink));
            }
            for line in version.lacking {
                cx.engine.paragraph_ui(ui, line, style(palette.warning));
            }
        });
    });
    // An id of its own: the frame is not focusable and would release the keyboard.
    let id = inner.response.id.with("version");
    let response = ui.interact(inner.response.rect, id, Sense::click());
    if response.has_focus() || response.hovered() {
        let stroke = Stroke::new(if response.has_focus() { 2.0 } else { 1.0 }, palette.accent);
        let kind = egui::StrokeKind::Inside;
        ui.painter().rect_stroke(response.rect, 5.0, stroke, kind);
    }
    let (is_chosen, name) = (version.is_chosen, &version.name);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, name));
    response
}
