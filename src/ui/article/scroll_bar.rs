//! The scroll bar of the pane.
//!
//! It knows the height of the article and how far it is scrolled, not what is in it.

use crate::session::messages::PageText;
use egui::{Id, Rect, Sense, Ui, pos2, vec2};

use super::page_metrics::SCROLL_BAR_WIDTH;
use super::style::{self, PageColors};
use super::viewport::Viewport;

/// Least height of the bar's thumb, in points.
const THUMB: f32 = 28.0;

/// View state of the scroll bar.
#[derive(Default)]
pub struct ScrollBar {
    /// Points from the thumb's top to where it was taken.
    grip: Option<f32>,
    hovered: bool,
}

impl ScrollBar {
    /// Whether the pointer is over the bar, or drags it.
    pub fn is_hovered(&self) -> bool {
        self.hovered
    }

    /// Scrolls the article when the bar is pressed or dragged.
    pub fn input(&mut self, ui: &Ui, id: Id, viewport: &mut Viewport) {
        self.hovered = false;
        let Some(bar) = Bar::of(viewport) else {
            return;
        };
        let response = ui.interact(bar.track, id.with("scroll bar"), Sense::click_and_drag());
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::new(egui::Role::ScrollBar);
            info.label = Some(PageText::ScrollBar.text().to_owned());
            info
        });
        self.hovered = response.hovered() || response.dragged();
        let Some(pointer) = response.interact_pointer_pos() else {
            return;
        };
        if response.is_pointer_button_down_on() || response.dragged() || response.clicked() {
            let pressed = ui.input(|input| input.pointer.primary_pressed());
            let grip = match self.grip.filter(|_| !pressed) {
                Some(grip) => grip,
                None => bar.grip(pointer.y),
            };
            self.grip = Some(grip);
            viewport.scroll_to_share(bar.share(pointer.y - grip));
        }
        if !response.is_pointer_button_down_on() {
            self.grip = None;
        }
    }

    /// Paints the bar, if the article is higher than the pane.
    pub fn paint(&self, ui: &Ui, viewport: &Viewport, colors: &PageColors) {
        let Some(bar) = Bar::of(viewport) else {
            return;
        };
        let strength = if self.hovered { 0.75 } else { 0.4 };
        let color = style::mix(colors.paper, colors.faint, strength);
        let width = if self.hovered { 8.0 } else { 5.0 };
        let thumb = Rect::from_center_size(bar.thumb.center(), vec2(width, bar.thumb.height()));
        ui.painter_at(viewport.rect()).rect_filled(
            thumb.shrink2(vec2(0.0, 2.0)),
            width / 2.0,
            color,
        );
    }
}

/// Track and thumb of the bar, in points.
#[derive(Debug)]
struct Bar {
    track: Rect,
    thumb: Rect,
}

impl Bar {
    fn of(viewport: &Viewport) -> Option<Self> {
        let scrolled = viewport.scrolled_share()?;
        Some(Self::new(
            viewport.rect(),
            viewport.visible_share(),
            scrolled,
        ))
    }

    /// The bar of a pane of which a share of the article is visible and that is scrolled by a
    /// share of what is possible.
    fn new(pane: Rect, visible: f32, scrolled: f32) -> Self {
        let corner = pos2(pane.right() - SCROLL_BAR_WIDTH, pane.top());
        let track = Rect::from_min_max(corner, pane.right_bottom());
        let least = THUMB.min(track.height());
        let height = (track.height() * visible).clamp(least, track.height());
        let top = track.top() + scrolled * (track.height() - height);
        let corner = pos2(track.left(), top);
        let thumb = Rect::from_min_size(corner, vec2(SCROLL_BAR_WIDTH, height));
        Self { track, thumb }
    }

    /// From the thumb's top to where a press at a height takes it. A press beside the thumb takes it
    /// in the middle.
    fn grip(&self, y: f32) -> f32 {
        if self.thumb.y_range().contains(y) {
            y - self.thumb.top()
        } else {
            self.thumb.height() / 2.0
        }
    }

    /// How far the article is scrolled when the thumb's top is at a height, from 0 to 1.
    fn share(&self, top: f32) -> f32 {
        let travel = (self.track.height() - self.thumb.height()).max(1.0);
        ((top - self.track.top()) / travel).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pane() -> Rect {
        Rect::from_min_max(pos2(10.0, 100.0), pos2(210.0, 500.0))
    }

    #[test]
    fn the_thumb_goes_from_end_to_end_of_the_track() {
        for visible in [0.5, 0.01] {
            let bar = Bar::new(pane(), visible, 0.0);
            assert_eq!(bar.thumb.top(), 100.0);
            let bar = Bar::new(pane(), visible, 1.0);
            assert_eq!(bar.thumb.bottom(), 500.0);
            assert!(bar.thumb.height() >= THUMB);
        }
    }

    #[test]
    fn grabbing_the_scroll_thumb_does_not_move_it() {
        for scrolled in [0.0, 0.3, 1.0] {
            let bar = Bar::new(pane(), 0.2, scrolled);
            let y = bar.thumb.top() + 5.0;
            let share = bar.share(y - bar.grip(y));
            assert!((share - scrolled).abs() < 1e-5, "{share} {bar:?}");
        }
    }

    #[test]
    fn a_press_beside_the_thumb_brings_its_middle_there() {
        let bar = Bar::new(pane(), 0.1, 0.0);
        let share = bar.share(300.0 - bar.grip(300.0));
        let moved = Bar::new(pane(), 0.1, share);
        assert!((moved.thumb.center().y - 300.0).abs() < 1e-3, "{moved:?}");
    }
}
