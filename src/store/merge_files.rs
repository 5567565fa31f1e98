//! Three-way merge of two versions of one of our files, as the git merge driver needs it: without a
//! window, and without the article.
//!
//! Merges annotations, relations and entities by id, everything else field by field. In a conflict,
//! where both sides changed the same thing in different ways, ours is kept and theirs is written
//! beside it, in a field `conflict`, so that the program can still open the file and a person can
//! read it:
//!
//! ```text
//! {"id":"a7","label":"demand",…,"conflict":{"id":"a7","label":"event",…}}  changed twice
//! {"id":"b3","label":"actor",…,"conflict":null}                            theirs removed it
//! "conflicts": {"document": {"status": "done"}}                            other fields
//! ```
//!
//! The window resolves the conflicts of a sidecar. Lines keep the form in which one side wrote
//! them, so that a merge changes no line that neither side has changed.

use std::collections::{BTreeMap, HashMap};

use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use crate::model::entity_merge::merge_entity;
use crate::model::fields::WELL_KNOWN;

use super::entities;
use super::json::{RawObject, line_of, why};
use super::merge_tree::{CONFLICT, CONFLICTS, Resolution, merge_trees};

/// The lists in our files whose items have ids and are written one per line.
const LISTS: [&str; 7] = [
    "annotations",
    "relations",
    "entities",
    "decisions",
    "coders",
    "rounds",
    ASSIGNMENTS,
];

/// The list whose items have two fields as their key, and no id.
const ASSIGNMENTS: &str = "assignments";

/// The objects of a sidecar that are written on one line and merged field by field.
const OBJECTS: [&str; 3] = ["source", "codebook", "document"];

/// The field of the agreed version with what was compared.
const ADJUDICATION: &str = "adjudication";

/// The object of an article's file that has a field a line.
const FIELDS: &str = "fields";

/// A merged file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedFile {
    pub bytes: Vec<u8>,
    /// Conflicts, in words: `annotation a7`, `document.status`.
    pub conflicts: Vec<String>,
}

/// Why files cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    #[error("the file of {side} is not JSON (line {line}, column {column}: {why})")]
    Syntax {
        side: &'static str,
        line: usize,
        column: usize,
        why: String,
    },
    #[error("the file of {0} is not one of Demarche's, or not of the same kind as the others")]
    NotOurs(&'static str),
    #[error("the file of {0} has an item without an id, or two with the same")]
    Ids(&'static str),
}

/// Merges two versions of a file. The base is empty if both sides have added the file.
///
/// # Errors
/// If one of them cannot be read.
pub fn merge_files(base: &[u8], ours: &[u8], theirs: &[u8]) -> Result<MergedFile, MergeError> {
    let our_format = format_of(ours, "this side")?;
    let their_format = format_of(theirs, "the other side")?;
    if our_format != their_format {
        return Err(MergeError::NotOurs("the other side"));
    }
    let base = if base.iter().all(u8::is_ascii_whitespace) {
        &[]
    } else {
        base
    };
    let mut merge = FileMerge::default();
    let bytes = if our_format == super::codebook::FORMAT {
        merge.codebook(base, ours, theirs)?
    } else {
        merge.lines(base, ours, theirs)?
    };
    Ok(MergedFile {
        bytes,
        conflicts: merge.conflicts,
    })
}

fn parse<'a, T: serde::Deserialize<'a>>(
    bytes: &'a [u8],
    side: &'static str,
) -> Result<T, MergeError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|error| MergeError::Syntax {
        side,
        line: error.line(),
        column: error.column(),
        why: why(&error),
    })
}

/// Parses a part of a file; a part that cannot be parsed is nested too deep.
fn parse_part(file: &[u8], part: &RawValue, side: &'static str) -> Result<Value, MergeError> {
    // The line is counted only for an error message: a file has as many parts as lines.
    let outside = || std::str::from_utf8(file).map_or(0, |file| line_of(file, part.get()) - 1);
    parse(part.get().as_bytes(), side).map_err(|error| match error {
        MergeError::Syntax {
            side,
            line,
            column,
            why,
        } => MergeError::Syntax {
            side,
            line: line + outside(),
            column,
            why,
        },
        other => other,
    })
}

