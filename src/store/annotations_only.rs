//! Reads the contents of many articles without what saving them needs: no hash, no stamp.

use std::io;
use std::path::Path;

use super::sidecar::{self, SidecarError, SourceFacts};
use super::{atomic, decode};
use crate::io_reason::reason;
use crate::model::{Document, Text};

/// Why annotations could not be read.
#[derive(Debug, thiserror::Error)]
pub enum AnnotationsError {
    #[error("the annotations could not be read ({})", reason(.0))]
    File(#[from] io::Error),
    #[error("the annotations could not be read: {0}")]
    Sidecar(#[from] SidecarError),
}

/// Reads the annotations of an article that is plain UTF-8; the sidecar need not exist.
///
/// Returns `None` if the sidecar names another encoding; the article must be opened then. The
/// function assumes that the article has not changed since; quotes are checked as always.
///
/// # Errors
/// If the sidecar exists and cannot be read.
pub fn read_annotations(text: &str, sidecar: &Path) -> Result<Option<Document>, AnnotationsError> {
    let bytes = match atomic::read(sidecar, sidecar::MAX_FILE_BYTES) {
        Ok((bytes, _)) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(Some(Document::new(Text::new(text))));
        }
        Err(error) => return Err(error.into()),
    };
    let read = sidecar::read(&bytes)?;
    let named = decode::encoding_name(&read.header.encoding);
    if named.is_ok_and(|name| name != "utf-8") {
        return Ok(None);
    }
    let header = read.header.clone();
    let facts = SourceFacts {
        file: &header.file,
        sha256: &header.sha256,
        encoding: &header.encoding,
        old_text: None,
    };
    Ok(Some(read.place(&Text::new(text), facts).document))
}
