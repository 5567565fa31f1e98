//! Label colours, and their hexadecimal notation `#2563B0`.

/// A colour for the light theme and one for the dark theme, as sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelColor {
    pub light: [u8; 3],
    pub dark: [u8; 3],
}

/// Formats an sRGB colour for files and fields: `#2563B0`.
pub fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02X}{g:02X}{b:02X}")
}

/// Parses an sRGB colour such as `#2563B0`.
pub fn rgb(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let [_, r, g, b] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([r, g, b])
}
