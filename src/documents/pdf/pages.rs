//! Pages that are filled from top to bottom.

use pdf_writer::{Content, Name, Str, TextStr};

use crate::tint::INK;

use super::faces_used::UsedFaces;
use super::highlight::HighlightDraft;
use super::typeset::{ReportFamily, SetLine, SetRun, SetStyle, Typesetter};

/// A4, in points.
pub const PAGE: (f32, f32) = (595.28, 841.89);
/// Around the text, in points.
pub const MARGIN: f32 = 68.0;
/// The width of the text.
pub const COLUMN: f32 = PAGE.0 - 2.0 * MARGIN;
/// The faces of a size in what is around articles.
const SMALL: f32 = 9.0;

/// A page.
pub struct PageDraft {
    pub content: Content,
    pub highlights: Vec<PageHighlight>,
}

impl Default for PageDraft {
    fn default() -> Self {
        Self {
            content: Content::new(),
            highlights: Vec::new(),
        }
    }
}

/// An annotation on a page, ready to be written.
pub struct PageHighlight {
    pub draft: HighlightDraft,
    /// Unique in the file.
    pub name: String,
    pub mark: String,
    /// Index of its label in the report.
    pub label: usize,
    /// What it says, in lines.
    pub contents: String,
    pub author: String,
}

/// An entry of the list of contents beside the pages.
pub struct OutlineEntry {
    pub title: String,
    pub page: usize,
    /// From the lower edge of the page, in points.
    pub y: f32,
}

/// What the file is made of.
pub struct DrawnPages {
    pub pages: Vec<PageDraft>,
    pub outline: Vec<OutlineEntry>,
    /// With the faces that were used.
    pub typesetter: Typesetter,
}

/// The pages so far.
pub struct PageFlow {
    pages: Vec<PageDraft>,
    outline: Vec<OutlineEntry>,
    pub typesetter: Typesetter,
    /// Where the next line begins, from the upper edge of the page.
    y: f32,
}

impl PageFlow {
    pub fn new(typesetter: Typesetter) -> Self {
        Self {
            pages: vec![PageDraft::default()],
            outline: Vec::new(),
            typesetter,
            y: MARGIN,
        }
    }

    /// Makes sure that so much fits on the page; returns whether there is a new one.
    pub fn ensure(&mut self, height: f32) -> bool {
        let is_full = self.y + height > PAGE.1 - MARGIN && self.y > MARGIN;
        if is_full {
            self.new_page();
        }
        is_full
    }

    fn new_page(&mut self) {
        self.footer();
        self.pages.push(PageDraft::default());
        self.y = MARGIN;
    }

    /// Leaves room.
    pub fn space(&mut self, height: f32) {
        self.y += height;
    }

    /// Where the next line begins, from the upper edge of the page.
    pub fn y(&self) -> f32 {
        self.y
    }

    /// Where text must end, from the upper edge of the page.
    pub fn bottom(&self) -> f32 {
        PAGE.1 - MARGIN
    }

    /// Where text begins on a new page.
    pub fn top(&self) -> f32 {
        MARGIN
    }

    /// The left edge of text.
    pub fn left(&self) -> f32 {
        MARGIN
    }

