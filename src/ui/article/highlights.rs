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
//!
//! # Limits
//! A file may hold any number of annotations at one place. More lanes than [`MAX_LANES`] would push
//! the next line off the screen, so the annotations beyond them are not drawn: they are behind the
//! number among the tags in the margin, and the chosen one of them is drawn over the last lane.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::codebook::LineStyle;
use crate::model::{Annotation, ByteOffset, Fragments};
use crate::session::messages::PageMessage;

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

/// The limit of the lanes below a line.
pub const MAX_LANES: u32 = 32;

/// The highlights of a block that are drawn, beside as many as it has bytes of text.
const MIN_DRAWN: usize = 64;

/// An annotation of a pickable layer that starts in a block and is not drawn there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undrawn {
    pub annotation: AnnotationRef,
    /// Its start, in bytes from the block's start.
    pub start: u32,
}

/// The annotations that touch a block.
#[derive(Clone, Debug, Default)]
pub struct Highlights {
    /// Those that are drawn: layer by layer, in each longer ones before shorter ones.
    pub drawn: Vec<Highlight>,
    /// Those that are not, as far as they start in the block, ordered by [`AnnotationRef`].
    pub undrawn: Vec<Undrawn>,
    /// Whether any is not drawn, wherever it starts.
    pub are_limited: bool,
}

/// Finds the annotations that touch a block, and gives those that are drawn their lanes.
///
/// Shorter ones take their lanes first. The lanes of a layer do not depend on later layers, so that the
/// coder's own underlines stay where they are whatever else is shown.
pub fn collect(page: &Page<'_>, block: &Block) -> Highlights {
    let range = block.range();
    let mut found = Highlights::default();
    let mut lanes = Lanes::default();
    for (index, layer) in page.layers.iter().enumerate() {
        let mut touching = layer.touching(range.clone());
        let mut beyond = drop_those_without_lane(&mut touching);
        // Those of one length stay in order.
        touching.sort_by_cached_key(|annotation| {
            Reverse(annotation.fragments().map(Fragments::byte_len))
        });
        let first = found.drawn.len();
        let limit = MIN_DRAWN + range.len();
        for annotation in touching.into_iter().rev() {
            let Some(hull) = hull_within(annotation, &range) else {
                continue;
            };
            let lane = match layer.look {
                LayerLook::Outline | LayerLook::Suggested => None,
                _ if found.drawn.len() >= limit => {
                    beyond.push(annotation);
                    continue;
                }
                LayerLook::Filled | LayerLook::Dotted => match lanes.take(&hull) {
                    Some(lane) => Some(lane),
                    None => {
                        beyond.push(annotation);
                        continue;
                    }
                },
            };
            let drawn = highlight(page, (index, layer), annotation, &range);
            found
                .drawn
                .extend(drawn.map(|highlight| Highlight { lane, ..highlight }));
        }
        found.drawn[first..].reverse();
        lanes.end_layer();
        found.are_limited |= !beyond.is_empty();
        if layer.pickable {
            let undrawn = beyond.into_iter().filter_map(|annotation| {
                let start = annotation.fragments()?.start().0;
                range.contains(&start).then(|| Undrawn {
                    annotation: AnnotationRef {
                        layer: index,
                        id: annotation.id.clone(),
                    },
                    start: (start - range.start) as u32,
                })
            });
            found.undrawn.extend(undrawn);
        }
    }
    found
        .undrawn
        .sort_unstable_by(|a, b| a.annotation.cmp(&b.annotation));
    found
}

/// The chosen annotation as it is drawn in a block where it has no lane: over the last one.
pub fn chosen_beyond(page: &Page<'_>, block: &Block) -> Option<Highlight> {
    let layer = page.layers.first()?;
    let annotation = layer.annotation(page.chosen?)?;
    let chosen = highlight(page, (0, layer), annotation, &block.range())?;
    Some(Highlight {
        lane: Some(MAX_LANES - 1),
        ..chosen
    })
}

/// Takes out of annotations, which are in order, those that cannot have a lane since as many as there
/// are lanes cover the same characters and come before them; returns them. So thousands at one place
/// are not sorted.
fn drop_those_without_lane<'a>(touching: &mut Vec<&'a Annotation>) -> Vec<&'a Annotation> {
    let place = |annotation: &Annotation| {
        let fragments = annotation.fragments().filter(|f| f.count() == 1)?;
        Some((fragments.start(), fragments.end()))
    };
    let mut dropped = Vec::new();
    let mut kept = Vec::with_capacity(touching.len());
    for same in touching.chunk_by(|a, b| place(a).is_some() && place(a) == place(b)) {
        // Of one place the last ids take their lanes first.
        let (rest, with_lane) = same.split_at(same.len().saturating_sub(MAX_LANES as usize));
        dropped.extend_from_slice(rest);
        kept.extend_from_slice(with_lane);
    }
    *touching = kept;
    dropped
}

