//! `demarche statements`: who demands what, a row each.

use std::io::Write;

use clap::{Args, ValueEnum};
use serde_json::{Map, Value};

use super::{ResultOptions, columns, each_row, exit_code, tell};
use crate::analysis::network::ColumnKind;
use crate::analysis::statement_rows::{RowValue, StatementRow};
use crate::cli::{CliError, Streams};
use crate::store::csv::{CsvWriter, LineEnd, guarded};

/// List statements: who demands what of whom, with date, outlet and quote, one a row.
#[derive(Args)]
#[command(after_help = "Example: demarche statements --to csv --out statements.csv my-project")]
pub struct StatementsArgs {
    #[command(flatten)]
    pub options: ResultOptions,
    /// The form of the output; dna is the event list that programs for discourse networks read.
    #[arg(long, value_enum, default_value = "csv")]
    pub to: StatementsForm,
}

/// The forms of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatementsForm {
    Csv,
    Jsonl,
    Dna,
}

/// The columns of an event list before the document's, and those of ours that fill them.
const EVENT_LIST: [(&str, &str); 12] = [
    ("time", "date"),
    ("document_title", "title"),
    ("document_author", "author"),
    ("document_source", "outlet"),
    ("document_type", "language"),
    ("document_id", "article"),
    ("person", "maker"),
    ("organization", "organisation"),
    ("concept", "category"),
    ("agreement", "polarity"),
    ("start_position", "start"),
    ("stop_position", "end"),
];

/// Runs the command.
pub fn run(args: &StatementsArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let opened = args.options.open()?;
    let columns = columns(&opened.projects)?;
    let mut bytes = Vec::new();
    let mut written = match args.to {
        StatementsForm::Csv => StatementsWriter::Csv(CsvWriter::new(&mut bytes, LineEnd::Lf)),
        StatementsForm::Jsonl => StatementsWriter::Jsonl(&mut bytes),
        StatementsForm::Dna => StatementsWriter::EventList(EventList::new(&mut bytes, &columns)),
    };
    written.head(&columns)?;
    let counts = each_row(&opened.projects, &args.options, streams, &mut |_, row| {
        written.row(&columns, &row)?;
        Ok(())
    })?;
    drop(written);
    args.options.write(&opened, &bytes, streams)?;
    let left_out = tell(&counts, None, streams)?;
    Ok(exit_code(&counts, left_out, args.options.strict))
}

enum StatementsWriter<'w> {
    Csv(CsvWriter<&'w mut Vec<u8>>),
    Jsonl(&'w mut Vec<u8>),
    EventList(EventList<'w>),
}

impl StatementsWriter<'_> {
    fn head(&mut self, columns: &[(String, ColumnKind)]) -> std::io::Result<()> {
        match self {
            Self::Csv(csv) => csv.row(columns.iter().map(|(name, _)| name)),
            Self::Jsonl(_) => Ok(()),
            Self::EventList(list) => list.head(),
        }
    }

    fn row(
        &mut self,
        columns: &[(String, ColumnKind)],
        row: &StatementRow<'_>,
    ) -> std::io::Result<()> {
        match self {
            Self::Csv(csv) => csv.row(row.iter().map(|value| guarded(value.written()))),
            Self::Jsonl(out) => {
                let fields = columns.iter().zip(row).map(|((name, _), value)| {
                    let value = match value {
                        RowValue::Text(text) => Value::from(text.as_ref()),
                        RowValue::Level(_, text) => Value::from(*text),
                        RowValue::Number(number) => Value::from(*number),
                    };
                    (name.clone(), value)
                });
                let object: Map<String, Value> = fields.collect();
                serde_json::to_writer(&mut **out, &object)?;
                out.push(b'\n');
                Ok(())
            }
            Self::EventList(list) => list.row(row),
        }
    }
}

/// An event list: semicolons, a number for each statement, agreement as 1 and 0.
struct EventList<'w> {
    out: &'w mut Vec<u8>,
    /// Where the columns stand in our rows.
    places: Vec<Option<usize>>,
    number: usize,
}

impl<'w> EventList<'w> {
    fn new(out: &'w mut Vec<u8>, columns: &[(String, ColumnKind)]) -> Self {
        let place = |name: &str| columns.iter().position(|(known, _)| known == name);
        Self {
            out,
            places: EVENT_LIST.iter().map(|(_, ours)| place(ours)).collect(),
            number: 0,
        }
    }

    fn head(&mut self) -> std::io::Result<()> {
        let names: Vec<&str> = EVENT_LIST.iter().map(|(name, _)| *name).collect();
        writeln!(self.out, "statement_id;{}", names.join(";"))
    }

    fn row(&mut self, row: &StatementRow<'_>) -> std::io::Result<()> {
        self.number += 1;
        write!(self.out, "{}", self.number)?;
        for (place, (name, _)) in self.places.iter().zip(EVENT_LIST) {
            let value = place.and_then(|at| row.get(at));
            let cell = match (name, value) {
                // It knows for and against only.
                ("agreement", Some(RowValue::Level(Some(stance), _))) if *stance != 0 => {
                    i64::from(*stance > 0).to_string()
                }
                ("agreement", _) => String::new(),
                (_, value) => value.map_or_else(String::new, |value| value.written().into_owned()),
            };
            let quoted = cell.contains([';', '"', '\n', '\r']);
            let cell = guarded(cell.into());
            if quoted {
                write!(self.out, ";\"{}\"", cell.replace('"', "\"\""))?;
            } else {
                write!(self.out, ";{cell}")?;
            }
        }
        writeln!(self.out)
    }
}
