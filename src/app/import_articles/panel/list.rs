//! The list of articles found, one per row with a checkbox.

use egui::{Label, RichText, ScrollArea, Ui, vec2};

use crate::ingest::dedupe::ImportCandidate;
use crate::session::messages::ArticleListMessage;
use crate::ui::panels::PanelCtx;
use crate::ui::theme::{ROW, small};

/// Widths of the columns after the title, in points: date, outlet, words, remark.
const WIDTHS: [f32; 4] = [88.0, 130.0, 90.0, 300.0];

/// Draws the rows.
pub(super) fn show(
    ui: &mut Ui,
    cx: &PanelCtx<'_>,
    candidates: &[ImportCandidate],
    ticked: &mut [bool],
    height: f32,
) {
    ScrollArea::vertical()
        .id_salt("articles to import")
        .max_height(height)
        .auto_shrink([false, true])
        .show_rows(ui, ROW, candidates.len(), |ui, range| {
            for row in range {
                row_ui(ui, cx, &candidates[row], &mut ticked[row]);
            }
        });
}

fn row_ui(ui: &mut Ui, cx: &PanelCtx<'_>, candidate: &ImportCandidate, ticked: &mut bool) {
    let article = &candidate.article;
    let origin = &article.origin;
    let title = if article.title.is_empty() {
        origin.file.as_str()
    } else {
        &article.title
    };
    let from = format!("{} {}", origin.file, origin.part);
    let quiet = cx.palette.quiet;
    ui.horizontal(|ui| {
        ui.set_min_height(ROW);
        let rest: f32 = WIDTHS.iter().sum::<f32>() + 4.0 * ui.spacing().item_spacing.x;
        let width = (ui.available_width() - rest - 8.0).max(120.0);
        cell_ui(ui, width, |ui| {
            let tick = ui.checkbox(ticked, "");
            tick.widget_info(|| {
                egui::WidgetInfo::selected(egui::Role::CheckBox, true, *ticked, title)
            });
            let label = Label::new(RichText::new(title)).truncate();
            let label = ui.add(label.sense(egui::Sense::CLICK));
            if label.on_hover_text(from.trim_end()).clicked() {
                *ticked = !*ticked;
            }
        });
        let count = article.words();
        let words = ArticleListMessage::Words { count }.to_string();
        for (width, text) in WIDTHS
            .into_iter()
            .zip([&article.date, &article.outlet, &words])
        {
            cell_ui(ui, width, |ui| {
                ui.add(Label::new(small(text).color(quiet)).truncate());
            });
        }
        let mut message = candidate
            .like
            .iter()
            .map(|like| like.message())
            .collect::<Vec<_>>();
        message.extend(article.notices.iter().cloned());
        cell_ui(ui, WIDTHS[3], |ui| {
            let text = small(message.join(" ")).color(cx.palette.warning);
            ui.add(Label::new(text).truncate());
        });
    });
}

/// A cell of a fixed width, so that the rows form columns.
fn cell_ui(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(vec2(width, ROW), layout, |ui| {
        ui.set_min_width(width);
        content(ui);
    });
}
