//! A streaming reader for the objects of a JSON file: JSON Lines, a list, or concatenated objects,
//! whatever the file is called. One object is in memory at a time, and of its long lists only the
//! text: as values an annotation would take twenty times its bytes in the file.

use std::fmt;
use std::io::{self, BufRead, Read};

use serde::de::{DeserializeSeed, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::draft::{Draft, OffsetUnitHint};
use super::{FormatError, ImportSink, InputFile, LossKind, Losses, json};

/// The size limit of one object, in bytes.
const MAX_OBJECT_BYTES: u64 = 1 << 28;

/// The size of an object whose bytes are not kept in memory together with what was read from them.
const LARGE_OBJECT_BYTES: usize = 1 << 16;

/// An object of a dataset.
#[derive(Clone, Debug, Default)]
pub struct DatasetRow {
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// The index of the object in its file, counted from 0.
    pub index: usize,
    pub fields: Map<String, Value>,
    /// Fields that are parsed only on demand.
    later: Vec<(String, Box<RawValue>)>,
    /// Long lists and objects, which are parsed part by part.
    parted: Vec<(String, Box<RawValue>)>,
}

/// The names of fields that are not parsed with their row.
#[derive(Clone, Copy, Default)]
pub struct Unparsed<'n> {
    /// Fields that are large and seldom needed: errors in them are found when they are parsed.
    pub later: &'n [&'n str],
    /// Fields that are long if they are lists: their items are parsed one by one.
    pub lists: &'n [&'n str],
    /// Fields that are large if they are objects, with a long list in them.
    pub objects: &'n [&'n str],
}

impl<'n> Unparsed<'n> {
    /// Long lists alone.
    pub const fn lists(lists: &'n [&'n str]) -> Self {
        Self {
            later: &[],
            lists,
            objects: &[],
        }
    }
}

impl DatasetRow {
    /// A row with known fields.
    #[cfg(feature = "parquet")]
    pub fn new(line: usize, index: usize, fields: Map<String, Value>) -> Self {
        Self {
            line,
            index,
            fields,
            later: Vec::new(),
            parted: Vec::new(),
        }
    }

    /// An object that is a file of its own.
    ///
    /// # Errors
    /// If it is not an object.
    pub fn parse(json: &str, unparsed: Unparsed<'_>) -> serde_json::Result<Self> {
        object(json, unparsed).map(|object| object.row(1, 0))
    }

    /// An object that is a part of a row; empty if it is not an object.
    pub fn part(json: &str, unparsed: Unparsed<'_>) -> Self {
        Self::parse(json, unparsed).unwrap_or_default()
    }

    /// A field that is parsed on demand, or with its row.
    pub fn field(&self, name: &str) -> Option<Value> {
        let later = self.later.iter().find(|(other, _)| other == name);
        match later {
            Some((_, raw)) => serde_json::from_str(raw.get()).ok(),
            None => self.fields.get(name).cloned(),
        }
    }

    /// Whether there is a field, even `null`.
    pub fn has(&self, name: &str) -> bool {
        let in_list = |fields: &[(String, _)]| fields.iter().any(|(other, _)| other == name);
        self.fields.contains_key(name) || in_list(&self.later) || in_list(&self.parted)
    }

    /// The items of a list, each parsed when it is reached; none if the field is not a list.
    pub fn items(&self, name: &str) -> Box<dyn Iterator<Item = Value> + '_> {
        match self.parted(name) {
            // The items were parsed before, so that none is lost here.
            Some(raw) => Box::new(json::raw_items(raw).filter_map(|item| parsed(item))),
            None => Box::new(json::list(&self.fields, name).iter().cloned()),
        }
    }

    /// The unparsed items of a field that was read as a long list; none if it is not a list.
    pub fn raw_items(&self, name: &str) -> impl Iterator<Item = &RawValue> {
        self.parted(name).into_iter().flat_map(json::raw_items)
    }

    /// The fields that were read as long lists or large objects.
    pub fn all_parted(&self) -> impl Iterator<Item = (&str, &RawValue)> {
        self.parted
            .iter()
            .map(|(name, raw)| (name.as_str(), &**raw))
    }

    /// A field that was read as a long list or a large object.
    pub fn parted(&self, name: &str) -> Option<&RawValue> {
        let found = self.parted.iter().find(|(other, _)| other == name);
        found.map(|(_, raw)| &**raw)
    }
}

