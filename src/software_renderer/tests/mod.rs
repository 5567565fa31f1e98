//! Tests of the renderer: against a plain formula for each pixel, and of one frame after another.

mod drawing;
mod frames;
mod reference;

use std::sync::Arc;

use egui::epaint::{ImageDelta, Mesh, Primitive, Vertex};
use egui::{
    ClippedPrimitive, Color32, ColorImage, Pos2, Rect, TextureId, TextureOptions, TexturesDelta,
    pos2,
};

use crate::SoftwareRenderer;

/// The texture of meshes without one: white at its first texel.
const WHITE: TextureId = TextureId::Managed(0);

const SIZE: [u32; 2] = [200, 150];

/// Everything that a frame may show.
const EVERYWHERE: Rect = Rect::EVERYTHING;

/// A renderer with the white texture.
fn renderer() -> SoftwareRenderer {
    let mut renderer = SoftwareRenderer::new();
    let white = ColorImage::filled([1, 1], Color32::WHITE);
    set(&mut renderer, WHITE, white, TextureOptions::LINEAR, None);
    renderer
}

/// Sets a texture or, with a place, a part of one.
fn set(
    renderer: &mut SoftwareRenderer,
    id: TextureId,
    image: ColorImage,
    options: TextureOptions,
    at: Option<[usize; 2]>,
) {
    let delta = match at {
        Some(at) => ImageDelta::partial(at, Arc::new(image), options),
        None => ImageDelta::full(Arc::new(image), options),
    };
    let mut textures = TexturesDelta::default();
    textures.push(id, delta);
    renderer.set_textures(&textures);
    textures.clear();
}

fn vertex(x: f32, y: f32, color: Color32) -> Vertex {
    Vertex::untextured(pos2(x, y), color)
}

fn of_mesh(mesh: Mesh, clip_rect: Rect) -> ClippedPrimitive {
    ClippedPrimitive {
        clip_rect,
        primitive: Primitive::Mesh(mesh),
    }
}

/// Triangles, each by three corners.
fn triangles(corners: &[Vertex]) -> Mesh {
    Mesh {
        indices: (0..corners.len() as u32).collect(),
        vertices: corners.to_vec(),
        texture_id: WHITE,
    }
}

/// A rectangle with a part of a texture.
fn textured(id: TextureId, rect: Rect, uv: Rect, color: Color32) -> Mesh {
    let mut mesh = Mesh::with_texture(id);
    mesh.add_rect_with_uv(rect, uv, color);
    mesh
}

fn filled(rect: Rect, color: Color32) -> ClippedPrimitive {
    let white = Rect::from_min_max(Pos2::ZERO, Pos2::ZERO);
    of_mesh(textured(WHITE, rect, white, color), EVERYWHERE)
}

fn rect(left: f32, top: f32, right: f32, bottom: f32) -> Rect {
    Rect::from_min_max(pos2(left, top), pos2(right, bottom))
}

/// Draws a frame at scale 1 on black.
fn draw(renderer: &mut SoftwareRenderer, primitives: &[ClippedPrimitive]) -> crate::Damage {
    renderer.draw(primitives, 1.0, SIZE, Color32::BLACK)
}

fn pixel(renderer: &SoftwareRenderer, x: u32, y: u32) -> u32 {
    renderer.pixels()[(y * renderer.size()[0] + x) as usize]
}

/// How many pixels are not black.
fn count(renderer: &SoftwareRenderer) -> usize {
    renderer
        .pixels()
        .iter()
        .filter(|&&pixel| pixel != 0)
        .count()
}
