//! Characters that no document may contain, and texts that are too long for a heading.

use std::borrow::Cow;

use crate::store::xml::is_writable;

/// The longest heading, in characters.
pub const MAX_HEADING: usize = 300;

/// The text with each control character as the replacement character (U+FFFD); tabs and line ends stay.
pub fn clean(text: &str) -> Cow<'_, str> {
    let is_kept = |c: char| matches!(c, '\t' | '\n') || (is_writable(c) && !c.is_control());
    if text.chars().all(is_kept) {
        return Cow::Borrowed(text);
    }
    let cleaned = text
        .chars()
        .map(|c| if is_kept(c) { c } else { '\u{FFFD}' });
    Cow::Owned(cleaned.collect())
}

/// A text as a heading: one line, cut where it is long.
pub fn heading(text: &str) -> String {
    let text = clean(text);
    let mut words = text.split_whitespace();
    let mut line = String::new();
    let mut left = MAX_HEADING;
    while left > 0 {
        let Some(word) = words.next() else {
            return line;
        };
        if !line.is_empty() {
            line.push(' ');
        }
        let end = word
            .char_indices()
            .nth(left)
            .map_or(word.len(), |(at, _)| at);
        line.push_str(&word[..end]);
        if end < word.len() {
            break;
        }
        left = left.saturating_sub(word.chars().count() + 1);
    }
    if left > 0 || words.next().is_some() {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_replaced() {
        for (text, cleaned) in [
            ("a\tb\nc", "a\tb\nc"),
            ("a\0b\u{1B}[2J", "a\u{FFFD}b\u{FFFD}[2J"),
            ("\u{85}\u{FFFE}🕊", "\u{FFFD}\u{FFFD}🕊"),
        ] {
            assert_eq!(clean(text), cleaned);
        }
    }

    #[test]
    fn headings_are_one_short_line() {
        assert_eq!(heading("  A\nfragile \t path "), "A fragile path");
        assert_eq!(heading(""), "");
        let long = heading(&"é".repeat(1_000_000));
        assert_eq!(long.chars().count(), MAX_HEADING + 1);
        let words = heading(&"ab ".repeat(1_000));
        assert!(
            words.ends_with('…') && words.chars().count() <= MAX_HEADING + 2,
            "{words}"
        );
        let fits = "a".repeat(MAX_HEADING);
        assert_eq!(heading(&fits), fits);
    }
}
