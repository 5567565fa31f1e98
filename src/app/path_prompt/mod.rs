//! The dialog in which the user types a path where the system has no file dialog, and which says what to
//! install.
//!
//! It knows neither what is done with the path nor the disk: the job that asks checks the path, and asks
//! again if it cannot be taken.

use std::path::Path;

use egui::{Key, TextEdit};

use super::capability::{DialogAbout, DialogPanel, ProgramInput};
use crate::jobs::file_dialog::{PathFault, PathQuestion, TypedPath};
use crate::session::messages::{ControlText, PathMessage, PathText};
use crate::store::display_path;
use crate::ui::panels::dialog::{DialogAction, DialogParts};
use crate::ui::panels::{self, DialogSize, PanelCtx, text_field};
use crate::ui::theme::{small, strong};

/// The question that is being answered.
pub(super) struct PathPrompt {
    question: PathQuestion,
    /// Whether the job has the answer, and looks at the path.
    is_answered: bool,
    /// Whether the field has had the keyboard.
    is_seen: bool,
    typed: String,
}

impl PathPrompt {
    /// The dialog of a question.
    pub fn new(question: PathQuestion) -> Self {
        Self {
            typed: question.typed.clone(),
            is_answered: false,
            is_seen: false,
            question,
        }
    }

    /// Whether the path that is typed is that of a file that would be replaced.
    fn replaces(&self) -> bool {
        let exists = matches!(self.question.fault, Some(PathFault::Exists(_)));
        exists && self.typed == self.question.typed
    }

    fn answer(&mut self) {
        let answer = TypedPath {
            text: self.typed.clone(),
            may_replace: self.replaces(),
        };
        // A job that has ended needs no answer.
        self.is_answered = self.question.answer.send(answer).is_ok();
    }

    fn fill(&mut self, dialog: &mut DialogParts<'_>, cx: &PanelCtx<'_>) {
        let is_confirmed = dialog.body(true, |ui| self.field_ui(ui, cx));
        let take = match self.replaces() {
            true => PathText::Replace.text(),
            false => PathText::Take.text(),
        };
        let buttons = dialog.actions(
            "",
            &[
                DialogAction::other(ControlText::Cancel.text()),
                DialogAction::main(take),
            ],
        );
        if buttons[0].clicked() {
            dialog.close();
        }
        if buttons[1].clicked() || is_confirmed {
            self.answer();
        }
    }

    /// Draws the field; whether Enter was pressed in it.
    fn field_ui(&mut self, ui: &mut egui::Ui, cx: &PanelCtx<'_>) -> bool {
        ui.label(strong(self.question.dialog.title));
        ui.add_space(6.0);
        let why = small(PathMessage::NoFileDialog.to_string()).color(cx.palette.quiet);
        ui.add(egui::Label::new(why).wrap());
        ui.add_space(8.0);
        let field = TextEdit::singleline(&mut self.typed).desired_width(f32::INFINITY);
        let field = text_field::path_ui(ui, field);
        let field = panels::name_field(field, PathText::Field.text());
        let is_confirmed = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        // Another dialog below it may have the keyboard.
        if !std::mem::replace(&mut self.is_seen, true) {
            field.request_focus();
        }
        panels::focus_first(ui, &field);
        if let Some(fault) = &self.question.fault {
            let fault = egui::RichText::new(message(fault).to_string()).color(cx.palette.error);
            ui.add(egui::Label::new(fault).wrap());
        }
        is_confirmed
    }
}

/// What is said about a fault.
fn message(fault: &PathFault) -> PathMessage {
    let shown = |path: &Path| display_path(path).to_string();
    match fault {
        PathFault::Empty => PathMessage::Empty,
        PathFault::NotThere(path) => PathMessage::NotThere { path: shown(path) },
        PathFault::NotAFolder(path) => PathMessage::NotAFolder { path: shown(path) },
        PathFault::IsAFolder(path) => PathMessage::IsAFolder { path: shown(path) },
        PathFault::NoFolder(path) => {
            let folder = shown(path);
            PathMessage::NoFolder { folder }
        }
        PathFault::Exists(path) => PathMessage::Exists { path: shown(path) },
    }
}

impl DialogPanel for PathPrompt {
    const DIALOG: DialogAbout = DialogAbout {
        title: || PathText::Title.text(),
        opened_by: None,
    };

    type Input<'a> = ProgramInput<'a>;

    fn draw(&mut self, cx: &mut PanelCtx<'_>, input: &ProgramInput<'_>) -> bool {
        let dialog = panels::dialog(input.ctx, PathText::Title.text(), DialogSize::Small);
        let modal = dialog.show(input.ctx, |dialog| self.fill(dialog, cx));
        !modal.should_close() && !self.is_answered
    }
}
