//! A three-way merge of what belongs to an article, field by field.

use std::io::Write as _;

use super::ArticleMeta;
use crate::json::{RawObject, attribute_value, write_str, write_value};
pub use crate::merge::MergeSide;
use crate::merge::merge_maps;
use crate::merge_tree::CONFLICTS;
use crate::model::{AttributeValue, FieldValues, Unknown};

/// A field that both sides changed in different ways.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldClash {
    pub field: String,
    /// `None` where a side has removed the field.
    pub ours: Option<AttributeValue>,
    pub theirs: Option<AttributeValue>,
}

/// The result of a merge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MergedMeta {
    pub meta: ArticleMeta,
    /// Fields that both sides changed in different ways; `meta` has the chosen side of each.
    pub clashes: Vec<FieldClash>,
}

/// Merges two versions; `choose` resolves each conflict.
///
/// The description of the text is ours, since it describes the text that is open here. Unknown items are
/// taken from the side that changed them, from ours if both did.
pub fn merge_meta(
    [base, ours, theirs]: [&ArticleMeta; 3],
    choose: impl Fn(&FieldClash) -> MergeSide,
) -> MergedMeta {
    let mut merged = merge_maps(&base.fields, &ours.fields, &theirs.fields);
    let mut clashes = Vec::new();
    for field in merged.conflicts {
        let clash = FieldClash {
            ours: ours.fields.get(&field).cloned(),
            theirs: theirs.fields.get(&field).cloned(),
            field,
        };
        let stands = match choose(&clash) {
            MergeSide::Ours => clash.ours.clone(),
            MergeSide::Theirs => clash.theirs.clone(),
        };
        put(&mut merged.items, &clash.field, stands);
        clashes.push(clash);
    }
    MergedMeta {
        meta: ArticleMeta {
            file: ours.file.clone(),
            sha256: ours.sha256.clone(),
            fields: merged.items,
            source_unknown: of_either([
                &base.source_unknown,
                &ours.source_unknown,
                &theirs.source_unknown,
            ]),
            unknown: of_either([&base.unknown, &ours.unknown, &theirs.unknown]),
        },
        clashes,
    }
}

impl ArticleMeta {
    /// The fields of which a merge by git has left two versions in the file, ours and the other side's.
    pub fn left_clashes(&self) -> Vec<FieldClash> {
        let left = self.unknown.iter().find(|(name, _)| name == CONFLICTS);
        let parts = left.and_then(|(_, json)| serde_json::from_str::<RawObject<'_>>(json).ok());
        let parts = parts.map(|RawObject(parts)| parts).unwrap_or_default();
        let fields = parts.iter().find(|(name, _)| name == "fields");
        let fields =
            fields.and_then(|(_, raw)| serde_json::from_str::<RawObject<'_>>(raw.get()).ok());
        let fields = fields.map(|RawObject(fields)| fields).unwrap_or_default();
        let clashes = fields.into_iter().map(|(field, raw)| FieldClash {
            ours: self.fields.get(&field).cloned(),
            theirs: (raw.get() != "null").then(|| attribute_value(raw)),
            field,
        });
        clashes.collect()
    }

    /// Discards the other side's version of a field, since the conflict is resolved.
    pub fn resolve(&mut self, field: &str) {
        let left: Vec<FieldClash> = self.left_clashes();
        if left.iter().all(|clash| clash.field != field) {
            return;
        }
        self.unknown.retain(|(name, _)| name != CONFLICTS);
        let mut json = Vec::new();
        for clash in left.iter().filter(|clash| clash.field != field) {
            json.extend(if json.is_empty() {
                &b"{\"fields\":{"[..]
            } else {
                b","
            });
            let name = write_str(&mut json, &clash.field);
            json.push(b':');
            let value = match &clash.theirs {
                Some(value) => write_value(&mut json, value),
                None => json.write_all(b"null"),
            };
            debug_assert!(name.and(value).is_ok(), "memory takes whatever is written");
        }
        if !json.is_empty() {
            json.extend(b"}}");
            let json = String::from_utf8_lossy(&json).into_owned();
            self.unknown.push((CONFLICTS.to_owned(), json));
        }
    }
}

fn put(fields: &mut FieldValues, field: &str, value: Option<AttributeValue>) {
    match value {
        Some(value) => fields.insert(field.to_owned(), value),
        None => fields.remove(field),
    };
}

fn of_either([base, ours, theirs]: [&Unknown; 3]) -> Unknown {
    if base == ours { theirs } else { ours }.clone()
}
