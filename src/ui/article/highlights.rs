//! The annotations that touch a block, and the lanes in which their underlines run.
//!
//! # Lanes
//! The underlines of two annotations keep their order below the text through the whole block. A
//! shorter annotation is nearer to its text than a longer one that it overlaps, as brackets nest:
//!
//! ```text
//! Putin demands a NATO freeze before any talks.
//!               ‾‾‾‾‾‾‾‾‾‾‾‾‾                     lane 0
//!               ==============================   lane 1
//! ```
//!
//! A line's height has room for three or so lanes; where more are under one line, that line and no
//! other grows. Pressed into the same height, nine lanes would be a pixel and a half each, and no
//! line style could be told from another. Growing moves what is below a line, never the line
//! itself: the words that were just tagged stay where they are. Choosing and hovering change
//! neither lanes nor heights.

use std::cmp::Reverse;
use std::ops::Range;

use crate::model::codebook::LineStyle;
use crate::model::{Annotation, ByteOffset};

use super::blocks::Block;
use super::layout::BlockLayout;
use super::page_io::{AnnotationRef, Layer, LayerLook, Page};
use super::style::{Look, label_look};

/// An annotation within one block; places are in bytes from the block's start.
#[derive(Clone, Debug)]
pub struct Highlight {
    pub annotation: AnnotationRef,
    /// What a screen reader says.
    pub name: String,
    pub look: Look,
    pub layer_look: LayerLook,
    /// Whether it reacts to the pointer.
    pub pickable: bool,
    /// The lane of its underline; an outline has none.
    pub lane: Option<u32>,
    /// How many bytes of the article it covers, and from where to where.
    pub length: usize,
    pub span: Range<usize>,
    /// What it covers of the block, ascending.
    pub pieces: Vec<Range<u32>>,
    /// From its first piece to its last.
    pub hull: Range<u32>,
    /// Whether the annotation itself starts in this block.
    pub starts: bool,
    /// Whether it ends in this block.
    pub ends: bool,
}

impl Highlight {
    /// Where it is among those at the same place when they are chosen one after the other:
    /// shorter ones before longer ones.
    pub fn picking_order(&self) -> impl Ord + '_ {
        let Range { start, end } = self.span;
        (
            self.length,
            self.annotation.layer,
            start,
            end,
            &self.annotation.id,
        )
    }
}

/// The annotations that touch a block, layer by layer and in each longer ones before shorter ones.
pub fn collect(page: &Page<'_>, block: &Block) -> Vec<Highlight> {
    let range = block.range();
    let mut highlights = Vec::new();
    for (index, layer) in page.layers.iter().enumerate() {
        let mut touching = layer.touching(range.clone());
        touching.sort_by_key(|a| {
            let fragments = a.fragments();
            (
                Reverse(fragments.map(|f| f.byte_len())),
                fragments.map(|f| f.start()),
                a.id.clone(),
            )
        });
        let of_layer = touching.into_iter();
        highlights.extend(of_layer.filter_map(|a| highlight(page, (index, layer), a, &range)));
    }
    assign_lanes(&mut highlights);
    highlights
}

/// The lanes in use below a line. Where one is not, those below it move up on this line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineLanes(Vec<u32>);

impl LineLanes {
    /// How many there are.
    pub fn count(&self) -> u32 {
        self.0.len() as u32
    }

    /// In which row below the text a lane runs.
    pub fn row(&self, lane: u32) -> u32 {
        self.0.partition_point(|used| *used < lane) as u32
    }

    fn add(&mut self, lane: u32) {
        if let Err(place) = self.0.binary_search(&lane) {
            self.0.insert(place, lane);
        }
    }
}

/// The lanes in use below each line.
pub fn lanes(highlights: &[Highlight], layout: &BlockLayout) -> Vec<LineLanes> {
    let mut lanes = vec![LineLanes::default(); layout.lines.len()];
    for highlight in highlights {
        let Some(lane) = highlight.lane else {
            continue;
        };
        let first = layout.line_of(highlight.hull.start, false);
        for (line, lanes) in layout.lines.iter().zip(&mut lanes).skip(first) {
            if line.text.start >= highlight.hull.end {
                break;
            }
            lanes.add(lane);
        }
    }
    lanes
}

