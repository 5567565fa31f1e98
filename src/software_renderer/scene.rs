//! What a frame draws, as rectangles and triangles with their place and a hash.
//!
//! It knows no pixels' colours: it takes meshes apart, finds out where each piece stands, and hands the
//! pieces to the tiles. Meshes that are as in the last frame are not taken apart again.

use std::ops::Range;

use egui::epaint::{Primitive, Vertex};
use egui::{ClippedPrimitive, Mesh, Pos2, TextureId};

use crate::geometry::{Bounds, Corner, Point, Rectangle, around, pixels_within};
use crate::texture::{Part, Texture, Textures, has_changed};
use crate::tiles::{TILE, Tiles, mix, mix_all};

/// How many meshes may have gone or come before one that stays, for it to be recognised.
const MESHES_TO_SKIP: usize = 16;

/// One rectangle or triangle of a mesh.
#[derive(Clone, Copy)]
pub struct Item {
    /// Which primitive it belongs to.
    pub primitive: u32,
    pub shape: Shape,
    /// The pixels it may draw to.
    pub bounds: Bounds,
    /// Of everything that it draws.
    hash: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Where its corners begin among the indices of the mesh.
    Triangle(u32),
    /// Its number among the rectangles, and whether nothing shows through it.
    Rectangle(u32, bool),
}

/// The pieces of a frame.
#[derive(Default)]
pub struct Pieces {
    pub items: Vec<Item>,
    pub rectangles: Vec<Rectangle>,
    meshes: Vec<Known>,
}

/// A mesh that was taken apart.
struct Known {
    hash: u64,
    items: Range<usize>,
}

/// The pieces of this frame and of the last.
#[derive(Default)]
pub struct Scene {
    pub now: Pieces,
    before: Pieces,
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
        std::mem::swap(&mut self.now, &mut self.before);
        self.now.items.clear();
        self.now.rectangles.clear();
        self.now.meshes.clear();
        let mut known = 0;
        for (number, primitive) in primitives.iter().enumerate() {
            let clip = Bounds::of_clip(primitive.clip_rect, pixels_per_point, size);
            if clip.is_empty() {
                continue;
            }
            let mesh = match &primitive.primitive {
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
            let piece = Piece {
                primitive: number as u32,
                mesh,
                pixels_per_point,
                clip,
                texture,
                changed: textures.changed(mesh.texture_id),
                hash: of_surroundings(clip, mesh.texture_id),
            };
            let hash = of_mesh(&piece);
            let candidates = self.before.meshes.iter().enumerate().skip(known);
            let same = candidates
                .take(MESHES_TO_SKIP)
                .find(|(_, before)| before.hash == hash);
            let start = self.now.items.len();
            match same {
                Some((at, before)) if piece.changed.is_empty() => {
                    known = at + 1;
                    let items = before.items.clone();
                    self.now.take_over(&self.before, items, &piece, tiles);
                }
                _ => self.now.take_apart(&piece, tiles),
            }
            let items = start..self.now.items.len();
            self.now.meshes.push(Known { hash, items });
        }
    }

    fn report_callback(&mut self) {
        if !self.callback_reported {
            self.callback_reported = true;
            log::warn!("Paint callbacks need a graphics card; they are not drawn");
        }
    }
}

impl Pieces {
    /// Adds the pieces of a mesh that is as in the last frame.
    fn take_over(&mut self, before: &Self, items: Range<usize>, piece: &Piece<'_>, tiles: &mut Tiles) {
        for item in &before.items[items] {
            let number = self.items.len() as u32;
            tiles.add(number, &item.bounds, item.hash, false);
            let shape = match item.shape {
                Shape::Triangle(start) => Shape::Triangle(start),
                Shape::Rectangle(at, is_opaque) => {
                    self.rectangles.push(before.rectangles[at as usize]);
                    Shape::Rectangle(self.rectangles.len() as u32 - 1, is_opaque)
                }
            };
            self.items.push(Item {
                primitive: piece.primitive,
                shape,
                ..*item
            });
        }
    }

