//! Dates with a precision, and the parser for dates that users type.
//!
//! [`Date`] is the form in files: a day, a month or a year (ISO 8601). [`understand`] parses typed
//! input relative to the article's date. Where two readings are possible it returns both, the
//! likelier first, so that the user sees the reading before accepting it.

mod phrase;
mod words;

use std::fmt;

use jiff::{ToSpan as _, civil};

pub use phrase::understand;

/// A day, a month or a year of the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Date {
    Day(civil::Date),
    /// A month, stored as its first day.
    Month(civil::Date),
    Year(i16),
}

impl Date {
    /// Parses the form in files: `2025-04-25`, `2025-04` or `2025`, and nothing else.
    pub fn parse(iso: &str) -> Option<Self> {
        let parts: Vec<&str> = iso.split('-').collect();
        let widths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        let number = |index: usize| -> Option<i16> {
            let part = parts.get(index)?;
            part.bytes().all(|b| b.is_ascii_digit()).then_some(())?;
            part.parse().ok()
        };
        match widths.as_slice() {
            [4] => number(0).map(Self::Year),
            [4, 2] => Self::month(number(0)?, number(1)?),
            [4, 2, 2] => Self::day(number(0)?, number(1)?, number(2)?),
            _ => None,
        }
    }

    /// A day, if it exists in the calendar.
    fn day(year: i16, month: i16, day: i16) -> Option<Self> {
        let (month, day) = (month.try_into().ok()?, day.try_into().ok()?);
        civil::Date::new(year, month, day).ok().map(Self::Day)
    }

    /// A month, if it exists in the calendar.
    fn month(year: i16, month: i16) -> Option<Self> {
        let first = civil::Date::new(year, month.try_into().ok()?, 1).ok()?;
        Some(Self::Month(first))
    }

    /// Its year.
    fn year(self) -> i16 {
        match self {
            Self::Day(day) | Self::Month(day) => day.year(),
            Self::Year(year) => year,
        }
    }

    /// The Monday of a day's week; of a month or a year there is none.
    pub fn monday(self) -> Option<Self> {
        let Self::Day(day) = self else {
            return None;
        };
        let since = day.weekday().to_monday_zero_offset();
        day.checked_sub(since.days()).ok().map(Self::Day)
    }

    /// Formats it for display: `Fri 18 Apr 2025`, `April 2025`, `2025`.
    pub fn display_text(self) -> String {
        match self {
            Self::Day(day) => {
                let weekday = format!("{:?}", day.weekday());
                let month = words::month_name(day.month());
                format!("{weekday:.3} {} {month:.3} {}", day.day(), day.year())
            }
            Self::Month(first) => {
                format!("{} {}", words::month_name(first.month()), first.year())
            }
            Self::Year(year) => year.to_string(),
        }
    }
}

impl fmt::Display for Date {
    /// Formats it for files.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{:04}-{:02}-{:02}", day.year(), day.month(), day.day()),
            Self::Month(first) => write!(f, "{:04}-{:02}", first.year(), first.month()),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

/// One interpretation of typed input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateReading {
    pub date: Date,
    /// The assumption of this reading; empty where there is none.
    pub how: &'static str,
}

/// Why typed input is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoDate {
    #[error("Type a date such as 25 Apr 2025, April 2025 or last Friday")]
    NotUnderstood,
    #[error("There is no such day in the calendar")]
    NoSuchDay,
    #[error("Type the year too: the article has no date to take it from")]
    NeedsYear,
    #[error("Type the date itself: the article has no day to count from")]
    NeedsDay,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_a_precision_and_exist() {
        for iso in ["2025", "2025-04", "2025-04-25", "2024-02-29", "0001"] {
            let date = Date::parse(iso).expect(iso);
            assert_eq!(date.to_string(), iso);
        }
        for iso in [
            "",
            "25",
            "2025-13",
            "2025-02-29",
            "2025-04-31",
            "2025-4-1",
            "2025-04-25T10",
            "２０２５",
            "-2025",
            "2025-",
        ] {
            assert_eq!(Date::parse(iso), None, "{iso}");
        }
    }

    #[test]
    fn dates_are_spelled_out_with_their_day_of_the_week() {
        let display_text = |iso| Date::parse(iso).map(Date::display_text);
        assert_eq!(
            display_text("2025-04-18").as_deref(),
            Some("Fri 18 Apr 2025")
        );
        assert_eq!(display_text("2025-05").as_deref(), Some("May 2025"));
        assert_eq!(display_text("2025").as_deref(), Some("2025"));
    }
}
