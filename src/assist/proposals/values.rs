//! Entities and attribute values that a model proposes, checked against codebook and entities.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::ProposedValues;
use crate::model::codebook::{Attribute, AttributeKind, EntityUse, Label, RelationType};
use crate::model::{AttributeId, AttributeValue, Codebook, EntityBook, EntityId};
use crate::values::{AnnotationValues, SuggestedValue};

/// Checks values.
pub struct ValueCheck<'p> {
    codebook: &'p Codebook,
    entities: &'p EntityBook,
    /// Entities by their names and aliases in lower case.
    names: OnceCell<HashMap<String, EntityId>>,
}

impl<'p> ValueCheck<'p> {
    pub fn new(codebook: &'p Codebook, entities: &'p EntityBook) -> Self {
        Self {
            codebook,
            entities,
            names: OnceCell::new(),
        }
    }

    /// The allowed values of an annotation, and how many are not.
    pub fn of_label(
        &self,
        label: &Label,
        proposed: &ProposedValues,
        confidence: f64,
    ) -> (AnnotationValues, usize) {
        let mut values = AnnotationValues::default();
        let mut wrong = 0;
        if let Some(name) = &proposed.entity {
            let entity = self
                .entity(name)
                .filter(|_| label.entity != EntityUse::None);
            wrong += usize::from(entity.is_none());
            values.entity = entity.map(|value| SuggestedValue { value, confidence });
        }
        for (id, value) in &proposed.attributes {
            let mut known = self.codebook.attributes_of(&label.id);
            let attribute = known.find(|attribute| attribute.id.as_str() == id);
            let value = attribute.and_then(|attribute| self.allowed(attribute, value));
            let is_new = |id: &AttributeId| values.attributes.iter().all(|(other, _)| other != id);
            match (attribute, value) {
                (Some(attribute), Some(value)) if is_new(&attribute.id) => {
                    let value = SuggestedValue { value, confidence };
                    values.attributes.push((attribute.id.clone(), value));
                }
                _ => wrong += 1,
            }
        }
        (values, wrong)
    }

    /// The allowed values of a relation, and how many are not.
    pub fn of_relation(
        &self,
        kind: &RelationType,
        proposed: &[(String, AttributeValue)],
    ) -> (Vec<(AttributeId, AttributeValue)>, usize) {
        let allowed = proposed.iter().filter_map(|(id, value)| {
            let mut known = kind.attributes.iter();
            let attribute = known.find(|attribute| attribute.id.as_str() == id)?;
            Some((attribute.id.clone(), self.allowed(attribute, value)?))
        });
        let allowed: Vec<_> = allowed.collect();
        let wrong = proposed.len() - allowed.len();
        (allowed, wrong)
    }

    /// The value as the codebook wants it, if it allows it.
    fn allowed(&self, attribute: &Attribute, value: &AttributeValue) -> Option<AttributeValue> {
        let value = match (&attribute.kind, value) {
            (AttributeKind::Entity, AttributeValue::Text(name)) => {
                let entity = self.entity(name)?;
                return Some(AttributeValue::Text(entity.as_str().to_owned()));
            }
            (
                AttributeKind::Several(_) | AttributeKind::Tree { .. },
                AttributeValue::Text(path),
            ) => AttributeValue::List(vec![path.trim().to_owned()]),
            (
                AttributeKind::Flag | AttributeKind::Integer | AttributeKind::Number,
                AttributeValue::Text(text),
            ) => attribute.kind.value_of(text),
            (_, AttributeValue::Text(text)) => AttributeValue::Text(text.trim().to_owned()),
            (_, value) => value.clone(),
        };
        let is_empty = match &value {
            AttributeValue::Text(text) | AttributeValue::Unknown(text) => text.is_empty(),
            AttributeValue::List(items) => items.is_empty(),
            _ => false,
        };
        let is_allowed = attribute.fault(&value).is_none() && !is_empty && !value.is_too_long();
        is_allowed.then_some(value)
    }

    /// The entity with this id, name or alias.
    fn entity(&self, name: &str) -> Option<EntityId> {
        let id = EntityId::from(name);
        if self.entities.get(&id).is_some() {
            return Some(id);
        }
        let names = self.names.get_or_init(|| {
            let mut names = HashMap::new();
            for entity in self.entities.entities.values() {
                for name in std::iter::once(&entity.name).chain(&entity.aliases) {
                    names
                        .entry(name.to_lowercase())
                        .or_insert_with(|| entity.id.clone());
                }
            }
            names
        });
        names.get(&name.trim().to_lowercase()).cloned()
    }
}
