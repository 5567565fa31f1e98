//! Codebook migrations: renaming, merging, splitting and deleting items of the codebook, with the
//! bulk edit of all annotations that use them.
//!
//! A [`Migration`] is a value. [`Migration::codebook`] returns the new codebook,
//! [`Migration::outcome`] the edit of one article and what it cannot convert; neither changes
//! anything. All edits of a migration and the codebook together are one undo step.
//!
//! A value that does not fit its new attribute stays unchanged and is reported; only what the
//! migration deletes explicitly is removed. The report consists of the faults that the audit finds
//! afterwards and did not find before, and of what was deleted.
//!
//! Start with [`Migration`], then `scheme` (the codebook's part) and `carry` (the article's part).

mod carry;

mod decisions;

mod scheme;

mod values;

use std::collections::HashSet;
use std::sync::Arc;

use super::annotation::{AttributeId, AttributeValue, LabelId};
use super::audit;
use super::codebook::{AttributeKind, Codebook};
use super::document::Edit;
use super::entity::Entity;
use super::history::{Change, CodingId};
use super::relation::RelationTypeId;
use super::step_name::{CodebookItem, StepName};

/// A change of one item of the codebook, and of all annotations that use it.
#[derive(Clone, Debug, PartialEq)]
pub struct Migration {
    pub subject: MigrationSubject,
    pub action: MigrationAction,
}

/// The item of the codebook that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MigrationSubject {
    Label(LabelId),
    Relation(RelationTypeId),
    Attribute(Holder, AttributeId),
    /// A choice of an attribute; in a tree its path, with slashes.
    Choice(Holder, AttributeId, String),
}

/// The part of the codebook that declares an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    Label(LabelId),
    /// Common attributes, which every annotation may have.
    Annotations,
    Relation(RelationTypeId),
    Article,
}

/// The change of the item.
#[derive(Clone, Debug, PartialEq)]
pub enum MigrationAction {
    /// It gets another id.
    Rename(String),
    /// It is merged into another of its kind, with this id or path.
    Merge(String),
    /// It is split: a part of the annotations that use it get a new item with this id.
    Split { into: String, by: SplitCriterion },
    /// It is deleted or disabled; see [`DeletionPolicy`].
    Delete(DeletionPolicy),
    /// An attribute gets another kind of values.
    ChangeKind(AttributeKind),
    /// A choice moves below another one of its tree; an empty path is the top.
    Move(String),
}

/// What happens to the annotations that use a deleted item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeletionPolicy {
    /// They stay. A label or a choice is disabled, any other item is removed from the codebook.
    Keep,
    /// They are removed; of a deleted attribute or choice, only their values.
    Remove,
}

/// Which annotations get the new item of a split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SplitCriterion {
    All,
    /// Those with this value of this attribute, in the form in files.
    Value(AttributeId, String),
    /// Those whose text contains this phrase, ignoring case; of relations, the text of one end.
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
pub struct ArticleOutcome {
    /// All changes of the article as one edit.
    pub edit: Edit,
    /// Annotations that are changed or removed.
    pub annotations: usize,
    /// Relations that are changed or removed.
    pub relations: usize,
    /// Data that is lost, or needs a decision.
    pub concerns: Vec<MigrationIssue>,
    /// Of a split: everything that uses the item, in the order of the text.
    pub split: Vec<SplitItem>,
}

/// Something that uses an item that is split.
#[derive(Clone, Debug, PartialEq)]
pub struct SplitItem {
    pub subject: audit::FaultSubject,
    /// The covered text; of a relation, the text of its ends.
    pub quote: String,
    /// Whether it goes to the new item; otherwise it stays with the old one.
    pub moves: bool,
}

/// What goes the other way in a split than its criterion tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SplitExceptions(HashSet<(CodingId, audit::FaultSubject)>);

impl SplitExceptions {
    /// Sends an item to the other part.
    pub fn toggle(&mut self, file: CodingId, subject: &audit::FaultSubject) {
        let key = (file, subject.clone());
        if !self.0.remove(&key) {
            self.0.insert(key);
        }
    }

    /// Whether an item goes the other way.
    pub fn contains(&self, file: CodingId, subject: &audit::FaultSubject) -> bool {
        !self.0.is_empty() && self.0.contains(&(file, subject.clone()))
    }
}