    /// Adds the pieces of a mesh.
    fn take_apart(&mut self, piece: &Piece<'_>, tiles: &mut Tiles) {
        let indices = &piece.mesh.indices;
        let mut start = 0;
        while let Some(&[a, b, c]) = indices.get(start..).and_then(<[u32]>::first_chunk) {
            let at = start;
            start += 3;
            // An index without a vertex is no reason to end the program.
            let Some(first) = piece.triangle([a, b, c]) else {
                continue;
            };
            let second = indices.get(start..).and_then(<[u32]>::first_chunk);
            if let Some(second) = second
                && let Some(rectangle) = piece.rectangle([a, b, c], &first, *second)
            {
                start += 3;
                self.add_rectangle(piece, rectangle, tiles);
                continue;
            }
            let (min, max) = around(&first.map(|(point, _)| point));
            let bounds = pixels_within(min, max).intersect(&piece.clip);
            if bounds.is_empty() {
                continue;
            }
            let corners = first.map(|(_, vertex)| with_vertex(0, vertex));
            let is_stale = !piece.changed.is_empty() && {
                let uvs = first.map(|(_, vertex)| vertex.uv);
                piece.is_stale(&uvs)
            };
            let item = Item {
                primitive: piece.primitive,
                shape: Shape::Triangle(at as u32),
                bounds,
                hash: mix(mix_all(corners), piece.hash),
            };
            self.add(item, is_stale, tiles);
        }
    }

    fn add_rectangle(&mut self, piece: &Piece<'_>, rectangle: Rectangle, tiles: &mut Tiles) {
        let Rectangle {
            min,
            max,
            uv,
            color,
        } = rectangle;
        let bounds = pixels_within(min, max).intersect(&piece.clip);
        if bounds.is_empty() {
            return;
        }
        // Small ones need not be looked at closer.
        let is_large = bounds.right - bounds.left >= TILE;
        let is_opaque = is_large && is_opaque(&rectangle, piece.texture);
        let color = u64::from(u32::from_le_bytes(color.to_array()));
        let place = mix(of_point(min), of_point(max) ^ color.rotate_left(40));
        let texels = mix(of_position(uv[0]), of_position(uv[1]));
        let number = self.rectangles.len() as u32;
        self.rectangles.push(rectangle);
        let item = Item {
            primitive: piece.primitive,
            shape: Shape::Rectangle(number, is_opaque),
            bounds,
            hash: mix(mix_all([place, texels, color]), piece.hash),
        };
        let is_stale = !piece.changed.is_empty() && piece.is_stale(&uv);
        self.add(item, is_stale, tiles);
    }

    #[inline]
    fn add(&mut self, item: Item, is_stale: bool, tiles: &mut Tiles) {
        tiles.add(self.items.len() as u32, &item.bounds, item.hash, is_stale);
        self.items.push(item);
    }
}

/// A mesh with what it is drawn with.
struct Piece<'a> {
    primitive: u32,
    mesh: &'a Mesh,
    pixels_per_point: f32,
    clip: Bounds,
    texture: &'a Texture,
    /// What of the texture has changed.
    changed: &'a [Part],
    /// Of the clip rectangle and the texture's name.
    hash: u64,
}

impl<'a> Piece<'a> {
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
        has_changed(&self.texture.part_between(around.min, around.max), self.changed)
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
    Some([corner(indices[0])?, corner(indices[1])?, corner(indices[2])?])
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

fn of_mesh(piece: &Piece<'_>) -> u64 {
    let Mesh {
        vertices, indices, ..
    } = piece.mesh;
    // Two at a time, since each step waits for the one before.
    let mut sums = [piece.hash, u64::from(piece.pixels_per_point.to_bits())];
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
    mix(mix(sums[0], sums[1]), pair(vertices.len() as u32, indices.len() as u32))
}
