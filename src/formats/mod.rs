//! Dataset formats: what Demarche writes for other programs, and reads from them.
//!
//! A format is one file in this folder and one line in [`ALL`], or in [`ONLY_READ`]; the dialog, the palette, the
//! command line, the loss report and the round-trip test use it. Start with [`Format`], then [`jsonl`].
//!
//! A writer reports what its format cannot hold: it enters every annotation that is dropped, cut,
//! widened, flattened or renamed into [`Losses`] with the reason. Offsets are computed from the
//! article's text in the unit that the format counts in, and the covered text is written wherever
//! the format has a field for it.
//!
//! It depends on `store`, because the JSON Lines format uses the same lines as the sidecar.
//!
//! This module knows no path: input files are names with something that opens them, articles are
//! handed to an [`ImportSink`], and output files go to an [`Output`].
//!
//! # How datasets are written and read
//!
//! The `About` of a `Format` says what the format is for, what it can hold and which tokenizer it
//! uses; the export dialog, the command line and the tests loop over `formats::ALL`. Only
//! `formats/export_options` parses and checks the options of an export: an `ExportRequest` (text)
//! becomes `ExportOptions`, or an error for each wrong value that names the valid ones. The command
//! line prints the errors behind the flag, the dialog shows them below the field; filters of other
//! commands use the same parsers. The dialog holds an `ExportChoice`, which the project also saves.
//! After each change of it a job computes a preview of the dataset: of the first articles at once,
//! then of all. The files of a dataset are written beside their destination and moved there
//! together (`jobs/staging`), so that none is held in memory and none is left incomplete; worker
//! threads render articles in parallel (`formats/rendered`), and the articles are written in their
//! order while the next are rendered. Tables are written one after the other, and each row is made
//! from the articles when it is written. A repeated export replaces only files that a ledger in
//! the user's state folder lists as ours and unchanged.
//!
//! An import opens a dataset file by file, JSON object by object (`formats/rows`), and a reader
//! hands each article to an `ImportSink` as soon as it has it, so that one article or one file is in
//! memory. A list of annotations is kept as text and parsed item by item, since as JSON values or
//! elements of XML each would take many times its bytes in the file. For tables the reader
//! indexes where the rows of each document are (`formats/tables/read`) and reads them when it
//! reaches the document. A Parquet file is in memory as it is on disk, and of each column a page
//! (`formats/parquet_rows`). Only REFI-QDA is in memory as a whole. The window reads the dataset
//! twice: once to show a summary of its contents (`formats/dataset_summary`), and once to write its
//! articles, which never replace
//! existing ones. What it adds to the codebook and the entities is one undo step.

// Other crates, imported under the names that they have everywhere.
use demarche_analysis as analysis;
use demarche_model as model;
use demarche_store as store;

use std::io::{self, Write};

use crate::model::{Codebook, Document, EntityBook};
use crate::store::io_reason::reason;
use crate::store::sidecar::{Header, SidecarNotice};

use tokens::Tokenizer;
use unzipped::UnzippedFiles;

pub mod jsonl;

pub mod brat;

pub mod conll;

pub mod spacy;

pub mod hf;

pub mod prodigy;

pub mod doccano;

pub mod label_studio;

pub mod chat;

pub mod cas;

pub mod webanno;

pub mod gate;

pub mod w3c;

pub mod argilla;

pub mod refi;

pub mod conllu;

pub mod labelbuddy;

pub mod hypothesis;

pub mod inception;

pub mod docbin;

pub mod dna;

pub mod tables;

pub mod graph;

pub mod statement_network;

#[cfg(feature = "xlsx")]
pub mod workbook;

mod supports;

mod losses;

pub mod report;

mod input;

mod filter;

mod export_duplicates;

pub mod export_options;

mod options;

mod output;

pub mod split;

pub mod shards;

pub mod merge_lines;

pub mod part_files;

pub mod tokens;

mod iob;

mod flat;

mod names;

mod draft;

mod pieces;

mod features;

mod per_file;

mod rendered;

mod occurrences;

mod offsets;

mod relocate;

mod json;

mod coders;

pub mod codings;

mod account;

mod leftovers;

mod metadata;

mod rows;

mod weighed;

