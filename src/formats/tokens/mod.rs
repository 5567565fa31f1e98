//! The tokenizers of token-based formats: split a text into tokens and sentences, with offsets.
//!
//! ```text
//! Mr. Ali’s boat left. It sank.     tokens     [Mr.][Ali][’s][boat][left][.] [It][sank][.]
//!                                   sentences  [                          ] [          ]
//! ```

use std::ops::Range;

use icu_segmenter::options::{SentenceBreakInvariantOptions, WordBreakInvariantOptions};
use icu_segmenter::{SentenceSegmenter, WordSegmenter};

use crate::model::Text;
use crate::model::words::{is_abbreviation, without_possessive};

mod classes;

mod english;

mod special;

/// A tokenizer: a way to split a text into tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tokenizer {
    /// Words, numbers and punctuation by Unicode word segmentation (UAX #29), with dictionaries for
    /// scripts without spaces.
    Words,
    /// Splits at white space.
    Whitespace,
    /// English as spaCy's blank pipeline splits it.
    SpacyEnglish,
}

impl Tokenizer {
    /// All tokenizers.
    pub const ALL: [Self; 3] = [Self::Words, Self::Whitespace, Self::SpacyEnglish];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Whitespace => "whitespace",
            Self::SpacyEnglish => "spacy-en",
        }
    }

    /// The tokenizer with this name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// The tokens of a text in order, without overlaps, as byte ranges.
    fn tokens(self, text: &str) -> Vec<Range<usize>> {
        match self {
            Self::Words => words(text),
            Self::Whitespace => between_spaces(text, 0..text.len()).collect(),
            Self::SpacyEnglish => english::tokens(text),
        }
    }
}

/// The tokens of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// Byte ranges, in order and never empty.
    pub tokens: Vec<Range<usize>>,
}

impl Tokens {
    /// Splits a text into tokens, without white space.
    pub fn new(text: &Text, tokenizer: Tokenizer) -> Self {
        let mut tokens = tokenizer.tokens(text.as_str());
        tokens.retain(|token| !text.as_str()[token.clone()].chars().all(is_space));
        Self { tokens }
    }

    /// Splits a text into tokens, including white space tokens if the tokenizer makes them.
    pub fn with_spaces(text: &Text, tokenizer: Tokenizer) -> Self {
        let tokens = tokenizer.tokens(text.as_str());
        Self { tokens }
    }

    /// The sentences of the text as token ranges; every token belongs to one of them.
    pub fn sentences(&self, text: &Text) -> Vec<Range<usize>> {
        let starts = sentence_starts(text);
        let mut sentences: Vec<Range<usize>> = Vec::new();
        let mut sentence = usize::MAX;
        for (index, token) in self.tokens.iter().enumerate() {
            let of = starts.partition_point(|start| *start <= token.start);
            if of == sentence
                && let Some(last) = sentences.last_mut()
            {
                last.end = index + 1;
            } else {
                sentences.push(index..index + 1);
                sentence = of;
            }
        }
        sentences
    }

    /// The tokens that overlap a byte range; `None` if there is none.
    pub fn touching(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let start = self
            .tokens
            .partition_point(|token| token.end <= range.start);
        let end = self.tokens.partition_point(|token| token.start < range.end);
        (start < end).then_some(start..end)
    }

    /// The byte range from the first to the last of some tokens.
    pub fn stretch(&self, tokens: &Range<usize>) -> Range<usize> {
        let start = self.tokens.get(tokens.start).map_or(0, |token| token.start);
        let last = tokens.end.saturating_sub(1);
        start..self.tokens.get(last).map_or(start, |token| token.end)
    }

    /// The sentences, where those that a token range spans are merged.
    pub fn sentences_around(&self, text: &Text, stretches: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut joined: Vec<Range<usize>> = Vec::new();
        for sentence in self.sentences(text) {
            let cuts = |stretch: &Range<usize>| {
                stretch.start < sentence.start && sentence.start < stretch.end
            };
            match joined.last_mut() {
                Some(last) if stretches.iter().any(cuts) => last.end = sentence.end,
                _ => joined.push(sentence),
            }
        }
        joined
    }
}

