//! Keys while coders are compared. It must not know what they lead to.

use egui::{Event, Key};

use crate::ui::keyboard::letters;

/// What has the keyboard while coders are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CompareKeyboard {
    /// The text: all keys are those of comparing, and the others commands.
    Text,
    /// The values of the difference at hand.
    Card,
    /// A list or a button: Tab, Enter and arrows are its own.
    Control,
}

/// What a key means while coders are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ComparePress {
    /// Takes the version of the coder with this number, from 0.
    Coder(usize),
    Nobody,
    OpenAgain,
    Proposal,
    AllProposals,
    Note,
    Next,
    Previous,
    /// Draws the lanes of all differences, or only those of the one at hand.
    Lanes,
    /// Goes to the other end of a link.
    FarEnd,
    EnterCard,
    LeaveCard,
    /// Goes to another value: rows down, columns to the right.
    Cell(isize, isize),
    /// Takes the value that is chosen.
    TakeCell,
}

impl ComparePress {
    /// Takes the keys of this frame that mean something here. A key that is held moves again and decides
    /// once.
    pub fn take(ctx: &egui::Context, keyboard: CompareKeyboard) -> Vec<Self> {
        let mut presses = Vec::new();
        ctx.input_mut(|input| {
            let events = std::mem::take(&mut input.events);
            let mut is_typed_taken = false;
            for (index, event) in events.iter().enumerate() {
                // What a key that was taken would have typed.
                if std::mem::take(&mut is_typed_taken) && matches!(event, Event::Text(_)) {
                    continue;
                }
                let letters = letters(event, events.get(index + 1));
                let press = match event {
                    Event::Key {
                        key,
                        repeat,
                        modifiers,
                        pressed: true,
                        ..
                    } if modifiers.is_none() || modifiers.shift_only() => {
                        let press = Self::of(*key, modifiers.shift, &letters, keyboard);
                        press.map(|press| (press, *repeat))
                    }
                    _ => None,
                };
                match press {
                    Some((press, is_repeat)) => {
                        is_typed_taken = true;
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

    fn of(key: Key, shift: bool, letters: &[char], keyboard: CompareKeyboard) -> Option<Self> {
        use CompareKeyboard as K;
        match (key, keyboard) {
            (Key::Tab, K::Text | K::Card) if shift => return Some(Self::Previous),
            (Key::Tab, K::Text | K::Card) => return Some(Self::Next),
            (Key::Enter, K::Text) => return Some(Self::EnterCard),
            (Key::Enter | Key::Space, K::Card) => return Some(Self::TakeCell),
            (Key::Escape, K::Card) => return Some(Self::LeaveCard),
            (Key::ArrowDown, K::Card) => return Some(Self::Cell(1, 0)),
            (Key::ArrowUp, K::Card) => return Some(Self::Cell(-1, 0)),
            (Key::ArrowRight, K::Card) => return Some(Self::Cell(0, 1)),
            (Key::ArrowLeft, K::Card) => return Some(Self::Cell(0, -1)),
            _ => {}
        }
        letters.iter().find_map(|letter| match (letter, shift) {
            ('0', false) => Some(Self::OpenAgain),
            ('1'..='9', false) => Some(Self::Coder(letter.to_digit(10)? as usize - 1)),
            ('y', false) => Some(Self::Proposal),
            ('y', true) => Some(Self::AllProposals),
            ('x', false) => Some(Self::Nobody),
            ('n', false) => Some(Self::Next),
            ('p', false) => Some(Self::Previous),
            ('m', false) => Some(Self::Note),
            ('l', false) => Some(Self::Lanes),
            ('g', false) => Some(Self::FarEnd),
            _ => None,
        })
    }

    fn is_move(self) -> bool {
        matches!(self, Self::Next | Self::Previous | Self::Cell(..))
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
            let presses = ComparePress::take(ui.ctx(), CompareKeyboard::Text);
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
        for (key, letter, again) in [(Key::N, "n", P::Next), (Key::P, "p", P::Previous)] {
            let typed = || Event::Text(letter.to_owned());
            let events = vec![
                press(key, Modifiers::NONE, false),
                typed(),
                press(key, Modifiers::NONE, true),
                typed(),
            ];
            assert_eq!(taken(events), (vec![again, again], 0));
        }
        let typed = || Event::Text("x".to_owned());
        let events = vec![
            press(Key::X, Modifiers::NONE, false),
            typed(),
            press(Key::X, Modifiers::NONE, true),
            typed(),
        ];
        assert_eq!(taken(events), (vec![P::Nobody], 0));
    }
}
