//! The dialog that compares coders: which differences are listed, the list, and the keys.

use egui::{Align, EventFilter, Layout, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::card::{CardAction, card_ui};
use super::keys::ComparePress;
use super::state::OpenComparison;
use super::words::CompareWords;
use crate::command::Intent;
use crate::command::compare::CompareCommand;
use crate::model::compare::{DifferenceFlags, Issue, IssueState, VersionChoice};
use crate::session::Session;
use crate::session::messages::{CompareText, ComparingMessage};
use crate::ui::article::{LineTextStyle, Weight};
use crate::ui::controls::value_chip_ui;
use crate::ui::panels::dialog::DialogParts;
use crate::ui::panels::list_row::{tell_list, tell_place};
use crate::ui::panels::rows_in_sight::rows_in_sight;
use crate::ui::panels::{self, DialogAction, DialogSize, PanelCtx, name_of, reflow, row_ground_ui};
use crate::ui::theme::{ROW, small};

/// The width of the list, in points.
const LIST_WIDTH: f32 = 330.0;

/// In a narrower dialog the difference stands below the list, in points.
const NARROW: f32 = 520.0;

/// The height of the list there, in points.
const NARROW_LIST_HEIGHT: f32 = 160.0;

/// The width of the mark that says how far a difference is decided, in points.
const MARK: f32 = 20.0;

/// Which differences the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum DifferenceFilter {
    #[default]
    All,
    Open,
    Borders,
    Values,
    Label,
    OnlySome,
    Links,
    Fields,
}

impl DifferenceFilter {
    const ALL: [(Self, CompareText); 8] = [
        (Self::All, CompareText::All),
        (Self::Open, CompareText::Open),
        (Self::Borders, CompareText::Borders),
        (Self::Values, CompareText::Values),
        (Self::Label, CompareText::Label),
        (Self::OnlySome, CompareText::OnlySome),
        (Self::Links, CompareText::Links),
        (Self::Fields, CompareText::Fields),
    ];

    fn shows(self, issue: &Issue, state: IssueState) -> bool {
        let DifferenceFlags {
            missing,
            label,
            borders,
            values,
            relation,
            field,
        } = issue.flags;
        let is_annotation = !relation && !field;
        match self {
            Self::All => true,
            Self::Open => state.is_open(),
            Self::Borders => borders,
            Self::Values => values && is_annotation,
            Self::Label => label,
            Self::OnlySome => missing && is_annotation,
            Self::Links => relation,
            Self::Fields => field,
        }
    }
}

/// The dialog.
pub(in crate::app) struct ComparePanel {
    pub(super) open: OpenComparison,
    filter: DifferenceFilter,
    /// The difference at hand, by its index among the issues.
    issue: Option<usize>,
    /// The note that is being typed.
    note: Option<String>,
    /// Differences whose proposals are to be taken, once that is confirmed.
    asked: Option<Vec<usize>>,
    /// What the last key led to, if it led to nothing else.
    said: Option<ComparingMessage>,
    /// Whether the row at hand is to be scrolled to.
    is_moved: bool,
}

impl ComparePanel {
    /// The dialog, at the first difference that is open.
    pub(super) fn new(open: OpenComparison) -> Self {
        Self {
            open,
            filter: DifferenceFilter::All,
            issue: None,
            note: None,
            asked: None,
            said: None,
            is_moved: true,
        }
    }

    /// Draws the dialog; `false` once it has been closed.
    pub(super) fn show(
        &mut self,
        ctx: &egui::Context,
        cx: &mut PanelCtx<'_>,
        session: &Session,
    ) -> bool {
        if !self.open.refresh(session) {
            return false;
        }
        let listed = self.listed();
        let is_known = |issue: &usize| listed.contains(issue);
        if !self.issue.as_ref().is_some_and(is_known) {
            let mut open = listed.iter().copied();
            let first = open.find(|issue| self.open.state(*issue).is_open());
            self.issue = first.or(listed.first().copied());
            self.is_moved = true;
        }
        if self.asked.is_none() && !ctx.text_edit_focused() {
            self.read_keys(ctx, cx, session, &listed);
        }
        let modal =
            panels::dialog(ctx, CompareText::Title.text(), DialogSize::Large).show(ctx, |dialog| {
                self.head_ui(dialog, cx, session);
                dialog.body(true, |ui| self.body_ui(ui, cx, session, &listed));
                self.actions_ui(dialog, cx, &listed);
            });
        self.is_moved = false;
        !modal.should_close()
    }

