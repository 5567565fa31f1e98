//! How wide a text is, about: what places are left for labels must not depend on the fonts of a machine.

/// The advances of the characters from the space to `~` in the sans face of the program, in thousandths of
/// its size.
const ASCII: [u16; 95] = [
    281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 648, 648, 648,
    648, 648, 648, 648, 648, 648, 648, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601,
    590, 746, 743, 269, 571, 672, 565, 903, 753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682,
    679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612, 583, 370, 613, 591, 242, 242, 549,
    242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426, 333, 426, 662,
];

/// The width of a text on one line, in the unit of `size`.
pub fn text_width(text: &str, size: f32) -> f32 {
    let thousandths: u32 = text.chars().map(advance).sum();
    thousandths as f32 * size / 1000.0
}

fn advance(c: char) -> u32 {
    let code = c as u32;
    if let Some(advance) = code.checked_sub(32).and_then(|at| ASCII.get(at as usize)) {
        return u32::from(*advance);
    }
    match code {
        // Controls, combining marks, what joins, isolates or selects.
        0..=0x1F
        | 0x7F..=0x9F
        | 0x300..=0x36F
        | 0x591..=0x5BD
        | 0x610..=0x61A
        | 0x64B..=0x65F
        | 0x200B..=0x200F
        | 0x202A..=0x202E
        | 0x2060..=0x2069
        | 0xFE00..=0xFE0F => 0,
        // Scripts whose characters fill a square, and pictures.
        0x1100..=0x115F
        | 0x2E80..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE4F
        | 0xFF00..=0xFF60
        | 0x1F300..=0x1FAFF
        | 0x20000..=0x3FFFD => 1000,
        0x590..=0x8FF => 560,
        0x2014 | 0x2026 => 1000,
        _ => 640,
    }
}

/// A text that is not wider than `width`, cut with “…” where it has no room.
pub fn shortened(text: &str, size: f32, width: f32) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let room = width - text_width("…", size);
    let mut used = 0.0;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        used += advance(c) as f32 * size / 1000.0;
        if used > room {
            break;
        }
        end = at + c.len_utf8();
    }
    format!("{}…", text[..end].trim_end())
}
