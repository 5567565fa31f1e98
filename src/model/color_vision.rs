//! Checks whether colours are distinguishable, also with colour blindness, and whether their
//! contrast with the page is sufficient.
//!
//! Colour blindness is simulated after Machado, Oliveira and Fernandes, “A Physiologically-based
//! Model for Simulation of Color Vision Deficiency”, IEEE TVCG 15(6), 2009, at full severity, in
//! linear sRGB. Distances are Euclidean in Oklab (Ottosson, “A perceptual color space for image
//! processing”, 2020). Contrast is that of WCAG 2.2.
//!
//! Limitation: eyes differ, and people with weaker forms of each kind distinguish more colours than
//! this simulation.

use super::color::LabelColor;

/// The least Oklab distance of distinguishable colours. Side by side, people just distinguish
/// patches at about 0.02; an underline is thinner, and its neighbour is elsewhere on the page.
pub const LEAST_DISTANCE: f32 = 0.03;

/// Contrast that a label's colour needs on the page, as for any graphic in WCAG 2.2.
pub const LEAST_CONTRAST: f32 = 3.0;

/// How a reader sees colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vision {
    Usual,
    /// Without long-wave cones: about 1 man in 100.
    Protan,
    /// Without middle-wave cones: about 1 man in 100.
    Deutan,
    /// Without short-wave cones: rare.
    Tritan,
}

impl Vision {
    /// All of them, the commonest first.
    pub const ALL: [Self; 4] = [Self::Usual, Self::Deutan, Self::Protan, Self::Tritan];

    /// The readers with this vision, in words that follow what they see.
    pub fn readers(self) -> &'static str {
        match self {
            Self::Usual => "",
            Self::Protan => " by readers who are blind to red",
            Self::Deutan => " by readers who are blind to green",
            Self::Tritan => " by readers who are blind to blue",
        }
    }

    /// Rows of the matrix from linear sRGB to what is seen, as linear sRGB (Machado et al. 2009,
    /// table of severity 1.0).
    fn matrix(self) -> [[f32; 3]; 3] {
        match self {
            Self::Usual => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protan => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deutan => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritan => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        }
    }
}

/// How far apart two sRGB colours are for a reader: 0 for the same, about 1 from black to white.
pub fn distance(a: [u8; 3], b: [u8; 3], vision: Vision) -> f32 {
    let (a, b) = (oklab(seen(a, vision)), oklab(seen(b, vision)));
    let squares = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b));
    squares.sum::<f32>().sqrt()
}

/// The commonest vision with which the two colours are not distinguishable, if there is one.
pub fn confused(a: [u8; 3], b: [u8; 3]) -> Option<Vision> {
    let confuses = |vision: &Vision| distance(a, b, *vision) < LEAST_DISTANCE;
    Vision::ALL.into_iter().find(confuses)
}

/// The contrast of two sRGB colours as in WCAG 2.2: from 1 to 21.
pub fn contrast(a: [u8; 3], b: [u8; 3]) -> f32 {
    let luminance = |color: [u8; 3]| {
        let [r, g, b] = color.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Completes a colour that was chosen for the light theme only: with its pair in [`SERIES`], or
/// with one half way to white for the dark theme.
pub fn pair_of(light: [u8; 3]) -> LabelColor {
    let known = SERIES.into_iter().find(|pair| pair.light == light);
    known.unwrap_or(LabelColor {
        light,
        dark: light.map(|channel| channel / 2 + 128),
    })
}

/// Pairs of colours for labels (light and dark theme), each with sufficient contrast to the page.
pub const SERIES: [LabelColor; 12] = [
    pair(0x25_63_B0, 0x7D_B0_F2),
    pair(0xA6_5A_00, 0xF0_AE_4A),
    pair(0x0B_7A_5F, 0x4C_C9_A6),
    pair(0x7A_4F_B5, 0xBF_A0_F5),
    pair(0xA3_3A_6B, 0xF0_8F_B8),
    pair(0x5B_6B_00, 0xBB_CB_55),
    pair(0x8A_3B_2A, 0xEE_9A_85),
    pair(0x00_4F_6E, 0x5F_C3_EA),
    pair(0x4A_2C_7A, 0x9A_86_FF),
    pair(0x1E_1E_28, 0xFF_FF_FF),
    pair(0xC2_2E_2E, 0xFF_6E_6E),
    pair(0x6B_6B_73, 0x9A_9A_A2),
];

const fn pair(light: u32, dark: u32) -> LabelColor {
    const fn rgb(hex: u32) -> [u8; 3] {
        let [_, r, g, b] = hex.to_be_bytes();
        [r, g, b]
    }
    LabelColor {
        light: rgb(light),
        dark: rgb(dark),
    }
}

fn linear(channel: u8) -> f32 {
    let value = f32::from(channel) / 255.0;
    if value <= 0.040_45 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

/// Simulates how a reader sees a colour, as linear sRGB.
fn seen(color: [u8; 3], vision: Vision) -> [f32; 3] {
    let rgb = color.map(linear);
    vision.matrix().map(|row| dot(row, rgb).clamp(0.0, 1.0))
}

fn oklab(rgb: [f32; 3]) -> [f32; 3] {
    let cones = [
        [0.412_221_46, 0.536_332_55, 0.051_445_995],
        [0.211_903_5, 0.680_699_5, 0.107_396_96],
        [0.088_302_46, 0.281_718_85, 0.629_978_7],
    ];
    let lms = cones.map(|row| dot(row, rgb).cbrt());
    let lab = [
        [0.210_454_26, 0.793_617_8, -0.004_072_047],
        [1.977_998_5, -2.428_592_2, 0.450_593_7],
        [0.025_904_037, 0.782_771_77, -0.808_675_77],
    ];
    lab.map(|row| dot(row, lms))
}

fn dot(a: [f32; 3], b: [f32; 3]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn red_and_green_are_one_to_those_who_lack_a_cone() {
        let (red, green, blue) = ([0xB8, 0x4A, 0x3A], [0x7A, 0x70, 0x1F], [0x25, 0x63, 0xB0]);
        assert!(distance(red, green, Vision::Usual) > 0.1);
        assert!(distance(red, green, Vision::Deutan) < distance(red, green, Vision::Usual) / 2.0);
        assert_eq!(confused(red, blue), None);
        assert_eq!(confused(red, red), Some(Vision::Usual));
        // Event and Time of the built-in codebook, which is why Time is off.
        assert_eq!(
            confused([0x0B, 0x7A, 0x5F], [0xA3, 0x3A, 0x6B]),
            Some(Vision::Deutan)
        );
    }

    #[test]
    fn grey_stays_grey_to_everybody() {
        for vision in Vision::ALL {
            let [l, a, b] = oklab(seen([128, 128, 128], vision));
            assert!((l - 0.6).abs() < 0.01, "{vision:?} {l}");
            assert!(a.abs() < 0.01 && b.abs() < 0.01, "{vision:?} {a} {b}");
        }
    }

    #[test]
    fn contrast_runs_from_one_to_twenty_one() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.01);
        assert_eq!(contrast([9, 99, 199], [9, 99, 199]), 1.0);
    }
}
