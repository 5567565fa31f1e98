//! The hover card (tooltip) of the annotation under the pointer: its details, next to the text.
//!
//! It is drawn over the window, so nothing moves when it appears or disappears. The pointer may go into it, and
//! Escape closes it, as WCAG 2.2 asks (1.4.13).

use egui::{Area, Frame, Id, Margin, Order, Pos2, Rect, Stroke, Vec2, pos2};

use super::annotation_fields::fields_ui;
use super::annotation_text::{line_ui, quote};
use super::relations::relations_ui;
use super::{PanelCtx, chip_ui, label_name};
use crate::model::{Annotation, AnnotationId};
use crate::session::messages::SpokenMessage;
use crate::session::{OpenArticle, Session};
use crate::ui::article::ArticleView;
use crate::ui::live_region;
use crate::ui::theme::{small, strong};

/// The delay before the card appears while the pointer rests, in seconds.
const HOVER_DELAY_SECS: f64 = 0.3;

const WIDTH: f32 = 260.0;
const GAP: f32 = 12.0;

/// For how long the pointer has been resting on which annotation.
#[derive(Default)]
pub struct HoverCard {
    over: Option<(AnnotationId, f64)>,
    /// Whether the pointer has moved there: text that a key brings under a resting pointer opens no card.
    is_meant: bool,
    /// Where the pointer was in the last frame, and whether it had come there in that frame. egui takes a single
    /// step of a pointer that rested for no movement.
    pointer: (Option<Pos2>, bool),
    /// Height of the card when it was last drawn.
    height: f32,
    /// Where the card was drawn in the last frame.
    rect: Option<Rect>,
    /// The control that had the keyboard in the last frame.
    focused: Option<Id>,
    /// Closed by Escape, until the pointer is elsewhere.
    dismissed: Option<AnnotationId>,
}

impl HoverCard {
    /// Closes the card by Escape, which then does nothing else, wherever the keyboard is. A screen reader says
    /// it, so that no key is silent. Returns whether it was so.
    pub fn read_escape(&mut self, ctx: &egui::Context) -> bool {
        let take = |input: &mut egui::InputState| {
            input.consume_key(egui::Modifiers::NONE, egui::Key::Escape)
        };
        if self.rect.is_none() || !ctx.input_mut(take) {
            return false;
        }
        self.rect = None;
        self.dismissed = self.over.as_ref().map(|(id, _)| id.clone());
        // egui has taken the keyboard from the control already.
        if let Some(control) = self.focused {
            ctx.memory_mut(|memory| memory.request_focus(control));
        }
        live_region::say(ctx, SpokenMessage::CardClosed.to_string());
        true
    }

    /// The annotation whose card is wanted: the one under the pointer, or that of the card while the pointer is
    /// in it or goes to it.
    fn wanted(&self, ctx: &egui::Context, view: &ArticleView) -> Option<AnnotationId> {
        let kept = self.rect.is_some_and(|rect| {
            ctx.input(|input| {
                let pointer = &input.pointer;
                let at = pointer.hover_pos();
                at.is_some_and(|at| rect.expand(2.0).contains(at))
                    || pointer.is_moving_towards_rect(&rect)
            })
        });
        match &self.over {
            Some((over, _)) if kept => Some(over.clone()),
            _ => view.hovered().cloned(),
        }
    }

    /// Whether the pointer has moved in this frame, and whether it has in the last one.
    fn read_pointer(&mut self, ctx: &egui::Context) -> (bool, bool) {
        let at = ctx.input(|input| input.pointer.hover_pos());
        let (last, before) = self.pointer;
        let now = at.is_some() && at != last;
        self.pointer = (at, now);
        (now, before)
    }

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
        let (moved, moved_before) = self.read_pointer(ctx);
        let moving = moving || moved;
        // What the inspector tells of the chosen annotation need not be told twice, least of all
        // over the words after one that was just tagged.
        let chosen = session.chosen().map(|chosen| &chosen.id);
        let message = |id: &AnnotationId| cx.settings.inspector && chosen == Some(id);
        let hidden = pressed || egui::Popup::is_any_open(ctx);
        let wanted = self.wanted(ctx, view);
        if self.dismissed != wanted {
            self.dismissed = None;
        }
        let wanted = wanted.filter(|id| !hidden && !message(id));
        let Some(id) = &wanted else {
            self.over = None;
            self.rect = None;
            return;
        };
        if self.dismissed.as_ref() == Some(id) {
            return;
        }
        let since = match &self.over {
            Some((over, since)) if over == id => *since,
            _ => {
                self.is_meant = false;
                now
            }
        };
        let already = self.is_meant && now - since >= HOVER_DELAY_SECS;
        // What is under the pointer may be known a frame later.
        self.is_meant |= moved || moved_before;
        // Before the card appears, every movement of the pointer restarts the delay.
        let since = if moving && !already { now } else { since };
        self.over = Some((id.clone(), since));
        if !self.is_meant {
            return;
        }
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
        self.rect = Some(response.response.rect);
        self.focused = ctx.memory(|memory| memory.focused());
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
