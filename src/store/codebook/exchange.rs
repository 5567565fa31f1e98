//! Codebooks in files of other programs: which there are, and what they cannot hold.
//!
//! The form is told by the file's extension: `json` is our own and holds everything, `csv` is for
//! spreadsheets, `qdc` is the REFI-QDA exchange format of programs for qualitative analysis.

use std::io;
use std::path::Path;

use super::{CodebookError, CodebookFile, csv, qdc};
use crate::atomic;
use crate::csv::CsvError;
use crate::decode::DecodeError;
use crate::model::Codebook;

/// The forms that are read and written, by file extension.
pub const EXTENSIONS: [&str; 3] = ["json", "csv", "qdc"];

/// The largest file that is read, in bytes.
const LIMIT_BYTES: u64 = 16 << 20;

/// A codebook that was read from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    pub codebook: Codebook,
    /// What the file holds and a codebook does not, or the other way round, in words.
    pub notes: Vec<String>,
}

/// Why a codebook cannot be exchanged.
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
    #[error(transparent)]
    Decode(#[from] DecodeError),
    #[error("it is not a REFI-QDA codebook: {0}")]
    Qdc(String),
}

impl From<CsvError> for ExchangeError {
    fn from(CsvError { line, why }: CsvError) -> Self {
        Self::Csv { line, why }
    }
}

/// Reads a codebook in the form that the file's name tells.
///
/// # Errors
/// If the form is not known or the file cannot be read.
pub fn read_file(path: &Path) -> Result<Imported, ExchangeError> {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let (bytes, _) = atomic::read(path, LIMIT_BYTES)?;
    read(&bytes, extension.as_deref().unwrap_or_default())
}

/// Reads the bytes of a codebook in one of the forms.
///
/// # Errors
/// If the form is not known or the bytes are not in it.
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

/// The bytes of a codebook in one of the forms.
///
/// # Errors
/// If the form is not known.
pub fn write(file: &CodebookFile, extension: &str) -> Result<Vec<u8>, ExchangeError> {
    match extension {
        "json" => Ok(file.to_bytes()),
        "csv" => Ok(csv::write(&file.codebook)?),
        "qdc" => Ok(qdc::write(&file.codebook).into_bytes()),
        _ => Err(ExchangeError::UnknownForm),
    }
}

/// What a form cannot hold of this codebook, in words.
pub fn losses(codebook: &Codebook, extension: &str) -> Vec<String> {
    match extension {
        "qdc" => qdc::losses(codebook),
        "csv" => csv::losses(codebook),
        _ => Vec::new(),
    }
}
