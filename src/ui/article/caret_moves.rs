//! Moves of the caret that depend on how the text is laid out: by line, by page, and by character as
//! seen on the screen.
//!
//! Moves by word or sentence need no layout; they are the model's.

use crate::model::{ByteOffset, words};

use super::caret::Caret;
use super::layout::LineHit;
use super::page_io::Page;
use super::text_engine::TextEngine;
use super::viewport::Viewport;

/// By how much of a page PageUp and PageDown move.
const PAGE_SHARE: f32 = 0.9;

/// A move on the screen rather than in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineMotion {
    Up,
    Down,
    /// By a page; the text scrolls along, so that the caret stays where it is on the screen.
    PageUp,
    PageDown,
    LineStart,
    LineEnd,
    /// To the left on the screen, whatever the direction of the text.
    CharLeft,
    CharRight,
}

/// A line of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LineIndex {
    block: usize,
    line: usize,
}

/// Where the caret goes from a place.
///
/// Moves up and down aim at `goal_x`, points from the column's left edge: pass the same variable as
/// long as only such moves follow one another, and empty it after any other.
pub fn line_move(
    (viewport, caret): (&mut Viewport, &mut Caret),
    engine: &mut TextEngine,
    page: &Page<'_>,
    from: ByteOffset,
    motion: LineMotion,
    goal_x: &mut Option<f32>,
) -> ByteOffset {
    let (block, offset) = viewport.cache().block_and_offset(from);
    let mut lines = VisualLines {
        viewport,
        engine,
        page,
    };
    lines.viewport.cache_mut().ensure(block, lines.engine, page);
    let scale = lines.viewport.scale();
    let Some(laid_out) = lines.viewport.cache().get(block) else {
        return from;
    };
    let layout = &laid_out.layout;
    let line = layout.line_of(offset, caret.is_on_upper_line(from));
    let at = LineIndex { block, line };
    let x = layout.caret_x(line, offset);
    let (at, hit) = match motion {
        LineMotion::LineStart => (at, lower_line(layout.line_start(line))),
        LineMotion::LineEnd => (at, layout.line_end(line)),
        LineMotion::CharLeft | LineMotion::CharRight => {
            let right = motion == LineMotion::CharRight;
            match layout.beside(line, offset, right) {
                Some(hit) => (at, hit),
                None => {
                    // Off the line's edge: on in reading direction, or back.
                    let forward = right != layout.rtl;
                    let Some(next) = lines.next(at, forward) else {
                        // A line end at the end of the text has no line of its own.
                        let step = if forward {
                            words::next_char
                        } else {
                            words::previous_char
                        };
                        return step(lines.viewport.cache().text(), from);
                    };
                    let Some(laid_out) = lines.viewport.cache().get(next.block) else {
                        return from;
                    };
                    let hit = if forward {
                        lower_line(laid_out.layout.line_start(next.line))
                    } else {
                        laid_out.layout.line_end(next.line)
                    };
                    (next, hit)
                }
            }
        }
        LineMotion::Up | LineMotion::Down | LineMotion::PageUp | LineMotion::PageDown => {
            let goal = *goal_x.get_or_insert(x / scale) * scale;
            let down = matches!(motion, LineMotion::Down | LineMotion::PageDown);
            let next = match motion {
                LineMotion::Up | LineMotion::Down => lines.next(at, down),
                _ => lines.page_from(at, down),
            };
            let Some(next) = next else {
                return lines.outermost(down);
            };
            (next, lines.hit(next, goal))
        }
    };
    let start = lines.viewport.cache().blocks()[at.block].start();
    let to = ByteOffset(start + hit.rel as usize);
    caret.put(to, hit.upstream);
    to
}

/// Steps from line to line, laying out what is needed.
struct VisualLines<'a, 'p> {
    viewport: &'a mut Viewport,
    engine: &'a mut TextEngine,
    page: &'a Page<'p>,
}

impl VisualLines<'_, '_> {
    /// The place of a line that is nearest to pixels from the column's left edge.
    fn hit(&self, at: LineIndex, x: f32) -> LineHit {
        match self.viewport.cache().get(at.block) {
            Some(block) => block.layout.hit(at.line, x),
            None => lower_line(0),
        }
    }

    /// The end or the start of the article.
    fn outermost(&self, down: bool) -> ByteOffset {
        let blocks = self.viewport.cache().blocks();
        let end = blocks.last().map_or(0, |block| block.end());
        ByteOffset(if down { end } else { 0 })
    }

    /// The line below or above.
    fn next(&mut self, at: LineIndex, down: bool) -> Option<LineIndex> {
        if down {
            if at.line + 1 < self.count(at.block)? {
                return Some(LineIndex {
                    line: at.line + 1,
                    ..at
                });
            }
            let block = at.block + 1;
            self.ensure(block)?;
            Some(LineIndex { block, line: 0 })
        } else {
            if at.line > 0 {
                return Some(LineIndex {
                    line: at.line - 1,
                    ..at
                });
            }
            let block = at.block.checked_sub(1)?;
            self.ensure(block)?;
            let line = self.count(block)?.saturating_sub(1);
            Some(LineIndex { block, line })
        }
    }

    /// The line that is most of a page away, or the last one on the way there; scrolls along.
    fn page_from(&mut self, from: LineIndex, down: bool) -> Option<LineIndex> {
        let wanted = f64::from(self.viewport.height() as f32 * PAGE_SHARE);
        let mut at = from;
        let mut gone = 0.0;
        while let Some(next) = self.next(at, down) {
            let step = self.distance(at, next);
            if gone + step > wanted && at != from {
                break;
            }
            gone += step;
            at = next;
        }
        self.viewport.scroll_by(if down { gone } else { -gone });
        self.viewport.update(self.engine, self.page);
        (at != from).then_some(at)
    }

    /// Pixels between the tops of two neighbouring lines.
    fn distance(&self, a: LineIndex, b: LineIndex) -> f64 {
        let (upper, lower) = if (a.block, a.line) < (b.block, b.line) {
            (a, b)
        } else {
            (b, a)
        };
        let cache = self.viewport.cache();
        let top = |at: LineIndex| Some(cache.get(at.block)?.line_top(at.line));
        let (Some(upper_top), Some(lower_top)) = (top(upper), top(lower)) else {
            return 0.0;
        };
        let between = if upper.block == lower.block {
            0
        } else {
            cache.heights().get(upper.block) as i32
        };
        f64::from(between + lower_top - upper_top)
    }

    fn count(&self, block: usize) -> Option<usize> {
        let block = self.viewport.cache().get(block)?;
        Some(block.layout.lines.len())
    }

    /// Lays out a block, if there is one.
    fn ensure(&mut self, block: usize) -> Option<()> {
        let cache = self.viewport.cache_mut();
        cache.ensure(block, self.engine, self.page);
        cache.get(block).map(|_| ())
    }
}

/// A place that counts as the start of the lower of two lines.
fn lower_line(rel: u32) -> LineHit {
    LineHit {
        rel,
        upstream: false,
    }
}
