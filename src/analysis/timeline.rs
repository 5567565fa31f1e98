//! Counts over time: how many there are of each kind in each day, week, month, quarter or year.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// What a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodUnit {
    Day,
    /// Of ISO 8601: from Monday on.
    Week,
    Month,
    Quarter,
    Year,
}

/// Counts by period and kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// The first days of all periods from the first with anything to the last.
    pub periods: Vec<Date>,
    /// The kinds, sorted.
    pub kinds: Vec<String>,
    /// For each period a count of each kind.
    pub counts: Vec<Vec<usize>>,
    /// What has no date and is in no period.
    pub undated: usize,
}

/// A timeline would have more periods than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyPeriods;

/// The most periods of a timeline: days of more than a century.
pub const MAX_PERIODS: usize = 40_000;

impl PeriodUnit {
    /// The first day of the period with this day.
    pub fn first_day(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => {
                let since_monday = i64::from(day.weekday().to_monday_zero_offset());
                // The week that the calendar begins with has no Monday.
                day.checked_sub(since_monday.days()).unwrap_or(day)
            }
            Self::Month => day.first_of_month(),
            Self::Quarter => date(day.year(), (day.month() - 1) / 3 * 3 + 1, 1),
            Self::Year => day.first_of_year(),
        }
    }

    /// The first day of the next period; `None` at the end of the calendar.
    fn next(self, first: Date) -> Option<Date> {
        let span = match self {
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
            Self::Year => 1.year(),
        };
        first.checked_add(span).ok()
    }

    /// The name of the period that begins with a day: `2025-04-11`, `2025-W15`, `2025-04`, `2025-Q2`, `2025`.
    pub fn name(self, first: Date) -> String {
        let (year, month) = (first.year(), first.month());
        match self {
            Self::Day => first.to_string(),
            Self::Week => {
                let week = first.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Self::Month => format!("{year:04}-{month:02}"),
            Self::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
            Self::Year => format!("{year:04}"),
        }
    }
}

/// Counts things by their days and kinds.
///
/// # Errors
/// If there were more than [`MAX_PERIODS`] periods between the first and the last day.
pub fn timeline<'k>(
    things: impl IntoIterator<Item = (Option<Date>, &'k str)>,
    unit: PeriodUnit,
) -> Result<Timeline, TooManyPeriods> {
    let mut found: BTreeMap<Date, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut kinds = BTreeSet::new();
    let mut undated = 0;
    for (day, kind) in things {
        kinds.insert(kind);
        let Some(day) = day else {
            undated += 1;
            continue;
        };
        let of_period = found.entry(unit.first_day(day)).or_default();
        *of_period.entry(kind).or_default() += 1;
    }
    let mut timeline = Timeline {
        kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
        undated,
        ..Timeline::default()
    };
    let last = found.keys().next_back().copied();
    let mut at = found.keys().next().copied();
    while let (Some(first), Some(last)) = (at, last) {
        if first > last {
            break;
        }
        if timeline.periods.len() == MAX_PERIODS {
            return Err(TooManyPeriods);
        }
        let of_period = found.get(&first);
        let count = |kind: &&str| of_period.and_then(|of| of.get(*kind)).copied().unwrap_or(0);
        timeline.counts.push(kinds.iter().map(count).collect());
        timeline.periods.push(first);
        at = unit.next(first);
    }
    Ok(timeline)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_follow_the_calendar_and_none_is_left_out() {
        let days = [(2024, 12, 30), (2025, 1, 1), (2025, 3, 31), (2025, 4, 1)];
        let names = |unit: PeriodUnit| {
            let things = days.map(|(y, m, d)| (Some(date(y, m, d)), "for"));
            let found = timeline(things, unit).expect("few periods");
            let periods = found.periods.iter().zip(&found.counts);
            let named =
                periods.map(|(first, counts)| format!("{} {}", unit.name(*first), counts[0]));
            named.collect::<Vec<_>>()
        };
        // Both days are in the first ISO week of 2025.
        let weeks = names(PeriodUnit::Week);
        assert_eq!(weeks.len(), 14);
        assert_eq!(
            (weeks[0].as_str(), weeks[1].as_str()),
            ("2025-W01 2", "2025-W02 0")
        );
        assert_eq!(weeks[13], "2025-W14 2");
        let expected = [
            "2024-12 1",
            "2025-01 1",
            "2025-02 0",
            "2025-03 1",
            "2025-04 1",
        ];
        assert_eq!(names(PeriodUnit::Month), expected);
        assert_eq!(
            names(PeriodUnit::Quarter),
            ["2024-Q4 1", "2025-Q1 2", "2025-Q2 1"]
        );
        assert_eq!(names(PeriodUnit::Year), ["2024 1", "2025 3"]);
        assert_eq!(names(PeriodUnit::Day).len(), 93);
    }

    #[test]
    fn kinds_are_sorted_and_what_has_no_date_is_told() {
        let day = Some(date(2025, 1, 1));
        let found = timeline(
            [(day, "for"), (None, "for"), (day, "against")],
            PeriodUnit::Year,
        );
        let found = found.expect("one period");
        assert_eq!(found.kinds, ["against", "for"]);
        assert_eq!((found.counts, found.undated), (vec![vec![1, 1]], 1));
        let none = timeline([], PeriodUnit::Day).expect("no period");
        assert_eq!(none, Timeline::default());
    }

    #[test]
    fn a_millennium_of_days_is_refused() {
        let ends = [date(1, 1, 1), date(9999, 12, 31)].map(|day| (Some(day), ""));
        assert_eq!(timeline(ends, PeriodUnit::Day), Err(TooManyPeriods));
        assert_eq!(
            timeline(ends, PeriodUnit::Year).map(|t| t.periods.len()),
            Ok(9999)
        );
        assert!(
            timeline(
                [(Some(Date::MIN), ""), (Some(Date::MAX), "")],
                PeriodUnit::Year
            )
            .is_ok()
        );
    }
}
