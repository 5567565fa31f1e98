//! The comments, in a file of their own.

use crate::direction::is_rtl;
use crate::office::{TextPart, is_time, text_parts};
use crate::report::{ReportLabel, ReportNote};
use crate::store::xml::XmlWriter;
use crate::wording;

use super::{MAIN, value};

/// The comments so far.
pub struct Comments {
    xml: XmlWriter,
    count: usize,
}

impl Comments {
    pub fn new() -> Self {
        let mut xml = XmlWriter::new();
        xml.start("w:comments").attribute("xmlns:w", MAIN);
        Self { xml, count: 0 }
    }

    /// Adds the comment of a fragment; returns its id. The first fragment's says all, the others' to which
    /// annotation they belong.
    pub fn add(
        &mut self,
        note: &ReportNote,
        labels: &[ReportLabel],
        part: usize,
        parts: usize,
    ) -> usize {
        let id = self.count;
        self.count += 1;
        let author = if note.by.is_empty() {
            wording::UNNAMED_CODER
        } else {
            &note.by
        };
        self.xml
            .start("w:comment")
            .number("w:id", id)
            .attribute("w:author", &crate::clean::clean(author))
            .attribute("w:initials", &note.mark);
        if is_time(&note.at) {
            self.xml.attribute("w:date", &note.at);
        }
        let mut head = wording::note_head(note, labels);
        if parts > 1 {
            head.push_str(&format!(" · {}", wording::part_of(part, parts)));
        }
        self.line(&head, true);
        if part == 0 {
            for line in wording::note_lines(note) {
                self.line(&line, false);
            }
        }
        self.xml.end().line();
        id
    }

    fn line(&mut self, text: &str, is_bold: bool) {
        let xml = &mut self.xml;
        xml.start("w:p").start("w:pPr");
        value(xml, "w:pStyle", "CommentText");
        if is_rtl(text) {
            xml.start("w:bidi").end();
        }
        xml.end();
        run(xml, text, |xml| {
            if is_bold {
                xml.start("w:b").end();
                xml.start("w:bCs").end();
            }
        });
        xml.end();
    }

    pub fn finish(self) -> String {
        self.xml.finish()
    }
}

/// A run of text with properties.
pub fn run(xml: &mut XmlWriter, text: &str, properties: impl FnOnce(&mut XmlWriter)) {
    xml.start("w:r").start("w:rPr");
    properties(xml);
    xml.end();
    for part in text_parts(text) {
        match part {
            TextPart::Words(words) => {
                xml.start("w:t")
                    .attribute("xml:space", "preserve")
                    .text(&words)
                    .end();
            }
            TextPart::Tab => _ = xml.start("w:tab").end(),
            TextPart::LineEnd => _ = xml.start("w:br").end(),
        }
    }
    xml.end();
}
