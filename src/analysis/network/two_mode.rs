//! The matrix of two modes: what each value of the first variable says on each value of the second.

use super::counts::{LevelCounts, Levels, StatementCounts};
use super::{Aggregation, NetworkOptions, Normalisation};

/// The cells, row by row.
pub(super) fn cells(counts: &StatementCounts, options: &NetworkOptions) -> Vec<f64> {
    let (rows, columns) = (counts.first.len(), counts.second.len());
    let mut cells = vec![0.0; rows * columns];
    let mut prominence = vec![0.0; columns];
    for (column, groups) in counts.by_second.iter().enumerate() {
        for group in groups {
            cells[group.first * columns + column] = value(counts, options.aggregation, group);
            prominence[column] += group.counts.iter().sum::<f64>();
        }
    }
    if columns == 0 {
        return cells;
    }
    let divide = |row: &mut [f64], by: &dyn Fn(usize) -> f64| {
        for (column, cell) in row.iter_mut().enumerate() {
            let by = by(column);
            *cell = if by == 0.0 { 0.0 } else { *cell / by };
        }
    };
    for (row, of_row) in cells.chunks_exact_mut(columns).enumerate() {
        match options.normalisation {
            Normalisation::Activity => divide(of_row, &|_| counts.activity[row]),
            Normalisation::Prominence => divide(of_row, &|column| prominence[column]),
            _ => {}
        }
    }
    cells
}

fn value(counts: &StatementCounts, aggregation: Aggregation, group: &LevelCounts) -> f64 {
    let of = &group.counts;
    match (aggregation, counts.kind) {
        (Aggregation::Combine, _) => {
            let last = of.len().saturating_sub(1);
            let there = of.iter().enumerate().filter(|(_, count)| **count > 0.0);
            there.map(|(k, _)| ((last - k) as f64).exp2()).sum()
        }
        // Of two values the lesser is against, whatever number stands for it.
        (Aggregation::Subtract, Levels::Numbers { .. }) if is_binary(&counts.levels) => {
            of[1] - of[0]
        }
        (Aggregation::Subtract, Levels::Numbers { .. }) => {
            let levels = counts.levels.iter().zip(of);
            levels.map(|(level, count)| *level as f64 * count).sum()
        }
        _ => of.iter().sum(),
    }
}

fn is_binary(levels: &[i64]) -> bool {
    levels == [0, 1]
}
