//! Two questions: whether an article of a blind round is opened for comparing, and whether one is changed that was
//! compared.

use crate::command::team::TeamAction;
use crate::command::{Command, Intent};
use crate::model::history::ArticleId;
use crate::model::team::SignedTime;
use crate::session::Session;
use crate::session::messages::{TeamMessage, TeamText};
use crate::store::coder::is_same_coder;
use crate::ui::panels::confirm::Confirmation;
use crate::ui::panels::{self, DialogSize, PanelCtx};

/// How many characters of a time are its day.
const DAY: usize = 10;

/// The day of a time in a file, as the language of the window writes it.
pub(super) fn day_of(at: &str) -> String {
    demarche_languages::day(at.get(..DAY).unwrap_or(at))
}

/// Whether to open an article of a blind round for comparing.
pub(in crate::app) struct OpenForComparing {
    article: ArticleId,
    name: String,
    rounds: Vec<String>,
    request: u64,
    /// Coders who are not done; `None` while that is being looked at.
    not_done: Option<Vec<String>>,
}

impl OpenForComparing {
    pub(super) fn new(article: ArticleId, name: String, rounds: Vec<String>, request: u64) -> Self {
        Self {
            article,
            name,
            rounds,
            request,
            not_done: None,
        }
    }

    pub(super) fn set_not_done(&mut self, request: u64, coders: Vec<String>) {
        if self.request == request {
            self.not_done = Some(coders);
        }
    }

    /// Draws the dialog; `false` once it has been closed.
    pub(super) fn show(
        &mut self,
        ctx: &egui::Context,
        cx: &mut PanelCtx<'_>,
        session: &Session,
    ) -> bool {
        let explained = TeamMessage::OpenForComparing {
            article: self.name.clone(),
            rounds: self.rounds.clone(),
        };
        let who = match &self.not_done {
            None => TeamText::CheckingDone.text().to_owned(),
            Some(coders) if coders.is_empty() => TeamMessage::AllDone.to_string(),
            Some(coders) => {
                let coders = coders.clone();
                TeamMessage::NotDone { coders }.to_string()
            }
        };
        let text = [who, explained.to_string()];
        let remark = TeamMessage::OthersStayBlind.to_string();
        let open = TeamAction::OpenArticle(self.article);
        let answers = vec![
            (TeamText::NotNow.text(), None),
            (TeamText::OpenArticle.text(), Some(open)),
        ];
        let title = TeamText::OpenTitle.text();
        let is_listed = session.article(self.article).is_some();
        ask(ctx, cx, title, &text, &remark, answers) && is_listed
    }
}

/// Whether to change an article that was compared.
pub(in crate::app) struct ComparedChange {
    pub(super) article: ArticleId,
    /// The change that waits.
    pub(super) command: Command,
    by: String,
    day: String,
    is_own: bool,
    request: u64,
    decisions: usize,
}

impl ComparedChange {
    pub(super) fn new(
        article: ArticleId,
        command: Command,
        compared: &SignedTime,
        coder: &str,
        request: u64,
    ) -> Self {
        Self {
            article,
            command,
            by: compared.by.clone(),
            day: day_of(&compared.at),
            is_own: is_same_coder(&compared.by, coder),
            request,
            decisions: 0,
        }
    }

    /// Of several changes the first is held; a drag goes on.
    pub(super) fn hold(&mut self, command: &Command) {
        let is_drag =
            |command: &Command| matches!(command, Command::Intent(Intent::MoveBorder { .. }));
        if is_drag(&self.command) && is_drag(command) {
            self.command = command.clone();
        }
    }

    pub(super) fn set_decisions(&mut self, request: u64, decisions: usize) {
        if self.request == request {
            self.decisions = decisions;
        }
    }

    /// Draws the dialog; `false` once it has been closed.
    pub(super) fn show(
        &mut self,
        ctx: &egui::Context,
        cx: &mut PanelCtx<'_>,
        session: &Session,
    ) -> bool {
        let (by, day, decisions) = (self.by.clone(), self.day.clone(), self.decisions);
        let text = match self.is_own {
            true => TeamMessage::ComparedByYou { day, decisions },
            false => TeamMessage::ComparedBy { by, day, decisions },
        };
        let answers = vec![
            (TeamText::LeaveIt.text(), None),
            (TeamText::ChangeIt.text(), Some(TeamAction::ChangeCompared)),
        ];
        let title = TeamText::ComparedTitle.text();
        let is_listed = session.article(self.article).is_some();
        ask(ctx, cx, title, &[text.to_string()], "", answers) && is_listed
    }
}

/// Draws a question; `false` once it has been closed or answered with no command.
fn ask(
    ctx: &egui::Context,
    cx: &mut PanelCtx<'_>,
    title: &'static str,
    text: &[String],
    remark: &str,
    answers: Vec<(&'static str, Option<TeamAction>)>,
) -> bool {
    let mut stays = true;
    let modal = panels::dialog(ctx, title, DialogSize::Small).show(ctx, |dialog| {
        let confirmation = Confirmation {
            title,
            text,
            remark,
        };
        match confirmation.fill(dialog, &cx.palette, answers) {
            Some(Some(command)) => cx.commands.push(Intent::Team(command)),
            Some(None) => stays = false,
            None => {}
        }
    });
    stays && !modal.should_close()
}
