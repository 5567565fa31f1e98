//! Reads PDF documents with a text layer: `pdf_lines` groups glyphs with their positions into
//! lines, which `lines` joins to paragraphs.

use std::collections::HashMap;

use flate2::read::ZlibDecoder;
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::Object;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, RenderContent, SoftMask, TransformExt as _,
    interpret_page,
};

use super::lines::{PageParagraph, paragraphs as paragraphs_of};
use super::markup::Markup;
use super::pdf_lines::{PdfLines, PlacedGlyph};
use super::pdf_markup::PageMarks;
use super::{
    ArticleDraft, FileKind, IngestError, Limits, ReadFunction, SourceFile, press_archives,
};
use crate::store::unpack::{UnpackGuard, UnpackLimits};

pub const KIND: FileKind = FileKind {
    name: "pdf",
    title: "PDF document",
    extensions: &["pdf"],
    media_type: "application/pdf",
    read: ReadFunction::Articles(read),
};

/// The most pages that are read; a newspaper has a hundred.
const MAX_PAGES: usize = 2_000;

/// The most glyphs that are kept of one file.
const MAX_GLYPHS: usize = 10_000_000;

/// The units of a glyph's outline per font size.
const UNITS: f64 = 1000.0;

fn read(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    let mut bytes = source.bytes.to_vec();
    let has_pictures = close_pictures(&mut bytes);
    refuse_bombs(&bytes, &source.limits)?;
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => IngestError::Protected,
        LoadPdfError::Invalid => IngestError::Malformed {
            kind: KIND.title,
            why: "its objects cannot be found".to_owned(),
        },
    })?;
    if has_pictures || holds(source.bytes, b"/Encrypt") {
        refuse_hidden_bombs(&pdf, &source.limits)?;
    }
    let cache = InterpreterCache::new();
    let mut glyphs = Glyphs::default();
    let pages = pdf.pages();
    for (number, page) in pages.iter().take(MAX_PAGES).enumerate() {
        glyphs.page = number;
        glyphs.lines.begin_page(number);
        let (width, height) = page.render_dimensions();
        let settings = InterpreterSettings::default();
        let frame = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        // With the y axis downwards, in reading direction.
        let place = page.initial_transform(true).to_kurbo();
        let (marks, has_more) = glyphs.marks.add_page(page, number + 1, place);
        glyphs.of_page = marks;
        // Apart, since what people have written on a page is none of its text.
        for content in [RenderContent::PAGE, RenderContent::ANNOTATIONS] {
            glyphs.is_beside = content == RenderContent::ANNOTATIONS;
            if glyphs.is_beside && !has_more {
                continue;
            }
            let settings = InterpreterSettings {
                render_content: content,
                ..settings.clone()
            };
            let mut context = Context::new(place, frame, &cache, pdf.xref(), settings);
            interpret_page(page, &mut context, &mut glyphs);
        }
        glyphs.heights.push(height);
    }
    let (upright, turned) = std::mem::take(&mut glyphs.lines).finish();
    if upright.is_empty() && turned.is_empty() {
        return Err(IngestError::NoTextLayer);
    }
    let mut paragraphs = paragraphs_of(&upright, &glyphs.heights);
    // Credits beside pictures, and pages that are printed across.
    for lines in turned {
        paragraphs.extend(paragraphs_of(&lines, &[]));
    }
    let (markups, mut notices) = markups(&mut glyphs, &paragraphs);
    let texts = || paragraphs.iter().map(|paragraph| paragraph.text.as_str());
    if let Some(mut articles) = press_archives::split(texts()) {
        let texts: Vec<&str> = texts().collect();
        deal(markups, &texts, &mut articles);
        if let Some(first) = articles.first_mut() {
            first.notices.append(&mut notices);
        }
        return Ok(articles);
    }
    let mut draft = ArticleDraft {
        paragraphs: texts().collect(),
        markups,
        notices,
        ..ArticleDraft::default()
    };
    if glyphs.unknown * 10 > glyphs.count {
        let message = "Many characters of this PDF cannot be read; look through the text.";
        draft.notices.push(message.to_owned());
    }
    if pages.len() > MAX_PAGES || glyphs.count >= MAX_GLYPHS {
        let message = format!("Only the first {} pages were read.", glyphs.page + 1);
        draft.notices.push(message);
    }
    Ok(vec![draft])
}