fn parsed(item: &RawValue) -> Option<Value> {
    serde_json::from_str(item.get()).ok()
}

/// Reads a file object by object. A value that is not an object is reported and skipped.
///
/// # Errors
/// If the file cannot be read or holds no object at all, or if `take` fails.
pub fn each_row(
    file: &InputFile<'_>,
    unparsed: Unparsed<'_>,
    intake: &mut ImportSink<'_>,
    take: &mut dyn FnMut(DatasetRow, &mut ImportSink<'_>) -> Result<(), FormatError>,
) -> Result<(), FormatError> {
    let mut rows = RowReader {
        file,
        unparsed,
        input: Input::new(file)?,
        count: 0,
        take,
    };
    if rows.input.had_bom {
        file.tell_mark(&mut intake.losses);
    }
    let message = |error: io::Error| file.unread(&error);
    let Some(first) = rows.input.skip_space().map_err(message)? else {
        return Ok(());
    };
    let mut piece = Vec::new();
    let mut is_empty_list = false;
    if first == b'[' {
        is_empty_list = rows.values(&mut piece, intake)?;
    } else {
        let line = rows.input.line;
        rows.input.line(&mut piece).map_err(message)?;
        let begun = serde_json::from_slice::<&RawValue>(&piece);
        if first == b'{' && begun.is_err_and(|error| error.is_eof()) {
            // The value continues in the next line.
            rows.input.unread(&piece, line);
            rows.values(&mut piece, intake)?;
        } else {
            rows.row(&mut piece, line, intake)?;
            rows.lines(&mut piece, intake)?;
        }
    }
    if rows.count == 0 && !is_empty_list {
        return Err(file.unreadable(1, "there is no JSON object in it"));
    }
    Ok(())
}

/// Reads articles from the objects of a file.
///
/// # Errors
/// As [`each_row`].
pub fn articles<A: IntoIterator<Item = (Draft, OffsetUnitHint)>>(
    file: &InputFile<'_>,
    unparsed: Unparsed<'_>,
    format: &str,
    intake: &mut ImportSink<'_>,
    mut drafts: impl FnMut(&DatasetRow, &mut Losses) -> A,
) -> Result<(), FormatError> {
    let mut names = RowNames::new(file);
    each_row(file, unparsed, intake, &mut |row, intake| {
        let drafts = drafts(&row, &mut intake.losses);
        let index = row.index;
        drop(row);
        for (mut draft, trust) in drafts {
            if draft.name.is_empty() {
                draft.name = names.get(index)?;
            }
            let article = draft.finish(file.name, format, trust, &mut intake.losses);
            intake.article(article)?;
        }
        Ok(())
    })
}

/// Generates names for articles that have none: the name of their file, and their number in it.
pub struct RowNames<'f> {
    file: &'f InputFile<'f>,
    digits: Option<usize>,
}

impl<'f> RowNames<'f> {
    pub fn new(file: &'f InputFile<'f>) -> Self {
        Self { file, digits: None }
    }

    /// The name of the article with this number, counted from 0.
    ///
    /// # Errors
    /// If the file cannot be read again.
    pub fn get(&mut self, index: usize) -> Result<String, FormatError> {
        let digits = match self.digits {
            Some(digits) => digits,
            None => count(self.file)?.to_string().len(),
        };
        self.digits = Some(digits);
        let stem = self.file.name.rsplit_once('.');
        let stem = stem.map_or(self.file.name, |(stem, _)| stem);
        Ok(format!("{stem}-{:0digits$}.txt", index + 1))
    }
}

/// Counts the objects of a file.
fn count(file: &InputFile<'_>) -> Result<usize, FormatError> {
    let mut count = 0;
    let mut nowhere = |_| Ok(());
    each_row(
        file,
        Unparsed::default(),
        &mut ImportSink::new(&mut nowhere),
        &mut |_, _| {
            count += 1;
            Ok(())
        },
    )?;
    Ok(count)
}

