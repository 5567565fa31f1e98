//! Handles the commands that choose, create, edit, merge, split and remove entities.

use std::collections::{BTreeMap, BTreeSet};

use super::panel::EntitiesPanel;
use super::picker::EntityPicker;
use crate::app::ProjectCtx;
use crate::command::entities::{EntityCommand, EntitySlot};
use crate::model::codebook::EntityUse;
use crate::model::entity_changes::{
    EntityEdit, add_alias, merging, moving, removing, replacing, splitting,
};
use crate::model::history::{Change, CodingId};
use crate::model::normalize::normalized;
use crate::model::step_name::StepName;
use crate::model::{AnnotationId, AttributeValue, Edit, Entity, EntityId, Selection};
use crate::session::messages::{AnnotatingMessage, EntityMessage};
use crate::session::pending::{EntityChange, Pending};

impl ProjectCtx<'_> {
    pub(in crate::app) fn entity_command(&mut self, command: EntityCommand) {
        use EntityCommand as E;
        match command {
            E::Pick(slot) => self.pick_entity_for(slot),
            E::Set {
                slot,
                entity,
                remember,
            } => self.set_entity(&slot, entity, remember),
            E::Create {
                slot,
                name,
                remember,
            } => self.create_entity(slot, &name, remember),
            E::Edit(id, edit) => self.edit_entity(&id, edit),
            E::Merge { from, into } => {
                self.ask_to_change_entity(EntityChange::Merge { from, into });
            }
            E::Split { id, name, mentions } => {
                self.ask_to_change_entity(EntityChange::Split { id, name, mentions });
            }
            E::Delete(id) => self.ask_to_change_entity(EntityChange::Delete(id)),
            E::GoTo(article, annotation) => self.go_to_mention(article, &annotation),
        }
    }

    /// Opens the picker for the chosen annotation.
    pub(in crate::app) fn pick_entity(&mut self) {
        let session = &self.project.session;
        let (Some(article), Some(chosen)) = (session.current, session.chosen()) else {
            return;
        };
        let label = session.codebook.label(&chosen.label);
        if label.is_some_and(|label| label.entity == EntityUse::None) {
            let label = self.label_name(&chosen.label);
            return self
                .shell
                .notices
                .hint(EntityMessage::NoneForLabel { label });
        }
        let slot = EntitySlot::Mention(article, chosen.id.clone());
        self.pick_entity_for(slot);
    }

    fn pick_entity_for(&mut self, slot: EntitySlot) {
        if !self.can_change_entities() {
            return;
        }
        self.finish_filling();
        let session = &mut self.project.session;
        session.refresh_entities();
        self.project.capabilities.entity_picker = Some(EntityPicker::new(session, slot));
    }

    /// Opens the list of entities, at the one behind the chosen annotation.
    pub(in crate::app) fn show_entities(&mut self) {
        if let Some(panel) = self.project.capabilities.entities.as_mut() {
            return panel.close();
        }
        self.finish_filling();
        let session = &mut self.project.session;
        session.refresh_entities();
        let chosen = session.chosen().and_then(|chosen| chosen.entity.clone());
        self.project.capabilities.entities = Some(EntitiesPanel::new(chosen));
    }

    /// Whether entities can be changed; tells why if not. What could not be read is never written
    /// over, so nothing must be changed that could not be saved.
    fn can_change_entities(&mut self) -> bool {
        let Some(broken) = self.project.session.entities_file.broken() else {
            return true;
        };
        let why = EntityMessage::FileBroken {
            problem: broken.to_owned(),
        };
        self.shell.notices.error(EntityMessage::NotChanged, why);
        false
    }

    fn set_entity(&mut self, slot: &EntitySlot, entity: Option<EntityId>, remember: bool) {
        if let (EntitySlot::MergeOf(from), Some(into)) = (slot, &entity) {
            if let Some(panel) = self.project.capabilities.entities.as_mut() {
                panel.ask_merge(from.clone(), into.clone());
            }
            return;
        }
        if entity.is_some() && !self.can_change_entities() {
            return;
        }
        let session = &self.project.session;
        if let (EntitySlot::PartOf(part), Some(whole)) = (slot, &entity)
            && session.entities.belongs_to(whole, part)
        {
            let message = EntityMessage::PartOfItself {
                whole: session.entities.name(whole).to_owned(),
                part: session.entities.name(part).to_owned(),
            };
            return self.shell.notices.hint(message);
        }
        let name = entity.as_ref().map(|id| session.entities.name(id));
        let step = self.slot_step(slot, name);
        let mut changes = self.slot_change(slot, entity.as_ref());
        if let Some(id) = entity.filter(|_| remember)
            && let Some(mut known) = session.entities.get(&id).cloned()
        {
            add_alias(&mut known, &EntityPicker::words_of(session, slot));
            changes.push(Change::Entity(id, Some(Box::new(known))));
        }
        self.perform_changes(step, changes);
    }

    fn create_entity(&mut self, slot: Option<EntitySlot>, name: &str, remember: bool) {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() || !self.can_change_entities() {
            return;
        }
        let session = &self.project.session;
        let id = session.entities.unique_id(&name);
        let mut entity = Entity::new(id.clone(), name.as_str());
        if let Some(slot) = &slot {
            entity.label = self.slot_label(slot);
            if remember {
                add_alias(&mut entity, &EntityPicker::words_of(session, slot));
            }
        }
        let mut changes = vec![Change::Entity(id.clone(), Some(Box::new(entity)))];
        if let Some(slot) = &slot {
            changes.extend(self.slot_change(slot, Some(&id)));
        }
        let made = self.perform_changes(StepName::CreateEntity { entity: name }, changes);
        if made
            && slot.is_none()
            && let Some(panel) = self.project.capabilities.entities.as_mut()
        {
            panel.choose(id);
        }
    }

    /// The label of the annotation of which an entity is made.
    fn slot_label(&self, slot: &EntitySlot) -> Option<crate::model::LabelId> {
        let EntitySlot::Mention(article, id) = slot else {
            return None;
        };
        let open = self.project.session.opened(*article)?;
        Some(open.document.annotation(id)?.label.clone())
    }

    /// What to call the step that fills a place.
    fn slot_step(&self, slot: &EntitySlot, name: Option<&str>) -> StepName {
        let name = name.map(str::to_owned);
        let attribute = match slot {
            EntitySlot::Mention(..) | EntitySlot::MergeOf(_) => {
                return match name {
                    Some(entity) => StepName::SetEntity { entity },
                    None => StepName::RemoveEntity,
                };
            }
            EntitySlot::Attribute(_, _, name) => self.attribute_name(name),
            EntitySlot::Field(_, name) => name.clone(),
            EntitySlot::PartOf(id) => {
                let of = self.project.session.entities.name(id);
                return EntityEdit::PartOf(None).step_name(of);
            }
        };
        match name {
            Some(value) => StepName::SetValue { attribute, value },
            None => StepName::RemoveEntityFrom { attribute },
        }
    }

    fn attribute_name(&self, id: &crate::model::AttributeId) -> String {
        let codebook = &self.project.session.codebook;
        let of_labels = codebook.labels.iter().flat_map(|label| &label.attributes);
        let of_relations = codebook.relations.iter().flat_map(|kind| &kind.attributes);
        let mut all = of_labels
            .chain(&codebook.annotation_attributes)
            .chain(of_relations);
        let found = all.find(|attribute| attribute.id == *id);
        found.map_or_else(|| id.to_string(), |found| found.name.clone())
    }

    /// The change that puts an entity in a place.
    fn slot_change(&self, slot: &EntitySlot, entity: Option<&EntityId>) -> Vec<Change> {
        let value = || entity.map(|id| AttributeValue::Text(id.to_string()));
        let change = match slot {
            EntitySlot::Mention(article, id) => {
                Change::Coding(*article, Edit::SetEntity(id.clone(), entity.cloned()))
            }
            EntitySlot::Attribute(article, owner, name) => {
                let edit = Edit::SetAttribute(owner.clone(), name.clone(), value());
                Change::Coding(*article, edit)
            }
            EntitySlot::Field(article, name) => {
                Change::Coding(*article, Edit::SetField(name.clone(), value()))
            }
            EntitySlot::PartOf(id) => {
                let known = self.project.session.entities.get(id);
                let Some(mut part) = known.cloned() else {
                    return Vec::new();
                };
                EntityEdit::PartOf(entity.cloned()).apply(&mut part);
                Change::Entity(id.clone(), Some(Box::new(part)))
            }
            EntitySlot::MergeOf(_) => return Vec::new(),
        };
        vec![change]
    }

    fn edit_entity(&mut self, id: &EntityId, edit: EntityEdit) {
        if !self.can_change_entities() {
            return;
        }
        let session = &self.project.session;
        let Some(old) = session.entities.get(id) else {
            return;
        };
        let step = edit.step_name(session.entities.name(id));
        let mut new = old.clone();
        edit.apply(&mut new);
        if new.name.trim().is_empty() {
            return self.shell.notices.hint(EntityMessage::NameNeeded);
        }
        if new != *old {
            let change = Change::Entity(id.clone(), Some(Box::new(new)));
            self.perform_changes(step, vec![change]);
        }
    }

    /// Changes an entity everywhere, once the articles that name it have been read.
    fn ask_to_change_entity(&mut self, change: EntityChange) {
        if !self.can_change_entities() {
            return;
        }
        let session = &self.project.session;
        let pending = session.pending_entity_change(change);
        self.load_then(pending);
    }

    /// Changes an entity in all articles that name it, which have been read.
    pub(in crate::app) fn change_entity_everywhere(&mut self, change: &EntityChange) {
        match change {
            EntityChange::Merge { from, into } => self.merge_entities(from, into),
            EntityChange::Split { id, name, mentions } => self.split_entity(id, name, mentions),
            EntityChange::Delete(id) => self.delete_entity(id),
        }
    }

    fn merge_entities(&mut self, from: &EntityId, into: &EntityId) {
        let files = self.files_naming(from);
        let session = &self.project.session;
        let entities = &session.entities;
        let (lost, kept) = (entities.name(from), entities.name(into));
        let step = StepName::MergeEntities {
            from: lost.to_owned(),
            into: kept.to_owned(),
        };
        let mut changes = self.replacing_in(&files, from, Some(into));
        changes.extend(merging(entities, from, into));
        if self.perform_changes(step, changes)
            && let Some(panel) = self.project.capabilities.entities.as_mut()
        {
            panel.choose(into.clone());
        }
    }

    fn delete_entity(&mut self, id: &EntityId) {
        let files = self.files_naming(id);
        let session = &self.project.session;
        let step = StepName::DeleteEntity {
            entity: session.entities.name(id).to_owned(),
        };
        let mut changes = self.replacing_in(&files, id, None);
        changes.extend(removing(&session.entities, id));
        self.perform_changes(step, changes);
    }

    fn split_entity(&mut self, id: &EntityId, name: &str, mentions: &[(CodingId, AnnotationId)]) {
        let files = self.files_naming(id);
        let session = &self.project.session;
        let mut of_file: BTreeMap<CodingId, Vec<AnnotationId>> = BTreeMap::new();
        for (file, annotation) in mentions {
            of_file.entry(*file).or_default().push(annotation.clone());
        }
        // Texts for which the new entity stands, and those for which the old one still does.
        let (mut moved, mut kept) = (BTreeSet::new(), BTreeSet::new());
        for file in files {
            let Some(article) = session.coding(file).map(|coding| coding.article) else {
                continue;
            };
            let going = of_file.get(&file);
            let uses = session.entity_index.uses((article, file));
            for mention in uses.into_iter().flat_map(|uses| &uses.mentions) {
                if mention.entity == *id {
                    let goes = going.is_some_and(|going| going.contains(&mention.annotation));
                    let texts = if goes { &mut moved } else { &mut kept };
                    texts.insert(normalized(&mention.quote));
                }
            }
        }
        let Some((new, mut changes)) = splitting(&session.entities, id, name, &moved, &kept) else {
            return;
        };
        let step = StepName::SplitEntity {
            new: name.to_owned(),
            from: session.entities.name(id).to_owned(),
        };
        for (file, annotations) in of_file {
            if let Some(open) = session.opened(file) {
                let edits = moving(&open.document, &annotations, &new);
                changes.push(Change::Coding(file, Edit::Batch(edits)));
            }
        }
        if self.perform_changes(step, changes)
            && let Some(panel) = self.project.capabilities.entities.as_mut()
        {
            panel.choose(new);
        }
    }

    /// The files that name an entity, or may.
    pub(in crate::app) fn files_naming(&mut self, id: &EntityId) -> Vec<CodingId> {
        let session = &mut self.project.session;
        session.refresh_entities();
        session.files_to_change(id)
    }

    /// The changes of articles when `to`, or nothing, takes the place of an entity.
    fn replacing_in(
        &self,
        files: &[CodingId],
        from: &EntityId,
        to: Option<&EntityId>,
    ) -> Vec<Change> {
        let session = &self.project.session;
        let changes = files.iter().filter_map(|file| {
            let document = &session.opened(*file)?.document;
            let edits = replacing(document, &session.codebook, from, to);
            (!edits.is_empty()).then_some(Change::Coding(*file, Edit::Batch(edits)))
        });
        changes.collect()
    }

    /// Applies changes as one step. Returns whether they are made or being made.
    fn perform_changes(&mut self, step: StepName, changes: Vec<Change>) -> bool {
        self.perform_many(step, changes, None, AnnotatingMessage::NotDone.into())
    }

    /// Shows a mention, once its article has been read.
    pub(in crate::app) fn go_to_mention(&mut self, file: CodingId, annotation: &AnnotationId) {
        let annotation = annotation.clone();
        self.load_then(Pending::ShowMention { file, annotation });
    }

    /// Shows a mention of an article that has been read: chosen in the coder's own annotations, and as
    /// a selection where it is one of another coder's.
    pub(in crate::app) fn show_mention(&mut self, file: CodingId, annotation: &AnnotationId) {
        let article = self.project.session.article_of(file);
        let Some((article, own)) = article.map(|article| (article.id, article.own)) else {
            return;
        };
        self.project.capabilities.entities = None;
        self.show_article(article);
        if file == own {
            return self.choose(annotation);
        }
        let opened = self.project.session.opened(file);
        let place = opened.and_then(|open| {
            let fragments = open.document.annotation(annotation)?.fragments()?;
            Some((fragments.start(), fragments.end()))
        });
        if let Some((start, end)) = place {
            self.select(Selection::new(start, end));
            self.reveal(start);
        }
    }
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;
