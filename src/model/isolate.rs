//! Names and quotes within a sentence, kept apart from it where they run from right to left.
//!
//! Without that an arrow or a colon between two Arabic names takes their direction, and “A makes B” reads
//! as “B makes A”. Unicode has two invisible characters for it (UAX #9): FIRST STRONG ISOLATE and POP
//! DIRECTIONAL ISOLATE. A text of a left-to-right script stays as it is.

use std::borrow::Cow;

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_DIRECTIONAL_ISOLATE: char = '\u{2069}';

/// The text as it can stand in a sentence of another direction.
///
/// Isolates within it that nothing opens or closes are balanced, so that it cannot change what follows.
pub fn isolated(text: &str) -> Cow<'_, str> {
    if !is_directed(text) {
        return Cow::Borrowed(text);
    }
    let mut isolated = String::with_capacity(text.len() + 6);
    isolated.push(FIRST_STRONG_ISOLATE);
    let mut open = 0;
    for c in text.chars() {
        match c {
            '\u{2066}'..=FIRST_STRONG_ISOLATE => open += 1,
            POP_DIRECTIONAL_ISOLATE if open == 0 => continue,
            POP_DIRECTIONAL_ISOLATE => open -= 1,
            _ => {}
        }
        isolated.push(c);
    }
    isolated.extend(std::iter::repeat_n(POP_DIRECTIONAL_ISOLATE, open + 1));
    Cow::Owned(isolated)
}

/// Whether something in a text runs from right to left, or changes the direction of other letters.
pub fn is_directed(text: &str) -> bool {
    text.chars().any(is_directed_char)
}

fn is_directed_char(c: char) -> bool {
    matches!(
        u32::from(c),
        0x0590..=0x08FF
            | 0x200F
            | 0x202A..=0x202E
            | 0x2066..=0x2069
            | 0xFB1D..=0xFDFF
            | 0xFE70..=0xFEFE
            | 0x10800..=0x10FFF
            | 0x1E800..=0x1EFFF
    )
}

#[cfg(test)]
mod tests {
    use super::isolated;

    #[test]
    fn only_what_runs_from_right_to_left_is_isolated() {
        for text in ["", "Ana Reyes", "Київ 3 (2)", "政府", "a\u{FEFF}"] {
            assert_eq!(isolated(text), text);
        }
        for (text, want) in [
            ("وزير", "\u{2068}وزير\u{2069}"),
            ("C++ (שלום)", "\u{2068}C++ (שלום)\u{2069}"),
            // What is open is closed, and what closes nothing is left out.
            ("\u{202E}evil", "\u{2068}\u{202E}evil\u{2069}"),
            ("\u{2067}a", "\u{2068}\u{2067}a\u{2069}\u{2069}"),
            ("a\u{2069}b", "\u{2068}ab\u{2069}"),
        ] {
            assert_eq!(isolated(text), want);
        }
    }
}
