//! Finds the new position of an annotation in a changed text (re-anchoring).

use std::cell::OnceCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

use super::alignment::Alignment;
use super::old_text::OldText;
use super::pattern::{AnchorPattern, Likeness};
use super::plain::{Plain, words};
use crate::annotation::DetachedAnchor;
use crate::span::{Fragments, Span};
use crate::text::Text;

/// A word that occurs more often than this in the text is not used to find positions.
const MAX_PLACES: usize = 64;

/// Limit for candidate positions, ranked by the number and rarity of the words that support them.
const CANDIDATES: usize = 6;

/// Words whose implied positions differ by at most this, in characters, support the same position.
const NEAR: isize = 12;

/// The least [`OldText::support`] of a position that the word diff predicts.
const SUPPORT: f32 = 0.5;

/// The position of an annotation's words in a changed text.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundAnchor {
    pub to: Fragments,
    /// The similarity of the words and their context, from 0 to 1.
    pub score: f32,
    /// There is no doubt: no other position matches as well.
    pub certain: bool,
}

impl FoundAnchor {
    /// A position where only the words match, not their context.
    pub fn unlikely(to: Fragments) -> Self {
        Self {
            to,
            score: 0.5,
            certain: false,
        }
    }
}

/// A changed text, indexed for the search.
pub struct Finder<'t> {
    new: &'t Text,
    plain: Plain,
    old: Option<OldText>,
    places: OnceCell<WordPositions>,
    old_places: OnceCell<WordPositions>,
}

/// A candidate position with its alignment.
struct Candidate {
    fragments: Vec<Range<usize>>,
    likeness: Likeness,
}

impl<'t> Finder<'t> {
    /// A finder in the new text, with the old text if it is known.
    pub fn new(new: &'t Text, old: Option<&Text>) -> Self {
        let plain = Plain::new(new.as_str());
        Self {
            old: old.map(|old| OldText::new(old, &plain)),
            new,
            plain,
            places: OnceCell::new(),
            old_places: OnceCell::new(),
        }
    }

    /// Finds an annotation; `None` if no position contains its words, or none is similar enough to
    /// the old one.
    pub fn find(&self, detached: &DetachedAnchor) -> Option<FoundAnchor> {
        let old = self.old.as_ref();
        let of_old = old.and_then(|old| AnchorPattern::of_old(detached, old));
        let longest = self.plain.chars().len();
        let pattern = of_old.or_else(|| AnchorPattern::of_detached(detached, longest))?;
        let (starts, is_crowded) = self.starts(&pattern, detached);
        let by_comparison = self.compared_start(&pattern);
        let mut best: Option<Candidate> = None;
        let mut is_sure = false;
        for start in by_comparison.into_iter().chain(starts.iter().copied()) {
            let Some(candidate) = candidate_at(&pattern, &self.plain, start) else {
                continue;
            };
            is_sure = (by_comparison == Some(start) && self.is_supported(&pattern, &candidate))
                || (candidate.likeness.is_certain()
                    && !is_crowded
                    && !self.is_of_others(&pattern, &candidate));
            let evidence = |candidate: &Candidate| candidate.likeness.evidence();
            if is_sure
                || best
                    .as_ref()
                    .is_none_or(|best| evidence(best) < evidence(&candidate))
            {
                best = Some(candidate);
            }
            if is_sure {
                break;
            }
        }
        let best = best?;
        let certain = is_sure
            && !best.is_rivalled(&pattern, &self.plain, &starts)
            && !self.had_close_competitor(&pattern);
        (certain || best.likeness.is_worth_asking())
            .then(|| self.found(&best, certain))
            .flatten()
    }

    fn found(&self, candidate: &Candidate, certain: bool) -> Option<FoundAnchor> {
        let spans = candidate.fragments.iter().map(|range| {
            let (start, end) = self.plain.bytes(range.clone())?;
            Span::new(self.new, start, end).ok()
        });
        let spans: Vec<Span> = spans.collect::<Option<_>>()?;
        Some(FoundAnchor {
            to: Fragments::new(spans).ok()?,
            score: candidate.likeness.score(),
            certain,
        })
    }

    /// Where the pattern begins according to the word diff.
    fn compared_start(&self, pattern: &AnchorPattern) -> Option<isize> {
        let (old, old_start) = (self.old.as_ref()?, pattern.old_start?);
        let mut own = pattern.fragments.iter().cloned().flatten();
        // The first of its words that is still there gives the shift of all.
        own.find_map(|index| {
            let new = old.new_place(old_start + index)?;
            new.checked_signed_diff(index)
        })
    }

    /// Whether all words are still there, with the same neighbours.
    fn is_supported(&self, pattern: &AnchorPattern, candidate: &Candidate) -> bool {
        let (Some(old), Some(start)) = (&self.old, pattern.old_start) else {
            return false;
        };
        let likeness = &candidate.likeness;
        let mut fragments = pattern.fragments.iter();
        likeness.is_whole
            && likeness.own.share() >= 1.0
            && fragments.all(|range| old.support(start + range.start..start + range.end) >= SUPPORT)
    }

