//! Converts keys as the window toolkit (egui) reports them to key presses of the command table.

use egui::{Event, Key, Modifiers};

use super::keyboard::KeyEvent;
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

/// Takes the first whole key press out of this frame's input, whatever it would have done.
pub fn take_press(input: &mut egui::InputState) -> Option<KeyPress> {
    let mut taken = None;
    let events = std::mem::take(&mut input.events);
    for (index, event) in events.iter().enumerate() {
        match event {
            Event::Key {
                key,
                physical_key,
                pressed: true,
                repeat: false,
                modifiers,
            } if taken.is_none() && !is_modifier(*key) => {
                // With Shift a digit row reports its sign, which differs by keyboard; the place of
                // the key does not.
                let is_letter = key.name().len() == 1;
                let placed = physical_key.filter(|_| modifiers.shift && !is_letter);
                let named = press(placed.unwrap_or(*key), *modifiers);
                let typed = typed_letter(event, events.get(index + 1));
                taken = Some(match typed {
                    Some(letter) => KeyPress {
                        key: letter.to_uppercase().collect(),
                        ..named
                    },
                    None => named,
                });
            }
            Event::Copy | Event::Cut | Event::Paste(_) => {
                taken = taken.take().or_else(|| of_clipboard(event));
            }
            _ => {}
        }
    }
    let is_key = |event: &Event| {
        matches!(
            event,
            Event::Key { pressed: true, .. }
                | Event::Copy
                | Event::Cut
                | Event::Paste(_)
                | Event::Text(_)
        )
    };
    input
        .events
        .extend(events.into_iter().filter(|event| !is_key(event)));
    taken
}

/// The letter that a key types, where neither its name nor its place stands for it: `Ü`.
fn typed_letter(event: &Event, next: Option<&Event>) -> Option<char> {
    let event = KeyEvent::of(event, next).filter(|event| event.place.is_none())?;
    let letter = event.character().filter(|c| c.is_alphabetic())?;
    let is_plain = event.modifiers.is_none() || event.modifiers.shift_only();
    Some(letter).filter(|letter| is_plain && !letter.is_ascii())
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
