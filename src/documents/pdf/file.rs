//! The file: objects, pages, highlights, the contents beside the pages.

use pdf_writer::types::{AnnotationFlags, AnnotationType, BlendMode};
use pdf_writer::{Content, Filter, Finish as _, Name, Pdf, Rect, Ref, TextStr};
use swash::scale::ScaleContext;

use crate::DocumentError;
use crate::clean::clean;
use crate::model::codebook::LineStyle;
use crate::report::{CodedReport, ReportLabel};
use crate::tint::tint;

use super::article::{LANE, NUMBER};
use super::embed::{self, packed};
use super::faces_used::UsedFaces;
use super::highlight::HighlightBox;
use super::outlines;
use super::pages::{DrawnPages, OutlineEntry, PAGE, PageHighlight, channels, face_name};
use super::typeset::{ReportFamily, SetLine, SetStyle, Typesetter};

/// The most objects that a file may have: references are 31 bits, and readers have less.
const MAX_OBJECTS: usize = 8_000_000;

/// The file.
pub fn bytes(report: &CodedReport, drawn: DrawnPages) -> Result<Vec<u8>, DocumentError> {
    let DrawnPages {
        pages,
        outline,
        mut typesetter,
    } = drawn;
    let highlights: usize = pages.iter().map(|page| page.highlights.len()).sum();
    if highlights.saturating_mul(2) + pages.len() * 3 > MAX_OBJECTS {
        return Err(DocumentError::TooLarge);
    }
    let mut next = Ref::new(1);
    let [catalog, tree, resources, info] = std::array::from_fn(|_| next.bump());
    let page_ids: Vec<Ref> = pages.iter().map(|_| next.bump()).collect();
    let mut shapes = ScaleContext::new();
    let mut file = Pdf::new();
    file.set_version(1, 7);
    for (page, id) in pages.into_iter().zip(&page_ids) {
        let content = next.bump();
        let mut annotations = Vec::with_capacity(page.highlights.len());
        for highlight in page.highlights {
            let [annotation, look] = std::array::from_fn(|_| next.bump());
            write_highlight(
                &mut file,
                &highlight,
                &report.labels,
                (annotation, look),
                (*id, resources),
                (&mut typesetter, &mut shapes),
            );
            annotations.push(annotation);
        }
        file.stream(content, &packed(&page.content.finish()))
            .filter(Filter::FlateDecode);
        let mut written = file.page(*id);
        written
            .parent(tree)
            .media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1))
            .contents(content);
        written.pair(Name(b"Resources"), resources);
        if !annotations.is_empty() {
            written.annotations(annotations);
        }
    }
    let count = i32::try_from(page_ids.len()).unwrap_or(i32::MAX);
    file.pages(tree).kids(page_ids.iter().copied()).count(count);
    write_fonts(&mut file, &typesetter.faces, resources, &mut next)?;
    let outlines = write_outline(&mut file, &outline, &page_ids, &mut next);
    file.document_info(info)
        .title(TextStr(&clean(&report.title)))
        .creator(TextStr("Demarche"))
        .producer(TextStr("Demarche"));
    let mut written = file.catalog(catalog);
    written.pages(tree).lang(TextStr("en"));
    written.viewer_preferences().display_doc_title(true);
    if let Some(outlines) = outlines {
        written.outlines(outlines);
    }
    written.finish();
    Ok(file.finish())
}

/// The faces and the ways of blending that all pages and highlights use.
fn write_fonts(
    file: &mut Pdf,
    faces: &UsedFaces,
    resources: Ref,
    next: &mut Ref,
) -> Result<(), DocumentError> {
    let used = faces
        .iter()
        .enumerate()
        .filter(|(_, face)| !face.letters.is_empty());
    let used: Vec<(usize, Ref)> = used.map(|(index, _)| (index, next.bump())).collect();
    let mut written = file
        .indirect(resources)
        .start::<pdf_writer::writers::Resources<'_>>();
    let mut fonts = written.fonts();
    for (index, id) in &used {
        fonts.pair(Name(face_name(*index).as_bytes()), *id);
    }
    fonts.finish();
    let mut states = written.ext_g_states();
    states
        .insert(Name(b"Multiply"))
        .start::<pdf_writer::writers::ExtGraphicsState<'_>>()
        .blend_mode(BlendMode::Multiply);
    states.finish();
    written.finish();
    let ids: std::collections::HashMap<usize, Ref> = used.into_iter().collect();
    for (index, face) in faces.iter().enumerate() {
        if let Some(id) = ids.get(&index) {
            embed::font(file, *id, next, face, index)?;
        }
    }
    Ok(())
}

fn write_outline(
    file: &mut Pdf,
    entries: &[OutlineEntry],
    pages: &[Ref],
    next: &mut Ref,
) -> Option<Ref> {
    let root = next.bump();
    let ids: Vec<Ref> = entries.iter().map(|_| next.bump()).collect();
    let (first, last) = (ids.first()?, ids.last()?);
    let count = i32::try_from(ids.len()).unwrap_or(i32::MAX);
    file.outline(root).first(*first).last(*last).count(count);
    for (index, entry) in entries.iter().enumerate() {
        let mut item = file.outline_item(ids[index]);
        item.title(TextStr(&clean(&entry.title))).parent(root);
        if let Some(before) = index.checked_sub(1) {
            item.prev(ids[before]);
        }
        if let Some(after) = ids.get(index + 1) {
            item.next(*after);
        }
        if let Some(page) = pages.get(entry.page) {
            item.dest().page(*page).xyz(0.0, entry.y, None);
        }
    }
    Some(root)
}

