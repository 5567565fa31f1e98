//! Text segmentation: boundaries of words, sentences and characters (grapheme clusters), caret
//! movement by them, and snapping of a selection to whole words.
//!
//! Boundaries are those of Unicode (UAX #29, with dictionaries for scripts without spaces), with
//! three corrections where an analyst expects otherwise: `U.S.` keeps its last point, a possessive
//! `’s` is no part of a name, and no sentence ends after `Gen.` or within `the U.S. Senate`.
//!
//! All functions read only the surroundings of a position, so that they cost the same in a text of
//! one long line.

use std::ops::Range;

use icu_segmenter::options::{SentenceBreakInvariantOptions, WordBreakInvariantOptions};
use icu_segmenter::{GraphemeClusterSegmenter, SentenceSegmenter, WordSegmenter};

use super::abbreviations;
use super::text::{ByteOffset, Text};

/// How far from a position the functions look for words, in bytes.
const NEAR: usize = 2048;

/// How far from a position the functions look for sentence boundaries, in bytes.
const SENTENCE_NEAR: usize = 8192;

/// The word at a position, or the one that ends there; `None` between words.
pub fn word_at(text: &Text, at: ByteOffset) -> Option<Range<usize>> {
    let words = words_near(text, at.0);
    let inside = words.iter().find(|word| word.contains(&at.0));
    inside
        .or_else(|| words.iter().find(|word| word.end == at.0))
        .cloned()
}

/// Where the next word starts, or the end of the text.
pub fn next_word_start(text: &Text, at: ByteOffset) -> ByteOffset {
    step_forward(text, at, |word| word.start)
}

/// Where the current or next word ends, or the end of the text.
pub fn next_word_end(text: &Text, at: ByteOffset) -> ByteOffset {
    step_forward(text, at, |word| word.end)
}

/// Where the current or previous word starts, or the start of the text.
pub fn previous_word_start(text: &Text, at: ByteOffset) -> ByteOffset {
    step_back(text, at, |word| word.start)
}

/// Where the previous word ends, or the start of the text.
pub fn previous_word_end(text: &Text, at: ByteOffset) -> ByteOffset {
    step_back(text, at, |word| word.end)
}

/// The sentence at a position, without the space after it. At the end of the text, the last one.
pub fn sentence_at(text: &Text, at: ByteOffset) -> Range<usize> {
    let paragraph = text.paragraphs()[text.paragraph_at(at)].clone();
    let place = at.0.min(paragraph.end);
    let window = window(text, &paragraph, place, SENTENCE_NEAR);
    let part = &text.as_str()[window.clone()];
    let borders =
        SentenceSegmenter::new(SentenceBreakInvariantOptions::default()).segment_str(part);
    let (mut start, mut end) = (window.start, window.end);
    let borders = borders.filter(|border| {
        let (before, after) = part.split_at(*border);
        !abbreviations::sentence_continues(before, after)
    });
    for border in borders.map(|border| window.start + border) {
        if border <= place && border < window.end {
            start = border;
        } else if border > place {
            end = border;
            break;
        }
    }
    let sentence = text.as_str()[start..end].trim_end();
    start..start + sentence.len()
}

/// Where the next sentence starts, or the end of the text.
pub fn next_sentence(text: &Text, at: ByteOffset) -> ByteOffset {
    let end = sentence_at(text, at).end.max(at.0);
    let rest = &text.as_str()[end..];
    let space = rest.len() - rest.trim_start().len();
    ByteOffset((end + space).max(next_char(text, at).0.min(text.len())))
}

/// Where the current sentence starts, or the one before it if the position is its start.
pub fn previous_sentence(text: &Text, at: ByteOffset) -> ByteOffset {
    let start = sentence_at(text, at).start;
    if start < at.0 {
        return ByteOffset(start);
    }
    let before = text.as_str()[..at.0].trim_end();
    match before.char_indices().next_back() {
        Some((last, _)) => ByteOffset(sentence_at(text, ByteOffset(last)).start),
        None => ByteOffset(0),
    }
}

