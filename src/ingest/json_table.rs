//! Reads tables with one article per object from JSON Lines and JSON, also where the list of
//! articles is within the answer of a web service.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::{Map, Value};

use super::column_roles::TEXT_LENGTH;
use super::table::{MAX_COLUMNS, Role, kind, too_many_columns};
use super::{FileKind, IngestError, Limits, SourceFile, Table, decoded};

pub const JSONL: FileKind = kind(
    "json-lines",
    "Table (JSON lines)",
    &["jsonl", "ndjson"],
    "application/x-ndjson",
    read_lines,
);
pub const JSON: FileKind = kind(
    "json",
    "Table (JSON)",
    &["json"],
    "application/json",
    read_json,
);

/// The largest JSON file that is parsed at once, in bytes: in memory it takes many times as much.
const JSON_BYTES: usize = 64 << 20;

/// How many columns that are left out are counted.
const MAX_BEYOND: usize = 100_000;

/// How many objects deep the list of articles is looked for, and values become columns.
const MAX_DEPTH: usize = 5;

fn read_lines(source: &SourceFile<'_>) -> Result<Table, IngestError> {
    let (text, notice) = decoded(source.bytes, None)?;
    let mut rows = Objects::default();
    let mut lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    let is_a_line_each = lines
        .clone()
        .next()
        .is_some_and(|(_, line)| serde_json::from_str::<Value>(line).is_ok());
    if is_a_line_each {
        lines.try_for_each(|(index, line)| {
            match serde_json::from_str(line) {
                Ok(value) => rows.add(index + 1, value),
                Err(error) => rows.unreadable(index + 1, &error),
            }
            rows.check(&source.limits)
        })?;
    } else {
        // An object may span several lines.
        if text.len() > JSON_BYTES {
            return Err(IngestError::TooLarge(JSON_BYTES as u64));
        }
        let values = serde_json::Deserializer::from_str(&text).into_iter::<Value>();
        for (index, value) in values.enumerate() {
            match value {
                Ok(value) => rows.add(index + 1, value),
                Err(error) if index == 0 => return Err(malformed_json(&error)),
                Err(error) => {
                    rows.unreadable(index + 1, &error);
                    break;
                }
            }
            rows.check(&source.limits)?;
        }
    }
    Ok(rows.table(notice))
}

fn read_json(source: &SourceFile<'_>) -> Result<Table, IngestError> {
    if source.bytes.len() > JSON_BYTES {
        return Err(IngestError::TooLarge(JSON_BYTES as u64));
    }
    let (text, notice) = decoded(source.bytes, None)?;
    let value: Value = match serde_json::from_str(&text) {
        Ok(value) => value,
        // The file is JSON Lines, not one value, under the wrong extension.
        Err(error) if error.to_string().starts_with("trailing characters") => {
            return read_lines(source);
        }
        Err(error) => return Err(malformed_json(&error)),
    };
    let (items, beside) = match value {
        Value::Array(items) => (items, None),
        Value::Object(object) => articles_in(object),
        _ => (Vec::new(), None),
    };
    let mut rows = Objects::default();
    for (index, item) in items.into_iter().enumerate() {
        rows.add(index + 1, item);
        rows.check(&source.limits)?;
    }
    let mut table = rows.table(notice);
    table.notices.extend(beside);
    Ok(table)
}

/// The articles in the answer of a web service, `{"status": "ok", "articles": […]}`: the list of
/// objects with the most text, however deep it is; and a notice about what is beside it.
fn articles_in(object: Map<String, Value>) -> (Vec<Value>, Option<String>) {
    let mut lists = Vec::new();
    let mut others = Vec::new();
    let whole = Value::Object(object);
    lists_in(&whole, "", MAX_DEPTH, &mut lists, &mut others);
    let longest = lists.iter().max_by_key(|(_, size)| *size).cloned();
    let Some((path, _)) = longest else {
        return (keyed(whole), None);
    };
    let beside = lists.into_iter().map(|(other, _)| other).chain(others);
    let beside: Vec<String> = beside.filter(|other| *other != path).collect();
    let mut found = whole;
    for name in path.split('\u{0}') {
        found = match found {
            Value::Object(mut object) => object.remove(name).unwrap_or_default(),
            _ => Value::Null,
        };
    }
    let shown = |path: &str| path.replace('\u{0}', ".");
    let notice = (!beside.is_empty()).then(|| {
        let names: Vec<String> = beside.iter().map(|path| shown(path)).collect();
        format!(
            "Left out beside the list “{}”: {}.",
            shown(&path),
            names.join(", ")
        )
    });
    match found {
        Value::Array(items) => (items, notice),
        _ => (Vec::new(), notice),
    }
}

