//! Fonts and shaping: from a stretch of text to a [`BlockLayout`].

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use fontique::{Collection, CollectionOptions, SourceCache};
use parley::{
    Alignment, AlignmentOptions, BaseDirection, BreakReason, FontContext, FontData, FontFamily,
    FontFamilyName, FontWeight, LayoutContext, LineHeight, OverflowWrap, PositionedLayoutItem,
    StyleProperty,
};
use swash::text::Codepoint as _;

use super::blocks::Direction;
use super::canvas::Canvas;
use super::glyph_atlas::{Atlas, FaceId, FaceKey};
use super::layout::{BlockLayout, Cluster, Glyph, LayoutLine};
use super::line_cache::LineCache;
use super::page_metrics::BESIDE_COLUMN;
use super::style::{Family, ReadingStyle, Weight};
use super::system_fonts::{BundledFaces, ListFonts, SystemFaces};

/// The bytes of the bundled faces (TrueType or OpenType).
#[derive(Clone, Debug, Default)]
pub struct FontSet {
    pub serif: &'static [u8],
    pub serif_semibold: &'static [u8],
    pub sans: &'static [u8],
    pub sans_semibold: &'static [u8],
    /// Icons. They are no part of an article's text, where private characters mean nothing of ours.
    pub symbols: &'static [u8],
    /// Faces to fall back on before those of the system, in this order.
    pub extra: Vec<&'static [u8]>,
}

/// Where faces may come from.
#[derive(Clone, Debug)]
pub enum FontSources {
    /// These alone, so that a test sees the same on every machine.
    Bundled(FontSet),
    /// These first, then those of the system for every script that they lack.
    BundledAndSystem(FontSet),
}

/// Fonts, layout scratch space and pictures of glyphs: one for the program, shared by all views.
pub struct TextEngine {
    fonts: FontContext,
    bundled: BundledFaces,
    /// The system's fonts, as long as `fonts` lacks them.
    system: Option<SystemFaces>,
    layouts: LayoutContext<()>,
    serif: Vec<FontFamilyName<'static>>,
    sans: Vec<FontFamilyName<'static>>,
    atlas: Atlas,
    /// Keeps the bytes of each font that was used, so that its id stays the same while the font
    /// database drops and reloads its own copy.
    used: HashMap<(u64, u32), FontData>,
    widths: HashMap<(Family, u32), f32>,
    lines: LineCache,
    /// Whether faces may come from the system.
    uses_system: bool,
    /// Scripts of letters that no face has.
    missing: BTreeSet<&'static str>,
    /// Letters of labels, by size and line height.
    label_letters: HashMap<(char, u32, u32), Arc<BlockLayout>>,
}

/// Text to be laid out, in pixels.
#[derive(Clone, Copy)]
pub(super) struct TextSpec<'a> {
    pub text: &'a str,
    pub size: f32,
    pub line_height: u32,
    pub weight: Weight,
    pub family: &'a Family,
    /// `None` for a single line.
    pub width: Option<f32>,
    pub direction: Direction,
}

impl<'a> TextSpec<'a> {
    /// English text on a single line as high as its letters.
    fn line(text: &'a str, family: &'a Family, size: f32) -> Self {
        Self {
            text,
            size,
            line_height: size.ceil() as u32,
            weight: Weight::Regular,
            family,
            width: None,
            direction: Direction::Ltr,
        }
    }
}

