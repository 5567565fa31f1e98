//! What the list of articles shows of an article that has not been opened.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use super::article::OpenError;
use super::decode::{self, DecodeError};
use super::sidecar::{self, Peek};
use crate::model::Codebook;

/// Bytes of an article that are looked at.
const PROBE_BYTES: u64 = 8 << 10;

/// Looks whether an article can be opened, and skims its sidecar, which need not exist. The codebook
/// says what is required of annotations.
///
/// Only the first bytes of the article are read, so a fault further on shows when it is opened.
///
/// # Errors
/// Those of opening the article.
pub fn glance(article: &Path, sidecar: &Path, codebook: &Codebook) -> Result<Peek, OpenError> {
    let unreadable = |source| OpenError::Article {
        path: article.to_owned(),
        source,
    };
    let no_text = |source| OpenError::Decode {
        path: article.to_owned(),
        source,
    };
    let file = File::open(article).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    let limit = decode::DEFAULT_LIMIT_BYTES;
    if size > limit {
        return Err(no_text(DecodeError::TooLarge { size, limit }));
    }
    let mut head = Vec::new();
    file.take(PROBE_BYTES)
        .read_to_end(&mut head)
        .map_err(unreadable)?;
    // The cut may split a character, which is no fault of the file; that it is no text shows.
    if let Err(error @ DecodeError::NotText { .. }) = decode::decode(&head, None) {
        return Err(no_text(error));
    }
    let bytes = match std::fs::read(sidecar) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Peek::default()),
        Err(source) => {
            return Err(OpenError::SidecarFile {
                path: sidecar.to_owned(),
                source,
            });
        }
    };
    sidecar::peek(&bytes, codebook).map_err(|source| OpenError::Sidecar {
        path: sidecar.to_owned(),
        source,
    })
}
