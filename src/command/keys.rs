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

/// The names of keys that type no character, other than `F1` to `F35`: the toolkit writes each word with a capital,
/// and all together.
const NAMES: [&str; 16] = [
    "left",
    "right",
    "up",
    "down",
    "home",
    "end",
    "page-up",
    "page-down",
    "insert",
    "delete",
    "backspace",
    "enter",
    "tab",
    "space",
    "escape",
    "browser-back",
];

/// Other names that people give to keys.
const ALIASES: [(&str, &str); 3] = [("esc", "escape"), ("del", "delete"), ("return", "enter")];

/// The sign that a key is named after, or else its name.
fn sign(name: &str) -> &str {
    match name {
        "Comma" => ",",
        "Period" => ".",
        "Colon" => ":",
        "Semicolon" => ";",
        "Slash" => "/",
        "Questionmark" => "?",
        "Exclamationmark" => "!",
        "Plus" => "+",
        "Minus" => "-",
        "Equals" => "=",
        "OpenBracket" => "[",
        "CloseBracket" => "]",
        "OpenCurlyBracket" => "{",
        "CloseCurlyBracket" => "}",
        "Backslash" => "\\",
        "Pipe" => "|",
        "Backtick" => "`",
        "Quote" => "'",
        name => name,
    }
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
                held if held.eq_ignore_ascii_case("Ctrl") => &mut press.ctrl,
                held if held.eq_ignore_ascii_case("Alt") => &mut press.alt,
                held if held.eq_ignore_ascii_case("Shift") => &mut press.shift,
                _ => return Err(not_a_key()),
            };
            *seen = true;
        }
        if key.is_empty() {
            return Err(not_a_key());
        }
        press.key = canonical(key);
        Ok(press)
    }
}

/// The name of a key as the toolkit reports it, whatever its capitals.
fn canonical(key: &str) -> String {
    let is_number = |key: &str| key.parse::<u8>().is_ok();
    let is_function = key.strip_prefix(['F', 'f']).is_some_and(is_number);
    if key.chars().count() == 1 || is_function {
        return key.to_uppercase();
    }
    let alias = ALIASES
        .iter()
        .find(|(alias, _)| key.eq_ignore_ascii_case(alias));
    let name = alias.map_or(key, |(_, name)| name);
    named(name).unwrap_or_else(|| key.to_owned())
}

/// The name that the toolkit gives to a key, from the same name in any capitals.
fn named(key: &str) -> Option<String> {
    let mut names = NAMES.iter();
    let words = names.find(|name| name.replace('-', "").eq_ignore_ascii_case(key))?;
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect::<String>()
    };
    Some(words.split('-').map(capital).collect())
}

/// Whether a character is composed of several keys or chosen from a list, and so no key of its own: Han, Kana
/// and Hangul.
fn is_composed(character: char) -> bool {
    matches!(character,
        '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{9FFF}' | '\u{A960}'..='\u{A97F}'
        | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
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
            "Minus" => "−",
            key => sign(key),
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

    /// Whether both are the same key, which may have a name or be the sign: `Slash` or `/`.
    pub fn is_same(&self, other: &Self) -> bool {
        let held = |press: &Self| (press.ctrl, press.alt, press.shift);
        held(self) == held(other) && sign(&self.key) == sign(&other.key)
    }

    /// Whether a keyboard can send it: a character, or a key that has a name.
    pub fn is_known(&self) -> bool {
        let key = sign(&self.key);
        let number = key.strip_prefix('F').and_then(|n| n.parse::<u8>().ok());
        let mut characters = key.chars();
        let is_character = match (characters.next(), characters.next()) {
            (Some(character), None) => !is_composed(character) && !character.is_control(),
            _ => false,
        };
        is_character
            || named(key).is_some()
            || number.is_some_and(|number| (1..=35).contains(&number))
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
            ("tab", "Tab"),
            ("ctrl+f5", "Ctrl+F5"),
            ("esc", "Escape"),
            ("PAGEUP", "PageUp"),
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
    fn a_sign_is_its_name_and_a_key_has_a_known_one() {
        let press = |text: &str| text.parse::<KeyPress>().expect("a key");
        assert!(press("Ctrl+Slash").is_same(&press("Ctrl+/")));
        assert!(press("-").is_same(&press("Minus")) && !press("-").is_same(&press("Plus")));
        assert!(!press("Ctrl+/").is_same(&press("/")));
        for key in ["é", "Ж", "F12", "PageUp", "Pipe", "+"] {
            assert!(press(key).is_known(), "{key}");
        }
        for key in ["Foo", "F0", "F99", "ab", "漢", "あ", "한", "\u{7}"] {
            assert!(!press(key).is_known(), "{key}");
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
