//! The scroll position, and which blocks are visible at it.
//!
//! The position is held as a block and pixels into it, so that nothing moves on the screen when
//! blocks above are measured, or when the column gets another width. This file knows blocks by
//! their heights only and gets those from a [`MeasureBlocks`].

use std::time::{Duration, Instant};

use crate::model::ByteOffset;

use super::page_io::ScrollPlace;

/// How far from the edges a revealed line comes to lie, in lines.
const REVEAL_LINES: i64 = 2;

/// How long a frame may spend on laying out what is not visible yet.
pub const AHEAD: Duration = Duration::from_micros(600);

/// Measures blocks, and lays them out for that where necessary.
pub trait MeasureBlocks {
    /// How many blocks there are, at least one.
    fn count(&self) -> usize;

    /// The height of a block, in pixels.
    fn height(&mut self, block: usize) -> u32;

    /// The line on which a place is. Where two lines meet that is the lower one, or with
    /// `upper` the upper one.
    fn line_of(&mut self, at: ByteOffset, upper: bool) -> Option<LinePosition>;
}

/// Where a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinePosition {
    pub block: usize,
    /// Upper edge, in pixels from the block's top.
    pub top: i64,
    /// In pixels.
    pub height: i64,
}

/// What of the page's measures scrolling depends on, in pixels.
#[derive(Clone, Copy, Debug)]
pub struct PaneHeight {
    pub height: i64,
    pub line_height: i64,
    /// Pixels per point.
    pub scale: f32,
}

/// A block on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisibleBlock {
    /// Index of the block.
    pub block: usize,
    /// Upper edge in pixels from the pane's top.
    pub top: i64,
}

/// The first visible block, and by how many pixels the pane's top is below its top.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct ScrollAnchor {
    block: usize,
    into: f64,
}

/// The scroll position.
#[derive(Default)]
pub struct Scroll {
    anchor: ScrollAnchor,
    visible: Vec<VisibleBlock>,
    /// To be made visible in the next frame.
    reveal: Option<ByteOffset>,
    /// To be scrolled to in the next frame.
    restore: Option<ScrollPlace>,
    /// A place that was kept over a change of width, and the position that this led to.
    pin: Option<(ScrollPlace, ScrollAnchor)>,
}

impl Scroll {
    /// The visible blocks from top to bottom, as of the last [`Self::update`].
    pub fn visible(&self) -> &[VisibleBlock] {
        &self.visible
    }

    /// The first visible block, and by how many pixels the pane's top is below its top.
    pub fn position(&self) -> (usize, f64) {
        (self.anchor.block, self.anchor.into)
    }

    /// Scrolls by pixels, down if positive. What is beyond the ends is corrected by
    /// [`Self::update`].
    pub fn scroll_by(&mut self, pixels: f64) {
        self.anchor.into += pixels;
    }

    /// Scrolls to some pixels below the top of a block.
    pub fn scroll_to(&mut self, block: usize, into: f64) {
        self.anchor = ScrollAnchor { block, into };
    }

    /// Scrolls, in the next frame, so that a place is visible. Does nothing if it is already.
    pub fn reveal(&mut self, at: ByteOffset) {
        self.reveal = Some(at);
    }

    /// Scrolls, in the next frame, to a place.
    pub fn restore(&mut self, place: ScrollPlace) {
        self.restore = Some(place);
    }

    /// The place that will be scrolled to in the next frame.
    pub fn pending_restore(&self) -> Option<ScrollPlace> {
        self.restore
    }

    /// Keeps the place at the top over a change of layout. `current` is that place now.
    pub fn keep_place(&mut self, current: ScrollPlace) {
        // Taking the first line anew at each width would creep upwards: after another wrap it
        // starts earlier.
        self.restore = Some(match self.pin {
            Some((place, anchor)) if anchor == self.anchor => place,
            _ => current,
        });
    }

    /// Goes to the place that was to be restored, and finds out which blocks are visible.
    pub fn update(&mut self, blocks: &mut impl MeasureBlocks, pane: PaneHeight) {
        let place = self.restore.take();
        if let Some(place) = place
            && let Some(line) = blocks.line_of(place.at, false)
        {
            self.anchor = ScrollAnchor {
                block: line.block,
                into: line.top as f64 + f64::from(place.into * pane.scale),
            };
        }
        let count = blocks.count();
        self.anchor.block = self.anchor.block.min(count - 1);
        // Measuring what comes into view may show that the end is nearer than estimated; after two
        // rounds everything around is measured.
        for _ in 0..4 {
            self.normalize(blocks);
            let mut top = -(self.anchor.into.round() as i64);
            let mut block = self.anchor.block;
            self.visible.clear();
            while top < pane.height && block < count {
                let height = blocks.height(block);
                self.visible.push(VisibleBlock { block, top });
                top += i64::from(height);
                block += 1;
            }
            let at_start = self.anchor.block == 0 && self.anchor.into <= 0.0;
            if top >= pane.height || at_start {
                break;
            }
            self.anchor.into -= (pane.height - top) as f64;
        }
        if let Some(place) = place {
            self.pin = Some((place, self.anchor));
        }
    }

