//! User settings, the same for all projects. Their defaults are in `impl Default for Settings` and
//! nowhere else.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    System,
    Light,
    Dark,
    /// Black on white or white on black, as the system is light or dark.
    HighContrast,
    /// Black on white.
    HighContrastLight,
    /// White on black.
    HighContrastDark,
}

impl Theme {
    /// Whether it is one of high contrast.
    pub fn is_high_contrast(self) -> bool {
        match self {
            Self::System | Self::Light | Self::Dark => false,
            Self::HighContrast | Self::HighContrastLight | Self::HighContrastDark => true,
        }
    }
}

/// What draws the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Renderer {
    /// The graphics card if there is one, otherwise the processor.
    #[default]
    Auto,
    /// The graphics card.
    Gpu,
    /// The processor.
    Software,
}

/// The language of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WindowLanguage {
    /// The first language of the system's that the window speaks.
    #[default]
    System,
    English,
    German,
    Ukrainian,
    Russian,
    French,
    Spanish,
}

impl WindowLanguage {
    /// All, in the order of the setting.
    pub const ALL: [Self; 7] = [
        Self::System,
        Self::English,
        Self::German,
        Self::Ukrainian,
        Self::Russian,
        Self::French,
        Self::Spanish,
    ];
}

/// How much of an annotation a screen reader says when the caret comes to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpokenAnnotations {
    /// Its label, its entity, and what is required and missing.
    #[default]
    Full,
    /// Its label.
    Short,
    Off,
}

/// Whether controls fade and the caret blinks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", from = "StoredAnimations")]
pub enum Animations {
    /// As the system says.
    #[default]
    System,
    On,
    Off,
}

/// Animations as they are stored; earlier versions stored a yes, which was the default, or a no.
#[derive(Deserialize)]
#[serde(untagged)]
enum StoredAnimations {
    Flag(bool),
    Name(AnimationsName),
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum AnimationsName {
    System,
    On,
    Off,
}

impl From<StoredAnimations> for Animations {
    fn from(stored: StoredAnimations) -> Self {
        match stored {
            StoredAnimations::Flag(true) | StoredAnimations::Name(AnimationsName::System) => {
                Self::System
            }
            StoredAnimations::Name(AnimationsName::On) => Self::On,
            StoredAnimations::Flag(false) | StoredAnimations::Name(AnimationsName::Off) => {
                Self::Off
            }
        }
    }
}

/// The font of the article's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Font {
    /// The bundled serif, made for long reading.
    Serif,
    /// The bundled sans-serif.
    Sans,
    /// A font family of the system, by its name.
    Family(String),
}

/// Settings as stored in the user's state folder; a missing one has its default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Settings {
    pub theme: Theme,
    pub language: WindowLanguage,
    /// Size of the article's text, in points.
    pub text_size: f32,
    /// Line spacing, as a multiple of the size.
    pub line_height: f32,
    /// Line length, in characters of average width.
    pub measure: f32,
    pub font: Font,
    #[serde(alias = "motion")]
    pub animations: Animations,
    /// Whether everything is as much larger as text is on the whole system.
    pub system_text_scale: bool,
    /// How large everything is in the window, as a multiple of the usual size, besides the system's text
    /// scale.
    pub interface_size: f32,
    /// Whether the list of articles is shown.
    pub articles: bool,
    /// Whether the list of annotations is shown.
    pub inspector: bool,
    /// Whether the legend is shown.
    pub legend: bool,
    /// Whether the history is shown.
    pub history: bool,
    /// Whether tags in the margin name the annotations that begin on a line.
    pub margin_tags: bool,
    /// How much of an annotation a screen reader says when the caret comes to it.
    pub spoken: SpokenAnnotations,
    /// The coder's short name (coder ID), written into each annotation; empty for no coder.
    pub coder: String,
    /// The user's own key bindings, by the command's id; a command that is not here has the default
    /// keys of the table. An empty list removes all keys.
    pub keys: BTreeMap<String, Vec<String>>,
    /// Position and size of the window when it was last open.
    pub window: Option<WindowPlace>,
    pub sizes: Sizes,
    /// What draws the window, from the next start on.
    pub renderer: Renderer,
    pub suggestions: SuggestionSettings,
}

/// What is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct SuggestionSettings {
    /// Whether suggestions are learned and shown.
    pub shown: bool,
    /// The least confidence of what is shown, from 0 to 1.
    pub least_confidence: f64,
    /// Whether labels that the codebook marks as judgement are suggested.
    pub judgements: bool,
    /// The least precision, measured in finished articles, of such labels, from 0 to 1.
    pub least_precision: f64,
}

impl Default for SuggestionSettings {
    fn default() -> Self {
        Self {
            shown: false,
            least_confidence: 0.5,
            judgements: false,
            least_precision: 0.6,
        }
    }
}

/// A window's position on the screen, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Its size while it is free: neither maximised nor filling the screen nor in a tile.
    pub size: [f32; 2],
    /// Its upper left corner with the frame while it is free; `None` if the system has not reported it.
    pub corner: Option<[f32; 2]>,
    pub maximised: bool,
    /// Whether it fills the screen.
    #[serde(default)]
    pub full_screen: bool,
}

impl WindowPlace {
    /// The size, limited to what is usable and what a graphics card can draw.
    pub fn sensible_size(&self) -> [f32; 2] {
        let within = |length: f32, least: f32| {
            let length = if length.is_finite() { length } else { least };
            length.clamp(least, 8192.0)
        };
        let [width, height] = self.size;
        [
            within(width, Self::LEAST[0]),
            within(height, Self::LEAST[1]),
        ]
    }

