//! A parser for dates as pages, tables and newspapers write them; it returns ISO dates.

use crate::model::date::{self, Date};

/// The longest line that can be a date line, in characters.
const DATE_LINE: usize = 48;

/// The longest text that is parsed as a date, in bytes: the parser retries without each of its
/// words.
const MAX_DATE_BYTES: usize = 256;

/// The number of paragraphs at the start among which a date line may be.
pub(super) const FIRST_LINES: usize = 6;

/// Parses a date to ISO form: `2025-04-25`, `2025-04` or `2025`. Times of day are left out.
pub fn iso(written: &str) -> Option<String> {
    let written = written.trim();
    // Machine time stamps: 2025-04-25T10:00:00Z, 2025-04-25 10:00, 20250425.
    let head = written.get(..10).and_then(Date::parse);
    let is_stamp = written
        .get(10..)
        .is_some_and(|rest| rest.starts_with(['T', ' ', 't']));
    if let Some(date) = head.filter(|_| is_stamp) {
        return Some(date.to_string());
    }
    if written.len() == 8 && written.bytes().all(|b| b.is_ascii_digit()) {
        let (year, rest) = written.split_at(4);
        let (month, day) = rest.split_at(2);
        return Date::parse(&format!("{year}-{month}-{day}")).map(|date| date.to_string());
    }
    if written.len() > MAX_DATE_BYTES {
        return None;
    }
    let mut rest = written;
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
    // The part before it is a day of the week or a label: “Fri, 25 Apr 2025”, “Published: 25 April
    // 2025”.
    let (before, after) = written.split_once([',', ':'])?;
    before
        .chars()
        .all(char::is_alphabetic)
        .then(|| iso(after))?
}

/// The date that is alone on one of the first lines of a text.
pub(super) fn dateline(paragraphs: &[String]) -> Option<String> {
    let mut first = paragraphs.iter().take(FIRST_LINES);
    first.find_map(|line| {
        let has_digits = line.bytes().filter(u8::is_ascii_digit).count() >= 5;
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
            ("25 April 2025", "2025-04-25"),
            ("April 25, 2025", "2025-04-25"),
            ("April 25, 2025 Friday", "2025-04-25"),
            ("Fri, 25 Apr 2025 10:15:00 +0200", "2025-04-25"),
            ("Published: 25 April 2025 10:15 GMT", "2025-04-25"),
            ("25.4.2025", "2025-04-25"),
            ("April 2025", "2025-04"),
            ("2025", "2025"),
        ] {
            assert_eq!(iso(written).as_deref(), Some(date), "{written}");
        }
        for written in ["", "soon", "é", "the 25th hour", "2025-13-45T00:00"] {
            assert_eq!(iso(written), None, "{written}");
        }
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
