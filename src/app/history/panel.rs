//! The history panel: the list of undo steps of the project. A click goes to a step.
//!
//! Done steps are above, undone ones dimmed below; the marked row is the current state.

use egui::{RichText, vec2};

use crate::command::Intent;
use crate::session::Session;
use crate::session::messages::{HistoryMessage, HistoryText, step_text};
use crate::ui::panels::row_list::{ListFrame, RowList};
use crate::ui::panels::{PanelCtx, WindowPart, row_ground_ui};
use crate::ui::theme::small;

/// View state of the panel.
#[derive(Default)]
pub(in crate::app) struct HistoryPanel {
    /// How many steps were done and undone when the list was last drawn; the current one is
    /// scrolled to when that changes.
    last: Option<(usize, usize)>,
    list: RowList,
}

impl HistoryPanel {
    /// Draws the panel.
    pub fn show(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
        let (done, undone) = (session.history.done(), session.history.undone());
        ui.label(small(HistoryText::Title.text()).color(cx.palette.quiet));
        let now = (done.len(), undone.len());
        let changed = self.last.replace(now) != Some(now);
        let turn = ListFrame {
            // Most of the steps above are earlier ones.
            reveal: changed.then_some((done.len(), 0.7)),
            enter: cx.enters(WindowPart::History).then_some(done.len()),
        };
        // One row for each state: before the first step, and after each.
        let states = 1 + done.len() + undone.len();
        self.list.show(ui, "history", states, turn, |ui, state| {
            let name = match state.checked_sub(1) {
                None => HistoryText::Opened.text().to_owned(),
                Some(step) => done
                    .get(step)
                    .or_else(|| undone.iter().rev().nth(step - done.len()))
                    .map_or_else(String::new, |step| step_text(&step.name)),
            };
            row_ui(ui, cx, state, done.len(), &name)
        });
    }
}

/// A state's row: after `state` steps, while `done` are done.
fn row_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    state: usize,
    done: usize,
    name: &str,
) -> egui::Response {
    let palette = cx.palette;
    let is_now = state == done;
    let response = row_ground_ui(ui, &palette, is_now, || {
        if state > done {
            let step = name.to_owned();
            HistoryMessage::StepUndone { step }.to_string()
        } else {
            name.to_owned()
        }
    });
    let rect = response.rect;
    let mut row = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(rect.shrink2(vec2(6.0, 0.0)))
            .layout(egui::Layout::left_to_right(egui::Align::Center)),
    );
    let color = if state > done {
        palette.quiet
    } else {
        palette.ink
    };
    row.add(egui::Label::new(RichText::new(name).color(color)).truncate());
    if response.clicked() && !is_now {
        cx.commands.push(Intent::GoToStep(state));
    }
    response
}
