//! Validation of a document against its codebook: what is wrong or missing.
//!
//! The audit repairs nothing and forbids nothing: the window shows the faults, and `demarche check`
//! lists them.

use std::collections::HashSet;
use std::fmt;

use super::AttributeValue;
use super::annotation::{AnnotationId, AttributeId, Attributes, EntityId, LabelId};
use super::codebook::{Attribute, AttributeKind, Codebook, End};
use super::document::{Document, Status};
use super::fields;
use super::missing::{Missing, missing_in};
use super::relation::{Relation, RelationId, RelationTypeId};

/// Something wrong with one annotation, one relation or the article's fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub subject: FaultSubject,
    pub kind: FaultKind,
}

/// The item that a fault concerns.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FaultSubject {
    Article,
    Annotation(AnnotationId),
    Relation(RelationId),
}

/// The kind of a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    UnknownStatus(String),
    UnknownLabel(LabelId),
    UnknownRelationType(RelationTypeId),
    UnknownAttribute(AttributeId),
    BadValue(AttributeId, String),
    MissingAttribute(AttributeId),
    MissingEntity,
    UnknownEntity(EntityId),
    MissingRelation(RelationTypeId),
    /// A dangling relation: it ends at an annotation that does not exist.
    Dangling(AnnotationId),
    /// A relation of this type may not start from, or lead to, this label.
    IllegalEnd(End, LabelId),
    Detached,
}

impl FaultKind {
    /// Whether the annotation is merely unfinished, as opposed to wrong.
    pub fn is_incomplete(&self) -> bool {
        matches!(
            self,
            Self::MissingAttribute(_) | Self::MissingEntity | Self::MissingRelation(_)
        )
    }

    /// A stable code for programs that read the report.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownStatus(_) => "unknown-status",
            Self::UnknownLabel(_) => "unknown-label",
            Self::UnknownRelationType(_) => "unknown-relation-type",
            Self::UnknownAttribute(_) => "unknown-attribute",
            Self::BadValue(..) => "bad-value",
            Self::MissingAttribute(_) => "missing-attribute",
            Self::MissingEntity => "missing-entity",
            Self::UnknownEntity(_) => "unknown-entity",
            Self::MissingRelation(_) => "missing-relation",
            Self::Dangling(_) => "dangling-relation",
            Self::IllegalEnd(..) => "illegal-end",
            Self::Detached => "detached",
        }
    }
}

impl From<Missing<'_>> for FaultKind {
    fn from(missing: Missing<'_>) -> Self {
        match missing {
            Missing::Attribute(attribute) => Self::MissingAttribute(attribute.id.clone()),
            Missing::Entity => Self::MissingEntity,
            Missing::Relation(kind) => Self::MissingRelation(kind.id.clone()),
        }
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownStatus(status) => write!(f, "unknown status “{status}”"),
            Self::UnknownLabel(label) => write!(f, "unknown label “{label}”"),
            Self::UnknownRelationType(kind) => write!(f, "unknown relation type “{kind}”"),
            Self::UnknownAttribute(name) => write!(f, "unknown attribute “{name}”"),
            Self::BadValue(name, why) => write!(f, "attribute “{name}”: {why}"),
            Self::MissingAttribute(name) => write!(f, "attribute “{name}” is missing"),
            Self::MissingEntity => write!(f, "the entity is missing"),
            Self::UnknownEntity(entity) => write!(f, "unknown entity “{entity}”"),
            Self::MissingRelation(kind) => write!(f, "relation “{kind}” is missing"),
            Self::Dangling(id) => write!(f, "it ends at annotation {id}, which does not exist"),
            Self::IllegalEnd(End::From, label) => write!(f, "it cannot start from a “{label}”"),
            Self::IllegalEnd(End::To, label) => write!(f, "it cannot lead to a “{label}”"),
            Self::Detached => write!(f, "its quote is no longer in the text"),
        }
    }
}

/// Validates a document: all faults, in the order of its annotations, then of its relations.
///
/// `entities` are the ids of the project's entities; with `None` it does not check entities.
pub fn audit(
    document: &Document,
    codebook: &Codebook,
    entities: Option<&HashSet<EntityId>>,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    article(document, codebook, entities, &mut faults);
    let annotations = document.annotations().iter().chain(document.detached());
    for annotation in annotations {
        let mut report = |kind| {
            faults.push(Fault {
                subject: FaultSubject::Annotation(annotation.id.clone()),
                kind,
            });
        };
        if annotation.fragments().is_none() {
            report(FaultKind::Detached);
        }
        match codebook.label(&annotation.label) {
            None => report(FaultKind::UnknownLabel(annotation.label.clone())),
            Some(label) => {
                let declared = codebook.attributes_of(&label.id);
                attributes(&annotation.attributes, declared, entities, &mut report);
                for missing in missing_in(codebook, document, annotation) {
                    report(missing.into());
                }
            }
        }
        if let (Some(entity), Some(known)) = (&annotation.entity, entities)
            && !known.contains(entity)
        {
            report(FaultKind::UnknownEntity(entity.clone()));
        }
    }
    relations(document, codebook, entities, &mut faults);
    faults
}

