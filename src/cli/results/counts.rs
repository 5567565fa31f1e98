//! `demarche counts`: a crosstab of statements.

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
    articles: std::collections::BTreeSet<u32>,
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
    let mut cells = std::collections::BTreeMap::<(String, String), CountCell>::new();
    for row in &selection.kept {
        let cell = cells
            .entry((table.written(*row, first), table.written(*row, second)))
            .or_default();
        cell.statements += 1;
        cell.articles.insert(table.rows()[*row].article);
    }
    let unique = |names: &mut dyn Iterator<Item = &String>| {
        names
            .cloned()
            .collect::<std::collections::BTreeSet<String>>()
    };
    let rows = unique(&mut cells.keys().map(|(row, _)| row));
    let columns = unique(&mut cells.keys().map(|(_, column)| column));
    let all = |row: Option<&String>, column: Option<&String>| {
        let of = cells.iter().filter(|((r, c), _)| {
            row.is_none_or(|row| row == r) && column.is_none_or(|column| column == c)
        });
        of.map(|(_, cell)| cell.statements).sum::<usize>()
    };
    let value = |row: &String, column: &String| {
        let none = CountCell::default();
        let cell = cells.get(&(row.clone(), column.clone())).unwrap_or(&none);
        let share = |of: usize| {
            if of == 0 {
                0.0
            } else {
                cell.statements as f64 / of as f64
            }
        };
        match args.cells {
            CellRule::Statements => cell.statements as f64,
            CellRule::Articles => cell.articles.len() as f64,
            CellRule::Presence => f64::from(u8::from(cell.statements > 0)),
            CellRule::RowShare => share(all(Some(row), None)),
            CellRule::ColumnShare => share(all(None, Some(column))),
            CellRule::Share => share(all(None, None)),
        }
    };
    let mut bytes = Vec::new();
    match args.to {
        CountsForm::Csv => {
            let mut csv = CsvWriter::new(&mut bytes, LineEnd::Lf);
            let cell = |text: &str| guarded(text.to_owned().into()).into_owned();
            csv.row(std::iter::once(args.rows.clone()).chain(columns.iter().map(|c| cell(c))))?;
            for row in &rows {
                let values = columns.iter().map(|column| value(row, column).to_string());
                csv.row(std::iter::once(cell(row)).chain(values))?;
            }
        }
        CountsForm::Json => {
            let matrix: Vec<Vec<f64>> = rows
                .iter()
                .map(|row| columns.iter().map(|column| value(row, column)).collect())
                .collect();
            let json = json!({
                "format": "demarche-counts",
                "version": 1,
                "rows": rows,
                "columns": columns,
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
