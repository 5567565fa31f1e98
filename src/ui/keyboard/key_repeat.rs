//! Finds out which key presses are repeats of a key that is held down.
//!
//! It must not know what a key does. The window reports no repeats, and egui takes a press for one when the
//! same character was pressed before and not let go. But a key that is let go after Shift is let go under
//! another character: `/` would be held for ever. So a key is known by its place on the keyboard here.

use egui::{Event, ImeEvent, Key};

use crate::ui::key_names::is_modifier;

/// The key that is held down.
///
/// Only the key that was pressed last repeats, so it is the only one that is kept: when the release of a
/// key is not reported, any other key ends it.
#[derive(Default)]
pub struct KeyRepeat {
    held: Option<PressedKey>,
}

/// A key by its place, or by its character where the keyboard does not tell its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PressedKey {
    Place(Key),
    Character(Key),
}

impl KeyRepeat {
    /// Reads an event, and marks it if it is a repeat. Modifiers keep the mark that egui gave them.
    pub fn read(&mut self, event: &mut Event) {
        match event {
            // An input method may keep the releases of what it composes.
            Event::WindowFocused(_) | Event::Ime(ImeEvent::Commit(_)) => self.held = None,
            Event::Ime(ImeEvent::Preedit { text, .. }) if !text.is_empty() => self.held = None,
            // The same key may be let go under another character.
            Event::ModifiersChanged(_) => {
                let is_sure = |held: &PressedKey| matches!(held, PressedKey::Place(_));
                self.held = self.held.filter(is_sure);
            }
            Event::Key {
                key,
                physical_key,
                pressed,
                repeat,
                ..
            } if !is_modifier(*key) => {
                let this = PressedKey::new(*key, *physical_key);
                if *pressed {
                    *repeat = self.held == Some(this);
                    self.held = Some(this);
                } else if self.held.is_some_and(|held| held.is_let_go_with(this)) {
                    self.held = None;
                }
            }
            _ => {}
        }
    }
}

impl PressedKey {
    /// The key of an event.
    pub fn new(key: Key, physical_key: Option<Key>) -> Self {
        physical_key.map_or(Self::Character(key), Self::Place)
    }

    /// Whether the release of `other` may be that of this key.
    pub fn is_let_go_with(self, other: Self) -> bool {
        match (self, other) {
            (Self::Place(place), Self::Place(other)) => place == other,
            (Self::Character(_), _) => true,
            (Self::Place(_), Self::Character(_)) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use egui::Modifiers;

    use super::*;

    const NONE: Modifiers = Modifiers::NONE;

    /// An event of a key whose character and place are given. As with egui, the mark may be wrong.
    fn event(key: Key, place: Option<Key>, pressed: bool) -> Event {
        Event::Key {
            key,
            physical_key: place,
            pressed,
            repeat: true,
            modifiers: NONE,
        }
    }

    /// Which of the presses are repeats.
    fn repeats(events: Vec<Event>) -> Vec<bool> {
        let mut reader = KeyRepeat::default();
        let read = |mut event: Event| {
            reader.read(&mut event);
            match event {
                Event::Key {
                    pressed: true,
                    repeat,
                    ..
                } => Some(repeat),
                _ => None,
            }
        };
        events.into_iter().filter_map(read).collect()
    }

    #[test]
    fn a_sign_that_is_let_go_after_shift_can_be_typed_again() {
        // The key of `:` on a French keyboard, which types `/` with Shift.
        let place = Some(Key::Period);
        let pressed = event(Key::Slash, place, true);
        let let_go = event(Key::Colon, place, false);
        assert_eq!(
            repeats(vec![pressed.clone(), let_go.clone(), pressed, let_go]),
            [false, false]
        );
    }

    #[test]
    fn a_key_that_is_held_repeats_also_when_its_character_changes() {
        let place = Some(Key::Period);
        let events = vec![
            event(Key::Slash, place, true),
            event(Key::Slash, place, true),
            Event::ModifiersChanged(NONE),
            event(Key::Colon, place, true),
        ];
        assert_eq!(repeats(events), [false, true, true]);
    }

    #[test]
    fn a_key_whose_release_is_not_reported_is_held_until_another_is_pressed() {
        let a = event(Key::A, Some(Key::A), true);
        let b = event(Key::B, Some(Key::B), true);
        let shift = event(Key::ShiftLeft, Some(Key::ShiftLeft), true);
        assert_eq!(
            repeats(vec![a.clone(), a.clone(), b, a.clone()]),
            [false, true, false, false]
        );
        assert_eq!(
            repeats(vec![a.clone(), shift, a.clone()]),
            [false, true, true]
        );
        let commit = Event::Ime(ImeEvent::Commit("あ".to_owned()));
        for between in [Event::WindowFocused(false), commit] {
            let events = vec![a.clone(), between, a.clone()];
            assert_eq!(repeats(events), [false, false]);
        }
    }

    #[test]
    fn a_key_without_a_place_is_let_go_by_any_release_and_by_shift() {
        let sign = event(Key::Questionmark, None, true);
        let other = event(Key::Slash, None, false);
        assert_eq!(repeats(vec![sign.clone(), sign.clone()]), [false, true]);
        assert_eq!(
            repeats(vec![sign.clone(), other, sign.clone()]),
            [false, false]
        );
        let shift_let_go = Event::ModifiersChanged(NONE);
        assert_eq!(
            repeats(vec![sign.clone(), shift_let_go, sign]),
            [false, false]
        );
    }
}
