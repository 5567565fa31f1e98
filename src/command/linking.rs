//! Commands of linking: making relations between annotations, and changing them.

use crate::model::codebook::End;
use crate::model::{AnnotationId, AttributeId, AttributeValue, RelationId, RelationTypeId};

/// An action on a relation, or on the link that is being made.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkCommand {
    /// Begins to link the chosen annotation, as this end of a relation of this type.
    Start { kind: RelationTypeId, end: End },
    /// Links two annotations; asks for the relation type if several are valid.
    Pair {
        this: AnnotationId,
        other: AnnotationId,
    },
    /// Links two annotations.
    Make {
        kind: RelationTypeId,
        from: AnnotationId,
        to: AnnotationId,
    },
    /// While linking: filters the candidates for the other end by these words.
    SeekEnd(String),
    /// While linking: chooses one of the options.
    Answer(String),
    /// Ends linking without a link.
    Cancel,
    /// Removes a relation.
    Remove(RelationId),
    /// Asks for another annotation in place of the far end of a relation of the chosen one.
    ChangeEnd(RelationId),
    /// Swaps the two ends of a relation.
    Reverse(RelationId),
    /// Changes the type of a relation.
    Retype(RelationId, RelationTypeId),
    /// Asks for an attribute of a relation, with one key for each value.
    AskAttribute(RelationId, AttributeId),
    SetAttribute {
        relation: RelationId,
        attribute: AttributeId,
        value: Option<AttributeValue>,
    },
}
