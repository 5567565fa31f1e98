//! A network as tables: the matrix, and nodes with their measures; and as a drawing.

use super::tables::{ResultCell, ResultTable};
use crate::analysis::measures::{TieGraph, communities, node_measures};
use crate::analysis::network::{Mode, NodeStatements};
use crate::figures::{
    ColorRole, EdgeSense, Figure, LayoutEdge, NetworkDrawing, NetworkEdge, NetworkNode, NodeForm,
    NodeKind, network, stress_layout,
};
use crate::formats::statement_network::NetworkFile;
use crate::model::plural::counted;

/// The size of a drawing, in points.
const WIDTH: f32 = 720.0;
const HEIGHT: f32 = 560.0;

/// The matrix: names in the first row and the first column.
pub(super) fn matrix(file: &NetworkFile<'_>) -> ResultTable {
    let network = file.network;
    let head = std::iter::once(file.first.to_owned()).chain(network.columns.iter().cloned());
    let rows = network.rows.iter().enumerate().map(|(row, name)| {
        let cells = (0..network.columns.len()).map(|column| network.cell(row, column));
        let cells = cells.map(|cell| ResultCell::Number(Some(cell)));
        std::iter::once(ResultCell::Text(name.clone()))
            .chain(cells)
            .collect()
    });
    ResultTable {
        name: "Network",
        columns: head.collect(),
        rows: rows.collect(),
    }
}

/// A node: its number of the mode, its name and its statements.
fn node_list<'f>(file: &NetworkFile<'f>) -> Vec<(usize, &'f str, NodeStatements)> {
    let network = file.network;
    let rows = network.rows.iter().zip(&network.of_rows);
    let columns = network.columns.iter().zip(&network.of_columns);
    let columns = columns
        .filter(|_| file.mode == Mode::Two)
        .map(|node| (1, node));
    let all = rows.map(|node| (0, node)).chain(columns);
    all.map(|(mode, (name, statements))| (mode, name.as_str(), *statements))
        .collect()
}

/// A node a row, with its measures and its community.
pub(super) fn nodes(file: &NetworkFile<'_>) -> ResultTable {
    let graph = TieGraph::of(file.network, file.mode);
    let measures = node_measures(&graph);
    let groups = communities(&graph);
    let columns = [
        "name",
        "variable",
        "statements",
        "for",
        "against",
        "degree",
        "strength",
        "betweenness",
        "closeness",
        "eigenvector",
        "community",
    ];
    let number = |number: f64| ResultCell::Number(Some(number));
    let count = |count: usize| number(count as f64);
    let nodes = node_list(file)
        .into_iter()
        .zip(&measures)
        .zip(&groups.of_nodes);
    let rows = nodes.map(|(((mode, name, statements), of), group)| {
        vec![
            ResultCell::Text(name.to_owned()),
            ResultCell::Text([file.first, file.second][mode].to_owned()),
            count(statements.all),
            count(statements.in_favour),
            count(statements.against),
            count(of.degree),
            number(of.strength),
            number(of.betweenness),
            number(of.closeness),
            number(of.eigenvector),
            count(group + 1),
        ]
    });
    ResultTable {
        name: "Nodes",
        columns: columns.map(str::to_owned).into(),
        rows: rows.collect(),
    }
}

/// The drawing of a network. `sense` says what an edge of a weight means.
pub(super) fn drawn(file: &NetworkFile<'_>, sense: impl Fn(f64) -> EdgeSense) -> Figure {
    let nodes = node_list(file);
    let offset = match file.mode {
        Mode::One => 0,
        Mode::Two => file.network.rows.len(),
    };
    let mut edges = Vec::new();
    for row in 0..file.network.rows.len() {
        for column in 0..file.network.columns.len() {
            let weight = file.network.cell(row, column);
            if weight == 0.0 || (file.mode == Mode::One && column <= row) {
                continue;
            }
            edges.push(NetworkEdge {
                from: row,
                to: column + offset,
                weight,
                sense: sense(weight),
                note: crate::figures::number_text(weight),
            });
        }
    }
    // Who is against one another stands apart.
    let ties = edges.iter().map(|edge| LayoutEdge {
        from: edge.from,
        to: edge.to,
        strength: match (file.mode, edge.sense) {
            (Mode::One, EdgeSense::Against) => 0.0,
            _ => edge.weight.abs(),
        },
    });
    let ties: Vec<LayoutEdge> = ties.collect();
    let kinds = [
        (file.first, NodeForm::Circle, ColorRole::Series(4)),
        (file.second, NodeForm::Square, ColorRole::Series(2)),
    ];
    let kinds = kinds.into_iter().take(if offset == 0 { 1 } else { 2 });
    let kinds = kinds.map(|(name, form, color)| NodeKind {
        name: name.to_owned(),
        form,
        color,
    });
    let places = stress_layout(nodes.len(), &ties, WIDTH / HEIGHT);
    let nodes = nodes
        .into_iter()
        .map(|(kind, name, statements)| NetworkNode {
            name: name.to_owned(),
            kind,
            size: statements.all as f64,
            color: None,
            note: counted(statements.all, "statement"),
        });
    network(&NetworkDrawing {
        title: match file.mode {
            Mode::One => format!("{} by shared {}", file.first, file.second),
            Mode::Two => format!("{} and {}", file.first, file.second),
        },
        description: file.description.to_owned(),
        kinds: kinds.collect(),
        nodes: nodes.collect(),
        edges,
        places,
        width: WIDTH,
        height: HEIGHT,
    })
}
