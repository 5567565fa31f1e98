//! A language for tests: English with accents, 40 % longer, in brackets: `[!! Šàávéé]`.
//!
//! A text without brackets is one that no translator reaches; one that does not fit is one whose place is too
//! small for German. It stays readable.

use std::borrow::Cow;

/// How a text of the window begins in it.
pub const OPENING: &str = "[!! ";

/// How it ends.
pub const CLOSING: &str = "]";

/// By how much a text grows.
const GROWTH_PERCENT: usize = 40;

/// A piece of a text, without brackets: what stands between two arguments.
pub fn piece(text: &str) -> Cow<'_, str> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let mut owed = (letters * GROWTH_PERCENT).div_ceil(100);
    let mut longer = String::with_capacity(text.len() * 2);
    let mut vowels_left = text.chars().filter(|c| accented(*c).1).count();
    for c in text.chars() {
        let (shown, is_vowel) = accented(c);
        longer.push(shown);
        if is_vowel {
            let times = owed.div_ceil(vowels_left);
            longer.extend(std::iter::repeat_n(lower(shown), times));
            owed -= times;
            vowels_left -= 1;
        }
    }
    Cow::Owned(longer)
}

/// A whole text in its brackets.
pub fn whole(pieces: &str) -> String {
    format!("{OPENING}{pieces}{CLOSING}")
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// The letter with an accent that our fonts have, and whether it is a vowel, which can be longer.
fn accented(c: char) -> (char, bool) {
    match c {
        'a' => ('á', true),
        'e' => ('é', true),
        'i' => ('í', true),
        'o' => ('ó', true),
        'u' => ('ú', true),
        'A' => ('Á', true),
        'E' => ('É', true),
        'I' => ('Í', true),
        'O' => ('Ó', true),
        'U' => ('Ú', true),
        'c' => ('ç', false),
        'n' => ('ñ', false),
        's' => ('š', false),
        'z' => ('ž', false),
        'C' => ('Ç', false),
        'N' => ('Ñ', false),
        'S' => ('Š', false),
        'Z' => ('Ž', false),
        _ => (c, false),
    }
}

#[cfg(test)]
mod tests {
    use super::{piece, whole};

    #[test]
    fn texts_are_longer_and_readable() {
        assert_eq!(whole(&piece("Save a copy…")), "[!! Šáávéé áá çóópy…]");
        let text = "Choose a version of the article";
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
        assert_eq!(letters(&piece(text)), (letters(text) * 140).div_ceil(100));
        assert_eq!(piece(" · "), " · ");
    }
}
