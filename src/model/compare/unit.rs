//! Annotations and relations of one coder as comparing sees them: places in characters, values by reference.
//!
//! It must not know other coders.

use std::collections::HashMap;
use std::sync::Arc;

use crate::annotation::{Annotation, AnnotationId, Attributes, EntityId, LabelId};
use crate::document::Document;
use crate::relation::{Relation, RelationTypeId};
use crate::span::SpanError;
use crate::text::Text;

static NO_ATTRIBUTES: Attributes = Attributes::new();

/// An annotation in place: its label, the characters that it covers, and its values.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedUnit<'a> {
    label: &'a LabelId,
    /// In characters, ascending, end exclusive; never empty.
    spans: Box<[(usize, usize)]>,
    entity: Option<&'a EntityId>,
    attributes: &'a Attributes,
}

impl<'a> ComparedUnit<'a> {
    /// An annotation of this text; `None` while it is detached.
    pub fn new(text: &Text, annotation: &'a Annotation) -> Option<Self> {
        let spans = annotation.fragments()?.iter().map(|span| {
            let start = text.char_from_byte(span.start())?;
            let end = text.char_from_byte(span.end())?;
            Some((start.0, end.0))
        });
        Some(Self {
            label: &annotation.label,
            spans: spans.collect::<Option<_>>()?,
            entity: annotation.entity.as_ref(),
            attributes: &annotation.attributes,
        })
    }

    /// A label on ranges of characters, without values.
    ///
    /// # Errors
    /// If there is no range, one is empty, or they do not ascend without touching.
    pub fn from_chars(
        label: &'a LabelId,
        spans: impl IntoIterator<Item = (usize, usize)>,
    ) -> Result<Self, SpanError> {
        let spans: Box<[(usize, usize)]> = spans.into_iter().collect();
        let mut end = None;
        for &(from, to) in &spans {
            if from >= to {
                return Err(SpanError::Empty);
            }
            if end.is_some_and(|end| from <= end) {
                return Err(SpanError::FragmentsTouch);
            }
            end = Some(to);
        }
        match end {
            Some(_) => Ok(Self {
                label,
                spans,
                entity: None,
                attributes: &NO_ATTRIBUTES,
            }),
            None => Err(SpanError::NoFragment),
        }
    }

    /// The same with values.
    pub fn with_values(self, entity: Option<&'a EntityId>, attributes: &'a Attributes) -> Self {
        Self {
            entity,
            attributes,
            ..self
        }
    }

    /// Its label.
    pub fn label(&self) -> &'a LabelId {
        self.label
    }

    /// Its fragments in characters, ascending, end exclusive.
    pub fn spans(&self) -> &[(usize, usize)] {
        &self.spans
    }

    /// Its entity.
    pub fn entity(&self) -> Option<&'a EntityId> {
        self.entity
    }

    /// Its attributes.
    pub fn attributes(&self) -> &'a Attributes {
        self.attributes
    }

    /// Where its first fragment starts, in characters.
    pub fn start(&self) -> usize {
        self.spans.first().map_or(0, |&(start, _)| start)
    }

    /// Where its last fragment ends, in characters, exclusive.
    pub fn end(&self) -> usize {
        self.spans.last().map_or(0, |&(_, end)| end)
    }

    /// How many characters it covers, without the gaps.
    pub fn char_len(&self) -> usize {
        self.spans.iter().map(|(start, end)| end - start).sum()
    }

    /// How many characters two units share.
    pub fn shared_chars(&self, other: &Self) -> usize {
        self.overlaps(other).map(|(start, end)| end - start).sum()
    }

    /// Whether two units share a character.
    pub fn touches(&self, other: &Self) -> bool {
        self.overlaps(other).next().is_some()
    }

    fn overlaps<'s>(&'s self, other: &'s Self) -> impl Iterator<Item = (usize, usize)> + 's {
        // Of hundreds of thousands of fragments only those near the other's are looked at.
        let (few, many) = if self.spans.len() <= other.spans.len() {
            (&self.spans, &other.spans)
        } else {
            (&other.spans, &self.spans)
        };
        few.iter().flat_map(move |&(start, end)| {
            let first = many.partition_point(|&(_, to)| to <= start);
            let near = many[first..]
                .iter()
                .take_while(move |&&(from, _)| from < end);
            near.map(move |&(from, to)| (start.max(from), end.min(to)))
        })
    }
}

/// A relation between two units of one coder.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ComparedRelation<'a> {
    pub kind: &'a RelationTypeId,
    /// Index of the unit that it starts at.
    pub from: usize,
    /// Index of the unit that it leads to.
    pub to: usize,
    pub attributes: &'a Attributes,
}

/// What one coder annotated in an article, without what is detached.
#[derive(Clone, Debug)]
pub struct CodedUnits<'a> {
    /// By start, end, id.
    pub units: Vec<ComparedUnit<'a>>,
    /// The annotations of `units`, at the same index.
    pub annotations: Vec<&'a Arc<Annotation>>,
    /// By id.
    pub relations: Vec<ComparedRelation<'a>>,
    /// The relations of `relations`, at the same index.
    pub originals: Vec<&'a Arc<Relation>>,
    /// Relations with an end that is detached or missing; they cannot be compared.
    pub loose_relations: usize,
}

impl<'a> CodedUnits<'a> {
    /// The annotations in place of a document, and the relations between them.
    pub fn new(document: &'a Document) -> Self {
        let text = document.text();
        let placed = document
            .annotations()
            .iter()
            .filter_map(|annotation| Some((ComparedUnit::new(text, annotation)?, annotation)));
        let (units, annotations): (Vec<_>, Vec<&Arc<Annotation>>) = placed.unzip();
        let index: HashMap<&AnnotationId, usize> = annotations
            .iter()
            .enumerate()
            .map(|(index, annotation)| (&annotation.id, index))
            .collect();
        let linked = document.relations().filter_map(|relation| {
            let ends = (index.get(&relation.from)?, index.get(&relation.to)?);
            let compared = ComparedRelation {
                kind: &relation.kind,
                from: *ends.0,
                to: *ends.1,
                attributes: &relation.attributes,
            };
            Some((compared, relation))
        });
        let (relations, originals): (Vec<_>, Vec<&Arc<Relation>>) = linked.unzip();
        Self {
            loose_relations: document.relations().len() - relations.len(),
            units,
            annotations,
            relations,
            originals,
        }
    }
}
