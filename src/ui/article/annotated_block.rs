//! A block that is laid out, with the highlights of its annotations and where its lines are.
//!
//! All measures are whole or fractional pixels from the corner of the block's column. Nothing in here
//! knows colours, the screen or the scroll position.

use std::ops::Range;

use super::highlight_sizes::HighlightSizes;
use super::highlights::{self, Highlight, Highlights, LineLanes, ReservedRoom, Undrawn};
use super::layout::BlockLayout;
use super::page_io::{AnnotationRef, Border};

/// A block laid out, with its highlights.
pub struct AnnotatedBlock {
    pub layout: BlockLayout,
    /// The annotations that are drawn.
    pub highlights: Vec<Highlight>,
    /// Those that are not, as far as they start here, ordered by annotation.
    undrawn: Vec<Undrawn>,
    /// Whether any is not drawn.
    pub are_limited: bool,
    /// The chosen annotation if it is one of those that are not drawn.
    pub chosen_beyond: Option<Highlight>,
    pub sizes: HighlightSizes,
    /// The lanes in use below each line.
    lanes: Vec<LineLanes>,
    /// What lines keep free for the marks of coders.
    reserved: ReservedRoom,
    /// Upper edge of each line.
    tops: Vec<i32>,
    /// Lower edge of the last line with its lanes.
    bottom: i32,
}

impl AnnotatedBlock {
    /// A block without annotations. Its lines have no place before [`Self::set_highlights`].
    pub fn new(layout: BlockLayout, sizes: HighlightSizes) -> Self {
        Self {
            layout,
            highlights: Vec::new(),
            undrawn: Vec::new(),
            are_limited: false,
            chosen_beyond: None,
            sizes,
            lanes: Vec::new(),
            reserved: ReservedRoom::default(),
            tops: Vec::new(),
            bottom: 0,
        }
    }

    /// Replaces the highlights and places the lines below `above` pixels of space. Returns whether
    /// a line has moved.
    pub fn set_highlights(
        &mut self,
        highlights: Highlights,
        reserved: ReservedRoom,
        above: u32,
    ) -> bool {
        self.reserved = reserved;
        self.lanes = highlights::lanes(&highlights.drawn, &self.layout);
        self.highlights = highlights.drawn;
        self.undrawn = highlights.undrawn;
        self.are_limited = highlights.are_limited;
        self.chosen_beyond = None;
        let mut top = above as i32;
        let mut tops = Vec::with_capacity(self.lanes.len());
        for line in 0..self.lanes.len() {
            tops.push(top);
            let coders = match self.reserved_underlines(line) {
                Some(_) => self.reserved.coders,
                None => 0,
            };
            let grown = self.growth(line) + self.sizes.coder_room(coders);
            top += (self.layout.line_height + grown) as i32;
        }
        self.bottom = top;
        let moved = self.tops != tops;
        self.tops = tops;
        moved
    }

    fn reserved_underlines(&self, line: usize) -> Option<u32> {
        self.reserved.underlines.get(line).copied().flatten()
    }

    /// By how much a line grows for underlines, those that it has and those that it keeps room for.
    fn growth(&self, line: usize) -> u32 {
        let lanes = self.lanes.get(line).map_or(0, LineLanes::count);
        let reserved = self.reserved_underlines(line).unwrap_or(0);
        self.sizes.growth(lanes.max(reserved))
    }

    /// Upper and lower edge of a coder's lane below a line; `None` where no coder has anything.
    pub fn coder_lane(&self, line: usize, coder: usize) -> Option<Range<i32>> {
        self.reserved_underlines(line)?;
        let pitch = self.sizes.coder_pitch();
        let below = self.sizes.capitals + self.growth(line) as i32 + coder as i32 * pitch;
        let top = self.baseline(line) + below;
        Some(top..top + pitch)
    }

    /// The highlights that are drawn, with the chosen one wherever it has no lane of its own.
    pub fn with_chosen(&self) -> impl Iterator<Item = &Highlight> {
        self.highlights.iter().chain(&self.chosen_beyond)
    }

