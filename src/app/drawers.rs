//! Side panels as drawers: where the window is too narrow for the page and the panels beside it, a panel
//! folds to a button at the window's edge, and is drawn over the page while it is wanted.
//!
//! The settings keep which panels the user wants to see; what folds depends on the window alone, so that
//! all panels are back as they were once there is room.

use egui::{Align2, Area, Context, Frame, Id, Margin, Order, Panel, Rect, Stroke, Ui, vec2};

use crate::command::UserCommand;
use crate::model::history::CodingId;
use crate::session::messages::WindowText;
use crate::ui::panels::PanelCtx;
use crate::ui::theme::Palette;

/// The width of the strip with the button of a folded panel, in points.
const RAIL: f32 = 32.0;

/// What a drawer leaves of the page at least, in points.
const LEAST_REST: f32 = 24.0;

/// A panel beside the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SidePanel {
    /// The list of articles, on the left.
    Articles,
    /// The annotations and the history, on the right.
    Annotations,
}

/// Which panels are folded, and which of them is drawn over the page.
#[derive(Default)]
pub(super) struct Drawers {
    is_articles_folded: bool,
    is_annotations_folded: bool,
    open: Option<SidePanel>,
    /// A panel that is to be opened if it turns out to be folded.
    wanted: Option<SidePanel>,
    /// The place of the open drawer, once it has been drawn.
    rect: Option<Rect>,
    /// Whether the open drawer has had the keyboard.
    was_used: bool,
    /// What was shown when the drawer was opened.
    opened_at: Option<Option<CodingId>>,
}

impl Drawers {
    /// Shows or hides a panel, given the setting that keeps whether it is shown.
    pub fn toggle(&mut self, panel: SidePanel, setting: &mut bool) {
        if *setting && self.is_folded(panel) {
            if self.open == Some(panel) {
                self.close();
            } else {
                self.open(panel);
            }
            return;
        }
        *setting ^= true;
        self.wanted = setting.then_some(panel);
    }

    /// Whether a panel is folded.
    pub fn is_folded(&self, panel: SidePanel) -> bool {
        match panel {
            SidePanel::Articles => self.is_articles_folded,
            SidePanel::Annotations => self.is_annotations_folded,
        }
    }

    /// Whether a panel is drawn over the page.
    pub fn is_open(&self, panel: SidePanel) -> bool {
        self.open == Some(panel)
    }

    /// Draws a folded panel over the page from now on.
    pub fn open(&mut self, panel: SidePanel) {
        if self.open != Some(panel) {
            self.close();
            self.open = Some(panel);
        }
    }

    /// Takes the drawer from the page.
    pub fn close(&mut self) {
        self.open = None;
        self.rect = None;
        self.was_used = false;
        self.opened_at = None;
    }

    /// Folds the panels for which there is no room: the list first, since the annotations are needed more
    /// often. The widths are those of the window, of the page at least, and of the panels that are to be
    /// shown, in points.
    pub fn fold(
        &mut self,
        window: f32,
        page: f32,
        articles: Option<f32>,
        annotations: Option<f32>,
    ) {
        let width = |panel: Option<f32>| panel.unwrap_or_default();
        let fits = |left: f32, right: f32| window - left - right >= page;
        self.is_articles_folded = articles.is_some() && !fits(width(articles), width(annotations));
        let left = if self.is_articles_folded {
            RAIL
        } else {
            width(articles)
        };
        self.is_annotations_folded = annotations.is_some() && !fits(left, width(annotations));
        if self.is_annotations_folded && fits(width(articles), RAIL) {
            self.is_articles_folded = false;
        }
        if let Some(panel) = self.wanted.take().filter(|panel| self.is_folded(*panel)) {
            self.open(panel);
        }
        if self.open.is_some_and(|panel| !self.is_folded(panel)) {
            self.close();
        }
    }

    /// Draws the strip with the button of a folded panel.
    pub fn rail_ui(&self, ui: &mut Ui, cx: &mut PanelCtx<'_>, panel: SidePanel) {
        let (strip, arrow, name, command) = match panel {
            SidePanel::Articles => (
                Panel::left("articles rail"),
                "▶",
                WindowText::ShowArticles.text(),
                UserCommand::ToggleArticles,
            ),
            SidePanel::Annotations => (
                Panel::right("annotations rail"),
                "◀",
                WindowText::ShowAnnotations.text(),
                UserCommand::ToggleInspector,
            ),
        };
        let frame = Frame::new()
            .fill(cx.palette.surface)
            .inner_margin(Margin::symmetric(3, 6));
        let tip = cx.tip(name, &command);
        strip
            .frame(frame)
            .resizable(false)
            .exact_size(RAIL)
            .show(ui, |ui| {
                ui.spacing_mut().button_padding.x = 2.0;
                let button = egui::Button::new(arrow)
                    .min_size(vec2(RAIL - 6.0, 28.0))
                    .selected(self.is_open(panel));
                let button = ui.add(button);
                button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
                if button.on_hover_text(tip).clicked() {
                    cx.commands.push(command);
                }
            });
    }

