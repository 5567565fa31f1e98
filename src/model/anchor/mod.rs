//! Anchoring of annotations: the quote and its context, which tie an annotation to its words rather
//! than to an offset.
//!
//! Every load, save and export checks `text[start..end] == quote`. Where it does not hold, the
//! annotation is detached with its last known anchor, never placed by guessing.
//!
//! When a text has changed, [`find_again`] re-anchors detached annotations. Its input is the quotes
//! with their context, and the old text if it is known:
//!
//! ```text
//! old text known?  word diff: the words are still there, with the same neighbours -> certain
//!                  otherwise, or if they are not there:
//! rare words       of the quote and its context vote for positions in the new text
//! alignment        the most similar text there, character by character, in plain form
//! judgement        certain, if the words and their context are there and nowhere else;
//!                  a suggestion for the user to confirm; or nothing
//! ```
//!
//! Limitations: a quote of some thousand characters is found only if its text is known or nothing
//! in it has changed. Words with the same spelling count as equal: a text that repeats a passage
//! word for word is ambiguous, and the user decides ambiguous cases.

mod plain;

mod alignment;

mod old_text;

mod pattern;

mod finder;

mod quote;

use std::collections::HashMap;

use finder::Finder;
pub use finder::FoundAnchor;
pub use quote::{QuoteFinder, QuotePlaces};

use super::annotation::{AnnotationId, DetachedAnchor};
use super::span::Fragments;
use super::text::{ByteOffset, CharOffset, Text};

/// Characters of context kept on either side, after the example of the W3C text quote selector.
pub const CONTEXT_CHARS: usize = 32;

/// Up to [`CONTEXT_CHARS`] scalar values before a position.
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

/// Up to [`CONTEXT_CHARS`] scalar values after a position.
pub fn suffix(text: &Text, at: ByteOffset) -> &str {
    let after = &text.as_str()[at.0..];
    let end = after
        .char_indices()
        .nth(CONTEXT_CHARS)
        .map_or(after.len(), |(byte, _)| byte);
    &after[..end]
}

/// The anchor of some fragments (quote, context, offsets), to find them in a changed text.
pub fn detached_anchor(text: &Text, fragments: &Fragments) -> DetachedAnchor {
    DetachedAnchor {
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

/// The new position of a detached annotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    pub id: AnnotationId,
    pub found: FoundAnchor,
}

/// Finds the positions of detached annotations in a text; results have the same index as in
/// `detached_anchor`.
///
/// `standing` are the positions of the other annotations, which are in place. Two annotations that
/// had different positions cannot have the same one now, so such a result is never certain.
pub fn find_again<'a>(
    text: &Text,
    old: Option<&Text>,
    detached: &[&DetachedAnchor],
    standing: impl IntoIterator<Item = &'a Fragments>,
) -> Vec<Option<FoundAnchor>> {
    if detached.is_empty() {
        return Vec::new();
    }
    let finder = Finder::new(text, old);
    let mut found: Vec<Option<FoundAnchor>> = detached
        .iter()
        .map(|detached| finder.find(detached))
        .collect();
    let mut came_from: HashMap<Fragments, Vec<CharPlaces>> = HashMap::new();
    for fragments in standing {
        let places = self::detached_anchor(text, fragments).chars;
        came_from.entry(fragments.clone()).or_default().push(places);
    }
    for (detached, found) in detached.iter().zip(&found) {
        if let Some(found) = found.as_ref().filter(|found| found.certain) {
            let places = came_from.entry(found.to.clone()).or_default();
            places.push(detached.chars.clone());
        }
    }
    for found in found.iter_mut().flatten() {
        let places = came_from.get(&found.to).map_or(&[][..], Vec::as_slice);
        found.certain &= places.windows(2).all(|pair| pair[0] == pair[1]);
    }
    found
}

