//! A confirmation: a text, and a button for each answer, as a dialog or inside of one.
//!
//! It must not know what is confirmed. The buttons name their actions (never "OK"), and what an answer
//! means is up to the caller. The buttons stand as in [`super::dialog()`], the one that is asked for last.

use super::dialog::{DialogAction, DialogParts, actions_ui};
use crate::ui::theme::{Palette, small, strong};

/// What is to be confirmed.
pub struct Confirmation<'t> {
    /// The title inside of a dialog; a dialog of its own has one.
    pub title: &'t str,
    /// What the user has to know, one paragraph each.
    pub text: &'t [String],
    /// A remark in second rank below it, or nothing.
    pub remark: &'t str,
}

impl Confirmation<'_> {
    /// Fills a dialog with it. `answers` have a button each, the main one last. Returns the answer whose
    /// button was clicked.
    pub fn fill<T>(
        &self,
        dialog: &mut DialogParts<'_>,
        palette: &Palette,
        answers: Vec<(&'static str, T)>,
    ) -> Option<T> {
        dialog.body(true, |ui| self.text_ui(ui, palette));
        let buttons = dialog.actions("", &actions_of(&answers));
        if let Some(main) = buttons.last() {
            dialog.focus_first(main);
        }
        clicked(&buttons, answers)
    }

    /// Draws it inside of a dialog, of which `focus` may give the button of the main answer the keyboard.
    /// Returns the answer whose button was clicked.
    pub fn show<T>(
        &self,
        ui: &mut egui::Ui,
        palette: &Palette,
        answers: Vec<(&'static str, T)>,
        focus: impl FnOnce(&egui::Response),
    ) -> Option<T> {
        ui.add(egui::Label::new(strong(self.title).size(15.0)).wrap());
        ui.add_space(6.0);
        self.text_ui(ui, palette);
        ui.add_space(12.0);
        let buttons = actions_ui(ui, "", &actions_of(&answers));
        if let Some(main) = buttons.last() {
            focus(main);
        }
        clicked(&buttons, answers)
    }

    fn text_ui(&self, ui: &mut egui::Ui, palette: &Palette) {
        for text in self.text {
            ui.add(egui::Label::new(text).wrap());
        }
        if !self.remark.is_empty() {
            ui.add(egui::Label::new(small(self.remark).color(palette.quiet)).wrap());
        }
    }
}

fn actions_of<T>(answers: &[(&'static str, T)]) -> Vec<DialogAction<'static>> {
    let last = answers.len().saturating_sub(1);
    let action = |(at, (name, _)): (usize, &(&'static str, T))| match at == last {
        true => DialogAction::main(name),
        false => DialogAction::other(name),
    };
    answers.iter().enumerate().map(action).collect()
}

fn clicked<T>(buttons: &[egui::Response], answers: Vec<(&'static str, T)>) -> Option<T> {
    let both = buttons.iter().zip(answers);
    let mut clicked = both.filter(|(button, _)| button.clicked());
    clicked.next().map(|(_, (_, answer))| answer)
}
