//! The start of a layout: multidimensional scaling of the distances to some pivots.

use super::LayoutPlace;
use super::distances::{from_node, places_in};

const PIVOTS: usize = 40;
const POWER_ROUNDS: usize = 60;

/// Places for the nodes of a component.
pub(super) fn places(of: &[usize], ties: &[Vec<(usize, f64)>]) -> Vec<LayoutPlace> {
    let columns = centred(pivot_distances(of, ties));
    let first = direction(&columns, None);
    let second = direction(&columns, Some(&first));
    let along = |direction: &[f64], node: usize| -> f64 {
        let parts = columns.iter().zip(direction);
        parts.map(|(column, part)| column[node] * part).sum()
    };
    let raw: Vec<(f64, f64)> = (0..of.len())
        .map(|node| (along(&first, node), along(&second, node)))
        .collect();
    // In ties, about: the directions have the lengths of squares of distances.
    let most = |get: fn(&(f64, f64)) -> f64| raw.iter().map(get).fold(0.0, f64::max);
    let widest = most(|place| place.0.abs()).max(most(|place| place.1.abs()));
    let size = (of.len() as f64).sqrt();
    let scale = if widest > 0.0 { size / widest } else { 0.0 };
    raw.iter()
        .enumerate()
        .map(|(at, (x, y))| LayoutPlace {
            x: x * scale + shift(at),
            y: y * scale + shift(at + 7),
        })
        .collect()
}

/// Nodes with the same ties would stand at one place and never leave it.
fn shift(at: usize) -> f64 {
    // The golden ratio spreads multiples evenly between 0 and 1.
    let multiple = at as f64 * 0.618_033_988_75;
    (multiple - multiple.floor() - 0.5) * 0.02
}

/// Distances to pivots, a list for each: the first node, then whichever is furthest from all before.
fn pivot_distances(of: &[usize], ties: &[Vec<(usize, f64)>]) -> Vec<Vec<f64>> {
    let place = places_in(of, ties.len());
    let mut columns: Vec<Vec<f64>> = Vec::new();
    let mut nearest = vec![f64::INFINITY; of.len()];
    let mut pivot = 0;
    while columns.len() < PIVOTS.min(of.len()) {
        let column = from_node(of[pivot], of, &place, ties);
        for (nearest, length) in nearest.iter_mut().zip(&column) {
            *nearest = nearest.min(*length);
        }
        columns.push(column);
        pivot = 0;
        for (node, length) in nearest.iter().enumerate() {
            if *length > nearest[pivot] {
                pivot = node;
            }
        }
    }
    columns
}

/// Squares of distances, doubly centred.
fn centred(mut columns: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let nodes = columns.first().map_or(0, Vec::len);
    let pivots = columns.len() as f64;
    for column in &mut columns {
        for length in column.iter_mut() {
            *length *= *length;
        }
    }
    let row_mean = |node: usize| columns.iter().map(|column| column[node]).sum::<f64>() / pivots;
    let row_means: Vec<f64> = (0..nodes).map(row_mean).collect();
    let of_columns: Vec<f64> = columns
        .iter()
        .map(|column| column.iter().sum::<f64>() / nodes as f64)
        .collect();
    let all = of_columns.iter().sum::<f64>() / pivots;
    for (column, mean) in columns.iter_mut().zip(&of_columns) {
        for (length, row_mean) in column.iter_mut().zip(&row_means) {
            *length = -0.5 * (*length - row_mean - mean + all);
        }
    }
    columns
}

/// The direction in which the columns differ most, at a right angle to another one: the power method.
fn direction(columns: &[Vec<f64>], not: Option<&[f64]>) -> Vec<f64> {
    let products: Vec<Vec<f64>> = columns
        .iter()
        .map(|one| columns.iter().map(|other| dot(one, other)).collect())
        .collect();
    let mut vector: Vec<f64> = (0..columns.len()).map(|at| 1.0 / (at + 1) as f64).collect();
    for _ in 0..POWER_ROUNDS {
        if let Some(not) = not {
            let share = dot(&vector, not);
            for (part, of) in vector.iter_mut().zip(not) {
                *part -= share * of;
            }
        }
        let next: Vec<f64> = products.iter().map(|row| dot(row, &vector)).collect();
        let length = dot(&next, &next).sqrt();
        // Nothing differs in any further direction.
        if length < 1e-12 {
            return vec![0.0; columns.len()];
        }
        vector = next.into_iter().map(|part| part / length).collect();
    }
    vector
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}
