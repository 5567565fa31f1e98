//! The text field above the list of a dialog: typed text filters the list, and its keys step through it.
//!
//! It knows neither the list nor what Enter does there.

use crate::ui::panels::text_field;
use egui::{EventFilter, Id, InputState, Key, Modifiers, Response, Role, TextEdit, Ui, WidgetInfo};

/// How many rows a page key steps.
const PAGE: isize = 8;

/// Consumes arrow and page keys; returns how many rows they step down.
pub fn take_step(input: &mut InputState) -> isize {
    let mut pressed = |key| input.count_and_consume_key(Modifiers::NONE, key) as isize;
    let down = pressed(Key::ArrowDown) + PAGE * pressed(Key::PageDown);
    let up = pressed(Key::ArrowUp) + PAGE * pressed(Key::PageUp);
    down - up
}

/// The same, and whether Enter was pressed without `Ctrl` or `Alt`.
pub fn take_step_and_enter(ui: &Ui) -> (isize, bool) {
    ui.input_mut(|input| {
        let step = take_step(input);
        (
            step,
            input.count_and_consume_key(Modifiers::NONE, Key::Enter) > 0,
        )
    })
}

/// Draws the field; `name` is its hint and its accessible name. In the first frame it gets the keyboard.
pub fn field_ui(
    ui: &mut Ui,
    id: Id,
    text: &mut String,
    name: &str,
    is_first_frame: bool,
) -> Response {
    hinted_field_ui(ui, id, text, (name, name), is_first_frame)
}

/// The same with a hint that is not its name; arrows up and down are never egui's, which would move the
/// keyboard to a row.
pub fn hinted_field_ui(
    ui: &mut Ui,
    id: Id,
    text: &mut String,
    (name, hint): (&str, &str),
    is_first_frame: bool,
) -> Response {
    let field = TextEdit::singleline(text)
        .id(id)
        .hint_text(hint)
        .desired_width(f32::INFINITY)
        .event_filter(EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        });
    let response = text_field::line_ui(ui, field);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
    if is_first_frame {
        response.request_focus();
    }
    response
}
