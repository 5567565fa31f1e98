//! A drop-down list: a button that shows a value, and the list of values that it opens.
//!
//! It must not know what the values are for. egui's own [`ComboBox`] leaves its list open when a key takes a
//! row, and the keyboard on a row that is gone when `Escape` closes it. Here the keyboard stays at the
//! button, or at the field of the list that filters long lists, and moves a mark through the rows: a screen
//! reader hears the marked row as the active descendant.
//!
//! | Key | Closed | Open |
//! |---|---|---|
//! | `Enter`, `Space` | opens | takes the marked row and closes |
//! | `↑`, `↓` | opens | moves the mark; also `Page Up`, `Page Down`, `Home`, `End` |
//! | a letter | | moves the mark to the next row that begins with it |
//! | `Escape` | | closes the list alone |
//! | `Tab` | next control | closes the list, next control |

use egui::{
    ComboBox, Context, Event, EventFilter, Id, Key, PopupCloseBehavior, Pos2, Rect, Response, Role,
    ScrollArea, Sense, TextEdit, TextStyle, Ui, WidgetInfo, accesskit, vec2,
};

use super::list_row::{SearchedList, ground_ui};
use super::rows_in_sight::{choice_height, rows_in_sight};
use super::{name_field, open_menu, text_field};
use crate::model::normalize::normalized;
use crate::session::messages::ControlText;
use crate::ui::keyboard::letters;
use crate::ui::theme::Palette;

/// The height of a list where the window is high enough, in points.
const LIST_HEIGHT: f32 = 320.0;

/// The height of the field and the margins of a list, in points.
const FIELD_HEIGHT: f32 = 56.0;

/// The least number of rows of a list with a field that filters it.
const FILTERED_FROM: usize = 16;

/// How many rows are measured to find the width of a list.
const MEASURED: usize = 200;

/// The room of a row for the tick of the present value, in points.
const TICK: f32 = 26.0;

/// The room at the right of a row, in points.
const PADDING: f32 = 10.0;

/// How many rows `Page Up` and `Page Down` go.
const PAGE: usize = 8;

/// A drop-down list that is about to be drawn.
pub struct DropDown<'n> {
    name: &'n str,
    number: usize,
    label: Option<Id>,
    width: Option<f32>,
    is_small: bool,
}

/// A drop-down list that has been drawn.
pub struct Picked<V> {
    /// The response of its button.
    pub response: Response,
    /// The value that was taken in this frame, if it is another than before.
    pub value: Option<V>,
}

/// A list while it is open.
#[derive(Clone, Default)]
struct OpenList {
    /// What was typed in its field.
    typed: String,
    /// The marked row among those that are shown.
    at: usize,
    /// Whether the marked row is to be scrolled into view.
    scrolls: bool,
}

/// What a key does with an open list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DropDownKey {
    Move(ListStep),
    Take,
    Close,
}

/// A way through the rows of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ListStep {
    Up(usize),
    Down(usize),
    First,
    Last,
}

impl<'n> DropDown<'n> {
    /// A list that screen readers call `name`, which also tells it from others beside it.
    pub fn new(name: &'n str) -> Self {
        Self {
            name,
            number: 0,
            label: None,
            width: None,
            is_small: false,
        }
    }

    /// The same, told from others of the same name.
    #[must_use]
    pub fn nth(self, number: usize) -> Self {
        Self { number, ..self }
    }

    /// The same with a visible label beside it.
    #[must_use]
    pub fn labelled_by(self, label: Id) -> Self {
        Self {
            label: Some(label),
            ..self
        }
    }

    /// The same with a least width, in points.
    #[must_use]
    pub fn width(self, width: f32) -> Self {
        Self {
            width: Some(width),
            ..self
        }
    }

    /// The same in small text.
    #[must_use]
    pub fn small(self) -> Self {
        Self {
            is_small: true,
            ..self
        }
    }

