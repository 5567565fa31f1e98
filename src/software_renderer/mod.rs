//! A renderer for egui that draws on the CPU and only where the picture has changed.
//!
//! It takes the triangles that egui's tessellator makes and gives a frame of pixels as `softbuffer` and
//! others show them. It knows no window, no event loop and no program: whoever has these calls
//! [`SoftwareRenderer::draw`] for each frame and shows what [`Damage`] names.
//!
//! egui's pictures are made of few things: rectangles of one colour, glyphs copied from a texture pixel for
//! pixel, and thin triangles that soften edges. A renderer that recognises them draws a window faster than
//! a graphics driver that runs on the processor. The frame is divided into tiles; a tile is drawn anew
//! only if something else is drawn on it than before.
//!
//! The picture is that of `egui-wgpu` on a framebuffer in gamma space: premultiplied blending, bilinear
//! filtering, the same pixels on edges. Colours may be off by a step or two, since each blending rounds to
//! a byte, and gradients are not dithered.
//!
//! ```no_run
//! use demarche_software_renderer::SoftwareRenderer;
//!
//! # let (context, input) = (egui::Context::default(), egui::RawInput::default());
//! # fn show(pixels: &[u32], changed: &[[u32; 4]]) {}
//! let mut renderer = SoftwareRenderer::new();
//! // In each frame:
//! let mut output = context.run_ui(input, |ui| {
//!     ui.label("Hello");
//! });
//! let scale = output.pixels_per_point;
//! let primitives = context.tessellate(output.shapes, scale);
//! renderer.set_textures(&output.textures_delta);
//! let damage = renderer.draw(&primitives, scale, [1280, 800], egui::Color32::BLACK);
//! renderer.free_textures(&output.textures_delta);
//! output.textures_delta.clear();
//! show(renderer.pixels(), &damage.rects);
//! ```
//!
//! - `geometry`: positions, rectangles found in triangles · `color`: arithmetic · `texture`: images
//! - `scene`: what a frame draws · `tiles`: what of it is new
//! - `frame`: pixels and rectangles · `triangle`: triangles

mod color;
mod frame;
mod geometry;
mod scene;
mod texture;
mod tiles;
mod triangle;

#[cfg(test)]
mod tests;

use egui::epaint::Primitive;
use egui::{ClippedPrimitive, Color32, ColorImage, Mesh, TexturesDelta};

use frame::Frame;
use geometry::Bounds;
use scene::{MeshPiece, MeshPieces, PieceShape, Scene, corners_at};
use texture::{Texture, Textures};
use tiles::{Tiles, mix};

/// Draws frames of egui on the CPU. See the [crate's page](crate).
#[derive(Default)]
pub struct SoftwareRenderer {
    size: [u32; 2],
    pixels: Vec<u32>,
    textures: Textures,
    scene: Scene,
    tiles: Tiles,
}

/// What a call of [`SoftwareRenderer::draw`] has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Damage {
    /// Rectangles that hold all changed pixels, as x, y, width, height in pixels. They do not overlap; none
    /// if nothing changed.
    pub rects: Vec<[u32; 4]>,
}

impl SoftwareRenderer {
    /// A renderer without textures whose frame is empty.
    pub fn new() -> Self {
        Self::default()
    }

    /// Applies the `set` part of a texture delta; call it before drawing.
    ///
    /// Whoever owns the delta clears it afterwards: egui checks that none is dropped unread.
    pub fn set_textures(&mut self, delta: &TexturesDelta) {
        for (id, images) in &delta.set {
            for image in images {
                self.textures.set(*id, image);
            }
        }
    }

    /// Applies the `free` part of a texture delta; call it after drawing.
    pub fn free_textures(&mut self, delta: &TexturesDelta) {
        for id in &delta.free {
            self.textures.free(*id);
        }
    }

