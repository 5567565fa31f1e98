//! A crosstab: how many statements have each value of one field together with each value of another.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::{DateTime, ISOWeekDate, Weekday};

use crate::network::{ColumnIndex, ColumnKind, StatementTable};
use crate::statement_rows::first_moment;

/// A field whose values are the rows or the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CrosstabField {
    Column(ColumnIndex),
    /// The month or another part of time in which the statement was made; nothing without a date.
    Time(PeriodLength),
}

/// A part of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodLength {
    /// Of ISO 8601.
    Week,
    Month,
    Quarter,
    Year,
}

impl PeriodLength {
    /// The name of the part in which a moment is, such as `2025-04`, `2025-Q2` and `2025-W15`: names are in the
    /// order of time.
    pub fn name_of(self, moment: DateTime) -> String {
        let (date, year) = (moment.date(), moment.year());
        match self {
            Self::Week => {
                let week = date.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Self::Month => format!("{year:04}-{:02}", date.month()),
            Self::Quarter => format!("{year:04}-Q{}", (date.month() + 2) / 3),
            Self::Year => format!("{year:04}"),
        }
    }

    /// The first and the last day, month or year of a part of time by its name, as files write dates.
    pub fn days(self, name: &str) -> Option<(String, String)> {
        match self {
            Self::Month | Self::Year => first_moment(name).map(|_| (name.into(), name.into())),
            Self::Quarter => {
                let (year, quarter) = name.split_once("-Q")?;
                let last = quarter.parse::<u8>().ok().filter(|q| (1..=4).contains(q))? * 3;
                let month = |month: u8| format!("{year}-{month:02}");
                Some((month(last - 2), month(last)))
            }
            Self::Week => {
                let (year, week) = name.split_once("-W")?;
                let (year, week) = (year.parse().ok()?, week.parse().ok()?);
                let day = |weekday| ISOWeekDate::new(year, week, weekday).ok();
                let monday = day(Weekday::Monday)?.date();
                let sunday = day(Weekday::Sunday)?.date();
                Some((monday.to_string(), sunday.to_string()))
            }
        }
    }
}

/// The statements of a cell, a row or a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CrosstabCount {
    pub statements: usize,
    /// Articles with any of them.
    pub articles: usize,
}

/// The counts. Rows with most statements come first; columns are in the order of their levels or names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crosstab {
    /// The values; the empty text stands for none.
    pub rows: Vec<String>,
    pub columns: Vec<String>,
    /// Row by row.
    pub cells: Vec<CrosstabCount>,
    pub of_rows: Vec<CrosstabCount>,
    pub of_columns: Vec<CrosstabCount>,
    pub all: CrosstabCount,
    /// The most statements of a cell.
    pub most: usize,
}

/// The largest crosstab, in cells.
pub const MAX_CELLS: usize = 1_000_000;

/// A crosstab with more than [`MAX_CELLS`] cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CrosstabTooLarge {
    pub rows: usize,
    pub columns: usize,
}

impl Crosstab {
    /// The count of a row and a column. Panics beyond the table.
    pub fn cell(&self, row: usize, column: usize) -> CrosstabCount {
        self.cells[row * self.columns.len() + column]
    }
}

/// The values of a field with a number each, in the order of their first statement.
#[derive(Default)]
struct FieldValueCounts {
    numbers: HashMap<String, usize>,
    names: Vec<String>,
    counts: Vec<ArticleCounting>,
}

#[derive(Clone, Default)]
struct ArticleCounting {
    statements: usize,
    articles: BTreeSet<u32>,
}

impl ArticleCounting {
    fn add(&mut self, article: u32) {
        self.statements += 1;
        self.articles.insert(article);
    }

    fn count(&self) -> CrosstabCount {
        CrosstabCount {
            statements: self.statements,
            articles: self.articles.len(),
        }
    }
}

impl FieldValueCounts {
    fn number(&mut self, name: String) -> usize {
        if let Some(number) = self.numbers.get(&name) {
            return *number;
        }
        let number = self.names.len();
        self.names.push(name.clone());
        self.numbers.insert(name, number);
        self.counts.push(ArticleCounting::default());
        number
    }
}