    /// Draws it, and sets the value that is taken. `values` are only asked for while the list is open.
    pub fn show_into<V: PartialEq>(
        self,
        ui: &mut Ui,
        value: &mut V,
        shown: &str,
        values: impl FnOnce() -> Vec<(V, String)>,
    ) -> Response {
        let Picked {
            mut response,
            value: picked,
        } = self.show(ui, value, shown, values);
        if let Some(picked) = picked {
            *value = picked;
            response.mark_changed();
        }
        response
    }

    /// Draws it. `shown` stands on the button; `values` are only asked for while the list is open.
    pub fn show<V: PartialEq>(
        self,
        ui: &mut Ui,
        now: &V,
        shown: &str,
        values: impl FnOnce() -> Vec<(V, String)>,
    ) -> Picked<V> {
        // As egui makes it of the same.
        let salt = (self.name, self.number);
        let button = ui.make_persistent_id(egui::IdSalt::new(salt));
        let popup = button.with("popup");
        let was_open = egui::Popup::is_id_open(ui.ctx(), popup);
        let mut text = egui::RichText::new(shown);
        if self.is_small {
            text = text.text_style(TextStyle::Small);
        }
        let mut combo = ComboBox::from_id_salt(salt)
            .selected_text(text)
            .height(LIST_HEIGHT + FIELD_HEIGHT)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        if let Some(width) = self.width {
            combo = combo.width(width);
        }
        if !was_open {
            ui.data_mut(|data| data.remove::<OpenList>(button));
            open_by_arrow(ui, button, popup);
        }
        let mut values = Some(values);
        let mut rows = None;
        let mut taken = None;
        if was_open {
            let open = rows.insert(Rows::new(
                values.take().map_or_else(Vec::new, |of| of()),
                now,
            ));
            // The button is drawn after that, so that Enter does not click it.
            taken = open.read_keys(ui, button, popup);
        }
        let drawn = combo.show_ui(ui, |ui| {
            // Opened in this frame.
            let rows = rows.get_or_insert_with(|| {
                Rows::new(values.take().map_or_else(Vec::new, |of| of()), now)
            });
            rows.list_ui(ui, button, self.name)
        });
        let response = drawn.response;
        if response.clicked() {
            response.request_focus();
            ui.request_repaint();
        }
        if let Some(clicked) = drawn.inner.flatten() {
            egui::Popup::close_id(ui.ctx(), popup);
            response.request_focus();
            taken = Some(clicked);
        }
        let is_open = egui::Popup::is_id_open(ui.ctx(), popup);
        if drawn.inner.is_some() {
            // The list is within it.
            ui.ctx().accesskit_node_builder(popup, |node| {
                node.set_role(Role::GenericContainer);
            });
        }
        ui.ctx().accesskit_node_builder(button, |node| {
            node.set_expanded(is_open);
            node.set_has_popup(accesskit::HasPopup::Listbox);
        });
        let response = name_field(response, self.name);
        let response = match self.label {
            Some(label) => response.labelled_by(label),
            None => response,
        };
        let value = taken.zip(rows).and_then(|(taken, rows)| {
            let value = rows.values.into_iter().nth(taken)?.0;
            (value != *now).then_some(value)
        });
        Picked { response, value }
    }
}

/// The rows of a list that is open.
struct Rows<V> {
    values: Vec<(V, String)>,
    chosen: Option<usize>,
}

impl<V: PartialEq> Rows<V> {
    fn new(values: Vec<(V, String)>, now: &V) -> Self {
        let chosen = values.iter().position(|(value, _)| value == now);
        Self { values, chosen }
    }

    fn is_filtered(&self) -> bool {
        self.values.len() >= FILTERED_FROM
    }

    /// The list as it was left in the last frame, or as it is opened: at the present value.
    fn open(&self, ui: &Ui, button: Id) -> OpenList {
        let open = ui.data(|data| data.get_temp::<OpenList>(button));
        open.unwrap_or_else(|| OpenList {
            at: self.chosen.unwrap_or(0),
            scrolls: true,
            ..OpenList::default()
        })
    }

