//! Glyphs as lines and curves, for pixels.

use swash::FontRef;
use swash::scale::ScaleContext;
use swash::zeno::{Command, PathData};
use tiny_skia::{Path, PathBuilder, Transform};

use super::fonts::{GlyphRun, SetText};

/// The outlines of a text whose anchor stands at (0, 0), y downwards. `None` for a text that shows nothing.
pub(super) fn outline(text: &SetText, size: f32, scaler: &mut ScaleContext) -> Option<Path> {
    let mut path = PathBuilder::new();
    for run in &text.runs {
        add_run(run, run.left - text.before, size, scaler, &mut path);
    }
    path.finish()
}

fn add_run(
    run: &GlyphRun,
    left: f32,
    size: f32,
    scaler: &mut ScaleContext,
    path: &mut PathBuilder,
) {
    let Some(font) = FontRef::from_index(run.font.data.data(), run.font.index as usize) else {
        return;
    };
    let mut scaler = scaler
        .builder(font)
        .size(size)
        .normalized_coords(run.coords.iter())
        .build();
    let mut x = left;
    for glyph in &run.glyphs {
        let outline = u16::try_from(glyph.id)
            .ok()
            .and_then(|id| scaler.scale_outline(id));
        if let Some(outline) = outline {
            let place = Transform::from_row(1.0, 0.0, 0.0, -1.0, x + glyph.x, glyph.y);
            if let Some(glyph) = glyph_path(outline.path()).and_then(|p| p.transform(place)) {
                path.push_path(&glyph);
            }
        }
        x += glyph.advance;
    }
}

fn glyph_path(data: impl PathData) -> Option<Path> {
    let mut path = PathBuilder::new();
    for command in data.commands() {
        match command {
            Command::MoveTo(to) => path.move_to(to.x, to.y),
            Command::LineTo(to) => path.line_to(to.x, to.y),
            Command::QuadTo(by, to) => path.quad_to(by.x, by.y, to.x, to.y),
            Command::CurveTo(by, then, to) => {
                path.cubic_to(by.x, by.y, then.x, then.y, to.x, to.y);
            }
            Command::Close => path.close(),
        }
    }
    path.finish()
}
