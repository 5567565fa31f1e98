//! Where a token stands in its quotation and its clause.

use super::{FeatureFamily, OUTSIDE, feature, near};
use crate::form::Form;
use crate::hashing::join;

/// Quotations and punctuation of a sequence.
pub(super) struct Surroundings {
    quoted: Vec<bool>,
    /// The last mark before each token.
    before: Vec<Option<usize>>,
    /// The first mark after each token.
    after: Vec<Option<usize>>,
}

impl Surroundings {
    pub fn new(forms: &[Form]) -> Self {
        let mut open: Option<char> = None;
        let mut quoted = Vec::with_capacity(forms.len());
        let mut before = Vec::with_capacity(forms.len());
        let mut last = None;
        for (at, form) in forms.iter().enumerate() {
            let was_open = open.is_some();
            if let Some(mark) = form.mark {
                open = after_mark(open, mark);
            }
            quoted.push(was_open && open.is_some());
            before.push(last);
            if form.mark.is_some() {
                last = Some(at);
            }
        }
        let mut after = vec![None; forms.len()];
        let mut next = None;
        for (at, form) in forms.iter().enumerate().rev() {
            after[at] = next;
            if form.mark.is_some() {
                next = Some(at);
            }
        }
        Self {
            quoted,
            before,
            after,
        }
    }

    /// Adds the features of a token.
    pub fn features(&self, forms: &[Form], at: usize, out: &mut Vec<u64>) {
        let quoted = u64::from(self.quoted[at]);
        out.push(feature(FeatureFamily::Quoted, 0, quoted));
        out.push(feature(
            FeatureFamily::QuotedShape,
            0,
            join(quoted, forms[at].shape),
        ));
        let mark = |place: Option<usize>| place.map_or(OUTSIDE, |place| forms[place].word);
        let (before, after) = (self.before[at], self.after[at]);
        let before_distance = bucket(at - before.map_or(0, |place| place + 1));
        let after_distance = bucket(after.unwrap_or(forms.len()) - at - 1);
        out.push(feature(
            FeatureFamily::MarkBefore,
            0,
            join(mark(before), before_distance),
        ));
        out.push(feature(
            FeatureFamily::MarkAfter,
            0,
            join(mark(after), after_distance),
        ));
        out.push(feature(
            FeatureFamily::Marks,
            0,
            join(mark(before), mark(after)),
        ));
        let start = before.map_or(0, |place| place + 1);
        out.push(feature(FeatureFamily::ClauseStart, 0, forms[start].word));
        let before_clause = before.and_then(|place| place.checked_sub(1));
        let before_clause = before_clause.map_or(OUTSIDE, |place| forms[place].word);
        out.push(feature(FeatureFamily::BeforeClause, 0, before_clause));
        for distance in 1..=2 {
            let word = after.and_then(|after| near(forms, after, distance));
            let word = word.map_or(OUTSIDE, |form| form.word);
            out.push(feature(FeatureFamily::AfterMark, distance, word));
        }
        for distance in [-5, -4, -3, 3, 4, 5] {
            if let Some(form) = near(forms, at, distance) {
                out.push(feature(FeatureFamily::Distant, distance, form.word));
            }
        }
    }
}

/// The mark that opened the quotation after a mark; `None` outside.
fn after_mark(open: Option<char>, mark: char) -> Option<char> {
    match (open, mark) {
        (None, '“' | '„' | '«' | '»' | '"' | '「' | '『' | '”' | '‟') => Some(mark),
        (Some('“'), '”')
        | (Some('„'), '“' | '”')
        | (Some('«'), '»')
        | (Some('»'), '«')
        | (Some('"'), '"')
        | (Some('「'), '」')
        | (Some('『'), '』')
        | (Some('”' | '‟'), '”' | '“') => None,
        (open, _) => open,
    }
}

/// A distance, with long ones grouped.
fn bucket(distance: usize) -> u64 {
    match distance {
        0..=3 => distance as u64,
        4..=5 => 4,
        6..=8 => 5,
        9..=15 => 6,
        _ => 7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens_in;

    fn quoted(text: &str) -> String {
        let tokens = tokens_in(text, 0..text.len());
        let forms: Vec<Form> = tokens
            .iter()
            .map(|token| Form::new(&text[token.clone()]))
            .collect();
        let surroundings = Surroundings::new(&forms);
        let inside = tokens.iter().zip(&surroundings.quoted);
        let inside = inside.filter(|(_, quoted)| **quoted);
        let words: Vec<&str> = inside.map(|(token, _)| &text[token.clone()]).collect();
        words.join(" ")
    }

    #[test]
    fn quotations_of_several_languages_are_seen() {
        for (text, inside) in [
            ("He said “open the gate” and left", "open the gate"),
            ("\"Stop\", she said, \"now\"", "Stop now"),
            ("„Nein“, sagte er", "Nein"),
            ("Он сказал: «нет» и ушёл", "нет"),
            ("他说「好」了", "好"),
            (
                "“It goes on into the next paragraph.",
                "It goes on into the next paragraph .",
            ),
        ] {
            assert_eq!(quoted(text), inside);
        }
    }
}
