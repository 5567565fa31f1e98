//! Reads CSL-JSON, the list of records that citation processors take.

use serde_json::Value;

use super::super::{IngestError, SourceFile, decoded};
use super::LiteratureRecord;

/// The records of a list.
pub fn records(source: &SourceFile<'_>) -> Result<Vec<LiteratureRecord>, IngestError> {
    let (text, _) = decoded(source.bytes, None)?;
    let malformed = |why: String| IngestError::Malformed {
        kind: super::CSL.title,
        why,
    };
    let list: Value = serde_json::from_str(&text).map_err(|error| malformed(error.to_string()))?;
    let items = list.as_array().filter(|items| !items.is_empty());
    let items = items.ok_or_else(|| malformed("it is no list of records".to_owned()))?;
    Ok(items.iter().map(record).collect())
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn record(item: &Value) -> LiteratureRecord {
    let mut record = LiteratureRecord::default();
    for (name, value) in item.as_object().into_iter().flatten() {
        match name.as_str() {
            "id" => record.key = text(value),
            "title" => record.title = text(value),
            "container-title" => record.outlet = text(value),
            "author" => record.author = people(value),
            "issued" => record.date = date(value),
            "URL" => record.url = text(value),
            "language" => record.language = text(value),
            "abstract" => record.summary = text(value),
            "note" => record.other("memo", &text(value)),
            "attachments" | "file" | "files" => attach(&mut record, value),
            "type" | "accessed" | "source" | "citation-key" => {}
            name if value.is_string() || value.is_number() => record.other(name, &text(value)),
            name => record.other(name, &value.to_string()),
        }
    }
    record
}

fn attach(record: &mut LiteratureRecord, value: &Value) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| attach(record, item)),
        Value::Object(fields) => {
            let path = ["path", "localPath", "url"]
                .iter()
                .find_map(|name| fields.get(*name));
            if let Some(Value::String(path)) = path {
                record.attach(path);
            }
        }
        Value::String(path) => record.attach(path),
        _ => {}
    }
}

fn people(value: &Value) -> String {
    let mut all = String::new();
    for person in value.as_array().into_iter().flatten() {
        let part = |name: &str| person.get(name).map(text).unwrap_or_default();
        let name = match part("literal") {
            literal if !literal.is_empty() => literal,
            _ => {
                let parts = [part("given"), part("non-dropping-particle"), part("family")];
                let parts: Vec<&str> = parts
                    .iter()
                    .map(String::as_str)
                    .filter(|p| !p.is_empty())
                    .collect();
                parts.join(" ")
            }
        };
        LiteratureRecord::add(&mut all, &name);
    }
    all
}

fn date(value: &Value) -> String {
    let parts = value
        .get("date-parts")
        .and_then(|parts| parts.get(0)?.as_array());
    let numbers = parts.into_iter().flatten().filter_map(|part| {
        let number = part.as_i64().or_else(|| part.as_str()?.parse().ok())?;
        Some(format!("{number:02}"))
    });
    let numbers: Vec<String> = numbers.collect();
    if !numbers.is_empty() {
        return numbers.join("-");
    }
    let raw = ["raw", "literal"].iter().find_map(|name| value.get(*name));
    raw.map(text).unwrap_or_default()
}
