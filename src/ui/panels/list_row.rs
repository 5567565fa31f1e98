//! A row of a list, and the rule by which `Tab` stops once at a list and arrows go through it; what a screen
//! reader is told of rows.
//!
//! A list whose rows are chosen from a search field is a [`SearchedList`]: the field keeps the keyboard, and
//! the row that Enter takes is its active descendant, which is what a screen reader says.
//!
//! It must not know what the list shows. egui lets every control that can be clicked be a stop of `Tab`; a
//! list of a thousand rows would be a thousand stops.

use egui::accesskit::{self, Action};
use egui::{Event, Id, Key, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

use crate::session::messages::SpokenMessage;
use crate::ui::live_region;
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
    let response = row_response(ui, id, rect, RowState::of(chosen), &name());
    ground_ui(ui, palette, &response, chosen);
    response
}

/// What a screen reader is told of a row.
#[derive(Clone, Copy)]
pub struct RowState {
    pub chosen: bool,
    /// Whether it can be taken.
    pub enabled: bool,
}

impl RowState {
    /// A row that can be taken.
    pub fn of(chosen: bool) -> Self {
        Self {
            chosen,
            enabled: true,
        }
    }
}

fn row_response(ui: &Ui, id: Id, rect: Rect, state: RowState, name: &str) -> Response {
    let chosen = state.chosen;
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
    // `WidgetInfo::selected` would make it a box that can be checked.
    response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, state.enabled, name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.add_action(Action::Focus);
        node.set_selected(chosen);
    });
    response
}

/// Draws the ground of a row, and the ring if it has the keyboard.
pub fn ground_ui(ui: &Ui, palette: &Palette, response: &Response, chosen: bool) {
    let rect = response.rect;
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
}

/// Tells a screen reader that the rows of a `Ui` are a list, and how many it has, also those that are not
/// drawn.
pub fn tell_list(ui: &Ui, count: usize) {
    let stop = ui.data(|data| data.get_temp::<TabStop>(tab_stop_id(ui)));
    let focused = ui.memory(|memory| memory.focused());
    tell_rows(
        ui,
        count,
        stop.is_some_and(|stop| focused == Some(stop.row)),
    );
}

/// Orca takes the choice of a row for a move of the keyboard, and reads the row instead of what is said; so
/// only a list that has the keyboard is one whose rows are chosen.
fn tell_rows(ui: &Ui, count: usize, has_keyboard: bool) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(match has_keyboard {
            true => Role::ListBox,
            false => Role::List,
        });
        node.set_size_of_set(count);
    });
}

fn tab_stop_id(ui: &Ui) -> Id {
    ui.scope_id().with("tab_stop")
}

/// Tells a screen reader which row of its list this is, from 0.
pub fn tell_place(row: &Response, index: usize, count: usize) {
    row.ctx.accesskit_node_builder(row.id, |node| {
        node.set_position_in_set(index);
        let place = SpokenMessage::RowOf {
            number: index + 1,
            count,
        };
        // Not every screen reader says the position that it is told.
        let place = place.to_string();
        let described = node
            .description()
            .map(|about| [about, ", ", &place].concat());
        node.set_description(described.unwrap_or(place));
    });
}

/// A list whose rows are chosen from the search field above it.
#[derive(Clone, Copy)]
pub struct SearchedList {
    field: Id,
    count: usize,
}

/// Which row a screen reader was told last, and whether it reads the field since.
#[derive(Clone, Copy)]
struct ToldRow {
    row: Id,
    is_field_read: bool,
}

impl SearchedList {
    /// Begins a list in its `Ui`. `typed` is what the field holds: where it has changed, the number of rows
    /// is said.
    pub fn begin(ui: &Ui, field: Id, name: &str, typed: &str, count: usize) -> Self {
        tell_rows(ui, count, ui.memory(|memory| memory.has_focus(field)));
        ui.ctx()
            .accesskit_node_builder(ui.unique_id(), |node| node.set_label(name));
        Self::tell_count(ui, field, typed, count);
        Self { field, count }
    }

    /// Says how many rows are left, once the typing pauses. To be called also where none is.
    pub fn tell_count(ui: &Ui, field: Id, typed: &str, count: usize) {
        let key = field.with("results");
        let results = SpokenMessage::Results { count }.to_string();
        let text = if typed.trim().is_empty() {
            String::new()
        } else {
            results
        };
        live_region::say_once_settled(ui.ctx(), key, &text);
    }

    /// A row of the list, without its ground. Its id follows from its place and its name, so that a screen
    /// reader says another row in the same place.
    pub fn row(&self, ui: &mut Ui, index: usize, state: RowState, name: &str) -> Response {
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
        let id = ui.unique_id().with((index, name));
        let response = row_response(ui, id, rect, state, name);
        self.tell(&response, index, state.chosen);
        response
    }

    /// The same with its ground.
    pub fn row_ui(
        &self,
        ui: &mut Ui,
        palette: &Palette,
        index: usize,
        chosen: bool,
        name: &str,
    ) -> Response {
        let response = self.row(ui, index, RowState::of(chosen), name);
        ground_ui(ui, palette, &response, chosen);
        response
    }

    /// Tells a screen reader which row this is, and whether Enter in the field takes it.
    pub fn tell(&self, row: &Response, index: usize, chosen: bool) {
        tell_place(row, index, self.count);
        if !chosen {
            return;
        }
        let ctx = &row.ctx;
        let key = self.field.with("told");
        let before = ctx.data(|data| data.get_temp::<ToldRow>(key));
        let mut told = before.unwrap_or(ToldRow {
            row: row.id,
            is_field_read: false,
        });
        if told.row == row.id {
            // Moving in what was typed makes a screen reader read the field.
            told.is_field_read |= ctx.input(|input| input.events.iter().any(reads_field));
        } else {
            told = ToldRow {
                row: row.id,
                is_field_read: false,
            };
        }
        ctx.data_mut(|data| data.insert_temp(key, told));
        if !told.is_field_read {
            ctx.accesskit_node_builder(self.field, |node| {
                node.set_active_descendant(row.id.accesskit_id());
                node.set_controls(vec![row.id.accesskit_id()]);
                node.set_has_popup(accesskit::HasPopup::Listbox);
            });
        }
    }
}

/// Whether a key moves the caret within a field of one line.
fn reads_field(event: &Event) -> bool {
    matches!(
        event,
        Event::Key {
            key: Key::ArrowLeft | Key::ArrowRight | Key::Home | Key::End,
            pressed: true,
            ..
        }
    )
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
    let list = tab_stop_id(ui);
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
pub fn is_asked_for(ui: &Ui, row: Id) -> bool {
    let asks = |event: &Event| {
        matches!(event, Event::AccessKitActionRequest(request)
            if request.action == Action::Focus && request.target_node == row.accesskit_id())
    };
    ui.input(|input| input.events.iter().any(asks))
}
