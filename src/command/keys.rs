//! Keyboard shortcuts: parses and formats keys with modifiers, for the command table, codebooks and
//! the help sheet.

use std::fmt;
use std::str::FromStr;

/// A keyboard shortcut, such as `Ctrl+Shift+Z`.
///
/// `Ctrl` means the Command key on macOS. The key's name is the one that the window toolkit
/// reports: `A`, `1`, `Left`, `PageDown`, `Delete`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyPress {
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
    pub key: String,
}

/// Why a text is not a valid shortcut.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a key such as Ctrl+Shift+Z")]
pub struct NotAKey(String);

impl FromStr for KeyPress {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let not_a_key = || NotAKey(text.to_owned());
        let mut press = Self::default();
        // The last part is the key, which may itself be a plus sign.
        let (modifiers, key) = match text.strip_suffix("++") {
            Some(modifiers) => (modifiers, "+"),
            None if text == "+" => ("", "+"),
            None => text.rsplit_once('+').unwrap_or(("", text)),
        };
        for modifier in modifiers.split('+').filter(|part| !part.is_empty()) {
            let seen = match modifier {
                "Ctrl" => &mut press.ctrl,
                "Alt" => &mut press.alt,
                "Shift" => &mut press.shift,
                _ => return Err(not_a_key()),
            };
            *seen = true;
        }
        if key.is_empty() {
            return Err(not_a_key());
        }
        press.key = if key.chars().count() == 1 {
            key.to_uppercase()
        } else {
            key.to_owned()
        };
        Ok(press)
    }
}

impl fmt::Display for KeyPress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown(cfg!(target_os = "macos")))
    }
}

impl KeyPress {
    /// The display form, with the symbols of a Mac's keyboard or with words.
    pub fn shown(&self, mac: bool) -> String {
        let held = if mac {
            [(self.alt, "⌥"), (self.shift, "⇧"), (self.ctrl, "⌘")]
        } else {
            [
                (self.ctrl, "Ctrl+"),
                (self.alt, "Alt+"),
                (self.shift, "Shift+"),
            ]
        };
        let mut shown: String = held
            .iter()
            .filter(|(held, _)| *held)
            .map(|(_, name)| *name)
            .collect();
        shown.push_str(match self.key.as_str() {
            "Left" => "←",
            "Right" => "→",
            "Up" => "↑",
            "Down" => "↓",
            "Comma" => ",",
            "Period" => ".",
            "Slash" => "/",
            "Questionmark" => "?",
            "Plus" => "+",
            "Minus" => "−",
            "Equals" => "=",
            "OpenBracket" => "[",
            "CloseBracket" => "]",
            "OpenCurlyBracket" => "{",
            "CloseCurlyBracket" => "}",
            "Backslash" => "\\",
            "Pipe" => "|",
            key => key,
        });
        shown
    }

    /// The form for files; [`FromStr`] parses it.
    pub fn config_text(&self) -> String {
        let held = [
            (self.ctrl, "Ctrl+"),
            (self.alt, "Alt+"),
            (self.shift, "Shift+"),
        ];
        let held = held.iter().filter(|(held, _)| *held);
        held.map(|(_, name)| *name)
            .chain([self.key.as_str()])
            .collect()
    }

    /// Whether it types a character, so that it must not trigger a command while a text field has
    /// the focus.
    pub fn types_text(&self) -> bool {
        !self.ctrl && !self.alt && self.key.chars().count() == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_as_they_are_written() {
        for (text, shown) in [
            ("Ctrl+Shift+Z", "Ctrl+Shift+Z"),
            ("a", "A"),
            ("Shift+Left", "Shift+←"),
            ("+", "+"),
            ("Ctrl++", "Ctrl++"),
            ("Delete", "Delete"),
            ("Ctrl+OpenCurlyBracket", "Ctrl+{"),
            ("]", "]"),
        ] {
            let press: KeyPress = text.parse().expect(text);
            assert_eq!(press.shown(false), shown);
            assert_eq!(press.config_text().parse(), Ok(press));
        }
        for text in ["", "Ctrl+", "Hyper+A"] {
            assert!(text.parse::<KeyPress>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_mac_shows_its_own_signs() {
        let press: KeyPress = "Ctrl+Alt+Shift+Left".parse().expect("a key");
        assert_eq!(press.shown(true), "⌥⇧⌘←");
    }

    #[test]
    fn only_plain_characters_type_text() {
        let types = |text: &str| text.parse::<KeyPress>().is_ok_and(|key| key.types_text());
        assert!(types("A") && types("Shift+1") && types("/"));
        assert!(!types("Ctrl+A") && !types("Tab") && !types("Alt+1"));
    }
}