    /// The rows that have what was typed.
    fn matching(&self, typed: &str) -> Vec<usize> {
        let wanted = normalized(typed);
        let rows = 0..self.values.len();
        rows.filter(|row| wanted.is_empty() || normalized(&self.values[*row].1).contains(&wanted))
            .collect()
    }

    /// Does what the keys of this frame mean. Returns the row that was taken.
    fn read_keys(&self, ui: &Ui, button: Id, popup: Id) -> Option<usize> {
        let ctx = ui.ctx();
        let field = self.is_filtered().then(|| field_id(button));
        let own = field.unwrap_or(button);
        let focused = ctx.memory(|memory| memory.focused());
        if focused.is_some_and(|focused| focused != own && focused != button) {
            // Tab has left it.
            egui::Popup::close_id(ctx, popup);
            return None;
        }
        // A press elsewhere closes the list, and gives the keyboard to what is there.
        let is_pressed =
            ctx.input(|input| input.pointer.any_down() || input.pointer.any_released());
        if focused != Some(own) && !is_pressed {
            ctx.memory_mut(|memory| memory.request_focus(own));
        }
        hold_arrows(ctx, own);
        let mut list = self.open(ui, button);
        let matching = self.matching(&list.typed);
        let mut taken = None;
        let mut is_left = false;
        let events = ctx.input_mut(|input| std::mem::take(&mut input.events));
        let mut rest = Vec::new();
        for (index, event) in events.iter().enumerate() {
            if is_left {
                rest.push(event.clone());
                continue;
            }
            match key_of(event, field.is_some()) {
                Some(DropDownKey::Move(step)) => {
                    list.at = step.from(list.at, matching.len());
                    list.scrolls = true;
                }
                Some(DropDownKey::Take) => {
                    taken = matching.get(list.at).copied();
                    is_left = taken.is_some();
                }
                Some(DropDownKey::Close) => is_left = true,
                None => {
                    let typed = letters(event, events.get(index + 1));
                    let next = Some(&typed).filter(|typed| field.is_none() && !typed.is_empty());
                    if let Some(next) = next.and_then(|typed| self.named(typed, list.at)) {
                        list.at = next;
                        list.scrolls = true;
                    } else {
                        rest.push(event.clone());
                    }
                }
            }
        }
        ctx.input_mut(|input| input.events = rest);
        if is_left {
            egui::Popup::close_id(ctx, popup);
            ctx.memory_mut(|memory| memory.request_focus(button));
            ctx.request_repaint();
        }
        ctx.data_mut(|data| data.insert_temp(button, list));
        taken
    }

    /// The row after another that begins with one of some letters.
    fn named(&self, letters: &[char], at: usize) -> Option<usize> {
        let count = self.values.len();
        let order = (1..=count).map(|step| (at + step) % count);
        let begins = |row: &usize| {
            let first = self.values[*row].1.chars().next();
            let first = first.and_then(|first| first.to_lowercase().next());
            first.is_some_and(|first| letters.contains(&first))
        };
        order.into_iter().find(begins)
    }

