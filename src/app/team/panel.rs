//! The dialog about the team: who I am, the coders, the rounds and how far everybody is.

use std::collections::BTreeMap;

use egui::{Button, ComboBox, Grid, Label, ScrollArea, TextEdit, Ui};

use super::TeamDialog;
use super::questions::day_of;
use super::round_form::RoundForm;
use crate::command::team::TeamAction;
use crate::command::{Intent, UserCommand};
use crate::jobs::team::CoderProgress;
use crate::model::team::Round;
use crate::session::Session;
use crate::session::messages::{CoderMessage, ControlText, HistoryText, TeamMessage, TeamText};
use crate::session::team::TeamStep;
use crate::store::coder::{is_new_coder, is_same_coder};
use crate::ui::controls::small_button_ui;
use crate::ui::panels::confirm::Confirmation;
use crate::ui::panels::dialog::DialogParts;
use crate::ui::panels::{
    self, DialogAction, DialogSize, PanelCtx, at_right_ui, name_field, text_field,
};
use crate::ui::theme::{small, strong};

/// The width of a field for a code, in points.
const CODE_WIDTH: f32 = 110.0;

/// The width of a field for a name, in points.
const NAME_WIDTH: f32 = 180.0;

/// View state of the dialog.
#[derive(Default)]
pub(super) struct TeamPanel {
    page: TeamPage,
    /// The coder that is being added.
    code: String,
    name: String,
    again: String,
    /// Names that are being typed, by code.
    names: BTreeMap<String, String>,
    /// What is being written came from the form, which closes then.
    closes_form: bool,
}

#[derive(Default)]
enum TeamPage {
    #[default]
    Overview,
    Form(Box<RoundForm>),
    /// Whether to open this round.
    Opening(String),
}

impl TeamPanel {
    /// A step is in the file.
    pub fn saved(&mut self) {
        if std::mem::take(&mut self.closes_form) {
            self.page = TeamPage::Overview;
        }
        self.names.clear();
    }