impl TextEngine {
    /// Makes the bundled fonts known; those of the system are listed when a text needs them or
    /// after the first frame.
    pub fn new(sources: FontSources) -> Self {
        let (set, system) = match sources {
            FontSources::Bundled(set) => (set, None),
            FontSources::BundledAndSystem(set) => (set, Some(SystemFaces::default())),
        };
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts: false,
        });
        let bundled = bundled_faces(&set);
        let extra = bundled.register(&mut collection);
        let named = |name: &str| FontFamilyName::Named(Cow::Owned(name.to_owned()));
        let extra: Vec<_> = extra.iter().map(|name| named(name)).collect();
        let stack = |first: &str, second: &str| -> Vec<FontFamilyName<'static>> {
            let own = [named(first), named(second)];
            own.into_iter().chain(extra.iter().cloned()).collect()
        };
        let uses_system = system.is_some();
        Self {
            serif: stack("Demarche serif", "Demarche sans"),
            sans: stack("Demarche sans", "Demarche serif"),
            fonts: FontContext {
                collection,
                source_cache: SourceCache::new_shared(),
            },
            bundled,
            system,
            layouts: LayoutContext::new(),
            atlas: Atlas::new(),
            used: HashMap::new(),
            widths: HashMap::new(),
            lines: LineCache::default(),
            uses_system,
            missing: BTreeSet::new(),
            label_letters: HashMap::new(),
        }
    }

    /// To be called once a frame before anything is painted.
    pub fn begin_frame(&mut self, context: &egui::Context) {
        let listed = self.system.as_ref().and_then(SystemFaces::listed);
        if let Some(listed) = listed {
            self.use_system_fonts(listed);
        }
        self.atlas.begin_frame(context);
        self.lines.begin_frame(self.atlas.generation());
    }

    /// Draws the letters of a text before they are needed. The size is in pixels; the colour matters where
    /// it is bright.
    pub fn prepare(&mut self, text: &str, family: &Family, size: f32, color: egui::Color32) {
        let layout = self.lay_out(&TextSpec::line(text, family, size));
        self.text_meshes(&layout, |_| 0, color, 1.0);
    }

    /// To be called once a frame after everything is painted: letters that were new in it go to the screen
    /// with it, all at once.
    pub fn end_frame(&mut self) {
        self.atlas.flush();
    }

    /// What lists the system's fonts, once; to be run on another thread when nothing is waited for.
    pub fn fonts_to_list(&mut self) -> Option<ListFonts> {
        self.system.as_mut().and_then(SystemFaces::job)
    }

    /// What was laid out before stays as it is: it needed no face of the system.
    fn use_system_fonts(&mut self, mut collection: Collection) {
        self.bundled.register(&mut collection);
        self.fonts.collection = collection;
        self.system = None;
    }

    /// Names of all families that can be chosen, sorted.
    pub fn family_names(&mut self) -> Vec<String> {
        if let Some(system) = &self.system {
            self.use_system_fonts(system.now());
        }
        let names = self.fonts.collection.family_names();
        let mut names: Vec<String> = names
            .filter(|name| !name.starts_with("Demarche s"))
            .map(str::to_owned)
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The lines of article text outside the pane that were painted lately.
    pub(super) fn line_cache(&mut self) -> &mut LineCache {
        &mut self.lines
    }

    /// The scripts, by their English names, of letters that no font of the system has either, since this
    /// was last asked for.
    pub fn take_missing_scripts(&mut self) -> BTreeSet<&'static str> {
        let missing = std::mem::take(&mut self.missing);
        match self.uses_system {
            true => missing,
            // Of bundled faces alone nothing follows about the system.
            false => BTreeSet::new(),
        }
    }

    /// The scripts of letters that no face of this engine has.
    #[cfg(test)]
    pub(super) fn missing_scripts(&self) -> &BTreeSet<&'static str> {
        &self.missing
    }

    /// A canvas whose meshes show glyphs of this engine; `scale` is pixels per point.
    pub(super) fn canvas(&mut self, scale: f32) -> Canvas<'_> {
        Canvas::new(&mut self.atlas, scale)
    }

    /// Changes when all meshes made so far have become void.
    pub(super) fn atlas_generation(&self) -> u64 {
        self.atlas.generation()
    }

    /// Meshes of a text, in points from its corner; `top` gives the upper edge of each line in
    /// pixels.
    pub(super) fn text_meshes(
        &mut self,
        layout: &BlockLayout,
        top: impl Fn(usize) -> i32,
        color: egui::Color32,
        scale: f32,
    ) -> Vec<egui::Mesh> {
        let mut canvas = self.canvas(scale);
        canvas.letters(layout, 0, top, color);
        canvas.finish()
    }

    /// The letter of a label for a type size and a line height, in pixels; laid out once.
    pub(super) fn label_letter(
        &mut self,
        letter: char,
        size: f32,
        height: f32,
    ) -> Arc<BlockLayout> {
        let key = (letter, size.to_bits(), height.to_bits());
        if let Some(layout) = self.label_letters.get(&key) {
            return Arc::clone(layout);
        }
        let layout = Arc::new(self.bold_text(letter.encode_utf8(&mut [0; 4]), size, height));
        self.label_letters.insert(key, Arc::clone(&layout));
        layout
    }

    /// Some characters in bold: small as they are, they could not be read otherwise.
    pub(super) fn bold_text(&mut self, text: &str, size: f32, height: f32) -> BlockLayout {
        self.lay_out(&TextSpec {
            text,
            size,
            line_height: height as u32,
            weight: Weight::Semibold,
            family: &Family::Sans,
            width: None,
            direction: Direction::Auto,
        })
    }

    /// The width of a pane in which a line has so many characters, in points.
    pub fn pane_width(&mut self, style: &ReadingStyle, characters: f32) -> f32 {
        self.average_width(&style.family, style.size) * characters + BESIDE_COLUMN
    }

    /// Width of an average character of running text, in pixels.
    pub(super) fn average_width(&mut self, family: &Family, size: f32) -> f32 {
        let key = (family.clone(), size.to_bits());
        if let Some(width) = self.widths.get(&key) {
            return *width;
        }
        // Letters as frequent as in English, with their spaces.
        let sample = "the envoy said on thursday that both sides had agreed to a ceasefire";
        let layout = self.lay_out(&TextSpec::line(sample, family, size));
        let right = layout.lines.first().map_or(0.0, |line| line.right);
        let width = (right / sample.len() as f32).max(1.0);
        self.widths.insert(key, width);
        width
    }

    /// Shapes and wraps a text.
    pub(super) fn lay_out(&mut self, spec: &TextSpec<'_>) -> BlockLayout {
        let text = printable(spec.text);
        if let Some(system) = &self.system
            && SystemFaces::are_needed(&self.bundled, &text, spec.family)
        {
            self.use_system_fonts(system.now());
        }
        let mut builder = self
            .layouts
            .ranged_builder(&mut self.fonts, &text, 1.0, true);
        let family = match spec.family {
            Family::Serif => Cow::Borrowed(self.serif.as_slice()),
            Family::Sans => Cow::Borrowed(self.sans.as_slice()),
            Family::Named(name) => {
                let first = FontFamilyName::Named(Cow::Owned(name.clone()));
                let rest = self.serif.iter().cloned();
                Cow::Owned(std::iter::once(first).chain(rest).collect())
            }
        };
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(family)));
        builder.push_default(StyleProperty::FontSize(spec.size));
        builder.push_default(StyleProperty::FontWeight(match spec.weight {
            Weight::Regular => FontWeight::NORMAL,
            Weight::Semibold => FontWeight::SEMI_BOLD,
        }));
        builder.push_default(StyleProperty::LineHeight(LineHeight::Absolute(
            spec.line_height as f32,
        )));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
        builder.set_base_direction(match spec.direction {
            Direction::Auto => BaseDirection::Auto,
            Direction::Ltr => BaseDirection::Ltr,
            Direction::Rtl => BaseDirection::Rtl,
        });
        let mut layout = builder.build(&*text);
        layout.break_all_lines(spec.width);
        layout.align(Alignment::Start, AlignmentOptions::default());
        self.read(&layout, &text, spec)
    }

    /// One line of text with an ellipsis where it is wider than `width` pixels, and whether it is.
    pub(super) fn shortened(&mut self, spec: &TextSpec<'_>, width: f32) -> (BlockLayout, bool) {
        let whole = self.lay_out(spec);
        if whole.width() <= width {
            return (whole, false);
        }
        let ellipsis = self.lay_out(&TextSpec {
            text: "…", ..*spec
        });
        let end = fitting(&whole, (width - ellipsis.width()).max(0.0));
        let short = spec.text.get(..end as usize).unwrap_or_default().trim_end();
        let short = format!("{short}…");
        (
            self.lay_out(&TextSpec {
                text: &short,
                ..*spec
            }),
            true,
        )
    }

    /// Keeps of a layout what painting and pointing need.
    fn read(
        &mut self,
        layout: &parley::Layout<()>,
        text: &str,
        spec: &TextSpec<'_>,
    ) -> BlockLayout {
        let mut own = BlockLayout {
            rtl: layout.is_rtl(),
            line_height: spec.line_height,
            ..BlockLayout::default()
        };
        let metrics = layout.root_span_metrics();
        own.ascent = metrics.map_or(spec.size, |m| m.ascent).round() as u32;
        own.descent = metrics.map_or(0.0, |m| m.descent).round() as u32;
        let bytes = |byte: usize| u32::try_from(byte.min(text.len())).unwrap_or(u32::MAX);
        // The runs of one line mostly share their face, and naming it takes time.
        let mut last_face: Option<(FaceKey, Option<FaceId>)> = None;
        for (index, line) in layout.lines().enumerate() {
            let metrics = line.metrics();
            if index == 0 {
                own.baseline = (metrics.baseline - metrics.block_min_coord).round() as i32;
            }
            let (first_cluster, first_glyph) = (own.clusters.len(), own.glyphs.len());
            for item in line.items() {
                let PositionedLayoutItem::GlyphRun(run) = item else {
                    continue;
                };
                let Some(face) = self.face(run.run(), &mut last_face) else {
                    continue;
                };
                own.glyphs
                    .extend(run.positioned_glyphs().map(|glyph| Glyph {
                        face,
                        id: glyph.id,
                        x: glyph.x,
                        y: (glyph.y - metrics.baseline).round(),
                    }));
            }
            if own.glyphs[first_glyph..]
                .iter()
                .any(|glyph| glyph.id == NO_GLYPH)
            {
                self.missing.extend(scripts_without_glyphs(&line, text));
            }
            let mut x = metrics.offset + metrics.inline_min_coord;
            for run in line.runs() {
                for cluster in run.visual_clusters() {
                    let width = cluster.advance();
                    let range = cluster.text_range();
                    own.clusters.push(Cluster {
                        start: bytes(range.start),
                        end: bytes(range.end),
                        x,
                        width,
                        rtl: cluster.is_rtl(),
                        space: cluster.is_space_or_nbsp() || cluster.is_hard_line_break(),
                    });
                    x += width;
                }
            }
            let start = metrics.offset + metrics.inline_min_coord;
            let hanging = metrics.hanging_advance;
            let (left, right) = if own.rtl {
                (start + hanging, start + metrics.advance)
            } else {
                (start, start + metrics.advance - hanging)
            };
            if text.is_empty() {
                // An empty text is shaped as a space, whose glyph is removed here.
                own.clusters.truncate(first_cluster);
                own.glyphs.truncate(first_glyph);
            }
            let range = line.text_range();
            own.lines.push(LayoutLine {
                clusters: first_cluster..own.clusters.len(),
                glyphs: first_glyph..own.glyphs.len(),
                text: bytes(range.start)..bytes(range.end),
                left,
                right: if text.is_empty() { left } else { right },
                wrapped: matches!(
                    line.break_reason(),
                    BreakReason::Regular | BreakReason::Emergency
                ),
            });
        }
        own
    }

    fn face(
        &mut self,
        run: &parley::Run<'_, ()>,
        last: &mut Option<(FaceKey, Option<FaceId>)>,
    ) -> Option<FaceId> {
        let font = run.font();
        let synthesis = run.synthesis();
        let key = FaceKey {
            font: font.data.id(),
            index: font.index,
            size: run.font_size().to_bits(),
            coords: run
                .normalized_coords()
                .iter()
                .map(|c| c.to_bits())
                .collect(),
            embolden: synthesis.embolden(),
            skew: synthesis.skew().map_or(0, |degrees| degrees as i8),
        };
        if let Some((last_key, id)) = last
            && *last_key == key
        {
            return *id;
        }
        self.used
            .entry((key.font, key.index))
            .or_insert_with(|| font.clone());
        let id = self.atlas.face(key.clone(), font);
        *last = Some((key, id));
        id
    }
}

