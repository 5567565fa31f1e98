//! The pattern for finding a lost annotation in a changed text: the annotation's words and the
//! context around and between them, and the similarity score of a match.

use std::ops::Range;

use super::alignment::{ANY, Alignment};
use super::old_text::OldText;
use super::plain::Plain;
use crate::annotation::DetachedAnchor;

/// Plain characters of context from the old text on either side of the pattern.
const CONTEXT: usize = 96;

/// Characters of context on either side that distinguish positions with the same words.
const NEAR: usize = 24;

/// Assumed characters between two fragments where the number is unknown.
const UNKNOWN_GAP: usize = 3;

/// The plain characters to search for.
pub struct AnchorPattern {
    pub chars: Vec<char>,
    /// The ranges of them that the annotation itself covers.
    pub fragments: Vec<Range<usize>>,
    /// Where the pattern begins in the old text, if that is known.
    pub old_start: Option<usize>,
}

impl AnchorPattern {
    /// A pattern from what the annotation stores: its words, a little context, the gaps between its
    /// fragments. `longest`, the length of the text in characters, is the limit for the gaps of a
    /// file.
    pub fn of_detached(detached: &DetachedAnchor, longest: usize) -> Option<Self> {
        let mut pattern = Self {
            chars: Plain::new(&detached.prefix).chars().to_vec(),
            fragments: Vec::with_capacity(detached.quote.len()),
            old_start: None,
        };
        for (index, quote) in detached.quote.iter().enumerate() {
            if index > 0 {
                let room = longest.saturating_sub(pattern.chars.len());
                let gap = gap_before(detached, index).filter(|gap| *gap <= room);
                let gap = gap.unwrap_or(UNKNOWN_GAP);
                pattern.chars.resize(pattern.chars.len() + gap, ANY);
            }
            let start = pattern.chars.len();
            pattern.chars.extend(Plain::new(quote).chars());
            pattern.fragments.push(start..pattern.chars.len());
        }
        let suffix = Plain::new(&detached.suffix);
        pattern.chars.extend(suffix.chars());
        pattern.has_words().then_some(pattern)
    }

    /// A pattern from the old text of the article, if the old text contains its words.
    pub fn of_old(detached: &DetachedAnchor, old: &OldText) -> Option<Self> {
        if detached.chars.len() != detached.quote.len() {
            return None;
        }
        let places = detached
            .chars
            .iter()
            .zip(&detached.quote)
            .map(|((start, end), quote)| {
                let start = old.text.byte_from_char(*start)?;
                let end = old.text.byte_from_char(*end)?;
                let stands = old.text.slice(start, end) == Some(quote);
                stands.then(|| old.plain.range(start, end))
            });
        let places: Vec<Range<usize>> = places.collect::<Option<_>>()?;
        let from = places.first()?.start.saturating_sub(CONTEXT);
        let to = (places.last()?.end + CONTEXT).min(old.plain.chars().len());
        let fragments = places.into_iter();
        let pattern = Self {
            chars: old.plain.chars().get(from..to)?.to_vec(),
            fragments: fragments
                .map(|place| place.start - from..place.end - from)
                .collect(),
            old_start: Some(from),
        };
        pattern.has_words().then_some(pattern)
    }

    /// The pattern with only the context that distinguishes positions with the same words, and how
    /// many characters were cut from its beginning.
    pub fn near(&self) -> (Self, usize) {
        let inner = self.inner();
        let from = inner.start.saturating_sub(NEAR);
        let to = (inner.end + NEAR).min(self.chars.len());
        let fragments = self.fragments.iter();
        let near = Self {
            chars: self.chars[from..to].to_vec(),
            fragments: fragments
                .map(|range| range.start - from..range.end - from)
                .collect(),
            old_start: self.old_start.map(|start| start + from),
        };
        (near, from)
    }

    fn has_words(&self) -> bool {
        let mut fragments = self.fragments.iter();
        !self.fragments.is_empty() && fragments.all(|fragment| !fragment.is_empty())
    }

    /// From the first of the annotation's own characters to the last.
    fn inner(&self) -> Range<usize> {
        let first = self.fragments.first().map_or(0, |first| first.start);
        first..self.fragments.last().map_or(first, |last| last.end)
    }

    /// How similar an aligned text is to the pattern.
    pub fn likeness(&self, alignment: &Alignment) -> Likeness {
        let inner = self.inner();
        let part = |range: Range<usize>| EqualShare {
            same: alignment.same_in(range.clone()),
            all: range.len(),
        };
        let own = self.fragments.iter().map(|range| part(range.clone()));
        let own = own.fold(EqualShare::default(), EqualShare::and);
        Likeness {
            own,
            before: part(0..inner.start),
            after: part(inner.end..self.chars.len()),
            near: own
                .and(part(inner.start.saturating_sub(NEAR)..inner.start))
                .and(part(inner.end..(inner.end + NEAR).min(self.chars.len()))),
            is_single: self.fragments.len() == 1,
            is_whole: self
                .fragments
                .iter()
                .all(|range| is_whole(range, alignment))
                && is_whole(&inner, alignment),
        }
    }
}

