//! Article text outside the pane, mostly a single line: in lists, quotes and names.
//!
//! egui puts right-to-left words in the wrong order, so text of an article is painted by the same
//! engine everywhere. This file knows neither pages nor annotations.

use egui::{Color32, Response, Role, Sense, Shape, Ui, WidgetInfo, vec2};

use super::blocks::Direction;
use super::layout::BlockLayout;
use super::line_cache::{CachedLine, LineKey};
use super::style::{Family, Weight};
use super::text_engine::{TextEngine, TextSpec};

/// The characters of a text that are laid out at most: more never fits on a screen, and a quote may be a
/// whole article.
const MAX_LINE_CHARS: usize = 1000;

/// The type of article text outside the pane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineTextStyle {
    /// Size of the type, in points.
    pub size: f32,
    pub color: Color32,
    pub weight: Weight,
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
        let key = LineKey {
            text: text.chars().take(MAX_LINE_CHARS).collect(),
            size: (style.size * scale).to_bits(),
            width: (max_width.max(1.0) * scale).floor().to_bits(),
            color: style.color,
            weight: style.weight,
            wraps: false,
        };
        let (response, elided) = self.cached_ui(ui, text, &key);
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
        let key = LineKey {
            text: text.to_owned(),
            size: (style.size * scale).to_bits(),
            width: (ui.available_width() * scale).floor().max(1.0).to_bits(),
            color: style.color,
            weight: style.weight,
            wraps: true,
        };
        self.cached_ui(ui, text, &key).0
    }

    /// Paints a line or a paragraph, which is laid out only once. Returns whether it ends with an
    /// ellipsis, too.
    fn cached_ui(&mut self, ui: &mut Ui, text: &str, key: &LineKey) -> (Response, bool) {
        let scale = ui.ctx().pixels_per_point();
        if !self.line_cache().contains(key) {
            let made = if key.wraps {
                self.lay_out_paragraph(key, scale)
            } else {
                self.lay_out_line(key, scale)
            };
            self.line_cache().insert(key.clone(), made);
        }
        let Some(line) = self.line_cache().get(key) else {
            return (ui.label(text), false);
        };
        let (rect, response) = ui.allocate_exact_size(line.size, Sense::hover());
        if ui.is_rect_visible(rect) {
            // Whole pixels, or the letters blur.
            let corner = (rect.min.to_vec2() * scale).round() / scale;
            let meshes = line.meshes_at(corner).iter();
            ui.painter().extend(meshes.cloned().map(Shape::Mesh));
        }
        let elided = line.elided;
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
        (response, elided)
    }

    fn lay_out_paragraph(&mut self, key: &LineKey, scale: f32) -> CachedLine {
        let size = f32::from_bits(key.size);
        let width = f32::from_bits(key.width);
        let layout = self.lay_out(&text_spec(&key.text, size, key.weight, Some(width)));
        let right = layout
            .lines
            .iter()
            .map(|line| line.right)
            .fold(0.0, f32::max);
        let height = layout.line_height * layout.lines.len() as u32;
        let meshes = self.text_meshes(&layout, |line| line_top(&layout, line), key.color, scale);
        CachedLine::new(meshes, vec2(right.ceil(), height as f32) / scale, false)
    }

    fn lay_out_line(&mut self, key: &LineKey, scale: f32) -> CachedLine {
        let size = f32::from_bits(key.size);
        let width = f32::from_bits(key.width);
        let one_line: String = key
            .text
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .collect();
        let (layout, shortened) =
            self.shortened(&text_spec(&one_line, size, key.weight, None), width);
        let elided = shortened || key.text.chars().count() >= MAX_LINE_CHARS;
        let meshes = self.text_meshes(&layout, |line| line_top(&layout, line), key.color, scale);
        let size = vec2(layout.width().ceil(), layout.line_height as f32) / scale;
        CachedLine::new(meshes, size, elided)
    }
}

fn text_spec(text: &str, size: f32, weight: Weight, width: Option<f32>) -> TextSpec<'_> {
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

fn line_top(layout: &BlockLayout, line: usize) -> i32 {
    (layout.line_height as usize * line) as i32
}
