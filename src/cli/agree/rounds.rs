//! Rounds and assignments of `project.json`, as far as agreement needs them.

use std::collections::HashMap;
use std::path::Path;

use crate::cli::CliError;
use crate::model::team::TeamPlan;
use crate::store::display_path;
use crate::store::team::{self, project_file};

/// A round of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamRound {
    pub id: String,
    pub is_blind: bool,
    pub is_open: bool,
    pub codebook: String,
    /// The seed of the deal, and to how many coders an article went.
    pub seed: Option<u64>,
    pub per_article: Option<usize>,
    pub overlap: Option<u32>,
}

/// A round that assigned an article, and to which coders.
#[derive(Clone, Debug, PartialEq, Eq)]
struct RoundCoders {
    round: String,
    coders: Vec<String>,
}

/// What `project.json` says of rounds; nothing where there is no such file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamFile {
    pub rounds: Vec<TeamRound>,
    /// By article.
    assignments: HashMap<String, Vec<RoundCoders>>,
}

impl TeamFile {
    /// Reads the file in a project's folder, if there is one.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn of(root: &Path) -> Result<Self, CliError> {
        let path = project_file(root);
        let plan = team::read_file(&path).map_err(|error| {
            CliError::Unusable(format!(
                "the rounds of the project could not be read ({error}); mend the file: {}",
                display_path(&path)
            ))
        })?;
        Ok(plan.map(Self::of_plan).unwrap_or_default())
    }

    fn of_plan(plan: TeamPlan) -> Self {
        let rounds = plan.rounds.into_iter().map(|(id, round)| TeamRound {
            id,
            is_blind: round.blind,
            is_open: round.opened.is_some(),
            codebook: round.codebook,
            // Where it was not dealt, nobody has chosen these.
            seed: (round.per_article > 0).then_some(round.seed),
            per_article: (round.per_article > 0).then_some(round.per_article),
            overlap: (round.per_article > 0).then_some(round.overlap),
        });
        let rounds = rounds.collect();
        let mut assignments: HashMap<String, Vec<RoundCoders>> = HashMap::new();
        for (key, assignment) in plan.assignments {
            let of_article = assignments.entry(key.article).or_default();
            of_article.push(RoundCoders {
                round: key.round,
                coders: assignment.coders,
            });
        }
        Self {
            rounds,
            assignments,
        }
    }

    /// Adds the rounds of another project.
    pub fn append(&mut self, mut other: Self) {
        other
            .rounds
            .retain(|round| !self.rounds.iter().any(|known| known.id == round.id));
        self.rounds.append(&mut other.rounds);
        for (article, mut rounds) in other.assignments {
            self.assignments
                .entry(article)
                .or_default()
                .append(&mut rounds);
        }
    }

    /// Rounds that are blind and not open.
    pub fn closed_rounds(&self) -> impl Iterator<Item = &str> {
        let closed = self
            .rounds
            .iter()
            .filter(|round| round.is_blind && !round.is_open);
        closed.map(|round| round.id.as_str())
    }

    fn of_article(&self, article: &str) -> &[RoundCoders] {
        self.assignments.get(article).map_or(&[], Vec::as_slice)
    }

    /// Whether a round has an article.
    pub fn has(&self, round: &str, article: &str) -> bool {
        self.of_article(article).iter().any(|of| of.round == round)
    }

    /// Whether a round assigned an article to a coder.
    pub fn is_assigned(&self, round: &str, article: &str, coder: &str) -> bool {
        let mut assigned = self.of_article(article).iter();
        assigned.any(|of| of.round == round && of.coders.iter().any(|is| is == coder))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_and_assignments_of_a_plan() {
        let plan = team::read(
            br#"{"format": "demarche-project", "version": 1,
            "coders": [{"id": "ls"}, {"id": "mk"}],
            "rounds": [
                {"id": "main", "blind": true, "coders": ["ls"]},
                {"id": "pilot", "blind": true, "codebook": "1.0", "coders": ["ls", "mk"], "seed": 7,
                 "per_article": 2, "overlap": 100, "opened": {"by": "ls", "at": "2026-12-01T09:00:00Z"}}],
            "assignments": [{"round": "pilot", "article": "a.txt", "coders": ["ls", "mk"]}]}"#,
        );
        let team = TeamFile::of_plan(plan.expect("a plan"));
        assert_eq!(team.closed_rounds().collect::<Vec<_>>(), ["main"]);
        assert_eq!(
            (team.rounds[1].seed, team.rounds[1].per_article),
            (Some(7), Some(2))
        );
        assert_eq!(team.rounds[0].seed, None);
        assert!(team.has("pilot", "a.txt") && !team.has("main", "a.txt"));
        assert!(team.is_assigned("pilot", "a.txt", "mk"));
        assert!(!team.is_assigned("pilot", "a.txt", "jo"));
    }
}
