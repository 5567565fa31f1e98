//! Imports articles from other kinds of files: bytes in, plain texts with their fields out.
//!
//! ```text
//! bytes -> kind -> drafts (paragraphs and fields) -> press splits -> Ingested
//!             \--> table (rows and columns, mapped by the analyst) --^
//! ```
//!
//! A kind is one file in this folder and one line in [`ALL`]; the dialog, the command line and the
//! tests use that list. Start with [`read`], then [`draft`], which defines how an article's plain
//! text looks.
//!
//! Input files are untrusted: every reader is bounded by [`Limits`], expands no entities and writes
//! nothing. This module knows no paths; `jobs/ingest` reads and writes files.
//!
//! # How articles are imported
//!
//! A kind of file is one file in `ingest/` and one line of its list. Every reader is bounded,
//! expands no entity and writes nothing; a panic in the parser of a dependency costs that file
//! only. `docs/threats.md` lists the bounds, and `fuzz/` looks for input that breaks them: it
//! builds the library without the feature `window`. Before anything is added, the articles are
//! compared with those of the project by MinHash (near-duplicate detection). `jobs/ingest` writes
//! articles under unused names, with their fields and their origin in the sidecars; `jobs/making`
//! writes them, and those of an imported dataset, to disk many at a time.

// Other rooms, under the names that they have everywhere.
use demarche_model as model;
use demarche_store as store;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::store::decode::{self, DecodeError};
use crate::store::hash::sha256_hex;

pub mod draft;

pub mod dates;

mod limits;

mod html;

mod page_fields;

mod archive;

mod docx;

mod odt;

mod epub;

mod rtf;

mod pdf;

mod lines;

mod mail;

mod text;

pub mod table;

mod csv_table;

#[cfg(feature = "parquet")]
mod parquet_table;

mod press;

pub mod alike;

pub mod sift;

pub mod names;

#[cfg(test)]
mod hostile_tests;

#[cfg(test)]
mod golden_tests;

pub use draft::{ArticleDraft, Ingested, Origin};
pub use limits::Limits;
pub use table::Table;

/// A kind of file that articles come in.
pub struct Kind {
    /// The name on the command line.
    pub name: &'static str,
    /// What a dialog calls it.
    pub title: &'static str,
    /// Extensions of its files, in lower case.
    pub extensions: &'static [&'static str],
    /// The media type that is recorded with each article.
    pub media_type: &'static str,
    read: Reader,
}

