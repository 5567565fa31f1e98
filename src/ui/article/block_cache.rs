//! The blocks of an article, laid out as far as they were needed lately.
//!
//! Everything that is made of a block is kept here until it no longer fits: its layout, highlights,
//! margin tags, text runs and meshes. The cache decides what is rebuilt and what is dropped. It
//! knows neither the scroll position nor the pointer.
//!
//! ```text
//! what changes                 what is rebuilt of a block, when it is needed
//! width, type, scale           everything
//! document                     highlights; text meshes and text runs only if lines have moved
//! layers, marks of coders      highlights; text meshes and text runs only if lines have moved
//! colours, labels, label cues   highlights and all meshes
//! glyph atlas                  all meshes
//! margin width                 margin tags
//! ```

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use egui::Mesh;

use crate::model::codebook::Label;
use crate::model::indexed::Indexed;
use crate::model::{AnnotationId, ByteOffset, Text};

use super::annotated_block::AnnotatedBlock;
use super::block_heights::Heights;
use super::blocks::{self, Block, BlockKind};
use super::highlight_sizes::HighlightSizes;
use super::lane_marks::LaneMarks;
use super::margin_tags::MarginTags;
use super::page_io::{LabelCues, Layer, LayerLook, Page};
use super::page_metrics::PageMetrics;
use super::style::{PageColors, Weight};
use super::text_engine::{TextEngine, TextSpec};
use super::text_runs::{TextRun, text_runs};
use super::{highlight_paint, highlights, label_letters};

/// How much text stays laid out, in bytes: some ten screens. What is visible always stays.
const KEEP_BYTES: usize = 40 * 1024;

/// A block that is laid out, with everything derived from it.
struct CachedBlock {
    block: AnnotatedBlock,
    /// The revision of the document whose annotations it shows; `None` if they must be read again.
    revision: Option<u64>,
    /// The chosen annotation for which it looked whether that is drawn.
    chosen: Option<AnnotationId>,
    /// The frame in which it was last needed.
    used: u64,
    /// Changes with everything that is painted.
    stamp: u64,
    text: Option<Vec<Mesh>>,
    highlights: Option<HighlightMeshes>,
    tags: Option<MarginTags>,
    /// Made when a screen reader is on.
    runs: Option<Arc<Vec<TextRun>>>,
}

struct HighlightMeshes {
    tints: Vec<Mesh>,
    /// Underlines and the letters of labels.
    lines: Vec<Mesh>,
}

/// The meshes of a block at rest; those that have not been made are missing.
#[derive(Clone, Copy, Default)]
pub struct BlockMeshes<'a> {
    pub tints: Option<&'a Vec<Mesh>>,
    pub lines: Option<&'a Vec<Mesh>>,
    pub text: Option<&'a Vec<Mesh>>,
    pub tags: Option<&'a Vec<Mesh>>,
}

/// What highlights look like, besides what the document's revision tells.
struct Appearance {
    colors: PageColors,
    dark: bool,
    cues: LabelCues,
    /// Shares its list with the codebook until that changes.
    labels: Indexed<Label>,
}

/// What a layer looked like, and which revision of its annotations it showed.
struct LayerAppearance {
    revision: u64,
    name: Option<String>,
    look: LayerLook,
    pickable: bool,
}

impl LayerAppearance {
    fn of(layer: &Layer<'_>) -> Self {
        Self {
            revision: layer.revision,
            name: layer.name.map(str::to_owned),
            look: layer.look,
            pickable: layer.pickable,
        }
    }

    fn fits(&self, layer: &Layer<'_>) -> bool {
        self.revision == layer.revision
            && self.name.as_deref() == layer.name
            && self.look == layer.look
            && self.pickable == layer.pickable
    }
}

impl Appearance {
    fn of(page: &Page<'_>) -> Self {
        Self {
            colors: *page.colors,
            dark: page.dark,
            cues: page.cues,
            labels: page.codebook.labels.clone(),
        }
    }

    fn fits(&self, page: &Page<'_>) -> bool {
        self.colors == *page.colors
            && self.dark == page.dark
            && self.cues == page.cues
            && self.labels == page.codebook.labels
    }
}

/// The blocks of an article with their heights, and what is kept of those that were laid out.
pub struct BlockCache {
    text: Text,
    blocks: Vec<Block>,
    heights: Heights,
    metrics: Option<PageMetrics>,
    appearance: Option<Appearance>,
    /// The layers of the last frame.
    layers: Vec<LayerAppearance>,
    /// The revision of the marks of coders in the last frame.
    marks: Option<u64>,
    /// The generation of the glyph atlas that the meshes refer to.
    atlas_generation: u64,
    entries: HashMap<usize, CachedBlock>,
    /// Bytes of text in all entries.
    bytes: usize,
    frame: u64,
    last_stamp: u64,
}

impl BlockCache {
    /// Cuts a text into blocks. Nothing is laid out yet.
    pub fn new(text: &Text) -> Self {
        Self {
            text: text.clone(),
            blocks: blocks::cut(text),
            heights: Heights::default(),
            metrics: None,
            appearance: None,
            layers: Vec::new(),
            marks: None,
            atlas_generation: 0,
            entries: HashMap::new(),
            bytes: 0,
            frame: 0,
            last_stamp: 0,
        }
    }

