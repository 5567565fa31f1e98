//! What can be asked of entities.

use crate::model::document::Owner;
use crate::model::entity_changes::EntityEdit;
use crate::model::history::CodingId;
use crate::model::{AnnotationId, AttributeId, EntityId};

/// Where an entity is to be put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntitySlot {
    /// The entity behind an annotation.
    Mention(CodingId, AnnotationId),
    /// An attribute of an annotation or a relation.
    Attribute(CodingId, Owner, AttributeId),
    /// A field of the article.
    Field(CodingId, String),
    /// What an entity is part of.
    PartOf(EntityId),
    /// The entity with which another one is to become one.
    MergeOf(EntityId),
}

/// Something that is asked by pointing at an entity, or at a place for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntityCommand {
    /// Opens the picker for a place.
    Pick(EntitySlot),
    /// Puts an entity in a place, or takes away the one that is there.
    Set {
        slot: EntitySlot,
        entity: Option<EntityId>,
        /// Makes the mention's text an alias of the entity.
        remember: bool,
    },
    /// Makes an entity, and puts it in a place.
    Create {
        slot: Option<EntitySlot>,
        name: String,
        /// Makes the mention's text an alias of the entity.
        remember: bool,
    },
    Edit(EntityId, EntityEdit),
    /// Makes `from` one with `into`, over the whole project.
    Merge {
        from: EntityId,
        into: EntityId,
    },
    /// Gives some mentions of an entity to a new one.
    Split {
        id: EntityId,
        name: String,
        mentions: Vec<(CodingId, AnnotationId)>,
    },
    /// Removes an entity; its mentions have none then.
    Delete(EntityId),
    /// Shows a mention in its article.
    GoTo(CodingId, AnnotationId),
}
