//! Meshes for text and highlights, in points from the corner of a block's column.

use std::ops::Range;

use egui::epaint::Vertex;
use egui::{Color32, Mesh, Pos2, Rect, pos2};

use crate::model::codebook::LineStyle;
use crate::model::span::segments;

use super::glyph_atlas::{Atlas, AtlasImage, Pattern, uv};
use super::highlights::{Highlight, HighlightSizes, LineLanes};
use super::layout::Layout;
use super::style::{self, PageColors, is_bright};

/// How strong the tint of an annotation at rest is, of each further one on the same stretch, and
/// of them all at most.
const REST: f32 = 0.10;
const REST_MORE: f32 = 0.05;
const REST_MOST: f32 = 0.25;

/// How strong the tint under the pointer is, and that of the chosen one.
pub const HOVERED: f32 = 0.22;
pub const CHOSEN: f32 = 0.38;

/// Gathers rectangles and pictures, one mesh a texture.
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

    /// What has been gathered.
    pub fn finish(self) -> Vec<Mesh> {
        self.meshes.into_iter().map(|(_, mesh)| mesh).collect()
    }

    /// A filled rectangle; corners in pixels.
    pub fn rect(&mut self, x: Range<f32>, y: Range<i32>, color: Color32) {
        let Some(white) = self.atlas.pattern(Pattern::White) else {
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
        layout: &Layout,
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
    fn pattern(&mut self, pattern: Pattern, x: Range<f32>, top: i32, color: Color32) {
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
                self.pattern(Pattern::Dots(diameter), x, top, color);
            }
            LineStyle::Wavy => self.pattern(Pattern::Wave(sizes.unit), x, top, color),
        }
    }

    /// What connects the fragments of one annotation.
    fn connector(&mut self, x: Range<f32>, top: i32, sizes: &HighlightSizes, color: Color32) {
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

/// The letters of a block; `top` gives the upper edge of each line in pixels.
pub fn text_meshes(
    atlas: &mut Atlas,
    layout: &Layout,
    top: impl Fn(usize) -> i32,
    color: Color32,
    scale: f32,
) -> Vec<Mesh> {
    let mut canvas = Canvas::new(atlas, scale);
    canvas.letters(layout, 0, top, color);
    canvas.finish()
}

/// What surrounds the painting of a block's highlights.
pub struct HighlightPainter<'a> {
    pub layout: &'a Layout,
    /// Upper edge of each line, in pixels.
    pub tops: &'a [i32],
    pub lanes: &'a [LineLanes],
    pub sizes: &'a HighlightSizes,
    pub colors: &'a PageColors,
}

impl HighlightPainter<'_> {
    /// Tints of all annotations at rest: one for each combination on a stretch.
    pub fn rest_tints(&self, canvas: &mut Canvas<'_>, highlights: &[Highlight]) {
        let mut ranges = Vec::new();
        let mut owners = Vec::new();
        for (i, highlight) in highlights.iter().enumerate() {
            for piece in &highlight.pieces {
                ranges.push(piece.start as usize..piece.end as usize);
                owners.push(i);
            }
        }
        for segment in segments(&ranges) {
            let count = segment.active.len();
            let mut hue = [0.0; 3];
            for &active in &segment.active {
                let color = highlights[owners[active]].look.color;
                for (sum, channel) in hue.iter_mut().zip([color.r(), color.g(), color.b()]) {
                    *sum += f32::from(channel) / count as f32;
                }
            }
            let [r, g, b] = hue.map(|channel| channel.round() as u8);
            let strength = (REST + REST_MORE * (count - 1) as f32).min(REST_MOST);
            let color = style::tint(self.colors, Color32::from_rgb(r, g, b), strength);
            let range = segment.range.start as u32..segment.range.end as u32;
            self.fill(canvas, &range, color);
        }
    }

    /// Underlines of all annotations at rest.
    pub fn rest_lines(&self, canvas: &mut Canvas<'_>, highlights: &[Highlight]) {
        for highlight in highlights {
            self.underline(canvas, highlight, false);
        }
    }

    /// One annotation stronger than at rest.
    pub fn strong_tint(&self, canvas: &mut Canvas<'_>, highlight: &Highlight, strength: f32) {
        let color = style::tint(self.colors, highlight.look.color, strength);
        for piece in &highlight.pieces {
            self.fill(canvas, piece, color);
        }
    }

    /// The underline of one annotation, with what connects its fragments. `strong` connects them
    /// over all lines between.
    pub fn underline(&self, canvas: &mut Canvas<'_>, highlight: &Highlight, strong: bool) {
        let color = highlight.look.color;
        for piece in &highlight.pieces {
            self.each_stretch(piece, |line, x| {
                let top = self.baseline(line) + self.below(line, highlight.lane);
                canvas.line(highlight.look.line, x, top, self.sizes, color);
            });
        }
        let mut from = highlight.hull.start;
        let ends = highlight
            .pieces
            .iter()
            .map(|piece| (piece.start, piece.end));
        for (start, end) in ends.chain(std::iter::once((highlight.hull.end, highlight.hull.end))) {
            if from < start {
                let (first, last) = (
                    self.layout.line_of(from, false),
                    self.layout.line_of(start, true),
                );
                self.each_stretch(&(from..start), |line, x| {
                    // Far apart fragments are connected where they are, not across a whole page.
                    if strong || line == first || line == last {
                        let top = self.baseline(line) + self.below(line, highlight.lane);
                        canvas.connector(x, top + i32::from(self.sizes.unit), self.sizes, color);
                    }
                });
            }
            from = end;
        }
    }

    /// Fills a range from above its letters to below its first lane.
    pub fn fill(&self, canvas: &mut Canvas<'_>, range: &Range<u32>, color: Color32) {
        self.each_stretch(range, |line, x| {
            canvas.rect(x.start.round()..x.end.round(), self.band(line), color);
        });
    }

    /// Upper and lower edge of what is tinted on a line, in pixels.
    pub fn band(&self, line: usize) -> Range<i32> {
        let baseline = self.baseline(line);
        baseline - self.sizes.above..baseline + self.sizes.below()
    }

    /// Where a line's letters stand, in pixels.
    pub fn baseline(&self, line: usize) -> i32 {
        self.tops.get(line).copied().unwrap_or(0) + self.layout.baseline
    }

    /// From a line's baseline down to the top of a lane, in pixels.
    pub fn below(&self, line: usize, lane: u32) -> i32 {
        let row = self.lanes.get(line).map_or(lane, |lanes| lanes.row(lane));
        self.sizes.row(row)
    }

    /// Hands each stretch of a range to `each`, with its line, in pixels.
    pub fn each_stretch(&self, range: &Range<u32>, mut each: impl FnMut(usize, Range<f32>)) {
        let first = self.layout.line_of(range.start, false);
        for line in first..self.layout.lines.len() {
            if self.layout.line_start(line) >= range.end {
                break;
            }
            self.layout
                .stretches(line, range, |x0, x1| each(line, x0..x1));
        }
    }
}
