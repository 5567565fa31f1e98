//! A simulated coder: how many keys complete statements need by hand, and with suggestions.
//!
//! The coder goes through the suggestions of an article, takes right ones, takes those that are nearly
//! right and moves their borders, rejects the others, and does the rest by hand. Values and links are
//! counted for each annotation: a right suggestion is taken with one key, anything else costs what it
//! costs by hand. Reading costs no key.

use std::ops::Range;

use super::Tested;
use crate::layers::spans_of;
use crate::model::codebook::AttributeKind;
use crate::model::{Annotation, AttributeId, Codebook, LabelId};
use crate::tokens::covered;

/// What acts cost, in keys.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KeyCosts {
    /// To the first word of a span.
    pub go: usize,
    /// To extend a selection or move a border by any number of words, at most; a word costs one, and there
    /// are keys for clauses and sentences.
    pub extend_most: usize,
    pub label: usize,
    /// To open the picker, type two letters and confirm.
    pub entity: usize,
    /// The letter of an attribute and the letter of its choice.
    pub choice: usize,
    pub date: usize,
    /// The key of the relation and the other end.
    pub link: usize,
    /// The choice that the relation needs.
    pub role: usize,
    /// To the next suggestion.
    pub next: usize,
    /// To take or reject a suggestion.
    pub decide: usize,
    /// The confidence from which suggestions are shown.
    pub shown_from: f64,
}

impl Default for KeyCosts {
    fn default() -> Self {
        Self {
            go: 2,
            extend_most: 5,
            label: 1,
            entity: 4,
            choice: 2,
            date: 7,
            link: 2,
            role: 2,
            next: 1,
            decide: 1,
            shown_from: 0.5,
        }
    }
}

/// Keys that articles need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeysNeeded {
    /// For spans with their labels, by hand and with suggestions.
    pub spans_by_hand: usize,
    pub spans: usize,
    /// For entities, choices, dates and links.
    pub values_by_hand: usize,
    pub values: usize,
}

impl KeysNeeded {
    /// The share of keys that suggestions save; `None` without any.
    pub fn saved(self) -> Option<f64> {
        let by_hand = self.spans_by_hand + self.values_by_hand;
        let with = self.spans + self.values;
        (by_hand > 0).then(|| 1.0 - with as f64 / by_hand as f64)
    }

    pub(super) fn add(&mut self, other: Self) {
        self.spans_by_hand += other.spans_by_hand;
        self.spans += other.spans;
        self.values_by_hand += other.values_by_hand;
        self.values += other.values;
    }
}

/// The keys that an article needs.
pub(super) fn needed(tested: &Tested<'_>, codebook: &Codebook, costs: &KeyCosts) -> KeysNeeded {
    let mut needed = KeysNeeded::default();
    for label in codebook.offered().map(|label| &label.id) {
        needed.add(of_spans(tested, label, costs));
    }
    needed.add(of_values(tested, codebook, costs));
    needed.add(of_links(tested, costs));
    needed
}

/// Where a span stands: its sequence and its tokens there.
fn words(tested: &Tested<'_>, range: &Range<usize>) -> Range<usize> {
    // Tokens are counted over the whole article, so that a span over two paragraphs has a place too.
    let mut before = 0;
    let mut words: Option<Range<usize>> = None;
    for sequence in &tested.prepared.sequences {
        if let Some(tokens) = covered(&sequence.tokens, range) {
            let start = words
                .as_ref()
                .map_or(before + tokens.start, |words| words.start);
            words = Some(start..before + tokens.end);
        }
        before += sequence.tokens.len();
    }
    words.unwrap_or(0..0)
}

