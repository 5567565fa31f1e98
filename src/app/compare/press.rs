//! What keys do while coders are compared.

use egui::Context;

use super::keys::{CompareKeyboard, ComparePress};
use super::mode::{CardCell, Comparing};
use crate::app::ProjectCtx;
use crate::command::Intent;
use crate::command::compare::CompareCommand;
use crate::model::compare::{IssueSubject, VersionChoice};
use crate::model::{ByteOffset, Selection};
use crate::session::messages::ComparingMessage;

impl ProjectCtx<'_> {
    /// Takes the keys that mean something while coders are compared.
    pub(in crate::app) fn read_compare_keys(&mut self, ctx: &Context, is_outside_text: bool) {
        let Some(comparing) = &self.project.comparing else {
            return;
        };
        let keyboard = match (comparing.cell, is_outside_text) {
            (Some(_), _) => CompareKeyboard::Card,
            (None, true) => CompareKeyboard::Control,
            (None, false) => CompareKeyboard::Text,
        };
        for press in ComparePress::take(ctx, keyboard) {
            self.press_compare_key(press);
        }
    }

    fn press_compare_key(&mut self, press: ComparePress) {
        let Some(comparing) = &mut self.project.comparing else {
            return;
        };
        let issue = comparing.issue;
        match press {
            ComparePress::Next | ComparePress::Previous => {
                let is_forward = press == ComparePress::Next;
                match comparing.neighbour(issue, is_forward) {
                    Some(next) => self.go_to_difference(next),
                    None => self.shell.notices.hint(ComparingMessage::NoOtherOpen),
                }
                return;
            }
            ComparePress::Lanes => {
                comparing.shows_all_lanes ^= true;
                return;
            }
            ComparePress::AllProposals => return self.ask_for_proposals(),
            ComparePress::LeaveCard => {
                comparing.cell = None;
                return;
            }
            ComparePress::Cell(rows, columns) => return comparing.move_cell(rows, columns),
            _ => {}
        }
        let Some(issue) = issue else { return };
        let decide = |choice| CompareCommand::Decide { issue, choice };
        let command = match (press, comparing.cell) {
            (ComparePress::Coder(number), Some(cell)) => {
                comparing.cell = Some(CardCell {
                    column: number.min(comparing.open.order.len().saturating_sub(1)),
                    ..cell
                });
                comparing.value_command(issue, cell.row, number)
            }
            (ComparePress::TakeCell, Some(cell)) => {
                comparing.value_command(issue, cell.row, cell.column)
            }
            (ComparePress::Nobody, Some(cell)) => Some(CompareCommand::DecideValue {
                issue,
                row: cell.row,
                choice: VersionChoice::Nobody,
            }),
            (ComparePress::OpenAgain, Some(cell)) => Some(CompareCommand::DecideValue {
                issue,
                row: cell.row,
                choice: VersionChoice::Open,
            }),
            (ComparePress::Coder(number), None) => comparing.open.choice(number).map(decide),
            (ComparePress::Nobody, None) => Some(decide(VersionChoice::Nobody)),
            (ComparePress::OpenAgain, None) => Some(decide(VersionChoice::Open)),
            (ComparePress::Proposal, _) => Some(CompareCommand::TakeProposal(issue)),
            (ComparePress::Note, _) => Some(CompareCommand::BeginNote(issue)),
            (ComparePress::EnterCard, _) => {
                comparing.enter_card(issue);
                if comparing.cell.is_none() {
                    self.shell.notices.hint(ComparingMessage::NoValues);
                }
                None
            }
            (ComparePress::FarEnd, _) => return self.go_to_other_end(issue),
            _ => None,
        };
        match command {
            Some(command) => self.shell.commands.push(Intent::Compare(command)),
            None if matches!(press, ComparePress::Coder(_)) => {
                let coders = self.project.comparing.as_ref();
                let coders = coders.map_or(0, |comparing| comparing.open.order.len());
                self.shell
                    .notices
                    .hint(ComparingMessage::NoSuchCoder { coders });
            }
            None => {}
        }
    }

    /// Scrolls to the other end of a link.
    fn go_to_other_end(&mut self, issue: usize) {
        let Some(comparing) = &self.project.comparing else {
            return;
        };
        let agreed = comparing.open.agreed;
        let IssueSubject::Relation(_) = comparing.open.comparison.issues()[issue].subject else {
            // Links of what was taken are gone through as ever.
            return self.go_to_far_end();
        };
        let shown = self.project.session.opened(agreed);
        let here = shown.map_or(0, |shown| shown.selection.head.0);
        let ends = comparing.open.ends_of_link(issue);
        if let Some(other) = ends.into_iter().find(|end| *end != here) {
            let at = ByteOffset(other);
            if let Some(shown) = self.project.session.opened_mut(agreed) {
                shown.selection = Selection::caret(at);
            }
            self.reveal(at);
        }
    }
}

impl Comparing {
    /// Gives the keyboard to the values, at the first in which the coders differ.
    fn enter_card(&mut self, issue: usize) {
        let rows = &self.open.comparison.issues()[issue].rows;
        let differing = rows.iter().position(|row| !row.is_equal());
        if !rows.is_empty() {
            self.cell = Some(CardCell {
                row: differing.unwrap_or(0),
                column: 0,
            });
        }
    }

    fn value_command(&self, issue: usize, row: usize, number: usize) -> Option<CompareCommand> {
        let choice = self.open.choice(number)?;
        Some(CompareCommand::DecideValue { issue, row, choice })
    }
}
