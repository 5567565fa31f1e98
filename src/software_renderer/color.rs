//! Arithmetic on colours of four bytes in one `u32`.
//!
//! It knows no shapes and no textures. Colours are premultiplied, in gamma space, as `0xAARRGGBB`; pixels of
//! the frame are `0x00RRGGBB`. Two channels are computed at a time, since they fit into one number with room
//! for their products.

use egui::Color32;

/// The channels red and blue of a colour, or alpha and green of one that is shifted.
const PAIR: u32 = 0x00FF_00FF;

/// A colour of egui in our order of bytes.
#[inline]
pub fn pack(color: Color32) -> u32 {
    let [r, g, b, a] = color.to_array();
    u32::from_le_bytes([b, g, r, a])
}

/// Divides two products of bytes by 255, rounded.
#[inline]
fn pair_over_255(products: u32) -> u32 {
    let rounded = products + 0x0080_0080;
    ((rounded + ((rounded >> 8) & PAIR)) >> 8) & PAIR
}

/// All channels times `by` / 255.
#[inline]
pub fn scale(color: u32, by: u32) -> u32 {
    let red_blue = pair_over_255((color & PAIR) * by);
    let alpha_green = pair_over_255(((color >> 8) & PAIR) * by);
    red_blue | (alpha_green << 8)
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

/// Cuts two sums of bytes at 255.
#[inline]
fn saturate_pair(sums: u32) -> u32 {
    let over = sums & 0x0100_0100;
    (sums | (over - (over >> 8))) & PAIR
}

/// A pixel under a premultiplied colour: `source + pixel * (1 - alpha)`.
#[inline]
pub fn blend(source: u32, pixel: u32) -> u32 {
    let rest = 255 - (source >> 24);
    let red_blue = (source & PAIR) + pair_over_255((pixel & PAIR) * rest);
    let green = ((source >> 8) & 0xFF) + pair_over_255(((pixel >> 8) & 0xFF) * rest);
    saturate_pair(red_blue) | (saturate_pair(green) << 8)
}

/// Between a pixel and an opaque colour, `coverage` / 255 of the way.
#[inline]
pub fn mix(color: u32, coverage: u32, pixel: u32) -> u32 {
    let rest = 255 - coverage;
    let red_blue = pair_over_255((color & PAIR) * coverage + (pixel & PAIR) * rest);
    let green =
        pair_over_255(((color >> 8) & 0xFF) * coverage + ((pixel >> 8) & 0xFF) * rest) & 0xFF;
    red_blue | (green << 8)
}

/// The channels as numbers from 0 to 255: blue, green, red, alpha.
#[inline]
pub fn channels(color: u32) -> [f32; 4] {
    color.to_le_bytes().map(f32::from)
}

/// The colour of such channels, rounded and cut to what a byte holds.
#[inline]
pub fn from_channels(channels: [f32; 4]) -> u32 {
    u32::from_le_bytes(channels.map(|channel| (channel + 0.5) as u8))
}

/// Paints a row of pixels with one colour.
#[inline]
pub fn paint(row: &mut [u32], color: u32) {
    match color >> 24 {
        255 => row.fill(color & 0x00FF_FFFF),
        _ if color == 0 => {}
        _ => {
            for pixel in row {
                *pixel = blend(color, *pixel);
            }
        }
    }
}