/// Gathers the paths of all lists of objects with the size of their texts, and of other values.
fn lists_in(
    value: &Value,
    path: &str,
    depth: usize,
    lists: &mut Vec<(String, usize)>,
    others: &mut Vec<String>,
) {
    match value {
        Value::Array(items) if items.iter().any(Value::is_object) => {
            lists.push((path.to_owned(), text_size(value)));
        }
        Value::Object(object) if depth > 0 => {
            for (name, inner) in object {
                let path = match path {
                    "" => name.clone(),
                    path => format!("{path}\u{0}{name}"),
                };
                lists_in(inner, &path, depth - 1, lists, others);
            }
        }
        _ => others.push(path.to_owned()),
    }
}

fn text_size(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(text_size).sum(),
        Value::Object(object) => object.values().map(text_size).sum(),
        _ => 0,
    }
}

/// The objects of `{"a1": {…}, "a2": {…}}` with their keys, or the object itself.
fn keyed(whole: Value) -> Vec<Value> {
    match whole {
        Value::Object(object) if object.len() > 1 && object.values().all(Value::is_object) => {
            object
                .into_iter()
                .map(|(key, mut value)| {
                    if let Value::Object(object) = &mut value {
                        object.entry("key").or_insert(Value::String(key));
                    }
                    value
                })
                .collect()
        }
        whole => vec![whole],
    }
}

fn malformed_json(error: &serde_json::Error) -> IngestError {
    IngestError::Malformed {
        kind: JSON.title,
        why: error.to_string(),
    }
}

/// The items of a list of texts, numbers, or things with names; `beside` gets what else they say.
fn texts_of(items: &[Value], beside: &mut BTreeSet<String>) -> Option<Vec<String>> {
    let text = |item: &Value| match item {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => named(object, beside),
        _ => None,
    };
    items.iter().map(text).collect()
}

/// The name of a thing that has a name and some details; `None` if it has parts of its own.
fn named(thing: &Map<String, Value>, beside: &mut BTreeSet<String>) -> Option<String> {
    const NAMES: [&str; 5] = ["name", "fullName", "full_name", "text", "content"];
    let of = |name: &&'static str| Some((*name, thing.get(*name)?.as_str()?));
    let (key, name) = NAMES.iter().find_map(of)?;
    let says_something = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(object) => !object.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    };
    let others = thing.iter().filter(|(other, value)| {
        *other != key && value.as_str() != Some(name) && says_something(value)
    });
    for (other, value) in others {
        if value.is_object() || value.is_array() {
            return None;
        }
        if beside.len() < MAX_TOLD {
            beside.insert(other.clone());
        }
    }
    Some(name.to_owned())
}

/// How many names of members a notice has.
const MAX_TOLD: usize = 20;

/// The types of numbers of Avro.
const AVRO_NUMBERS: [&str; 4] = ["int", "long", "float", "double"];

/// The value in the wrapper by which Avro marks a value that may be missing (`{"string": "text"}`), or the value
/// itself.
fn unwrapped(value: Value) -> Value {
    match value {
        Value::Object(object) if object.len() == 1 => {
            let is_wrapper = |(name, inner): (&String, &Value)| match inner {
                Value::String(_) => name == "string",
                Value::Array(_) => name == "array",
                Value::Object(_) => name == "map",
                Value::Number(_) => AVRO_NUMBERS.contains(&name.as_str()),
                Value::Bool(_) => name == "boolean",
                Value::Null => false,
            };
            match object.iter().all(is_wrapper) {
                true => object.into_iter().next().map_or(Value::Null, |(_, v)| v),
                false => Value::Object(object),
            }
        }
        value => value,
    }
}

