//! The normalized (plain) form of a text, for comparing two versions of it.
//!
//! ```text
//! text    “No”, he said –  and left.
//! plain   'No', he said - and left.      each character has its byte range in the text
//! ```
//!
//! Equivalent quotation marks, dashes, spaces and line ends become one character; accents are
//! separate characters; soft hyphens and other invisible marks are left out. Case is kept.

use std::iter;
use std::ops::Range;

use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::text::ByteOffset;

/// A text in its plain form, with a mapping back to bytes of the original.
pub struct Plain {
    chars: Vec<char>,
    /// Byte range in the text of each plain character.
    bytes: Vec<(u32, u32)>,
}

impl Plain {
    /// Normalizes a text, which is shorter than 4 GiB as every article is.
    pub fn new(text: &str) -> Self {
        let mut plain = Self {
            chars: Vec::with_capacity(text.len()),
            bytes: Vec::with_capacity(text.len()),
        };
        let decomposer = DecomposingNormalizerBorrowed::new_nfd();
        for (start, c) in text.char_indices() {
            let range = (start as u32, (start + c.len_utf8()) as u32);
            match c {
                c if c.is_whitespace() => plain.push_space(range),
                '…' => (0..3).for_each(|_| plain.push('.', range)),
                c if c.is_ascii() => plain.push(alike(c), range),
                c if is_invisible(c) => {}
                c => {
                    for part in decomposer.normalize_iter(iter::once(c)) {
                        plain.push(alike(part), range);
                    }
                }
            }
        }
        plain
    }

    fn push(&mut self, c: char, range: (u32, u32)) {
        self.chars.push(c);
        self.bytes.push(range);
    }

    /// Adds a space; consecutive spaces become one with the range of all of them.
    fn push_space(&mut self, range: (u32, u32)) {
        match (self.chars.last(), self.bytes.last_mut()) {
            (Some(' '), Some(last)) => last.1 = range.1,
            _ => self.push(' ', range),
        }
    }

    /// The plain characters.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// Index of the plain character at a position of the text, or of the next one.
    pub fn at(&self, place: ByteOffset) -> usize {
        self.bytes
            .partition_point(|(_, end)| (*end as usize) <= place.0)
    }

    /// The plain characters of a range of the text.
    pub fn range(&self, start: ByteOffset, end: ByteOffset) -> Range<usize> {
        let from = self.at(start);
        let to = self
            .bytes
            .partition_point(|(start, _)| (*start as usize) < end.0);
        from..to.max(from)
    }

    /// The range of the original text of some plain characters; `None` for an empty range.
    pub fn bytes(&self, range: Range<usize>) -> Option<(ByteOffset, ByteOffset)> {
        let (first, last) = (
            self.bytes.get(range.start)?,
            self.bytes.get(range.end.checked_sub(1)?)?,
        );
        (first.0 < last.1).then_some((ByteOffset(first.0 as usize), ByteOffset(last.1 as usize)))
    }
}

/// Maps interchangeable characters (quotes, dashes) to one of them.
fn alike(c: char) -> char {
    match c {
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′'
        | '`' | '´' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        c => c,
    }
}

/// Whether a character is a soft hyphen, or a mark that controls line breaks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// Tokenizes plain characters into words and signs, without spaces.
///
/// In scripts that are written without spaces each character is a word.
pub fn words(chars: &[char]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    iter::from_fn(move || {
        while chars.get(at) == Some(&' ') {
            at += 1;
        }
        let start = at;
        let first = *chars.get(start)?;
        at += 1;
        if is_of_word(first) {
            while chars.get(at).is_some_and(|c| is_of_word(*c)) {
                at += 1;
            }
        }
        Some(start..at)
    })
}

/// Whether a character continues a word.
fn is_of_word(c: char) -> bool {
    let is_accent = matches!(c, '\u{300}'..='\u{36F}');
    // Thai to Khmer, and the blocks after the CJK radicals: Chinese, Japanese.
    let stands_alone = matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
        || matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}');
    is_accent || (c.is_alphanumeric() && !stands_alone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        Plain::new(text).chars().iter().collect()
    }

    #[test]
    fn equivalent_characters_compare_as_equal() {
        assert_eq!(plain("“No”,\r\n he said –"), "'No', he said -");
        assert_eq!(plain("«\u{a0}Non\u{a0}»"), "' Non '");
        assert_eq!(plain("co\u{ad}operate…"), "cooperate...");
        assert_eq!(plain("café"), plain("cafe\u{301}"));
    }

    #[test]
    fn plain_characters_know_where_they_came_from() {
        let text = "x “é”\r\n\r\ny";
        let plain = Plain::new(text);
        let of = |part: &str| {
            let start = text.find(part).expect("it stands there");
            let range = plain.range(ByteOffset(start), ByteOffset(start + part.len()));
            let (from, to) = plain.bytes(range).expect("it is not empty");
            &text[from.0..to.0]
        };
        for part in ["x", "“é”", "é", "\r\n\r\n", "y"] {
            assert_eq!(of(part), part);
        }
        assert_eq!(plain.bytes(3..3), None);
    }

    #[test]
    fn words_are_runs_of_letters_and_single_signs() {
        let of = |text: &str| {
            let plain = Plain::new(text);
            let words = words(plain.chars()).map(|word| plain.chars()[word].iter().collect());
            words.collect::<Vec<String>>()
        };
        assert_eq!(
            of("He said: “U.S.”"),
            ["He", "said", ":", "'", "U", ".", "S", ".", "'"]
        );
        assert_eq!(of(" 俄罗斯 a"), ["俄", "罗", "斯", "a"]);
    }
}
