//! What a sidecar says about itself and its article, beside the annotations.

use crate::model::Unknown;

/// What stands in a sidecar beside the document: where the text came from, and who coded it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The article's file name, without a folder.
    pub file: String,
    /// SHA-256 of the article's bytes in hexadecimal digits.
    pub sha256: String,
    /// The encoding that the article was read in, such as `utf-8`.
    pub encoding: String,
    /// The codebook that the annotations were made with.
    pub codebook: Option<CodebookName>,
    /// The coder's short name, empty where coders are not named.
    pub coder: String,
    /// Unknown fields of the file.
    pub unknown: Unknown,
    /// Unknown fields of `source`.
    pub source_unknown: Unknown,
    /// The version of the file that was read, if it was lower than ours; the store keeps a copy
    /// of that file when it first replaces it.
    pub migrated_from: Option<u64>,
}

/// Names a codebook as a sidecar does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodebookName {
    pub name: String,
    pub version: String,
    pub unknown: Unknown,
}
