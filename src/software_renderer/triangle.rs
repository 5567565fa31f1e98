//! Drawing of triangles with colours and texture coordinates between their corners.
//!
//! A pixel belongs to a triangle if its centre is within it; of two triangles with a common edge exactly one
//! has a centre on that edge, the one to whose left or upper side the edge belongs, as graphics cards do it.

use egui::Pos2;

use crate::color;
use crate::frame::Frame;
use crate::geometry::{Bounds, Corner, HALF, Point, SUBPIXELS};
use crate::texture::Texture;

/// One side of a triangle: pixels are on its inner side where `at - slope * x` is not negative.
struct TriangleSide {
    /// In 1/65536 of a pixel's area, for the pixel 0 of the current row.
    at: i64,
    per_column: i64,
    per_row: i64,
}

impl TriangleSide {
    /// The edge from one corner to the next, clockwise on the screen, seen from a row.
    fn new(from: Point, to: Point, row: i32) -> Self {
        let (dx, dy) = (
            i64::from(to.x) - i64::from(from.x),
            i64::from(to.y) - i64::from(from.y),
        );
        let is_left_or_top = dy < 0 || (dy == 0 && dx > 0);
        let center_y = i64::from(row) * i64::from(SUBPIXELS) + i64::from(HALF);
        let at = dx * (center_y - i64::from(from.y)) - dy * (i64::from(HALF) - i64::from(from.x));
        Self {
            at: at - i64::from(!is_left_or_top),
            per_column: -dy * i64::from(SUBPIXELS),
            per_row: dx * i64::from(SUBPIXELS),
        }
    }

    /// Narrows a range of pixels in the current row to those on the inner side.
    #[inline]
    fn narrow(&self, left: &mut i32, right: &mut i32) {
        if self.per_column > 0 {
            let first = -self.at.div_euclid(self.per_column);
            *left = (*left).max(first.clamp(i64::from(*left), i64::from(*right)) as i32);
        } else if self.per_column < 0 {
            let end = self.at.div_euclid(-self.per_column) + 1;
            *right = (*right).min(end.clamp(i64::from(*left), i64::from(*right)) as i32);
        } else if self.at < 0 {
            *right = *left;
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
        let has_one_texel = first.uv == second.uv && first.uv == third.uv;
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
            let slopes = slopes(&plane, &tinted);
            self.spans(points, within, |x, y, row| {
                let down = Plane::distance(y, plane.origin.y);
                let left: [f32; 4] = std::array::from_fn(|channel| {
                    slopes[channel].start + slopes[channel].per_row * down
                });
                for (x, pixel) in (x..).zip(row) {
                    let right = Plane::distance(x, plane.origin.x);
                    let color: [f32; 4] = std::array::from_fn(|channel| {
                        left[channel] + slopes[channel].per_column * right
                    });
                    *pixel = color::blend(color::from_channels(color), *pixel);
                }
            });
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
                let at =
                    |slope: &Slope| slope.start + slope.per_row * down + slope.per_column * right;
                let texel = texture.sample(Pos2::new(at(&u), at(&v)), nearest);
                let color: [f32; 4] = std::array::from_fn(|channel| {
                    let tint = at(&slopes[channel]).clamp(0.0, 255.0);
                    tint * texel[channel] / 255.0
                });
                *pixel = color::blend(color::from_channels(color), *pixel);
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
        let mut edges = [
            TriangleSide::new(a, b, top),
            TriangleSide::new(b, c, top),
            TriangleSide::new(c, a, top),
        ];
        for y in top..within.bottom {
            let (mut left, mut right) = (within.left, within.right);
            for edge in &mut edges {
                edge.narrow(&mut left, &mut right);
                edge.at += edge.per_row;
            }
            if left < right {
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
