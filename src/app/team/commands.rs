//! Coders and rounds: changes of the plan, dealing, undo.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::panel::TeamPanel;
use super::{AfterSaving, DealPreview, DealTable, PlanSaving};
use crate::app::ProjectCtx;
use crate::command::team::{RoundOrder, TeamAction};
use crate::jobs::team::{AssignedCoding, TeamEvent, save_plan, team_progress};
use crate::model::history::ArticleId;
use crate::model::team::{Deal, DealError, DealtArticle, TeamPlan};
use crate::session::Session;
use crate::session::messages::TeamMessage;
use crate::session::team::TeamChange;
use crate::store::coder::is_same_coder;
use crate::store::ids;

impl ProjectCtx<'_> {
    /// Opens the dialog about the team, or closes it.
    pub(in crate::app) fn toggle_team(&mut self) {
        let team = &mut self.project.capabilities.team;
        if team.panel.take().is_some() {
            return;
        }
        team.panel = Some(TeamPanel::default());
        // To see all is asked for anew each time.
        team.shows_all = false;
        team.progress = None;
        self.look_at_progress();
    }

    pub(in crate::app) fn team_command(&mut self, command: TeamAction) {
        use TeamAction as C;
        match command {
            C::AddCoder { code, name, again } => self.add_coder(&code, name, again),
            C::NameCoder { code, name } => self.name_coder(&code, name),
            C::Preview(order) => self.preview_deal(*order),
            C::Deal(order) => self.deal(&order),
            C::OpenRound(round) => self.open_round(&round),
            C::HandOut { round, coders } => self.ask_hand_out_place(round, coders),
            C::CancelHandOut => self.cancel_hand_out(),
            C::PickPackage { folder } => self.pick_package(folder),
            C::ReadPackage {
                round_times,
                new_articles,
            } => self.read_package_again(round_times, new_articles),
            C::TakePackage => self.take_package(),
            C::OpenArticle(article) => self.open_for_comparing(article),
            C::ChangeCompared => self.change_compared(),
            C::ChangeCoder => {
                self.project.capabilities.team.panel = None;
                self.toggle_coder();
            }
            C::Undo => _ = self.undo_team(),
            C::Redo => _ = self.redo_team(),
        }
    }

    fn add_coder(&mut self, code: &str, name: String, again: String) {
        let mut plan = self.project.session.team.clone();
        if plan.known_coder(code).is_some() {
            let coder = code.to_owned();
            return self.shell.notices.hint(TeamMessage::KnownCoder { coder });
        }
        plan.add_coder(code);
        if !again.is_empty() {
            plan.add_coder(&again);
        }
        if let Some(coder) = plan.coders.get_mut(code) {
            coder.name = name;
            coder.again = again;
        }
        let coder = code.to_owned();
        let step = TeamMessage::StepCoderAdded { coder };
        self.save_team(plan, AfterSaving::Step(step, None));
    }

    fn name_coder(&mut self, code: &str, name: String) {
        let mut plan = self.project.session.team.clone();
        plan.add_coder(code);
        let Some(coder) = plan.coders.get_mut(code) else {
            return;
        };
        if coder.name == name {
            return;
        }
        coder.name = name;
        let coder = code.to_owned();
        let step = TeamMessage::StepCoderNamed { coder };
        self.save_team(plan, AfterSaving::Step(step, None));
    }

    /// Deals the articles of the form, for its preview.
    fn preview_deal(&mut self, order: RoundOrder) {
        let session = &self.project.session;
        let meant: HashSet<ArticleId> = order.articles.iter().copied().collect();
        let articles = session.articles.rows().map(|(article, own)| {
            let words = own.summary.as_ref().map_or(0, |s| s.counted.words);
            let load = match order.round.by_words {
                true => words as u64,
                false => 1,
            };
            let name = article.name.clone();
            (DealtArticle { name, load }, meant.contains(&article.id))
        });
        let dealing = session.team.dealing(&order.id, &order.round, articles);
        let team = &mut self.project.capabilities.team;
        let request = team.deals.begin();
        team.preview = DealPreview {
            order,
            is_dealing: true,
            // What was there stays until the new one comes, so that nothing flickers.
            result: team.preview.result.take(),
        };
        self.shell.jobs.spawn("deal articles", move |reporter| {
            let event = TeamEvent::Dealt(request.number, dealing.deal());
            reporter.send(event.into());
        });
    }

    pub(super) fn on_dealt(&mut self, number: u64, deal: Result<Deal, DealError>) {
        let session = &self.project.session;
        let team = &mut self.project.capabilities.team;
        if team.deals.is_last(number) {
            team.preview.is_dealing = false;
            let table = deal.map(|deal| DealTable::of(deal, session));
            team.preview.result = Some(table.map_err(|error| error.to_string()));
        }
    }

    /// Writes the deal that the preview shows.
    fn deal(&mut self, order: &RoundOrder) {
        let preview = &self.project.capabilities.team.preview;
        let Some(Ok(table)) = &preview.result else {
            return;
        };
        if preview.is_dealing || preview.order != *order {
            return;
        }
        let mut plan = self.project.session.team.clone();
        plan.enter_deal(&order.id, order.round.clone(), &table.deal);
        let (articles, round) = (table.deal.articles.len(), order.id.clone());
        let step = TeamMessage::StepDealt {
            articles,
            round: round.clone(),
        };
        let told = TeamMessage::Dealt { articles, round };
        self.save_team(plan, AfterSaving::Step(step, Some(told)));
    }

    /// Lets the coders of a round see each other's work, and records who did it.
    fn open_round(&mut self, round: &str) {
        let session = &self.project.session;
        let mut plan = session.team.clone();
        if plan.open_round(round, &session.coder, &ids::now()) {
            let round = round.to_owned();
            let told = TeamMessage::RoundIsOpen { round };
            self.save_team(plan, AfterSaving::Record(Some(told)));
        }
    }

    /// Starts to write a plan. Returns whether it does: only one is written at a time, and none over a file that
    /// cannot be read.
    pub(super) fn save_team(&mut self, plan: TeamPlan, then: AfterSaving) -> bool {
        let session = &self.project.session;
        let team = &mut self.project.capabilities.team;
        if team.is_saving() {
            return false;
        }
        let (before, after) = (Arc::new(session.team.clone()), Arc::new(plan));
        team.saving = Some(PlanSaving {
            before: Arc::clone(&before),
            after: Arc::clone(&after),
            then,
        });
        let root = session.root.clone();
        self.shell.jobs.spawn("save team", move |reporter| {
            save_plan(&root, &before, &after, reporter);
        });
        true
    }

    /// Undoes the newest step of the team, if undo reaches it. Returns whether it does.
    pub(in crate::app) fn undo_team(&mut self) -> bool {
        let session = &self.project.session;
        let Some(step) = self.project.capabilities.team.next_undo(session) else {
            return false;
        };
        match step.change.clone() {
            TeamChange::Plan { before, after } => {
                self.write_again(&after, &before, AfterSaving::Undone)
            }
            TeamChange::Package(package) => self.take_package_back(package),
        }
    }

    /// Does the newest undone step of the team again, if redo reaches it. Returns whether it does.
    pub(in crate::app) fn redo_team(&mut self) -> bool {
        let session = &self.project.session;
        let Some(step) = self.project.capabilities.team.next_redo(session) else {
            return false;
        };
        match step.change.clone() {
            TeamChange::Plan { before, after } => {
                self.write_again(&before, &after, AfterSaving::Redone)
            }
            TeamChange::Package(_) => false,
        }
    }

    /// Writes the changes from one plan to another; what others have written since stays.
    fn write_again(&mut self, from: &Arc<TeamPlan>, to: &Arc<TeamPlan>, then: AfterSaving) -> bool {
        let (before, after) = (Arc::clone(from), Arc::clone(to));
        self.project.capabilities.team.saving = Some(PlanSaving {
            before: Arc::clone(&before),
            after: Arc::clone(&after),
            then,
        });
        let root = self.project.session.root.clone();
        self.shell.jobs.spawn("save team", move |reporter| {
            save_plan(&root, &before, &after, reporter);
        });
        true
    }

    /// Looks how far everybody is, while the dialog is open.
    pub(in crate::app) fn look_at_progress(&mut self) {
        if self.project.capabilities.team.panel.is_none() {
            return;
        }
        let codings = assigned_codings(&self.project.session);
        let request = self.project.capabilities.team.looks.begin();
        self.shell.jobs.spawn("look at the team", move |reporter| {
            let is_cancelled = || request.is_over(reporter);
            if let Some(progress) = team_progress(&codings, &is_cancelled) {
                reporter.send(TeamEvent::Progress(request.number, progress).into());
            }
        });
    }

    /// Shows what a coder of a round has to do, where nothing else is filtered.
    pub(in crate::app) fn show_assigned(&mut self) {
        let session = &mut self.project.session;
        if session.list.typed().is_empty() && session.team.has_assignments(&session.coder) {
            session.list.filter(crate::model::article_query::TO_CODE);
        }
    }

    /// Tells what is wrong in the plan of a project that was opened.
    pub(in crate::app) fn tell_plan_faults(&mut self) {
        let session = &self.project.session;
        if session.team.is_empty() || session.team_is_broken {
            return;
        }
        let articles = session.articles.iter();
        let names: HashSet<&str> = articles.map(|article| article.name.as_str()).collect();
        let is_code = crate::store::coder::is_new_coder;
        let faults = session
            .team
            .faults(is_code, |article| names.contains(article));
        let Some(first) = faults.first() else {
            return;
        };
        let first = format!("{}: {}", first.subject, first.kind);
        let count = faults.len();
        self.shell
            .notices
            .warn(TeamMessage::PlanFaults { count, first });
    }

    /// Gives articles their new names in the rounds, after their texts were renamed.
    pub(in crate::app) fn follow_in_team(&mut self, renamed: &[(String, String)]) {
        let mut plan = self.project.session.team.clone();
        let mut followed = Vec::new();
        for (from, to) in renamed {
            if plan.rename_article(from, to) {
                followed.push(to.clone());
            }
        }
        if !followed.is_empty() {
            let step = TeamMessage::StepArticlesFollowed { articles: followed };
            self.save_team(plan, AfterSaving::Step(step, None));
        }
    }

    /// Says that the coder is to be known first, and asks.
    pub(super) fn ask_who(&mut self, why: TeamMessage) {
        self.shell.notices.hint(why);
        self.toggle_coder();
    }
}