    /// Draws a frame of `size` pixels on an opaque background, and tells what has changed. Only tiles on
    /// which something else is drawn than before are touched.
    ///
    /// Paint callbacks are left out. Meshes whose texture is not set are left out.
    pub fn draw(
        &mut self,
        primitives: &[ClippedPrimitive],
        pixels_per_point: f32,
        size: [u32; 2],
        background: Color32,
    ) -> Damage {
        if size != self.size {
            self.size = size;
            self.pixels.clear();
            self.pixels.resize(size[0] as usize * size[1] as usize, 0);
            self.tiles.resize(size);
        }
        let background = color::pack(background.to_opaque());
        let seed = mix(u64::from(background), u64::from(pixels_per_point.to_bits()));
        self.tiles.begin(seed);
        let Self {
            scene,
            tiles,
            textures,
            ..
        } = self;
        scene.build(primitives, pixels_per_point, size, textures, tiles);
        let mut frame = Frame {
            pixels: &mut self.pixels,
            width: size[0] as usize,
        };
        let changed = tiles.finish(|target, numbers| {
            let pieces = numbers.iter().map(|&[mesh, number]| {
                let mesh = &scene.meshes[mesh as usize];
                (mesh, &mesh.pieces[number as usize])
            });
            // Nothing is seen of what lies below the last thing that covers everything.
            let covers = |(_, piece): (&MeshPieces, &MeshPiece)| {
                matches!(piece.shape, PieceShape::Rectangle(_, true))
                    && piece.bounds.contains(&target)
            };
            let hidden = pieces.clone().rev().position(covers);
            let first = match hidden {
                Some(above) => numbers.len() - 1 - above,
                None => {
                    frame.fill(&target, background);
                    0
                }
            };
            // Pieces of one mesh follow each other.
            let mut source: Option<(usize, &Mesh, &Texture)> = None;
            for (pieces, piece) in pieces.skip(first) {
                let within = piece.bounds.intersect(&target);
                if within.is_empty() {
                    continue;
                }
                let (_, mesh, texture) = match source {
                    Some(source) if source.0 == pieces.primitive => source,
                    _ => {
                        let primitive = &primitives[pieces.primitive].primitive;
                        let Primitive::Mesh(mesh) = primitive else {
                            continue;
                        };
                        let Some(texture) = textures.get(mesh.texture_id) else {
                            continue;
                        };
                        *source.insert((pieces.primitive, mesh, texture))
                    }
                };
                match piece.shape {
                    PieceShape::Rectangle(at, _) => {
                        frame.rectangle(&pieces.rectangles[at as usize], texture, &within);
                    }
                    PieceShape::Triangle(start) => {
                        let corners = corners_at(mesh, start as usize, pixels_per_point);
                        if let Some(corners) = corners {
                            frame.triangle(&corners, texture, &within);
                        }
                    }
                }
            }
        });
        self.textures.forget_changes();
        let rect = |bounds: Bounds| {
            let Bounds {
                left,
                top,
                right,
                bottom,
            } = bounds;
            [left, top, right - left, bottom - top].map(|pixels| pixels as u32)
        };
        Damage {
            rects: changed.into_iter().map(rect).collect(),
        }
    }

    /// The frame, row by row from the top, each pixel as `0x00RRGGBB`.
    pub fn pixels(&self) -> &[u32] {
        &self.pixels
    }

    /// Width and height of the frame in pixels.
    pub fn size(&self) -> [u32; 2] {
        self.size
    }

    /// Forgets everything but the textures, so that the next frame is drawn whole. To be called if
    /// [`Self::draw`] has panicked, which may leave all of it half changed.
    pub fn recover(&mut self) {
        let textures = std::mem::take(&mut self.textures);
        *self = Self {
            textures,
            ..Self::default()
        };
    }

    /// Forgets what was drawn, so that the next frame is drawn whole.
    pub fn invalidate(&mut self) {
        self.tiles.forget();
    }

    /// The frame as an image, for a screenshot.
    pub fn to_image(&self) -> ColorImage {
        let color = |pixel: &u32| {
            let [b, g, r, _] = pixel.to_le_bytes();
            Color32::from_rgb(r, g, b)
        };
        let size = self.size.map(|length| length as usize);
        ColorImage::new(size, self.pixels.iter().map(color).collect())
    }
}
