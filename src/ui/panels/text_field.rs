//! Text fields that hold no more than a stated number of characters. A clipboard may have a log of megabytes,
//! which would take seconds in each frame or end the renderer.
//!
//! What does not fit is refused as a whole, before a field gets it, and the user is told: a text that is cut
//! without a word is worse than none. A text that is longer already, from a file, stays as it is and can be
//! shortened.

use egui::text_edit::{TextEditOutput, TextEditState};
use egui::{Context, Event, Id, ImeEvent, Rect, Response, TextEdit, Ui};

use crate::store::typed_paths::pasted_paths;

/// The most characters of a field of one line.
pub const LINE_CHARS: usize = 4_000;

/// The most characters of a field of several lines, such as a memo.
pub const TEXT_CHARS: usize = 50_000;

/// The field that had the keyboard in the last frame.
#[derive(Clone, Copy)]
struct FocusedField {
    id: Id,
    chars: usize,
    limit: usize,
    /// Whether it has an undo history of its own.
    undoes: bool,
    paths: Option<PathsOf>,
    rect: Rect,
}

/// Which paths a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PathsOf {
    /// One.
    Line,
    /// One a line.
    Lines,
}

/// Input that a field was not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// How many characters the input has.
    pub chars: usize,
    /// How many the field may have.
    pub limit: usize,
}

/// Draws a field of one line.
pub fn line_ui(ui: &mut Ui, field: TextEdit<'_>) -> Response {
    show(ui, field, LINE_CHARS).response.response
}

/// Draws a field of several lines.
pub fn text_ui(ui: &mut Ui, field: TextEdit<'_>) -> Response {
    show(ui, field, TEXT_CHARS).response.response
}

/// Draws a field of one line for a path. A pasted address of a file becomes its path.
pub fn path_ui(ui: &mut Ui, field: TextEdit<'_>) -> Response {
    show_with(ui, field, LINE_CHARS, Some(PathsOf::Line))
        .response
        .response
}

/// Draws a field for paths, one a line. Pasted addresses of files become their paths.
pub fn paths_ui(ui: &mut Ui, field: TextEdit<'_>) -> Response {
    show_with(ui, field, TEXT_CHARS, Some(PathsOf::Lines))
        .response
        .response
}

/// Draws a field that holds at most so many characters.
pub fn show(ui: &mut Ui, field: TextEdit<'_>, limit: usize) -> TextEditOutput {
    show_with(ui, field, limit, None)
}

fn show_with(
    ui: &mut Ui,
    field: TextEdit<'_>,
    limit: usize,
    paths: Option<PathsOf>,
) -> TextEditOutput {
    let output = field.show(ui);
    let response = &output.response.response;
    if response.has_focus() {
        let focused = FocusedField {
            id: response.id,
            chars: output.galley.text().chars().count(),
            limit,
            undoes: has_history(&output),
            paths,
            rect: response.rect,
        };
        ui.data_mut(|data| data.insert_temp(note_id(), focused));
    }
    output
}

/// Whether the field has something to undo or to do again.
fn has_history(output: &TextEditOutput) -> bool {
    let Some(cursor) = output.state.cursor.char_range() else {
        return false;
    };
    let undoer = output.state.undoer();
    let now = (cursor, output.galley.text().to_owned());
    undoer.has_undo(&now) || undoer.has_redo(&now)
}

/// Whether a text field has the keyboard that undoes itself what was typed into it.
pub fn undoes(ctx: &Context) -> bool {
    let Some(id) = ctx.memory(|memory| memory.focused()) else {
        return false;
    };
    let noted = ctx.data(|data| data.get_temp::<FocusedField>(note_id()));
    match noted.filter(|field| field.id == id) {
        Some(field) => field.undoes,
        None => ctx.text_edit_focused(),
    }
}

