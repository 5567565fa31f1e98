//! Statements over time: how many in each week, month, quarter or year, by what they say.

use jiff::civil::{Date, DateTime};

use crate::crosstab::{CrosstabField, PeriodLength, crosstab};
use crate::network::StatementTable;
use crate::statement_rows::POLARITY;

/// The most periods that are drawn.
pub const MAX_PERIODS: usize = 600;

/// Statements by period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeView {
    /// The names of all periods from the first to the last, those without statements included.
    pub periods: Vec<String>,
    /// What statements say; the empty text stands for nothing.
    pub series: Vec<String>,
    /// For each period the statements of each series.
    pub values: Vec<Vec<usize>>,
    /// Statements without a date, which are in no period.
    pub undated: usize,
}

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeriodsBeyondLimit(pub usize);

/// Counts some rows of a table.
///
/// # Errors
/// If there are too many periods to be drawn.
pub fn time_view(
    table: &StatementTable,
    rows: &[u32],
    unit: PeriodLength,
) -> Result<TimeView, PeriodsBeyondLimit> {
    let second = table.column(POLARITY);
    let second = second.map_or(
        CrosstabField::Time(PeriodLength::Year),
        CrosstabField::Column,
    );
    let times = rows
        .iter()
        .filter_map(|row| table.rows()[*row as usize].time);
    let periods = match times.clone().min().zip(times.max()) {
        Some((first, last)) => periods(first, last, unit)?,
        None => Vec::new(),
    };
    // No more than a row a period, and few columns.
    let counted = crosstab(table, rows, CrosstabField::Time(unit), second);
    let counted = counted.map_err(|large| PeriodsBeyondLimit(large.rows))?;
    let has_series = table.column(POLARITY).is_some();
    let series = match has_series {
        true => counted.columns.clone(),
        false => vec![String::new()],
    };
    let count = |row: usize| -> Vec<usize> {
        if !has_series {
            return vec![counted.of_rows[row].statements];
        }
        let columns = 0..counted.columns.len();
        columns
            .map(|column| counted.cell(row, column).statements)
            .collect()
    };
    let row_of = |name: &String| counted.rows.iter().position(|row| row == name);
    let values = periods.iter().map(|period| match row_of(period) {
        Some(row) => count(row),
        None => vec![0; series.len()],
    });
    Ok(TimeView {
        values: values.collect(),
        undated: row_of(&String::new()).map_or(0, |row| counted.of_rows[row].statements),
        series,
        periods,
    })
}

/// The names of all periods between two moments.
fn periods(
    first: DateTime,
    last: DateTime,
    unit: PeriodLength,
) -> Result<Vec<String>, PeriodsBeyondLimit> {
    let mut names: Vec<String> = Vec::new();
    let mut day = first.date();
    while day <= last.date() {
        let name = unit.name_of(day.into());
        if names.last() != Some(&name) {
            names.push(name);
        }
        match next(day, unit) {
            Some(next) => day = next,
            None => break,
        }
    }
    let name = unit.name_of(last);
    if names.last() != Some(&name) {
        names.push(name);
    }
    if names.len() > MAX_PERIODS {
        return Err(PeriodsBeyondLimit(names.len()));
    }
    Ok(names)
}

/// A day in the next period, or in the same one.
fn next(day: Date, unit: PeriodLength) -> Option<Date> {
    match unit {
        PeriodLength::Week => day.saturating_add(jiff::Span::new().days(7)).into(),
        PeriodLength::Month | PeriodLength::Quarter => day
            .first_of_month()
            .checked_add(jiff::Span::new().months(1))
            .ok(),
        PeriodLength::Year => day
            .first_of_year()
            .checked_add(jiff::Span::new().years(1))
            .ok(),
    }
    .filter(|next| *next > day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{ColumnKind, NamedLevel, RowPlace, StatementValue, TableBuilder};
    use crate::statement_rows::first_moment;

    fn table(rows: &[(&str, Option<i64>)]) -> StatementTable {
        let levels = [(1, "for"), (-1, "against")].map(|(number, name)| NamedLevel {
            number,
            name: name.to_owned(),
        });
        let levels = levels.to_vec();
        let mut builder = TableBuilder::new([(POLARITY, ColumnKind::Number { levels })]);
        for (id, (date, polarity)) in (0..).zip(rows) {
            let place = RowPlace {
                id,
                article: 0,
                start: 0,
                end: 1,
                time: first_moment(date),
            };
            builder.push(place, &[StatementValue::Number(*polarity)]);
        }
        builder.build()
    }

    #[test]
    fn periods_without_statements_are_there_and_undated_ones_are_counted() {
        let table = table(&[
            ("2025-01-31", Some(1)),
            ("2025-04-01", Some(-1)),
            ("2025-04-30", Some(1)),
            ("", Some(1)),
        ]);
        let rows: Vec<u32> = (0..4).collect();
        let view = time_view(&table, &rows, PeriodLength::Month).expect("it is small");
        assert_eq!(view.periods, ["2025-01", "2025-02", "2025-03", "2025-04"]);
        assert_eq!(view.series, ["for", "against"]);
        assert_eq!(view.values, [[1, 0], [0, 0], [0, 0], [1, 1]]);
        assert_eq!(view.undated, 1);
        let quarters = time_view(&table, &rows, PeriodLength::Quarter).expect("it is small");
        assert_eq!(quarters.periods, ["2025-Q1", "2025-Q2"]);
        let weeks = time_view(&table, &rows, PeriodLength::Week).expect("it is small");
        assert_eq!(weeks.periods.first().map(String::as_str), Some("2025-W05"));
        assert_eq!(weeks.periods.last().map(String::as_str), Some("2025-W18"));
        assert_eq!(weeks.periods.len(), 14);
    }

    #[test]
    fn nothing_and_too_much_have_no_periods() {
        let undated = table(&[("", None)]);
        let view = time_view(&undated, &[0], PeriodLength::Year).expect("it is small");
        assert_eq!((view.periods.len(), view.undated), (0, 1));
        let long = table(&[("1025", None), ("2025", None)]);
        assert_eq!(
            time_view(&long, &[0, 1], PeriodLength::Year),
            Err(PeriodsBeyondLimit(1001))
        );
    }
}
