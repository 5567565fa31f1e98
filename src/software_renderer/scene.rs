//! What a frame draws, as rectangles and triangles with their place and a hash.
//!
//! It knows no pixels' colours: it takes meshes apart, finds out where each piece stands, and hands the
//! pieces to the tiles. Meshes that are as in the last frame are not taken apart again.

use egui::epaint::{Primitive, Vertex};
use egui::{ClippedPrimitive, Mesh, Pos2, TextureId};

use crate::geometry::{Bounds, Corner, Point, Rectangle, around, pixels_within};
use crate::texture::{TexelRect, Texture, Textures, has_changed};
use crate::tiles::{TILE, Tiles, mix, mix_all};

/// How many meshes may have gone or come before one that stays, for it to be recognised.
const MESHES_TO_SKIP: usize = 16;

/// One rectangle or triangle of a mesh.
#[derive(Clone, Copy)]
pub struct MeshPiece {
    pub shape: PieceShape,
    /// The pixels it may draw to.
    pub bounds: Bounds,
    /// Of everything that it draws.
    hash: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceShape {
    /// Where its corners begin among the indices of the mesh.
    Triangle(u32),
    /// Its number among the rectangles of the mesh, and whether nothing shows through it.
    Rectangle(u32, bool),
}

/// A mesh taken apart.
#[derive(Default)]
pub struct MeshPieces {
    /// Which primitive it is.
    pub primitive: usize,
    pub pieces: Vec<MeshPiece>,
    pub rectangles: Vec<Rectangle>,
    /// Of the mesh and all that it is drawn with but the texels.
    hash: u64,
}

/// The meshes of this frame and of the last.
#[derive(Default)]
pub struct Scene {
    pub meshes: Vec<MeshPieces>,
    before: Vec<MeshPieces>,
    /// Memory of meshes that are gone.
    spare: Vec<MeshPieces>,
    /// Whether it was said that callbacks are not drawn.
    callback_reported: bool,
}

impl Scene {
    /// Takes the primitives of a frame apart and adds their pieces to the tiles.
    pub fn build(
        &mut self,
        primitives: &[ClippedPrimitive],
        pixels_per_point: f32,
        size: [u32; 2],
        textures: &Textures,
        tiles: &mut Tiles,
    ) {
        std::mem::swap(&mut self.meshes, &mut self.before);
        // Meshes of the last frame up to here are in this frame too, or gone.
        let mut passed = 0;
        for (primitive, clipped) in primitives.iter().enumerate() {
            let clip = Bounds::of_clip(clipped.clip_rect, pixels_per_point, size);
            if clip.is_empty() {
                continue;
            }
            let mesh = match &clipped.primitive {
                Primitive::Mesh(mesh) => mesh,
                Primitive::Callback(_) => {
                    self.report_callback();
                    continue;
                }
            };
            let Some(texture) = textures.get(mesh.texture_id) else {
                if !mesh.is_empty() {
                    log::warn!("Texture {:?} is missing", mesh.texture_id);
                }
                continue;
            };
            let source = MeshSource {
                mesh,
                pixels_per_point,
                clip,
                texture,
                changed: textures.changed(mesh.texture_id),
                hash: of_surroundings(clip, mesh.texture_id),
            };
            let hash = of_mesh(&source);
            let number = self.meshes.len() as u32;
            let candidates = self.before.iter_mut().enumerate().skip(passed);
            let same = candidates
                .take(MESHES_TO_SKIP)
                .find(|(_, before)| before.hash == hash);
            let mut pieces = match same {
                Some((at, before)) if source.changed.is_empty() => {
                    passed = at + 1;
                    let before = std::mem::take(before);
                    before.repeat(number, tiles);
                    before
                }
                _ => {
                    let mut pieces = self.spare.pop().unwrap_or_default();
                    pieces.take_apart(number, &source, tiles);
                    pieces
                }
            };
            pieces.hash = hash;
            pieces.primitive = primitive;
            self.meshes.push(pieces);
        }
        self.spare.append(&mut self.before);
        self.spare.truncate(self.meshes.len());
    }

