//! What the keys of earlier frames tell about the next: AltGr, dead keys, an input method that composes,
//! the key that is held down, and the layout.

use std::collections::BTreeMap;

use egui::{Event, ImeEvent, Key, Modifiers};

use super::key_repeat::KeyRepeat;
use super::reading::{KeyEvent, digit, is_character};
use crate::command::keys::KeyPress;
use crate::model::key_letters::KeyLetters;
use crate::ui::key_names::is_modifier;

/// Goes over the key events of each frame before anything reads them.
///
/// Limitations: what a key types together with `Ctrl` is only known once it was pressed without it, and
/// a keypad's sign counts as the sign of the same name.
#[derive(Default)]
pub struct KeyInput {
    /// What the keys have typed, by their place and whether Shift was held.
    seen: BTreeMap<(Key, bool), char>,
    /// What `seen` tells of the letters that the keyboard has, as it was before this frame: what is drawn then is
    /// what the user answers.
    letters: KeyLetters,
    /// Whether `seen` has changed since.
    has_learned: bool,
    /// The layout has been switched by a key, and the system may tell more of the new one.
    has_switched: bool,
    /// Whether the last letter was of another script than Latin.
    lacks_latin: bool,
    /// The right Alt key, which is AltGr where it does not count as Alt.
    is_alt_right_held: bool,
    /// The last key was dead: the next is composed with it.
    is_dead_key_pending: bool,
    /// An input method is composing.
    is_composing: bool,
    repeat: KeyRepeat,
}

impl KeyInput {
    /// Removes presses that mean nothing (dead keys, composed characters, what an input method composes;
    /// what they type stays), and the place of a key where only its character counts. Marks the repeats of
    /// a key that is held down.
    pub fn read(&mut self, events: &mut Vec<Event>) {
        if std::mem::take(&mut self.has_learned) {
            self.letters = self.learned_letters();
        }
        let mut rest = std::mem::take(events).into_iter().peekable();
        while let Some(mut event) = rest.next() {
            self.repeat.read(&mut event);
            if self.read_event(&mut event, rest.peek()) {
                events.push(event);
            }
        }
    }

    /// Whether an event is kept.
    fn read_event(&mut self, event: &mut Event, next: Option<&Event>) -> bool {
        let press = KeyEvent::of(event, next);
        match event {
            Event::WindowFocused(_) => {
                self.is_alt_right_held = false;
                self.is_dead_key_pending = false;
                self.is_composing = false;
            }
            Event::PointerButton { pressed: true, .. } => {
                self.is_dead_key_pending = false;
                self.is_composing = false;
            }
            Event::Ime(ImeEvent::Preedit { text, .. }) => self.is_composing = !text.is_empty(),
            Event::Ime(_) => self.is_composing = false,
            Event::Key {
                key: Key::AltRight,
                pressed,
                ..
            } => self.is_alt_right_held = *pressed,
            Event::Key { physical_key, .. } => {
                if let Some(press) = press.filter(|press| !is_modifier(press.key)) {
                    return self.read_press(press, physical_key);
                }
            }
            _ => {}
        }
        true
    }

    /// Whether a press is kept; it loses its place if that does not count.
    fn read_press(&mut self, press: KeyEvent<'_>, counts: &mut Option<Key>) -> bool {
        if self.is_composing && press.text.is_none() {
            return false;
        }
        self.is_composing = false;
        // Without a place the key comes from no keyboard.
        let Some(place) = press.place else {
            return true;
        };
        let Modifiers { alt, ctrl, .. } = press.modifiers;
        let has_modifier = alt || ctrl || press.modifiers.command;
        let is_composed = std::mem::take(&mut self.is_dead_key_pending) && !has_modifier;
        if is_composed && (press.text.is_some() || press.key == Key::Backspace) {
            return false;
        }
        if !is_character(press.key) {
            return true;
        }
        if !has_modifier && press.text.is_none() {
            self.is_dead_key_pending = true;
            return false;
        }
        let is_alt_gr_held = self.is_alt_right_held && !alt;
        if let Some(typed) = press.character()
            && !has_modifier
            && !is_alt_gr_held
        {
            self.learn(place, press.modifiers.shift, typed);
        }
        // Some keys type several characters, such as the Arabic lam with alef.
        let typed = press.text.and_then(|text| text.chars().next());
        if is_alt_gr_held {
            *counts = None;
        } else if let Some(typed) = typed {
            counts.take_if(|place| !self.counts(*place, typed));
        } else if press.key != place {
            // egui has a name for what it types.
            let typed = character_of(press.key);
            counts.take_if(|place| typed.is_some_and(|typed| !self.counts(*place, typed)));
        } else if press.text.is_none() {
            return !self.types_unnamed(place, press.modifiers.shift);
        }
        true
    }

    /// Remembers what a key types.
    fn learn(&mut self, place: Key, shift: bool, typed: char) {
        if !shift && typed.is_alphabetic() && is_letter(place) {
            let lacks_latin = !is_latin(typed);
            if lacks_latin != self.lacks_latin {
                // The layout has been switched.
                self.seen.clear();
                self.has_switched = true;
            }
            self.lacks_latin = lacks_latin;
        }
        self.has_learned |= self.seen.insert((place, shift), typed) != Some(typed);
    }

