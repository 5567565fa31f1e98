//! The check for required attributes, entities and relations that an annotation lacks.
//!
//! All code uses this one implementation for annotations; `audit` checks relations and fields of articles. It accesses the annotation through [`Filled`], so that it
//! works for an open document as well as for the summary of a file.

use std::collections::HashSet;

use super::annotation::{Annotation, AnnotationId, AttributeId, LabelId};
use super::codebook::{Attribute, Codebook, End, EntityUse, RelationType};
use super::document::Document;
use super::relation::{Relation, RelationTypeId};

/// A required attribute, entity or relation that is missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Missing<'c> {
    Attribute(&'c Attribute),
    Entity,
    Relation(&'c RelationType),
}

impl<'c> Missing<'c> {
    /// Its name in the codebook.
    pub fn name(self) -> &'c str {
        match self {
            Self::Attribute(attribute) => &attribute.name,
            Self::Entity => "Entity",
            Self::Relation(relation) => &relation.name,
        }
    }
}

/// Access to what an annotation has.
pub trait Filled {
    /// Whether the attribute has a value.
    fn has_attribute(&self, id: &AttributeId) -> bool;
    /// Whether it mentions an entity.
    fn has_entity(&self) -> bool;
    /// Whether it is at this end of a relation of this type.
    fn has_relation(&self, kind: &RelationTypeId, end: End) -> bool;
}

/// What an annotation of this label lacks, in the codebook's order. For a label that the codebook
/// does not declare nothing is required.
pub fn missing<'c>(
    codebook: &'c Codebook,
    label: &LabelId,
    filled: &impl Filled,
) -> impl Iterator<Item = Missing<'c>> {
    let known = codebook.label(label);
    let attributes = known
        .into_iter()
        .flat_map(|label| codebook.attributes_of(&label.id))
        .filter(|attribute| attribute.required && !filled.has_attribute(&attribute.id))
        .map(Missing::Attribute);
    let entity = known
        .filter(|label| label.entity == EntityUse::Required && !filled.has_entity())
        .map(|_| Missing::Entity);
    let relations = known
        .into_iter()
        .flat_map(|label| required_relations(codebook, &label.id))
        .filter(|(kind, end)| !filled.has_relation(&kind.id, *end))
        .map(|(kind, _)| Missing::Relation(kind));
    attributes.chain(entity).chain(relations)
}

/// Relation types that the codebook requires for an annotation of this label, with the end at
/// which the annotation must be.
pub fn required_relations<'c>(
    codebook: &'c Codebook,
    label: &LabelId,
) -> impl Iterator<Item = (&'c RelationType, End)> {
    codebook.relations.iter().filter_map(move |kind| {
        let end = kind.required_for?;
        let labels = match end {
            End::From => &kind.from,
            End::To => &kind.to,
        };
        labels.contains(label).then_some((kind, end))
    })
}

/// An annotation in its document.
pub struct InDocument<'a> {
    pub document: &'a Document,
    pub annotation: &'a Annotation,
}

impl Filled for InDocument<'_> {
    fn has_attribute(&self, id: &AttributeId) -> bool {
        self.annotation.attributes.contains_key(id)
    }

    fn has_entity(&self) -> bool {
        self.annotation.entity.is_some()
    }

    fn has_relation(&self, kind: &RelationTypeId, end: End) -> bool {
        let id = &self.annotation.id;
        let mut relations = self.document.relations_of(id);
        relations.any(|relation| {
            relation.kind == *kind
                && match end {
                    End::From => relation.from == *id,
                    End::To => relation.to == *id,
                }
        })
    }
}

/// What an annotation of a document lacks.
pub fn missing_in<'c>(
    codebook: &'c Codebook,
    document: &Document,
    annotation: &Annotation,
) -> Vec<Missing<'c>> {
    let filled = InDocument {
        document,
        annotation,
    };
    missing(codebook, &annotation.label, &filled).collect()
}

/// The number of incomplete annotations, without detached ones.
pub fn count_incomplete<'a>(
    codebook: &Codebook,
    annotations: impl Iterator<Item = &'a Annotation>,
    relations: impl Iterator<Item = &'a Relation>,
) -> usize {
    /// An annotation together with all ends of relations.
    struct Among<'a>(
        &'a Annotation,
        &'a HashSet<(&'a RelationTypeId, End, &'a AnnotationId)>,
    );

    impl Filled for Among<'_> {
        fn has_attribute(&self, id: &AttributeId) -> bool {
            self.0.attributes.contains_key(id)
        }

        fn has_entity(&self) -> bool {
            self.0.entity.is_some()
        }

        fn has_relation(&self, kind: &RelationTypeId, end: End) -> bool {
            self.1.contains(&(kind, end, &self.0.id))
        }
    }

    let ends: HashSet<_> = relations
        .flat_map(|relation| {
            [
                (&relation.kind, End::From, &relation.from),
                (&relation.kind, End::To, &relation.to),
            ]
        })
        .collect();
    annotations
        .filter(|annotation| annotation.fragments().is_some())
        .filter(|annotation| {
            let filled = Among(annotation, &ends);
            missing(codebook, &annotation.label, &filled)
                .next()
                .is_some()
        })
        .count()
}