/// The glyph of a face for letters that it lacks, mostly a box.
const NO_GLYPH: u32 = 0;

/// The scripts of the letters of a line that no face has.
fn scripts_without_glyphs(line: &parley::Line<'_, ()>, text: &str) -> BTreeSet<&'static str> {
    let mut scripts = BTreeSet::new();
    for run in line.runs() {
        for cluster in run.visual_clusters() {
            if cluster.glyphs().any(|glyph| glyph.id == NO_GLYPH) {
                let letters = text.get(cluster.text_range()).unwrap_or_default();
                let found = letters.chars().map(|c| c.script());
                let found = found.filter(|script| script.is_real());
                scripts.extend(found.map(|script| script.name()));
            }
        }
    }
    scripts
}

/// The faces under names of our own.
pub(super) fn bundled_faces(set: &FontSet) -> BundledFaces {
    let named = [
        ("Demarche serif", FontWeight::NORMAL, set.serif),
        ("Demarche serif", FontWeight::SEMI_BOLD, set.serif_semibold),
        ("Demarche sans", FontWeight::NORMAL, set.sans),
        ("Demarche sans", FontWeight::SEMI_BOLD, set.sans_semibold),
    ];
    BundledFaces::new(named, &set.extra)
}

/// The text with characters that have no shape replaced by spaces of the same length.
///
/// A paragraph holds no line end, but tabs, form feeds and whatever else a file may hold.
fn printable(text: &str) -> Cow<'_, str> {
    let strange = |c: char| c < ' ' || c == '\u{7F}';
    if text.contains(strange) {
        Cow::Owned(text.replace(strange, " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// How many bytes from the start fit into a width.
fn fitting(layout: &BlockLayout, width: f32) -> u32 {
    let mut clusters: Vec<_> = layout.clusters.iter().collect();
    clusters.sort_unstable_by_key(|cluster| cluster.start);
    let mut sum = 0.0;
    for cluster in clusters {
        sum += cluster.width;
        if sum > width {
            return cluster.start;
        }
    }
    u32::MAX
}
