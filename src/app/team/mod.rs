//! The team of the project: its coders, rounds with the articles that are dealt in them, packages that are handed
//! out and in, and what a blind round keeps closed.
//!
//! | File | What it has |
//! |---|---|
//! | `commands` | coders and rounds: changes of the plan, and what follows once they are in the file |
//! | `packages` | handing out and in, a package that was dropped on the window |
//! | `comparing` | opening an article of a blind round for comparing; the question before a change of one that was compared |
//! | `differing` | in which articles coders differ, for the filter of the list |
//! | `events` | results of jobs |
//! | `panel` | the dialog: coders, rounds |
//! | `round_form` | the form of a round, with the preview of its deal |
//! | `package_panel` | the dialog of a package that came back |
//! | `questions` | the two questions about comparing |
//!
//! The plan is written at once, merged with what others wrote meanwhile. Its steps have a history of their own
//! ([`session/team`](crate::session::team)); comparing and opening are recorded and are no steps.

mod commands;

mod packages;

mod comparing;

mod differing;

mod events;

mod panel;

mod round_form;

mod package_panel;

mod questions;

use std::sync::Arc;

use super::capability::{Capability, DialogAbout, DialogInput, DialogPanel};
use crate::command::UserCommand;
use crate::command::team::RoundOrder;
use crate::jobs::request::LatestRequest;
use crate::jobs::team::TeamProgress;
use crate::model::history::ArticleId;
use crate::model::team::{Deal, TeamPlan};
use crate::session::Session;
use crate::session::messages::{Message, TeamMessage, TeamText};
use crate::session::team::TeamStep;
use crate::ui::panels::PanelCtx;
use panel::TeamPanel;

pub(super) use package_panel::PackageDialog;
pub(super) use questions::{ComparedChange, OpenForComparing};

/// The dialog about the team, and the work that is done for it.
#[derive(Default)]
pub(super) struct TeamDialog {
    panel: Option<TeamPanel>,
    /// A coder of a blind round has asked to see all of the team.
    shows_all: bool,
    saving: Option<PlanSaving>,
    deals: LatestRequest,
    preview: DealPreview,
    looks: LatestRequest,
    progress: Option<TeamProgress>,
    hand_outs: LatestRequest,
    hand_out: Option<HandOutWork>,
    /// What the question for a place is about: a round and its coders.
    asked_place: Option<(String, Vec<String>)>,
    /// Articles whose changes are made though they were compared.
    reopened: Vec<ArticleId>,
    differing: LatestRequest,
}

/// A plan that is being written.
struct PlanSaving {
    before: Arc<TeamPlan>,
    after: Arc<TeamPlan>,
    then: AfterSaving,
}

/// What follows once a plan is in the file.
enum AfterSaving {
    /// A step that can be undone, and what is told.
    Step(TeamMessage, Option<TeamMessage>),
    /// Nothing can be undone; what is told.
    Record(Option<TeamMessage>),
    /// The article is compared now.
    Compare(ArticleId),
    Undone,
    Redone,
}

/// The deal of the form.
#[derive(Default)]
struct DealPreview {
    order: RoundOrder,
    is_dealing: bool,
    /// The deal in figures, or why it cannot be dealt.
    result: Option<Result<DealTable, String>>,
}

/// A deal in figures.
struct DealTable {
    deal: Deal,
    /// Coder, articles, words.
    coders: Vec<(String, usize, usize)>,
    /// Two coders, and how many articles they share.
    pairs: Vec<(String, String, usize)>,
}

/// Packages that are being handed out.
struct HandOutWork {
    order: crate::jobs::team::HandOutOrder,
    done: usize,
    /// Whether the job has begun; before, everything must be saved.
    is_running: bool,
}

impl TeamDialog {
    /// Whether a plan is being written, so that no other can be.
    pub fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    /// The step that undo reaches: in the dialog the newest one, else only if nothing was done since.
    pub fn next_undo<'s>(&self, session: &'s Session) -> Option<&'s TeamStep> {
        let step = match self.panel.is_some() {
            true => session.team_steps.next_undo(),
            false => session.newest_team_undo(),
        };
        step.filter(|_| !self.is_saving())
    }

    /// The step that redo reaches.
    pub fn next_redo<'s>(&self, session: &'s Session) -> Option<&'s TeamStep> {
        let step = match self.panel.is_some() {
            true => session.team_steps.next_redo(),
            false => session.newest_team_redo(),
        };
        step.filter(|_| !self.is_saving())
    }
}

impl Capability for TeamDialog {
    const DIALOG: DialogAbout = DialogAbout {
        title: || TeamText::Title.text(),
        opened_by: Some(UserCommand::ShowTeam),
    };

    type Input<'a> = DialogInput<'a>;

    fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) {
        let Some(mut panel) = self.panel.take() else {
            return;
        };
        if panel.show(input.ctx, cx, input.session, self) {
            self.panel = Some(panel);
        }
    }
}

impl DialogPanel for OpenForComparing {
    const DIALOG: DialogAbout = DialogAbout {
        title: || TeamText::OpenTitle.text(),
        opened_by: None,
    };

    type Input<'a> = DialogInput<'a>;

    fn draw(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) -> bool {
        self.show(input.ctx, cx, input.session)
    }
}

impl DialogPanel for ComparedChange {
    const DIALOG: DialogAbout = DialogAbout {
        title: || TeamText::ComparedTitle.text(),
        opened_by: None,
    };

    type Input<'a> = DialogInput<'a>;

    fn draw(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) -> bool {
        self.show(input.ctx, cx, input.session)
    }
}

/// Whether a notice tells what an earlier step has done, which is outdated by now.
fn is_about_step(message: &Message) -> bool {
    matches!(
        message,
        Message::Team(TeamMessage::Dealt { .. } | TeamMessage::Undone { .. })
    )
}
