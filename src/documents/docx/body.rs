//! The text of a document.

use std::collections::HashMap;

use crate::direction::is_rtl;
use crate::marked_text::{MarkedParagraph, TextPiece, marked};
use crate::model::codebook::LineStyle;
use crate::office::{RunLook, runs};
use crate::report::{CodedReport, ReportContent, ReportLabel, ReportNote, ReportPassage};
use crate::store::xml::XmlWriter;
use crate::tint::{digits, tint};
use crate::wording;

use super::comments::{Comments, run};
use super::{MAIN, value};

/// The text, its comments, and the addresses of its links.
pub fn document(report: &CodedReport) -> (String, Comments, Vec<String>) {
    let mut xml = XmlWriter::new();
    xml.start("w:document")
        .attribute("xmlns:w", MAIN)
        .attribute(
            "xmlns:r",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        );
    xml.start("w:body");
    let mut body = DocxWriter {
        xml,
        comments: Comments::new(),
        open: HashMap::new(),
        links: Vec::new(),
        labels: &report.labels,
    };
    body.front(report);
    for section in &report.sections {
        if let Some(heading) = &section.heading {
            body.paragraph("Heading1", heading);
        }
        for passage in &section.passages {
            body.passage(passage, report.content);
        }
    }
    body.page_setup();
    (body.xml.finish(), body.comments, body.links)
}

struct DocxWriter<'a> {
    xml: XmlWriter,
    comments: Comments,
    /// The comment of each fragment that has started, by annotation and part.
    open: HashMap<(usize, usize), usize>,
    links: Vec<String>,
    labels: &'a [ReportLabel],
}

