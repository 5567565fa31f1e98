//! Dataset formats: what Demarche writes for other programs, and reads from them.
//!
//! A format is one file in this folder and one line in [`ALL`]; dialog, palette, command line, loss
//! report and round-trip test pick it up from there. Start with [`Format`], then [`jsonl`].
//!
//! What a format cannot hold, it says: every annotation that is dropped, cut, widened, flattened
//! or renamed is entered into [`Losses`] with the reason. Offsets come from the article's text in
//! the unit that the format counts in, and the covered text is written wherever there is a place
//! for it.
//!
//! This room knows no path: files come in as names and bytes, and go out through an [`Output`].

use std::fmt;
use std::io::{self, Write};

use crate::model::{AnnotationId, Document, RelationId};
use crate::store::sidecar::{Header, Notice};

pub mod jsonl;

mod output;

pub use output::{MemoryOutput, OneFile};

/// Every format, in the order in which lists show them.
pub const ALL: &[&dyn Format] = &[&jsonl::Jsonl];

/// The format with this name.
pub fn by_name(name: &str) -> Option<&'static dyn Format> {
    ALL.iter().copied().find(|format| format.name() == name)
}

/// A dataset format.
pub trait Format: Sync {
    /// The name on the command line: `jsonl`, `conll2003`.
    fn name(&self) -> &'static str;

    /// What a dialog calls it: `JSON Lines, one article a line`.
    fn title(&self) -> &'static str;

    /// The extension of its files, without the point.
    fn extension(&self) -> &'static str;

    /// Whether all articles go into one file.
    fn files(&self) -> Files;

    /// What it can hold. What it cannot is told in words by [`Holds::missing`].
    fn holds(&self) -> Holds;

    /// Whether [`Format::read`] is implemented.
    fn reads(&self) -> bool;

    /// Writes articles; what they lose on the way is entered into `losses`.
    ///
    /// # Errors
    /// If the output fails, or the articles cannot be written in this format at all.
    fn write(
        &self,
        articles: &[ArticleRef<'_>],
        options: &WriteOptions,
        output: &mut dyn Output,
        losses: &mut Losses,
    ) -> Result<(), FormatError>;

    /// Reads articles from the files of a dataset.
    ///
    /// # Errors
    /// If the files are not of this format.
    fn read(&self, files: &[InputFile<'_>]) -> Result<Imported, FormatError> {
        let file = files.first().map_or("", |file| file.name);
        Err(FormatError::Unreadable {
            file: file.to_owned(),
            line: 0,
            why: format!("the format “{}” is only written", self.name()),
        })
    }
}

/// How many files a dataset has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Files {
    /// One for all articles; it can go to standard output.
    One,
    /// One or several for each article, or several that belong together.
    Several,
}

/// What a format can hold. All true is all that a sidecar holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holds {
    /// Annotations that overlap or lie in one another.
    pub overlaps: bool,
    /// Annotations of several fragments.
    pub fragments: bool,
    /// Annotations that do not keep to the borders of words.
    pub any_border: bool,
    /// Annotations whose place is lost.
    pub detached: bool,
    pub relations: bool,
    pub attributes: bool,
    pub entities: bool,
    pub memos: bool,
    /// Origin, coder and time.
    pub provenance: bool,
    /// Status and fields of the article.
    pub document_fields: bool,
    /// Fields that this version does not know.
    pub unknown: bool,
}

impl Holds {
    /// Everything.
    pub const ALL: Self = Self {
        overlaps: true,
        fragments: true,
        any_border: true,
        detached: true,
        relations: true,
        attributes: true,
        entities: true,
        memos: true,
        provenance: true,
        document_fields: true,
        unknown: true,
    };

    /// Nothing but one label on a stretch of words.
    pub const LABELS_ONLY: Self = Self {
        overlaps: false,
        fragments: false,
        any_border: false,
        detached: false,
        relations: false,
        attributes: false,
        entities: false,
        memos: false,
        provenance: false,
        document_fields: false,
        unknown: false,
    };

    /// What it cannot hold, in words.
    pub fn missing(&self) -> Vec<&'static str> {
        [
            (self.overlaps, "overlapping annotations"),
            (self.fragments, "annotations of several fragments"),
            (self.any_border, "borders within words"),
            (self.detached, "detached annotations"),
            (self.relations, "relations"),
            (self.attributes, "attributes"),
            (self.entities, "entities"),
            (self.memos, "memos"),
            (self.provenance, "origin, coder and time"),
            (self.document_fields, "status and fields of the article"),
            (self.unknown, "fields of newer versions"),
        ]
        .into_iter()
        .filter_map(|(holds, what)| (!holds).then_some(what))
        .collect()
    }
}

/// An article to be written.
#[derive(Clone, Copy, Debug)]
pub struct ArticleRef<'a> {
    /// Its name in the project, with slashes.
    pub name: &'a str,
    pub document: &'a Document,
    pub header: &'a Header,
}

/// Choices that some formats obey. Filters of articles and annotations were applied before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteOptions {
    /// How formats of words cut the text; `None` for their own way.
    pub tokenizer: Option<String>,
}

/// Where the files of a dataset go.
pub trait Output {
    /// Begins a file with this name, which may hold slashes; the one before it is complete.
    ///
    /// # Errors
    /// If it cannot be made.
    fn file(&mut self, name: &str) -> io::Result<&mut dyn Write>;
}

/// A file of a dataset to be read.
#[derive(Clone, Copy, Debug)]
pub struct InputFile<'a> {
    /// Its name, with slashes.
    pub name: &'a str,
    pub bytes: &'a [u8],
}

