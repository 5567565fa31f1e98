//! What is fuzzed: every reader of files that others may have written, and what must be true of
//! whatever it reads.
//!
//! ```text
//! input = a letter, which chooses a reader of the family, and the file; or several files, each
//!         behind a line that begins with a zero byte and "file "
//! ```
//!
//! Start with [`FAMILIES`]. `tests/mutations.rs` of the program includes this folder, so that `cargo
//! test` checks every seed and every finding, and fails when a new reader is in no family.

mod articles;

mod datasets;

mod disk;

mod project;

pub mod input;

pub mod seeds;

use input::File;

/// Readers that are alike enough to be fuzzed by one target, which has the family's name.
pub struct Family {
    pub name: &'static str,
    /// Formats and kinds by their names on the command line; others by the file they read. The first
    /// is chosen by the letter `a`.
    pub readers: &'static [&'static str],
    /// Reads some files, and panics where the result is not as it must be.
    check: fn(reader: &str, files: &[File<'_>]),
}

/// Every reader.
pub const FAMILIES: &[Family] = &[
    Family {
        name: "sidecar",
        readers: &["sidecar", "merge"],
        check: project::sidecars,
    },
    Family {
        name: "project_files",
        readers: &[
            "codebook.json",
            "codebook.csv",
            "codebook.qdc",
            "entities",
            "article",
            "team",
        ],
        check: project::files,
    },
    Family {
        name: "state",
        readers: &[
            "program",
            "project",
            "glances",
            "ledger",
            "kept-text",
            "taggers",
            // Without the checksum, which would keep every change from being read.
            "taggers-content",
        ],
        check: disk::state,
    },
    Family {
        name: "journal",
        // The second has no checksums, which would keep every change from being read.
        readers: &["journal", "lines"],
        check: disk::journal,
    },
    Family {
        name: "datasets_json",
        readers: &[
            "jsonl",
            "spacy",
            "hf",
            "prodigy",
            "doccano",
            "label-studio",
            "chat",
            "argilla",
            "w3c",
            "cas-json",
            "bdoc",
            "labelbuddy",
            "hypothesis",
        ],
        check: datasets::dataset,
    },
    Family {
        name: "datasets_xml",
        readers: &["cas-xmi", "gate-xml", "refi-qda", "inception"],
        check: datasets::dataset,
    },
    Family {
        name: "datasets_text",
        readers: &[
            "brat",
            "conll2003",
            "conll2002",
            "bilou",
            "webanno-tsv",
            "csv",
            "csv-excel",
            "conllu",
            "conllu-words",
        ],
        check: datasets::dataset,
    },
    Family {
        name: "datasets_binary",
        readers: &["docbin", "dna"],
        check: datasets::dataset,
    },
    Family {
        name: "parquet",
        readers: &["parquet", "parquet-table"],
        check: datasets::parquet,
    },
    Family {
        name: "ingest_pages",
        readers: &["html", "mhtml", "news-xml"],
        check: articles::import,
    },
    Family {
        name: "ingest_mail",
        readers: &["eml", "mbox", "msg"],
        check: articles::import,
    },
    Family {
        name: "ingest_office",
        readers: &["docx", "odt", "epub", "xlsx"],
        check: articles::import,
    },
    Family {
        name: "ingest_text",
        readers: &["txt", "rtf", "article"],
        check: articles::import,
    },
    Family {
        name: "ingest_pdf",
        readers: &["pdf"],
        check: articles::import,
    },
    Family {
        name: "ingest_tables",
        readers: &[
            "csv",
            "tsv",
            "json-lines",
            "json",
            "ris",
            "bibtex",
            "csl-json",
        ],
        check: articles::import,
    },
];

impl Family {
    /// Reads an input, and panics where the result is not as it must be.
    pub fn check(&self, input: &[u8]) {
        let Some((letter, rest)) = input.split_first() else {
            return;
        };
        let number = usize::from(letter.wrapping_sub(b'a'));
        let reader = self.readers[number % self.readers.len()];
        (self.check)(reader, &input::files(rest));
    }
}

/// The family of this name.
///
/// # Panics
/// If there is none.
pub fn family(name: &str) -> &'static Family {
    let found = FAMILIES.iter().find(|family| family.name == name);
    found.unwrap_or_else(|| panic!("there is no family “{name}”"))
}

/// Whether a panic that is caught is no fault of ours: it comes from another's parser. Reading
/// articles answers for those (`ingest::read` catches them); what is not caught fails all the same.
pub fn is_foreign(panic: &std::panic::PanicHookInfo<'_>) -> bool {
    let file = panic.location().map(std::panic::Location::file);
    file.is_some_and(|file| file.contains("/registry/"))
}
