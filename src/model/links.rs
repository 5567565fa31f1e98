//! The rules for linking annotations by relations, and the ranking of candidates for the other end.
//!
//! Linking starts at the chosen annotation: first the *way* (a relation type, and the end of it at
//! which the chosen one is), then the other end among the *candidates*. All rules come from the
//! codebook; no code here depends on a particular label such as actor or demand.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::annotation::{Annotation, AnnotationId, LabelId};
use super::codebook::{Codebook, End, RelationType};
use super::document::Document;
use super::key_letters::KeyLetters;
use super::relation::Relation;
use super::text::ByteOffset;
use super::words;

/// A way to link an annotation of some label: a relation type and an end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkOption<'a> {
    pub kind: &'a RelationType,
    /// The end at which the annotation is.
    pub end: End,
    /// The keyboard shortcut that chooses it, unique among the ways of a label.
    pub key: Option<char>,
    /// Whether every annotation of the label needs one.
    pub required: bool,
}

impl LinkOption<'_> {
    /// Labels that the codebook allows at the other end.
    pub fn others(&self) -> &[LabelId] {
        match self.end {
            End::From => &self.kind.to,
            End::To => &self.kind.from,
        }
    }

    /// Orders this end and the other end as (from, to).
    pub fn ends<T>(&self, this: T, other: T) -> (T, T) {
        match self.end {
            End::From => (this, other),
            End::To => (other, this),
        }
    }

    /// Whether a relation has this type and the annotation at this end.
    pub fn holds(&self, relation: &Relation, id: &AnnotationId) -> bool {
        let at_end = match self.end {
            End::From => &relation.from,
            End::To => &relation.to,
        };
        relation.kind == self.kind.id && at_end == id
    }
}

impl End {
    /// The opposite end.
    pub fn other(self) -> Self {
        match self {
            Self::From => Self::To,
            Self::To => Self::From,
        }
    }
}

/// Why a link between two annotations is not allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkRefusal {
    /// Both are the same one.
    Itself,
    /// The relation type leads to no annotation of this label.
    Label(LabelId),
    /// They are linked in this way already.
    Already,
}

/// The ways to link an annotation of a label: required ones first, then in the order of the
/// codebook. None has a shortcut.
pub fn ways<'a>(codebook: &'a Codebook, label: &LabelId) -> Vec<LinkOption<'a>> {
    let mut ways = Vec::new();
    for kind in &codebook.relations {
        for (end, labels) in [(End::From, &kind.from), (End::To, &kind.to)] {
            if labels.contains(label) {
                ways.push(LinkOption {
                    kind,
                    end,
                    key: None,
                    required: kind.required_for == Some(end),
                });
            }
        }
    }
    ways.sort_by_key(|way| !way.required);
    ways
}

/// The same with shortcuts, which the keyboard has.
///
/// The shortcut of each is the type's own letter, or, if that is taken, the first free letter of
/// its name. The shortcuts of the label's attributes are taken, so that a letter has one meaning.
pub fn lettered_ways<'a>(
    codebook: &'a Codebook,
    label: &LabelId,
    keyboard: &KeyLetters,
) -> Vec<LinkOption<'a>> {
    let mut ways = ways(codebook, label);
    let attributes = codebook.attributes_of(label).map(|a| (a.key, &*a.name));
    let kinds = ways.iter().map(|way| (way.kind.key, &*way.kind.name));
    let keys = letters(attributes.clone().chain(kinds), keyboard);
    let keys = keys.into_iter().skip(attributes.count());
    for (way, key) in ways.iter_mut().zip(keys) {
        way.key = key;
    }
    ways
}

/// Assigns a unique letter (keyboard shortcut) to each item, given by own letter and name: the own
/// letter, or, if that is taken or no key gives it, the first free one of the name that a key gives.
pub fn letters<'a>(
    things: impl Iterator<Item = (Option<char>, &'a str)> + Clone,
    keyboard: &KeyLetters,
) -> Vec<Option<char>> {
    let mut taken: Vec<char> = Vec::new();
    let is_own = |c: &char| c.is_alphanumeric() && !keyboard.lacks(*c);
    // Own letters first, so that a name never takes the own letter of another item.
    let own: Vec<_> = things
        .clone()
        .map(|(own, _)| {
            let own = own.into_iter().flat_map(char::to_lowercase);
            take_key(&mut taken, own.filter(is_own), keyboard)
        })
        .collect();
    let named = own.into_iter().zip(things).map(|(own, (_, name))| {
        own.or_else(|| {
            let named = keyboard.of_name(name).chain(LETTERS.chars());
            take_key(&mut taken, named, keyboard)
        })
    });
    named.collect()
}

