//! `demarche counts`: a crosstab of statements.

use clap::{Args, ValueEnum};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

use super::figures::{FigureOptions, other_way, series};
use super::tables::{ResultCell, ResultForm, ResultTable};
use super::{DuplicateRule, ResultOptions, ResultSource, column, exit_code, read_table, tell};
use crate::analysis::measures::dendrogram_order;
use crate::analysis::network::{StatementSelection, Weeks};
use crate::cli::{CliError, Streams};
use crate::figures::{BarChart, Figure, HeatMap, HeatScale, bars, heat_map};
use crate::model::plural::counted;

/// Count statements by two columns: a crosstab.
#[derive(Args)]
#[command(
    args_override_self = true,
    after_help = "Example: demarche counts --rows organisation --columns polarity my-project\n\
                  Example: demarche counts --rows category_1 --columns outlet --as row-share my-project"
)]
pub struct CountsArgs {
    #[command(flatten)]
    pub options: ResultOptions,
    #[command(flatten)]
    pub figures: FigureOptions,
    /// What the picture is.
    #[arg(long, value_enum, default_value = "bars")]
    pub chart: ChartRule,
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
    Xlsx,
}

/// The pictures of a crosstab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ChartRule {
    Bars,
    /// With similar rows and columns beside one another.
    HeatMap,
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
    args.figures.check(&opened)?;
    let (table, counts) = read_table(&opened, &args.options, ResultSource::Statements, streams)?;
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
    let (rows, columns): (Vec<String>, Vec<String>) = (
        rows.keys().cloned().collect(),
        columns.keys().cloned().collect(),
    );
    let of_row = |row: &String| columns.iter().map(|column| value(row, column)).collect();
    let matrix: Vec<Vec<f64>> = rows.iter().map(of_row).collect();
    let description = format!(
        "{} × {} of {} in {}",
        args.rows,
        args.columns,
        counted(selection.kept.len(), "statement"),
        counted(counts.articles, "article"),
    );
    let recipe = args.options.recipe("counts", description, &counts);
    if args.figures.is_wanted() {
        let figure = drawn(args, &rows, &columns, &matrix, &recipe.description);
        args.figures.write(&opened, &figure, &recipe)?;
    }
    let bytes = match args.to {
        CountsForm::Json => {
            let json = json!({
                "format": "demarche-counts",
                "version": 1,
                "rows": rows,
                "columns": columns,
                "cells": matrix,
                "statements": selection.kept.len(),
            });
            format!("{json:#}\n").into_bytes()
        }
        form => {
            let form = match form {
                CountsForm::Xlsx => ResultForm::Xlsx,
                _ => ResultForm::Csv,
            };
            crosstab(args, &rows, &columns, &matrix).written(form, &recipe.about())?
        }
    };
    let is_beside = args.to != CountsForm::Xlsx;
    args.options
        .write(&opened, &bytes, is_beside, &recipe, streams)?;
    let left_out = tell(&counts, Some(&selection), streams)?;
    Ok(exit_code(&counts, left_out, args.options.strict))
}

fn crosstab(
    args: &CountsArgs,
    rows: &[String],
    columns: &[String],
    matrix: &[Vec<f64>],
) -> ResultTable {
    let head = std::iter::once(args.rows.clone()).chain(columns.iter().cloned());
    let rows = rows.iter().zip(matrix).map(|(row, values)| {
        let values = values.iter().map(|value| ResultCell::Number(Some(*value)));
        std::iter::once(ResultCell::Text(row.clone()))
            .chain(values)
            .collect()
    });
    ResultTable {
        name: "Counts",
        columns: head.collect(),
        rows: rows.collect(),
    }
}

fn drawn(
    args: &CountsArgs,
    rows: &[String],
    columns: &[String],
    matrix: &[Vec<f64>],
    description: &str,
) -> Figure {
    let title = format!("{} by {}", args.rows, args.columns);
    match args.chart {
        ChartRule::Bars => bars(&BarChart {
            title,
            description: description.to_owned(),
            rows: rows.to_vec(),
            series: series(columns),
            values: matrix.to_vec(),
            leftward: other_way(columns),
            unit: unit(args.cells).to_owned(),
            width: 520.0,
        }),
        ChartRule::HeatMap => {
            let columns_of: Vec<Vec<f64>> = (0..columns.len())
                .map(|column| matrix.iter().map(|row| row[column]).collect())
                .collect();
            let (row_order, column_order) =
                (dendrogram_order(matrix), dendrogram_order(&columns_of));
            let cells = row_order
                .iter()
                .flat_map(|row| column_order.iter().map(|column| matrix[*row][*column]));
            heat_map(&HeatMap {
                title,
                description: description.to_owned(),
                rows: row_order.iter().map(|row| rows[*row].clone()).collect(),
                columns: column_order.iter().map(|at| columns[*at].clone()).collect(),
                cells: cells.collect(),
                scale: HeatScale::Counts,
                width: 520.0,
            })
        }
    }
}

/// What the axis counts.
fn unit(cells: CellRule) -> &'static str {
    match cells {
        CellRule::Statements | CellRule::Presence => "statements",
        CellRule::Articles => "articles",
        CellRule::RowShare => "share of the row",
        CellRule::ColumnShare => "share of the column",
        CellRule::Share => "share of all",
    }
}
