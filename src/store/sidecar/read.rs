//! The parser of sidecars: from JSON to annotations that borrow from it.
//!
//! The serde visitors are written by hand: `#[serde(flatten)]` would buffer every annotation to
//! keep unknown fields, and cost five times as much as the rest.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::model::document::ArticleFields;

use super::agreed::{read_adjudication, read_decisions, take_known};
use super::items::{AnnotationsSeed, CodebookSeed, FieldsSeed, RelationsSeed, SourceSeed};
use super::parsed::Sidecar;
use super::{Header, OFFSETS, VERSION};
use crate::json::{LineCounter, SeenFields, Str, long_text, place_of, text, unknown, why};
use crate::names::NameCache;

/// Why a file is not a readable sidecar. Such a file is never overwritten.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SidecarError {
    #[error("line {line}, column {column}: the file is not UTF-8")]
    NotUtf8 { line: usize, column: usize },
    #[error("line {line}, column {column}: the file is not JSON ({why})")]
    Syntax {
        line: usize,
        column: usize,
        why: String,
    },
    #[error("line {line}, column {column}: the file ends in the middle; it was cut short")]
    Truncated { line: usize, column: usize },
    #[error("line {line}, column {column}: the JSON is not as a sidecar has it ({why})")]
    Shape {
        line: usize,
        column: usize,
        why: String,
    },
    #[error("the file is not a Demarche sidecar ({found})")]
    NotOurs { found: String },
    #[error(
        "the file has version {version} and this program reads up to {VERSION}: use a newer Demarche"
    )]
    Newer { version: u64 },
    #[error("the file counts offsets as “{0}” and this program reads “{OFFSETS}”")]
    Offsets(String),
}

impl SidecarError {
    /// Line and column of the error, counted from 1, if it has a position.
    pub fn place(&self) -> Option<(usize, usize)> {
        match self {
            Self::NotUtf8 { line, column }
            | Self::Syntax { line, column, .. }
            | Self::Truncated { line, column }
            | Self::Shape { line, column, .. } => Some((*line, *column)),
            Self::NotOurs { .. } | Self::Newer { .. } | Self::Offsets(_) => None,
        }
    }

    /// A machine-readable code for reports.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotUtf8 { .. } => "not-utf-8",
            Self::Syntax { .. } => "bad-json",
            Self::Truncated { .. } => "truncated",
            Self::Shape { .. } => "schema",
            Self::NotOurs { .. } => "not-ours",
            Self::Newer { .. } => "newer-version",
            Self::Offsets(_) => "unknown-offsets",
        }
    }
}

/// Parses a sidecar.
///
/// # Errors
/// If the bytes are not JSON, not a sidecar, or of a newer version.
pub fn read(bytes: &[u8]) -> Result<Sidecar<'_>, SidecarError> {
    let json = as_json(bytes)?;
    if let Some(long) = long_text(json.as_bytes()) {
        return Err(SidecarError::Shape {
            line: long.line,
            column: long.column,
            why: long.why(),
        });
    }
    read_as(json, super::FORMAT, false)
}

/// Parses a record of another format name that has the same fields, and the text if requested.
pub fn read_as<'a>(
    json: &'a str,
    format: &'static str,
    with_text: bool,
) -> Result<Sidecar<'a>, SidecarError> {
    let mut top = Top::new(format, with_text);
    // Growing step by step would copy the list repeatedly; a line has some 300 bytes.
    let annotations = &mut top.sidecar.annotations;
    annotations.reserve(json.len() / 300);
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let read = (&mut top)
        .deserialize(&mut deserializer)
        .and_then(|()| deserializer.end());
    if let Err(error) = read {
        return Err(top.refused.unwrap_or_else(|| explain(json, format, &error)));
    }
    top.take_agreed();
    if !top.seen_format {
        return Err(SidecarError::NotOurs {
            found: "it has no field “format”".into(),
        });
    }
    if !top.seen_version {
        return Err(SidecarError::Shape {
            line: 1,
            column: 1,
            why: "the field “version” is missing".into(),
        });
    }
    Ok(top.sidecar)
}

/// Bytes as a string, without a byte order mark that an editor may have added.
pub(super) fn as_json(bytes: &[u8]) -> Result<&str, SidecarError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let (line, column) = place_of(bytes, error.valid_up_to());
        SidecarError::NotUtf8 { line, column }
    })
}

/// The line of each annotation, relation and decision in the file, counted from 1: its kind, id and line.
///
/// For error reports; empty for a file that cannot be read.
pub fn lines(bytes: &[u8]) -> Vec<(&'static str, String, usize)> {
    #[derive(serde::Deserialize)]
    struct RawItems<'a> {
        #[serde(borrow, default)]
        annotations: Vec<&'a RawValue>,
        #[serde(borrow, default)]
        relations: Vec<&'a RawValue>,
        #[serde(borrow, default)]
        decisions: Vec<&'a RawValue>,
    }
    #[derive(serde::Deserialize)]
    struct Id<'a> {
        #[serde(borrow)]
        id: Cow<'a, str>,
    }
    let Ok(json) = as_json(bytes) else {
        return Vec::new();
    };
    let Ok(found) = serde_json::from_str::<RawItems<'_>>(json) else {
        return Vec::new();
    };
    let annotations = found.annotations.iter().map(|raw| ("annotation", raw));
    let mut all: Vec<(&'static str, &str)> = annotations
        .chain(found.relations.iter().map(|raw| ("relation", raw)))
        .chain(found.decisions.iter().map(|raw| ("decision", raw)))
        .map(|(kind, raw)| (kind, raw.get()))
        .collect();
    // Raw values are slices of the file, so their addresses give their order.
    all.sort_by_key(|(_, raw)| raw.as_ptr());
    let mut counted = LineCounter::new(json);
    let mut lines = Vec::with_capacity(all.len());
    for (kind, raw) in all {
        let line = counted.of(raw);
        if let Ok(Id { id }) = serde_json::from_str(raw) {
            lines.push((kind, id.into_owned(), line));
        }
    }
    lines
}

