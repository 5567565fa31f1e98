//! Annotations: a label on a range of text, with an entity, attributes and provenance; and the ids
//! and attribute values that they use.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::span::{Fragments, QUOTE_GAP};
use super::text::{ByteOffset, CharOffset};

/// Declares a cheap-to-clone id type, so that the compiler never accepts a label for an entity.
macro_rules! name_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The name in files.
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
    /// The permanent id of an annotation, unique within one article's file.
    AnnotationId
}
name_type! {
    /// The id of a label of the codebook. The model keeps labels that the codebook lacks.
    LabelId
}
name_type! {
    /// The id of an attribute that the codebook declares on a label or a relation type.
    AttributeId
}
name_type! {
    /// The id of an entity of the project: the person or organisation that a mention refers to.
    EntityId
}

name_type! {
    /// The id of one coder's annotation or relation, as the agreed version has it: `coder:id`.
    CodedId
}

impl CodedId {
    /// The id of an annotation or relation of a coder.
    pub fn new(coder: &str, id: &str) -> Self {
        Self(format!("{coder}:{id}").into())
    }

    /// The coder, and the id in the coder's file; `None` if it is not of this form.
    pub fn parts(&self) -> Option<(&str, &str)> {
        // A code has no colon, an id may.
        self.0.split_once(':')
    }
}

/// The longest memo or value that an edit may set, in bytes. The window lays a text out whole.
pub const MAX_VALUE_BYTES: usize = 1 << 20;

/// The value of an attribute or of a document field.
///
/// The codebook's [`AttributeKind`](super::codebook::AttributeKind) declares the allowed values;
/// the program keeps and reports invalid values and never drops them.
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
    /// A value of a type that this version does not know, as it was in the file.
    Unknown(String),
}

impl AttributeValue {
    /// Whether a text of it is longer than an edit may set.
    pub fn is_too_long(&self) -> bool {
        let limit = MAX_VALUE_BYTES;
        match self {
            Self::Text(text) | Self::Unknown(text) => text.len() > limit,
            Self::List(list) => list.iter().any(|text| text.len() > limit),
            Self::Flag(_) | Self::Integer(_) | Self::Number(_) => false,
        }
    }
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

/// Unknown fields of a file, which this version does not know: name and value as they were there.
///
/// The model never interprets them; it preserves them so that no data of a newer version is lost.
pub type Unknown = Vec<(String, String)>;

/// The position of an annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// In place in the text.
    At(Fragments),
    /// Detached: the text has changed, and the annotation has no position until it is re-anchored.
    /// Boxed, since few annotations are detached and all would be as large.
    Detached(Box<DetachedAnchor>),
}

/// The last known anchor of a detached annotation, whose quote is no longer in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetachedAnchor {
    /// Start and end of each fragment when it was last in place; they may be out of range.
    pub chars: Vec<(CharOffset, CharOffset)>,
    /// The text that each fragment covered.
    pub quote: Vec<String>,
    /// Up to 32 characters of context before the first fragment.
    pub prefix: String,
    /// Up to 32 characters of context after the last fragment.
    pub suffix: String,
}

impl DetachedAnchor {
    /// The first characters of the text that it covered, with `…` where more follows; see
    /// [`Fragments::quote_start`].
    pub fn quote_start(&self, chars: usize) -> String {
        let mut start = String::new();
        let mut left = chars;
        for (index, words) in self.quote.iter().enumerate() {
            let gap = if index == 0 { "" } else { QUOTE_GAP };
            for c in gap.chars().chain(words.chars()) {
                if left == 0 {
                    start.push('…');
                    return start;
                }
                left -= 1;
                start.push(c);
            }
        }
        start
    }
}

/// The provenance of an annotation or a relation: how, by whom and when it was created.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Provenance {
    /// `manual`, `propagated`, `suggested:<engine>`, `imported:<format>` or `adjudicated:<how>`.
    pub origin: Option<Arc<str>>,
    /// The coder's short name, empty if unknown.
    pub by: Arc<str>,
    /// When, as an RFC 3339 time in UTC, empty if unknown.
    pub at: Arc<str>,
    /// In the agreed version, what of the coders it stands for, sorted; empty elsewhere.
    pub from: Box<[CodedId]>,
}

impl Provenance {
    /// Created manually, by this coder at this time.
    pub fn manual(by: impl Into<Arc<str>>, at: impl Into<Arc<str>>) -> Self {
        Self {
            origin: Some("manual".into()),
            by: by.into(),
            at: at.into(),
            from: Box::default(),
        }
    }
}

/// A label on one or more fragments of an article, with its entity, attributes and memo.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    pub id: AnnotationId,
    pub label: LabelId,
    pub place: Anchor,
    pub entity: Option<EntityId>,
    pub attributes: Attributes,
    pub memo: String,
    pub provenance: Provenance,
    pub unknown: Unknown,
}

impl Annotation {
    /// An annotation with only a label.
    pub fn new(
        id: impl Into<AnnotationId>,
        label: impl Into<LabelId>,
        fragments: impl Into<Fragments>,
    ) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            place: Anchor::At(fragments.into()),
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
            Anchor::At(fragments) => Some(fragments),
            Anchor::Detached(_) => None,
        }
    }

    /// The sort key of annotations in lists and files: start, end, id. `None` while it is detached.
    pub fn order(&self) -> Option<AnnotationOrder<'_>> {
        let fragments = self.fragments()?;
        Some((fragments.start(), fragments.end(), &self.id))
    }
}

/// The sort key of an annotation: start, end, id.
pub type AnnotationOrder<'a> = (ByteOffset, ByteOffset, &'a AnnotationId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_of_what_a_detached_annotation_covered_ends_with_an_ellipsis() {
        let lost = DetachedAnchor {
            chars: Vec::new(),
            quote: vec!["Open the gate".to_owned(), "now".to_owned()],
            prefix: String::new(),
            suffix: String::new(),
        };
        assert_eq!(lost.quote_start(4), "Open…");
        assert_eq!(lost.quote_start(13), "Open the gate…");
        assert_eq!(lost.quote_start(19), "Open the gate … now");
        assert_eq!(lost.quote_start(0), "…");
    }
}
