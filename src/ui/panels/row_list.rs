//! A virtualized list: draws only the visible rows. While a row has the keyboard focus, arrow keys
//! move from row to row, also to those outside of the viewport, and the list scrolls.

use egui::{EventFilter, Key, Modifiers, Response, ScrollArea, Ui};

use super::list_row::{tell_list, tell_place};
use super::reflow;
use crate::ui::theme::ROW;

/// View state of a list.
#[derive(Default)]
pub struct RowList {
    /// The row that had the keyboard in the last frame.
    focused: Option<usize>,
    /// How far the list was scrolled in the last frame, in points.
    scrolled: f32,
}

/// What a list does beside showing its rows.
#[derive(Default)]
pub struct ListFrame {
    /// The row to bring in sight, and the share of the list's height to leave above it.
    pub reveal: Option<(usize, f32)>,
    /// The row to give the keyboard to.
    pub enter: Option<usize>,
}

impl RowList {
    /// The row that had the keyboard when the list was last drawn.
    pub fn focused(&self) -> Option<usize> {
        self.focused
    }

    /// Draws the rows, each by `row_ui`.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        name: &str,
        rows: usize,
        turn: ListFrame,
        mut row_ui: impl FnMut(&mut Ui, usize) -> Response,
    ) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let height = ui.available_height().max(reflow::LEAST_LIST);
        let step = self
            .focused
            .take()
            .and_then(|row| step(ui, row, rows, height));
        let mut wanted = turn.enter.or(step).filter(|row| *row < rows);
        let offset = match (wanted, turn.reveal) {
            (Some(row), _) => Some(bring_in_sight(self.scrolled, row, height)),
            (None, Some((row, above))) => Some(row as f32 * ROW - height * above),
            (None, None) => None,
        };
        let mut area = ScrollArea::vertical()
            .id_salt(name)
            .min_scrolled_height(reflow::LEAST_LIST)
            .auto_shrink(false);
        if let Some(offset) = offset {
            area = area.vertical_scroll_offset(offset.max(0.0));
        }
        let focused = &mut self.focused;
        let output = area.show_rows(ui, ROW, rows, |ui, range| {
            tell_list(ui, rows);
            for row in range {
                let response = row_ui(ui, row);
                tell_place(&response, row, rows);
                if wanted == Some(row) {
                    wanted = None;
                    response.request_focus();
                }
                if ui.memory(|memory| memory.has_focus(response.id)) {
                    *focused = Some(row);
                    // Up and down are read above, since the next row may not be drawn yet.
                    let filter = EventFilter {
                        vertical_arrows: true,
                        horizontal_arrows: true,
                        ..EventFilter::default()
                    };
                    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
                }
            }
        });
        self.scrolled = output.state.clamped_offset().y;
    }
}

/// The row that gets the focus by a key that was pressed in this frame.
fn step(ui: &Ui, row: usize, rows: usize, height: f32) -> Option<usize> {
    let page = ((height / ROW) as usize).max(1);
    let last = rows.checked_sub(1)?;
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let moves = [
        (Key::ArrowUp, row.saturating_sub(1)),
        (Key::ArrowDown, row + 1),
        (Key::PageUp, row.saturating_sub(page)),
        (Key::PageDown, row + page),
        (Key::Home, 0),
        (Key::End, last),
    ];
    let to = moves.into_iter().find(|(key, _)| pressed(*key));
    to.map(|(_, to)| to.min(last))
}

/// How far to scroll so that a row is seen as a whole, moving no further than needed.
pub fn bring_in_sight(scrolled: f32, row: usize, height: f32) -> f32 {
    let top = row as f32 * ROW;
    scrolled.max(top + ROW - height).min(top)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_scrolls_no_further_than_needed() {
        let height = 4.0 * ROW;
        for (scrolled, row, want) in [
            (0.0, 3, 0.0),
            (0.0, 4, ROW),
            (2.0 * ROW, 4, 2.0 * ROW),
            (2.0 * ROW, 1, ROW),
        ] {
            assert_eq!(bring_in_sight(scrolled, row, height), want, "row {row}");
        }
        // A list lower than a row shows the row's head.
        assert_eq!(bring_in_sight(0.0, 2, ROW / 2.0), 2.0 * ROW);
    }
}
