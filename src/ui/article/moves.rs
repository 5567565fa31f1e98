//! Moves of the caret that depend on how the text is laid out.

use crate::model::{ByteOffset, words};

use super::blocks;
use super::engine::TextEngine;
use super::layout::Hit;
use super::view::{ArticleView, Page};

/// How much of a page a page's move goes.
const PAGE_SHARE: f32 = 0.9;

/// A move by what is seen rather than by what is written.
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
struct At {
    block: usize,
    line: usize,
}

impl ArticleView {
    /// Where the caret goes from a place.
    ///
    /// Moves up and down aim at `goal_x`, points from the column's left edge: pass the same
    /// variable as long as only such moves follow one another, and empty it after any other.
    pub fn line_move(
        &mut self,
        engine: &mut TextEngine,
        page: &Page<'_>,
        from: ByteOffset,
        motion: LineMotion,
        goal_x: &mut Option<f32>,
    ) -> ByteOffset {
        let block = blocks::block_at(&self.blocks, from);
        self.ensure(block, engine, page);
        let scale = self.scale();
        let start = self.blocks[block].start();
        let rel = from.0.min(self.blocks[block].end()).saturating_sub(start) as u32;
        let Some(entry) = self.entries.get(&block) else {
            return from;
        };
        let layout = &entry.layout;
        let line = layout.line_of(rel, self.upstream == Some(from));
        let at = At { block, line };
        let x = layout.caret_x(line, rel);
        let (at, hit) = match motion {
            LineMotion::LineStart => {
                let rel = layout.line_start(line);
                (at, plain(rel))
            }
            LineMotion::LineEnd => (at, layout.line_end(line)),
            LineMotion::CharLeft | LineMotion::CharRight => {
                let right = motion == LineMotion::CharRight;
                match layout.beside(line, rel, right) {
                    Some(hit) => (at, hit),
                    None => {
                        // Off the line's edge: on in reading direction, or back.
                        let forward = right != layout.rtl;
                        let next = if forward {
                            self.line_below(at, engine, page)
                        } else {
                            self.line_above(at, engine, page)
                        };
                        let Some(next) = next else {
                            // A line end at the end of the text has no line of its own.
                            let step = if forward {
                                words::next_char
                            } else {
                                words::previous_char
                            };
                            return step(&self.text, from);
                        };
                        let Some(entry) = self.entries.get(&next.block) else {
                            return from;
                        };
                        let hit = if forward {
                            plain(entry.layout.line_start(next.line))
                        } else {
                            entry.layout.line_end(next.line)
                        };
                        (next, hit)
                    }
                }
            }
            LineMotion::Up | LineMotion::Down => {
                let goal = *goal_x.get_or_insert(x / scale) * scale;
                let next = if motion == LineMotion::Down {
                    self.line_below(at, engine, page)
                } else {
                    self.line_above(at, engine, page)
                };
                let Some(next) = next else {
                    return self.outermost(motion == LineMotion::Down);
                };
                (next, self.hit_line(next, goal))
            }
            LineMotion::PageUp | LineMotion::PageDown => {
                let goal = *goal_x.get_or_insert(x / scale) * scale;
                let down = motion == LineMotion::PageDown;
                let Some(next) = self.page_from(at, down, engine, page) else {
                    return self.outermost(down);
                };
                (next, self.hit_line(next, goal))
            }
        };
        let to = ByteOffset(self.blocks[at.block].start() + hit.rel as usize);
        self.upstream = hit.upstream.then_some(to);
        to
    }

    fn hit_line(&self, at: At, x: f32) -> Hit {
        match self.entries.get(&at.block) {
            Some(entry) => entry.layout.hit(at.line, x),
            None => plain(0),
        }
    }

    fn outermost(&self, down: bool) -> ByteOffset {
        let end = self.blocks.last().map_or(0, |block| block.end());
        ByteOffset(if down { end } else { 0 })
    }

    /// The line that lies most of a page away, or the last one on the way there; scrolls along.
    fn page_from(
        &mut self,
        from: At,
        down: bool,
        engine: &mut TextEngine,
        page: &Page<'_>,
    ) -> Option<At> {
        let height = self.setting.as_ref()?.height as f32;
        let wanted = f64::from(height * PAGE_SHARE);
        let mut at = from;
        let mut gone = 0.0;
        loop {
            let next = if down {
                self.line_below(at, engine, page)
            } else {
                self.line_above(at, engine, page)
            };
            let Some(next) = next else {
                break;
            };
            let step = self.distance(at, next);
            if gone + step > wanted && at != from {
                break;
            }
            gone += step;
            at = next;
        }
        self.anchor.into += if down { gone } else { -gone };
        self.settle(engine, page);
        (at != from).then_some(at)
    }

    /// Pixels between the tops of two neighbouring lines.
    fn distance(&self, a: At, b: At) -> f64 {
        let top = |at: At| {
            let entry = self.entries.get(&at.block);
            entry.and_then(|entry| entry.tops.get(at.line)).copied()
        };
        let (Some(top_a), Some(top_b)) = (top(a), top(b)) else {
            return 0.0;
        };
        let between = if a.block == b.block {
            0
        } else {
            self.heights.get(a.block.min(b.block)) as i32
        };
        let (upper, lower) = if (a.block, a.line) < (b.block, b.line) {
            (top_a, top_b)
        } else {
            (top_b, top_a)
        };
        f64::from(between + lower - upper)
    }

    fn line_below(&mut self, at: At, engine: &mut TextEngine, page: &Page<'_>) -> Option<At> {
        let lines = self.entries.get(&at.block)?.layout.lines.len();
        if at.line + 1 < lines {
            return Some(At {
                line: at.line + 1,
                ..at
            });
        }
        let block = at.block + 1;
        self.blocks.get(block)?;
        self.ensure(block, engine, page);
        Some(At { block, line: 0 })
    }

    fn line_above(&mut self, at: At, engine: &mut TextEngine, page: &Page<'_>) -> Option<At> {
        if at.line > 0 {
            return Some(At {
                line: at.line - 1,
                ..at
            });
        }
        let block = at.block.checked_sub(1)?;
        self.ensure(block, engine, page);
        let lines = self.entries.get(&block)?.layout.lines.len();
        Some(At {
            block,
            line: lines.saturating_sub(1),
        })
    }
}

fn plain(rel: u32) -> Hit {
    Hit {
        rel,
        upstream: false,
    }
}
