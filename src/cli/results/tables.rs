//! A table of results in the form that was asked for: CSV, a JSON object a line, or a workbook.

use clap::ValueEnum;
use serde_json::{Map, Value};

use super::wrong;
use crate::cli::CliError;
use crate::store::csv::{CsvWriter, LineEnd, guarded};

/// The forms of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ResultForm {
    Csv,
    /// An object a line.
    Jsonl,
    /// A workbook.
    Xlsx,
}

/// A cell of a table of results.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ResultCell {
    /// Empty if there is nothing.
    Text(String),
    /// `None` if there is none.
    Number(Option<f64>),
}

/// A table of results.
#[derive(Clone, Debug, Default)]
pub(super) struct ResultTable {
    /// What its rows are.
    pub name: &'static str,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<ResultCell>>,
}

impl ResultTable {
    /// The table as bytes; a workbook says on its second sheet how it was made.
    pub(super) fn written(
        &self,
        form: ResultForm,
        about: &[(String, String)],
    ) -> Result<Vec<u8>, CliError> {
        let mut bytes = Vec::new();
        match form {
            ResultForm::Csv => {
                let mut csv = CsvWriter::new(&mut bytes, LineEnd::Lf);
                csv.row(self.columns.iter().map(|name| guarded(name.into())))?;
                for row in &self.rows {
                    csv.row(row.iter().map(|cell| match cell {
                        ResultCell::Text(text) => guarded(text.into()),
                        ResultCell::Number(Some(number)) => number.to_string().into(),
                        ResultCell::Number(None) => "".into(),
                    }))?;
                }
            }
            ResultForm::Jsonl => {
                for row in &self.rows {
                    let fields = self.columns.iter().zip(row);
                    let fields = fields.map(|(name, cell)| (name.clone(), json(cell)));
                    let object: Map<String, Value> = fields.collect();
                    bytes.extend(Value::Object(object).to_string().into_bytes());
                    bytes.push(b'\n');
                }
            }
            ResultForm::Xlsx => bytes = self.workbook(about)?,
        }
        Ok(bytes)
    }

    #[cfg(feature = "xlsx")]
    fn workbook(&self, about: &[(String, String)]) -> Result<Vec<u8>, CliError> {
        use crate::formats::workbook::{SheetCell, WorkbookTable, workbook};
        let cell = |cell: &ResultCell| match cell {
            ResultCell::Text(text) => SheetCell::Text(text.clone()),
            ResultCell::Number(Some(number)) => SheetCell::Number(*number),
            ResultCell::Number(None) => SheetCell::Text(String::new()),
        };
        let rows = self.rows.iter().map(|row| row.iter().map(cell).collect());
        let table = WorkbookTable {
            name: self.name.to_owned(),
            columns: self.columns.clone(),
            rows: rows.collect(),
            about: about.to_vec(),
        };
        workbook(&table).map_err(|error| wrong(format!("--to xlsx: {error}")))
    }

    #[cfg(not(feature = "xlsx"))]
    fn workbook(&self, _about: &[(String, String)]) -> Result<Vec<u8>, CliError> {
        Err(wrong(
            "--to xlsx: this program was built without workbooks; --to csv makes a table"
                .to_owned(),
        ))
    }
}

/// A whole number is written as one.
fn json(cell: &ResultCell) -> Value {
    match cell {
        ResultCell::Text(text) => Value::from(text.as_str()),
        ResultCell::Number(None) => Value::Null,
        ResultCell::Number(Some(number)) if number.fract() == 0.0 && number.abs() < 1e15 => {
            Value::from(*number as i64)
        }
        ResultCell::Number(Some(number)) => Value::from(*number),
    }
}
