//! Drawing of triangles with colours and texture coordinates between their corners.
//!
//! A pixel belongs to a triangle if its centre is within it; of two triangles with a common edge exactly one
//! has a centre on that edge, the one to whose left or upper side the edge belongs, as graphics cards do it.

use egui::Pos2;

use crate::color;
use crate::frame::Frame;
use crate::geometry::{Bounds, Corner, HALF, Point, SUBPIXELS, is_same};
use crate::texture::Texture;

/// One side of a triangle, followed from row to row.
///
/// The pixel in column `x` is on the inner side if `value + slope * x` is not negative. The value changes
/// evenly from row to row; it is kept as a quotient and a remainder by the slope, so that no row needs a
/// division.
struct TriangleSide {
    /// The quotient; the value itself where the slope is 0.
    bound: i64,
    /// The remainder.
    rest: i64,
    /// What is added to both with each row.
    bound_step: i64,
    rest_step: i64,
    slope: i64,
}

impl TriangleSide {
    /// The side from one corner to the next, clockwise on the screen, at a row.
    #[inline]
    fn new(from: Point, to: Point, row: i32) -> Self {
        let dx = i64::from(to.x) - i64::from(from.x);
        let dy = i64::from(to.y) - i64::from(from.y);
        let is_left_or_top = dy < 0 || (dy == 0 && dx > 0);
        let down = i64::from(row) * i64::from(SUBPIXELS) + i64::from(HALF) - i64::from(from.y);
        let right = i64::from(HALF) - i64::from(from.x);
        let value = dx * down - dy * right - i64::from(!is_left_or_top);
        let per_row = dx * i64::from(SUBPIXELS);
        let slope = -dy * i64::from(SUBPIXELS);
        if slope == 0 {
            return Self {
                bound: value,
                rest: 0,
                bound_step: per_row,
                rest_step: 0,
                slope,
            };
        }
        let divisor = slope.abs();
        let bound = value.div_euclid(divisor);
        let bound_step = match per_row {
            0 => 0,
            _ => per_row.div_euclid(divisor),
        };
        Self {
            bound,
            rest: value - bound * divisor,
            bound_step,
            rest_step: per_row - bound_step * divisor,
            slope,
        }
    }

    /// Narrows a range of columns to those on the inner side, and goes to the next row.
    #[inline]
    fn narrow(&mut self, left: &mut i64, right: &mut i64) {
        if self.slope > 0 {
            *left = (*left).max(-self.bound);
        } else if self.slope < 0 {
            *right = (*right).min(self.bound + 1);
        } else if self.bound < 0 {
            *right = *left;
        }
        self.bound += self.bound_step;
        self.rest += self.rest_step;
        if self.slope != 0 && self.rest >= self.slope.abs() {
            self.rest -= self.slope.abs();
            self.bound += 1;
        }
    }
}

/// A number that changes evenly over a triangle.
#[derive(Clone, Copy, Default)]
struct Slope {
    start: f32,
    per_column: f32,
    per_row: f32,
}

impl Slope {
    /// The number at a distance from the origin, in pixels.
    #[inline]
    fn at(&self, right: f32, down: f32) -> f32 {
        self.start + self.per_row * down + self.per_column * right
    }
}

/// Where a triangle's numbers are counted from, and how they are spread over it.
struct Plane {
    origin: Point,
    /// From the first corner to the others, in pixels, divided by twice the area.
    sides: [f32; 4],
}

impl Plane {
    fn new([a, b, c]: [Point; 3], area: i64) -> Self {
        let scale = SUBPIXELS as f32 / area as f32;
        let side = |to: i32, from: i32| (to - from) as f32 * scale;
        Self {
            origin: a,
            sides: [
                side(b.x, a.x),
                side(b.y, a.y),
                side(c.x, a.x),
                side(c.y, a.y),
            ],
        }
    }

    fn slope(&self, [a, b, c]: [f32; 3]) -> Slope {
        let [x1, y1, x2, y2] = self.sides;
        let (one, two) = (b - a, c - a);
        Slope {
            start: a,
            per_column: one * y2 - two * y1,
            per_row: two * x1 - one * x2,
        }
    }

    /// How far the centre of a pixel is from the origin, in pixels.
    #[inline]
    fn distance(pixel: i32, origin: i32) -> f32 {
        (pixel * SUBPIXELS + HALF - origin) as f32 / SUBPIXELS as f32
    }
}

