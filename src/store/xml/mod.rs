//! XML parser and writer: reads a document as a sequence of events or into a tree, and writes it
//! element by element. Datasets, codebooks and office documents of other programs are read only
//! through here.
//!
//! This module must not know what elements mean.
//!
//! It refuses a document type declaration, so the only entities are the five of XML itself, and
//! nothing is ever fetched or expanded. It limits depth and number of elements. Start with [`each`]
//! for documents that may be large, with [`tree::read`] for the others.

use std::borrow::Cow;
use std::fmt::Display;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event as Found};

use super::json::LineCounter;

pub mod tree;

mod writer;

#[cfg(test)]
mod tests;

pub use tree::{Element, Node};
pub use writer::{XmlWriter, is_writable, push_number, unwritable};

/// Limits beyond which a document is refused.
#[derive(Clone, Copy, Debug)]
pub struct XmlLimits {
    /// The nesting depth of elements.
    pub depth: usize,
    /// The total number of elements.
    pub elements: usize,
}

impl Default for XmlLimits {
    /// Limits for datasets, which nest about ten elements.
    fn default() -> Self {
        Self {
            depth: 128,
            elements: 20_000_000,
        }
    }
}

/// Why a document cannot be read, with the line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct XmlError {
    /// Counted from 1.
    pub line: usize,
    pub fault: XmlFault,
}

/// Why a document cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum XmlFault {
    #[error("it is not in UTF-8, in UTF-16 or in the encoding that it declares")]
    Encoding,
    #[error("it is no XML: {0}")]
    Malformed(String),
    #[error("it is no XML: an element is not closed, or there is none")]
    Unclosed,
    #[error("it has a document type declaration, which is not read")]
    DocumentType,
    #[error("the entity “{0}” is not declared")]
    UnknownEntity(String),
    #[error("its elements are nested more than {0} deep")]
    TooDeep(usize),
    #[error("it has more than {0} elements")]
    TooMany(usize),
}

impl XmlFault {
    fn malformed(error: &dyn Display) -> Self {
        Self::Malformed(error.to_string())
    }

    fn on(self, line: usize) -> XmlError {
        XmlError { line, fault: self }
    }
}

/// A parser event.
pub enum XmlEvent<'a> {
    /// Start of an element, with its name without a prefix. An empty element ends at once.
    Start(&'a str, &'a XmlTag<'a>),
    /// End of an element, with its name without a prefix.
    End(&'a str),
    Text(&'a str),
    /// A reference to an undeclared entity. A caller that must read a document exactly treats it as
    /// an error.
    UnknownEntity(&'a str),
}

/// The start tag of an element.
pub struct XmlTag<'a> {
    start: &'a BytesStart<'a>,
    line: usize,
}

impl XmlTag<'_> {
    /// The element's name with the prefix as it stands in the file.
    pub fn name(&self) -> &str {
        self.start.name().0
    }

    /// The value of an attribute by its name without a prefix; `None` also if it is malformed.
    pub fn get(&self, local: &str) -> Option<String> {
        let mut attributes = self.start.attributes().flatten();
        let attribute = attributes.find(|a| a.key.local_name().as_ref() == local)?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some(value.into_owned())
    }

    /// Names with their prefix and values in order, and whether the value contains unescaped line
    /// ends or tabs, which XML reads as spaces.
    fn attributes(&self) -> impl Iterator<Item = Result<(String, String, bool), XmlError>> {
        let malformed = |error: &dyn Display| XmlFault::malformed(error).on(self.line);
        self.start.attributes().map(move |attribute| {
            let attribute = attribute.map_err(|error| malformed(&error))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| malformed(&error))?;
            let is_unescaped = attribute.value.contains(['\n', '\r', '\t']);
            let name: &str = attribute.key.as_ref();
            Ok((name.to_owned(), value.into_owned(), is_unescaped))
        })
    }
}

/// Parses a document and passes its events to a callback, in order, each with its line.
///
/// # Errors
/// If the document is not well-formed, has a document type declaration, exceeds the limits, or the
/// callback refuses an event.
pub fn each<E: From<XmlError>>(
    text: &str,
    limits: XmlLimits,
    mut take: impl FnMut(usize, XmlEvent<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut reader = Reader::from_str(text);
    let mut lines = LineCounter::new(text);
    let (mut depth, mut count) = (0, 0);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let line = lines.at(at);
        let malformed = |error: &dyn Display| XmlFault::malformed(error).on(line);
        let event = reader.read_event().map_err(|error| malformed(&error))?;
        match &event {
            Found::Start(start) | Found::Empty(start) => {
                count += 1;
                if depth >= limits.depth {
                    return Err(XmlFault::TooDeep(limits.depth).on(line).into());
                }
                if count > limits.elements {
                    return Err(XmlFault::TooMany(limits.elements).on(line).into());
                }
                let name = start.local_name();
                let tag = XmlTag { start, line };
                take(line, XmlEvent::Start(name.as_ref(), &tag))?;
                if matches!(event, Found::Empty(_)) {
                    take(line, XmlEvent::End(name.as_ref()))?;
                } else {
                    depth += 1;
                }
            }
            Found::End(end) => {
                depth = depth.saturating_sub(1);
                take(line, XmlEvent::End(end.local_name().as_ref()))?;
            }
            Found::Text(text) => take(line, XmlEvent::Text(&text.xml10_content()))?,
            Found::CData(text) => take(line, XmlEvent::Text(&text.xml10_content()))?,
            Found::GeneralRef(name) => {
                let character = name.resolve_char_ref();
                let character = character.map_err(|error| malformed(&error))?;
                let name: &str = name;
                let mut buffer = [0; 4];
                let event = match (character, resolve_predefined_entity(name)) {
                    (Some(character), _) => XmlEvent::Text(character.encode_utf8(&mut buffer)),
                    (None, Some(text)) => XmlEvent::Text(text),
                    (None, None) => XmlEvent::UnknownEntity(name),
                };
                take(line, event)?;
            }
            Found::DocType(_) => return Err(XmlFault::DocumentType.on(line).into()),
            Found::Eof if depth > 0 => return Err(XmlFault::Unclosed.on(line).into()),
            Found::Eof => return Ok(()),
            Found::Comment(_) | Found::Decl(_) | Found::PI(_) => {}
        }
    }
}

/// How many bytes of a file are searched for its declaration.
const DECLARATION_BYTES: usize = 256;

/// The encoding that the declaration of a document without a byte order mark names.
fn declared_encoding(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let start = bytes.get(..DECLARATION_BYTES).unwrap_or(bytes);
    let end = start.windows(2).position(|pair| pair == b"?>")?;
    let declaration = std::str::from_utf8(start.get(..end)?).ok()?;
    let (_, after) = declaration.strip_prefix("<?xml")?.split_once("encoding")?;
    let label = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = label.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (label, _) = label.get(1..)?.split_once(quote)?;
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    // What can be read so far is in no encoding of two bytes a character.
    encoding.is_ascii_compatible().then_some(encoding)
}

/// Decodes a file to text: by its byte order mark, or by its declaration, otherwise as UTF-8.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, XmlError> {
    let declared = || (declared_encoding(bytes).unwrap_or(encoding_rs::UTF_8), 0);
    let (encoding, skip) = encoding_rs::Encoding::for_bom(bytes).unwrap_or_else(declared);
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[skip..]);
    text.ok_or_else(|| XmlFault::Encoding.on(1))
}
