//! The words of an annotation on one line, as rows of lists and cards show them.
//!
//! It knows no panel, so that every panel can use it.

use super::PanelCtx;
use crate::model::{Anchor, Annotation, Document};
use crate::ui::article::LineTextStyle;

/// An annotation's words on one line.
pub fn quote(document: &Document, annotation: &Annotation) -> String {
    let quote = match &annotation.place {
        Anchor::At(fragments) => fragments.quote(document.text()),
        Anchor::Detached(lost) => lost.quote.join(" … "),
    };
    if quote.contains(['\n', '\r']) {
        quote.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        quote
    }
}

/// Draws text of an article on one line, with the letters of the reading pane. Text that has no room
/// is cut off.
pub fn line_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    text: &str,
    size: f32,
    color: egui::Color32,
) -> egui::Response {
    let width = ui.available_width();
    let style = LineTextStyle {
        size,
        color,
        weight: crate::ui::article::Weight::Regular,
    };
    cx.engine.line_ui(ui, text, style, width)
}
