//! Imports and exports codebooks in the formats of other programs, and reports what these cannot
//! store.
//!
//! The file extension selects the format: `json` is our own and stores everything, `csv` is for
//! spreadsheets, `qdc` is the REFI-QDA exchange format of programs for qualitative analysis.

use std::io;
use std::path::Path;

use super::csv::RowError;
use super::qdc::QdcError;
use super::{CodebookError, CodebookFile, csv, qdc};
use crate::atomic;
use crate::csv::CsvError;
use crate::decode::DecodeError;
use crate::model::Codebook;

/// The formats that are read and written, by file extension.
pub const EXTENSIONS: [&str; 3] = ["json", "csv", "qdc"];

/// The largest file that is read, in bytes.
const LIMIT_BYTES: u64 = 16 << 20;

/// A codebook that was read from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    pub codebook: Codebook,
    /// Differences between the file and what a codebook can store, in words.
    pub notes: Vec<String>,
}

/// Why a codebook cannot be imported or exported.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    #[error("its name must end with .json, .csv or .qdc")]
    UnknownForm,
    #[error("the file could not be read ({0})")]
    Io(#[from] io::Error),
    #[error(transparent)]
    Json(#[from] CodebookError),
    #[error("line {line}: {why}")]
    Csv { line: usize, why: String },
    #[error("line {line}: {source}")]
    Row { line: usize, source: RowError },
    #[error(transparent)]
    Decode(#[from] DecodeError),
    #[error("it is not a REFI-QDA codebook: {0}")]
    Qdc(#[from] QdcError),
}

impl From<CsvError> for ExchangeError {
    fn from(CsvError { line, why }: CsvError) -> Self {
        Self::Csv { line, why }
    }
}

/// Reads a codebook in the format of the file's extension.
///
/// # Errors
/// If the format is unknown or the file cannot be read.
pub fn read_file(path: &Path) -> Result<Imported, ExchangeError> {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let (bytes, _) = atomic::read(path, LIMIT_BYTES)?;
    read(&bytes, extension.as_deref().unwrap_or_default())
}

/// Parses the bytes of a codebook in one of the formats.
///
/// # Errors
/// If the format is unknown or the bytes are not in it.
pub fn read(bytes: &[u8], extension: &str) -> Result<Imported, ExchangeError> {
    match extension {
        "json" => Ok(Imported {
            codebook: super::read(bytes)?.codebook,
            notes: Vec::new(),
        }),
        "csv" => csv::read(bytes),
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
