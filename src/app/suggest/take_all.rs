//! The dialog that shows which suggestions are taken, before they are.

use egui::{ScrollArea, Ui};

use crate::app::capability::DialogInput;
use crate::command::Intent;
use crate::command::suggest::SuggestCommand;
use crate::model::history::CodingId;
use crate::session::Session;
use crate::session::messages::{ControlText, SuggestMessage, SuggestText};
use crate::session::suggest::SuggestedItem;
use crate::ui::panels::annotation_text::quote;
use crate::ui::panels::drop_down::DropDown;
use crate::ui::panels::{self, DialogAction, DialogSize, PanelCtx, label_name};
use crate::ui::theme::small;

/// The confidence in percent from which suggestions are taken, unless another one is chosen.
const LEAST: u8 = 90;

/// The confidences that can be chosen.
const CHOICES: [u8; 7] = [50, 60, 70, 80, 90, 95, 99];

/// The most suggestions that are listed.
const LISTED: usize = 200;

/// The dialog.
pub(super) struct TakeAllPanel {
    coding: CodingId,
    least: u8,
}

impl TakeAllPanel {
    pub fn new(coding: CodingId) -> Self {
        Self {
            coding,
            least: LEAST,
        }
    }

    fn taken<'s>(&self, session: &'s Session) -> Vec<&'s SuggestedItem> {
        let items = session.suggestions.items(self.coding);
        items.filter(|item| item.percent() >= self.least).collect()
    }

    /// Draws the dialog; returns whether it stays open.
    pub fn draw(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) -> bool {
        let session = input.session;
        let title = SuggestText::TakeAllTitle.text();
        let (mut is_taken, mut is_cancelled) = (false, false);
        let modal =
            panels::dialog(input.ctx, title, DialogSize::Medium).show(input.ctx, |dialog| {
                dialog.body(true, |ui| self.body_ui(ui, cx, session));
                let count = self.taken(session).len();
                let note = match count {
                    0 => SuggestMessage::NoneAbove {
                        percent: self.least.into(),
                    },
                    count => SuggestMessage::WillTake {
                        count,
                        percent: self.least.into(),
                    },
                };
                let take = SuggestMessage::TakeCount { count }.to_string();
                let buttons = dialog.actions(
                    &note.to_string(),
                    &[
                        DialogAction::other(ControlText::Cancel.text()),
                        DialogAction::main(&take).possible(count > 0),
                    ],
                );
                if let [cancel, take] = buttons.as_slice() {
                    is_taken = take.clicked();
                    is_cancelled = cancel.clicked();
                    dialog.focus_first(if count > 0 { take } else { cancel });
                }
            });
        if is_taken {
            let taken = self.taken(session).into_iter();
            let ids = taken.map(|item| item.annotation.id.clone()).collect();
            cx.commands
                .push(Intent::Suggest(SuggestCommand::TakeAll(ids)));
        }
        let is_shown = session.current == Some(self.coding);
        is_shown && !(is_taken || is_cancelled || modal.should_close())
    }

    fn body_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, session: &Session) {
        ui.horizontal(|ui| {
            let label = ui.label(SuggestText::LeastToTake.text());
            let name = |percent: u8| {
                let percent = percent.into();
                SuggestMessage::Percent { percent }.to_string()
            };
            let shown = name(self.least);
            let list = DropDown::new(SuggestText::LeastToTake.text()).labelled_by(label.id);
            list.show_into(ui, &mut self.least, &shown, || {
                CHOICES.map(|percent| (percent, name(percent))).into()
            });
        });
        ui.add_space(8.0);
        let Some(shown) = session.shown() else { return };
        let taken = self.taken(session);
        ScrollArea::vertical()
            .auto_shrink([false, false])
            .show(ui, |ui| {
                for item in taken.iter().take(LISTED) {
                    let item = SuggestMessage::Item {
                        label: label_name(session, &item.annotation.label).to_lowercase(),
                        percent: item.percent().into(),
                        words: quote(&shown.document, &item.annotation),
                    };
                    ui.add(egui::Label::new(item.to_string()).wrap());
                }
                let more = taken.len().saturating_sub(LISTED);
                if more > 0 {
                    let more = SuggestMessage::More { count: more }.to_string();
                    ui.label(small(more).color(cx.palette.quiet));
                }
            });
    }
}