/// Start and end of each fragment.
type CharPlaces = Vec<(CharOffset, CharOffset)>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;

    #[test]
    fn context_counts_characters_and_stops_at_the_ends() {
        let text = Text::new("🕊️ Zelenskyy refused.");
        assert_eq!(prefix(&text, ByteOffset(8)), "🕊️ ");
        assert_eq!(suffix(&text, ByteOffset(17)), " refused.");
        let long = Text::new("é".repeat(80));
        assert_eq!(prefix(&long, ByteOffset(80)), "é".repeat(32));
        assert_eq!(suffix(&long, ByteOffset(80)), "é".repeat(32));
    }

    const SENTENCE: &str = "Ahead of the talks in Geneva the miners\u{2019} union demands higher wages for all \
                            of its members.\n";
    const OTHER: &str = "The minister for labour refused on Monday to speak of any number.\n";

    /// The lost anchor of “union” in one of the sentences of a text.
    fn lost_union(text: &Text, sentence: usize) -> DetachedAnchor {
        let (start, _) = text
            .as_str()
            .match_indices("union")
            .nth(sentence)
            .expect("it is there");
        let span = Span::new(text, ByteOffset(start), ByteOffset(start + 5));
        detached_anchor(text, &span.expect("a span").into())
    }

    /// The byte offset where words were found, and whether that is certain.
    fn found(found: &Option<FoundAnchor>) -> Option<(usize, bool)> {
        let found = found.as_ref()?;
        Some((found.to.start().0, found.certain))
    }

    #[test]
    fn words_that_stand_twice_among_the_same_words_leave_doubt() {
        let old = Text::new(SENTENCE);
        let from = lost_union(&old, 0);
        let at = SENTENCE.find("union").expect("it is there");
        for known in [None, Some(&old)] {
            let once = Text::new(format!("{OTHER}{SENTENCE}"));
            let again = find_again(&once, known, &[&from], []);
            assert_eq!(found(&again[0]), Some((OTHER.len() + at, true)));
        }
        let twice = Text::new(format!("{OTHER}{SENTENCE}{OTHER}{SENTENCE}"));
        let again = find_again(&twice, None, &[&from], []);
        assert!(matches!(found(&again[0]), Some((_, false))), "{again:?}");
    }

    #[test]
    fn words_that_stood_twice_among_the_same_words_leave_doubt() {
        let old = Text::new(format!("{SENTENCE}{SENTENCE}{OTHER}"));
        let new = Text::new(format!("{SENTENCE}{OTHER}"));
        for sentence in [0, 1] {
            let again = find_again(&new, Some(&old), &[&lost_union(&old, sentence)], []);
            let certain = found(&again[0]).map(|(_, certain)| certain);
            assert_ne!(certain, Some(true), "{again:?}");
        }
    }

    #[test]
    fn two_annotations_that_stood_apart_are_not_certain_to_stand_at_one_place() {
        let old = Text::new(format!("{SENTENCE}{OTHER}{SENTENCE}"));
        let new = Text::new(format!("{OTHER}{SENTENCE}"));
        let [first, second] = [0, 1].map(|sentence| lost_union(&old, sentence));
        let certain = |all: &[&DetachedAnchor], standing: &[Fragments]| -> Vec<bool> {
            let all = find_again(&new, None, all, standing);
            all.iter()
                .map(|one| one.as_ref().expect("it is found").certain)
                .collect()
        };
        assert_eq!(certain(&[&first], &[]), [true]);
        assert_eq!(certain(&[&first, &first], &[]), [true, true]);
        assert_eq!(certain(&[&first, &second], &[]), [false, false]);
        // Another annotation is at that position, and was there before.
        let at = OTHER.len() + SENTENCE.find("union").expect("it is there");
        let span = Span::new(&new, ByteOffset(at), ByteOffset(at + 5)).expect("a span");
        assert_eq!(certain(&[&first], &[span.into()]), [false]);
    }

    /// Words that come before all that is compared below.
    const BEGINNING: &str = "Nobody at either table expected that such a long night could end so \
                             early, as the ushers remembered afterwards with some relief.\n";

    /// The result for “union” when the words around it change.
    fn found_among(old_around: [&str; 2], new_around: [&str; 2]) -> Option<(usize, bool)> {
        let text = |[before, after]: [&str; 2]| {
            Text::new(format!("{BEGINNING}{before} the union demands {after}\n"))
        };
        let (old, new) = (text(old_around), text(new_around));
        let again = find_again(&new, Some(&old), &[&lost_union(&old, 0)], []);
        let at = new.as_str().find("union").expect("it is there");
        found(&again[0]).map(|(start, certain)| {
            assert_eq!(start, at);
            (start, certain)
        })
    }

    #[test]
    fn words_with_their_old_neighbours_are_certain_though_most_letters_around_them_are_new() {
        let around = |long: &str| {
            [
                format!("we go {long} to us {long} of it {long} as so {long}"),
                format!("in my {long} by an {long} or if {long} on up {long}"),
            ]
        };
        let [old, new] = ["manufacturing", "bibliophile"].map(around);
        let [old, new] = [&old, &new].map(|around| [around[0].as_str(), &around[1]]);
        let certain = found_among(old, new).map(|(_, certain)| certain);
        assert_eq!(certain, Some(true));
    }

    #[test]
    fn words_that_lost_their_neighbours_are_not_certain_though_they_occur_once() {
        let old = [
            "After nine hours in a cold room above the harbour no one spoke when",
            "a pay rise for cooks and cleaners before any ship may leave its dock",
        ];
        let new = [
            "Children sang while bakers sold warm bread under green awnings near where",
            "flowers, music, dancing, fireworks, lanterns, cake, swings, ponies, clowns, kites, balloons, masks",
        ];
        assert_ne!(
            found_among(old, new).map(|(_, certain)| certain),
            Some(true)
        );
    }

    #[test]
    fn words_whose_neighbours_are_all_spelled_differently_are_certain() {
        let old = [
            "organised recognised apologised criticised nationalised privatised mobilised authorised \
             legalised subsidised modernised centralised",
            "equalised harmonised standardised liberalised stabilised finalised formalised localised \
             maximised optimised prioritised summarised",
        ];
        let new = old.map(|around| around.replace("ised", "ized"));
        let certain = found_among(old, [&new[0], &new[1]]).map(|(_, certain)| certain);
        assert_eq!(certain, Some(true));
    }
}
