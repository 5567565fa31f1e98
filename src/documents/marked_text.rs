//! Text cut where annotations start and end: what all forms draw.
//!
//! ```text
//! text      The port wants a truce.       pieces  The | port | wants a| truce|.
//! A1            [————]                    lane 0        A1     D2      D2
//! D2            [——————————————————]      (D2 is longer, so that it has lane 0, and A1 lane 1)
//! ```
//!
//! Each fragment of an annotation has a lane while it runs, the lowest that is free, so that underlines of
//! overlapping annotations never meet. There are [`MAX_LANES`] of them: where more annotations overlap, the
//! others are numbered in the text but not underlined. So the pieces have at most that many marks each,
//! and the time is linear in text and annotations.

use std::cmp::Reverse;
use std::ops::Range;

use crate::direction::is_rtl;
use crate::model::Text;
use crate::model::headline::is_heading;
use crate::report::{ReportNote, ReportPassage};

/// How many annotations are underlined at one place.
pub const MAX_LANES: usize = 5;

/// A passage in paragraphs.
#[derive(Clone, Debug, Default)]
pub struct MarkedPassage {
    /// Those with text; empty lines are left out.
    pub paragraphs: Vec<MarkedParagraph>,
    /// Annotations of which nothing is in a paragraph: they cover line ends alone.
    pub unseen: Vec<usize>,
    /// Annotations that are not underlined, since too many overlap there.
    pub crowded: usize,
}

/// A paragraph, cut into pieces that tile it.
#[derive(Clone, Debug)]
pub struct MarkedParagraph {
    /// Bytes of the article.
    pub range: Range<usize>,
    pub pieces: Vec<TextPiece>,
    /// How many lanes are in use.
    pub lanes: usize,
    pub is_rtl: bool,
    /// A short line without a final stop.
    pub is_heading: bool,
}

/// A stretch of text in which no annotation starts or ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPiece {
    /// Bytes of the article; never empty.
    pub range: Range<usize>,
    /// The annotations that cover it and have a lane, in the order of lanes.
    pub marks: Vec<MarkedSpan>,
    /// Fragments that start with it.
    pub starts: Vec<FragmentRef>,
    /// Fragments that end with it.
    pub ends: Vec<FragmentRef>,
}

/// An annotation in a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkedSpan {
    pub lane: usize,
    /// Index of the annotation in the passage.
    pub note: usize,
}

/// A fragment of an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FragmentRef {
    /// Index of the annotation in the passage.
    pub note: usize,
    /// Which fragment of it, from 0.
    pub part: usize,
    /// How many fragments it has.
    pub parts: usize,
    /// `None` where too many overlap.
    pub lane: Option<usize>,
}

/// A fragment within paragraphs, in bytes of the article.
#[derive(Clone, Debug)]
struct PlacedFragment {
    range: Range<usize>,
    of: FragmentRef,
}

/// Cuts a passage.
pub fn marked(passage: &ReportPassage) -> MarkedPassage {
    let paragraphs = paragraphs(&passage.text, &passage.range);
    let (mut fragments, unseen) = fragments(&passage.notes, &paragraphs);
    let crowded = give_lanes(&mut fragments);
    let mut by_end: Vec<usize> = (0..fragments.len()).collect();
    by_end.sort_by_key(|index| fragments[*index].range.end);
    let mut sweep = Sweep {
        fragments: &fragments,
        by_end: &by_end,
        next: 0,
        next_end: 0,
        lanes: [None; MAX_LANES],
    };
    let marked = paragraphs.into_iter().map(|range| {
        let text = &passage.text.as_str()[range.clone()];
        let pieces = sweep.pieces(&range);
        let lanes = pieces.iter().flat_map(|piece| piece.marks.last());
        MarkedParagraph {
            lanes: lanes.map(|mark| mark.lane + 1).max().unwrap_or(0),
            is_rtl: is_rtl(text),
            is_heading: is_heading(text),
            pieces,
            range,
        }
    });
    MarkedPassage {
        paragraphs: marked.collect(),
        unseen,
        crowded,
    }
}

/// The paragraphs that have text, within a range.
fn paragraphs(text: &Text, within: &Range<usize>) -> Vec<Range<usize>> {
    let first = text.paragraphs().partition_point(|p| p.end < within.start);
    let paragraphs = text.paragraphs()[first..].iter();
    let paragraphs = paragraphs.take_while(|p| p.start < within.end);
    let clipped = paragraphs.map(|p| p.start.max(within.start)..p.end.min(within.end));
    let has_text =
        |p: &Range<usize>| p.start < p.end && !text.as_str()[p.clone()].trim().is_empty();
    clipped.filter(has_text).collect()
}