    /// Moves the anchor to the block in which the view really starts.
    fn normalize(&mut self, blocks: &mut impl MeasureBlocks) {
        while self.anchor.into < 0.0 {
            if self.anchor.block == 0 {
                self.anchor.into = 0.0;
                break;
            }
            self.anchor.block -= 1;
            self.anchor.into += f64::from(blocks.height(self.anchor.block));
        }
        loop {
            let height = f64::from(blocks.height(self.anchor.block));
            if self.anchor.into < height || self.anchor.block + 1 >= blocks.count() {
                break;
            }
            self.anchor.into -= height;
            self.anchor.block += 1;
        }
    }

    /// The place that is to be made visible, if any.
    pub fn pending_reveal(&self) -> Option<ByteOffset> {
        self.reveal
    }

    /// Scrolls to the place that was to be made visible. `upper` says whether it is at the end
    /// of the upper of two lines.
    pub fn apply_reveal(&mut self, blocks: &mut impl MeasureBlocks, pane: PaneHeight, upper: bool) {
        let Some(line) = self.reveal.take().and_then(|at| blocks.line_of(at, upper)) else {
            return;
        };
        let height = pane.height;
        let margin = (REVEAL_LINES * pane.line_height).min(height / 4);
        let shown = self.visible.iter().find(|v| v.block == line.block);
        let near = shown.map(|v| (v.top + line.top, v.top + line.top + line.height));
        let screen = -height..2 * height;
        match near.filter(|(top, _)| screen.contains(top)) {
            Some((top, _)) if top < margin => self.scroll_by((top - margin) as f64),
            Some((_, bottom)) if bottom > height - margin => {
                self.scroll_by((bottom - (height - margin)) as f64);
            }
            Some(_) => return,
            // Far away: come to rest with some lines above for context.
            None => self.scroll_to(line.block, (line.top - height / 3) as f64),
        }
        self.update(blocks, pane);
    }

