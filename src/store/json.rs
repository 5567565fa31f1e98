//! Small pieces of JSON that several files share: borrowed strings, raw and attribute values.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use smallvec::SmallVec;

use crate::model::annotation::MAX_VALUE_BYTES;
use crate::model::{AttributeValue, Attributes, Unknown};

use super::names::NameCache;

/// A string that borrows from the file unless it holds an escape.
pub struct Str<'a>(pub Cow<'a, str>);

impl<'de> Deserialize<'de> for Str<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StrVisitor;
        impl<'de> Visitor<'de> for StrVisitor {
            type Value = Str<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Str<'de>, E> {
                Ok(Str(Cow::Borrowed(v)))
            }
            fn visit_str<E>(self, v: &str) -> Result<Str<'de>, E> {
                Ok(Str(Cow::Owned(v.to_owned())))
            }
        }
        deserializer.deserialize_str(StrVisitor)
    }
}

/// A string, or `null` for an empty one.
pub fn text<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Cow<'de, str>, A::Error> {
    let value: Option<Str<'de>> = map.next_value()?;
    Ok(value.map_or(Cow::Borrowed(""), |s| s.0))
}

/// A list that nearly always has one item, so that no allocation is made; `null` is an empty one.
pub(crate) struct ShortList<T>(pub SmallVec<[T; 1]>);

impl<T> Default for ShortList<T> {
    fn default() -> Self {
        Self(SmallVec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ShortList<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ShortListVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for ShortListVisitor<T> {
            type Value = ShortList<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_unit<E>(self) -> Result<ShortList<T>, E> {
                Ok(ShortList::default())
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<ShortList<T>, A::Error> {
                let mut few = SmallVec::new();
                while let Some(next) = seq.next_element()? {
                    few.push(next);
                }
                Ok(ShortList(few))
            }
        }
        deserializer.deserialize_any(ShortListVisitor(PhantomData))
    }
}

/// Reads the value of a field that this version does not know.
pub fn unknown<'de, A: MapAccess<'de>>(
    map: &mut A,
    known: &mut Unknown,
    name: &str,
) -> Result<(), A::Error> {
    if known.iter().any(|(other, _)| other == name) {
        return Err(twice(name));
    }
    let value: &'de RawValue = map.next_value()?;
    known.push((name.to_owned(), value.get().to_owned()));
    Ok(())
}

/// The fault of an object that has a field twice: which of the two counts cannot be known.
pub fn twice<E: de::Error>(name: &str) -> E {
    E::custom(format_args!("the field “{name}” stands here twice"))
}

/// The fields of an object in their order, each once, with their values unread.
pub struct RawObject<'a>(pub Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for RawObject<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectVisitor;
        impl<'de> Visitor<'de> for ObjectVisitor {
            type Value = RawObject<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields: Vec<(String, &'de RawValue)> = Vec::new();
                while let Some(Str(name)) = map.next_key()? {
                    if fields.iter().any(|(other, _)| *other == name) {
                        return Err(twice(&name));
                    }
                    fields.push((name.into_owned(), map.next_value()?));
                }
                Ok(RawObject(fields))
            }
        }
        deserializer.deserialize_map(ObjectVisitor)
    }
}

/// The line, counted from 1, on which a slice of a file begins.
pub fn line_of(file: &str, slice: &str) -> usize {
    LineCounter::new(file).of(slice)
}

/// Counts the lines up to places of a text that mostly ascend.
pub struct LineCounter<'t> {
    text: &'t str,
    seen: usize,
    line: usize,
}

impl<'t> LineCounter<'t> {
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            seen: 0,
            line: 1,
        }
    }

    /// The line, counted from 1, on which a piece begins.
    pub fn of(&mut self, piece: &str) -> usize {
        let offset = piece.as_ptr().addr();
        self.at(offset.saturating_sub(self.text.as_ptr().addr()))
    }

    /// The line, counted from 1, on which a byte stands.
    pub fn at(&mut self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        if byte < self.seen {
            (self.seen, self.line) = (0, 1);
        }
        let between = &self.text.as_bytes()[self.seen..byte];
        self.line += between.iter().filter(|byte| **byte == b'\n').count();
        self.seen = byte;
        self.line
    }
}

/// Line and column of a byte of a file, counted from 1.
pub fn place_of(file: &[u8], byte: usize) -> (usize, usize) {
    let before = &file[..byte.min(file.len())];
    let line = before.iter().filter(|b| **b == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|b| **b != b'\n').count() + 1;
    (line, column)
}

