//! The part of an article that is on the screen, and where on the screen each place of its text is.
//!
//! The viewport joins the block cache, the scroll position and the pane's rectangle. It knows no
//! pointer and paints nothing; `hit_test` goes the other way, from the screen to the text.

use std::ops::Range;

use egui::{Rect, pos2};

use crate::model::{Annotation, ByteOffset, Text};

use super::annotated_block::AnnotatedBlock;
use super::block_cache::BlockCache;
use super::highlights::Highlight;
use super::page_io::{Border, Page, ScrollPlace};
use super::page_metrics::PageMetrics;
use super::scroll::{AHEAD, LinePosition, MeasureBlocks, PaneHeight, Scroll, VisibleBlock};
use super::text_engine::TextEngine;

/// What is on the screen.
pub struct Viewport {
    cache: BlockCache,
    scroll: Scroll,
    /// The pane in points; its corner is on a whole pixel.
    rect: Rect,
}

/// The scroll position measures blocks by laying them out.
struct LaidOut<'a, 'p> {
    cache: &'a mut BlockCache,
    engine: &'a mut TextEngine,
    page: &'a Page<'p>,
}

impl MeasureBlocks for LaidOut<'_, '_> {
    fn count(&self) -> usize {
        self.cache.blocks().len()
    }

    fn height(&mut self, block: usize) -> u32 {
        self.cache.ensure(block, self.engine, self.page);
        self.cache.heights().get(block)
    }

    fn line_of(&mut self, at: ByteOffset, upper: bool) -> Option<LinePosition> {
        let (block, offset) = self.cache.block_and_offset(at);
        self.cache.ensure(block, self.engine, self.page);
        let laid_out = self.cache.get(block)?;
        let line = laid_out.layout.line_of(offset, upper);
        Some(LinePosition {
            block,
            top: i64::from(laid_out.line_top(line)),
            height: i64::from(laid_out.layout.line_height),
        })
    }
}

// What changes it.
impl Viewport {
    /// Prepares to show a text. Nothing is laid out yet.
    pub fn new(text: &Text) -> Self {
        Self {
            cache: BlockCache::new(text),
            scroll: Scroll::default(),
            rect: Rect::NOTHING,
        }
    }

    /// To be called first in a frame: takes over the pane's rectangle and the reading style, and
    /// drops what no longer fits. [`Self::update`] must follow.
    pub fn begin_frame(
        &mut self,
        rect: Rect,
        scale: f32,
        engine: &mut TextEngine,
        page: &Page<'_>,
    ) {
        let corner = ((rect.min.to_vec2() * scale).round() / scale).to_pos2();
        self.rect = Rect::from_min_max(corner, rect.max);
        let metrics = PageMetrics::new(page.style, self.rect.size(), scale, |family, size| {
            engine.average_width(family, size)
        });
        if self.cache.metrics().is_some() && !self.cache.fits(&metrics) {
            self.scroll.keep_place(self.scroll_place());
        }
        let generation = engine.atlas_generation();
        self.cache.begin_frame(metrics, page, generation);
    }

    /// To be called last in a frame: drops layouts that were not needed for long.
    pub fn end_frame(&mut self) {
        self.cache.evict();
    }

    /// Finds out which blocks are visible after scrolling, and lays them out.
    pub fn update(&mut self, engine: &mut TextEngine, page: &Page<'_>) {
        let pane = self.pane_height();
        let (scroll, mut blocks) = self.split(engine, page);
        scroll.update(&mut blocks, pane);
    }

    /// Scrolls to a place that was to be revealed. `upper_line` says whether the caret at a place
    /// is at the end of the upper of two lines.
    pub fn apply_reveal(
        &mut self,
        engine: &mut TextEngine,
        page: &Page<'_>,
        upper_line: impl FnOnce(ByteOffset) -> bool,
    ) {
        let Some(at) = self.scroll.pending_reveal() else {
            return;
        };
        let pane = self.pane_height();
        let (scroll, mut blocks) = self.split(engine, page);
        scroll.apply_reveal(&mut blocks, pane, upper_line(at));
    }

    /// Lays out some of what is just outside, so that scrolling finds it done.
    pub fn measure_ahead(&mut self, engine: &mut TextEngine, page: &Page<'_>) {
        let pane = self.pane_height();
        let (scroll, mut blocks) = self.split(engine, page);
        scroll.measure_ahead(&mut blocks, pane, AHEAD);
    }

