//! Spherical k-means: groups of unit vectors by direction (Dhillon and Modha 2001).

use super::matrix::{TallMatrix, normalize};
use crate::random::Seeded;
use crate::{Cancelled, IsCancelled};

const ROUNDS: usize = 8;

/// The group of each row, from 0.
pub(super) fn spherical(
    vectors: &TallMatrix,
    count: usize,
    random: &mut Seeded,
    is_cancelled: IsCancelled<'_>,
) -> Result<Vec<u16>, Cancelled> {
    let rows = vectors.rows();
    let size = vectors.columns;
    let mut order: Vec<usize> = (0..rows).collect();
    random.shuffle(&mut order);
    let chosen = order.iter().take(count);
    let mut centres: Vec<f32> = chosen.flat_map(|row| vectors.row(*row)).copied().collect();
    let mut groups = vec![0_u16; rows];
    for _ in 0..ROUNDS {
        if is_cancelled() {
            return Err(Cancelled);
        }
        for (row, group) in groups.iter_mut().enumerate() {
            *group = nearest(vectors.row(row), &centres);
        }
        let mut sums = vec![0_f32; centres.len()];
        for (row, group) in groups.iter().enumerate() {
            let start = usize::from(*group) * size;
            let sum = &mut sums[start..start + size];
            sum.iter_mut()
                .zip(vectors.row(row))
                .for_each(|(sum, value)| *sum += value);
        }
        let pairs = sums
            .chunks_exact_mut(size)
            .zip(centres.chunks_exact_mut(size));
        for (sum, centre) in pairs {
            normalize(sum);
            // A group without a member keeps its centre.
            if sum.iter().any(|value| *value != 0.0) {
                centre.copy_from_slice(sum);
            }
        }
    }
    Ok(groups)
}

/// The centre whose direction is nearest; the first of equal ones.
fn nearest(vector: &[f32], centres: &[f32]) -> u16 {
    let mut best = (f32::NEG_INFINITY, 0);
    for (number, centre) in centres.chunks_exact(vector.len()).enumerate() {
        let product = dot(vector, centre);
        if product > best.0 {
            best = (product, number as u16);
        }
    }
    best.1
}

/// The product of two vectors, summed in eight lanes so that the compiler uses vector instructions.
fn dot(one: &[f32], other: &[f32]) -> f32 {
    let mut lanes = [0_f32; 8];
    let (ones, others) = (one.chunks_exact(8), other.chunks_exact(8));
    let rest: f32 = ones
        .remainder()
        .iter()
        .zip(others.remainder())
        .map(|(a, b)| a * b)
        .sum();
    for (a, b) in ones.zip(others) {
        for ((lane, a), b) in lanes.iter_mut().zip(a).zip(b) {
            *lane += a * b;
        }
    }
    lanes.iter().sum::<f32>() + rest
}
