//! Keys of the dialog that compares coders. It must not know what they lead to.

use egui::{Event, Key};

use crate::ui::keyboard::letters;

/// What a key means in the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ComparePress {
    /// Takes a coder's version.
    Coder(usize),
    Nobody,
    OpenAgain,
    Proposal,
    Note,
    Next,
    Previous,
}

impl ComparePress {
    /// Takes the keys of this frame that mean something here. A key that is held moves again and decides
    /// once.
    pub fn take(ctx: &egui::Context) -> Vec<Self> {
        let mut presses = Vec::new();
        ctx.input_mut(|input| {
            let events = std::mem::take(&mut input.events);
            for (index, event) in events.iter().enumerate() {
                let letters = letters(event, events.get(index + 1));
                let (key, is_repeat) = match event {
                    Event::Key {
                        key,
                        repeat,
                        modifiers,
                        pressed: true,
                        ..
                    } if modifiers.is_none() || modifiers.shift_only() => (Some(*key), *repeat),
                    _ => (None, false),
                };
                let press = key.and_then(|key| ComparePress::of(key, &letters));
                match press {
                    Some(press) => {
                        if press.is_move() || !is_repeat {
                            presses.push(press);
                        }
                    }
                    None => input.events.push(event.clone()),
                }
            }
        });
        presses
    }

    fn of(key: Key, letters: &[char]) -> Option<Self> {
        match key {
            Key::ArrowDown => return Some(Self::Next),
            Key::ArrowUp => return Some(Self::Previous),
            _ => {}
        }
        letters.iter().find_map(|letter| match letter {
            '0' => Some(Self::OpenAgain),
            '1'..='9' => Some(Self::Coder(letter.to_digit(10)? as usize - 1)),
            'y' => Some(Self::Proposal),
            'x' => Some(Self::Nobody),
            'n' => Some(Self::Next),
            'p' => Some(Self::Previous),
            'm' => Some(Self::Note),
            _ => None,
        })
    }

    fn is_move(self) -> bool {
        matches!(self, Self::Next | Self::Previous)
    }
}

#[cfg(test)]
mod tests {
    use egui::{Modifiers, RawInput};

    use super::*;

    fn press(key: Key, modifiers: Modifiers, repeat: bool) -> Event {
        Event::Key {
            key,
            physical_key: Some(key),
            pressed: true,
            repeat,
            modifiers,
        }
    }

    /// What these events mean, and how many are left for others.
    fn taken(events: Vec<Event>) -> (Vec<ComparePress>, usize) {
        let ctx = egui::Context::default();
        let input = RawInput {
            events,
            ..RawInput::default()
        };
        let mut taken = (Vec::new(), 0);
        let mut output = ctx.run_ui(input, |ui| {
            let presses = ComparePress::take(ui.ctx());
            taken = (presses, ui.input(|input| input.events.len()));
        });
        output.textures_delta.clear();
        taken
    }

    #[test]
    fn digits_are_coders_and_letters_decide() {
        use ComparePress as P;
        for (key, letter, wanted) in [
            (Key::Num1, "1", P::Coder(0)),
            (Key::Num9, "9", P::Coder(8)),
            (Key::Num0, "0", P::OpenAgain),
            (Key::Y, "y", P::Proposal),
            (Key::X, "x", P::Nobody),
            (Key::M, "m", P::Note),
            (Key::N, "n", P::Next),
            (Key::P, "p", P::Previous),
        ] {
            let events = vec![
                press(key, Modifiers::NONE, false),
                Event::Text(letter.to_owned()),
            ];
            let (presses, _) = taken(events);
            assert_eq!(presses, [wanted], "{letter}");
        }
        let none = (Vec::new(), 2);
        let other = vec![
            press(Key::Q, Modifiers::NONE, false),
            Event::Text("q".to_owned()),
        ];
        assert_eq!(taken(other), none);
        assert_eq!(
            taken(vec![press(Key::Y, Modifiers::CTRL, false)]),
            (Vec::new(), 1)
        );
        let arrow = press(Key::ArrowDown, Modifiers::CTRL, false);
        assert_eq!(taken(vec![arrow]), (Vec::new(), 1));
    }

    #[test]
    fn a_key_that_is_held_moves_again_and_decides_once() {
        use ComparePress as P;
        for (key, again) in [(Key::ArrowDown, P::Next), (Key::ArrowUp, P::Previous)] {
            let events = vec![
                press(key, Modifiers::NONE, false),
                press(key, Modifiers::NONE, true),
            ];
            assert_eq!(taken(events), (vec![again, again], 0));
        }
        let events = vec![
            press(Key::X, Modifiers::NONE, true),
            Event::Text("x".to_owned()),
        ];
        assert!(taken(events).0.is_empty());
    }
}
