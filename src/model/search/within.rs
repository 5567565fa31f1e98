//! Annotations as a condition: which of them words must stand in, or must not.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::annotation::{Annotation, AnnotationId, AttributeId, EntityId, LabelId};
use crate::document::Status;
use crate::{AttributeValue, Fragments};

/// Where words may stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Anywhere, unless a label, an entity or a value is asked for: then within such an annotation.
    #[default]
    Anywhere,
    Inside,
    /// Where no such annotation is.
    Outside,
}

/// Which annotations are meant, and on which side of them words are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Within {
    pub side: Side,
    pub label: Option<LabelId>,
    /// One of these.
    pub entities: Option<BTreeSet<EntityId>>,
    /// An attribute with this value, or with a list that has it.
    pub attribute: Option<(AttributeId, String)>,
}

impl Within {
    /// Whether some annotations are meant and not any.
    pub fn is_about_annotations(&self) -> bool {
        self.label.is_some() || self.entities.is_some() || self.attribute.is_some()
    }

    /// Whether an annotation is one of those that are meant.
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

    /// Whether words at this place are let through.
    pub(super) fn lets_through(&self, annotated: &Annotated<'_>, place: &Range<usize>) -> bool {
        let mut touching = annotated.touching(place);
        match self.side {
            Side::Anywhere if !self.is_about_annotations() => true,
            Side::Anywhere | Side::Inside => touching.any(|annotation| self.means(annotation)),
            Side::Outside => !touching.any(|annotation| self.means(annotation)),
        }
    }

    /// The annotations that are meant, each with the place from its start to its end.
    pub(super) fn annotations<'a>(
        &'a self,
        annotated: &'a Annotated<'_>,
    ) -> impl Iterator<Item = (&'a AnnotationId, Range<usize>)> {
        let all = annotated.in_place.iter();
        all.filter(|(_, annotation)| self.means(annotation))
            .map(|(fragments, annotation)| (&annotation.id, fragments.start().0..fragments.end().0))
    }
}

/// Whether a value is the one that is wanted, or a list that has it. A path in a tree has what
/// stands above it: `security` is wanted, and `security/nato` is found.
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

/// What was said about an article.
pub struct Annotated<'a> {
    pub status: &'a Status,
    /// By start.
    in_place: Vec<(&'a Fragments, &'a Annotation)>,
    /// Bytes from the start to the end of the longest.
    longest: usize,
}

impl<'a> Annotated<'a> {
    /// Of annotations that stand by start; detached ones are left out.
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

    /// Annotations that share a character with a range.
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

    /// The labels on a range: whether one covers exactly the range, and which it is.
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
