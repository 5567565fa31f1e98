//! The header of a sidecar: what it records about itself and its article, beside the annotations.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{FieldScope, FieldValues, Unknown};

/// The data of a sidecar beside the document: where the text came from, and who coded it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header {
    /// The article's file name, without a folder.
    pub file: String,
    /// SHA-256 of the article's bytes in hexadecimal digits.
    pub sha256: String,
    /// The encoding that the article was read in, such as `utf-8`.
    pub encoding: String,
    /// The codebook that the annotations were made with.
    pub codebook: Option<CodebookName>,
    /// The coder's short name, empty if coders are not named.
    pub coder: String,
    /// In the agreed version, what was compared.
    pub adjudication: Option<Adjudication>,
    /// Unknown fields of the file.
    pub unknown: Unknown,
    /// Unknown fields of `source`.
    pub source_unknown: Unknown,
    /// The version of the file that was read, if it was lower than ours; the store keeps a copy of
    /// that file when it first replaces it (migration).
    pub migrated_from: Option<u64>,
    /// Which fields of the document do not stand in this file; `None` where all do, as in files from
    /// elsewhere and in those of a dataset.
    pub split: Option<Arc<FieldSplit>>,
}

impl Header {
    /// Of a document's fields those that stand in this file: those of the coding, and the copies of the
    /// article's that it has from before the article had a file of its own.
    pub fn own_values<'v>(&self, values: &'v FieldValues) -> Cow<'v, FieldValues> {
        let Some(split) = &self.split else {
            return Cow::Borrowed(values);
        };
        let (_, mut own) = split.scope.split(values);
        let copies = split.copies.iter();
        own.extend(copies.map(|(name, value)| (name.clone(), value.clone())));
        Cow::Owned(own)
    }
}

/// Tells the fields of a document that belong to its article, and stand in the article's own file, from
/// those of the sidecar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FieldSplit {
    pub scope: Arc<FieldScope>,
    /// Values of the article's fields that the sidecar has from before there was the other file. They
    /// are written back as they are.
    pub copies: FieldValues,
    /// What the article's file says of its source beyond what every file says, such as the origin.
    pub source_unknown: Unknown,
}

/// The name of a codebook, as in a sidecar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodebookName {
    pub name: String,
    pub version: String,
    pub unknown: Unknown,
}

/// What was compared for the agreed version.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Adjudication {
    /// The round, empty if none.
    pub round: String,
    /// SHA-256 of each coder's file when it was last compared, by coder.
    pub inputs: BTreeMap<String, AdjudicationInput>,
    pub unknown: Unknown,
}

/// A coder's file that was compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AdjudicationInput {
    /// SHA-256 of its bytes in hexadecimal digits.
    pub sha256: String,
    pub unknown: Unknown,
}

/// The origin of an imported article, as in `source`.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The imported file's name, without a folder.
    pub file: &'a str,
    /// SHA-256 of its bytes in hexadecimal digits.
    pub sha256: &'a str,
    pub media_type: &'a str,
    /// The part of the file that the article is; empty for the whole file.
    pub part: &'a str,
}

impl Origin<'_> {
    /// Converts to the field of a header's `source`, which every later write preserves.
    pub fn as_field(&self) -> Unknown {
        let mut origin = serde_json::Map::new();
        for (name, value) in [
            ("file", self.file),
            ("sha256", self.sha256),
            ("type", self.media_type),
            ("part", self.part),
        ] {
            if !value.is_empty() {
                origin.insert(name.to_owned(), value.into());
            }
        }
        let json = serde_json::Value::Object(origin).to_string();
        vec![("origin".to_owned(), json)]
    }
}
