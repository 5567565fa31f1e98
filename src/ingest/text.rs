//! Reads plain text in any encoding, and plain-text exports of newspaper archives.

use super::wrapped_lines::unwrapped;
use super::{
    ArticleDraft, FileKind, IngestError, ReadFunction, SourceFile, decoded, press_archives,
};

pub const KIND: FileKind = FileKind {
    name: "txt",
    title: "Plain text",
    extensions: &["txt", "text", "md"],
    media_type: "text/plain",
    read: ReadFunction::Articles(read),
};

/// Plain text in a folder: it is imported only if it is an archive's export, since other texts are
/// articles already.
pub const EXPORT: FileKind = FileKind {
    name: "press-export",
    title: "Export of a newspaper archive",
    extensions: KIND.extensions,
    media_type: KIND.media_type,
    read: ReadFunction::Articles(read_export),
};

fn read_export(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    let (text, notice) = decoded(source.bytes, None)?;
    let mut drafts =
        press_archives::split(unwrapped(&text).iter()).ok_or(IngestError::PlainText)?;
    if let Some(first) = drafts.first_mut() {
        first.notices.extend(notice);
    }
    Ok(drafts)
}

fn read(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    let (text, notice) = decoded(source.bytes, None)?;
    let paragraphs = unwrapped(&text);
    let mut drafts = press_archives::split(paragraphs.iter()).unwrap_or_else(|| {
        vec![ArticleDraft {
            paragraphs,
            ..ArticleDraft::default()
        }]
    });
    if let Some(first) = drafts.first_mut() {
        first.notices.extend(notice);
    }
    Ok(drafts)
}
