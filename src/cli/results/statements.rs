//! `demarche statements`: who demands what, a row each.

use std::io::Write;

use clap::{Args, ValueEnum};

use super::row_filter::RowFilter;
use super::tables::{ResultCell, ResultForm, ResultTable};
use super::{ResultOptions, ResultSource, columns, each_row, exit_code, tell};
use crate::analysis::network::ColumnKind;
use crate::analysis::statement_rows::{RowValue, StatementRow};
use crate::cli::{CliError, Streams};
use crate::model::plural::counted;
use crate::store::csv::guarded;

/// List statements: who demands what of whom, with date, outlet and quote, one a row.
#[derive(Args)]
#[command(
    args_override_self = true,
    after_help = "Example: demarche statements --to csv --out statements.csv my-project"
)]
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
    Xlsx,
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
    let columns = columns(&opened.projects, ResultSource::Statements)?;
    let mut list = Vec::new();
    let mut events = EventList::new(&mut list, &columns);
    let mut table = ResultTable {
        name: "Statements",
        columns: columns.iter().map(|(name, _)| name.clone()).collect(),
        rows: Vec::new(),
    };
    let form = match args.to {
        StatementsForm::Csv => Some(ResultForm::Csv),
        StatementsForm::Jsonl => Some(ResultForm::Jsonl),
        StatementsForm::Xlsx => Some(ResultForm::Xlsx),
        StatementsForm::Dna => None,
    };
    if form.is_none() {
        events.head()?;
    }
    let (mut count, mut excluded, source) = (0, 0, ResultSource::Statements);
    let filter = RowFilter::of(&args.options, &columns, source)?;
    let mut counts = each_row(
        &opened.projects,
        &args.options,
        source,
        streams,
        &mut |_, row| {
            if !filter.keeps(&row) {
                excluded += 1;
                return Ok(());
            }
            count += 1;
            match form {
                None => events.row(&row)?,
                Some(_) => table.rows.push(cells(&row)),
            }
            Ok(())
        },
    )?;
    counts.excluded = excluded;
    let statements = counted(count, "statement");
    let description = format!("{statements} in {}", counted(counts.articles, "article"));
    let recipe = args.options.recipe("statements", description, &counts);
    let bytes = match form {
        None => list,
        Some(form) => table.written(form, &recipe.about())?,
    };
    let is_beside = args.to != StatementsForm::Xlsx;
    args.options
        .write(&opened, &bytes, is_beside, &recipe, streams)?;
    let left_out = tell(&counts, None, streams)?;
    Ok(exit_code(&counts, left_out, args.options.strict))
}

/// A row as cells of a table.
pub(super) fn cells(row: &StatementRow<'_>) -> Vec<ResultCell> {
    let cell = |value: &RowValue<'_>| match value {
        RowValue::Text(text) => ResultCell::Text(text.to_string()),
        RowValue::Level(_, text) => ResultCell::Text((*text).to_owned()),
        RowValue::Number(number) => ResultCell::Number(number.map(|number| number as f64)),
    };
    row.iter().map(cell).collect()
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
