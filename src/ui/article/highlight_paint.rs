//! Paints the highlights of a block: tints behind the text and underlines below it.
//!
//! Its input is a block that is laid out and a canvas; it must not know screen or pointer.

use std::ops::Range;

use egui::Color32;

use crate::model::span::segments;

use super::annotated_block::AnnotatedBlock;
use super::canvas::Canvas;
use super::highlights::Highlight;
use super::page_io::LayerLook;
use super::style::{self, PageColors};

/// How strong the tint of an annotation at rest is, how much each further annotation of the same
/// stretch adds, and the maximum for all of them together.
const TINT: f32 = 0.10;
const TINT_EACH_MORE: f32 = 0.05;
const MAX_TINT: f32 = 0.25;

/// The strength of the tint of the annotation under the pointer, and of the chosen (selected) one.
pub const HOVERED_TINT: f32 = 0.22;
pub const CHOSEN_TINT: f32 = 0.38;

/// Paints the tints of all annotations at rest: one colour for each combination on a stretch.
pub fn rest_tints(canvas: &mut Canvas<'_>, block: &AnnotatedBlock, colors: &PageColors) {
    let mut ranges = Vec::new();
    let mut owners = Vec::new();
    let filled = |highlight: &&Highlight| highlight.layer_look == LayerLook::Filled;
    for highlight in block.highlights.iter().filter(filled) {
        for piece in &highlight.pieces {
            ranges.push(piece.start as usize..piece.end as usize);
            owners.push(highlight);
        }
    }
    for segment in segments(&ranges) {
        let count = segment.active.len();
        let mut hue = [0.0; 3];
        for &active in &segment.active {
            let color = owners[active].look.color;
            for (sum, channel) in hue.iter_mut().zip([color.r(), color.g(), color.b()]) {
                *sum += f32::from(channel) / count as f32;
            }
        }
        let [r, g, b] = hue.map(|channel| channel.round() as u8);
        let strength = (TINT + TINT_EACH_MORE * (count - 1) as f32).min(MAX_TINT);
        let color = style::tint(colors, Color32::from_rgb(r, g, b), strength);
        let range = segment.range.start as u32..segment.range.end as u32;
        fill(canvas, block, &range, color);
    }
}

/// Paints the underlines and outlines of all annotations at rest.
pub fn rest_lines(canvas: &mut Canvas<'_>, block: &AnnotatedBlock) {
    for highlight in &block.highlights {
        lines(canvas, block, highlight, false);
    }
}

/// Paints one annotation stronger than at rest.
pub fn emphasized(
    canvas: &mut Canvas<'_>,
    block: &AnnotatedBlock,
    highlight: &Highlight,
    colors: &PageColors,
    strength: f32,
) {
    if highlight.layer_look == LayerLook::Suggested {
        return outline(canvas, block, highlight, 2);
    }
    let color = style::tint(colors, highlight.look.color, strength);
    for piece in &highlight.pieces {
        fill(canvas, block, piece, color);
    }
    lines(canvas, block, highlight, true);
}

/// Fills a range from above its letters to below its first lane.
pub fn fill(canvas: &mut Canvas<'_>, block: &AnnotatedBlock, range: &Range<u32>, color: Color32) {
    block.each_stretch(range, |line, x| {
        canvas.rect(x.start.round()..x.end.round(), block.band(line), color);
    });
}

/// Paints the underline or outline of one annotation.
fn lines(canvas: &mut Canvas<'_>, block: &AnnotatedBlock, highlight: &Highlight, connected: bool) {
    match highlight.lane {
        Some(lane) => underline(canvas, block, highlight, lane, connected),
        None => outline(canvas, block, highlight, 1),
    }
}

/// Paints a frame around the words of one annotation, so many units thick. The lower side of a suggestion's is
/// dotted.
fn outline(canvas: &mut Canvas<'_>, block: &AnnotatedBlock, highlight: &Highlight, units: i32) {
    let (unit, color) = (units * i32::from(block.sizes.unit), highlight.look.color);
    for piece in &highlight.pieces {
        block.each_stretch(piece, |line, x| {
            let (x, y) = (x.start.round()..x.end.round(), block.band(line));
            canvas.rect(x.clone(), y.start..y.start + unit, color);
            if highlight.layer_look == LayerLook::Suggested {
                let top = y.end - 2 * i32::from(block.sizes.unit);
                canvas.line(highlight.look.line, x.clone(), top, &block.sizes, color);
            } else {
                canvas.rect(x.clone(), y.end - unit..y.end, color);
            }
            canvas.rect(x.start..x.start + unit as f32, y.clone(), color);
            canvas.rect(x.end - unit as f32..x.end, y, color);
        });
    }
}

/// Paints the underline of one annotation, and the dots that connect its fragments. With
/// `connected` they run over all lines between two fragments.
fn underline(
    canvas: &mut Canvas<'_>,
    block: &AnnotatedBlock,
    highlight: &Highlight,
    lane: u32,
    connected: bool,
) {
    let (sizes, color) = (&block.sizes, highlight.look.color);
    let top = |line| block.baseline(line) + block.lane_below(line, lane);
    for piece in &highlight.pieces {
        block.each_stretch(piece, |line, x| {
            canvas.line(highlight.look.line, x, top(line), sizes, color);
        });
    }
    let mut from = highlight.hull.start;
    let pieces = highlight.pieces.iter().cloned();
    for piece in pieces.chain(std::iter::once(highlight.hull.end..highlight.hull.end)) {
        if from < piece.start {
            let first = block.layout.line_of(from, false);
            let last = block.layout.line_of(piece.start, true);
            block.each_stretch(&(from..piece.start), |line, x| {
                // Far apart fragments are connected where they are, not across a whole page.
                if connected || line == first || line == last {
                    canvas.connector(x, top(line) + i32::from(sizes.unit), sizes, color);
                }
            });
        }
        from = piece.end;
    }
}
