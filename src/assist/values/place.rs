//! Where an annotation stands in the tokens of its article, and what is around it.

use std::ops::Range;

use crate::features::{Form, PreparedText};
use crate::hashing::join;
use crate::model::Annotation;
use crate::tokens::covered;

/// The first fragment of an annotation, as tokens of a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TokenPlace {
    pub sequence: usize,
    pub tokens: Range<usize>,
    /// The number of the first token in the whole article.
    pub order: usize,
}

impl TokenPlace {
    /// `None` for a detached annotation, or one without a token.
    pub fn of(prepared: &PreparedText, annotation: &Annotation) -> Option<Self> {
        let span = annotation.fragments()?.iter().next()?.range();
        Self::of_range(prepared, &span)
    }

    /// The place of a range of the text.
    pub fn of_range(prepared: &PreparedText, range: &Range<usize>) -> Option<Self> {
        let sequences = &prepared.sequences;
        let sequence = sequences.partition_point(|sequence| {
            sequence
                .tokens
                .last()
                .is_some_and(|last| last.end <= range.start)
        });
        let tokens = covered(&sequences.get(sequence)?.tokens, range)?;
        let before: usize = sequences[..sequence]
            .iter()
            .map(|one| one.tokens.len())
            .sum();
        Some(Self {
            sequence,
            order: before + tokens.start,
            tokens,
        })
    }

    /// The forms of its tokens.
    pub fn forms<'a>(&self, prepared: &'a PreparedText) -> &'a [Form] {
        &prepared.forms[self.sequence][self.tokens.clone()]
    }

    /// The form at a distance before its start, 1 being the one before it.
    pub fn before<'a>(&self, prepared: &'a PreparedText, distance: usize) -> Option<&'a Form> {
        prepared.forms[self.sequence].get(self.tokens.start.checked_sub(distance)?)
    }

    /// The form at a distance after its end, 1 being the one after it.
    pub fn after<'a>(&self, prepared: &'a PreparedText, distance: usize) -> Option<&'a Form> {
        prepared.forms[self.sequence].get(self.tokens.end + distance - 1)
    }

    /// Whether a quotation mark stands right before or after it, or at its edge.
    pub fn is_quoted(&self, prepared: &PreparedText) -> bool {
        let is_quote = |form: Option<&Form>| {
            form.and_then(|form| form.mark)
                .is_some_and(|mark| "“”„«»\"「」".contains(mark))
        };
        let forms = self.forms(prepared);
        is_quote(self.before(prepared, 1))
            || is_quote(self.after(prepared, 1))
            || is_quote(forms.first())
            || is_quote(forms.last())
    }

    /// Features of the words in and around it.
    pub fn features(&self, prepared: &PreparedText) -> Vec<u64> {
        let forms = self.forms(prepared);
        let mut features = vec![named("bias", 0), named("length", bucket(forms.len()))];
        features.push(named("quoted", u64::from(self.is_quoted(prepared))));
        for form in forms.iter().take(60) {
            features.push(named("inside", form.word));
            features.push(named("stem", form.prefixes[3]));
        }
        for pair in forms.windows(2).take(60) {
            features.push(named("pair", join(pair[0].word, pair[1].word)));
        }
        if let (Some(first), Some(last)) = (forms.first(), forms.last()) {
            features.push(named("first", first.word));
            features.push(named("last", last.word));
            features.push(named("ending", first.suffixes[2]));
            features.push(named("shape", first.shape));
        }
        for distance in 1..=6 {
            if let Some(form) = self.before(prepared, distance) {
                features.push(named("left", form.word));
                features.push(named("left stem", form.prefixes[3]));
                if distance <= 2 {
                    features.push(named("left at", join(distance as u64, form.word)));
                }
            }
            if let Some(form) = self.after(prepared, distance) {
                features.push(named("right", form.word));
                if distance <= 2 {
                    features.push(named("right at", join(distance as u64, form.word)));
                }
            }
        }
        // A word that occurs twice counts once.
        features.sort_unstable();
        features.dedup();
        features
    }
}

/// A feature of a family that is known by its name.
pub(super) fn named(family: &str, value: u64) -> u64 {
    join(crate::hashing::hash_text(family), value)
}

/// A count, with large ones grouped.
pub(super) fn bucket(count: usize) -> u64 {
    match count {
        0..=4 => count as u64,
        5..=7 => 5,
        8..=12 => 6,
        13..=24 => 7,
        25..=60 => 8,
        _ => 9,
    }
}
