//! `talks.txt.article.json`: the fields that belong to an article, not to a coder: title, date, outlet and
//! other fields, and where an imported article came from.
//!
//! ```text
//! talks.txt                 the text
//! talks.txt.article.json    its title, date, outlet and other fields, once for all coders
//! talks.txt.mk.ann.json     what coder mk has annotated in it, and mk's status and memo
//! ```
//!
//! There is a file beside each text, rather than one for the project, so that two people who enter fields
//! of different articles never write the same file, so that a text is moved or handed on with its fields,
//! and so that no file grows with the project.
//!
//! Before there were such files the fields were in the sidecar of the coder who entered them. An article
//! without a file of its own takes them from there: of each field the first value that a sidecar has, the
//! nameless sidecar first and then by coder. Nothing is written because a file is opened. When a field
//! changes, the article's file is written with all fields; the old copies stay in the sidecars and count
//! no longer. [`FieldScope`] declares which fields these are.
//!
//! `write` has the one form of the file, `merge` what becomes of two people's changes. This room knows no
//! window and decides no conflict.

mod legacy_fields;

mod merge;

mod write;

#[cfg(test)]
mod tests;

pub use legacy_fields::{Copies, FieldDisagreement, disagreements};
pub use merge::{FieldClash, MergeSide, MergedMeta, merge_meta};
pub use write::{MetaWriteError, WrittenMeta, save};

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::value::RawValue;

use super::atomic::{self, Stamp};
use super::json::{RawObject, attribute_value, line_of, long_text, place_of, why};
use super::sidecar::{FieldSplit, Header};
use crate::io_reason::reason;
use crate::model::{Document, FieldScope, FieldValues, Unknown};

/// What the name of every such file ends with, after that of the text.
pub const SUFFIX: &str = ".article.json";

/// The value of `format` in the file.
pub const FORMAT: &str = "demarche-article-fields";

/// The newest version of the file that this program reads, and the one that it writes.
pub const VERSION: u64 = 1;

/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: u64 = 16 << 20;

/// The field of `source` that says where an imported article came from.
pub const ORIGIN: &str = "origin";

/// What belongs to an article, as its file has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleMeta {
    /// The text's file name, without a folder.
    pub file: String,
    /// SHA-256 of the text's bytes in hexadecimal digits, as it was when the file was written.
    pub sha256: String,
    /// The values of the fields by name.
    pub fields: FieldValues,
    /// Unknown fields of `source`, and the origin of an imported article.
    pub source_unknown: Unknown,
    /// Unknown fields of the file.
    pub unknown: Unknown,
}

/// Why a file is not one that can be read. Such a file is never written over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MetaError {
    #[error("the file could not be read ({0})")]
    Io(String),
    #[error("line {line}, column {column}: {why}")]
    Json {
        line: usize,
        column: usize,
        why: String,
    },
    #[error("its format is not “{FORMAT}”")]
    NotOurs,
    #[error("it has version {0} and this program reads up to {VERSION}: use a newer Demarche")]
    Newer(u64),
}

/// Where an article's own file is, or will be.
pub fn meta_path(article: &Path) -> PathBuf {
    let mut path = article.as_os_str().to_owned();
    path.push(SUFFIX);
    PathBuf::from(path)
}

/// Reads the file; `None` if there is none.
///
/// # Errors
/// If it is there and cannot be read.
pub fn read_file(path: &Path) -> Result<Option<(ArticleMeta, Stamp)>, MetaError> {
    match atomic::read(path, MAX_FILE_BYTES) {
        Ok((bytes, modified)) => {
            let meta = read(&bytes)?;
            Ok(Some((meta, Stamp::of(&bytes, modified))))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(MetaError::Io(reason(&error).into_owned())),
    }
}

/// Reads the bytes of a file.
///
/// # Errors
/// If they are not those of such a file.
pub fn read(bytes: &[u8]) -> Result<ArticleMeta, MetaError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let json = std::str::from_utf8(bytes).map_err(|error| {
        let (line, column) = place_of(bytes, error.valid_up_to());
        let why = "the file is not UTF-8".into();
        MetaError::Json { line, column, why }
    })?;
    if let Some(long) = long_text(bytes) {
        return Err(MetaError::Json {
            line: long.line,
            column: long.column,
            why: long.why(),
        });
    }
    let RawObject(parts) = serde_json::from_str(json).map_err(|error| MetaError::Json {
        line: error.line(),
        column: error.column(),
        why: why(&error),
    })?;
    let wrong = |raw: &RawValue, name: &str, error: &serde_json::Error| MetaError::Json {
        line: line_of(json, raw.get()) + error.line().saturating_sub(1),
        column: error.column(),
        why: format!("“{name}”: {}", why(error)),
    };
    let find = |name: &str| parts.iter().find(|(n, _)| n == name).map(|(_, raw)| *raw);
    let format = find("format").and_then(|raw| serde_json::from_str::<String>(raw.get()).ok());
    if format.as_deref() != Some(FORMAT) {
        return Err(MetaError::NotOurs);
    }
    let Some(version) = find("version") else {
        let why = "the field “version” is missing".to_owned();
        return Err(MetaError::Json {
            line: 1,
            column: 1,
            why,
        });
    };
    let version: u64 =
        serde_json::from_str(version.get()).map_err(|e| wrong(version, "version", &e))?;
    if version > VERSION {
        return Err(MetaError::Newer(version));
    }
    let mut meta = ArticleMeta::default();
    for (name, raw) in &parts {
        match name.as_str() {
            "format" | "version" => {}
            "source" => read_source(raw, &mut meta).map_err(|e| wrong(raw, name, &e))?,
            "fields" => meta.fields = read_fields(raw).map_err(|e| wrong(raw, name, &e))?,
            _ => meta.unknown.push((name.clone(), raw.get().to_owned())),
        }
    }
    Ok(meta)
}

