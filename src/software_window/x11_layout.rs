//! The letters on the keys of an X11 keyboard, as the layout in use has them.
//!
//! It knows the X server and nothing of what keys do. The connection is our own, as that of
//! [`x11_wire`](crate::x11_wire).

use x11rb::connection::Connection as _;
use x11rb::protocol::xkb::ConnectionExt as _;
use x11rb::protocol::xproto::ConnectionExt as _;

/// The keys by what a US keyboard has on them, in rows, each with the code of its first key.
const ROWS: [(&str, u8); 4] = [
    ("1234567890-=", 10),
    ("qwertyuiop[]", 24),
    ("asdfghjkl;'`", 38),
    ("zxcvbnm,./", 52),
];

/// The core keyboard of the extension XKB.
const CORE_KEYBOARD: u16 = 0x100;

/// Cyrillic letters in the order of their key symbols: those from `0x6A1`, and those from `0x6C0`.
const CYRILLIC_MARKED: &str = "ђѓёєѕіїјљњћќґўџ";
const CYRILLIC: &str = "юабцдефгхийклмнопярстужвьызшэщчъ";

/// Greek letters in the order of their key symbols, from `0x7E1`.
const GREEK: &str = "αβγδεζηθικλμνξοπρσςτυφχψω";

/// What the keys type without other keys, each with what a US keyboard has at its place. `None` where the X server
/// does not tell.
pub fn layout_letters() -> Option<Vec<(char, char)>> {
    let (connection, _) = x11rb::connect(None).ok()?;
    let setup = connection.setup();
    let (first, last) = (setup.min_keycode, setup.max_keycode);
    let count = last.checked_sub(first)?.checked_add(1)?;
    let mapping = connection.get_keyboard_mapping(first, count).ok()?;
    let supported = connection.xkb_use_extension(1, 0).ok()?.reply();
    let group = supported.ok().filter(|answer| answer.supported).map(|_| {
        let state = connection.xkb_get_state(CORE_KEYBOARD).ok()?;
        Some(u8::from(state.reply().ok()?.group))
    });
    let group = group.flatten().unwrap_or(0);
    let mapping = mapping.reply().ok()?;
    let width = usize::from(mapping.keysyms_per_keycode);
    let symbol = |code: u8| {
        let key = usize::from(code.checked_sub(first)?).checked_mul(width)?;
        let symbols = mapping.keysyms.get(key..key.checked_add(width)?)?;
        // Two levels for each group; a key without symbols in a group has those of the first.
        let own = symbols
            .get(2 * usize::from(group))
            .filter(|symbol| **symbol != 0);
        own.or(symbols.first()).copied()
    };
    let keys = ROWS
        .iter()
        .flat_map(|(row, first)| row.chars().zip(*first..));
    let letters = keys.filter_map(|(place, code)| Some((place, character(symbol(code)?)?)));
    Some(letters.collect())
}

/// The character of a key symbol, if it is one that a letter or a sign has.
fn character(symbol: u32) -> Option<char> {
    let nth = |letters: &str, first: u32| {
        let index = usize::try_from(symbol.checked_sub(first)?).ok()?;
        letters.chars().nth(index)
    };
    match symbol {
        0x20..=0x7E | 0xA0..=0xFF => char::from_u32(symbol),
        0x5C1..=0x5DA => char::from_u32(symbol - 0x5C1 + 0x621),
        0x5E0..=0x5EA => char::from_u32(symbol - 0x5E0 + 0x640),
        0x6A1..=0x6AF => nth(CYRILLIC_MARKED, 0x6A1),
        0x6C0..=0x6DF => nth(CYRILLIC, 0x6C0),
        0x7E1..=0x7F9 => nth(GREEK, 0x7E1),
        0xCE0..=0xCFA => char::from_u32(symbol - 0xCE0 + 0x5D0),
        0xDA1..=0xDF9 => char::from_u32(symbol - 0xDA1 + 0xE01),
        0x0100_0000..=0x0110_FFFF => char::from_u32(symbol - 0x0100_0000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_symbols_are_the_characters_that_they_type() {
        for (symbol, wanted) in [
            (0x61, Some('a')),
            (0xE9, Some('é')),
            (0x6C6, Some('ф')),
            (0x6D1, Some('я')),
            (0x6DA, Some('з')),
            (0x6A6, Some('і')),
            (0x6A7, Some('ї')),
            (0x6AD, Some('ґ')),
            (0x7E1, Some('α')),
            (0x7F3, Some('ς')),
            (0x7F9, Some('ω')),
            (0xCE0, Some('א')),
            (0xCFA, Some('ת')),
            (0x5E4, Some('ل')),
            (0x0100_0561, Some('ա')),
            // A dead key, and Shift.
            (0xFE52, None),
            (0xFFE1, None),
            (0, None),
        ] {
            assert_eq!(character(symbol), wanted, "{symbol:x}");
        }
    }
}