    /// Draws the dialog; `false` once it has been closed.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        team: &mut TeamDialog,
    ) -> bool {
        let title = TeamText::Title.text();
        let modal =
            panels::dialog(ctx, title, DialogSize::Large).show(ctx, |dialog| {
                match &mut self.page {
                    TeamPage::Overview => self.overview(dialog, cx, session, team),
                    TeamPage::Form(form) => {
                        if form.show(dialog, cx, session, team) {
                            self.page = TeamPage::Overview;
                        } else {
                            self.closes_form = true;
                        }
                    }
                    TeamPage::Opening(round) => {
                        let round = round.clone();
                        if opening(dialog, cx, &round) {
                            self.page = TeamPage::Overview;
                        }
                    }
                }
            });
        !modal.should_close()
    }

    fn overview(
        &mut self,
        dialog: &mut DialogParts<'_>,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        team: &mut TeamDialog,
    ) {
        let hides = session.hides_team() && !team.shows_all;
        self.closes_form = false;
        dialog.head(|ui| {
            let names = [HistoryText::Undo.text(), HistoryText::Redo.text()];
            at_right_ui(ui, &names, |ui| {
                let steps = &session.team_steps;
                // Steps name coders and packages.
                let can = !hides && !team.is_saving();
                step_button(ui, cx, names[0], steps.next_undo().filter(|_| can), true);
                step_button(ui, cx, names[1], steps.next_redo().filter(|_| can), false);
            });
        });
        dialog.body(true, |ui| {
            ScrollArea::vertical()
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    you_ui(ui, cx, session);
                    ui.add_space(10.0);
                    if hides {
                        hidden_ui(ui, cx, session, team);
                        return;
                    }
                    self.coders_ui(ui, cx, session, team);
                    ui.add_space(12.0);
                    self.rounds_ui(ui, cx, session, team);
                });
        });
        let (hand_in, new) = (TeamText::HandIn.text(), TeamText::NewRound.text());
        let can_deal = !hides && !team.is_saving() && !session.team_is_broken;
        let note = match &team.hand_out {
            Some(work) if work.is_running => {
                let (done, all) = (work.done, work.order.coders.len());
                TeamMessage::HandingOut { done, all }.to_string()
            }
            Some(_) => TeamMessage::WaitsForSaving.to_string(),
            None => String::new(),
        };
        let cancel = ControlText::Cancel.text();
        let mut actions = Vec::new();
        if team.hand_out.is_some() {
            actions.push(DialogAction::other(cancel));
        }
        actions.push(DialogAction::other(hand_in));
        actions.push(DialogAction::main(new).possible(can_deal));
        let buttons = dialog.actions(&note, &actions);
        for (button, action) in buttons.iter().zip(&actions) {
            if !button.clicked() {
                continue;
            }
            if action.name == new {
                self.page = TeamPage::Form(Box::new(RoundForm::new(session)));
            } else if action.name == hand_in {
                let pick = TeamAction::PickPackage { folder: false };
                cx.commands.push(Intent::Team(pick));
            } else {
                cx.commands.push(Intent::Team(TeamAction::CancelHandOut));
            }
        }
        if let Some(last) = buttons.last() {
            dialog.focus_first(last);
        }
    }

    fn coders_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        team: &TeamDialog,
    ) {
        ui.label(strong(TeamText::Coders.text()));
        let codes = session.team_codes();
        if codes.is_empty() {
            ui.add(Label::new(TeamText::NoCoders.text()).wrap());
        } else {
            Grid::new("coders of the team")
                .num_columns(3)
                .spacing([16.0, 6.0])
                .show(ui, |ui| {
                    for code in &codes {
                        let known = session.team.coders.get(code);
                        ui.label(code);
                        let name = known.map_or("", |coder| &coder.name);
                        self.name_ui(ui, cx, code, name);
                        let again = known.map_or("", |coder| &coder.again);
                        if again.is_empty() {
                            ui.label("");
                        } else {
                            let coder = again.to_owned();
                            let again = TeamMessage::AgainAs { coder };
                            ui.label(small(again.to_string()).color(cx.palette.quiet));
                        }
                        ui.end_row();
                    }
                });
        }
        ui.add_space(6.0);
        self.add_ui(ui, cx, session, team, &codes);
        let explained = small(TeamText::CodersExplained.text()).color(cx.palette.quiet);
        ui.add(Label::new(explained).wrap());
    }

    /// Draws the field for a coder's name, which is taken over when it is left.
    fn name_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, code: &str, name: &str) {
        let typed = self.names.entry(code.to_owned());
        let typed = typed.or_insert_with(|| name.to_owned());
        let field = TextEdit::singleline(typed)
            .hint_text(TeamText::Name.text())
            .desired_width(NAME_WIDTH);
        let field = text_field::line_ui(ui, field);
        let coder = code.to_owned();
        let about = TeamMessage::NameOf { coder }.to_string();
        let field = name_field(field, &about);
        if field.lost_focus() && typed != name {
            cx.commands.push(Intent::Team(TeamAction::NameCoder {
                code: code.to_owned(),
                name: typed.trim().to_owned(),
            }));
        } else if !field.has_focus() && !field.lost_focus() && typed != name {
            // Undone, or written by somebody else.
            name.clone_into(typed);
        }
    }

    fn add_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        team: &TeamDialog,
        codes: &[String],
    ) {
        let mut adds = false;
        ui.horizontal_wrapped(|ui| {
            for (text, typed, width) in [
                (TeamText::Code, &mut self.code, CODE_WIDTH),
                (TeamText::Name, &mut self.name, NAME_WIDTH),
            ] {
                let field = TextEdit::singleline(typed)
                    .hint_text(text.text())
                    .desired_width(width);
                let field = name_field(text_field::line_ui(ui, field), text.text());
                let is_enter = ui.input(|input| input.key_pressed(egui::Key::Enter));
                adds |= field.lost_focus() && is_enter;
            }
            let label = ui.label(small(TeamText::Again.text()).color(cx.palette.quiet));
            let shown = match self.again.as_str() {
                "" => TeamText::FirstTime.text(),
                code => code,
            };
            let combo = ComboBox::from_id_salt("again")
                .selected_text(shown)
                .show_ui(ui, |ui| {
                    let nobody = TeamText::FirstTime.text();
                    ui.selectable_value(&mut self.again, String::new(), nobody);
                    for code in codes {
                        ui.selectable_value(&mut self.again, code.clone(), code);
                    }
                });
            name_field(combo.response.labelled_by(label.id), TeamText::Again.text());
            let can_add = is_new_coder(&self.code) && !team.is_saving();
            let button = ui.add_enabled(can_add, Button::new(TeamText::AddCoder.text()));
            adds = can_add && (adds || button.clicked());
        });
        if !self.code.is_empty() && !is_new_coder(&self.code) {
            let why = CoderMessage::why_not(&self.code).to_string();
            ui.add(Label::new(small(why).color(cx.palette.error)).wrap());
        } else if session.team.known_coder(&self.code).is_some() {
            let coder = self.code.clone();
            let why = TeamMessage::KnownCoder { coder }.to_string();
            ui.add(Label::new(small(why).color(cx.palette.quiet)).wrap());
        }
        if adds && session.team.known_coder(&self.code).is_none() {
            cx.commands.push(Intent::Team(TeamAction::AddCoder {
                code: std::mem::take(&mut self.code),
                name: std::mem::take(&mut self.name).trim().to_owned(),
                again: std::mem::take(&mut self.again),
            }));
        }
    }

    fn rounds_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        team: &TeamDialog,
    ) {
        ui.label(strong(TeamText::Rounds.text()));
        if session.team.rounds.is_empty() {
            ui.add(Label::new(TeamText::NoRounds.text()).wrap());
            return;
        }
        if team.progress.is_none() {
            let reading = small(TeamText::ReadingProgress.text()).color(cx.palette.quiet);
            ui.label(reading);
        }
        for (id, round) in &session.team.rounds {
            ui.push_id(id, |ui| self.round_ui(ui, cx, session, team, id, round));
            ui.add_space(10.0);
        }
    }

    fn round_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        team: &TeamDialog,
        id: &str,
        round: &Round,
    ) {
        let quiet = cx.palette.quiet;
        panels::hairline_ui(ui, &cx.palette);
        ui.add_space(4.0);
        ui.add(Label::new(strong(state_of(id, round))).wrap());
        let facts = TeamMessage::RoundFacts {
            codebook: round.codebook.clone(),
            seed: round.seed.to_string(),
            per_article: round.per_article,
            overlap: round.overlap.to_string(),
        };
        ui.add(Label::new(small(facts.to_string()).color(quiet)).wrap());
        let assignments = session.team.of_round(id);
        let (mut articles, mut compared) = (0, 0);
        for (_, assignment) in assignments {
            articles += 1;
            compared += usize::from(assignment.compared.is_some());
        }
        let count = TeamMessage::ComparedCount { compared, articles };
        ui.label(small(count.to_string()).color(quiet));
        let idle = !team.is_saving() && team.hand_out.is_none();
        if let Some(progress) = team.progress.as_ref().and_then(|all| all.get(id)) {
            progress_ui(ui, cx, id, progress, idle);
        }
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            let named = |ui: &mut Ui, text: TeamText, can: bool| {
                let action = text.text().to_owned();
                let button = ui.add_enabled(can, Button::new(&action));
                let round = id.to_owned();
                let name = TeamMessage::OfRound { action, round }.to_string();
                name_field(button, &name).clicked()
            };
            if named(ui, TeamText::DealMore, idle) {
                self.page = TeamPage::Form(Box::new(RoundForm::more(id, round)));
            }
            let coders: Vec<String> = round.coders.clone();
            if coders.len() > 1 && named(ui, TeamText::HandOutAll, idle && articles > 0) {
                let round = id.to_owned();
                cx.commands
                    .push(Intent::Team(TeamAction::HandOut { round, coders }));
            }
            let is_closed = round.blind && round.opened.is_none();
            if is_closed && named(ui, TeamText::OpenRound, idle) {
                self.page = TeamPage::Opening(id.to_owned());
            }
        });
    }
}

