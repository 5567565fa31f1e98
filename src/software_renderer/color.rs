//! Arithmetic on colours of four bytes in one `u32`.
//!
//! It knows no shapes and no textures. Colours are premultiplied, in gamma space, as `0xAARRGGBB`; pixels of
//! the frame are `0x00RRGGBB`. Channels are computed all at once in one `u64`, 16 bits for each, which holds
//! the product of two bytes: without instructions of a certain processor that is the fastest.

use egui::Color32;

/// The lower byte of each 16 bits.
const BYTES: u64 = 0x00FF_00FF_00FF_00FF;

/// Half of 255 in each 16 bits.
const HALVES: u64 = 0x0080_0080_0080_0080;

/// The bits of a pixel without alpha.
const RGB: u32 = 0x00FF_FFFF;

/// A colour of egui in our order of bytes.
#[inline]
pub fn pack(color: Color32) -> u32 {
    let [r, g, b, a] = color.to_array();
    u32::from_le_bytes([b, g, r, a])
}

/// A colour with 16 bits for each channel: alpha, green, red, blue from the top.
#[inline]
fn spread(color: u32) -> u64 {
    let color = u64::from(color);
    (color | color << 24) & BYTES
}

/// The colour of four channels of at most 255.
#[inline]
fn gather(channels: u64) -> u32 {
    (channels | channels >> 24) as u32
}

/// Divides four products of bytes by 255, rounded.
#[inline]
fn over_255(products: u64) -> u64 {
    let rounded = products + HALVES;
    ((rounded + ((rounded >> 8) & BYTES)) >> 8) & BYTES
}

/// All channels times `by` / 255.
#[inline]
pub fn scale(color: u32, by: u32) -> u32 {
    gather(over_255(spread(color) * u64::from(by)))
}

/// A texel tinted with the colour of a vertex, channel by channel.
#[inline]
pub fn multiply(texel: u32, tint: u32) -> u32 {
    let (one, other) = (texel.to_le_bytes(), tint.to_le_bytes());
    u32::from_le_bytes(std::array::from_fn(|channel| {
        let rounded = u32::from(one[channel]) * u32::from(other[channel]) + 128;
        ((rounded + (rounded >> 8)) >> 8) as u8
    }))
}

/// A pixel under a premultiplied colour: `source + pixel * (1 - alpha)`.
#[inline]
pub fn blend(source: u32, pixel: u32) -> u32 {
    let rest = u64::from(255 - (source >> 24));
    let sums = spread(source) + over_255(spread(pixel) * rest);
    // A colour may be brighter than its alpha allows.
    let over = sums & 0x0100_0100_0100_0100;
    gather((sums | (over - (over >> 8))) & BYTES) & RGB
}

/// Between a pixel and an opaque colour, `coverage` / 255 of the way.
#[inline]
pub fn mix(color: u32, coverage: u32, pixel: u32) -> u32 {
    let (coverage, rest) = (u64::from(coverage), u64::from(255 - coverage));
    gather(over_255(spread(color) * coverage + spread(pixel) * rest)) & RGB
}

/// The channels as numbers from 0 to 255: blue, green, red, alpha.
#[inline]
pub fn channels(color: u32) -> [f32; 4] {
    color.to_le_bytes().map(f32::from)
}

/// The colour of such channels, rounded and cut to what a byte holds. What is not a number becomes 0.
#[inline]
pub fn from_channels(channels: [f32; 4]) -> u32 {
    // Added to a small number, this leaves its whole part in the lowest bits.
    const WHOLE: f32 = 8_388_608.0;
    u32::from_le_bytes(channels.map(|channel| {
        let channel = if channel > 0.0 { channel } else { 0.0 };
        let channel = if channel < 255.0 { channel } else { 255.0 };
        (channel + WHOLE).to_bits() as u8
    }))
}

/// Four pixels between what they are and an opaque colour, each channel by its own coverage: that of a glyph
/// is the same in all channels. `color` is four times the same.
#[inline]
fn mix_four(color: [u8; 16], coverage: [u32; 4], pixels: [u32; 4]) -> [u32; 4] {
    let bytes = |pixels: [u32; 4]| -> [u8; 16] {
        std::array::from_fn(|at| pixels[at / 4].to_le_bytes()[at % 4])
    };
    let (coverage, pixels) = (bytes(coverage), bytes(pixels));
    let mixed: [u8; 16] = std::array::from_fn(|at| {
        let (coverage, rest) = (u16::from(coverage[at]), u16::from(255 - coverage[at]));
        let sum = u16::from(color[at]) * coverage + u16::from(pixels[at]) * rest + 128;
        ((sum + (sum >> 8)) >> 8) as u8
    });
    std::array::from_fn(|pixel| {
        let at = pixel * 4;
        u32::from_le_bytes([mixed[at], mixed[at + 1], mixed[at + 2], 0])
    })
}

/// Copies a row of texels that are white with some coverage, in an opaque colour.
pub fn copy_coverage(pixels: &mut [u32], texels: &[u32], color: u32) {
    let color = color.to_le_bytes();
    let four: [u8; 16] = std::array::from_fn(|at| color[at % 4]);
    let (chunks, rest) = pixels.as_chunks_mut::<4>();
    let (texel_chunks, texel_rest) = texels.as_chunks::<4>();
    for (pixels, texels) in chunks.iter_mut().zip(texel_chunks) {
        if *texels != [0; 4] {
            *pixels = mix_four(four, *texels, *pixels);
        }
    }
    for (pixel, texel) in rest.iter_mut().zip(texel_rest) {
        *pixel = mix(u32::from_le_bytes(color), texel >> 24, *pixel);
    }
}

/// Paints a row of pixels with one colour.
#[inline]
pub fn paint(row: &mut [u32], color: u32) {
    match color >> 24 {
        255 => row.fill(color & RGB),
        _ if color == 0 => {}
        _ => {
            for pixel in row {
                *pixel = blend(color, *pixel);
            }
        }
    }
}
