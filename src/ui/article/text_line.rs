//! One line of article text outside the pane: in lists, quotes and names.
//!
//! egui sets right-to-left words in the wrong order, so whatever comes from an article is painted
//! by the same engine as the article itself.

use std::collections::HashMap;
use std::sync::Arc;

use egui::{Color32, Mesh, Response, Role, Sense, Shape, Ui, Vec2, WidgetInfo, vec2};

use super::blocks::Direction;
use super::layout::Layout;
use super::paint;
use super::style::{Family, Weight};
use super::text_engine::{TextEngine, TextSpec};

/// Lines that were not painted for this many frames are forgotten.
const KEEP_FRAMES: u64 = 120;

/// How a line of article text is set outside the pane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineTextStyle {
    /// Size of the type, in points.
    pub size: f32,
    pub color: Color32,
    pub weight: Weight,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    text: String,
    /// Bits of size and greatest width, in pixels.
    size: u32,
    width: u32,
    color: Color32,
    weight: Weight,
}

struct Entry {
    /// In points from the line's top left corner.
    meshes: Vec<Mesh>,
    size: Vec2,
    elided: bool,
    used: u64,
}

/// Lines painted lately.
#[derive(Default)]
pub(super) struct LineCache {
    entries: HashMap<Key, Entry>,
    frame: u64,
    generation: u64,
}

impl LineCache {
    pub fn begin_frame(&mut self, generation: u64) {
        self.frame += 1;
        if self.generation != generation {
            self.entries.clear();
            self.generation = generation;
        }
        if self.frame.is_multiple_of(KEEP_FRAMES) {
            let oldest = self.frame - KEEP_FRAMES;
            self.entries.retain(|_, entry| entry.used >= oldest);
        }
    }
}

impl TextEngine {
    /// Paints one line of article text in any script, with an ellipsis where it is wider than
    /// `max_width` points, and names it for screen readers.
    ///
    /// Line ends in the text are shown as spaces. The response senses hovering only.
    pub fn line_ui(
        &mut self,
        ui: &mut Ui,
        text: &str,
        style: LineTextStyle,
        max_width: f32,
    ) -> Response {
        let scale = ui.ctx().pixels_per_point();
        let key = Key {
            // More than this never fits on a screen, and a quote may be a whole article.
            text: text.chars().take(1000).collect(),
            size: (style.size * scale).to_bits(),
            width: (max_width.max(1.0) * scale).floor().to_bits(),
            color: style.color,
            weight: style.weight,
        };
        if !self.lines().entries.contains_key(&key) {
            let entry = self.lay_out_line(&key, scale);
            self.lines().entries.insert(key.clone(), entry);
        }
        let frame = self.lines().frame;
        let Some(entry) = self.lines().entries.get_mut(&key) else {
            return ui.label(text);
        };
        entry.used = frame;
        let (rect, response) = ui.allocate_exact_size(entry.size, Sense::hover());
        if ui.is_rect_visible(rect) {
            // Whole pixels, or the letters blur.
            let corner = ((rect.min.to_vec2() * scale).round() / scale).to_pos2();
            for mesh in &entry.meshes {
                let mut mesh = mesh.clone();
                mesh.translate(corner.to_vec2());
                ui.painter().add(Shape::Mesh(Arc::new(mesh)));
            }
        }
        let elided = entry.elided;
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
        if elided {
            response.on_hover_ui(|ui| {
                ui.set_max_width(480.0);
                self.paragraph_ui(ui, text, style);
            })
        } else {
            response
        }
    }

    /// Paints article text over as many lines as the available width needs.
    pub fn paragraph_ui(&mut self, ui: &mut Ui, text: &str, style: LineTextStyle) -> Response {
        let scale = ui.ctx().pixels_per_point();
        let width = (ui.available_width() * scale).floor().max(1.0);
        let layout = self.lay_out(&set_text(
            text,
            style.size * scale,
            style.weight,
            Some(width),
        ));
        let right = layout
            .lines
            .iter()
            .map(|line| line.right)
            .fold(0.0, f32::max);
        let height = layout.line_height * layout.lines.len() as u32;
        let size = vec2(right.ceil(), height as f32) / scale;
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let corner = ((rect.min.to_vec2() * scale).round() / scale).to_pos2();
        for mut mesh in paint::text_meshes(
            &mut self.atlas,
            &layout,
            |line| line_top(&layout, line),
            style.color,
            scale,
        ) {
            mesh.translate(corner.to_vec2());
            ui.painter().add(Shape::Mesh(Arc::new(mesh)));
        }
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
        response
    }

    /// One line of text with an ellipsis where it is wider than `width` pixels, and whether it is.
    pub(super) fn shortened(&mut self, set: &TextSpec<'_>, width: f32) -> (Layout, bool) {
        let whole = self.lay_out(set);
        if whole.width() <= width {
            return (whole, false);
        }
        let ellipsis = self.lay_out(&TextSpec {
            text: "…", ..*set
        });
        let end = fitting(&whole, (width - ellipsis.width()).max(0.0));
        let short = set.text.get(..end as usize).unwrap_or_default().trim_end();
        let short = format!("{short}…");
        (
            self.lay_out(&TextSpec {
                text: &short,
                ..*set
            }),
            true,
        )
    }

    fn lay_out_line(&mut self, key: &Key, scale: f32) -> Entry {
        let size = f32::from_bits(key.size);
        let width = f32::from_bits(key.width);
        let one_line: String = key
            .text
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .collect();
        let (layout, shortened) =
            self.shortened(&set_text(&one_line, size, key.weight, None), width);
        let elided = shortened || key.text.chars().count() >= 1000;
        let meshes = paint::text_meshes(
            &mut self.atlas,
            &layout,
            |line| line_top(&layout, line),
            key.color,
            scale,
        );
        Entry {
            meshes,
            size: vec2(layout.width().ceil(), layout.line_height as f32) / scale,
            elided,
            used: 0,
        }
    }
}

fn set_text(text: &str, size: f32, weight: Weight, width: Option<f32>) -> TextSpec<'_> {
    TextSpec {
        text,
        size,
        line_height: (size * 1.4).round() as u32,
        weight,
        family: &Family::Sans,
        width,
        direction: Direction::Auto,
    }
}

fn line_top(layout: &Layout, line: usize) -> i32 {
    (layout.line_height as usize * line) as i32
}

/// How many bytes from the start fit into a width.
fn fitting(layout: &Layout, width: f32) -> u32 {
    let mut clusters: Vec<_> = layout.clusters.iter().collect();
    clusters.sort_unstable_by_key(|cluster| cluster.start);
    let mut sum = 0.0;
    for cluster in clusters {
        sum += cluster.width;
        if sum > width {
            return cluster.start;
        }
    }
    u32::MAX
}