/// The lanes of a block while they are given away.
#[derive(Default)]
struct Lanes {
    /// What earlier layers have taken.
    earlier: OccupiedLanes,
    /// What this layer has taken.
    own: OccupiedLanes,
}

impl Lanes {
    /// The first lane below all that a hull holds and below all of earlier layers, where no other one
    /// runs; `None` if there is none left.
    fn take(&mut self, hull: &Range<u32>) -> Option<u32> {
        let lanes = self.own.0.len().max(self.earlier.0.len()) as u32;
        let mut upwards = (0..lanes).rev();
        let above =
            upwards.find(|lane| self.earlier.meets(*lane, hull) || self.own.holds(*lane, hull));
        let first = above.map_or(0, |lane| lane + 1);
        let lane = (first..MAX_LANES).find(|lane| !self.own.meets(*lane, hull))?;
        self.own.add(lane, hull);
        Some(lane)
    }

    /// What follows belongs to the next layer.
    fn end_layer(&mut self) {
        for (lane, hulls) in (0..).zip(std::mem::take(&mut self.own.0)) {
            for (start, end) in hulls {
                self.earlier.add(lane, &(start..end));
            }
        }
    }
}

/// The hulls that run in each lane, by start. In one lane none overlaps another.
#[derive(Default)]
struct OccupiedLanes(Vec<BTreeMap<u32, u32>>);

impl OccupiedLanes {
    /// Whether something in a lane overlaps a hull.
    fn meets(&self, lane: u32, hull: &Range<u32>) -> bool {
        let before_end = self.0.get(lane as usize);
        let last = before_end.and_then(|lane| lane.range(..hull.end).next_back());
        last.is_some_and(|(_, end)| *end > hull.start)
    }

    /// Whether a hull holds something in a lane as a whole.
    fn holds(&self, lane: u32, hull: &Range<u32>) -> bool {
        let after_start = self.0.get(lane as usize);
        let first = after_start.and_then(|lane| lane.range(hull.start..).next());
        first.is_some_and(|(_, end)| *end <= hull.end)
    }

    fn add(&mut self, lane: u32, hull: &Range<u32>) {
        let lane = lane as usize;
        if self.0.len() <= lane {
            self.0.resize_with(lane + 1, BTreeMap::new);
        }
        self.0[lane].insert(hull.start, hull.end);
    }
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
    let with_lane = highlights
        .iter()
        .filter_map(|highlight| Some((highlight.lane?, &highlight.hull)));
    lanes_of_hulls(with_lane, layout)
}

fn lanes_of_hulls<'h>(
    hulls: impl Iterator<Item = (u32, &'h Range<u32>)>,
    layout: &BlockLayout,
) -> Vec<LineLanes> {
    let mut lanes = vec![LineLanes::default(); layout.lines.len()];
    for (lane, hull) in hulls {
        let first = layout.line_of(hull.start, false);
        for (line, lanes) in layout.lines.iter().zip(&mut lanes).skip(first) {
            if line.text.start >= hull.end {
                break;
            }
            lanes.add(lane);
        }
    }
    lanes
}

/// What the lines of a block keep free for the marks of coders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReservedRoom {
    /// How many coders there are.
    pub coders: u32,
    /// Of each line how many underlines it has where the version of any coder is taken; `None` where no
    /// coder has anything.
    pub underlines: Vec<Option<u32>>,
}

/// Finds out what the lines of a block keep free.
pub fn reserve(page: &Page<'_>, block: &Block, layout: &BlockLayout) -> ReservedRoom {
    let Some(marks) = page.marks else {
        return ReservedRoom::default();
    };
    let range = block.range();
    let mut of_coders: Vec<Vec<Range<u32>>> = vec![Vec::new(); marks.lanes()];
    for mark in marks.touching(range.clone()) {
        let hull = within(&mark.hull(), &range);
        let of_coder = of_coders.get_mut(mark.lane);
        if let Some(of_coder) = of_coder.filter(|_| mark.is_annotation() && !hull.is_empty()) {
            of_coder.push(hull);
        }
    }
    let mut underlines = vec![None; layout.lines.len()];
    for mut hulls in of_coders {
        hulls.sort_by_key(|hull| hull.end - hull.start);
        let mut lanes = Lanes::default();
        let with_lane = hulls
            .iter()
            .filter_map(|hull| Some((lanes.take(hull)?, hull)));
        let of_lines = lanes_of_hulls(with_lane, layout);
        for (line, lanes) in underlines.iter_mut().zip(of_lines) {
            if lanes.count() > 0 {
                *line = Some(lanes.count().max(line.unwrap_or(0)));
            }
        }
    }
    ReservedRoom {
        coders: marks.lanes() as u32,
        underlines,
    }
}