/// Turns addresses of files that are pasted in this frame into paths, if a field for paths has the keyboard.
pub fn take_addresses(ctx: &Context) {
    let focused = ctx.memory(|memory| memory.focused());
    let noted = ctx.data(|data| data.get_temp::<FocusedField>(note_id()));
    let field = noted.filter(|field| Some(field.id) == focused);
    let Some(paths_of) = field.and_then(|field| field.paths) else {
        return;
    };
    ctx.input_mut(|input| {
        for event in &mut input.events {
            let Event::Paste(text) = event else { continue };
            let Some(paths) = pasted_paths(text) else {
                continue;
            };
            let count = match paths_of {
                PathsOf::Line => 1,
                PathsOf::Lines => paths.len(),
            };
            let lines = paths.iter().take(count).map(|path| path.to_string_lossy());
            *text = lines.collect::<Vec<_>>().join("\n");
        }
    });
}

/// Removes what is pasted or typed in this frame and does not fit into the field that has the keyboard.
/// Returns the first of it.
pub fn refuse_too_long(ctx: &Context) -> Option<TooLong> {
    refuse_middle_click(ctx).or_else(|| refuse_for_focused(ctx))
}

/// Removes a text that the middle mouse button pastes, and that a field may not hold. It goes to the field
/// under the pointer, which need not have the keyboard.
fn refuse_middle_click(ctx: &Context) -> Option<TooLong> {
    let noted = ctx.data(|data| data.get_temp::<FocusedField>(note_id()));
    let mut refused = None;
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let Event::MiddleClickPaste { pos, text } = event else {
                return true;
            };
            let field = noted.filter(|field| field.rect.contains(*pos));
            let limit = field.map_or(LINE_CHARS, |field| field.limit.saturating_sub(field.chars));
            // Few bytes are few characters.
            let chars = if text.len() > limit {
                text.chars().count()
            } else {
                0
            };
            if chars > limit {
                refused.get_or_insert(TooLong { chars, limit });
            }
            chars <= limit
        });
    });
    refused
}

fn refuse_for_focused(ctx: &Context) -> Option<TooLong> {
    let id = ctx.memory(|memory| memory.focused())?;
    let noted = ctx.data(|data| data.get_temp::<FocusedField>(note_id()));
    let (chars, limit) = match noted.filter(|field| field.id == id) {
        Some(field) => (field.chars, field.limit),
        // It is in its first frame.
        None => (0, TEXT_CHARS),
    };
    let state = TextEditState::load(ctx, id);
    let selected = state.and_then(|state| state.cursor.char_range());
    let selected = selected.map_or(0, |range| {
        range.primary.index.0.abs_diff(range.secondary.index.0)
    });
    let mut left = limit.saturating_sub(chars.saturating_sub(selected));
    let mut refused = None;
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let (Event::Paste(text) | Event::Text(text) | Event::Ime(ImeEvent::Commit(text))) =
                event
            else {
                return true;
            };
            let chars = text.chars().count();
            let fits = chars <= left;
            if fits {
                left -= chars;
            } else {
                refused.get_or_insert(TooLong { chars, limit });
            }
            fits
        });
    });
    refused
}

