//! Imports articles from other kinds of files: bytes in, plain texts with their fields out.
//!
//! ```text
//! bytes -> kind -> drafts (paragraphs and fields) -> press splits -> Ingested
//!             \--> table (rows and columns, mapped by the analyst) --^
//! ```
//!
//! A kind is one file in this folder and one line in [`ALL`] (and a case in [`kind_of`] if its first bytes tell it); the dialog, the command line and the
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
//! articles under unused names, with their fields and their origin in the sidecars;
//! `jobs/batch_create` writes them, and those of an imported dataset, to disk many at a time.

// Other crates, imported under the names that they have everywhere.
use demarche_model as model;
use demarche_store as store;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::store::decode::DecodeError;

use crate::store::hash::sha256_hex;

use encodings::decoded;

pub mod draft;

mod markup;

mod paragraph_list;

mod tidied;

pub mod dates;

mod month_names;

mod limits;

mod encodings;

mod rare_encodings;

mod words;

mod wrapped_lines;

mod html;

mod page_source;

mod page_clutter;

mod page_fields;

mod archive;

mod docx;

mod odt;

mod epub;

mod rtf;

mod pdf;

mod pdf_lines;

mod pdf_markup;

mod right_to_left;

mod lines;

mod mail;

mod outlook;

mod news_xml;

mod records;

mod text;

pub mod table;

mod csv_table;

mod column_roles;

mod json_table;

mod xlsx;

#[cfg(feature = "parquet")]
mod parquet_table;

mod press_archives;

pub mod near_duplicates;

pub mod dedupe;

pub mod names;

#[cfg(test)]
mod hostile_tests;

#[cfg(test)]
mod golden_tests;

#[cfg(test)]
mod document_tests;

pub use draft::{ArticleDraft, ImportOrigin, Ingested};
pub use limits::Limits;
pub use markup::{MarkedText, Markup};
pub use paragraph_list::ParagraphList;
pub use records::ReadBeside;
pub use table::Table;
pub use text::EXPORT as TEXT_EXPORT;

/// A kind of file that can be imported.
pub struct FileKind {
    /// The name on the command line.
    pub name: &'static str,
    /// The title in dialogs.
    pub title: &'static str,
    /// The file extensions, in lower case.
    pub extensions: &'static [&'static str],
    /// The media type that is recorded with each article.
    pub media_type: &'static str,
    read: ReadFunction,
}

impl FileKind {
    /// The articles of a file that is in another, a table with one for each row.
    fn articles(&self, source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
        match &self.read {
            ReadFunction::Articles(read) => read(source),
            ReadFunction::Table(read) => read(source).map(|table| table.drafts(&source.limits)),
        }
    }
}

/// The function that reads a kind of file.
enum ReadFunction {
    Articles(fn(&SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError>),
    Table(fn(&SourceFile<'_>) -> Result<Table, IngestError>),
}

/// Every kind, in the order in which lists show them.
pub const ALL: &[FileKind] = &[
    html::KIND,
    mail::MHTML,
    docx::KIND,
    odt::KIND,
    epub::KIND,
    rtf::KIND,
    pdf::KIND,
    mail::EML,
    mail::MBOX,
    outlook::KIND,
    news_xml::KIND,
    records::RIS,
    records::BIBTEX,
    records::CSL,
    csv_table::CSV,
    csv_table::TSV,
    json_table::JSONL,
    json_table::JSON,
    xlsx::KIND,
    #[cfg(feature = "parquet")]
    parquet_table::KIND,
    text::KIND,
];

/// A file to be read.
pub struct SourceFile<'a> {
    /// The file name, without a folder.
    pub name: &'a str,
    pub bytes: &'a [u8],
    pub limits: Limits,
}

/// The contents of a file.
#[derive(Clone, Debug)]
pub enum Content {
    Articles(Vec<Ingested>),
    /// A table with one article per row; [`Table::articles`] makes the articles.
    Table(Table),
}

/// Why a file cannot be imported.
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
    #[error("it is a {0}, which is not read: {1}")]
    OldDocument(&'static str, &'static str),
    #[error(
        "it is plain text, which needs no import: put it into the project, or name the file itself"
    )]
    PlainText,
    #[error("files of the kind .{0} are not read")]
    OtherKind(String),
    #[error("it is a link, and links in folders are not followed")]
    Link,
    #[error("{count} more files were not read: at most {most} are read at once")]
    TooManyFiles { count: usize, most: usize },
    #[error("it has no text layer, only pictures of pages: run it through text recognition first")]
    NoTextLayer,
    #[error("no text was found in it")]
    NoText,
    #[error("it cannot be read as {kind} ({why})")]
    Malformed { kind: &'static str, why: String },
    #[error(transparent)]
    Decode(#[from] DecodeError),
}

/// The extensions of all kinds, for the message about an unsupported file.
fn known_extensions() -> String {
    let all: Vec<&str> = ALL
        .iter()
        .flat_map(|kind| kind.extensions.iter().copied())
        .collect();
    all.join(", ")
}

/// The kind with this name on the command line.
pub fn by_name(name: &str) -> Option<&'static FileKind> {
    ALL.iter().find(|kind| kind.name == name)
}

/// The first bytes of the files of old Office programs, of messages of Outlook, and of Office
/// documents with a password.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Why a file of no known kind is not read, and what to do; `start` are its first bytes.
pub fn unknown(name: &str, start: &[u8]) -> IngestError {
    if start.starts_with(OLE) {
        return old_document(name, start);
    }
    match name.rsplit_once('.') {
        Some((_, extension)) => IngestError::OtherKind(extension.to_ascii_lowercase()),
        None => IngestError::UnknownKind,
    }
}

