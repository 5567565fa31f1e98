//! What an annotated article is.
//!
//! Start with [`text`] (the article's words and how places in it are counted), then [`span`]
//! (stretches of it), [`annotation`] and [`relation`] (what the analyst says about a stretch),
//! [`document`] (all of it together, and the one way to change it) and [`history`].
//!
//! This room is pure: it knows no file and no file's types, no path, no clock, no thread and no
//! window. Nothing here is `Serialize`; the rooms that own a file format convert.

pub mod text;

pub mod span;

pub mod selection;

pub mod words;

mod abbreviations;

pub mod find;

pub mod search;

pub mod codebook;

pub mod date;

pub mod typed;

pub mod annotation;

pub mod relation;

pub mod entity;

pub mod fold;

mod fresh;

pub mod entity_ranking;

pub mod entity_uses;

pub mod entity_changes;

pub mod entity_merge;

pub mod propagate;

pub mod anchor;

pub mod document;

pub mod field_scope;

mod span_index;

pub mod history;

pub mod replay;

pub mod listing;

pub mod links;

pub mod missing;

pub mod audit;

pub mod migration;

pub mod codebook_diff;

pub mod observed;

pub mod color;

pub mod color_vision;

pub use annotation::{
    Annotation, AnnotationId, AttributeId, AttributeValue, Attributes, EntityId, LabelId, Place,
    Provenance, Unknown,
};
pub use codebook::Codebook;
pub use document::{Document, Edit, EditError};
pub use entity::{Entity, EntityBook};
pub use field_scope::{FieldScope, FieldValues};
pub use history::History;
pub use relation::{Relation, RelationId, RelationTypeId};
pub use selection::Selection;
pub use span::{Fragments, Span};
pub use text::{ByteOffset, CharOffset, Text, Utf16Offset};
