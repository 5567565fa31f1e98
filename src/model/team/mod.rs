//! How a team codes a project: its coders, rounds, and which article is dealt to whom.
//!
//! `deal` deals articles to coders, `changes` enters what people do; [`blind`] says whose work a coder may see meanwhile. The deal is written
//! down article by article, so that it can be read and corrected by hand, and does not change when articles
//! come or a coder leaves. It must not know files: articles are names relative to the project's folder, coders
//! are their codes.

use std::collections::{BTreeMap, BTreeSet};

use super::annotation::Unknown;

mod deal;

mod changes;

pub mod blind;

pub use deal::{Deal, DealError, Dealing, DealtArticle, MAX_CODER_SETS};

/// A coder of the team.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamCoder {
    /// The person's name; may be empty.
    pub name: String,
    /// The code under which the same person codes a second time, to measure how stable the codings are; empty
    /// if it is the first.
    pub again: String,
    pub unknown: Unknown,
}

/// Who did something, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignedTime {
    pub by: String,
    /// An RFC 3339 time in UTC.
    pub at: String,
    /// Who did it too, later.
    pub also: Vec<String>,
    pub unknown: Unknown,
}

/// Articles that named coders code under one version of the codebook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Coders must not see each other's work until the round is opened.
    pub blind: bool,
    /// The version of the codebook.
    pub codebook: String,
    pub coders: Vec<String>,
    pub seed: u64,
    /// How many coders code an article that several code; 0 if it was not dealt.
    pub per_article: usize,
    /// How many of a hundred articles several coders code.
    pub overlap: u32,
    /// Loads were counted in words rather than articles.
    pub by_words: bool,
    /// Coders may be shown suggestions although the round is blind.
    pub suggestions: bool,
    /// When coders were allowed to see each other's work.
    pub opened: Option<SignedTime>,
    pub unknown: Unknown,
}

/// Who codes an article in a round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    pub coders: Vec<String>,
    /// When the coders' work was first compared.
    pub compared: Option<SignedTime>,
    pub unknown: Unknown,
}

/// The key of an assignment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssignmentKey {
    pub round: String,
    /// The article's name, relative to the project's folder.
    pub article: String,
}

/// How a team codes a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamPlan {
    /// The name of the project; may be empty.
    pub name: String,
    /// By code.
    pub coders: BTreeMap<String, TeamCoder>,
    /// By id.
    pub rounds: BTreeMap<String, Round>,
    pub assignments: BTreeMap<AssignmentKey, Assignment>,
    pub unknown: Unknown,
}

/// Something wrong in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamFault {
    /// The coder, round or article that it is about.
    pub subject: String,
    pub kind: TeamFaultKind,
}

/// What is wrong in a plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TeamFaultKind {
    #[error("the code “{0}” cannot be part of a file name, or is reserved; choose another")]
    NoCode(String),
    #[error("“{0}” and “{1}” differ only by case and are the same coder; keep one of them")]
    SamePerson(String, String),
    #[error("“{0}” is not among the coders; add it, or correct its code")]
    UnknownCoder(String),
    #[error("the round “{0}” is not among the rounds; add it, or remove the assignment")]
    UnknownRound(String),
    #[error("there is no such article; restore it, or remove the assignment")]
    MissingArticle,
    #[error("the rounds “{0}” and “{1}” both claim the coding of “{2}”; keep one of them")]
    TwoRounds(String, String, String),
    #[error("an overlap of {0} % is more than all articles; it is at most 100")]
    Overlap(u32),
}

impl SignedTime {
    /// Whether a coder did it, first or later.
    pub fn is_by(&self, coder: &str) -> bool {
        is_same(&self.by, coder) || self.also.iter().any(|also| is_same(also, coder))
    }
}

/// Whether two codes mean the same person.
fn is_same(one: &str, other: &str) -> bool {
    one == other || one.to_lowercase() == other.to_lowercase()
}

