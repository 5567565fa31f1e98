//! A codebook that was imported from a file of any format, and the errors of importing and exporting.
//!
//! It must not know the formats: `csv` and `qdc` return these types, and `exchange` selects between
//! the two.

use std::io;

use super::CodebookError;
use crate::csv::CsvError;
use crate::decode::DecodeError;
use crate::model::Codebook;

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
