//! Pictures of glyphs in textures, drawn once and used by every view.
//!
//! Glyphs are drawn by swash at the size in which they appear, at one of four places between two
//! pixels. Masks are stored as white of their coverage, so that the colour of the text tints them;
//! emoji are stored as they are and tinted with white.

use std::collections::HashMap;

use egui::{Color32, ColorImage, Context, Pos2, Rect, TextureHandle, TextureOptions, pos2};
use parley::FontData;
use swash::scale::image::{Content, Image};
use swash::scale::{Render, ScaleContext, Source, StrikeWith};
use swash::zeno::{Angle, Transform, Vector};
use swash::{CacheKey, FontRef};

/// Width and height of a texture, in pixels.
const PAGE: usize = 1024;

/// Textures beyond this many are thrown away at the next frame, and what is visible is drawn again.
const PAGES: usize = 4;

/// From this size on, in pixels, a place between two pixels no longer shows.
const COARSE: f32 = 40.0;

/// A face at a size: everything that a glyph's picture depends on but the glyph itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FaceKey {
    /// Id of the font's bytes.
    pub font: u64,
    /// Which face of the file.
    pub index: u32,
    /// Bits of the size in pixels per em.
    pub size: u32,
    /// Place in the font's design space.
    pub coords: Vec<i16>,
    pub embolden: bool,
    /// Degrees by which letters lean.
    pub skew: i8,
}

/// Names a [`FaceKey`] within the atlas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FaceId(u32);

struct Face {
    key: FaceKey,
    font: FontData,
    offset: u32,
    cache: CacheKey,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct GlyphKey {
    face: FaceId,
    glyph: u32,
    /// Quarters of a pixel to the right.
    quarter: u8,
    /// Drawn for bright letters on a dark ground, which look thinner than they are.
    bright: bool,
}

/// Where a picture is in the textures and where it belongs relative to a glyph's origin.
#[derive(Clone, Copy, Debug)]
pub struct AtlasImage {
    /// Which texture.
    pub page: usize,
    /// Its corners in the texture, in pixels.
    pub pixels: [u16; 4],
    /// Pixels from the origin to the left edge.
    pub left: i32,
    /// Pixels from the baseline up to the top edge.
    pub top: i32,
    /// Not to be tinted with the colour of the text.
    pub colored: bool,
}

impl AtlasImage {
    /// The stretch of its texture between two places, as a share of the whole.
    pub fn uv(&self) -> Rect {
        let [x0, y0, x1, y1] = self.pixels.map(|p| f32::from(p) / PAGE as f32);
        Rect::from_min_max(pos2(x0, y0), pos2(x1, y1))
    }
}

struct AtlasPage {
    texture: TextureHandle,
    /// What the texture holds, so that a changed part can be sent in one piece.
    image: ColorImage,
    shelves: Vec<Shelf>,
    /// First and last changed pixel in each direction.
    changed: Option<[usize; 4]>,
}

/// A row of pictures of about the same height.
struct Shelf {
    top: usize,
    height: usize,
    used: usize,
}

/// All pictures of glyphs and patterns.
pub struct Atlas {
    context: Option<Context>,
    pages: Vec<AtlasPage>,
    faces: Vec<Face>,
    face_ids: HashMap<FaceKey, FaceId>,
    glyphs: HashMap<GlyphKey, Option<AtlasImage>>,
    patterns: HashMap<UnderlinePattern, AtlasImage>,
    scaler: ScaleContext,
    image: Image,
    generation: u64,
}

/// A picture that is not a glyph, for underlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnderlinePattern {
    /// One pixel of white.
    White,
    /// Round dots of a diameter in pixels, each followed by as much space.
    Dots(u16),
    /// A wave of a stroke in pixels; it is three strokes high.
    Wave(u16),
}

impl UnderlinePattern {
    /// After how many pixels the pattern repeats.
    pub fn period(self) -> u16 {
        match self {
            Self::White => 1,
            Self::Dots(diameter) => 2 * diameter,
            Self::Wave(stroke) => 6 * stroke,
        }
    }

    fn size(self) -> [usize; 2] {
        let wide = |period: u16| (period as usize) * (192 / period as usize).max(1);
        match self {
            Self::White => [1, 1],
            Self::Dots(diameter) => [wide(self.period()), diameter as usize],
            Self::Wave(stroke) => [wide(self.period()), 3 * stroke as usize],
        }
    }

    /// How much of a pixel is covered, from 0 to 1.
    fn coverage(self, x: usize, y: usize) -> f32 {
        let (x, y) = (x as f32 + 0.5, y as f32 + 0.5);
        match self {
            Self::White => 1.0,
            Self::Dots(diameter) => {
                let radius = f32::from(diameter) / 2.0;
                let x = x % f32::from(self.period()) - radius;
                (radius + 0.5 - x.hypot(y - radius)).clamp(0.0, 1.0)
            }
            Self::Wave(stroke) => {
                let stroke = f32::from(stroke);
                let turn = std::f32::consts::TAU / f32::from(self.period());
                let middle = stroke * (1.5 - (x * turn).cos());
                // Distance to the curve rather than along the column, so that slopes are not fat.
                let slope = stroke * turn * (x * turn).sin();
                let distance = (y - middle).abs() / (1.0 + slope * slope).sqrt();
                (stroke * 0.5 + 0.5 - distance).clamp(0.0, 1.0)
            }
        }
    }
}

