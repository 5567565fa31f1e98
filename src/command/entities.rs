//! Commands on entities.

use crate::model::document::Owner;
use crate::model::entity_changes::EntityEdit;
use crate::model::history::{CodingId, TypingId};
use crate::model::{AnnotationId, AttributeId, EntityId};

/// The target of an entity reference: where the entity is assigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntitySlot {
    /// The entity behind an annotation.
    Mention(CodingId, AnnotationId),
    /// An attribute of an annotation or a relation.
    Attribute(CodingId, Owner, AttributeId),
    /// A field of the article.
    Field(CodingId, String),
    /// The parent of an entity (what it is part of).
    PartOf(EntityId),
    /// The entity with which another one is merged.
    MergeOf(EntityId),
}

/// An action on an entity, or on a target for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntityCommand {
    /// Opens the entity picker for a target.
    Pick(EntitySlot),
    /// Assigns an entity to a target, or clears the target.
    Set {
        slot: EntitySlot,
        entity: Option<EntityId>,
        /// Saves the mention's text as an alias of the entity.
        remember: bool,
    },
    /// Creates an entity and assigns it to a target.
    Create {
        slot: Option<EntitySlot>,
        name: String,
        /// Saves the mention's text as an alias of the entity.
        remember: bool,
    },
    Edit(EntityId, EntityEdit),
    /// Changes an entity by what was typed during a visit to a text field.
    Type(TypingId, EntityId, EntityEdit),
    /// Merges `from` into `into`, in the whole project.
    Merge {
        from: EntityId,
        into: EntityId,
    },
    /// Splits an entity: moves some of its mentions to a new one.
    Split {
        id: EntityId,
        name: String,
        mentions: Vec<(CodingId, AnnotationId)>,
    },
    /// Removes an entity; its mentions then have no entity.
    Delete(EntityId),
    /// Shows a mention in its article.
    GoTo(CodingId, AnnotationId),
}
