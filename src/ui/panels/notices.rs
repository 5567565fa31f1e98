//! Notices (toasts): non-modal messages over the lower edge of the page.

use egui::{Align2, Frame, Margin, Rect, Response, Stroke};

use super::{PanelCtx, WindowPart};
use crate::command::{Intent, UserCommand};
use crate::session::messages::{CoderMessage, ControlText, Message, NoticeText};
use crate::session::notices::{Notice, NoticeKind};
use crate::ui::article::{LineTextStyle, Weight};
use crate::ui::controls;
use crate::ui::live_region;

/// The height of the status bar with a gap, in points: notices stand above it.
const ABOVE_STATUS: f32 = 44.0;

/// The widest notice, in points.
const WIDTH: f32 = 560.0;

/// Draws the notices over the lower edge of the page. Returns where they are.
pub fn show(ctx: &egui::Context, cx: &mut PanelCtx<'_>, notices: &[Notice]) -> Option<Rect> {
    say(ctx, notices);
    if notices.is_empty() {
        return None;
    }
    let window = ctx.content_rect();
    let shown = egui::Area::new(egui::Id::unique("notices"))
        .anchor(Align2::CENTER_BOTTOM, egui::vec2(0.0, -ABOVE_STATUS))
        .order(egui::Order::Foreground)
        // Fading in would draw six frames more.
        .fade_in(false)
        .show(ctx, |ui| {
            let mut enters = cx.enters(WindowPart::Notices);
            ui.set_max_width(WIDTH.min(window.width() - 24.0));
            let height = (window.height() - 2.0 * ABOVE_STATUS).max(ABOVE_STATUS);
            let list = egui::ScrollArea::vertical().max_height(height);
            list.show(ui, |ui| {
                for notice in notices {
                    // By identity: when one goes, a click does not reach the next.
                    ui.push_id(notice.id, |ui| {
                        let button = notice_ui(ui, cx, notice);
                        if let Some(button) = button.filter(|_| std::mem::take(&mut enters)) {
                            button.request_focus();
                        }
                    });
                }
            });
        });
    Some(shown.response.rect)
}

/// Draws a notice. Returns its first button, if it has any.
fn notice_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, notice: &Notice) -> Option<Response> {
    let palette = cx.palette;
    let line = match notice.kind {
        NoticeKind::Hint => palette.hairline,
        NoticeKind::Warning | NoticeKind::Crash | NoticeKind::Stall => palette.warning,
        NoticeKind::Error => palette.error,
    };
    let mut first = None;
    Frame::new()
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, line))
        .corner_radius(6.0)
        .inner_margin(Margin::symmetric(12, 8))
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                // It may quote an article, in whatever script.
                let style = LineTextStyle {
                    size: 13.5,
                    color: palette.ink,
                    weight: Weight::Regular,
                };
                cx.engine.paragraph_ui(ui, &notice.text(), style);
                let mut button = |ui: &mut egui::Ui, text: &str| {
                    let button = controls::small_button_ui(ui, text);
                    let is_clicked = button.clicked();
                    first.get_or_insert(button);
                    is_clicked
                };
                if notice.kind == NoticeKind::Crash && button(ui, NoticeText::ShowLog.text()) {
                    cx.commands.push(UserCommand::ShowLog);
                }
                if let Some(path) = &notice.written
                    && button(ui, ControlText::ShowInFolder.text())
                {
                    cx.commands.push(Intent::ShowInFolder(path.clone()));
                }
                if let Message::Coder(CoderMessage::NamelessOffered { .. }) = &notice.message
                    && button(ui, &CoderMessage::ShowCoders.to_string())
                {
                    cx.commands.push(UserCommand::ChangeCoder);
                    cx.commands.push(Intent::DismissNotice(notice.id));
                }
                // A disk that does not respond still does not.
                let stays = notice.kind == NoticeKind::Stall;
                if !stays && button(ui, NoticeText::Dismiss.text()) {
                    cx.commands.push(Intent::DismissNotice(notice.id));
                }
            });
        });
    ui.add_space(6.0);
    first
}

/// Says the notices that are new, errors at once.
fn say(ctx: &egui::Context, notices: &[Notice]) {
    let last = egui::Id::unique("said notices");
    let before = ctx.data(|data| data.get_temp::<Vec<SaidNotice>>(last));
    let before = before.unwrap_or_default();
    let now: Vec<SaidNotice> = notices
        .iter()
        .map(|notice| (notice.text(), notice.stays_until))
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

/// A notice that has been said: its text, and until when it stays, since the same hint may come again.
type SaidNotice = (String, Option<std::time::Instant>);
