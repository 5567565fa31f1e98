//! The data model: annotated articles, the codebook, entities, search and the undo history.
//!
//! Start with [`text`] (the article's text and its offsets), then [`span`] (ranges of it),
//! [`annotation`] and [`relation`] (what the user adds to a range), [`document`] (all of it
//! together, and the only way to change it) and [`history`].
//!
//! # Edits and steps
//!
//! An [`Edit`] is a value. [`Document::apply`] checks it, applies all of it or nothing, and returns the
//! inverse. Undo applies inverses and nothing else. One user action is one [`Step`](history::Step) of the
//! project's [`History`]; a step may change many articles, the codebook ([`migration`]) and the entities.
//!
//! # What it does not know
//!
//! This crate is pure: it knows no file and no file's types, no path, no clock, no thread and no
//! window. No type implements `Serialize`; the crates that own a file format convert.

pub mod text;

pub mod span;

pub mod selection;

pub mod words;

mod abbreviations;

pub mod find;

pub mod search;

pub mod codebook;

pub mod indexed;

pub mod date;

pub mod typed;

pub mod annotation;

pub mod relation;

pub mod entity;

pub mod normalize;

mod unique_id;

pub mod digest;

pub mod decision;

pub mod entity_ranking;

pub mod entity_names;

pub mod entity_uses;

pub mod entity_changes;

pub mod entity_merge;

pub mod propagate;

pub mod anchor;

pub mod document;

pub mod document_changes;

pub mod field_scope;

pub mod fields;

mod span_index;

pub mod headline;

pub mod isolate;

pub mod history;

pub mod step_name;

pub mod replay;

pub mod article_query;

pub mod plural;

pub mod links;

pub mod key_letters;

pub mod missing;

pub mod audit;

pub mod migration;

pub mod codebook_diff;

pub mod observed;

pub mod compare;

pub mod team;

pub mod color;

pub mod color_vision;

pub mod label_colors;
pub mod label_key_fault;
pub mod label_style;

pub use annotation::{
    Anchor, Annotation, AnnotationId, AttributeId, AttributeValue, Attributes, CodedId, EntityId,
    LabelId, Provenance, Unknown,
};
pub use codebook::Codebook;
pub use decision::{Decision, DecisionId};
pub use document::{Document, Edit, EditError};
pub use entity::{Entity, EntityBook};
pub use field_scope::FieldScope;
pub use fields::FieldValues;
pub use history::History;
pub use relation::{Relation, RelationId, RelationTypeId};
pub use selection::Selection;
pub use span::{Fragments, Span};
pub use text::{ByteOffset, CharOffset, Text, Utf16Offset};
