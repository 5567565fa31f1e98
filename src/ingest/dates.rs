//! A parser for dates as pages, tables and newspapers write them; it returns ISO dates.

use super::month_names::{may_stand_beside, month};
use crate::model::date::{self, Date};

/// The longest line that can be a date line, in characters.
const DATE_LINE: usize = 48;

/// The longest text that is parsed as a date, in bytes: the parser retries without each of its
/// words.
const MAX_DATE_BYTES: usize = 256;

/// The number of paragraphs at the start among which a date line may be.
pub(super) const FIRST_LINES: usize = 6;

/// Whether the day or the month is first in dates such as 05/04/2025.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// Nothing shows it: the month with slashes, the day with dots and hyphens.
    #[default]
    Unknown,
    DayFirst,
    MonthFirst,
}

/// Parses a date to ISO form: `2025-04-25`, `2025-04` or `2025`. Times of day are left out.
pub fn iso(written: &str) -> Option<String> {
    iso_in(written, DateOrder::Unknown)
}

/// The same, in a text where this order of day and month is known.
pub fn iso_in(written: &str, order: DateOrder) -> Option<String> {
    let written = written.trim();
    // Machine time stamps: 2025-04-25T10:00:00Z, 2025-04-25 10:00, 20250425, 20250425101500.
    let head = written.get(..10).and_then(Date::parse);
    let is_stamp = written
        .get(10..)
        .is_some_and(|rest| rest.starts_with(['T', ' ', 't']));
    if let Some(date) = head.filter(|_| is_stamp) {
        return Some(date.to_string());
    }
    if let Some(date) = without_signs(written) {
        return Some(date);
    }
    if written.len() > MAX_DATE_BYTES {
        return None;
    }
    let written = &with_plain_digits(written);
    if let Some(date) = numeric(written, order).or_else(|| with_signs_of_east_asia(written)) {
        return Some(date);
    }
    let mut rest = written.as_str();
    loop {
        if let Ok(readings) = date::understand(rest, None)
            && let Some(reading) = readings.first()
        {
            return Some(reading.date.to_string());
        }
        // The rest is a time, a zone or an edition: “25 April 2025 10:15 GMT”.
        let end = rest.rfind(char::is_whitespace).unwrap_or_default();
        rest = rest[..end].trim_end_matches([',', ' ', '|', '-']);
        if rest.len() < 6 {
            break;
        }
    }
    if let Some(date) = with_month_name(written) {
        return Some(date);
    }
    // The part before it is a day of the week or a label: “Fri, 25 Apr 2025”, “Published: 25 April
    // 2025”.
    let (before, after) = written.split_once([',', ':'])?;
    before
        .chars()
        .all(char::is_alphabetic)
        .then(|| iso_in(after, order))?
}

/// Parses the cell of a column of dates, which may also be a number of seconds, milliseconds or
/// days.
pub fn iso_of_cell(cell: &str, order: DateOrder) -> Option<String> {
    /// The day before the first one of Excel's calendar, as days since 1970.
    const EXCEL: i64 = -25_569;
    let cell = cell.trim();
    let whole = cell.strip_suffix(".0").unwrap_or(cell);
    let number: Option<i64> = whole.parse().ok();
    match (whole.len(), number) {
        (9 | 10, Some(seconds @ 100_000_000..)) => Some(day_since_1970(seconds / 86_400)),
        (13, Some(milliseconds @ 100_000_000_000..)) => {
            Some(day_since_1970(milliseconds / 86_400_000))
        }
        (5, Some(days @ 20_000..80_000)) => Some(day_since_1970(days + EXCEL)),
        _ => iso_in(cell, order),
    }
}

