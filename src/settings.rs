//! What the user has set up, the same for all projects.

use serde::{Deserialize, Serialize};

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
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
    /// Whether the list of articles is shown.
    pub articles: bool,
    /// Whether the list of annotations is shown.
    pub inspector: bool,
    /// Whether the legend is shown.
    pub legend: bool,
    /// Whether the history is shown.
    pub history: bool,
    /// The coder's short name, written into each annotation; empty for nobody.
    pub coder: String,
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
            articles: true,
            inspector: true,
            legend: true,
            history: false,
            coder: String::new(),
            window: None,
        }
    }
}

impl Settings {
    /// Makes the article's text larger or smaller by some points, within reason.
    pub fn scale_text(&mut self, points: f32) {
        self.text_size = (self.text_size + points).clamp(11.0, 40.0);
    }

    /// Sets the article's text as it is in a new installation.
    pub fn reset_text(&mut self) {
        self.text_size = Self::default().text_size;
    }
}
