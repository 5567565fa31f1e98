//! The body of a confirmation: a title, a text, and a button for each answer.
//!
//! It must not know what is confirmed. The buttons name their actions (never "OK"), and what an answer
//! means is up to the caller. [`super::modal`] draws the dialog around it.

use crate::ui::theme::{Palette, small, strong};

/// The name of the button that changes nothing.
pub const CANCEL: &str = "Cancel";

/// What is to be confirmed.
pub struct Confirmation<'t> {
    pub title: &'t str,
    /// The size of the title, in points.
    pub title_size: f32,
    /// What the user has to know, one paragraph each.
    pub text: &'t [String],
    /// A remark in second rank below it, or nothing.
    pub remark: &'t str,
}

impl Confirmation<'_> {
    /// Draws it with a button for each answer, of which `focus` may give one the keyboard. Returns the
    /// answer whose button was clicked.
    pub fn show<T>(
        &self,
        ui: &mut egui::Ui,
        palette: &Palette,
        answers: impl IntoIterator<Item = (&'static str, T)>,
        mut focus: impl FnMut(&egui::Ui, &egui::Response),
    ) -> Option<T> {
        ui.add(egui::Label::new(strong(self.title).size(self.title_size)).wrap());
        ui.add_space(6.0);
        for text in self.text {
            ui.add(egui::Label::new(text).wrap());
        }
        if !self.remark.is_empty() {
            ui.add(egui::Label::new(small(self.remark).color(palette.quiet)).wrap());
        }
        ui.add_space(12.0);
        let mut chosen = None;
        ui.horizontal(|ui| {
            for (name, answer) in answers {
                let button = ui.button(name);
                focus(ui, &button);
                if button.clicked() {
                    chosen = Some(answer);
                }
            }
        });
        chosen
    }
}
