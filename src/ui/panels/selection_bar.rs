//! The floating toolbar at a selection that was just made with the mouse: a button per label.
//!
//! It is above the selection, or below it where there is no room, and never covers it. It is not
//! shown for a selection by key, since the label's key is then the shorter way.

use egui::{Align2, Area, Button, Frame, Id, Margin, Order, Stroke, vec2};

use super::PanelCtx;
use super::definition::explained_chip_ui;
use super::legend;
use crate::command::UserCommand;
use crate::model::Selection;
use crate::session::{OpenArticle, Session};
use crate::ui::article::ArticleView;
use crate::ui::theme::small;

/// Room that the bar needs, in points.
const HEIGHT: f32 = 36.0;
const GAP: f32 = 6.0;

/// The limit of the labels in it: more have no room beside each other.
const MAX_LABELS: usize = 24;

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
                    .show(ui, |ui| ui.horizontal(|ui| bar_ui(ui, cx, session)));
            });
    }
}

fn bar_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
    ui.spacing_mut().item_spacing.x = 4.0;
    for label in session.codebook.offered().take(MAX_LABELS) {
        let command = UserCommand::Tag(label.id.clone());
        let key = cx.key_of(&command);
        explained_chip_ui(ui, cx, Some(label));
        let text = small(format!("{} {key}", label.name));
        let button = ui.add(Button::new(text).frame(false));
        button.widget_info(|| {
            let name = format!("Tag the selection as {}", label.name.to_lowercase());
            egui::WidgetInfo::labeled(egui::Role::Button, true, name)
        });
        if button.clicked() {
            cx.commands.push(command);
        }
    }
    legend::more_labels_ui(ui, cx, session, MAX_LABELS);
}
