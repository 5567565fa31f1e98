//! Fields of a document: the names that every article may have, and values by name.
//!
//! Which of them belong to the article and which to a coder: [`FieldScope`](super::FieldScope).

use std::collections::BTreeMap;

use super::annotation::AttributeValue;

/// Values of fields by name.
pub type FieldValues = BTreeMap<String, AttributeValue>;

pub const TITLE: &str = "title";
pub const DATE: &str = "date";
pub const OUTLET: &str = "outlet";
pub const AUTHOR: &str = "author";
pub const URL: &str = "url";
pub const LANGUAGE: &str = "language";
pub const MEMO: &str = "memo";

/// The names that every article may have, in the order in which files store them.
pub const WELL_KNOWN: [&str; 7] = [TITLE, DATE, OUTLET, AUTHOR, URL, LANGUAGE, MEMO];

/// The original text of a date that an import could not parse. It needs no declaration.
pub const DATE_AS_WRITTEN: &str = "date_as_written";
