//! The floating toolbar at a selection that was just made with the mouse: a button per label.
//!
//! It is above the selection, or below it where there is no room, and never covers it. It is not
//! shown for a selection by key, since the label's key is then the shorter way.

use egui::{Align2, Area, Button, Frame, Id, Margin, Order, Stroke, vec2};

use super::definition::explained_chip_ui;
use super::label_rows::{self, text_width};
use super::{CHIP, PanelCtx};
use crate::command::UserCommand;
use crate::model::Selection;
use crate::model::codebook::Label;
use crate::session::messages::PageMessage;
use crate::session::{OpenArticle, Session};
use crate::ui::article::ArticleView;
use crate::ui::theme::small;

/// Room that the bar needs, in points.
const HEIGHT: f32 = 36.0;
const GAP: f32 = 6.0;

/// The space at its left and right edge, in points.
const MARGIN: f32 = 7.0;

/// The space between a chip and its button, in points.
const INNER_GAP: f32 = 4.0;

/// The selection at which the bar stands.
#[derive(Default)]
pub struct SelectionBar {
    selection: Option<Selection>,
    /// The selection is from this frame; the session has it in the next.
    fresh: bool,
}

impl SelectionBar {
    /// Takes in what is being selected; the bar comes when that is `finished`.
    pub fn offer(&mut self, selection: Selection, finished: bool) {
        self.fresh = true;
        self.selection = Some(selection).filter(|s| finished && !s.is_empty());
    }

    /// Draws the bar while its selection is there.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        shown: &OpenArticle,
        view: &ArticleView,
    ) {
        let Some(selection) = self.selection else {
            return;
        };
        if std::mem::take(&mut self.fresh) {
            return;
        }
        if shown.selection != selection {
            self.selection = None;
            return;
        }
        let rects = view.rects_of(selection.range());
        let (Some(first), Some(last), Some((pane, _))) =
            (rects.first(), rects.last(), view.column())
        else {
            return;
        };
        let above = first.top() - GAP - HEIGHT >= pane.top();
        let (corner, pivot) = if above {
            (first.left_top() - vec2(0.0, GAP), Align2::LEFT_BOTTOM)
        } else {
            (last.left_bottom() + vec2(0.0, GAP), Align2::LEFT_TOP)
        };
        Area::new(Id::unique("selection bar"))
            .order(Order::Middle)
            .fixed_pos(corner)
            .pivot(pivot)
            .constrain_to(pane)
            .show(ctx, |ui| {
                Frame::new()
                    .fill(cx.palette.surface)
                    .stroke(Stroke::new(1.0, cx.palette.hairline))
                    .corner_radius(6.0)
                    .inner_margin(Margin::symmetric(6, 4))
                    .show(ui, |ui| {
                        ui.set_max_width(pane.width() - 2.0 * MARGIN);
                        bar_ui(ui, cx, session);
                    });
            });
    }
}

fn bar_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
    let text = |cx: &PanelCtx<'_>, label: &Label| {
        let key = cx.key_of(&UserCommand::Tag(label.id.clone()));
        let label = label.name.clone();
        PageMessage::LabelAndKey { label, key }.to_string()
    };
    let width = |ui: &egui::Ui, cx: &PanelCtx<'_>, label: &Label| {
        let padding = 2.0 * ui.spacing().button_padding.x;
        let text = text_width(ui, &text(cx, label), egui::TextStyle::Small);
        CHIP + INNER_GAP + text + padding
    };
    label_rows::show(ui, cx, session, (INNER_GAP, 1), width, |ui, cx, label| {
        explained_chip_ui(ui, cx, Some(label));
        let button = ui.add(Button::new(small(text(cx, label))).frame(false));
        button.widget_info(|| {
            let label = label.name.to_lowercase();
            let name = PageMessage::TagSelection { label };
            egui::WidgetInfo::labeled(egui::Role::Button, true, name.to_string())
        });
        if button.clicked() {
            cx.commands.push(UserCommand::Tag(label.id.clone()));
        }
        button
    });
}