fn read_source(raw: &RawValue, meta: &mut ArticleMeta) -> serde_json::Result<()> {
    let Some(RawObject(parts)) = serde_json::from_str::<Option<RawObject<'_>>>(raw.get())? else {
        return Ok(());
    };
    for (name, raw) in parts {
        let text = || serde_json::from_str::<Option<String>>(raw.get());
        match name.as_str() {
            "file" => meta.file = text()?.unwrap_or_default(),
            "sha256" => meta.sha256 = text()?.unwrap_or_default(),
            _ => meta.source_unknown.push((name, raw.get().to_owned())),
        }
    }
    Ok(())
}

/// The values of an object of fields.
fn read_fields(raw: &RawValue) -> serde_json::Result<FieldValues> {
    let parts = serde_json::from_str::<Option<RawObject<'_>>>(raw.get())?;
    let RawObject(parts) = parts.unwrap_or(RawObject(Vec::new()));
    let fields = parts.into_iter();
    Ok(fields
        .map(|(name, raw)| (name, attribute_value(raw)))
        .collect())
}

/// The files that may have the fields of an article.
#[derive(Clone, Debug, Default)]
pub struct FieldSources {
    /// Which fields belong to the article.
    pub scope: Arc<FieldScope>,
    /// The article's sidecars, the nameless one first and then by coder: their copies serve where the
    /// article has no file of its own.
    pub sidecars: Vec<PathBuf>,
}

/// What belongs to an article, as it was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoadedMeta {
    /// Of the article's file, or of the copies in its sidecars.
    pub meta: ArticleMeta,
    /// What the file held; `None` where there is none, or it cannot be read.
    pub stamp: Option<Stamp>,
    /// Why the file that is there cannot be read. It must not be written over.
    pub broken: Option<MetaError>,
    /// Whether the file was deleted since it was read. The older copies in sidecars do not count again.
    pub is_deleted: bool,
}

impl LoadedMeta {
    /// Finds what belongs to an article with this name and hash. `own` is the sidecar that is read
    /// already, with what it holds.
    pub fn find(
        article: &Path,
        (file, sha256): (&str, &str),
        sources: &FieldSources,
        (own_path, own): (&Path, Copies),
    ) -> Self {
        let broken = match read_file(&meta_path(article)) {
            Ok(Some((meta, stamp))) => {
                return Self {
                    meta,
                    stamp: Some(stamp),
                    broken: None,
                    is_deleted: false,
                };
            }
            Ok(None) => None,
            Err(error) => Some(error),
        };
        let mut own = Some(own);
        let mut all = Vec::with_capacity(sources.sidecars.len().max(1));
        for path in &sources.sidecars {
            if path == own_path {
                all.extend(own.take());
            } else {
                all.extend(Copies::read_file(path));
            }
        }
        all.extend(own);
        let mut meta = Copies::joined(all, &sources.scope);
        file.clone_into(&mut meta.file);
        sha256.clone_into(&mut meta.sha256);
        Self {
            meta,
            stamp: None,
            broken,
            is_deleted: false,
        }
    }
}

/// What is known of the places of an article's fields before one looks into them.
#[derive(Clone, Debug, Default)]
pub struct FieldPlaces {
    /// Whether the article has a file of its own.
    pub has_meta: bool,
    /// The article's sidecars if there are several and no file: of nobody first, then by coder.
    pub sidecars: Vec<PathBuf>,
}

impl ArticleMeta {
    /// Whether a file of it would say nothing.
    pub fn is_blank(&self) -> bool {
        self.fields.is_empty() && self.source_unknown.is_empty() && self.unknown.is_empty()
    }

    /// What belongs to the article of a document that is about to be written for the first time. The
    /// header is told to leave it to the article's own file.
    pub fn of_new(document: &Document, header: &mut Header, scope: &Arc<FieldScope>) -> Self {
        let (fields, _) = scope.split(&document.fields().values);
        let source = std::mem::take(&mut header.source_unknown).into_iter();
        let (origin, rest) = source.partition(|(name, _)| name == ORIGIN);
        header.source_unknown = rest;
        let meta = Self {
            file: header.file.clone(),
            sha256: header.sha256.clone(),
            fields,
            source_unknown: origin,
            unknown: Unknown::new(),
        };
        let split = FieldSplit {
            scope: Arc::clone(scope),
            copies: FieldValues::new(),
            source_unknown: meta.source_unknown.clone(),
        };
        header.split = Some(split.into());
        meta
    }

    /// Shows the fields of the article in a document of one of its codings, which has its sidecar's own
    /// fields so far. Returns how the sidecar's part is told from the article's when it is written.
    pub fn show_in(&self, document: &mut Document, scope: &Arc<FieldScope>) -> FieldSplit {
        let (copies, mut values) = scope.split(&document.fields().values);
        let (own, _) = scope.split(&self.fields);
        values.extend(own);
        document.show_values(values);
        FieldSplit {
            scope: Arc::clone(scope),
            copies,
            source_unknown: self.source_unknown.clone(),
        }
    }
}
