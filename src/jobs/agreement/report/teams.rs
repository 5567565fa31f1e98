//! Rounds and assignments of the projects that are measured together, as far as agreement needs them.

use crate::model::team::{AssignmentKey, Round, TeamPlan};

/// How the teams of some projects code; nothing where there is no `project.json`.
#[derive(Clone, Debug, Default)]
pub struct ReportedTeams {
    plans: Vec<TeamPlan>,
}

impl ReportedTeams {
    /// The rounds of one project.
    pub fn of(plan: TeamPlan) -> Self {
        Self { plans: vec![plan] }
    }

    /// Adds the rounds of another project.
    pub fn append(&mut self, mut other: Self) {
        self.plans.append(&mut other.plans);
    }

    /// All rounds by their ids.
    pub fn rounds(&self) -> impl Iterator<Item = (&str, &Round)> {
        let rounds = self.plans.iter().flat_map(|plan| &plan.rounds);
        rounds.map(|(id, round)| (id.as_str(), round))
    }

    /// The ids of all rounds, each once.
    pub fn ids(&self) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for (id, _) in self.rounds() {
            if ids.iter().all(|known| known != id) {
                ids.push(id.to_owned());
            }
        }
        ids
    }

    /// Rounds that are blind and not open.
    pub fn closed_rounds(&self) -> impl Iterator<Item = &str> {
        let closed = self
            .rounds()
            .filter(|(_, round)| round.blind && round.opened.is_none());
        closed.map(|(id, _)| id)
    }

    /// Whether a round has an article.
    pub fn has(&self, round: &str, article: &str) -> bool {
        self.coders(round, article).is_some()
    }

    /// Whether a round assigned an article to a coder.
    pub fn is_assigned(&self, round: &str, article: &str, coder: &str) -> bool {
        let coders = self.coders(round, article).unwrap_or_default();
        coders.iter().any(|is| is == coder)
    }

    fn coders(&self, round: &str, article: &str) -> Option<&[String]> {
        let key = AssignmentKey {
            round: round.to_owned(),
            article: article.to_owned(),
        };
        let mut assigned = self
            .plans
            .iter()
            .filter_map(|plan| plan.assignments.get(&key));
        assigned.next().map(|assigned| assigned.coders.as_slice())
    }
}
