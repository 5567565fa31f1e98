//! One block laid out: its lines, its characters and where they stand.
//!
//! Everything here is in whole or broken pixels from the column's left edge; `rel` is a place in
//! bytes from the block's start. Only what painting and pointing need is kept; the layout engine's
//! own structures are dropped as soon as they have been read.
//!
//! # Carets in text of two directions
//! Between two letters that run in different directions a place has two homes on the line, one at
//! each letter. Here every place has exactly one and every gap between two letters belongs to
//! exactly one place: a place stands with the letter that follows the surrounding text's direction.
//!
//! ```text
//! logical   abc|DEF|ghi       (capitals run from right to left)
//! on screen abc|FED|ghi       3 is after c, 6 before g
//! ```
//!
//! So what is clicked is where the caret appears, and back.

use std::ops::Range;

use super::glyph_atlas::FaceId;

/// A character (grapheme cluster) on its line.
#[derive(Clone, Copy, Debug)]
pub struct Cluster {
    /// Its first byte.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
    /// Left edge.
    pub x: f32,
    pub width: f32,
    pub rtl: bool,
    pub space: bool,
}

/// A glyph on its line; `y` counts down from the line's baseline.
#[derive(Clone, Copy, Debug)]
pub struct Glyph {
    pub face: FaceId,
    pub id: u32,
    pub x: f32,
    pub y: f32,
}

/// A line of a block.
#[derive(Clone, Debug)]
pub struct LayoutLine {
    /// Which of the block's clusters are on it, from left to right.
    pub clusters: Range<usize>,
    /// Which of the block's glyphs.
    pub glyphs: Range<usize>,
    /// Its bytes.
    pub text: Range<u32>,
    /// Left edge of its text; where a caret is on an empty line.
    pub left: f32,
    /// Right edge of its text.
    pub right: f32,
    /// Whether the text goes on in the next line only because this one was full.
    pub wrapped: bool,
}

/// A block laid out at some width.
#[derive(Clone, Debug, Default)]
pub struct BlockLayout {
    pub lines: Vec<LayoutLine>,
    pub clusters: Vec<Cluster>,
    pub glyphs: Vec<Glyph>,
    /// Whether the paragraph runs from right to left.
    pub rtl: bool,
    /// Distance of lines.
    pub line_height: u32,
    /// From a line's top to its baseline.
    pub baseline: i32,
    /// From the baseline up to the tops of letters and highlights on them.
    pub ascent: u32,
    /// From the baseline down to the lower ends of letters.
    pub descent: u32,
}

/// A place in a line as pointing finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineHit {
    pub rel: u32,
    /// The place is where two lines meet, and the end of the upper one was meant.
    pub upstream: bool,
}

impl BlockLayout {
    /// Width of the first line.
    pub fn width(&self) -> f32 {
        let first = self.lines.first();
        first.map_or(0.0, |line| line.right - line.left)
    }

    /// The line on which a caret at a place is.
    ///
    /// Where two lines meet that is the lower one, or with `upstream` the upper one.
    pub fn line_of(&self, rel: u32, upstream: bool) -> usize {
        let line = self
            .lines
            .partition_point(|line| line.text.start <= rel)
            .saturating_sub(1);
        let meets = self
            .lines
            .get(line)
            .is_some_and(|line| line.text.start == rel);
        if upstream && meets && line > 0 && self.lines[line - 1].wrapped {
            line - 1
        } else {
            line
        }
    }

    /// The clusters of a line, from left to right.
    pub fn clusters_of(&self, line: usize) -> &[Cluster] {
        self.lines
            .get(line)
            .and_then(|line| self.clusters.get(line.clusters.clone()))
            .unwrap_or_default()
    }

    /// Where on a line a caret at a place is.
    pub fn caret_x(&self, line: usize, rel: u32) -> f32 {
        let gaps = self.gaps(line);
        let gap = gaps.iter().position(|place| *place == rel).or_else(|| {
            // A place inside a character is before it.
            let clusters = self.clusters_of(line);
            let inside = clusters.iter().find(|c| c.start <= rel && rel < c.end)?;
            gaps.iter().position(|place| *place == inside.start)
        });
        self.gap_x(line, gap.unwrap_or(gaps.len() - 1))
    }

    /// The place nearest to a point of a line.
    pub fn hit(&self, line: usize, x: f32) -> LineHit {
        let gaps = self.gaps(line);
        let nearest = (0..gaps.len()).min_by(|a, b| {
            let distance = |gap: &usize| (self.gap_x(line, *gap) - x).abs();
            distance(a).total_cmp(&distance(b))
        });
        let rel = nearest.map_or(0, |gap| gaps[gap]);
        self.on_line(line, rel)
    }

    /// The place of the gap to the left or right of the one where a place is, if the line has
    /// one.
    pub fn beside(&self, line: usize, rel: u32, right: bool) -> Option<LineHit> {
        let gaps = self.gaps(line);
        let gap = gaps.iter().position(|place| *place == rel)?;
        let gap = if right {
            gap.checked_add(1)?
        } else {
            gap.checked_sub(1)?
        };
        let rel = *gaps.get(gap)?;
        let hit = self.on_line(line, rel);
        // Over the space that hangs at a line's end there is nowhere to go on this line.
        (hit.rel == rel).then_some(hit)
    }

    /// Start of a line.
    pub fn line_start(&self, line: usize) -> u32 {
        self.lines.get(line).map_or(0, |line| line.text.start)
    }

