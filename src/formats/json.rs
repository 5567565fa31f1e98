//! Datasets in JSON: one object a line, a list of objects, or objects one after the other,
//! whatever the file is called.

use serde_json::{Map, Value};

use crate::model::{AttributeValue, Attributes};

use super::{FormatError, InputFile, LossKind, Losses, LostItem};

/// An object of a dataset.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where it begins, counted from 1.
    pub line: usize,
    pub fields: Map<String, Value>,
}

/// The text of a file, which must be UTF-8, without a byte order mark, which is reported.
pub fn utf8<'f>(file: &InputFile<'f>, losses: &mut Losses) -> Result<&'f str, FormatError> {
    let text = std::str::from_utf8(file.bytes).map_err(|error| {
        let before = &file.bytes[..error.valid_up_to()];
        FormatError::Unreadable {
            file: file.name.to_owned(),
            line: before.iter().filter(|b| **b == b'\n').count() + 1,
            why: "the file is not UTF-8".into(),
        }
    })?;
    match text.strip_prefix('\u{feff}') {
        Some(rest) => {
            let why = "the file begins with a byte order mark, which is left out";
            losses.add(file.name, LostItem::Article, LossKind::Corrected, why);
            Ok(rest)
        }
        None => Ok(text),
    }
}

/// The objects of a file. A line that is no object is reported and left out.
///
/// # Errors
/// If the file is not UTF-8 or holds no object at all.
pub fn rows(file: &InputFile<'_>, losses: &mut Losses) -> Result<Vec<Row>, FormatError> {
    let text = utf8(file, losses)?;
    let is_lines = text
        .split('\n')
        .find(|line| !line.trim().is_empty())
        .is_none_or(|first| {
            // The first line of a list or of an object over several lines is no object itself.
            matches!(serde_json::from_str::<Value>(first), Ok(Value::Object(_)))
                || !text.trim_start().starts_with(['[', '{'])
        });
    let rows = if is_lines {
        lines(text, file.name, losses)
    } else {
        values(text, file.name, losses)
    };
    let is_empty =
        matches!(serde_json::from_str(text), Ok(Value::Array(items)) if items.is_empty());
    if rows.is_empty() && !text.trim().is_empty() && !is_empty {
        return Err(FormatError::Unreadable {
            file: file.name.to_owned(),
            line: 1,
            why: "there is no JSON object in it".into(),
        });
    }
    Ok(rows)
}

/// One object a line. Only a line feed ends a line: U+2028 may stand in a text.
fn lines(text: &str, name: &str, losses: &mut Losses) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, line) in text.split('\n').enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str(line) {
            Ok(Value::Object(fields)) => rows.push(Row {
                line: index + 1,
                fields,
            }),
            Ok(_) => losses.line(name, index + 1, LossKind::Dropped, "it is no JSON object"),
            Err(error) => {
                let why = format!("it is no JSON: {error}");
                losses.line(name, index + 1, LossKind::Dropped, why);
            }
        }
    }
    rows
}

/// Objects over several lines, in a list or one after the other.
fn values(text: &str, name: &str, losses: &mut Losses) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut from = 0;
    loop {
        let start = from + text[from..].len() - text[from..].trim_start().len();
        let line = text[..start].matches('\n').count() + 1;
        let mut stream = serde_json::Deserializer::from_str(&text[start..]).into_iter::<Value>();
        let Some(value) = stream.next() else {
            return rows;
        };
        match value {
            Ok(value) => {
                from = start + stream.byte_offset();
                let items = match value {
                    Value::Array(items) => items,
                    other => vec![other],
                };
                for item in items {
                    match item {
                        Value::Object(fields) => rows.push(Row { line, fields }),
                        _ => losses.line(name, line, LossKind::Dropped, "it is no JSON object"),
                    }
                }
            }
            Err(error) => {
                let why = format!("it is no JSON: {error}; what follows is left out");
                losses.line(name, line, LossKind::Dropped, why);
                return rows;
            }
        }
    }
}

