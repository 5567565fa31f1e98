//! The input files of a dataset, and the [`Intake`] that receives what a reader finds in them.
//!
//! A file is opened only when its contents are needed, and an article is handed on as soon as it is
//! read: of a line-based dataset one line is in memory at a time, of a folder one file.

use std::borrow::Cow;
use std::io::{self, BufRead, Cursor, Read, Seek};

use crate::model::{Codebook, EntityBook};
use crate::store::xml::{self, Element};

use super::{FormatError, ImportedArticle, LossKind, Losses, LostItem};

/// The largest file that is read whole, in bytes.
pub const LIMIT_BYTES: u64 = 1 << 30;

/// A file of a dataset to be read.
#[derive(Clone, Copy)]
pub struct InputFile<'a> {
    /// Its name, with slashes.
    pub name: &'a str,
    content: Content<'a>,
    /// How many bytes of it are read.
    most: Option<u64>,
}

#[derive(Clone, Copy)]
enum Content<'a> {
    Memory(&'a [u8]),
    Elsewhere(&'a dyn Opens),
}

/// What can be opened as often as it is wanted.
pub trait Opens: Sync {
    /// Opens it at its beginning.
    ///
    /// # Errors
    /// If it cannot be read.
    fn open(&self) -> io::Result<Box<dyn Seekable + '_>>;
}

/// The bytes of a file, to be read piece by piece from any place on.
pub trait Seekable: BufRead + Seek {}

impl<T: BufRead + Seek> Seekable for T {}

impl<'a> InputFile<'a> {
    /// A file whose bytes are in memory.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self {
            name,
            content: Content::Memory(bytes),
            most: None,
        }
    }

    /// A file that is opened when it is wanted.
    pub fn opened(name: &'a str, file: &'a dyn Opens) -> Self {
        Self {
            name,
            content: Content::Elsewhere(file),
            most: None,
        }
    }

    /// The same file, of which only the first bytes are read.
    pub fn beginning(self, most: u64) -> Self {
        let most = Some(most);
        Self { most, ..self }
    }

    /// Its bytes from the beginning, to be read piece by piece.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub fn reader(&self) -> Result<Box<dyn Seekable + 'a>, FormatError> {
        let whole: Box<dyn Seekable + 'a> = match self.content {
            Content::Memory(bytes) => Box::new(Cursor::new(bytes)),
            Content::Elsewhere(file) => file.open().map_err(|error| self.unread(&error))?,
        };
        Ok(match self.most {
            Some(most) => Box::new(whole.take(most)),
            None => whole,
        })
    }

    /// All its bytes.
    ///
    /// # Errors
    /// If it cannot be read, or is larger than [`LIMIT_BYTES`].
    pub fn bytes(&self) -> Result<Cow<'a, [u8]>, FormatError> {
        if let (Content::Memory(bytes), None) = (self.content, self.most) {
            return Ok(Cow::Borrowed(bytes));
        }
        let mut bytes = Vec::new();
        let count = self
            .reader()?
            .take(LIMIT_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| self.unread(&error))?;
        if u64::try_from(count).is_ok_and(|count| count <= LIMIT_BYTES) {
            Ok(Cow::Owned(bytes))
        } else {
            Err(self.unreadable(0, format!("it is larger than {LIMIT_BYTES} bytes")))
        }
    }

    /// Its outermost element, where it is XML.
    ///
    /// # Errors
    /// If it cannot be read, is no XML, or is beyond the limits of `store/xml`.
    pub fn xml(&self) -> Result<Element, FormatError> {
        self.xml_without(&|_, _| false)
    }

    /// The same without elements in the outermost one that are not wanted by their name.
    ///
    /// # Errors
    /// As [`Self::xml`].
    pub fn xml_without(
        &self,
        is_unwanted: &dyn Fn(&Element, &str) -> bool,
    ) -> Result<Element, FormatError> {
        let root = xml::tree::read(&self.bytes()?, xml::XmlLimits::default(), is_unwanted);
        root.map_err(|error| self.unreadable(error.line, error.fault.to_string()))
    }

    /// Hands on its lines with their numbers, from 1, and with their line feeds. Only these end a line:
    /// U+2028 and others may stand in a text.
    ///
    /// # Errors
    /// If it cannot be read, or a line is not taken.
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
                .take(LIMIT_BYTES)
                .read_until(b'\n', &mut line);
            if read.map_err(|error| self.unread(&error))? == 0 {
                break;
            }
            take(number, &line)?;
        }
        Ok(())
    }

    /// Tells that it begins with a byte order mark, which is no part of its text.
    pub fn tell_mark(&self, losses: &mut Losses) {
        let why = "the file begins with a byte order mark, which is left out";
        losses.add(self.name, LostItem::Article, LossKind::Corrected, why);
    }

    /// Why it could not be read, where the system says it.
    pub fn unread(&self, error: &io::Error) -> FormatError {
        self.unreadable(0, format!("the file could not be read ({error})"))
    }

    /// Why it could not be read.
    pub fn unreadable(&self, line: usize, why: impl Into<String>) -> FormatError {
        FormatError::Unreadable {
            file: self.name.to_owned(),
            line,
            why: why.into(),
        }
    }
}

/// Where a reader puts what it finds. Articles go on one by one; the rest is gathered.
pub struct Intake<'t> {
    take: &'t mut Take<'t>,
    /// How many articles came.
    pub articles: usize,
    /// Entities that the dataset names.
    pub entities: EntityBook,
    /// The labels that the dataset declares, where it does.
    pub codebook: Option<Codebook>,
    /// What the dataset holds and we do not, and what was wrong in it.
    pub losses: Losses,
}

/// What becomes of an article.
pub type Take<'t> = dyn FnMut(ImportedArticle) -> Result<(), FormatError> + 't;

impl<'t> Intake<'t> {
    /// Hands articles to `take`.
    pub fn new(take: &'t mut Take<'t>) -> Self {
        Self {
            take,
            articles: 0,
            entities: EntityBook::default(),
            codebook: None,
            losses: Losses::default(),
        }
    }

    /// Hands an article on.
    ///
    /// # Errors
    /// If nothing more can be taken.
    pub fn article(&mut self, article: ImportedArticle) -> Result<(), FormatError> {
        self.articles += 1;
        (self.take)(article)
    }
}
