//! What the view shows as a table in a file or on the clipboard.

use super::network_view::NetworkView;
use super::view::{CellMeaning, CountedField, ExploreFigure, ExploreView, FigureQuestion};
use crate::analysis::crosstab::Crosstab;
use crate::analysis::network::Mode;
use crate::analysis::over_time::TimeView;
use crate::store::csv::{CsvWriter, LineEnd, guarded};

/// The form of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultTableForm {
    /// Comma-separated values for programs and spreadsheets.
    Csv,
    /// Tabs between the cells, for the clipboard: spreadsheets and texts take them as a table.
    Tabs,
}

/// The table of a view: its statements with all columns, or the crosstab.
pub fn table_text(view: &ExploreView, cells: CellMeaning, form: ResultTableForm) -> Vec<u8> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    match &*view.figure {
        ExploreFigure::Statements => statements(view, &mut rows),
        ExploreFigure::Crosstab(table) => crosstab(view, table, cells, &mut rows),
        ExploreFigure::Network(network) => ties(view, network, &mut rows),
        ExploreFigure::Time(time) => over_time(time, &mut rows),
        ExploreFigure::NoField
        | ExploreFigure::TooLarge { .. }
        | ExploreFigure::NoNetwork(_)
        | ExploreFigure::TooManyPeriods(_) => {}
    }
    match form {
        ResultTableForm::Tabs => {
            let line = |row: Vec<String>| {
                let cells = row.into_iter();
                let cells = cells.map(|cell| cell.replace(['\t', '\n', '\r'], " "));
                cells.collect::<Vec<_>>().join("\t") + "\n"
            };
            rows.into_iter().map(line).collect::<String>().into_bytes()
        }
        ResultTableForm::Csv => {
            let mut bytes = Vec::new();
            let mut csv = CsvWriter::new(&mut bytes, LineEnd::Lf);
            for row in rows {
                let cells = row.into_iter().map(|cell| guarded(cell.into()));
                let written = csv.row(cells);
                debug_assert!(written.is_ok(), "memory takes whatever is written");
            }
            bytes
        }
    }
}

fn statements(view: &ExploreView, rows: &mut Vec<Vec<String>>) {
    let table = &view.statements.table;
    rows.push(table.column_names().map(str::to_owned).collect());
    for row in &view.rows {
        let row = *row as usize;
        let cells = table
            .columns()
            .map(|(column, _)| table.written(row, column));
        rows.push(cells.collect());
    }
}

fn crosstab(view: &ExploreView, table: &Crosstab, cells: CellMeaning, rows: &mut Vec<Vec<String>>) {
    let name = match &view.question.figure {
        FigureQuestion::Crosstab(question) => match &question.rows {
            CountedField::Column(name) => name.clone(),
            CountedField::Time(_) => "date".to_owned(),
        },
        _ => String::new(),
    };
    rows.push(std::iter::once(name).chain(table.columns.clone()).collect());
    for (row, name) in table.rows.iter().enumerate() {
        let values = (0..table.columns.len()).map(|column| cells.value(table, row, column));
        let values = values.map(|value| value.to_string());
        rows.push(std::iter::once(name.clone()).chain(values).collect());
    }
}

/// The ties of a network, one a row: both ends, the weight and, with two modes, the statements for and against.
fn ties(view: &ExploreView, network: &NetworkView, rows: &mut Vec<Vec<String>>) {
    let columns = match network.mode {
        Mode::One => &network.network.rows,
        Mode::Two => &network.network.columns,
    };
    let (from, to) = match &view.question.figure {
        FigureQuestion::Network(of) if of.is_one_mode => (&*of.first, "other"),
        FigureQuestion::Network(of) => (&*of.first, &*of.second),
        _ => ("from", "to"),
    };
    let head = [from, to, "weight", "for", "against"];
    rows.push(head.map(str::to_owned).to_vec());
    for edge in &network.edges {
        rows.push(vec![
            network.network.rows[edge.from].clone(),
            columns[edge.to].clone(),
            edge.weight.to_string(),
            edge.in_favour.to_string(),
            edge.against.to_string(),
        ]);
    }
}

/// A period a row, with a number for each thing that statements say.
fn over_time(time: &TimeView, rows: &mut Vec<Vec<String>>) {
    let series = time.series.iter().map(|name| match name.as_str() {
        "" => "other".to_owned(),
        name => name.to_owned(),
    });
    rows.push(std::iter::once("period".to_owned()).chain(series).collect());
    for (period, values) in time.periods.iter().zip(&time.values) {
        let values = values.iter().map(usize::to_string);
        rows.push(std::iter::once(period.clone()).chain(values).collect());
    }
}
