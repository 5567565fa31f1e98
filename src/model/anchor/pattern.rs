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