struct RowReader<'r, 'f> {
    file: &'r InputFile<'f>,
    unparsed: Unparsed<'r>,
    input: Input<'f>,
    count: usize,
    take: &'r mut dyn FnMut(DatasetRow, &mut ImportSink<'_>) -> Result<(), FormatError>,
}

impl RowReader<'_, '_> {
    /// Reads one object per line. Only a line feed ends a line: U+2028 may be in a text.
    fn lines(
        &mut self,
        piece: &mut Vec<u8>,
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        loop {
            let line = self.input.line;
            let read = self.input.line(piece);
            if read.map_err(|error| self.file.unread(&error))? == 0 {
                return Ok(());
            }
            if !piece.trim_ascii().is_empty() {
                self.row(piece, line, intake)?;
            }
        }
    }

    /// Reads objects over several lines, in a list or concatenated. Returns whether there was an
    /// empty list.
    fn values(
        &mut self,
        piece: &mut Vec<u8>,
        intake: &mut ImportSink<'_>,
    ) -> Result<bool, FormatError> {
        let mut seen = 0;
        loop {
            let next = self.input.value(piece);
            let next = next.map_err(|error| self.file.unread(&error))?;
            let losses = &mut intake.losses;
            match next {
                Next::Value { line, is_parted } => {
                    if !is_parted {
                        let why = "there is no comma before it";
                        losses.line(self.file.name, line, LossKind::Corrected, why);
                    }
                    seen += 1;
                    self.row(piece, line, intake)?;
                }
                Next::End { is_closed } => {
                    if !is_closed {
                        let why = "the list does not end: the file may be cut";
                        let line = self.input.line;
                        losses.line(self.file.name, line, LossKind::Doubtful, why);
                    }
                    return Ok(seen == 0 && is_closed);
                }
            }
        }
    }

    fn row(
        &mut self,
        piece: &mut Vec<u8>,
        line: usize,
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        let why = match std::str::from_utf8(piece) {
            Err(_) => "it is not UTF-8".to_owned(),
            Ok(text) => match object(text, self.unparsed) {
                Ok(object) => {
                    if piece.len() > LARGE_OBJECT_BYTES {
                        *piece = Vec::new();
                    }
                    let row = object.row(line, self.count);
                    self.count += 1;
                    return (self.take)(row, intake);
                }
                Err(error) if error.is_data() => "it is no JSON object".to_owned(),
                Err(error) => format!("it is no JSON: {error}"),
            },
        };
        let losses = &mut intake.losses;
        losses.line(self.file.name, line, LossKind::Dropped, why);
        Ok(())
    }
}

/// The bytes of a file, with the current line number.
struct Input<'f> {
    bytes: Box<dyn BufRead + 'f>,
    had_bom: bool,
    line: usize,
    /// Whether a list is open.
    in_list: bool,
    /// Whether a comma or the beginning of a list came before.
    is_parted: bool,
}

/// The next thing in a file.
enum Next {
    Value {
        line: usize,
        /// Whether a separator precedes it.
        is_parted: bool,
    },
    End {
        /// Whether an open list has been closed.
        is_closed: bool,
    },
}

impl<'f> Input<'f> {
    fn new(file: &InputFile<'f>) -> Result<Self, FormatError> {
        let mut bytes = file.reader()?;
        let mut start = Vec::new();
        let read = bytes.by_ref().take(3).read_to_end(&mut start);
        read.map_err(|error| file.unread(&error))?;
        let had_bom = start == "\u{feff}".as_bytes();
        if had_bom {
            start.clear();
        }
        Ok(Self {
            bytes: Box::new(io::Cursor::new(start).chain(bytes)),
            had_bom,
            line: 1,
            in_list: false,
            is_parted: true,
        })
    }

    /// Skips white space, and returns the next byte without consuming it.
    fn skip_space(&mut self) -> io::Result<Option<u8>> {
        loop {
            let Some(byte) = self.bytes.fill_buf()?.first().copied() else {
                return Ok(None);
            };
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.line += usize::from(byte == b'\n');
            self.bytes.consume(1);
        }
    }

