//! Reads PDF documents with a text layer: `pdf_lines` groups glyphs with their positions into
//! lines, which `lines` joins to paragraphs.

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

use super::lines::paragraphs as paragraphs_of;
use super::pdf_lines::{PdfLines, PlacedGlyph};
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
        let mut context = Context::new(place, frame, &cache, pdf.xref(), settings);
        interpret_page(page, &mut context, &mut glyphs);
        glyphs.heights.push(height);
    }
    let (upright, turned) = glyphs.lines.finish();
    if upright.is_empty() && turned.is_empty() {
        return Err(IngestError::NoTextLayer);
    }
    let mut paragraphs = paragraphs_of(&upright, &glyphs.heights);
    // Credits beside pictures, and pages that are printed across.
    for lines in turned {
        paragraphs.extend(paragraphs_of(&lines, &[]));
    }
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

/// Takes the glyphs of pages from the interpreter.
#[derive(Default)]
struct Glyphs {
    page: usize,
    heights: Vec<f32>,
    lines: PdfLines,
    count: usize,
    /// The number of glyphs whose characters are unknown.
    unknown: usize,
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
            self.lines.add(&PlacedGlyph {
                text,
                at: origin,
                size,
                advance: reach - origin,
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
