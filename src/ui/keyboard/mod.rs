//! What the keys of a frame mean: the one place where the window's key events are interpreted.
//!
//! It must not know commands, panels or what has the keyboard: it says which key presses of the command
//! table an event may stand for, and `app/keys` and the panels look these up.
//!
//! egui reports a key by the character of its layout where egui has a name for the character, and by its
//! place on a US keyboard otherwise: `ф`, `é`, `ą` (AltGr+A) and a dead key all arrive as the key of their
//! place. The text that a key types follows it as an event of its own. So three rules tell what is meant:
//!
//! 1. The character counts. It is the text, or else what the key has typed before.
//! 2. The place counts for digits, and where the character belongs to a script other than Latin.
//! 3. Dead keys, composed characters, what an input method composes, and what AltGr does not type mean
//!    nothing.
//!
//! [`KeyInput`] applies what depends on earlier keys: it removes presses that mean nothing, and the place
//! where only the character counts. [`presses`] and [`letters`] then read a single event.

mod alt_tap;
mod capture;
mod key_input;
mod key_repeat;
mod label_keys;
mod reading;

#[cfg(test)]
pub mod layouts;

pub use alt_tap::AltTap;
pub use capture::take_press;
pub use key_input::KeyInput;
pub use key_repeat::PressedKey;
pub use label_keys::label_keys;
pub use reading::{KeyEvent, is_character, letters, presses};
