//! The buttons for undo and redo of a dialog, which tell what they undo.
//!
//! They do not know which steps the dialog may reach: the environment of the commands tells.

use egui::{Button, Ui};

use crate::command::UserCommand;
use crate::model::history::Step;
use crate::session::Session;
use crate::session::messages::{HistoryMessage, HistoryText};
use crate::ui::panels::PanelCtx;

/// Draws the two buttons.
pub(in crate::app) fn undo_buttons_ui(ui: &mut Ui, cx: &mut PanelCtx<'_>, session: &Session) {
    let history = &session.history;
    let undo = |step: &Step| HistoryMessage::Undo {
        step: step.name.clone(),
    };
    let redo = |step: &Step| HistoryMessage::Redo {
        step: step.name.clone(),
    };
    for (name, command, possible, step, about) in [
        (
            HistoryText::Undo.text(),
            UserCommand::Undo,
            cx.environment.undo,
            history.next_undo(),
            &undo as &dyn Fn(&Step) -> HistoryMessage,
        ),
        (
            HistoryText::Redo.text(),
            UserCommand::Redo,
            cx.environment.redo,
            history.next_redo(),
            &redo,
        ),
    ] {
        let button = ui.add_enabled(possible, Button::new(name));
        let tip = match step {
            Some(step) if possible => cx.tip(&about(step).to_string(), &command),
            Some(step) => HistoryMessage::StepElsewhere {
                step: step.name.clone(),
            }
            .to_string(),
            None => String::new(),
        };
        if !tip.is_empty() {
            // A screen reader says it too.
            let id = button.id;
            ui.ctx()
                .accesskit_node_builder(id, |node| node.set_description(tip.as_str()));
        }
        let button = match tip.is_empty() {
            true => button,
            false => button.on_hover_text(&tip).on_disabled_hover_text(&tip),
        };
        if button.clicked() {
            cx.commands.push(command);
        }
    }
}