/// White space for token-based formats: that of Unicode, and what Python splits at besides.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// Words and punctuation, corrected as selections are: `U.S.` keeps its full stop, `’s` is a token
/// of its own.
fn words(text: &str) -> Vec<Range<usize>> {
    let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    let mut start = 0;
    let mut tokens: Vec<Range<usize>> = Vec::new();
    for end in segmenter.segment_str(text) {
        // A punctuation mark after a space is in one segment with it.
        for piece in between_spaces(text, start..end) {
            let token = &text[piece.clone()];
            match tokens.last_mut() {
                Some(last)
                    if token == "."
                        && last.end == piece.start
                        && is_abbreviation(&text[last.clone()]) =>
                {
                    last.end = piece.end;
                }
                _ => {
                    let border = piece.start + without_possessive(token).len();
                    tokens.push(piece.start..border);
                    if border < piece.end {
                        tokens.push(border..piece.end);
                    }
                }
            }
        }
        start = end;
    }
    tokens
}

/// The parts of a range without white space.
fn between_spaces(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let from = range.start;
    let mut begun = None;
    let end = range.end;
    let chars = text[range]
        .char_indices()
        .map(move |(at, c)| (from + at, Some(c)));
    chars
        .chain([(end, None)])
        .filter_map(move |(at, c)| match c {
            Some(c) if !is_space(c) => {
                begun.get_or_insert(at);
                None
            }
            _ => begun.take().map(|start| start..at),
        })
}

/// Where sentences begin, by Unicode (UAX #29) and never across a line end.
fn sentence_starts(text: &Text) -> Vec<usize> {
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let mut starts = Vec::new();
    for paragraph in text.paragraphs() {
        let part = &text.as_str()[paragraph.clone()];
        starts.push(paragraph.start);
        let borders = segmenter.segment_str(part).skip(1);
        starts.extend(
            borders
                .filter(|border| *border < part.len())
                .map(|b| paragraph.start + b),
        );
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(tokenizer: Tokenizer, text: &str, wanted: &str) {
        let whole = Text::new(text);
        let cut = Tokens::new(&whole, tokenizer);
        let sentences = cut.sentences(&whole).into_iter().map(|sentence| {
            let tokens = cut.tokens[sentence].iter();
            tokens
                .map(|token| &text[token.clone()])
                .collect::<Vec<_>>()
                .join("|")
        });
        assert_eq!(sentences.collect::<Vec<_>>().join(" / "), wanted);
    }

    #[test]
    fn texts_are_cut_into_tokens_and_sentences() {
        let words = |text, wanted| check(Tokenizer::Words, text, wanted);
        words(
            "A boat left. It sank.\nNo.",
            "A|boat|left|. / It|sank|. / No|.",
        );
        words("🕊️ \u{301}x\u{a0}y\u{1f}z", "🕊️|\u{301}|x|y|z");
        words(
            "The U.S. won’t take Zürich’s.",
            "The|U.S.|won’t|take|Zürich|’s|.",
        );
        words("مرحبا، world", "مرحبا|،|world");
        words("", "");
        words(" \n\n ", "");
        check(Tokenizer::Whitespace, " A boat, left. ", "A|boat,|left.");
    }

    #[test]
    fn a_span_over_a_sentence_border_joins_both_sentences() {
        let text = Text::new("One. Two. Three.");
        let cut = Tokens::new(&text, Tokenizer::Words);
        assert_eq!(cut.sentences(&text), [0..2, 2..4, 4..6]);
        let across = |stretch: Range<usize>| vec![stretch];
        assert_eq!(cut.sentences_around(&text, &across(1..3)), [0..4, 4..6]);
        assert_eq!(
            cut.sentences_around(&text, &across(2..4)),
            [0..2, 2..4, 4..6]
        );
        assert_eq!(cut.touching(&(3..6)), Some(1..3));
        assert_eq!(cut.touching(&(4..5)), None);
        assert_eq!(cut.stretch(&(1..3)), 3..8);
    }

    proptest! {
        #[test]
        fn tokens_cover_all_that_is_not_space(text in "[a-cA-C .,'’éß🕊️\u{301}\u{a0}\r\n1-9中-]{0,40}") {
            for tokenizer in Tokenizer::ALL {
                let whole = Text::new(text.as_str());
                let cut = Tokens::new(&whole, tokenizer);
                let joined: String = cut.tokens.iter().map(|t| &text[t.clone()]).collect();
                let wanted: String = text.chars().filter(|c| !is_space(*c)).collect();
                prop_assert_eq!(joined, wanted);
                let in_sentences: usize = cut.sentences(&whole).iter().map(ExactSizeIterator::len).sum();
                prop_assert_eq!(in_sentences, cut.tokens.len());
            }
        }
    }
}