/// The longest string of a file of ours, in bytes: a memo, a value, a definition.
pub const MAX_TEXT_BYTES: usize = MAX_VALUE_BYTES;

/// The longest name, id or key of a file of ours, in bytes.
pub const MAX_NAME_BYTES: usize = 64 << 10;

/// Keys whose strings are names, unless they are keys of attributes or fields.
const NAMES: [&[u8]; 8] = [
    b"id", b"label", b"type", b"entity", b"name", b"from", b"to", b"key",
];

/// Keys whose strings are parts of an article, which may have any length.
const QUOTES: [&[u8]; 4] = [b"quote", b"prefix", b"suffix", b"text"];

/// A string that is too long to be shown in a line of the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongText {
    /// Where it begins, counted from 1.
    pub line: usize,
    pub column: usize,
    key: String,
    bytes: usize,
    limit: usize,
}

impl LongText {
    /// What is wrong, without the place.
    pub fn why(&self) -> String {
        let Self {
            key, bytes, limit, ..
        } = self;
        format!("a text of {bytes} bytes in “{key}”, at most {limit} are read: shorten it")
    }
}

/// Looks for long strings in a JSON file that is written in portions and passed on, so that the whole
/// of it need be in memory for [`long_text`] only if there is one.
pub struct LongTextWatch<W> {
    out: W,
    is_within: bool,
    is_escaped: bool,
    length: usize,
    longest: usize,
}

impl<W> LongTextWatch<W> {
    /// Passes all bytes on to `out`.
    pub fn new(out: W) -> Self {
        Self {
            out,
            is_within: false,
            is_escaped: false,
            length: 0,
            longest: 0,
        }
    }

    /// Whether some string may be too long: [`long_text`] knows more about it.
    pub fn may_have_long_text(&self) -> bool {
        self.longest > MAX_NAME_BYTES
    }
}

impl<W: Write> Write for LongTextWatch<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        for byte in &bytes[..written] {
            let is_quote = *byte == b'"' && !self.is_escaped;
            if is_quote {
                (self.is_within, self.length) = (!self.is_within, 0);
            } else if self.is_within {
                self.length += 1;
                self.longest = self.longest.max(self.length);
            }
            self.is_escaped = self.is_within && *byte == b'\\' && !self.is_escaped;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The first string in a JSON file of ours that is longer than any that the window shows. Damaged
/// JSON may have one or none.
///
/// The lengths are those of the strings without escapes, so that what an edit may set is never too
/// long once it is written.
pub fn long_text(file: &[u8]) -> Option<LongText> {
    if file.len() <= MAX_NAME_BYTES {
        return None;
    }
    let mut key: &[u8] = b"";
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(&byte) = file.get(at) {
        at += 1;
        match byte {
            b'{' | b'[' => open.push(byte),
            b'}' | b']' => {
                open.pop();
            }
            _ => {}
        }
        if byte != b'"' {
            continue;
        }
        let start = at;
        let mut escaped = 0;
        while let Some(&byte) = file.get(at) {
            match byte {
                b'"' => break,
                b'\\' => {
                    let len = if file.get(at + 1) == Some(&b'u') {
                        6
                    } else {
                        2
                    };
                    escaped += len - 1;
                    at += len;
                }
                _ => at += 1,
            }
        }
        let text = file.get(start..at)?;
        at += 1;
        let after = file.get(at..)?;
        let is_key = after.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':');
        let limit = if is_key || (NAMES.contains(&key) && !has_object_in_object(&open)) {
            MAX_NAME_BYTES
        } else if QUOTES.contains(&key) {
            usize::MAX
        } else {
            MAX_TEXT_BYTES
        };
        let bytes = text.len() - escaped;
        if bytes > limit {
            let (line, column) = place_of(file, start - 1);
            let shown = String::from_utf8_lossy(if is_key { text } else { key });
            return Some(LongText {
                line,
                column,
                key: shown.chars().take(40).collect(),
                bytes,
                limit,
            });
        }
        if is_key {
            key = text;
        }
    }
    None
}

/// Whether an object is the value of a key of another, as attributes and fields are: their keys are
/// the analyst's, so “name” is not the name of anything.
fn has_object_in_object(open: &[u8]) -> bool {
    open.windows(2).any(|pair| pair == b"{{")
}