    /// The differences that the list shows.
    fn listed(&self) -> Vec<usize> {
        let comparison = &self.open.comparison;
        let differences = comparison.differences().iter().copied();
        let shown = differences.filter(|&issue| {
            let state = self.open.state(issue);
            // The one at hand stays where it is when it has been decided.
            self.filter.shows(&comparison.issues()[issue], state)
                || (self.filter == DifferenceFilter::Open && self.issue == Some(issue))
        });
        shown.collect()
    }

    fn head_ui(&self, dialog: &mut DialogParts<'_>, cx: &PanelCtx<'_>, session: &Session) {
        let message = ComparingMessage::Counted {
            article: name_of(session, self.open.article).to_owned(),
            differences: self.open.comparison.differences().len(),
            open: self.open.decided.as_ref().map_or(0, |decided| decided.open),
        };
        dialog.head(|ui| {
            let text = small(message.to_string()).color(cx.palette.quiet);
            ui.add(egui::Label::new(text).truncate());
        });
    }

    fn body_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, session: &Session, listed: &[usize]) {
        if ui.available_width() < NARROW {
            // All of it scrolls in one direction.
            ScrollArea::vertical()
                .id_salt("all")
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    self.top_ui(ui, cx, session, listed);
                    let size = vec2(ui.available_width(), NARROW_LIST_HEIGHT);
                    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
                        self.list_ui(ui, cx, session, listed);
                    });
                    ui.separator();
                    self.difference_ui(ui, cx, session);
                    reflow::follow_focus(ui);
                });
            return;
        }
        self.top_ui(ui, cx, session, listed);
        let height = ui.available_height();
        ui.horizontal_top(|ui| {
            let list = vec2(LIST_WIDTH.min(ui.available_width() * 0.4), height);
            ui.allocate_ui_with_layout(list, Layout::top_down(Align::Min), |ui| {
                ui.set_min_size(list);
                self.list_ui(ui, cx, session, listed);
            });
            ui.separator();
            let left = vec2(ui.available_width(), height);
            ui.allocate_ui_with_layout(left, Layout::top_down(Align::Min), |ui| {
                ScrollArea::vertical()
                    .id_salt("difference")
                    .auto_shrink([false, false])
                    .show(ui, |ui| {
                        self.difference_ui(ui, cx, session);
                        reflow::follow_focus(ui);
                    });
            });
        });
    }

    fn top_ui(&mut self, ui: &mut Ui, cx: &PanelCtx<'_>, session: &Session, listed: &[usize]) {
        if !self.open.not_done.is_empty() {
            let coders = self.open.not_done.clone();
            let warning = ComparingMessage::NotDone { coders }.to_string();
            let warning = small(warning).color(cx.palette.warning);
            ui.add(egui::Label::new(warning).wrap());
        }
        self.filters_ui(ui, session, listed);
        ui.add_space(4.0);
    }

    fn difference_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, session: &Session) {
        let Some(issue) = self.issue else {
            let text = match self.open.comparison.differences().is_empty() {
                true => CompareText::NoDifferences,
                false => CompareText::NoneInFilter,
            };
            ui.label(text.text());
            return;
        };
        let command = match card_ui(ui, cx, session, &self.open, issue, &mut self.note) {
            None => return,
            Some(CardAction::Decide(choice)) => return self.decide(cx, issue, choice),
            Some(CardAction::TakeProposal) => return self.take_proposal(cx, session, issue),
            Some(CardAction::BeginNote) => return self.begin_note(session, issue),
            Some(CardAction::DecideValue(row, choice)) => {
                CompareCommand::DecideValue { issue, row, choice }
            }
            Some(CardAction::Note(note)) => CompareCommand::Note { issue, note },
            Some(CardAction::Show) => CompareCommand::Show(issue),
        };
        cx.commands.push(Intent::Compare(command));
    }

    fn filters_ui(&mut self, ui: &mut Ui, session: &Session, listed: &[usize]) {
        let comparison = &self.open.comparison;
        let before = self.filter;
        let mut is_asked = false;
        ui.horizontal_wrapped(|ui| {
            for (filter, name) in DifferenceFilter::ALL {
                let differences = comparison.differences().iter();
                let count = differences
                    .filter(|&&issue| {
                        filter.shows(&comparison.issues()[issue], self.open.state(issue))
                    })
                    .count();
                let name = name.text().to_owned();
                let text = ComparingMessage::Filter { name, count }.to_string();
                value_chip_ui(ui, &mut self.filter, filter, text);
            }
            let decided = self.open.decided.as_ref();
            let is_any_open = decided.is_some_and(|decided| decided.open > 0);
            let proposals = egui::Button::new(CompareText::TakeProposals.text());
            is_asked = ui.add_enabled(is_any_open, proposals).clicked();
        });
        if is_asked {
            self.ask_for_proposals(session, listed);
        }
        if self.filter != before {
            self.issue = None;
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, session: &Session, listed: &[usize]) {
        let words = CompareWords {
            session,
            comparison: &self.open.comparison,
        };
        let (at_hand, is_moved) = (self.issue, self.is_moved);
        let mut chosen = None;
        ScrollArea::vertical()
            .id_salt("differences")
            .auto_shrink([false, false])
            .show(ui, |ui| {
                tell_list(ui, listed.len());
                let step = ROW + ui.spacing().item_spacing.y;
                if let Some(row) = listed.iter().position(|issue| Some(*issue) == at_hand)
                    && is_moved
                {
                    let top = ui.cursor().top() + row as f32 * step;
                    let rect = Rect::from_min_size(pos2(ui.cursor().left(), top), vec2(1.0, ROW));
                    ui.scroll_to_rect(rect, None);
                }
                rows_in_sight(ui, listed.len(), ROW, |ui, row| {
                    let issue = listed[row];
                    let about = &self.open.comparison.issues()[issue];
                    let state = self.open.state(issue);
                    let row_words = RowWords {
                        subject: words.subject(about),
                        kind: words.kind(about),
                        state,
                    };
                    let response = row_words.show(ui, cx, at_hand == Some(issue));
                    tell_place(&response, row, listed.len());
                    if response.clicked() || response.gained_focus() {
                        chosen = Some(issue);
                    }
                    if is_moved && at_hand == Some(issue) {
                        response.request_focus();
                    }
                    if response.has_focus() {
                        // Arrows go through the list; they do not lead to another control.
                        let filter = EventFilter {
                            vertical_arrows: true,
                            ..EventFilter::default()
                        };
                        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
                    }
                });
            });
        if let Some(issue) = chosen {
            self.go_to(issue);
            self.is_moved = false;
        }
    }

    fn actions_ui(
        &mut self,
        dialog: &mut DialogParts<'_>,
        cx: &mut PanelCtx<'_>,
        listed: &[usize],
    ) {
        if let Some(asked) = &self.asked {
            let open = listed
                .iter()
                .filter(|issue| self.open.state(**issue).is_open());
            let (count, open) = (asked.len(), open.count());
            let question = ComparingMessage::Proposals { count, open }.to_string();
            let cancel = crate::session::messages::ControlText::Cancel.text();
            let take = CompareText::TakeThem.text();
            let buttons = dialog.actions(
                &question,
                &[DialogAction::other(cancel), DialogAction::main(take)],
            );
            if let [cancel, take] = buttons.as_slice() {
                if take.clicked() {
                    let issues = self.asked.take().unwrap_or_default();
                    cx.commands
                        .push(Intent::Compare(CompareCommand::TakeProposals(issues)));
                } else if cancel.clicked() {
                    self.asked = None;
                } else {
                    dialog.focus_first(take);
                }
            }
            return;
        }
        let decided = self.open.decided.as_ref();
        let is_all = decided.is_some_and(|decided| decided.open == 0 && !decided.lacks_agreed);
        let note = match &self.said {
            Some(said) => said.to_string(),
            None if is_all => ComparingMessage::AllDecided.to_string(),
            None => CompareText::Keys.text().to_owned(),
        };
        let lacks_agreed = decided.is_some_and(|decided| decided.lacks_agreed);
        let agreed = CompareText::TakeAgreed.text();
        let agreed = DialogAction::main(agreed).possible(lacks_agreed);
        let buttons = dialog.actions(&note, &[agreed]);
        if buttons.iter().any(egui::Response::clicked) {
            cx.commands
                .push(Intent::Compare(CompareCommand::TakeAgreed));
        }
    }

    fn ask_for_proposals(&mut self, session: &Session, listed: &[usize]) {
        let Some(agreed) = session.opened(self.open.agreed) else {
            return;
        };
        let decisions = agreed.document.decisions();
        let comparison = &self.open.comparison;
        let proposed = listed.iter().copied().filter(|&issue| {
            let about = &comparison.issues()[issue];
            self.open.state(issue).is_open() && !comparison.proposal(about, decisions).is_empty()
        });
        let proposed: Vec<usize> = proposed.collect();
        match proposed.is_empty() {
            true => self.said = Some(ComparingMessage::NoProposals),
            false => self.asked = Some(proposed),
        }
    }

    /// Shows another difference.
    fn go_to(&mut self, issue: usize) {
        if self.issue != Some(issue) {
            self.issue = Some(issue);
            self.note = None;
        }
        self.said = None;
        self.is_moved = true;
    }

    /// Decides the difference at hand and goes on to the next one that is open.
    fn decide(&mut self, cx: &mut PanelCtx<'_>, issue: usize, choice: VersionChoice) {
        let command = CompareCommand::Decide { issue, choice };
        cx.commands.push(Intent::Compare(command));
        self.said = None;
        if choice != VersionChoice::Open {
            self.go_on(issue);
        }
    }

    /// Goes to the next difference that is open, after the last one to the first.
    fn go_on(&mut self, issue: usize) {
        let listed = self.listed();
        let here = listed.iter().position(|other| *other == issue);
        let (before, after) = listed.split_at(here.map_or(0, |here| here + 1));
        let mut others = after.iter().chain(before).copied();
        let next = others.find(|&other| other != issue && self.open.state(other).is_open());
        if let Some(next) = next {
            self.go_to(next);
        }
    }

    fn step(&mut self, listed: &[usize], is_forward: bool) {
        let here = listed.iter().position(|issue| Some(*issue) == self.issue);
        let next = match (here, is_forward) {
            (None, _) => listed.first(),
            (Some(here), true) => listed.get(here + 1),
            (Some(here), false) => here.checked_sub(1).and_then(|row| listed.get(row)),
        };
        if let Some(next) = next {
            self.go_to(*next);
        }
    }

    /// Takes the keys that decide or move. A key that is held moves again and decides once.
    fn read_keys(
        &mut self,
        ctx: &egui::Context,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        listed: &[usize],
    ) {
        let presses = ComparePress::take(ctx);
        for press in presses {
            self.press(press, cx, session, listed);
        }
    }

    fn press(
        &mut self,
        press: ComparePress,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        listed: &[usize],
    ) {
        match press {
            ComparePress::Next => return self.step(listed, true),
            ComparePress::Previous => return self.step(listed, false),
            _ => {}
        }
        let Some(issue) = self.issue else { return };
        match press {
            ComparePress::Coder(coder) if coder < self.open.comparison.parts().len() => {
                self.decide(cx, issue, VersionChoice::Coder(coder));
            }
            ComparePress::Nobody => self.decide(cx, issue, VersionChoice::Nobody),
            ComparePress::OpenAgain => self.decide(cx, issue, VersionChoice::Open),
            ComparePress::Proposal => self.take_proposal(cx, session, issue),
            ComparePress::Note => self.begin_note(session, issue),
            ComparePress::Coder(_) | ComparePress::Next | ComparePress::Previous => {}
        }
    }

    /// Takes what most coders have.
    fn take_proposal(&mut self, cx: &mut PanelCtx<'_>, session: &Session, issue: usize) {
        let Some(agreed) = session.opened(self.open.agreed) else {
            return;
        };
        let comparison = &self.open.comparison;
        let about = &comparison.issues()[issue];
        if comparison
            .proposal(about, agreed.document.decisions())
            .is_empty()
        {
            self.said = Some(ComparingMessage::NoMajority);
            return;
        }
        let command = CompareCommand::TakeProposals(vec![issue]);
        cx.commands.push(Intent::Compare(command));
        self.said = None;
        self.go_on(issue);
    }

    /// Opens the field for a note, if there is a decision that it can belong to.
    fn begin_note(&mut self, session: &Session, issue: usize) {
        let agreed = session.opened(self.open.agreed);
        let note = agreed.and_then(|agreed| {
            let decisions = agreed.document.decisions();
            let mut ids = self.open.comparison.issues()[issue].decision_ids();
            ids.find_map(|id| Some(decisions.get(&id)?.note.clone()))
        });
        match note {
            Some(note) => self.note = Some(note),
            None => self.said = Some(ComparingMessage::FirstDecide),
        }
    }
}