/// How a kind is read.
enum Reader {
    Articles(fn(&Source<'_>) -> Result<Vec<ArticleDraft>, IngestError>),
    Table(fn(&Source<'_>) -> Result<Table, IngestError>),
}

/// Every kind, in the order in which lists show them.
pub const ALL: &[Kind] = &[
    html::KIND,
    mail::MHTML,
    docx::KIND,
    odt::KIND,
    epub::KIND,
    rtf::KIND,
    pdf::KIND,
    mail::EML,
    mail::MBOX,
    csv_table::CSV,
    csv_table::TSV,
    table::JSONL,
    table::JSON,
    #[cfg(feature = "parquet")]
    parquet_table::KIND,
    text::KIND,
];

/// A file to be read.
pub struct Source<'a> {
    /// Its name, without a folder.
    pub name: &'a str,
    pub bytes: &'a [u8],
    pub limits: Limits,
}

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Content {
    Articles(Vec<Ingested>),
    /// A table in which a row is an article; [`Table::articles`] makes them.
    Table(Table),
}

/// Why a file gives no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IngestError {
    #[error("this kind of file is not known; what is read: {}", known_extensions())]
    UnknownKind,
    #[error("the file cannot be read ({0})")]
    Unreadable(String),
    #[error("the file is larger than {} MB: split it", .0 >> 20)]
    TooLarge(u64),
    #[error("it unpacks to more than it should ({0}): it may be made to fill the memory")]
    Bomb(String),
    #[error("its parts are nested more than {0} deep")]
    TooDeep(usize),
    #[error("it holds more than {0} articles: split it")]
    TooMany(usize),
    #[error("the archive names a file outside of itself ({0})")]
    Climbing(String),
    #[error("it declares a document type with entities, which are not read")]
    DocumentType,
    #[error("it is protected with a password: save it without one")]
    Protected,
    #[error("it has no text layer, only pictures of pages: run it through text recognition first")]
    NoTextLayer,
    #[error("no text was found in it")]
    NoText,
    #[error("it cannot be read as {kind} ({why})")]
    Malformed { kind: &'static str, why: String },
    #[error(transparent)]
    Decode(#[from] DecodeError),
}

/// The extensions of all kinds, for the message that a file is of none.
fn known_extensions() -> String {
    let all: Vec<&str> = ALL
        .iter()
        .flat_map(|kind| kind.extensions.iter().copied())
        .collect();
    all.join(", ")
}

/// The kind with this name on the command line.
pub fn by_name(name: &str) -> Option<&'static Kind> {
    ALL.iter().find(|kind| kind.name == name)
}

/// Whether a file is imported rather than opened, judged by its name.
pub fn is_importable(name: &str) -> bool {
    by_extension(name).is_some_and(|kind| kind.name != text::KIND.name)
}

fn by_extension(name: &str) -> Option<&'static Kind> {
    let (_, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    ALL.iter()
        .find(|kind| kind.extensions.contains(&extension.as_str()))
}

/// The kind of a file: what its first bytes say, else what its name says.
pub fn kind_of(name: &str, bytes: &[u8]) -> Option<&'static Kind> {
    let named = by_extension(name);
    if bytes.starts_with(b"%PDF-") {
        return Some(&pdf::KIND);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(&rtf::KIND);
    }
    #[cfg(feature = "parquet")]
    if bytes.starts_with(b"PAR1") {
        return Some(&parquet_table::KIND);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let has = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        // The names stand in plain text in front of the packed parts.
        return if has(b"application/epub+zip") {
            Some(&epub::KIND)
        } else if has(b"word/document.xml") {
            Some(&docx::KIND)
        } else if has(b"opendocument.text") {
            Some(&odt::KIND)
        } else {
            named
        };
    }
    named.or_else(|| {
        let start = bytes.trim_ascii_start();
        let start = start[..start.len().min(16)].to_ascii_lowercase();
        if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
            Some(&html::KIND)
        } else if bytes.starts_with(b"From ") {
            Some(&mail::MBOX)
        } else {
            None
        }
    })
}

/// Reads a file, of this kind or of the one that it seems to be.
///
/// # Errors
/// If it is of no known kind, damaged, beyond the limits, or holds no text.
pub fn read(
    name: &str,
    bytes: &[u8],
    kind: Option<&'static Kind>,
    limits: Limits,
) -> Result<Content, IngestError> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(IngestError::TooLarge(limits.file_bytes));
    }
    let kind = kind
        .or_else(|| kind_of(name, bytes))
        .ok_or(IngestError::UnknownKind)?;
    let source = Source {
        name,
        bytes,
        limits,
    };
    // A fault in another's parser must cost this file only, not the program.
    let read = catch_unwind(AssertUnwindSafe(|| match kind.read {
        Reader::Articles(read) => read(&source).map(Ok),
        Reader::Table(read) => read(&source).map(Err),
    }));
    let origin = Origin {
        file: name.to_owned(),
        sha256: sha256_hex(bytes),
        media_type: kind.media_type,
        part: String::new(),
    };
    let drafts = match read {
        Ok(Ok(Ok(drafts))) => drafts,
        Ok(Ok(Err(mut table))) => {
            table.origin = origin;
            return Ok(Content::Table(table));
        }
        Ok(Err(error)) => return Err(error),
        Err(_) => {
            return Err(IngestError::Malformed {
                kind: kind.title,
                why: "the reader gave up".to_owned(),
            });
        }
    };
    if drafts.len() > limits.articles {
        return Err(IngestError::TooMany(limits.articles));
    }
    let articles: Vec<Ingested> = drafts
        .into_iter()
        .filter_map(|draft| draft.finish(&origin, &limits))
        .collect();
    if articles.is_empty() {
        return Err(IngestError::NoText);
    }
    Ok(Content::Articles(articles))
}

/// A file's characters, in the encoding that it names or in the one that is detected.
fn decoded(bytes: &[u8], named: Option<&str>) -> Result<(String, Option<String>), IngestError> {
    let obeyed = named.and_then(|named| decode::decode(bytes, Some(named)).ok());
    let decoded = match obeyed {
        Some(decoded) => decoded,
        None => decode::decode(bytes, None)?,
    };
    let notice = decoded.malformed.then(|| {
        format!(
            "Some bytes are no characters of {} and stand as �.",
            decoded.encoding
        )
    });
    Ok((decoded.text.as_str().to_owned(), notice))
}