/// Draws who codes.
fn you_ui(ui: &mut Ui, cx: &mut PanelCtx<'_>, session: &Session) {
    ui.horizontal_wrapped(|ui| {
        let text = match session.coder.is_empty() {
            true => TeamMessage::YouAreNobody,
            false => TeamMessage::You {
                coder: session.coder.clone(),
            },
        };
        ui.label(text.to_string());
        if small_button_ui(ui, TeamText::ChangeCoder.text()).clicked() {
            cx.commands.push(Intent::Team(TeamAction::ChangeCoder));
        }
    });
}

/// Draws what a coder of a blind round sees: the own part.
fn hidden_ui(ui: &mut Ui, cx: &PanelCtx<'_>, session: &Session, team: &mut TeamDialog) {
    for (id, round) in &session.team.rounds {
        let assigned = session.team.articles_of(id, &session.coder);
        if assigned.is_empty() {
            continue;
        }
        ui.label(strong(state_of_own(id, round)));
        let all = team.progress.as_ref().and_then(|all| all.get(id));
        let own = all.and_then(|all| {
            let mut coders = all.iter();
            coders.find(|(coder, _)| is_same_coder(coder, &session.coder))
        });
        let message = TeamMessage::OwnRound {
            assigned: assigned.len(),
            done: own.map_or(0, |(_, progress)| progress.done),
        };
        ui.label(message.to_string());
        ui.add_space(6.0);
    }
    let hidden = small(TeamText::Hidden.text()).color(cx.palette.quiet);
    ui.add(Label::new(hidden).wrap());
    ui.add_space(4.0);
    if !session.team_is_broken && ui.button(TeamText::ShowAll.text()).clicked() {
        team.shows_all = true;
    }
}

