//! The XML of office documents, as a sequence of tags and texts.
//!
//! No document type is read and no entity but the five of XML itself is known, so nothing expands.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::{IngestError, Limits};

/// What a reader of a document is told, in order.
pub(super) enum Piece<'a> {
    /// An element begins, with its name without prefix; an empty one ends at once.
    Start(&'a str, &'a Attributes<'a>),
    /// An element ends.
    End(&'a str),
    Text(&'a str),
}

/// The attributes of an element.
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// The value of an attribute by its name without prefix.
    pub fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes().flatten();
        let attribute = attributes.find(|a| a.key.local_name().as_ref() == name)?;
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).ok()?;
        Some(value.into_owned())
    }
}

/// Reads a document; `kind` is told where it is damaged.
pub(super) fn read(
    xml: &str,
    kind: &'static str,
    limits: &Limits,
    mut take: impl FnMut(Piece<'_>),
) -> Result<(), IngestError> {
    let malformed = |error: &dyn std::fmt::Display| IngestError::Malformed {
        kind,
        why: error.to_string(),
    };
    let mut reader = Reader::from_str(xml);
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|error| malformed(&error))? {
            Event::Eof => return Ok(()),
            Event::DocType(_) => return Err(IngestError::DocumentType),
            Event::Start(tag) => {
                depth += 1;
                if depth > limits.depth {
                    return Err(IngestError::TooDeep(limits.depth));
                }
                take(Piece::Start(tag.local_name().as_ref(), &Attributes(&tag)));
            }
            Event::Empty(tag) => {
                take(Piece::Start(tag.local_name().as_ref(), &Attributes(&tag)));
                take(Piece::End(tag.local_name().as_ref()));
            }
            Event::End(tag) => {
                depth -= 1;
                take(Piece::End(tag.local_name().as_ref()));
            }
            Event::Text(text) => take(Piece::Text(&text.xml10_content())),
            Event::CData(text) => take(Piece::Text(&text)),
            Event::GeneralRef(name) => {
                let mut buffer = [0; 4];
                let number = name.resolve_char_ref().map_err(|error| malformed(&error))?;
                match number {
                    Some(c) => take(Piece::Text(c.encode_utf8(&mut buffer))),
                    None => {
                        if let Some(text) = resolve_predefined_entity(&name) {
                            take(Piece::Text(text));
                        }
                    }
                }
            }
            _ => {}
        }
    }
}