/// The ISO form of a day, given as days since 1 January 1970.
pub(super) fn day_since_1970(days: i64) -> String {
    // By years of the Gregorian calendar that begin in March, so that leap days come last.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The order that dates of one column show: that of most dates that can be read in one way only.
pub fn order_of<'a>(cells: impl Iterator<Item = &'a str>) -> DateOrder {
    let (mut day_first, mut month_first) = (0_usize, 0_usize);
    for cell in cells {
        match numbers(cell) {
            Some(([first, second, _], _)) if first > 12 && second <= 12 => day_first += 1,
            Some(([first, second, _], _)) if first <= 12 && second > 12 => month_first += 1,
            _ => {}
        }
    }
    match day_first.cmp(&month_first) {
        std::cmp::Ordering::Greater => DateOrder::DayFirst,
        std::cmp::Ordering::Less => DateOrder::MonthFirst,
        std::cmp::Ordering::Equal => DateOrder::Unknown,
    }
}

/// Whether a date with slashes may have the day or the month first.
pub fn is_ambiguous(written: &str) -> bool {
    let numbers = numbers(written);
    numbers.is_some_and(|([first, second, _], sign)| {
        sign == '/' && first <= 12 && second <= 12 && first != second
    })
}

/// The numbers of a date such as 25/4/2025 at the beginning of a text, and the sign between them.
fn numbers(written: &str) -> Option<([u16; 3], char)> {
    let date = written
        .split_whitespace()
        .next()?
        .trim_end_matches([',', '.', ';']);
    let sign = date.chars().find(|c| !c.is_ascii_digit())?;
    if !['/', '.', '-'].contains(&sign) {
        return None;
    }
    let parts: Vec<&str> = date.split(sign).collect();
    let [first, second, year] = parts.as_slice() else {
        return None;
    };
    let fits = (1..=2).contains(&first.len())
        && (1..=2).contains(&second.len())
        && [2, 4].contains(&year.len());
    let parsed = |part: &str| part.parse().ok();
    if !fits {
        return None;
    }
    let mut full: u16 = parsed(year)?;
    if year.len() == 2 {
        full += if full <= 68 { 2000 } else { 1900 };
    }
    Some(([parsed(first)?, parsed(second)?, full], sign))
}

fn numeric(written: &str, order: DateOrder) -> Option<String> {
    let ([first, second, year], sign) = numbers(written)?;
    let day_first = match (first > 12, second > 12, order) {
        (true, ..) => true,
        (_, true, _) => false,
        (_, _, DateOrder::DayFirst) => true,
        (_, _, DateOrder::MonthFirst) => false,
        _ => sign != '/',
    };
    let (day, month) = if day_first {
        (first, second)
    } else {
        (second, first)
    };
    day_of(i64::from(year), month.into(), day.into())
}

fn day_of(year: i64, month: i64, day: i64) -> Option<String> {
    Date::parse(&format!("{year:04}-{month:02}-{day:02}")).map(|date| date.to_string())
}

/// Dates without signs: 20250425, 20250425101500, 20250425T101500Z.
fn without_signs(written: &str) -> Option<String> {
    let digits = written.bytes().take_while(u8::is_ascii_digit).count();
    let fits = match digits {
        8 => {
            let rest = &written[8..];
            rest.is_empty()
                || rest.strip_prefix(['T', 't']).is_some_and(|time| {
                    time.bytes()
                        .all(|b| b.is_ascii_digit() || b"Zz+-:.".contains(&b))
                })
        }
        14 => written.len() == 14,
        _ => false,
    };
    if !fits {
        return None;
    }
    let part = |range: std::ops::Range<usize>| written[range].parse().ok();
    day_of(part(0..4)?, part(4..6)?, part(6..8)?)
}

/// The same text with the digits of other scripts as 0 to 9.
fn with_plain_digits(written: &str) -> String {
    const ZEROS: [u32; 5] = [0x660, 0x6F0, 0x966, 0x9E6, 0xFF10];
    let plain = |c: char| {
        let code = u32::from(c);
        let zero = ZEROS
            .iter()
            .find(|zero| (**zero..**zero + 10).contains(&code));
        zero.and_then(|zero| char::from_digit(code - zero, 10))
            .unwrap_or(c)
    };
    written.chars().map(plain).collect()
}

