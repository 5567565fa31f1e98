//! Handles the commands on existing relations: change, remove, and follow to the other end.

use super::RelationCycle;
use crate::app::ProjectCtx;
use crate::model::codebook::End;
use crate::model::document::Owner;
use crate::model::links::far_end;
use crate::model::step_name::StepName;
use crate::model::{
    AnnotationId, AttributeId, AttributeValue, Edit, Relation, RelationId, RelationTypeId,
};
use crate::session::linking::{LinkQuestion, Linking};
use crate::session::messages::LinkMessage;

impl ProjectCtx<'_> {
    fn relation(&self, id: &RelationId) -> Option<&Relation> {
        let shown = self.project.session.shown()?;
        shown.document.relation(id).map(|relation| &**relation)
    }

    fn relation_name(&self, kind: &RelationTypeId) -> String {
        let known = self.project.session.codebook.relation(kind);
        known.map_or_else(|| kind.to_string(), |kind| kind.name.clone())
    }

    pub(super) fn unlink(&mut self, id: &RelationId) {
        let Some(relation) = self.relation(id) else {
            return;
        };
        let name = StepName::Unlink {
            relation: self.relation_name(&relation.kind),
        };
        self.perform(name, Edit::Unlink(id.clone()), |_| {});
    }

    /// Asks for another annotation in place of the far end of a relation of the chosen one.
    pub(super) fn change_link_end(&mut self, id: &RelationId) {
        let chosen = self.project.session.chosen();
        let Some((relation, chosen)) = self.relation(id).zip(chosen) else {
            return;
        };
        let (kind, end) = match relation.from == chosen.id {
            true => (relation.kind.clone(), End::From),
            false => (relation.kind.clone(), End::To),
        };
        self.start_link(&kind, end);
        if let Some(Linking {
            question: LinkQuestion::End(search),
            ..
        }) = &mut self.project.links.linking
        {
            search.changes = Some(id.clone());
        }
    }

    /// Gives a relation other ends. It keeps its id and attributes.
    pub(super) fn set_link_ends(&mut self, id: &RelationId, from: AnnotationId, to: AnnotationId) {
        self.leave_link();
        let Some(relation) = self.relation(id).cloned() else {
            return;
        };
        let name = StepName::ChangeLinkEnd {
            relation: self.relation_name(&relation.kind),
        };
        self.replace(
            name,
            Relation {
                from,
                to,
                ..relation
            },
        );
    }

    pub(super) fn reverse_link(&mut self, id: &RelationId) {
        let Some(relation) = self.relation(id) else {
            return;
        };
        let reversed = Relation {
            from: relation.to.clone(),
            to: relation.from.clone(),
            ..relation.clone()
        };
        let name = StepName::ReverseLink {
            relation: self.relation_name(&relation.kind),
        };
        self.replace(name, reversed);
    }

    /// Gives a relation another type. Attributes that the new type lacks go, its defaults come.
    pub(super) fn retype_link(&mut self, id: &RelationId, kind: RelationTypeId) {
        let Some(relation) = self.relation(id) else {
            return;
        };
        let session = &self.project.session;
        let mut retyped = relation.clone();
        let declared = session.codebook.relation(&kind);
        let declared = declared.map_or(&[][..], |kind| &kind.attributes);
        retyped
            .attributes
            .retain(|name, _| declared.iter().any(|attribute| attribute.id == *name));
        for attribute in declared {
            if let Some(default) = &attribute.default {
                let value = retyped.attributes.entry(attribute.id.clone());
                value.or_insert_with(|| default.clone());
            }
        }
        let name = StepName::RetypeLink {
            relation: self.relation_name(&kind),
        };
        retyped.kind = kind;
        self.replace(name, retyped);
    }

    fn replace(&mut self, name: StepName, relation: Relation) {
        let edits = vec![
            Edit::Unlink(relation.id.clone()),
            Edit::Link(relation.into()),
        ];
        self.perform(name, Edit::Batch(edits), |_| {});
    }

    pub(super) fn set_relation_attribute(
        &mut self,
        id: &RelationId,
        attribute: AttributeId,
        value: Option<AttributeValue>,
    ) {
        let Some(relation) = self.relation(id) else {
            return;
        };
        let session = &self.project.session;
        if relation.attributes.get(&attribute) == value.as_ref() {
            return;
        }
        let kind = session.codebook.relation(&relation.kind);
        let declared = kind.and_then(|kind| kind.attributes.iter().find(|a| a.id == attribute));
        let name = StepName::SetLinkValue {
            attribute: declared.map_or_else(|| attribute.to_string(), |a| a.name.clone()),
            relation: self.relation_name(&relation.kind),
        };
        let edit = Edit::SetAttribute(Owner::Relation(id.clone()), attribute, value);
        self.perform(name, edit, |_| {});
    }

    /// Goes to the other end of the first relation, then to those of the others, then back.
    pub(in crate::app) fn go_to_far_end(&mut self) {
        let session = &self.project.session;
        let (Some(shown), Some(chosen)) = (session.shown(), session.chosen()) else {
            return;
        };
        let cycle = self
            .project
            .links
            .cycle
            .as_ref()
            .filter(|cycle| cycle.at == chosen.id);
        let (hub, visited) = cycle.map_or((&chosen.id, 0), |cycle| (&cycle.hub, cycle.visited));
        let relations: Vec<_> = shown.document.relations_of(hub).collect();
        let next = relations
            .iter()
            .enumerate()
            .skip(visited)
            .find(|(_, relation)| shown.document.annotation(far_end(relation, hub)).is_some());
        let Some((index, relation)) = next else {
            let back = (chosen.id != *hub).then(|| hub.clone());
            if let Some(hub) = back {
                self.project.links.cycle = None;
                return self.choose(&hub);
            }
            self.shell.notices.hint(LinkMessage::NoLinks);
            return;
        };
        let at = far_end(relation, hub).clone();
        let message = LinkMessage::FarEnd {
            relation: self.relation_name(&relation.kind),
            number: index + 1,
            count: relations.len(),
        };
        self.project.links.cycle = Some(RelationCycle {
            hub: hub.clone(),
            visited: index + 1,
            at: at.clone(),
        });
        self.shell.notices.hint(message);
        self.choose(&at);
    }
}