    /// The article's text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// All blocks, at least one.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The index of the block that holds a place.
    pub fn index_at(&self, at: ByteOffset) -> usize {
        blocks::block_at(&self.blocks, at)
    }

    /// A place in bytes from the start of its block, and the index of that block.
    pub fn block_and_offset(&self, at: ByteOffset) -> (usize, u32) {
        let index = self.index_at(at);
        (index, self.range_in_block(index, &(at.0..at.0)).start)
    }

    /// A range of the article in bytes from a block's start, clipped to the block.
    pub fn range_in_block(&self, index: usize, range: &Range<usize>) -> Range<u32> {
        let Some(block) = self.blocks.get(index) else {
            return 0..0;
        };
        let clip = |at: usize| (at.clamp(block.start(), block.end()) - block.start()) as u32;
        clip(range.start)..clip(range.end)
    }

    /// The heights of all blocks, estimated for those that were not laid out.
    pub fn heights(&self) -> &Heights {
        &self.heights
    }

    /// The measures of the page; `None` before the first frame.
    pub fn metrics(&self) -> Option<&PageMetrics> {
        self.metrics.as_ref()
    }

    /// Whether labels had their colours for a dark theme in the last frame.
    pub fn dark(&self) -> bool {
        self.appearance
            .as_ref()
            .is_some_and(|appearance| appearance.dark)
    }

    /// Whether the layouts fit a page of these measures.
    pub fn fits(&self, metrics: &PageMetrics) -> bool {
        let own = self.metrics.as_ref();
        own.is_some_and(|own| own.wraps_like(metrics))
    }

    /// To be called once a frame, before anything else. Drops what no longer fits the measures, the
    /// colours or the glyph atlas of this frame.
    pub fn begin_frame(&mut self, metrics: PageMetrics, page: &Page<'_>, atlas_generation: u64) {
        self.frame += 1;
        if !self.fits(&metrics) {
            self.entries.clear();
            self.bytes = 0;
            let blocks = 0..self.blocks.len();
            let heights = blocks.map(|block| metrics.estimated_height(&self.blocks, block));
            self.heights = Heights::new(heights.collect());
        }
        self.metrics = Some(metrics);
        let same_look = self.appearance.as_ref().is_some_and(|old| old.fits(page));
        if !same_look {
            self.appearance = Some(Appearance::of(page));
        }
        if !same_look || self.atlas_generation != atlas_generation {
            self.atlas_generation = atlas_generation;
            self.last_stamp += 1;
            for entry in self.entries.values_mut() {
                entry.text = None;
                entry.highlights = None;
                entry.tags = None;
                entry.stamp = self.last_stamp;
            }
        }
        let same_layers = self.layers.len() == page.layers.len()
            && self
                .layers
                .iter()
                .zip(page.layers)
                .all(|(own, layer)| own.fits(layer));
        if !same_layers {
            self.layers = page.layers.iter().map(LayerAppearance::of).collect();
        }
        let marks = page.marks.map(LaneMarks::revision);
        let same_marks = std::mem::replace(&mut self.marks, marks) == marks;
        if !same_look || !same_layers || !same_marks {
            for entry in self.entries.values_mut() {
                entry.revision = None;
            }
        }
    }

    /// Lays out a block if that has not been done yet, and updates its highlights.
    pub fn ensure(&mut self, index: usize, engine: &mut TextEngine, page: &Page<'_>) {
        let (Some(metrics), Some(block)) = (&self.metrics, self.blocks.get(index)) else {
            return;
        };
        let frame = self.frame;
        let entry = self.entries.entry(index).or_insert_with(|| {
            let content = self.text.as_str().get(block.range()).unwrap_or_default();
            self.bytes += content.len();
            CachedBlock::new(content, block, metrics, engine)
        });
        entry.used = frame;
        if entry.revision == Some(page.revision) {
            if entry.chosen.as_ref() != page.chosen {
                entry.show_chosen(page, block);
            }
            return;
        }
        entry.revision = Some(page.revision);
        self.last_stamp += 1;
        entry.stamp = self.last_stamp;
        entry.highlights = None;
        entry.tags = None;
        let (above, below) = metrics.space(&self.blocks, index);
        let highlights = highlights::collect(page, block);
        let reserved = highlights::reserve(page, block, &entry.block.layout);
        if entry.block.set_highlights(highlights, reserved, above) {
            entry.text = None;
            entry.runs = None;
        }
        entry.show_chosen(page, block);
        let height = entry.block.bottom() as u32 + below;
        self.heights.set(index, height);
    }

    /// A block, if it is laid out.
    pub fn get(&self, index: usize) -> Option<&AnnotatedBlock> {
        self.entries.get(&index).map(|entry| &entry.block)
    }

