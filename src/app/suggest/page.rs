//! Suggestions as a layer of the page: outlines with a dotted line below, never filled.

use egui::{Stroke, StrokeKind, Ui};

use crate::command::Intent;
use crate::command::suggest::SuggestCommand;
use crate::model::history::CodingId;
use crate::session::Session;
use crate::ui::article::{ArticleView, Gesture, Layer, LayerAnnotations, LayerLook, PageColors};

/// The width of the frame around the chosen suggestion, in points.
const FRAME: f32 = 2.0;

/// The layer with the suggestions for an article; `None` if there are none.
pub(in crate::app) fn layer(session: &Session, coding: CodingId) -> Option<Layer<'_>> {
    let (annotations, percents) = session.suggestions.shown(coding);
    (!annotations.is_empty()).then(|| Layer {
        annotations: LayerAnnotations::Suggested(annotations, percents),
        revision: session.suggestions.revision(),
        name: None,
        look: LayerLook::Suggested,
        pickable: true,
    })
}

/// The suggestion that a gesture has clicked.
pub(in crate::app) fn clicked(gesture: &Gesture, layer: usize) -> Option<Intent> {
    let Gesture::Choose(annotation) = gesture else {
        return None;
    };
    let command = SuggestCommand::Choose(annotation.id.clone());
    (annotation.layer == layer).then_some(Intent::Suggest(command))
}

/// Draws a frame around the chosen suggestion.
pub(in crate::app) fn chosen_ui(
    ui: &Ui,
    view: &ArticleView,
    session: &Session,
    colors: &PageColors,
) {
    let Some(item) = session.chosen_suggestion() else {
        return;
    };
    let Some((pane, _)) = view.column() else {
        return;
    };
    let painter = ui.painter_at(pane);
    for rect in view.rects_of_annotation(&item.annotation) {
        let stroke = Stroke::new(FRAME, colors.accent);
        painter.rect_stroke(rect, 3.0, stroke, StrokeKind::Outside);
    }
}
