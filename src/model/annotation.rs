//! What the analyst says about a stretch of text.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::span::Fragments;
use super::text::{ByteOffset, CharOffset};

/// Makes a cheap-to-clone name type, so that a label is never taken for an entity.
macro_rules! name_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The name as it stands in files.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<T: Into<Arc<str>>> From<T> for $name {
            fn from(name: T) -> Self {
                Self(name.into())
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }
    };
}
pub(super) use name_type;

name_type! {
    /// Names one annotation within one article's file, for ever.
    AnnotationId
}
name_type! {
    /// Names a label of the codebook. A label that the codebook lacks is kept all the same.
    LabelId
}
name_type! {
    /// Names an attribute that the codebook declares on a label or a relation type.
    AttributeId
}
name_type! {
    /// Names an entity of the project: the person or body behind a mention.
    EntityId
}

/// The value of an attribute or of a document field.
///
/// What a value may be is declared by the codebook's
/// [`AttributeKind`](super::codebook::AttributeKind); what is not allowed is kept and reported,
/// never dropped.
#[derive(Clone, Debug, PartialEq)]
pub enum AttributeValue {
    /// A flag.
    Flag(bool),
    /// A choice, a text, a date as written (`2025-04-25`, `2025-04`, `2025`) or an entity.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Any other finite number.
    Number(f64),
    /// Several choices, or several paths in a tree (`security/nato`).
    List(Vec<String>),
    /// A value of a shape that this version does not know, as it stood in the file.
    Unknown(String),
}

impl fmt::Display for AttributeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => flag.fmt(f),
            Self::Text(text) | Self::Unknown(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::List(items) => f.write_str(&items.join(", ")),
        }
    }
}

/// Attribute values by name, in the order of their names.
pub type Attributes = BTreeMap<AttributeId, AttributeValue>;

/// Fields of a file that this version does not know: name and value as they stood there.
///
/// The model never looks inside; it carries them so that a newer program's work survives ours.
pub type Unknown = Vec<(String, String)>;

/// Where an annotation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the text.
    At(Fragments),
    /// Nowhere any more: the text has changed under it. It waits to be placed again.
    Detached(Lost),
}

/// The last known place of an annotation whose quote no longer stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Start and end of each fragment when it was last in place; they may lie anywhere.
    pub chars: Vec<(CharOffset, CharOffset)>,
    /// The text that each fragment covered.
    pub quote: Vec<String>,
    /// Up to 32 characters that stood before the first fragment.
    pub prefix: String,
    /// Up to 32 characters that stood after the last fragment.
    pub suffix: String,
}

/// How an annotation or a relation came to be.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Provenance {
    /// `manual`, `propagated`, `suggested:<engine>` or `imported:<format>`.
    pub origin: Option<Arc<str>>,
    /// The coder's short name, empty where nobody is named.
    pub by: Arc<str>,
    /// When, as an RFC 3339 time in UTC, empty where unknown.
    pub at: Arc<str>,
}

impl Provenance {
    /// Made by hand, by this coder at this time.
    pub fn manual(by: impl Into<Arc<str>>, at: impl Into<Arc<str>>) -> Self {
        Self {
            origin: Some("manual".into()),
            by: by.into(),
            at: at.into(),
        }
    }
}

/// A label on one or more fragments of an article, with what is known about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    pub id: AnnotationId,
    pub label: LabelId,
    pub place: Place,
    pub entity: Option<EntityId>,
    pub attributes: Attributes,
    pub memo: String,
    pub provenance: Provenance,
    pub unknown: Unknown,
}

impl Annotation {
    /// An annotation with nothing on it but its label.
    pub fn new(
        id: impl Into<AnnotationId>,
        label: impl Into<LabelId>,
        fragments: impl Into<Fragments>,
    ) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            place: Place::At(fragments.into()),
            entity: None,
            attributes: Attributes::new(),
            memo: String::new(),
            provenance: Provenance::default(),
            unknown: Unknown::new(),
        }
    }

    /// Its fragments, or `None` while it is detached.
    pub fn fragments(&self) -> Option<&Fragments> {
        match &self.place {
            Place::At(fragments) => Some(fragments),
            Place::Detached(_) => None,
        }
    }

    /// What orders annotations in lists and files: start, end, id. `None` while it is detached.
    pub fn order(&self) -> Option<Order<'_>> {
        let fragments = self.fragments()?;
        Some((fragments.start(), fragments.end(), &self.id))
    }
}

/// Start, end, id.
pub type Order<'a> = (ByteOffset, ByteOffset, &'a AnnotationId);
