//! Numbers and days as each language writes them.
//!
//! A small table and not ICU: whole numbers and days are all that the window shows of them in its own texts, and
//! six languages differ in one character. Values that analysts enter are data, and stay as they are.

use std::fmt;

use crate::{Language, current};

/// A whole number with its digits in groups, as the language of this thread writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grouped(pub u64);

/// Four digits stay together, which Spanish and Ukrainian style asks for and the others allow.
const FIRST_GROUPED: u64 = 10_000;

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < FIRST_GROUPED {
            return write!(f, "{}", self.0);
        }
        let separator = separator(current());
        let mut groups = Vec::new();
        let mut rest = self.0;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        for (place, group) in groups.iter().rev().enumerate() {
            match place {
                0 => write!(f, "{group}")?,
                _ => write!(f, "{separator}{group:03}")?,
            }
        }
        Ok(())
    }
}

/// What stands between groups of three digits; see the Unicode CLDR, “Number Symbols”.
const fn separator(language: Language) -> &'static str {
    match language {
        Language::English | Language::Pseudo => ",",
        Language::German | Language::Spanish => ".",
        // No-break spaces; the French one is narrow.
        Language::Ukrainian | Language::Russian => "\u{a0}",
        Language::French => "\u{202f}",
    }
}

/// A day such as `2026-11-30`, as the language of this thread writes it in figures. English keeps the form of
/// ISO 8601, since its readers differ in whether the day or the month comes first. What is no such day stays as it
/// is.
pub fn day(iso: &str) -> String {
    let separator = match current() {
        Language::English | Language::Pseudo => None,
        Language::German | Language::Ukrainian | Language::Russian => Some('.'),
        Language::French | Language::Spanish => Some('/'),
    };
    let parts: Vec<&str> = iso.split('-').collect();
    let are_figures = parts
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    match (separator, parts.as_slice()) {
        (Some(separator), [year, month, day]) if are_figures => {
            format!("{day}{separator}{month}{separator}{year}")
        }
        _ => iso.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::set;

    #[test]
    fn digits_are_grouped_as_the_language_does() {
        for (language, text) in [
            (Language::English, "1,234,056"),
            (Language::German, "1.234.056"),
            (Language::Ukrainian, "1\u{a0}234\u{a0}056"),
            (Language::French, "1\u{202f}234\u{202f}056"),
        ] {
            set(language);
            assert_eq!(Grouped(1_234_056).to_string(), text);
            assert_eq!(Grouped(9999).to_string(), "9999");
            assert_eq!(Grouped(0).to_string(), "0");
        }
        set(Language::Spanish);
        assert_eq!(Grouped(10_000).to_string(), "10.000");
        set(Language::English);
    }

    #[test]
    fn days_are_written_as_the_language_does() {
        for (language, text) in [
            (Language::English, "2026-11-30"),
            (Language::German, "30.11.2026"),
            (Language::French, "30/11/2026"),
        ] {
            set(language);
            assert_eq!(day("2026-11-30"), text);
            assert_eq!(day("some day"), "some day");
        }
        set(Language::English);
    }
}
