//! Commands about suggestions.

use crate::model::AnnotationId;

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
}
