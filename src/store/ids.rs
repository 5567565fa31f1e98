//! Random ids and the clock: new ids and the current time come from here and from no lower module.

use jiff::tz::TimeZone;

use crate::model::date::Date;

/// Characters of an id.
const LENGTH: usize = 8;

/// A new random id: eight of `a`-`z` and `0`-`9`, about 41 bits.
pub fn unique_id() -> String {
    (0..LENGTH)
        .map(|_| char::from(b"abcdefghijklmnopqrstuvwxyz0123456789"[fastrand::usize(..36)]))
        .collect()
}

/// A new random id that is not taken.
pub fn unique_id_unless(mut taken: impl FnMut(&str) -> bool) -> String {
    loop {
        let id = unique_id();
        if !taken(&id) {
            return id;
        }
    }
}

/// The current time in whole seconds of UTC, in the format of the files: `2026-11-22T15:04:05Z`.
pub fn now() -> String {
    let now = jiff::Timestamp::now();
    // The Unix epoch replaces a clock before year -9999, which does not occur.
    let seconds = jiff::Timestamp::from_second(now.as_second()).unwrap_or_default();
    seconds.to_string()
}

/// The current date in UTC.
pub fn today() -> Date {
    Date::Day(jiff::Timestamp::now().to_zoned(TimeZone::UTC).date())
}

/// The time this number of days ago, in the format of the files.
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
        let id = unique_id_unless(|id| id.starts_with('a'));
        assert_eq!(id.len(), 8);
        assert!(
            id.bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        );
        let now = now();
        assert_eq!((now.len(), now.ends_with('Z')), (20, true), "{now}");
    }
}