fn format_of(bytes: &[u8], side: &'static str) -> Result<String, MergeError> {
    #[derive(serde::Deserialize)]
    struct FormatField {
        format: Option<String>,
    }
    let outside: FormatField = parse(bytes, side)?;
    let known = [
        super::sidecar::FORMAT,
        super::article_meta::FORMAT,
        super::entities::FORMAT,
        super::codebook::FORMAT,
        super::team::FORMAT,
    ];
    let format = outside
        .format
        .filter(|format| known.contains(&format.as_str()));
    format.ok_or(MergeError::NotOurs(side))
}

/// A file of lines: its fields in order, its items by list and id.
struct FileLines {
    fields: Map<String, Value>,
    items: BTreeMap<&'static str, BTreeMap<String, FileItem>>,
}

/// An item as it is in the file.
#[derive(Clone)]
struct FileItem {
    line: String,
    value: Value,
}

impl PartialEq for FileItem {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl FileLines {
    fn read(bytes: &[u8], side: &'static str) -> Result<Self, MergeError> {
        let mut lines = Self {
            fields: Map::new(),
            items: BTreeMap::new(),
        };
        if bytes.is_empty() {
            return Ok(lines);
        }
        let RawObject(fields) = parse(bytes, side)?;
        for (name, raw) in fields {
            let list = LISTS.into_iter().find(|list| *list == name);
            let Some(list) = list.filter(|list| is_list_of_items(list, raw)) else {
                let value = parse_part(bytes, raw, side)?;
                lines.fields.insert(name, value);
                continue;
            };
            let raws: Vec<&RawValue> = parse(raw.get().as_bytes(), side)?;
            let items = lines.items.entry(list).or_default();
            for raw in raws {
                let value: Value = parse_part(bytes, raw, side)?;
                let id = item_key(list, &value).ok_or(MergeError::Ids(side))?;
                // An item that was laid out over several lines becomes one line.
                let line = if raw.get().contains('\n') {
                    value.to_string()
                } else {
                    raw.get().to_owned()
                };
                if items.insert(id, FileItem { line, value }).is_some() {
                    return Err(MergeError::Ids(side));
                }
            }
        }
        Ok(lines)
    }

    fn items(&self, list: &str) -> BTreeMap<String, FileItem> {
        self.items.get(list).cloned().unwrap_or_default()
    }
}

#[derive(Default)]
struct FileMerge {
    conflicts: Vec<String>,
}

impl FileMerge {
    fn lines(&mut self, base: &[u8], ours: &[u8], theirs: &[u8]) -> Result<Vec<u8>, MergeError> {
        let base = FileLines::read(base, "the base")?;
        let ours = FileLines::read(ours, "this side")?;
        let theirs = FileLines::read(theirs, "the other side")?;
        let mut left = Map::new();
        let mut fields = self.objects(&base.fields, &ours.fields, &theirs.fields, "", &mut left);
        if !left.is_empty() {
            fields.insert(CONFLICTS.to_owned(), left.into());
        }
        let mut merged: HashMap<&str, BTreeMap<String, FileItem>> = HashMap::new();
        for list in LISTS {
            let items = self.items(
                list,
                &base.items(list),
                &ours.items(list),
                &theirs.items(list),
            );
            merged.insert(list, items);
        }
        self.keep_ends(&mut merged, &[&ours, &theirs, &base]);
        // Fields are in the order of ours, with the lists where they were.
        let mut out = String::from("{");
        let mut names: Vec<&str> = fields.keys().map(String::as_str).collect();
        names.extend(
            LISTS.iter().filter(|list| {
                ours.items.contains_key(**list) || theirs.items.contains_key(**list)
            }),
        );
        names.sort_by_key(|name| rank(name));
        for (index, name) in names.iter().enumerate() {
            out.push_str(if index == 0 { "\n  " } else { ",\n  " });
            out.push_str(&Value::from(*name).to_string());
            out.push_str(": ");
            match (merged.get(name), fields.get(*name)) {
                (Some(items), _) => write_items(&mut out, &in_order(name, items, &merged)),
                (None, Some(value)) => write_field(&mut out, name, value),
                (None, None) => out.push_str("null"),
            }
        }
        out.push_str("\n}\n");
        Ok(out.into_bytes())
    }

