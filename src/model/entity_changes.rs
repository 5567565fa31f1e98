//! The changes that edit, merge, split and remove entities, as values that one undo step reverts
//! together.
//!
//! The functions here compute the changes of the entities and of one article; the caller that
//! performs a bulk edit over many articles collects the edits of each.

use std::collections::BTreeSet;

use super::annotation::{AnnotationId, AttributeValue, Attributes, EntityId, LabelId};
use super::codebook::{Attribute, AttributeKind, Codebook};
use super::document::{Document, Edit, Owner};
use super::entity::{Entity, EntityBook};
use super::history::Change;
use super::normalize::normalized;
use super::step_name::{EntityField, StepName};

/// A change of one field of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntityEdit {
    Name(String),
    Label(Option<LabelId>),
    Kind(String),
    Aliases(Vec<String>),
    PartOf(Option<EntityId>),
    Country(String),
    Wikidata(String),
    Memo(String),
}

impl EntityEdit {
    /// Applies the change.
    pub fn apply(self, entity: &mut Entity) {
        match self {
            Self::Name(name) => entity.name = name,
            Self::Label(label) => entity.label = label,
            Self::Kind(kind) => entity.kind = kind,
            Self::Aliases(aliases) => entity.aliases = aliases,
            Self::PartOf(whole) => entity.part_of = whole,
            Self::Country(country) => entity.country = country,
            Self::Wikidata(item) => entity.wikidata = item,
            Self::Memo(memo) => entity.memo = memo,
        }
    }

    /// The name of the undo step, given the entity's name before it.
    pub fn step_name(&self, of: &str) -> StepName {
        let entity = of.to_owned();
        let field = match self {
            Self::Name(name) => {
                return StepName::RenameEntity {
                    from: entity,
                    to: name.clone(),
                };
            }
            Self::Label(_) => EntityField::Label,
            Self::Kind(_) => EntityField::Kind,
            Self::Aliases(_) => EntityField::Aliases,
            Self::PartOf(_) => EntityField::PartOf,
            Self::Country(_) => EntityField::Country,
            Self::Wikidata(_) => EntityField::Wikidata,
            Self::Memo(_) => EntityField::Memo,
        };
        StepName::EditEntity { field, entity }
    }
}

/// The edits that replace `from` by `to`, or by nothing, wherever an article refers to it: in its
/// mentions, and in attributes and fields that the codebook declares as entities.
pub fn replacing(
    document: &Document,
    codebook: &Codebook,
    from: &EntityId,
    to: Option<&EntityId>,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    let value = || to.map(|to| AttributeValue::Text(to.to_string()));
    for annotation in document.annotations().iter().chain(document.detached()) {
        if annotation.entity.as_ref() == Some(from) {
            edits.push(Edit::SetEntity(annotation.id.clone(), to.cloned()));
        }
        let declared = codebook.attributes_of(&annotation.label);
        for name in naming(&annotation.attributes, declared, from) {
            let owner = Owner::Annotation(annotation.id.clone());
            edits.push(Edit::SetAttribute(owner, name.id.clone(), value()));
        }
    }
    for relation in document.relations() {
        let declared = codebook.relation(&relation.kind);
        let declared = declared.map_or(&[][..], |kind| &kind.attributes);
        for name in naming(&relation.attributes, declared.iter(), from) {
            let owner = Owner::Relation(relation.id.clone());
            edits.push(Edit::SetAttribute(owner, name.id.clone(), value()));
        }
    }
    for field in &codebook.document_fields {
        let now = document.fields().values.get(field.id.as_str());
        if names(field, now, from) {
            edits.push(Edit::SetField(field.id.to_string(), value()));
        }
    }
    edits
}

/// The declared attributes whose value is this entity.
fn naming<'a>(
    values: &Attributes,
    declared: impl Iterator<Item = &'a Attribute>,
    entity: &EntityId,
) -> impl Iterator<Item = &'a Attribute> {
    declared.filter(|attribute| names(attribute, values.get(&attribute.id), entity))
}

fn names(attribute: &Attribute, value: Option<&AttributeValue>, entity: &EntityId) -> bool {
    attribute.kind == AttributeKind::Entity
        && matches!(value, Some(AttributeValue::Text(id)) if id == entity.as_str())
}

/// The edits that move some mentions of an article to another entity.
pub fn moving(document: &Document, mentions: &[AnnotationId], to: &EntityId) -> Vec<Edit> {
    let there = mentions
        .iter()
        .filter(|id| document.annotation(id).is_some());
    there
        .map(|id| Edit::SetEntity(id.clone(), Some(to.clone())))
        .collect()
}

