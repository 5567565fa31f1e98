//! What the user has set up, the same for all projects.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
    /// Black on white or white on black, as the system is light or dark.
    HighContrast,
}

/// The face of the article's text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Font {
    /// The bundled serif, made for long reading.
    #[default]
    Serif,
    /// The bundled sans.
    Sans,
    /// A family of the system, by its name.
    Family(String),
}

/// Settings as they are kept in the user's state folder; a missing one has its default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Settings {
    pub theme: Theme,
    /// Size of the article's text, in points.
    pub text_size: f32,
    /// Distance of its lines, as a multiple of the size.
    pub line_height: f32,
    /// Length of its lines, in characters of average width.
    pub measure: f32,
    pub font: Font,
    /// Whether controls fade and the caret blinks.
    pub motion: bool,
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
    /// The coder's short name, written into each annotation; empty for nobody.
    pub coder: String,
    /// The user's own keys, by the command's id; a command that is not here has those of the
    /// table. An empty list takes all keys away.
    pub keys: BTreeMap<String, Vec<String>>,
    /// Size of the window, in points.
    pub window: Option<[f32; 2]>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            text_size: 18.0,
            line_height: 1.55,
            measure: 68.0,
            font: Font::Serif,
            motion: true,
            articles: true,
            inspector: true,
            legend: true,
            history: false,
            margin_tags: false,
            coder: String::new(),
            keys: BTreeMap::new(),
            window: None,
        }
    }
}

impl Settings {
    /// Sizes of the article's text that can be read, in points.
    pub const TEXT_SIZE: RangeInclusive<f32> = 11.0..=40.0;
    /// Sensible distances of lines, as multiples of the size.
    pub const LINE_HEIGHT: RangeInclusive<f32> = 1.2..=2.4;
    /// Sensible lengths of lines, in characters.
    pub const MEASURE: RangeInclusive<f32> = 40.0..=120.0;

    /// Makes the article's text larger or smaller by some points, within reason.
    pub fn scale_text(&mut self, points: f32) {
        self.text_size =
            (self.text_size + points).clamp(*Self::TEXT_SIZE.start(), *Self::TEXT_SIZE.end());
    }

    /// Sets the article's text as it is in a new installation.
    pub fn reset_text(&mut self) {
        self.text_size = Self::default().text_size;
    }
}
