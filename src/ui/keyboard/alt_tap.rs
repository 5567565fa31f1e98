//! Whether the `Alt` key was pressed and let go alone, which opens the menus.
//!
//! It must not know menus.

use egui::{Event, Key};

/// Follows the `Alt` key. The right one is `AltGr` on many layouts, and does not count.
#[derive(Default)]
pub struct AltTap {
    /// It is held, and nothing else has happened since.
    is_alone: bool,
}

impl AltTap {
    /// Reads the events of a frame. Returns whether the key was let go after it had been pressed alone.
    pub fn read(&mut self, events: &[Event]) -> bool {
        let mut is_tapped = false;
        for event in events {
            match event {
                Event::Key {
                    key: Key::AltLeft,
                    pressed: true,
                    repeat,
                    modifiers,
                    ..
                } => {
                    let others = modifiers.ctrl || modifiers.shift || modifiers.command;
                    self.is_alone = !others && (!repeat || self.is_alone);
                }
                Event::Key {
                    key: Key::AltLeft,
                    pressed: false,
                    ..
                } => is_tapped |= std::mem::take(&mut self.is_alone),
                // With Alt some desktops move and switch windows.
                Event::Key { .. }
                | Event::Text(_)
                | Event::Ime(_)
                | Event::PointerButton { .. }
                | Event::PointerGone
                | Event::MouseWheel { .. }
                | Event::WindowFocused(_) => self.is_alone = false,
                _ => {}
            }
        }
        is_tapped
    }
}

#[cfg(test)]
mod tests {
    use egui::Modifiers;

    use super::*;

    fn key(key: Key, pressed: bool, modifiers: Modifiers) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        }
    }

    #[test]
    fn only_a_press_of_the_left_alt_key_alone_counts() {
        let alt = |pressed| key(Key::AltLeft, pressed, Modifiers::ALT);
        let held_shift = key(Key::AltLeft, true, Modifiers::SHIFT | Modifiers::ALT);
        let digit = key(Key::Num2, true, Modifiers::ALT);
        let right = |pressed| key(Key::AltRight, pressed, Modifiers::NONE);
        let focus = Event::WindowFocused(false);
        let moved = Event::PointerMoved(egui::pos2(5.0, 5.0));
        for (events, is_tapped) in [
            (vec![alt(true), alt(false)], true),
            (vec![alt(true), alt(true), moved, alt(false)], true),
            (vec![alt(true), digit, alt(false)], false),
            (vec![alt(true), focus, alt(false)], false),
            (vec![alt(true), Event::PointerGone, alt(false)], false),
            (vec![held_shift, alt(false)], false),
            (vec![right(true), right(false)], false),
            (vec![alt(false)], false),
        ] {
            let mut tap = AltTap::default();
            let tapped = events
                .iter()
                .any(|event| tap.read(std::slice::from_ref(event)));
            assert_eq!(tapped, is_tapped, "{events:?}");
        }
    }
}