/// The most characters that a correction within an annotation may change.
const CORRECTED: usize = 3;

/// Whether a fragment still has its first and last character, and all others except a correction.
fn is_whole(range: &Range<usize>, alignment: &Alignment) -> bool {
    let Some(now) = alignment.range(range.clone()) else {
        return false;
    };
    let borders = alignment.same[range.start] && alignment.same[range.end - 1];
    let missing = range.len() - alignment.same_in(range.clone());
    borders && missing <= CORRECTED && now.len() <= range.len() + CORRECTED
}

/// Characters between a fragment and the one before it.
fn gap_before(detached: &DetachedAnchor, index: usize) -> Option<usize> {
    let (_, end) = detached.chars.get(index - 1)?;
    let (start, _) = detached.chars.get(index)?;
    start.0.checked_sub(end.0)
}

/// How many of how many characters are equal.
#[derive(Clone, Copy, Debug, Default)]
pub struct EqualShare {
    pub same: usize,
    pub all: usize,
}

impl EqualShare {
    fn and(self, other: Self) -> Self {
        Self {
            same: self.same + other.same,
            all: self.all + other.all,
        }
    }

    /// The share of equal characters; 0 if there are none at all.
    pub fn share(self) -> f32 {
        if self.all == 0 {
            return 0.0;
        }
        self.same as f32 / self.all as f32
    }
}

/// The similarity of a candidate position to the pattern.
#[derive(Clone, Copy, Debug)]
pub struct Likeness {
    /// The annotation's own characters.
    pub own: EqualShare,
    pub before: EqualShare,
    pub after: EqualShare,
    /// The annotation's own characters and the nearest context on either side.
    near: EqualShare,
    /// There is one fragment.
    is_single: bool,
    /// At most a correction was made within the annotation or between its fragments, and no change
    /// at its ends.
    pub is_whole: bool,
}

/// The least number of context characters that counts as evidence.
const LEAST_CONTEXT: usize = 8;

impl Likeness {
    /// The number of characters that support the position.
    pub fn evidence(&self) -> usize {
        self.own.same + self.before.same + self.after.same
    }

    /// A score from 0 to 1 to show to users: half for the words, half for the context.
    pub fn score(&self) -> f32 {
        let around = self.before.and(self.after);
        match around.all {
            0 => self.own.share() * 0.75,
            _ => (self.own.share() + around.share()) / 2.0,
        }
    }

    /// Whether the words and their context leave no doubt, unless another position matches too.
    pub fn is_certain(&self) -> bool {
        let known = |part: EqualShare| (part.all >= LEAST_CONTEXT).then(|| part.share());
        if !self.is_whole {
            return false;
        }
        let own = self.own.share();
        match (known(self.before), known(self.after)) {
            (Some(before), Some(after)) => {
                let both = before >= 0.8 && after >= 0.8 && self.near.share() >= 0.9;
                let changed_within = own >= 0.9 && before >= 0.9 && after >= 0.9;
                (own >= 1.0 && (both || self.is_certain_by_one_side())) || changed_within
            }
            (None, None) => own >= 1.0 && self.own.all >= 24,
            _ => own >= 1.0 && self.is_certain_by_one_side(),
        }
    }

    /// Whether the context of one side suffices: the other side may have been deleted.
    fn is_certain_by_one_side(&self) -> bool {
        let mut sides = [self.before, self.after].into_iter();
        sides.any(|side| {
            self.is_single
                && side.all >= 24
                && side.share() >= 0.95
                && self.own.all + side.all >= 40
        })
    }

    /// Whether the position is similar enough to suggest it to the user.
    pub fn is_worth_asking(&self) -> bool {
        let beside = self.before.share().max(self.after.share());
        let own = self.own.share();
        (own >= 0.6 && beside >= 0.6) || (own >= 0.75 && self.own.all >= 24)
    }