/// 2025年4月25日, 2025년 4월 25일, 2025. 4. 25.
fn with_signs_of_east_asia(written: &str) -> Option<String> {
    let signs: [[char; 3]; 3] = [['年', '月', '日'], ['년', '월', '일'], ['.', '.', '.']];
    signs.iter().find_map(|[year_sign, month_sign, day_sign]| {
        let (year, rest) = written.split_once(*year_sign)?;
        let (month, rest) = rest.split_once(*month_sign)?;
        let start = year.len() - year.trim_end().len();
        let year = &year[..year.len() - start];
        let year = year.get(year.len().checked_sub(4)?..)?.parse().ok()?;
        let month = month.trim().parse().ok()?;
        let day = rest.split(*day_sign).next()?.trim();
        if day.is_empty() && *year_sign != '.' {
            return Date::parse(&format!("{year:04}-{month:02}")).map(|date| date.to_string());
        }
        day_of(year, month, day.parse().ok()?)
    })
}

/// A date with the name of a month in any language, among words that may stand beside one.
fn with_month_name(written: &str) -> Option<String> {
    let (mut year, mut month_number, mut day) = (None, None, None);
    let lower = written.to_lowercase();
    let words = lower.split(|c: char| c.is_whitespace() || ",;()|–—/".contains(c));
    for word in words.filter(|word| !word.is_empty()) {
        let bare = word.trim_matches(['.', ':', '-', '’', '\'']);
        let is_time = word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit());
        let is_zone = word.starts_with(['+', '-'])
            && word[1..].bytes().all(|b| b.is_ascii_digit() || b == b':');
        if bare.is_empty() || is_time || is_zone {
            continue;
        }
        let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
        let suffix = &bare[digits..];
        let number: Option<i64> = bare[..digits].parse().ok();
        match number {
            Some(number) if digits == 4 && suffix.is_empty() && year.is_none() => {
                year = Some(number)
            }
            Some(number)
                if digits <= 2
                    && day.is_none()
                    && ["", "st", "nd", "rd", "th", "er", "º", "ª", "."].contains(&suffix) =>
            {
                day = Some(number);
            }
            Some(_) => return None,
            None if may_stand_beside(bare) => {}
            None => match month(bare) {
                Some(number) if month_number.is_none() => month_number = Some(i64::from(number)),
                _ => return None,
            },
        }
    }
    day_of(year?, month_number?, day?)
}