mod dataset_row;

mod class_names;

#[cfg(feature = "parquet")]
mod parquet_rows;

pub mod data_card;

mod guess;

mod declared_labels;

pub mod unzipped;

mod dataset_summary;

#[cfg(test)]
mod harness_tests;

#[cfg(test)]
mod border_tests;

#[cfg(test)]
mod options_tests;

#[cfg(test)]
mod foreign_tests;

#[cfg(test)]
mod account_tests;

#[cfg(test)]
mod coding_tests;

#[cfg(test)]
mod account_binary_tests;

pub use coders::{code as coder_code, distinct as coder_codes};
pub use dataset_summary::DatasetSummary;
pub use export_duplicates::Dedupe;
pub use filter::Filter;
pub use guess::{Guess, guess, guess_counted};
pub use input::{ImportSink, InputFile, MAX_FILE_BYTES, Opens, Seekable, TakeArticle};
pub use losses::{Loss, LossKind, Losses, LostItem};
pub use names::{NAME_BYTES, safe_path, safe_path_within};
pub use options::WriteOptions;
pub use output::{Beginnings, MemoryOutput, OneFile};
pub use report::{PlacedLoss, Report};
pub use split::DatasetPart;
pub use supports::Supports;

/// Every format, in the order in which lists show them.
pub const ALL: &[&dyn Format] = &[
    &jsonl::Jsonl,
    &brat::Brat,
    &conll::Conll::CONLL2003,
    &conll::Conll::CONLL2002,
    &conll::Conll::BILOU,
    &conllu::Conllu::PLAIN,
    &spacy::Spacy,
    &docbin::DocBin,
    &hf::HuggingFace,
    &prodigy::Prodigy,
    &doccano::Doccano,
    &labelbuddy::Labelbuddy,
    &label_studio::LabelStudio,
    &chat::Chat,
    &cas::CasFormat::XMI,
    &cas::CasFormat::JSON,
    &webanno::WebannoTsv,
    &gate::Gate::XML,
    &gate::Gate::BDOC,
    &w3c::WebAnnotations,
    &argilla::Argilla,
    &refi::RefiQda,
    &tables::Tables::CSV,
    &tables::Tables::EXCEL,
    #[cfg(feature = "parquet")]
    &tables::Tables::PARQUET,
    &graph::Graph::GRAPHML,
    &graph::Graph::GRAPHML_MENTIONS,
    &graph::Graph::GEXF,
    &graph::Graph::GEXF_MENTIONS,
];

/// The formats that are only read, in the order in which lists show them.
pub const ONLY_READ: &[&dyn Format] = &[
    &conllu::Conllu::WITH_WORDS,
    &hypothesis::Hypothesis,
    &inception::Inception,
    &dna::Dna,
];

/// Every format that is read, in the order in which lists show them.
pub fn readers() -> impl Iterator<Item = &'static dyn Format> {
    let both = ALL.iter().filter(|format| format.about().reads);
    both.chain(ONLY_READ).copied()
}

/// The format with this name that is read.
pub fn reader(name: &str) -> Option<&'static dyn Format> {
    readers().find(|format| format.about().name == name)
}

/// The format with this name that is written.
pub fn by_name(name: &str) -> Option<&'static dyn Format> {
    ALL.iter()
        .copied()
        .find(|format| format.about().name == name)
}

/// Whether a dataset of this format is a folder: it has several files, or is split into parts or
/// shards.
pub fn is_folder(format: &dyn Format, is_split: bool) -> bool {
    format.about().files == Files::Several || is_split
}

/// A dataset format.
pub trait Format: Sync {
    /// The metadata of the format, which is known before anything is written.
    fn about(&self) -> &About;

