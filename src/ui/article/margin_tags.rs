//! Tags in the margin: which annotations begin on a line.
//!
//! ```text
//!  Zelensky [A] Zelensky has shown some willingness to engage, but
//!        [D][E] only after a complete ceasefire is in place. “Open
//!     [A][D][+3] the gate,” the Russian president said on Thursday,
//! ```
//!
//! They are where the column leaves room and take none from the text: a wide margin holds words,
//! a narrow one letters, and a margin without room for a letter stays empty. The chosen one is
//! filled, also when it is one of those behind a "+3"; nothing moves when the choice does. Annotations
//! that are not drawn since too many are at their place (`highlights`) are behind the number too.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use egui::Mesh;

use crate::model::Annotation;

use super::annotated_block::AnnotatedBlock;
use super::blocks::Direction;
use super::canvas::Canvas;
use super::highlight_paint::CHOSEN_TINT;
use super::layout::BlockLayout;
use super::page_io::{AnnotationRef, Page};
use super::page_metrics::PageMetrics;
use super::style::{self, Family, Look, PageColors, Weight, label_look};
use super::text_engine::{TextEngine, TextSpec};

/// Size of a tag's letters, as a share of the article's, and at least this many points.
const SIZE: f32 = 0.62;
const SMALLEST: f32 = 10.0;

/// Between tags, and between them and what surrounds them, in points.
pub const GAP: f32 = 3.0;
const BESIDE: f32 = 9.0;

/// Words shorter than this say nothing, and longer ones too much; in points.
const WORDS: Range<f32> = 48.0..190.0;

/// How strong the ground of a tag is.
const GROUND: f32 = 0.25;

/// The tags of a block, with the meshes of their look at rest.
pub struct MarginTags {
    /// The width of the margin for which they were made, in pixels.
    room: i64,
    tags: Vec<Tag>,
    meshes: Vec<Mesh>,
}

/// A tag on the page, in pixels from the corner of its block's column.
pub struct Tag {
    /// What it stands for: one annotation, or those that found no room, as
    /// [`AnnotatedBlock::annotation`] counts.
    pub annotations: Vec<usize>,
    /// The look of the first of them.
    look: Look,
    pub x: Range<f32>,
    pub y: Range<i32>,
    letter: Arc<BlockLayout>,
    /// Left of the letter.
    words: Option<BlockLayout>,
}

/// How a tag is painted.
#[derive(Clone, Copy, PartialEq)]
enum Emphasis {
    Rest,
    Hovered,
    Chosen,
}

impl MarginTags {
    /// Finds places for the tags of a block and paints them as they look at rest.
    pub fn new(
        block: &AnnotatedBlock,
        engine: &mut TextEngine,
        page: &Page<'_>,
        metrics: &PageMetrics,
    ) -> Self {
        let room = metrics.left;
        let sizes = TagSizes::new(room as f32, metrics.size, metrics.scale);
        let tags = make(block, engine, page, metrics.size, &sizes);
        let mut canvas = engine.canvas(metrics.scale);
        for tag in &tags {
            tag.paint(&mut canvas, block, page.colors, tag.look, Emphasis::Rest);
        }
        let meshes = canvas.finish();
        Self { room, tags, meshes }
    }

    /// Whether they were made for a margin of this width, in pixels.
    pub fn fits(&self, room: i64) -> bool {
        self.room == room
    }

    /// The tags of the block.
    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }

    /// The meshes of all tags at rest.
    pub fn meshes(&self) -> &Vec<Mesh> {
        &self.meshes
    }

    /// Paints the tags of the chosen and the hovered annotation over those at rest.
    pub fn paint_emphasized(
        &self,
        canvas: &mut Canvas<'_>,
        block: &AnnotatedBlock,
        page: &Page<'_>,
        hovered: Option<&AnnotationRef>,
    ) {
        let chosen = page.chosen.map(AnnotationRef::of_document);
        let chosen = chosen.and_then(|chosen| block.index_of(&chosen));
        let hovered = hovered.and_then(|hovered| block.index_of(hovered));
        for tag in &self.tags {
            let of = |index: Option<usize>| index.filter(|index| tag.annotations.contains(index));
            let (index, emphasis) = match (of(chosen), of(hovered)) {
                (Some(index), _) => (index, Emphasis::Chosen),
                (None, Some(index)) => (index, Emphasis::Hovered),
                (None, None) => continue,
            };
            let look = look_of(block, page, index).unwrap_or(tag.look);
            tag.paint(canvas, block, page.colors, look, emphasis);
        }
    }
}

