//! Rows of a long list in a scroll area, a menu or a combo box, of which only those in view are drawn.
//!
//! A codebook may have thousands of labels, and a widget for each would take longer than a frame. It knows
//! nothing of what a row shows; lists whose rows have the keyboard are [`row_list`](super::row_list)s.

use std::ops::Range;

use egui::{TextStyle, Ui};

/// Draws the rows that are in view, each by `row_ui`, and leaves the room of the others empty.
///
/// All rows must have the same height, in points.
pub fn rows_in_sight(
    ui: &mut Ui,
    count: usize,
    height: f32,
    mut row_ui: impl FnMut(&mut Ui, usize),
) {
    let step = height + ui.spacing().item_spacing.y;
    let view = ui.clip_rect().y_range();
    let above = view.min - ui.cursor().top();
    let seen = in_sight(above..above + view.span(), step, count);
    ui.add_space(seen.start as f32 * step);
    for row in seen.clone() {
        row_ui(ui, row);
    }
    ui.add_space((count - seen.end) as f32 * step);
}

/// The height of a button, a check box or another choice in one line, in points.
pub fn choice_height(ui: &Ui) -> f32 {
    let spacing = ui.spacing();
    let text = ui.text_style_height(&TextStyle::Button) + 2.0 * spacing.button_padding.y;
    spacing.interact_size.y.max(text)
}

/// The rows that are in view, and one beyond at each end, which the keyboard can reach. `view` is in points
/// from the top of the first row.
fn in_sight(view: Range<f32>, step: f32, count: usize) -> Range<usize> {
    // What is not a number or negative becomes 0.
    let row = |at: f32| (at / step) as usize;
    let first = row(view.start).saturating_sub(1).min(count);
    let last = row(view.end).saturating_add(2).min(count);
    first..last.max(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_any_number_of_rows_only_those_in_view_are_drawn() {
        for (view, count, want) in [
            (0.0..100.0, 5000, 0..12),
            (-300.0..-10.0, 5000, 0..2),
            (205.0..300.0, 5000, 19..32),
            (205.0..300.0, 25, 19..25),
            (900.0..1000.0, 25, 25..25),
            (0.0..100.0, 0, 0..0),
            (0.0..f32::INFINITY, 30, 0..30),
        ] {
            assert_eq!(
                in_sight(view.clone(), 10.0, count),
                want,
                "{view:?} {count}"
            );
        }
    }
}