impl DealTable {
    fn of(deal: Deal, session: &Session) -> Self {
        let words = session.articles.rows().map(|(article, own)| {
            let summary = own.summary.as_ref();
            (
                article.name.as_str(),
                summary.map_or(0, |s| s.counted.words),
            )
        });
        let words: BTreeMap<&str, usize> = words.collect();
        let mut coders: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let mut pairs: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for coder in deal.counts.keys() {
            coders.insert(coder, (0, 0));
        }
        for (one, other) in deal.pairs.keys() {
            pairs.insert((one, other), 0);
        }
        for (article, of) in &deal.articles {
            let words = words.get(article.as_str()).copied().unwrap_or(0);
            for (at, coder) in of.iter().enumerate() {
                let load = coders.entry(coder).or_default();
                *load = (load.0 + 1, load.1 + words);
                for other in &of[at + 1..] {
                    *pairs.entry((coder, other)).or_default() += 1;
                }
            }
        }
        let coders = coders.into_iter();
        let pairs = pairs.into_iter();
        Self {
            coders: coders
                .map(|(coder, (articles, words))| (coder.to_owned(), articles, words))
                .collect(),
            pairs: pairs
                .map(|((one, other), count)| (one.to_owned(), other.to_owned(), count))
                .collect(),
            deal,
        }
    }
}

/// The codings of all rounds with their files, seen or not: how far they are is told in numbers only.
fn assigned_codings(session: &Session) -> Vec<AssignedCoding> {
    let articles = session.articles.iter();
    let articles: BTreeMap<&str, ArticleId> = articles
        .map(|article| (article.name.as_str(), article.id))
        .collect();
    let mut codings = Vec::new();
    for (key, assignment) in &session.team.assignments {
        let article = articles.get(key.article.as_str()).copied();
        for coder in &assignment.coders {
            codings.push(AssignedCoding {
                round: key.round.clone(),
                coder: coder.clone(),
                sidecar: article.and_then(|id| sidecar_of(session, id, coder)),
                is_missing: article.is_none(),
                is_compared: assignment.compared.is_some(),
            });
        }
    }
    codings
}

/// The file of a coder's coding, if there is one.
pub(super) fn sidecar_of(
    session: &Session,
    article: ArticleId,
    coder: &str,
) -> Option<std::path::PathBuf> {
    let mut codings = session.articles.every_coding().of(article);
    let coding = codings.find(|coding| is_same_coder(&coding.coder, coder))?;
    Some(coding.sidecar.clone())
}
