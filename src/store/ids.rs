//! Randomness and the clock: fresh ids and the present time live here and nowhere deeper.

use jiff::tz::TimeZone;

use crate::model::date::Date;

/// Characters of an id.
const LENGTH: usize = 8;

/// A new id: eight of `a`-`z` and `0`-`9`, some 41 bits.
pub fn fresh() -> String {
    (0..LENGTH)
        .map(|_| char::from(b"abcdefghijklmnopqrstuvwxyz0123456789"[fastrand::usize(..36)]))
        .collect()
}

/// A new id that is not taken.
pub fn fresh_unless(mut taken: impl FnMut(&str) -> bool) -> String {
    loop {
        let id = fresh();
        if !taken(&id) {
            return id;
        }
    }
}

/// The present time in whole seconds of UTC, as files have it: `2026-11-22T15:04:05Z`.
pub fn now() -> String {
    let now = jiff::Timestamp::now();
    // The first unit of the epoch stands in for a clock before year -9999, which does not occur.
    let seconds = jiff::Timestamp::from_second(now.as_second()).unwrap_or_default();
    seconds.to_string()
}

/// The present day of UTC.
pub fn today() -> Date {
    Date::Day(jiff::Timestamp::now().to_zoned(TimeZone::UTC).date())
}

/// The time so many days ago, as files have it.
pub fn days_ago(days: i64) -> String {
    let seconds = jiff::Timestamp::now().as_second() - days * 24 * 60 * 60;
    jiff::Timestamp::from_second(seconds)
        .unwrap_or_default()
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_times_look_as_published() {
        let id = fresh_unless(|id| id.starts_with('a'));
        assert_eq!(id.len(), 8);
        assert!(
            id.bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        );
        let now = now();
        assert_eq!((now.len(), now.ends_with('Z')), (20, true), "{now}");
    }
}