/// Counts some rows of a table by two fields.
///
/// # Errors
/// If there are too many values.
pub fn crosstab(
    table: &StatementTable,
    rows: &[u32],
    first: CrosstabField,
    second: CrosstabField,
) -> Result<Crosstab, CrosstabTooLarge> {
    let (mut of_first, mut of_second) = (FieldValueCounts::default(), FieldValueCounts::default());
    let mut cells: BTreeMap<(usize, usize), ArticleCounting> = BTreeMap::new();
    let mut all = ArticleCounting::default();
    for row in rows {
        let row = *row as usize;
        let article = table.rows()[row].article;
        let at = (
            of_first.number(value(table, row, first)),
            of_second.number(value(table, row, second)),
        );
        of_first.counts[at.0].add(article);
        of_second.counts[at.1].add(article);
        cells.entry(at).or_default().add(article);
        all.add(article);
    }
    let (first_values, second_values) = (of_first.names.len(), of_second.names.len());
    if first_values.saturating_mul(second_values) > MAX_CELLS {
        return Err(CrosstabTooLarge {
            rows: first_values,
            columns: second_values,
        });
    }
    let mut row_order: Vec<usize> = (0..of_first.names.len()).collect();
    if matches!(first, CrosstabField::Column(_)) {
        row_order.sort_by_key(|at| {
            let statements = of_first.counts[*at].statements;
            (std::cmp::Reverse(statements), &of_first.names[*at])
        });
    } else {
        row_order.sort_by_key(|at| &of_first.names[*at]);
    }
    let levels = level_order(table, second);
    let mut column_order: Vec<usize> = (0..of_second.names.len()).collect();
    column_order.sort_by_key(|at| {
        let name = &of_second.names[*at];
        let level = levels.iter().position(|level| level == name);
        // Statements without a value come last.
        (name.is_empty(), level.unwrap_or(levels.len()), name)
    });
    let of = |values: &FieldValueCounts, order: &[usize]| -> (Vec<String>, Vec<CrosstabCount>) {
        let each = order.iter();
        each.map(|at| (values.names[*at].clone(), values.counts[*at].count()))
            .unzip()
    };
    let (row_names, of_rows) = of(&of_first, &row_order);
    let (column_names, of_columns) = of(&of_second, &column_order);
    let cell = |row: usize, column: usize| {
        let counted = cells.get(&(row, column));
        counted.map(ArticleCounting::count).unwrap_or_default()
    };
    let cells = row_order
        .iter()
        .flat_map(|row| column_order.iter().map(|column| cell(*row, *column)));
    let cells: Vec<CrosstabCount> = cells.collect();
    let most = cells.iter().map(|cell| cell.statements).max();
    Ok(Crosstab {
        most: most.unwrap_or_default(),
        cells,
        rows: row_names,
        columns: column_names,
        of_rows,
        of_columns,
        all: all.count(),
    })
}

/// The value of a field in a row.
pub fn value(table: &StatementTable, row: usize, field: CrosstabField) -> String {
    match field {
        CrosstabField::Column(column) => table.written(row, column),
        CrosstabField::Time(unit) => {
            let time = table.rows()[row].time;
            time.map_or_else(String::new, |time| unit.name_of(time))
        }
    }
}

