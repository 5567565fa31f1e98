//! Colours of highlights, on white paper.

/// The colour of text and of thin lines that must be read.
pub const INK: [u8; 3] = [0x1E, 0x1E, 0x28];
const PAPER: [u8; 3] = [0xFF, 0xFF, 0xFF];
/// How much of a label's colour is in its tint, in percent. Ink keeps a contrast of 4.5 to 1 (WCAG 2.2,
/// 1.4.3) even on the tint of black.
const STRENGTH: u32 = 22;
/// The same as the opacity of a colour, in two hexadecimal digits; ink can be read on two such layers.
pub const OPACITY: &str = "38";

/// The background of what an annotation covers: a little of the colours of all labels there.
pub fn tint(colors: &[[u8; 3]]) -> [u8; 3] {
    let count = u32::try_from(colors.len()).unwrap_or(u32::MAX).max(1);
    std::array::from_fn(|part| {
        let sum: u32 = colors.iter().map(|color| u32::from(color[part])).sum();
        let mean = if colors.is_empty() {
            u32::from(PAPER[part])
        } else {
            sum / count
        };
        let mixed = (mean * STRENGTH + u32::from(PAPER[part]) * (100 - STRENGTH)) / 100;
        u8::try_from(mixed).unwrap_or(u8::MAX)
    })
}

/// A colour as six hexadecimal digits.
pub fn digits([r, g, b]: [u8; 3]) -> String {
    format!("{r:02X}{g:02X}{b:02X}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::color_vision::contrast;

    #[test]
    fn ink_can_be_read_on_every_tint() {
        let levels = [0, 0x40, 0x80, 0xC0, 0xFF];
        for r in levels {
            for g in levels {
                for b in levels {
                    let background = tint(&[[r, g, b], [0, 0, 0]]);
                    assert!(contrast(INK, background) >= 4.5, "{background:?}");
                }
            }
        }
        let opacity = u32::from_str_radix(OPACITY, 16).expect("a number");
        assert_eq!((opacity * 100 + 127) / 255, STRENGTH);
        let layers = 255 * (100 - STRENGTH) / 100 * (100 - STRENGTH) / 100;
        let grey = [u8::try_from(layers).expect("a channel"); 3];
        assert!(contrast(INK, grey) >= 4.5, "{grey:?}");
        assert_eq!(tint(&[]), PAPER);
        assert_eq!(digits([0, 0xAB, 7]), "00AB07");
    }
}
