//! Ties by node, components, and how far nodes are from one another along ties.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::LayoutEdge;

/// For each node its ties: the other node and the length, each pair once, in the order of the nodes.
pub(super) fn ties(nodes: usize, edges: &[LayoutEdge]) -> Vec<Vec<(usize, f64)>> {
    let strength = |edge: &LayoutEdge| {
        if edge.strength.is_finite() {
            edge.strength.max(0.0)
        } else {
            0.0
        }
    };
    let strongest = edges.iter().map(strength).fold(0.0, f64::max);
    let mut ties = vec![Vec::new(); nodes];
    for edge in edges {
        if edge.from >= nodes || edge.to >= nodes || edge.from == edge.to {
            continue;
        }
        let length = if strongest > 0.0 {
            2.0 - strength(edge) / strongest
        } else {
            1.0
        };
        ties[edge.from].push((edge.to, length));
        ties[edge.to].push((edge.from, length));
    }
    for of_node in &mut ties {
        of_node.sort_by(|one, other| (one.0.cmp(&other.0)).then(one.1.total_cmp(&other.1)));
        of_node.dedup_by_key(|tie| tie.0);
    }
    ties
}

/// The components, the largest first, then by their first node; their nodes in order.
pub(super) fn components(ties: &[Vec<(usize, f64)>]) -> Vec<Vec<usize>> {
    let mut seen = vec![false; ties.len()];
    let mut components = Vec::new();
    for first in 0..ties.len() {
        if seen[first] {
            continue;
        }
        seen[first] = true;
        let mut component = vec![first];
        let mut at = 0;
        while let Some(node) = component.get(at).copied() {
            at += 1;
            for (other, _) in &ties[node] {
                if !seen[*other] {
                    seen[*other] = true;
                    component.push(*other);
                }
            }
        }
        component.sort_unstable();
        components.push(component);
    }
    components.sort_by_key(|component| (Reverse(component.len()), component.first().copied()));
    components
}

/// A length that has an order.
#[derive(Clone, Copy, PartialEq)]
struct TieLength(f64);

impl Eq for TieLength {}

impl PartialOrd for TieLength {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for TieLength {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// The lengths of the shortest ways from a node of a component to all of its nodes (Dijkstra 1959). `place` has the
/// place of each node in the component.
pub(super) fn from_node(
    first: usize,
    of: &[usize],
    place: &[usize],
    ties: &[Vec<(usize, f64)>],
) -> Vec<f64> {
    let mut lengths = vec![f64::INFINITY; of.len()];
    lengths[place[first]] = 0.0;
    let mut open = BinaryHeap::from([Reverse((TieLength(0.0), first))]);
    while let Some(Reverse((TieLength(length), node))) = open.pop() {
        if length > lengths[place[node]] {
            continue;
        }
        for (other, tie) in &ties[node] {
            let through = length + tie;
            let known = &mut lengths[place[*other]];
            if through < *known {
                *known = through;
                open.push(Reverse((TieLength(through), *other)));
            }
        }
    }
    lengths
}

/// The place of each node in a component; those of other nodes mean nothing.
pub(super) fn places_in(of: &[usize], nodes: usize) -> Vec<usize> {
    let mut place = vec![0; nodes];
    for (at, node) in of.iter().enumerate() {
        place[*node] = at;
    }
    place
}

/// The distances of all pairs of nodes of a component.
pub(super) struct Distances {
    nodes: usize,
    lengths: Vec<f32>,
}

impl Distances {
    pub(super) fn of(of: &[usize], ties: &[Vec<(usize, f64)>]) -> Self {
        let place = places_in(of, ties.len());
        let mut lengths = Vec::with_capacity(of.len() * of.len());
        for node in of {
            let of_node = from_node(*node, of, &place, ties);
            lengths.extend(of_node.into_iter().map(|length| length as f32));
        }
        let nodes = of.len();
        Self { nodes, lengths }
    }

    /// By the places of the nodes in the component.
    pub(super) fn between(&self, one: usize, other: usize) -> f32 {
        self.lengths[one * self.nodes + other]
    }
}
