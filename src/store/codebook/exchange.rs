//! Imports and exports codebooks in the formats of other programs, and reports what these cannot
//! store.
//!
//! The file extension selects the format: `json` is our own and stores everything, `csv` is for
//! spreadsheets, `qdc` is the REFI-QDA exchange format of programs for qualitative analysis.

use std::path::Path;

pub use super::imported::{ExchangeError, ImportedCodebook};
use super::{CodebookFile, csv, qdc};
use crate::atomic;
use crate::model::Codebook;

/// The formats that are read and written, by file extension.
pub const EXTENSIONS: [&str; 3] = ["json", "csv", "qdc"];

/// The largest file that is read, in bytes.
const MAX_FILE_BYTES: u64 = 16 << 20;

/// Reads a codebook in the format of the file's extension.
///
/// # Errors
/// If the format is unknown or the file cannot be read.
pub fn read_file(path: &Path) -> Result<ImportedCodebook, ExchangeError> {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let (bytes, _) = atomic::read(path, MAX_FILE_BYTES)?;
    read(&bytes, extension.as_deref().unwrap_or_default())
}

/// Parses the bytes of a codebook in one of the formats.
///
/// # Errors
/// If the format is unknown or the bytes are not in it.
pub fn read(bytes: &[u8], extension: &str) -> Result<ImportedCodebook, ExchangeError> {
    match extension {
        "json" => Ok(ImportedCodebook {
            codebook: super::read(bytes)?.codebook,
            notes: Vec::new(),
        }),
        // Excel saves “Unicode text” as a table with the ending .txt.
        "csv" | "tsv" | "txt" => csv::read(bytes),
        "qdc" => qdc::read(bytes),
        _ => Err(ExchangeError::UnknownForm),
    }
}

/// The bytes of a codebook in one of the formats.
///
/// # Errors
/// If the format is unknown.
pub fn write(file: &CodebookFile, extension: &str) -> Result<Vec<u8>, ExchangeError> {
    match extension {
        "json" => Ok(file.to_bytes()),
        "csv" => Ok(csv::write(&file.codebook)?),
        "qdc" => Ok(qdc::write(&file.codebook).into_bytes()),
        _ => Err(ExchangeError::UnknownForm),
    }
}

/// What a format cannot store of this codebook (the loss report), in words.
pub fn losses(codebook: &Codebook, extension: &str) -> Vec<String> {
    match extension {
        "qdc" => qdc::losses(codebook),
        "csv" => csv::losses(codebook),
        _ => Vec::new(),
    }
}