    /// Draws the list. Returns the row that was clicked.
    fn list_ui(&mut self, ui: &mut Ui, button: Id, name: &str) -> Option<usize> {
        let mut list = self.open(ui, button);
        let palette = Palette::of(ui);
        let width = self.width(ui);
        ui.set_min_width(width);
        let mut own = button;
        if self.is_filtered() {
            own = field_id(button);
            let field = TextEdit::singleline(&mut list.typed)
                .id(own)
                .hint_text(ControlText::FilterList.text())
                .desired_width(f32::INFINITY);
            let field = text_field::line_ui(ui, field);
            field.widget_info(|| {
                WidgetInfo::labeled(Role::TextInput, true, ControlText::FilterList.text())
            });
            if field.changed() {
                list.at = 0;
                list.scrolls = true;
            }
        }
        let matching = self.matching(&list.typed);
        list.at = list.at.min(matching.len().saturating_sub(1));
        if matching.is_empty() {
            SearchedList::tell_count(ui, own, &list.typed, 0);
            ui.weak(ControlText::NothingInList.text());
        }
        let height = choice_height(ui);
        let room = ui.ctx().content_rect().height() * 0.6;
        let area = ScrollArea::vertical().max_height(LIST_HEIGHT.min(room));
        let clicked = area.show(ui, |ui| {
            let shown = SearchedList::begin(ui, own, name, &list.typed, matching.len());
            let step = height + ui.spacing().item_spacing.y;
            if std::mem::take(&mut list.scrolls) {
                let top = ui.cursor().top() + list.at as f32 * step;
                let row = Pos2::new(ui.cursor().left(), top);
                ui.scroll_to_rect(Rect::from_min_size(row, vec2(1.0, height)), None);
            }
            let mut clicked = None;
            rows_in_sight(ui, matching.len(), height, |ui, index| {
                let row = matching[index];
                let is_chosen = Some(row) == self.chosen;
                let text = &self.values[row].1;
                let (_, rect) = ui.allocate_space(vec2(width, height));
                let id = ui.unique_id().with((row, text));
                // Arrows move the mark, not the keyboard, so a row is no stop of it.
                let response = ui.interact(rect, id, Sense::CLICK);
                response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, true, text));
                ui.ctx()
                    .accesskit_node_builder(id, |node| node.set_selected(is_chosen));
                shown.tell(&response, index, index == list.at);
                ground_ui(ui, &palette, &response, index == list.at);
                row_text_ui(ui, &palette, rect, text, is_chosen);
                if response.clicked() {
                    clicked = Some(row);
                }
            });
            clicked
        });
        ui.data_mut(|data| data.insert_temp(button, list));
        clicked.inner
    }

    /// The width of the list, in points: that of its widest row, where the window has room for it.
    fn width(&self, ui: &Ui) -> f32 {
        let font = TextStyle::Button.resolve(ui.style());
        let measured = self.values.iter().take(MEASURED).map(|(_, text)| {
            let color = egui::Color32::PLACEHOLDER;
            let galley = ui
                .painter()
                .layout_no_wrap(text.clone(), font.clone(), color);
            galley.size().x
        });
        let widest = measured.fold(0.0, f32::max) + TICK + PADDING;
        let room = ui.ctx().content_rect().width() - 64.0;
        widest.min(room).max(ui.available_width().min(room))
    }
}

impl ListStep {
    /// The row of a list of `count` to which it leads.
    fn from(self, at: usize, count: usize) -> usize {
        let last = count.saturating_sub(1);
        match self {
            Self::Up(rows) => at.saturating_sub(rows),
            Self::Down(rows) => at.saturating_add(rows).min(last),
            Self::First => 0,
            Self::Last => last,
        }
    }
}

/// What a key means while a list is open. A list with a field leaves it what is typed.
fn key_of(event: &Event, has_field: bool) -> Option<DropDownKey> {
    let Event::Key {
        key,
        pressed: true,
        modifiers,
        ..
    } = event
    else {
        return None;
    };
    if modifiers.alt && matches!(key, Key::ArrowUp | Key::ArrowDown) {
        return Some(DropDownKey::Close);
    }
    if modifiers.any() {
        return None;
    }
    let key = match key {
        Key::ArrowUp => DropDownKey::Move(ListStep::Up(1)),
        Key::ArrowDown => DropDownKey::Move(ListStep::Down(1)),
        Key::PageUp => DropDownKey::Move(ListStep::Up(PAGE)),
        Key::PageDown => DropDownKey::Move(ListStep::Down(PAGE)),
        Key::Home if !has_field => DropDownKey::Move(ListStep::First),
        Key::End if !has_field => DropDownKey::Move(ListStep::Last),
        Key::Enter => DropDownKey::Take,
        Key::Space if !has_field => DropDownKey::Take,
        Key::Escape => DropDownKey::Close,
        _ => return None,
    };
    Some(key)
}