fn of_spans(tested: &Tested<'_>, label: &LabelId, costs: &KeyCosts) -> KeysNeeded {
    let by_hand = |words: &Range<usize>| {
        let extend = words.len().saturating_sub(1).min(costs.extend_most);
        costs.go + extend + costs.label
    };
    let gold: Vec<Range<usize>> = spans_of(tested.document, label)
        .iter()
        .map(|span| words(tested, span))
        .collect();
    let mut is_done = vec![false; gold.len()];
    let mut needed = KeysNeeded {
        spans_by_hand: gold.iter().map(by_hand).sum(),
        ..KeysNeeded::default()
    };
    let of_label = tested.spans.iter().filter(|span| span.label == *label);
    for span in of_label.filter(|span| span.confidence >= costs.shown_from) {
        let shown = words(tested, &span.range);
        needed.spans += costs.next + costs.decide;
        let near = gold.iter().enumerate().find(|(at, words)| {
            !is_done[*at] && words.start < shown.end && shown.start < words.end
        });
        let Some((at, words)) = near else { continue };
        let move_one = |one: usize, other: usize| one.abs_diff(other).min(costs.extend_most);
        let corrections = move_one(words.start, shown.start) + move_one(words.end, shown.end);
        // Whoever sees that by hand is shorter rejects it.
        if corrections < by_hand(words) {
            needed.spans += corrections;
            is_done[at] = true;
        }
    }
    let rest = gold.iter().zip(&is_done).filter(|(_, is_done)| !**is_done);
    needed.spans += rest.map(|(words, _)| by_hand(words)).sum::<usize>();
    needed
}

fn of_values(tested: &Tested<'_>, codebook: &Codebook, costs: &KeyCosts) -> KeysNeeded {
    let mut needed = KeysNeeded::default();
    for (id, values) in &tested.values {
        let Some(annotation) = tested.document.annotation(id) else {
            continue;
        };
        if let Some(entity) = &annotation.entity {
            let suggested = values.entity.as_ref();
            let suggested = suggested.filter(|one| one.confidence >= costs.shown_from);
            let is_right = suggested.is_some_and(|one| one.value == *entity);
            needed.add(value(costs.entity, is_right, costs));
        } else if values
            .entity
            .as_ref()
            .is_some_and(|one| one.confidence >= costs.shown_from)
        {
            needed.values += costs.decide;
        }
        for attribute in codebook.attributes_of(&annotation.label) {
            let Some(by_hand) = cost_of(&attribute.kind, costs) else {
                continue;
            };
            let suggested = values.attributes.iter().find(|(of, _)| *of == attribute.id);
            let suggested = suggested.filter(|(_, one)| one.confidence >= costs.shown_from);
            // A default stands there without a key.
            let is_default = written(annotation, &attribute.id) == attribute.default.as_ref();
            match written(annotation, &attribute.id) {
                Some(_) if is_default && suggested.is_none() => {}
                Some(written) => {
                    let is_right = suggested.is_some_and(|(_, one)| one.value == *written);
                    let mut of_value = value(by_hand, is_right, costs);
                    if is_default {
                        of_value.values_by_hand = 0;
                        of_value.values = if is_right { 0 } else { of_value.values };
                    }
                    needed.add(of_value);
                }
                None => needed.values += usize::from(suggested.is_some()) * costs.decide,
            }
        }
    }
    needed
}

fn written<'a>(
    annotation: &'a Annotation,
    attribute: &AttributeId,
) -> Option<&'a crate::model::AttributeValue> {
    annotation.attributes.get(attribute)
}

/// The keys of a value that is wanted.
fn value(by_hand: usize, is_right: bool, costs: &KeyCosts) -> KeysNeeded {
    KeysNeeded {
        values_by_hand: by_hand,
        values: if is_right { costs.decide } else { by_hand },
        ..KeysNeeded::default()
    }
}

/// What a value costs by hand; `None` for what is never suggested and costs the same with and without.
fn cost_of(kind: &AttributeKind, costs: &KeyCosts) -> Option<usize> {
    match kind {
        AttributeKind::Flag
        | AttributeKind::Choice(_)
        | AttributeKind::Several(_)
        | AttributeKind::Tree { .. } => Some(costs.choice),
        AttributeKind::Date => Some(costs.date),
        AttributeKind::Text
        | AttributeKind::LongText
        | AttributeKind::Integer
        | AttributeKind::Number
        | AttributeKind::Entity => None,
    }
}

fn of_links(tested: &Tested<'_>, costs: &KeyCosts) -> KeysNeeded {
    let mut needed = KeysNeeded::default();
    for check in &tested.links {
        let by_hand = costs.link + if check.role.is_some() { costs.role } else { 0 };
        let suggested = check.suggested.as_ref();
        let suggested = suggested.filter(|(_, confidence)| *confidence >= costs.shown_from);
        let is_right = suggested.is_some_and(|(id, _)| check.right.contains(id));
        if suggested.is_some() && !is_right {
            needed.values += costs.decide;
        }
        for link in 0..check.right.len() {
            needed.add(value(by_hand, is_right && link == 0, costs));
        }
    }
    needed
}
