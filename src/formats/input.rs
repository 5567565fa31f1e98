//! The input files of a dataset, and the [`ImportSink`] that receives what a reader finds in them.
//!
//! A file is opened only when its contents are needed, and an article is handed on as soon as it is
//! read: of a line-based dataset one line is in memory at a time, of a folder one file.

use std::borrow::Cow;
use std::io::{self, BufRead, Cursor, Read, Seek};

use crate::model::{Codebook, EntityBook};
use crate::store::codebook::CodebookFile;
use crate::store::io_reason::reason;
use crate::store::xml::{self, Element};
use crate::store::{entities, json};

use super::leftovers::Leftovers;
use super::{FormatError, ImportedArticle, LossKind, Losses, LostItem};

/// The size limit of a file that is read whole, in bytes.
pub const MAX_FILE_BYTES: u64 = 1 << 30;

/// How many characters of a name that is too long are reported.
const NAME_CHARS: usize = 60;

/// An input file of a dataset.
#[derive(Clone, Copy)]
pub struct InputFile<'a> {
    /// The file name, with slashes.
    pub name: &'a str,
    content: InputContent<'a>,
    /// The limit of bytes that are read, if any.
    most: Option<u64>,
}

#[derive(Clone, Copy)]
enum InputContent<'a> {
    Memory(&'a [u8]),
    Elsewhere(&'a dyn Opens),
}

/// A source that can be opened several times.
pub trait Opens: Sync {
    /// Opens the source at its beginning.
    ///
    /// # Errors
    /// If it cannot be read.
    fn open(&self) -> io::Result<Box<dyn Seekable + '_>>;
}

/// The bytes of a file as a seekable stream.
pub trait Seekable: BufRead + Seek {}

impl<T: BufRead + Seek> Seekable for T {}

impl<'a> InputFile<'a> {
    /// A file whose bytes are in memory.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self {
            name,
            content: InputContent::Memory(bytes),
            most: None,
        }
    }

    /// A file that is opened on demand.
    pub fn opened(name: &'a str, file: &'a dyn Opens) -> Self {
        Self {
            name,
            content: InputContent::Elsewhere(file),
            most: None,
        }
    }

    /// The same file, limited to its first bytes.
    pub fn beginning(self, most: u64) -> Self {
        let most = Some(most);
        Self { most, ..self }
    }

    /// A reader of its bytes from the beginning.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub fn reader(&self) -> Result<Box<dyn Seekable + 'a>, FormatError> {
        let whole: Box<dyn Seekable + 'a> = match self.content {
            InputContent::Memory(bytes) => Box::new(Cursor::new(bytes)),
            InputContent::Elsewhere(file) => file.open().map_err(|error| self.unread(&error))?,
        };
        Ok(match self.most {
            Some(most) => Box::new(whole.take(most)),
            None => whole,
        })
    }

    /// All bytes of the file.
    ///
    /// # Errors
    /// If it cannot be read, or is larger than [`MAX_FILE_BYTES`].
    pub fn bytes(&self) -> Result<Cow<'a, [u8]>, FormatError> {
        if let (InputContent::Memory(bytes), None) = (self.content, self.most) {
            return Ok(Cow::Borrowed(bytes));
        }
        let mut bytes = Vec::new();
        let count = self
            .reader()?
            .take(MAX_FILE_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| self.unread(&error))?;
        if u64::try_from(count).is_ok_and(|count| count <= MAX_FILE_BYTES) {
            Ok(Cow::Owned(bytes))
        } else {
            Err(self.unreadable(0, format!("it is larger than {MAX_FILE_BYTES} bytes")))
        }
    }

    /// The root element of an XML file.
    ///
    /// # Errors
    /// If it cannot be read, is not XML, or exceeds the limits of `store/xml`.
    pub fn xml(&self) -> Result<Element, FormatError> {
        self.xml_without(&|_, _| false)
    }

    /// The root element without those child elements that the caller rejects by name.
    ///
    /// # Errors
    /// As [`Self::xml`].
    pub fn xml_without(
        &self,
        is_unwanted: &dyn Fn(&Element, &str) -> bool,
    ) -> Result<Element, FormatError> {
        self.xml_parted(is_unwanted, &mut |_, element| Some(element))
    }

    /// The root element; each finished element is first handed to `take`, which may use it up.
    ///
    /// # Errors
    /// As [`Self::xml`].
    pub fn xml_parted(
        &self,
        is_unwanted: &dyn Fn(&Element, &str) -> bool,
        take: &mut xml::tree::TakeElement<'_>,
    ) -> Result<Element, FormatError> {
        let limits = xml::XmlLimits::default();
        let root = xml::tree::read_parted(&self.bytes()?, limits, is_unwanted, take);
        root.map_err(|error| self.unreadable(error.line, error.fault.to_string()))
    }

    /// Hands over the lines of the file with their numbers, from 1, and with their line feeds. Only
    /// a line feed ends a line: U+2028 and others may be in a text.
    ///
    /// # Errors
    /// If the file cannot be read, or the callback fails on a line.
    pub fn each_line(
        &self,
        mut take: impl FnMut(usize, &[u8]) -> Result<(), FormatError>,
    ) -> Result<(), FormatError> {
        let mut bytes = self.reader()?;
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            let read = bytes
                .by_ref()
                .take(MAX_FILE_BYTES)
                .read_until(b'\n', &mut line);
            if read.map_err(|error| self.unread(&error))? == 0 {
                break;
            }
            take(number, &line)?;
        }
        Ok(())
    }

    /// Reports that the file begins with a byte order mark, which is not part of its text.
    pub fn tell_mark(&self, losses: &mut Losses) {
        let why = "the file begins with a byte order mark, which is left out";
        losses.add(self.name, LostItem::Article, LossKind::Corrected, why);
    }

    /// The error for a file that could not be read, with the system's reason.
    pub fn unread(&self, error: &io::Error) -> FormatError {
        self.unreadable(0, format!("the file could not be read ({})", reason(error)))
    }

    /// The error for a file that could not be parsed.
    pub fn unreadable(&self, line: usize, why: impl Into<String>) -> FormatError {
        FormatError::Unreadable {
            file: self.name.to_owned(),
            line,
            why: why.into(),
        }
    }
}

