//! What follows from the results of jobs about the team.

use std::path::PathBuf;
use std::sync::Arc;

use super::{AfterSaving, is_about_step};
use crate::app::ProjectCtx;
use crate::jobs::team::{TeamEvent, TeamProgress};
use crate::model::team::TeamPlan;
use crate::session::messages::TeamMessage;
use crate::session::team::{TeamChange, TeamStep};
use crate::store::handover::HandInError;
use crate::store::project::name_in;
use crate::store::team::TeamWriteError;

impl ProjectCtx<'_> {
    pub(in crate::app) fn on_team_event(&mut self, event: TeamEvent) {
        use TeamEvent as E;
        match event {
            E::Saved(result) => self.on_plan_saved(result),
            E::Dealt(number, deal) => self.on_dealt(number, deal),
            E::Progress(number, progress) => self.on_progress(number, progress),
            E::NotDone(number, coders) => self.on_not_done(number, coders),
            E::Reopens(number, decisions) => self.on_reopens(number, decisions),
            E::HandOutPlace(place) => self.on_hand_out_place(place),
            E::HandedOutSome(number, done) => self.on_handed_out_some(number, done),
            E::HandedOut(number, result) => self.on_handed_out(number, result),
            E::PackagePicked(package) => {
                if let Some(package) = package {
                    self.show_package(package);
                }
            }
            E::PackageRead(number, plan) => self.on_package_read(number, *plan),
            E::HandedIn(number, result) => self.on_handed_in(number, result),
            E::TakenBack(result) => self.on_taken_back(result),
            E::Differing(number, articles) => self.on_differing(number, articles),
        }
    }

    fn on_progress(&mut self, number: u64, progress: TeamProgress) {
        let team = &mut self.project.capabilities.team;
        if team.looks.is_last(number) {
            team.progress = Some(progress);
        }
    }

    /// A plan is in the file, or is not.
    fn on_plan_saved(&mut self, result: Result<TeamPlan, TeamWriteError>) {
        let Some(saving) = self.project.capabilities.team.saving.take() else {
            return;
        };
        let plan = match result {
            Ok(plan) => plan,
            Err(error) => return self.shell.notices.error(TeamMessage::NotSaved, error),
        };
        self.project.session.coder_question.has_project_file = true;
        self.take_plan(plan);
        self.shell.notices.remove_settled(is_about_step);
        let session = &mut self.project.session;
        match saving.then {
            AfterSaving::Step(name, told) => {
                let change = TeamChange::Plan {
                    before: saving.before,
                    after: saving.after,
                };
                session.note_team_step(TeamStep { name, change });
                if let Some(panel) = &mut self.project.capabilities.team.panel {
                    panel.saved();
                }
                if let Some(told) = told {
                    self.shell.notices.hint(told);
                }
            }
            AfterSaving::Record(told) => {
                if let Some(told) = told {
                    self.shell.notices.hint(told);
                }
            }
            AfterSaving::Compare(article) => {
                let current = session.current_article().map(|article| article.id);
                if current == Some(article) {
                    self.compare_coders();
                }
            }
            AfterSaving::Undone => {
                let step = session
                    .team_steps
                    .next_undo()
                    .map(|step| step.name.to_string());
                session.note_team_undo();
                let step = step.unwrap_or_default();
                self.shell.notices.hint(TeamMessage::Undone { step });
            }
            AfterSaving::Redone => {
                let step = session
                    .team_steps
                    .next_redo()
                    .map(|step| step.name.to_string());
                session.note_team_redo();
                let step = step.unwrap_or_default();
                self.shell.notices.hint(TeamMessage::Redone { step });
            }
        }
        self.look_at_progress();
    }

    /// Takes over a plan, and looks at codings that may be seen from now on.
    pub(super) fn take_plan(&mut self, plan: TeamPlan) {
        let unknown = self.project.session.set_team(Some(plan));
        self.summarize_articles(&unknown, None);
    }

    pub(super) fn on_taken_back(&mut self, result: Result<Vec<PathBuf>, HandInError>) {
        let session = &mut self.project.session;
        match result {
            Ok(stayed) => {
                let step = session
                    .team_steps
                    .next_undo()
                    .map(|step| step.name.to_string());
                session.note_team_undo();
                let step = step.unwrap_or_default();
                self.shell.notices.hint(TeamMessage::Undone { step });
                if !stayed.is_empty() {
                    let root = &self.project.session.root;
                    let files = stayed.iter().map(|path| name_in(root, path)).collect();
                    self.shell.notices.warn(TeamMessage::Stayed { files });
                }
            }
            Err(error) => self.shell.notices.error(TeamMessage::NotTakenBack, error),
        }
        self.report_next_look();
        self.look_at_progress();
    }
}

/// A step that took a package in.
pub(super) fn package_step(coder: String, written: crate::store::handover::HandedIn) -> TeamStep {
    TeamStep {
        name: TeamMessage::StepHandedIn { coder },
        change: TeamChange::Package(Arc::new(written)),
    }
}