/// All fragments that have text in a paragraph, by start, longer ones first; and the annotations of which
/// no fragment has.
fn fragments(
    notes: &[ReportNote],
    paragraphs: &[Range<usize>],
) -> (Vec<PlacedFragment>, Vec<usize>) {
    let mut fragments = Vec::with_capacity(notes.len());
    let mut unseen = Vec::new();
    for (note, of) in notes.iter().enumerate() {
        let first = fragments.len();
        for span in &of.spans {
            if let Some(range) = clipped(span, paragraphs) {
                let (part, parts, lane) = (fragments.len() - first, 0, None);
                let of = FragmentRef {
                    note,
                    part,
                    parts,
                    lane,
                };
                fragments.push(PlacedFragment { range, of });
            }
        }
        let parts = fragments.len() - first;
        fragments[first..]
            .iter_mut()
            .for_each(|fragment| fragment.of.parts = parts);
        if parts == 0 {
            unseen.push(note);
        }
    }
    fragments.sort_by_key(|f| (f.range.start, Reverse(f.range.end), f.of.note));
    (fragments, unseen)
}

/// A span without what of it is outside paragraphs at its ends.
fn clipped(span: &Range<usize>, paragraphs: &[Range<usize>]) -> Option<Range<usize>> {
    let first = paragraphs.get(paragraphs.partition_point(|p| p.end <= span.start))?;
    let last = paragraphs
        .partition_point(|p| p.start < span.end)
        .checked_sub(1)?;
    let (start, end) = (
        span.start.max(first.start),
        span.end.min(paragraphs[last].end),
    );
    (start < end).then_some(start..end)
}

/// Gives each fragment the lowest free lane; returns how many get none.
fn give_lanes(fragments: &mut [PlacedFragment]) -> usize {
    let mut free_from = [0; MAX_LANES];
    let mut crowded = 0;
    for fragment in fragments {
        fragment.of.lane = free_from
            .iter()
            .position(|end| *end <= fragment.range.start);
        match fragment.of.lane {
            Some(lane) => free_from[lane] = fragment.range.end,
            None => crowded += 1,
        }
    }
    crowded
}

/// Goes through the text once.
struct Sweep<'f> {
    fragments: &'f [PlacedFragment],
    by_end: &'f [usize],
    /// The next fragment that starts.
    next: usize,
    /// The next one of `by_end`.
    next_end: usize,
    /// The annotation in each lane.
    lanes: [Option<usize>; MAX_LANES],
}

impl Sweep<'_> {
    /// The pieces of the paragraph that follows.
    fn pieces(&mut self, paragraph: &Range<usize>) -> Vec<TextPiece> {
        let mut pieces = Vec::new();
        let mut start = paragraph.start;
        while start < paragraph.end {
            let starts = self.starts_at(start);
            let end = self.next_border(paragraph.end);
            let marks = self.lanes.iter().enumerate();
            let marks = marks.filter_map(|(lane, note)| note.map(|note| MarkedSpan { lane, note }));
            let marks = marks.collect();
            let ends = self.ends_at(end);
            pieces.push(TextPiece {
                range: start..end,
                marks,
                starts,
                ends,
            });
            start = end;
        }
        pieces
    }

    fn starts_at(&mut self, at: usize) -> Vec<FragmentRef> {
        let mut starts = Vec::new();
        while let Some(fragment) = self.fragments.get(self.next)
            && fragment.range.start <= at
        {
            starts.push(fragment.of);
            if let Some(lane) = fragment.of.lane {
                self.lanes[lane] = Some(fragment.of.note);
            }
            self.next += 1;
        }
        starts
    }

    fn next_border(&self, paragraph_end: usize) -> usize {
        let start = self.fragments.get(self.next).map(|f| f.range.start);
        let end = self.by_end.get(self.next_end);
        let end = end.map(|index| self.fragments[*index].range.end);
        let borders = [start, end].into_iter().flatten();
        borders.min().unwrap_or(paragraph_end).min(paragraph_end)
    }

    fn ends_at(&mut self, at: usize) -> Vec<FragmentRef> {
        let mut ends = Vec::new();
        while let Some(index) = self.by_end.get(self.next_end) {
            let fragment = &self.fragments[*index];
            if fragment.range.end > at {
                break;
            }
            ends.push(fragment.of);
            if let Some(lane) = fragment.of.lane {
                self.lanes[lane] = None;
            }
            self.next_end += 1;
        }
        ends
    }
}

