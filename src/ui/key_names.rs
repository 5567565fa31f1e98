//! Converts keys as the window toolkit (egui) reports them to key presses of the command table.

use egui::{Event, Key, Modifiers};

use crate::command::keys::KeyPress;

/// A key that was pressed while these modifiers were held.
pub fn press(key: Key, modifiers: Modifiers) -> KeyPress {
    KeyPress {
        ctrl: modifiers.command,
        alt: modifiers.alt,
        shift: modifiers.shift,
        key: key.name().to_owned(),
    }
}

/// The same key under the toolkit's name: `/` is `Slash` there.
pub fn named(press: &KeyPress) -> KeyPress {
    let name = Key::from_name(&press.key).map(Key::name);
    KeyPress {
        key: name.unwrap_or(&press.key).to_owned(),
        ..*press
    }
}

/// The key press that the toolkit has turned into an event of the clipboard.
pub fn of_clipboard(event: &Event) -> Option<KeyPress> {
    let key = match event {
        Event::Copy => Key::C,
        Event::Cut => Key::X,
        Event::Paste(_) => Key::V,
        _ => return None,
    };
    Some(press(key, Modifiers::COMMAND))
}

/// Whether a key is held with others rather than pressed by itself.
pub fn is_modifier(key: Key) -> bool {
    matches!(
        key,
        Key::ShiftLeft
            | Key::ShiftRight
            | Key::ControlLeft
            | Key::ControlRight
            | Key::AltLeft
            | Key::AltRight
            | Key::SuperLeft
            | Key::SuperRight
            | Key::CapsLock
            | Key::NumLock
            | Key::Fn
    )
}
