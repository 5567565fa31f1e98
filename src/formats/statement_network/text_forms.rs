//! Matrix and edges as CSV, UCINET's DL, JSON.

use std::borrow::Cow;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Mode, NetworkFile, number};
use crate::store::csv::{CsvWriter, LineEnd, guarded};

/// A name as a cell that no spreadsheet takes for a formula.
fn name(name: &str) -> Cow<'_, str> {
    guarded(name.into())
}

/// The matrix: names in the first row and the first column.
///
/// # Errors
/// If it cannot be written.
pub fn matrix_csv(file: &NetworkFile<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = CsvWriter::new(out, LineEnd::Lf);
    let names = file.network.columns.iter().map(|of| name(of));
    csv.row(std::iter::once(file.first.into()).chain(names))?;
    for (row, of) in file.network.rows.iter().enumerate() {
        let cells = (0..file.network.columns.len()).map(|column| file.network.cell(row, column));
        let cells = cells.map(|cell| number(cell).into());
        csv.row(std::iter::once(name(of)).chain(cells))?;
    }
    Ok(())
}

/// An edge a row: names, weight, window.
///
/// # Errors
/// If it cannot be written.
pub fn edges_csv(files: &[NetworkFile<'_>], out: &mut dyn Write) -> io::Result<()> {
    let mut csv = CsvWriter::new(out, LineEnd::Lf);
    csv.row(["source", "target", "weight", "from", "until"])?;
    for file in files {
        let (from, until) = file.window.unwrap_or_default();
        for edge in file.edges() {
            csv.row([
                name(edge.from_name),
                name(edge.to_name),
                number(edge.weight).into(),
                from.into(),
                until.into(),
            ])?;
        }
    }
    Ok(())
}

/// A file for UCINET: `dl` with a full matrix and embedded labels.
///
/// # Errors
/// If it cannot be written.
pub fn dl(file: &NetworkFile<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (rows, columns) = (&file.network.rows, &file.network.columns);
    // A quote ends a label and a line break a row.
    let label = |name: &String| {
        let clean = name.replace('"', "'");
        let words: Vec<&str> = clean.split_whitespace().collect();
        format!("\"{}\"", words.join(" "))
    };
    let labels = |names: &[String]| names.iter().map(label).collect::<Vec<_>>().join(",");
    match file.mode {
        Mode::One => writeln!(out, "dl n={} format=fullmatrix", rows.len())?,
        Mode::Two => writeln!(
            out,
            "dl nr={} nc={} format=fullmatrix",
            rows.len(),
            columns.len()
        )?,
    }
    match file.mode {
        Mode::One => writeln!(out, "labels:\n{}", labels(rows))?,
        Mode::Two => {
            writeln!(out, "row labels:\n{}", labels(rows))?;
            writeln!(out, "column labels:\n{}", labels(columns))?;
        }
    }
    writeln!(out, "data:")?;
    for row in 0..rows.len() {
        let cells = (0..columns.len()).map(|column| number(file.network.cell(row, column)));
        writeln!(out, "{}", cells.collect::<Vec<_>>().join(" "))?;
    }
    Ok(())
}

/// Nodes with their statements, and edges, of one or several networks.
pub fn json(files: &[NetworkFile<'_>], description: &str) -> Value {
    let networks = files.iter().map(|file| {
        let nodes = file.nodes().into_iter().map(|node| {
            json!({
                "id": node.id,
                "name": node.name,
                "variable": node.variable,
                "statements": node.statements.all,
                "for": node.statements.in_favour,
                "against": node.statements.against,
            })
        });
        let edges = file
            .edges()
            .into_iter()
            .map(|edge| json!({ "source": edge.from, "target": edge.to, "weight": edge.weight }));
        let (nodes, edges): (Vec<Value>, Vec<Value>) = (nodes.collect(), edges.collect());
        let (from, until) = file.window.unzip();
        json!({
            "from": from,
            "until": until,
            "statements": file.network.statements,
            "nodes": nodes,
            "edges": edges,
        })
    });
    let networks: Vec<Value> = networks.collect();
    json!({
        "format": "demarche-network",
        "version": 1,
        "description": description,
        "networks": networks,
    })
}