impl Tag {
    /// Paints the tag with the look of one of its annotations.
    fn paint(
        &self,
        canvas: &mut Canvas<'_>,
        block: &AnnotatedBlock,
        colors: &PageColors,
        look: Look,
        emphasis: Emphasis,
    ) {
        let chip = self.chip();
        let (ground, ink) = match emphasis {
            Emphasis::Rest => (style::tint(colors, look.color, GROUND), colors.ink),
            Emphasis::Hovered => (style::tint(colors, look.color, CHOSEN_TINT), colors.ink),
            Emphasis::Chosen => (look.color, style::ink_on(colors, look.color)),
        };
        let all = if emphasis == Emphasis::Rest {
            chip.clone()
        } else {
            self.x.clone()
        };
        canvas.rect(all, self.y.clone(), ground);
        let top = self.y.start;
        canvas.letters(&self.letter, self.letter_left(&chip), |_| top, ink);
        if let Some(words) = &self.words {
            let ink = if emphasis == Emphasis::Rest {
                style::mix(colors.ink, colors.paper, 0.25)
            } else {
                ink
            };
            let left = self.x.start + self.pad();
            canvas.letters(words, left.round() as i32, |_| top, ink);
        }
        if self.annotations.len() == 1 {
            canvas.line(look.line, chip, self.y.end, &block.sizes, look.color);
        }
    }

    /// Where the letter's ground is.
    fn chip(&self) -> Range<f32> {
        let side = (self.y.end - self.y.start) as f32;
        let wide = side.max(self.letter.width() + 2.0 * self.pad());
        (self.x.end - wide).max(self.x.start)..self.x.end
    }

    fn letter_left(&self, chip: &Range<f32>) -> i32 {
        ((chip.start + chip.end - self.letter.width()) / 2.0).round() as i32
    }

    fn pad(&self) -> f32 {
        ((self.y.end - self.y.start) as f32 / 5.0).round()
    }
}

/// Sizes of tags for a margin, in pixels.
struct TagSizes {
    /// Of their letters.
    type_size: f32,
    /// Height of a tag, and width of one with a letter only.
    side: f32,
    gap: f32,
    /// Where the row ends, from the column's left edge.
    right: f32,
    /// Width of the row.
    room: f32,
    /// Least and greatest width of words.
    words: Range<f32>,
}

impl TagSizes {
    fn new(margin: f32, size: f32, scale: f32) -> Self {
        let type_size = (size * SIZE).max(SMALLEST * scale).round();
        let beside = (BESIDE * scale).round();
        Self {
            type_size,
            side: (type_size * 1.45).round(),
            gap: (GAP * scale).round(),
            right: -beside,
            room: margin - 1.5 * beside,
            words: WORDS.start * scale..WORDS.end * scale,
        }
    }

    /// How many of these get tags of their own: all, or as many as leave room for a number.
    fn shown(&self, count: usize) -> usize {
        let fitting = ((self.room + self.gap) / (self.side + self.gap)).floor();
        let fitting = fitting.max(0.0) as usize;
        if count <= fitting {
            count
        } else {
            // "+12" is wider than a letter.
            fitting.saturating_sub(2)
        }
    }
}

/// The tags of a block.
fn make(
    block: &AnnotatedBlock,
    engine: &mut TextEngine,
    page: &Page<'_>,
    size: f32,
    sizes: &TagSizes,
) -> Vec<Tag> {
    let mut tags = Vec::new();
    for (line, highlights) in beginnings(block) {
        let LineStarts { drawn, undrawn } = highlights;
        let count = drawn.len() + undrawn.len();
        let shown = sizes.shown(count).min(drawn.len());
        let (own, rest) = drawn.split_at(shown);
        let rest = [rest, &undrawn].concat();
        let share = (sizes.room + sizes.gap) / count as f32 - sizes.gap - 1.5 * sizes.side;
        let width = share.min(sizes.words.end);
        let mut row = Vec::new();
        for index in own {
            let highlight = &block.highlights[*index];
            let words = (width >= sizes.words.start)
                .then(|| annotation(page, &highlight.annotation))
                .flatten()
                .map(|annotation| words(annotation, page))
                .map(|words| short_words(engine, &words, sizes, width));
            let letter = engine.label_letter(highlight.look.letter, sizes.type_size, sizes.side);
            row.push((vec![*index], highlight.look, letter, words));
        }
        let number = format!("+{}", rest.len());
        if let Some(look) = rest.first().and_then(|first| look_of(block, page, *first))
            && sizes.room >= sizes.side * 2.0
        {
            let number = engine.bold_text(&number, sizes.type_size, sizes.side);
            row.push((rest, look, Arc::new(number), None));
        }
        if block.layout.rtl {
            row.reverse();
        }
        let baseline = block.baseline(line);
        let top = baseline - (0.33 * size + sizes.side / 2.0).round() as i32;
        let mut right = sizes.right;
        for (annotations, look, letter, words) in row.into_iter().rev() {
            let mut tag = Tag {
                annotations,
                look,
                x: f32::MIN..right,
                y: top..top + sizes.side as i32,
                letter,
                words,
            };
            let words = tag
                .words
                .as_ref()
                .map(|words| words.width() + 2.0 * tag.pad());
            tag.x.start = (tag.chip().start - words.unwrap_or(0.0)).floor();
            right = tag.x.start - sizes.gap;
            tags.push(tag);
        }
    }
    tags
}