    /// Merges the items of a list.
    fn items(
        &mut self,
        list: &str,
        base: &BTreeMap<String, FileItem>,
        ours: &BTreeMap<String, FileItem>,
        theirs: &BTreeMap<String, FileItem>,
    ) -> BTreeMap<String, FileItem> {
        let mut merged = super::merge::merge_maps(base, ours, theirs);
        for id in merged.conflicts {
            let sides = (base.get(&id), ours.get(&id), theirs.get(&id));
            if list == "entities"
                && let Some(entity) = merged_entity(&id, sides)
            {
                merged.items.insert(id, entity);
                continue;
            }
            let item = match list {
                "entities" => "entity",
                list => list.trim_end_matches('s'),
            };
            let (ours, theirs) = (ours.get(&id), theirs.get(&id));
            if let Some(earlier) = earlier_if_alike(ours, theirs) {
                merged.items.insert(id, earlier.clone());
                continue;
            }
            self.conflicts.push(format!("{item} {id}"));
            let Some(stands) = ours.or(theirs) else {
                continue;
            };
            let other = ours.and(theirs).map_or("null", |other| &other.line);
            merged.items.insert(id, with_conflict(stands, other));
        }
        merged.items
    }

    /// Keeps an annotation that one side removed and the other linked, as a conflict.
    fn keep_ends(
        &mut self,
        merged: &mut HashMap<&str, BTreeMap<String, FileItem>>,
        sides: &[&FileLines],
    ) {
        let relations = merged.get("relations").cloned().unwrap_or_default();
        let annotations = merged.entry("annotations").or_default();
        for item in relations.values() {
            for end in ["from", "to"] {
                let Some(id) = item.value.get(end).and_then(Value::as_str) else {
                    continue;
                };
                let mut known = sides
                    .iter()
                    .filter_map(|side| side.items.get("annotations")?.get(id));
                if !annotations.contains_key(id)
                    && let Some(lost) = known.next()
                {
                    self.conflicts.push(format!("annotation {id}"));
                    annotations.insert(id.to_owned(), with_conflict(lost, "null"));
                }
            }
        }
    }

    /// Merges two objects field by field; theirs of each conflicting field goes into `left`.
    fn objects(
        &mut self,
        base: &Map<String, Value>,
        ours: &Map<String, Value>,
        theirs: &Map<String, Value>,
        path: &str,
        left: &mut Map<String, Value>,
    ) -> Map<String, Value> {
        let mut merged = Map::new();
        let new = theirs.keys().filter(|name| !ours.contains_key(*name));
        for name in ours.keys().chain(new) {
            let (base, ours, theirs) = (base.get(name), ours.get(name), theirs.get(name));
            let value = if ours == theirs || base == theirs {
                ours.cloned()
            } else if path.is_empty()
                && name == ADJUDICATION
                && let (Some(ours), Some(theirs)) = (ours, theirs)
            {
                Some(merged_adjudication(base, ours, theirs))
            } else if base == ours {
                theirs.cloned()
            } else if let (Some(Value::Object(ours)), Some(Value::Object(theirs))) = (ours, theirs)
            {
                let empty = Map::new();
                let base = base.and_then(Value::as_object).unwrap_or(&empty);
                let mut inner = Map::new();
                let path = format!("{path}{name}.");
                let value = self.objects(base, ours, theirs, &path, &mut inner);
                if !inner.is_empty() {
                    left.insert(name.clone(), inner.into());
                }
                Some(value.into())
            } else {
                self.conflicts.push(format!("{path}{name}"));
                left.insert(name.clone(), theirs.cloned().unwrap_or_default());
                ours.or(theirs).cloned()
            };
            if let Some(value) = value {
                merged.insert(name.clone(), value);
            }
        }
        merged
    }

