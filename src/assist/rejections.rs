//! Suggestions that the coder has rejected: they do not return after the next training.
//!
//! A rejection is kept by the words, the label and what stands around, for one article. It holds where
//! the words stand in the same surroundings, also after the text before them has changed; the same words
//! elsewhere in the article may be suggested again.

use std::collections::BTreeSet;
use std::ops::Range;

use super::model::{LabelId, Text};

/// Rejected spans by the name of the article, the oldest first.
pub type RejectionsByArticle = std::collections::BTreeMap<String, Vec<RejectedSpan>>;

/// The rejections of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rejections {
    all: BTreeSet<RejectedSpan>,
}

/// A rejected suggestion.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RejectedSpan {
    pub label: LabelId,
    pub quote: String,
    /// The characters before it, at most [`CONTEXT`].
    pub before: String,
    /// The characters after it, at most [`CONTEXT`].
    pub after: String,
}

/// How many characters around a rejected span are kept.
pub const CONTEXT: usize = 24;

impl RejectedSpan {
    /// A rejection of a range of a text; `None` for a range that the text does not have.
    pub fn of(text: &Text, range: &Range<usize>, label: &LabelId) -> Option<Self> {
        let content = text.as_str();
        let quote = content.get(range.clone())?;
        let mut before: Vec<char> = content[..range.start].chars().rev().take(CONTEXT).collect();
        before.reverse();
        Some(Self {
            label: label.clone(),
            quote: quote.to_owned(),
            before: before.into_iter().collect(),
            after: content[range.end..].chars().take(CONTEXT).collect(),
        })
    }
}

impl Rejections {
    /// Adds a rejection; returns whether it is new.
    pub fn add(&mut self, rejected: RejectedSpan) -> bool {
        self.all.insert(rejected)
    }

    /// Takes a rejection back; returns whether it was there.
    pub fn remove(&mut self, rejected: &RejectedSpan) -> bool {
        self.all.remove(rejected)
    }

    /// Whether a suggestion was rejected.
    pub fn has(&self, text: &Text, range: &Range<usize>, label: &LabelId) -> bool {
        if self.all.is_empty() {
            return false;
        }
        let Some(span) = RejectedSpan::of(text, range, label) else {
            return false;
        };
        let is_it = |rejected: &RejectedSpan| {
            // At the start or end of a text there was less around it than there is now, or the other
            // way round.
            let (before, after) = (&rejected.before, &rejected.after);
            rejected.label == span.label
                && rejected.quote == span.quote
                && (span.before.ends_with(before) || before.ends_with(&span.before))
                && (span.after.starts_with(after) || after.starts_with(&span.after))
        };
        self.all.iter().any(is_it)
    }

    /// All of them, in a stable order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &RejectedSpan> {
        self.all.iter()
    }
}

impl FromIterator<RejectedSpan> for Rejections {
    fn from_iter<I: IntoIterator<Item = RejectedSpan>>(all: I) -> Self {
        Self {
            all: all.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rejection_holds_for_its_place_and_label_after_edits_elsewhere() {
        let text = Text::new("The talks failed. In May they met. In May they left again, he said.");
        let first = text.as_str().find("May").expect("it is there");
        let range = first..first + 3;
        let label = LabelId::from("actor");
        let mut rejections = Rejections::default();
        let rejected = RejectedSpan::of(&text, &range, &label).expect("it is there");
        assert!(rejections.add(rejected.clone()) && !rejections.add(rejected.clone()));
        assert!(rejections.has(&text, &range, &label));
        assert!(!rejections.has(&text, &range, &"event".into()));
        let second = text.as_str().rfind("May").expect("it is there");
        assert!(!rejections.has(&text, &(second..second + 3), &label));
        let edited = Text::new(format!("A new first paragraph — Київ.\n{}", text.as_str()));
        let moved = edited.as_str().find("May").expect("it is there");
        assert!(rejections.has(&edited, &(moved..moved + 3), &label));
        assert!(rejections.remove(&rejected) && !rejections.has(&text, &range, &label));
    }

    #[test]
    fn ranges_that_are_not_there_are_not_rejected() {
        let text = Text::new("Київ");
        for (start, end) in [(1, 3), (0, 99), (4, 2)] {
            let range = start..end;
            assert_eq!(RejectedSpan::of(&text, &range, &"actor".into()), None);
        }
    }
}
