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
