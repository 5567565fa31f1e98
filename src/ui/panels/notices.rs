//! Notices (toasts): non-modal messages over the lower edge of the page.

use egui::{Align2, Frame, Margin, Stroke};

use super::PanelCtx;
use crate::command::{Intent, UserCommand};
use crate::session::messages::{CoderMessage, ControlText, Message, NoticeText};
use crate::session::notices::{Notice, NoticeKind};
use crate::ui::article::{LineTextStyle, Weight};
use crate::ui::live_region;

/// Draws the notices over the lower edge of the page.
pub fn show(ctx: &egui::Context, cx: &mut PanelCtx<'_>, notices: &[Notice]) {
    say(ctx, notices);
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
                cx.engine.paragraph_ui(ui, &notice.text(), style);
                if notice.kind == NoticeKind::Crash
                    && ui.small_button(NoticeText::ShowLog.text()).clicked()
                {
                    cx.commands.push(UserCommand::ShowLog);
                }
                if let Some(path) = &notice.written
                    && ui.small_button(ControlText::ShowInFolder.text()).clicked()
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
                if !stays && ui.small_button(NoticeText::Dismiss.text()).clicked() {
                    cx.commands.push(Intent::DismissNotice(index));
                }
            });
        });
    ui.add_space(6.0);
}

/// Says the notices that are new, errors at once.
fn say(ctx: &egui::Context, notices: &[Notice]) {
    let last = egui::Id::unique("said notices");
    let before = ctx.data(|data| data.get_temp::<Vec<SaidNotice>>(last));
    let before = before.unwrap_or_default();
    let now: Vec<SaidNotice> = notices
        .iter()
        .map(|notice| (notice.text(), notice.until))
        .collect();
    if before == now {
        return;
    }
    for (notice, said) in notices.iter().zip(&now) {
        if before.contains(said) {
            continue;
        }
        match notice.kind {
            NoticeKind::Error => live_region::say_at_once(ctx, notice.text()),
            NoticeKind::Hint | NoticeKind::Warning | NoticeKind::Crash | NoticeKind::Stall => {
                live_region::say(ctx, notice.text());
            }
        }
    }
    ctx.data_mut(|data| data.insert_temp(last, now));
}

/// A notice that has been said: its text, and when it expires, since the same hint may come again.
type SaidNotice = (String, Option<std::time::Instant>);