    fn codebook(&mut self, base: &[u8], ours: &[u8], theirs: &[u8]) -> Result<Vec<u8>, MergeError> {
        let base: Option<Value> = if base.is_empty() {
            None
        } else {
            Some(parse(base, "the base")?)
        };
        let ours: Value = parse(ours, "this side")?;
        let theirs: Value = parse(theirs, "the other side")?;
        let merged = merge_trees(base.as_ref(), &ours, &theirs, &mut |clash| {
            self.conflicts.push(clash.path.join("."));
            Resolution::Both
        });
        let mut bytes = serde_json::to_vec_pretty(&merged).unwrap_or_default();
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// Merges an entity if the sides changed different fields; `None` if they changed the same one, or
/// one of them cannot be read.
fn merged_entity(
    id: &str,
    (base, ours, theirs): (Option<&FileItem>, Option<&FileItem>, Option<&FileItem>),
) -> Option<FileItem> {
    let read =
        |item: &FileItem| entities::entity(&RawValue::from_string(item.line.clone()).ok()?).ok();
    let base = match base {
        Some(base) => Some(read(base)?),
        None => None,
    };
    let (ours, theirs) = (read(ours?)?, read(theirs?)?);
    let sides = (base.as_ref(), Some(&ours), Some(&theirs));
    let merged = merge_entity(&id.into(), sides).ok()??;
    let mut line = Vec::new();
    entities::write_entity(&merged, &mut line).ok()?;
    let line = String::from_utf8(line).ok()?;
    let value = serde_json::from_str(&line).ok()?;
    Some(FileItem { line, value })
}

/// Of two items of the agreed version that differ only in who decided and when, the earlier one. Two people
/// who decide alike are no conflict.
fn earlier_if_alike<'a>(
    ours: Option<&'a FileItem>,
    theirs: Option<&'a FileItem>,
) -> Option<&'a FileItem> {
    let (ours, theirs) = (ours?, theirs?);
    let text = |item: &FileItem, name: &str| {
        let text = item.value.get(name).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    let what = |item: &FileItem| {
        let mut fields = item.value.as_object()?.clone();
        let is_list = |name: &str| fields.get(name).is_some_and(Value::is_array);
        let is_agreed = is_list("of") || is_list("from");
        fields.retain(|name, _| name != "by" && name != "at");
        is_agreed.then_some(fields)
    };
    if what(ours)? != what(theirs)? {
        return None;
    }
    let when = |item| (text(item, "at"), text(item, "by"));
    Some(if when(ours) <= when(theirs) {
        ours
    } else {
        theirs
    })
}

/// What was compared, merged by coder. Where both sides compared another version of a coder's file, both
/// take the same: whether a decision still holds is told by the decision itself.
fn merged_adjudication(base: Option<&Value>, ours: &Value, theirs: &Value) -> Value {
    type Inputs = BTreeMap<String, Value>;
    let inputs = |side: &Value| -> Inputs {
        let inputs = side.get("inputs").and_then(Value::as_array);
        let inputs = inputs.into_iter().flatten();
        let named = inputs.filter_map(|input| {
            let coder = input.get("coder")?.as_str()?;
            Some((coder.to_owned(), input.clone()))
        });
        named.collect()
    };
    let (our_inputs, their_inputs) = (inputs(ours), inputs(theirs));
    let base_inputs = base.map_or_else(Inputs::new, inputs);
    let mut merged = super::merge::merge_maps(&base_inputs, &our_inputs, &their_inputs);
    for coder in merged.conflicts {
        let sides = [our_inputs.get(&coder), their_inputs.get(&coder)];
        let sides = sides.into_iter().flatten();
        if let Some(least) = sides.min_by_key(|input| input.to_string()) {
            merged.items.insert(coder, least.clone());
        }
    }
    let mut result = ours.clone();
    if let (Some(result), Some(theirs)) = (result.as_object_mut(), theirs.as_object()) {
        for (name, value) in theirs {
            result.entry(name).or_insert_with(|| value.clone());
        }
        let inputs: Vec<Value> = merged.items.into_values().collect();
        result.insert("inputs".to_owned(), inputs.into());
    }
    result
}

/// Whether a field is a list of items. The lists that came later may be fields of other programs, with other
/// contents.
fn is_list_of_items(list: &str, raw: &RawValue) -> bool {
    if ["annotations", "relations", "entities"].contains(&list) {
        return true;
    }
    let items: Result<Vec<Value>, _> = serde_json::from_str(raw.get());
    items.is_ok_and(|items| items.iter().all(|item| item_key(list, item).is_some()))
}

/// The key of an item of a list; `None` if it has none.
fn item_key(list: &str, item: &Value) -> Option<String> {
    let text = |name: &str| item.get(name).and_then(Value::as_str);
    if list == ASSIGNMENTS {
        return Some(format!("{} {}", text("round")?, text("article")?));
    }
    text("id").map(str::to_owned)
}

fn with_conflict(item: &FileItem, other: &str) -> FileItem {
    let mut line = item.line.trim_end().to_owned();
    // The line is an object with at least an id, so it ends with a brace.
    line.truncate(line.len().saturating_sub(1));
    line.push_str(&format!(",\"{CONFLICT}\":{other}}}"));
    let value = serde_json::from_str(&line).unwrap_or_default();
    FileItem { line, value }
}

/// The order of fields in our files; unknown ones come last.
fn rank(name: &str) -> usize {
    const ORDER: [&str; 17] = [
        "format",
        "version",
        "name",
        "source",
        "offsets",
        "codebook",
        "coder",
        ADJUDICATION,
        "document",
        FIELDS,
        "annotations",
        "relations",
        "entities",
        "decisions",
        "coders",
        "rounds",
        ASSIGNMENTS,
    ];
    ORDER
        .iter()
        .position(|known| *known == name)
        .unwrap_or(ORDER.len())
}

/// Items in the canonical order of our files.
fn in_order<'a>(
    list: &str,
    items: &'a BTreeMap<String, FileItem>,
    merged: &HashMap<&str, BTreeMap<String, FileItem>>,
) -> Vec<&'a FileItem> {
    type ItemPlace = (u64, u64);
    const NOWHERE: u64 = u64::MAX;
    let place = |item: &FileItem| -> ItemPlace {
        let spans = item.value.get("spans").and_then(Value::as_array);
        let border = |span: Option<&Value>, index: usize| {
            span.and_then(|span| span.get(index)?.as_u64())
                .unwrap_or(NOWHERE)
        };
        let (first, last) = (spans.and_then(|s| s.first()), spans.and_then(|s| s.last()));
        (border(first, 0), border(last, 1))
    };
    let start_of = |item: &FileItem, end: &str| {
        let id = item.value.get(end).and_then(Value::as_str);
        let annotation = id.and_then(|id| merged.get("annotations")?.get(id));
        annotation.map_or(NOWHERE, |annotation| place(annotation).0)
    };
    let mut ordered: Vec<(&String, &FileItem)> = items.iter().collect();
    ordered.sort_by_cached_key(|(id, item)| {
        let place = match list {
            "annotations" => place(item),
            "relations" => (start_of(item, "from"), start_of(item, "to")),
            _ => (0, 0),
        };
        (place, (*id).clone())
    });
    ordered.into_iter().map(|(_, item)| item).collect()
}

