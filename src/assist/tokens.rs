//! An article as sequences of tokens, in every script.
//!
//! A token is a word, a number or one punctuation mark, with its place in the text. Words have the
//! borders that the window snaps to: those of Unicode (UAX #29, with dictionaries for scripts without
//! spaces), a possessive `’s` apart, and `U.S.` with its last point.
//!
//! Chinese characters are tokens by themselves: a dictionary lacks most names, and cuts them wrongly.
//!
//! ```text
//! Zelenskyy’s “ceasefire”.   →   Zelenskyy | ’s | “ | ceasefire | ” | .
//! ```
//!
//! A sequence is a paragraph, since quotations go on over the ends of sentences. A very long paragraph
//! is cut, at the end of a sentence where there is one.

use std::ops::Range;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use super::model::Text;
use super::model::words::{is_abbreviation, without_possessive};

/// The tokens of a paragraph, or of a part of a very long one: byte ranges of the article's text,
/// ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenSequence {
    pub tokens: Vec<Range<usize>>,
}

/// The number of tokens from which a sequence ends with the next sentence.
const LONG: usize = 400;

/// The largest number of tokens in a sequence.
const LONGEST: usize = 800;

/// The sequences of a text that have a token, in order.
pub fn sequences(text: &Text) -> Vec<TokenSequence> {
    let mut sequences = Vec::new();
    for paragraph in text.paragraphs() {
        let tokens = tokens_in(text.as_str(), paragraph.clone());
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            let (sequence, after) = rest.split_at(sequence_length(text.as_str(), rest));
            sequences.push(TokenSequence {
                tokens: sequence.to_vec(),
            });
            rest = after;
        }
    }
    sequences
}

/// How many tokens belong to the next sequence.
fn sequence_length(text: &str, tokens: &[Range<usize>]) -> usize {
    if tokens.len() <= LONGEST {
        return tokens.len();
    }
    let ends =
        |token: &Range<usize>| matches!(&text[token.clone()], "." | "!" | "?" | "。" | "؟" | "।");
    let end = tokens[LONG..LONGEST].iter().position(ends);
    end.map_or(LONGEST, |end| LONG + end + 1)
}

/// The tokens of a part of a text.
pub fn tokens_in(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let Some(content) = text.get(part.clone()) else {
        return tokens;
    };
    let borders =
        WordSegmenter::new_auto(WordBreakInvariantOptions::default()).segment_str(content);
    let mut start = 0;
    for end in borders {
        let piece = &content[start..end];
        let place = part.start + start;
        start = end;
        if piece.trim().is_empty() {
            continue;
        }
        if piece.chars().all(is_han) {
            let places = piece.char_indices();
            tokens.extend(places.map(|(at, c)| place + at..place + at + c.len_utf8()));
        } else if piece.chars().any(char::is_alphanumeric) {
            let stem = without_possessive(piece);
            tokens.push(place..place + stem.len());
            if stem.len() < piece.len() {
                tokens.push(place + stem.len()..place + piece.len());
            }
        } else if piece == "."
            && let Some(last) = tokens.last_mut()
            && last.end == place
            && is_abbreviation(&text[last.clone()])
        {
            last.end += 1;
        } else {
            tokens.push(place..place + piece.len());
        }
    }
    tokens
}

/// Whether a character is a Chinese one, also as Japanese writes it.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}')
}

/// The tokens that a range covers entirely, if it starts and ends on borders of tokens after it is
/// extended to whole tokens; `None` where it covers none.
pub fn covered(tokens: &[Range<usize>], range: &Range<usize>) -> Option<Range<usize>> {
    let first = tokens.partition_point(|token| token.end <= range.start);
    let last = tokens.partition_point(|token| token.start < range.end);
    (first < last).then_some(first..last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let tokens = tokens_in(text, 0..text.len());
        let tokens: Vec<&str> = tokens.into_iter().map(|token| &text[token]).collect();
        tokens.join("|")
    }

    #[test]
    fn tokens_are_words_numbers_and_single_marks_in_every_script() {
        for (text, tokens) in [
            ("Zelenskyy’s “ceasefire”.", "Zelenskyy|’s|“|ceasefire|”|."),
            ("Trump's 3.5% cut, now!", "Trump|'s|3.5|%|cut|,|now|!"),
            ("the U.S. Senate", "the|U.S.|Senate"),
            ("cease-fire -- (no)", "cease|-|fire|-|-|(|no|)"),
            ("Переговори в Києві", "Переговори|в|Києві"),
            ("قال الرئيس.", "قال|الرئيس|."),
            ("中国外交部。", "中|国|外|交|部|。"),
            ("ประเทศไทย", "ประเทศ|ไทย"),
            ("e\u{301}tat 🇺🇦!", "e\u{301}tat|🇺🇦|!"),
            (" \u{a0}\t", ""),
        ] {
            assert_eq!(shown(text), tokens);
        }
    }

    #[test]
    fn sequences_are_paragraphs_and_hold_every_visible_character() {
        let text = Text::new("First one.\n\n\u{2003}\nSecond: “a, b”\r\nthird");
        let sequences = sequences(&text);
        assert_eq!(sequences.len(), 3);
        let all: String = sequences
            .iter()
            .flat_map(|sequence| &sequence.tokens)
            .map(|token| &text.as_str()[token.clone()])
            .collect();
        let visible: String = text.as_str().split_whitespace().collect();
        assert_eq!(all, visible);
    }

    #[test]
    fn a_very_long_paragraph_is_cut_at_the_end_of_a_sentence() {
        let text = Text::new("one two three four five six. ".repeat(200));
        let sequences = sequences(&text);
        assert!(sequences.len() > 1);
        for sequence in &sequences {
            assert!(sequence.tokens.len() <= LONGEST);
            let last = sequence.tokens.last().expect("it has tokens");
            assert_eq!(&text.as_str()[last.clone()], ".");
        }
        let endless = Text::new("word ".repeat(2000));
        let lengths: Vec<usize> = super::sequences(&endless)
            .iter()
            .map(|sequence| sequence.tokens.len())
            .collect();
        assert_eq!(lengths, [800, 800, 400]);
    }

    #[test]
    fn a_range_covers_the_tokens_that_it_touches() {
        let tokens = [0..3, 4..8, 8..9];
        assert_eq!(covered(&tokens, &(0..3)), Some(0..1));
        assert_eq!(covered(&tokens, &(2..5)), Some(0..2));
        assert_eq!(covered(&tokens, &(3..4)), None);
        assert_eq!(covered(&tokens, &(8..20)), Some(2..3));
    }
}