    /// Draws the open drawer over the page in `page`. `width` is that of the panel where there is room.
    pub fn drawer_ui(
        &mut self,
        ctx: &Context,
        palette: Palette,
        (page, width): (Rect, f32),
        content: impl FnOnce(&mut Ui),
    ) {
        let Some(panel) = self.open else { return };
        let width = width.min(page.width() - LEAST_REST).max(LEAST_REST);
        let (corner, pivot, margin) = match panel {
            SidePanel::Articles => (page.left_top(), Align2::LEFT_TOP, 8),
            SidePanel::Annotations => (page.right_top(), Align2::RIGHT_TOP, 12),
        };
        let shown = Area::new(Id::unique("drawer"))
            .order(Order::Middle)
            .fixed_pos(corner)
            .pivot(pivot)
            .show(ctx, |ui| {
                let frame = Frame::new()
                    .fill(palette.surface)
                    .stroke(Stroke::new(1.0, palette.hairline))
                    .shadow(ui.visuals().popup_shadow)
                    .inner_margin(Margin::same(margin));
                let space =
                    vec2(width, page.height()) - 2.0 * vec2(f32::from(margin), f32::from(margin));
                frame.show(ui, |ui| {
                    ui.set_min_size(space);
                    ui.set_max_size(space);
                    content(ui);
                });
            });
        self.rect = Some(shown.response.rect);
    }

    /// The place of the open drawer.
    pub fn rect(&self) -> Option<Rect> {
        self.rect
    }

    /// Closes the drawer when it is no longer needed: after a press elsewhere, when the keyboard has left
    /// it, or when another article is shown. Nothing of it is closed while a menu or a dialog is open.
    pub fn end_frame(
        &mut self,
        ctx: &Context,
        is_used: bool,
        is_covered: bool,
        shown: Option<CodingId>,
    ) {
        let (Some(_), Some(rect)) = (self.open, self.rect) else {
            return;
        };
        if is_covered || egui::Popup::is_any_open(ctx) {
            return;
        }
        let opened_at = *self.opened_at.get_or_insert(shown);
        let room = rect.expand2(vec2(RAIL, 0.0));
        let is_pressed_elsewhere = ctx.input(|input| {
            let at = input.pointer.interact_pos();
            input.pointer.any_pressed() && at.is_some_and(|at| !room.contains(at))
        });
        let is_left = self.was_used && !is_used;
        self.was_used |= is_used;
        if is_pressed_elsewhere || is_left || shown != opened_at {
            self.close();
            ctx.request_repaint();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(window: f32, articles: Option<f32>, annotations: Option<f32>) -> (bool, bool) {
        let mut drawers = Drawers::default();
        drawers.fold(window, 440.0, articles, annotations);
        (drawers.is_articles_folded, drawers.is_annotations_folded)
    }

    #[test]
    fn panels_fold_where_the_page_would_be_too_narrow() {
        let (list, card) = (Some(264.0), Some(220.0));
        assert_eq!(folded(1280.0, list, card), (false, false));
        assert_eq!(folded(924.0, list, card), (false, false));
        assert_eq!(folded(923.0, list, card), (true, false));
        assert_eq!(folded(692.0, list, card), (true, false));
        assert_eq!(folded(691.0, list, card), (true, true));
        assert_eq!(folded(320.0, list, card), (true, true));
        // Hidden panels take no room, and there is nothing to fold.
        assert_eq!(folded(704.0, list, None), (false, false));
        assert_eq!(folded(703.0, list, None), (true, false));
        assert_eq!(folded(600.0, None, card), (false, true));
        assert_eq!(folded(600.0, None, None), (false, false));
        // A panel that the user has made very wide folds instead of the other.
        assert_eq!(folded(760.0, Some(160.0), Some(480.0)), (false, true));
    }

    #[test]
    fn a_panel_that_is_shown_where_there_is_no_room_is_a_drawer() {
        let mut drawers = Drawers::default();
        let mut setting = false;
        drawers.toggle(SidePanel::Articles, &mut setting);
        drawers.fold(600.0, 440.0, setting.then_some(264.0), None);
        assert!(setting && drawers.is_open(SidePanel::Articles));
        drawers.toggle(SidePanel::Articles, &mut setting);
        assert!(setting && !drawers.is_open(SidePanel::Articles));
        drawers.toggle(SidePanel::Articles, &mut setting);
        assert!(setting && drawers.is_open(SidePanel::Articles));
        // With room it is beside the page again, and the setting hides it.
        drawers.fold(1280.0, 440.0, setting.then_some(264.0), None);
        assert!(!drawers.is_open(SidePanel::Articles));
        drawers.toggle(SidePanel::Articles, &mut setting);
        assert!(!setting);
    }
}
