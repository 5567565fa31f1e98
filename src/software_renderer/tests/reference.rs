//! A renderer that computes each pixel of each triangle by the plain formula, in numbers of 64 bits.
//!
//! It shares nothing with the renderer under test.

use egui::epaint::{Mesh, Primitive, Vertex};
use egui::{ClippedPrimitive, Rect};

/// Colours as red, green, blue, alpha from 0 to 1.
pub type Color = [f64; 4];

/// What meshes are textured with, sampled at texture coordinates.
pub type Sampler<'a> = dyn Fn(f64, f64) -> Color + 'a;

/// Draws primitives on opaque black.
pub fn draw(
    primitives: &[ClippedPrimitive],
    scale: f32,
    size: [u32; 2],
    sample: &Sampler<'_>,
) -> Vec<Color> {
    let mut pixels = vec![[0.0, 0.0, 0.0, 1.0]; (size[0] * size[1]) as usize];
    for primitive in primitives {
        if let Primitive::Mesh(mesh) = &primitive.primitive {
            for corners in mesh.triangles() {
                triangle(
                    &mut pixels,
                    size,
                    scale,
                    mesh,
                    corners,
                    primitive.clip_rect,
                    sample,
                );
            }
        }
    }
    pixels
}

/// A position as graphics cards round it.
fn position(vertex: &Vertex, scale: f32) -> [f64; 2] {
    [vertex.pos.x, vertex.pos.y].map(|at| (f64::from(at * scale) * 256.0).round() / 256.0)
}

fn triangle(
    pixels: &mut [Color],
    size: [u32; 2],
    scale: f32,
    mesh: &Mesh,
    corners: [u32; 3],
    clip: Rect,
    sample: &Sampler<'_>,
) {
    let mut vertices = corners.map(|corner| &mesh.vertices[corner as usize]);
    let area =
        |[a, b, c]: [[f64; 2]; 3]| (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    if area(vertices.map(|vertex| position(vertex, scale))) < 0.0 {
        vertices.swap(1, 2);
    }
    let points = vertices.map(|vertex| position(vertex, scale));
    let whole = area(points);
    if whole == 0.0 {
        return;
    }
    for y in 0..size[1] {
        for x in 0..size[0] {
            let within = |at: u32, min: f32, max: f32| {
                let at = f64::from(at);
                at >= f64::from((min * scale).round()) && at < f64::from((max * scale).round())
            };
            if !within(x, clip.min.x, clip.max.x) || !within(y, clip.min.y, clip.max.y) {
                continue;
            }
            let center = [f64::from(x) + 0.5, f64::from(y) + 0.5];
            // How much of each corner's values a pixel has.
            let mut shares = [0.0; 3];
            let mut inside = true;
            for (corner, share) in shares.iter_mut().enumerate() {
                let (from, to) = (points[(corner + 1) % 3], points[(corner + 2) % 3]);
                *share = area([from, to, center]) / whole;
                let left_or_top = to[1] < from[1] || (to[1] == from[1] && to[0] > from[0]);
                inside &= *share > 0.0 || (*share == 0.0 && left_or_top);
            }
            if !inside {
                continue;
            }
            let mean = |value: &dyn Fn(&Vertex) -> f64| -> f64 {
                shares
                    .iter()
                    .zip(vertices)
                    .map(|(share, vertex)| share * value(vertex))
                    .sum()
            };
            let texel = sample(
                mean(&|vertex| f64::from(vertex.uv.x)),
                mean(&|vertex| f64::from(vertex.uv.y)),
            );
            let pixel = &mut pixels[(y * size[0] + x) as usize];
            let source: Color = std::array::from_fn(|channel| {
                let color = mean(&|vertex| f64::from(vertex.color.to_array()[channel]) / 255.0);
                texel[channel] * color
            });
            for channel in 0..3 {
                let sum = source[channel] + pixel[channel] * (1.0 - source[3]);
                pixel[channel] = sum.min(1.0);
            }
        }
    }
}

/// The largest difference of any channel from a frame, in steps of a byte, with its pixel.
pub fn worst(pixels: &[u32], expected: &[Color]) -> (f64, usize) {
    assert_eq!(pixels.len(), expected.len());
    let differences = pixels
        .iter()
        .zip(expected)
        .enumerate()
        .map(|(at, (pixel, expected))| {
            let [b, g, r, _] = pixel.to_le_bytes();
            let channels = [r, g, b].into_iter().zip(expected);
            let worst = channels
                .map(|(channel, expected)| (f64::from(channel) - expected * 255.0).abs())
                .fold(0.0, f64::max);
            (worst, at)
        });
    differences.fold(
        (0.0, 0),
        |most, one| if one.0 > most.0 { one } else { most },
    )
}
