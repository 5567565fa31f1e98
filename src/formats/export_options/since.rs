//! A parser for the option “annotated since”: which inputs are valid, and which time they mean.
//!
//! It reads no clock. [`date::understand`] parses the dates, as everywhere in Demarche; here
//! relative dates count from today and lie in the past, so that fewer readings are possible than in
//! an article. Times are in UTC, as sidecars store them.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::model::date::{self, Date, NoDate};

use super::ValueError;

/// The earliest time as sidecars hold times, `2026-11-04T10:30:00Z`, or the beginning of it that was
/// typed: `2026-11-04`, `2026-11`, `2026`. Empty if nothing was typed, which is any time.
///
/// `today` is the day of UTC from which “yesterday” is counted.
///
/// # Errors
/// If it is no date, can be read as several, or lies in the future.
pub fn since(typed: &str, today: Date) -> Result<String, ValueError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(String::new());
    }
    if let Some(time) = time(typed) {
        // Sidecars store times in whole seconds.
        let second = Timestamp::from_second(time.as_second()).unwrap_or(time);
        let day = Date::Day(second.to_zoned(TimeZone::UTC).date());
        return past(typed, day, today).map(|_| second.to_string());
    }
    let readings = date::understand(typed, Some(today)).map_err(|why| ValueError::NoDate {
        value: typed.to_owned(),
        why,
    })?;
    let dates: Vec<Date> = readings.iter().map(|reading| reading.date).collect();
    let over: Vec<Date> = dates
        .iter()
        .copied()
        .filter(|date| past(typed, *date, today).is_ok())
        .collect();
    match (over.as_slice(), dates.first()) {
        ([date], _) => Ok(date.to_string()),
        ([], Some(date)) => past(typed, *date, today).map(|date| date.to_string()),
        ([], None) => Err(ValueError::NoDate {
            value: typed.to_owned(),
            why: NoDate::NotUnderstood,
        }),
        (_, _) => Err(ValueError::SeveralDates {
            value: typed.to_owned(),
            dates: over,
        }),
    }
}

/// A time with its hour: in UTC, unless it gives another offset.
fn time(typed: &str) -> Option<Timestamp> {
    // A date without a time is parsed as a date.
    let date_and_time = typed.get(10..)?;
    if !date_and_time.starts_with(['T', 't', ' ']) {
        return None;
    }
    let of_utc = || {
        let time: DateTime = typed.parse().ok()?;
        let time = time.to_zoned(TimeZone::UTC).ok()?;
        Some(time.timestamp())
    };
    typed.parse().ok().or_else(of_utc)
}

/// Rejects dates in the future. Tomorrow is accepted, since it has begun in some time zone.
fn past(typed: &str, date: Date, today: Date) -> Result<Date, ValueError> {
    let first = match date {
        Date::Day(day) | Date::Month(day) => Some(day),
        Date::Year(year) => jiff::civil::Date::new(year, 1, 1).ok(),
    };
    let last = match today {
        Date::Day(day) => day.checked_add(1.day()).ok(),
        Date::Month(_) | Date::Year(_) => None,
    };
    match (first, last) {
        (Some(first), Some(last)) if first > last => Err(ValueError::FutureDate {
            value: typed.to_owned(),
            date,
        }),
        _ => Ok(date),
    }
}
