//! What a frame draws, as rectangles and triangles with their place and a hash.
//!
//! It knows no pixels' colours: it takes meshes apart, finds out where each piece stands and which pieces
//! differ from the last frame, and hands the pieces to the tiles.

use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};

use egui::epaint::{Primitive, Vertex};
use egui::{ClippedPrimitive, Mesh, Pos2};

use crate::geometry::{Bounds, Corner, Point, Rectangle, around, pixels_within};
use crate::texture::{Texture, Textures, has_changed};
use crate::tiles::{TILE, Tiles, mix, mix_all};

/// One rectangle or triangle of a mesh.
#[derive(Clone, Copy)]
pub struct Item {
    /// Which primitive it belongs to.
    pub primitive: u32,
    /// Where its corners begin among the indices of the mesh.
    pub start: u32,
    pub kind: Kind,
    /// The pixels it may draw to.
    pub bounds: Bounds,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Triangle,
    /// Two triangles that are a [`Rectangle`].
    Rectangle,
    /// The same, and nothing shows through it.
    OpaqueRectangle,
}

/// A corner of a mesh, prepared once for all triangles that have it.
#[derive(Clone, Copy)]
struct Prepared {
    point: Point,
    hash: u64,
}

/// The pieces of a frame.
#[derive(Default)]
pub struct Scene {
    pub items: Vec<Item>,
    corners: Vec<Prepared>,
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
        self.items.clear();
        for (number, primitive) in primitives.iter().enumerate() {
            let clip = Bounds::of_clip(primitive.clip_rect, pixels_per_point, size);
            if clip.is_empty() {
                continue;
            }
            match &primitive.primitive {
                Primitive::Mesh(mesh) => {
                    if let Some(texture) = textures.get(mesh.texture_id) {
                        let changed = textures.changed(mesh.texture_id);
                        let mut hasher = BuildHasherDefault::<DefaultHasher>::new().build_hasher();
                        std::hash::Hash::hash(&mesh.texture_id, &mut hasher);
                        let piece = Piece {
                            number: number as u32,
                            mesh,
                            clip,
                            texture,
                            changed,
                            hash: std::hash::Hasher::finish(&hasher),
                        };
                        self.add(&piece, pixels_per_point, tiles);
                    } else if !mesh.is_empty() {
                        log::warn!("Texture {:?} is missing", mesh.texture_id);
                    }
                }
                Primitive::Callback(_) if self.callback_reported => {}
                Primitive::Callback(_) => {
                    self.callback_reported = true;
                    log::warn!("Paint callbacks need a graphics card; they are not drawn");
                }
            }
        }
    }

    fn add(&mut self, piece: &Piece<'_>, pixels_per_point: f32, tiles: &mut Tiles) {
        let Self { items, corners, .. } = self;
        let Mesh {
            vertices, indices, ..
        } = piece.mesh;
        corners.clear();
        corners.extend(
            vertices
                .iter()
                .map(|vertex| prepare(vertex, pixels_per_point)),
        );
        let corner =
            |index: u32| Some((corners.get(index as usize)?, vertices.get(index as usize)?));
        let triangle = |start: usize| {
            let corners = indices.get(start..start + 3)?;
            Some([
                corner(corners[0])?,
                corner(corners[1])?,
                corner(corners[2])?,
            ])
        };
        let mut start = 0;
        while start + 3 <= indices.len() {
            // An index without a vertex is no reason to end the program.
            let Some(first) = triangle(start) else {
                start += 3;
                continue;
            };
            let places = first.map(|(corner, vertex)| (corner.point, vertex));
            let second = triangle(start + 3);
            let rectangle = second.and_then(|second| {
                let others = second.map(|(corner, vertex)| (corner.point, vertex));
                Rectangle::of_triangles(&places, &others)
            });
            let (kind, within, hash) = match (&rectangle, second) {
                (Some(rectangle), Some(second)) => {
                    let bounds = pixels_within(rectangle.min, rectangle.max).intersect(&piece.clip);
                    // Small ones need not be looked at closer.
                    let is_large = bounds.right - bounds.left >= TILE;
                    let kind = if is_large && is_opaque(rectangle, piece.texture) {
                        Kind::OpaqueRectangle
                    } else {
                        Kind::Rectangle
                    };
                    let last = second.map(|(corner, _)| corner.hash);
                    let last = last[0].wrapping_add(last[1]).wrapping_add(last[2]);
                    (kind, bounds, last)
                }
                _ => {
                    let (min, max) = around(&places.map(|(point, _)| point));
                    let bounds = pixels_within(min, max).intersect(&piece.clip);
                    (Kind::Triangle, bounds, 1)
                }
            };
            if !within.is_empty() {
                let [a, b, c] = first.map(|(corner, _)| corner.hash);
                let clip = piece.clip;
                let edges = (u64::from(clip.left as u32) | u64::from(clip.right as u32) << 32)
                    ^ (u64::from(clip.top as u32) | u64::from(clip.bottom as u32) << 32)
                        .rotate_left(16);
                let hash = mix(mix_all([a, b, c, hash]), edges ^ piece.hash);
                let is_stale = !piece.changed.is_empty() && piece.is_stale(&first, second.as_ref());
                let number = items.len() as u32;
                items.push(Item {
                    primitive: piece.number,
                    start: start as u32,
                    kind,
                    bounds: within,
                });
                tiles.add(number, &within, hash, is_stale);
            }
            start += if kind == Kind::Triangle { 3 } else { 6 };
        }
    }
}

/// A mesh with what it is drawn with.
struct Piece<'a> {
    number: u32,
    mesh: &'a Mesh,
    clip: Bounds,
    texture: &'a Texture,
    changed: &'a [crate::texture::Part],
    /// Of its texture's name.
    hash: u64,
}

impl Piece<'_> {
    /// Whether texels between the corners have changed.
    fn is_stale(
        &self,
        first: &[(&Prepared, &Vertex); 3],
        second: Option<&[(&Prepared, &Vertex); 3]>,
    ) -> bool {
        let (mut min, mut max) = (Pos2::new(f32::MAX, f32::MAX), Pos2::new(f32::MIN, f32::MIN));
        for (_, vertex) in first.iter().chain(second.into_iter().flatten()) {
            min = min.min(vertex.uv);
            max = max.max(vertex.uv);
        }
        has_changed(&self.texture.part_between(min, max), self.changed)
    }
}

#[inline]
fn prepare(vertex: &Vertex, pixels_per_point: f32) -> Prepared {
    let both = |at: Pos2| u64::from(at.x.to_bits()) | u64::from(at.y.to_bits()) << 32;
    let [r, g, b, a] = vertex.color.to_array();
    // Spread over all bits, so that it cannot cancel against texture coordinates.
    let color = u64::from(u32::from_le_bytes([r, g, b, a])).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    Prepared {
        point: Point::new(vertex.pos, pixels_per_point),
        hash: mix(both(vertex.pos), both(vertex.uv) ^ color),
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