/// The date that is alone on one of the first lines of a text.
pub(super) fn dateline(paragraphs: &[String]) -> Option<String> {
    let mut first = paragraphs.iter().take(FIRST_LINES);
    first.find_map(|line| {
        let has_digits = line.chars().filter(|c| c.is_numeric()).count() >= 5;
        let fits = has_digits && line.chars().count() <= DATE_LINE;
        let date = iso(fits.then_some(line)?)?;
        // A year alone is a number in a headline as often as a date.
        (date.len() == 10).then_some(date)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_understood_as_they_are_written() {
        for (written, date) in [
            ("2025-04-25", "2025-04-25"),
            ("2025-04-25T10:00:00+02:00", "2025-04-25"),
            ("2025-04-25 10:00", "2025-04-25"),
            ("20250425", "2025-04-25"),
            ("20250425T101500Z", "2025-04-25"),
            ("20250425101500", "2025-04-25"),
            ("25 April 2025", "2025-04-25"),
            ("April 25, 2025", "2025-04-25"),
            ("April 25, 2025 Friday", "2025-04-25"),
            ("Fri, 25 Apr 2025 10:15:00 +0200", "2025-04-25"),
            ("Fri Apr 25 10:15:00 CEST 2025", "2025-04-25"),
            ("Mon Jan 05 19:44:30 +0000 2015", "2015-01-05"),
            ("Published: 25 April 2025 10:15 GMT", "2025-04-25"),
            ("Published on April 25, 2025", "2025-04-25"),
            ("25.4.2025", "2025-04-25"),
            ("25/04/2025 10:15", "2025-04-25"),
            ("04-25-2025", "2025-04-25"),
            ("2025年4月25日", "2025-04-25"),
            ("2025年4月25日 星期五", "2025-04-25"),
            ("2025년 4월 25일", "2025-04-25"),
            ("2025. 4. 25.", "2025-04-25"),
            ("25 aprile 2025", "2025-04-25"),
            ("vrijdag 25 april 2025", "2025-04-25"),
            ("25 kwietnia 2025", "2025-04-25"),
            ("25 Nisan 2025", "2025-04-25"),
            ("25 Abr 2025", "2025-04-25"),
            ("1er mai 2025", "2025-05-01"),
            ("25 de abril de 2025", "2025-04-25"),
            ("25 أبريل 2025", "2025-04-25"),
            ("٢٥ أبريل ٢٠٢٥", "2025-04-25"),
            ("April 2025", "2025-04"),
            ("2025", "2025"),
        ] {
            assert_eq!(iso(written).as_deref(), Some(date), "{written}");
        }
        for written in [
            "",
            "soon",
            "é",
            "the 25th hour",
            "2025-13-45T00:00",
            "1745571600",
            "Plan of 25 envoys for 2025",
        ] {
            assert_eq!(iso(written), None, "{written}");
        }
    }

    #[test]
    fn a_column_shows_whether_the_day_or_the_month_is_first() {
        for (cells, order, date) in [
            (
                &["25/04/2025", "05/04/2025"][..],
                DateOrder::DayFirst,
                "2025-04-05",
            ),
            (
                &["04/25/2025", "05/04/2025"],
                DateOrder::MonthFirst,
                "2025-05-04",
            ),
            (&["05/04/2025"], DateOrder::Unknown, "2025-05-04"),
            // One wrong cell decides nothing.
            (
                &["25/04/2025", "26/04/2025", "04/25/2025", "05/04/2025"],
                DateOrder::DayFirst,
                "2025-04-05",
            ),
        ] {
            let found = order_of(cells.iter().copied());
            assert_eq!(found, order, "{cells:?}");
            assert_eq!(
                iso_in("05/04/2025", found).as_deref(),
                Some(date),
                "{cells:?}"
            );
        }
        assert!(
            is_ambiguous("05/04/2025") && !is_ambiguous("25/04/2025") && !is_ambiguous("5.4.2025")
        );
    }

    #[test]
    fn numbers_of_seconds_and_days_are_dates_in_a_column() {
        for (cell, date) in [
            ("1745571600", "2025-04-25"),
            ("1745571600.0", "2025-04-25"),
            ("1745571600000", "2025-04-25"),
            ("45772", "2025-04-25"),
            ("2025-04-25", "2025-04-25"),
        ] {
            let got = iso_of_cell(cell, DateOrder::Unknown);
            assert_eq!(got.as_deref(), Some(date), "{cell}");
        }
        assert_eq!(day_since_1970(11_016), "2000-02-29");
        assert_eq!(day_since_1970(-1), "1969-12-31");
    }

    #[test]
    fn a_very_long_text_is_no_date() {
        assert_eq!(iso(&"a:".repeat(100_000)), None);
        assert_eq!(dateline(&["25 April 2025 ".repeat(100_000)]), None);
    }

    #[test]
    fn a_date_line_is_a_line_of_its_own() {
        let of = |lines: &[&str]| {
            let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            dateline(&lines)
        };
        let found = of(&["Dockers stay out", "25 April 2025", "More."]);
        assert_eq!(found.as_deref(), Some("2025-04-25"));
        assert_eq!(
            of(&[
                "Plan 2025",
                "They met on 25 April 2025 in the old hall by the river."
            ]),
            None
        );
    }
}