/// The first letter whose key is not taken, which it then is.
fn take_key(
    taken: &mut Vec<char>,
    mut letters: impl Iterator<Item = char>,
    keyboard: &KeyLetters,
) -> Option<char> {
    let free = letters.find(|letter| !taken.contains(&keyboard.key_of(*letter)))?;
    taken.push(keyboard.key_of(free));
    Some(free)
}

/// The way for a relation type, with an annotation of a label at one of its ends.
pub fn way<'a>(
    codebook: &'a Codebook,
    label: &LabelId,
    kind: &str,
    end: End,
) -> Option<LinkOption<'a>> {
    let mut ways = ways(codebook, label).into_iter();
    ways.find(|way| way.kind.id.as_str() == kind && way.end == end)
}

/// Validates a link between two annotations: why it is not allowed; `None` if it is.
pub fn refusal(
    document: &Document,
    way: &LinkOption<'_>,
    this: &AnnotationId,
    other: &Annotation,
) -> Option<LinkRefusal> {
    if other.id == *this {
        return Some(LinkRefusal::Itself);
    }
    if !way.others().contains(&other.label) {
        return Some(LinkRefusal::Label(other.label.clone()));
    }
    // An annotation may have thousands of relations, and is asked about with thousands of others.
    let counts = [this, &other.id].map(|id| document.count_relations_of(id));
    let fewer = if counts[0] <= counts[1] {
        this
    } else {
        &other.id
    };
    let already = document
        .relations_of(fewer)
        .any(|relation| way.holds(relation, this) && far_end(relation, this) == &other.id);
    already.then_some(LinkRefusal::Already)
}

/// The end of a relation that is not this annotation.
pub fn far_end<'a>(relation: &'a Relation, id: &AnnotationId) -> &'a AnnotationId {
    if relation.from == *id {
        &relation.to
    } else {
        &relation.from
    }
}

/// Sorts candidates for the other end by likelihood.
///
/// Those in the sentence of the annotation come first; then those of its paragraph that are already
/// at the other end of such a relation, because a paragraph tends to have one subject; then all
/// others. Within each group, nearer ones come first. Candidates that overlap the annotation come
/// after the rest of its sentence: users rarely link a phrase to a part of itself.
pub fn rank(
    document: &Document,
    way: &LinkOption<'_>,
    this: &Annotation,
    candidates: &mut [AnnotationId],
) {
    let Some(fragments) = this.fragments() else {
        return;
    };
    let text = document.text();
    let own = fragments.start().0..fragments.end().0;
    let sentence = words::sentence_at(text, fragments.start());
    let paragraph = text.paragraphs()[text.paragraph_at(fragments.start())].clone();
    candidates.sort_by_cached_key(|id| {
        let candidate = document.annotation(id).and_then(|a| a.fragments());
        let Some(place) = candidate.map(|f| f.start().0..f.end().0) else {
            return (u8::MAX, usize::MAX, usize::MAX);
        };
        let meets = |range: &Range<usize>| place.start < range.end && range.start < place.end;
        let plays_the_part = || {
            let mut relations = document.relations_of(id);
            let across = LinkOption {
                end: way.end.other(),
                ..*way
            };
            relations.any(|relation| across.holds(relation, id))
        };
        let class = if meets(&sentence) {
            u8::from(meets(&own))
        } else if meets(&paragraph) && plays_the_part() {
            2
        } else {
            3
        };
        let distance = if meets(&own) {
            0
        } else if place.end <= own.start {
            own.start - place.end
        } else {
            place.start - own.end
        };
        (class, distance, place.start)
    });
}

/// The next or previous candidate in the order of the text; it wraps around at the ends.
///
/// `fits` returns whether an annotation is a candidate.
pub fn step(
    document: &Document,
    from: Option<&AnnotationId>,
    forward: bool,
    fits: impl Fn(&Annotation) -> bool,
) -> Option<AnnotationId> {
    let all = document.annotations();
    let count = all.len();
    let start = from.and_then(|id| document.rank(id));
    let start = start.unwrap_or(if forward { count.saturating_sub(1) } else { 0 });
    let ranks = (1..=count).map(|step| {
        let by = if forward { step } else { count - step };
        (start + by) % count
    });
    let mut around = ranks.filter_map(|rank| all.get(rank));
    around.find(|a| fits(a)).map(|a| a.id.clone())
}

