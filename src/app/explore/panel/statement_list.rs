//! The statements as a table: a row each, of which only those in sight are drawn, sorted by any column.

use egui::{Rect, Sense, Ui, UiBuilder, pos2, vec2};

use super::super::words::column_name;
use crate::analysis::network::{ColumnIndex, StatementTable};
use crate::command::Intent;
use crate::command::explore::ExploreCommand;
use crate::jobs::explore::view::ExploreView;
use crate::session::Session;
use crate::session::messages::ExploreMessage;
use crate::ui::article::{LineTextStyle, Weight};
use crate::ui::controls;
use crate::ui::panels::row_list::{ListFrame, RowList};
use crate::ui::panels::{PanelCtx, row_ground_ui};
use crate::ui::theme::small;

/// The columns with their widths in points; the quote has what is left.
pub(super) const COLUMNS: [(&str, f32); 9] = [
    ("date", 84.0),
    ("organisation", 130.0),
    ("maker", 120.0),
    ("category", 150.0),
    ("polarity", 66.0),
    ("addressees", 110.0),
    (QUOTE, 240.0),
    ("article", 120.0),
    ("coder", 56.0),
];
const QUOTE: &str = "quote";

/// The signs of the column by which the rows are sorted.
const UP: &str = "▲";
const DOWN: &str = "▼";

/// The room at both sides of a cell, and the size of its text, in points.
const PADDING: f32 = 4.0;
const TEXT: f32 = 13.0;

/// The share of the list above a row that is brought in sight.
const ABOVE: f32 = 0.3;

/// View state of the list.
#[derive(Default)]
pub(super) struct StatementList {
    list: RowList,
    /// The column by which the rows are sorted, and whether backwards.
    pub order: Option<(String, bool)>,
    /// The row of the table that had the keyboard last.
    walked: Option<u32>,
    is_entered: bool,
}

impl StatementList {
    /// Gives the keyboard to the row that had it last, or to the first.
    pub fn enter(&mut self) {
        self.is_entered = true;
    }

    /// The row of the table that has the keyboard.
    pub fn focused_row(&self, shown: Option<&ExploreView>) -> Option<u32> {
        let row = self.list.focused()?;
        shown?.rows.get(row).copied()
    }

