//! What is under a point of the screen: places of the text, annotations and their borders.
//!
//! It changes nothing; `pointer` decides what a press there means.

use std::ops::Range;

use egui::Pos2;

use crate::model::{AnnotationId, ByteOffset};

use super::highlights::{Highlight, MAX_LANES};
use super::page_io::{AnnotationRef, Border, Page};
use super::scroll::VisibleBlock;
use super::viewport::Viewport;

/// How near the pointer must come to a handle of the chosen annotation, in points.
const HANDLE_NEAR: f32 = 7.0;

/// A place of the text that was pointed at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextHit {
    pub at: ByteOffset,
    /// The place is where two lines meet, and the end of the upper one was meant.
    pub upper_line: bool,
}

/// The place nearest to a point of the screen.
pub fn text_at(viewport: &Viewport, point: Pos2) -> TextHit {
    let Some((shown, line)) = line_at(viewport, point) else {
        return TextHit::default();
    };
    let start = viewport.cache().blocks()[shown.block].start();
    let Some(block) = viewport.cache().get(shown.block) else {
        return TextHit {
            at: ByteOffset(start),
            upper_line: false,
        };
    };
    let hit = block.layout.hit(line, column_x(viewport, point));
    TextHit {
        at: ByteOffset(start + hit.rel as usize),
        upper_line: hit.upstream,
    }
}

/// Annotations of pickable layers under a point of the screen, in the order in which clicks choose
/// them: the one whose underline is hit, then shorter ones before longer ones.
pub fn annotations_at(viewport: &Viewport, point: Pos2) -> Vec<AnnotationRef> {
    let Some((shown, line)) = line_at(viewport, point) else {
        return Vec::new();
    };
    let Some(block) = viewport.cache().get(shown.block) else {
        return Vec::new();
    };
    let y = pane_y(viewport, point) - shown.top as f32;
    let band = block.band(line);
    let below = y - block.baseline(line) as f32;
    let lanes = block.sizes.row(MAX_LANES) as f32;
    if y < band.start as f32 || below > lanes {
        return Vec::new();
    }
    let Some(cluster) = block.layout.cluster_at(line, column_x(viewport, point)) else {
        return Vec::new();
    };
    let covers = |pieces: &[Range<u32>]| {
        pieces
            .iter()
            .any(|piece| piece.start < cluster.end && cluster.start < piece.end)
    };
    let in_lane = |lane: u32| {
        let top = block.lane_below(line, lane) as f32;
        (top..top + block.sizes.pitch as f32).contains(&below)
    };
    let mut pickable = block.highlights.iter().filter(|h| h.pickable);
    let underlined = pickable.find(|h| h.lane.is_some_and(in_lane) && covers(&h.pieces));
    if underlined.is_none() && y >= band.end as f32 {
        return Vec::new();
    }
    let stands_here = |highlight: &&Highlight| {
        let mut pieces = highlight.pieces.iter();
        highlight.pickable && pieces.any(|piece| piece.contains(&cluster.start))
    };
    let mut here: Vec<&Highlight> = block.highlights.iter().filter(stands_here).collect();
    here.sort_by_key(|highlight| highlight.picking_order());
    let mut found: Vec<AnnotationRef> = here.iter().map(|h| h.annotation.clone()).collect();
    if let Some(underlined) = underlined
        && let Some(i) = found
            .iter()
            .position(|found| *found == underlined.annotation)
    {
        found[..=i].rotate_right(1);
    }
    found
}

/// The end of the chosen annotation whose handle is at a point of the screen.
pub fn border_at(
    viewport: &Viewport,
    point: Pos2,
    page: &Page<'_>,
) -> Option<(AnnotationId, Border)> {
    let chosen = page.chosen?;
    let mut nearest: Option<(f32, Border)> = None;
    for (shown, block) in viewport.visible_blocks() {
        let highlights = block.with_chosen();
        for highlight in highlights.filter(|highlight| page.is_chosen(&highlight.annotation)) {
            for (border, rect) in viewport.borders(shown, block, highlight) {
                // Only the knob, above the start and below the end, is a handle. A press on the
                // letters themselves begins a selection, also right at the border.
                let knob = match border {
                    Border::Start => rect.center_top(),
                    Border::End => rect.center_bottom(),
                };
                let distance = knob.distance(point);
                if distance <= HANDLE_NEAR && nearest.is_none_or(|(d, _)| distance < d) {
                    nearest = Some((distance, border));
                }
            }
        }
    }
    nearest.map(|(_, border)| (chosen.clone(), border))
}

/// The visible line nearest to a point of the screen.
fn line_at(viewport: &Viewport, point: Pos2) -> Option<(VisibleBlock, usize)> {
    let y = pane_y(viewport, point);
    let visible = viewport.visible();
    let mut from_bottom = visible.iter().rev();
    let shown = from_bottom
        .find(|shown| shown.top as f32 <= y)
        .or_else(|| visible.first())?;
    let block = viewport.cache().get(shown.block)?;
    Some((*shown, block.line_at(y - shown.top as f32)))
}

/// Pixels from the column's left edge.
fn column_x(viewport: &Viewport, point: Pos2) -> f32 {
    (point.x - viewport.rect().min.x) * viewport.scale() - viewport.margin() as f32
}

/// Pixels from the pane's top.
fn pane_y(viewport: &Viewport, point: Pos2) -> f32 {
    (point.y - viewport.rect().min.y) * viewport.scale()
}
