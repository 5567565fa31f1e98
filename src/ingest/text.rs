//! Plain text in any encoding, and what newspaper archives export as such.

use super::{Draft, IngestError, Kind, Reader, Source, decoded, press};

pub const KIND: Kind = Kind {
    name: "txt",
    title: "Plain text",
    extensions: &["txt", "text", "md"],
    media_type: "text/plain",
    read: Reader::Articles(read),
};

fn read(source: &Source<'_>) -> Result<Vec<Draft>, IngestError> {
    let (text, notice) = decoded(source.bytes, None)?;
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut drafts = press::split(&lines).unwrap_or_else(|| vec![Draft::of_lines(&text)]);
    for draft in &mut drafts {
        draft.notices.extend(notice.clone());
    }
    Ok(drafts)
}
