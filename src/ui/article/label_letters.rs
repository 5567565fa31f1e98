//! Letters of labels, small, where underlines begin: colour and line are never the only letters.
//!
//! ```text
//! after  a complete ceasefire is in place
//!      D ====================
//! ```
//!
//! A letter stands before the words, below what hangs from the line, and only where nothing else
//! runs; where every letter is wanted, those without such a place cover the lines of others. None
//! takes room from the text.

use std::ops::Range;
use std::sync::Arc;

use super::blocks::Direction;
use super::layout::Layout;
use super::paint::Canvas;
use super::pane::Entry;
use super::style::{self, Family, PageColors, Weight};
use super::text_engine::{TextEngine, TextSpec};

/// How many letters' widths a letter may stand away from its words to find room.
const FARTHEST: u8 = 3;

/// A letter on the page, in pixels from the corner of its block's column.
pub struct LabelLetter {
    /// Place of its annotation in the block's highlights.
    highlight: usize,
    letter: Arc<Layout>,
    x: Range<f32>,
    y: Range<i32>,
    /// Whether something runs where it stands.
    covers: bool,
}

/// What is taken on a line, in pixels from the column's edge and from the baseline.
struct Taken {
    x: Range<f32>,
    y: Range<i32>,
}

impl TextEngine {
    /// The letter of a label for a size and a height of line, in pixels; set once.
    pub(super) fn label_letter(&mut self, letter: char, size: f32, height: f32) -> Arc<Layout> {
        let key = (letter, size.to_bits(), height.to_bits());
        if let Some(layout) = self.letters.get(&key) {
            return Arc::clone(layout);
        }
        let layout = Arc::new(self.lay_out_letters(letter.encode_utf8(&mut [0; 4]), size, height));
        self.letters.insert(key, Arc::clone(&layout));
        layout
    }

    /// Some characters as letters are set: heavier than text, or so small they could not be read.
    pub(super) fn lay_out_letters(&mut self, text: &str, size: f32, height: f32) -> Layout {
        self.lay_out(&TextSpec {
            text,
            size,
            line_height: height as u32,
            weight: Weight::Semibold,
            family: &Family::Sans,
            width: None,
            direction: Direction::Auto,
        })
    }
}

/// Finds places for the letters of a block, for those that have one or for all.
pub fn place(engine: &mut TextEngine, entry: &Entry, every: bool) -> Vec<LabelLetter> {
    let (sizes, layout) = (&entry.sizes, &entry.layout);
    let unit = i32::from(sizes.unit);
    let painter = entry.painter(&PageColors::LIGHT);
    let mut taken: Vec<Vec<Taken>> = layout.lines.iter().map(|_| Vec::new()).collect();
    for highlight in &entry.highlights {
        for piece in &highlight.pieces {
            painter.each_stretch(piece, |line, x| {
                let top = painter.below(line, highlight.lane);
                let y = top..top + 3 * unit;
                taken[line].push(Taken { x, y });
            });
        }
    }
    let mut letters = Vec::new();
    // Those nearest to the text first.
    let highlights = entry.highlights.iter().enumerate().rev();
    for (index, highlight) in highlights.filter(|(_, highlight)| highlight.starts) {
        let start = highlight.hull.start;
        let line = layout.line_of(start, false);
        let clusters = layout.clusters_of(line);
        let first = clusters.iter().find(|cluster| cluster.start == start);
        let (Some(first), Some(taken), Some(lanes)) =
            (first, taken.get_mut(line), entry.lanes.get(line))
        else {
            continue;
        };
        let below = sizes.first + 3 * unit;
        let lowest = sizes.capitals + sizes.growth(lanes.count()) as i32 - sizes.cap;
        if lowest < below && !every {
            continue;
        }
        let middle = painter.below(line, highlight.lane) + unit - sizes.cap / 2;
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
        taken.push(Taken {
            x: x.clone(),
            y: y.clone(),
        });
        let baseline = painter.baseline(line);
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
pub fn paint(canvas: &mut Canvas<'_>, entry: &Entry, letters: &[LabelLetter], colors: &PageColors) {
    for placed in letters {
        let Some(highlight) = entry.highlights.get(placed.highlight) else {
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
