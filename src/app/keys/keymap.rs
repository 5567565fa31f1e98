//! Key bindings: translates the window's input events into commands.

use egui::{Event, Key, Modifiers};

use crate::command::UserCommand;
use crate::command::keys::KeyPress;
use crate::command::table::{CommandRow, Environment};
use crate::ui::key_names::{named, of_clipboard, press};

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
    /// A dialog over the window: what lies behind it is not changed by keys.
    Dialog,
}

/// Consumes every key press of this frame's input that is bound to a command, and returns the
/// commands.
pub fn commands(
    input: &mut egui::InputState,
    rows: &[CommandRow],
    environment: &Environment,
    keyboard: Keyboard,
) -> Vec<UserCommand> {
    let typing = matches!(keyboard, Keyboard::Field | Keyboard::Dialog);
    let mut commands = Vec::new();
    let mut taken_text = false;
    input.events.retain(|event| {
        let row = match event {
            Event::Key {
                key,
                physical_key,
                pressed: true,
                modifiers,
                ..
            } => find(rows, *key, *physical_key, *modifiers, keyboard),
            // The toolkit turns these keys into events of their own.
            Event::Copy | Event::Cut | Event::Paste(_) if !typing => {
                let press = of_clipboard(event);
                press.and_then(|press| find_press(rows, &press, keyboard))
            }
            // The text that a taken key would have typed.
            Event::Text(_) if taken_text => {
                taken_text = false;
                return false;
            }
            _ => return true,
        };
        let Some(row) = row.filter(|row| environment.meets(row.needs)) else {
            return true;
        };
        taken_text = !typing;
        // A label's key that is held down shows what the label means, and tags once.
        let held = matches!(event, Event::Key { repeat: true, .. });
        if !(held && matches!(row.command, UserCommand::Tag(_) | UserCommand::TagAlso(_))) {
            commands.push(row.command.clone());
        }
        false
    });
    commands
}

/// Whether a label's key was pressed in this frame, whatever has the keyboard focus.
pub fn is_label_key_pressed(input: &egui::InputState, rows: &[CommandRow]) -> bool {
    input.events.iter().any(|event| {
        let Event::Key {
            key,
            physical_key,
            pressed: true,
            repeat: false,
            modifiers,
        } = event
        else {
            return false;
        };
        let row = find(rows, *key, *physical_key, *modifiers, Keyboard::Page);
        row.is_some_and(|row| matches!(row.command, UserCommand::Tag(_)))
    })
}

fn find(
    rows: &[CommandRow],
    key: Key,
    physical: Option<Key>,
    modifiers: Modifiers,
    keyboard: Keyboard,
) -> Option<&CommandRow> {
    let matches = |key: Key| find_press(rows, &press(key, modifiers), keyboard);
    // A layout that has `/` above a digit reports it with Shift; one that has it below `?` does not.
    let slash = || {
        let plain = Modifiers {
            shift: false,
            ..modifiers
        };
        (key == Key::Slash).then(|| find_press(rows, &press(key, plain), keyboard))?
    };
    // With Shift a digit row reports its sign, and a layout without Latin letters its own; the
    // key's place on the keyboard is then what was meant.
    matches(key).or_else(slash).or_else(|| matches(physical?))
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
                (press.ctrl || is_function_key(press)) && !is_for_editing(&row.command)
            }
            Keyboard::Slots | Keyboard::Panel => press.ctrl || press.alt || is_function_key(press),
            // A named key such as `Slash` types a character too.
            Keyboard::Dialog => {
                (press.ctrl || is_function_key(press)) && is_for_window(&row.command)
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
            | UserCommand::LargerText
            | UserCommand::SmallerText
            | UserCommand::ResetText
            | UserCommand::Quit
    )
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