/// The position after the character (grapheme cluster) at a position.
pub fn next_char(text: &Text, at: ByteOffset) -> ByteOffset {
    let end = boundary_before(text, (at.0 + 256).min(text.len()));
    let mut borders = GraphemeClusterSegmenter::new().segment_str(&text.as_str()[at.0..end]);
    let next = borders.find(|border| *border > 0).unwrap_or(end - at.0);
    ByteOffset(at.0 + next)
}

/// The position before the character (grapheme cluster) that ends at a position.
pub fn previous_char(text: &Text, at: ByteOffset) -> ByteOffset {
    // A cluster can depend on the text well before it (flags pair up), so start at the
    // paragraph or, in a very long one, far enough back.
    let paragraph = &text.paragraphs()[text.paragraph_at(at)];
    let start = if paragraph.start < at.0 && at.0 <= paragraph.end {
        paragraph
            .start
            .max(boundary_before(text, at.0.saturating_sub(256)))
    } else {
        boundary_before(text, at.0.saturating_sub(4))
    };
    let part = &text.as_str()[start..at.0];
    let last = GraphemeClusterSegmenter::new()
        .segment_str(part)
        .filter(|border| *border < part.len())
        .last();
    ByteOffset(start + last.unwrap_or(0))
}

/// Snaps a selection to whole words, without outer spaces and trailing punctuation.
///
/// ```text
/// Zelensk|yy’s “ful|l ceasefire”,     →  |Zelenskyy’s “full| ceasefire”,
/// a “full cease|fire”,                →  |a “full ceasefire”|,
/// rose |by 5% |in May                 →  rose |by 5%| in May
/// ```
///
/// The result includes the closing quote or bracket of a pair that opens within the selection, if
/// it directly follows, and the opening one of a pair that closes within. Selected signs of a
/// number stay.
///
/// A selection without a word (only punctuation, or one emoji) stays as it is, without its outer
/// spaces; `None` if nothing is left.
pub fn snap(text: &Text, selected: Range<usize>) -> Option<Range<usize>> {
    let first = words_near(text, selected.start)
        .into_iter()
        .find(|word| word.end > selected.start)
        .filter(|word| word.start < selected.end);
    let last = words_near(text, selected.end)
        .into_iter()
        .rfind(|word| word.start < selected.end)
        .filter(|word| word.end > selected.start);
    match (first, last) {
        (Some(first), Some(last)) => {
            // Complete a cut word. Signs before the first whole word, such as an opening bracket or
            // an emoji, are left out; users select them with the Alt key.
            let words = first.start..last.end.max(first.end);
            Some(balanced(text, with_signs(text, words, &selected)))
        }
        _ => {
            let part = text.as_str().get(selected.clone())?;
            let start = selected.start + part.len() - part.trim_start().len();
            let end = start + part.trim().len();
            (start < end).then_some(start..end)
        }
    }
}

/// Extends a range by selected signs beside it that belong to a number: `$5`, `5%`.
fn with_signs(text: &Text, words: Range<usize>, selected: &Range<usize>) -> Range<usize> {
    let content = text.as_str();
    let (before, after) = (&content[..words.start], &content[words.end..]);
    let inside = &content[words.clone()];
    let (mut start, mut end) = (words.start, words.end);
    if inside.starts_with(|c: char| c.is_numeric())
        && let Some(sign) = before
            .chars()
            .next_back()
            .filter(|c| "$€£¥₴₽−".contains(*c))
        && selected.start <= start - sign.len_utf8()
    {
        start -= sign.len_utf8();
    }
    if inside.ends_with(|c: char| c.is_numeric())
        && let Some(sign) = after.chars().next().filter(|c| "%‰°$€£¥₴₽".contains(*c))
        && selected.end >= end + sign.len_utf8()
    {
        end += sign.len_utf8();
    }
    start..end
}