    /// Writes articles, and records their losses in `losses`.
    ///
    /// # Errors
    /// If the output fails, this format cannot represent the articles at all, or it is only read.
    fn write(
        &self,
        _articles: &[ArticleRef<'_>],
        _options: &WriteOptions,
        _output: &mut dyn Output,
        _losses: &mut Losses,
    ) -> Result<(), FormatError> {
        let why = format!("the format “{}” is only read", self.about().name);
        Err(FormatError::Unwritable(why))
    }

    /// Whether it is tried where the format of a dataset is detected.
    fn is_guessed(&self) -> bool {
        true
    }

    /// Whether the names of the files tell that they are a dataset of this format.
    fn is_certain(&self, _files: &[InputFile<'_>]) -> bool {
        false
    }

    /// The schema of the tables if the format has any: table, column and type. It is the same in
    /// all files of a table.
    fn schema(&self) -> Vec<[&'static str; 3]> {
        Vec::new()
    }

    /// Whether [`Format::write`] distributes articles to shards, and [`Format::join`] joins
    /// exports.
    fn writes_shards(&self) -> bool {
        false
    }

    /// Joins exports of disjoint parts of one project's articles to what one run would have
    /// written, except for the data card.
    ///
    /// # Errors
    /// If a file cannot be read or written, the parts do not belong together, or this format has
    /// no shards.
    fn join(
        &self,
        _parts: &[Vec<InputFile<'_>>],
        _output: &mut dyn Output,
    ) -> Result<(), FormatError> {
        let why = format!("the format “{}” has no shards", self.about().name);
        Err(FormatError::NotJoined(why))
    }

    /// Reads articles from the files of a dataset and hands them to the [`ImportSink`] one by one.
    ///
    /// # Errors
    /// If the files do not have this format, or the intake fails.
    fn read_into(
        &self,
        files: &[InputFile<'_>],
        _intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        let file = files.first().map_or("", |file| file.name);
        Err(FormatError::Unreadable {
            file: file.to_owned(),
            line: 0,
            why: format!("the format “{}” is only written", self.about().name),
        })
    }

    /// Reads a dataset into memory.
    ///
    /// # Errors
    /// If the files do not have this format.
    fn read(&self, files: &[InputFile<'_>]) -> Result<ImportedDataset, FormatError> {
        let mut articles = Vec::new();
        let mut take = |article| {
            articles.push(article);
            Ok(())
        };
        let mut intake = ImportSink::new(&mut take);
        let unzipped = UnzippedFiles::of(files);
        unzipped.read(&mut intake, |files, intake| self.read_into(files, intake))?;
        intake.end();
        let ImportSink {
            entities,
            codebook,
            losses,
            ..
        } = intake;
        Ok(ImportedDataset {
            articles,
            entities,
            codebook,
            losses,
        })
    }
}

/// The metadata of a format: its names for lists, and its capabilities.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// The name on the command line: `jsonl`, `conll2003`.
    pub name: &'static str,
    /// The title in dialogs: `JSON Lines, one article a line`.
    pub title: &'static str,
    /// The purpose for which people choose it, in a few words: `spaCy: train a model`. No two are
    /// the same.
    pub purpose: &'static str,
    /// The group in which dialogs list it.
    pub group: Group,
    /// The extension of its files, without the dot.
    pub extension: &'static str,
    /// Whether all articles go into one file.
    pub files: Files,
    /// The capabilities. [`Supports::missing`] describes the missing ones in words.
    pub supports: Supports,
    /// Whether [`Format::read`] is implemented.
    pub reads: bool,
    /// The default tokenizer; `None` if the format is not token-based.
    pub tokenizer: Option<Tokenizer>,
}

/// What a dataset is for, in few kinds: formats are listed by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Keep,
    Count,
    Annotate,
    Train,
    Network,
    Publish,
}

impl Group {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 6] = [
        Self::Keep,
        Self::Count,
        Self::Annotate,
        Self::Train,
        Self::Network,
        Self::Publish,
    ];

    /// Its heading in dialogs.
    pub fn title(self) -> &'static str {
        match self {
            Self::Keep => "Backup",
            Self::Count => "Tables and statistics",
            Self::Annotate => "Other annotation tools",
            Self::Train => "Training models",
            Self::Network => "Networks",
            Self::Publish => "The web",
        }
    }
}

/// How many files a dataset has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Files {
    /// One file for all articles; it can go to standard output.
    One,
    /// One or several files for each article, or several related files.
    Several,
}

/// An article to be written.
#[derive(Clone, Copy, Debug)]
pub struct ArticleRef<'a> {
    /// Its name in the project, with slashes.
    pub name: &'a str,
    pub document: &'a Document,
    pub header: &'a Header,
}