/// The names of a field's levels as the codebook has them.
fn level_order(table: &StatementTable, field: CrosstabField) -> Vec<String> {
    let CrosstabField::Column(column) = field else {
        return Vec::new();
    };
    match table.kind(column) {
        ColumnKind::Number { levels } => levels.iter().map(|level| level.name.clone()).collect(),
        ColumnKind::Text => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{NamedLevel, RowPlace, StatementValue, TableBuilder};
    use crate::statement_rows::last_moment;

    fn table(rows: &[(u32, &str, Option<i64>, &str)]) -> StatementTable {
        let levels = [(1, "for"), (-1, "against")].map(|(number, name)| NamedLevel {
            number,
            name: name.to_owned(),
        });
        let levels = levels.to_vec();
        let mut builder = TableBuilder::new([
            ("maker", ColumnKind::Text),
            ("polarity", ColumnKind::Number { levels }),
        ]);
        for (id, (article, maker, polarity, date)) in (0..).zip(rows) {
            let place = RowPlace {
                id,
                article: *article,
                start: 0,
                end: 1,
                time: first_moment(date),
            };
            let values = [
                StatementValue::Text(maker),
                StatementValue::Number(*polarity),
            ];
            builder.push(place, &values);
        }
        builder.build()
    }

    #[test]
    fn statements_and_articles_are_counted_by_two_fields() {
        let table = table(&[
            (0, "Alba", Some(-1), "2025-01-05"),
            (0, "Alba", Some(-1), "2025-01-06"),
            (1, "Alba", Some(1), "2025-04-01"),
            (1, "Zeta", None, "2026"),
            (2, "", Some(1), ""),
        ]);
        let rows: Vec<u32> = (0..5).collect();
        let column = |name: &str| CrosstabField::Column(table.column(name).expect(name));
        let counted =
            crosstab(&table, &rows, column("maker"), column("polarity")).expect("it is small");
        assert_eq!(counted.rows, ["Alba", "", "Zeta"]);
        assert_eq!(counted.columns, ["for", "against", ""]);
        let of = |row, column| {
            let cell = counted.cell(row, column);
            (cell.statements, cell.articles)
        };
        assert_eq!(of(0, 1), (2, 1));
        assert_eq!((of(0, 0), of(0, 2)), ((1, 1), (0, 0)));
        assert_eq!((of(1, 0), of(2, 2)), ((1, 1), (1, 1)));
        assert_eq!(
            counted.of_rows[0],
            CrosstabCount {
                statements: 3,
                articles: 2
            }
        );
        assert_eq!(counted.of_columns[0].statements, 2);
        assert_eq!(
            counted.all,
            CrosstabCount {
                statements: 5,
                articles: 3
            }
        );
        // Of some rows alone.
        let some =
            crosstab(&table, &rows[..2], column("maker"), column("polarity")).expect("it is small");
        assert_eq!(
            (some.rows.len(), some.columns.as_slice()),
            (1, &["against".to_owned()][..])
        );
    }

    #[test]
    fn parts_of_time_are_in_their_order() {
        let table = table(&[
            (0, "a", None, "2024-12-30"),
            (0, "a", None, "2025-05-01"),
            (0, "a", None, "2025-01-05"),
            (0, "a", None, ""),
        ]);
        let rows: Vec<u32> = (0..4).collect();
        let maker = CrosstabField::Column(table.column("maker").expect("maker"));
        for (unit, want) in [
            (PeriodLength::Year, vec!["2024", "2025", ""]),
            (
                PeriodLength::Quarter,
                vec!["2024-Q4", "2025-Q1", "2025-Q2", ""],
            ),
            (
                PeriodLength::Month,
                vec!["2024-12", "2025-01", "2025-05", ""],
            ),
            // The 30 December 2024 and the 5 January 2025 are in the same week.
            (PeriodLength::Week, vec!["2025-W01", "2025-W18", ""]),
        ] {
            let counted =
                crosstab(&table, &rows, maker, CrosstabField::Time(unit)).expect("it is small");
            assert_eq!(counted.columns, want, "{unit:?}");
        }
    }

    #[test]
    fn a_crosstab_that_would_fill_memory_is_refused() {
        let names: Vec<String> = (0..1001).map(|number| format!("n{number}")).collect();
        let mut builder =
            TableBuilder::new([("one", ColumnKind::Text), ("other", ColumnKind::Text)]);
        for (id, name) in (0..).zip(&names) {
            let place = RowPlace {
                id,
                article: 0,
                start: id,
                end: id + 1,
                time: None,
            };
            builder.push(
                place,
                &[StatementValue::Text(name), StatementValue::Text(name)],
            );
        }
        let table = builder.build();
        let field = |name: &str| CrosstabField::Column(table.column(name).expect(name));
        let rows: Vec<u32> = (0..1001).collect();
        let whole = crosstab(&table, &rows, field("one"), field("other"));
        let too_large = CrosstabTooLarge {
            rows: 1001,
            columns: 1001,
        };
        assert_eq!(whole, Err(too_large));
        let less = crosstab(&table, &rows[1..], field("one"), field("other"));
        assert_eq!(
            less.map(|table| (table.cells.len(), table.most)),
            Ok((1_000_000, 1))
        );
    }

    #[test]
    fn the_days_of_a_part_of_time_have_its_name() {
        for (unit, name, want) in [
            (PeriodLength::Year, "2025", ("2025", "2025")),
            (PeriodLength::Month, "2025-04", ("2025-04", "2025-04")),
            (PeriodLength::Quarter, "2025-Q4", ("2025-10", "2025-12")),
            (PeriodLength::Week, "2025-W01", ("2024-12-30", "2025-01-05")),
        ] {
            let (first, last) = unit.days(name).expect(name);
            assert_eq!((first.as_str(), last.as_str()), want, "{name}");
            for end in [first_moment(&first), last_moment(&last)] {
                assert_eq!(unit.name_of(end.expect(name)), name);
            }
        }
        for (unit, name) in [
            (PeriodLength::Year, ""),
            (PeriodLength::Quarter, "2025-Q5"),
            (PeriodLength::Quarter, "2025"),
            (PeriodLength::Week, "2025-W60"),
        ] {
            assert_eq!(unit.days(name), None, "{name}");
        }
    }

    #[test]
    fn sums_of_cells_are_the_counts_of_rows_columns_and_all() {
        let table = table(&[
            (0, "a", Some(1), "2024"),
            (1, "b", Some(-1), "2025"),
            (2, "a", Some(-1), "2025"),
            (2, "a", None, "2026"),
        ]);
        let rows: Vec<u32> = (0..4).collect();
        let column = |name: &str| CrosstabField::Column(table.column(name).expect(name));
        let counted =
            crosstab(&table, &rows, column("maker"), column("polarity")).expect("it is small");
        for row in 0..counted.rows.len() {
            let cells =
                (0..counted.columns.len()).map(|column| counted.cell(row, column).statements);
            assert_eq!(cells.sum::<usize>(), counted.of_rows[row].statements);
        }
        let of_columns = counted.of_columns.iter().map(|count| count.statements);
        assert_eq!(of_columns.sum::<usize>(), counted.all.statements);
    }
}
