//! Faces, and texts as glyphs: bidirectional order, ligatures, marks.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::{
    BaseDirection, FontContext, FontData, FontFamily, FontFamilyName, FontWeight, GenericFamily,
    LayoutContext, StyleProperty,
};

use crate::scene::{TextAnchor, TextMark};

/// The faces of figures, which the window has too. `assets/fonts` says what they cover, and their licence.
pub static SANS: &[u8] = include_bytes!("../../../assets/fonts/DemarcheSans-Regular.ttf");
pub static SANS_SEMIBOLD: &[u8] = include_bytes!("../../../assets/fonts/DemarcheSans-SemiBold.ttf");

/// Our name of the bundled face, so that none of the system takes its place.
const FAMILY: &str = "Demarche figures";

/// Fonts, and scratch space for shaping. Making it lists the fonts of the system, which takes tens of milliseconds.
pub struct PictureFonts {
    context: FontContext,
    layouts: LayoutContext<()>,
}

/// A text as glyphs.
pub(super) struct SetText {
    /// How far right of the left end its anchor is.
    pub before: f32,
    pub runs: Vec<GlyphRun>,
    /// What is set: the text without line breaks and controls.
    pub text: String,
}

/// Glyphs of one face, from left to right.
pub(super) struct GlyphRun {
    pub font: FontData,
    /// Where a variable font stands in its axes: as the user writes it, and normalised.
    pub variations: Vec<([u8; 4], f32)>,
    pub coords: Vec<i16>,
    /// Its left end from that of the text.
    pub left: f32,
    pub glyphs: Vec<GlyphAt>,
}

/// A glyph, in points.
pub(super) struct GlyphAt {
    pub id: u32,
    pub advance: f32,
    pub x: f32,
    /// Downwards.
    pub y: f32,
    /// The bytes of the text that it shows.
    pub text: Range<usize>,
}

impl PictureFonts {
    /// The bundled faces, then those of the system.
    pub fn new() -> Self {
        Self::with(true)
    }

    /// The bundled faces alone: the same on every machine, but letters that they lack are boxes.
    pub fn bundled() -> Self {
        Self::with(false)
    }

    fn with(system_fonts: bool) -> Self {
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts,
        });
        for (bytes, weight) in [
            (SANS, FontWeight::NORMAL),
            (SANS_SEMIBOLD, FontWeight::SEMI_BOLD),
        ] {
            let names = FontInfoOverride {
                family_name: Some(FAMILY),
                weight: Some(weight),
                ..FontInfoOverride::default()
            };
            collection.register_fonts(Blob::new(Arc::new(bytes)), Some(names));
        }
        Self {
            context: FontContext {
                collection,
                source_cache: SourceCache::default(),
            },
            layouts: LayoutContext::new(),
        }
    }

    /// Shapes a text.
    pub(super) fn set(&mut self, mark: &TextMark) -> SetText {
        let text: String = mark
            .text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let mut builder = self
            .layouts
            .ranged_builder(&mut self.context, &text, 1.0, false);
        let families = vec![
            FontFamilyName::Named(Cow::Borrowed(FAMILY)),
            FontFamilyName::Generic(GenericFamily::SansSerif),
        ];
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(families.into())));
        builder.push_default(StyleProperty::FontSize(mark.size));
        builder.push_default(StyleProperty::FontWeight(if mark.is_semibold {
            FontWeight::SEMI_BOLD
        } else {
            FontWeight::NORMAL
        }));
        builder.set_base_direction(BaseDirection::Auto);
        let mut layout = builder.build(&text);
        layout.break_all_lines(None);
        let mut runs = Vec::new();
        let mut x = 0.0;
        for line in layout.lines() {
            for run in line.runs() {
                let variations = run.synthesis();
                let variations = variations.variation_settings().iter();
                let left = x;
                let mut glyphs: Vec<GlyphAt> = Vec::new();
                for cluster in run.visual_clusters() {
                    if cluster.is_ligature_continuation() {
                        if let Some(glyph) = glyphs.last_mut() {
                            let more = cluster.text_range();
                            glyph.text =
                                glyph.text.start.min(more.start)..glyph.text.end.max(more.end);
                        }
                        continue;
                    }
                    for glyph in cluster.glyphs() {
                        glyphs.push(GlyphAt {
                            id: glyph.id,
                            advance: glyph.advance,
                            x: glyph.x,
                            y: glyph.y,
                            text: cluster.text_range(),
                        });
                        x += glyph.advance;
                    }
                }
                runs.push(GlyphRun {
                    font: run.font().clone(),
                    variations: variations
                        .map(|(tag, value)| (tag.to_be_bytes(), *value))
                        .collect(),
                    coords: run
                        .normalized_coords()
                        .iter()
                        .map(|at| at.to_bits())
                        .collect(),
                    left,
                    glyphs,
                });
            }
        }
        let before = match mark.anchor {
            TextAnchor::Left => 0.0,
            TextAnchor::Middle => x / 2.0,
            TextAnchor::Right => x,
        };
        drop(layout);
        SetText { before, runs, text }
    }
}

impl Default for PictureFonts {
    fn default() -> Self {
        Self::new()
    }
}