/// The stream by which a message of Outlook is known.
const MESSAGE: &str = "__properties_version1.0";

/// Whether a file of an old Office program names a stream.
fn has_stream(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Whether a file of an old Office program is a message of Outlook.
fn is_message(name: &str, bytes: &[u8]) -> bool {
    let named = by_extension(name).is_some_and(|kind| kind.name == outlook::KIND.name);
    named || has_stream(bytes, MESSAGE)
}

/// Why a file of an old Office program is not read, and what to do.
fn old_document(name: &str, bytes: &[u8]) -> IngestError {
    let holds = |name: &str| has_stream(bytes, name);
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let extension = extension.unwrap_or_default().to_ascii_lowercase();
    if holds("EncryptedPackage") {
        IngestError::Protected
    } else if extension == "xls" || holds("Workbook") {
        IngestError::OldDocument("Excel table in the old format", "save it as .xlsx or .csv")
    } else {
        IngestError::OldDocument("document in the old Office format", "save it as .docx")
    }
}

/// Whether a file is plain text, judged by its name.
pub fn is_text(name: &str) -> bool {
    by_extension(name).is_some_and(|kind| kind.name == text::KIND.name)
}

/// Whether a file is imported rather than opened, judged by its name.
pub fn is_importable(name: &str) -> bool {
    by_extension(name).is_some_and(|kind| kind.name != text::KIND.name)
}

fn by_extension(name: &str) -> Option<&'static FileKind> {
    let (_, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    ALL.iter()
        .find(|kind| kind.extensions.contains(&extension.as_str()))
}

/// Detects the kind of a file: by its first bytes, or else by its name.
pub fn kind_of(name: &str, bytes: &[u8]) -> Option<&'static FileKind> {
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
    if bytes.starts_with(OLE) {
        // Documents of other old programs are refused by name in `read`.
        return match has_stream(bytes, MESSAGE) {
            true => Some(&outlook::KIND),
            false => named,
        };
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let has = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        // The names are uncompressed text in front of the compressed parts.
        return if has(b"application/epub+zip") {
            Some(&epub::KIND)
        } else if has(b"word/") && has(b"[Content_Types].xml") {
            Some(&docx::KIND)
        } else if has(b"opendocument.text") {
            Some(&odt::KIND)
        } else if has(b"xl/workbook.xml") {
            Some(&xlsx::KIND)
        } else {
            named
        };
    }
    if named.is_some_and(|kind| kind.name == json_table::JSON.name) && records::is_csl(bytes) {
        return Some(&records::CSL);
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

/// The names of the files that are attached to the records of a literature list, relative to the list; none if the
/// file is no such list.
pub fn attachments(name: &str, bytes: &[u8], limits: Limits) -> Vec<String> {
    let Some(kind) = kind_of(name, bytes) else {
        return Vec::new();
    };
    let source = SourceFile {
        name,
        bytes,
        limits,
    };
    let found = catch_unwind(AssertUnwindSafe(|| records::attachments(kind, &source)));
    found.unwrap_or_default()
}

/// Whether a file may be a literature list, judged by its name and its first bytes.
pub fn may_have_attachments(name: &str, start: &[u8]) -> bool {
    let lists = [records::RIS.name, records::BIBTEX.name, records::CSL.name];
    kind_of(name, start).is_some_and(|kind| lists.contains(&kind.name))
}

/// The same as [`read`] for a file that may name others beside it.
///
/// # Errors
/// As [`read`].
pub fn read_with(
    name: &str,
    bytes: &[u8],
    kind: Option<&'static FileKind>,
    limits: Limits,
    beside: &mut ReadBeside<'_>,
) -> Result<Content, IngestError> {
    let kind = kind.or_else(|| kind_of(name, bytes));
    let Some(found) = kind.filter(|_| bytes.len() as u64 <= limits.file_bytes) else {
        return read(name, bytes, kind, limits);
    };
    let source = SourceFile {
        name,
        bytes,
        limits,
    };
    let origin = ImportOrigin {
        file: name.to_owned(),
        sha256: sha256_hex(bytes),
        media_type: found.media_type,
        part: String::new(),
    };
    let with = || records::with_attachments(found, &source, &origin, beside);
    match catch_unwind(AssertUnwindSafe(with)) {
        Ok(Some(content)) => content,
        Ok(None) => read(name, bytes, kind, limits),
        Err(_) => Err(IngestError::Malformed {
            kind: found.title,
            why: "the reader gave up".to_owned(),
        }),
    }
}

/// Reads a file, as the given kind or as the detected one.
///
/// # Errors
/// If the file has no known kind, is damaged, exceeds the limits, or holds no text.
pub fn read(
    name: &str,
    bytes: &[u8],
    kind: Option<&'static FileKind>,
    limits: Limits,
) -> Result<Content, IngestError> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(IngestError::TooLarge(limits.file_bytes));
    }
    let is_message = is_message(name, bytes) || kind.is_some_and(|k| k.name == outlook::KIND.name);
    if bytes.starts_with(OLE) && !is_message {
        return Err(old_document(name, bytes));
    }
    let kind = kind
        .or_else(|| kind_of(name, bytes))
        .ok_or(IngestError::UnknownKind)?;
    let source = SourceFile {
        name,
        bytes,
        limits,
    };
    // A panic in the parser of a dependency must cost only this file, not the program.
    let read = catch_unwind(AssertUnwindSafe(|| match kind.read {
        ReadFunction::Articles(read) => read(&source).map(Ok),
        ReadFunction::Table(read) => read(&source).map(Err),
    }));
    let origin = ImportOrigin {
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
