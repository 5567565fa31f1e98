//! The crosstab: which fields are counted, and a table in which each cell leads to its statements.

use egui::{Id, Rect, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::super::words::{field_name, value_name};
use crate::analysis::crosstab::{Crosstab, PeriodLength};
use crate::figures::{Figure, StandsFor};
use crate::jobs::explore::view::{
    CellMeaning, CountedField, CrosstabQuestion, ExploreView, PictureForm,
};
use crate::session::Session;
use crate::session::messages::{ExploreMessage, ExploreText};
use crate::ui::article::{LineTextStyle, Weight};
use crate::ui::controls;
use crate::ui::panels::drop_down::DropDown;
use crate::ui::panels::figure::FigureMarks;
use crate::ui::panels::list_row::is_asked_for;
use crate::ui::panels::{PanelCtx, wrapped_row};
use crate::ui::theme::{ROW, small};

/// The least width of a choice, of the names of rows and of a column, in points.
const LEAST_CHOICE: f32 = 80.0;
const NAMES: f32 = 190.0;
const COLUMN: f32 = 96.0;

/// The room round a bar in its cell, in points, and how much of its colour is seen.
const PADDING: f32 = 4.0;
const BAR: f32 = 0.28;

/// The most columns that are drawn; a table in a file has all.
const MAX_COLUMNS: usize = 60;

/// Columns that no crosstab is made of: each statement has a value of its own.
const NOT_COUNTED: [&str; 8] = [
    "statement",
    "start",
    "end",
    "quote",
    "memo",
    "title",
    "date",
    "maker_id",
];

/// The statements that a cell stands for: a value of each field that it is about.
pub(super) type CellFields = Vec<(CountedField, Vec<String>)>;

/// What is chosen for the crosstab.
pub(super) struct CrosstabPanel {
    pub question: CrosstabQuestion,
    pub cells: CellMeaning,
    pub form: PictureForm,
    marks: FigureMarks,
    /// The cell that has the keyboard, by row and column; row 0 and column 0 are the sums.
    at: (usize, usize),
}

impl Default for CrosstabPanel {
    fn default() -> Self {
        Self {
            question: CrosstabQuestion {
                rows: CountedField::Column("organisation".to_owned()),
                columns: CountedField::Column("polarity".to_owned()),
            },
            cells: CellMeaning::Statements,
            form: PictureForm::Table,
            marks: FigureMarks::default(),
            at: (0, 0),
        }
    }
}

impl CrosstabPanel {
    /// Gives the keyboard to the cell that had it last.
    pub fn enter(&mut self, ui: &Ui) {
        if self.form != PictureForm::Table {
            return self.marks.enter();
        }
        ui.memory_mut(|memory| memory.request_focus(cell_id(self.at)));
    }

    /// Draws the choices and the table. Returns what a cell stands for that was chosen.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        shown: &ExploreView,
        table: Option<&Crosstab>,
    ) -> Option<CellFields> {
        self.choices_ui(ui, session, shown);
        let table = table?;
        match (self.form, &shown.picture) {
            (PictureForm::Table, _) => self.table_ui(ui, cx, table),
            (_, Some(picture)) => self.picture_ui(ui, cx, table, picture),
            (form, None) if form == shown.question.form => {
                let (rows, columns) = (table.rows.len(), table.columns.len());
                let message = ExploreMessage::TooManyBars { rows, columns };
                ui.label(message.to_string());
                None
            }
            _ => None,
        }
    }

    /// Bars or a heat map; a part of it leads to its statements.
    fn picture_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        table: &Crosstab,
        picture: &Figure,
    ) -> Option<CellFields> {
        let marks = &mut self.marks;
        let area = ScrollArea::both().id_salt("picture").auto_shrink(false);
        let taken = area.show(ui, |ui| marks.show(ui, cx, picture, &|_| true));
        let (row, column) = match taken.inner? {
            StandsFor::Row(row) => (row + 1, 0),
            StandsFor::Column(column) => (0, column + 1),
            StandsFor::Cell { row, column } => (row + 1, column + 1),
            StandsFor::Node(_) | StandsFor::Edge(_) => return None,
        };
        let is_there = row <= table.rows.len() && column <= table.columns.len();
        is_there.then(|| self.fields_of(table, row, column))
    }

    fn choices_ui(&mut self, ui: &mut Ui, session: &Session, shown: &ExploreView) {
        wrapped_row::show(ui, |ui| {
            let CrosstabQuestion { rows, columns } = &mut self.question;
            for (text, field) in [(ExploreText::Rows, rows), (ExploreText::Columns, columns)] {
                wrapped_row::item_ui(ui, text.text(), LEAST_CHOICE, |ui| {
                    let label = ui.label(small(text.text()));
                    let name = field_name(session, field);
                    let list = DropDown::new(text.text()).labelled_by(label.id).small();
                    list.show_into(ui, field, &name, || fields(session, shown));
                });
            }
            for (form, text) in [
                (PictureForm::Table, ExploreText::AsTable),
                (PictureForm::Bars, ExploreText::AsBars),
                (PictureForm::HeatMap, ExploreText::AsHeatMap),
            ] {
                controls::value_chip_ui(ui, &mut self.form, form, small(text.text()));
            }
            wrapped_row::item_ui(ui, "cells", LEAST_CHOICE, |ui| {
                let label = ui.label(small(ExploreText::Cells.text()));
                let list = DropDown::new(ExploreText::Cells.text());
                let list = list.labelled_by(label.id).small();
                let shown = meaning_text(self.cells).text();
                list.show_into(ui, &mut self.cells, shown, || {
                    let all = [
                        CellMeaning::Statements,
                        CellMeaning::Articles,
                        CellMeaning::RowShare,
                        CellMeaning::ColumnShare,
                    ];
                    all.map(|meaning| (meaning, meaning_text(meaning).text().to_owned()))
                        .into()
                });
            });
        });
    }

    fn table_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        table: &Crosstab,
    ) -> Option<CellFields> {
        let columns = table.columns.len().min(MAX_COLUMNS);
        self.walk(ui, table.rows.len(), columns);
        let mut chosen = None;
        let width = NAMES + COLUMN * (columns + 1) as f32;
        ScrollArea::both()
            .id_salt("crosstab")
            .auto_shrink(false)
            .show_viewport(ui, |ui, view| {
                let rows = table.rows.len() + 1;
                ui.set_min_size(vec2(width, ROW * (rows + 1) as f32));
                let origin = ui.min_rect().min;
                headings_ui(ui, cx, table, origin, columns);
                // Only rows in sight are drawn, and the one that has the keyboard.
                let first = (view.min.y / ROW) as usize;
                let last = (view.max.y / ROW) as usize + 1;
                let in_sight = first.saturating_sub(1)..last.min(rows);
                let far = Some(self.at.0).filter(|row| !in_sight.contains(row) && *row < rows);
                for row in in_sight.chain(far) {
                    let top = origin.y + ROW * (row + 1) as f32;
                    let place = pos2(origin.x, top);
                    if let Some(cell) = self.row_ui(ui, cx, table, row, place, columns) {
                        chosen = Some(cell);
                    }
                }
            });
        let (row, column) = chosen?;
        Some(self.fields_of(table, row, column))
    }

    /// Moves from cell to cell by arrows.
    fn walk(&mut self, ui: &Ui, rows: usize, columns: usize) {
        let (row, column) = &mut self.at;
        (*row, *column) = ((*row).min(rows), (*column).min(columns));
        let id = cell_id((*row, *column));
        if !ui.memory(|memory| memory.has_focus(id)) {
            return;
        }
        let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
        let before = (*row, *column);
        if pressed(egui::Key::ArrowUp) {
            *row = row.saturating_sub(1);
        }
        if pressed(egui::Key::ArrowDown) {
            *row = (*row + 1).min(rows);
        }
        if pressed(egui::Key::ArrowLeft) {
            *column = column.saturating_sub(1);
        }
        if pressed(egui::Key::ArrowRight) {
            *column = (*column + 1).min(columns);
        }
        if pressed(egui::Key::Home) {
            *row = 0;
        }
        if pressed(egui::Key::End) {
            *row = rows;
        }
        if (*row, *column) != before {
            let id = cell_id((*row, *column));
            ui.memory_mut(|memory| memory.request_focus(id));
        }
    }

    /// Draws a row: its name, its sum and its cells. Returns the cell that was clicked.
    fn row_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        table: &Crosstab,
        row: usize,
        place: egui::Pos2,
        columns: usize,
    ) -> Option<(usize, usize)> {
        let name = match row {
            0 => ExploreText::Total.text(),
            row => value_name(&table.rows[row - 1]),
        };
        let rect = Rect::from_min_size(place, vec2(NAMES, ROW));
        text_ui(ui, cx, rect, name, row == 0);
        let mut clicked = None;
        for column in 0..=columns {
            let left = place.x + NAMES + COLUMN * column as f32;
            let rect = Rect::from_min_size(pos2(left, place.y), vec2(COLUMN, ROW));
            if self.cell_ui(ui, cx, table, (row, column), rect) {
                clicked = Some((row, column));
            }
        }
        clicked
    }

    /// Draws a cell; whether it was clicked.
    fn cell_ui(
        &mut self,
        ui: &mut Ui,
        cx: &PanelCtx<'_>,
        table: &Crosstab,
        at: (usize, usize),
        rect: Rect,
    ) -> bool {
        let (value, share, count) = self.value(table, at);
        let id = cell_id(at);
        if is_asked_for(ui, id) {
            self.at = at;
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let is_stop = self.at == at;
        // Tab stops once in the table, at the cell where the keyboard was last.
        let sense = if is_stop {
            Sense::click()
        } else {
            Sense::CLICK
        };
        let response = ui.interact(rect.shrink(1.0), id, sense);
        ui.ctx()
            .accesskit_node_builder(id, |node| node.add_action(egui::accesskit::Action::Focus));
        let (row, column) = at;
        let names = (
            row.checked_sub(1).map(|row| value_name(&table.rows[row])),
            column
                .checked_sub(1)
                .map(|column| value_name(&table.columns[column])),
        );
        let spoken = cell_name(names, &value);
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, count > 0, &spoken));
        if response.has_focus() {
            self.at = at;
            response.scroll_to_me(None);
            let filter = egui::EventFilter {
                vertical_arrows: true,
                horizontal_arrows: true,
                ..egui::EventFilter::default()
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        }
        if !ui.is_rect_visible(rect) {
            return response.clicked() && count > 0;
        }
        let painter = ui.painter();
        if response.hovered() && count > 0 {
            painter.rect_filled(rect.shrink(1.0), 3.0, cx.palette.hovered);
        }
        if count > 0 {
            let bar = rect.shrink(PADDING);
            let bar = Rect::from_min_size(bar.min, vec2(bar.width() * share as f32, bar.height()));
            painter.rect_filled(bar, 2.0, cx.palette.accent.gamma_multiply(BAR));
            painter.text(
                pos2(rect.left() + 2.0 * PADDING, rect.center().y),
                egui::Align2::LEFT_CENTER,
                &value,
                egui::TextStyle::Body.resolve(ui.style()),
                cx.palette.ink,
            );
        }
        let clicked = response.clicked() && count > 0;
        if clicked {
            self.at = at;
        }
        response.on_hover_text(spoken);
        clicked
    }

    /// What a cell shows, the share of the greatest of its kind, and its statements.
    fn value(&self, table: &Crosstab, at: (usize, usize)) -> (String, f64, usize) {
        let all = table.all;
        let of_rows = |row: usize| table.of_rows[row];
        let (count, whole) = match at {
            (0, 0) => (all, 0),
            (0, column) => (table.of_columns[column - 1], all.statements),
            (row, 0) => (of_rows(row - 1), all.statements),
            (row, column) => (
                table.cell(row - 1, column - 1),
                match self.cells {
                    CellMeaning::ColumnShare => table.of_columns[column - 1].statements,
                    _ => of_rows(row - 1).statements,
                },
            ),
        };
        let share = match whole {
            0 => 0.0,
            whole => count.statements as f64 / whole as f64,
        };
        let of_greatest = match at {
            (0, _) | (_, 0) => share,
            _ => count.statements as f64 / table.most.max(1) as f64,
        };
        let is_sum = at.0 == 0 || at.1 == 0;
        match self.cells {
            CellMeaning::Statements => {
                (count.statements.to_string(), of_greatest, count.statements)
            }
            CellMeaning::Articles => (count.articles.to_string(), of_greatest, count.statements),
            _ if is_sum => (count.statements.to_string(), share, count.statements),
            CellMeaning::RowShare | CellMeaning::ColumnShare => {
                let percent = format!("{:.0} %", 100.0 * share);
                (percent, share, count.statements)
            }
        }
    }

    /// What a cell stands for: a row, a column, both, or all statements.
    fn fields_of(&self, table: &Crosstab, row: usize, column: usize) -> CellFields {
        let row = row.checked_sub(1);
        let row = row.map(|row| (self.question.rows.clone(), vec![table.rows[row].clone()]));
        let column = column.checked_sub(1);
        let column = column.map(|column| {
            let value = table.columns[column].clone();
            (self.question.columns.clone(), vec![value])
        });
        row.into_iter().chain(column).collect()
    }
}

