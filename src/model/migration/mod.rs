//! Changes of a codebook that reach into annotations: renaming, merging, splitting, deleting.
//!
//! A [`Migration`] is a value. [`Migration::codebook`] tells what the codebook becomes,
//! [`Migration::outcome`] what becomes of one article and what cannot be carried over; nothing is
//! changed by either. All edits of a migration and the codebook together are one step of the
//! history.
//!
//! A value that does not fit what it is moved to stays as it is and is reported; only what is
//! deleted by name goes. The report is what the audit finds afterwards and did not find before,
//! with what was deleted.
//!
//! Start with [`Migration`], then `scheme` (the codebook's side) and `carry` (the article's side).

mod carry;

mod scheme;

mod values;

use std::sync::Arc;

use super::annotation::{AttributeId, AttributeValue, LabelId};
use super::audit;
use super::codebook::{AttributeKind, Codebook};
use super::document::Edit;
use super::entity::Entity;
use super::history::{Change, CodingId};
use super::relation::RelationTypeId;

/// A change of one thing in the codebook, with all that bears it.
#[derive(Clone, Debug, PartialEq)]
pub struct Migration {
    pub subject: Subject,
    pub action: Action,
}

/// What is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    Label(LabelId),
    Relation(RelationTypeId),
    Attribute(Holder, AttributeId),
    /// A choice of an attribute; in a tree its path, with slashes.
    Choice(Holder, AttributeId, String),
}

/// What declares an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    Label(LabelId),
    /// Every annotation may have it.
    Annotations,
    Relation(RelationTypeId),
    Article,
}

/// What happens to it.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// It gets another id.
    Rename(String),
    /// It becomes one with another of its kind, whose id or path this is.
    Merge(String),
    /// Part of what bears it gets a new one with this id beside it.
    Split { into: String, by: Divide },
    /// It goes, or is switched off; see [`Fate`].
    Delete(Fate),
    /// An attribute takes other values.
    ChangeKind(AttributeKind),
    /// A choice goes below another one of its tree; an empty path is the top.
    Move(String),
}

/// What becomes of what bears something that is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays. A label or a choice is switched off, anything else is declared no more.
    Keep,
    /// It is removed.
    Remove,
}

/// What goes to the new part of a split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Divide {
    All,
    /// What has this value of this attribute, as it is written in files.
    Value(AttributeId, String),
    /// What covers this phrase, in any case; of a relation, at one of its ends.
    Phrase(String),
}

/// Why a migration is impossible.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MigrationError {
    #[error("“{0}” is not in the codebook")]
    Unknown(String),
    #[error("“{0}” is taken; choose another name, or merge the two")]
    Taken(String),
    #[error("“{0}” cannot be an id: it must not be empty or contain a slash")]
    NotAnId(String),
    #[error("it cannot become part of itself")]
    Itself,
    #[error("this cannot be done with it")]
    Impossible,
}

/// What a migration does to one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Everything at once.
    pub edit: Edit,
    /// Annotations that are changed or removed.
    pub annotations: usize,
    /// Relations that are changed or removed.
    pub relations: usize,
    /// What is lost, or needs a decision.
    pub concerns: Vec<Concern>,
}

/// Something that is lost, or is not in order any more.
#[derive(Clone, Debug, PartialEq)]
pub struct Concern {
    pub subject: audit::Subject,
    /// The covered text; of a relation, that of its ends.
    pub quote: String,
    pub why: Why,
}

/// What is the matter.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// The annotation or relation is removed.
    Removed,
    /// This value is removed.
    ValueRemoved(AttributeId, AttributeValue),
    /// It is kept, and is out of order afterwards.
    Fault(audit::FaultKind),
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Removed => write!(f, "is removed"),
            Self::ValueRemoved(name, value) => write!(f, "loses {name}: {value}"),
            Self::Fault(fault) => write!(f, "is kept, but {fault}"),
        }
    }
}

/// What a migration does to a whole project.
#[derive(Clone, Debug)]
pub struct Plan {
    pub migration: Migration,
    /// The codebook afterwards.
    pub codebook: Arc<Codebook>,
    /// Articles that are changed or concerned, with the revision of which that is true.
    pub articles: Vec<(CodingId, u64, Outcome)>,
    /// Entities that belong to a label that gets another name or goes.
    pub entities: Vec<Entity>,
}

