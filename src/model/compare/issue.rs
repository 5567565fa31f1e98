//! Issues: what of an article is decided as a whole, with the versions and values of the coders.
//!
//! It must not know how they are found, or what was decided.

use std::sync::Arc;

use super::matching::UnitIndex;
use crate::annotation::{AttributeValue, CodedId};
use crate::decision::{DecisionId, Facet};

/// What a coder has for one facet.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueCell {
    /// The coder has no part in it, and no vote.
    NotAsked,
    /// The coder has left it empty.
    Empty,
    Value(AttributeValue),
}

impl ValueCell {
    pub(super) fn of(value: Option<&AttributeValue>) -> Self {
        value.map_or(Self::Empty, |value| Self::Value(value.clone()))
    }

    /// The value, if there is one.
    pub fn value(&self) -> Option<&AttributeValue> {
        match self {
            Self::Value(value) => Some(value),
            Self::NotAsked | Self::Empty => None,
        }
    }

    /// Whether the coder was asked, and left it empty or filled it.
    pub fn is_vote(&self) -> bool {
        !matches!(self, Self::NotAsked)
    }
}

/// A value of a cluster, a relation or the article: what each coder has.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueRow {
    /// The id of a decision about it.
    pub id: DecisionId,
    pub facet: Facet,
    /// The cluster whose value it is; `None` for relations and fields.
    pub cluster: Option<usize>,
    /// What it is about, sorted.
    pub of: Box<[CodedId]>,
    /// A hash of what these say.
    pub seen: Arc<str>,
    /// By coder.
    pub cells: Vec<ValueCell>,
}

impl ValueRow {
    /// Whether all coders who were asked have the same.
    pub fn is_equal(&self) -> bool {
        let mut votes = self.cells.iter().filter(|cell| cell.is_vote());
        let first = votes.next();
        votes.all(|vote| Some(vote) == first)
    }
}

/// One version of a difference, and the coders who have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Ascending; never empty. They are its votes.
    pub coders: Vec<usize>,
    /// The units of the first of them; empty if they have nothing there.
    pub units: Vec<UnitIndex>,
}

/// What a difference is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IssueSubject {
    /// A field of the article.
    Field(String),
    /// The annotations of a knot, by its index in the matching.
    Annotations(usize),
    /// A group of relations, by its index.
    Relation(usize),
}

/// In what coders differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DifferenceFlags {
    pub missing: bool,
    pub label: bool,
    pub borders: bool,
    pub values: bool,
    /// It is about a relation.
    pub relation: bool,
    /// It is about a field of the article.
    pub field: bool,
}

impl DifferenceFlags {
    /// Whether one of these flags is among the others.
    pub fn meets(self, others: Self) -> bool {
        (self.missing && others.missing)
            || (self.label && others.label)
            || (self.borders && others.borders)
            || (self.values && others.values)
            || (self.relation && others.relation)
            || (self.field && others.field)
    }
}

/// The ids of the decisions about an issue. They are hashes of what it is about, so that they are made once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueIds {
    /// Of a decision about all of it.
    pub main: DecisionId,
    /// Of a decision about its place.
    pub place: DecisionId,
}

impl IssueIds {
    pub(super) fn new(of: &[CodedId], main: Facet) -> Self {
        Self {
            main: DecisionId::of(of, &main),
            place: DecisionId::of(of, &Facet::Place),
        }
    }
}

/// Something that is decided as a whole, whether the coders differ in it or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// The ids of decisions about it.
    pub ids: IssueIds,
    pub subject: IssueSubject,
    pub flags: DifferenceFlags,
    /// What it is about, sorted.
    pub of: Box<[CodedId]>,
    /// A hash of what these say, and of where they are and which label they have.
    pub seen: Arc<str>,
    pub seen_place: Arc<str>,
    /// The characters that it spans; nothing at the start for a field.
    pub chars: (usize, usize),
    /// The versions, those with most votes first.
    pub readings: Vec<Reading>,
    /// Values of clusters that several coders have, of a relation, or of the field.
    pub rows: Vec<ValueRow>,
}

impl Issue {
    /// Whether the coders differ in it.
    pub fn is_difference(&self) -> bool {
        self.flags.missing
            || self.flags.label
            || self.flags.borders
            || self.flags.values
            || self.readings.len() > 1
    }
}