#[cfg(test)]
#[allow(
    clippy::single_range_in_vec_init,
    reason = "most annotations have one fragment"
)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn passage(text: &str, spans: &[&[Range<usize>]]) -> ReportPassage {
        let notes = spans.iter().enumerate().map(|(number, spans)| ReportNote {
            mark: format!("A{}", number + 1),
            spans: spans.to_vec(),
            ..ReportNote::default()
        });
        ReportPassage {
            title: String::new(),
            facts: Vec::new(),
            url: String::new(),
            language: None,
            text: Text::new(text),
            range: 0..text.len(),
            notes: notes.collect(),
            unplaced: Vec::new(),
        }
    }

    /// The text with `[0A1 ` where an annotation starts in lane 0, and `A1]` where it ends.
    fn drawn(text: &str, spans: &[&[Range<usize>]]) -> Vec<String> {
        let passage = passage(text, spans);
        let mark = |of: &FragmentRef| passage.notes[of.note].mark.clone();
        let paragraphs = marked(&passage).paragraphs.into_iter().map(|paragraph| {
            let mut drawn = String::new();
            for piece in &paragraph.pieces {
                for start in &piece.starts {
                    let lane = start.lane.map_or("x".to_owned(), |lane| lane.to_string());
                    drawn += &format!("[{lane}{} ", mark(start));
                }
                drawn += &text[piece.range.clone()];
                for end in &piece.ends {
                    drawn += &format!("{}]", mark(end));
                }
            }
            drawn
        });
        paragraphs.collect()
    }

    #[test]
    fn overlapping_annotations_have_lanes_of_their_own() {
        assert_eq!(
            drawn("one two three", &[&[0..7], &[4..13], &[8..13]]),
            ["[0A1 one [1A2 twoA1] [0A3 threeA2]A3]"]
        );
        assert_eq!(
            drawn("one two", &[&[0..3], &[0..7]]),
            ["[0A2 [1A1 oneA1] twoA2]"]
        );
    }

    #[test]
    fn discontinuous_and_long_annotations_go_through_paragraphs() {
        assert_eq!(
            drawn("one two\n\nthree", &[&[0..3, 5..12]]),
            ["[0A1 oneA1] t[0A1 wo", "thrA1]ee"]
        );
        // Line ends belong to no paragraph.
        assert_eq!(drawn("one\n\ntwo", &[&[3..5]]), ["one", "two"]);
        assert_eq!(marked(&passage("one\n\ntwo", &[&[3..5]])).unseen, [0]);
        assert_eq!(drawn("one\n\ntwo", &[&[3..6]]), ["one", "[0A1 tA1]wo"]);
        assert_eq!(drawn("one\n\ntwo", &[&[2..4]]), ["on[0A1 eA1]", "two"]);
    }

    #[test]
    fn where_too_many_overlap_the_others_have_no_lane() {
        let spans: Vec<&[Range<usize>]> = vec![&[Range { start: 0, end: 3 }]; MAX_LANES + 2];
        let marked = marked(&passage("one", &spans));
        assert_eq!(marked.crowded, 2);
        let [piece] = marked.paragraphs[0].pieces.as_slice() else {
            panic!("one piece");
        };
        assert_eq!(piece.marks.len(), MAX_LANES);
        assert_eq!(piece.starts.len(), MAX_LANES + 2);
    }

    #[test]
    fn a_part_of_an_article_has_its_own_paragraphs_alone() {
        let mut passage = passage("One. Two.\n\nThree. Four.", &[&[5..8, 11..16]]);
        passage.range = 5..17;
        let marked = marked(&passage);
        let text = passage.text.as_str();
        let shown: Vec<&str> = marked
            .paragraphs
            .iter()
            .map(|p| &text[p.range.clone()])
            .collect();
        assert_eq!(shown, ["Two.", "Three."]);
    }

    proptest! {
        /// Pieces tile the paragraphs, and each fragment starts and ends exactly once.
        #[test]
        fn pieces_tile_the_text(
            text in "[a-c \n]{1,60}",
            spans in prop::collection::vec((0usize..60, 1usize..40), 0..12),
        ) {
            let spans: Vec<Vec<Range<usize>>> = spans
                .into_iter()
                .map(|(start, len)| {
                    let start = start % text.len();
                    std::iter::once(start..(start + len).min(text.len())).collect()
                })
                .collect();
            let spans: Vec<&[Range<usize>]> = spans.iter().map(Vec::as_slice).collect();
            let passage = passage(&text, &spans);
            let marked = marked(&passage);
            let (mut starts, mut ends) = (0, 0);
            for paragraph in &marked.paragraphs {
                let mut at = paragraph.range.start;
                for piece in &paragraph.pieces {
                    prop_assert_eq!(piece.range.start, at);
                    prop_assert!(piece.range.end > at);
                    at = piece.range.end;
                    starts += piece.starts.len();
                    ends += piece.ends.len();
                    for mark in &piece.marks {
                        let span = &passage.notes[mark.note].spans[0];
                        prop_assert!(span.start <= piece.range.start && piece.range.end <= span.end);
                    }
                }
                prop_assert_eq!(at, paragraph.range.end);
            }
            prop_assert_eq!(starts, spans.len() - marked.unseen.len());
            prop_assert_eq!(ends, starts);
        }
    }
}
