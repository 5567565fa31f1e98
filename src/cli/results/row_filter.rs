//! `--from`, `--until`, `--exclude` and `--only` for lists, which show each row that they keep.

use super::{ResultOptions, ResultSource, last_moment, moment, wrong};
use crate::analysis::network::{ColumnKind, DateTime};
use crate::analysis::statement_rows::{RowValue, StatementRow, first_moment};
use crate::cli::CliError;

/// The column with the date.
const DATE: &str = "date";

/// Which rows of a list are kept.
#[derive(Default)]
pub(super) struct RowFilter {
    from: Option<DateTime>,
    until: Option<DateTime>,
    date: Option<usize>,
    values: Vec<ValueFilter>,
}

/// Values of a column that are left out, or the only ones that stay.
struct ValueFilter {
    column: usize,
    values: Vec<String>,
    only: bool,
}

impl RowFilter {
    /// What these options keep.
    pub(super) fn of(
        options: &ResultOptions,
        columns: &[(String, ColumnKind)],
        source: ResultSource,
    ) -> Result<Self, CliError> {
        if source == ResultSource::Events && options.own_voice {
            return Err(wrong(
                "--own-voice selects statements, which are no events".to_owned(),
            ));
        }
        let mut filter = Self {
            from: moment("--from", options.from.as_deref(), first_moment)?,
            until: moment("--until", options.until.as_deref(), last_moment)?,
            date: columns.iter().position(|(name, _)| name == DATE),
            values: Vec::new(),
        };
        let excluded = options
            .exclude
            .iter()
            .map(|given| ("--exclude", false, given));
        let only = options.only.iter().map(|given| ("--only", true, given));
        for (flag, only, given) in excluded.chain(only) {
            let (name, value) = super::column_and_value(flag, given)?;
            let Some(column) = columns.iter().position(|(known, _)| known == name) else {
                let known: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
                return Err(super::no_column(flag, name, &known));
            };
            let mut same = filter.values.iter_mut();
            match same.find(|known| known.column == column && known.only == only) {
                Some(known) => known.values.push(value.to_owned()),
                None => filter.values.push(ValueFilter {
                    column,
                    values: vec![value.to_owned()],
                    only,
                }),
            }
        }
        Ok(filter)
    }

    /// Whether a row stays.
    pub(super) fn keeps(&self, row: &StatementRow<'_>) -> bool {
        self.is_in_period(row)
            && self.values.iter().all(|filter| {
                let value = row.get(filter.column);
                let among = filter.values.iter().any(|wanted| match value {
                    Some(RowValue::Level(Some(number), name)) => {
                        name == wanted || number.to_string() == *wanted
                    }
                    Some(value) => value.written() == wanted.as_str(),
                    None => false,
                });
                among == filter.only
            })
    }

    /// Rows without a date are in no period.
    fn is_in_period(&self, row: &StatementRow<'_>) -> bool {
        if self.from.is_none() && self.until.is_none() {
            return true;
        }
        let date = self.date.and_then(|at| row.get(at)).map(RowValue::written);
        date.and_then(|date| first_moment(&date))
            .is_some_and(|time| {
                self.from.is_none_or(|from| from <= time)
                    && self.until.is_none_or(|until| time <= until)
            })
    }
}
