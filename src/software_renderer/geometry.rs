//! Positions in parts of a pixel, rectangles of pixels, and rectangles found in pairs of triangles.
//!
//! It knows no colours of pixels and no tiles. Positions are whole numbers of 1/256 of a pixel, as graphics
//! cards use them: only so is it exact which of two triangles with a common edge has a pixel.

use egui::epaint::Vertex;
use egui::{Color32, Pos2, Rect};

/// Parts of a pixel.
pub const SUBPIXELS: i32 = 256;

/// Half a pixel: where the centre of a pixel stands that begins at 0.
pub const HALF: i32 = SUBPIXELS / 2;

/// Positions further out, in pixels, are moved to here, so that products of differences fit an `i64`.
const FURTHEST: f32 = 1_048_576.0;

/// A rectangle of pixels, without its right column and its lower row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

impl Bounds {
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.left >= self.right || self.top >= self.bottom
    }

    #[inline]
    pub fn intersect(&self, other: &Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    #[inline]
    pub fn contains(&self, other: &Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }

    /// The pixels of a frame that a clip rectangle in points leaves, rounded as `egui-wgpu` and `egui_glow` do.
    pub fn of_clip(clip: Rect, pixels_per_point: f32, size: [u32; 2]) -> Self {
        // Casts saturate, and what is not a number becomes 0.
        let pixel = |points: f32, end: u32| {
            let pixel = (points * pixels_per_point).round() as i32;
            pixel.clamp(0, i32::try_from(end).unwrap_or(i32::MAX))
        };
        Self {
            left: pixel(clip.min.x, size[0]),
            top: pixel(clip.min.y, size[1]),
            right: pixel(clip.max.x, size[0]),
            bottom: pixel(clip.max.y, size[1]),
        }
    }
}

/// A position in 1/256 of a pixel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    pub x: i32,
    pub y: i32,
}

impl Point {
    #[inline]
    pub fn new(position: Pos2, pixels_per_point: f32) -> Self {
        Self {
            x: snap(position.x * pixels_per_point),
            y: snap(position.y * pixels_per_point),
        }
    }
}

/// Rounds a distance in pixels to 1/256 of a pixel. What is not a number comes to stand far out.
#[inline]
fn snap(pixels: f32) -> i32 {
    // Added to a number, this leaves its whole part in the lowest bits: much faster than `round`, which is
    // a call where the processor's own rounding cannot be counted on.
    const WHOLE: f64 = 6_755_399_441_055_744.0;
    #[allow(clippy::manual_clamp, reason = "`clamp` would return NaN for NaN")]
    let pixels = pixels.max(-FURTHEST).min(FURTHEST);
    (f64::from(pixels) * f64::from(SUBPIXELS) + WHOLE).to_bits() as i32
}

/// The first pixel whose centre is not before a position.
#[inline]
pub fn first_pixel(position: i32) -> i32 {
    (position + HALF - 1) >> 8
}

/// The pixels whose centres are within a rectangle, with those on its left and upper edge.
#[inline]
pub fn pixels_within(min: Point, max: Point) -> Bounds {
    Bounds {
        left: first_pixel(min.x),
        top: first_pixel(min.y),
        right: first_pixel(max.x),
        bottom: first_pixel(max.y),
    }
}

/// The corners of the smallest rectangle around points.
#[inline]
pub fn around(points: &[Point; 3]) -> (Point, Point) {
    let [a, b, c] = points;
    let min = Point {
        x: a.x.min(b.x).min(c.x),
        y: a.y.min(b.y).min(c.y),
    };
    let max = Point {
        x: a.x.max(b.x).max(c.x),
        y: a.y.max(b.y).max(c.y),
    };
    (min, max)
}

/// Two triangles that together are an upright rectangle of one colour, whose texture lies upright in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rectangle {
    pub min: Point,
    pub max: Point,
    /// Texture coordinates at the left upper and the right lower corner.
    pub uv: [Pos2; 2],
    pub color: Color32,
}

/// A corner of a triangle: position and the rest.
pub type Corner<'a> = (Point, &'a Vertex);

