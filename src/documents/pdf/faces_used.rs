//! The faces that a document uses, and which of their glyphs stand for which letters.

use std::collections::{BTreeMap, HashMap};

use parley::FontData;
use subsetter::GlyphRemapper;
use swash::FontRef;

/// Glyphs that stand for some letters together.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphCluster {
    pub text: String,
    pub is_rtl: bool,
    pub glyphs: Vec<SetGlyph>,
}

/// A glyph: its id in the face, and where it stands on the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SetGlyph {
    pub id: u16,
    pub x: f32,
    /// Above the baseline.
    pub rise: f32,
}

/// The index of a face among those that were used.
pub type FaceIndex = usize;

/// All faces in the order of their first use.
#[derive(Default)]
pub struct UsedFaces {
    faces: Vec<UsedFace>,
    by_id: HashMap<(u64, u32), FaceIndex>,
}

/// A face and what was used of it.
pub struct UsedFace {
    pub font: FontData,
    pub has_outlines: bool,
    /// From the glyphs of the face to those of the document.
    pub glyphs: GlyphRemapper,
    /// The letters of each glyph of the document.
    pub letters: BTreeMap<u16, String>,
    /// The advance of each glyph of the document, in ems.
    pub advances: BTreeMap<u16, f32>,
}

impl UsedFaces {
    pub fn new() -> Self {
        Self::default()
    }

    /// The index of a face.
    pub fn index(&mut self, font: &FontData) -> FaceIndex {
        let key = (font.data.id(), font.index);
        if let Some(index) = self.by_id.get(&key) {
            return *index;
        }
        let face = font_ref(font);
        let has_table = |tag: &[u8; 4]| {
            let table = |face: &FontRef<'_>| face.table(swash::tag_from_bytes(tag)).is_some();
            face.as_ref().is_some_and(table)
        };
        self.faces.push(UsedFace {
            font: font.clone(),
            has_outlines: has_table(b"glyf") || has_table(b"CFF "),
            glyphs: GlyphRemapper::new(),
            letters: BTreeMap::new(),
            advances: BTreeMap::new(),
        });
        self.by_id.insert(key, self.faces.len() - 1);
        self.faces.len() - 1
    }

    pub fn has_outlines(&self, index: FaceIndex) -> bool {
        self.faces.get(index).is_some_and(|face| face.has_outlines)
    }

    pub fn get_mut(&mut self, index: FaceIndex) -> Option<&mut UsedFace> {
        self.faces.get_mut(index)
    }

    /// The faces.
    pub fn iter(&self) -> impl Iterator<Item = &UsedFace> {
        self.faces.iter()
    }
}

/// The tables of a face.
pub fn font_ref(font: &FontData) -> Option<FontRef<'_>> {
    FontRef::from_index(font.data.data(), usize::try_from(font.index).ok()?)
}

impl UsedFace {
    /// The number of a glyph in the document.
    fn id(&mut self, glyph: u16) -> u16 {
        let id = self.glyphs.remap(glyph);
        let font = &self.font;
        self.advances
            .entry(id)
            .or_insert_with(|| advance_of(font, glyph));
        id
    }

    /// The advance of a glyph of the document, in ems.
    pub fn advance(&self, id: u16) -> f32 {
        self.advances.get(&id).copied().unwrap_or_default()
    }

    /// The glyphs of a cluster as the document numbers them, and whether its letters must be given apart:
    /// whether they are not what the glyphs stand for elsewhere.
    pub fn take(&mut self, cluster: &GlyphCluster) -> (Vec<u16>, bool) {
        let ids: Vec<u16> = cluster
            .glyphs
            .iter()
            .map(|glyph| self.id(glyph.id))
            .collect();
        // Glyphs stand in the order in which they are seen.
        let mut logical = ids.clone();
        if cluster.is_rtl {
            logical.reverse();
        }
        // Elsewhere a glyph stands for the letter that it shows.
        let shown = |c: char| if cluster.is_rtl { mirrored(c) } else { c };
        let letters: Vec<String> = cluster.text.chars().map(|c| shown(c).to_string()).collect();
        let parts: Vec<String> = match logical.len() == letters.len() {
            true => letters,
            false => {
                let first = std::iter::once(cluster.text.clone());
                first
                    .chain(std::iter::repeat(String::new()))
                    .take(logical.len())
                    .collect()
            }
        };
        let mut is_apart = cluster.is_rtl && cluster.text.chars().any(|c| mirrored(c) != c);
        for (id, part) in logical.iter().zip(parts) {
            let known = self.letters.entry(*id).or_insert_with(|| part.clone());
            is_apart |= *known != part;
        }
        (ids, is_apart)
    }
}

/// The advance of a glyph of a face, in ems.
fn advance_of(font: &FontData, glyph: u16) -> f32 {
    let Some(face) = font_ref(font) else {
        return 0.0;
    };
    let metrics = face.glyph_metrics(&[]);
    metrics.advance_width(glyph) / f32::from(metrics.units_per_em().max(1))
}

/// The sign whose glyph is shown for one within text from right to left (UAX #9, rule L4).
fn mirrored(c: char) -> char {
    const PAIRS: [(char, char); 6] = [
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('<', '>'),
        ('«', '»'),
        ('‹', '›'),
    ];
    let other = PAIRS.iter().find_map(|(left, right)| match c {
        _ if c == *left => Some(*right),
        _ if c == *right => Some(*left),
        _ => None,
    });
    other.unwrap_or(c)
}