fn highlight(
    page: &Page<'_>,
    (index, layer): (usize, &Layer<'_>),
    annotation: &Annotation,
    block: &Range<usize>,
) -> Option<Highlight> {
    let fragments = annotation.fragments()?;
    let pieces: Vec<Range<u32>> = fragments
        .iter()
        .map(|span| span.start().0.max(block.start)..span.end().0.min(block.end))
        .filter(|piece| piece.start < piece.end)
        .map(|piece| (piece.start - block.start) as u32..(piece.end - block.start) as u32)
        .collect();
    let mut hull = pieces.first()?.start..pieces.last()?.end;
    let starts = block.contains(&fragments.start().0);
    let ends = fragments.end() > ByteOffset(block.start) && fragments.end().0 <= block.end;
    // What connects its fragments runs on to the block's edges.
    if !starts {
        hull.start = 0;
    }
    if !ends {
        hull.end = (block.end - block.start) as u32;
    }
    let mut look = label_look(page.codebook, &annotation.label, page.dark);
    if layer.look == LayerLook::Dotted {
        look.line = LineStyle::Dotted;
    }
    Some(Highlight {
        annotation: AnnotationRef {
            layer: index,
            id: annotation.id.clone(),
        },
        name: name(page, layer, annotation),
        look,
        layer_look: layer.look,
        pickable: layer.pickable,
        lane: None,
        length: fragments.byte_len(),
        span: fragments.start().0..fragments.end().0,
        pieces,
        hull,
        starts,
        ends,
    })
}

/// "Demand: a full ceasefire, 2 of 14", "Actor: Moscow, Government of Russia, 3 of 14", and
/// "Suggestion: Actor: Moscow, 1 of 3".
fn name(page: &Page<'_>, layer: &Layer<'_>, annotation: &Annotation) -> String {
    const MAX_CHARS: usize = 120;
    let label = page.codebook.label(&annotation.label);
    let label = label.map_or(annotation.label.as_str(), |label| label.name.as_str());
    let quote = annotation
        .fragments()
        .map_or_else(String::new, |f| f.quote(page.document.text()));
    let mut short: String = quote
        .chars()
        .take(MAX_CHARS)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if short.len() < quote.len() {
        short.push('…');
    }
    if let Some(entity) = &annotation.entity {
        short.push_str(", ");
        short.push_str(page.entities.name(entity));
    }
    let (rank, count) = layer.rank(&annotation.id);
    let number = rank + 1;
    match layer.name {
        Some(name) => format!("{name}: {label}: {short}, {number} of {count}"),
        None => format!("{label}: {short}, {number} of {count}"),
    }
}

/// Gives each highlight its lane. The lanes of a layer do not depend on later layers, so that the
/// coder's own underlines stay where they are whatever else is shown.
fn assign_lanes(highlights: &mut [Highlight]) {
    let mut start = 0;
    while let Some(first) = highlights.get(start) {
        let layer = first.annotation.layer;
        let count = highlights[start..].partition_point(|other| other.annotation.layer == layer);
        let (earlier, rest) = highlights.split_at_mut(start);
        assign_lanes_of_layer(earlier, &mut rest[..count]);
        start += count;
    }
}

/// Gives the highlights of a layer their lanes below those of earlier layers; shorter ones come
/// last in the slice and take theirs first.
fn assign_lanes_of_layer(earlier: &[Highlight], highlights: &mut [Highlight]) {
    for i in (0..highlights.len()).rev() {
        let (longer, shorter) = highlights.split_at_mut(i + 1);
        let Some(highlight) = longer.last_mut() else {
            return;
        };
        if highlight.layer_look == LayerLook::Outline {
            continue;
        }
        let hull = highlight.hull.clone();
        let overlaps =
            |other: &&Highlight| other.hull.start < hull.end && hull.start < other.hull.end;
        let overlapping: Vec<&Highlight> = shorter.iter().filter(overlaps).collect();
        // Below all that it holds, and not where another one runs.
        let held = overlapping
            .iter()
            .filter(|other| hull.start <= other.hull.start && other.hull.end <= hull.end);
        let above = earlier.iter().filter(overlaps);
        let lanes = held.copied().chain(above).filter_map(|other| other.lane);
        let mut lane = lanes.map(|lane| lane + 1).max().unwrap_or(0);
        while overlapping.iter().any(|other| other.lane == Some(lane)) {
            lane += 1;
        }
        highlight.lane = Some(lane);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Color32;

    fn highlight(layer: usize, layer_look: LayerLook, hull: &Range<u32>) -> Highlight {
        Highlight {
            annotation: AnnotationRef {
                layer,
                id: "m".into(),
            },
            name: String::new(),
            look: Look {
                color: Color32::BLACK,
                line: LineStyle::Solid,
                letter: 'M',
            },
            layer_look,
            pickable: true,
            lane: None,
            length: hull.len(),
            span: hull.start as usize..hull.end as usize,
            pieces: vec![hull.clone()],
            hull: hull.clone(),
            starts: true,
            ends: true,
        }
    }

    fn lanes_in(mut highlights: Vec<Highlight>) -> Vec<Option<u32>> {
        assign_lanes(&mut highlights);
        highlights.iter().map(|highlight| highlight.lane).collect()
    }

    /// Lanes of highlights that reach from one place to another, given longest first.
    fn lanes_of(hulls: &[Range<u32>]) -> Vec<u32> {
        let hulls = hulls
            .iter()
            .map(|hull| highlight(0, LayerLook::Filled, hull));
        lanes_in(hulls.collect()).into_iter().flatten().collect()
    }

    #[test]
    fn later_layers_run_below_earlier_ones_and_move_none_of_them() {
        use LayerLook::{Dotted, Filled, Outline};
        let own = [(0, Filled, 0..30), (0, Filled, 5..20)];
        let others = [
            // Below both that it overlaps, although it is shorter than either.
            (1, Dotted, 6..10),
            // Beside all others.
            (1, Dotted, 40..45),
            // A frame needs no lane and pushes nothing away.
            (2, Outline, 0..50),
            (3, Dotted, 6..10),
        ];
        let highlights = own.iter().chain(&others);
        let highlights = highlights.map(|(layer, look, hull)| highlight(*layer, *look, hull));
        let want = [Some(1), Some(0), Some(2), Some(0), None, Some(3)];
        assert_eq!(lanes_in(highlights.collect()), want);
    }

    #[test]
    fn longer_marks_run_below_those_that_they_hold() {
        assert_eq!(lanes_of(&[0..30, 5..20, 6..10]), [2, 1, 0]);
        assert_eq!(lanes_of(&[0..30, 5..20, 22..25]), [1, 0, 0]);
        assert_eq!(lanes_of(&[0..10, 0..10]), [1, 0]);
    }

    #[test]
    fn marks_that_overlap_never_share_a_lane() {
        let hulls = [0..12, 8..19, 18..26, 24..30, 2..4, 9..10];
        let lanes = lanes_of(&hulls);
        for (i, a) in hulls.iter().enumerate() {
            for (j, b) in hulls.iter().enumerate().skip(i + 1) {
                if a.start < b.end && b.start < a.end {
                    assert_ne!(lanes[i], lanes[j], "{a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn a_line_has_rows_for_the_lanes_that_it_uses_only() {
        let mut lanes = LineLanes::default();
        for lane in [7, 2, 7, 5] {
            lanes.add(lane);
        }
        assert_eq!(lanes.count(), 3);
        assert_eq!([2, 5, 7].map(|lane| lanes.row(lane)), [0, 1, 2]);
    }
}
