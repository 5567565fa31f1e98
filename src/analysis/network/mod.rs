//! Networks of statements: who shares demands with whom, and who demands what.
//!
//! The formulas are those of discourse network analysis (Leifeld 2017, *Discourse Network Analysis*, in
//! The Oxford Handbook of Political Networks, doi 10.1093/oxfordhb/9780190228217.013.25), as the program
//! Discourse Network Analyzer computes them: `x_ijk` is the number of statements of actor *i* on demand *j*
//! at level *k* of the qualifier, which is mostly the polarity.
//!
//! `table` has the statements as columns. `select` leaves out what filters and duplicates exclude.
//! `counts` makes `x_ijk`, `one_mode` and `two_mode` make matrices of it, `windows` one for each window of
//! time, `bars` counts for a bar plot. Nothing here knows documents, paths or pictures.

mod bars;
mod counts;
mod one_mode;
mod select;
mod table;
mod two_mode;
mod windows;

pub use jiff::civil::DateTime;

pub use bars::{Bars, bars};
pub use select::{Duplicates, Exclusion, SelectionOptions, StatementSelection, Weeks};
pub(crate) use table::Symbol;
pub use table::{
    ColumnIndex, ColumnKind, NamedLevel, RowPlace, StatementTable, StatementValue, TableBuilder,
};
pub use windows::{NetworkWindow, WindowUnit, Windows, windows};

use counts::StatementCounts;

/// What the nodes of a network are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The first variable only; an edge counts what two of its values share.
    One,
    /// Both variables; an edge counts the statements with both values.
    Two,
}

/// How the levels of the qualifier are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregation {
    /// The qualifier does not matter.
    Ignore,
    /// One mode: statements at the same level count, at distant levels less.
    Congruence,
    /// One mode: statements at different levels count.
    Conflict,
    /// Congruence less conflict; for two modes what is for less what is against.
    Subtract,
    /// Two modes: a sum of powers of two that tells which levels occur.
    Combine,
}

/// What a cell is divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Normalisation {
    No,
    /// One mode: the mean of the statements of both.
    AverageActivity,
    /// One mode: the product of the statements of both, which DNA calls cosine.
    ActivityProduct,
    /// One mode: what either of both has.
    Jaccard,
    /// Two modes: the statements of the row.
    Activity,
    /// Two modes: the statements of the column.
    Prominence,
}

/// Between which levels a numeric qualifier has its greatest difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Between the least and the greatest level of the codebook.
    Declared,
    /// Between the least and the greatest level that occurs before values are excluded, as in DNA.
    Observed,
}

/// Which network.
#[derive(Clone, Debug)]
pub struct NetworkOptions {
    pub mode: Mode,
    pub selection: SelectionOptions,
    pub aggregation: Aggregation,
    pub normalisation: Normalisation,
    pub scale: Scale,
    /// Names that only statements have which filters or duplicates leave out are nodes too.
    pub isolates: bool,
}

/// A matrix with names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StatementNetwork {
    pub rows: Vec<String>,
    pub columns: Vec<String>,
    /// Row by row.
    pub cells: Vec<f64>,
    /// How many statements it was made of.
    pub statements: usize,
    /// What each row and each column has of them. With one mode the columns are the rows.
    pub of_rows: Vec<NodeStatements>,
    pub of_columns: Vec<NodeStatements>,
}

/// The statements of a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NodeStatements {
    pub all: usize,
    /// Those at the levels above and below 0; with the two levels 0 and 1, 0 is below.
    pub in_favour: usize,
    pub against: usize,
}

impl StatementNetwork {
    /// The value of a row and a column, both by number. Panics beyond the matrix.
    pub fn cell(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.columns.len() + column]
    }
}

/// Why there is no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetworkError {
    /// The aggregation is not defined for this mode, or without a qualifier.
    Aggregation(Aggregation, Mode),
    /// The normalisation is not defined for this mode or aggregation.
    Normalisation(Normalisation, Mode),
    /// A matrix with more than [`MAX_CELLS`] cells.
    TooLarge { rows: usize, columns: usize },
    /// More levels than powers of two have room for.
    TooManyLevels(usize),
}

/// The largest matrix that is made, in cells: 800 MB of memory.
pub const MAX_CELLS: usize = 100_000_000;

/// The most levels that can be combined without loss.
const MAX_LEVELS: usize = 52;

/// The network of the statements that these options select.
///
/// # Errors
/// If the options do not fit one another, or the matrix would be too large.
pub fn network(
    table: &StatementTable,
    options: &NetworkOptions,
    selection: &StatementSelection,
) -> Result<StatementNetwork, NetworkError> {
    network_of(table, options, selection, &selection.kept)
}

/// The network of some of the selected statements; names and levels are those of the selection.
fn network_of(
    table: &StatementTable,
    options: &NetworkOptions,
    selection: &StatementSelection,
    kept: &[usize],
) -> Result<StatementNetwork, NetworkError> {
    check(options)?;
    let counts = StatementCounts::of(table, options, selection, kept);
    let (rows, columns) = match options.mode {
        Mode::One => (counts.first.len(), counts.first.len()),
        Mode::Two => (counts.first.len(), counts.second.len()),
    };
    if rows.saturating_mul(columns) > MAX_CELLS {
        return Err(NetworkError::TooLarge { rows, columns });
    }
    let levels = counts.levels.len();
    if options.aggregation == Aggregation::Combine && levels > MAX_LEVELS {
        return Err(NetworkError::TooManyLevels(levels));
    }
    let cells = match options.mode {
        Mode::One => one_mode::cells(&counts, options),
        Mode::Two => two_mode::cells(&counts, options),
    };
    let names = |symbols: &[u32]| symbols.iter().map(|s| table.name(*s).to_owned()).collect();
    let rows: Vec<String> = names(&counts.first);
    let (of_rows, of_columns) = counts.of_nodes();
    let (columns, of_columns) = match options.mode {
        Mode::One => (rows.clone(), of_rows.clone()),
        Mode::Two => (names(&counts.second), of_columns),
    };
    Ok(StatementNetwork {
        rows,
        columns,
        cells,
        statements: kept.len(),
        of_rows,
        of_columns,
    })
}

fn check(options: &NetworkOptions) -> Result<(), NetworkError> {
    use Aggregation::{Combine, Conflict, Congruence, Ignore, Subtract};
    let mode = options.mode;
    let fits = match (mode, options.aggregation) {
        (_, Ignore) => true,
        (_, _) if options.selection.qualifier.is_none() => false,
        (Mode::One, Congruence | Conflict | Subtract) | (Mode::Two, Subtract | Combine) => true,
        _ => false,
    };
    if !fits {
        return Err(NetworkError::Aggregation(options.aggregation, mode));
    }
    let fits = match (mode, options.normalisation) {
        (_, Normalisation::No) => true,
        (
            Mode::One,
            Normalisation::AverageActivity
            | Normalisation::ActivityProduct
            | Normalisation::Jaccard,
        ) => true,
        // A sum of powers of two is no count that could be divided.
        (Mode::Two, Normalisation::Activity | Normalisation::Prominence) => {
            options.aggregation != Combine
        }
        _ => false,
    };
    if fits {
        Ok(())
    } else {
        Err(NetworkError::Normalisation(options.normalisation, mode))
    }
}

#[cfg(test)]
mod oracle_tests;
#[cfg(test)]
mod tests;