/// Converts an error of the JSON parser; the shape of a newer version's file is not an error of its
/// own.
fn explain(json: &str, format: &str, error: &serde_json::Error) -> SidecarError {
    #[derive(serde::Deserialize)]
    struct FormatFields {
        format: Option<serde_json::Value>,
        version: Option<serde_json::Value>,
    }
    if let Ok(outside) = serde_json::from_str::<FormatFields>(json) {
        if outside.format.as_ref().and_then(|f| f.as_str()) != Some(format) {
            return not_ours(outside.format.as_ref());
        }
        if let Some(version) = outside.version.and_then(|v| v.as_u64())
            && version > VERSION
        {
            return SidecarError::Newer { version };
        }
    } else if error.is_data() && !json.trim_start().starts_with('{') {
        return SidecarError::NotOurs {
            found: "it is no JSON object".into(),
        };
    }
    let (line, column) = (error.line(), error.column());
    let why = why(error);
    // The JSON parser reports this for a third number in a span, too, where the JSON itself is
    // valid.
    if why == "trailing characters" && serde_json::from_str::<FormatFields>(json).is_ok() {
        let why = "a list is longer than it should be".to_owned();
        return SidecarError::Shape { line, column, why };
    }
    match error.classify() {
        serde_json::error::Category::Eof => SidecarError::Truncated { line, column },
        serde_json::error::Category::Data => SidecarError::Shape { line, column, why },
        serde_json::error::Category::Syntax | serde_json::error::Category::Io => {
            SidecarError::Syntax { line, column, why }
        }
    }
}

fn not_ours(format: Option<&serde_json::Value>) -> SidecarError {
    SidecarError::NotOurs {
        found: match format {
            None => "it has no field “format”".into(),
            Some(format) => format!("its format is {format}"),
        },
    }
}

/// Collects the fields of the file during parsing.
struct Top<'a> {
    format: &'static str,
    with_text: bool,
    names: NameCache,
    seen_format: bool,
    seen_version: bool,
    /// A reason to stop that the JSON parser cannot express.
    refused: Option<SidecarError>,
    sidecar: Sidecar<'a>,
}

impl Top<'_> {
    fn new(format: &'static str, with_text: bool) -> Self {
        Self {
            format,
            with_text,
            names: NameCache::default(),
            seen_format: false,
            seen_version: false,
            refused: None,
            sidecar: Sidecar {
                header: Header::default(),
                source_chars: None,
                fields: ArticleFields::default(),
                text: None,
                annotations: Vec::new(),
                relations: Vec::new(),
                decisions: Vec::new(),
            },
        }
    }

    /// Reads the fields that only the agreed version has.
    fn take_agreed(&mut self) {
        let (file, names) = (&mut self.sidecar, &mut self.names);
        let fields = &mut file.header.unknown;
        if let Some(decisions) = take_known(fields, "decisions", |json| read_decisions(json, names))
        {
            file.decisions = decisions;
        }
        file.header.adjudication = take_known(fields, "adjudication", read_adjudication);
    }

    fn refuse<E: de::Error>(&mut self, why: SidecarError) -> E {
        self.refused = Some(why);
        E::custom("refused")
    }
}

impl<'de> DeserializeSeed<'de> for &mut Top<'de> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Top<'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = SeenFields::default();
        while let Some(Str(name)) = map.next_key()? {
            let file = &mut self.sidecar;
            match &*name {
                "format" => {
                    seen.first(0, &name)?;
                    let format: serde_json::Value = map.next_value()?;
                    if format != self.format {
                        return Err(self.refuse(not_ours(Some(&format))));
                    }
                    self.seen_format = true;
                }
                "version" => {
                    seen.first(1, &name)?;
                    let version = map.next_value()?;
                    if version > VERSION {
                        return Err(self.refuse(SidecarError::Newer { version }));
                    }
                    self.seen_version = true;
                    file.header.migrated_from = (version < VERSION).then_some(version);
                }
                "offsets" => {
                    seen.first(2, &name)?;
                    let offsets = text(&mut map)?;
                    if !offsets.is_empty() && offsets != OFFSETS {
                        let offsets = offsets.into_owned();
                        return Err(self.refuse(SidecarError::Offsets(offsets)));
                    }
                }
                "source" => {
                    seen.first(3, &name)?;
                    map.next_value_seed(SourceSeed(file))?;
                }
                "codebook" => {
                    seen.first(4, &name)?;
                    file.header.codebook = map.next_value_seed(CodebookSeed)?;
                }
                "coder" => {
                    seen.first(5, &name)?;
                    file.header.coder = text(&mut map)?.into_owned();
                }
                "document" => {
                    seen.first(6, &name)?;
                    file.fields = map.next_value_seed(FieldsSeed)?;
                }
                "annotations" => {
                    seen.first(7, &name)?;
                    let annotations = &mut file.annotations;
                    map.next_value_seed(AnnotationsSeed(annotations, &mut self.names))?;
                }
                "relations" => {
                    seen.first(8, &name)?;
                    let relations = &mut file.relations;
                    map.next_value_seed(RelationsSeed(relations, &mut self.names))?;
                }
                "text" if self.with_text => {
                    seen.first(9, &name)?;
                    file.text = Some(map.next_value::<Str<'de>>()?.0);
                }
                _ => unknown(&mut map, &mut file.header.unknown, &name)?,
            }
        }
        Ok(())
    }
}
