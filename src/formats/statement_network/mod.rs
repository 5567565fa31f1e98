//! Files of a network of statements: a matrix, edges and nodes, GraphML, GEXF, UCINET's DL, JSON.
//!
//! They are written for other programs (Gephi, visone, networkx, igraph, UCINET, pandas, R) and not read
//! again. The same network gives the same bytes.

mod graphml;
mod text_forms;

use crate::analysis::network::{Mode, NodeStatements, StatementNetwork};

pub use graphml::{gexf, graphml};
pub use text_forms::{dl, edges_csv, json, matrix_csv};

/// A network with what the files say of it.
#[derive(Clone, Copy, Debug)]
pub struct NetworkFile<'n> {
    pub network: &'n StatementNetwork,
    pub mode: Mode,
    /// What the rows and the columns are, such as `organisation` and `category`.
    pub first: &'n str,
    pub second: &'n str,
    /// One sentence that says how it was made.
    pub description: &'n str,
    /// The window of time, for several networks in one file: its first and its last day.
    pub window: Option<(&'n str, &'n str)>,
}

/// A node of a file.
struct FileNode<'n> {
    id: String,
    name: &'n str,
    /// What it is: the name of its variable.
    variable: &'n str,
    statements: NodeStatements,
}

/// An edge of a file, by the ids of its nodes.
struct FileEdge<'n> {
    from: String,
    to: String,
    from_name: &'n str,
    to_name: &'n str,
    weight: f64,
}

impl NetworkFile<'_> {
    fn nodes(&self) -> Vec<FileNode<'_>> {
        let rows = self.network.rows.iter().zip(&self.network.of_rows);
        let rows = rows
            .enumerate()
            .map(|(index, (name, statements))| FileNode {
                id: row_id(index),
                name,
                variable: self.first,
                statements: *statements,
            });
        let columns = self.network.columns.iter().zip(&self.network.of_columns);
        let columns = columns.enumerate().filter(|_| self.mode == Mode::Two).map(
            |(index, (name, statements))| FileNode {
                id: column_id(index),
                name,
                variable: self.second,
                statements: *statements,
            },
        );
        rows.chain(columns).collect()
    }

    /// All cells but zeros; with one mode each pair once.
    fn edges(&self) -> Vec<FileEdge<'_>> {
        let (rows, columns) = (&self.network.rows, &self.network.columns);
        let mut edges = Vec::new();
        for (row, from) in rows.iter().enumerate() {
            for (column, to) in columns.iter().enumerate() {
                let weight = self.network.cell(row, column);
                if weight == 0.0 || (self.mode == Mode::One && column <= row) {
                    continue;
                }
                edges.push(FileEdge {
                    from: row_id(row),
                    to: match self.mode {
                        Mode::One => row_id(column),
                        Mode::Two => column_id(column),
                    },
                    from_name: from,
                    to_name: to,
                    weight,
                });
            }
        }
        edges
    }
}

/// Names may be equal in both modes; ids are not.
fn row_id(index: usize) -> String {
    format!("a{}", index + 1)
}

fn column_id(index: usize) -> String {
    format!("b{}", index + 1)
}

/// A number in its shortest form that reads back as the same: 2, 0.5, -1.25.
fn number(value: f64) -> String {
    // No file has a negative zero.
    (value + 0.0).to_string()
}

/// What an edge says about both ends.
fn sign(weight: f64) -> &'static str {
    if weight < 0.0 { "against" } else { "for" }
}

#[cfg(test)]
mod tests;
