//! Decisions of the agreed version: which coder's reading of a difference was taken, by whom and why.
//!
//! The id of a decision is derived from what it is about, so that two people who decide the same difference
//! write the same id and their files merge. It must not know how differences are found.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use super::annotation::{AttributeId, CodedId, Unknown, name_type};
use super::digest::sha256_hex;

name_type! {
    /// The id of a decision: 12 hexadecimal digits, derived from what it is about.
    DecisionId
}

/// How many digits of a hash an id has.
const ID_DIGITS: usize = 12;

impl DecisionId {
    /// The id of a decision about these members, which are sorted.
    pub fn of(members: &[CodedId], facet: &Facet) -> Self {
        Self::from(derived_id("decision", members, &facet.name()))
    }
}

/// An id that is derived from members, which are sorted, and a name.
pub fn derived_id(kind: &str, members: &[CodedId], name: &str) -> String {
    let mut hashed = format!("{kind}\0{name}");
    for member in members {
        hashed.push('\0');
        hashed.push_str(member.as_str());
    }
    let mut id = sha256_hex(hashed.as_bytes());
    id.truncate(ID_DIGITS);
    id
}

/// What of a difference is decided.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// All of it; decisions of its other facets go before this.
    #[default]
    Whole,
    /// Place and label of annotations, or whether there is the relation.
    Place,
    Entity,
    Attribute(AttributeId),
    /// A field of the article.
    Field(Arc<str>),
    /// One that only a newer version of the program knows.
    Other(Arc<str>),
}

const ATTRIBUTE: &str = "attribute:";
const FIELD: &str = "field:";

impl Facet {
    /// The name in files, empty for the whole.
    pub fn name(&self) -> String {
        match self {
            Self::Whole => String::new(),
            Self::Place => "place".to_owned(),
            Self::Entity => "entity".to_owned(),
            Self::Attribute(id) => format!("{ATTRIBUTE}{id}"),
            Self::Field(name) => format!("{FIELD}{name}"),
            Self::Other(name) => name.to_string(),
        }
    }

    /// Reads the name in files.
    pub fn parse(name: &str) -> Self {
        match name {
            "" => Self::Whole,
            "place" => Self::Place,
            "entity" => Self::Entity,
            _ => match (name.strip_prefix(ATTRIBUTE), name.strip_prefix(FIELD)) {
                (Some(id), _) => Self::Attribute(id.into()),
                (None, Some(field)) => Self::Field(field.into()),
                (None, None) => Self::Other(name.into()),
            },
        }
    }
}

/// How a decision came about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum DecidedHow {
    /// All coders have it equal.
    Unanimous,
    /// More than half of the coders have it.
    Majority,
    /// A leading coder has it.
    Leader,
    /// Some have it, and nobody contradicts.
    Anyone,
    /// A person took a coder's version.
    #[default]
    Chosen,
    /// A person changed it after it was taken.
    Edited,
    /// A person took nobody's version.
    None,
    /// One that only a newer version of the program knows.
    Other(Arc<str>),
}

impl DecidedHow {
    const KNOWN: [Self; 7] = [
        Self::Unanimous,
        Self::Majority,
        Self::Leader,
        Self::Anyone,
        Self::Chosen,
        Self::Edited,
        Self::None,
    ];

    /// The name in files.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Unanimous => "unanimous",
            Self::Majority => "majority",
            Self::Leader => "leader",
            Self::Anyone => "anyone",
            Self::Chosen => "chosen",
            Self::Edited => "edited",
            Self::None => "none",
            Self::Other(name) => name,
        }
    }

    /// Reads the name in files.
    pub fn parse(name: &str) -> Self {
        let mut known = Self::KNOWN.into_iter();
        known
            .find(|how| how.as_str() == name)
            .unwrap_or_else(|| Self::Other(name.into()))
    }

    /// Whether a person made it, rather than a strategy. Strategies leave such decisions alone.
    pub fn is_by_hand(&self) -> bool {
        match self {
            Self::Unanimous | Self::Majority | Self::Leader | Self::Anyone => false,
            Self::Chosen | Self::Edited | Self::None | Self::Other(_) => true,
        }
    }
}

impl fmt::Display for DecidedHow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A decision about a difference, or about one facet of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// The coders' annotations or relations that it is about, sorted.
    pub of: Box<[CodedId]>,
    pub facet: Facet,
    /// A hash of what these said when it was decided. If a coder changes one of them, the decision no longer
    /// holds.
    pub seen: Arc<str>,
    /// The coder whose version is taken; `None` for nobody's.
    pub take: Option<Arc<str>>,
    pub how: DecidedHow,
    /// Who decided, empty if unknown.
    pub by: Arc<str>,
    /// When, as an RFC 3339 time in UTC, empty if unknown.
    pub at: Arc<str>,
    pub note: String,
    /// The rule of the guideline that it follows, empty if none.
    pub rule: String,
    pub unknown: Unknown,
}

impl Decision {
    /// The id that follows from what it is about.
    pub fn id(&self) -> DecisionId {
        DecisionId::of(&self.of, &self.facet)
    }

    /// Whether two decisions differ at most in who made them and when.
    pub fn is_alike(&self, other: &Self) -> bool {
        let (by, at) = (&other.by, &other.at);
        let same = Self {
            by: by.clone(),
            at: at.clone(),
            ..self.clone()
        };
        same == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_facets_and_ways_are_read_back() {
        for name in [
            "",
            "place",
            "entity",
            "attribute:polarity",
            "field:title",
            "of a newer version",
        ] {
            assert_eq!(Facet::parse(name).name(), name);
        }
        for name in ["unanimous", "majority", "chosen", "none", "by lot"] {
            assert_eq!(DecidedHow::parse(name).as_str(), name);
        }
        assert!(DecidedHow::parse("by lot").is_by_hand());
        assert!(!DecidedHow::Majority.is_by_hand());
    }

    #[test]
    fn the_id_follows_from_the_members_and_the_facet() {
        let members = [
            CodedId::new("ls", "b3d8w1ze"),
            CodedId::new("mk", "a7k2m9qx"),
        ];
        let id = DecisionId::of(&members, &Facet::Whole);
        // sha256("decision" NUL NUL "ls:b3d8w1ze" NUL "mk:a7k2m9qx")
        assert_eq!(id.as_str(), "54efb7aaa164");
        assert_ne!(id, DecisionId::of(&members, &Facet::Place));
        assert_ne!(id, DecisionId::of(&members[..1], &Facet::Whole));
        assert_eq!(members[0].parts(), Some(("ls", "b3d8w1ze")));
    }
}