impl Rectangle {
    /// Whether a triangle may be half of a rectangle: nearly all others have three columns or three rows.
    #[inline]
    pub fn is_half([a, b, c]: &[Corner<'_>; 3]) -> bool {
        (a.0.x == b.0.x || b.0.x == c.0.x || c.0.x == a.0.x)
            && (a.0.y == b.0.y || b.0.y == c.0.y || c.0.y == a.0.y)
    }

    /// Recognises a rectangle in a triangle and one that has its last two corners and another.
    #[inline]
    pub fn of_fan([a, b, c]: &[Corner<'_>; 3], d: &Corner<'_>) -> Option<Self> {
        if a.0.x == c.0.x && a.0.y == b.0.y {
            Self::of_corners([a, b, c, d])
        } else {
            Self::of_corners([a, c, b, d])
        }
    }

    /// The rectangle of four corners, if they are one: the first, that beside it in its row, that beside it
    /// in its column, and that across.
    #[inline]
    fn of_corners([first, beside, below, across]: [&Corner<'_>; 4]) -> Option<Self> {
        let color = first.1.color;
        let is_upright = first.0.x == below.0.x
            && first.0.y == beside.0.y
            && across.0.x == beside.0.x
            && across.0.y == below.0.y
            && first.1.uv.x == below.1.uv.x
            && first.1.uv.y == beside.1.uv.y
            && across.1.uv.x == beside.1.uv.x
            && across.1.uv.y == below.1.uv.y
            && beside.1.color == color
            && below.1.color == color
            && across.1.color == color
            && first.0.x != beside.0.x
            && first.0.y != below.0.y;
        if !is_upright {
            return None;
        }
        let mut rectangle = Self {
            min: first.0,
            max: across.0,
            uv: [first.1.uv, across.1.uv],
            color,
        };
        let Self { min, max, uv, .. } = &mut rectangle;
        let [from, to] = uv;
        if min.x > max.x {
            std::mem::swap(&mut min.x, &mut max.x);
            std::mem::swap(&mut from.x, &mut to.x);
        }
        if min.y > max.y {
            std::mem::swap(&mut min.y, &mut max.y);
            std::mem::swap(&mut from.y, &mut to.y);
        }
        Some(rectangle)
    }

    /// Recognises a rectangle in two triangles, in whichever order their corners are.
    pub fn of_triangles(first: &[Corner<'_>; 3], second: &[Corner<'_>; 3]) -> Option<Self> {
        let (min, max) = around(&first.map(|(point, _)| point));
        let mut found: [Option<&Corner<'_>>; 4] = [None; 4];
        // Each triangle lacks one corner; they must lie across from each other.
        let mut missing = [0; 2];
        for (triangle, missing) in [first, second].into_iter().zip(&mut missing) {
            let mut seen = 0u8;
            for corner in triangle {
                let (point, vertex) = corner;
                let (right, lower) = (point.x == max.x, point.y == max.y);
                if !(right || point.x == min.x) || !(lower || point.y == min.y) {
                    return None;
                }
                // Bit 0 tells the right edge, bit 1 the lower edge.
                let number = usize::from(right) | usize::from(lower) << 1;
                seen |= 1 << number;
                *missing ^= number;
                let (_, known) = found[number].get_or_insert(corner);
                if !is_same(known.uv, vertex.uv) || known.color != vertex.color {
                    return None;
                }
            }
            if seen.count_ones() != 3 {
                return None;
            }
        }
        if missing[0] ^ missing[1] != 0b11 {
            return None;
        }
        let [left_top, right_top, left_bottom, right_bottom] = found;
        Self::of_corners([left_top?, right_top?, left_bottom?, right_bottom?])
    }

    /// Whether all of it has the same texel.
    #[inline]
    pub fn has_one_texel(&self) -> bool {
        is_same(self.uv[0], self.uv[1])
    }
}

/// Whether two positions are the same, and no number of theirs is NaN: on that egui's own comparison panics in
/// a debug build.
#[inline]
pub fn is_same(first: Pos2, second: Pos2) -> bool {
    first.x == second.x && first.y == second.y
}
