//! Measures of networks: what nodes are in them, and which belong together.
//!
//! A [`TieGraph`] has undirected ties with weights. `centrality` is about single nodes, `communities` about groups,
//! `clustering` about
//! the order of rows in a heat map.

mod centrality;

mod clustering;

mod communities;

use crate::network::{Mode, StatementNetwork};

pub use centrality::{NodeMeasures, node_measures};
pub use clustering::dendrogram_order;
pub use communities::{Communities, communities};

/// Nodes and undirected ties.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TieGraph {
    /// For each node its ties: the other node and the weight, in the order of the nodes. Both ends have a tie.
    ties: Vec<Vec<(usize, f64)>>,
}

impl TieGraph {
    /// A graph of so many nodes. Ties of weight 0, to nodes that are not there and of a node to itself count for
    /// nothing; of several between two nodes the weights are added.
    pub fn new(nodes: usize, ties: impl IntoIterator<Item = (usize, usize, f64)>) -> Self {
        let mut of_nodes = vec![Vec::new(); nodes];
        for (from, to, weight) in ties {
            if from < nodes && to < nodes && from != to && weight != 0.0 && weight.is_finite() {
                of_nodes[from].push((to, weight));
                of_nodes[to].push((from, weight));
            }
        }
        for ties in &mut of_nodes {
            ties.sort_by_key(|tie| tie.0);
            ties.dedup_by(|later, first| {
                let is_same = later.0 == first.0;
                if is_same {
                    first.1 += later.1;
                }
                is_same
            });
        }
        Self { ties: of_nodes }
    }

    /// The nodes of a network: its rows and, with two modes, its columns after them.
    pub fn of(network: &StatementNetwork, mode: Mode) -> Self {
        let (rows, columns) = (network.rows.len(), network.columns.len());
        let offset = match mode {
            Mode::One => 0,
            Mode::Two => rows,
        };
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        // With one mode each pair stands in the matrix twice.
        let once = cells.filter(|(row, column)| mode == Mode::Two || row < column);
        let ties = once.map(|(row, column)| (row, column + offset, network.cell(row, column)));
        Self::new(rows.max(columns + offset), ties)
    }

    /// With weights below 0 left out, as where groups are looked for.
    pub fn positive(&self) -> Self {
        let kept =
            |ties: &Vec<(usize, f64)>| ties.iter().copied().filter(|tie| tie.1 > 0.0).collect();
        Self {
            ties: self.ties.iter().map(kept).collect(),
        }
    }

    /// How many nodes it has.
    pub fn nodes(&self) -> usize {
        self.ties.len()
    }

    /// The ties of a node.
    fn of_node(&self, node: usize) -> &[(usize, f64)] {
        &self.ties[node]
    }
}

#[cfg(test)]
mod tests;
