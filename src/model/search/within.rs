//! The search filter on annotations: words must be inside, or outside, annotations that have a
//! given label, entity or attribute value.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::annotation::{Annotation, AnnotationId, AttributeId, EntityId, LabelId};
use crate::document::Status;
use crate::{AttributeValue, Fragments};

/// Whether words must be inside or outside the annotations of the filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InsideOrOutside {
    /// Anywhere; but if the filter has a label, an entity or a value, then inside such an
    /// annotation.
    #[default]
    Anywhere,
    Inside,
    /// Where no annotation of the filter is.
    Outside,
}

/// A filter on annotations, and on which side of them words must be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Within {
    pub side: InsideOrOutside,
    pub label: Option<LabelId>,
    /// Any of these entities.
    pub entities: Option<BTreeSet<EntityId>>,
    /// An attribute with this value, or with a list that contains it.
    pub attribute: Option<(AttributeId, String)>,
}

impl Within {
    /// Whether the filter restricts annotations by label, entity or attribute.
    pub fn is_about_annotations(&self) -> bool {
        self.label.is_some() || self.entities.is_some() || self.attribute.is_some()
    }

    /// Whether an annotation matches the filter.
    fn means(&self, annotation: &Annotation) -> bool {
        let label = self.label.as_ref();
        let entities = self.entities.as_ref();
        let entity = |entities: &BTreeSet<EntityId>| {
            let entity = annotation.entity.as_ref();
            entity.is_some_and(|entity| entities.contains(entity))
        };
        let attribute = self.attribute.as_ref();
        label.is_none_or(|label| *label == annotation.label)
            && entities.is_none_or(entity)
            && attribute.is_none_or(|(name, wanted)| {
                let value = annotation.attributes.get(name);
                value.is_some_and(|value| has(value, wanted))
            })
    }

    /// Whether words at this range pass the filter.
    pub(super) fn lets_through(&self, annotated: &Annotated<'_>, place: &Range<usize>) -> bool {
        let mut touching = annotated.touching(place);
        match self.side {
            InsideOrOutside::Anywhere if !self.is_about_annotations() => true,
            InsideOrOutside::Anywhere | InsideOrOutside::Inside => {
                touching.any(|annotation| self.means(annotation))
            }
            InsideOrOutside::Outside => !touching.any(|annotation| self.means(annotation)),
        }
    }

    /// The annotations that match the filter, each with the range from its start to its end.
    pub(super) fn annotations<'a>(
        &'a self,
        annotated: &'a Annotated<'_>,
    ) -> impl Iterator<Item = (&'a AnnotationId, Range<usize>)> {
        let all = annotated.in_place.iter();
        all.filter(|(_, annotation)| self.means(annotation))
            .map(|(fragments, annotation)| (&annotation.id, fragments.start().0..fragments.end().0))
    }
}

/// Whether a value equals the wanted one, or is a list that contains it. A path in a tree matches
/// its ancestors too: `security` finds `security/nato`.
fn has(value: &AttributeValue, wanted: &str) -> bool {
    let is_wanted = |value: &str| {
        let rest = value.strip_prefix(wanted);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    match value {
        AttributeValue::List(items) => items.iter().any(|item| is_wanted(item)),
        value => is_wanted(&value.to_string()),
    }
}

/// The annotations and the status of an article.
pub struct Annotated<'a> {
    pub status: &'a Status,
    /// The annotations in place, sorted by start.
    in_place: Vec<(&'a Fragments, &'a Annotation)>,
    /// Length in bytes of the longest, from its start to its end.
    longest: usize,
}

impl<'a> Annotated<'a> {
    /// From annotations that are sorted by start; it leaves out detached ones.
    pub fn new(annotations: &'a [Arc<Annotation>], status: &'a Status) -> Self {
        let annotations = annotations.iter();
        let in_place: Vec<_> = annotations
            .filter_map(|annotation| Some((annotation.fragments()?, &**annotation)))
            .collect();
        let lengths = in_place.iter().map(|(f, _)| f.end().0 - f.start().0);
        Self {
            status,
            longest: lengths.max().unwrap_or(0),
            in_place,
        }
    }

    /// Annotations that overlap a range.
    fn touching(&self, range: &Range<usize>) -> impl Iterator<Item = &'a Annotation> + '_ {
        let first = range.start.saturating_sub(self.longest);
        let from = self
            .in_place
            .partition_point(|(fragments, _)| fragments.start().0 < first);
        let (start, end) = (range.start, range.end);
        self.in_place[from..]
            .iter()
            .take_while(move |(fragments, _)| fragments.start().0 < end)
            .filter(move |(fragments, _)| {
                let mut spans = fragments.iter();
                spans.any(|span| span.start().0 < end && start < span.end().0)
            })
            .map(|(_, annotation)| *annotation)
    }

    /// The labels on a range: whether the annotation covers exactly the range, and its label.
    pub(super) fn marks(&self, range: &Range<usize>) -> Vec<(bool, LabelId)> {
        let touching = self.touching(range);
        let mut marks: Vec<_> = touching
            .map(|annotation| {
                let place = annotation.fragments().map(|f| f.start().0..f.end().0);
                (place.as_ref() == Some(range), annotation.label.clone())
            })
            .collect();
        marks.sort();
        marks.dedup();
        marks
    }
}
