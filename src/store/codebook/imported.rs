//! A codebook that was imported from a file of any format, and the errors of importing and exporting.
//!
//! It must not know the formats: `csv` and `qdc` return these types, and `exchange` selects between
//! the two.

use std::io;

use super::CodebookError;
use crate::csv::CsvError;
use crate::decode::DecodeError;
use crate::io_reason::reason;
use crate::model::Codebook;
use crate::xml::XmlError;

/// A codebook that was read from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedCodebook {
    pub codebook: Codebook,
    /// Differences between the file and what a codebook can store, in words.
    pub notes: Vec<String>,
}

/// Why a codebook cannot be imported or exported.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    #[error("its name must end with .json, .csv, .tsv, .txt or .qdc")]
    UnknownForm,
    #[error("the file could not be read ({})", reason(.0))]
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

/// Why a row cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowError {
    #[error("there is no column “row”")]
    NoRowColumn,
    #[error("the {row} has no id")]
    NoId { row: String },
    #[error("“{0}” is not a colour such as #2563B0")]
    NoColor(String),
    #[error("its parent “{0}” does not stand above it")]
    NoParent(String),
    #[error("“{value}” is not one of {valid}")]
    UnknownValue { value: String, valid: String },
    #[error("“{0}” is not a kind of attribute")]
    UnknownAttributeKind(String),
    #[error("“{0}” is not a kind of row")]
    UnknownRowKind(String),
}

/// Why a `.qdc` is not a REFI-QDA codebook.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QdcError {
    #[error(transparent)]
    Xml(#[from] XmlError),
    #[error("there is no element CodeBook")]
    NoCodebook,
    #[error("it has more than {0} codes")]
    TooMany(usize),
    #[error("there is no code in it")]
    NoCode,
    #[error("line {line}: a code has no name")]
    NoName { line: usize },
}
