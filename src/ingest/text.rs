//! Reads plain text in any encoding, and plain-text exports of newspaper archives.

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

fn read(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    let (text, notice) = decoded(source.bytes, None)?;
    let mut drafts =
        press_archives::split(text.lines()).unwrap_or_else(|| vec![ArticleDraft::of_lines(&text)]);
    for draft in &mut drafts {
        draft.notices.extend(notice.clone());
    }
    Ok(drafts)
}