fn field_id(button: Id) -> Id {
    button.with("filter")
}

/// Keeps egui from moving the keyboard by arrows, and from taking it away by `Escape`.
fn hold_arrows(ctx: &Context, control: Id) {
    let filter = EventFilter {
        vertical_arrows: true,
        horizontal_arrows: true,
        escape: true,
        ..EventFilter::default()
    };
    ctx.memory_mut(|memory| {
        memory.set_focus_lock_filter(control, filter);
    });
    // The control does not hold them yet in the frame in which it gets the keyboard.
    let is_arrow = |event: &Event| matches!(key_of(event, false), Some(DropDownKey::Move(_)));
    if ctx.input(|input| input.events.iter().any(is_arrow)) {
        open_menu::keep_focus(ctx);
    }
}

/// Opens the list by an arrow while its button has the keyboard.
fn open_by_arrow(ui: &Ui, button: Id, popup: Id) {
    if !ui.memory(|memory| memory.has_focus(button)) || !ui.is_enabled() {
        return;
    }
    let filter = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(button, filter));
    let is_arrow = |event: &Event| {
        let Event::Key {
            key: Key::ArrowDown | Key::ArrowUp,
            pressed: true,
            modifiers,
            ..
        } = event
        else {
            return false;
        };
        !modifiers.command && !modifiers.shift
    };
    let is_opened = ui.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| !is_arrow(event));
        input.events.len() < before
    });
    if is_opened {
        open_menu::keep_focus(ui.ctx());
        egui::Popup::open_id(ui.ctx(), popup);
    }
}

/// Draws what a row says, and the tick of the present value.
fn row_text_ui(ui: &Ui, palette: &Palette, rect: Rect, text: &str, is_chosen: bool) {
    let font = TextStyle::Button.resolve(ui.style());
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, palette.ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - TICK - PADDING);
    let galley = ui.painter().layout_job(job);
    let at = Pos2::new(rect.left() + TICK, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, palette.ink);
    if is_chosen {
        let middle = Pos2::new(rect.left() + TICK / 2.0 + 1.0, rect.center().y);
        let tick = [vec2(-4.0, 0.0), vec2(-1.0, 3.5), vec2(5.0, -4.0)];
        let tick = tick.map(|part| middle + part).to_vec();
        let line = egui::Shape::line(tick, egui::Stroke::new(1.8, palette.accent));
        ui.painter().add(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stay_within_the_rows() {
        for (step, at, count, want) in [
            (ListStep::Up(1), 0, 3, 0),
            (ListStep::Up(8), 9, 20, 1),
            (ListStep::Down(1), 2, 3, 2),
            (ListStep::Down(8), 9, 12, 11),
            (ListStep::Down(1), 0, 0, 0),
            (ListStep::First, 7, 9, 0),
            (ListStep::Last, 0, 9, 8),
            (ListStep::Last, 0, 0, 0),
        ] {
            assert_eq!(step.from(at, count), want, "{step:?} {at} {count}");
        }
    }

    #[test]
    fn a_letter_goes_to_the_next_row_that_begins_with_it_and_around() {
        let names = ["ask", "Bid", "buy", "cut"];
        let rows = Rows::new(
            names
                .iter()
                .map(|name| (*name, (*name).to_owned()))
                .collect(),
            &"ask",
        );
        assert_eq!(rows.named(&['b'], 0), Some(1));
        assert_eq!(rows.named(&['b'], 1), Some(2));
        assert_eq!(rows.named(&['b'], 2), Some(1));
        assert_eq!(rows.named(&['x'], 2), None);
        assert_eq!(rows.matching("U"), [2, 3]);
    }
}