impl Atlas {
    pub fn new() -> Self {
        Self {
            context: None,
            pages: Vec::new(),
            faces: Vec::new(),
            face_ids: HashMap::new(),
            glyphs: HashMap::new(),
            patterns: HashMap::new(),
            scaler: ScaleContext::new(),
            image: Image::new(),
            generation: 0,
        }
    }

    /// Makes room if too much has gathered. To be called between frames: pictures handed out
    /// before are void afterwards, which [`Self::generation`] tells.
    pub fn begin_frame(&mut self, context: &Context) {
        if self.context.as_ref() != Some(context) || self.pages.len() > PAGES {
            self.clear();
            self.context = Some(context.clone());
        }
    }

    /// Throws all pictures away.
    pub fn clear(&mut self) {
        self.pages.clear();
        self.glyphs.clear();
        self.patterns.clear();
        self.generation += 1;
    }

    /// Changes when all pictures have become void.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The texture of a page.
    pub fn texture(&self, page: usize) -> egui::TextureId {
        self.pages
            .get(page)
            .map_or_else(Default::default, |page| page.texture.id())
    }

    /// Names a face, which stays valid for ever.
    pub fn face(&mut self, key: FaceKey, font: &FontData) -> Option<FaceId> {
        if let Some(id) = self.face_ids.get(&key) {
            return Some(*id);
        }
        let parsed = FontRef::from_index(font.data.data(), font.index as usize)?;
        // Drawing caches by this key; faces that differ in size only must share it.
        let sibling = self
            .faces
            .iter()
            .find(|face| face.key.font == key.font && face.key.index == key.index);
        let cache = sibling.map_or(parsed.key, |face| face.cache);
        let id = FaceId(u32::try_from(self.faces.len()).ok()?);
        self.faces.push(Face {
            key: key.clone(),
            font: font.clone(),
            offset: parsed.offset,
            cache,
        });
        self.face_ids.insert(key, id);
        Some(id)
    }

    /// The picture of a glyph whose origin is at `x`, and the whole pixel it is to be drawn at.
    ///
    /// `None` where there is nothing to draw, as for a space.
    pub fn glyph(
        &mut self,
        face: FaceId,
        glyph: u32,
        x: f32,
        bright: bool,
    ) -> Option<(AtlasImage, i32)> {
        let size = f32::from_bits(self.faces.get(face.0 as usize)?.key.size);
        let steps = if size >= COARSE { 1.0 } else { 4.0 };
        let x = (x * steps).round() / steps;
        let whole = x.floor();
        let quarter = ((x - whole) * 4.0) as u8;
        let key = GlyphKey {
            face,
            glyph,
            quarter,
            bright,
        };
        let picture = match self.glyphs.get(&key) {
            Some(picture) => *picture,
            None => {
                let picture = self.draw(key);
                self.glyphs.insert(key, picture);
                picture
            }
        };
        picture.map(|picture| (picture, whole as i32))
    }

