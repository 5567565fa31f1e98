//! Reads one key event, with the text that follows it: the key presses that it may stand for, and the
//! letters that it may give.
//!
//! It must not know earlier keys: [`KeyInput`](super::KeyInput) has gone over the event before.

use egui::{Key, Modifiers};

use crate::command::keys::KeyPress;
use crate::ui::key_names::press;

/// A key press as egui reports it.
#[derive(Clone, Copy, Debug)]
pub struct KeyEvent<'e> {
    pub key: Key,
    /// The key's place on a US keyboard, where the place may count.
    pub place: Option<Key>,
    pub modifiers: Modifiers,
    /// What the key types.
    pub text: Option<&'e str>,
}

impl<'e> KeyEvent<'e> {
    /// A press among the events of a frame, of which `next` is the one after it.
    pub fn of(event: &egui::Event, next: Option<&'e egui::Event>) -> Option<Self> {
        let egui::Event::Key {
            key,
            physical_key,
            pressed: true,
            modifiers,
            ..
        } = event
        else {
            return None;
        };
        let text = match next {
            Some(egui::Event::Text(text)) => Some(text.as_str()),
            _ => None,
        };
        Some(Self {
            key: *key,
            place: *physical_key,
            modifiers: *modifiers,
            text,
        })
    }

    /// The character that it types, if it is a single one that can be seen.
    pub fn character(&self) -> Option<char> {
        let mut characters = self.text?.chars();
        let first = characters.next().filter(|c| !c.is_whitespace())?;
        characters.next().is_none().then_some(first)
    }
}

/// The key presses that an event may stand for, the one that counts most first: the first of them that has
/// a command is meant. None where the event is no press of a key.
pub fn presses(event: &egui::Event, next: Option<&egui::Event>) -> Vec<KeyPress> {
    let event = KeyEvent::of(event, next);
    event.map_or_else(Vec::new, |event| {
        presses_of(event, cfg!(target_os = "macos"))
    })
}

fn presses_of(event: KeyEvent<'_>, is_mac: bool) -> Vec<KeyPress> {
    let KeyEvent {
        key,
        place,
        modifiers,
        ..
    } = event;
    let mut presses = Vec::new();
    // The Control key of a Mac, which is not its Command key.
    if modifiers.ctrl && !modifiers.command {
        return presses;
    }
    let unshifted = Modifiers {
        shift: false,
        ..modifiers
    };
    let placed = place.filter(|place| is_character(*place) && is_character(key));
    if modifiers.command || modifiers.alt {
        // A digit's place before the sign that some layouts have there, since commands with digits have
        // no other key.
        let digit = placed.filter(|place| digit(*place).is_some() && digit(key).is_none());
        presses.extend(digit.map(|digit| press(digit, modifiers)));
        presses.push(press(key, modifiers));
        // A sign is the same with and without Shift, where it is not merely the sign of the place.
        if is_sign(key) && modifiers.shift && place != Some(key) {
            presses.push(press(key, unshifted));
        }
        presses.extend(placed.map(|place| press(place, modifiers)));
        // The Option key of a Mac is what AltGr is elsewhere.
        if is_mac && !modifiers.command {
            let plain = Modifiers {
                alt: false,
                ..modifiers
            };
            let character = event.character().filter(|c| !c.is_alphanumeric());
            presses.extend(character.map(|c| press_of_character(c, plain, false)));
        }
        return presses;
    }
    match event.character().filter(|_| is_character(key)) {
        Some(c) => {
            // Shift is what makes it this sign, and not a second meaning of the key.
            if !c.is_alphanumeric() {
                presses.push(press_of_character(c, modifiers, false));
            }
            presses.push(press_of_character(c, modifiers, modifiers.shift));
            if c.is_ascii_digit() && modifiers.shift {
                presses.push(press_of_character(c, modifiers, false));
            }
        }
        None if event.text.is_some() && is_character(key) => {}
        None => {
            presses.push(press(key, modifiers));
            if is_sign(key) && modifiers.shift {
                presses.push(press(key, unshifted));
            }
        }
    }
    presses.extend(placed.map(|place| press(place, modifiers)));
    presses
}

/// The letters and digits that an event may mean where a single one answers (a choice, a hint, a field),
/// the one that counts most first; small letters. Shift makes no difference. None with Ctrl or Alt.
pub fn letters(event: &egui::Event, next: Option<&egui::Event>) -> Vec<char> {
    let Some(event) = KeyEvent::of(event, next) else {
        return Vec::new();
    };
    let Modifiers { alt, ctrl, .. } = event.modifiers;
    if alt || ctrl || event.modifiers.command || !is_character(event.key) {
        return Vec::new();
    }
    let named = |key: Key| {
        let mut name = key.name().chars();
        name.next().filter(|_| name.next().is_none())
    };
    let typed = match event.text {
        Some(_) => event.character(),
        None => named(event.key),
    };
    let letters = typed.into_iter().chain(event.place.and_then(named));
    letters.flat_map(char::to_lowercase).collect()
}

fn press_of_character(character: char, modifiers: Modifiers, shift: bool) -> KeyPress {
    let written: String = character.to_uppercase().collect();
    let named = Key::from_name(&written).map(Key::name);
    KeyPress {
        ctrl: modifiers.command,
        alt: modifiers.alt,
        shift,
        key: named.map_or(written, str::to_owned),
    }
}

/// Whether a key types a character that can be seen, rather than moving, deleting or the like.
pub fn is_character(key: Key) -> bool {
    is_sign(key) || key.name().len() == 1
}

fn is_sign(key: Key) -> bool {
    matches!(
        key,
        Key::Colon
            | Key::Comma
            | Key::Minus
            | Key::Period
            | Key::Plus
            | Key::Equals
            | Key::Semicolon
            | Key::Backslash
            | Key::Slash
            | Key::Pipe
            | Key::Questionmark
            | Key::Exclamationmark
            | Key::OpenBracket
            | Key::CloseBracket
            | Key::OpenCurlyBracket
            | Key::CloseCurlyBracket
            | Key::Backtick
            | Key::Quote
            | Key::IntlBackslash
    )
}

/// The digit of a key.
pub fn digit(key: Key) -> Option<u32> {
    let mut name = key.name().chars();
    let digit = name.next()?.to_digit(10);
    digit.filter(|_| name.next().is_none())
}