/// How far from an annotation [`likeliest`] looks for candidates first, in bytes.
const NEAR: usize = 4000;

/// The likeliest candidate: the first by [`rank`] of those around the annotation, or else the
/// nearest one.
pub fn likeliest(
    document: &Document,
    way: &LinkOption<'_>,
    this: &Annotation,
    fits: impl Fn(&Annotation) -> bool,
) -> Option<AnnotationId> {
    let fragments = this.fragments()?;
    let around = fragments.start().0.saturating_sub(NEAR)..fragments.end().0 + NEAR;
    let near = document.touching(around).into_iter();
    let mut near: Vec<_> = near.filter(|a| fits(a)).map(|a| a.id.clone()).collect();
    rank(document, way, this, &mut near);
    let first = near.into_iter().next();
    first.or_else(|| nearest(document, fragments.start(), fits))
}

/// The candidate nearest to a position, by the distance of its start.
pub fn nearest(
    document: &Document,
    place: ByteOffset,
    fits: impl Fn(&Annotation) -> bool,
) -> Option<AnnotationId> {
    let all = document.annotations();
    let start = |a: &Annotation| a.fragments().map_or(0, |f| f.start().0);
    let middle = all.partition_point(|a| start(a) < place.0);
    let (before, after) = all.split_at(middle);
    let before = before.iter().rev().find(|a| fits(a));
    let after = after.iter().find(|a| fits(a));
    let near = before.into_iter().chain(after);
    near.min_by_key(|a| start(a).abs_diff(place.0))
        .map(|a| a.id.clone())
}

/// The home row, then the row above, then the row below, each from the strong fingers outwards.
const LETTERS: &str = "fjdkslaghrueiwoqptyvmcnxbz";

/// Jump labels (hint letters), shorter ones first; none is a prefix of another.
///
/// It returns at most 676: more are not readable on one screen.
pub fn jump_letters(count: usize) -> Vec<String> {
    let letters: Vec<char> = LETTERS.chars().collect();
    let base = letters.len();
    // Each letter that becomes a prefix removes one label and adds `base` longer ones.
    let prefixes = count.saturating_sub(base).div_ceil(base - 1).min(base);
    let (single, first) = letters.split_at(base - prefixes);
    let single = single.iter().map(char::to_string);
    let double = first
        .iter()
        .flat_map(|a| letters.iter().map(move |b| format!("{a}{b}")));
    single.chain(double).take(count).collect()
}

/// Gives jump labels to candidates, of which the first get the shortest. A candidate keeps the label that it was
/// `given` while others come and go, also one that is no candidate for a while, as far as the letters suffice.
pub fn stable_jump_letters(
    given: &mut Vec<(AnnotationId, String)>,
    candidates: &[AnnotationId],
) -> Vec<(AnnotationId, String)> {
    let singles = LETTERS.len();
    let here: HashSet<&AnnotationId> = candidates.iter().collect();
    let known: HashSet<&AnnotationId> = given.iter().map(|(id, _)| id).collect();
    let new = here.difference(&known).count();
    if given.len() + new > singles {
        given.retain(|(id, _)| here.contains(id));
    }
    let all = jump_letters(candidates.len().max(singles));
    let offered: HashSet<&str> = all.iter().map(String::as_str).collect();
    given.retain(|(_, letters)| offered.contains(letters.as_str()));
    let mut letters: HashMap<AnnotationId, String> = given.iter().cloned().collect();
    let taken: HashSet<String> = letters.values().cloned().collect();
    let mut free = all.iter().filter(|label| !taken.contains(*label));
    let mut labelled = Vec::new();
    for id in candidates {
        let mut label = letters.get(id).cloned();
        if label.is_none()
            && let Some(next) = free.next()
        {
            given.push((id.clone(), next.clone()));
            letters.insert(id.clone(), next.clone());
            label = Some(next.clone());
        }
        // More than can be read on one screen have none.
        labelled.push((id.clone(), label.unwrap_or_default()));
    }
    labelled
}
