//! The quote and its context: what ties an annotation to its words rather than to a number.
//!
//! `text[start..end] == quote` is checked at every load, save and export. Where it does not hold
//! the annotation is detached with what was known of it, never placed by guessing.

use super::annotation::Lost;
use super::span::Fragments;
use super::text::{ByteOffset, Text};

/// Characters of context kept on either side, after the example of the W3C text quote selector.
pub const CONTEXT_CHARS: usize = 32;

/// Up to [`CONTEXT_CHARS`] scalar values before a place.
pub fn prefix(text: &Text, at: ByteOffset) -> &str {
    let before = &text.as_str()[..at.0];
    let start = before
        .char_indices()
        .rev()
        .take(CONTEXT_CHARS)
        .last()
        .map_or(at.0, |(byte, _)| byte);
    &before[start..]
}

/// Up to [`CONTEXT_CHARS`] scalar values after a place.
pub fn suffix(text: &Text, at: ByteOffset) -> &str {
    let after = &text.as_str()[at.0..];
    let end = after
        .char_indices()
        .nth(CONTEXT_CHARS)
        .map_or(after.len(), |(byte, _)| byte);
    &after[..end]
}

/// What to remember of a place in order to find it again in a changed text.
pub fn lost(text: &Text, fragments: &Fragments) -> Lost {
    Lost {
        chars: fragments
            .iter()
            .filter_map(|span| {
                let start = text.char_from_byte(span.start())?;
                let end = text.char_from_byte(span.end())?;
                Some((start, end))
            })
            .collect(),
        quote: fragments
            .iter()
            .map(|span| span.text(text).to_owned())
            .collect(),
        prefix: prefix(text, fragments.start()).to_owned(),
        suffix: suffix(text, fragments.end()).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_counts_characters_and_stops_at_the_ends() {
        let text = Text::new("🕊️ Zelenskyy refused.");
        assert_eq!(prefix(&text, ByteOffset(8)), "🕊️ ");
        assert_eq!(suffix(&text, ByteOffset(17)), " refused.");
        let long = Text::new("é".repeat(80));
        assert_eq!(prefix(&long, ByteOffset(80)), "é".repeat(32));
        assert_eq!(suffix(&long, ByteOffset(80)), "é".repeat(32));
    }
}