    /// Whether the words at a position come from another part of the old text.
    fn is_of_others(&self, pattern: &AnchorPattern, candidate: &Candidate) -> bool {
        let (Some(old), Some(start)) = (&self.old, pattern.old_start) else {
            return false;
        };
        let mut pairs = pattern.fragments.iter().zip(&candidate.fragments);
        pairs.any(|(range, new)| old.is_of_others(new, &(start + range.start..start + range.end)))
    }

    /// Whether the old text already contained the words of a pattern twice in the same context.
    fn had_close_competitor(&self, pattern: &AnchorPattern) -> bool {
        let (Some(old), Some(start)) = (&self.old, pattern.old_start) else {
            return false;
        };
        let places = self
            .old_places
            .get_or_init(|| WordPositions::new(&old.plain));
        let own = start.checked_signed_diff(0);
        let own = own.and_then(|start| candidate_at(pattern, &old.plain, start));
        own.is_some_and(|own| own.is_rivalled(pattern, &old.plain, &places.starts(pattern)))
    }

    /// The candidate starts of the pattern, and whether its words are so frequent that there may be
    /// more candidates than these.
    fn starts(&self, pattern: &AnchorPattern, detached: &DetachedAnchor) -> (Vec<isize>, bool) {
        let places = self.places.get_or_init(|| WordPositions::new(&self.plain));
        let mut starts = places.starts(pattern);
        let is_crowded = starts.is_empty();
        let before = pattern.fragments.first().map_or(0, |first| first.start);
        let last_known = detached.chars.first().and_then(|(start, _)| {
            let at = self.plain.at(self.new.byte_from_char(*start)?);
            at.checked_signed_diff(before)
        });
        starts.extend(last_known);
        (starts, is_crowded)
    }
}

impl Candidate {
    /// The range from its first character to its last.
    fn extent(&self) -> Range<usize> {
        let mut fragments = self.fragments.iter();
        let first = fragments.next().cloned().unwrap_or_default();
        first.start..fragments.next_back().map_or(first.end, |last| last.end)
    }

    /// Whether another position matches the pattern about equally well (is ambiguous).
    fn is_rivalled(&self, pattern: &AnchorPattern, plain: &Plain, starts: &[isize]) -> bool {
        let (near, from) = pattern.near();
        let own = self.extent();
        starts.iter().any(|start| {
            candidate_at(&near, plain, start.saturating_add_unsigned(from)).is_some_and(|other| {
                let place = other.extent();
                let is_elsewhere = place.end <= own.start || own.end <= place.start;
                is_elsewhere && self.likeness.is_rivalled_by(&other.likeness)
            })
        })
    }
}

/// Aligns the pattern at a position: exactly if nothing has changed there, else with the most
/// similar text nearby.
fn candidate_at(pattern: &AnchorPattern, plain: &Plain, start: isize) -> Option<Candidate> {
    let text = plain.chars();
    let length = pattern.chars.len();
    let rigid = Alignment::rigid(&pattern.chars, text, start);
    let is_enough = pattern.likeness(&rigid).is_certain();
    let alignment = if is_enough {
        rigid
    } else {
        let slack = 40 + length / 4;
        let from = start.saturating_sub_unsigned(slack).max(0).unsigned_abs();
        let to = start.saturating_add_unsigned(length + slack);
        let stretch = from.min(text.len())..to.max(0).unsigned_abs().min(text.len());
        Alignment::free(&pattern.chars, text, stretch).unwrap_or(rigid)
    };
    let fragments = pattern.fragments.iter();
    let fragments = fragments.map(|range| alignment.range(range.clone()));
    Some(Candidate {
        fragments: fragments.collect::<Option<_>>()?,
        likeness: pattern.likeness(&alignment),
    })
}

/// An index of the positions of each word of a text, by the word's hash.
struct WordPositions(HashMap<u64, Vec<usize>>);

impl WordPositions {
    fn new(plain: &Plain) -> Self {
        let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
        for word in words(plain.chars()) {
            let chars = &plain.chars()[word.clone()];
            places.entry(hash(chars)).or_default().push(word.start);
        }
        Self(places)
    }

    /// The candidate starts of a pattern by a vote of its rare words, most votes first.
    fn starts(&self, pattern: &AnchorPattern) -> Vec<isize> {
        let mut votes: Vec<(isize, f32)> = Vec::new();
        for word in words(&pattern.chars) {
            let chars = &pattern.chars[word.clone()];
            let Some(at) = self.0.get(&hash(chars)).filter(|at| at.len() <= MAX_PLACES) else {
                continue;
            };
            let weight = chars.len() as f32 / at.len() as f32;
            let starts = at
                .iter()
                .filter_map(|at| at.checked_signed_diff(word.start));
            votes.extend(starts.map(|start| (start, weight)));
        }
        votes.sort_by_key(|(start, _)| *start);
        let mut groups: Vec<(isize, f32)> = Vec::new();
        for (start, weight) in votes {
            match groups.last_mut() {
                Some(group) if start - group.0 <= NEAR => group.1 += weight,
                _ => groups.push((start, weight)),
            }
        }
        groups.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let starts = groups.into_iter().map(|(start, _)| start);
        starts.take(CANDIDATES).collect()
    }
}

fn hash(word: &[char]) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}
