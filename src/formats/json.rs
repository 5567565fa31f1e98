//! Helpers that read and write the JSON values of datasets.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::{self, Write as _};
use std::io::{self, Write};

use serde::de::{Deserialize, MapAccess, SeqAccess, Visitor};
use serde::{Deserializer, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::model::{AttributeValue, Attributes};

use super::{FormatError, InputFile, Losses};

/// Serializes a value on a line of its own.
///
/// # Errors
/// If JSON cannot represent the value.
pub fn line(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_string(value)?;
    line.push('\n');
    Ok(without_line_separators(line).into_bytes())
}

/// JSON in which the line and paragraph separators of Unicode and the next line character are escaped.
///
/// JSON allows them in strings, but Python's `splitlines` and Node's `readline` end a line there.
pub fn without_line_separators(json: String) -> String {
    const SEPARATORS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];
    if !json.contains(SEPARATORS) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 64);
    for piece in json.split_inclusive(SEPARATORS) {
        match piece.chars().next_back() {
            Some(last) if SEPARATORS.contains(&last) => {
                escaped.push_str(&piece[..piece.len() - last.len_utf8()]);
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{:04x}", u32::from(last));
            }
            _ => escaped.push_str(piece),
        }
    }
    escaped
}

/// A writer of a JSON list, with each item on a line of its own.
pub struct List<'w> {
    out: &'w mut dyn Write,
    begun: bool,
}

impl<'w> List<'w> {
    /// Begins the list.
    ///
    /// # Errors
    /// If the output fails.
    pub fn begin(out: &'w mut dyn Write) -> io::Result<Self> {
        out.write_all(b"[\n")?;
        Ok(Self { out, begun: false })
    }

    /// Writes an item.
    ///
    /// # Errors
    /// If the output fails.
    pub fn item(&mut self, item: &impl Serialize) -> io::Result<()> {
        let mut bytes = if self.begun {
            b",\n".to_vec()
        } else {
            Vec::new()
        };
        serde_json::to_writer(&mut bytes, item)?;
        self.begun = true;
        self.out.write_all(&bytes)
    }

    /// Ends the list.
    ///
    /// # Errors
    /// If the output fails.
    pub fn end(self) -> io::Result<()> {
        self.out.write_all(b"\n]\n")
    }
}

/// The text of a file, which must be UTF-8; a byte order mark is removed and reported.
pub fn utf8<'f>(file: &InputFile<'f>, losses: &mut Losses) -> Result<Cow<'f, str>, FormatError> {
    let mut text = plain_utf8(file)?;
    if text.starts_with('\u{feff}') {
        file.tell_mark(losses);
        match &mut text {
            Cow::Borrowed(text) => *text = &text['\u{feff}'.len_utf8()..],
            Cow::Owned(text) => {
                text.remove(0);
            }
        }
    }
    Ok(text)
}

/// The text of a file, which must be UTF-8, unchanged.
pub fn plain_utf8<'f>(file: &InputFile<'f>) -> Result<Cow<'f, str>, FormatError> {
    let not_utf8 = |bytes: &[u8], valid: usize| {
        let before = bytes.get(..valid).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        file.unreadable(line, "the file is not UTF-8")
    };
    match file.bytes()? {
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes)
            .map(Cow::Borrowed)
            .map_err(|error| not_utf8(bytes, error.valid_up_to())),
        Cow::Owned(bytes) => String::from_utf8(bytes)
            .map(Cow::Owned)
            .map_err(|error| not_utf8(error.as_bytes(), error.utf8_error().valid_up_to())),
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

/// Converts a JSON value to an attribute's value.
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

/// The attributes of a JSON object, none if it is not an object.
pub fn attributes(json: Option<&Value>) -> Attributes {
    let fields = json.and_then(Value::as_object);
    let fields = fields.into_iter().flatten();
    fields
        .map(|(name, value)| (name.as_str().into(), attribute_value(value)))
        .collect()
}

/// A text field, empty if it is not a text.
pub fn text<'v>(fields: &'v Map<String, Value>, name: &str) -> &'v str {
    fields.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A list field, empty if it is not a list.
pub fn list<'v>(fields: &'v Map<String, Value>, name: &str) -> &'v [Value] {
    match fields.get(name) {
        Some(Value::Array(items)) => items,
        _ => &[],
    }
}

/// A non-negative whole number.
pub fn number(value: Option<&Value>) -> Option<usize> {
    usize::try_from(value?.as_u64()?).ok()
}

/// An id, whether it is a number or a text; empty if it is neither.
pub fn id(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(id)) => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => String::new(),
    }
}

/// The items of a JSON list, unparsed; none if it is not a list.
pub fn raw_items(list: &RawValue) -> impl Iterator<Item = &RawValue> {
    let items: Vec<&RawValue> = serde_json::from_str(list.get()).unwrap_or_default();
    items.into_iter()
}

/// The fields of a JSON object in their order, unparsed; none if it is not an object. Of several
/// with the same name the last one counts.
pub fn raw_fields(object: &RawValue) -> Vec<(String, &RawValue)> {
    let RawFields(all) = serde_json::from_str(object.get()).unwrap_or_default();
    let last: HashMap<&str, usize> = all
        .iter()
        .enumerate()
        .map(|(index, (name, _))| (name.as_str(), index))
        .collect();
    let is_last: Vec<bool> = (all.iter().enumerate())
        .map(|(index, (name, _))| last.get(name.as_str()) == Some(&index))
        .collect();
    let fields = all.into_iter().zip(is_last);
    fields
        .filter_map(|(field, is_last)| is_last.then_some(field))
        .collect()
}

#[derive(Default)]
struct RawFields<'j>(Vec<(String, &'j RawValue)>);

impl<'de> Deserialize<'de> for RawFields<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(RawFieldsVisitor)
    }
}

struct RawFieldsVisitor;

impl<'de> Visitor<'de> for RawFieldsVisitor {
    type Value = RawFields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = object.next_entry()? {
            fields.push(field);
        }
        Ok(RawFields(fields))
    }
}

/// Checks that a text can be parsed as a [`Value`], without a value in memory.
///
/// # Errors
/// If it cannot, as parsing it would say.
pub fn check(text: &str) -> serde_json::Result<()> {
    serde_json::from_str::<Checked>(text).map(|Checked| ())
}

/// A JSON value of which nothing is kept. Unlike `IgnoredAny` it finds numbers that are too large
/// and halves of characters.
struct Checked;

impl<'de> Deserialize<'de> for Checked {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(CheckedVisitor)
    }
}

struct CheckedVisitor;

impl<'de> Visitor<'de> for CheckedVisitor {
    type Value = Checked;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any valid JSON value")
    }

    fn visit_unit<E>(self) -> Result<Checked, E> {
        Ok(Checked)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Checked, E> {
        Ok(Checked)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Checked, E> {
        Ok(Checked)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Checked, E> {
        Ok(Checked)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Checked, E> {
        Ok(Checked)
    }

    fn visit_str<E>(self, _: &str) -> Result<Checked, E> {
        Ok(Checked)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Checked, A::Error> {
        while let Some(Checked) = list.next_element()? {}
        Ok(Checked)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Checked, A::Error> {
        while let Some((Checked, Checked)) = object.next_entry()? {}
        Ok(Checked)
    }
}
