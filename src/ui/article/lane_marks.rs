//! Marks of several coders below the lines of a text: what each of them has, in a lane of its own.
//!
//! Plain values: they know neither where lines are nor what is decided. A page with marks keeps room for one lane
//! a coder below every line that a mark touches, whether or not it is drawn, so that no letter moves when
//! another difference is looked at.

use std::ops::Range;

use crate::model::LabelId;

/// What one coder has at one difference.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneMark {
    /// The lane, from 0.
    pub lane: usize,
    /// What it belongs to: a difference, by a number of the caller's.
    pub group: usize,
    /// The label; `None` for a coder who has nothing there.
    pub label: Option<LabelId>,
    /// Whether it is an end of a link, and not an annotation of its own: it is drawn only while it is at hand.
    pub is_link: bool,
    /// What it covers, in bytes of the text, ascending; never empty.
    pub spans: Box<[Range<usize>]>,
    /// The part of that which not all coders cover.
    pub differing: Box<[Range<usize>]>,
}

impl LaneMark {
    /// From where to where it reaches, with its gaps.
    pub(super) fn hull(&self) -> Range<usize> {
        let start = self.spans.first().map_or(0, |span| span.start);
        let end = self.spans.last().map_or(start, |span| span.end);
        start..end
    }

    /// Whether it is an annotation, and neither the place of one that a coder lacks nor an end of a link.
    pub fn is_annotation(&self) -> bool {
        self.label.is_some() && !self.is_link
    }
}

/// All marks of a text.
#[derive(Clone, Debug, Default)]
pub struct LaneMarks {
    /// By start.
    marks: Vec<LaneMark>,
    /// The greatest end up to and with each of them.
    reach: Vec<usize>,
    lanes: usize,
    revision: u64,
}

impl LaneMarks {
    /// Marks in so many lanes. The revision must be another one for other marks.
    pub fn new(lanes: usize, mut marks: Vec<LaneMark>, revision: u64) -> Self {
        marks.retain(|mark| !mark.spans.is_empty());
        marks.sort_by_key(|mark| (mark.hull().start, mark.lane, mark.group));
        let ends = marks.iter().map(|mark| mark.hull().end);
        let reach = ends.scan(0, |reach, end| {
            *reach = end.max(*reach);
            Some(*reach)
        });
        Self {
            reach: reach.collect(),
            marks,
            lanes,
            revision,
        }
    }

    /// How many lanes there are.
    pub fn lanes(&self) -> usize {
        self.lanes
    }

    /// Changes with the marks.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Marks that share a character with a range of the text, by start.
    pub fn touching(&self, range: Range<usize>) -> impl Iterator<Item = &LaneMark> {
        let first = self.reach.partition_point(|reach| *reach <= range.start);
        let near = self.marks.get(first..).unwrap_or_default().iter();
        let near = near.take_while(move |mark| mark.hull().start < range.end);
        near.filter(move |mark| mark.hull().end > range.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(lane: usize, span: Range<usize>) -> LaneMark {
        LaneMark {
            lane,
            group: 0,
            label: None,
            is_link: false,
            spans: [span].into(),
            differing: Box::default(),
        }
    }

    #[test]
    fn marks_of_a_range_are_found_behind_a_long_one() {
        let marks = [mark(1, 40..50), mark(0, 0..100), mark(0, 10..20)];
        let marks = LaneMarks::new(2, marks.into(), 1);
        let found = |range: Range<usize>| {
            let found = marks.touching(range);
            found.map(|mark| mark.hull().start).collect::<Vec<_>>()
        };
        assert_eq!(found(45..46), [0, 40]);
        assert_eq!(found(20..40), [0]);
        assert_eq!(found(15..45), [0, 10, 40]);
        assert_eq!(found(100..200), [0; 0]);
    }
}
