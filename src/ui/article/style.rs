//! How the article is set and in which colours.

use egui::Color32;

use crate::model::LabelId;
use crate::model::codebook::{Codebook, LineStyle};
use crate::settings::{Font, Settings};
use crate::ui::theme::Palette;

/// The least contrast between the ink and anything that is behind it (WCAG AAA).
pub const INK_CONTRAST: f32 = 7.0;

/// The least contrast between the paper and the letter of a label on it.
const LETTER_CONTRAST: f32 = 5.0;

/// A family of faces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Family {
    /// The bundled serif, made for long reading.
    #[default]
    Serif,
    /// The bundled sans.
    Sans,
    /// A family of the system; where it lacks a character, the bundled ones follow.
    Named(String),
}

/// How heavy the strokes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Weight {
    #[default]
    Regular,
    Semibold,
}

/// How the article is set: what the reader chooses in the settings.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingStyle {
    /// Size of the type, in points.
    pub size: f32,
    /// Distance of baselines, as a multiple of the size.
    pub line_height: f32,
    /// Width of the column, in characters of average width.
    pub measure: f32,
    pub family: Family,
}

impl From<&Settings> for ReadingStyle {
    fn from(settings: &Settings) -> Self {
        Self {
            size: settings.text_size,
            line_height: settings.line_height,
            measure: settings.measure,
            family: match &settings.font {
                Font::Serif => Family::Serif,
                Font::Sans => Family::Sans,
                Font::Family(name) => Family::Named(name.clone()),
            },
        }
    }
}

impl Default for ReadingStyle {
    /// The style of the default settings.
    fn default() -> Self {
        Self::from(&Settings::default())
    }
}

/// Colours of the page; those of the labels come from the codebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageColors {
    /// The background of the page.
    pub paper: Color32,
    /// The text.
    pub ink: Color32,
    /// What must be seen but not read first: the scroll bar, a caret without focus.
    pub faint: Color32,
    /// Behind selected text.
    pub selection: Color32,
    pub caret: Color32,
    /// Focus.
    pub accent: Color32,
}

impl PageColors {
    /// The page in light surroundings.
    pub const LIGHT: Self = Self::of(&Palette::LIGHT);

    /// The page in dark surroundings.
    pub const DARK: Self = Self::of(&Palette::DARK);

    /// The page in the theme of the window.
    pub const fn of(palette: &Palette) -> Self {
        Self {
            paper: palette.paper,
            ink: palette.ink,
            caret: palette.ink,
            faint: palette.quiet,
            selection: palette.selection,
            accent: palette.accent,
        }
    }
}

/// What a label looks like on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    pub color: Color32,
    pub line: LineStyle,
    pub letter: char,
}

/// The look of a label; one that the codebook lacks is grey and dotted.
pub(super) fn label_look(codebook: &Codebook, label: &LabelId, dark: bool) -> Look {
    match codebook.label(label) {
        Some(label) => {
            let [r, g, b] = if dark {
                label.color.dark
            } else {
                label.color.light
            };
            Look {
                color: Color32::from_rgb(r, g, b),
                line: label.line,
                letter: label.letter(),
            }
        }
        None => Look {
            color: Color32::from_gray(if dark { 0xA0 } else { 0x70 }),
            line: LineStyle::Dotted,
            letter: '?',
        },
    }
}

/// `a` with a share `t` of `b` mixed in.
pub(super) fn mix(a: Color32, b: Color32, t: f32) -> Color32 {
    let channel = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * t).round() as u8;
    Color32::from_rgb(
        channel(a.r(), b.r()),
        channel(a.g(), b.g()),
        channel(a.b(), b.b()),
    )
}

/// The contrast ratio of two colours, from 1 to 21 (WCAG).
pub(super) fn contrast(a: Color32, b: Color32) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// For letters on a label's colour: the paper's or the ink's, whichever is read better.
pub(super) fn ink_on(colors: &PageColors, ground: Color32) -> Color32 {
    if contrast(ground, colors.paper) >= contrast(ground, colors.ink) {
        colors.paper
    } else {
        colors.ink
    }
}

/// A label's colour for letters on the paper, as much darker or brighter as reading them takes.
pub(super) fn letter_color(colors: &PageColors, hue: Color32) -> Color32 {
    let shares = (0..=10u8).map(|tenth| f32::from(tenth) / 10.0);
    let mut darker = shares.map(|share| mix(hue, colors.ink, share));
    let legible = darker.find(|color| contrast(*color, colors.paper) >= LETTER_CONTRAST);
    legible.unwrap_or(colors.ink)
}

/// Whether letters of this colour are brighter than what is behind them, most likely.
pub(super) fn is_bright(color: Color32) -> bool {
    luminance(color) > 0.35
}

/// The paper tinted with a hue, at most as strong as wished and so that the ink keeps its contrast.
pub(super) fn tint(colors: &PageColors, hue: Color32, strength: f32) -> Color32 {
    legible(
        colors,
        |strength| mix(colors.paper, hue, strength),
        strength,
    )
}

/// The strongest of a scale of backgrounds on which the ink keeps its contrast.
fn legible(colors: &PageColors, scale: impl Fn(f32) -> Color32, strength: f32) -> Color32 {
    let mut strength = strength;
    // A theme whose ink has too little contrast to its paper keeps its paper.
    while strength > 0.01 {
        let color = scale(strength);
        if contrast(color, colors.ink) >= INK_CONTRAST {
            return color;
        }
        strength -= 0.02;
    }
    scale(0.0)
}

/// The selection's colour, weakened until the ink keeps its contrast.
pub(super) fn selection(colors: &PageColors) -> Color32 {
    legible(
        colors,
        |strength| mix(colors.paper, colors.selection, strength),
        1.0,
    )
}

fn luminance(color: Color32) -> f32 {
    let linear = |channel: u8| {
        let c = f32::from(channel) / 255.0;
        if c <= 0.040_45 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_keeps_its_contrast_on_every_tint() {
        let hues = [
            Color32::from_rgb(0, 0, 0),
            Color32::from_rgb(255, 255, 255),
            Color32::from_rgb(0x1F, 0x5F, 0xBF),
            Color32::from_rgb(0xB2, 0x6B, 0x00),
        ];
        for colors in [PageColors::LIGHT, PageColors::DARK] {
            for hue in hues {
                for strength in [0.1, 0.3, 0.9] {
                    let ground = tint(&colors, hue, strength);
                    assert!(contrast(ground, colors.ink) >= INK_CONTRAST, "{hue:?}");
                }
            }
            assert!(contrast(selection(&colors), colors.ink) >= INK_CONTRAST);
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        let got = contrast(Color32::BLACK, Color32::WHITE);
        assert!((got - 21.0).abs() < 0.01);
    }
}
