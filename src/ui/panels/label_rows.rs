//! Labels in a few rows, with a menu for those for which there is no room: for the legend and the bar at a
//! selection.

use std::ops::Range;

use egui::{Button, ScrollArea, TextStyle, Ui, vec2};

use super::definition::card_ui;
use super::menu_item::{self, MenuItem};
use super::{PanelCtx, chip_ui, follow_focus};
use crate::command::UserCommand;
use crate::model::codebook::Label;
use crate::session::Session;
use crate::session::messages::{AnnotatingMessage, AnnotatingText};
use crate::ui::theme::{ROW, small};

/// The room for the button of the menu, in points.
const MENU_WIDTH: f32 = 56.0;

/// The height of the menu where the window is high enough for it, in points.
const MENU_HEIGHT: f32 = 420.0;

/// Distributes items of these widths among rows; the items that are left out have no room. The last row
/// then has room for `rest` points more.
pub fn fit(
    widths: impl IntoIterator<Item = f32>,
    gap: f32,
    available: f32,
    rest: f32,
    max_rows: usize,
) -> Vec<Range<usize>> {
    let mut rows: Vec<(Range<usize>, Vec<f32>)> = Vec::new();
    let mut is_all = true;
    for (index, width) in widths.into_iter().enumerate() {
        let end = |ends: &[f32]| ends.last().map_or(width, |end| end + gap + width);
        if let Some((row, ends)) = rows.last_mut()
            && end(ends) <= available
        {
            row.end = index + 1;
            ends.push(end(ends));
        } else if rows.len() < max_rows {
            rows.push((index..index + 1, vec![width]));
        } else {
            is_all = false;
            break;
        }
    }
    if !is_all && let Some((row, ends)) = rows.last_mut() {
        let kept = ends.iter().filter(|end| **end + gap + rest <= available);
        row.end = row.start + kept.count();
    }
    rows.into_iter().map(|(row, _)| row).collect()
}

/// The width of a text of the interface in one line, in points.
pub fn text_width(ui: &Ui, text: &str, style: TextStyle) -> f32 {
    let font = style.resolve(ui.style());
    let painter = ui.painter();
    let galley = painter.layout_no_wrap(text.to_owned(), font, egui::Color32::PLACEHOLDER);
    galley.size().x
}

/// Draws the available labels in at most `max_rows` rows, and a menu of the others. `width_of` measures a
/// label, `label_ui` draws it. Returns the first label's response.
pub fn show(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    (gap, max_rows): (f32, usize),
    width_of: impl Fn(&Ui, &PanelCtx<'_>, &Label) -> f32,
    mut label_ui: impl FnMut(&mut Ui, &mut PanelCtx<'_>, &Label) -> egui::Response,
) -> Option<egui::Response> {
    let labels: Vec<&Label> = session.codebook.offered().collect();
    let widths = labels.iter().map(|label| width_of(ui, cx, label));
    let available = ui.available_width();
    let rows = fit(widths, gap, available, MENU_WIDTH, max_rows);
    let shown = rows.last().map_or(0, |row| row.end);
    let mut first = None;
    let last = rows.len().saturating_sub(1);
    for (number, row) in rows.into_iter().enumerate() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for label in &labels[row] {
                let response = label_ui(ui, cx, label);
                first.get_or_insert(response);
            }
            if number == last && shown < labels.len() {
                menu_ui(ui, cx, session, &labels[shown..]);
            }
        });
    }
    first
}

/// The menu of the labels for which there is no room.
fn menu_ui(ui: &mut Ui, cx: &mut PanelCtx<'_>, session: &Session, labels: &[&Label]) {
    let menu = ui.menu_button(format!("+{}", labels.len()), |ui| {
        let key = cx.key_of(&UserCommand::ShowPalette);
        let search = MenuItem::new(AnnotatingText::SearchLabels.text()).key(&key);
        if search.show(ui, &cx.palette).clicked() {
            cx.commands.push(UserCommand::ShowPalette);
            ui.close();
        }
        ui.separator();
        let window = ui.ctx().content_rect().height();
        ScrollArea::vertical()
            .max_height(MENU_HEIGHT.min(window * 0.6))
            .show_rows(ui, ROW, labels.len(), |ui, rows| {
                for label in &labels[rows] {
                    item_ui(ui, cx, session, label);
                }
            });
    });
    let is_open = menu.inner.is_some();
    menu_item::tell_menu_button(&menu.response, AnnotatingText::MoreLabels.text(), is_open);
    menu.response
        .on_hover_text(AnnotatingText::MoreLabels.text());
}

fn item_ui(ui: &mut Ui, cx: &mut PanelCtx<'_>, session: &Session, label: &Label) {
    let command = UserCommand::Tag(label.id.clone());
    let key = cx.key_of(&command);
    let item = ui.horizontal(|ui| {
        ui.set_min_height(ROW);
        chip_ui(ui, &cx.palette, Some(label));
        let key = small(&key).color(cx.palette.quiet);
        let button = Button::new(&label.name).shortcut_text(key).truncate();
        let button = ui.add(button.min_size(vec2(220.0, 0.0)));
        button.widget_info(|| {
            let counts = session.shown().map(|shown| shown.document.counts());
            let count = counts.and_then(|counts| counts.get(&label.id)).copied();
            egui::WidgetInfo::labeled(
                egui::Role::MenuItem,
                true,
                description(label, count.unwrap_or(0), &cx.key_of(&command)),
            )
        });
        button
    });
    let button = item.inner.on_hover_ui(|ui| card_ui(ui, cx, label));
    follow_focus(&button);
    if button.clicked() {
        cx.commands.push(command);
        ui.close();
    }
}

/// What a screen reader calls a label that tags the selection.
pub fn description(label: &Label, count: usize, key: &str) -> String {
    let label = label.name.clone();
    let message = match key {
        "" => AnnotatingMessage::LabelWithoutKey { label, count },
        key => AnnotatingMessage::LabelInLegend {
            label,
            count,
            key: key.to_owned(),
        },
    };
    message.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_left_out_where_there_is_no_room() {
        // How many stand in each row.
        let fit = |count: usize, available, max_rows| -> Vec<usize> {
            let rows = fit(vec![100.0; count], 10.0, available, 50.0, max_rows);
            rows.iter().map(ExactSizeIterator::len).collect()
        };
        assert_eq!(fit(0, 300.0, 2), [0; 0]);
        assert_eq!(fit(2, 210.0, 2), [2]);
        assert_eq!(fit(3, 209.0, 3), [1, 1, 1]);
        assert_eq!(fit(4, 210.0, 2), [2, 2]);
        // The menu takes the place of a label, and of two if one is too narrow.
        assert_eq!(fit(5, 210.0, 2), [2, 1]);
        assert_eq!(fit(5, 270.0, 2), [2, 2]);
        assert_eq!(fit(2, 100.0, 1), [0]);
        // A label that is wider than the window has a row for itself.
        assert_eq!(fit(1, 50.0, 1), [1]);
    }
}