    /// The page that is being filled.
    pub fn page(&mut self) -> &mut PageDraft {
        if self.pages.is_empty() {
            self.pages.push(PageDraft::default());
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    /// The number of the page, from 1.
    pub fn page_number(&self) -> usize {
        self.pages.len()
    }

    /// A heading; `is_listed` in the contents beside the pages.
    pub fn heading(&mut self, text: &str, level: usize, is_listed: bool) {
        let size = if level == 0 { 20.0 } else { 14.0 };
        let style = SetStyle {
            family: ReportFamily::Sans,
            is_bold: true,
            size,
            line_height: size * 1.3,
            width: COLUMN,
            is_rtl: None,
        };
        self.space(if self.y > MARGIN { size } else { 0.0 });
        // With some lines of what follows.
        self.ensure(size * 1.3 + 60.0);
        if is_listed {
            let (page, y) = (self.pages.len() - 1, PAGE.1 - self.y);
            self.outline.push(OutlineEntry {
                title: text.to_owned(),
                page,
                y,
            });
        }
        self.paragraph(text, &style, 0.0);
        self.space(size * 0.2);
    }

    /// A small paragraph around articles.
    pub fn small(&mut self, text: &str, is_bold: bool, indent: f32) {
        let style = SetStyle {
            family: ReportFamily::Sans,
            is_bold,
            size: SMALL,
            line_height: SMALL * 1.4,
            width: COLUMN - indent,
            is_rtl: None,
        };
        self.paragraph(text, &style, indent);
    }

    /// Sets a text line by line.
    pub fn paragraph(&mut self, text: &str, style: &SetStyle, indent: f32) {
        for text in text.lines() {
            for line in self.typesetter.lines(text, style) {
                self.ensure(line.height);
                self.line(&line, indent, None);
            }
        }
    }

    /// Draws a line and goes on below it.
    pub fn line(&mut self, line: &SetLine, indent: f32, language: Option<&str>) {
        let baseline = PAGE.1 - self.y - line.baseline;
        let Self {
            pages, typesetter, ..
        } = self;
        if let Some(page) = pages.last_mut() {
            draw(
                &mut page.content,
                &mut typesetter.faces,
                line,
                (MARGIN + indent, baseline),
                language,
            );
        }
        self.y += line.height;
    }

    /// A rectangle from the left margin, from the upper edge of the page.
    pub fn fill(&mut self, left: f32, top: f32, width: f32, height: f32, color: [u8; 3]) {
        let [r, g, b] = channels(color);
        let content = &mut self.page().content;
        content.save_state();
        content.set_fill_rgb(r, g, b);
        content.rect(MARGIN + left, PAGE.1 - top - height, width, height);
        content.fill_nonzero();
        content.restore_state();
    }

    /// The number of the page.
    fn footer(&mut self) {
        let number = self.pages.len().to_string();
        let style = SetStyle {
            family: ReportFamily::Sans,
            is_bold: false,
            size: SMALL,
            line_height: SMALL * 1.4,
            width: COLUMN,
            is_rtl: Some(false),
        };
        let lines = self.typesetter.lines(&number, &style);
        self.y = PAGE.1 - MARGIN * 0.6;
        for line in lines {
            self.line(&line, 0.0, None);
        }
    }

    pub fn finish(mut self) -> DrawnPages {
        self.footer();
        DrawnPages {
            pages: self.pages,
            outline: self.outline,
            typesetter: self.typesetter,
        }
    }
}

/// A colour as a PDF has it.
pub fn channels(color: [u8; 3]) -> [f32; 3] {
    color.map(|channel| f32::from(channel) / 255.0)
}

/// The name of a face among the resources of a page.
pub fn face_name(index: usize) -> String {
    format!("F{index}")
}

/// Draws a line whose baseline begins at a point, from the lower left corner of the page.
pub fn draw(
    content: &mut Content,
    faces: &mut UsedFaces,
    line: &SetLine,
    (x, baseline): (f32, f32),
    language: Option<&str>,
) {
    let [r, g, b] = channels(INK);
    content.begin_text();
    content.set_fill_rgb(r, g, b);
    if let Some(language) = language {
        let mut span = content.begin_marked_content_with_properties(Name(b"Span"));
        span.properties().pair(Name(b"Lang"), TextStr(language));
    }
    for run in &line.runs {
        draw_run(content, faces, run, (x, baseline));
    }
    if language.is_some() {
        content.end_marked_content();
    }
    content.end_text();
}

fn draw_run(content: &mut Content, faces: &mut UsedFaces, run: &SetRun, (x, baseline): (f32, f32)) {
    // A run may have no glyph at all, and then its face is not in the file.
    let first = run
        .clusters
        .iter()
        .flat_map(|cluster| &cluster.glyphs)
        .next();
    let (Some(face), Some(first)) = (faces.get_mut(run.face), first) else {
        return;
    };
    let name = face_name(run.face);
    content.set_font(Name(name.as_bytes()), run.size);
    let start = x + first.x;
    content.set_text_matrix([1.0, 0.0, 0.0, 1.0, start, baseline]);
    let mut pen = Pen {
        content,
        size: run.size,
        x: start,
        rise: 0.0,
        shown: Vec::new(),
    };
    for cluster in run
        .clusters
        .iter()
        .filter(|cluster| !cluster.glyphs.is_empty())
    {
        let (ids, is_apart) = face.take(cluster);
        if is_apart {
            pen.flush();
            let mut span = pen
                .content
                .begin_marked_content_with_properties(Name(b"Span"));
            span.properties().actual_text(TextStr(&cluster.text));
        }
        for (glyph, id) in cluster.glyphs.iter().zip(ids) {
            pen.glyph(id, x + glyph.x, glyph.rise, face.advance(id));
        }
        if is_apart {
            pen.flush();
            pen.content.end_marked_content();
        }
    }
    pen.lift();
}

/// Shows glyphs of one face, as few operators as there can be.
struct Pen<'c> {
    content: &'c mut Content,
    size: f32,
    /// Where the next glyph would stand.
    x: f32,
    rise: f32,
    /// Glyphs that are not written yet, each after an adjustment in thousandths of an em.
    shown: Vec<(f32, u16)>,
}

impl Pen<'_> {
    /// A glyph at a place, with the advance of its face in ems.
    fn glyph(&mut self, id: u16, x: f32, rise: f32, advance: f32) {
        if (rise - self.rise).abs() > 0.01 {
            self.flush();
            self.content.set_rise(rise);
            self.rise = rise;
        }
        let adjustment = (self.x - x) * 1000.0 / self.size;
        self.shown.push((adjustment, id));
        self.x = x + advance * self.size;
    }

    fn flush(&mut self) {
        if self.shown.is_empty() {
            return;
        }
        let mut show = self.content.show_positioned();
        let mut items = show.items();
        let mut words: Vec<u8> = Vec::new();
        for (adjustment, id) in self.shown.drain(..) {
            if adjustment.abs() > 0.5 {
                if !words.is_empty() {
                    items.show(Str(&words));
                    words.clear();
                }
                items.adjust((adjustment * 10.0).round() / 10.0);
            }
            words.extend(id.to_be_bytes());
        }
        items.show(Str(&words));
    }

    /// Ends the run.
    fn lift(&mut self) {
        self.flush();
        if self.rise != 0.0 {
            self.content.set_rise(0.0);
        }
    }
}