    fn report_callback(&mut self) {
        if !self.callback_reported {
            self.callback_reported = true;
            log::warn!("Paint callbacks need a graphics card; they are not drawn");
        }
    }
}

impl MeshPieces {
    /// Adds the pieces of a mesh that is as in the last frame to the tiles.
    fn repeat(&self, mesh: u32, tiles: &mut Tiles) {
        for (number, piece) in (0..).zip(&self.pieces) {
            tiles.add([mesh, number], &piece.bounds, piece.hash, false);
        }
    }

    /// Finds the pieces of a mesh, and adds them to the tiles.
    fn take_apart(&mut self, mesh: u32, source: &MeshSource<'_>, tiles: &mut Tiles) {
        self.pieces.clear();
        self.rectangles.clear();
        let mut add = |this: &mut Self, piece: MeshPiece, uvs: &[Pos2]| {
            let is_stale = !source.changed.is_empty() && source.is_stale(uvs);
            let number = this.pieces.len() as u32;
            tiles.add([mesh, number], &piece.bounds, piece.hash, is_stale);
            this.pieces.push(piece);
        };
        let indices = &source.mesh.indices;
        let mut start = 0;
        while let Some(&[a, b, c]) = indices.get(start..).and_then(<[u32]>::first_chunk) {
            let at = start;
            start += 3;
            // An index without a vertex is no reason to end the program.
            let Some(first) = source.triangle([a, b, c]) else {
                continue;
            };
            let second = indices.get(start..).and_then(<[u32]>::first_chunk);
            if let Some(second) = second
                && let Some(rectangle) = source.rectangle([a, b, c], &first, *second)
            {
                start += 3;
                let number = self.rectangles.len() as u32;
                if let Some(piece) = of_rectangle(number, &rectangle, source) {
                    self.rectangles.push(rectangle);
                    add(self, piece, &rectangle.uv);
                }
                continue;
            }
            let (min, max) = around(&first.map(|(point, _)| point));
            let bounds = pixels_within(min, max).intersect(&source.clip);
            if bounds.is_empty() {
                continue;
            }
            let corners = first.map(|(_, vertex)| with_vertex(0, vertex));
            let piece = MeshPiece {
                shape: PieceShape::Triangle(at as u32),
                bounds,
                hash: mix(mix_all(corners), source.hash),
            };
            add(self, piece, &first.map(|(_, vertex)| vertex.uv));
        }
    }
}

/// The piece that a rectangle is, if any of it is seen.
#[inline]
fn of_rectangle(number: u32, rectangle: &Rectangle, source: &MeshSource<'_>) -> Option<MeshPiece> {
    let Rectangle {
        min,
        max,
        uv,
        color,
    } = *rectangle;
    let bounds = pixels_within(min, max).intersect(&source.clip);
    if bounds.is_empty() {
        return None;
    }
    // Small ones need not be looked at closer.
    let is_large = bounds.right - bounds.left >= TILE;
    let is_opaque = is_large && is_opaque(rectangle, source.texture);
    let color = u64::from(u32::from_le_bytes(color.to_array()));
    let place = mix(of_point(min), of_point(max) ^ color.rotate_left(40));
    let texels = mix(of_position(uv[0]), of_position(uv[1]));
    Some(MeshPiece {
        shape: PieceShape::Rectangle(number, is_opaque),
        bounds,
        hash: mix(mix_all([place, texels, color]), source.hash),
    })
}

/// A mesh with what it is drawn with.
struct MeshSource<'a> {
    mesh: &'a Mesh,
    pixels_per_point: f32,
    clip: Bounds,
    texture: &'a Texture,
    /// What of the texture has changed.
    changed: &'a [TexelRect],
    /// Of the clip rectangle and the texture's name.
    hash: u64,
}

