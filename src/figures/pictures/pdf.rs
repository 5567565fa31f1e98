//! A figure as PDF: one page of its size, text that can be selected and found, fonts embedded.

use std::collections::HashMap;

use krilla::color::rgb;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, LineJoin, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph, Tag};
use krilla::{Data, Document};

use super::PictureError;
use super::fonts::{GlyphRun, PictureFonts, SetText};
use crate::scene::{Figure, FigurePoint, LineStroke, Mark, MarkShape, TextMark};
use crate::{ColorRole, FigureTheme};

/// A quarter of a circle as a Bézier curve: how far its handles are from the ends, for a radius of 1.
const QUARTER: f32 = 0.552_284_8;

/// Writes a figure. `recipe` says how it can be made again; it becomes an attached file `recipe.json`.
///
/// # Errors
/// If the figure has no size, or a font cannot be embedded.
pub fn pdf(
    figure: &Figure,
    theme: FigureTheme,
    recipe: Option<&str>,
    fonts: &mut PictureFonts,
) -> Result<Vec<u8>, PictureError> {
    let settings =
        PageSettings::from_wh(figure.width, figure.height).ok_or_else(|| PictureError::Size {
            width: figure.width.max(0.0) as u32,
            height: figure.height.max(0.0) as u32,
        })?;
    let mut document = Document::new();
    document.set_metadata(
        Metadata::new()
            .title(figure.title.clone())
            .description(figure.description.clone())
            .creator("Demarche".to_owned()),
    );
    if let Some(recipe) = recipe {
        let added = document.embed_file(EmbeddedFile {
            path: "recipe.json".to_owned(),
            mime_type: MimeType::new("application/json"),
            description: Some("How this figure was made".to_owned()),
            association_kind: AssociationKind::Source,
            data: recipe.as_bytes().to_vec().into(),
            modification_date: None,
            compress: None,
            location: None,
        });
        added.ok_or_else(|| PictureError::Pdf("the recipe cannot be attached".to_owned()))?;
    }
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    let mut embedded = EmbeddedFonts::default();
    let background = Rect::from_xywh(0.0, 0.0, figure.width, figure.height);
    if let Some(background) = background.and_then(rectangle) {
        surface.set_fill(Some(fill(ColorRole::Page, theme)));
        surface.draw_path(&background);
    }
    for mark in &figure.marks {
        match &mark.shape {
            MarkShape::Text(text) => {
                draw_text(mark, text, theme, (fonts, &mut embedded), &mut surface);
            }
            shape => {
                if let Some(path) = path(shape) {
                    surface.set_fill(mark.fill.map(|role| fill(role, theme)));
                    surface.set_stroke(mark.stroke.as_ref().map(|of| stroke(of, theme)));
                    surface.draw_path(&path);
                }
            }
        }
    }
    surface.finish();
    page.finish();
    document
        .finish()
        .map_err(|error| PictureError::Pdf(format!("{error:?}")))
}

/// The fonts of a file, by the ids of their bytes, their number there and their places in their axes.
#[derive(Default)]
struct EmbeddedFonts(HashMap<(u64, u32, Vec<i16>), Option<Font>>);

impl EmbeddedFonts {
    fn of(&mut self, run: &GlyphRun) -> Option<Font> {
        let key = (run.font.data.id(), run.font.index, run.coords.clone());
        let found = self.0.entry(key).or_insert_with(|| {
            let (bytes, _) = run.font.data.clone().into_raw_parts();
            let data: Data = bytes.into();
            let places: Vec<(Tag, f32)> = run
                .variations
                .iter()
                .map(|(tag, value)| (Tag::new(tag), *value))
                .collect();
            Font::new_variable(data, run.font.index, &places)
        });
        found.clone()
    }
}

fn draw_text(
    mark: &Mark,
    text: &TextMark,
    theme: FigureTheme,
    (fonts, embedded): (&mut PictureFonts, &mut EmbeddedFonts),
    surface: &mut Surface<'_>,
) {
    let set = fonts.set(text);
    let place = if text.is_upward {
        Transform::from_row(0.0, -1.0, 1.0, 0.0, text.at.x, text.at.y)
    } else {
        Transform::from_translate(text.at.x, text.at.y)
    };
    surface.push_transform(&place);
    // A halo behind the letters, which are no letters to those who search.
    if let Some(halo) = &mark.stroke {
        surface.set_fill(None);
        surface.set_stroke(Some(stroke(halo, theme)));
        draw_runs(&set, text.size, true, embedded, surface);
    }
    if let Some(role) = mark.fill {
        surface.set_stroke(None);
        surface.set_fill(Some(fill(role, theme)));
        draw_runs(&set, text.size, false, embedded, surface);
    }
    surface.pop();
}

fn draw_runs(
    set: &SetText,
    size: f32,
    is_outlined: bool,
    embedded: &mut EmbeddedFonts,
    surface: &mut Surface<'_>,
) {
    for run in &set.runs {
        let Some(font) = embedded.of(run) else {
            continue;
        };
        let glyphs: Vec<KrillaGlyph> = run
            .glyphs
            .iter()
            .map(|glyph| {
                KrillaGlyph::new(
                    GlyphId::new(glyph.id),
                    glyph.advance / size,
                    glyph.x / size,
                    -glyph.y / size,
                    0.0,
                    glyph.text.clone(),
                    None,
                )
            })
            .collect();
        let start = Point::from_xy(run.left - set.before, 0.0);
        surface.draw_glyphs(start, &glyphs, font, &set.text, size, is_outlined);
    }
}

fn color(role: ColorRole, theme: FigureTheme) -> rgb::Color {
    let [r, g, b] = role.rgb(theme);
    rgb::Color::new(r, g, b)
}

fn fill(role: ColorRole, theme: FigureTheme) -> Fill {
    Fill {
        paint: color(role, theme).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }
}

fn stroke(of: &LineStroke, theme: FigureTheme) -> Stroke {
    Stroke {
        paint: color(of.color, theme).into(),
        width: of.width,
        line_join: LineJoin::Round,
        dash: of.dash.map(|dash| StrokeDash {
            array: dash.to_vec(),
            offset: 0.0,
        }),
        ..Stroke::default()
    }
}

fn path(shape: &MarkShape) -> Option<Path> {
    match shape {
        MarkShape::Rectangle(rect) => rectangle(Rect::from_xywh(
            rect.left,
            rect.top,
            rect.width,
            rect.height,
        )?),
        MarkShape::Circle { centre, radius } => circle(*centre, *radius),
        MarkShape::Line(points) => line(points, false),
        MarkShape::Polygon(points) => line(points, true),
        MarkShape::Text(_) => None,
    }
}

fn rectangle(rect: Rect) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    path.finish()
}

fn circle(FigurePoint { x, y }: FigurePoint, r: f32) -> Option<Path> {
    let k = r * QUARTER;
    let mut path = PathBuilder::new();
    path.move_to(x + r, y);
    path.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
    path.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
    path.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
    path.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
    path.close();
    path.finish()
}

fn line(points: &[FigurePoint], is_closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, rest) = points.split_first()?;
    path.move_to(first.x, first.y);
    for point in rest {
        path.line_to(point.x, point.y);
    }
    if is_closed {
        path.close();
    }
    path.finish()
}