/// A number at a highlight, as a line.
fn number(typesetter: &mut Typesetter, mark: &str) -> SetLine {
    let style = SetStyle {
        family: ReportFamily::Sans,
        is_bold: true,
        size: NUMBER,
        line_height: NUMBER * 1.2,
        width: 200.0,
        is_rtl: Some(false),
    };
    let lines = typesetter.lines(mark, &style);
    lines.into_iter().next().unwrap_or_default()
}

fn write_highlight(
    file: &mut Pdf,
    highlight: &PageHighlight,
    labels: &[ReportLabel],
    (annotation, look): (Ref, Ref),
    (page, resources): (Ref, Ref),
    (typesetter, shapes): (&mut Typesetter, &mut ScaleContext),
) {
    let label = labels.get(highlight.label);
    let color = label.map_or([0x5A; 3], |label| label.color);
    let line = label.map(|label| label.line).unwrap_or_default();
    let rect = around(highlight);
    let content = appearance(highlight, color, line, (typesetter, shapes));
    let data = packed(&content.finish());
    let mut form = file.form_xobject(look, &data);
    form.filter(Filter::FlateDecode);
    form.bbox(rect);
    form.pair(Name(b"Resources"), resources);
    form.group().transparency();
    form.finish();
    let mut written = file.annotation(annotation);
    let [r, g, b] = channels(tint(&[color]));
    written
        .subtype(AnnotationType::Highlight)
        .rect(rect)
        .page(page)
        .name(TextStr(&highlight.name))
        .flags(AnnotationFlags::PRINT)
        .color_rgb(r, g, b)
        .contents(TextStr(&clean(&highlight.contents)))
        .subject(TextStr(&highlight.mark));
    if !highlight.author.is_empty() {
        written.author(TextStr(&clean(&highlight.author)));
    }
    let boxes = highlight.draft.boxes.iter();
    // Upper left, upper right, lower left, lower right: what readers expect, other than the standard says.
    written.quad_points(boxes.flat_map(|b| {
        let (top, bottom) = (PAGE.1 - b.top, PAGE.1 - b.bottom);
        [b.left, top, b.right, top, b.left, bottom, b.right, bottom]
    }));
    written.appearance().normal().stream(look);
}

/// The rectangle around all that a highlight draws, from the lower left corner of the page.
fn around(highlight: &PageHighlight) -> Rect {
    let boxes = &highlight.draft.boxes;
    let least = |of: fn(&HighlightBox) -> f32| boxes.iter().map(of).fold(f32::INFINITY, f32::min);
    let most = |of: fn(&HighlightBox) -> f32| boxes.iter().map(of).fold(0.0, f32::max);
    let (left, right) = (least(|b| b.left), most(|b| b.right));
    let (top, bottom) = (least(|b| b.top), most(|b| b.bottom));
    if boxes.is_empty() {
        return Rect::new(0.0, 0.0, 0.0, 0.0);
    }
    // Numbers stand above the letters and may be wider than what is highlighted, underlines below.
    Rect::new(
        left - 30.0,
        PAGE.1 - bottom - 16.0,
        right + 30.0,
        PAGE.1 - top + NUMBER + 2.0,
    )
}

/// Tint, underline and number.
fn appearance(
    highlight: &PageHighlight,
    color: [u8; 3],
    line: LineStyle,
    (typesetter, shapes): (&mut Typesetter, &mut ScaleContext),
) -> Content {
    let mut content = Content::new();
    content.save_state();
    content.set_parameters(Name(b"Multiply"));
    let [r, g, b] = channels(tint(&[color]));
    content.set_fill_rgb(r, g, b);
    for b in highlight.draft.boxes.iter() {
        content.rect(
            b.left,
            PAGE.1 - b.bottom,
            b.right - b.left,
            b.bottom - b.top,
        );
        content.fill_nonzero();
    }
    content.restore_state();
    let [r, g, b] = channels(color);
    content.save_state();
    content.set_stroke_rgb(r, g, b);
    for b in &highlight.draft.boxes {
        if let Some(lane) = b.lane {
            underline(&mut content, b, lane, line);
        }
    }
    content.restore_state();
    for (edge, top, is_rtl) in &highlight.draft.starts {
        let number = number(typesetter, &highlight.mark);
        let width = number
            .places
            .last()
            .map_or(0.0, |place| place.x + place.width);
        let left = if *is_rtl { edge - width } else { *edge };
        let place = (left, PAGE.1 - top + 0.6);
        outlines::fill(&mut content, shapes, &mut typesetter.faces, &number, place);
    }
    content
}

/// The line of a label below the letters, in its lane.
fn underline(content: &mut Content, b: &HighlightBox, lane: usize, line: LineStyle) {
    let y = PAGE.1 - b.bottom - 0.4 - lane as f32 * LANE;
    let (width, dashes): (f32, &[f32]) = match line {
        LineStyle::Solid => (1.1, &[]),
        LineStyle::Double | LineStyle::Wavy => (0.5, &[]),
        LineStyle::Dashed => (1.1, &[3.0, 1.6]),
        LineStyle::Dotted => (1.1, &[1.1, 1.1]),
    };
    content.set_line_width(width);
    content.set_dash_pattern(dashes.iter().copied(), 0.0);
    match line {
        LineStyle::Wavy => {
            content.move_to(b.left, y);
            let mut x = b.left;
            let mut is_up = true;
            while x < b.right {
                x = (x + 1.5).min(b.right);
                content.line_to(x, y + if is_up { 0.7 } else { -0.7 });
                is_up = !is_up;
            }
        }
        LineStyle::Double => {
            for shift in [0.55, -0.55] {
                content.move_to(b.left, y + shift);
                content.line_to(b.right, y + shift);
            }
        }
        _ => {
            content.move_to(b.left, y);
            content.line_to(b.right, y);
        }
    }
    content.stroke();
}