/// What people have marked, with the parts of paragraphs that it is on, and notices about what is left out.
fn markups(glyphs: &mut Glyphs, paragraphs: &[PageParagraph]) -> (Vec<Markup>, Vec<String>) {
    let marks = &mut glyphs.marks;
    marks.finish();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        for (mark, range) in &paragraph.marks {
            let mark = marks.all.get_mut(*mark as usize);
            if let Some(mark) = mark {
                mark.markup.parts.push((number, range.clone()));
            }
        }
    }
    let mut notices = Vec::new();
    if marks.beyond > 0 {
        let message = format!(
            "Marks and answers that were not read, since there are too many or what they answer is \
             gone: {}.",
            marks.beyond
        );
        notices.push(message);
    }
    if glyphs.effort > MAX_EFFORT {
        let message = "The marks cover too much of this PDF: not all of them have their places.";
        notices.push(message.to_owned());
    }
    let marks = std::mem::take(&mut marks.all).into_iter();
    let markups = marks.map(|mark| Markup {
        place: format!("page {}", mark.page),
        ..mark.markup
    });
    (markups.collect(), notices)
}

/// Deals marks to the articles of a press archive that have the paragraph which they are on; in doubt, and
/// those without a place, the first article tells them.
fn deal(markups: Vec<Markup>, paragraphs: &[&str], articles: &mut [ArticleDraft]) {
    let mut places: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
    let lists: Vec<Vec<String>> = articles
        .iter()
        .map(|article| article.paragraphs.iter().map(str::to_owned).collect())
        .collect();
    if !markups.is_empty() {
        for (article, list) in lists.iter().enumerate() {
            for (number, paragraph) in list.iter().enumerate() {
                let of = places.entry(paragraph.trim()).or_default();
                of.push((article, number));
            }
        }
    }
    for mut markup in markups {
        let mut of = None;
        let parts = std::mem::take(&mut markup.parts).into_iter();
        let parts = parts.filter_map(|(number, range)| {
            let text = *paragraphs.get(number)?;
            let [(article, number)] = places.get(text.trim())?[..] else {
                return None;
            };
            let space = text.len() - text.trim_start().len();
            let is_same = *of.get_or_insert(article) == article;
            let range = range.start.saturating_sub(space)..range.end.saturating_sub(space);
            is_same.then_some((number, range))
        });
        markup.parts = parts.collect();
        if let Some(article) = articles.get_mut(of.unwrap_or(0)) {
            article.markups.push(markup);
        }
    }
}

/// The most comparisons of letters with marks: some seconds of a hostile file.
const MAX_EFFORT: usize = 50_000_000;

/// Takes the glyphs of pages from the interpreter.
#[derive(Default)]
struct Glyphs {
    marks: PageMarks,
    /// The indexes of the marks of the page.
    of_page: Vec<usize>,
    /// Whether what is drawn is no part of the page's contents: fields of forms, and what people have
    /// written on it.
    is_beside: bool,
    /// The comparisons with marks so far.
    effort: usize,
    /// The marks that the last letter is in.
    in_marks: Vec<u32>,
    page: usize,
    heights: Vec<f32>,
    lines: PdfLines,
    count: usize,
    /// The number of glyphs whose characters are unknown.
    unknown: usize,
}

