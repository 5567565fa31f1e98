//! Glyphs as shapes: seen, and no text that can be selected or found.

use pdf_writer::Content;
use swash::scale::ScaleContext;
use swash::zeno::{Point, Verb};

use super::faces_used::{UsedFaces, font_ref};
use super::typeset::SetLine;

/// Fills the glyphs of a line whose baseline begins at a point, from the lower left corner of the page.
pub fn fill(
    content: &mut Content,
    context: &mut ScaleContext,
    faces: &mut UsedFaces,
    line: &SetLine,
    (x, baseline): (f32, f32),
) {
    let mut is_drawn = false;
    for run in &line.runs {
        let font = faces.get_mut(run.face).map(|face| face.font.clone());
        let Some(face) = font.as_ref().and_then(font_ref) else {
            continue;
        };
        let mut scaler = context.builder(face).size(run.size).build();
        for glyph in run.clusters.iter().flat_map(|cluster| &cluster.glyphs) {
            if let Some(outline) = scaler.scale_outline(glyph.id) {
                let origin = (x + glyph.x, baseline + glyph.rise);
                path(content, outline.points(), outline.verbs(), origin);
                is_drawn = true;
            }
        }
    }
    if is_drawn {
        content.fill_nonzero();
    }
}

fn path(content: &mut Content, points: &[Point], verbs: &[Verb], (x, y): (f32, f32)) {
    let mut points = points.iter().map(|point| (x + point.x, y + point.y));
    let mut at = (x, y);
    for verb in verbs {
        let mut next = || points.next().unwrap_or(at);
        match verb {
            Verb::MoveTo => {
                at = next();
                content.move_to(at.0, at.1);
            }
            Verb::LineTo => {
                at = next();
                content.line_to(at.0, at.1);
            }
            Verb::QuadTo => {
                let (control, end) = (next(), next());
                // The cubic curve of the same shape.
                let near = |from: (f32, f32)| {
                    let part = 2.0 / 3.0;
                    (
                        from.0 + part * (control.0 - from.0),
                        from.1 + part * (control.1 - from.1),
                    )
                };
                let (first, second) = (near(at), near(end));
                content.cubic_to(first.0, first.1, second.0, second.1, end.0, end.1);
                at = end;
            }
            Verb::CurveTo => {
                let (first, second, end) = (next(), next(), next());
                content.cubic_to(first.0, first.1, second.0, second.1, end.0, end.1);
                at = end;
            }
            Verb::Close => {
                content.close_path();
            }
        }
    }
}