/// The changes of the entities themselves when `from` is merged into `into`: `into` gets the names
/// of both and the values that it lacks, and parts of `from` become parts of `into`.
pub fn merging(book: &EntityBook, from: &EntityId, into: &EntityId) -> Vec<Change> {
    let (Some(lost), Some(kept)) = (book.get(from), book.get(into)) else {
        return Vec::new();
    };
    if from == into {
        return Vec::new();
    }
    let mut merged = kept.clone();
    for name in std::iter::once(&lost.name).chain(&lost.aliases) {
        add_alias(&mut merged, name);
    }
    for (ours, theirs) in [
        (&mut merged.kind, &lost.kind),
        (&mut merged.country, &lost.country),
        (&mut merged.wikidata, &lost.wikidata),
    ] {
        if ours.is_empty() {
            ours.clone_from(theirs);
        }
    }
    merged.label = merged.label.or_else(|| lost.label.clone());
    if merged.memo.is_empty() {
        merged.memo.clone_from(&lost.memo);
    } else if !lost.memo.is_empty() && lost.memo != merged.memo {
        merged.memo = format!("{}\n{}", merged.memo, lost.memo);
    }
    for (name, value) in &lost.unknown {
        if merged.unknown.iter().all(|(other, _)| other != name) {
            merged.unknown.push((name.clone(), value.clone()));
        }
    }
    let wholes = [kept.part_of.as_ref(), lost.part_of.as_ref()];
    let mut wholes = wholes.into_iter().flatten();
    merged.part_of = wholes
        .find(|whole| *whole != from && *whole != into)
        .cloned();

    let mut changes = redirecting_parts(book, from, Some(into));
    changes.retain(|change| !matches!(change, Change::Entity(id, _) if id == into));
    let mut after = book.clone();
    for change in &changes {
        if let Change::Entity(_, Some(part)) = change {
            after.insert((**part).clone());
        }
    }
    after.insert(merged.clone());
    if after.is_part_of_itself(into) {
        merged.part_of = None;
    }
    changes.push(Change::Entity(into.clone(), Some(Box::new(merged))));
    changes.push(Change::Entity(from.clone(), None));
    changes
}

/// The changes of the entities themselves when one is removed: its parts lose their `part_of`.
pub fn removing(book: &EntityBook, id: &EntityId) -> Vec<Change> {
    let mut changes = redirecting_parts(book, id, None);
    changes.retain(|change| !matches!(change, Change::Entity(part, _) if part == id));
    if book.get(id).is_some() {
        changes.push(Change::Entity(id.clone(), None));
    }
    changes
}

/// The changes of the entities themselves when some mentions of one move to a new entity of the
/// same kind. Names that only the moved mentions have move too; texts are normalized (folded).
pub fn splitting(
    book: &EntityBook,
    id: &EntityId,
    name: &str,
    moved: &BTreeSet<String>,
    kept: &BTreeSet<String>,
) -> Option<(EntityId, Vec<Change>)> {
    let old = book.get(id)?;
    let goes = |alias: &String| {
        let alias = normalized(alias);
        moved.contains(&alias) && !kept.contains(&alias)
    };
    let (going, staying): (Vec<String>, Vec<String>) = old.aliases.iter().cloned().partition(goes);
    let mut new = Entity {
        label: old.label.clone(),
        kind: old.kind.clone(),
        ..Entity::new(book.unique_id(name), name)
    };
    for alias in &going {
        add_alias(&mut new, alias);
    }
    let new_id = new.id.clone();
    let mut changes = vec![Change::Entity(new_id.clone(), Some(Box::new(new)))];
    if !going.is_empty() {
        let rest = Entity {
            aliases: staying,
            ..old.clone()
        };
        changes.push(Change::Entity(id.clone(), Some(Box::new(rest))));
    }
    Some((new_id, changes))
}

/// Adds a name to the aliases, unless it is a name already.
pub fn add_alias(entity: &mut Entity, alias: &str) {
    let wanted = normalized(alias);
    let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
    if !wanted.is_empty() && names.all(|name| normalized(name) != wanted) {
        entity.aliases.push(alias.to_owned());
    }
}

/// The changes that make the parts of `from` parts of `to`.
fn redirecting_parts(book: &EntityBook, from: &EntityId, to: Option<&EntityId>) -> Vec<Change> {
    let parts = book.entities.values();
    parts
        .filter(|entity| entity.part_of.as_ref() == Some(from))
        .map(|part| {
            let part = Entity {
                part_of: to.cloned(),
                ..part.clone()
            };
            Change::Entity(part.id.clone(), Some(Box::new(part)))
        })
        .collect()
}
