//! The hover card (tooltip) of the annotation under the pointer: its details, next to the text.
//!
//! It is drawn over the window and takes no input, so nothing moves when it appears or disappears.

use egui::{Area, Frame, Id, Margin, Order, Pos2, Rect, Stroke, Vec2, pos2};

use super::annotation_fields::fields_ui;
use super::annotation_text::{line_ui, quote};
use super::relations::relations_ui;
use super::{PanelCtx, chip_ui, label_name};
use crate::model::{Annotation, AnnotationId};
use crate::session::{OpenArticle, Session};
use crate::ui::article::ArticleView;
use crate::ui::theme::{small, strong};

/// The delay before the card appears while the pointer rests, in seconds.
const HOVER_DELAY_SECS: f64 = 0.3;

const WIDTH: f32 = 260.0;
const GAP: f32 = 12.0;

/// For how long the pointer has been resting on which annotation.
#[derive(Default)]
pub struct HoverCard {
    over: Option<(AnnotationId, f64)>,
    /// Height of the card when it was last drawn.
    height: f32,
}

impl HoverCard {
    /// Draws the card once the pointer has rested.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        shown: &OpenArticle,
        view: &ArticleView,
    ) {
        let (now, moving, pressed) = ctx.input(|input| {
            let pointer = &input.pointer;
            (input.time, pointer.is_moving(), pointer.any_down())
        });
        // What the inspector tells of the chosen annotation need not be told twice, least of all
        // over the words after one that was just tagged.
        let chosen = session.chosen().map(|chosen| &chosen.id);
        let message = |id: &AnnotationId| cx.settings.inspector && chosen == Some(id);
        let Some(id) = view.hovered().filter(|id| !pressed && !message(id)) else {
            self.over = None;
            return;
        };
        let since = match &self.over {
            Some((over, since)) if over == id => *since,
            _ => now,
        };
        let already = now - since >= HOVER_DELAY_SECS;
        // Before the card appears, every movement of the pointer restarts the delay.
        let since = if moving && !already { now } else { since };
        self.over = Some((id.clone(), since));
        if now - since < HOVER_DELAY_SECS {
            let wait = std::time::Duration::from_secs_f64(HOVER_DELAY_SECS - (now - since));
            ctx.request_repaint_after(wait);
            return;
        }
        let Some(annotation) = shown.document.annotation(id) else {
            return;
        };
        let Some(fragments) = annotation.fragments() else {
            return;
        };
        let range = fragments.start().0..fragments.end().0;
        let (Some(read), Some((pane, column))) = (view.rect_of(range), view.column()) else {
            return;
        };
        let height = self.height.max(60.0);
        let corner = place(pane, column, read, Vec2::new(WIDTH + 26.0, height));
        let response = Area::new(Id::unique("hover card"))
            .order(Order::Tooltip)
            .interactable(false)
            .fixed_pos(corner)
            .show(ctx, |ui| {
                Frame::new()
                    .fill(cx.palette.surface)
                    .stroke(Stroke::new(1.0, cx.palette.hairline))
                    .corner_radius(6.0)
                    .inner_margin(Margin::same(12))
                    .show(ui, |ui| {
                        ui.set_width(WIDTH);
                        card_ui(ui, cx, session, shown, annotation);
                    });
            });
        self.height = response.response.rect.height();
    }
}

fn card_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    shown: &OpenArticle,
    annotation: &Annotation,
) {
    let quiet = cx.palette.quiet;
    ui.horizontal(|ui| {
        chip_ui(ui, &cx.palette, session.codebook.label(&annotation.label));
        ui.label(strong(label_name(session, &annotation.label)));
    });
    let ink = cx.palette.ink;
    line_ui(ui, cx, &quote(&shown.document, annotation), 13.5, ink);
    fields_ui(ui, cx, session, annotation);
    if !annotation.memo.is_empty() {
        ui.add(egui::Label::new(small(&annotation.memo).color(quiet)).wrap());
    }
    relations_ui(ui, cx, session, &shown.document, annotation);
}

/// Where a card of some size goes: beside the column at the height of what is read, or else below
/// or above it, within the pane.
fn place(pane: Rect, column: Rect, read: Rect, size: Vec2) -> Pos2 {
    let lowest = (pane.bottom() - GAP - size.y).max(pane.top());
    let top = read.top().clamp(pane.top(), lowest);
    if column.right() + GAP + size.x <= pane.right() {
        return pos2(column.right() + GAP, top);
    }
    if column.left() - GAP - size.x >= pane.left() {
        return pos2(column.left() - GAP - size.x, top);
    }
    let rightmost = (pane.right() - size.x).max(pane.left());
    let left = read.left().clamp(pane.left(), rightmost);
    let below = read.bottom() + GAP;
    if below + size.y <= pane.bottom() {
        pos2(left, below)
    } else {
        pos2(left, read.top() - GAP - size.y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_never_covers_what_is_read() {
        let size = Vec2::new(200.0, 100.0);
        for width in [300.0, 500.0, 900.0] {
            let pane = Rect::from_min_size(Pos2::ZERO, Vec2::new(width, 600.0));
            let column = Rect::from_center_size(pane.center(), Vec2::new(280.0, 600.0));
            for y in [130.0, 300.0, 560.0] {
                let read = Rect::from_min_size(pos2(column.left(), y), Vec2::new(280.0, 24.0));
                let card = Rect::from_min_size(place(pane, column, read, size), size);
                assert!(!card.intersects(read), "{width} {y}: {card:?}");
                assert!(pane.contains_rect(card), "{width} {y}: {card:?}");
            }
        }
    }
}