impl Glyphs {
    /// Finds the marks that a letter is in. Returns whether it is what someone has written on the page.
    fn mark(&mut self, middle: Point) -> bool {
        self.in_marks.clear();
        if self.of_page.is_empty() || self.effort > MAX_EFFORT {
            return false;
        }
        let mut is_written = false;
        for index in &self.of_page {
            let mark = &self.marks.all[*index];
            self.effort += mark.areas.len();
            if !mark.areas.iter().any(|area| area.contains(middle)) {
                continue;
            }
            is_written |= mark.is_drawn;
            self.effort += MARKED_EFFORT;
            self.in_marks.extend(u32::try_from(*index));
        }
        self.is_beside && is_written
    }
}

/// What a letter in a mark counts: it takes memory.
const MARKED_EFFORT: usize = 40;

impl<'a> Device<'a> for Glyphs {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for placed in run.glyphs() {
            if self.count >= MAX_GLYPHS {
                return;
            }
            self.count += 1;
            let glyph: &Glyph<'_> = placed;
            let Some(characters) = glyph.as_unicode() else {
                self.unknown += 1;
                continue;
            };
            let width = match glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(drawn) => drawn.advance_width(),
            };
            let place: Affine = props.transform * placed.transform();
            let [.., skew, scale, _, _] = place.as_coeffs();
            let size = UNITS * skew.hypot(scale);
            let origin = place * Point::ZERO;
            let width = width.map_or(UNITS / 2.0, f64::from);
            let reach = place * Point::new(width, 0.0);
            let advance = reach - origin;
            if self.mark(PlacedGlyph::middle(origin, size, advance)) {
                continue;
            }
            let mut buffer = [0; 4];
            let text = match &characters {
                BfString::Char(c) => c.encode_utf8(&mut buffer),
                BfString::String(text) => text.as_str(),
            };
            self.lines.add(&PlacedGlyph {
                text,
                at: origin,
                size,
                advance,
                marks: &self.in_marks,
            });
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// The number of bytes before a stream in which its dictionary is looked for.
const DICTIONARY_WITHIN: usize = 4096;

/// Replaces the compression filter of pictures by the name of none, so that they are never
/// unpacked: they have no text, and unpack to hundreds of times their size. Returns whether there
/// are any.
fn close_pictures(bytes: &mut [u8]) -> bool {
    let (mut from, mut has_pictures) = (0, false);
    while let Some(at) = find(&bytes[from..], b"stream").map(|at| from + at) {
        from = at + b"stream".len();
        if bytes[..at].ends_with(b"end") {
            continue;
        }
        let start = at.saturating_sub(DICTIONARY_WITHIN);
        let object = bytes[start..at]
            .windows(3)
            .rposition(|three| three == b"obj");
        let Some(start) = object.map(|object| start + object) else {
            continue;
        };
        let dictionary = &bytes[start..at];
        if !has_subtype(dictionary, b"/Image") || has_subtype(dictionary, b"/Form") {
            continue;
        }
        for filter in [&b"/FlateDecode"[..], b"/LZWDecode", b"/RunLengthDecode"] {
            let mut within = start;
            while let Some(found) = find(&bytes[within..at], filter) {
                within += found + 1;
                bytes[within..within + 4].copy_from_slice(b"None");
                has_pictures = true;
            }
        }
    }
    has_pictures
}

/// Whether a dictionary has a `/Subtype` of this name.
fn has_subtype(dictionary: &[u8], name: &[u8]) -> bool {
    let mut rest = dictionary;
    while let Some(at) = find(rest, b"/Subtype") {
        rest = rest[at + b"/Subtype".len()..].trim_ascii_start();
        if rest.starts_with(name) && !rest.get(name.len()).is_some_and(u8::is_ascii_alphanumeric) {
            return true;
        }
    }
    false
}

/// Whether the bytes before a stream are the dictionary of a picture which [`close_pictures`] has
/// closed. In doubt it is not.
fn is_closed_picture(before: &[u8]) -> bool {
    let Some(object) = before.windows(5).rposition(|five| five == b"0 obj") else {
        return false;
    };
    let dictionary = String::from_utf8_lossy(&before[object + 5..]);
    let Some((before_filter, filter)) = dictionary.split_once("/Filter") else {
        return false;
    };
    let filter = filter.trim_start();
    let names = match filter.strip_prefix('[') {
        Some(names) => names.split(']').next().unwrap_or_default(),
        None => {
            let end = filter
                .get(1..)
                .and_then(|name| name.find(['/', '>', ' ', '\n', '\r']));
            &filter[..end.map_or(filter.len(), |end| end + 1)]
        }
    };
    let are_closed = names.contains("/None")
        && !names.contains(|c: char| c.is_ascii_digit())
        && !["Flate", "LZW", "RunLength", "/Fl"]
            .iter()
            .any(|name| names.contains(name));
    are_closed
        && has_subtype(dictionary.as_bytes(), b"/Image")
        && !has_subtype(dictionary.as_bytes(), b"/Form")
        && !filter.contains("/Filter")
        && !before_filter.contains("/F ")
        && !filter.contains("/F ")
        && !dictionary.contains(['#', '(', ')', '%'])
        && dictionary.matches("<<").count() == dictionary.matches(">>").count()
}

/// Rejects decompression bombs: measures the unpacked size of each stream before anything is
/// unpacked into memory.
fn refuse_bombs(bytes: &[u8], limits: &Limits) -> Result<(), IngestError> {
    let mut guard = guard(limits);
    let mut rest = bytes;
    while let Some(at) = find(rest, b"stream") {
        let is_end = rest[..at].ends_with(b"end");
        let before = &rest[at.saturating_sub(DICTIONARY_WITHIN)..at];
        let dictionary = &before[before.len().saturating_sub(512)..];
        rest = &rest[at + b"stream".len()..];
        if is_end || is_closed_picture(before) {
            continue;
        }
        if is_packed_twice(dictionary) {
            return Err(IngestError::Bomb("a stream is packed twice".to_owned()));
        }
        let start = rest.iter().take(2).take_while(|b| b.is_ascii_whitespace());
        let start = start.count();
        measure(&rest[start..], &mut guard)?;
    }
    Ok(())
}

/// Rejects decompression bombs in streams that could not be read before they were decrypted, and in
/// those that looked like closed pictures and are none.
fn refuse_hidden_bombs(pdf: &Pdf, limits: &Limits) -> Result<(), IngestError> {
    let mut guard = guard(limits);
    for object in pdf.objects() {
        if let Object::Stream(stream) = object
            && !stream.filters().is_empty()
        {
            measure(&stream.raw_data(), &mut guard)?;
        }
    }
    Ok(())
}

/// Whether the dictionary before a stream declares two compression filters in a row.
fn is_packed_twice(before: &[u8]) -> bool {
    let dictionary = before.rsplit(|b| *b == b'>').find(|part| part.len() > 2);
    let text = String::from_utf8_lossy(dictionary.unwrap_or(before));
    let Some((_, filters)) = text.rsplit_once("/Filter") else {
        return false;
    };
    let filters = filters.split(']').next().unwrap_or_default();
    ["Flate", "LZW", "RunLength", "/Fl"]
        .iter()
        .map(|name| filters.matches(name).count())
        .sum::<usize>()
        > 2
}

/// The quota of all streams together. A single stream has no ratio limit: an empty page as a
/// picture unpacks to a thousand times its size.
fn guard(limits: &Limits) -> UnpackGuard {
    UnpackGuard::new(UnpackLimits::total(limits.unpacked_bytes), 0)
}

/// Unpacks and discards the data to measure it; data in another compression ends at once.
fn measure(packed: &[u8], guard: &mut UnpackGuard) -> Result<(), IngestError> {
    let measured = guard.measure(ZlibDecoder::new(packed));
    measured.map_err(|error| IngestError::Bomb(error.to_string()))
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let first = bytes.get(from..)?.iter().position(|b| *b == what[0])? + from;
        if bytes[first..].starts_with(what) {
            return Some(first);
        }
        from = first + 1;
    }
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    find(bytes, what).is_some()
}