/// Converts objects to rows; the first occurrence of a name adds a column.
#[derive(Default)]
struct Objects {
    columns: Vec<String>,
    places: HashMap<String, usize>,
    rows: Vec<Vec<String>>,
    numbers: Vec<usize>,
    unreadable: Vec<String>,
    no_objects: usize,
    /// What the items of lists say beside their names, by column.
    beside_names: BTreeMap<String, BTreeSet<String>>,
    /// The names of columns beyond those that are read.
    beyond: HashSet<String>,
}

impl Objects {
    fn add(&mut self, number: usize, value: Value) {
        let Value::Object(object) = value else {
            self.no_objects += 1;
            return;
        };
        let mut row = Vec::new();
        self.flatten(&mut row, "", object, MAX_DEPTH);
        self.rows.push(row);
        self.numbers.push(number);
    }

    /// Adds the values of an object; those of objects within it under names with dots:
    /// `{"source": {"name": "The Courier"}}` is `source.name`.
    fn flatten(
        &mut self,
        row: &mut Vec<String>,
        path: &str,
        object: Map<String, Value>,
        depth: usize,
    ) {
        for (name, value) in object {
            let name = match path {
                "" => name,
                path => format!("{path}.{name}"),
            };
            match unwrapped(value) {
                Value::Object(inner) if depth > 0 => self.flatten(row, &name, inner, depth - 1),
                value => self.put(row, name, value),
            }
        }
    }

    fn put(&mut self, row: &mut Vec<String>, name: String, value: Value) {
        let cell = match value {
            Value::Null => return,
            Value::String(text) => text,
            Value::Array(items) => {
                let mut beside = BTreeSet::new();
                let texts = texts_of(&items, &mut beside);
                if texts.is_some() && !beside.is_empty() {
                    let of = self.beside_names.entry(name.clone()).or_default();
                    of.append(&mut beside);
                }
                match texts {
                    Some(texts) if texts.iter().any(|text| text.len() > TEXT_LENGTH) => {
                        texts.join("\n")
                    }
                    Some(texts) => texts.join(", "),
                    None => Value::Array(items).to_string(),
                }
            }
            other => other.to_string(),
        };
        let column = match self.places.get(&name) {
            Some(column) => *column,
            None if self.columns.len() < MAX_COLUMNS => {
                self.columns.push(name.clone());
                self.places.insert(name, self.columns.len() - 1);
                self.columns.len() - 1
            }
            None => {
                // A file may have a name for each row.
                if self.beyond.len() < MAX_BEYOND {
                    self.beyond.insert(name);
                }
                return;
            }
        };
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        row[column] = cell;
    }

    fn unreadable(&mut self, number: usize, error: &serde_json::Error) {
        const TOLD: usize = 5;
        if self.unreadable.len() < TOLD {
            self.unreadable
                .push(format!("Line {number} cannot be read: {error}."));
        } else if self.unreadable.len() == TOLD {
            self.unreadable
                .push("More lines cannot be read.".to_owned());
        }
    }

    fn check(&self, limits: &Limits) -> Result<(), IngestError> {
        if self.rows.len() > limits.articles {
            return Err(IngestError::TooMany(limits.articles));
        }
        Ok(())
    }

    fn table(self, notice: Option<String>) -> Table {
        let columns = self.columns.len() + self.beyond.len();
        let mut table = Table::new(self.columns, self.rows, self.numbers);
        table.notices.extend(too_many_columns(columns));
        for (column, others) in self.beside_names {
            let role = table.columns.iter().position(|name| *name == column);
            let is_left_out = role.is_some_and(|at| table.roles[at] == Role::LeftOut);
            let others: Vec<&str> = others.iter().map(String::as_str).collect();
            if !is_left_out {
                table.notices.push(format!(
                    "Of the items of “{column}” only the names are taken. Left out: {}.",
                    others.join(", ")
                ));
            }
        }
        table.notices.extend(self.unreadable);
        table.notices.extend(notice);
        if self.no_objects > 0 {
            let message = format!(
                "Values that are no objects were left out: {}.",
                self.no_objects
            );
            table.notices.push(message);
        }
        table
    }
}