    /// Makes the meshes of a block that are missing.
    pub fn ensure_meshes(&mut self, index: usize, engine: &mut TextEngine, page: &Page<'_>) {
        self.ensure(index, engine, page);
        let (Some(metrics), Some(entry)) = (&self.metrics, self.entries.get_mut(&index)) else {
            return;
        };
        let (block, scale) = (&entry.block, metrics.scale);
        if entry.text.is_none() {
            let top = |line| block.line_top(line);
            entry.text = Some(engine.text_meshes(&block.layout, top, page.colors.ink, scale));
        }
        if entry.highlights.is_none() {
            let letters = label_letters::place(engine, block, page.cues.every_letter);
            let mut canvas = engine.canvas(scale);
            highlight_paint::rest_tints(&mut canvas, block, page.colors);
            let tints = canvas.finish();
            let mut canvas = engine.canvas(scale);
            highlight_paint::rest_lines(&mut canvas, block);
            label_letters::paint(&mut canvas, block, &letters, page.colors);
            let lines = canvas.finish();
            entry.highlights = Some(HighlightMeshes { tints, lines });
        }
        let room = metrics.left;
        if page.cues.margin_tags && !entry.tags.as_ref().is_some_and(|tags| tags.fits(room)) {
            entry.tags = Some(MarginTags::new(block, engine, page, metrics));
        }
    }

    /// The meshes that have been made of a block.
    pub fn meshes(&self, index: usize) -> BlockMeshes<'_> {
        let Some(entry) = self.entries.get(&index) else {
            return BlockMeshes::default();
        };
        let highlights = entry.highlights.as_ref();
        BlockMeshes {
            tints: highlights.map(|meshes| &meshes.tints),
            lines: highlights.map(|meshes| &meshes.lines),
            text: entry.text.as_ref(),
            tags: entry.tags.as_ref().map(MarginTags::meshes),
        }
    }

    /// A number that changes with everything that is painted of a block.
    pub fn stamp(&self, index: usize) -> u64 {
        self.entries.get(&index).map_or(0, |entry| entry.stamp)
    }

    /// The margin tags of a block, if they were made.
    pub fn tags(&self, index: usize) -> Option<&MarginTags> {
        self.entries.get(&index)?.tags.as_ref()
    }

    /// The text runs of a block, made once; `None` if it is not laid out.
    pub fn ensure_runs(&mut self, index: usize) -> Option<Arc<Vec<TextRun>>> {
        let entry = self.entries.get_mut(&index)?;
        let runs = entry.runs.get_or_insert_with(|| {
            let block = &self.blocks[index];
            let content = self.text.as_str().get(block.range()).unwrap_or_default();
            Arc::new(text_runs(&entry.block.layout, content, block.last))
        });
        Some(Arc::clone(runs))
    }

    /// The text runs of a block, if they were made.
    pub fn runs(&self, index: usize) -> Option<&[TextRun]> {
        let runs = self.entries.get(&index)?.runs.as_ref()?;
        Some(runs.as_slice())
    }

    /// Drops the blocks that were not needed for longest, as far as too much text is kept. To be
    /// called at the end of a frame.
    pub fn evict(&mut self) {
        if self.bytes <= KEEP_BYTES {
            return;
        }
        let mut old: Vec<(u64, usize)> = self
            .entries
            .iter()
            .filter(|(_, entry)| entry.used < self.frame)
            .map(|(index, entry)| (entry.used, *index))
            .collect();
        old.sort_unstable();
        for (_, index) in old {
            // Well below the limit, so that this is not done again in the next frame.
            if self.bytes <= KEEP_BYTES / 4 * 3 {
                break;
            }
            self.entries.remove(&index);
            self.bytes -= self.blocks[index].range().len();
        }
    }
}

impl CachedBlock {
    /// Sees to it that the chosen annotation is drawn also where too many are at its place.
    fn show_chosen(&mut self, page: &Page<'_>, block: &Block) {
        self.chosen = page.chosen.cloned();
        let mut drawn = self.block.highlights.iter();
        let is_missing =
            self.block.are_limited && !drawn.any(|drawn| page.is_chosen(&drawn.annotation));
        let chosen = is_missing.then(|| highlights::chosen_beyond(page, block));
        self.block.chosen_beyond = chosen.flatten();
    }

    fn new(content: &str, block: &Block, metrics: &PageMetrics, engine: &mut TextEngine) -> Self {
        let type_size = metrics.type_size(block.kind);
        let spec = TextSpec {
            text: content,
            size: type_size.size,
            line_height: type_size.line_height,
            weight: match block.kind {
                BlockKind::Title | BlockKind::Heading => Weight::Semibold,
                BlockKind::Body | BlockKind::Empty => Weight::Regular,
            },
            family: &metrics.family,
            width: Some(metrics.column as f32),
            direction: block.direction,
        };
        let sizes = HighlightSizes::new(spec.size, spec.line_height);
        Self {
            block: AnnotatedBlock::new(engine.lay_out(&spec), sizes),
            revision: None,
            chosen: None,
            used: 0,
            stamp: 0,
            text: None,
            highlights: None,
            tags: None,
            runs: None,
        }
    }
}

#[cfg(test)]
#[path = "block_cache_tests.rs"]
mod tests;