    /// Draws the list.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        shown: &ExploreView,
    ) {
        let table = &shown.statements.table;
        let columns = COLUMNS.iter();
        let columns: Vec<(&str, f32, ColumnIndex)> = columns
            .filter_map(|(name, width)| Some((*name, *width, table.column(name)?)))
            .collect();
        let whole: f32 = columns.iter().map(|(_, width, _)| width).sum();
        // More columns than fit are reached by scrolling sideways.
        egui::ScrollArea::horizontal()
            .id_salt("columns")
            .auto_shrink(false)
            .show(ui, |ui| {
                let width = ui.available_width().max(whole);
                ui.set_width(width);
                let rest = width - whole;
                let widths = columns.iter().map(|(name, width, _)| match *name {
                    QUOTE => width + rest,
                    _ => *width,
                });
                let widths: Vec<f32> = widths.collect();
                self.headings_ui(ui, cx, session, &columns, &widths);
                self.rows_ui(ui, cx, shown, &columns, &widths);
            });
    }

    fn headings_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        columns: &[(&str, f32, ColumnIndex)],
        widths: &[f32],
    ) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.spacing_mut().button_padding.x = PADDING;
            for ((column, ..), width) in columns.iter().zip(widths) {
                self.heading_ui(ui, cx, session, column, *width);
            }
        });
    }

    fn heading_ui(
        &mut self,
        ui: &mut Ui,
        cx: &PanelCtx<'_>,
        session: &Session,
        column: &str,
        width: f32,
    ) {
        let name = column_name(session, column);
        let sorted = self.order.as_ref().filter(|(by, _)| by == column);
        let sorted = sorted.map(|(_, is_descending)| *is_descending);
        let (sign, message) = {
            let column = name.clone();
            match sorted {
                None => ("", ExploreMessage::SortBy { column }),
                Some(false) => (UP, ExploreMessage::SortedUp { column }),
                Some(true) => (DOWN, ExploreMessage::SortedDown { column }),
            }
        };
        let text = [name.as_str(), sign].join(" ");
        let text = small(text.trim_end()).color(cx.palette.quiet);
        let button = controls::quiet(text).truncate();
        let height = controls::LEAST_TARGET.y;
        let size = vec2(width, height);
        let response = ui.allocate_ui_with_layout(
            size,
            egui::Layout::left_to_right(egui::Align::Center),
            |ui| {
                ui.set_min_size(size);
                ui.set_max_width(width);
                ui.add(button.min_size(controls::LEAST_TARGET))
            },
        );
        let response = response.inner;
        let spoken = message.to_string();
        response
            .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, spoken.as_str()));
        if response.on_hover_text(spoken.as_str()).clicked() {
            // From A to Z, from Z to A, as they stand in the articles.
            self.order = match sorted {
                None => Some((column.to_owned(), false)),
                Some(false) => Some((column.to_owned(), true)),
                Some(true) => None,
            };
        }
    }

    fn rows_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        shown: &ExploreView,
        columns: &[(&str, f32, ColumnIndex)],
        widths: &[f32],
    ) {
        let place = |row: u32| shown.rows.iter().position(|other| *other == row);
        let is_entered = std::mem::take(&mut self.is_entered);
        let walked = self.walked.filter(|_| is_entered).and_then(place);
        let turn = ListFrame {
            enter: is_entered.then(|| walked.unwrap_or_default()),
            reveal: walked.map(|row| (row, ABOVE)),
        };
        let stood = self.list.focused();
        let mut list = std::mem::take(&mut self.list);
        let mut clicked = None;
        list.show(ui, "statements", shown.rows.len(), turn, |ui, at| {
            let row = shown.rows[at];
            let table = &shown.statements.table;
            let is_walked = self.walked == Some(row);
            let response = row_ui(ui, cx, table, row as usize, is_walked, columns, widths);
            if response.clicked() {
                response.request_focus();
                clicked = Some(row);
            }
            response
        });
        self.list = list;
        let focused = self.focused_row(Some(shown));
        // Entering the list moves nothing on the page; going on from there does.
        let walked = focused.filter(|row| stood.is_some() && self.walked != Some(*row));
        if let Some(row) = clicked.or(walked) {
            let command = ExploreCommand::Show(row);
            cx.commands.push(Intent::Explore(command));
        }
        self.walked = clicked.or(focused).or(self.walked);
    }
}

/// Draws a row, on which its cells are painted.
fn row_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    table: &StatementTable,
    row: usize,
    is_walked: bool,
    columns: &[(&str, f32, ColumnIndex)],
    widths: &[f32],
) -> egui::Response {
    let palette = cx.palette;
    let response = row_ground_ui(ui, &palette, is_walked, || spoken(table, row));
    let mut left = response.rect.left();
    for ((name, _, column), width) in columns.iter().zip(widths) {
        let cell = Rect::from_min_size(
            pos2(left, response.rect.top()),
            vec2(*width, response.rect.height()),
        );
        left += width;
        if !ui.is_rect_visible(cell) {
            continue;
        }
        let text = table.written(row, *column);
        let color = match *name {
            QUOTE => palette.ink,
            _ => palette.quiet,
        };
        cell_ui(ui, cx, cell, &text, color);
    }
    response
}

fn cell_ui(ui: &mut Ui, cx: &mut PanelCtx<'_>, cell: Rect, text: &str, color: egui::Color32) {
    if text.is_empty() {
        return;
    }
    let cell = cell.shrink2(vec2(PADDING, 0.0));
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let builder = UiBuilder::new().max_rect(cell).layout(layout);
    let mut inside = ui.new_child(builder.sense(Sense::hover()));
    inside.set_clip_rect(cell.intersect(ui.clip_rect()));
    let style = LineTextStyle {
        size: TEXT,
        color,
        weight: Weight::Regular,
    };
    cx.engine.line_ui(&mut inside, text, style, cell.width());
}

/// A statement as a screen reader says it.
fn spoken(table: &StatementTable, row: usize) -> String {
    let value = |name: &str| {
        let column = table.column(name);
        column.map_or_else(String::new, |column| table.written(row, column))
    };
    let message = ExploreMessage::StatementRow {
        date: value("date"),
        maker: value("maker"),
        category: value("category"),
        polarity: value("polarity"),
        quote: value(QUOTE),
    };
    message.to_string()
}
