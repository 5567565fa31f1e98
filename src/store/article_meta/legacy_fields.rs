//! Fields of an article that are in sidecars, from before an article had a file of its own.

use std::path::Path;

use serde_json::value::RawValue;

use super::{ArticleMeta, ORIGIN, read_fields};
use crate::json::RawObject;
use crate::model::{AttributeValue, FieldScope, FieldValues, Unknown};
use crate::{atomic, sidecar};

/// What a sidecar says about the article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Copies {
    /// All fields of the document, of article and coder.
    pub fields: FieldValues,
    /// What `source` says beside the text's name, hash and encoding.
    pub source_unknown: Unknown,
}

/// A field of which sidecars have different values.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDisagreement {
    pub field: String,
    /// The values in the order of the sidecars, by the place of the sidecar.
    pub values: Vec<(usize, AttributeValue)>,
}

impl Copies {
    /// The fields of a sidecar, if it exists and is readable; opening the sidecar reports why it is not.
    pub fn read_file(path: &Path) -> Option<Self> {
        let (bytes, _) = atomic::read(path, sidecar::MAX_FILE_BYTES).ok()?;
        Self::read(&bytes)
    }

    /// Of the bytes of a sidecar, without looking at its annotations.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let RawObject(parts) = serde_json::from_slice(bytes).ok()?;
        let find = |name: &str| parts.iter().find(|(n, _)| n == name).map(|(_, raw)| *raw);
        let format: String = serde_json::from_str(find("format")?.get()).ok()?;
        let version: u64 = serde_json::from_str(find("version")?.get()).ok()?;
        if format != sidecar::FORMAT || version > sidecar::VERSION {
            return None;
        }
        let mut fields = find("document").and_then(|raw| read_fields(raw).ok());
        if let Some(fields) = &mut fields {
            fields.remove("status");
        }
        Some(Self {
            fields: fields.unwrap_or_default(),
            source_unknown: find("source").map(source_unknown).unwrap_or_default(),
        })
    }

    /// Of each field that belongs to the article the first value; and the first origin.
    pub fn joined(copies: impl IntoIterator<Item = Self>, scope: &FieldScope) -> ArticleMeta {
        let mut meta = ArticleMeta::default();
        for Self {
            fields,
            source_unknown,
        } in copies
        {
            for (name, value) in fields {
                if scope.is_of_article(&name) {
                    meta.fields.entry(name).or_insert(value);
                }
            }
            let mut origin = source_unknown
                .into_iter()
                .filter(|(name, _)| name == ORIGIN);
            if meta.source_unknown.is_empty() {
                meta.source_unknown.extend(origin.next());
            }
        }
        meta
    }
}

/// What `source` says that not every file says.
fn source_unknown(raw: &RawValue) -> Unknown {
    let Ok(RawObject(parts)) = serde_json::from_str(raw.get()) else {
        return Unknown::new();
    };
    let unknown = parts.into_iter().filter(|(name, _)| {
        let known = ["file", "sha256", "chars", "encoding"];
        !known.contains(&name.as_str())
    });
    unknown
        .map(|(name, raw)| (name, raw.get().to_owned()))
        .collect()
}

/// Fields of the article of which sidecars have different values, by name.
pub fn disagreements(copies: &[Copies], scope: &FieldScope) -> Vec<FieldDisagreement> {
    let mut names: Vec<&String> = copies.iter().flat_map(|copy| copy.fields.keys()).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| scope.is_of_article(name));
    let values = names.into_iter().map(|name| {
        let values = copies.iter().enumerate();
        let values = values.filter_map(|(at, copy)| Some((at, copy.fields.get(name)?.clone())));
        FieldDisagreement {
            field: name.clone(),
            values: values.collect(),
        }
    });
    let differ =
        |found: &FieldDisagreement| found.values.windows(2).any(|two| two[0].1 != two[1].1);
    values.filter(differ).collect()
}
