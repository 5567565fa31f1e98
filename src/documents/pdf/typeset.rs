//! From text to lines of glyphs.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::{
    Alignment, AlignmentOptions, BaseDirection, FontContext, FontFamily, FontFamilyName,
    FontWeight, LayoutContext, LineHeight, OverflowWrap, StyleProperty,
};
use swash::text::Codepoint as _;

use crate::faces;
use crate::font_fallbacks;

use super::faces_used::{FaceIndex, GlyphCluster, SetGlyph, UsedFaces};

/// Where faces come from.
pub struct ReportFonts(Collection);

impl ReportFonts {
    /// The bundled faces, then those of the system.
    pub fn of_system() -> Self {
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts: true,
        });
        font_fallbacks::set(&mut collection);
        Self(collection)
    }

    /// The bundled faces and these, so that a test gives the same on every machine.
    pub fn bundled(extra: &[&'static [u8]]) -> Self {
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts: false,
        });
        for bytes in extra {
            collection.register_fonts(Blob::new(Arc::new(*bytes)), None);
        }
        Self(collection)
    }
}

/// The families of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFamily {
    /// Articles.
    Serif,
    /// What is around them.
    Sans,
}

/// How a text is set; sizes in points.
#[derive(Clone, Copy, Debug)]
pub struct SetStyle {
    pub family: ReportFamily,
    pub is_bold: bool,
    pub size: f32,
    pub line_height: f32,
    pub width: f32,
    /// `None` for that of the first letter.
    pub is_rtl: Option<bool>,
}

/// A line; places are in points from its left and upper edge, `y` downwards.
#[derive(Clone, Debug, Default)]
pub struct SetLine {
    pub height: f32,
    pub baseline: f32,
    pub is_rtl: bool,
    /// In the order in which they are seen.
    pub runs: Vec<SetRun>,
    /// What each stretch of text covers of the line, in the same order.
    pub places: Vec<TextPlace>,
}

/// Glyphs of one face and one size.
#[derive(Clone, Debug)]
pub struct SetRun {
    pub face: FaceIndex,
    pub size: f32,
    pub clusters: Vec<GlyphCluster>,
}

/// Where some letters stand on a line.
#[derive(Clone, Debug, PartialEq)]
pub struct TextPlace {
    /// Bytes of the text.
    pub range: Range<usize>,
    pub x: f32,
    pub width: f32,
}

/// Shapes and breaks text, and knows which faces were used.
pub struct Typesetter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
    serif: Vec<FontFamilyName<'static>>,
    sans: Vec<FontFamilyName<'static>>,
    pub faces: UsedFaces,
    /// Scripts of letters without a glyph.
    pub missing: BTreeSet<&'static str>,
}

const SERIF: &str = "Demarche serif";
const SANS: &str = "Demarche sans";

impl Typesetter {
    pub fn new(fonts: ReportFonts) -> Self {
        let ReportFonts(mut collection) = fonts;
        let others: Vec<String> = collection.family_names().map(str::to_owned).collect();
        for (name, weight, bytes) in [
            (SERIF, FontWeight::NORMAL, faces::SERIF),
            (SERIF, FontWeight::SEMI_BOLD, faces::SERIF_SEMIBOLD),
            (SANS, FontWeight::NORMAL, faces::SANS),
            (SANS, FontWeight::SEMI_BOLD, faces::SANS_SEMIBOLD),
        ] {
            let names = FontInfoOverride {
                family_name: Some(name),
                weight: Some(weight),
                ..FontInfoOverride::default()
            };
            collection.register_fonts(Blob::new(Arc::new(bytes)), Some(names));
        }
        // Without the system there is nothing to fall back on by script: the few others are tried in turn.
        let others = if others.len() > MAX_NAMED {
            Vec::new()
        } else {
            others
        };
        let stack = |first: &str, second: &str| {
            let own = [first.to_owned(), second.to_owned()].into_iter();
            let names = own.chain(others.iter().cloned());
            names
                .map(|name| FontFamilyName::Named(Cow::Owned(name)))
                .collect()
        };
        Self {
            serif: stack(SERIF, SANS),
            sans: stack(SANS, SERIF),
            fonts: FontContext {
                collection,
                source_cache: SourceCache::new_shared(),
            },
            layouts: LayoutContext::new(),
            faces: UsedFaces::new(),
            missing: BTreeSet::new(),
        }
    }

