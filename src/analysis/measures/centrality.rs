//! Measures of single nodes.

use std::collections::VecDeque;

use super::TieGraph;

/// What a node is in its network.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NodeMeasures {
    /// Its ties.
    pub degree: usize,
    /// The sum of their weights.
    pub strength: f64,
    /// Of all pairs of other nodes the share of shortest ways through it, summed (Freeman 1977), without weights.
    pub betweenness: f64,
    /// The inverse of the mean distance to the nodes that it reaches, times the share of nodes that it reaches
    /// (Wasserman and Faust 1994), without weights.
    pub closeness: f64,
    /// Its part of the first eigenvector of the absolute weights, which has length 1 (Bonacich 1972). 0 outside the
    /// largest component.
    pub eigenvector: f64,
}

/// The measures of all nodes.
pub fn node_measures(graph: &TieGraph) -> Vec<NodeMeasures> {
    let nodes = graph.nodes();
    let mut measures = vec![NodeMeasures::default(); nodes];
    for (node, of) in measures.iter_mut().enumerate() {
        of.degree = graph.of_node(node).len();
        of.strength = graph.of_node(node).iter().map(|tie| tie.1).sum();
    }
    for node in 0..nodes {
        from_node(graph, node, &mut measures);
    }
    let eigenvector = eigenvector(graph);
    for (of, part) in measures.iter_mut().zip(eigenvector) {
        of.eigenvector = part;
    }
    measures
}

/// Adds what the shortest ways from a node give: its closeness, and the betweenness of others (Brandes 2001, *A
/// Faster Algorithm for Betweenness Centrality*).
fn from_node(graph: &TieGraph, first: usize, measures: &mut [NodeMeasures]) {
    let nodes = graph.nodes();
    let mut distance = vec![usize::MAX; nodes];
    let mut ways = vec![0.0; nodes];
    let mut order = Vec::new();
    let mut open = VecDeque::from([first]);
    (distance[first], ways[first]) = (0, 1.0);
    while let Some(node) = open.pop_front() {
        order.push(node);
        for (other, _) in graph.of_node(node) {
            if distance[*other] == usize::MAX {
                distance[*other] = distance[node] + 1;
                open.push_back(*other);
            }
            if distance[*other] == distance[node] + 1 {
                ways[*other] += ways[node];
            }
        }
    }
    let sum: usize = order.iter().map(|node| distance[*node]).sum();
    if sum > 0 {
        let reached = (order.len() - 1) as f64;
        measures[first].closeness = reached / sum as f64 * reached / (nodes - 1) as f64;
    }
    let mut dependence = vec![0.0; nodes];
    for node in order.into_iter().rev() {
        for (other, _) in graph.of_node(node) {
            if distance[*other] == distance[node] + 1 {
                dependence[node] += ways[node] / ways[*other] * (1.0 + dependence[*other]);
            }
        }
        if node != first {
            // Each pair is met from both ends.
            measures[node].betweenness += dependence[node] / 2.0;
        }
    }
}

/// The power method on the matrix plus its diagonal, which has the same eigenvectors and no second eigenvalue of the
/// same size in a network of two modes.
fn eigenvector(graph: &TieGraph) -> Vec<f64> {
    let nodes = graph.nodes();
    let member = largest_component(graph);
    let mut vector: Vec<f64> = member.iter().map(|is| f64::from(u8::from(*is))).collect();
    let strongest = (0..nodes)
        .map(|node| {
            graph
                .of_node(node)
                .iter()
                .map(|tie| tie.1.abs())
                .sum::<f64>()
        })
        .fold(0.0, f64::max);
    if strongest == 0.0 {
        return vec![0.0; nodes];
    }
    for _ in 0..5000 {
        let mut next: Vec<f64> = (0..nodes)
            .map(|node| {
                let ties = graph.of_node(node).iter();
                let along: f64 = ties
                    .map(|(other, weight)| weight.abs() * vector[*other])
                    .sum();
                along + strongest / 2.0 * vector[node]
            })
            .collect();
        let length = next.iter().map(|part| part * part).sum::<f64>().sqrt();
        next.iter_mut().for_each(|part| *part /= length);
        let moved = next
            .iter()
            .zip(&vector)
            .map(|(a, b)| (a - b).abs())
            .fold(0.0, f64::max);
        vector = next;
        if moved < 1e-13 {
            break;
        }
    }
    vector
}

/// Which nodes are in the component with the most nodes; of equal ones in that with the first node.
fn largest_component(graph: &TieGraph) -> Vec<bool> {
    let mut seen = vec![false; graph.nodes()];
    let mut largest: Vec<usize> = Vec::new();
    for first in 0..graph.nodes() {
        if seen[first] {
            continue;
        }
        seen[first] = true;
        let mut component = vec![first];
        let mut at = 0;
        while let Some(node) = component.get(at).copied() {
            at += 1;
            for (other, _) in graph.of_node(node) {
                if !seen[*other] {
                    seen[*other] = true;
                    component.push(*other);
                }
            }
        }
        if component.len() > largest.len() {
            largest = component;
        }
    }
    let mut member = vec![false; graph.nodes()];
    largest.into_iter().for_each(|node| member[node] = true);
    member
}
