//! Writes the fields of a JSON object one by one, with the white space that its line has.
//!
//! It must not know what the fields mean.

use std::io::{self, Write};

use crate::json::{write_raw, write_str, write_value};
use crate::model::{Attributes, Provenance, Unknown};

/// The separators of an object without white space: before its first field, before others, after a name.
pub(super) const COMPACT: (&str, &str, &str) = ("", ",", ":");

/// Writes the fields of one object.
pub(super) struct ObjectWriter<'w, W: Write> {
    out: &'w mut W,
    marks: (&'static str, &'static str, &'static str),
    is_first: bool,
}

impl<'w, W: Write> ObjectWriter<'w, W> {
    pub(super) fn open(
        out: &'w mut W,
        marks: (&'static str, &'static str, &'static str),
    ) -> io::Result<Self> {
        out.write_all(b"{")?;
        Ok(Self {
            out,
            marks,
            is_first: true,
        })
    }

    /// Starts a field whose name needs no escapes.
    pub(super) fn field(&mut self, name: &str) -> io::Result<&mut W> {
        self.separate()?;
        self.out.write_all(b"\"")?;
        self.out.write_all(name.as_bytes())?;
        self.out.write_all(b"\"")?;
        self.out.write_all(self.marks.2.as_bytes())?;
        Ok(self.out)
    }

    /// Starts a field with any name.
    pub(super) fn any_field(&mut self, name: &str) -> io::Result<&mut W> {
        self.separate()?;
        write_str(self.out, name)?;
        self.out.write_all(self.marks.2.as_bytes())?;
        Ok(self.out)
    }

    fn separate(&mut self) -> io::Result<()> {
        let mark = if self.is_first {
            self.marks.0
        } else {
            self.marks.1
        };
        self.is_first = false;
        self.out.write_all(mark.as_bytes())
    }

    /// Writes a string field, which is left out if empty.
    pub(super) fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        write_str(self.field(name)?, text)
    }

    pub(super) fn unknown(&mut self, unknown: &Unknown) -> io::Result<()> {
        for (name, json) in unknown {
            write_raw(self.any_field(name)?, json)?;
        }
        Ok(())
    }

    pub(super) fn attributes(&mut self, attributes: &Attributes) -> io::Result<()> {
        if attributes.is_empty() {
            return Ok(());
        }
        let mut object = ObjectWriter::open(self.field("attributes")?, COMPACT)?;
        for (name, value) in attributes {
            write_value(object.any_field(name.as_str())?, value)?;
        }
        object.close("")
    }

    pub(super) fn provenance(&mut self, provenance: &Provenance) -> io::Result<()> {
        self.text("origin", provenance.origin.as_deref().unwrap_or_default())?;
        self.text("by", &provenance.by)?;
        self.text("at", &provenance.at)
    }

    pub(super) fn close(self, before: &str) -> io::Result<()> {
        self.out.write_all(before.as_bytes())?;
        self.out.write_all(b"}")
    }
}
