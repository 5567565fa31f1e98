//! The pixels of a frame, and drawing of rectangles on them.

use crate::color;
use crate::geometry::{Bounds, HALF, Rectangle, SUBPIXELS, first_pixel};
use crate::texture::Texture;

/// How far the centre of a pixel may be from that of a texel, in texels, for the texel to be taken as it is.
const SAME_PLACE: f32 = 1.0 / 64.0;

/// Pixels to draw on, row by row, as `0x00RRGGBB`.
pub struct Frame<'a> {
    pub pixels: &'a mut [u32],
    pub width: usize,
}

impl Frame<'_> {
    /// Some pixels of a row; the frame has them.
    #[inline]
    pub fn row(&mut self, y: i32, left: i32, right: i32) -> &mut [u32] {
        let start = y as usize * self.width;
        &mut self.pixels[start + left as usize..start + right as usize]
    }

    /// Paints with one colour.
    pub fn fill(&mut self, bounds: &Bounds, color: u32) {
        if color == 0 {
            return;
        }
        for y in bounds.top..bounds.bottom {
            color::paint(self.row(y, bounds.left, bounds.right), color);
        }
    }

    /// Draws a rectangle as far as it is within some pixels, which are within the frame.
    pub fn rectangle(&mut self, rectangle: &Rectangle, texture: &Texture, within: &Bounds) {
        let tint = color::pack(rectangle.color);
        if rectangle.has_one_texel() {
            let texel = texture.sample(rectangle.uv[0], texture.is_nearest(0.0));
            let color = color::multiply(color::from_channels(texel), tint);
            self.fill(within, color);
            return;
        }
        let [first, last] = rectangle.uv;
        let x = Axis::new(
            rectangle.min.x,
            rectangle.max.x,
            first.x,
            last.x,
            texture.width(),
        );
        let y = Axis::new(
            rectangle.min.y,
            rectangle.max.y,
            first.y,
            last.y,
            texture.height(),
        );
        if let (Some(left), Some(top)) = (x.offset(), y.offset()) {
            let width = (within.right - within.left) as usize;
            for row in within.top..within.bottom {
                let texels = usize::try_from(left + within.left)
                    .ok()
                    .zip(usize::try_from(top + row).ok())
                    .and_then(|(left, row)| texture.row(left, row, width));
                if let Some(texels) = texels {
                    let pixels = self.row(row, within.left, within.right);
                    if texture.is_coverage() && tint >> 24 == 255 {
                        color::copy_coverage(pixels, texels, tint);
                    } else {
                        copy(pixels, texels, tint);
                    }
                } else {
                    self.sampled_row(row, within, [&x, &y], texture, tint);
                }
            }
        } else {
            for row in within.top..within.bottom {
                self.sampled_row(row, within, [&x, &y], texture, tint);
            }
        }
    }

    fn sampled_row(
        &mut self,
        row: i32,
        within: &Bounds,
        [x, y]: [&Axis; 2],
        texture: &Texture,
        tint: u32,
    ) {
        let nearest = texture.is_nearest(x.step.abs().max(y.step.abs()));
        let v = y.at(row) / texture.height() as f32;
        let left = within.left;
        let pixels = self.row(row, left, within.right);
        for (column, pixel) in (left..).zip(pixels) {
            let uv = egui::pos2(x.at(column) / texture.width() as f32, v);
            let texel = color::from_channels(texture.sample(uv, nearest));
            *pixel = color::blend(color::multiply(texel, tint), *pixel);
        }
    }
}

/// Blends a row of texels, tinted, onto a row of pixels.
#[inline]
fn copy(pixels: &mut [u32], texels: &[u32], tint: u32) {
    let is_opaque = tint >> 24 == 255;
    for (pixel, texel) in pixels.iter_mut().zip(texels) {
        if *texel == 0 {
            continue;
        }
        let coverage = texel >> 24;
        // White with some coverage, as glyphs are.
        if *texel != coverage * 0x0101_0101 {
            *pixel = color::blend(color::multiply(*texel, tint), *pixel);
        } else if is_opaque {
            *pixel = color::mix(tint, coverage, *pixel);
        } else {
            *pixel = color::blend(color::scale(tint, coverage), *pixel);
        }
    }
}

/// Which texel a pixel shows, along one side of a rectangle.
struct Axis {
    /// The position of the first pixel's centre in texels.
    start: f32,
    /// The number of that pixel.
    first: i32,
    /// How many pixels there are.
    count: i32,
    /// Texels a pixel.
    step: f32,
}

impl Axis {
    fn new(min: i32, max: i32, from: f32, to: f32, texels: usize) -> Self {
        let texels = texels as f32;
        let step = (to - from) * texels / (max - min) as f32 * SUBPIXELS as f32;
        let first = first_pixel(min);
        let to_center = (first * SUBPIXELS + HALF - min) as f32 / SUBPIXELS as f32;
        Self {
            start: from * texels + to_center * step,
            first,
            count: first_pixel(max) - first,
            step,
        }
    }

    /// The texel position at a pixel's centre.
    #[inline]
    fn at(&self, pixel: i32) -> f32 {
        self.start + (pixel - self.first) as f32 * self.step
    }

    /// What to add to a pixel's number to have the texel's, if each pixel shows just one texel.
    fn offset(&self) -> Option<i32> {
        let texel = self.start.floor();
        let centered = |at: f32, texel: f32| (at - texel - 0.5).abs() <= SAME_PLACE;
        let last = self.at(self.first + self.count - 1);
        let is_same =
            centered(self.start, texel) && centered(last, texel + (self.count - 1) as f32);
        is_same.then(|| texel as i32 - self.first)
    }
}
