//! The words of an annotation on one line, as rows of lists and cards show them.
//!
//! It knows no panel, so that every panel can use it.

use super::PanelCtx;
use crate::model::{Anchor, Annotation, Document};
use crate::ui::article::LineTextStyle;

/// The characters of a quote beyond which `…` stands for the rest. A line has no room for more, and an
/// annotation may cover megabytes, which every frame would read.
const MAX_CHARS: usize = 1000;

/// An annotation's words on one line, or their beginning.
pub fn quote(document: &Document, annotation: &Annotation) -> String {
    let quote = match &annotation.place {
        Anchor::At(fragments) => fragments.quote_start(document.text(), MAX_CHARS),
        Anchor::Detached(lost) => lost.quote_start(MAX_CHARS),
    };
    if quote.contains(['\n', '\r']) {
        quote.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        quote
    }
}

/// Draws text of an article on one line, with the letters of the reading pane. Text that has no room
/// ends with an ellipsis (`TextEngine::shortened`).
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
