//! Key bindings: translates the window's input events into commands.

use egui::Event;

use crate::command::UserCommand;
use crate::command::keys::KeyPress;
use crate::command::table::{CommandRow, Environment, Needs};
use crate::ui::key_names::{named, of_clipboard};
use crate::ui::keyboard::presses;

/// What has the keyboard focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyboard {
    /// The page: all keys are commands.
    Page,
    /// The slots of the inspector: letters and plain keys are theirs, the rest are commands.
    Slots,
    /// A field that is being filled: keys that type or move within it stay its own.
    Field,
    /// A list or a button: letters tag nothing while the analyst may believe to type in the panel.
    Panel,
    /// A dialog over the window, or a field of it: what lies behind it is not changed by keys.
    Dialog,
    /// A control of a dialog that knows no undo itself: undo is the dialog's, of its own subject.
    DialogControl,
}

/// Consumes every key press among the events that is bound to a command, and returns the commands.
///
/// A key that is held down repeats its command only where that moves something step by step.
pub fn commands(
    events: &mut Vec<Event>,
    rows: &[CommandRow],
    environment: &Environment,
    keyboard: Keyboard,
) -> Vec<UserCommand> {
    let typing = matches!(
        keyboard,
        Keyboard::Field | Keyboard::Dialog | Keyboard::DialogControl
    );
    let mut commands = Vec::new();
    let mut taken_text = false;
    let all = std::mem::take(events);
    for (index, event) in all.iter().enumerate() {
        let next = all.get(index + 1);
        // The text that a taken key would have typed.
        if std::mem::take(&mut taken_text) && matches!(event, Event::Text(_)) {
            continue;
        }
        let row = match event {
            Event::Key { pressed: true, .. } => find(rows, &presses(event, next), keyboard),
            // The toolkit turns these keys into events of their own.
            Event::Copy | Event::Cut | Event::Paste(_) if !typing => {
                let press = of_clipboard(event);
                press.and_then(|press| find(rows, &[press], keyboard))
            }
            _ => None,
        };
        let Some(row) = row.filter(|row| environment.meets(row.needs)) else {
            events.push(event.clone());
            continue;
        };
        taken_text = !typing;
        let is_repeat = matches!(event, Event::Key { repeat: true, .. });
        if !is_repeat || row.command.repeats() {
            commands.push(row.command.clone());
        }
    }
    commands
}

/// The command whose key is pressed although it cannot be done now, as without a chosen annotation: a key that does
/// nothing says why. Not of those that need an article, which nothing can be done without.
pub fn refused<'r>(
    events: &[Event],
    rows: &'r [CommandRow],
    environment: &Environment,
    keyboard: Keyboard,
) -> Option<&'r CommandRow> {
    let presses = match events.first()? {
        Event::Key { repeat: true, .. } => return None,
        event @ Event::Key { pressed: true, .. } => presses(event, events.get(1)),
        event => of_clipboard(event).into_iter().collect(),
    };
    let row = find(rows, &presses, keyboard)?;
    let tells = match row.needs {
        Needs::Chosen | Needs::Decidable | Needs::Selection | Needs::Beside => environment.article,
        Needs::Undo | Needs::Redo => environment.project,
        Needs::Nothing | Needs::Project | Needs::Article => false,
    };
    (tells && !environment.meets(row.needs)).then_some(row)
}

/// Whether a key that is held down repeats a command, whatever has the keyboard focus.
pub fn is_repeatable(events: &[Event], rows: &[CommandRow]) -> bool {
    let found = |press: &[KeyPress]| find(rows, press, Keyboard::Page);
    let first = events.first();
    let row = first.and_then(|event| found(&presses(event, events.get(1))));
    row.is_some_and(|row| row.command.repeats())
}

/// The row of the first press that has a command.
fn find<'a>(
    rows: &'a [CommandRow],
    presses: &[KeyPress],
    keyboard: Keyboard,
) -> Option<&'a CommandRow> {
    let mut presses = presses.iter();
    presses.find_map(|press| find_press(rows, press, keyboard))
}

fn find_press<'a>(
    rows: &'a [CommandRow],
    press: &KeyPress,
    keyboard: Keyboard,
) -> Option<&'a CommandRow> {
    rows.iter().find(|row| {
        let free = match keyboard {
            Keyboard::Page => true,
            Keyboard::Field => {
                (press.ctrl || is_function_key(press) || row.command == UserCommand::DismissNotices)
                    && !is_for_editing(&row.command)
            }
            Keyboard::Slots | Keyboard::Panel => {
                press.ctrl
                    || press.alt
                    || is_function_key(press)
                    || matches!(
                        row.command,
                        UserCommand::DismissNotices | UserCommand::OpenContextMenu
                    )
            }
            // A named key such as `Slash` types a character too.
            Keyboard::Dialog => {
                (press.ctrl || is_function_key(press)) && is_for_window(&row.command)
            }
            Keyboard::DialogControl => {
                (press.ctrl || is_function_key(press))
                    && (is_for_window(&row.command) || is_undo(&row.command))
            }
        };
        free && row.keys.iter().any(|key| named(key) == *press)
    })
}

fn is_function_key(press: &KeyPress) -> bool {
    let number = press.key.strip_prefix('F');
    number.is_some_and(|number| number.parse::<u8>().is_ok())
}

/// Commands of the window itself, which make sense over a dialog too.
fn is_for_window(command: &UserCommand) -> bool {
    matches!(
        command,
        UserCommand::ShowPalette
            | UserCommand::ShowSettings
            | UserCommand::ShowCodebook
            | UserCommand::ShowGuideline
            | UserCommand::ShowKeys
            | UserCommand::SayMessages
            | UserCommand::ZoomIn
            | UserCommand::ZoomOut
            | UserCommand::ResetZoom
            | UserCommand::LargerText
            | UserCommand::SmallerText
            | UserCommand::ResetText
            | UserCommand::Quit
    )
}

fn is_undo(command: &UserCommand) -> bool {
    matches!(command, UserCommand::Undo | UserCommand::Redo)
}

/// Commands whose keys a text field knows itself.
fn is_for_editing(command: &UserCommand) -> bool {
    matches!(
        command,
        UserCommand::Undo
            | UserCommand::Redo
            | UserCommand::SelectAll
            | UserCommand::Copy
            | UserCommand::Move(..)
            // Ctrl+Enter ends the writing of a memo.
            | UserCommand::DoneAndNext
    )
}