/// Balances quotes and brackets: extends a range by the closing sign of a pair that opens within it
/// and the opening sign of one that closes within it, if directly beside it; punctuation may
/// precede the closing one.
fn balanced(text: &Text, range: Range<usize>) -> Range<usize> {
    let content = text.as_str();
    let mut open = Vec::new();
    let mut unopened = None;
    let mut last = content[..range.start].chars().next_back();
    for c in content[range.clone()].chars() {
        // Some signs open in one language and close in another; after a letter or digit they close.
        let ends = last.is_some_and(char::is_alphanumeric);
        if open.last().is_some_and(|opener| closes(*opener, c)) {
            open.pop();
        } else if PAIRS.iter().any(|(_, closer)| *closer == c) && (ends || !opens(c)) {
            unopened = unopened.or(Some(c));
        } else if opens(c) {
            open.push(c);
        }
        last = Some(c);
    }
    let mut balanced = range.clone();
    if let Some(opener) = open.last() {
        let after = &content[range.end..];
        let closer = after.trim_start_matches([',', '.', '!', '?', ';', ':', '…']);
        if let Some(c) = closer.chars().next().filter(|c| closes(*opener, *c)) {
            balanced.end += after.len() - closer.len() + c.len_utf8();
        }
    } else if let Some(closer) = unopened
        && let Some(c) = content[..range.start].chars().next_back()
        && opens(c)
        && closes(c, closer)
    {
        balanced.start -= c.len_utf8();
    }
    balanced
}

/// Pairs of quotes and brackets. A single `’` is more often an apostrophe than a closing quote.
const PAIRS: [(char, char); 13] = [
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('"', '"'),
    ('“', '”'),
    ('„', '“'),
    ('„', '”'),
    ('«', '»'),
    ('‹', '›'),
    ('「', '」'),
    ('『', '』'),
    ('（', '）'),
    ('《', '》'),
];

fn opens(c: char) -> bool {
    PAIRS.iter().any(|(opener, _)| *opener == c)
}

fn closes(opener: char, c: char) -> bool {
    PAIRS.contains(&(opener, c))
}

fn step_forward(text: &Text, at: ByteOffset, side: impl Fn(&Range<usize>) -> usize) -> ByteOffset {
    let mut from = at.0;
    loop {
        let window = window_forward(text, from);
        let words = words_in(text, window.clone());
        if let Some(place) = words.iter().map(&side).find(|place| *place > at.0) {
            return ByteOffset(place);
        }
        if window.end >= text.len() {
            return text.end();
        }
        from = window.end;
    }
}

fn step_back(text: &Text, at: ByteOffset, side: impl Fn(&Range<usize>) -> usize) -> ByteOffset {
    let mut to = at.0;
    loop {
        let window = window_back(text, to);
        let words = words_in(text, window.clone());
        if let Some(place) = words.iter().rev().map(&side).find(|place| *place < at.0) {
            return ByteOffset(place);
        }
        if window.start == 0 {
            return ByteOffset(0);
        }
        to = window.start;
    }
}

/// Words around a position, in order.
fn words_near(text: &Text, at: usize) -> Vec<Range<usize>> {
    let back = window_back(text, at);
    let forward = window_forward(text, at);
    words_in(text, back.start..forward.end)
}

fn words_in(text: &Text, window: Range<usize>) -> Vec<Range<usize>> {
    let part = &text.as_str()[window.clone()];
    let mut start = 0;
    let mut words: Vec<Range<usize>> = Vec::new();
    let borders = WordSegmenter::new_auto(WordBreakInvariantOptions::default()).segment_str(part);
    for end in borders {
        let piece = &part[start..end];
        // The word type of the segmenter is wrong for a word that ends in a combining mark.
        if piece.chars().any(char::is_alphanumeric) {
            let word = without_possessive(piece);
            words.push(window.start + start..window.start + start + word.len());
        } else if piece == "."
            && let Some(last) = words.last_mut()
            && last.end == window.start + start
            && is_abbreviation(&text.as_str()[last.clone()])
        {
            last.end += 1;
        }
        start = end;
    }
    words
}

/// `Zelenskyy’s` without its ending.
pub fn without_possessive(word: &str) -> &str {
    let stem = word
        .strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word);
    if stem.is_empty() { word } else { stem }
}