/// An attribute's value as JSON.
pub fn value(value: &AttributeValue) -> Value {
    match value {
        AttributeValue::Flag(flag) => Value::Bool(*flag),
        AttributeValue::Text(text) => Value::String(text.clone()),
        AttributeValue::Integer(number) => Value::from(*number),
        AttributeValue::Number(number) => Value::from(*number),
        AttributeValue::List(items) => Value::from(items.clone()),
        AttributeValue::Unknown(json) => {
            serde_json::from_str(json).unwrap_or_else(|_| Value::String(json.clone()))
        }
    }
}

/// The value that a piece of JSON stands for.
pub fn attribute_value(json: &Value) -> AttributeValue {
    match json {
        Value::Bool(flag) => AttributeValue::Flag(*flag),
        Value::String(text) => AttributeValue::Text(text.clone()),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => AttributeValue::Integer(whole),
            (None, Some(number)) => AttributeValue::Number(number),
            (None, None) => AttributeValue::Unknown(number.to_string()),
        },
        Value::Array(items) => {
            let texts: Option<Vec<String>> = items
                .iter()
                .map(|item| item.as_str().map(str::to_owned))
                .collect();
            texts.map_or_else(
                || AttributeValue::Unknown(json.to_string()),
                AttributeValue::List,
            )
        }
        other => AttributeValue::Unknown(other.to_string()),
    }
}

/// Attributes as a JSON object.
pub fn object(attributes: &Attributes) -> Value {
    let fields = attributes.iter();
    let fields = fields.map(|(name, of)| (name.to_string(), value(of)));
    Value::Object(fields.collect())
}

/// Attributes of a JSON object, none where it is no object.
pub fn attributes(json: Option<&Value>) -> Attributes {
    let fields = json.and_then(Value::as_object);
    let fields = fields.into_iter().flatten();
    fields
        .map(|(name, value)| (name.as_str().into(), attribute_value(value)))
        .collect()
}

/// The name of an article that has none: that of its file, and its number from 0 in it.
pub fn name_of(file: &str, index: usize, digits: usize) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    format!("{stem}-{:0digits$}.txt", index + 1)
}

/// A text field, empty where it is none.
pub fn text<'v>(fields: &'v Map<String, Value>, name: &str) -> &'v str {
    fields.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A list, empty where it is none.
pub fn list<'v>(fields: &'v Map<String, Value>, name: &str) -> &'v [Value] {
    match fields.get(name) {
        Some(Value::Array(items)) => items,
        _ => &[],
    }
}

/// A whole number that is not negative.
pub fn number(value: Option<&Value>) -> Option<usize> {
    usize::try_from(value?.as_u64()?).ok()
}

/// What an id is called, whether it is written as a number or as a text; empty where it is none.
pub fn id(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(id)) => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, wanted: &[usize], told: &[&str]) {
        let mut losses = Losses::default();
        let file = InputFile {
            name: "x.jsonl",
            bytes: text.as_bytes(),
        };
        let rows = rows(&file, &mut losses).expect("it holds objects");
        assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), wanted);
        assert_eq!(losses.all().len(), told.len(), "{losses:?}");
        for (loss, told) in losses.all().iter().zip(told) {
            assert!(loss.to_string().contains(told), "{loss}");
        }
    }

    #[test]
    fn objects_are_found_however_they_are_laid_out() {
        check("{\"a\":1}\n\n{\"a\":2}\r\n", &[1, 3], &[]);
        check("\u{feff}{\"a\":1}", &[1], &["byte order mark"]);
        check(
            "{\"a\":1}\n{oops\n[2]\n{}",
            &[1, 4],
            &["x.jsonl:2", "x.jsonl:3"],
        );
        check("[\n {\"a\":1},\n {\"a\":2}\n]", &[1, 1], &[]);
        check("[{\"a\":1}, 2]", &[1], &["no JSON object"]);
        check("{\n \"a\": 1\n}\n{\n \"a\": 2\n}", &[1, 4], &[]);
        check("{\n \"a\": 1\n}\n{\n \"a\" 2\n}", &[1], &["x.jsonl:4"]);
        check("", &[], &[]);
    }
}