    /// The annotations that start here and are not drawn.
    pub fn undrawn(&self) -> &[Undrawn] {
        &self.undrawn
    }

    /// The annotation at an index of the highlights, and beyond them of those that are not drawn.
    pub fn annotation(&self, index: usize) -> Option<&AnnotationRef> {
        let beyond = |index: usize| self.undrawn.get(index.checked_sub(self.highlights.len())?);
        match self.highlights.get(index) {
            Some(highlight) => Some(&highlight.annotation),
            None => beyond(index).map(|undrawn| &undrawn.annotation),
        }
    }

    /// The index of an annotation, as [`Self::annotation`] counts.
    pub fn index_of(&self, annotation: &AnnotationRef) -> Option<usize> {
        let mut drawn = self.highlights.iter();
        let drawn = drawn.position(|highlight| highlight.annotation == *annotation);
        drawn.or_else(|| {
            let by_annotation = |undrawn: &Undrawn| undrawn.annotation.cmp(annotation);
            let index = self.undrawn.binary_search_by(by_annotation).ok()?;
            Some(self.highlights.len() + index)
        })
    }

    /// Lower edge of the last line with its lanes.
    pub fn bottom(&self) -> i32 {
        self.bottom
    }

    /// Upper edge of a line.
    pub fn line_top(&self, line: usize) -> i32 {
        self.tops.get(line).copied().unwrap_or(0)
    }

    /// Upper and lower edge of a line, without what it grew by for its lanes.
    pub fn line_extent(&self, line: usize) -> Range<i32> {
        let top = self.line_top(line);
        top..top + self.layout.line_height as i32
    }

    /// The line at a height; the first one above all lines.
    pub fn line_at(&self, y: f32) -> usize {
        self.tops
            .partition_point(|top| *top as f32 <= y)
            .saturating_sub(1)
    }

    /// Upper and lower edge of the tinted part of a line.
    pub fn band(&self, line: usize) -> Range<i32> {
        let baseline = self.baseline(line);
        baseline - self.sizes.above..baseline + self.sizes.below()
    }

    /// The baseline of a line.
    pub fn baseline(&self, line: usize) -> i32 {
        self.line_top(line) + self.layout.baseline
    }

    /// From a line's baseline down to the top of a lane.
    pub fn lane_below(&self, line: usize, lane: u32) -> i32 {
        let row = self.lanes.get(line).map_or(lane, |lanes| lanes.row(lane));
        self.sizes.row(row)
    }

    /// How many lanes are in use below a line; `None` for a line that does not exist.
    pub fn lane_count(&self, line: usize) -> Option<u32> {
        self.lanes.get(line).map(LineLanes::count)
    }

    /// Calls `each` for each stretch of a range, with its line and its left and right edge.
    pub fn each_stretch(&self, range: &Range<u32>, mut each: impl FnMut(usize, Range<f32>)) {
        let first = self.layout.line_of(range.start, false);
        for line in first..self.layout.lines.len() {
            if self.layout.line_start(line) >= range.end {
                break;
            }
            self.layout
                .stretches(line, range, |x0, x1| each(line, x0..x1));
        }
    }

    /// The ends of an annotation that are in this block: the line, and where on it.
    pub fn borders(&self, highlight: &Highlight) -> Vec<(Border, usize, f32)> {
        let mut borders = Vec::new();
        if let (true, Some(first)) = (highlight.starts, highlight.pieces.first()) {
            let line = self.layout.line_of(first.start, false);
            let x = self.layout.caret_x(line, first.start);
            borders.push((Border::Start, line, x));
        }
        if let (true, Some(last)) = (highlight.ends, highlight.pieces.last()) {
            let line = self.layout.line_of(last.end, true);
            let x = self.layout.caret_x(line, last.end);
            borders.push((Border::End, line, x));
        }
        borders
    }
}
