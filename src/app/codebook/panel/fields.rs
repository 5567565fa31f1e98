//! Input fields of the forms. Text that the draft cannot hold while it is incomplete, such as a
//! colour, is kept beside the draft as long as the field has the keyboard focus.

use egui::{Id, Response, TextEdit, Ui};

use crate::ui::panels::text_field::{self, LINE_CHARS, TEXT_CHARS};
use crate::ui::panels::{self, reflow};

const NAME_WIDTH: f32 = 110.0;

/// A name with something beside it.
pub(super) fn row_ui<T>(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui, Id) -> T) -> T {
    reflow::named_ui(ui, name, NAME_WIDTH, add)
}

/// A line of text.
pub(super) fn line_ui(ui: &mut Ui, name: &str, text: &mut String) {
    row_ui(ui, name, |ui, label| {
        let field = TextEdit::singleline(text).desired_width(360.0);
        panels::name_field(text_field::line_ui(ui, field).labelled_by(label), name);
    });
}

/// Several lines of text.
pub(super) fn paragraph_ui(ui: &mut Ui, name: &str, text: &mut String) {
    row_ui(ui, name, |ui, label| {
        let field = TextEdit::multiline(text)
            .desired_rows(2)
            .desired_width(f32::INFINITY);
        panels::name_field(text_field::text_ui(ui, field).labelled_by(label), name);
    });
}

/// A line of text that stands for something else, such as a colour or keys: what was typed, when it
/// has changed.
pub(super) fn read_ui(ui: &mut Ui, name: &str, shown: String, width: f32) -> Option<String> {
    row_ui(ui, name, |ui, label| {
        typed_ui(
            ui,
            name,
            shown,
            LINE_CHARS,
            |text| TextEdit::singleline(text).desired_width(width),
            |response| {
                panels::name_field(response.labelled_by(label), name);
            },
        )
    })
}

/// Lines of text, one item each.
pub(super) fn list_ui(ui: &mut Ui, name: &str, items: &mut Vec<String>, rows: usize) {
    let typed = row_ui(ui, name, |ui, label| {
        typed_ui(
            ui,
            name,
            items.join("\n"),
            TEXT_CHARS,
            |text| {
                TextEdit::multiline(text)
                    .desired_rows(rows)
                    .desired_width(f32::INFINITY)
            },
            |response| {
                panels::name_field(response.labelled_by(label), name);
            },
        )
    });
    if let Some(typed) = typed {
        let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
        *items = lines.map(str::to_owned).collect();
    }
}

/// A field of at most so many characters, with what is being typed kept beside what it stands for.
pub(super) fn typed_ui(
    ui: &mut Ui,
    salt: &str,
    shown: String,
    limit: usize,
    field: impl for<'t> FnOnce(&'t mut String) -> TextEdit<'t>,
    label: impl FnOnce(Response),
) -> Option<String> {
    let id = ui.make_persistent_id(salt);
    let focused = ui.memory(|memory| memory.has_focus(id));
    let kept = ui
        .data(|data| data.get_temp::<String>(id))
        .filter(|_| focused);
    let mut text = kept.unwrap_or(shown);
    let field = field(&mut text).id(id);
    let response = text_field::show(ui, field, limit).response.response;
    let changed = response.changed();
    label(response);
    ui.data_mut(|data| data.insert_temp(id, text.clone()));
    changed.then_some(text)
}