    /// The lines of a text, which has no line end.
    pub fn lines(&mut self, text: &str, style: &SetStyle) -> Vec<SetLine> {
        let text = printable(text);
        let mut builder = self
            .layouts
            .ranged_builder(&mut self.fonts, &text, 1.0, false);
        let families = match style.family {
            ReportFamily::Serif => self.serif.as_slice(),
            ReportFamily::Sans => self.sans.as_slice(),
        };
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(Cow::Borrowed(
            families,
        ))));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::FontWeight(match style.is_bold {
            true => FontWeight::SEMI_BOLD,
            false => FontWeight::NORMAL,
        }));
        builder.push_default(StyleProperty::LineHeight(LineHeight::Absolute(
            style.line_height,
        )));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
        builder.set_base_direction(match style.is_rtl {
            None => BaseDirection::Auto,
            Some(true) => BaseDirection::Rtl,
            Some(false) => BaseDirection::Ltr,
        });
        let mut layout = builder.build(&*text);
        layout.break_all_lines(Some(style.width));
        layout.align(Alignment::Start, AlignmentOptions::default());
        let is_rtl = layout.is_rtl();
        layout
            .lines()
            .map(|line| self.line(&line, &text, is_rtl))
            .collect()
    }

    fn line(&mut self, line: &parley::Line<'_, ()>, text: &str, is_rtl: bool) -> SetLine {
        let metrics = line.metrics();
        let mut set = SetLine {
            height: metrics.line_height,
            baseline: metrics.baseline - metrics.block_min_coord,
            is_rtl,
            ..SetLine::default()
        };
        let mut x = metrics.offset + metrics.inline_min_coord;
        for run in line.runs() {
            let face = self.faces.index(run.font());
            let mut clusters: Vec<GlyphCluster> = Vec::new();
            // Letters of a ligature that are seen before its glyph.
            let mut held = String::new();
            for cluster in run.visual_clusters() {
                let range = cluster.text_range();
                let letters = text.get(range.clone()).unwrap_or_default();
                let width = cluster.advance();
                set.places.push(TextPlace { range, x, width });
                let glyphs = self.glyphs(face, &cluster, letters, x);
                match (cluster.is_ligature_continuation(), clusters.last_mut()) {
                    (true, _) if cluster.is_rtl() => held.insert_str(0, letters),
                    (true, Some(last)) => last.text.push_str(letters),
                    _ => clusters.push(GlyphCluster {
                        text: letters.to_owned() + &std::mem::take(&mut held),
                        is_rtl: cluster.is_rtl(),
                        glyphs,
                    }),
                }
                x += width;
            }
            set.runs.push(SetRun {
                face,
                size: run.font_size(),
                clusters,
            });
        }
        set
    }

    /// The glyphs of a cluster; one of a face without a glyph or an outline has none, and its script is
    /// noted.
    fn glyphs(
        &mut self,
        face: FaceIndex,
        cluster: &parley::Cluster<'_, ()>,
        letters: &str,
        mut x: f32,
    ) -> Vec<SetGlyph> {
        let mut glyphs = Vec::new();
        let has_outlines = self.faces.has_outlines(face);
        for glyph in cluster.glyphs() {
            let id = u16::try_from(glyph.id).unwrap_or(NO_GLYPH);
            if id != NO_GLYPH && has_outlines {
                glyphs.push(SetGlyph {
                    id,
                    x: x + glyph.x,
                    rise: -glyph.y,
                });
            }
            x += glyph.advance;
        }
        if glyphs.is_empty() && !letters.trim().is_empty() && !cluster.is_ligature_continuation() {
            let scripts = letters
                .chars()
                .filter(|c| !is_invisible(*c))
                .map(|c| c.script());
            self.missing
                .extend(scripts.map(|script| match script.is_real() {
                    true => script.name(),
                    false => "symbols and emoji",
                }));
        }
        glyphs
    }
}

/// The most families that are named in turn; a system has its own rules for which comes next.
const MAX_NAMED: usize = 16;

/// The glyph of a face for letters that it lacks.
const NO_GLYPH: u16 = 0;

/// Characters that need no glyph.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{AD}')
}

/// The text with characters that have no shape replaced by spaces of the same length.
fn printable(text: &str) -> Cow<'_, str> {
    let strange = |c: char| c < ' ' || c == '\u{7F}';
    match text.contains(strange) {
        true => Cow::Owned(text.replace(strange, " ")),
        false => Cow::Borrowed(text),
    }
}