fn highlight(
    page: &Page<'_>,
    (index, layer): (usize, &Layer<'_>),
    annotation: &Annotation,
    block: &Range<usize>,
) -> Option<Highlight> {
    let fragments = annotation.fragments()?;
    let pieces = fragments.touching(block.clone());
    let pieces = pieces.map(|span| within(&span.range(), block)).collect();
    let hull = hull_within(annotation, block)?;
    let starts = block.contains(&fragments.start().0);
    let ends = fragments.end() > ByteOffset(block.start) && fragments.end().0 <= block.end;
    let mut look = label_look(page.codebook, &annotation.label, page.dark);
    if matches!(layer.look, LayerLook::Dotted | LayerLook::Suggested) {
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

/// What an annotation covers of a block, from its first piece to its last. What connects its fragments
/// runs on to the block's edges.
fn hull_within(annotation: &Annotation, block: &Range<usize>) -> Option<Range<u32>> {
    let fragments = annotation.fragments()?;
    fragments.touching(block.clone()).next()?;
    Some(within(&(fragments.start().0..fragments.end().0), block))
}

/// A range of the article in bytes from a block's start, as far as it is in the block.
fn within(range: &Range<usize>, block: &Range<usize>) -> Range<u32> {
    let clip = |at: usize| (at.clamp(block.start, block.end) - block.start) as u32;
    clip(range.start)..clip(range.end)
}

/// "Demand: a full ceasefire, 2 of 14", "Actor: Moscow, Government of Russia, 3 of 14", and
/// "Suggestion: Actor: Moscow, 1 of 3".
pub fn name(page: &Page<'_>, layer: &Layer<'_>, annotation: &Annotation) -> String {
    let (rank, count) = layer.rank(&annotation.id);
    let name = PageMessage::Ranked {
        annotation: unnumbered_name(page, layer, annotation),
        number: rank + 1,
        count,
    };
    name.to_string()
}

/// The same without its number.
pub fn unnumbered_name(page: &Page<'_>, layer: &Layer<'_>, annotation: &Annotation) -> String {
    const MAX_CHARS: usize = 120;
    let label = page.codebook.label(&annotation.label);
    let label = label.map_or(annotation.label.as_str(), |label| label.name.as_str());
    let text = page.document.text();
    let quote = annotation
        .fragments()
        .map(|f| f.quote_start(text, MAX_CHARS));
    let mut words = quote.unwrap_or_default();
    words = words.replace(char::is_control, " ");
    if let Some(entity) = &annotation.entity {
        let entity = page.entities.name(entity).to_owned();
        words = PageMessage::WordsAndEntity { words, entity }.to_string();
    }
    if let Some(percent) = layer.percent(annotation) {
        let suggested = PageMessage::SuggestedLabel {
            label: label.to_lowercase(),
            percent: percent.into(),
            words,
        };
        return suggested.to_string();
    }
    let label = label.to_owned();
    let message = match layer.name {
        Some(layer) => PageMessage::OfLayer {
            layer: layer.to_owned(),
            label,
            words,
        },
        None => PageMessage::OfLabel { label, words },
    };
    message.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lanes of each layer's hulls, which are given longest first.
    fn lanes_in(layers: &[&[Range<u32>]]) -> Vec<Vec<Option<u32>>> {
        let mut lanes = Lanes::default();
        let of_layer = |hulls: &&[Range<u32>]| {
            let mut taken: Vec<_> = hulls.iter().rev().map(|hull| lanes.take(hull)).collect();
            taken.reverse();
            lanes.end_layer();
            taken
        };
        layers.iter().map(of_layer).collect()
    }

    fn lanes_of(hulls: &[Range<u32>]) -> Vec<u32> {
        lanes_in(&[hulls]).into_iter().flatten().flatten().collect()
    }

    #[test]
    fn later_layers_run_below_earlier_ones_and_move_none_of_them() {
        let own = [0..30, 5..20];
        // The first is below both that it overlaps, although it is shorter than either; the second is
        // beside all others.
        let others = [6..10, 40..45];
        let want = [
            vec![Some(1), Some(0)],
            vec![Some(2), Some(0)],
            vec![Some(3)],
        ];
        assert_eq!(
            lanes_in(&[&own, &others, std::slice::from_ref(&(6..10))]),
            want
        );
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
    fn beyond_the_last_lane_there_is_none() {
        let mut hulls = vec![0..9; MAX_LANES as usize + 3];
        hulls.push(20..25);
        let lanes = &lanes_in(&[&hulls])[0];
        let missing = lanes.iter().filter(|lane| lane.is_none()).count();
        assert_eq!(missing, 3);
        assert_eq!(lanes[0], None, "those that come last have none");
        assert_eq!(lanes.last(), Some(&Some(0)), "elsewhere there is room");
        // One that holds the crowded place has none either.
        hulls.insert(0, 0..30);
        assert_eq!(lanes_in(&[&hulls])[0][0], None);
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