    /// The minimum window size in which everything can be reached.
    pub const LEAST: [f32; 2] = [560.0, 400.0];
}

/// The layout of the window; a size in points is `None` until the user sets one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sizes {
    /// Width of the list of articles.
    pub articles: Option<f32>,
    /// Width of the panel with annotations and history.
    pub annotations: Option<f32>,
    /// Height of the history.
    pub history: Option<f32>,
    /// Height of the concordance.
    pub concordance: Option<f32>,
    /// Width of the results of all articles, or their height where they stand below the page.
    pub explore: Option<f32>,
    /// Share of the page that the left of two articles has, between 0 and 1.
    pub left: f32,
}

impl Default for Sizes {
    fn default() -> Self {
        Self {
            articles: None,
            annotations: None,
            history: None,
            concordance: None,
            explore: None,
            left: 0.5,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            language: WindowLanguage::System,
            text_size: 18.0,
            line_height: 1.55,
            measure: 68.0,
            font: Font::Serif,
            animations: Animations::System,
            system_text_scale: true,
            interface_size: 1.0,
            articles: true,
            inspector: true,
            legend: true,
            history: false,
            margin_tags: false,
            spoken: SpokenAnnotations::default(),
            coder: String::new(),
            keys: BTreeMap::new(),
            window: None,
            sizes: Sizes::default(),
            renderer: Renderer::Auto,
            suggestions: SuggestionSettings::default(),
        }
    }
}

impl Settings {
    /// The range of text sizes, in points.
    pub const TEXT_SIZE: RangeInclusive<f32> = 11.0..=40.0;
    /// The range of line spacings, as multiples of the size.
    pub const LINE_HEIGHT: RangeInclusive<f32> = 1.2..=2.4;
    /// The range of line lengths, in characters.
    pub const MEASURE: RangeInclusive<f32> = 40.0..=120.0;

    /// The sizes of the interface that zooming goes through, as multiples of the usual one.
    pub const INTERFACE_SIZES: [f32; 14] = [
        0.5, 0.67, 0.75, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0,
    ];

    /// Makes everything in the window larger or smaller by a step.
    pub fn zoom(&mut self, is_larger: bool) {
        let now = self.interface_size;
        let mut sizes = Self::INTERFACE_SIZES.into_iter();
        let next = match is_larger {
            true => sizes.find(|size| *size > now + 0.01),
            false => sizes.rfind(|size| *size < now - 0.01),
        };
        self.interface_size = next.unwrap_or(now);
    }

    /// Makes everything in the window as large as usual.
    pub fn reset_zoom(&mut self) {
        self.interface_size = Self::default().interface_size;
    }

    /// Zooms the article's text by some points, within the limits.
    pub fn scale_text(&mut self, points: f32) {
        self.text_size =
            (self.text_size + points).clamp(*Self::TEXT_SIZE.start(), *Self::TEXT_SIZE.end());
    }

    /// Resets the article's text to the defaults.
    pub fn reset_text(&mut self) {
        self.text_size = Self::default().text_size;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_animations_of_earlier_versions_are_read() {
        for (stored, wanted) in [
            (r#"{"motion":true}"#, Animations::System),
            (r#"{"motion":false}"#, Animations::Off),
            (r#"{"animations":"on"}"#, Animations::On),
            (r#"{"animations":"system"}"#, Animations::System),
            ("{}", Animations::System),
        ] {
            let settings: Settings = serde_json::from_str(stored).expect("settings");
            assert_eq!(settings.animations, wanted, "{stored}");
            let text = serde_json::to_string(&settings).expect("a text");
            let again: Settings = serde_json::from_str(&text).expect("settings");
            assert_eq!(again, settings, "{text}");
        }
    }

    #[test]
    fn a_window_is_never_too_small_or_too_large() {
        for (size, want) in [
            ([1280.0, 800.0], [1280.0, 800.0]),
            ([3.0, f32::NAN], [560.0, 400.0]),
            ([1e9, -5.0], [8192.0, 400.0]),
        ] {
            let place = WindowPlace {
                size,
                corner: None,
                maximised: false,
                full_screen: false,
            };
            assert_eq!(place.sensible_size(), want);
        }
    }

    #[test]
    fn the_interface_is_zoomed_by_steps_up_to_four_times() {
        let mut settings = Settings::default();
        settings.zoom(true);
        assert_eq!(settings.interface_size, 1.1);
        for _ in 0..20 {
            settings.zoom(true);
        }
        assert_eq!(settings.interface_size, 4.0);
        for _ in 0..20 {
            settings.zoom(false);
        }
        assert_eq!(settings.interface_size, 0.5);
        // From a size between the steps.
        settings.interface_size = 1.3;
        settings.zoom(false);
        assert_eq!(settings.interface_size, 1.25);
        settings.reset_zoom();
        assert_eq!(settings, Settings::default());
    }

    #[test]
    fn text_is_zoomed_by_points_within_the_limits() {
        let mut settings = Settings {
            text_size: 20.0,
            ..Settings::default()
        };
        settings.scale_text(1.5);
        assert_eq!(settings.text_size, 21.5);
        settings.scale_text(-1.5);
        assert_eq!(settings.text_size, 20.0);
        settings.scale_text(f32::MAX);
        assert_eq!(settings.text_size, *Settings::TEXT_SIZE.end());
        settings.scale_text(f32::MIN);
        assert_eq!(settings.text_size, *Settings::TEXT_SIZE.start());
    }
}