    /// Reads a line with its end, and returns its length in bytes.
    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<usize> {
        line.clear();
        let read = self
            .bytes
            .by_ref()
            .take(MAX_OBJECT_BYTES)
            .read_until(b'\n', line)?;
        self.line += usize::from(line.last() == Some(&b'\n'));
        if u64::try_from(read).unwrap_or(u64::MAX) == MAX_OBJECT_BYTES {
            return Err(too_long());
        }
        Ok(read)
    }

    /// Puts bytes back, which were read from this line on.
    fn unread(&mut self, read: &[u8], line: usize) {
        let rest = std::mem::replace(&mut self.bytes, Box::new(io::empty()));
        self.bytes = Box::new(io::Cursor::new(read.to_vec()).chain(rest));
        self.line = line;
    }

    /// Reads the next value, up to its closing bracket, without parsing it.
    fn value(&mut self, value: &mut Vec<u8>) -> io::Result<Next> {
        value.clear();
        loop {
            let Some(byte) = self.skip_space()? else {
                let is_closed = !self.in_list;
                return Ok(Next::End { is_closed });
            };
            match byte {
                b'[' if !self.in_list => (self.in_list, self.is_parted) = (true, true),
                b']' if self.in_list => (self.in_list, self.is_parted) = (false, true),
                b',' if self.in_list => self.is_parted = true,
                _ => break,
            }
            self.bytes.consume(1);
        }
        let line = self.line;
        let is_parted = !self.in_list || self.is_parted;
        self.is_parted = false;
        let mut scan = Scan::default();
        loop {
            let bytes = self.bytes.fill_buf()?;
            if bytes.is_empty() {
                break;
            }
            let end = bytes.iter().position(|byte| scan.ends_before(*byte));
            let taken = &bytes[..end.unwrap_or(bytes.len())];
            self.line += taken.iter().filter(|byte| **byte == b'\n').count();
            value.extend_from_slice(taken);
            let count = taken.len();
            self.bytes.consume(count);
            if end.is_some() {
                break;
            }
            if u64::try_from(value.len()).unwrap_or(u64::MAX) > MAX_OBJECT_BYTES {
                return Err(too_long());
            }
        }
        Ok(Next::Value { line, is_parted })
    }
}

fn too_long() -> io::Error {
    io::Error::other(format!(
        "an object of it has more than {MAX_OBJECT_BYTES} bytes"
    ))
}

/// A scanner that finds where a value ends.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_text: bool,
    is_escaped: bool,
    is_done: bool,
    has_begun: bool,
}

impl Scan {
    /// Whether the value ends before this byte. A line end within a string ends it too: the value
    /// is broken then, and the following one may be intact.
    fn ends_before(&mut self, byte: u8) -> bool {
        if self.is_done {
            return true;
        }
        if self.in_text {
            match byte {
                b'\n' => return true,
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => {
                    self.in_text = false;
                    self.is_done = self.depth == 0;
                }
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.in_text = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth > 0 => {
                self.depth -= 1;
                self.is_done = self.depth == 0;
            }
            b',' | b']' | b' ' | b'\n' | b'\r' | b'\t' if self.depth == 0 && self.has_begun => {
                return true;
            }
            _ => {}
        }
        self.has_begun = true;
        false
    }
}

/// The fields of an object.
#[derive(Default)]
struct ObjectFields {
    fields: Map<String, Value>,
    later: Vec<(String, Box<RawValue>)>,
    parted: Vec<(String, Box<RawValue>)>,
}

impl ObjectFields {
    fn row(self, line: usize, index: usize) -> DatasetRow {
        let Self {
            fields,
            later,
            parted,
        } = self;
        DatasetRow {
            line,
            index,
            fields,
            later,
            parted,
        }
    }

