//! `x_ijk`: how many statements each value of the first variable has on each value of the second, at each
//! level of the qualifier.

use std::collections::HashMap;

use super::table::{ColumnKind, StatementTable, Symbol};
use super::{NetworkOptions, NodeStatements, Scale, StatementSelection};

/// What the levels of the qualifier are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Levels {
    /// Texts, or none at all: two levels are equal or not.
    Names,
    /// Numbers: the greatest difference between two levels, at least 1.
    Numbers { range: f64 },
}

/// The counts, sparse: by value of the second variable, then of the first.
#[derive(Clone, Debug)]
pub(super) struct StatementCounts {
    /// The values of both variables, in their order.
    pub(super) first: Vec<Symbol>,
    pub(super) second: Vec<Symbol>,
    /// The levels in their order: numbers, or 0 and up for names.
    pub(super) levels: Vec<i64>,
    pub(super) kind: Levels,
    /// For each value of the second variable those values of the first with any statement on it, with a
    /// count for each level.
    pub(super) by_second: Vec<Vec<LevelCounts>>,
    /// All statements of each value of the first variable.
    pub(super) activity: Vec<f64>,
}

/// What one value of the first variable says on one value of the second.
#[derive(Clone, Debug)]
pub(super) struct LevelCounts {
    pub(super) first: usize,
    /// A count for each level.
    pub(super) counts: Vec<f64>,
}

impl StatementCounts {
    pub(super) fn of(
        table: &StatementTable,
        options: &NetworkOptions,
        selection: &StatementSelection,
        kept: &[usize],
    ) -> Self {
        let of = &options.selection;
        let shown = if options.isolates {
            &selection.in_period
        } else {
            kept
        };
        let first = names(table, of.first, shown);
        let second = names(table, of.second, shown);
        let (levels, kind, level_of) = levels(table, options, selection);
        let first_at = places(&first);
        let second_at = places(&second);
        let (rows, columns) = (
            table.symbols(of.first).unwrap_or_default(),
            table.symbols(of.second).unwrap_or_default(),
        );
        let mut by_second: Vec<Vec<LevelCounts>> = vec![Vec::new(); second.len()];
        let mut group_at: HashMap<(usize, usize), usize> = HashMap::new();
        let mut activity = vec![0.0; first.len()];
        for row in kept {
            let places = (
                rows.get(*row).and_then(|symbol| first_at.get(symbol)),
                columns.get(*row).and_then(|symbol| second_at.get(symbol)),
                level_of(*row),
            );
            let (Some(i), Some(j), Some(k)) = places else {
                continue;
            };
            let groups = &mut by_second[*j];
            let at = *group_at.entry((*i, *j)).or_insert_with(|| {
                groups.push(LevelCounts {
                    first: *i,
                    counts: vec![0.0; levels.len()],
                });
                groups.len() - 1
            });
            groups[at].counts[k] += 1.0;
            activity[*i] += 1.0;
        }
        for groups in &mut by_second {
            groups.sort_unstable_by_key(|group| group.first);
        }
        Self {
            first,
            second,
            levels,
            kind,
            by_second,
            activity,
        }
    }
}

impl StatementCounts {
    /// The statements of each value of the first and of the second variable.
    pub(super) fn of_nodes(&self) -> (Vec<NodeStatements>, Vec<NodeStatements>) {
        let mut of_first = vec![NodeStatements::default(); self.first.len()];
        let mut of_second = vec![NodeStatements::default(); self.second.len()];
        let is_signed = matches!(self.kind, Levels::Numbers { .. });
        let is_binary = self.levels == [0, 1];
        for (second, groups) in self.by_second.iter().enumerate() {
            for group in groups {
                for (level, count) in self.levels.iter().zip(&group.counts) {
                    for node in [&mut of_first[group.first], &mut of_second[second]] {
                        let count = *count as usize;
                        node.all += count;
                        if is_signed && *level > 0 {
                            node.in_favour += count;
                        } else if is_signed && (*level < 0 || is_binary) {
                            node.against += count;
                        }
                    }
                }
            }
        }
        (of_first, of_second)
    }
}

fn names(table: &StatementTable, column: super::ColumnIndex, rows: &[usize]) -> Vec<Symbol> {
    let symbols = table.symbols(column).unwrap_or_default();
    let of_rows = rows.iter().filter_map(|row| symbols.get(*row).copied());
    // The empty text is no name.
    let named = of_rows.filter(|symbol| *symbol != 0);
    table.sorted(named.collect())
}

fn places(symbols: &[Symbol]) -> HashMap<Symbol, usize> {
    let numbered = symbols.iter().enumerate();
    numbered.map(|(at, symbol)| (*symbol, at)).collect()
}

/// The level of a statement by its number.
type LevelOf<'t> = Box<dyn Fn(usize) -> Option<usize> + 't>;

/// The levels, what they are, and the level of a statement by its number.
fn levels<'t>(
    table: &'t StatementTable,
    options: &NetworkOptions,
    selection: &StatementSelection,
) -> (Vec<i64>, Levels, LevelOf<'t>) {
    let Some(column) = options.selection.qualifier else {
        return (vec![0], Levels::Names, Box::new(|_| Some(0)));
    };
    let ignored = options.aggregation == super::Aggregation::Ignore;
    if let Some(symbols) = table.symbols(column) {
        // Having none is a level too: it matters where the qualifier is ignored.
        let of_rows = selection.in_period.iter().map(|row| symbols[*row]);
        let sorted = table.sorted(of_rows.collect());
        let levels = (0..sorted.len().max(1) as i64).collect();
        let at = places(&sorted);
        let level_of = move |row: usize| at.get(&symbols[row]).copied();
        return (levels, Levels::Names, Box::new(level_of));
    }
    let numbers = table.numbers(column).unwrap_or_default();
    let declared: Vec<i64> = match table.kind(column) {
        ColumnKind::Number { levels } => levels.iter().map(|level| level.number).collect(),
        ColumnKind::Text => Vec::new(),
    };
    let mut levels: Vec<i64> = selection
        .in_period
        .iter()
        .filter_map(|row| numbers[*row])
        .collect();
    // Both values of a qualifier with two values are levels, even if one of them does not occur.
    if declared.len() == 2 {
        levels.extend(&declared);
    }
    levels.sort_unstable();
    levels.dedup();
    let ends = |levels: &[i64]| Some((*levels.iter().min()?, *levels.iter().max()?));
    let scale = match options.scale {
        Scale::Declared => ends(&declared).or_else(|| ends(&levels)),
        Scale::Observed => ends(&levels),
    };
    let range = scale.map_or(1.0, |(least, greatest)| {
        greatest.abs_diff(least).max(1) as f64
    });
    if levels.is_empty() {
        levels.push(0);
    }
    let known = levels.clone();
    let level_of = move |row: usize| match numbers[row] {
        Some(number) => known.binary_search(&number).ok(),
        None => ignored.then_some(0),
    };
    (levels, Levels::Numbers { range }, Box::new(level_of))
}
