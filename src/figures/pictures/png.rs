//! A figure as PNG.

use swash::scale::ScaleContext;
use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, StrokeDash,
    Transform,
};

use super::outlines::outline;
use super::{PictureError, PictureFonts};
use crate::scene::{Figure, FigurePoint, LineStroke, Mark, MarkShape};
use crate::{ColorRole, FigureTheme};

/// The most pixels: 256 MB of memory.
const MAX_PIXELS: u64 = 64_000_000;

/// Writes a figure. `scale` is pixels for each point: 1 for screens, 300/72 for 300 dots an inch. `recipe` says how
/// it can be made again; it becomes an international text chunk of the name `recipe`.
///
/// # Errors
/// If the picture would have too many pixels or none.
pub fn png(
    figure: &Figure,
    theme: FigureTheme,
    scale: f32,
    recipe: Option<&str>,
    fonts: &mut PictureFonts,
) -> Result<Vec<u8>, PictureError> {
    let pixels = |length: f32| (length * scale).ceil().max(0.0) as u32;
    let (width, height) = (pixels(figure.width), pixels(figure.height));
    let refused = || PictureError::Size { width, height };
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(refused());
    }
    let mut pixmap = Pixmap::new(width, height).ok_or_else(refused)?;
    pixmap.fill(color(ColorRole::Page, theme));
    let mut canvas = PixelCanvas {
        pixmap,
        theme,
        scale,
        scaler: ScaleContext::new(),
    };
    for mark in &figure.marks {
        canvas.draw(mark, fonts);
    }
    encoded(&canvas.pixmap, scale, figure, recipe)
}

fn encoded(
    pixmap: &Pixmap,
    scale: f32,
    figure: &Figure,
    recipe: Option<&str>,
) -> Result<Vec<u8>, PictureError> {
    // The page is opaque, so that no pixel is premultiplied.
    let rgb: Vec<u8> = pixmap
        .data()
        .chunks_exact(4)
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(::png::ColorType::Rgb);
    encoder.set_depth(::png::BitDepth::Eight);
    let per_metre = (f64::from(scale) * 72.0 / 0.0254).round() as u32;
    encoder.set_pixel_dims(Some(::png::PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit: ::png::Unit::Meter,
    }));
    for (name, text) in [
        ("Title", Some(figure.title.as_str())),
        ("Description", Some(figure.description.as_str())),
        ("recipe", recipe),
    ] {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            encoder.add_itxt_chunk(name.to_owned(), text.to_owned())?;
        }
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&rgb)?;
    writer.finish()?;
    Ok(bytes)
}

struct PixelCanvas {
    pixmap: Pixmap,
    theme: FigureTheme,
    scale: f32,
    scaler: ScaleContext,
}

impl PixelCanvas {
    fn draw(&mut self, mark: &Mark, fonts: &mut PictureFonts) {
        let to_pixels = Transform::from_scale(self.scale, self.scale);
        let MarkShape::Text(text) = &mark.shape else {
            if let Some(path) = path(&mark.shape) {
                if let Some(fill) = mark.fill {
                    self.fill(&path, fill, to_pixels);
                }
                if let Some(stroke) = &mark.stroke {
                    self.stroke(&path, stroke, to_pixels);
                }
            }
            return;
        };
        let set = fonts.set(text);
        let Some(path) = outline(&set, text.size, &mut self.scaler) else {
            return;
        };
        let upright = Transform::from_translate(text.at.x, text.at.y);
        let place = if text.is_upward {
            upright.pre_concat(Transform::from_row(0.0, -1.0, 1.0, 0.0, 0.0, 0.0))
        } else {
            upright
        };
        let place = to_pixels.pre_concat(place);
        // A halo behind the letters.
        if let Some(stroke) = &mark.stroke {
            self.stroke(&path, stroke, place);
        }
        if let Some(fill) = mark.fill {
            self.fill(&path, fill, place);
        }
    }

    fn fill(&mut self, path: &Path, role: ColorRole, place: Transform) {
        let paint = paint(role, self.theme);
        self.pixmap
            .fill_path(path, &paint, FillRule::Winding, place, None);
    }

    fn stroke(&mut self, path: &Path, stroke: &LineStroke, place: Transform) {
        let dash = stroke
            .dash
            .and_then(|dash| StrokeDash::new(dash.to_vec(), 0.0));
        let pen = Stroke {
            width: stroke.width,
            line_cap: LineCap::Butt,
            line_join: LineJoin::Round,
            dash,
            ..Stroke::default()
        };
        let paint = paint(stroke.color, self.theme);
        self.pixmap.stroke_path(path, &paint, &pen, place, None);
    }
}

fn color(role: ColorRole, theme: FigureTheme) -> Color {
    let [r, g, b] = role.rgb(theme);
    Color::from_rgba8(r, g, b, 255)
}

fn paint(role: ColorRole, theme: FigureTheme) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(color(role, theme));
    paint.anti_alias = true;
    paint
}

fn path(shape: &MarkShape) -> Option<Path> {
    match shape {
        MarkShape::Rectangle(rect) => Rect::from_xywh(rect.left, rect.top, rect.width, rect.height)
            .map(PathBuilder::from_rect),
        MarkShape::Circle { centre, radius } => {
            PathBuilder::from_circle(centre.x, centre.y, *radius)
        }
        MarkShape::Line(points) => line(points, false),
        MarkShape::Polygon(points) => line(points, true),
        MarkShape::Text(_) => None,
    }
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