/// The destination of the files of a dataset.
pub trait Output {
    /// Begins a file with this name, which may contain slashes; the previous file is complete.
    ///
    /// # Errors
    /// If the file cannot be created.
    fn file(&mut self, name: &str) -> io::Result<&mut dyn Write>;
}

/// A dataset that was read into memory.
#[derive(Clone, Debug, Default)]
pub struct ImportedDataset {
    pub articles: Vec<ImportedArticle>,
    /// The entities of the dataset.
    pub entities: EntityBook,
    /// The labels that the dataset declares, if it does.
    pub codebook: Option<Codebook>,
    /// The content of the dataset that we cannot store, and the errors in it.
    pub losses: Losses,
}

/// An article that was read from a dataset.
#[derive(Clone, Debug)]
pub struct ImportedArticle {
    /// The article's name, with slashes.
    pub name: String,
    pub document: Document,
    pub header: Header,
    /// The problems in the article.
    pub notices: Vec<SidecarNotice>,
    /// Whether others have coded the same article.
    pub coding: CodingOf,
}

/// Which coding of its article an imported one is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CodingOf {
    /// The only one that is known.
    #[default]
    Only,
    /// One of several: the coder's name goes into the name of its sidecar, and other codings of the
    /// same article, with the same name and text, get sidecars beside it.
    Several,
}

/// Why a dataset could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    #[error("the dataset could not be written ({}): check space and permissions", reason(.0))]
    Io(#[from] io::Error),
    #[error("the dataset cannot be written: {0}")]
    Unwritable(String),
    #[error("the parts cannot be joined: {0}")]
    NotJoined(String),
    #[error("{0}")]
    NotTaken(String),
    #[error("line {line}: the dataset could not be read: {why}: {file}")]
    Unreadable {
        file: String,
        /// Counted from 1; 0 if there is no line.
        line: usize,
        why: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;
    use crate::store::sidecar;

    /// A format that can hold everything must return everything, whichever format it is.
    #[test]
    fn formats_that_hold_everything_come_back_whole() {
        let text = Text::new(include_str!("../../tests/data/golden.txt"));
        let bytes = include_bytes!("../../tests/data/golden.txt.ann.json");
        let parsed = sidecar::read(bytes).unwrap_or_else(|e| panic!("{e}"));
        let header = parsed.header.clone();
        let facts = sidecar::SourceFacts {
            file: &header.file,
            sha256: &header.sha256,
            encoding: &header.encoding,
            old_text: None,
        };
        let placed = parsed.place(&text, facts);
        let article = ArticleRef {
            name: "articles/golden.txt",
            document: &placed.document,
            header: &placed.header,
        };
        // Compare as values: a format may put unknown fields of the header on one line.
        let whole = |document: &Document, header: &Header| -> serde_json::Value {
            let bytes = sidecar::Snapshot::new(document, &header.clone().into()).to_bytes();
            serde_json::from_slice(&bytes).expect("it is JSON")
        };
        for format in ALL {
            let (mut output, mut losses) = (MemoryOutput::default(), Losses::default());
            let options = WriteOptions::default();
            format
                .write(&[article], &options, &mut output, &mut losses)
                .unwrap_or_else(|e| panic!("{}: {e}", format.about().name));
            assert!(format.about().files == Files::Several || output.files().len() == 1);
            let same = ALL
                .iter()
                .filter(|f| f.about().purpose == format.about().purpose);
            assert_eq!(same.count(), 1, "{}", format.about().purpose);
            let found = by_name(format.about().name).map(|found| found.about().title);
            assert_eq!(found, Some(format.about().title));
            if !format.about().reads || !format.about().supports.missing().is_empty() {
                continue;
            }
            assert!(losses.is_empty());
            let files: Vec<InputFile<'_>> = output
                .files()
                .iter()
                .map(|(name, bytes)| InputFile::new(name, bytes))
                .collect();
            let imported = format.read(&files).unwrap_or_else(|e| panic!("{e}"));
            let [back] = imported.articles.as_slice() else {
                panic!("one article");
            };
            assert_eq!(back.name, article.name);
            assert_eq!(
                whole(&back.document, &back.header),
                whole(article.document, article.header)
            );
        }
    }
}
