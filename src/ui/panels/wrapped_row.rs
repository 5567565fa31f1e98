//! A row of controls that goes on in the next line where the width ends.
//!
//! It must not know what the controls are for. egui moves a control to the next line only if its width is
//! known before it is drawn, which that of a group, a choice or a field is not: such a control is drawn over
//! the end of the line, and what holds the row becomes wider than its place. So each is an item here, whose
//! width in the last frame tells whether it fits.

use egui::{Align, Id, Layout, Response, Ui, vec2};

/// The width of an item that has not been drawn, in points; most are narrower. One that is drawn over the end
/// of its line makes a side panel wider for good.
const GUESS: f32 = 140.0;

/// Draws the row, whose items are drawn by `content` with [`item_ui`] and [`at_right_ui`].
pub fn show<T>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> T) -> T {
    ui.horizontal_wrapped(content).inner
}

/// Draws an item that is known as `name` in its row. `least` is the width in points that it
/// has at least where it has room.
pub fn item_ui<T>(ui: &mut Ui, name: &str, least: f32, content: impl FnOnce(&mut Ui) -> T) -> T {
    let (id, width) = width_of(ui, name, least);
    break_unless_fits(ui, width);
    let drawn = rest_ui(ui, |ui| ui.scope(content));
    keep(ui, id, &drawn.response);
    drawn.inner
}

/// The same for the last item, at the right end of its line.
pub fn at_right_ui<T>(
    ui: &mut Ui,
    name: &str,
    least: f32,
    content: impl FnOnce(&mut Ui) -> T,
) -> T {
    let (id, width) = width_of(ui, name, least);
    break_unless_fits(ui, width);
    let drawn = rest_ui(ui, |ui| {
        ui.add_space((ui.available_width() - width).max(0.0).floor());
        ui.scope(content)
    });
    keep(ui, id, &drawn.response);
    drawn.inner
}

/// Whether an item of this width fits in the line, in points.
pub fn has_room(ui: &Ui, width: f32) -> bool {
    width <= ui.available_size_before_wrap().x
}

fn width_of(ui: &Ui, name: &str, least: f32) -> (Id, f32) {
    let id = ui.scope_id().with(("wrapped-row-item", name));
    let known = ui.data(|data| data.get_temp::<f32>(id));
    (id, known.unwrap_or(GUESS).max(least))
}

/// Notes the width of an item, and draws again if another was expected.
fn keep(ui: &Ui, id: Id, drawn: &Response) {
    let width = drawn.rect.width();
    let before = ui.data_mut(|data| {
        let before = data.get_temp::<f32>(id);
        data.insert_temp(id, width);
        before
    });
    if before.is_none_or(|before| (before - width).abs() > 0.5) {
        ui.request_repaint();
    }
}

fn break_unless_fits(ui: &mut Ui, width: f32) {
    let is_first = ui.cursor().left() <= ui.max_rect().left();
    if !is_first && !has_room(ui, width) {
        ui.end_row();
        let height = ui.spacing().interact_size.y;
        ui.set_row_height(height);
    }
}

/// The rest of the line, in which nothing goes on in the next line.
fn rest_ui<T>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> T) -> T {
    let size = vec2(
        ui.available_size_before_wrap().x,
        ui.spacing().interact_size.y,
    );
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(size, layout, content).inner
}