    /// Lays out some of what is just outside, so that scrolling finds it done.
    pub fn measure_ahead(
        &self,
        blocks: &mut impl MeasureBlocks,
        pane: PaneHeight,
        budget: Duration,
    ) {
        let (Some(first), Some(last)) = (self.visible.first(), self.visible.last()) else {
            return;
        };
        let height = pane.height;
        let start = Instant::now();
        let (mut above, mut below) = (first.block, last.block);
        let (mut up, mut down) = (0, 0);
        while start.elapsed() < budget && (up < height || down < height) {
            let before = (up, down);
            if down < height && below + 1 < blocks.count() {
                below += 1;
                down += i64::from(blocks.height(below));
            }
            if up < height && above > 0 && start.elapsed() < budget {
                above -= 1;
                up += i64::from(blocks.height(above));
            }
            if before == (up, down) {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PANE: PaneHeight = PaneHeight {
        height: 100,
        line_height: 10,
        scale: 1.0,
    };

    /// Blocks of lines that are ten pixels high and hold ten bytes; remembers what was measured.
    struct Lines {
        lines: Vec<u32>,
        measured: Vec<usize>,
    }

    impl Lines {
        fn new(lines: impl IntoIterator<Item = u32>) -> Self {
            Self {
                lines: lines.into_iter().collect(),
                measured: Vec::new(),
            }
        }
    }

    impl MeasureBlocks for Lines {
        fn count(&self) -> usize {
            self.lines.len()
        }

        fn height(&mut self, block: usize) -> u32 {
            self.measured.push(block);
            10 * self.lines[block]
        }

        fn line_of(&mut self, at: ByteOffset, upper: bool) -> Option<LinePosition> {
            let (mut block, mut line) = (0, (at.0 / 10) as u32);
            if upper {
                line -= 1;
            }
            while line >= self.lines[block] {
                line -= self.lines[block];
                block += 1;
            }
            Some(LinePosition {
                block,
                top: i64::from(line) * 10,
                height: 10,
            })
        }
    }

    fn visible(scroll: &Scroll) -> Vec<(usize, i64)> {
        let blocks = scroll.visible().iter();
        blocks.map(|shown| (shown.block, shown.top)).collect()
    }

    #[test]
    fn visible_blocks_fill_the_pane_and_no_more() {
        let mut lines = Lines::new([4; 10]);
        let mut scroll = Scroll::default();
        scroll.scroll_by(50.0);
        scroll.update(&mut lines, PANE);
        assert_eq!(visible(&scroll), [(1, -10), (2, 30), (3, 70)]);
        assert_eq!(scroll.position(), (1, 10.0));
    }

    #[test]
    fn neither_end_can_be_passed() {
        let mut lines = Lines::new([4; 10]);
        let mut scroll = Scroll::default();
        scroll.scroll_by(1e6);
        scroll.update(&mut lines, PANE);
        assert_eq!(visible(&scroll), [(7, -20), (8, 20), (9, 60)]);
        scroll.scroll_by(-1e6);
        scroll.update(&mut lines, PANE);
        assert_eq!(visible(&scroll), [(0, 0), (1, 40), (2, 80)]);
    }

    #[test]
    fn an_article_lower_than_the_pane_does_not_scroll() {
        let mut lines = Lines::new([2, 3]);
        let mut scroll = Scroll::default();
        for by in [30.0, -30.0] {
            scroll.scroll_by(by);
            scroll.update(&mut lines, PANE);
            assert_eq!(visible(&scroll), [(0, 0), (1, 20)]);
        }
    }

    #[test]
    fn blocks_far_from_the_viewport_are_not_measured() {
        let mut lines = Lines::new([4; 1000]);
        let mut scroll = Scroll::default();
        scroll.reveal(ByteOffset(10 * 4 * 500));
        scroll.update(&mut lines, PANE);
        scroll.apply_reveal(&mut lines, PANE, false);
        let far = |block: &&usize| !(0..10).contains(*block) && !(490..510).contains(*block);
        assert_eq!(lines.measured.iter().find(far), None);
    }

    #[test]
    fn a_revealed_line_scrolls_no_farther_than_it_must() {
        let mut lines = Lines::new([1; 100]);
        let mut scroll = Scroll::default();
        scroll.scroll_by(300.0);
        scroll.update(&mut lines, PANE);
        // Lines 30 to 39 are visible, and two lines stay between a revealed one and each edge.
        for (line, first) in [(35, 30), (32, 30), (31, 29), (30, 28), (35, 28), (37, 30)] {
            scroll.reveal(ByteOffset(10 * line));
            scroll.apply_reveal(&mut lines, PANE, false);
            assert_eq!(scroll.position(), (first, 0.0), "line {line}");
        }
        // Far away: a third of the pane stays above it.
        scroll.reveal(ByteOffset(10 * 80));
        scroll.apply_reveal(&mut lines, PANE, false);
        assert_eq!(scroll.position(), (76, 7.0));
    }

    #[test]
    fn a_caret_at_the_end_of_the_upper_line_is_revealed_there() {
        let mut lines = Lines::new([1; 100]);
        let mut scroll = Scroll::default();
        scroll.update(&mut lines, PANE);
        scroll.reveal(ByteOffset(80));
        scroll.apply_reveal(&mut lines, PANE, true);
        assert_eq!(scroll.position(), (0, 0.0));
        scroll.reveal(ByteOffset(80));
        scroll.apply_reveal(&mut lines, PANE, false);
        assert_eq!(scroll.position(), (1, 0.0));
    }

    #[test]
    fn a_place_is_kept_over_changes_of_width_without_creeping() {
        let mut lines = Lines::new([4; 10]);
        let mut scroll = Scroll::default();
        let place = ScrollPlace {
            at: ByteOffset(10 * 9),
            into: 3.0,
        };
        scroll.restore(place);
        scroll.update(&mut lines, PANE);
        assert_eq!(scroll.position(), (2, 13.0));
        // In a narrower column the first line starts earlier; the kept place is what counts.
        let earlier = ScrollPlace {
            at: ByteOffset(10 * 8),
            into: 0.0,
        };
        scroll.keep_place(earlier);
        assert_eq!(scroll.pending_restore(), Some(place));
        scroll.update(&mut lines, PANE);
        // After scrolling, the place at the top is another one.
        scroll.scroll_by(1.0);
        scroll.keep_place(earlier);
        assert_eq!(scroll.pending_restore(), Some(earlier));
    }

    #[test]
    fn blocks_ahead_are_measured_for_both_panes() {
        let mut lines = Lines::new([4; 100]);
        let mut scroll = Scroll::default();
        scroll.scroll_to(50, 0.0);
        scroll.update(&mut lines, PANE);
        lines.measured.clear();
        scroll.measure_ahead(&mut lines, PANE, Duration::from_secs(60));
        lines.measured.sort_unstable();
        assert_eq!(lines.measured, [47, 48, 49, 53, 54, 55]);
        lines.measured.clear();
        scroll.measure_ahead(&mut lines, PANE, Duration::ZERO);
        assert!(lines.measured.is_empty());
    }
}
