//! The measures of a page: type size, column and the space around blocks, in pixels.
//!
//! They follow from the reading style and the size of the pane alone. This file knows no text
//! beyond the kind and the estimated width of a block.

use egui::Vec2;

use super::blocks::{Block, BlockKind};
use super::style::{Family, ReadingStyle};

/// Width of the scroll bar's track, in points.
pub const SCROLL_BAR_WIDTH: f32 = 12.0;

/// Least space beside the column, in points.
const MARGIN: f32 = 20.0;

/// What a pane is wider than its column at least, in points.
pub const BESIDE_COLUMN: f32 = 2.0 * MARGIN + SCROLL_BAR_WIDTH;

/// Space above the article and below it, in points.
const ABOVE: f32 = 28.0;
const BELOW: f32 = 72.0;

/// The measures of a page, in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct PageMetrics {
    /// Pixels per point.
    pub scale: f32,
    /// Size of the type.
    pub size: f32,
    pub line_height: u32,
    pub family: Family,
    /// Width of the column.
    pub column: u32,
    /// From the pane's left edge to the column.
    pub left: i64,
    /// Width of an average character.
    letter: f32,
    /// Height of the pane.
    pub height: i64,
}

/// Type size and line height of a kind of block, in pixels.
pub struct TypeSize {
    pub size: f32,
    pub line_height: u32,
}

impl PageMetrics {
    /// The measures for a style in a pane of a size in points. `average_width` gives the width of an
    /// average character of a type size, in pixels.
    pub fn new(
        style: &ReadingStyle,
        pane: Vec2,
        scale: f32,
        average_width: impl FnOnce(&Family, f32) -> f32,
    ) -> Self {
        // Quarters of a pixel are fine enough, and keep the atlas from filling up on a zoom.
        let size = ((style.size * scale).clamp(4.0, 400.0) * 4.0).round() / 4.0;
        let letter = average_width(&style.family, size);
        let width = ((pane.x - SCROLL_BAR_WIDTH) * scale).floor();
        let room = (width - 2.0 * MARGIN * scale).max(4.0 * size);
        let column = (letter * style.measure).min(room).floor();
        Self {
            scale,
            size,
            line_height: (style.size * style.line_height.clamp(1.0, 4.0) * scale).round() as u32,
            family: style.family.clone(),
            column: column as u32,
            left: ((width - column) / 2.0).max(0.0).round() as i64,
            letter,
            height: (pane.y * scale).floor() as i64,
        }
    }

    /// Whether a block that has been laid out for the one looks the same with the other.
    pub fn wraps_like(&self, other: &Self) -> bool {
        self.scale == other.scale
            && self.size == other.size
            && self.line_height == other.line_height
            && self.family == other.family
            && self.column == other.column
    }

    /// Type size and line height of a kind of block.
    pub fn type_size(&self, kind: BlockKind) -> TypeSize {
        let line = self.line_height as f32;
        match kind {
            BlockKind::Body | BlockKind::Heading => TypeSize {
                size: self.size,
                line_height: self.line_height,
            },
            BlockKind::Title => TypeSize {
                size: (self.size * 1.4).round(),
                line_height: (line * 1.25).round() as u32,
            },
            BlockKind::Empty => TypeSize {
                size: self.size,
                line_height: (line * 0.55).round() as u32,
            },
        }
    }

    /// Space above and below a block.
    pub fn space(&self, blocks: &[Block], block: usize) -> (u32, u32) {
        let line = self.line_height as f32;
        let Some(this) = blocks.get(block) else {
            return (0, 0);
        };
        let next = blocks.get(block + 1);
        let previous = block.checked_sub(1).and_then(|before| blocks.get(before));
        let after_empty = previous.is_some_and(|previous| previous.kind == BlockKind::Empty);
        let mut above = match this.kind {
            BlockKind::Heading if after_empty => 0.3 * line,
            BlockKind::Heading => 0.7 * line,
            BlockKind::Title | BlockKind::Body | BlockKind::Empty => 0.0,
        };
        // Where empty lines separate the paragraphs, they are space enough.
        let before_empty = next.is_some_and(|next| next.kind == BlockKind::Empty);
        let mut below = match this.kind {
            BlockKind::Empty => 0.0,
            _ if before_empty || !this.last => 0.0,
            BlockKind::Heading => 0.15 * line,
            BlockKind::Title => 0.4 * line,
            BlockKind::Body => 0.5 * line,
        };
        if previous.is_none() {
            above += ABOVE * self.scale;
        }
        if next.is_none() {
            below += BELOW * self.scale;
        }
        (above.round() as u32, below.round() as u32)
    }

    /// An estimate of the height of a block that has not been laid out.
    pub fn estimated_height(&self, blocks: &[Block], block: usize) -> u32 {
        let Some(this) = blocks.get(block) else {
            return 0;
        };
        let (above, below) = self.space(blocks, block);
        let kind = self.type_size(this.kind);
        // Half a word is left empty at the end of each line.
        let room = (self.column as f32 / self.letter - 3.0).max(4.0) * self.size / kind.size;
        let lines = (this.letters as f32 / room).ceil().max(1.0) as u32;
        above + lines * kind.line_height + below
    }
}

#[cfg(test)]
mod tests {
    use super::super::blocks;
    use super::*;
    use crate::model::Text;
    use egui::vec2;

    /// Measures with letters half as wide as high.
    fn metrics(width: f32, height: f32, scale: f32) -> PageMetrics {
        let style = ReadingStyle::default();
        PageMetrics::new(&style, vec2(width, height), scale, |_, size| size / 2.0)
    }

    #[test]
    fn the_column_has_its_measure_where_there_is_room_and_stands_in_the_middle() {
        let wide = metrics(1000.0, 400.0, 1.0);
        assert_eq!(wide.column, 68 * 9);
        assert_eq!(wide.left, (1000 - 12 - 68 * 9) / 2);
        let narrow = metrics(300.0, 400.0, 1.0);
        assert_eq!(narrow.column, 300 - 12 - 40);
        let tiny = metrics(10.0, 400.0, 1.0);
        assert_eq!((tiny.column, tiny.left), (4 * 18, 0));
    }

    #[test]
    fn only_what_changes_the_lines_needs_a_new_layout() {
        let one = metrics(1000.0, 400.0, 1.0);
        assert!(one.wraps_like(&metrics(1100.0, 500.0, 1.0)));
        assert!(!one.wraps_like(&metrics(500.0, 400.0, 1.0)));
        assert!(!one.wraps_like(&metrics(1000.0, 400.0, 2.0)));
    }

    #[test]
    fn longer_paragraphs_are_estimated_higher_and_the_ends_of_the_article_have_space() {
        let text = Text::new(format!(
            "{0}.\n{0}{0}{0}{0}.\n{0}.",
            "a few words ".repeat(10)
        ));
        let blocks = blocks::cut(&text);
        let metrics = metrics(1000.0, 400.0, 1.0);
        let heights = [0, 1, 2].map(|block| metrics.estimated_height(&blocks, block));
        assert!(heights[1] > heights[0] - ABOVE as u32, "{heights:?}");
        assert_eq!(metrics.space(&blocks, 1).0, 0);
        assert_eq!(metrics.space(&blocks, 0).0, ABOVE as u32);
        assert!(metrics.space(&blocks, 2).1 >= BELOW as u32);
    }
}
