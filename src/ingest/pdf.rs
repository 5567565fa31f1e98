//! Reads PDF documents with a text layer: groups glyphs with their positions into lines, which
//! `lines` joins to paragraphs.

use flate2::read::ZlibDecoder;
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::Object;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt as _, interpret_page,
};

use super::lines::{PageLine, paragraphs};
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
    refuse_bombs(source.bytes, &source.limits)?;
    let pdf = Pdf::new(source.bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => IngestError::Protected,
        LoadPdfError::Invalid => IngestError::Malformed {
            kind: KIND.title,
            why: "its objects cannot be found".to_owned(),
        },
    })?;
    if holds(source.bytes, b"/Encrypt") {
        refuse_encrypted_bombs(&pdf, &source.limits)?;
    }
    let cache = InterpreterCache::new();
    let mut glyphs = Glyphs::default();
    let pages = pdf.pages();
    for (number, page) in pages.iter().take(MAX_PAGES).enumerate() {
        glyphs.page = number;
        glyphs.end_line();
        let (width, height) = page.render_dimensions();
        let settings = InterpreterSettings::default();
        let frame = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        // With the y axis downwards, in reading direction.
        let place = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(place, frame, &cache, pdf.xref(), settings);
        interpret_page(page, &mut context, &mut glyphs);
        glyphs.heights.push(height);
    }
    glyphs.end_line();
    if glyphs.lines.is_empty() {
        return Err(IngestError::NoTextLayer);
    }
    let paragraphs = paragraphs(&glyphs.lines, &glyphs.heights);
    if let Some(articles) = press_archives::split(paragraphs.iter().map(String::as_str)) {
        return Ok(articles);
    }
    let mut draft = ArticleDraft {
        paragraphs: paragraphs.into_iter().collect(),
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

/// Collects glyphs into lines in the order in which they are drawn.
#[derive(Default)]
struct Glyphs {
    page: usize,
    heights: Vec<f32>,
    lines: Vec<PageLine>,
    line: Option<PageLine>,
    count: usize,
    /// The number of glyphs whose characters are unknown.
    unknown: usize,
}

impl Glyphs {
    fn end_line(&mut self) {
        if let Some(mut line) = self.line.take() {
            line.text.truncate(line.text.trim_end().len());
            if !line.text.is_empty() {
                self.lines.push(line);
            }
        }
    }

    /// Adds a glyph whose base line begins at this point; `advance` is its width.
    fn glyph(&mut self, text: &str, at: Point, size: f64, advance: f64) {
        if let Some(line) = &mut self.line {
            let gap = at.x - line.right;
            let is_beside = (at.y - line.base).abs() < 0.4 * size.max(line.size);
            // A wide gap means another column; a glyph further left begins another line.
            if is_beside && gap > -size && gap < 3.0 * size {
                if gap > 0.18 * size && !line.text.ends_with(' ') && !text.starts_with(' ') {
                    line.text.push(' ');
                }
                line.text.push_str(text);
                if !text.trim().is_empty() {
                    line.right = line.right.max(at.x + advance);
                } else {
                    line.right = at.x + advance;
                }
                return;
            }
        }
        if text.trim().is_empty() {
            return;
        }
        self.end_line();
        self.line = Some(PageLine {
            page: self.page,
            left: at.x,
            right: at.x + advance,
            base: at.y,
            size,
            text: text.to_owned(),
        });
    }
}

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
            let mut buffer = [0; 4];
            let text = match &characters {
                BfString::Char(c) => c.encode_utf8(&mut buffer),
                BfString::String(text) => text.as_str(),
            };
            self.glyph(text, origin, size, (reach.x - origin.x).max(0.0));
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// Rejects decompression bombs: measures the unpacked size of each stream before anything is
/// unpacked into memory.
fn refuse_bombs(bytes: &[u8], limits: &Limits) -> Result<(), IngestError> {
    let mut guard = guard(limits);
    let mut rest = bytes;
    while let Some(at) = find(rest, b"stream") {
        let is_end = rest[..at].ends_with(b"end");
        let dictionary = &rest[at.saturating_sub(512)..at];
        rest = &rest[at + b"stream".len()..];
        if is_end {
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

/// Rejects decompression bombs in streams that could not be read before they were decrypted.
fn refuse_encrypted_bombs(pdf: &Pdf, limits: &Limits) -> Result<(), IngestError> {
    let mut guard = guard(limits);
    for object in pdf.objects() {
        if let Object::Stream(stream) = object {
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