fn cell_id(at: (usize, usize)) -> Id {
    Id::unique("crosstab cell").with(at)
}

fn cell_name(names: (Option<&str>, Option<&str>), value: &str) -> String {
    let total = || ExploreText::Total.text();
    let value = value.to_owned();
    match names {
        (Some(row), Some(column)) => ExploreMessage::Cell {
            row: row.to_owned(),
            column: column.to_owned(),
            value,
        },
        (one, other) => ExploreMessage::OfRow {
            row: one.or(other).unwrap_or_else(total).to_owned(),
            value,
        },
    }
    .to_string()
}

fn headings_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    table: &Crosstab,
    origin: egui::Pos2,
    columns: usize,
) {
    for column in 0..=columns {
        let left = origin.x + NAMES + COLUMN * column as f32;
        let rect = Rect::from_min_size(pos2(left, origin.y), vec2(COLUMN, ROW));
        let name = match column {
            0 => ExploreText::Total.text(),
            column => value_name(&table.columns[column - 1]),
        };
        text_ui(ui, cx, rect, name, true);
    }
}

/// Paints a name of a row or a column.
fn text_ui(ui: &mut Ui, cx: &mut PanelCtx<'_>, rect: Rect, text: &str, is_quiet: bool) {
    if !ui.is_rect_visible(rect) {
        return;
    }
    let rect = rect.shrink2(vec2(PADDING, 0.0));
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout));
    inside.set_clip_rect(rect.intersect(ui.clip_rect()));
    let style = LineTextStyle {
        size: 13.0,
        color: if is_quiet {
            cx.palette.quiet
        } else {
            cx.palette.ink
        },
        weight: Weight::Regular,
    };
    cx.engine.line_ui(&mut inside, text, style, rect.width());
}

fn meaning_text(meaning: CellMeaning) -> ExploreText {
    match meaning {
        CellMeaning::Statements => ExploreText::AsStatements,
        CellMeaning::Articles => ExploreText::AsArticles,
        CellMeaning::RowShare => ExploreText::AsRowShare,
        CellMeaning::ColumnShare => ExploreText::AsColumnShare,
    }
}

/// The fields of which a crosstab can be made.
fn fields(session: &Session, shown: &ExploreView) -> Vec<(CountedField, String)> {
    let columns = shown.statements.table.column_names();
    let columns = columns.filter(|column| !NOT_COUNTED.contains(column));
    let columns = columns.map(|column| CountedField::Column(column.to_owned()));
    let times = [
        PeriodLength::Week,
        PeriodLength::Month,
        PeriodLength::Quarter,
        PeriodLength::Year,
    ];
    let all = columns.chain(times.map(CountedField::Time));
    all.map(|field| {
        let name = field_name(session, &field);
        (field, name)
    })
    .collect()
}