/// Whether a word is letters between points, as in `U.S`: the next point belongs to it.
pub fn is_abbreviation(word: &str) -> bool {
    word.contains('.')
        && word
            .split('.')
            .all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

fn window(text: &Text, within: &Range<usize>, at: usize, near: usize) -> Range<usize> {
    let start = boundary_before(text, at.saturating_sub(near)).max(within.start);
    let end = boundary_before(text, (at + near).min(text.len())).min(within.end);
    start..end.max(start)
}

fn window_forward(text: &Text, at: usize) -> Range<usize> {
    // Begin a little earlier, so that a word that contains the position is whole.
    let start = space_before(text, at);
    start..space_after(text, (at + NEAR).min(text.len()))
}

fn window_back(text: &Text, at: usize) -> Range<usize> {
    space_before(text, at.saturating_sub(NEAR))..space_after(text, at)
}

/// The position after the nearest white space at or before a position, within a limit.
fn space_before(text: &Text, at: usize) -> usize {
    let at = boundary_before(text, at);
    let from = boundary_before(text, at.saturating_sub(NEAR));
    let part = &text.as_str()[from..at];
    part.char_indices()
        .rev()
        .find(|(_, c)| c.is_whitespace())
        .map_or(from, |(byte, c)| from + byte + c.len_utf8())
}

/// The nearest white space at or after a position, within a limit.
fn space_after(text: &Text, at: usize) -> usize {
    let at = boundary_before(text, at);
    let to = boundary_before(text, (at + NEAR).min(text.len()));
    let part = &text.as_str()[at..to];
    part.find(char::is_whitespace).map_or(to, |byte| at + byte)
}

fn boundary_before(text: &Text, mut at: usize) -> usize {
    while !text.is_boundary(ByteOffset(at)) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Parses a text with the position marked as `|`.
    fn marked(notation: &str) -> (Text, ByteOffset) {
        let at = notation.find('|').expect("a place is marked");
        (Text::new(notation.replacen('|', "", 1)), ByteOffset(at))
    }

    fn mark(text: &Text, at: ByteOffset) -> String {
        let (before, after) = text.as_str().split_at(at.0);
        format!("{before}|{after}")
    }

    #[test]
    fn word_boundaries_are_those_an_analyst_expects() {
        for (notation, word) in [
            ("the U.|S. envoy", "U.S."),
            ("the |U.S. envoy", "U.S."),
            ("He came. |Then", "Then"),
            ("and ca|me.", "came"),
            ("Zelens|kyy’s office", "Zelenskyy"),
            ("Putin's| aide", "Putin"),
            ("the Russia-Ukr|aine war", "Ukraine"),
            ("на перего|ворах.", "переговорах"),
            ("和平|谈判", "谈判"),
            ("cafe\u{301}| bar", "cafe\u{301}"),
        ] {
            let (text, at) = marked(notation);
            let got = word_at(&text, at).map(|word| text.as_str()[word].to_owned());
            // A position directly after the possessive belongs to no word.
            let want = if notation == "Putin's| aide" {
                None
            } else {
                Some(word)
            };
            assert_eq!(got.as_deref(), want, "{notation}");
        }
    }

    #[test]
    fn steps_go_from_word_to_word_over_lines() {
        let check = |step: fn(&Text, ByteOffset) -> ByteOffset, from: &str, to: &str| {
            let (text, at) = marked(from);
            assert_eq!(mark(&text, step(&text, at)), to, "{from}");
        };
        check(next_word_start, "|one, two", "one, |two");
        check(next_word_start, "one, |two\n\nthree", "one, two\n\n|three");
        check(next_word_start, "one |two.", "one two.|");
        check(next_word_end, "|one, two", "one|, two");
        check(next_word_end, "one|, two", "one, two|");
        check(previous_word_start, "one, tw|o", "one, |two");
        check(previous_word_start, "one, |two", "|one, two");
        check(previous_word_start, "|one", "|one");
        check(previous_word_end, "one, two|", "one|, two");
        check(next_sentence, "|One. Two.", "One. |Two.");
        check(next_sentence, "One. |Two.\nThree", "One. Two.\n|Three");
        check(previous_sentence, "One. Tw|o.", "One. |Two.");
        check(previous_sentence, "One. Two.\n|Three", "One. |Two.\nThree");
        check(next_char, "a|e\u{301}b", "ae\u{301}|b");
        check(next_char, "|👨‍👩‍👧!", "👨‍👩‍👧|!");
        check(previous_char, "🇺🇦🇵🇱|", "🇺🇦|🇵🇱");
        check(previous_char, "a\r\n|b", "a|\r\nb");
        check(next_char, "a|", "a|");
    }

    #[test]
    fn snapping_completes_words_and_drops_what_surrounds_them() {
        for (notation, want) in [
            ("Put[in demands ]it", Some("Putin demands")),
            ("“a [full ceasefire,]” he", Some("full ceasefire")),
            ("[ freeze.] Then", Some("freeze")),
            ("by the U[.S]. on", Some("U.S.")),
            ("so [ — ] on", Some("—")),
            ("so[   ]on", None),
            ("and [🕊️] too", Some("🕊️")),
            ("a “full cease[fire”,] he", Some("ceasefire")),
            ("[a “full cease]fire”, he", Some("a “full ceasefire”")),
            ("[a “full ceasefire],” he", Some("a “full ceasefire,”")),
            ("“[Full] ceasefire” now", Some("Full")),
            ("“[Full ceasefire” n]ow", Some("“Full ceasefire” now")),
            ("„[Waffenruhe“ j]etzt", Some("„Waffenruhe“ jetzt")),
            ("a \"fu[ll\" st]op", Some("\"full\" stop")),
            ("a [\"full sto]p\".", Some("full stop")),
            ("[in Alexandria (Egyp]t).", Some("in Alexandria (Egypt)")),
            ("rose [5% ]in", Some("5%")),
            ("rose [5]% in", Some("5")),
            ("paid [$5 million] to", Some("$5 million")),
            ("[Putin’s ]aide", Some("Putin")),
            ("[Putin’s ai]de", Some("Putin’s aide")),
            ("和[平谈]判", Some("和平谈判")),
        ] {
            let start = notation.find('[').expect("marked");
            let end = notation.find(']').expect("marked") - 1;
            let text = Text::new(notation.replace(['[', ']'], ""));
            let got = snap(&text, start..end).map(|range| text.as_str()[range].to_owned());
            assert_eq!(got.as_deref(), want, "{notation}");
        }
    }

    #[test]
    fn a_sentence_ends_where_a_reader_says() {
        for (notation, sentence) in [
            ("The |U.S. Senate met. It ended.", "The U.S. Senate met."),
            ("The U.S. Sen|ate met. It ended.", "The U.S. Senate met."),
            ("He left the U.S. |The Senate met.", "The Senate met."),
            (
                "Mr. |Smith and Gen. X spoke. They left.",
                "Mr. Smith and Gen. X spoke.",
            ),
            (
                "From St. Peters|burg at 9 a.m. Monday. On.",
                "From St. Petersburg at 9 a.m. Monday.",
            ),
            (
                "J. R. Smi|th quoted No. 5. Then",
                "J. R. Smith quoted No. 5.",
            ),
            (
                "Am 3. Mai kam Dr. |Maier. Er ging.",
                "Am 3. Mai kam Dr. Maier.",
            ),
        ] {
            let (text, at) = marked(notation);
            assert_eq!(
                &text.as_str()[sentence_at(&text, at)],
                sentence,
                "{notation}"
            );
        }
    }

    proptest! {
        #[test]
        fn snapping_twice_is_snapping_once(
            content in "[a-c .,“”(5%’é中\u{301}🕊]{0,40}", from in 0usize..40, to in 0usize..40
        ) {
            let text = Text::new(content);
            let place = |at: usize| boundary_before(&text, at.min(text.len()));
            let (from, to) = (place(from.min(to)), place(from.max(to)));
            if let Some(once) = snap(&text, from..to) {
                prop_assert!(once.start < once.end && once.end <= text.len());
                prop_assert_eq!(snap(&text, once.clone()), Some(once));
            }
        }

        #[test]
        fn steps_always_get_on_and_stay_on_characters(
            content in "[a-z é中🕊\u{301}.’'\r\n]{0,60}", place in 0usize..60
        ) {
            let text = Text::new(content);
            let mut at = place.min(text.len());
            while !text.is_boundary(ByteOffset(at)) { at -= 1; }
            let at = ByteOffset(at);
            for step in [next_word_start, next_word_end, next_sentence, next_char] {
                let next = step(&text, at);
                prop_assert!(text.is_boundary(next));
                prop_assert!(next > at || at == text.end());
            }
            for step in [previous_word_start, previous_word_end, previous_sentence, previous_char] {
                let previous = step(&text, at);
                prop_assert!(text.is_boundary(previous));
                prop_assert!(previous < at || at == ByteOffset(0));
            }
        }
    }
}