    /// Adds a field that may be long. Of several fields with its name the last one counts.
    fn put(&mut self, name: String, raw: &RawValue, is_parted: bool) -> serde_json::Result<()> {
        self.parted.retain(|(other, _)| *other != name);
        self.fields.remove(&name);
        if is_parted {
            json::check(raw.get())?;
            self.parted.push((name, raw.to_owned()));
        } else {
            self.fields.insert(name, serde_json::from_str(raw.get())?);
        }
        Ok(())
    }
}

fn object(text: &str, unparsed: Unparsed<'_>) -> serde_json::Result<ObjectFields> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let object = ObjectSeed { unparsed }.deserialize(&mut deserializer);
    match object.and_then(|object| deserializer.end().map(|()| object)) {
        // The place of an error in a list is one in the list.
        Err(error) if text.trim_start().starts_with('{') => {
            Err(json::check(text).err().unwrap_or(error))
        }
        read => read,
    }
}

struct ObjectSeed<'l> {
    unparsed: Unparsed<'l>,
}

impl<'de> DeserializeSeed<'de> for ObjectSeed<'_> {
    type Value = ObjectFields;

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<ObjectFields, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ObjectSeed<'_> {
    type Value = ObjectFields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ObjectFields, A::Error> {
        let mut object = ObjectFields::default();
        while let Some(name) = map.next_key::<String>()? {
            let is_in = |names: &[&str]| names.contains(&name.as_str());
            let Unparsed {
                later,
                lists,
                objects,
            } = self.unparsed;
            let (is_list, is_object) = (is_in(lists), is_in(objects));
            if is_in(later) {
                object.later.push((name, map.next_value()?));
            } else if is_list || is_object {
                let raw: &RawValue = map.next_value()?;
                let first = raw.get().chars().next();
                let is_parted = first == Some('[') && is_list || first == Some('{') && is_object;
                let put = object.put(name, raw, is_parted);
                put.map_err(serde::de::Error::custom)?;
            } else {
                object.fields.insert(name, map.next_value()?);
            }
        }
        Ok(object)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(text: &[u8]) -> Result<(Vec<usize>, Losses), FormatError> {
        let mut nowhere = |_| Ok(());
        let mut intake = ImportSink::new(&mut nowhere);
        let mut lines = Vec::new();
        let file = InputFile::new("x.jsonl", text);
        let unparsed = Unparsed {
            later: &["b"],
            lists: &["c"],
            objects: &["d"],
        };
        each_row(&file, unparsed, &mut intake, &mut |row, _| {
            lines.push(row.line);
            Ok(())
        })?;
        Ok((lines, intake.losses))
    }

    fn check(text: &str, wanted: &[usize], message: &[&str]) {
        let (lines, losses) = read(text.as_bytes()).expect("it holds objects");
        assert_eq!(lines, wanted, "{text}");
        assert_eq!(losses.all().len(), message.len(), "{text}: {losses:?}");
        for (loss, message) in losses.all().iter().zip(message) {
            assert!(loss.to_string().contains(message), "{loss}");
        }
    }

    #[test]
    fn objects_are_found_however_they_are_laid_out() {
        check("{\"a\":1}\n\n{\"a\":2}\r\n", &[1, 3], &[]);
        check("\u{feff}{\"a\":1}", &[1], &["byte order mark"]);
        check("\u{feff}\n[{\"a\":1}]", &[2], &["byte order mark"]);
        check("[\n {\"a\":1},\n {\"a\":[2]}\n]", &[2, 3], &[]);
        check("{\n \"a\": 1\n}\n{\n \"a\": 2\n}", &[1, 4], &[]);
        check("[{\"a\":\"]}\\\"[\"},{\"a\":{}}]\n", &[1, 1], &[]);
        check("", &[], &[]);
        check(" [ ]", &[], &[]);
    }

    #[test]
    fn invalid_rows_are_reported_and_the_rest_is_imported() {
        check(
            "{\"a\":1}\n{oops\n[2]\n{}",
            &[1, 4],
            &["x.jsonl:2", "x.jsonl:3"],
        );
        check("{oops\n{}", &[2], &["x.jsonl:1"]);
        check("{\"a\":\"b\n{}\n", &[2], &["x.jsonl:1"]);
        check(
            "[{\"a\":1}, 2, \"b\", [3], {}]",
            &[1, 1],
            &["no JSON object"; 3],
        );
        check("{\n \"a\": 1\n}\n{\n \"a\" 2\n}", &[1], &["x.jsonl:4"]);
        check("[{},\n{\"a\" 2},\n{}]", &[1, 3], &["x.jsonl:2"]);
        check("[{}\n{}]", &[1, 2], &["no comma"]);
        check("[{},\n{\"a\":1", &[1], &["x.jsonl:2", "cut"]);
        check("[{},\n", &[1], &["cut"]);
        let (lines, losses) = read(b"{}\n{\"a\":\"\xff\"}\n{}").expect("two are fine");
        assert_eq!((lines.as_slice(), losses.all().len()), (&[1, 3][..], 1));
        for nothing in ["oops", "[1]", "{\"a\":", "\"", "]"] {
            assert!(read(nothing.as_bytes()).is_err(), "{nothing}");
        }
    }

    fn row(text: &str) -> serde_json::Result<DatasetRow> {
        let unparsed = Unparsed {
            later: &["b"],
            lists: &["c"],
            objects: &["d"],
        };
        object(text, unparsed).map(|object| object.row(1, 0))
    }

    #[test]
    fn a_field_that_is_left_for_later_is_still_there() {
        let row = row("{\"a\":1,\"b\":[2]}").expect("an object");
        assert_eq!(row.fields.len(), 1);
        assert_eq!(row.field("b"), Some(serde_json::json!([2])));
        assert_eq!(row.field("a"), Some(1.into()));
        assert!(row.has("a") && row.has("b") && !row.has("c"));
    }

    #[test]
    fn a_long_list_is_not_in_memory_as_values() {
        let text = r#"{"c":[{"x":[1]}, "y" ,3],"a":[4]}"#;
        let long = row(text).expect("an object");
        assert_eq!(long.fields.len(), 1);
        let items: Vec<Value> = long.items("c").collect();
        assert_eq!(items, [json!({"x":[1]}), json!("y"), json!(3)]);
        assert_eq!(long.items("a").collect::<Vec<_>>(), [json!(4)]);
        assert_eq!(long.items("d").count(), 0);
        let first = long.raw_items("c").next().expect("an item");
        let part = DatasetRow::part(first.get(), Unparsed::lists(&["x"]));
        assert!(part.has("x") && part.fields.is_empty());
        let large = row(r#"{"d":{"x":[1]}}"#).expect("an object");
        assert!(large.fields.is_empty());
        assert_eq!(large.parted("d").map(RawValue::get), Some(r#"{"x":[1]}"#));
        assert!(row(r#"{"d":[1]}"#).is_ok_and(|row| row.parted("d").is_none()));
    }

    #[test]
    fn a_list_is_read_as_it_was_with_its_object() {
        // What is no list is a value, and the last field of a name counts.
        for (text, items, value) in [
            (r#"{"c":{"x":1}}"#, 0, Some(json!({"x":1}))),
            (r#"{"c":[1],"c":null}"#, 0, Some(Value::Null)),
            (r#"{"c":null,"c":[1]}"#, 1, None),
            (r#"{"c":[1],"c":[1,2]}"#, 2, None),
        ] {
            let row = row(text).expect("an object");
            assert_eq!(
                (row.items("c").count(), row.field("c")),
                (items, value),
                "{text}"
            );
        }
        // Errors in it are those of the object, at the same place.
        for list in [
            r#"[1, 1e999]"#,
            r#"["\ud800"]"#,
            "[1,]",
            "[1",
            r#"[{"x":1,}]"#,
            "[tru]",
        ] {
            let text = format!("{{\"a\":1,\n \"c\": {list} }}");
            let error = row(&text).err().expect("it is no JSON");
            let whole = serde_json::from_str::<Value>(&text).expect_err("it is no JSON");
            assert_eq!(error.to_string(), whole.to_string(), "{text}");
        }
    }

    #[test]
    fn numbers_in_names_are_as_wide_as_the_last() {
        let lines = "{}\n".repeat(12);
        let file = InputFile::new("a/x.jsonl", lines.as_bytes());
        let mut names = RowNames::new(&file);
        assert_eq!(names.get(4).expect("in memory"), "a/x-05.txt");
    }
}