    /// The picture of a pattern.
    pub fn pattern(&mut self, pattern: UnderlinePattern) -> Option<AtlasImage> {
        if let Some(picture) = self.patterns.get(&pattern) {
            return Some(*picture);
        }
        let [width, height] = pattern.size();
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let alpha = (pattern.coverage(x, y) * 255.0).round() as u8;
                pixels.push(Color32::from_white_alpha(alpha));
            }
        }
        let (page, pixels) = self.store(width, height, &pixels)?;
        let picture = AtlasImage {
            page,
            pixels,
            left: 0,
            top: 0,
            colored: false,
        };
        self.patterns.insert(pattern, picture);
        Some(picture)
    }

    /// Sends what has been drawn since the last time to the textures.
    pub fn flush(&mut self) {
        for page in &mut self.pages {
            if let Some([x0, y0, x1, y1]) = page.changed.take() {
                let part = page.image.region_by_pixels([x0, y0], [x1 - x0, y1 - y0]);
                page.texture
                    .set_partial([x0, y0], part, TextureOptions::NEAREST);
            }
        }
    }

    fn draw(&mut self, key: GlyphKey) -> Option<AtlasImage> {
        let face = self.faces.get(key.face.0 as usize)?;
        let font = FontRef {
            data: face.font.data.data(),
            offset: face.offset,
            key: face.cache,
        };
        let size = f32::from_bits(face.key.size);
        let mut scaler = self
            .scaler
            .builder(font)
            .size(size)
            .hint(false)
            .normalized_coords(&face.key.coords)
            .build();
        let sources = [
            Source::ColorOutline(0),
            Source::ColorBitmap(StrikeWith::BestFit),
            Source::Outline,
        ];
        let mut render = Render::new(&sources);
        render.offset(Vector::new(f32::from(key.quarter) / 4.0, 0.0));
        if face.key.embolden {
            render.embolden(size / 40.0);
        }
        if face.key.skew != 0 {
            let angle = Angle::from_degrees(f32::from(face.key.skew));
            render.transform(Some(Transform::skew(angle, Angle::ZERO)));
        }
        let glyph = u16::try_from(key.glyph).ok()?;
        self.image.clear();
        if !render.render_into(&mut scaler, glyph, &mut self.image) {
            return None;
        }
        let placement = self.image.placement;
        let (width, height) = (placement.width as usize, placement.height as usize);
        let colored = self.image.content == Content::Color;
        let pixels = pixels(&self.image, key.bright);
        if width * height == 0 || pixels.len() < width * height {
            return None;
        }
        let (page, place) = self.store(width, height, &pixels)?;
        Some(AtlasImage {
            page,
            pixels: place,
            left: placement.left,
            top: placement.top,
            colored,
        })
    }

    /// Puts pixels into a texture: which, and where.
    fn store(
        &mut self,
        width: usize,
        height: usize,
        pixels: &[Color32],
    ) -> Option<(usize, [u16; 4])> {
        // A glyph larger than a texture (a poster's) is left out rather than stopping the program.
        if width + 1 > PAGE || height + 1 > PAGE {
            return None;
        }
        let mut page = self.pages.len().saturating_sub(1);
        let place = match self.pages.last_mut().and_then(|p| p.place(width, height)) {
            Some(place) => place,
            None => {
                self.add_page()?;
                page = self.pages.len() - 1;
                self.pages.last_mut()?.place(width, height)?
            }
        };
        self.pages.get_mut(page)?.write(place, width, pixels);
        let [x, y] = place;
        let pixels = [x, y, x + width, y + height].map(|p| p as u16);
        Some((page, pixels))
    }

    fn add_page(&mut self) -> Option<()> {
        let context = self.context.as_ref()?;
        let image = ColorImage::filled([PAGE, PAGE], Color32::TRANSPARENT);
        let number = self.pages.len();
        let texture = context.load_texture(
            format!("article glyphs {number}"),
            image.clone(),
            TextureOptions::NEAREST,
        );
        self.pages.push(AtlasPage {
            texture,
            image,
            shelves: Vec::new(),
            changed: None,
        });
        Some(())
    }
}

impl AtlasPage {
    /// Finds room, with a pixel of space to the right and below.
    fn place(&mut self, width: usize, height: usize) -> Option<[usize; 2]> {
        let (width, height) = (width + 1, height + 1);
        // Not on a shelf much higher than needed: small highlights would use up what letters need.
        let fits = |shelf: &&mut Shelf| {
            shelf.used + width <= PAGE && shelf.height >= height && shelf.height <= height * 3 / 2
        };
        let best = self
            .shelves
            .iter_mut()
            .filter(fits)
            .min_by_key(|shelf| shelf.height);
        if let Some(shelf) = best {
            shelf.used += width;
            return Some([shelf.used - width, shelf.top]);
        }
        let top = self.shelves.last().map_or(0, |s| s.top + s.height);
        let height = height.next_multiple_of(4);
        if top + height > PAGE {
            return None;
        }
        self.shelves.push(Shelf {
            top,
            height,
            used: width,
        });
        Some([0, top])
    }

    fn write(&mut self, [x, y]: [usize; 2], width: usize, pixels: &[Color32]) {
        let height = pixels.len() / width;
        for (row, pixels) in pixels.chunks_exact(width).enumerate() {
            let start = (y + row) * PAGE + x;
            self.image.pixels[start..start + width].copy_from_slice(pixels);
        }
        let new = [x, y, x + width, y + height];
        self.changed = Some(match self.changed {
            None => new,
            Some(old) => [
                old[0].min(new[0]),
                old[1].min(new[1]),
                old[2].max(new[2]),
                old[3].max(new[3]),
            ],
        });
    }
}

fn pixels(image: &Image, bright: bool) -> Vec<Color32> {
    match image.content {
        Content::Color => image
            .data
            .chunks_exact(4)
            .map(|p| Color32::from_rgba_unmultiplied(p[0], p[1], p[2], p[3]))
            .collect(),
        Content::Mask | Content::SubpixelMask => image
            .data
            .iter()
            .map(|coverage| Color32::from_white_alpha(alpha(*coverage, bright)))
            .collect(),
    }
}

/// The opacity for a coverage.
///
/// Colours are blended as they are encoded, which thins bright letters on a dark ground. The same
/// curve as egui's for its own text mends it.
fn alpha(coverage: u8, bright: bool) -> u8 {
    if bright {
        let c = f32::from(coverage) / 255.0;
        ((2.0 * c - c * c) * 255.0).round() as u8
    } else {
        coverage
    }
}

/// A point of a texture as a share of the whole.
pub fn uv(x: f32, y: f32) -> Pos2 {
    pos2(x / PAGE as f32, y / PAGE as f32)
}