    /// Whether another position matches about equally well (is ambiguous). Context further away is
    /// no evidence for that: it may have been moved.
    pub fn is_rivalled_by(&self, other: &Self) -> bool {
        let margin = (self.near.same / 3).max(16);
        other.own.share() >= 0.8 && other.near.same + margin > self.near.same
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{CharOffset, Text};

    type Counts = (usize, usize);

    fn part((same, all): Counts) -> EqualShare {
        EqualShare { same, all }
    }

    /// The likeness of one fragment with no change at its ends.
    fn likeness(own: Counts, before: Counts, after: Counts, near: Counts) -> Likeness {
        Likeness {
            own: part(own),
            before: part(before),
            after: part(after),
            near: part(near),
            is_single: true,
            is_whole: true,
        }
    }

    #[test]
    fn only_words_and_context_without_doubt_are_certain() {
        let is_certain = |own, before, after, near| likeness(own, before, after, near).is_certain();
        // Unchanged words between contexts that hardly changed.
        assert!(is_certain((5, 5), (8, 10), (8, 10), (9, 10)));
        assert!(!is_certain((5, 5), (7, 10), (8, 10), (9, 10)));
        assert!(!is_certain((5, 5), (8, 10), (7, 10), (9, 10)));
        assert!(!is_certain((5, 5), (8, 10), (8, 10), (8, 10)));
        // Corrected words.
        assert!(is_certain((9, 10), (9, 10), (9, 10), (0, 10)));
        assert!(!is_certain((8, 10), (9, 10), (9, 10), (10, 10)));
        assert!(!is_certain((9, 10), (8, 10), (9, 10), (10, 10)));
        assert!(!is_certain((9, 10), (9, 10), (8, 10), (10, 10)));
        // One side was deleted.
        let gone = (0, 24);
        assert!(is_certain((16, 16), (24, 24), gone, gone));
        assert!(is_certain((16, 16), gone, (24, 24), gone));
        assert!(!is_certain((15, 15), (24, 24), gone, gone));
        assert!(!is_certain((17, 17), (23, 23), gone, gone));
        assert!(is_certain((16, 16), (38, 40), gone, gone));
        assert!(!is_certain((16, 16), (37, 40), gone, gone));
        // One side was never there.
        let none = (0, 0);
        assert!(is_certain((16, 16), (24, 24), none, gone));
        assert!(!is_certain((15, 16), (24, 24), none, gone));
        assert!(!is_certain((24, 24), (8, 8), none, gone));
        // Seven characters are no context.
        assert!(is_certain((24, 24), (7, 7), none, gone));
        assert!(!is_certain((23, 23), (7, 7), none, gone));
        assert!(!is_certain((24, 25), (7, 7), none, gone));
    }

    #[test]
    fn changed_ends_are_never_certain_and_several_fragments_need_both_sides() {
        let whole = likeness((16, 16), (24, 24), (24, 24), (64, 64));
        assert!(whole.is_certain());
        let is_whole = false;
        assert!(!Likeness { is_whole, ..whole }.is_certain());
        let one_side = likeness((16, 16), (24, 24), (0, 24), (0, 24));
        let is_single = false;
        assert!(
            !Likeness {
                is_single,
                ..one_side
            }
            .is_certain()
        );
        assert!(Likeness { is_single, ..whole }.is_certain());
    }

    #[test]
    fn a_similar_place_is_proposed() {
        let none = (0, 0);
        let asks = |own, before, after| likeness(own, before, after, none).is_worth_asking();
        assert!(asks((6, 10), (6, 10), none) && asks((6, 10), none, (6, 10)));
        assert!(!asks((5, 10), (10, 10), none) && !asks((6, 10), (5, 10), (5, 10)));
        assert!(asks((18, 24), none, none));
        assert!(!asks((17, 24), none, none) && !asks((23, 23), none, none));
    }

    #[test]
    fn a_rival_is_about_as_similar_nearby() {
        let is_rival = |near, own, other_near| {
            let this = likeness((10, 10), (0, 0), (0, 0), (near, 99));
            this.is_rivalled_by(&likeness((own, 10), (0, 0), (0, 0), (other_near, 99)))
        };
        // Sixteen characters make a difference, or a third of those that are equal.
        assert!(is_rival(30, 8, 15) && !is_rival(30, 8, 14));
        assert!(is_rival(60, 8, 41) && !is_rival(60, 8, 40));
        assert!(!is_rival(30, 7, 30));
    }

    #[test]
    fn the_score_is_half_for_the_words_and_half_for_the_context() {
        let score = |own, before, after| likeness(own, before, after, (0, 0)).score();
        assert_eq!(score((1, 2), (3, 4), (0, 4)), 0.4375);
        assert_eq!(score((1, 2), (0, 0), (0, 0)), 0.375);
        assert_eq!(EqualShare::default().share(), 0.0);
        assert_eq!(likeness((1, 9), (2, 9), (4, 9), (8, 9)).evidence(), 7);
    }

    fn rigid(pattern: &str, text: &str) -> Alignment {
        let [pattern, text] = [pattern, text].map(|text| text.chars().collect::<Vec<char>>());
        Alignment::rigid(&pattern, &text, 0)
    }

    #[test]
    fn a_fragment_is_whole_if_only_its_inside_was_corrected() {
        let whole = |text: &str| is_whole(&(0..8), &rigid("abcdefgh", text));
        assert!(whole("abcdefgh") && whole("abc___gh"));
        assert!(!whole("ab____gh"));
        assert!(!whole("_bcdefgh") && !whole("abcdefg_") && !whole(""));
        // Put in within it.
        let longer = |more: usize| {
            let at = (0..8).map(|n| Some(if n < 4 { n } else { n + more }));
            let alignment = Alignment {
                at: at.collect(),
                same: vec![true; 8],
            };
            is_whole(&(0..8), &alignment)
        };
        assert!(longer(3) && !longer(4));
    }

    fn lost(
        quote: &[&str],
        chars: &[(usize, usize)],
        prefix: &str,
        suffix: &str,
    ) -> DetachedAnchor {
        let chars = chars.iter();
        DetachedAnchor {
            chars: chars
                .map(|(start, end)| (CharOffset(*start), CharOffset(*end)))
                .collect(),
            quote: quote.iter().map(|quote| (*quote).to_owned()).collect(),
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
        }
    }

    /// The characters of a pattern, an unknown one as `?`, and its fragments.
    fn drawn(pattern: Option<AnchorPattern>) -> Option<(String, Vec<Range<usize>>)> {
        let pattern = pattern?;
        let chars = pattern.chars.iter();
        let chars = chars.map(|c| if *c == ANY { '?' } else { *c });
        Some((chars.collect(), pattern.fragments))
    }

    #[test]
    fn the_gap_between_fragments_is_as_long_as_it_was_if_it_can_be() {
        let two = lost(&["abc", "de"], &[(2, 5), (10, 12)], "x ", " y");
        let pattern = |longest| drawn(AnchorPattern::of_detached(&two, longest));
        let known = ("x abc?????de y".to_owned(), vec![2..5, 10..12]);
        let unknown = ("x abc???de y".to_owned(), vec![2..5, 8..10]);
        assert_eq!(pattern(10), Some(known));
        assert_eq!(pattern(9), Some(unknown.clone()));
        // The places are missing, or are those of another order.
        for chars in [vec![], vec![(2, 5)], vec![(10, 12), (2, 5)]] {
            let lost = lost(&["abc", "de"], &chars, "x ", " y");
            assert_eq!(
                drawn(AnchorPattern::of_detached(&lost, 99)),
                Some(unknown.clone())
            );
        }
    }

    #[test]
    fn what_has_no_visible_words_has_no_pattern() {
        for quote in [&[][..], &["\u{ad}"], &["a", ""]] {
            let lost = lost(quote, &[], "before ", " after");
            assert_eq!(
                drawn(AnchorPattern::of_detached(&lost, 99)),
                None,
                "{quote:?}"
            );
        }
    }

    #[test]
    fn an_old_text_gives_more_context() {
        let text = format!("{}union{}", "a".repeat(100), "b".repeat(100));
        let old = OldText::new(&Text::new(text), &Plain::new(""));
        let pattern =
            |quote: &[&str], chars| AnchorPattern::of_old(&lost(quote, chars, "", ""), &old);
        let found = pattern(&["union"], &[(100, 105)]).expect("it is there");
        assert_eq!(found.old_start, Some(4));
        assert_eq!((found.chars.len(), found.fragments.len()), (197, 1));
        assert_eq!(found.fragments[0], 96..101);
        assert!(pattern(&["onion"], &[(100, 105)]).is_none());
        assert!(pattern(&["union", "b"], &[(100, 105)]).is_none());
        assert!(pattern(&["union"], &[(100, 999)]).is_none());
    }

    #[test]
    fn the_nearest_context_is_a_part_of_the_pattern() {
        let text: String = ('a'..='z').cycle().take(100).collect();
        let pattern = AnchorPattern {
            chars: text.chars().collect(),
            fragments: vec![40..42, 43..45],
            old_start: Some(7),
        };
        let (near, from) = pattern.near();
        assert_eq!((from, near.chars.len(), near.old_start), (16, 53, Some(23)));
        assert_eq!(near.fragments, [24..26, 27..29]);
        assert_eq!(near.chars[..], pattern.chars[16..69]);

        let likeness = pattern.likeness(&rigid(&text, &text));
        let all = [likeness.own, likeness.before, likeness.after, likeness.near];
        assert_eq!(all.map(|part| part.same), [4, 40, 55, 52]);
        assert_eq!(all.map(|part| part.all), [4, 40, 55, 52]);
        assert!(likeness.is_whole && !likeness.is_single);
    }
}
