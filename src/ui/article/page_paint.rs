//! Paints the page of a frame: paper, tints, text, the selection, handles and the caret.
//!
//! It decides nothing: what is chosen, hovered and selected is given. What stays the same from
//! frame to frame comes out of caches; the rest is painted over it.

use std::sync::Arc;

use egui::{Mesh, Painter, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::annotated_block::AnnotatedBlock;
use super::block_cache::BlockMeshes;
use super::canvas::Canvas;
use super::caret::Caret;
use super::highlight_paint::{self, CHOSEN_TINT, HOVERED_TINT};
use super::page_cache::{PageCache, PageKey, PageMeshes};
use super::page_io::{AnnotationRef, Border, Page};
use super::scroll::VisibleBlock;
use super::style;
use super::text_engine::TextEngine;
use super::viewport::Viewport;

/// Paints everything but the scroll bar.
pub fn paint(
    ui: &Ui,
    viewport: &mut Viewport,
    cache: &mut PageCache,
    engine: &mut TextEngine,
    page: &Page<'_>,
    hovered: Option<&AnnotationRef>,
) {
    let painter = ui.painter_at(viewport.rect());
    painter.rect_filled(viewport.rect(), 0.0, page.colors.paper);
    for index in 0..viewport.visible().len() {
        let block = viewport.visible()[index].block;
        viewport.cache_mut().ensure_meshes(block, engine, page);
    }
    let viewport = &*viewport;
    let rest = cache.get(page_key(viewport), || page_meshes(viewport));
    let paint = |meshes: &[Arc<Mesh>]| {
        for mesh in meshes {
            painter.add(Shape::Mesh(Arc::clone(mesh)));
        }
    };
    let paint_new = |meshes: Vec<Mesh>| {
        for mesh in meshes {
            painter.add(Shape::Mesh(Arc::new(mesh)));
        }
    };
    paint(&rest.tints);
    paint_new(over_tints(viewport, engine, page, hovered));
    paint(&rest.lines);
    paint(&rest.text);
    paint(&rest.tags);
    if page.cues.margin_tags {
        paint_new(over_tags(viewport, engine, page, hovered));
    }
    paint_handles(&painter, viewport, page);
}

/// Paints the caret, unless it is hidden while it blinks.
pub fn paint_caret(ui: &Ui, viewport: &Viewport, caret: &mut Caret, page: &Page<'_>) {
    let head = page.selection.head;
    let Some(rect) = viewport.caret_rect(head, caret.is_on_upper_line(head)) else {
        return;
    };
    let now = ui.input(|input| input.time);
    let mut color = page.colors.caret;
    if page.focused && page.motion {
        let blink = caret.blink(now, page.selection);
        ui.ctx().request_repaint_after(blink.changes_in);
        if !blink.shown {
            return;
        }
    } else {
        caret.note_moves(now, page.selection);
    }
    if !page.focused {
        color = page.colors.faint;
    }
    let scale = viewport.scale();
    let width = (1.6 * scale).round().max(1.0) / scale;
    let left = ((rect.min.x - width / 2.0) * scale).round() / scale;
    let bar = Rect::from_min_max(pos2(left, rect.min.y), pos2(left + width, rect.max.y));
    let painter = ui.painter_at(viewport.rect());
    painter.rect_filled(bar, 0.0, color);
}

fn page_key(viewport: &Viewport) -> PageKey {
    let scale = viewport.scale();
    let corner = viewport.rect().min;
    let stamped = |shown: &VisibleBlock| (*shown, viewport.cache().stamp(shown.block));
    PageKey {
        blocks: viewport.visible().iter().map(stamped).collect(),
        left: viewport.margin() + (corner.x * scale).round() as i64,
        top: (corner.y * scale).round() as i64,
        margin: viewport.margin(),
    }
}

/// Joins the meshes of all visible blocks.
fn page_meshes(viewport: &Viewport) -> PageMeshes {
    let join = |part: fn(BlockMeshes<'_>) -> Option<&Vec<Mesh>>| {
        let mut joined: Vec<Mesh> = Vec::new();
        for shown in viewport.visible() {
            let corner = viewport.to_points(shown, 0.0..0.0, 0..0).min;
            let meshes = viewport.cache().meshes(shown.block);
            for mesh in part(meshes).into_iter().flatten() {
                append(&mut joined, mesh, corner);
            }
        }
        joined.into_iter().map(Arc::new).collect::<Vec<_>>()
    };
    PageMeshes {
        tints: join(|meshes| meshes.tints),
        lines: join(|meshes| meshes.lines),
        text: join(|meshes| meshes.text),
        tags: join(|meshes| meshes.tags),
    }
}

/// What is on the tints and under the letters: the hovered and the chosen annotation, and the
/// selection.
fn over_tints(
    viewport: &Viewport,
    engine: &mut TextEngine,
    page: &Page<'_>,
    hovered: Option<&AnnotationRef>,
) -> Vec<Mesh> {
    let mut joined = Vec::new();
    for (shown, block) in viewport.visible_blocks() {
        let mut canvas = engine.canvas(viewport.scale());
        for highlight in block.with_chosen() {
            let strength = if page.is_chosen(&highlight.annotation) {
                CHOSEN_TINT
            } else if hovered == Some(&highlight.annotation) {
                HOVERED_TINT
            } else {
                continue;
            };
            highlight_paint::emphasized(&mut canvas, block, highlight, page.colors, strength);
        }
        paint_selection(&mut canvas, viewport, shown, block, page);
        let corner = viewport.to_points(shown, 0.0..0.0, 0..0).min;
        for mesh in canvas.finish() {
            append(&mut joined, &mesh, corner);
        }
    }
    joined
}

fn paint_selection(
    canvas: &mut Canvas<'_>,
    viewport: &Viewport,
    shown: &VisibleBlock,
    block: &AnnotatedBlock,
    page: &Page<'_>,
) {
    let selected = page.selection.range();
    let cut = &viewport.cache().blocks()[shown.block];
    if selected.is_empty() || cut.end() < selected.start || selected.end <= cut.start() {
        return;
    }
    let color = style::selection(page.colors);
    let within = viewport.cache().range_in_block(shown.block, &selected);
    highlight_paint::fill(canvas, block, &within, color);
    if cut.last && selected.end > cut.end() {
        // The line end is selected too.
        let line = block.layout.line_of(within.end, false);
        let x = block.layout.caret_x(line, within.end);
        let width = f32::from(block.sizes.unit) * 5.0;
        let x = if block.layout.rtl {
            x - width..x
        } else {
            x..x + width
        };
        canvas.rect(x.start.round()..x.end.round(), block.band(line), color);
    }
}

/// The tags of the hovered and the chosen annotation.
fn over_tags(
    viewport: &Viewport,
    engine: &mut TextEngine,
    page: &Page<'_>,
    hovered: Option<&AnnotationRef>,
) -> Vec<Mesh> {
    let mut joined = Vec::new();
    for (shown, block) in viewport.visible_blocks() {
        let Some(tags) = viewport.cache().tags(shown.block) else {
            continue;
        };
        let mut canvas = engine.canvas(viewport.scale());
        tags.paint_emphasized(&mut canvas, block, page, hovered);
        let corner = viewport.to_points(shown, 0.0..0.0, 0..0).min;
        for mesh in canvas.finish() {
            append(&mut joined, &mesh, corner);
        }
    }
    joined
}

/// Handles at both ends of the chosen annotation.
fn paint_handles(painter: &Painter, viewport: &Viewport, page: &Page<'_>) {
    let scale = viewport.scale();
    for (shown, block) in viewport.visible_blocks() {
        let highlights = block.with_chosen();
        for highlight in highlights.filter(|highlight| page.is_chosen(&highlight.annotation)) {
            for (border, rect) in viewport.borders(shown, block, highlight) {
                let width = (2.0 * scale).round() / scale;
                let bar = Rect::from_center_size(rect.center(), vec2(width, rect.height()));
                // Outside of what it bounds, so that no letter is cut.
                let left = (border == Border::Start) != block.layout.rtl;
                let bar = bar.translate(vec2(if left { -width } else { width } / 2.0, 0.0));
                painter.rect_filled(bar, 0.0, highlight.look.color);
                let knob = match border {
                    Border::Start => bar.center_top(),
                    Border::End => bar.center_bottom(),
                };
                let radius = 2.0 * width;
                painter.circle(knob, radius, highlight.look.color, Stroke::NONE);
            }
        }
    }
}

/// Adds a mesh at a place to those with the same texture.
pub(super) fn append(joined: &mut Vec<Mesh>, mesh: &Mesh, corner: Pos2) {
    let target = match joined.iter().position(|m| m.texture_id == mesh.texture_id) {
        Some(i) => &mut joined[i],
        None => {
            joined.push(Mesh::with_texture(mesh.texture_id));
            let last = joined.len() - 1;
            &mut joined[last]
        }
    };
    let first = target.vertices.len() as u32;
    let moved = mesh.vertices.iter().map(|vertex| {
        let mut vertex = *vertex;
        vertex.pos += corner.to_vec2();
        vertex
    });
    target.vertices.extend(moved);
    target
        .indices
        .extend(mesh.indices.iter().map(|i| first + i));
}
