//! Rounds and assignments of `project.json`, as far as agreement needs them.

use std::path::Path;

use serde_json::Value;

use crate::cli::CliError;
use crate::store::coder::PROJECT_FILE;
use crate::store::display_path;

/// A round of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamRound {
    pub id: String,
    pub is_blind: bool,
    pub is_open: bool,
    pub codebook: String,
    /// The seed of the deal, and to how many coders an article went.
    pub seed: Option<u64>,
    pub per_article: Option<u64>,
    pub overlap: Option<u64>,
}

/// An article that a round assigned to coders.
#[derive(Clone, Debug, PartialEq, Eq)]
struct RoundArticle {
    round: String,
    article: String,
    coders: Vec<String>,
}

/// What `project.json` says of rounds; nothing where there is no such file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamFile {
    pub rounds: Vec<TeamRound>,
    assignments: Vec<RoundArticle>,
}

impl TeamFile {
    /// Reads the file in a project's folder, if there is one.
    ///
    /// # Errors
    /// If it cannot be read, or is no JSON.
    pub fn of(root: &Path) -> Result<Self, CliError> {
        let path = root.join(PROJECT_FILE);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(error) => {
                return Err(CliError::Unusable(format!(
                    "the rounds of the project could not be read ({error}); check that you may read the \
                     file: {}",
                    display_path(&path)
                )));
            }
        };
        let json: Value = serde_json::from_slice(&bytes).map_err(|error| {
            CliError::Unusable(format!(
                "the rounds of the project could not be read ({error}); mend the file: {}",
                display_path(&path)
            ))
        })?;
        Ok(Self::parse(&json))
    }

    fn parse(json: &Value) -> Self {
        let list = |name: &str| json[name].as_array().cloned().unwrap_or_default();
        let text = |json: &Value, name: &str| json[name].as_str().unwrap_or_default().to_owned();
        let rounds = list("rounds");
        let rounds = rounds.iter().map(|round| TeamRound {
            id: text(round, "id"),
            is_blind: round["blind"] == true,
            is_open: round.get("opened").is_some_and(|opened| !opened.is_null()),
            codebook: text(round, "codebook"),
            seed: round["seed"].as_u64(),
            per_article: round["per_article"].as_u64(),
            overlap: round["overlap"].as_u64(),
        });
        let assignments = list("assignments");
        let assignments = assignments.iter().map(|assigned| RoundArticle {
            round: text(assigned, "round"),
            article: text(assigned, "article"),
            coders: assigned["coders"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|coder| coder.as_str().map(str::to_owned))
                .collect(),
        });
        Self {
            rounds: rounds.collect(),
            assignments: assignments.collect(),
        }
    }

    /// Adds the rounds of another project.
    pub fn append(&mut self, mut other: Self) {
        other
            .rounds
            .retain(|round| !self.rounds.iter().any(|known| known.id == round.id));
        self.rounds.append(&mut other.rounds);
        self.assignments.append(&mut other.assignments);
    }

    /// Rounds that are blind and not open.
    pub fn closed_rounds(&self) -> impl Iterator<Item = &str> {
        let closed = self
            .rounds
            .iter()
            .filter(|round| round.is_blind && !round.is_open);
        closed.map(|round| round.id.as_str())
    }

    /// Whether a round has an article.
    pub fn has(&self, round: &str, article: &str) -> bool {
        let mut assigned = self.assignments.iter();
        assigned.any(|of| of.round == round && of.article == article)
    }

    /// Whether a round assigned an article to a coder.
    pub fn is_assigned(&self, round: &str, article: &str, coder: &str) -> bool {
        let mut assigned = self.assignments.iter();
        assigned.any(|of| {
            of.round == round && of.article == article && of.coders.iter().any(|is| is == coder)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_and_assignments_are_read_and_anything_else_is_ignored() {
        let json = serde_json::json!({
            "format": "demarche-project", "version": 1, "more": [1],
            "rounds": [
                {"id": "pilot", "blind": true, "codebook": "1.0", "seed": 7, "per_article": 2,
                 "overlap": 100, "opened": {"by": "ls"}},
                {"id": "main", "blind": true}],
            "assignments": [{"round": "pilot", "article": "a.txt", "coders": ["ls", "mk"]}]
        });
        let team = TeamFile::parse(&json);
        assert_eq!(team.closed_rounds().collect::<Vec<_>>(), ["main"]);
        assert_eq!(
            (team.rounds[0].seed, team.rounds[0].per_article),
            (Some(7), Some(2))
        );
        assert!(team.has("pilot", "a.txt") && !team.has("main", "a.txt"));
        assert!(team.is_assigned("pilot", "a.txt", "mk"));
        assert!(!team.is_assigned("pilot", "a.txt", "jo"));
        for odd in [
            "[]",
            "{}",
            r#"{"rounds": 3, "assignments": [null, {"coders": [1]}]}"#,
        ] {
            let json = serde_json::from_str(odd).expect("it is JSON");
            assert_eq!(TeamFile::parse(&json).rounds, []);
        }
    }
}
