//! The text of a document.

use crate::clean::clean;
use crate::direction::is_rtl;
use crate::marked_text::{FragmentRef, MarkedParagraph, MarkedPassage, marked};
use crate::model::codebook::LineStyle;
use crate::office::{RunLook, is_time, runs};
use crate::report::{CodedReport, ReportContent, ReportLabel, ReportNote, ReportPassage};
use crate::store::xml::XmlWriter;
use crate::tint::tint;
use crate::wording;

use super::looks::{Looks, rtl};
use super::odf_text::ParagraphText;

/// The file with the text. Styles stand before the text that names them.
pub fn content(report: &CodedReport) -> String {
    let mut looks = Looks::default();
    let marked: Vec<MarkedPassage> = report.passages().map(marked).collect();
    let labels = &report.labels;
    for label in labels.iter().filter(|label| label.count > 0) {
        looks.name(label_look(label), None);
    }
    for (passage, marked) in report.passages().zip(&marked) {
        for paragraph in &marked.paragraphs {
            let runs_of = |piece| runs(passage, paragraph, piece, labels);
            for (_, look) in paragraph.pieces.iter().flat_map(runs_of) {
                looks.name(look, passage.language.as_deref());
            }
        }
    }
    let mut xml = super::root("office:document-content");
    looks.write(&mut xml);
    xml.start("office:body").start("office:text");
    let mut body = OdtWriter {
        xml,
        looks,
        labels,
        number: 0,
    };
    body.front(report);
    let mut marked = marked.iter();
    for section in &report.sections {
        if let Some(heading) = &section.heading {
            body.heading(1, heading);
        }
        for (passage, marked) in section.passages.iter().zip(marked.by_ref()) {
            body.passage(passage, marked, report.content);
        }
    }
    body.xml.finish()
}

fn label_look(label: &ReportLabel) -> RunLook {
    let rank = LineStyle::ALL.iter().position(|line| *line == label.line);
    RunLook {
        background: Some(tint(&[label.color])),
        line: Some((rank.unwrap_or(0), label.color)),
        is_rtl: is_rtl(&label.name),
    }
}

struct OdtWriter<'a> {
    xml: XmlWriter,
    looks: Looks,
    labels: &'a [ReportLabel],
    /// The number of the passage, which names of comments begin with.
    number: usize,
}

impl OdtWriter<'_> {
    fn front(&mut self, report: &CodedReport) {
        self.paragraph("Title", &report.title);
        for sentence in &report.about {
            self.paragraph("Facts", sentence);
        }
        if self.labels.iter().any(|label| label.count > 0) {
            self.heading(2, wording::LEGEND);
        }
        let labels = self.labels;
        for label in labels.iter().filter(|label| label.count > 0) {
            let name = self.looks.name(label_look(label), None);
            self.start("Standard", is_rtl(&label.name));
            let mut text = ParagraphText::new();
            self.span(&mut text, &name, &label.name);
            text.write(
                &mut self.xml,
                &format!(" {}: {}", label.letters, wording::label_facts(label)),
            );
            self.xml.end().line();
        }
    }

    fn passage(&mut self, passage: &ReportPassage, marked: &MarkedPassage, content: ReportContent) {
        self.number += 1;
        let level = match content {
            ReportContent::Articles => 1,
            ReportContent::Quotes => 2,
        };
        self.heading(level, &passage.title);
        self.facts(passage);
        for paragraph in &marked.paragraphs {
            self.marked_paragraph(passage, paragraph);
        }
        let unseen: Vec<&ReportNote> = marked
            .unseen
            .iter()
            .map(|index| &passage.notes[*index])
            .collect();
        if !unseen.is_empty() || !passage.unplaced.is_empty() {
            self.heading(2, wording::UNPLACED);
            for note in unseen.into_iter().chain(&passage.unplaced) {
                let head = wording::note_head(note, self.labels);
                self.paragraph("Standard", &format!("{head}: “{}”", note.quote));
                for line in wording::note_lines(note) {
                    self.paragraph("Facts", &line);
                }
            }
        }
    }

    fn facts(&mut self, passage: &ReportPassage) {
        self.start("Facts", false);
        let mut text = ParagraphText::new();
        text.write(&mut self.xml, &wording::facts(passage));
        if !passage.url.is_empty() {
            text.write(&mut self.xml, " · ");
            self.xml
                .start("text:a")
                .attribute("xlink:type", "simple")
                .attribute("xlink:href", &passage.url);
            text.write(&mut self.xml, wording::SOURCE);
            self.xml.end();
        }
        self.xml.end().line();
    }

    fn marked_paragraph(&mut self, passage: &ReportPassage, paragraph: &MarkedParagraph) {
        self.start("Standard", paragraph.is_rtl);
        let mut text = ParagraphText::new();
        for piece in &paragraph.pieces {
            for start in &piece.starts {
                self.comment(&passage.notes[start.note], start);
            }
            for (words, look) in runs(passage, paragraph, piece, self.labels) {
                let name = self.looks.name(look, passage.language.as_deref());
                self.span(&mut text, &name, words);
            }
            for end in &piece.ends {
                let name = self.comment_name(end);
                self.xml
                    .start("office:annotation-end")
                    .attribute("office:name", &name)
                    .end();
            }
        }
        self.xml.end().line();
    }

    fn comment_name(&self, of: &FragmentRef) -> String {
        format!("c{}-{}-{}", self.number, of.note, of.part)
    }

    /// The comment of a fragment; the first fragment's says all.
    fn comment(&mut self, note: &ReportNote, of: &FragmentRef) {
        let name = self.comment_name(of);
        self.xml
            .start("office:annotation")
            .attribute("office:name", &name);
        let author = if note.by.is_empty() {
            wording::UNNAMED_CODER
        } else {
            &note.by
        };
        self.xml.start("dc:creator").text(&clean(author)).end();
        if is_time(&note.at) {
            self.xml.start("dc:date").text(&note.at).end();
        }
        let mut head = wording::note_head(note, self.labels);
        if of.parts > 1 {
            head.push_str(&format!(" · {}", wording::part_of(of.part, of.parts)));
        }
        let lines = match of.part {
            0 => wording::note_lines(note),
            _ => Vec::new(),
        };
        for line in std::iter::once(head).chain(lines) {
            self.xml.start("text:p");
            ParagraphText::new().write(&mut self.xml, &line);
            self.xml.end();
        }
        self.xml.end();
    }

    fn span(&mut self, text: &mut ParagraphText, style: &str, words: &str) {
        self.xml
            .start("text:span")
            .attribute("text:style-name", style);
        text.write(&mut self.xml, words);
        self.xml.end();
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        self.start(style, is_rtl(text));
        ParagraphText::new().write(&mut self.xml, text);
        self.xml.end().line();
    }

    fn heading(&mut self, level: usize, text: &str) {
        let style = format!("Heading_20_{level}");
        let style = if is_rtl(text) { rtl(&style) } else { style };
        self.xml
            .start("text:h")
            .attribute("text:style-name", &style)
            .number("text:outline-level", level);
        ParagraphText::new().write(&mut self.xml, text);
        self.xml.end().line();
    }

    /// Starts a paragraph.
    fn start(&mut self, style: &str, is_rtl: bool) {
        let style = if is_rtl { rtl(style) } else { style.to_owned() };
        self.xml
            .start("text:p")
            .attribute("text:style-name", &style);
    }
}
