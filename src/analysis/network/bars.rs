//! StatementCounts for a bar plot: statements by the values of one variable and the levels of the qualifier.

use super::counts::StatementCounts;
use super::table::StatementTable;
use super::{
    Aggregation, Mode, NetworkOptions, Normalisation, Scale, SelectionOptions, StatementSelection,
};

/// The bars.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// The values of the variable, in their order.
    pub values: Vec<String>,
    /// The levels of the qualifier: whole numbers, or 0 and up for the sorted names of levels.
    pub levels: Vec<i64>,
    /// A count for each value and each level.
    pub counts: Vec<Vec<usize>>,
}

/// StatementCounts statements by the first variable of the options. Duplicates are told apart by the variable and
/// the qualifier alone.
pub fn bars(table: &StatementTable, options: &SelectionOptions) -> Bars {
    let selection = SelectionOptions {
        second: options.first,
        by_qualifier: options.qualifier.is_some(),
        ..options.clone()
    };
    let selected = StatementSelection::of(table, &selection);
    let aggregation = match options.qualifier {
        Some(_) => Aggregation::Combine,
        None => Aggregation::Ignore,
    };
    let options = NetworkOptions {
        mode: Mode::Two,
        selection,
        aggregation,
        normalisation: Normalisation::No,
        scale: Scale::Observed,
        isolates: false,
    };
    // Only levels that occur among the kept ones have a bar, but for a qualifier with two values.
    let of_kept = StatementSelection {
        in_period: selected.kept.clone(),
        ..selected.clone()
    };
    let counts = StatementCounts::of(table, &options, &of_kept, &selected.kept);
    let values = counts.second.iter().enumerate().map(|(value, symbol)| {
        let groups = &counts.by_second[value];
        let mut of_levels = vec![0; counts.levels.len()];
        for group in groups {
            for (level, count) in group.counts.iter().enumerate() {
                of_levels[level] += *count as usize;
            }
        }
        (table.name(*symbol).to_owned(), of_levels)
    });
    let (values, of_values) = values.unzip();
    Bars {
        values,
        levels: counts.levels,
        counts: of_values,
    }
}
