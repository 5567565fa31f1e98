//! Which statements count: period, values, then duplicates, in this order.

use std::collections::HashSet;

use jiff::civil::DateTime;

use super::Aggregation;
use super::table::{ColumnIndex, StatementTable, StatementValue};

/// Which of several equal statements count. Statements are equal that have the same two variables and,
/// unless the qualifier is ignored, the same level of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duplicates {
    #[default]
    All,
    /// The first in each article, and so on.
    OncePerArticle,
    OncePerDay,
    OncePerWeek,
    OncePerMonth,
    OncePerYear,
    Once,
}

/// What is the same week or month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weeks {
    /// Weeks of ISO 8601 and months, each of one year.
    #[default]
    Calendar,
    /// The same number of any year, as in Discourse Network Analyzer 3.1, to compare with it.
    Dna,
}

/// ColumnValues of a column that are left out, or the only ones that stay.
#[derive(Clone, Debug)]
pub struct Exclusion {
    pub column: ColumnIndex,
    pub values: Vec<String>,
    /// Only these stay.
    pub only: bool,
    /// Whether names that only such statements have disappear too, even where isolates are shown. That is
    /// the rule for fields of the article.
    pub of_article: bool,
}

impl Exclusion {
    fn excludes(&self, table: &StatementTable, row: usize) -> bool {
        let among = match table.value(row, self.column) {
            StatementValue::Text(text) => self.values.iter().any(|value| value == text),
            StatementValue::Number(number) => {
                let written = number.map_or_else(String::new, |number| number.to_string());
                // A number that stands for a choice has its name too.
                self.values.contains(&written)
                    || self.values.contains(&table.written(row, self.column))
            }
        };
        among != self.only
    }
}

/// What to select, and by which variables.
#[derive(Clone, Debug)]
pub struct SelectionOptions {
    pub first: ColumnIndex,
    pub second: ColumnIndex,
    pub qualifier: Option<ColumnIndex>,
    /// The first and the last moment, both included. Statements without a date are in no period.
    pub from: Option<DateTime>,
    pub until: Option<DateTime>,
    pub exclude: Vec<Exclusion>,
    pub duplicates: Duplicates,
    pub weeks: Weeks,
    /// Whether the level of the qualifier makes statements differ.
    pub by_qualifier: bool,
}

impl SelectionOptions {
    /// All statements, by these two variables.
    pub fn all(first: ColumnIndex, second: ColumnIndex, qualifier: Option<ColumnIndex>) -> Self {
        Self {
            first,
            second,
            qualifier,
            from: None,
            until: None,
            exclude: Vec::new(),
            duplicates: Duplicates::All,
            weeks: Weeks::Calendar,
            by_qualifier: false,
        }
    }

    /// With the rule of duplicates that belongs to an aggregation.
    pub fn for_aggregation(mut self, aggregation: Aggregation) -> Self {
        self.by_qualifier = aggregation != Aggregation::Ignore;
        self
    }
}

/// The selected statements, by their numbers in the table, and how many were left out why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatementSelection {
    /// Those in the period and of the selected articles: names and levels come from here.
    pub in_period: Vec<usize>,
    pub kept: Vec<usize>,
    /// Excluded by their values.
    pub excluded: usize,
    /// Without one of the two variables or, where it matters, the qualifier.
    pub empty: usize,
    /// Repetitions of a kept one.
    pub duplicates: usize,
}

impl StatementSelection {
    /// Selects statements of a table.
    pub fn of(table: &StatementTable, options: &SelectionOptions) -> Self {
        Self::among(table, options, 0..table.rows().len())
    }

    /// Selects among some statements, by their numbers in the order of the table: the others are not there.
    pub fn among(
        table: &StatementTable,
        options: &SelectionOptions,
        rows: impl IntoIterator<Item = usize>,
    ) -> Self {
        let mut selection = Self::default();
        let mut seen = HashSet::new();
        let qualifier = options.qualifier.filter(|_| options.by_qualifier);
        let (of_article, of_statement): (Vec<&Exclusion>, Vec<&Exclusion>) =
            options.exclude.iter().partition(|e| e.of_article);
        for row in rows {
            let excludes = |exclusion: &&Exclusion| exclusion.excludes(table, row);
            if !in_period(table, row, options) || of_article.iter().any(excludes) {
                continue;
            }
            selection.in_period.push(row);
            let empty = |column| is_empty(table, row, column);
            if of_statement.iter().any(excludes) {
                selection.excluded += 1;
            } else if empty(options.first) || empty(options.second) || qualifier.is_some_and(empty)
            {
                selection.empty += 1;
            } else if options.duplicates != Duplicates::All
                && !seen.insert((
                    period(table, row, options),
                    key(table, row, options.first),
                    key(table, row, options.second),
                    qualifier.map(|column| key(table, row, column)),
                ))
            {
                selection.duplicates += 1;
            } else {
                selection.kept.push(row);
            }
        }
        selection
    }
}

fn in_period(table: &StatementTable, row: usize, options: &SelectionOptions) -> bool {
    if options.from.is_none() && options.until.is_none() {
        return true;
    }
    table.rows()[row].time.is_some_and(|time| {
        options.from.is_none_or(|from| from <= time)
            && options.until.is_none_or(|until| time <= until)
    })
}

fn is_empty(table: &StatementTable, row: usize, column: ColumnIndex) -> bool {
    matches!(
        table.value(row, column),
        StatementValue::Text("") | StatementValue::Number(None)
    )
}

/// A value in a form that can be hashed: its symbol, or its number.
fn key(table: &StatementTable, row: usize, column: ColumnIndex) -> i64 {
    match (table.symbols(column), table.numbers(column)) {
        (Some(symbols), _) => i64::from(symbols[row]),
        (_, Some(numbers)) => numbers[row].unwrap_or(i64::MIN),
        _ => 0,
    }
}

/// The period in which a repetition is a duplicate. Statements without a date have their article's.
fn period(table: &StatementTable, row: usize, options: &SelectionOptions) -> (u8, i64, i64) {
    let place = table.rows()[row];
    let article = (0, i64::from(place.article), 0);
    let Some(date) = place.time.map(DateTime::date) else {
        return match options.duplicates {
            Duplicates::Once => (7, 0, 0),
            _ => article,
        };
    };
    let year = |year: i16| match options.weeks {
        Weeks::Calendar => i64::from(year),
        Weeks::Dna => 0,
    };
    match options.duplicates {
        Duplicates::All | Duplicates::Once => (7, 0, 0),
        Duplicates::OncePerArticle => article,
        Duplicates::OncePerDay => (1, i64::from(date.year()), i64::from(date.day_of_year())),
        Duplicates::OncePerWeek => {
            let week = date.iso_week_date();
            (2, year(week.year()), i64::from(week.week()))
        }
        Duplicates::OncePerMonth => (3, year(date.year()), i64::from(date.month())),
        Duplicates::OncePerYear => (4, i64::from(date.year()), 0),
    }
}
