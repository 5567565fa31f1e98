//! A row of a list, and the rule by which `Tab` stops once at a list and arrows go through it.
//!
//! It must not know what the list shows. egui lets every control that can be clicked be a stop of `Tab`; a
//! list of a thousand rows would be a thousand stops.

use egui::accesskit::Action;
use egui::{Event, Id, Key, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

use crate::ui::theme::{Palette, ROW, small};

/// The width of the bar at the left of a chosen row, in points: its ground alone is too weak a mark.
const CHOSEN_BAR: f32 = 3.0;

/// The height of the headings of a list, in points.
const HEADINGS: f32 = 22.0;

/// Where `Tab` stops in a list.
#[derive(Clone, Copy)]
struct TabStop {
    row: Id,
    /// The pass in which the row was drawn last.
    seen: u64,
    /// The pass in which any row was drawn last.
    drawn: u64,
}

/// A row of a list, with the ground that shows whether it is chosen or pointed at; what stands on it
/// is painted by the caller.
///
/// The rows of a list are drawn into the same `Ui`.
pub fn row_ground_ui(
    ui: &mut Ui,
    palette: &Palette,
    chosen: bool,
    name: impl Fn() -> String,
) -> Response {
    let (id, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let is_asked = is_asked_for(ui, id);
    let sense = if is_focusable(ui, id, chosen) || is_asked {
        Sense::click()
    } else {
        Sense::CLICK
    };
    let response = ui.interact(rect, id, sense);
    if is_asked {
        response.request_focus();
    }
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, name()));
    ui.ctx()
        .accesskit_node_builder(id, |node| node.add_action(Action::Focus));
    if chosen || response.hovered() || response.has_focus() {
        let fill = if chosen {
            palette.chosen
        } else {
            palette.hovered
        };
        let ground = rect.shrink2(vec2(0.0, 1.0));
        ui.painter().rect_filled(ground, 5.0, fill);
    }
    if chosen {
        let bar = Rect::from_min_size(rect.left_top(), vec2(CHOSEN_BAR, rect.height()));
        let bar = bar.shrink2(vec2(0.0, 6.0));
        ui.painter().rect_filled(bar, 1.5, palette.accent);
    }
    response
}

/// The headings of a list whose rows have something at the left and something at the right.
pub fn headings_ui(ui: &mut Ui, palette: &Palette, left: &str, right: &str) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), HEADINGS));
    let rect = rect.shrink2(vec2(8.0, 0.0));
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    let mut row = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout));
    row.label(small(right).color(palette.quiet));
    row.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.label(small(left).color(palette.quiet));
    });
}

/// Whether the keyboard can come to a row in this frame: to each by arrows while the list has the
/// keyboard, and to one by `Tab`: the chosen one, or else the one that had it last, or the first.
fn is_focusable(ui: &Ui, row: Id, chosen: bool) -> bool {
    let list = ui.scope_id().with("tab_stop");
    let now = ui.ctx().cumulative_pass_nr();
    let focused = ui.memory(|memory| memory.focused());
    let before = ui.data(|data| data.get_temp::<TabStop>(list));
    let mut stop = before.unwrap_or(TabStop {
        row,
        seen: now,
        drawn: now,
    });
    let is_first = stop.drawn != now;
    let is_gone = stop.seen < stop.drawn;
    let has_keyboard = focused == Some(stop.row);
    if focused == Some(row) || (is_first && is_gone) || (chosen && !has_keyboard) {
        stop.row = row;
    }
    if stop.row == row {
        stop.seen = now;
    }
    stop.drawn = now;
    ui.data_mut(|data| data.insert_temp(list, stop));
    let is_leaving = ui.input(|input| {
        let is_tab = |event: &Event| {
            matches!(
                event,
                Event::Key {
                    key: Key::Tab,
                    pressed: true,
                    ..
                }
            )
        };
        input.events.iter().any(is_tab)
    });
    stop.row == row || (focused == Some(stop.row) && !is_leaving)
}

/// Whether a screen reader gives the keyboard to a row. egui does that only for stops of `Tab`.
fn is_asked_for(ui: &Ui, row: Id) -> bool {
    let asks = |event: &Event| {
        matches!(event, Event::AccessKitActionRequest(request)
            if request.action == Action::Focus && request.target_node == row.accesskit_id())
    };
    ui.input(|input| input.events.iter().any(asks))
}