impl<'a> MeshSource<'a> {
    #[inline]
    fn corner(&self, index: u32) -> Option<Corner<'a>> {
        let vertex = self.mesh.vertices.get(index as usize)?;
        Some((Point::new(vertex.pos, self.pixels_per_point), vertex))
    }

    #[inline]
    fn triangle(&self, [a, b, c]: [u32; 3]) -> Option<[Corner<'a>; 3]> {
        Some([self.corner(a)?, self.corner(b)?, self.corner(c)?])
    }

    /// The rectangle that two triangles are, if they are one.
    #[inline]
    fn rectangle(
        &self,
        [_, b, c]: [u32; 3],
        first: &[Corner<'a>; 3],
        second: [u32; 3],
    ) -> Option<Rectangle> {
        if !Rectangle::is_half(first) {
            return None;
        }
        // Nearly all rectangles are made so: the second triangle begins with the last two corners of the
        // first in reverse.
        if second[..2] == [c, b] {
            Rectangle::of_fan(first, &self.corner(second[2])?)
        } else {
            Rectangle::of_triangles(first, &self.triangle(second)?)
        }
    }

    /// Whether texels between texture coordinates have changed.
    fn is_stale(&self, uvs: &[Pos2]) -> bool {
        let mut around = egui::Rect::NOTHING;
        for uv in uvs {
            around.extend_with(*uv);
        }
        has_changed(
            &self.texture.part_between(around.min, around.max),
            self.changed,
        )
    }
}

fn is_opaque(rectangle: &Rectangle, texture: &Texture) -> bool {
    rectangle.color.is_opaque()
        && rectangle.has_one_texel()
        && texture.sample(rectangle.uv[0], false)[3] >= 255.0
}

/// The corners of a triangle of a mesh whose corners begin at `start`.
pub fn corners_at(mesh: &Mesh, start: usize, pixels_per_point: f32) -> Option<[Corner<'_>; 3]> {
    let indices = mesh.indices.get(start..start + 3)?;
    let corner = |index: u32| {
        let vertex = mesh.vertices.get(index as usize)?;
        Some((Point::new(vertex.pos, pixels_per_point), vertex))
    };
    Some([
        corner(indices[0])?,
        corner(indices[1])?,
        corner(indices[2])?,
    ])
}

#[inline]
fn pair(low: u32, high: u32) -> u64 {
    u64::from(low) | u64::from(high) << 32
}

#[inline]
fn of_point(point: Point) -> u64 {
    pair(point.x as u32, point.y as u32)
}

#[inline]
fn of_position(at: Pos2) -> u64 {
    pair(at.x.to_bits(), at.y.to_bits())
}

/// A hash with a vertex added.
#[inline]
fn with_vertex(hash: u64, vertex: &Vertex) -> u64 {
    // The colour is spread over all bits, so that it cannot cancel against texture coordinates.
    let color = u64::from(u32::from_le_bytes(vertex.color.to_array()));
    let color = color.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mix(
        hash ^ of_position(vertex.pos),
        of_position(vertex.uv) ^ color,
    )
}

fn of_surroundings(clip: Bounds, texture: TextureId) -> u64 {
    let texture = match texture {
        TextureId::Managed(number) => mix(number, 0),
        TextureId::User(number) => mix(number, 1),
    };
    let [left, top, right, bottom] = [clip.left, clip.top, clip.right, clip.bottom];
    let min = pair(left as u32, top as u32);
    let max = pair(right as u32, bottom as u32);
    mix(mix(min, max), texture)
}

fn of_mesh(source: &MeshSource<'_>) -> u64 {
    let Mesh {
        vertices, indices, ..
    } = source.mesh;
    // Two at a time, since each step waits for the one before.
    let mut sums = [source.hash, u64::from(source.pixels_per_point.to_bits())];
    let (pairs, last) = vertices.as_chunks::<2>();
    for pair in pairs {
        for (sum, vertex) in sums.iter_mut().zip(pair) {
            *sum = with_vertex(sum.rotate_left(1), vertex);
        }
    }
    for vertex in last {
        sums[0] = with_vertex(sums[0].rotate_left(1), vertex);
    }
    let (quads, last) = indices.as_chunks::<4>();
    for [a, b, c, d] in quads {
        sums[0] = mix(sums[0].rotate_left(1), pair(*a, *b));
        sums[1] = mix(sums[1].rotate_left(1), pair(*c, *d));
    }
    for index in last {
        sums[0] = mix(sums[0].rotate_left(1), u64::from(*index));
    }
    mix(
        mix(sums[0], sums[1]),
        pair(vertices.len() as u32, indices.len() as u32),
    )
}
