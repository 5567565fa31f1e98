//! Reports about files that are written for the user beside those of the project.
//!
//! They are values: the window has their texts.

use std::io;

use crate::jobs::export::ExportError;
use crate::store::codebook::exchange::ExchangeError;
use crate::store::io_reason::reason;
use crate::store::output_guard::OutputError;

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenFile {
    AnnotationsCopy,
    FieldsCopy,
    EntitiesCopy,
    CodebookCopy,
    /// A codebook in a format of the user's choice.
    Codebook,
    /// The list of what a dataset cannot hold.
    Losses,
    /// A report about agreement.
    AgreementReport,
    /// A table or a picture of results.
    Results,
    /// A copy of a journal, of which so many changes do not fit any more.
    Journal {
        refused: usize,
    },
    /// Nothing: a folder that could not be shown.
    Folder,
    /// Nothing: the folder of the log, which could not be shown.
    LogFolder,
}

/// Why it was not written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    #[error(transparent)]
    Output(#[from] OutputError),
    #[error(transparent)]
    Codebook(#[from] ExchangeError),
    #[error(transparent)]
    Losses(#[from] ExportError),
    #[error("{}", reason(.0))]
    Io(#[from] io::Error),
}
