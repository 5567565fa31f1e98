//! A directed, typed link between two annotations of one article.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use super::annotation::{AnnotationId, Attributes, Provenance, Unknown, name_type};

name_type! {
    /// The permanent id of a relation, unique within one article's file.
    RelationId
}
name_type! {
    /// The id of a relation type of the codebook. The model keeps types that the codebook lacks.
    RelationTypeId
}

/// A link from one annotation to another, such as *makes* from an actor to a demand.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    pub id: RelationId,
    pub kind: RelationTypeId,
    pub from: AnnotationId,
    pub to: AnnotationId,
    pub attributes: Attributes,
    pub provenance: Provenance,
    pub unknown: Unknown,
}

impl Relation {
    /// A relation with only its type and ends.
    pub fn new(
        id: impl Into<RelationId>,
        kind: impl Into<RelationTypeId>,
        from: AnnotationId,
        to: AnnotationId,
    ) -> Self {
        Self {
            id: id.into(),
            kind: kind.into(),
            from,
            to,
            attributes: Attributes::new(),
            provenance: Provenance::default(),
            unknown: Unknown::new(),
        }
    }
}
