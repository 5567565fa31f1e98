//! Which statements of a table are shown, and in which order.
//!
//! A table is made once and looked at in many ways: a filter and an order give the numbers of its rows.

use jiff::civil::DateTime;

use crate::model::normalize::normalized;
use crate::network::{ColumnIndex, StatementTable, Symbol};

/// Between the levels of a category.
const LEVEL: char = '/';

/// Which statements are wanted: those for which everything here holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StatementFilter {
    /// Words that one of the searched columns contains, whatever their case and accents.
    pub text: String,
    pub fields: Vec<FieldFilter>,
    /// The first and the last moment, both included; statements without a date are in no period.
    pub from: Option<DateTime>,
    pub until: Option<DateTime>,
}

/// Values of which a column must have one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFilter {
    pub column: String,
    /// As [`StatementTable::written`] has them; empty for statements without a value.
    pub values: Vec<String>,
    /// Whether values below it in a tree count too.
    pub has_below: bool,
}

/// The order of the rows. Without one it is that of the table: date, article, place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatementOrder {
    pub column: ColumnIndex,
    pub is_descending: bool,
}

impl StatementFilter {
    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
            && self.fields.is_empty()
            && self.from.is_none()
            && self.until.is_none()
    }

    /// Wants these values, instead of others of the same column.
    pub fn set(&mut self, wanted: FieldFilter) {
        self.remove(&wanted.column);
        self.fields.push(wanted);
    }

    /// Wants any value of a column.
    pub fn remove(&mut self, column: &str) {
        self.fields.retain(|field| field.column != column);
    }

    /// The values of which a column must have one.
    pub fn values_of(&self, column: &str) -> Option<&[String]> {
        let mut fields = self.fields.iter();
        let field = fields.find(|field| field.column == column)?;
        Some(&field.values)
    }
}

/// The wanted rows of a table, by their numbers, in the order of the table. A text is looked for in the columns
/// `searched`.
pub fn filtered(
    table: &StatementTable,
    filter: &StatementFilter,
    searched: &[ColumnIndex],
) -> Vec<u32> {
    let fields: Vec<(ColumnIndex, &FieldFilter)> = filter
        .fields
        .iter()
        .filter_map(|field| Some((table.column(&field.column)?, field)))
        .collect();
    let wanted = normalized(&filter.text);
    // Each text is compared once, in however many rows it stands.
    let mut known: Vec<Option<bool>> = Vec::new();
    let mut has_text = |row: usize| {
        wanted.is_empty()
            || searched.iter().any(|column| {
                let Some(symbol) = table.symbol(row, *column) else {
                    return false;
                };
                let at = symbol as usize;
                if at >= known.len() {
                    known.resize(at + 1, None);
                }
                *known[at].get_or_insert_with(|| normalized(table.name(symbol)).contains(&wanted))
            })
    };
    let has_fields = |row: usize| {
        let mut fields = fields.iter();
        fields.all(|(column, field)| field.has(&table.written(row, *column)))
    };
    let in_period = |row: usize| {
        if filter.from.is_none() && filter.until.is_none() {
            return true;
        }
        table.rows()[row].time.is_some_and(|time| {
            filter.from.is_none_or(|from| from <= time)
                && filter.until.is_none_or(|until| time <= until)
        })
    };
    (0..table.rows().len())
        .filter(|row| in_period(*row) && has_fields(*row) && has_text(*row))
        .filter_map(|row| u32::try_from(row).ok())
        .collect()
}

impl FieldFilter {
    /// A column that must have exactly one of these values.
    pub fn exact(column: &str, values: &[&str]) -> Self {
        Self {
            column: column.to_owned(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
            has_below: false,
        }
    }

    fn has(&self, value: &str) -> bool {
        let mut wanted = self.values.iter();
        wanted.any(|wanted| match value.strip_prefix(wanted.as_str()) {
            Some("") => true,
            Some(rest) => self.has_below && !wanted.is_empty() && rest.starts_with(LEVEL),
            None => false,
        })
    }
}

/// Sorts rows by the values of a column; rows with equal values keep their order, also backwards. Rows without a
/// value come last.
pub fn sort(table: &StatementTable, rows: &mut [u32], order: StatementOrder) {
    let ranks = table.ranks(order.column);
    let rank = |row: &u32| {
        let rank = ranks[*row as usize];
        let by = rank.map_or(0, |rank| if order.is_descending { !rank } else { rank });
        (rank.is_none(), by)
    };
    rows.sort_by_key(rank);
}

impl StatementTable {
    /// The number of a text in a column of texts.
    fn symbol(&self, row: usize, column: ColumnIndex) -> Option<Symbol> {
        self.symbols(column).map(|symbols| symbols[row])
    }

