//! The references to entities in an article: mentions, and values that may be an entity's id.

use std::collections::BTreeSet;

use super::annotation::{Anchor, Annotation, AnnotationId, AttributeValue, Attributes, EntityId};
use super::document::Document;
use super::span::QUOTE_GAP;

/// A mention: an annotation that refers to an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub annotation: AnnotationId,
    pub entity: EntityId,
    /// The text that it covers.
    pub quote: String,
}

/// The references to entities in one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityUses {
    pub mentions: Vec<Mention>,
    /// The short texts of attributes and fields. Some of them may be ids of entities: only the
    /// codebook declares which attributes refer to entities, and it may change.
    pub values: BTreeSet<String>,
}

/// The length limit of a text that may be an entity's id, in bytes.
const MAX_VALUE_BYTES: usize = 100;

impl EntityUses {
    /// Collects the references of a document.
    pub fn of(document: &Document) -> Self {
        let mut uses = Self::default();
        for annotation in document.annotations().iter().chain(document.detached()) {
            if let Some(entity) = &annotation.entity {
                uses.mentions.push(Mention {
                    annotation: annotation.id.clone(),
                    entity: entity.clone(),
                    quote: quote(document, annotation),
                });
            }
            uses.note_all(&annotation.attributes);
        }
        for relation in document.relations() {
            uses.note_all(&relation.attributes);
        }
        for value in document.fields().values.values() {
            uses.note(value);
        }
        uses
    }

    /// Whether it mentions an entity or may name it in an attribute or a field.
    pub fn may_name(&self, entity: &EntityId) -> bool {
        self.values.contains(entity.as_str()) || self.mentions.iter().any(|m| m.entity == *entity)
    }

    /// Records the value of an attribute or a field, if it may be an entity's id.
    pub fn note(&mut self, value: &AttributeValue) {
        if let AttributeValue::Text(text) = value {
            self.note_text(text);
        }
    }

    /// Like [`Self::note`], for a text.
    pub fn note_text(&mut self, text: &str) {
        if text.len() <= MAX_VALUE_BYTES && !text.is_empty() && !self.values.contains(text) {
            self.values.insert(text.to_owned());
        }
    }

    fn note_all(&mut self, attributes: &Attributes) {
        for value in attributes.values() {
            self.note(value);
        }
    }
}

fn quote(document: &Document, annotation: &Annotation) -> String {
    match &annotation.place {
        Anchor::At(fragments) => fragments.quote(document.text()),
        Anchor::Detached(lost) => lost.quote.join(QUOTE_GAP),
    }
}
