//! Groups of nodes with more ties among them than to others: the method of Louvain (Blondel et al. 2008, *Fast Unfolding
//! of Communities in Large Networks*), with nodes in their order, so that the groups are the same on every run.

use std::collections::BTreeMap;

use super::TieGraph;

/// Groups, and how good they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Communities {
    /// The group of each node, from 0 in the order of their first nodes.
    pub of_nodes: Vec<usize>,
    pub groups: usize,
    /// The share of ties within groups less what it would be by chance (Newman 2006).
    pub modularity: f64,
}

/// A move must gain more than this; rounding gains less.
const LEAST_GAIN: f64 = 1e-12;

/// The communities of a graph. Ties below 0 count for nothing.
pub fn communities(graph: &TieGraph) -> Communities {
    let graph = graph.positive();
    let mut level = CommunityLevel::of(&graph);
    let mut of_nodes: Vec<usize> = (0..graph.nodes()).collect();
    loop {
        let (groups, count) = numbered(&level.moved());
        if count == level.ties.len() {
            break;
        }
        for group in &mut of_nodes {
            *group = groups[*group];
        }
        level = level.merged(&groups, count);
    }
    let (of_nodes, groups) = numbered(&of_nodes);
    let modularity = modularity(&graph, &of_nodes, groups);
    Communities {
        of_nodes,
        groups,
        modularity,
    }
}

/// A graph whose nodes are groups of the one before.
struct CommunityLevel {
    ties: Vec<Vec<(usize, f64)>>,
    /// Twice the weight within each node.
    within: Vec<f64>,
    /// The weight of all ties of each node, those within it twice.
    strength: Vec<f64>,
    /// The sum of the strengths.
    all: f64,
}

impl CommunityLevel {
    fn of(graph: &TieGraph) -> Self {
        let ties: Vec<Vec<(usize, f64)>> = (0..graph.nodes())
            .map(|node| graph.of_node(node).to_vec())
            .collect();
        let within = vec![0.0; ties.len()];
        Self::new(ties, within)
    }

    fn new(ties: Vec<Vec<(usize, f64)>>, within: Vec<f64>) -> Self {
        let of_node = |(ties, within): (&Vec<(usize, f64)>, &f64)| {
            within + ties.iter().map(|tie| tie.1).sum::<f64>()
        };
        let strength: Vec<f64> = ties.iter().zip(&within).map(of_node).collect();
        let all = strength.iter().sum();
        Self {
            ties,
            within,
            strength,
            all,
        }
    }

    /// Moves nodes, in their order, to the group of a neighbour that gains most, until none gains. Gives the group of
    /// each node.
    fn moved(&self) -> Vec<usize> {
        let mut group: Vec<usize> = (0..self.ties.len()).collect();
        if self.all == 0.0 {
            return group;
        }
        let mut strength = self.strength.clone();
        loop {
            let mut any = false;
            for node in 0..self.ties.len() {
                let mut to_groups: BTreeMap<usize, f64> = BTreeMap::new();
                for (other, weight) in &self.ties[node] {
                    *to_groups.entry(group[*other]).or_default() += weight;
                }
                let here = group[node];
                strength[here] -= self.strength[node];
                let gain =
                    |of: usize, weight: f64| weight - strength[of] * self.strength[node] / self.all;
                let mut best = (
                    here,
                    gain(here, to_groups.get(&here).copied().unwrap_or(0.0)),
                );
                for (of, weight) in &to_groups {
                    let gained = gain(*of, *weight);
                    if gained > best.1 + LEAST_GAIN {
                        best = (*of, gained);
                    }
                }
                strength[best.0] += self.strength[node];
                any |= best.0 != here;
                group[node] = best.0;
            }
            if !any {
                return group;
            }
        }
    }

    /// The graph of the groups.
    fn merged(&self, groups: &[usize], count: usize) -> Self {
        let mut within = vec![0.0; count];
        let mut ties = vec![BTreeMap::<usize, f64>::new(); count];
        for (node, of_node) in self.ties.iter().enumerate() {
            let group = groups[node];
            within[group] += self.within[node];
            for (other, weight) in of_node {
                if groups[*other] == group {
                    within[group] += weight;
                } else {
                    *ties[group].entry(groups[*other]).or_default() += weight;
                }
            }
        }
        Self::new(
            ties.into_iter()
                .map(|of| of.into_iter().collect())
                .collect(),
            within,
        )
    }
}

/// Numbers from 0 in the order in which they occur first, and how many there are.
fn numbered(groups: &[usize]) -> (Vec<usize>, usize) {
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let mut of_nodes = Vec::with_capacity(groups.len());
    for group in groups {
        let next = numbers.len();
        of_nodes.push(*numbers.entry(*group).or_insert(next));
    }
    (of_nodes, numbers.len())
}

fn modularity(graph: &TieGraph, of_nodes: &[usize], groups: usize) -> f64 {
    let mut within = vec![0.0; groups];
    let mut strength = vec![0.0; groups];
    for (node, group) in of_nodes.iter().enumerate() {
        for (other, weight) in graph.of_node(node) {
            strength[*group] += weight;
            if of_nodes[*other] == *group {
                within[*group] += weight;
            }
        }
    }
    let all: f64 = strength.iter().sum();
    if all == 0.0 {
        return 0.0;
    }
    let parts = within.iter().zip(&strength);
    parts
        .map(|(within, of)| within / all - (of / all) * (of / all))
        .sum()
}
