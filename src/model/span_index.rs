//! An index from ranges of text to the annotations that overlap them (a bucketed interval index),
//! so that a lookup does not scan all annotations.

use std::ops::Range;
use std::sync::Arc;

use super::annotation::Annotation;
use super::span::Fragments;

/// Bytes of text for each bucket: about a paragraph, so that a screen needs about a dozen buckets.
const BUCKET: usize = 1024;

/// Annotations by the ranges of text that they overlap, in buckets of equal size. Each bucket is in
/// the order of annotations, so that thousands at one place need no sorting when they are looked up.
#[derive(Clone, Debug, Default)]
pub struct SpanIndex {
    buckets: Vec<Vec<Arc<Annotation>>>,
}

impl SpanIndex {
    /// Adds an annotation; a detached one is nowhere.
    pub fn insert(&mut self, annotation: &Arc<Annotation>) {
        for bucket in buckets(annotation.fragments()) {
            if self.buckets.len() <= bucket {
                self.buckets.resize_with(bucket + 1, Vec::new);
            }
            let within = &mut self.buckets[bucket];
            // A file's annotations come in their order.
            let is_last = within
                .last()
                .is_none_or(|last| last.order() < annotation.order());
            if is_last {
                within.push(Arc::clone(annotation));
            } else if let Err(at) = place(within, annotation) {
                within.insert(at, Arc::clone(annotation));
            }
        }
    }

    /// Removes an annotation, which must be at the place at which it was inserted.
    pub fn remove(&mut self, annotation: &Annotation) {
        for bucket in buckets(annotation.fragments()) {
            if let Some(within) = self.buckets.get_mut(bucket)
                && let Ok(at) = place(within, annotation)
            {
                within.remove(at);
            }
        }
    }

    /// Annotations that may overlap the range: a superset, in order and each once.
    pub fn near(&self, range: Range<usize>) -> Vec<&Arc<Annotation>> {
        let first = range.start / BUCKET;
        let last = (range.end / BUCKET + 1).min(self.buckets.len());
        let mut near: Vec<&Arc<Annotation>> = self
            .buckets
            .get(first..last)
            .unwrap_or_default()
            .iter()
            .flatten()
            .collect();
        if last.saturating_sub(first) > 1 {
            near.sort_by(|a, b| a.order().cmp(&b.order()));
            near.dedup_by(|a, b| Arc::ptr_eq(a, b));
        }
        near
    }
}

/// Where an annotation is in a bucket, or where it belongs.
fn place(bucket: &[Arc<Annotation>], annotation: &Annotation) -> Result<usize, usize> {
    bucket.binary_search_by(|other| other.order().cmp(&annotation.order()))
}

/// The buckets that fragments touch, ascending and each once.
fn buckets(fragments: Option<&Fragments>) -> impl Iterator<Item = usize> + '_ {
    let spans = fragments.into_iter().flat_map(Fragments::iter);
    let mut next = 0;
    spans.flat_map(move |span| {
        let first = (span.start().0 / BUCKET).max(next);
        next = (span.end().0 - 1) / BUCKET + 1;
        first..next
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ByteOffset, Span, Text};

    #[test]
    fn an_annotation_is_once_in_each_bucket_that_its_fragments_touch() {
        let text = Text::new("x".repeat(5 * BUCKET));
        let of = |id: &str, ranges: &[(usize, usize)]| {
            let span = |(start, end): &(usize, usize)| {
                Span::new(&text, ByteOffset(*start), ByteOffset(*end)).expect("a span")
            };
            let fragments = Fragments::new(ranges.iter().map(span)).expect("they ascend");
            Arc::new(Annotation::new(id, "actor", fragments))
        };
        let mut index = SpanIndex::default();
        let wide = [(1, 2), (4, 5), (8, BUCKET + 3), (BUCKET + 9, BUCKET + 10)];
        let (first, wide, last) = (of("a", &[(0, 9)]), of("b", &wide), of("c", &[(0, 1)]));
        for annotation in [&first, &wide, &last] {
            index.insert(annotation);
        }
        let ids = |index: &SpanIndex| -> Vec<Vec<String>> {
            let id = |annotation: &Arc<Annotation>| annotation.id.to_string();
            let buckets = index.buckets.iter();
            buckets
                .map(|within| within.iter().map(id).collect())
                .collect()
        };
        // In order: the shorter of two that start together comes first.
        assert_eq!(ids(&index), [vec!["c", "a", "b"], vec!["b"]]);
        let near: Vec<&str> = index
            .near(0..2 * BUCKET)
            .iter()
            .map(|a| a.id.as_str())
            .collect();
        assert_eq!(near, ["c", "a", "b"]);
        index.remove(&wide);
        index.remove(&last);
        assert_eq!(ids(&index), [vec!["a"], vec![]]);
    }
}
