//! The dialog that shows what taking all proposals would decide, before it does.

use egui::{ScrollArea, Ui};

use super::mode::Comparing;
use crate::app::capability::{DialogAbout, DialogInput, DialogPanel};
use crate::command::Intent;
use crate::command::compare::CompareCommand;
use crate::model::compare::Proposal;
use crate::session::Session;
use crate::session::messages::{CompareText, ComparingMessage, ControlText};
use crate::ui::article::{LineTextStyle, Weight};
use crate::ui::panels::{self, DialogAction, DialogSize, PanelCtx};
use crate::ui::theme::small;

/// How many of them are shown as examples.
const EXAMPLES: usize = 50;

/// The dialog.
pub(in crate::app) struct ProposalsPanel {
    /// The differences of which something is proposed.
    issues: Vec<usize>,
    /// How many of the listed differences are open.
    open: usize,
    /// What each of the first is about, and what would be taken.
    examples: Vec<(String, String)>,
}

impl ProposalsPanel {
    /// What most coders have of the differences in the list that are open; `None` if that is nothing.
    pub(super) fn of(comparing: &Comparing, session: &Session) -> Option<Self> {
        let agreed = session.opened(comparing.open.agreed)?;
        let decisions = agreed.document.decisions();
        let comparison = &comparing.open.comparison;
        let listed = comparing.listed.rows.iter().copied();
        let open: Vec<usize> = listed
            .filter(|issue| comparing.open.state(*issue).is_open())
            .collect();
        let proposed = open.iter().filter_map(|issue| {
            let proposal = comparison.proposal(&comparison.issues()[*issue], decisions);
            (!proposal.is_empty()).then_some((*issue, proposal))
        });
        let proposed: Vec<(usize, Proposal)> = proposed.collect();
        if proposed.is_empty() {
            return None;
        }
        let words = comparing.words(session);
        let examples = proposed.iter().take(EXAMPLES).map(|(issue, proposal)| {
            let about = &comparison.issues()[*issue];
            let place = proposal.place.map(|coder| {
                let coders = about.readings.iter();
                let mut coders = coders.filter(|reading| reading.coders.contains(&coder));
                let coders = coders.next().map_or(1, |reading| reading.coders.len());
                let taken = words.version(about, coder).join(", ");
                ComparingMessage::Proposed { taken, coders }.to_string()
            });
            let values = proposal.values.iter().map(|(row, coder)| {
                let row = &about.rows[*row];
                let name = words.row_name(row);
                let value = words.cell(row, *coder);
                ComparingMessage::ProposedValue { name, value }.to_string()
            });
            let taken: Vec<String> = place.into_iter().chain(values).collect();
            (words.subject(about), taken.join(" · "))
        });
        Some(Self {
            open: open.len(),
            examples: examples.collect(),
            issues: proposed.into_iter().map(|(issue, _)| issue).collect(),
        })
    }

    fn examples_ui(&self, ui: &mut Ui, cx: &mut PanelCtx<'_>) {
        ScrollArea::vertical()
            .auto_shrink([false, false])
            .show(ui, |ui| {
                for (subject, taken) in &self.examples {
                    let style = LineTextStyle {
                        size: 14.0,
                        color: cx.palette.ink,
                        weight: Weight::Regular,
                    };
                    cx.engine.paragraph_ui(ui, subject, style);
                    ui.add(egui::Label::new(small(taken).color(cx.palette.quiet)).wrap());
                    ui.add_space(6.0);
                }
                let more = self.issues.len() - self.examples.len();
                if more > 0 {
                    let more = ComparingMessage::More { count: more }.to_string();
                    ui.label(small(more).color(cx.palette.quiet));
                }
            });
    }
}

impl DialogPanel for ProposalsPanel {
    const DIALOG: DialogAbout = DialogAbout {
        title: || CompareText::ProposalsTitle.text(),
        opened_by: None,
    };

    type Input<'a> = DialogInput<'a>;

    fn draw(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) -> bool {
        let mut is_taken = false;
        let mut is_cancelled = false;
        let title = CompareText::ProposalsTitle.text();
        let modal =
            panels::dialog(input.ctx, title, DialogSize::Medium).show(input.ctx, |dialog| {
                dialog.body(true, |ui| self.examples_ui(ui, cx));
                let count = self.issues.len();
                let question = ComparingMessage::Proposals {
                    count,
                    open: self.open,
                };
                let buttons = dialog.actions(
                    &question.to_string(),
                    &[
                        DialogAction::other(ControlText::Cancel.text()),
                        DialogAction::main(CompareText::TakeThem.text()),
                    ],
                );
                if let [cancel, take] = buttons.as_slice() {
                    is_taken = take.clicked();
                    is_cancelled = cancel.clicked();
                    dialog.focus_first(take);
                }
            });
        if is_taken {
            let issues = std::mem::take(&mut self.issues);
            cx.commands
                .push(Intent::Compare(CompareCommand::TakeProposals(issues)));
        }
        !(is_taken || is_cancelled || modal.should_close())
    }
}