fn note_id() -> Id {
    Id::unique("focused text field")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A window with a field of at most ten characters that has the keyboard.
    struct Field {
        ctx: Context,
        text: String,
    }

    impl Field {
        fn new(text: &str) -> Self {
            let (ctx, text) = (Context::default(), text.to_owned());
            let mut field = Self { ctx, text };
            for _ in 0..2 {
                field.frame(Vec::new());
            }
            field
        }

        fn frame(&mut self, events: Vec<Event>) -> Option<TooLong> {
            let mut refused = None;
            let text = &mut self.text;
            let input = egui::RawInput {
                events,
                ..egui::RawInput::default()
            };
            let mut output = self.ctx.run_ui(input, |ui| {
                refused = refused.or(refuse_too_long(ui.ctx()));
                let field = TextEdit::singleline(text).id(Id::unique("field"));
                show(ui, field, 10).response.response.request_focus();
            });
            output.textures_delta.clear();
            refused
        }
    }

    #[test]
    fn what_does_not_fit_is_refused_as_a_whole_and_told() {
        let paste = |text: &str| Event::Paste(text.to_owned());
        let mut field = Field::new("");
        let chars = 4_000_000;
        let refused = field.frame(vec![paste(&"a".repeat(chars))]);
        assert_eq!(refused, Some(TooLong { chars, limit: 10 }));
        assert_eq!(field.text, "");
        assert_eq!(field.frame(vec![paste("ääääää")]), None, "characters count");
        let refused = field.frame(vec![paste("bbbbb")]);
        assert_eq!(
            refused,
            Some(TooLong {
                chars: 5,
                limit: 10
            })
        );
        assert_eq!(field.frame(vec![paste("bb"), paste("cc")]), None);
        assert_eq!(field.text, "ääääääbbcc");
        let refused = field.frame(vec![Event::Text("d".to_owned())]);
        assert_eq!(
            refused,
            Some(TooLong {
                chars: 1,
                limit: 10
            })
        );
        assert_eq!(field.text, "ääääääbbcc");
    }

    #[test]
    fn the_middle_button_pastes_no_more_than_fits() {
        let paste = |text: &str| Event::MiddleClickPaste {
            pos: egui::pos2(20.0, 14.0),
            text: text.to_owned(),
        };
        let at = Event::PointerMoved(egui::pos2(20.0, 14.0));
        let mut field = Field::new("ä");
        field.frame(vec![at.clone()]);
        let refused = field.frame(vec![at.clone(), paste("0123456789")]);
        let too_long = TooLong {
            chars: 10,
            limit: 9,
        };
        assert_eq!(refused, Some(too_long));
        assert_eq!(field.text, "ä");
        assert_eq!(field.frame(vec![at, paste("012345678")]), None);
        assert_eq!(field.text.chars().count(), 10);
        // Elsewhere it may be a field of one line.
        let elsewhere = Event::MiddleClickPaste {
            pos: egui::pos2(2000.0, 2000.0),
            text: "a".repeat(4_000_000),
        };
        assert!(field.frame(vec![elsewhere]).is_some());
    }

    #[test]
    fn a_field_for_paths_takes_addresses() {
        for (of_lines, wanted) in [(false, "/a b"), (true, "/a b\n/c")] {
            let ctx = Context::default();
            let mut text = String::new();
            let mut frame = |events: Vec<Event>| {
                let input = egui::RawInput {
                    events,
                    ..egui::RawInput::default()
                };
                let mut output = ctx.run_ui(input, |ui| {
                    take_addresses(ui.ctx());
                    let id = Id::unique("field");
                    let field = match of_lines {
                        true => paths_ui(ui, TextEdit::multiline(&mut text).id(id)),
                        false => path_ui(ui, TextEdit::singleline(&mut text).id(id)),
                    };
                    field.request_focus();
                });
                output.textures_delta.clear();
            };
            frame(Vec::new());
            frame(Vec::new());
            let addresses = "file:///a%20b\r\nfile:///c\r\n";
            frame(vec![Event::Paste(addresses.to_owned())]);
            assert_eq!(text, wanted);
        }
    }

    #[test]
    fn what_is_selected_makes_room_and_a_longer_text_of_a_file_stays() {
        let mut field = Field::new("0123456789 and more");
        let refused = field.frame(vec![Event::Text("x".to_owned())]);
        assert!(refused.is_some());
        assert_eq!(field.text, "0123456789 and more");
        let all = Event::Key {
            key: egui::Key::A,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: egui::Modifiers::COMMAND,
        };
        field.frame(vec![all]);
        assert_eq!(field.frame(vec![Event::Paste("new".to_owned())]), None);
        assert_eq!(field.text, "new");
    }
}