    fn split<'a, 'p>(
        &'a mut self,
        engine: &'a mut TextEngine,
        page: &'a Page<'p>,
    ) -> (&'a mut Scroll, LaidOut<'a, 'p>) {
        let cache = &mut self.cache;
        let blocks = LaidOut {
            cache,
            engine,
            page,
        };
        (&mut self.scroll, blocks)
    }

    /// The blocks of the article, to lay out and paint what is needed of them.
    pub fn cache_mut(&mut self) -> &mut BlockCache {
        &mut self.cache
    }

    /// Scrolls, in the next frame, so that a place is visible. Does nothing if it is already.
    pub fn reveal(&mut self, at: ByteOffset) {
        self.scroll.reveal(at);
    }

    /// Scrolls, in the next frame, to a place that [`Self::scroll_place`] gave.
    pub fn restore(&mut self, place: ScrollPlace) {
        self.scroll.restore(place);
    }

    /// Scrolls by pixels, down if positive, with the next [`Self::update`].
    pub fn scroll_by(&mut self, pixels: f64) {
        self.scroll.scroll_by(pixels);
    }

    /// Scrolls to a share of how far the article can be scrolled, with the next [`Self::update`].
    pub fn scroll_to_share(&mut self, share: f32) {
        let y = (f64::from(share) * self.excess() as f64).round() as u64;
        let (block, into) = self.cache.heights().find(y);
        self.scroll.scroll_to(block, into as f64);
    }
}

// Where it is scrolled to.
impl Viewport {
    /// The place at the top of the pane.
    pub fn scroll_place(&self) -> ScrollPlace {
        if let Some(place) = self.scroll.pending_restore() {
            return place;
        }
        let (index, into) = self.scroll.position();
        let start = self.cache.blocks().get(index).map_or(0, |b| b.start());
        let Some(block) = self.cache.get(index) else {
            return ScrollPlace {
                at: ByteOffset(start),
                into: 0.0,
            };
        };
        let into = into.round() as i32;
        let line = block.line_at(into as f32);
        ScrollPlace {
            at: ByteOffset(start + block.layout.line_start(line) as usize),
            into: (into - block.line_top(line)) as f32 / self.scale(),
        }
    }

    /// How much of the article is visible, as a share of its height.
    pub fn visible_share(&self) -> f32 {
        self.rect.height() * self.scale() / self.cache.heights().total() as f32
    }

    /// How far the article is scrolled, as a share of how far it can be; `None` if all of it is
    /// visible.
    pub fn scrolled_share(&self) -> Option<f32> {
        let excess = self.excess();
        if excess == 0 {
            return None;
        }
        let (block, into) = self.scroll.position();
        let above = self.cache.heights().before(block) as f64 + into;
        Some((above / excess as f64).clamp(0.0, 1.0) as f32)
    }

    /// How many pixels the article is higher than the pane.
    fn excess(&self) -> u64 {
        let height = self.pane_height().height.max(0) as u64;
        self.cache.heights().total().saturating_sub(height)
    }

    fn pane_height(&self) -> PaneHeight {
        self.cache.metrics().map_or(
            PaneHeight {
                height: 0,
                line_height: 0,
                scale: 1.0,
            },
            |metrics| PaneHeight {
                height: metrics.height,
                line_height: i64::from(metrics.line_height),
                scale: metrics.scale,
            },
        )
    }
}

// Where things are on the screen.
impl Viewport {
    /// The pane on the screen, in points.
    pub fn rect(&self) -> Rect {
        self.rect
    }

    /// Pixels per point.
    pub fn scale(&self) -> f32 {
        self.cache.metrics().map_or(1.0, |metrics| metrics.scale)
    }

    /// Height of the pane in pixels.
    pub fn height(&self) -> i64 {
        self.pane_height().height
    }

    /// Pixels from the pane's left edge to the column.
    pub fn margin(&self) -> i64 {
        self.cache.metrics().map_or(0, |metrics| metrics.left)
    }

    /// The blocks of the article.
    pub fn cache(&self) -> &BlockCache {
        &self.cache
    }

