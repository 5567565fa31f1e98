//! A field for an annotation's memo. What was written becomes one step when the field is left.

use egui::{EventFilter, Key, Modifiers, TextEdit};

use super::Scene;
use crate::command::Command;
use crate::model::AnnotationId;
use crate::model::history::ArticleId;
use crate::ui::theme::small;

/// The memo that is being written, if one is.
#[derive(Default)]
pub struct MemoEditor {
    writing: Option<Writing>,
}

struct Writing {
    article: ArticleId,
    id: AnnotationId,
    text: String,
    /// The field has not had the keyboard yet.
    fresh: bool,
    /// It was on screen in this frame.
    seen: bool,
}

impl MemoEditor {
    /// Begins to write a memo, from what it holds now.
    pub fn open(&mut self, article: ArticleId, id: AnnotationId, text: String) {
        self.writing = Some(Writing {
            article,
            id,
            text,
            fresh: true,
            seen: true,
        });
    }

    /// Whether the memo of this annotation is being written.
    pub fn is_open_for(&self, id: &AnnotationId) -> bool {
        self.writing
            .as_ref()
            .is_some_and(|writing| writing.id == *id)
    }

    /// Ends the writing and hands out what was written.
    pub fn close(&mut self) -> Option<(ArticleId, AnnotationId, String)> {
        let writing = self.writing.take()?;
        Some((writing.article, writing.id, writing.text))
    }

    /// Draws the field. It is left with Escape, with Ctrl+Enter or by going elsewhere.
    pub(super) fn show(&mut self, ui: &mut egui::Ui, scene: &mut Scene<'_>) {
        let Some(writing) = &mut self.writing else {
            return;
        };
        writing.seen = true;
        let name = ui.label(small("Memo").color(scene.palette.quiet));
        let id = ui.make_persistent_id("memo");
        let ends = ui.memory(|memory| memory.has_focus(id))
            && ui.input_mut(|input| {
                input.consume_key(Modifiers::COMMAND, Key::Enter)
                    || input.consume_key(Modifiers::NONE, Key::Escape)
            });
        let field = TextEdit::multiline(&mut writing.text)
            .id(id)
            .desired_rows(3)
            .desired_width(f32::INFINITY)
            .hint_text("What is to be remembered about it")
            // Escape is ours, or it would go on to the text and drop the choice.
            .event_filter(EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
                tab: false,
            });
        let response = ui.add(field).labelled_by(name.id);
        if writing.fresh {
            writing.fresh = false;
            response.request_focus();
        } else if ends || !response.has_focus() {
            response.surrender_focus();
            self.push(scene.commands);
        }
    }

    /// Takes over a memo whose field has gone: another annotation was chosen, or the panel hidden.
    pub fn end_frame(&mut self, commands: &mut Vec<Command>) {
        let seen = match &mut self.writing {
            Some(writing) => std::mem::take(&mut writing.seen),
            None => return,
        };
        if !seen {
            self.push(commands);
        }
    }

    fn push(&mut self, commands: &mut Vec<Command>) {
        if let Some((article, id, memo)) = self.close() {
            commands.push(Command::SetMemo { article, id, memo });
        }
    }
}