/// The sink of a reader. Articles are handed on one by one; the rest is collected.
pub struct ImportSink<'t> {
    take: &'t mut TakeArticle<'t>,
    /// The number of articles so far.
    pub articles: usize,
    /// The entities of the dataset.
    pub entities: EntityBook,
    /// The labels that the dataset declares, if it does.
    pub codebook: Option<Codebook>,
    /// The content of the dataset that we cannot store, and the errors in it.
    pub losses: Losses,
    /// What no reader has taken, which becomes part of the losses at the end.
    pub left: Leftovers,
}

/// The callback that receives each article.
pub type TakeArticle<'t> = dyn FnMut(ImportedArticle) -> Result<(), FormatError> + 't;

impl<'t> ImportSink<'t> {
    /// Passes articles to `take`.
    pub fn new(take: &'t mut TakeArticle<'t>) -> Self {
        Self {
            take,
            articles: 0,
            entities: EntityBook::default(),
            codebook: None,
            losses: Losses::of_import(),
            left: Leftovers::default(),
        }
    }

    /// Ends the import: reports what no reader has taken, and leaves out what could not be opened
    /// again.
    pub fn end(&mut self) {
        self.left.tell(&mut self.losses);
        self.leave_out_unreadable();
    }

    /// Leaves out entities and a codebook that the program could not open again once they are written,
    /// since a name in them is too long. They are reported.
    fn leave_out_unreadable(&mut self) {
        let Self {
            entities, losses, ..
        } = self;
        entities.entities.retain(|_, entity| {
            let mut alone = EntityBook::default();
            alone.insert(entity.clone());
            let Some(long) = json::long_text(&entities::to_bytes(&alone)) else {
                return true;
            };
            let why = format!("the entity could not be opened again: {}", long.why());
            let name: String = entity.name.chars().take(NAME_CHARS).collect();
            losses.add(&name, LostItem::Article, LossKind::Dropped, why);
            false
        });
        let long = self
            .codebook
            .as_ref()
            .and_then(|codebook| json::long_text(&CodebookFile::new(codebook.clone()).to_bytes()));
        if let Some(long) = long {
            self.codebook = None;
            let why = format!("the codebook could not be opened again: {}", long.why());
            let losses = &mut self.losses;
            losses.add("codebook", LostItem::Article, LossKind::Dropped, why);
        }
    }

    /// Hands over an article.
    ///
    /// # Errors
    /// If `take` fails.
    pub fn article(&mut self, article: ImportedArticle) -> Result<(), FormatError> {
        self.articles += 1;
        (self.take)(article)
    }
}