    /// The visible blocks, from top to bottom.
    pub fn visible(&self) -> &[VisibleBlock] {
        self.scroll.visible()
    }

    /// The visible blocks with what has been laid out of them, from top to bottom.
    pub fn visible_blocks(&self) -> impl Iterator<Item = (&VisibleBlock, &AnnotatedBlock)> {
        let visible = self.scroll.visible().iter();
        visible.filter_map(|shown| Some((shown, self.cache.get(shown.block)?)))
    }

    /// The text on the screen, extended to whole blocks, in bytes.
    pub fn visible_range(&self) -> Range<usize> {
        let block = |shown: Option<&VisibleBlock>| self.cache.blocks().get(shown?.block);
        let start = block(self.visible().first()).map_or(0, |block| block.start());
        let end = block(self.visible().last()).map_or(0, |block| block.end());
        start..end
    }

    /// The pane and, within it, the column of text, in points; `None` before the first frame.
    pub fn column(&self) -> Option<(Rect, Rect)> {
        let metrics = self.cache.metrics()?;
        let left = self.rect.left() + metrics.left as f32 / metrics.scale;
        let right = left + metrics.column as f32 / metrics.scale;
        let column = Rect::from_x_y_ranges(left..=right, self.rect.y_range());
        Some((self.rect, column))
    }

    /// Converts pixels of a block's column to points of the screen.
    pub fn to_points(&self, shown: &VisibleBlock, x: Range<f32>, y: Range<i32>) -> Rect {
        let scale = self.scale();
        let left = self.margin() as f32;
        let top = |y: i32| (shown.top + i64::from(y)) as f32 / scale;
        Rect::from_min_max(
            pos2((left + x.start) / scale, top(y.start)),
            pos2((left + x.end) / scale, top(y.end)),
        )
        .translate(self.rect.min.to_vec2())
    }

    /// The rectangles that a range of the text covers on the screen, in points: one or more for
    /// each visible line, from top to bottom. An empty range is a caret.
    pub fn rects_of(&self, range: Range<usize>) -> Vec<Rect> {
        let mut rects = Vec::new();
        for (shown, block) in self.visible_blocks() {
            let bytes = self.cache.blocks()[shown.block].range();
            if range.start > bytes.end || range.end < bytes.start {
                continue;
            }
            let within = self.cache.range_in_block(shown.block, &range);
            let mut add = |line: usize, x: Range<f32>| {
                let rect = self.to_points(shown, x, block.band(line));
                if rect.intersects(self.rect) {
                    rects.push(rect.intersect(self.rect));
                }
            };
            if range.is_empty() {
                let line = block.layout.line_of(within.start, false);
                let x = block.layout.caret_x(line, within.start);
                add(line, x..x);
            } else {
                block.each_stretch(&within, add);
            }
        }
        rects
    }

    /// The stretches of an annotation that are on the screen, in points.
    pub fn rects_of_annotation(&self, annotation: &Annotation) -> Vec<Rect> {
        let fragments = annotation.fragments().into_iter();
        let spans = fragments.flat_map(|fragments| fragments.iter());
        let mut rects: Vec<Rect> = spans.flat_map(|span| self.rects_of(span.range())).collect();
        // A line of which only the edge is visible cannot be pointed at.
        rects.retain(|rect| rect.height() > 6.0);
        rects
    }

    /// The caret at a place, in points. `upper_line` says whether it is at the end of the upper
    /// of two lines.
    pub fn caret_rect(&self, at: ByteOffset, upper_line: bool) -> Option<Rect> {
        let (index, offset) = self.cache.block_and_offset(at);
        let shown = self.visible().iter().find(|v| v.block == index)?;
        let block = self.cache.get(index)?;
        let line = block.layout.line_of(offset, upper_line);
        let x = block.layout.caret_x(line, offset);
        Some(self.to_points(shown, x..x, block.band(line)))
    }

    /// The ends of an annotation that are in a visible block, each a line as high as the tint.
    pub fn borders(
        &self,
        shown: &VisibleBlock,
        block: &AnnotatedBlock,
        highlight: &Highlight,
    ) -> impl Iterator<Item = (Border, Rect)> {
        let borders = block.borders(highlight).into_iter();
        borders.map(|(border, line, x)| {
            let rect = self.to_points(shown, x..x, block.band(line));
            (border, rect)
        })
    }
}