fn write_items(out: &mut String, items: &[&FileItem]) {
    out.push('[');
    for (index, item) in items.iter().enumerate() {
        out.push_str(if index == 0 { "\n    " } else { ",\n    " });
        out.push_str(&item.line);
    }
    out.push_str(if items.is_empty() { "]" } else { "\n  ]" });
}

fn write_field(out: &mut String, name: &str, value: &Value) {
    match value {
        Value::Object(fields) if OBJECTS.contains(&name) && !fields.is_empty() => {
            let fields = fields
                .iter()
                .map(|(name, value)| format!("{}: {value}", Value::from(name.as_str())));
            out.push_str(&format!("{{ {} }}", fields.collect::<Vec<_>>().join(", ")));
        }
        Value::Object(fields) if name == FIELDS && !fields.is_empty() => {
            let well_known = |name: &str| {
                let place = WELL_KNOWN.iter().position(|known| *known == name);
                place.unwrap_or(WELL_KNOWN.len())
            };
            let mut lines: Vec<(&String, &Value)> = fields.iter().collect();
            lines.sort_by_key(|(name, _)| (well_known(name), *name));
            let lines = lines.into_iter();
            let lines = lines.map(|(name, value)| format!("    {}: {value}", json!(name)));
            let lines: Vec<String> = lines.collect();
            out.push_str(&format!("{{\n{}\n  }}", lines.join(",\n")));
        }
        value => out.push_str(&value.to_string()),
    }
}

#[cfg(test)]
#[path = "merge_files_tests.rs"]
mod tests;