/// What a JSON error says, without the place that it appends.
pub fn why(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    said.strip_suffix(&place).unwrap_or(&said).to_owned()
}

/// Which of an object's known fields have been read.
#[derive(Default)]
pub struct SeenFields(u32);

impl SeenFields {
    /// Marks a field, which must not have been read before.
    pub fn first<E: de::Error>(&mut self, field: u32, name: &str) -> Result<(), E> {
        let bit = 1 << field;
        if self.0 & bit != 0 {
            return Err(twice(name));
        }
        self.0 |= bit;
        Ok(())
    }
}

/// Attribute values by name. Names are shared through `names`.
pub struct AttributesSeed<'n>(pub &'n mut NameCache);

impl<'de> de::DeserializeSeed<'de> for AttributesSeed<'_> {
    type Value = Attributes;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Attributes, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for AttributesSeed<'_> {
    type Value = Attributes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("attributes by name")
    }

    fn visit_unit<E>(self) -> Result<Attributes, E> {
        Ok(Attributes::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Attributes, A::Error> {
        let mut attributes = Attributes::new();
        while let Some(Str(name)) = map.next_key()? {
            let value = attribute_value(map.next_value()?);
            let old = attributes.insert(self.0.get(&name).into(), value);
            if old.is_some() {
                return Err(twice(&name));
            }
        }
        Ok(attributes)
    }
}

/// The value that a piece of JSON stands for; [`AttributeValue::Unknown`] where there is none.
pub fn attribute_value(raw: &RawValue) -> AttributeValue {
    use AttributeValue as Value;
    let json = raw.get();
    let known = match json.as_bytes().first() {
        Some(b't') => Some(Value::Flag(true)),
        Some(b'f') => Some(Value::Flag(false)),
        // Nearly every value is a string without an escape, which needs no second reading.
        Some(b'"') if !json.contains('\\') => {
            let inner = json
                .strip_prefix('"')
                .and_then(|rest| rest.strip_suffix('"'));
            inner.map(|text| Value::Text(text.to_owned()))
        }
        Some(b'"') => serde_json::from_str(json).ok().map(Value::Text),
        Some(b'[') => serde_json::from_str(json).ok().map(Value::List),
        Some(b'-' | b'0'..=b'9') => number(json),
        _ => None,
    };
    known.unwrap_or_else(|| Value::Unknown(json.to_owned()))
}

/// A number, unless reading it would lose its sign or digits.
fn number(json: &str) -> Option<AttributeValue> {
    if json.contains(['.', 'e', 'E']) || json == "-0" {
        let number: f64 = json.parse().ok()?;
        return number.is_finite().then_some(AttributeValue::Number(number));
    }
    json.parse().ok().map(AttributeValue::Integer)
}

/// Writes a string with quotes and escapes.
pub fn write_str(out: &mut impl Write, text: &str) -> io::Result<()> {
    serde_json::to_writer(out, text).map_err(io::Error::from)
}

/// Writes a value on one line.
pub fn write_value(out: &mut impl Write, value: &AttributeValue) -> io::Result<()> {
    match value {
        AttributeValue::Flag(flag) => write!(out, "{flag}"),
        AttributeValue::Text(text) => write_str(out, text),
        AttributeValue::Integer(number) => write!(out, "{number}"),
        // JSON has no other numbers; what is not finite becomes `null`.
        AttributeValue::Number(number) => {
            serde_json::to_writer(out, number).map_err(io::Error::from)
        }
        AttributeValue::List(items) => serde_json::to_writer(out, items).map_err(io::Error::from),
        AttributeValue::Unknown(json) => write_raw(out, json),
    }
}

/// Writes raw JSON on one line. What is no JSON, which only a fault of ours could bring here,
/// becomes a string, so that the file stays readable.
pub fn write_raw(out: &mut impl Write, json: &str) -> io::Result<()> {
    match serde_json::from_str::<&RawValue>(json) {
        Ok(raw) => out.write_all(one_line(raw.get()).as_bytes()),
        Err(_) => write_str(out, json),
    }
}

/// Raw JSON without the line ends between its tokens, so that an annotation stays one line.
///
/// A line end within a string is always escaped, so every other one is layout.
pub fn one_line(json: &str) -> Cow<'_, str> {
    if !json.contains(['\n', '\r']) {
        return Cow::Borrowed(json);
    }
    let lines = json.split(['\n', '\r']);
    Cow::Owned(lines.map(|line| line.trim_matches([' ', '\t'])).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_too_long_to_be_shown_are_found_by_their_key() {
        let name = "n".repeat(MAX_NAME_BYTES);
        let text = "t".repeat(MAX_TEXT_BYTES);
        // As long as they may be; a line end is two bytes in the file, and one in the window.
        let lines = "\\n\\u000a".repeat(MAX_TEXT_BYTES / 2);
        for fine in [
            format!(
                r#"{{"a": [{{"id": "{name}", "memo": "{text}", "quote": ["{text}{text}"]}}]}}"#
            ),
            format!(r#"{{"a": [{{"memo": "{lines}", "list": ["{text}", "{text}"]}}]}}"#),
            format!(r#"{{"a": [{{"attributes": {{"name": "{text}", "id": "{text}"}}}}]}}"#),
            format!(r#"{{"fields": {{"label": "{text}"}}, "{name}": 1}}"#),
            format!(r#"{{"a": "{text}\"x"#),
        ] {
            assert_eq!(long_text(fine.as_bytes()), None);
        }
        for (long, key, place) in [
            (
                format!("{{\"a\":\n [{{\"id\": \"{name}x\"}}]}}"),
                "id",
                (2, 10),
            ),
            (
                format!(r#"{{"a": [{{"memo": "{text}x"}}]}}"#),
                "memo",
                (1, 17),
            ),
            (
                format!(r#"{{"a": [{{"memo": "{lines}x"}}]}}"#),
                "memo",
                (1, 17),
            ),
            (
                format!(r#"{{"list": ["", "\\", "{text}x"]}}"#),
                "list",
                (1, 21),
            ),
            (
                format!(r#"{{"fields": {{"label": "{text}x"}}}}"#),
                "label",
                (1, 22),
            ),
            (
                format!(r#"{{"labels": [{{"choices": [{{"name": "{name}x"}}]}}]}}"#),
                "name",
                (1, 35),
            ),
        ] {
            let found = long_text(long.as_bytes()).expect("it is found");
            assert_eq!(
                (found.key.as_str(), (found.line, found.column)),
                (key, place)
            );
        }
        let found = long_text(format!(r#"{{"{name}x": 1}}"#).as_bytes()).expect("it is found");
        assert_eq!(found.key, "n".repeat(40));
    }

    #[test]
    fn long_strings_are_noticed_while_they_are_written() {
        let name = "n".repeat(MAX_NAME_BYTES);
        let quotes = "\\\"".repeat(MAX_NAME_BYTES / 2);
        for (file, is_long) in [
            (format!(r#"{{"a": "{name}", "b": "{name}"}}"#), false),
            (format!(r#"{{"a": "{name}x"}}"#), true),
            (format!(r#"{{"a": "{quotes}", "b": "\\"}}{name}"#), false),
            (format!(r#"{{"a": "{quotes}\""}}"#), true),
        ] {
            for portion in [1, 7, file.len()] {
                let mut out = Vec::new();
                let mut watch = LongTextWatch::new(&mut out);
                for bytes in file.as_bytes().chunks(portion) {
                    watch.write_all(bytes).expect("memory");
                }
                assert_eq!(watch.may_have_long_text(), is_long, "{}", &file[..9]);
                assert_eq!(out, file.as_bytes());
            }
        }
    }

    #[test]
    fn values_come_back_as_they_were_written() {
        let cases = [
            "true",
            "\"a\\n\\\"b\"",
            "12",
            "-0.0",
            "1.5",
            "1e+300",
            "[\"a\",\"b\"]",
            "[]",
            "[1, \"a\"]",
            "{\"x\": 1}",
            "null",
            "123456789012345678901234567890",
            "\"\\ud800\"",
        ];
        for json in cases {
            let raw: &RawValue = serde_json::from_str(json).expect("it is JSON");
            let value = attribute_value(raw);
            let mut out = Vec::new();
            write_value(&mut out, &value).expect("it is written");
            assert_eq!(String::from_utf8_lossy(&out), json, "{value:?}");
        }
    }

    #[test]
    fn raw_values_are_put_on_one_line() {
        assert_eq!(
            one_line("{\n  \"a\": \"b  c\",\r\n\t\"d\": [ 1 ]\n}"),
            "{\"a\": \"b  c\",\"d\": [ 1 ]}"
        );
    }
}
