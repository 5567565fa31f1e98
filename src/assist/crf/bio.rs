//! Tags of a sequence: outside, and begin and inside of each label.

/// The tags of some labels. 0 is outside; label `l`, from 0, begins with `1 + 2 l` and continues with
/// `2 + 2 l`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BioTags {
    labels: usize,
}

/// Outside of every span.
pub const OUTSIDE: usize = 0;

impl BioTags {
    /// The tags of this many labels.
    pub fn new(labels: usize) -> Self {
        Self { labels }
    }

    /// The number of labels.
    pub fn labels(self) -> usize {
        self.labels
    }

    /// The number of tags.
    pub fn count(self) -> usize {
        1 + 2 * self.labels
    }

    /// The tag of the first token of a span.
    pub fn begin(self, label: usize) -> usize {
        1 + 2 * label
    }

    /// The tag of the other tokens of a span.
    pub fn inside(self, label: usize) -> usize {
        2 + 2 * label
    }

    /// The label of a tag, `None` outside.
    pub fn label(self, tag: usize) -> Option<usize> {
        Some(tag.checked_sub(1)? / 2)
    }

    /// Whether a tag continues a span.
    pub fn continues(self, tag: usize) -> bool {
        tag != OUTSIDE && tag.is_multiple_of(2)
    }

    /// Whether a sequence may start with a tag.
    pub fn may_start(self, tag: usize) -> bool {
        !self.continues(tag)
    }

    /// Whether a tag may follow another: a span is continued by its own label only.
    pub fn may_follow(self, before: usize, tag: usize) -> bool {
        !self.continues(tag) || self.label(before) == self.label(tag)
    }
}