/// A row of the list.
struct RowWords {
    subject: String,
    kind: String,
    state: IssueState,
}

impl RowWords {
    fn show(&self, ui: &mut Ui, cx: &mut PanelCtx<'_>, is_chosen: bool) -> egui::Response {
        let palette = cx.palette;
        let state = match self.state {
            IssueState::Open => CompareText::StateOpen,
            IssueState::Reopened => CompareText::StateReopened,
            IssueState::Agreed | IssueState::Decided => CompareText::StateDecided,
        };
        let name = || {
            let message = ComparingMessage::Row {
                words: self.subject.clone(),
                kind: self.kind.clone(),
                state: state.text().to_owned(),
            };
            message.to_string()
        };
        let response = row_ground_ui(ui, &palette, is_chosen, name);
        let rect = response.rect;
        let at = pos2(rect.left() + MARK / 2.0 + 2.0, rect.center().y);
        let painter = ui.painter();
        match self.state {
            IssueState::Open | IssueState::Reopened => {
                painter.circle_filled(at, 4.0, palette.accent);
            }
            IssueState::Agreed | IssueState::Decided => {
                let line = egui::Stroke::new(1.5, palette.quiet);
                let points = [(-4.0, 0.0), (-1.0, 3.0), (4.0, -3.0)];
                let points = points.map(|(x, y)| at + vec2(x, y));
                painter.line(points.to_vec(), line);
            }
        }
        let area = Rect::from_min_max(pos2(rect.left() + MARK + 4.0, rect.top()), rect.max);
        let mut line = ui.new_child(
            UiBuilder::new()
                .max_rect(area.shrink2(vec2(4.0, 0.0)))
                .layout(Layout::right_to_left(Align::Center)),
        );
        line.set_clip_rect(area.intersect(ui.clip_rect()));
        let kind = small(&self.kind).color(palette.quiet);
        line.add(egui::Label::new(kind).selectable(false));
        line.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let style = LineTextStyle {
                size: 13.5,
                color: if self.state.is_open() {
                    palette.ink
                } else {
                    palette.quiet
                },
                weight: Weight::Regular,
            };
            let width = ui.available_width();
            cx.engine.line_ui(ui, &self.subject, style, width);
        });
        response
    }
}
