//! Reads the ZIP archives that DOCX, ODT and EPUB are, and the XML in them, within limits.
//!
//! Parts are looked up by name and unpacked into memory, never to disk. An archive that names files
//! outside of itself (path traversal) is rejected all the same: nobody makes one by accident.

use std::io::Cursor;

use zip::ZipArchive;

use super::{IngestError, Limits};
use crate::store::unpack::{UnpackError, UnpackGuard, UnpackLimits};
use crate::store::xml::{self, XmlError, XmlEvent, XmlFault};

/// A part may always be this large, in bytes: text of one repeated letter compresses well.
const ALWAYS_ALLOWED: u64 = 1 << 20;

/// An open archive, with the quota of bytes that may still be unpacked.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    kind: &'static str,
    guard: UnpackGuard,
}

impl<'a> Archive<'a> {
    /// Opens an archive; errors about damage name its `kind`.
    pub fn open(bytes: &'a [u8], kind: &'static str, limits: &Limits) -> Result<Self, IngestError> {
        let malformed = |error: &dyn std::fmt::Display| IngestError::Malformed {
            kind,
            why: error.to_string(),
        };
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| malformed(&error))?;
        let within = UnpackLimits {
            bytes: limits.unpacked_bytes,
            ratio: limits.ratio,
            always: ALWAYS_ALLOWED,
            parts: limits.parts,
        };
        let guard = UnpackGuard::new(within, bytes.len() as u64);
        let counted = guard.check_parts(zip.len());
        counted.map_err(|error| IngestError::Bomb(error.to_string()))?;
        for index in 0..zip.len() {
            let part = zip.by_index_raw(index).map_err(|error| malformed(&error))?;
            if part.encrypted() {
                return Err(IngestError::Protected);
            }
            let name = String::from_utf8_lossy(part.name_raw()).into_owned();
            if part.enclosed_name().is_none() || name.starts_with(['/', '\\']) {
                return Err(IngestError::Climbing(name));
            }
        }
        Ok(Self { zip, kind, guard })
    }

    /// The bytes of a part, `None` if there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, IngestError> {
        let Some(index) = self.zip.index_for_name(name) else {
            return Ok(None);
        };
        let malformed = |why: String| IngestError::Malformed {
            kind: self.kind,
            why: format!("{name}: {why}"),
        };
        let part = self
            .zip
            .by_index(index)
            .map_err(|error| malformed(error.to_string()))?;
        let packed = part.compressed_size();
        match self.guard.read(part, packed) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(UnpackError::Broken(error)) => Err(malformed(error.to_string())),
            Err(error) => Err(IngestError::Bomb(format!("{name}: {error}"))),
        }
    }

    /// A required part, as text.
    pub fn text(&mut self, name: &str) -> Result<String, IngestError> {
        let bytes = self.part(name)?.ok_or_else(|| IngestError::Malformed {
            kind: self.kind,
            why: format!("{name} is missing"),
        })?;
        Ok(super::decoded(&bytes, Some("utf-8"))?.0)
    }
}

/// Parses an XML part and hands over its events in order; errors about damage name its `kind`.
/// Undeclared entities are left out: some programs write those of HTML.
pub(super) fn each_event(
    text: &str,
    kind: &'static str,
    limits: &Limits,
    mut take: impl FnMut(XmlEvent<'_>),
) -> Result<(), IngestError> {
    let limits = xml::XmlLimits {
        depth: limits.depth,
        ..xml::XmlLimits::default()
    };
    let read = xml::each(text, limits, |_, event| {
        take(event);
        Ok::<(), XmlError>(())
    });
    read.map_err(|error| match error.fault {
        XmlFault::DocumentType => IngestError::DocumentType,
        XmlFault::TooDeep(depth) => IngestError::TooDeep(depth),
        _ => IngestError::Malformed {
            kind,
            why: error.to_string(),
        },
    })
}
