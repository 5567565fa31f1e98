//! Notices (toasts): non-modal messages over the lower edge of the page.

use egui::accesskit::Live;
use egui::{Align2, Frame, Margin, Stroke};

use super::PanelCtx;
use crate::command::{Intent, UserCommand};
use crate::session::messages::{CoderMessage, Message, SHOW_IN_FOLDER};
use crate::session::notices::{Notice, NoticeKind};
use crate::ui::article::{LineTextStyle, Weight};

/// Draws the notices over the lower edge of the page.
pub fn show(ctx: &egui::Context, cx: &mut PanelCtx<'_>, notices: &[Notice]) {
    if notices.is_empty() {
        return;
    }
    egui::Area::new(egui::Id::unique("notices"))
        .anchor(Align2::CENTER_BOTTOM, egui::vec2(0.0, -44.0))
        .order(egui::Order::Foreground)
        // Fading in would draw six frames more.
        .fade_in(false)
        .show(ctx, |ui| {
            for (index, notice) in notices.iter().enumerate() {
                notice_ui(ui, cx, index, notice);
            }
        });
}

fn notice_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, index: usize, notice: &Notice) {
    let palette = cx.palette;
    let line = match notice.kind {
        NoticeKind::Hint => palette.hairline,
        NoticeKind::Warning | NoticeKind::Crash | NoticeKind::Stall => palette.warning,
        NoticeKind::Error => palette.error,
    };
    Frame::new()
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, line))
        .corner_radius(6.0)
        .inner_margin(Margin::symmetric(12, 8))
        .show(ui, |ui| {
            ui.set_max_width(560.0);
            ui.horizontal(|ui| {
                // It may quote an article, in whatever script.
                let style = LineTextStyle {
                    size: 13.5,
                    color: palette.ink,
                    weight: Weight::Regular,
                };
                let text = cx.engine.paragraph_ui(ui, &notice.text(), style);
                live(&text, notice.kind);
                if notice.kind == NoticeKind::Crash && ui.small_button("Show log").clicked() {
                    cx.commands.push(UserCommand::ShowLog);
                }
                if let Some(path) = &notice.written
                    && ui.small_button(SHOW_IN_FOLDER).clicked()
                {
                    cx.commands.push(Intent::ShowInFolder(path.clone()));
                }
                if let Message::Coder(CoderMessage::NamelessOffered { .. }) = &notice.message
                    && ui
                        .small_button(CoderMessage::ShowCoders.to_string())
                        .clicked()
                {
                    cx.commands.push(UserCommand::ChangeCoder);
                    cx.commands.push(Intent::DismissNotice(index));
                }
                let stays = matches!(notice.kind, NoticeKind::Hint | NoticeKind::Stall);
                if !stays && ui.small_button("Dismiss").clicked() {
                    cx.commands.push(Intent::DismissNotice(index));
                }
            });
        });
    ui.add_space(6.0);
}

/// Makes the notice a live region that a screen reader announces when it appears, errors at once.
fn live(response: &egui::Response, kind: NoticeKind) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_live(match kind {
            NoticeKind::Hint | NoticeKind::Warning | NoticeKind::Crash | NoticeKind::Stall => {
                Live::Polite
            }
            NoticeKind::Error => Live::Assertive,
        });
    });
}