impl Plan {
    /// All of it, to be done in one step.
    pub fn changes(&self) -> Vec<Change> {
        let articles = self.articles.iter();
        let edits = articles.filter(|(.., outcome)| outcome.edit != Edit::Batch(Vec::new()));
        let edits = edits.map(|(id, _, outcome)| Change::Coding(*id, outcome.edit.clone()));
        let entities = self
            .entities
            .iter()
            .map(|entity| Change::Entity(entity.id.clone(), Some(Box::new(entity.clone()))));
        let codebook = Change::Codebook(Arc::clone(&self.codebook));
        edits.chain(entities).chain([codebook]).collect()
    }

    /// What it touches, in words: `12 annotations and 3 relations in 5 articles`.
    pub fn message(&self) -> String {
        let (annotations, relations) = self.touched();
        let changed = self.articles.iter();
        let changed = changed.filter(|(.., outcome)| outcome.edit != Edit::Batch(Vec::new()));
        let articles = changed.count();
        let count = |count: usize, one: &str| match count {
            1 => format!("1 {one}"),
            _ => format!("{count} {one}s"),
        };
        let mut told = count(annotations, "annotation");
        if relations > 0 {
            told.push_str(&format!(" and {}", count(relations, "relation")));
        }
        format!("{told} in {}", count(articles, "file"))
    }

    /// How many annotations and relations are changed.
    pub fn touched(&self) -> (usize, usize) {
        let outcomes = self.articles.iter().map(|(.., outcome)| outcome);
        outcomes.fold((0, 0), |(annotations, relations), outcome| {
            (
                annotations + outcome.annotations,
                relations + outcome.relations,
            )
        })
    }
}

impl Migration {
    /// Whether an article with annotations of these labels only, or none, may be left out.
    ///
    /// Attributes and relations are not counted per article, so only an article without any
    /// annotation is free of those.
    pub fn spares(&self, mut labels: impl Iterator<Item = LabelId>) -> bool {
        match &self.subject {
            Subject::Label(label)
            | Subject::Attribute(Holder::Label(label), _)
            | Subject::Choice(Holder::Label(label), ..) => labels.all(|other| other != *label),
            Subject::Attribute(Holder::Article, _) | Subject::Choice(Holder::Article, ..) => false,
            Subject::Relation(_) | Subject::Attribute(..) | Subject::Choice(..) => {
                labels.next().is_none()
            }
        }
    }

    /// Entities of a label that gets another name or goes, as they are then.
    pub fn entities<'a>(
        &'a self,
        entities: impl Iterator<Item = &'a Entity> + 'a,
    ) -> impl Iterator<Item = Entity> + 'a {
        entities.filter_map(|entity| {
            let Subject::Label(label) = &self.subject else {
                return None;
            };
            if entity.label.as_ref() != Some(label) {
                return None;
            }
            let then = match &self.action {
                Action::Rename(to) | Action::Merge(to) => Some(to.as_str().into()),
                Action::Delete(Fate::Remove) => None,
                _ => return None,
            };
            Some(Entity {
                label: then,
                ..entity.clone()
            })
        })
    }

    /// What is done, in words that fit behind “Undo”.
    pub fn name(&self) -> String {
        let subject = match &self.subject {
            Subject::Label(id) => format!("label {id}"),
            Subject::Relation(id) => format!("relation type {id}"),
            Subject::Attribute(_, id) => format!("attribute {id}"),
            Subject::Choice(_, _, path) => format!("choice {path}"),
        };
        match &self.action {
            Action::Rename(to) => format!("rename {subject} to {to}"),
            Action::Merge(into) => format!("merge {subject} into {into}"),
            Action::Split { into, .. } => format!("split {into} off {subject}"),
            Action::Delete(Fate::Keep) => format!("retire {subject}"),
            Action::Delete(Fate::Remove) => format!("delete {subject}"),
            Action::ChangeKind(_) => format!("change the kind of {subject}"),
            Action::Move(to) if to.is_empty() => format!("move {subject} to the top"),
            Action::Move(to) => format!("move {subject} below {to}"),
        }
    }
}

/// The next version of a codebook: its last number raised by one, `1.0` → `1.1`.
pub fn raised(version: &str) -> String {
    let end = version.rfind(|c: char| c.is_ascii_digit()).map(|at| at + 1);
    let Some(end) = end else {
        return if version.is_empty() {
            "1.1".to_owned()
        } else {
            format!("{version} 2")
        };
    };
    let digits = version[..end].bytes().rev().take_while(u8::is_ascii_digit);
    let start = end - digits.count();
    match version[start..end].parse::<u64>() {
        Ok(number) => format!(
            "{}{}{}",
            &version[..start],
            number.saturating_add(1),
            &version[end..]
        ),
        // More digits than any version has.
        Err(_) => format!("{version}.1"),
    }
}

#[cfg(test)]
mod tests;
