//! Taking what is suggested for an annotation that is there: its entity, its attributes, and links to others.

use std::sync::Arc;

use crate::app::ProjectCtx;
use crate::model::document::Owner;
use crate::model::step_name::StepName;
use crate::model::{Annotation, AnnotationId, Edit, Provenance, Relation, RelationId};
use crate::session::suggest::origin;
use crate::store::ids;

/// The engine that suggests values, as origins name it.
const ENGINE: &str = "learned";

impl ProjectCtx<'_> {
    /// Takes all values and links that are suggested for an annotation of the active article, as one step.
    /// Returns whether there were any.
    pub(super) fn take_values_of(&mut self, id: &AnnotationId) -> bool {
        let session = &self.project.session;
        let Some(annotation) = session
            .shown()
            .and_then(|shown| shown.document.annotation(id))
        else {
            return false;
        };
        let edits = self.value_edits(annotation);
        if edits.is_empty() {
            return false;
        }
        let name = StepName::TakeSuggestedValues {
            label: self.label_title(&annotation.label),
        };
        self.perform(name, Edit::Batch(edits), |_| {});
        true
    }

    fn value_edits(&self, annotation: &Annotation) -> Vec<Edit> {
        let session = &self.project.session;
        let id = &annotation.id;
        let values = session.suggested_values(annotation);
        let entity = values.entity.map(|entity| entity.value);
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
        for link in session.suggested_links(id) {
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
