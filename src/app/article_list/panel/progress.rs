//! The progress bar of the project, below the list of articles.

use egui::{Sense, Ui, vec2};

use crate::session::Session;
use crate::session::messages::{ArticleListMessage, TeamMessage};
use crate::ui::panels::{PanelCtx, hairline_ui};
use crate::ui::theme::small;

/// Draws it.
pub fn show(ui: &mut Ui, cx: &PanelCtx<'_>, session: &Session) {
    let progress = &session.progress;
    let (done, all) = (progress.done, progress.articles);
    let quiet = cx.palette.quiet;
    ui.add_space(4.0);
    hairline_ui(ui, &cx.palette);
    ui.add_space(4.0);
    if progress.coders.len() > 1 {
        let coders = progress.coders.clone();
        let message = TeamMessage::Coders { coders }.to_string();
        ui.add(egui::Label::new(small(message).color(quiet)).wrap());
    }
    let message = ui.scope(|ui| {
        ui.horizontal(|ui| {
            let message = ArticleListMessage::Done { done, all };
            ui.label(small(message.to_string()).color(quiet));
            if progress.done_lately > 0 {
                let count = progress.done_lately;
                let lately = ArticleListMessage::DoneLately { count }.to_string();
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.label(small(lately).color(quiet));
                });
            }
        });
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), Sense::hover());
        ui.painter().rect_filled(rect, 2.0, cx.palette.hairline);
        if all > 0 {
            let mut filled = rect;
            filled.set_width(rect.width() * done as f32 / all as f32);
            ui.painter().rect_filled(filled, 2.0, cx.palette.accent);
        }
    });
    message.response.on_hover_ui(|ui| {
        let message = ArticleListMessage::DoneInWords {
            done,
            all,
            words_done: progress.words_done,
            words: progress.words,
        };
        ui.label(message.to_string());
        let count = progress.done_lately;
        ui.label(ArticleListMessage::DoneLatelyInWords { count }.to_string());
    });
}
