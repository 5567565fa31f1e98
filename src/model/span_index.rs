//! An index from ranges of text to the annotations that overlap them (a bucketed interval index),
//! so that a lookup does not scan all annotations.

use std::ops::Range;

use super::annotation::AnnotationId;
use super::span::Fragments;

/// Bytes of text for each bucket: about a paragraph, so that a screen needs about a dozen buckets.
const BUCKET: usize = 1024;

/// Annotation ids by the ranges of text that they overlap, in buckets of equal size.
#[derive(Clone, Debug, Default)]
pub struct SpanIndex {
    buckets: Vec<Vec<AnnotationId>>,
}

impl SpanIndex {
    pub fn insert(&mut self, fragments: &Fragments, id: &AnnotationId) {
        for bucket in buckets(fragments) {
            if self.buckets.len() <= bucket {
                self.buckets.resize_with(bucket + 1, Vec::new);
            }
            // Fragments ascend, so an annotation that is in the bucket already is its last.
            if self.buckets[bucket].last() != Some(id) {
                self.buckets[bucket].push(id.clone());
            }
        }
    }

    pub fn remove(&mut self, fragments: &Fragments, id: &AnnotationId) {
        for bucket in buckets(fragments) {
            if let Some(ids) = self.buckets.get_mut(bucket) {
                ids.retain(|other| other != id);
            }
        }
    }

    /// Ids of annotations that may overlap the range: a superset, each id once.
    pub fn near(&self, range: Range<usize>) -> Vec<&AnnotationId> {
        let first = range.start / BUCKET;
        let last = (range.end / BUCKET + 1).min(self.buckets.len());
        let mut ids: Vec<&AnnotationId> = self
            .buckets
            .get(first..last)
            .unwrap_or_default()
            .iter()
            .flatten()
            .collect();
        if last.saturating_sub(first) > 1 {
            ids.sort_unstable();
            ids.dedup();
        }
        ids
    }
}

fn buckets(fragments: &Fragments) -> impl Iterator<Item = usize> + '_ {
    fragments
        .iter()
        .flat_map(|span| span.start().0 / BUCKET..=(span.end().0 - 1) / BUCKET)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ByteOffset, Span, Text};

    #[test]
    fn an_annotation_is_once_in_each_bucket_that_its_fragments_touch() {
        let text = Text::new("x".repeat(5 * BUCKET));
        let of = |ranges: &[(usize, usize)]| {
            let span = |(start, end): &(usize, usize)| {
                Span::new(&text, ByteOffset(*start), ByteOffset(*end)).expect("a span")
            };
            Fragments::new(ranges.iter().map(span)).expect("they ascend")
        };
        let mut index = SpanIndex::default();
        index.insert(&of(&[(0, 9)]), &"a".into());
        index.insert(
            &of(&[(1, 2), (4, 5), (8, BUCKET + 3), (BUCKET + 9, BUCKET + 10)]),
            &"b".into(),
        );
        index.insert(&of(&[(0, 1)]), &"c".into());
        let buckets: Vec<Vec<&str>> = index
            .buckets
            .iter()
            .map(|ids| ids.iter().map(AnnotationId::as_str).collect())
            .collect();
        assert_eq!(buckets, [vec!["a", "b", "c"], vec!["b"]]);
    }
}
