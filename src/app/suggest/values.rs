//! Taking what is suggested for an annotation that is there: its entity, its attributes, and links to others.

use std::sync::Arc;

use crate::app::ProjectCtx;
use crate::command::suggest::SuggestedField;
use crate::model::document::Owner;
use crate::model::step_name::StepName;
use crate::model::{Annotation, AnnotationId, Edit, Provenance, Relation, RelationId};
use crate::session::rejected::ENTITY;
use crate::session::suggest::origin;
use crate::store::ids;

/// The engine that suggests values, as origins name it.
const ENGINE: &str = "learned";

impl ProjectCtx<'_> {
    /// Takes all values and links that are suggested for an annotation of the active article, or one of them, as
    /// one step. Returns whether there were any.
    pub(super) fn take_values_of(
        &mut self,
        id: &AnnotationId,
        only: Option<&SuggestedField>,
    ) -> bool {
        let session = &self.project.session;
        let Some(annotation) = session
            .shown()
            .and_then(|shown| shown.document.annotation(id))
        else {
            return false;
        };
        let edits = self.value_edits(annotation, only);
        if edits.is_empty() {
            return false;
        }
        let name = StepName::TakeSuggestedValues {
            label: self.label_title(&annotation.label),
        };
        self.perform(name, Edit::Batch(edits), |_| {});
        true
    }

    /// Rejects what is suggested for an annotation, as a step of its own.
    pub(super) fn reject_value(&mut self, id: &AnnotationId, field: &SuggestedField) {
        let session = &mut self.project.session;
        let annotation = session
            .shown()
            .and_then(|shown| shown.document.annotation(id))
            .cloned();
        let Some(annotation) = annotation else { return };
        let values = session.suggested_values(&annotation);
        match field {
            SuggestedField::Entity => {
                if let Some(entity) = values.entity {
                    session.reject_value(&annotation, ENTITY, &entity.value.to_string());
                }
            }
            SuggestedField::Attribute(name) => {
                let mut all = values.attributes.iter();
                if let Some((_, value)) = all.find(|(of, _)| of == name) {
                    let value = value.value.to_string();
                    session.reject_value(&annotation, name.as_str(), &value);
                }
            }
            SuggestedField::Link { kind, from, to } => {
                let other = if from == id { to } else { from };
                session.reject_value(&annotation, kind.as_str(), other.as_str());
            }
        }
        self.after_change();
    }

    fn value_edits(&self, annotation: &Annotation, only: Option<&SuggestedField>) -> Vec<Edit> {
        let session = &self.project.session;
        let id = &annotation.id;
        let is_wanted = |field: SuggestedField| only.is_none_or(|only| *only == field);
        let mut values = session.suggested_values(annotation);
        values
            .attributes
            .retain(|(name, _)| is_wanted(SuggestedField::Attribute(name.clone())));
        let entity = values.entity.map(|entity| entity.value);
        let entity = entity.filter(|_| is_wanted(SuggestedField::Entity));
        let entity = entity.filter(|entity| session.entities.get(entity).is_some());
        let entity = entity.map(|entity| Edit::SetEntity(id.clone(), Some(entity)));
        let attributes = values.attributes.into_iter().map(|(name, value)| {
            Edit::SetAttribute(Owner::Annotation(id.clone()), name, Some(value.value))
        });
        let mut edits: Vec<Edit> = entity.into_iter().chain(attributes).collect();
        let Some(shown) = session.shown() else {
            return edits;
        };
        let mut given: Vec<RelationId> = Vec::new();
        let links = session.suggested_links(id).filter(|link| {
            is_wanted(SuggestedField::Link {
                kind: link.kind.clone(),
                from: link.from.clone(),
                to: link.to.clone(),
            })
        });
        for link in links {
            let new = RelationId::from(ids::unique_id_unless(|new| {
                let new = RelationId::from(new);
                shown.document.relation(&new).is_some() || given.contains(&new)
            }));
            given.push(new.clone());
            let mut relation =
                Relation::new(new, link.kind.clone(), link.from.clone(), link.to.clone());
            relation.attributes.extend(link.role.clone());
            relation.provenance = Provenance {
                origin: Some(origin(ENGINE, link.confidence, &[]).into()),
                ..Provenance::manual(session.coder.as_str(), ids::now())
            };
            edits.push(Edit::Link(Arc::new(relation)));
        }
        edits
    }
}