    /// The place of each row's value among the values of a column; none for a row without a value.
    fn ranks(&self, column: ColumnIndex) -> Vec<Option<u64>> {
        if let Some(numbers) = self.numbers(column) {
            // Keeps the order of signed numbers.
            let rank = |number: i64| (number as u64) ^ (1 << 63);
            return numbers.iter().map(|number| number.map(rank)).collect();
        }
        let symbols = self.symbols(column).unwrap_or_default();
        let mut distinct = symbols.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let mut by_name: Vec<(String, &str, Symbol)> = distinct
            .into_iter()
            .map(|symbol| (normalized(self.name(symbol)), self.name(symbol), symbol))
            .collect();
        by_name.sort_unstable();
        let most = by_name.iter().map(|(_, _, symbol)| *symbol as usize).max();
        let mut ranks = vec![0; most.map_or(0, |most| most + 1)];
        for (rank, (_, _, symbol)) in (0..).zip(&by_name) {
            ranks[*symbol as usize] = rank;
        }
        let rank = |symbol: &Symbol| (*symbol != 0).then(|| ranks[*symbol as usize]);
        symbols.iter().map(rank).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{ColumnKind, NamedLevel, RowPlace, StatementValue, TableBuilder};
    use crate::statement_rows::{first_moment, last_moment};
    use proptest::prelude::*;

    /// A table of maker, category, polarity and date, a row each.
    fn table(rows: &[(&str, &str, Option<i64>, &str)]) -> StatementTable {
        let levels = [(1, "for"), (-1, "against")].map(|(number, name)| NamedLevel {
            number,
            name: name.to_owned(),
        });
        let mut builder = TableBuilder::new([
            ("maker", ColumnKind::Text),
            ("category", ColumnKind::Text),
            (
                "polarity",
                ColumnKind::Number {
                    levels: levels.to_vec(),
                },
            ),
        ]);
        for (id, (maker, category, polarity, date)) in (0..).zip(rows) {
            let place = RowPlace {
                id,
                article: 0,
                start: id,
                end: id + 1,
                time: first_moment(date),
            };
            let values = [
                StatementValue::Text(maker),
                StatementValue::Text(category),
                StatementValue::Number(*polarity),
            ];
            builder.push(place, &values);
        }
        builder.build()
    }

    fn sample() -> StatementTable {
        table(&[
            ("Zoë Port", "peace/talks", Some(1), "2025-01-01"),
            ("alba", "peace", Some(-1), "2025-02-01"),
            ("Čech", "peacekeepers", None, "2025-03-01"),
            ("", "money", Some(1), ""),
        ])
    }

    #[track_caller]
    fn check(filter: &StatementFilter, want: &[u32]) {
        let table = sample();
        let searched = ["maker", "category"].map(|name| table.column(name).expect(name));
        assert_eq!(filtered(&table, filter, &searched), want, "{filter:?}");
    }

    fn with(column: &str, value: &str) -> StatementFilter {
        let mut filter = StatementFilter::default();
        filter.set(FieldFilter {
            has_below: true,
            ..FieldFilter::exact(column, &[value])
        });
        filter
    }

    #[test]
    fn a_filter_wants_all_that_it_says() {
        let text = |text: &str| StatementFilter {
            text: text.to_owned(),
            ..StatementFilter::default()
        };
        check(&StatementFilter::default(), &[0, 1, 2, 3]);
        check(&text("zoe"), &[0]);
        check(&text("  PEACE "), &[0, 1, 2]);
        check(&text("nothing"), &[]);
        // A category has those below it, not those that begin alike.
        check(&with("category", "peace"), &[0, 1]);
        check(&with("category", "peace/talks"), &[0]);
        check(&with("polarity", "for"), &[0, 3]);
        check(&with("polarity", ""), &[2]);
        check(&with("maker", ""), &[3]);
        check(&with("no such column", "x"), &[0, 1, 2, 3]);
        let mut both = with("category", "peace");
        both.set(FieldFilter::exact("polarity", &["against"]));
        check(&both, &[1]);
        both.remove("polarity");
        check(&both, &[0, 1]);
        both.set(FieldFilter::exact("category", &["peace"]));
        check(&both, &[1]);
        check(
            &StatementFilter {
                from: first_moment("2025-02"),
                until: last_moment("2025-02"),
                ..StatementFilter::default()
            },
            &[1],
        );
    }

    #[test]
    fn rows_are_sorted_as_people_read_and_those_without_a_value_come_last() {
        let table = sample();
        for (column, is_descending, want) in [
            ("maker", false, [1, 2, 0, 3]),
            ("maker", true, [0, 2, 1, 3]),
            ("polarity", false, [1, 0, 3, 2]),
            ("polarity", true, [0, 3, 1, 2]),
        ] {
            let mut rows = vec![0, 1, 2, 3];
            let column_index = table.column(column).expect(column);
            sort(
                &table,
                &mut rows,
                StatementOrder {
                    column: column_index,
                    is_descending,
                },
            );
            assert_eq!(rows, want, "{column} {is_descending}");
        }
    }

    proptest! {
        /// Whatever is typed: what is left is among all, in order, and an empty filter keeps all.
        #[test]
        fn a_filter_only_leaves_out(text in ".{0,6}", category in "[pe/a ]{0,8}") {
            let table = sample();
            let searched = ["maker", "category"].map(|name| table.column(name).expect(name));
            let mut filter = with("category", &category);
            filter.text = text;
            let rows = filtered(&table, &filter, &searched);
            prop_assert!(rows.iter().all(|row| *row < 4));
            prop_assert!(rows.is_sorted());
        }

        #[test]
        fn sorting_loses_no_row(descending: bool, mut rows in prop::collection::vec(0u32..4, 0..20)) {
            let table = sample();
            let mut before = rows.clone();
            let column = table.column("maker").expect("maker");
            sort(&table, &mut rows, StatementOrder { column, is_descending: descending });
            before.sort_unstable();
            let mut after = rows.clone();
            after.sort_unstable();
            prop_assert_eq!(before, after);
        }
    }
}
