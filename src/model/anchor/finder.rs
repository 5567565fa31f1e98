//! Looks for an annotation's words in a changed text.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

use super::alignment::Alignment;
use super::old_text::OldText;
use super::pattern::{Likeness, Pattern};
use super::plain::{Plain, words};
use crate::annotation::Lost;
use crate::span::{Fragments, Span};
use crate::text::Text;

/// A word that stands in the text more often than this tells no place.
const MOST_PLACES: usize = 64;

/// Places that are looked at, those first for which the most and rarest words speak.
const CANDIDATES: usize = 6;

/// Words whose places differ by no more than this, in characters, speak for the same place.
const NEAR: isize = 12;

/// How much of the neighbourhood must stand where the comparison of the texts says.
const SUPPORT: f32 = 0.5;

/// Where an annotation's words stand in a changed text.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub to: Fragments,
    /// How alike the words and what stands around them are, from 0 to 1.
    pub score: f32,
    /// There is no doubt: no other place could be meant.
    pub certain: bool,
}

impl Found {
    /// A place at which only the words are the same.
    pub fn unlikely(to: Fragments) -> Self {
        Self {
            to,
            score: 0.5,
            certain: false,
        }
    }
}

/// A changed text, ready to be searched.
pub struct Finder<'t> {
    new: &'t Text,
    plain: Plain,
    old: Option<OldText>,
    places: OnceCell<Places>,
    old_places: OnceCell<Places>,
}

/// A place that was looked at.
struct Candidate {
    fragments: Vec<Range<usize>>,
    likeness: Likeness,
}

impl<'t> Finder<'t> {
    /// A finder in the new text, which knows the old one or not.
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

    /// Looks for an annotation; `None` if its words stand nowhere, or nowhere that is like the place
    /// where they stood.
    pub fn find(&self, lost: &Lost) -> Option<Found> {
        let old = self.old.as_ref();
        let of_old = old.and_then(|old| Pattern::of_old(lost, old));
        let longest = self.plain.chars().len();
        let pattern = of_old.or_else(|| Pattern::of_lost(lost, longest))?;
        let (starts, is_crowded) = self.starts(&pattern, lost);
        let by_comparison = self.compared_start(&pattern);
        let mut best: Option<Candidate> = None;
        let mut is_sure = false;
        for start in by_comparison.into_iter().chain(starts.iter().copied()) {
            let Some(candidate) = look(&pattern, &self.plain, start) else {
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
            && !self.was_rivalled(&pattern);
        (certain || best.likeness.is_worth_asking())
            .then(|| self.found(&best, certain))
            .flatten()
    }

    fn found(&self, candidate: &Candidate, certain: bool) -> Option<Found> {
        let spans = candidate.fragments.iter().map(|range| {
            let (start, end) = self.plain.bytes(range.clone())?;
            Span::new(self.new, start, end).ok()
        });
        let spans: Vec<Span> = spans.collect::<Option<_>>()?;
        Some(Found {
            to: Fragments::new(spans).ok()?,
            score: candidate.likeness.score(),
            certain,
        })
    }

    /// Where the pattern begins if the comparison of the texts is right.
    fn compared_start(&self, pattern: &Pattern) -> Option<isize> {
        let (old, old_start) = (self.old.as_ref()?, pattern.old_start?);
        let mut own = pattern.fragments.iter().cloned().flatten();
        // Any of its words that is still there tells where the others are to be looked for.
        own.find_map(|index| {
            let new = old.new_place(old_start + index)?;
            new.checked_signed_diff(index)
        })
    }

    /// Whether all words are still there, among their neighbours.
    fn is_supported(&self, pattern: &Pattern, candidate: &Candidate) -> bool {
        let (Some(old), Some(start)) = (&self.old, pattern.old_start) else {
            return false;
        };
        let likeness = &candidate.likeness;
        let mut fragments = pattern.fragments.iter();
        likeness.is_whole
            && likeness.own.share() >= 1.0
            && fragments.all(|range| old.support(start + range.start..start + range.end) >= SUPPORT)
    }

    /// Whether the words at a place are, after all, others of the old text.
    fn is_of_others(&self, pattern: &Pattern, candidate: &Candidate) -> bool {
        let (Some(old), Some(start)) = (&self.old, pattern.old_start) else {
            return false;
        };
        let mut pairs = pattern.fragments.iter().zip(&candidate.fragments);
        pairs.any(|(range, new)| old.is_of_others(new, &(start + range.start..start + range.end)))
    }

    /// Whether the old text had the words of a pattern twice, between the same others.
    fn was_rivalled(&self, pattern: &Pattern) -> bool {
        let (Some(old), Some(start)) = (&self.old, pattern.old_start) else {
            return false;
        };
        let places = self.old_places.get_or_init(|| Places::new(&old.plain));
        let own = start.checked_signed_diff(0);
        let own = own.and_then(|start| look(pattern, &old.plain, start));
        own.is_some_and(|own| own.is_rivalled(pattern, &old.plain, &places.starts(pattern)))
    }

    /// Where the pattern may begin, and whether its words are so frequent that there may be more
    /// places than these.
    fn starts(&self, pattern: &Pattern, lost: &Lost) -> (Vec<isize>, bool) {
        let places = self.places.get_or_init(|| Places::new(&self.plain));
        let mut starts = places.starts(pattern);
        let is_crowded = starts.is_empty();
        let before = pattern.fragments.first().map_or(0, |first| first.start);
        let last_known = lost.chars.first().and_then(|(start, _)| {
            let at = self.plain.at(self.new.byte_from_char(*start)?);
            at.checked_signed_diff(before)
        });
        starts.extend(last_known);
        (starts, is_crowded)
    }
}

impl Candidate {
    /// From its first character to its last.
    fn extent(&self) -> Range<usize> {
        let mut fragments = self.fragments.iter();
        let first = fragments.next().cloned().unwrap_or_default();
        first.start..fragments.next_back().map_or(first.end, |last| last.end)
    }

    /// Whether the pattern stands somewhere else, too, where it could be meant just as well.
    fn is_rivalled(&self, pattern: &Pattern, plain: &Plain, starts: &[isize]) -> bool {
        let (near, from) = pattern.near();
        let own = self.extent();
        starts.iter().any(|start| {
            look(&near, plain, start.saturating_add_unsigned(from)).is_some_and(|other| {
                let place = other.extent();
                let is_elsewhere = place.end <= own.start || own.end <= place.start;
                is_elsewhere && self.likeness.is_rivalled_by(&other.likeness)
            })
        })
    }
}

/// Looks at a place: as it is if nothing has changed there, else at what is most alike.
fn look(pattern: &Pattern, plain: &Plain, start: isize) -> Option<Candidate> {
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

/// Where each word of a text stands, by its hash.
struct Places(HashMap<u64, Vec<usize>>);

impl Places {
    fn new(plain: &Plain) -> Self {
        let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
        for word in words(plain.chars()) {
            let chars = &plain.chars()[word.clone()];
            places.entry(hash(chars)).or_default().push(word.start);
        }
        Self(places)
    }

    /// Where a pattern may begin, as its rare words say; what most of them say comes first.
    fn starts(&self, pattern: &Pattern) -> Vec<isize> {
        let mut votes: Vec<(isize, f32)> = Vec::new();
        for word in words(&pattern.chars) {
            let chars = &pattern.chars[word.clone()];
            let Some(at) = self
                .0
                .get(&hash(chars))
                .filter(|at| at.len() <= MOST_PLACES)
            else {
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
