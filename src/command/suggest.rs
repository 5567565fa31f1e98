//! Commands about suggestions.

use crate::model::{AnnotationId, AttributeId, RelationTypeId};

/// An action on suggestions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuggestCommand {
    /// Chooses a suggestion of the active article.
    Choose(AnnotationId),
    /// Takes the suggestion as it is.
    Take(AnnotationId),
    Reject(AnnotationId),
    /// Takes these as one step.
    TakeAll(Vec<AnnotationId>),
    /// Takes the values and links that are suggested for an annotation of the active article.
    TakeValues(AnnotationId),
    /// Takes one of them.
    TakeValue(AnnotationId, SuggestedField),
    /// Rejects one of them for good.
    RejectValue(AnnotationId, SuggestedField),
}

/// What is suggested for an annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuggestedField {
    Entity,
    Attribute(AttributeId),
    Link {
        kind: RelationTypeId,
        from: AnnotationId,
        to: AnnotationId,
    },
}
