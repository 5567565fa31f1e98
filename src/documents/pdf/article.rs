//! Articles and quotes on pages: text, highlights, the list of annotations.

use crate::marked_text::{MarkedParagraph, marked};
use crate::report::{CodedReport, ReportContent, ReportNote, ReportPassage};
use crate::wording;

use super::highlight::PageHighlights;
use super::pages::{COLUMN, PageFlow, PageHighlight};
use super::typeset::{ReportFamily, SetStyle};

/// The type size of articles, in points.
const SIZE: f32 = 11.0;
/// The height of a line without annotations.
const LINE: f32 = 16.0;
/// The room that each lane takes below a line.
pub const LANE: f32 = 2.8;
/// The type size of numbers at highlights.
pub const NUMBER: f32 = 5.5;
/// The room above a line in which numbers stand.
const NUMBERS: f32 = 4.0;
/// Heights of letters of the type size above and below the line: what is highlighted.
const ASCENT: f32 = SIZE * 0.82;
const DESCENT: f32 = SIZE * 0.26;
/// Longer paragraphs are set in parts, in bytes, so that no layout is huge.
const MAX_PARAGRAPH: usize = 8 * 1024;
/// The indent of an annotation in the list.
const NOTE_INDENT: f32 = 10.0;

/// Puts articles on pages.
pub struct ArticlePages<'r> {
    report: &'r CodedReport,
    /// The number of the passage, from 1.
    number: usize,
    highlights: PageHighlights,
}

impl<'r> ArticlePages<'r> {
    pub fn new(report: &'r CodedReport) -> Self {
        Self {
            report,
            number: 0,
            highlights: PageHighlights::default(),
        }
    }

    /// A passage with its heading, which the contents beside the pages list or not.
    pub fn passage(&mut self, flow: &mut PageFlow, passage: &ReportPassage, is_listed: bool) {
        self.number += 1;
        let is_quote = self.report.content == ReportContent::Quotes;
        if is_quote {
            flow.space(10.0);
            flow.ensure(70.0);
            flow.small(&passage.title, true, 0.0);
        } else {
            flow.heading(&passage.title, 1, is_listed);
        }
        flow.small(&wording::facts(passage), false, 0.0);
        if !passage.url.is_empty() {
            flow.small(&format!("{}: {}", wording::SOURCE, passage.url), false, 0.0);
        }
        flow.space(6.0);
        for paragraph in &marked(passage).paragraphs {
            self.paragraph(flow, passage, paragraph);
        }
        self.end_page(flow, passage);
        self.notes(flow, &passage.notes, wording::ANNOTATIONS, is_quote);
        self.notes(flow, &passage.unplaced, wording::UNPLACED, false);
    }

    fn paragraph(
        &mut self,
        flow: &mut PageFlow,
        passage: &ReportPassage,
        paragraph: &MarkedParagraph,
    ) {
        let lanes = paragraph.lanes as f32;
        let numbers = if paragraph.lanes > 0 { NUMBERS } else { 0.0 };
        let style = SetStyle {
            family: ReportFamily::Serif,
            is_bold: paragraph.is_heading,
            size: SIZE,
            // Half of what is added stands below the letters.
            line_height: LINE + 2.0 * numbers.max(LANE * lanes - 2.0).max(0.0),
            width: COLUMN,
            is_rtl: Some(paragraph.is_rtl),
        };
        let mut start = paragraph.range.start;
        while start < paragraph.range.end {
            let text = part(&passage.text.as_str()[start..paragraph.range.end]);
            for line in flow.typesetter.lines(text, &style) {
                if flow.y() + line.height > flow.bottom() {
                    self.end_page(flow, passage);
                }
                flow.ensure(line.height);
                let corner = (flow.left(), flow.y());
                let number_width = |note: usize| number_width(&passage.notes[note].mark);
                self.highlights.add_line(
                    paragraph,
                    start,
                    &line,
                    corner,
                    (ASCENT, DESCENT),
                    &number_width,
                );
                flow.line(&line, 0.0, passage.language.as_deref());
            }
            start += text.len();
        }
        flow.space(5.0);
    }

    /// Hands the highlights of the page over.
    fn end_page(&mut self, flow: &mut PageFlow, passage: &ReportPassage) {
        let page = flow.page_number();
        for (note, draft) in self.highlights.take() {
            let of = &passage.notes[note];
            flow.page().highlights.push(PageHighlight {
                draft,
                name: format!("{}-{note}-{page}", self.number),
                mark: of.mark.clone(),
                label: of.label,
                contents: contents(of, self.report),
                author: of.by.clone(),
            });
        }
    }

    fn notes(&self, flow: &mut PageFlow, notes: &[ReportNote], heading: &str, is_quote: bool) {
        if notes.is_empty() {
            return;
        }
        flow.space(4.0);
        if !is_quote {
            flow.space(6.0);
            flow.ensure(50.0);
            flow.small(heading, true, 0.0);
            flow.space(3.0);
        }
        for note in notes {
            self.note(flow, note);
        }
    }

    fn note(&self, flow: &mut PageFlow, note: &ReportNote) {
        flow.ensure(26.0);
        let (page, top) = (flow.page_number(), flow.y());
        flow.small(
            &wording::note_head(note, &self.report.labels),
            true,
            NOTE_INDENT,
        );
        flow.small(&format!("“{}”", note.quote), false, NOTE_INDENT);
        for line in wording::note_lines(note) {
            flow.small(&line, false, NOTE_INDENT);
        }
        let color = self
            .report
            .labels
            .get(note.label)
            .map_or([0; 3], |label| label.color);
        // On the page on which the annotation ends.
        let top = if flow.page_number() == page {
            top
        } else {
            flow.top()
        };
        flow.fill(0.0, top, 2.5, flow.y() - top, color);
        flow.space(5.0);
    }
}

/// The width of a number with a space, in points.
fn number_width(mark: &str) -> f32 {
    mark.chars().count() as f32 * NUMBER * 0.66 + 2.0
}

/// What a highlight says where it is opened.
fn contents(note: &ReportNote, report: &CodedReport) -> String {
    let mut lines = vec![wording::note_head(note, &report.labels)];
    lines.extend(wording::note_lines(note));
    lines.join("\n")
}

/// The beginning of a paragraph that is set at once, up to a space.
fn part(text: &str) -> &str {
    if text.len() <= MAX_PARAGRAPH {
        return text;
    }
    let near = &text[..text.floor_char_boundary(MAX_PARAGRAPH)];
    match near.rfind(' ') {
        Some(space) if space > MAX_PARAGRAPH / 2 => &near[..=space],
        _ => near,
    }
}
