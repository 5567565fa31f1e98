//! Where the nodes of a network stand, so that distances on the page are those in the network: stress majorisation
//! (Gansner, Koren and North 2005, *Graph Drawing by Stress Majorization*) from a start by pivots (Brandes and
//! Pich 2007, *Eigensolver Methods for Progressive Multidimensional Scaling of Large Data*), one component
//! beside the other.
//!
//! It is the same on every run and machine: nodes are moved in their order, for a fixed number of rounds, with
//! the four operations and the square root alone, whose results IEEE 754 fixes to the last bit.

use crate::scene::FigurePoint;

mod distances;

mod packing;

mod start;

use distances::Distances;

/// A tie between two nodes, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LayoutEdge {
    pub from: usize,
    pub to: usize,
    /// The stronger, the nearer; the strongest tie is half as long as one of strength 0 or less.
    pub strength: f64,
}

/// Above so many nodes in a component the start has to do: all pairs of nodes would not fit into memory.
const MAX_PAIRWISE: usize = 4000;

/// A place in the layout, in ties.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct LayoutPlace {
    x: f64,
    y: f64,
}

/// Places for nodes. `aspect` is the width of the page divided by its height; the places lie between 0 and
/// `aspect` and between 0 and 1, and touch at least one pair of these borders. Edges between nodes that are not
/// there, and from a node to itself, count for nothing.
pub fn stress_layout(nodes: usize, edges: &[LayoutEdge], aspect: f32) -> Vec<FigurePoint> {
    let ties = distances::ties(nodes, edges);
    let components = distances::components(&ties);
    let placed = components.iter().map(|of| component_places(of, &ties));
    let placed: Vec<Vec<LayoutPlace>> = placed.collect();
    let aspect = if aspect.is_finite() && aspect > 0.0 {
        aspect
    } else {
        1.0
    };
    packing::packed(nodes, &components, &placed, aspect)
}

/// The places of the nodes of a component, in the order of their numbers.
fn component_places(of: &[usize], ties: &[Vec<(usize, f64)>]) -> Vec<LayoutPlace> {
    if of.len() == 1 {
        return vec![LayoutPlace::default()];
    }
    let mut places = start::places(of, ties);
    if of.len() > MAX_PAIRWISE {
        return places;
    }
    let distances = Distances::of(of, ties);
    // Large ones settle in fewer rounds than small ones need to be exact, and a round takes n² steps.
    let rounds = if of.len() > 1000 { 40 } else { 150 };
    for _ in 0..rounds {
        if round(&mut places, &distances) < 1e-4 {
            break;
        }
    }
    places
}

/// Moves each node once to where it has the least stress. Returns the furthest move, in ties.
fn round(places: &mut [LayoutPlace], distances: &Distances) -> f64 {
    let mut furthest: f64 = 0.0;
    for node in 0..places.len() {
        let here = places[node];
        let (mut x, mut y, mut all) = (0.0, 0.0, 0.0);
        for (other, there) in places.iter().enumerate() {
            if other == node {
                continue;
            }
            let wanted = f64::from(distances.between(node, other));
            let weight = 1.0 / (wanted * wanted);
            let (dx, dy) = (here.x - there.x, here.y - there.y);
            let apart = (dx * dx + dy * dy).sqrt();
            let pull = if apart > 1e-9 { wanted / apart } else { 0.0 };
            x += weight * (there.x + pull * dx);
            y += weight * (there.y + pull * dy);
            all += weight;
        }
        let moved = LayoutPlace {
            x: x / all,
            y: y / all,
        };
        let (dx, dy) = (moved.x - here.x, moved.y - here.y);
        furthest = furthest.max((dx * dx + dy * dy).sqrt());
        places[node] = moved;
    }
    furthest
}

#[cfg(test)]
mod tests;
