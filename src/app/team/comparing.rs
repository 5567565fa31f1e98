//! Opens articles of blind rounds for comparing, and asks before an article is changed that was compared.

use super::questions::{ComparedChange, OpenForComparing};
use super::{AfterSaving, commands};
use crate::app::ProjectCtx;
use crate::command::{Command, Intent};
use crate::jobs::team::{TeamEvent, decisions_about};
use crate::model::history::ArticleId;
use crate::session::Summary;
use crate::session::messages::TeamMessage;
use crate::store::coder::{AGREED_CODER, is_same_coder};
use crate::store::handover::{CodingProgress, progress_in};
use crate::store::ids;

impl ProjectCtx<'_> {
    /// Asks whether an article of a blind round is to be opened for comparing; tells why it cannot be.
    pub(in crate::app) fn ask_to_compare(&mut self, article: ArticleId) {
        let session = &self.project.session;
        let Some((row, own)) = session.articles.row(article) else {
            return;
        };
        if session.team_is_broken {
            let message = crate::session::messages::ComparingMessage::Blind;
            return self.shell.notices.warn(message);
        }
        if session.coder.is_empty() || session.must_ask_for_coder() {
            return self.ask_who(TeamMessage::WhoCompares);
        }
        let is_own_done = own.summary.as_ref().is_some_and(Summary::is_finished);
        if session.team.is_assigned(&session.coder, &row.name) && !is_own_done {
            let article = row.name.clone();
            return self
                .shell
                .notices
                .warn(TeamMessage::FinishFirst { article });
        }
        let rounds = session.team.of_article(&row.name);
        let mut coders: Vec<String> = Vec::new();
        let mut blind = Vec::new();
        for (id, assignment) in rounds {
            let round = session.team.rounds.get(id);
            if round.is_some_and(|round| round.blind && round.opened.is_none()) {
                blind.push(id.to_owned());
            }
            coders.extend(assignment.coders.iter().cloned());
        }
        coders.retain(|code| !is_same_coder(code, &session.coder));
        let files: Vec<_> = coders
            .into_iter()
            .map(|coder| {
                let file = commands::sidecar_of(session, article, &coder);
                (coder, file)
            })
            .collect();
        let request = self.project.capabilities.team.looks.begin();
        let question = OpenForComparing::new(article, row.name.clone(), blind, request.number);
        self.project.capabilities.open_for_comparing = Some(question);
        self.shell.jobs.spawn("look who is done", move |reporter| {
            let is_done = |file: &Option<std::path::PathBuf>| {
                file.as_deref().map(progress_in) == Some(CodingProgress::Done)
            };
            let not_done = files.into_iter().filter(|(_, file)| !is_done(file));
            let not_done = not_done.map(|(coder, _)| coder).collect();
            reporter.send(TeamEvent::NotDone(request.number, not_done).into());
        });
    }

    pub(super) fn on_not_done(&mut self, number: u64, coders: Vec<String>) {
        if let Some(question) = &mut self.project.capabilities.open_for_comparing {
            question.set_not_done(number, coders);
        }
    }

    /// Opens an article of a blind round for comparing, and records it.
    pub(super) fn open_for_comparing(&mut self, article: ArticleId) {
        self.project.capabilities.open_for_comparing = None;
        let session = &self.project.session;
        let Some(name) = session.article(article).map(|article| &article.name) else {
            return;
        };
        let mut plan = session.team.clone();
        if plan.note_compared(name, &session.coder, &ids::now()) {
            self.save_team(plan, AfterSaving::Compare(article));
        }
    }

    /// Records that an article was compared whose round is not blind: with the first decision.
    pub(in crate::app) fn note_decided(&mut self, article: ArticleId) {
        let session = &self.project.session;
        let Some(name) = session.article(article).map(|article| &article.name) else {
            return;
        };
        if session.team.compared(name).is_some() || session.team.of_article(name).next().is_none() {
            return;
        }
        let mut plan = session.team.clone();
        if plan.note_compared(name, &session.coder, &ids::now()) {
            self.save_team(plan, AfterSaving::Record(None));
        }
    }

    /// Whether a command has to wait for the answer whether an article is changed that was compared. It is held
    /// then.
    pub(in crate::app) fn asks_about_compared(&mut self, command: &Command) -> bool {
        // What compares is no coder's work, and a search reaches articles that are asked about one by one.
        let is_other = matches!(
            command,
            Command::Intent(Intent::Compare(_) | Intent::Concordance(_))
        );
        if is_other || self.project.capabilities.coder.is_leaving {
            return false;
        }
        let session = &self.project.session;
        let article = match command {
            Command::Intent(Intent::Fill(filling)) => session.article_of(filling.article),
            _ => session.current_article(),
        };
        let Some(article) = article else {
            return false;
        };
        let (id, own) = (article.id, article.own);
        let changed = match command {
            Command::Intent(Intent::Fill(filling)) => Some(filling.article),
            _ => session.current,
        };
        // The agreed version may be on screen.
        if changed != Some(own) {
            return false;
        }
        let Some(compared) = session.compared_own(article) else {
            return false;
        };
        let team = &self.project.capabilities.team;
        if team.reopened.contains(&id) {
            return false;
        }
        if let Some(held) = &mut self.project.capabilities.compared_change {
            held.hold(command);
            return true;
        }
        let chosen = session.opened(own).and_then(|open| open.chosen.clone());
        let agreed = commands::sidecar_of(session, id, AGREED_CODER);
        let coder = session.coder.clone();
        let request = self.project.capabilities.team.looks.begin();
        let change = ComparedChange::new(id, command.clone(), compared, &coder, request.number);
        self.project.capabilities.compared_change = Some(change);
        self.shell.jobs.spawn("count decisions", move |reporter| {
            let count = match (agreed, chosen) {
                (Some(agreed), Some(chosen)) => decisions_about(&agreed, &coder, chosen.as_str()),
                _ => 0,
            };
            reporter.send(TeamEvent::Reopens(request.number, count).into());
        });
        true
    }

    pub(super) fn on_reopens(&mut self, number: u64, decisions: usize) {
        if let Some(question) = &mut self.project.capabilities.compared_change {
            question.set_decisions(number, decisions);
        }
    }

    /// Makes the change that was held.
    pub(super) fn change_compared(&mut self) {
        let Some(question) = self.project.capabilities.compared_change.take() else {
            return;
        };
        self.project
            .capabilities
            .team
            .reopened
            .push(question.article);
        self.shell.commands.push(question.command);
    }
}