fn article(
    document: &Document,
    codebook: &Codebook,
    entities: Option<&HashSet<EntityId>>,
    faults: &mut Vec<Fault>,
) {
    let mut report = |kind| {
        faults.push(Fault {
            subject: FaultSubject::Article,
            kind,
        });
    };
    if let Status::Other(status) = &document.fields().status {
        report(FaultKind::UnknownStatus(status.to_string()));
    }
    for (name, value) in &document.fields().values {
        let declared = codebook
            .document_fields
            .iter()
            .find(|field| field.id.as_str() == name);
        let id = || AttributeId::from(name.as_str());
        if let Some(why) = declared.and_then(|field| field.fault(value)) {
            report(FaultKind::BadValue(id(), why));
        } else if let Some(unknown) = declared.and_then(|f| unknown_entity(f, value, entities)) {
            report(FaultKind::UnknownEntity(unknown));
        } else if declared.is_none()
            && !fields::WELL_KNOWN.contains(&name.as_str())
            && name != fields::DATE_AS_WRITTEN
        {
            report(FaultKind::UnknownAttribute(id()));
        }
    }
    for field in &codebook.document_fields {
        let values = &document.fields().values;
        if field.required && !values.contains_key(field.id.as_str()) {
            report(FaultKind::MissingAttribute(field.id.clone()));
        }
    }
}

fn attributes<'a>(
    values: &Attributes,
    declared: impl Iterator<Item = &'a Attribute>,
    entities: Option<&HashSet<EntityId>>,
    report: &mut impl FnMut(FaultKind),
) {
    let declared: Vec<&Attribute> = declared.collect();
    for (name, value) in values {
        let Some(attribute) = declared.iter().find(|a| a.id == *name) else {
            report(FaultKind::UnknownAttribute(name.clone()));
            continue;
        };
        if let Some(why) = attribute.fault(value) {
            report(FaultKind::BadValue(name.clone(), why));
        } else if let Some(unknown) = unknown_entity(attribute, value, entities) {
            report(FaultKind::UnknownEntity(unknown));
        }
    }
}

/// Reports required attributes without a value.
fn required<'a>(
    values: &Attributes,
    declared: impl Iterator<Item = &'a Attribute>,
    report: &mut impl FnMut(FaultKind),
) {
    for attribute in declared {
        if attribute.required && !values.contains_key(&attribute.id) {
            report(FaultKind::MissingAttribute(attribute.id.clone()));
        }
    }
}

/// The entity that a value refers to, if the project does not have it.
fn unknown_entity(
    attribute: &Attribute,
    value: &AttributeValue,
    entities: Option<&HashSet<EntityId>>,
) -> Option<EntityId> {
    match (&attribute.kind, value) {
        (AttributeKind::Entity, AttributeValue::Text(id)) => {
            (!entities?.contains(id.as_str())).then(|| id.as_str().into())
        }
        _ => None,
    }
}

fn relations(
    document: &Document,
    codebook: &Codebook,
    entities: Option<&HashSet<EntityId>>,
    faults: &mut Vec<Fault>,
) {
    for relation in document.relations() {
        let kinds = relation_faults(document, codebook, entities, relation);
        faults.extend(kinds.into_iter().map(|kind| Fault {
            subject: FaultSubject::Relation(relation.id.clone()),
            kind,
        }));
    }
}

/// The faults of one relation.
pub fn relation_faults(
    document: &Document,
    codebook: &Codebook,
    entities: Option<&HashSet<EntityId>>,
    relation: &Relation,
) -> Vec<FaultKind> {
    let mut faults = Vec::new();
    let mut report = |kind| faults.push(kind);
    let kind = codebook.relation(&relation.kind);
    match kind {
        None => report(FaultKind::UnknownRelationType(relation.kind.clone())),
        Some(kind) => {
            let declared = || kind.attributes.iter();
            attributes(&relation.attributes, declared(), entities, &mut report);
            required(&relation.attributes, declared(), &mut report);
        }
    }
    let ends = [(End::From, &relation.from), (End::To, &relation.to)];
    for (end, id) in ends {
        let Some(annotation) = document.annotation(id) else {
            report(FaultKind::Dangling(id.clone()));
            continue;
        };
        let legal = kind.map(|kind| match end {
            End::From => &kind.from,
            End::To => &kind.to,
        });
        if legal.is_some_and(|labels| !labels.contains(&annotation.label)) {
            report(FaultKind::IllegalEnd(end, annotation.label.clone()));
        }
    }
    faults
}