fn short_words(engine: &mut TextEngine, text: &str, sizes: &TagSizes, width: f32) -> BlockLayout {
    let spec = TextSpec {
        text,
        size: sizes.type_size,
        line_height: sizes.side as u32,
        weight: Weight::Regular,
        family: &Family::Sans,
        width: None,
        direction: Direction::Auto,
    };
    engine.shortened(&spec, width).0
}

/// What begins on a line, as [`AnnotatedBlock::annotation`] counts, from the first to the last.
#[derive(Default)]
struct LineStarts {
    drawn: Vec<usize>,
    undrawn: Vec<usize>,
}

/// The pickable annotations that begin on each line.
fn beginnings(block: &AnnotatedBlock) -> BTreeMap<usize, LineStarts> {
    let mut lines: BTreeMap<usize, LineStarts> = BTreeMap::new();
    let starting = block
        .highlights
        .iter()
        .enumerate()
        .filter(|(_, highlight)| highlight.starts && highlight.pickable);
    for (index, highlight) in starting {
        let line = block.layout.line_of(highlight.hull.start, false);
        lines.entry(line).or_default().drawn.push(index);
    }
    for (undrawn, index) in block.undrawn().iter().zip(block.highlights.len()..) {
        let line = block.layout.line_of(undrawn.start, false);
        lines.entry(line).or_default().undrawn.push(index);
    }
    let first = block.highlights.len();
    for LineStarts { drawn, undrawn } in lines.values_mut() {
        drawn.sort_by_key(|index| block.highlights[*index].hull.start);
        undrawn.sort_by_key(|index| block.undrawn()[*index - first].start);
    }
    lines
}

/// The look of the label of an annotation.
fn look_of(block: &AnnotatedBlock, page: &Page<'_>, index: usize) -> Option<Look> {
    if let Some(highlight) = block.highlights.get(index) {
        return Some(highlight.look);
    }
    let annotation = annotation(page, block.annotation(index)?)?;
    Some(label_look(page.codebook, &annotation.label, page.dark))
}

fn annotation<'a>(page: &Page<'a>, reference: &AnnotationRef) -> Option<&'a Annotation> {
    page.layers.get(reference.layer)?.annotation(&reference.id)
}

/// What an annotation is about, in a few words: its entity, or what it begins with.
fn words(annotation: &Annotation, page: &Page<'_>) -> String {
    // More never fits.
    const MAX_CHARS: usize = 60;
    if let Some(entity) = &annotation.entity {
        return entity.to_string();
    }
    let text = page.document.text();
    // White space, of which there may be more than letters, becomes less.
    let quote = annotation.fragments();
    let quote = quote.map(|f| f.quote_start(text, 4 * MAX_CHARS));
    let quote = quote.unwrap_or_default();
    let words = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(MAX_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_never_need_more_than_their_room() {
        for margin in [0.0, 20.0, 40.0, 60.0, 90.0, 300.0] {
            let sizes = TagSizes::new(margin, 18.0, 1.0);
            for count in 1..40 {
                let shown = sizes.shown(count);
                let letters = shown as f32 * (sizes.side + sizes.gap) - sizes.gap;
                assert!(shown == 0 || letters <= sizes.room, "{margin} {count}");
                let number = if shown < count { 2.0 * sizes.side } else { 0.0 };
                let fits = letters + sizes.gap + number <= sizes.room;
                assert!(shown == 0 || shown == count || fits, "{margin} {count}");
            }
        }
    }
}