impl TeamPlan {
    /// Whether it says anything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The assignments of an article, by round.
    pub fn of_article<'p>(
        &'p self,
        article: &'p str,
    ) -> impl Iterator<Item = (&'p str, &'p Assignment)> {
        let all = self.assignments.iter();
        all.filter(move |(key, _)| key.article == article)
            .map(|(key, assignment)| (key.round.as_str(), assignment))
    }

    /// The assignments of a round, by article.
    pub fn of_round<'p>(
        &'p self,
        round: &'p str,
    ) -> impl Iterator<Item = (&'p str, &'p Assignment)> {
        let all = self.assignments.iter();
        all.filter(move |(key, _)| key.round == round)
            .map(|(key, assignment)| (key.article.as_str(), assignment))
    }

    /// The articles that a coder codes in a round.
    pub fn articles_of(&self, round: &str, coder: &str) -> BTreeSet<&str> {
        let all = self.assignments.iter();
        all.filter(|(key, of)| key.round == round && of.coders.iter().any(|c| is_same(c, coder)))
            .map(|(key, _)| key.article.as_str())
            .collect()
    }

    /// The plan as a coder gets it in a package: this coder, the round, and its assignments without the
    /// names of others.
    #[must_use]
    pub fn reduced_to(&self, round: &str, coder: &str) -> Self {
        let is_coder = |code: &&String| is_same(code, coder);
        let coders = self.coders.iter().filter(|(code, _)| is_coder(code));
        let rounds = self.rounds.iter().filter(|(id, _)| *id == round);
        let assignments = self.assignments.iter();
        let assignments = assignments.filter(|(key, of)| {
            key.round == round && of.coders.iter().any(|code| is_same(code, coder))
        });
        Self {
            name: self.name.clone(),
            coders: coders
                .map(|(code, of)| (code.clone(), of.clone()))
                .collect(),
            rounds: rounds
                .map(|(id, of)| {
                    let mut of = of.clone();
                    of.coders.retain(|code| is_coder(&code));
                    (id.clone(), of)
                })
                .collect(),
            assignments: assignments
                .map(|(key, of)| {
                    let mut of = of.clone();
                    of.coders.retain(|code| is_coder(&code));
                    of.compared = None;
                    (key.clone(), of)
                })
                .collect(),
            unknown: self.unknown.clone(),
        }
    }

    /// Everything wrong in it. `is_code` tells whether a code can stand in a file name and is not reserved,
    /// `is_article` whether there is an article of this name.
    pub fn faults(
        &self,
        is_code: impl Fn(&str) -> bool,
        is_article: impl Fn(&str) -> bool,
    ) -> Vec<TeamFault> {
        let mut faults = Vec::new();
        let mut fault = |subject: &str, kind| {
            let subject = subject.to_owned();
            faults.push(TeamFault { subject, kind });
        };
        let mut seen: BTreeMap<String, &String> = BTreeMap::new();
        for (code, coder) in &self.coders {
            if !is_code(code) {
                fault(code, TeamFaultKind::NoCode(code.clone()));
            }
            if let Some(other) = seen.insert(code.to_lowercase(), code) {
                fault(code, TeamFaultKind::SamePerson(other.clone(), code.clone()));
            }
            if !coder.again.is_empty() && !self.has_coder(&coder.again) {
                fault(code, TeamFaultKind::UnknownCoder(coder.again.clone()));
            }
        }
        for (id, round) in &self.rounds {
            for code in round.coders.iter().filter(|code| !self.has_coder(code)) {
                fault(id, TeamFaultKind::UnknownCoder(code.clone()));
            }
            if round.overlap > 100 {
                fault(id, TeamFaultKind::Overlap(round.overlap));
            }
        }
        let mut claimed: BTreeMap<(&str, String), &str> = BTreeMap::new();
        for (key, assignment) in &self.assignments {
            let article = key.article.as_str();
            if !self.rounds.contains_key(&key.round) {
                fault(article, TeamFaultKind::UnknownRound(key.round.clone()));
            }
            if !is_article(article) {
                fault(article, TeamFaultKind::MissingArticle);
            }
            for code in &assignment.coders {
                if !self.has_coder(code) {
                    fault(article, TeamFaultKind::UnknownCoder(code.clone()));
                }
                let coding = (article, code.to_lowercase());
                if let Some(first) = claimed.insert(coding, &key.round)
                    && first != key.round
                {
                    let (first, second) = (first.to_owned(), key.round.clone());
                    fault(
                        article,
                        TeamFaultKind::TwoRounds(first, second, code.clone()),
                    );
                }
            }
        }
        faults
    }

    fn has_coder(&self, code: &str) -> bool {
        self.coders.keys().any(|known| is_same(known, code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> TeamPlan {
        let coder = |code: &str| (code.to_owned(), TeamCoder::default());
        let assigned = |article: &str, coders: &[&str]| {
            let key = AssignmentKey {
                round: "pilot".to_owned(),
                article: article.to_owned(),
            };
            let coders = coders.iter().map(|code| (*code).to_owned()).collect();
            let assignment = Assignment {
                coders,
                ..Assignment::default()
            };
            (key, assignment)
        };
        TeamPlan {
            coders: [coder("ls"), coder("mk")].into(),
            rounds: [(
                "pilot".to_owned(),
                Round {
                    coders: vec!["ls".to_owned(), "mk".to_owned()],
                    ..Round::default()
                },
            )]
            .into(),
            assignments: [assigned("a.txt", &["ls", "mk"]), assigned("b.txt", &["mk"])].into(),
            ..TeamPlan::default()
        }
    }

    fn faults(plan: &TeamPlan) -> Vec<(String, TeamFaultKind)> {
        let found = plan.faults(|code| code != "gold", |article| article != "gone.txt");
        found.into_iter().map(|f| (f.subject, f.kind)).collect()
    }

    #[test]
    fn a_plan_without_faults_has_none_and_each_fault_is_found() {
        assert_eq!(faults(&plan()), []);
        let mut wrong = plan();
        wrong.coders.insert("gold".to_owned(), TeamCoder::default());
        wrong.coders.insert("MK".to_owned(), TeamCoder::default());
        let again = TeamCoder {
            again: "jo".to_owned(),
            ..TeamCoder::default()
        };
        wrong.coders.insert("ls-2".to_owned(), again);
        let round = Round {
            coders: vec!["xy".to_owned()],
            overlap: 101,
            ..Round::default()
        };
        wrong.rounds.insert("second".to_owned(), round);
        let key = |round: &str, article: &str| AssignmentKey {
            round: round.to_owned(),
            article: article.to_owned(),
        };
        let mk = Assignment {
            coders: vec!["mk".to_owned()],
            ..Assignment::default()
        };
        wrong.assignments.insert(key("second", "b.txt"), mk.clone());
        wrong.assignments.insert(key("third", "gone.txt"), mk);
        let text = |text: &str| text.to_owned();
        use TeamFaultKind as Kind;
        assert_eq!(
            faults(&wrong),
            [
                (text("gold"), Kind::NoCode(text("gold"))),
                (text("ls-2"), Kind::UnknownCoder(text("jo"))),
                (text("mk"), Kind::SamePerson(text("MK"), text("mk"))),
                (text("second"), Kind::UnknownCoder(text("xy"))),
                (text("second"), Kind::Overlap(101)),
                (
                    text("b.txt"),
                    Kind::TwoRounds(text("pilot"), text("second"), text("mk"))
                ),
                (text("gone.txt"), Kind::UnknownRound(text("third"))),
                (text("gone.txt"), Kind::MissingArticle),
            ]
        );
    }

    #[test]
    fn a_package_names_no_other_coder() {
        let reduced = plan().reduced_to("pilot", "MK");
        assert_eq!(reduced.coders.keys().collect::<Vec<_>>(), ["mk"]);
        assert_eq!(reduced.rounds["pilot"].coders, ["mk"]);
        assert_eq!(reduced.assignments.len(), 2);
        assert!(reduced.assignments.values().all(|of| of.coders == ["mk"]));
        assert_eq!(plan().reduced_to("pilot", "ls").assignments.len(), 1);
        assert_eq!(plan().articles_of("pilot", "ls"), ["a.txt"].into());
    }
}
