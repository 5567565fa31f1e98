//! A canvas that collects rectangles, glyphs and underlines into meshes.
//!
//! It knows neither annotations nor the page: it is given positions in pixels and colours. Meshes
//! are in points from the corner of a block's column, one for each texture, so that a block is
//! painted with one or two draw calls.

use std::ops::Range;

use egui::epaint::Vertex;
use egui::{Color32, Mesh, Pos2, Rect, pos2};

use crate::model::codebook::LineStyle;

use super::glyph_atlas::{Atlas, AtlasImage, UnderlinePattern, uv};
use super::highlight_sizes::HighlightSizes;
use super::layout::BlockLayout;
use super::style::is_bright;

/// Collects rectangles and atlas images, one mesh for each texture.
pub struct Canvas<'a> {
    atlas: &'a mut Atlas,
    meshes: Vec<(usize, Mesh)>,
    scale: f32,
}

impl<'a> Canvas<'a> {
    /// Starts with nothing; `scale` is pixels per point.
    pub fn new(atlas: &'a mut Atlas, scale: f32) -> Self {
        Self {
            atlas,
            meshes: Vec::new(),
            scale,
        }
    }

    /// The meshes of the drawn shapes.
    pub fn finish(self) -> Vec<Mesh> {
        self.meshes.into_iter().map(|(_, mesh)| mesh).collect()
    }

    /// A filled rectangle; corners in pixels.
    pub fn rect(&mut self, x: Range<f32>, y: Range<i32>, color: Color32) {
        let Some(white) = self.atlas.pattern(UnderlinePattern::White) else {
            return;
        };
        let [x0, y0, ..] = white.pixels.map(f32::from);
        let center = uv(x0 + 0.5, y0 + 0.5);
        let rect = self.points(x, y);
        self.quad(white.page, rect, Rect::from_min_max(center, center), color);
    }

    fn picture(&mut self, picture: &AtlasImage, x: i32, y: i32, color: Color32) {
        let [x0, y0, x1, y1] = picture.pixels;
        let (left, top) = (x + picture.left, y - picture.top);
        let (right, bottom) = (left + i32::from(x1 - x0), top + i32::from(y1 - y0));
        let rect = self.points(left as f32..right as f32, top..bottom);
        let color = if picture.colored {
            Color32::WHITE
        } else {
            color
        };
        self.quad(picture.page, rect, picture.uv(), color);
    }

    /// Text whose left edge is at a place; `top` gives the upper edge of each line, in pixels.
    pub fn letters(
        &mut self,
        layout: &BlockLayout,
        left: i32,
        top: impl Fn(usize) -> i32,
        color: Color32,
    ) {
        let bright = is_bright(color);
        for (index, line) in layout.lines.iter().enumerate() {
            let baseline = top(index) + layout.baseline;
            for glyph in layout.glyphs.get(line.glyphs.clone()).unwrap_or_default() {
                if let Some((picture, x)) = self.atlas.glyph(glyph.face, glyph.id, glyph.x, bright)
                {
                    self.picture(&picture, left + x, baseline + glyph.y as i32, color);
                }
            }
        }
    }

    /// A stretch of a repeated pattern, in pixels.
    fn pattern(&mut self, pattern: UnderlinePattern, x: Range<f32>, top: i32, color: Color32) {
        let Some(picture) = self.atlas.pattern(pattern) else {
            return;
        };
        let [x0, y0, x1, y1] = picture.pixels;
        let tile = f32::from(x1 - x0);
        let (mut left, right) = (x.start.round(), x.end.round());
        while left < right {
            let width = (right - left).min(tile);
            let source = Rect::from_min_max(
                uv(f32::from(x0), f32::from(y0)),
                uv(f32::from(x0) + width, f32::from(y1)),
            );
            let rect = self.points(left..left + width, top..top + i32::from(y1 - y0));
            self.quad(picture.page, rect, source, color);
            left += width;
        }
    }

    /// A line in a label's style, in the lane whose top is given.
    pub fn line(
        &mut self,
        line: LineStyle,
        x: Range<f32>,
        top: i32,
        sizes: &HighlightSizes,
        color: Color32,
    ) {
        let (unit, stroke) = (i32::from(sizes.unit), i32::from(sizes.stroke));
        let x = x.start.round()..x.end.round().max(x.start.round() + 1.0);
        match line {
            LineStyle::Solid => self.rect(x, top..top + stroke, color),
            LineStyle::Double => {
                self.rect(x.clone(), top..top + unit, color);
                self.rect(x, top + 2 * unit..top + 3 * unit, color);
            }
            LineStyle::Dashed => {
                let (dash, gap) = (6.0 * f32::from(sizes.unit), 4.0 * f32::from(sizes.unit));
                let mut left = x.start;
                while left < x.end {
                    self.rect(left..(left + dash).min(x.end), top..top + stroke, color);
                    left += dash + gap;
                }
            }
            LineStyle::Dotted => {
                let diameter = (2 * sizes.unit).max(2);
                self.pattern(UnderlinePattern::Dots(diameter), x, top, color);
            }
            LineStyle::Wavy => self.pattern(UnderlinePattern::Wave(sizes.unit), x, top, color),
        }
    }

    /// The dotted line that connects the fragments of one annotation.
    pub fn connector(&mut self, x: Range<f32>, top: i32, sizes: &HighlightSizes, color: Color32) {
        let unit = f32::from(sizes.unit);
        let mut left = x.start.round() + unit;
        while left + unit <= x.end {
            self.rect(left..left + unit, top..top + i32::from(sizes.unit), color);
            left += 4.0 * unit;
        }
    }

    fn points(&self, x: Range<f32>, y: Range<i32>) -> Rect {
        Rect::from_min_max(
            pos2(x.start / self.scale, y.start as f32 / self.scale),
            pos2(x.end / self.scale, y.end as f32 / self.scale),
        )
    }

    fn quad(&mut self, page: usize, rect: Rect, uv: Rect, color: Color32) {
        let mesh = match self.meshes.iter_mut().position(|(p, _)| *p == page) {
            Some(i) => &mut self.meshes[i].1,
            None => {
                let mesh = Mesh::with_texture(self.atlas.texture(page));
                self.meshes.push((page, mesh));
                let last = self.meshes.len() - 1;
                &mut self.meshes[last].1
            }
        };
        let first = mesh.vertices.len() as u32;
        let vertex = |pos: Pos2, uv: Pos2| Vertex { pos, uv, color };
        mesh.vertices.extend([
            vertex(rect.left_top(), uv.left_top()),
            vertex(rect.right_top(), uv.right_top()),
            vertex(rect.left_bottom(), uv.left_bottom()),
            vertex(rect.right_bottom(), uv.right_bottom()),
        ]);
        let corners = [0, 1, 2, 2, 1, 3];
        mesh.indices.extend(corners.map(|corner| first + corner));
    }
}
