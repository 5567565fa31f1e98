//! Takes the next key press, whatever it would have done, to give it to a command.
//!
//! It must not know the command.

use egui::Event;

use super::KeyEvent;
use crate::command::keys::KeyPress;
use crate::ui::key_names::{is_modifier, of_clipboard, press};

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
