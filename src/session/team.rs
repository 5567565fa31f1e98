//! How a team codes the open project: what rounds say about articles, and steps that change the plan.
//!
//! The plan has a history of its own, since it is in no journal: a step is written to the file at once. It must not
//! know files or the window.

use std::collections::HashSet;
use std::sync::Arc;

use super::Session;
use super::articles::{Article, Articles};
use super::team_marks::TeamMarks;
use crate::messages::TeamMessage;
use crate::model::history::ArticleId;
use crate::model::team::{SignedTime, TeamPlan};
use crate::store::handover::HandedIn;

impl Articles {
    /// What rounds say about the articles.
    pub fn marks(&self) -> &TeamMarks {
        &self.marks
    }

    pub(super) fn set_marks(&mut self, marks: TeamMarks) {
        if self.marks != marks {
            self.marks = marks;
            self.version += 1;
        }
    }

    /// Says in which articles coders differ; what was known before is forgotten.
    pub fn set_differing(&mut self, differing: impl IntoIterator<Item = (ArticleId, bool)>) {
        self.marks.set_differing(differing);
        self.version += 1;
    }
}

/// A step that changed how a team codes.
#[derive(Clone, Debug)]
pub struct TeamStep {
    /// What was done, as a menu says it.
    pub name: TeamMessage,
    pub change: TeamChange,
}

/// What a step changed.
#[derive(Clone, Debug)]
pub enum TeamChange {
    Plan {
        before: Arc<TeamPlan>,
        after: Arc<TeamPlan>,
    },
    /// A package was taken in.
    Package(Arc<HandedIn>),
}

/// Steps of the plan, the newest last.
#[derive(Clone, Debug, Default)]
pub struct TeamSteps {
    done: Vec<TeamStep>,
    undone: Vec<TeamStep>,
    /// The number of the last action in the project when a step was done, undone or redone last.
    at: u64,
}

impl TeamSteps {
    /// The step that undo takes back.
    pub fn next_undo(&self) -> Option<&TeamStep> {
        self.done.last()
    }

    /// The step that redo does again.
    pub fn next_redo(&self) -> Option<&TeamStep> {
        self.undone.last()
    }
}

impl Session {
    /// Notes a step that is in the file now.
    pub fn note_team_step(&mut self, step: TeamStep) {
        self.team_steps.undone.clear();
        self.team_steps.done.push(step);
        self.note_team_time();
    }

    /// Notes that the newest step was undone. A package that was taken back is not taken in again by redo.
    pub fn note_team_undo(&mut self) {
        if let Some(step) = self.team_steps.done.pop()
            && matches!(step.change, TeamChange::Plan { .. })
        {
            self.team_steps.undone.push(step);
        }
        self.note_team_time();
    }

    /// Notes that the newest undone step was done again.
    pub fn note_team_redo(&mut self) {
        let step = self.team_steps.undone.pop();
        self.team_steps.done.extend(step);
        self.note_team_time();
    }

    fn note_team_time(&mut self) {
        self.note_given(None);
        self.team_steps.at = self.actions.last;
    }

    /// The step of the team that undo reaches now: the newest, if nothing was done in the project since.
    pub fn newest_team_undo(&self) -> Option<&TeamStep> {
        let is_newest = self.team_steps.at == self.actions.last && self.newest_given().is_none();
        self.team_steps.next_undo().filter(|_| is_newest)
    }

    /// The step of the team that redo reaches now.
    pub fn newest_team_redo(&self) -> Option<&TeamStep> {
        let is_newest = self.team_steps.at == self.actions.last && self.newest_given().is_none();
        self.team_steps.next_redo().filter(|_| is_newest)
    }

    /// The first comparing of an article in which the coder has a part, whose changes are noted since then.
    pub fn compared_own(&self, article: &Article) -> Option<&SignedTime> {
        let compared = self.team.compared(&article.name)?;
        let is_own = self.team.is_assigned(&self.coder, &article.name);
        is_own.then_some(compared)
    }

    /// The codes of the people who code the project, in the file of the team or with work that may be seen. In a
    /// blind round its coders see no names but their own.
    pub fn team_codes(&self) -> Vec<String> {
        let mut codes: Vec<String> = self.team.coders.keys().cloned().collect();
        let known: HashSet<String> = codes.iter().map(|code| code.to_lowercase()).collect();
        let with_work = self.coders().into_iter().map(|work| work.coder);
        let is_person = |code: &String| !code.is_empty() && !crate::store::coder::is_reserved(code);
        codes.extend(
            with_work
                .filter(is_person)
                .filter(|code| !known.contains(&code.to_lowercase())),
        );
        codes.sort();
        codes
    }

    /// Whether names of others are hidden: the coder codes in a blind round, or nobody knows who may see what.
    pub fn hides_team(&self) -> bool {
        self.team_is_broken || self.team.codes_blind(&self.coder)
    }
}

#[cfg(test)]
#[path = "team_tests.rs"]
mod tests;