    /// Takes what the system tells of the keys: what each types without other keys, and what a US keyboard has at
    /// its place.
    pub fn learn_layout(&mut self, letters: &[(char, char)]) {
        let keys = letters.iter().filter_map(|(place, typed)| {
            let place = Key::from_name(&place.to_uppercase().to_string())?;
            Some(((place, false), *typed))
        });
        let told: BTreeMap<(Key, bool), char> = keys.collect();
        let is_known = told
            .iter()
            .all(|(key, typed)| self.seen.get(key) == Some(typed));
        if told.is_empty() || is_known {
            return;
        }
        let mut typed = told.iter().filter(|((place, _), _)| is_letter(*place));
        self.lacks_latin = typed.any(|(_, typed)| is_of_other_script(*typed));
        self.seen = told;
        self.has_learned = true;
    }

    /// Whether the script of what is typed has changed since the system was asked for the layout.
    pub fn take_switched(&mut self) -> bool {
        std::mem::take(&mut self.has_switched)
    }

    /// The letters that the keyboard has, as far as the keys that were pressed before this frame tell.
    pub fn letters(&self) -> &KeyLetters {
        &self.letters
    }

    fn learned_letters(&self) -> KeyLetters {
        let plain = self.seen.iter().filter(|((_, shift), _)| !shift);
        KeyLetters::of(plain.map(|((place, _), typed)| {
            let placed = character_of(*place).filter(|_| is_letter(*place));
            (*typed, placed.filter(|_| is_of_other_script(*typed)))
        }))
    }

    /// A letter or digit that answers something, as it is printed on its key, as far as that is known.
    pub fn printed_letter(&self, letter: char) -> String {
        let written: String = letter.to_uppercase().collect();
        let press = KeyPress {
            key: written.clone(),
            ..KeyPress::default()
        };
        let printed = self.printed(&press);
        printed.map_or(written, |printed| printed.key)
    }

    /// Whether the place of a key counts besides the character that it types.
    fn counts(&self, place: Key, typed: char) -> bool {
        if digit(place).is_some() || is_of_other_script(typed) {
            return true;
        }
        // A sign among the letters of a layout without Latin letters.
        self.lacks_latin && is_letter(place) && !typed.is_alphanumeric()
    }

    /// Whether a key that egui reports by its place is known to type something else there: `ü` is not `[`.
    fn types_unnamed(&self, place: Key, shift: bool) -> bool {
        let seen = self.seen.get(&(place, shift));
        let Some(typed) = seen.or_else(|| self.seen.get(&(place, false))) else {
            return false;
        };
        // If egui had a name for it, another layout is in use by now.
        let has_name = Key::from_name(&typed.to_string()).is_some();
        // A keypad has these signs too, and reports them alike.
        let is_on_keypad = matches!(
            place,
            Key::Minus | Key::Plus | Key::Period | Key::Comma | Key::Slash | Key::Equals
        );
        let is_sign_of_keypad = is_on_keypad && !typed.is_alphabetic();
        !has_name && !is_sign_of_keypad && !self.counts(place, *typed)
    }

    /// How a key press is printed on the keyboard in use, as far as the keys that were pressed tell: a
    /// command's `[` is on the key `Х` of a Russian layout. `None` if it is printed as it is called.
    pub fn printed(&self, press: &KeyPress) -> Option<KeyPress> {
        let place = Key::from_name(&press.key).filter(|key| is_character(*key))?;
        let typed = *self.seen.get(&(place, false))?;
        let is_elsewhere = || {
            let mut seen = self.seen.iter();
            seen.any(|(_, typed)| character_of(place) == Some(*typed))
        };
        if !self.lacks_latin || !is_of_other_script(typed) || is_elsewhere() {
            return None;
        }
        Some(KeyPress {
            key: typed.to_uppercase().collect(),
            ..press.clone()
        })
    }
}

/// The character that a key is named after, small.
fn character_of(key: Key) -> Option<char> {
    const SIGNS: &str = ":,-.+=;\\/|?![]{}`'";
    let mut name = key.name().chars();
    match (name.next(), name.next()) {
        (Some(letter), None) => letter.to_lowercase().next(),
        _ => SIGNS
            .chars()
            .find(|sign| Key::from_name(&sign.to_string()) == Some(key)),
    }
}

fn is_letter(place: Key) -> bool {
    is_character(place) && place.name().len() == 1 && digit(place).is_none()
}

fn is_of_other_script(character: char) -> bool {
    character.is_alphabetic() && !is_latin(character)
}

/// Whether a letter is Latin, with or without marks.
fn is_latin(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{2B8}'
        | '\u{1D00}'..='\u{1DBF}'
        | '\u{1E00}'..='\u{1EFF}'
        | '\u{2C60}'..='\u{2C7F}'
        | '\u{A720}'..='\u{A7FF}'
        | '\u{AB30}'..='\u{AB6F}'
        | '\u{FF21}'..='\u{FF5A}')
}