/// Whether a round is blind, and who has opened it.
fn state_of(id: &str, round: &Round) -> String {
    let id = id.to_owned();
    let message = match (&round.opened, round.blind) {
        (Some(opened), true) => TeamMessage::RoundOpened {
            round: id,
            by: opened.by.clone(),
            day: day_of(&opened.at),
        },
        (None, true) => TeamMessage::RoundBlind { round: id },
        (_, false) => TeamMessage::RoundOpen { round: id },
    };
    message.to_string()
}

/// The same without the names of others.
fn state_of_own(id: &str, round: &Round) -> String {
    let round_id = id.to_owned();
    match round.blind && round.opened.is_none() {
        true => TeamMessage::RoundBlind { round: round_id }.to_string(),
        false => TeamMessage::RoundOpen { round: round_id }.to_string(),
    }
}

/// Draws how far each coder of a round is.
fn progress_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    round: &str,
    progress: &BTreeMap<String, CoderProgress>,
    idle: bool,
) {
    let quiet = cx.palette.quiet;
    let has_missing = progress.values().any(|of| of.missing > 0);
    let mut heads = vec![
        TeamText::Coder,
        TeamText::Assigned,
        TeamText::Begun,
        TeamText::Done,
        TeamText::Compared,
    ];
    if has_missing {
        heads.push(TeamText::Missing);
    }
    Grid::new("progress")
        .num_columns(heads.len() + 1)
        .spacing([18.0, 4.0])
        .show(ui, |ui| {
            for head in &heads {
                ui.label(small(head.text()).color(quiet));
            }
            ui.end_row();
            for (coder, of) in progress {
                ui.label(coder);
                let mut numbers = vec![of.assigned, of.begun, of.done, of.compared];
                if has_missing {
                    numbers.push(of.missing);
                }
                for number in numbers {
                    ui.label(number.to_string());
                }
                let hand_out = Button::new(small(TeamText::HandOut.text()));
                let button = ui.add_enabled(idle, hand_out.min_size(LEAST));
                let (coder, round) = (coder.clone(), round.to_owned());
                let name = TeamMessage::HandOutTo {
                    coder: coder.clone(),
                    round: round.clone(),
                };
                if name_field(button, &name.to_string()).clicked() {
                    let coders = vec![coder];
                    cx.commands
                        .push(Intent::Team(TeamAction::HandOut { round, coders }));
                }
                ui.end_row();
            }
        });
}

const LEAST: egui::Vec2 = crate::ui::controls::LEAST_TARGET;

/// Draws the question whether a round is opened. Returns whether it is answered.
fn opening(dialog: &mut DialogParts<'_>, cx: &mut PanelCtx<'_>, round: &str) -> bool {
    let state = TeamMessage::RoundBlind {
        round: round.to_owned(),
    };
    let text = [
        state.to_string(),
        TeamText::OpenQuestion.text().to_owned(),
        TeamText::OpenExplained.text().to_owned(),
    ];
    let confirmation = Confirmation {
        title: TeamText::OpenQuestion.text(),
        text: &text,
        remark: "",
    };
    let answers = vec![
        (TeamText::StayBlind.text(), false),
        (TeamText::OpenIt.text(), true),
    ];
    let answer = confirmation.fill(dialog, &cx.palette, answers);
    if answer == Some(true) {
        let command = TeamAction::OpenRound(round.to_owned());
        cx.commands.push(Intent::Team(command));
    }
    answer.is_some()
}

/// Draws the button that undoes or redoes a step of the team, which says what.
fn step_button(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    name: &'static str,
    step: Option<&TeamStep>,
    is_undo: bool,
) {
    let button = ui.add_enabled(step.is_some(), Button::new(name));
    let Some(step) = step else { return };
    let (said, command, key) = match is_undo {
        true => {
            let step = step.name.to_string();
            let said = TeamMessage::Undo { step };
            (said, TeamAction::Undo, UserCommand::Undo)
        }
        false => {
            let step = step.name.to_string();
            let said = TeamMessage::Redo { step };
            (said, TeamAction::Redo, UserCommand::Redo)
        }
    };
    let tip = cx.tip(&said.to_string(), &key);
    let id = button.id;
    ui.ctx()
        .accesskit_node_builder(id, |node| node.set_description(tip.as_str()));
    if button.on_hover_text(&tip).clicked() {
        cx.commands.push(Intent::Team(command));
    }
}
