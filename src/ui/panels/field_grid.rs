//! The grid of the inspector: each row has a key, a name, a value and room for a quiet menu, at the same
//! places for fields of articles, attributes and links, and all rows are of one height, so that filling one
//! moves no other.
//!
//! It must not know what a row stands for.

use egui::{Align, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use crate::ui::theme::{Palette, small};

/// The height of a row, in points.
pub const HEIGHT: f32 = 24.0;
/// Where keys begin in a row, in points.
pub const KEYS: f32 = 6.0;
/// Where names begin, after the keys.
pub const NAMES: f32 = 24.0;
/// Where values begin.
pub const VALUES: f32 = 118.0;
/// The space between a name and a value.
pub const GAP: f32 = 6.0;

/// Draws a row whose value is drawn by `value`, with what stands at its right end by `menu`, which is drawn
/// first; names that are too long end in "…".
pub fn row_ui(
    ui: &mut Ui,
    palette: &Palette,
    key: Option<&str>,
    name: &str,
    menu: impl FnOnce(&mut Ui),
    value: impl FnOnce(&mut Ui),
) {
    let size = vec2(ui.available_width(), HEIGHT);
    let (_, rect) = ui.allocate_space(size);
    let part = |from: f32, to: f32| {
        let left_top = pos2(rect.left() + from, rect.top());
        Rect::from_min_max(left_top, pos2(rect.left() + to, rect.bottom()))
    };
    let left_to_right = Layout::left_to_right(Align::Center);
    let mut inside =
        |part: Rect, layout: Layout| ui.new_child(UiBuilder::new().max_rect(part).layout(layout));
    if let Some(key) = key {
        let key = small(key).color(palette.quiet);
        inside(part(KEYS, NAMES), left_to_right).label(key);
    }
    let name = egui::Label::new(small(name).color(palette.quiet)).truncate();
    inside(part(NAMES, VALUES - GAP), left_to_right).add(name);
    let mut rest = inside(
        part(VALUES, rect.width()),
        Layout::right_to_left(Align::Center),
    );
    rest.spacing_mut().item_spacing.x = 4.0;
    menu(&mut rest);
    rest.with_layout(left_to_right, value);
}