/// What was read from a dataset.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    pub articles: Vec<ImportedArticle>,
    /// What the dataset holds and we do not.
    pub losses: Losses,
}

/// An article that was read from a dataset.
#[derive(Clone, Debug)]
pub struct ImportedArticle {
    /// Its name, with slashes.
    pub name: String,
    pub document: Document,
    pub header: Header,
    /// What was out of order in it.
    pub notices: Vec<Notice>,
}

/// Why a dataset could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    #[error("the dataset could not be written ({0}): check space and permissions")]
    Io(#[from] io::Error),
    #[error("the dataset cannot be written: {0}")]
    Unwritable(String),
    #[error("line {line}: the dataset could not be read: {why}: {file}")]
    Unreadable {
        file: String,
        /// Counted from 1; 0 where there is none.
        line: usize,
        why: String,
    },
}

/// What was lost on the way, in the order in which it was met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses(Vec<Loss>);

/// Something that a format could not hold as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The article's name.
    pub article: String,
    pub item: LostItem,
    pub what: LossKind,
    /// Why, in words.
    pub why: String,
}

/// What a loss is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LostItem {
    Article,
    Annotation(AnnotationId),
    Relation(RelationId),
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LossKind {
    /// It is not there.
    Dropped,
    /// It covers less.
    Cut,
    /// It covers more.
    Widened,
    /// What stood in several parts or levels stands in one.
    Flattened,
    /// It has another name.
    Renamed,
}

impl LossKind {
    /// The name in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dropped => "dropped",
            Self::Cut => "cut",
            Self::Widened => "widened",
            Self::Flattened => "flattened",
            Self::Renamed => "renamed",
        }
    }
}

impl fmt::Display for LossKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            article, what, why, ..
        } = self;
        match &self.item {
            LostItem::Article => write!(f, "{article}: {what}: {why}"),
            LostItem::Annotation(id) => write!(f, "{article}: annotation {id} {what}: {why}"),
            LostItem::Relation(id) => write!(f, "{article}: relation {id} {what}: {why}"),
        }
    }
}

impl Losses {
    /// Enters a loss.
    pub fn add(&mut self, article: &str, item: LostItem, what: LossKind, why: impl Into<String>) {
        self.0.push(Loss {
            article: article.to_owned(),
            item,
            what,
            why: why.into(),
        });
    }

    /// All of them.
    pub fn all(&self) -> &[Loss] {
        &self.0
    }

    /// Whether nothing was lost.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The report as JSON: one object with a list, one loss a line.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn write_json(&self, format: &str, out: &mut dyn Write) -> io::Result<()> {
        let format = serde_json::Value::from(format);
        write!(
            out,
            "{{\n  \"format\": \"demarche-losses\",\n  \"version\": 1,\n  \"to\": {format},\n  \"losses\": ["
        )?;
        for (index, loss) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let mut line = serde_json::Map::new();
            line.insert("article".into(), loss.article.as_str().into());
            match &loss.item {
                LostItem::Article => {}
                LostItem::Annotation(id) => {
                    line.insert("annotation".into(), id.as_str().into());
                }
                LostItem::Relation(id) => {
                    line.insert("relation".into(), id.as_str().into());
                }
            }
            line.insert("what".into(), loss.what.as_str().into());
            line.insert("why".into(), loss.why.as_str().into());
            write!(out, "{comma}\n    {}", serde_json::Value::Object(line))?;
        }
        let end = if self.0.is_empty() { "]" } else { "\n  ]" };
        writeln!(out, "{end}\n}}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;
    use crate::store::sidecar;

    /// What holds everything must come back whole, whichever format it is.
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
        };
        let placed = parsed.place(&text, facts);
        let article = ArticleRef {
            name: "articles/golden.txt",
            document: &placed.document,
            header: &placed.header,
        };
        // As a value: a format may put unknown fields of the header on one line.
        let whole = |document: &Document, header: &Header| -> serde_json::Value {
            let bytes = sidecar::Snapshot::new(document, &header.clone().into()).to_bytes();
            serde_json::from_slice(&bytes).expect("it is JSON")
        };
        for format in ALL {
            let (mut output, mut losses) = (MemoryOutput::default(), Losses::default());
            let options = WriteOptions::default();
            format
                .write(&[article], &options, &mut output, &mut losses)
                .unwrap_or_else(|e| panic!("{}: {e}", format.name()));
            assert!(format.files() == Files::Several || output.files().len() == 1);
            assert_eq!(
                by_name(format.name()).map(Format::title),
                Some(format.title())
            );
            if !format.reads() || !format.holds().missing().is_empty() {
                continue;
            }
            assert!(losses.is_empty());
            let files: Vec<InputFile<'_>> = output
                .files()
                .iter()
                .map(|(name, bytes)| InputFile { name, bytes })
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

    #[test]
    fn the_report_names_article_item_and_reason() {
        let mut losses = Losses::default();
        let id = LostItem::Annotation("a1".into());
        losses.add("talks.txt", id, LossKind::Cut, "it overlaps “b2”");
        let mut report = Vec::new();
        losses.write_json("conll2003", &mut report).expect("memory");
        let report: serde_json::Value = serde_json::from_slice(&report).expect("it is JSON");
        assert_eq!(report["losses"][0]["annotation"], "a1");
        assert_eq!(report["losses"][0]["what"], "cut");
        assert_eq!(
            losses.all()[0].to_string(),
            "talks.txt: annotation a1 cut: it overlaps “b2”"
        );
    }
}
