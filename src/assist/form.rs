//! The form of a token: its word, shape and affixes, as hashes.

use crate::hashing::hash_text;

/// What a token is made of, independent of its place.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    /// In lower case, with digits as `0`.
    pub word: u64,
    /// As it is written.
    pub exact: u64,
    /// Kinds of characters, runs shortened: `Kyiv-24` → `Xx-0`.
    pub shape: u64,
    /// The same with runs, up to [`LONG_SHAPE`] characters.
    pub long_shape: u64,
    /// The first 1 to 4 characters of the word; 0 where it is shorter.
    pub prefixes: [u64; 4],
    /// The last 1 to 4 characters of the word; 0 where it is shorter.
    pub suffixes: [u64; 4],
    pub case: LetterCase,
    /// The mark, if the token has no letter and no digit.
    pub mark: Option<char>,
}

/// How the first letter of a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LetterCase {
    Upper,
    Lower,
    /// A letter of a script without cases.
    Uncased,
    /// No letter.
    Other,
}

const LONG_SHAPE: usize = 12;

impl Form {
    pub fn new(token: &str) -> Self {
        let word: String = token
            .chars()
            .flat_map(char::to_lowercase)
            .map(|c| if c.is_numeric() { '0' } else { c })
            .collect();
        let kinds = token.chars().map(kind);
        let mut shape = String::new();
        let mut last = None;
        for kind in kinds.clone() {
            if last != Some(kind) {
                shape.push(kind);
            }
            last = Some(kind);
        }
        let long_shape: String = kinds.take(LONG_SHAPE).collect();
        let mut prefixes = [0; 4];
        for (length, (start, c)) in word.char_indices().take(4).enumerate() {
            prefixes[length] = hash_text(&word[..start + c.len_utf8()]);
        }
        let mut suffixes = [0; 4];
        for (length, (start, _)) in word.char_indices().rev().take(4).enumerate() {
            suffixes[length] = hash_text(&word[start..]);
        }
        let first = token.chars().find(|c| c.is_alphabetic());
        let case = match first {
            None => LetterCase::Other,
            Some(c) if c.is_uppercase() => LetterCase::Upper,
            Some(c) if c.is_lowercase() => LetterCase::Lower,
            Some(_) => LetterCase::Uncased,
        };
        let is_word = token.chars().any(char::is_alphanumeric);
        Self {
            word: hash_text(&word),
            exact: hash_text(token),
            shape: hash_text(&shape),
            long_shape: hash_text(&long_shape),
            prefixes,
            suffixes,
            case,
            mark: token.chars().next().filter(|_| !is_word),
        }
    }
}

fn kind(c: char) -> char {
    if c.is_uppercase() {
        'X'
    } else if c.is_lowercase() {
        'x'
    } else if c.is_numeric() {
        '0'
    } else if c.is_alphabetic() {
        'a'
    } else {
        c
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_differ_in_letters_and_not_in_case_or_digits() {
        let word = |token| Form::new(token).word;
        assert_eq!(word("Kyiv"), word("KYIV"));
        assert_eq!(word("1991"), word("2025"));
        assert_ne!(word("Kyiv"), word("Kyiv’s"));
    }

    #[test]
    fn shapes_shorten_runs_and_long_shapes_do_not() {
        let form = Form::new("Kyiv-24");
        assert_eq!(form.shape, hash_text("Xx-0"));
        assert_eq!(form.long_shape, hash_text("Xxxx-00"));
        assert_eq!(Form::new("外交部").shape, hash_text("a"));
    }

    #[test]
    fn affixes_are_whole_characters() {
        let form = Form::new("Їжа");
        assert_eq!(form.prefixes[1], hash_text("їж"));
        assert_eq!(form.suffixes[0], hash_text("а"));
        assert_eq!(form.prefixes[3], 0);
        assert_eq!(form.suffixes[3], 0);
    }
}