impl Frame<'_> {
    /// Draws a triangle as far as it is within some pixels, which are within the frame.
    pub fn triangle(&mut self, corners: &[Corner<'_>; 3], texture: &Texture, within: &Bounds) {
        let [a, mut b, mut c] = *corners;
        let area = |b: Point, c: Point| {
            let (x1, y1) = (i64::from(b.x - a.0.x), i64::from(b.y - a.0.y));
            let (x2, y2) = (i64::from(c.x - a.0.x), i64::from(c.y - a.0.y));
            x1 * y2 - y1 * x2
        };
        let mut twice = area(b.0, c.0);
        if twice < 0 {
            (b, c) = (c, b);
            twice = -twice;
        }
        if twice == 0 {
            return;
        }
        let points = [a.0, b.0, c.0];
        let vertices = [a.1, b.1, c.1];
        let [first, second, third] = vertices;
        let plane = Plane::new(points, twice);
        let has_one_texel = is_same(first.uv, second.uv) && is_same(first.uv, third.uv);
        let has_one_color = first.color == second.color && first.color == third.color;
        let colors = vertices.map(|vertex| color::channels(color::pack(vertex.color)));
        if has_one_texel {
            let texel = texture.sample(first.uv, texture.is_nearest(0.0));
            if has_one_color {
                let color = color::from_channels(texel);
                let color = color::multiply(color, color::pack(first.color));
                if color != 0 {
                    self.spans(points, within, |_, _, row| color::paint(row, color));
                }
                return;
            }
            let tinted = colors.map(|color| -> [f32; 4] {
                std::array::from_fn(|channel| color[channel] * texel[channel] / 255.0)
            });
            self.shaded(&plane, &slopes(&plane, &tinted), points, within);
            return;
        }
        let slopes = slopes(&plane, &colors);
        let u = plane.slope(vertices.map(|vertex| vertex.uv.x));
        let v = plane.slope(vertices.map(|vertex| vertex.uv.y));
        let texels = [
            u.per_column * texture.width() as f32,
            u.per_row * texture.width() as f32,
            v.per_column * texture.height() as f32,
            v.per_row * texture.height() as f32,
        ];
        let nearest = texture.is_nearest(texels.into_iter().fold(0.0, |most, t| t.abs().max(most)));
        self.spans(points, within, |x, y, row| {
            let down = Plane::distance(y, plane.origin.y);
            for (x, pixel) in (x..).zip(row) {
                let right = Plane::distance(x, plane.origin.x);
                let texel =
                    texture.sample(Pos2::new(u.at(right, down), v.at(right, down)), nearest);
                let color: [f32; 4] = std::array::from_fn(|channel| {
                    let tint = slopes[channel].at(right, down).clamp(0.0, 255.0);
                    tint * texel[channel] / 255.0
                });
                *pixel = color::blend(color::from_channels(color), *pixel);
            }
        });
    }

    /// Draws a triangle whose colour changes evenly.
    fn shaded(&mut self, plane: &Plane, slopes: &[Slope; 4], points: [Point; 3], within: &Bounds) {
        let color = |x: i32, y: i32| {
            let right = Plane::distance(x, plane.origin.x);
            let down = Plane::distance(y, plane.origin.y);
            color::from_channels(slopes.each_ref().map(|slope| slope.at(right, down)))
        };
        // Most of these triangles soften an edge. Where it lies, all pixels of a row are the same; where it
        // stands, all rows are the same, mostly of a single pixel.
        if slopes.iter().all(|slope| slope.per_column == 0.0) {
            self.spans(points, within, |x, y, row| color::paint(row, color(x, y)));
            return;
        }
        let is_standing = slopes.iter().all(|slope| slope.per_row == 0.0);
        let mut last = None;
        self.spans(points, within, |x, y, row| {
            if is_standing && let [pixel] = row {
                let source = match last {
                    Some((column, source)) if column == x => source,
                    _ => color(x, y),
                };
                last = Some((x, source));
                *pixel = color::blend(source, *pixel);
                return;
            }
            for (x, pixel) in (x..).zip(row) {
                *pixel = color::blend(color(x, y), *pixel);
            }
        });
    }

    /// Calls `draw` for the pixels of each row that a triangle has: first column, row, pixels. The corners
    /// are clockwise on the screen.
    #[inline]
    fn spans(
        &mut self,
        [a, b, c]: [Point; 3],
        within: &Bounds,
        mut draw: impl FnMut(i32, i32, &mut [u32]),
    ) {
        let top = within.top;
        let mut sides = [(a, b), (b, c), (c, a)].map(|(from, to)| TriangleSide::new(from, to, top));
        for y in top..within.bottom {
            let (mut left, mut right) = (i64::from(within.left), i64::from(within.right));
            for side in &mut sides {
                side.narrow(&mut left, &mut right);
            }
            if left < right {
                let (left, right) = (left as i32, right as i32);
                draw(left, y, self.row(y, left, right));
            }
        }
    }
}

fn slopes(plane: &Plane, corners: &[[f32; 4]; 3]) -> [Slope; 4] {
    std::array::from_fn(|channel| {
        plane.slope([
            corners[0][channel],
            corners[1][channel],
            corners[2][channel],
        ])
    })
}