    /// End of a line, before the space at which it was wrapped.
    pub fn line_end(&self, line: usize) -> LineHit {
        let end = self.lines.get(line).map_or(0, |line| line.text.end);
        self.on_line(line, end)
    }

    /// The character under a point of a line.
    pub fn cluster_at(&self, line: usize, x: f32) -> Option<&Cluster> {
        self.clusters_of(line)
            .iter()
            .find(|cluster| cluster.x <= x && x < cluster.x + cluster.width)
    }

    /// Hands the stretches that a range of bytes covers on a line to `each`, left and right edge,
    /// from left to right. In text of two directions there may be several.
    ///
    /// Space that hangs beyond the column's edge is left out.
    pub fn stretches(&self, line: usize, range: &Range<u32>, mut each: impl FnMut(f32, f32)) {
        let Some(on) = self.lines.get(line) else {
            return;
        };
        if range.start >= on.text.end || range.end <= on.text.start {
            return;
        }
        let mut open: Option<(f32, f32)> = None;
        for cluster in self.clusters_of(line) {
            let covered = cluster.start < range.end && range.start < cluster.end;
            let x0 = cluster.x.max(on.left);
            let x1 = (cluster.x + cluster.width).min(on.right);
            open = match (open, covered && x1 > x0) {
                (Some((start, _)), true) => Some((start, x1)),
                (None, true) => Some((x0, x1)),
                (Some((start, end)), false) => {
                    each(start, end);
                    None
                }
                (None, false) => None,
            };
        }
        if let Some((start, end)) = open {
            each(start, end);
        }
    }

    fn on_line(&self, line: usize, rel: u32) -> LineHit {
        let stay = LineHit {
            rel,
            upstream: false,
        };
        let Some(on) = self.lines.get(line).filter(|line| line.wrapped) else {
            return stay;
        };
        // The space at which a line was wrapped hangs in the margin, and its end is the next
        // line's start: nobody who points there means it.
        let visible = self.visible_end(line);
        if rel > visible {
            LineHit {
                rel: visible,
                upstream: false,
            }
        } else {
            LineHit {
                rel,
                upstream: rel == on.text.end,
            }
        }
    }

    /// The end of a line without the white space that ends it.
    fn visible_end(&self, line: usize) -> u32 {
        let Some(on) = self.lines.get(line) else {
            return 0;
        };
        let mut end = on.text.end;
        let clusters = self.clusters_of(line);
        // In logical order the last clusters come first or last on the line, so look for each.
        while let Some(space) = clusters.iter().find(|c| c.end == end && c.space) {
            if space.start == on.text.start {
                break;
            }
            end = space.start;
        }
        end
    }

    fn gap_x(&self, line: usize, gap: usize) -> f32 {
        let clusters = self.clusters_of(line);
        let Some(on) = self.lines.get(line) else {
            return 0.0;
        };
        let x = match (clusters.get(gap), clusters.last()) {
            (Some(cluster), _) => cluster.x,
            (None, Some(last)) => last.x + last.width,
            (None, None) => on.left,
        };
        x.clamp(on.left, on.right)
    }

    /// The place that each gap of a line belongs to, from left to right; one more than clusters.
    fn gaps(&self, line: usize) -> Vec<u32> {
        let Some(on) = self.lines.get(line) else {
            return vec![0];
        };
        let clusters = self.clusters_of(line);
        let count = clusters.len();
        if clusters.iter().all(|cluster| cluster.rtl == self.rtl) {
            let starts = clusters.iter().map(|cluster| cluster.start);
            return if self.rtl {
                std::iter::once(on.text.end).chain(starts).collect()
            } else {
                starts.chain(std::iter::once(on.text.end)).collect()
            };
        }
        let mut logical: Vec<usize> = (0..count).collect();
        logical.sort_unstable_by_key(|i| clusters[*i].start);
        let after = |i: usize| if clusters[i].rtl { i } else { i + 1 };
        let before = |i: usize| if clusters[i].rtl { i + 1 } else { i };

        let mut gaps: Vec<Option<u32>> = vec![None; count + 1];
        let outer = if self.rtl { [count, 0] } else { [0, count] };
        gaps[outer[0]] = Some(on.text.start);
        gaps[outer[1]] = Some(on.text.end);
        let mut left_over = Vec::new();
        for pair in logical.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let place = clusters[b].start;
            let gap = if after(a) == before(b) {
                Some(after(a))
            } else if clusters[a].rtl == clusters[b].rtl {
                None
            } else {
                // If the second is to the right, the text around them runs to the right.
                let around_rtl = b < a;
                Some(if clusters[a].rtl == around_rtl {
                    after(a)
                } else {
                    before(b)
                })
            };
            match gap.filter(|gap| gaps[*gap].is_none()) {
                Some(gap) => gaps[gap] = Some(place),
                None => left_over.push((place, after(a), before(b))),
            }
        }
        // Levels of direction nested more deeply: these take what is free.
        for (place, first, second) in left_over {
            let free = [second, first]
                .into_iter()
                .find(|gap| gaps[*gap].is_none())
                .or_else(|| gaps.iter().position(Option::is_none));
            if let Some(gap) = free {
                gaps[gap] = Some(place);
            }
        }
        gaps.into_iter()
            .map(|place| place.unwrap_or(on.text.start))
            .collect()
    }
}

#[cfg(test)]
#[path = "layout_tests.rs"]
mod tests;
