//! What a frame paints: paper, tints, letters, the selection and the caret.
//!
//! A page that looks as in the last frame is painted with the same meshes.

use std::sync::Arc;

use egui::{Mesh, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::paint::{self, Canvas};
use super::pane::{ArticleView, Border, Entry, Page, Visible, relative};
use super::text_engine::TextEngine;
use super::{label_letters, style};

/// Seconds for which a blinking caret is shown, and then hidden.
const BLINK_SECS: f64 = 0.53;

/// Everything on which the painted page depends, besides what the entries' stamps tell.
#[derive(Clone, Debug, PartialEq)]
pub struct PageKey {
    blocks: Vec<(Visible, u64)>,
    left: i64,
    /// Width of the margin, which decides about tags.
    margin: i64,
    top: i64,
    generation: u64,
}

impl ArticleView {
    pub(super) fn paint(&mut self, ui: &Ui, engine: &mut TextEngine, page: &Page<'_>) {
        let painter = ui.painter_at(self.rect);
        painter.rect_filled(self.rect, 0.0, page.colors.paper);
        if self.generation != engine.atlas.generation() {
            self.generation = engine.atlas.generation();
            self.stamps += 1;
            for entry in self.entries.values_mut() {
                entry.drop_meshes(self.stamps);
            }
        }
        let visible = self.visible.clone();
        self.build_meshes(&visible, engine, page);
        let [tints, lines, text, tags] = self.page_meshes.clone();
        for mesh in tints {
            painter.add(Shape::Mesh(mesh));
        }
        for mesh in self.over_tints(&visible, engine, page) {
            painter.add(Shape::Mesh(Arc::new(mesh)));
        }
        for mesh in lines.into_iter().chain(text).chain(tags) {
            painter.add(Shape::Mesh(mesh));
        }
        for mesh in self.over_tags(&visible, engine, page) {
            painter.add(Shape::Mesh(Arc::new(mesh)));
        }
        self.paint_borders(&painter, &visible, page);
        self.paint_caret(ui, &painter, page);
    }

    /// Marks' looks and names depend on more than the document's revision.
    pub(super) fn notice_colors(&mut self, page: &Page<'_>) {
        let colors = Some((*page.colors, page.dark, page.cues));
        if self.colors == colors && self.labels == page.codebook.labels {
            return;
        }
        self.colors = colors;
        self.labels.clone_from(&page.codebook.labels);
        for entry in self.entries.values_mut() {
            entry.drop_meshes(0);
            entry.revision = u64::MAX;
        }
    }

    fn build_meshes(&mut self, visible: &[Visible], engine: &mut TextEngine, page: &Page<'_>) {
        let scale = self.scale();
        for shown in visible {
            self.ensure(shown.block, engine, page);
            let Some(entry) = self.entries.get_mut(&shown.block) else {
                continue;
            };
            if entry.text.is_none() {
                let atlas = &mut engine.atlas;
                let tops = &entry.tops;
                let top = |line: usize| tops.get(line).copied().unwrap_or(0);
                let meshes = paint::text_meshes(atlas, &entry.layout, top, page.colors.ink, scale);
                entry.text = Some(meshes);
            }
            if entry.tints.is_none() {
                let letters = label_letters::place(engine, entry, page.cues.every_letter);
                let atlas = &mut engine.atlas;
                let mut canvas = Canvas::new(atlas, scale);
                let painter = entry.painter(page.colors);
                painter.rest_tints(&mut canvas, &entry.highlights);
                let tints = canvas.finish();
                let mut canvas = Canvas::new(atlas, scale);
                painter.rest_lines(&mut canvas, &entry.highlights);
                label_letters::paint(&mut canvas, entry, &letters, page.colors);
                let lines = canvas.finish();
                entry.tints = Some(tints);
                entry.lines = Some(lines);
            }
            if page.cues.margin_tags {
                self.ensure_tags(shown.block, engine, page);
            }
        }
        let key = PageKey {
            blocks: visible
                .iter()
                .map(|v| (*v, self.entries.get(&v.block).map_or(0, |e| e.stamp)))
                .collect(),
            left: self.setting.as_ref().map_or(0, |s| s.left)
                + (self.rect.min.x * scale).round() as i64,
            margin: self.setting.as_ref().map_or(0, |s| s.left),
            top: (self.rect.min.y * scale).round() as i64,
            generation: self.generation,
        };
        if self.page.as_ref() == Some(&key) {
            return;
        }
        let join = |part: fn(&Entry) -> Option<&Vec<Mesh>>| {
            let mut joined: Vec<Mesh> = Vec::new();
            for shown in visible {
                let corner = self.to_points(shown, 0.0..0.0, 0..0).min;
                let entry = self.entries.get(&shown.block);
                for mesh in entry.and_then(part).into_iter().flatten() {
                    append(&mut joined, mesh, corner);
                }
            }
            joined.into_iter().map(Arc::new).collect::<Vec<_>>()
        };
        let meshes = [
            join(|entry| entry.tints.as_ref()),
            join(|entry| entry.lines.as_ref()),
            join(|entry| entry.text.as_ref()),
            join(|entry| entry.tags.as_ref().map(|tags| &tags.meshes)),
        ];
        self.page_meshes = meshes;
        self.page = Some(key);
    }

    /// What lies on the tints and under the letters: the hovered and the chosen annotation, and
    /// the selection.
    fn over_tints(
        &self,
        visible: &[Visible],
        engine: &mut TextEngine,
        page: &Page<'_>,
    ) -> Vec<Mesh> {
        let mut joined = Vec::new();
        let selected = page.selection.range();
        let selection_color = style::selection(page.colors);
        for shown in visible {
            let Some(entry) = self.entries.get(&shown.block) else {
                continue;
            };
            let mut canvas = Canvas::new(&mut engine.atlas, self.scale());
            let painter = entry.painter(page.colors);
            for highlight in &entry.highlights {
                let chosen = page.chosen == Some(&highlight.id);
                let hovered = self.pointer.hovered.as_ref() == Some(&highlight.id);
                if chosen || hovered {
                    let strength = if chosen {
                        paint::CHOSEN
                    } else {
                        paint::HOVERED
                    };
                    painter.strong_tint(&mut canvas, highlight, strength);
                    painter.underline(&mut canvas, highlight, true);
                }
            }
            let block = &self.blocks[shown.block];
            if selected.start < selected.end
                && selected.start <= block.end()
                && block.start() < selected.end
            {
                let rel = relative(block, &selected);
                painter.fill(&mut canvas, &rel, selection_color);
                if block.last && selected.end > block.end() {
                    // The line end is selected too.
                    let end = rel.end;
                    let line = entry.layout.line_of(end, false);
                    let x = entry.layout.caret_x(line, end);
                    let width = f32::from(entry.sizes.unit) * 5.0;
                    let x = if entry.layout.rtl {
                        x - width..x
                    } else {
                        x..x + width
                    };
                    canvas.rect(
                        x.start.round()..x.end.round(),
                        painter.band(line),
                        selection_color,
                    );
                }
            }
            let corner = self.to_points(shown, 0.0..0.0, 0..0).min;
            for mesh in canvas.finish() {
                append(&mut joined, &mesh, corner);
            }
        }
        joined
    }

    /// Tags of the hovered and the chosen annotation.
    fn over_tags(
        &self,
        visible: &[Visible],
        engine: &mut TextEngine,
        page: &Page<'_>,
    ) -> Vec<Mesh> {
        let mut joined = Vec::new();
        if !page.cues.margin_tags {
            return joined;
        }
        for shown in visible {
            let Some(entry) = self.entries.get(&shown.block) else {
                continue;
            };
            let mut canvas = Canvas::new(&mut engine.atlas, self.scale());
            self.strong_tags(entry, &mut canvas, page);
            let corner = self.to_points(shown, 0.0..0.0, 0..0).min;
            for mesh in canvas.finish() {
                append(&mut joined, &mesh, corner);
            }
        }
        joined
    }

    /// Handles at both ends of the chosen annotation.
    fn paint_borders(&self, painter: &egui::Painter, visible: &[Visible], page: &Page<'_>) {
        for shown in visible {
            let Some(entry) = self.entries.get(&shown.block) else {
                continue;
            };
            let highlights = entry.highlights.iter();
            for highlight in highlights.filter(|highlight| page.chosen == Some(&highlight.id)) {
                for (border, rect) in self.borders(shown, entry, highlight) {
                    let width = (2.0 * self.scale()).round() / self.scale();
                    let bar = Rect::from_center_size(rect.center(), vec2(width, rect.height()));
                    // Outside of what it bounds, so that no letter is cut.
                    let left = (border == Border::Start) != entry.layout.rtl;
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

    fn paint_caret(&mut self, ui: &Ui, painter: &egui::Painter, page: &Page<'_>) {
        let Some(rect) = self.caret_rect(page.selection.head) else {
            return;
        };
        let now = ui.input(|input| input.time);
        if self.caret_moved.1 != page.selection {
            self.caret_moved = (now, page.selection);
        }
        let mut color = page.colors.caret;
        if !page.focused {
            color = page.colors.faint;
        } else if page.motion {
            let phase = (now - self.caret_moved.0).rem_euclid(2.0 * BLINK_SECS);
            let next = if phase < BLINK_SECS {
                BLINK_SECS - phase
            } else {
                2.0 * BLINK_SECS - phase
            };
            ui.ctx()
                .request_repaint_after(std::time::Duration::from_secs_f64(next));
            if phase >= BLINK_SECS {
                return;
            }
        }
        let scale = self.scale();
        let width = (1.6 * scale).round().max(1.0) / scale;
        let left = ((rect.min.x - width / 2.0) * scale).round() / scale;
        let caret = Rect::from_min_max(pos2(left, rect.min.y), pos2(left + width, rect.max.y));
        painter.rect_filled(caret, 0.0, color);
    }
}

/// Adds a mesh at a place to those with the same texture.
fn append(joined: &mut Vec<Mesh>, mesh: &Mesh, corner: Pos2) {
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
