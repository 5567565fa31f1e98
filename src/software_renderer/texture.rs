//! Textures, their sampling, and which parts of them have changed since the last frame.
//!
//! It knows no shapes and no frame. Sampling is what `egui-wgpu` does with predictable filtering.

use std::collections::HashMap;

use egui::epaint::ImageDelta;
use egui::{ImageData, Pos2, TextureFilter, TextureId, TextureOptions, TextureWrapMode};

use crate::color;

/// More changed parts of a texture than this are taken as one.
const MAX_CHANGED_PARTS: usize = 64;

/// An image that meshes take texels from.
pub struct Texture {
    width: usize,
    height: usize,
    /// Row by row, as `0xAARRGGBB`.
    texels: Vec<u32>,
    options: TextureOptions,
    /// Whether all texels are white with some coverage, as in a texture of glyphs.
    is_coverage: bool,
}

/// A rectangle of texels, without its right column and its lower row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TexelRect {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

impl TexelRect {
    fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn union(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

impl Texture {
    fn new(delta: &ImageDelta) -> Self {
        let ImageData::Color(image) = &delta.image;
        let [width, height] = image.size;
        let mut texels: Vec<u32> = image.pixels.iter().copied().map(color::pack).collect();
        // Nothing below may depend on whether the image was well formed.
        texels.resize(width * height, 0);
        Self {
            width,
            height,
            is_coverage: texels.iter().copied().all(is_coverage),
            texels,
            options: delta.options,
        }
    }

    fn whole(&self) -> TexelRect {
        TexelRect {
            left: 0,
            top: 0,
            right: self.width,
            bottom: self.height,
        }
    }

    /// Returns what becomes different by it, which is everything or nothing.
    fn set_options(&mut self, options: TextureOptions) -> Option<TexelRect> {
        let is_new = self.options != options;
        self.options = options;
        is_new.then(|| self.whole())
    }

    /// Writes a part of the texture; returns what of it became different.
    fn update(&mut self, at: [usize; 2], delta: &ImageDelta) -> Option<TexelRect> {
        let ImageData::Color(image) = &delta.image;
        let mut changed: Option<TexelRect> = None;
        let width = image.size[0].min(self.width.saturating_sub(at[0]));
        let height = image.size[1].min(self.height.saturating_sub(at[1]));
        if width == 0 {
            return None;
        }
        let rows = image.pixels.chunks_exact(image.size[0]);
        for (row, new) in rows.take(height).enumerate() {
            let start = (at[1] + row) * self.width + at[0];
            let old = &mut self.texels[start..start + width];
            let mut differs: Option<(usize, usize)> = None;
            for (column, (old, new)) in old.iter_mut().zip(new).enumerate() {
                let new = color::pack(*new);
                if *old != new {
                    *old = new;
                    self.is_coverage &= is_coverage(new);
                    differs = Some((differs.map_or(column, |(first, _)| first), column));
                }
            }
            if let Some((first, last)) = differs {
                let part = TexelRect {
                    left: at[0] + first,
                    top: at[1] + row,
                    right: at[0] + last + 1,
                    bottom: at[1] + row + 1,
                };
                changed = Some(changed.map_or(part, |before| before.union(&part)));
            }
        }
        changed
    }

    /// Whether all texels are white with some coverage. Texels that were not may be gone since.
    pub fn is_coverage(&self) -> bool {
        self.is_coverage
    }

    pub fn width(&self) -> usize {
        self.width
    }

    pub fn height(&self) -> usize {
        self.height
    }

    /// A row of texels from `left` on, `None` if it is not all there.
    #[inline]
    pub fn row(&self, left: usize, y: usize, width: usize) -> Option<&[u32]> {
        if left + width > self.width {
            return None;
        }
        let start = y * self.width + left;
        self.texels.get(start..start + width)
    }

    /// Which of the filters holds where a pixel shows so many texels.
    pub fn is_nearest(&self, texels_per_pixel: f32) -> bool {
        let filter = if texels_per_pixel > 1.0 {
            self.options.minification
        } else {
            self.options.magnification
        };
        filter == TextureFilter::Nearest
    }

    #[inline]
    fn wrapped(&self, position: i32, length: usize) -> usize {
        let length = length as i32;
        let wrapped = match self.options.wrap_mode {
            TextureWrapMode::ClampToEdge => position.clamp(0, length - 1),
            TextureWrapMode::Repeat => position.rem_euclid(length),
            TextureWrapMode::MirroredRepeat => {
                let phase = position.rem_euclid(2 * length);
                phase.min(2 * length - 1 - phase)
            }
        };
        wrapped as usize
    }

    #[inline]
    fn texel(&self, x: i32, y: i32) -> u32 {
        let (x, y) = (self.wrapped(x, self.width), self.wrapped(y, self.height));
        self.texels[y * self.width + x]
    }

    /// The colour at texture coordinates, as channels from 0 to 255. An empty texture is transparent.
    #[inline]
    pub fn sample(&self, uv: Pos2, nearest: bool) -> [f32; 4] {
        let Some(corner) = self.texels.first() else {
            return [0.0; 4];
        };
        // Here shapes without a texture have their white.
        if uv.x <= 0.0 && uv.y <= 0.0 && self.options.wrap_mode == TextureWrapMode::ClampToEdge {
            return color::channels(*corner);
        }
        let (x, y) = (uv.x * self.width as f32, uv.y * self.height as f32);
        if nearest {
            return color::channels(self.texel(floor(x), floor(y)));
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (floor(x), floor(y));
        let (share_x, share_y) = (x - left as f32, y - top as f32);
        let (right, bottom) = (left.saturating_add(1), top.saturating_add(1));
        let between = |one: [f32; 4], other: [f32; 4], share: f32| -> [f32; 4] {
            std::array::from_fn(|channel| one[channel] + (other[channel] - one[channel]) * share)
        };
        let row = |y: i32| {
            let one = color::channels(self.texel(left, y));
            let other = color::channels(self.texel(right, y));
            between(one, other, share_x)
        };
        between(row(top), row(bottom), share_y)
    }

    /// The texels that may be sampled between two texture coordinates.
    pub fn part_between(&self, min: Pos2, max: Pos2) -> TexelRect {
        if self.options.wrap_mode != TextureWrapMode::ClampToEdge {
            return self.whole();
        }
        // Casts of what is too small or not a number give 0; a sample reaches one texel further.
        let first = |uv: f32, length: usize| {
            let texel = (uv * length as f32 - 1.0) as usize;
            texel.min(length.saturating_sub(1))
        };
        let end =
            |uv: f32, length: usize| ((uv * length as f32 + 2.0) as usize).clamp(1, length.max(1));
        TexelRect {
            left: first(min.x, self.width),
            top: first(min.y, self.height),
            right: end(max.x, self.width),
            bottom: end(max.y, self.height),
        }
    }
}

/// Whether a texel is white with some coverage.
fn is_coverage(texel: u32) -> bool {
    texel == (texel >> 24) * 0x0101_0101
}

/// The largest whole number that is not above; faster than `floor`, which is a call on older processors.
#[inline]
fn floor(number: f32) -> i32 {
    let whole = number as i32;
    whole.saturating_sub(i32::from(number < whole as f32))
}

/// The textures that egui has set, and what of them the last frame did not have.
#[derive(Default)]
pub struct Textures {
    known: HashMap<TextureId, Texture>,
    changed: HashMap<TextureId, Vec<TexelRect>>,
}

impl Textures {
    pub fn get(&self, id: TextureId) -> Option<&Texture> {
        self.known.get(&id)
    }

    /// Sets a texture or a part of it.
    pub fn set(&mut self, id: TextureId, delta: &ImageDelta) {
        let part = match (delta.pos, self.known.get_mut(&id)) {
            (Some(at), Some(texture)) => texture
                .set_options(delta.options)
                .or(texture.update(at, delta)),
            (Some(_), None) => {
                log::warn!("A part of texture {id:?} is set, but not the texture");
                None
            }
            // The same size anew: perhaps only some of it is different.
            (None, Some(texture)) if [texture.width, texture.height] == delta.image.size() => {
                texture
                    .set_options(delta.options)
                    .or(texture.update([0, 0], delta))
            }
            (None, _) => {
                let texture = Texture::new(delta);
                let whole = texture.whole();
                self.known.insert(id, texture);
                Some(whole)
            }
        };
        if let Some(part) = part {
            let parts = self.changed.entry(id).or_default();
            if parts.len() < MAX_CHANGED_PARTS {
                parts.push(part);
            } else if let Some(first) = parts.first_mut() {
                *first = first.union(&part);
            }
        }
    }

    pub fn free(&mut self, id: TextureId) {
        // Meshes that go on using it are left out, which changes the tiles they were in.
        self.known.remove(&id);
    }

    /// What of a texture has changed since the last frame.
    pub fn changed(&self, id: TextureId) -> &[TexelRect] {
        self.changed.get(&id).map_or(&[], Vec::as_slice)
    }

    /// A frame has been drawn with what there is.
    pub fn forget_changes(&mut self) {
        self.changed.clear();
    }
}

/// Whether a part of a texture is among its changed parts.
pub fn has_changed(part: &TexelRect, changed: &[TexelRect]) -> bool {
    changed.iter().any(|changed| changed.overlaps(part))
}
