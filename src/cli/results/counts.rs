//! `demarche counts`: a crosstab of statements.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::{DuplicateRule, ResultOptions, column, exit_code, read_table, tell};
use crate::analysis::network::{StatementSelection, Weeks};
use crate::cli::{CliError, Streams};
use crate::store::csv::{CsvWriter, LineEnd, guarded};

/// Count statements by two columns: a crosstab.
#[derive(Args)]
#[command(
    after_help = "Example: demarche counts --rows organisation --columns polarity my-project\n\
                  Example: demarche counts --rows category_1 --columns outlet --as row-share my-project"
)]
pub struct CountsArgs {
    #[command(flatten)]
    pub options: ResultOptions,
    /// The column whose values are the rows; `demarche statements` shows all columns.
    #[arg(long, value_name = "COLUMN")]
    pub rows: String,
    /// The column whose values are the columns.
    #[arg(long, value_name = "COLUMN")]
    pub columns: String,
    /// Which of equal statements count: the first in each article, day, week, month, year, or of all.
    #[arg(long, value_enum, default_value = "none")]
    pub duplicates: DuplicateRule,
    /// What each cell says: statements, articles with any, a share of its row, column or all, or 1 for any.
    #[arg(long = "as", value_enum, default_value = "statements")]
    pub cells: CellRule,
    /// The form of the output.
    #[arg(long, value_enum, default_value = "csv")]
    pub to: CountsForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CellRule {
    Statements,
    Articles,
    RowShare,
    ColumnShare,
    Share,
    Presence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CountsForm {
    Csv,
    Json,
}

/// The statements of a cell, and the articles that have any.
#[derive(Clone, Default)]
struct CountCell {
    statements: usize,
    articles: BTreeSet<u32>,
}

/// Runs the command.
pub fn run(args: &CountsArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let opened = args.options.open()?;
    let (table, counts) = read_table(&opened, &args.options, streams)?;
    let first = column(&table, "--rows", &args.rows)?;
    let second = column(&table, "--columns", &args.columns)?;
    let options = args.options.selected(
        &table,
        first,
        second,
        None,
        args.duplicates,
        Weeks::Calendar,
    )?;
    let selection = StatementSelection::of(&table, &options);
    let mut cells = BTreeMap::<(String, String), CountCell>::new();
    // The statements of each row, and of each column.
    let (mut rows, mut columns) = (BTreeMap::new(), BTreeMap::new());
    for row in &selection.kept {
        let names = (table.written(*row, first), table.written(*row, second));
        *rows.entry(names.0.clone()).or_insert(0) += 1;
        *columns.entry(names.1.clone()).or_insert(0) += 1;
        let cell = cells.entry(names).or_default();
        cell.statements += 1;
        cell.articles.insert(table.rows()[*row].article);
    }
    let value = |row: &str, column: &str| {
        let Some(cell) = cells.get(&(row.to_owned(), column.to_owned())) else {
            return 0.0;
        };
        let share = |of: usize| cell.statements as f64 / of as f64;
        match args.cells {
            CellRule::Statements => cell.statements as f64,
            CellRule::Articles => cell.articles.len() as f64,
            CellRule::Presence => 1.0,
            CellRule::RowShare => share(rows[row]),
            CellRule::ColumnShare => share(columns[column]),
            CellRule::Share => share(selection.kept.len()),
        }
    };
    let mut bytes = Vec::new();
    match args.to {
        CountsForm::Csv => {
            let mut csv = CsvWriter::new(&mut bytes, LineEnd::Lf);
            let names = columns.keys().map(|column| guarded(column.into()));
            csv.row(std::iter::once(args.rows.as_str().into()).chain(names))?;
            for row in rows.keys() {
                let values = columns.keys();
                let values = values.map(|column| value(row, column).to_string().into());
                csv.row(std::iter::once(guarded(row.into())).chain(values))?;
            }
        }
        CountsForm::Json => {
            let matrix: Vec<Vec<f64>> = rows
                .keys()
                .map(|row| columns.keys().map(|column| value(row, column)).collect())
                .collect();
            let json = json!({
                "format": "demarche-counts",
                "version": 1,
                "rows": rows.keys().collect::<Vec<_>>(),
                "columns": columns.keys().collect::<Vec<_>>(),
                "cells": matrix,
                "statements": selection.kept.len(),
            });
            writeln!(bytes, "{json:#}")?;
        }
    }
    args.options.write(&opened, &bytes, streams)?;
    let left_out = tell(&counts, Some(&selection), streams)?;
    Ok(exit_code(&counts, left_out, args.options.strict))
}