impl DocxWriter<'_> {
    fn front(&mut self, report: &CodedReport) {
        self.paragraph("Title", &report.title);
        for sentence in &report.about {
            self.paragraph("Facts", sentence);
        }
        if self.labels.iter().any(|label| label.count > 0) {
            self.paragraph("Heading2", wording::LEGEND);
        }
        let labels = self.labels;
        for label in labels.iter().filter(|label| label.count > 0) {
            self.start("Normal", is_rtl(&label.name));
            let look = RunLook {
                background: Some(tint(&[label.color])),
                line: Some((rank(label.line), label.color)),
                is_rtl: is_rtl(&label.name),
            };
            self.run(&label.name, look, None);
            let facts = format!(" {}: {}", label.letters, wording::label_facts(label));
            self.run(&facts, RunLook::default(), None);
            self.xml.end().line();
        }
    }

    fn passage(&mut self, passage: &ReportPassage, content: ReportContent) {
        let heading = match content {
            ReportContent::Articles => "Heading1",
            ReportContent::Quotes => "Heading2",
        };
        self.paragraph(heading, &passage.title);
        self.facts(passage);
        let marked = marked(passage);
        self.open.clear();
        for paragraph in &marked.paragraphs {
            self.marked_paragraph(passage, paragraph);
        }
        let unseen: Vec<&ReportNote> = marked
            .unseen
            .iter()
            .map(|index| &passage.notes[*index])
            .collect();
        if !unseen.is_empty() || !passage.unplaced.is_empty() {
            self.paragraph("Heading2", wording::UNPLACED);
            for note in unseen.into_iter().chain(&passage.unplaced) {
                self.unplaced(note);
            }
        }
    }

    fn facts(&mut self, passage: &ReportPassage) {
        let facts = wording::facts(passage);
        self.start("Facts", false);
        self.run(&facts, RunLook::default(), None);
        if !passage.url.is_empty() {
            self.run(" · ", RunLook::default(), None);
            let id = format!("link{}", self.links.len());
            self.links.push(passage.url.clone());
            self.xml.start("w:hyperlink").attribute("r:id", &id);
            run(&mut self.xml, wording::SOURCE, |xml| {
                value(xml, "w:rStyle", "Hyperlink")
            });
            self.xml.end();
        }
        self.xml.end().line();
    }

    fn marked_paragraph(&mut self, passage: &ReportPassage, paragraph: &MarkedParagraph) {
        self.start("Normal", paragraph.is_rtl);
        for piece in &paragraph.pieces {
            for start in &piece.starts {
                let note = &passage.notes[start.note];
                let id = self
                    .comments
                    .add(note, self.labels, start.part, start.parts);
                self.open.insert((start.note, start.part), id);
                self.xml
                    .start("w:commentRangeStart")
                    .number("w:id", id)
                    .end();
            }
            for (text, look) in runs(passage, paragraph, piece, self.labels) {
                self.run(text, look, passage.language.as_deref());
            }
            self.ends(piece);
        }
        self.xml.end().line();
    }

    fn ends(&mut self, piece: &TextPiece) {
        for end in &piece.ends {
            let Some(id) = self.open.remove(&(end.note, end.part)) else {
                continue;
            };
            self.xml.start("w:commentRangeEnd").number("w:id", id).end();
            self.xml.start("w:r").start("w:rPr");
            value(&mut self.xml, "w:rStyle", "CommentReference");
            self.xml.end();
            self.xml
                .start("w:commentReference")
                .number("w:id", id)
                .end();
            self.xml.end();
        }
    }

    fn unplaced(&mut self, note: &ReportNote) {
        let head = wording::note_head(note, self.labels);
        self.paragraph("Normal", &format!("{head}: “{}”", note.quote));
        for line in wording::note_lines(note) {
            self.paragraph("Facts", &line);
        }
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        self.start(style, is_rtl(text));
        let look = RunLook {
            is_rtl: is_rtl(text),
            ..RunLook::default()
        };
        self.run(text, look, None);
        self.xml.end().line();
    }

    /// Starts a paragraph.
    fn start(&mut self, style: &str, is_rtl: bool) {
        self.xml.start("w:p").start("w:pPr");
        value(&mut self.xml, "w:pStyle", style);
        if is_rtl {
            self.xml.start("w:bidi").end();
        }
        self.xml.end();
    }

    /// The properties are in the order that the schema demands.
    fn run(&mut self, text: &str, look: RunLook, language: Option<&str>) {
        run(&mut self.xml, text, |xml| {
            if let Some((rank, color)) = look.line {
                xml.start("w:u")
                    .attribute("w:val", underline(rank))
                    .attribute("w:color", &digits(color))
                    .end();
            }
            if let Some(background) = look.background {
                xml.start("w:shd")
                    .attribute("w:val", "clear")
                    .attribute("w:color", "auto")
                    .attribute("w:fill", &digits(background))
                    .end();
            }
            if look.is_rtl {
                xml.start("w:rtl").end();
            }
            if let Some(language) = language {
                let kind = if look.is_rtl { "w:bidi" } else { "w:val" };
                xml.start("w:lang").attribute(kind, language);
                if !look.is_rtl {
                    xml.attribute("w:eastAsia", language);
                }
                xml.end();
            }
        });
    }

    /// A4 with a margin.
    fn page_setup(&mut self) {
        self.xml.start("w:sectPr");
        self.xml
            .start("w:pgSz")
            .number("w:w", 11906)
            .number("w:h", 16838)
            .end();
        self.xml.start("w:pgMar");
        for side in ["w:top", "w:right", "w:bottom", "w:left"] {
            self.xml.number(side, 1417);
        }
        self.xml
            .number("w:header", 708)
            .number("w:footer", 708)
            .number("w:gutter", 0);
        self.xml.end().end();
    }
}

fn rank(line: LineStyle) -> usize {
    LineStyle::ALL
        .iter()
        .position(|other| *other == line)
        .unwrap_or(0)
}

fn underline(rank: usize) -> &'static str {
    match LineStyle::ALL.get(rank) {
        Some(LineStyle::Double) => "double",
        Some(LineStyle::Dashed) => "dash",
        Some(LineStyle::Dotted) => "dotted",
        Some(LineStyle::Wavy) => "wave",
        Some(LineStyle::Solid) | None => "single",
    }
}
