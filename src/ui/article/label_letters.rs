//! Letters of labels, small, where underlines begin: colour and line style are never the only cue.
//!
//! ```text
//! after  a complete ceasefire is in place
//!      D ====================
//! ```
//!
//! A letter is before the words, below what hangs from the line, and only where nothing else
//! runs; where every letter is wanted, those without such a place cover the lines of others. None
//! takes room from the text.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use super::annotated_block::AnnotatedBlock;
use super::canvas::Canvas;
use super::highlights::Highlight;
use super::layout::BlockLayout;
use super::style::{self, PageColors};
use super::text_engine::TextEngine;

/// How many letters' widths a letter may stand away from its words to find room.
const FARTHEST: u8 = 3;

/// A letter on the page, in pixels from the corner of its block's column.
pub struct LabelLetter {
    /// Place of its annotation in the block's highlights.
    highlight: usize,
    letter: Arc<BlockLayout>,
    x: Range<f32>,
    y: Range<i32>,
    /// Whether something else is drawn in its place.
    covers: bool,
}

/// What is taken on a line, in pixels from the column's edge and from the baseline.
struct OccupiedSpace {
    x: Range<f32>,
    y: Range<i32>,
}

/// Finds places for the letters of a block, for those that have one or for all.
pub fn place(engine: &mut TextEngine, block: &AnnotatedBlock, every: bool) -> Vec<LabelLetter> {
    let (sizes, layout) = (&block.sizes, &block.layout);
    let unit = i32::from(sizes.unit);
    let mut taken: Vec<Vec<OccupiedSpace>> = layout.lines.iter().map(|_| Vec::new()).collect();
    for highlight in &block.highlights {
        let Some(lane) = highlight.lane else {
            continue;
        };
        for piece in &highlight.pieces {
            block.each_stretch(piece, |line, x| {
                let top = block.lane_below(line, lane);
                let y = top..top + 3 * unit;
                taken[line].push(OccupiedSpace { x, y });
            });
        }
    }
    let mut letters = Vec::new();
    // Layer by layer, in each those nearest to the text first.
    let mut starting: Vec<(usize, &Highlight)> = block.highlights.iter().enumerate().collect();
    starting.retain(|(_, highlight)| highlight.starts);
    starting.sort_by_key(|(index, highlight)| (highlight.annotation.layer, Reverse(*index)));
    for (index, highlight) in starting {
        let Some(lane) = highlight.lane else {
            continue;
        };
        let start = highlight.hull.start;
        let line = layout.line_of(start, false);
        let clusters = layout.clusters_of(line);
        let first = clusters.iter().find(|cluster| cluster.start == start);
        let (Some(first), Some(taken), Some(lanes)) =
            (first, taken.get_mut(line), block.lane_count(line))
        else {
            continue;
        };
        let below = sizes.first + 3 * unit;
        let lowest = sizes.capitals + sizes.growth(lanes) as i32 - sizes.cap;
        if lowest < below && !every {
            continue;
        }
        let middle = block.lane_below(line, lane) + unit - sizes.cap / 2;
        let top = middle.max(below).min(lowest.max(sizes.first));
        let y = top..top + sizes.cap;
        let letter = engine.label_letter(highlight.look.letter, sizes.letter, sizes.letter);
        let width = letter.width().ceil();
        let at = |step: u8| {
            let away = f32::from(step) * (width + unit as f32);
            let left = if first.rtl {
                (first.x + first.width + unit as f32 + away).round()
            } else {
                (first.x - width - unit as f32 - away).round()
            };
            left..left + width
        };
        let is_free = |x: &Range<f32>| {
            !taken.iter().any(|other| {
                other.x.start < x.end
                    && x.start < other.x.end
                    && other.y.start < y.end
                    && y.start < other.y.end
            })
        };
        let farthest = if every { FARTHEST } else { 0 };
        let free = (0..=farthest).map(at).find(is_free);
        if free.is_none() && !every {
            continue;
        }
        let covers = free.is_none();
        let x = free.unwrap_or_else(|| at(0));
        taken.push(OccupiedSpace {
            x: x.clone(),
            y: y.clone(),
        });
        let baseline = block.baseline(line);
        letters.push(LabelLetter {
            highlight: index,
            letter,
            x,
            y: y.start + baseline..y.end + baseline,
            covers,
        });
    }
    letters
}

/// Paints the letters of a block.
pub fn paint(
    canvas: &mut Canvas<'_>,
    block: &AnnotatedBlock,
    letters: &[LabelLetter],
    colors: &PageColors,
) {
    for placed in letters {
        let Some(highlight) = block.highlights.get(placed.highlight) else {
            continue;
        };
        if placed.covers {
            canvas.rect(
                placed.x.clone(),
                placed.y.start - 1..placed.y.end + 1,
                colors.paper,
            );
        }
        let top = placed.y.end - placed.letter.baseline;
        let ink = style::letter_color(colors, highlight.look.color);
        canvas.letters(&placed.letter, placed.x.start as i32, |_| top, ink);
    }
}
