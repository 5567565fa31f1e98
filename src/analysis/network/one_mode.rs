//! The matrix of one mode: what each two values of the first variable share. Its diagonal is 0.

use super::counts::{Levels, StatementCounts};
use super::{Aggregation, NetworkOptions, Normalisation};

/// What two values of the first variable have in common.
#[derive(Clone, Copy, Default)]
struct InCommon {
    /// Σ over shared pairs of levels, weighed by the aggregation.
    weighed: f64,
    /// Σ_jk `x·y` where both have statements at the same level.
    products: f64,
    /// Σ_jk `x + y` at the same places.
    sums: f64,
}

/// The cells, row by row.
pub(super) fn cells(counts: &StatementCounts, options: &NetworkOptions) -> Vec<f64> {
    let n = counts.first.len();
    let weights = weights(counts, options.aggregation);
    let levels = counts.levels.len();
    // What two have at the same levels is needed by names as levels and by Jaccard's divisor only.
    let same_levels =
        counts.kind == Levels::Names || options.normalisation == Normalisation::Jaccard;
    let mut shared = vec![InCommon::default(); n * n];
    for groups in &counts.by_second {
        // For each group, what one statement of another at level k counts with all of the group's.
        let weighed: Vec<f64> = groups
            .iter()
            .flat_map(|group| {
                weights.chunks_exact(levels).map(|row| {
                    let products = row.iter().zip(&group.counts).map(|(w, y)| w * y);
                    products.sum::<f64>()
                })
            })
            .collect();
        for (at, one) in groups.iter().enumerate() {
            for (other, against) in groups[at + 1..]
                .iter()
                .zip(weighed[(at + 1) * levels..].chunks_exact(levels))
            {
                let cell = &mut shared[one.first * n + other.first];
                let products = one.counts.iter().zip(against).map(|(x, w)| x * w);
                cell.weighed += products.sum::<f64>();
                if same_levels {
                    for (x, y) in one.counts.iter().zip(&other.counts) {
                        if *x > 0.0 && *y > 0.0 {
                            cell.products += x * y;
                            cell.sums += x + y;
                        }
                    }
                }
            }
        }
    }
    let mut cells = vec![0.0; n * n];
    for one in 0..n {
        for other in one + 1..n {
            let of = shared[one * n + other];
            let (a, b) = (counts.activity[one], counts.activity[other]);
            // With names as levels a conflict is each statement whose level the other lacks.
            let lacking = a + b - of.sums;
            let value = match (counts.kind, options.aggregation) {
                (Levels::Names, Aggregation::Conflict) => lacking,
                (Levels::Names, Aggregation::Subtract) => of.products - lacking,
                (Levels::Names, Aggregation::Congruence) => of.products,
                _ => of.weighed,
            };
            let divisor = match options.normalisation {
                Normalisation::AverageActivity => (a + b) / 2.0,
                Normalisation::ActivityProduct => a * b,
                Normalisation::Jaccard => lacking + of.products,
                _ => 1.0,
            };
            let value = if divisor == 0.0 { 0.0 } else { value / divisor };
            cells[one * n + other] = value;
            cells[other * n + one] = value;
        }
    }
    cells
}

/// What a statement at level k and one at level l count together: levels × levels.
fn weights(counts: &StatementCounts, aggregation: Aggregation) -> Vec<f64> {
    let range = match counts.kind {
        Levels::Names => 1.0,
        Levels::Numbers { range } => range,
    };
    let pairs = counts
        .levels
        .iter()
        .flat_map(|k| counts.levels.iter().map(move |l| (k, l)));
    pairs
        .map(|(k, l)| {
            let distance = k.abs_diff(*l) as f64 / range;
            match aggregation {
                Aggregation::Congruence => 1.0 - distance,
                Aggregation::Conflict => distance,
                Aggregation::Subtract => 1.0 - 2.0 * distance,
                Aggregation::Ignore | Aggregation::Combine => 1.0,
            }
        })
        .collect()
}