/// Something that is lost, or is faulty after the migration.
#[derive(Clone, Debug, PartialEq)]
pub struct MigrationIssue {
    pub subject: audit::FaultSubject,
    /// The covered text; of a relation, the text of its ends.
    pub quote: String,
    pub why: Why,
}

/// The reason for a concern.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// The annotation or relation is removed.
    Removed,
    /// This value is removed.
    ValueRemoved(AttributeId, AttributeValue),
    /// It is kept, and has this fault afterwards.
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

/// The preview of a migration for a whole project.
#[derive(Clone, Debug)]
pub struct Plan {
    pub migration: Migration,
    /// The codebook after the migration.
    pub codebook: Arc<Codebook>,
    /// Articles with edits or concerns, with the revision that the outcome is valid for.
    pub articles: Vec<(CodingId, u64, ArticleOutcome)>,
    /// Entities of a label that is renamed or removed.
    pub entities: Vec<Entity>,
}

impl Plan {
    /// All changes, for one undo step.
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

    /// The number of changed files of annotations.
    pub fn touched_files(&self) -> usize {
        let changed = self.articles.iter();
        let changed = changed.filter(|(.., outcome)| outcome.edit != Edit::Batch(Vec::new()));
        changed.count()
    }

    /// The numbers of changed annotations and relations.
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
    /// Whether the migration can skip an article that has annotations of these labels only.
    ///
    /// Nothing counts attributes and relations per article, so for those it can only skip an
    /// article without any annotation.
    pub fn can_skip(&self, mut labels: impl Iterator<Item = LabelId>) -> bool {
        match &self.subject {
            MigrationSubject::Label(label)
            | MigrationSubject::Attribute(Holder::Label(label), _)
            | MigrationSubject::Choice(Holder::Label(label), ..) => {
                labels.all(|other| other != *label)
            }
            MigrationSubject::Attribute(Holder::Article, _)
            | MigrationSubject::Choice(Holder::Article, ..) => false,
            MigrationSubject::Relation(_)
            | MigrationSubject::Attribute(..)
            | MigrationSubject::Choice(..) => labels.next().is_none(),
        }
    }

    /// Entities of a label that is renamed or removed, as they are after the migration.
    pub fn entities<'a>(
        &'a self,
        entities: impl Iterator<Item = &'a Entity> + 'a,
    ) -> impl Iterator<Item = Entity> + 'a {
        entities.filter_map(|entity| {
            let MigrationSubject::Label(label) = &self.subject else {
                return None;
            };
            if entity.label.as_ref() != Some(label) {
                return None;
            }
            let then = match &self.action {
                MigrationAction::Rename(to) | MigrationAction::Merge(to) => {
                    Some(to.as_str().into())
                }
                MigrationAction::Delete(DeletionPolicy::Remove) => None,
                _ => return None,
            };
            Some(Entity {
                label: then,
                ..entity.clone()
            })
        })
    }

    /// The name of the undo step.
    pub fn name(&self) -> StepName {
        let (item, id) = match &self.subject {
            MigrationSubject::Label(id) => (CodebookItem::Label, id.to_string()),
            MigrationSubject::Relation(id) => (CodebookItem::RelationType, id.to_string()),
            MigrationSubject::Attribute(_, id) => (CodebookItem::Attribute, id.to_string()),
            MigrationSubject::Choice(_, _, path) => (CodebookItem::Choice, path.clone()),
        };
        match &self.action {
            MigrationAction::Rename(to) => StepName::Rename {
                item,
                id,
                to: to.clone(),
            },
            MigrationAction::Merge(into) => StepName::Merge {
                item,
                id,
                into: into.clone(),
            },
            MigrationAction::Split { into, .. } => StepName::Split {
                item,
                id,
                into: into.clone(),
            },
            MigrationAction::Delete(DeletionPolicy::Keep) => StepName::Retire { item, id },
            MigrationAction::Delete(DeletionPolicy::Remove) => StepName::DeleteItem { item, id },
            MigrationAction::ChangeKind(_) => StepName::ChangeKind { item, id },
            MigrationAction::Move(to) if to.is_empty() => StepName::MoveToTop { item, id },
            MigrationAction::Move(to) => StepName::MoveBelow {
                item,
                id,
                above: to.clone(),
            },
        }
    }
}

/// The next version of a codebook: its last number incremented, `1.0` → `1.1`.
pub fn next_version(version: &str) -> String {
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
        // The number has too many digits to increment.
        Err(_) => format!("{version}.1"),
    }
}

#[cfg(test)]
mod tests;
