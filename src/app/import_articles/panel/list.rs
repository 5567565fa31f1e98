//! The list of articles found, one per row with a checkbox.

use egui::{Label, RichText, ScrollArea, Ui, vec2};

use crate::ingest::dedupe::ImportCandidate;
use crate::session::messages::{ArticleListMessage, PageMessage};
use crate::ui::panels::{PanelCtx, reflow};
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
    // In a narrow window the columns are a second line.
    let is_narrow = reflow::is_narrow(ui.ctx());
    let row_height = if is_narrow { 2.0 * ROW } else { ROW };
    ScrollArea::vertical()
        .id_salt("articles to import")
        .max_height(height)
        .min_scrolled_height(reflow::LEAST_LIST)
        .auto_shrink([false, true])
        .show_rows(ui, row_height, candidates.len(), |ui, range| {
            for row in range {
                let (candidate, ticked) = (&candidates[row], &mut ticked[row]);
                match is_narrow {
                    true => two_lines_ui(ui, cx, candidate, ticked),
                    false => row_ui(ui, cx, candidate, ticked),
                }
            }
        });
}

fn row_ui(ui: &mut Ui, cx: &PanelCtx<'_>, candidate: &ImportCandidate, ticked: &mut bool) {
    let article = &candidate.article;
    let quiet = cx.palette.quiet;
    ui.horizontal(|ui| {
        ui.set_min_height(ROW);
        let rest: f32 = WIDTHS.iter().sum::<f32>() + 4.0 * ui.spacing().item_spacing.x;
        let width = (ui.available_width() - rest - 8.0).max(120.0);
        cell_ui(ui, width, |ui| title_ui(ui, candidate, ticked));
        let words = words_of(candidate);
        for (width, text) in WIDTHS
            .into_iter()
            .zip([&article.date, &article.outlet, &words])
        {
            cell_ui(ui, width, |ui| {
                ui.add(Label::new(small(text).color(quiet)).truncate());
            });
        }
        cell_ui(ui, WIDTHS[3], |ui| {
            let text = small(remark_of(candidate)).color(cx.palette.warning);
            ui.add(Label::new(text).truncate());
        });
    });
}

/// The same with the columns in a line below the title.
fn two_lines_ui(ui: &mut Ui, cx: &PanelCtx<'_>, candidate: &ImportCandidate, ticked: &mut bool) {
    let width = ui.available_width();
    ui.horizontal(|ui| cell_ui(ui, width, |ui| title_ui(ui, candidate, ticked)));
    let article = &candidate.article;
    let (date, outlet) = (article.date.clone(), article.outlet.clone());
    let facts = [date, outlet, words_of(candidate), remark_of(candidate)];
    let facts = facts.into_iter().filter(|fact| !fact.is_empty());
    let facts = PageMessage::Facts {
        facts: facts.collect(),
    };
    let color = match candidate.like.is_some() || !article.notices.is_empty() {
        true => cx.palette.warning,
        false => cx.palette.quiet,
    };
    ui.horizontal(|ui| {
        cell_ui(ui, width, |ui| {
            ui.add_space(ui.spacing().icon_width + ui.spacing().icon_spacing);
            let text = small(facts.to_string()).color(color);
            ui.add(Label::new(text).truncate());
        });
    });
}

fn title_ui(ui: &mut Ui, candidate: &ImportCandidate, ticked: &mut bool) {
    let article = &candidate.article;
    let origin = &article.origin;
    let title = if article.title.is_empty() {
        origin.file.as_str()
    } else {
        &article.title
    };
    let from = format!("{} {}", origin.file, origin.part);
    let tick = ui.checkbox(ticked, "");
    tick.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, *ticked, title));
    let label = Label::new(RichText::new(title)).truncate();
    let label = ui.add(label.sense(egui::Sense::CLICK));
    if label.on_hover_text(from.trim_end()).clicked() {
        *ticked = !*ticked;
    }
}

fn words_of(candidate: &ImportCandidate) -> String {
    let count = candidate.article.words();
    ArticleListMessage::Words { count }.to_string()
}

/// What it is like, and what its file lacks.
fn remark_of(candidate: &ImportCandidate) -> String {
    let like = candidate.like.iter().map(|like| like.message());
    let notices = candidate.article.notices.iter().cloned();
    like.chain(notices).collect::<Vec<_>>().join(" ")
}

/// A cell of a fixed width, so that the rows form columns.
fn cell_ui(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(vec2(width, ROW), layout, |ui| {
        ui.set_min_width(width);
        content(ui);
    });
}
