//! Glyph cache warm-up: rasterizes common letters ahead, one font face in each frame, while no
//! article is on screen. Without it an article's first frame has very many new glyphs and is slow.

use egui::{FontId, TextStyle, Ui};

use super::Shell;
use crate::ui::article::{Family, ReadingStyle};
use crate::ui::theme::{Palette, semibold};

/// Sample text with about the letters that an article's first screen needs.
const SAMPLE: &str = "The envoys of both sides said on Wednesday, 23 April 2025, that quick talks in London \
    had been “very useful”, but a deal was far off. “We expect an exchange of views by Friday, just as \
    Kyiv’s ministers hoped,” the Prime Minister’s office wrote; Zelenskyy and Putin did not reply (see \
    pages 6–7). New offers: 140 of 890 prisoners, no new zones. It is unclear who blocked the extra guarantees. ";

impl Shell {
    /// Rasterizes the letters of the next font face.
    pub(super) fn warm_up(&mut self, ui: &Ui) {
        let ink = Palette::of(ui).ink;
        let scale = ui.pixels_per_point();
        let page = ReadingStyle::from(&self.settings);
        let mut engine = |family: &Family, size: f32| {
            self.engine.prepare(SAMPLE, family, size * scale, ink);
        };
        let window = |font: FontId| {
            ui.fonts_mut(|fonts| fonts.layout_no_wrap(SAMPLE.to_owned(), font, ink));
        };
        let [body, small] = [TextStyle::Body, TextStyle::Small].map(|s| s.resolve(ui.style()));
        match self.warmed {
            0 => engine(&page.family, page.size),
            1 => engine(&Family::Sans, body.size),
            2 => engine(&Family::Sans, small.size),
            3 => window(FontId::new(body.size, semibold())),
            4 => window(body),
            5 => window(small),
            _ => return,
        }
        self.warmed += 1;
        ui.ctx().request_repaint();
    }
}
