//! What was taken of an issue, as its decisions say, and whether it is still open.
//!
//! A decision holds as long as the coders' annotations say what they said when it was made. It must not
//! change anything.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::comparison::ArticleComparison;
use super::issue::{Issue, IssueSubject, ValueRow};
use super::matching::UnitIndex;
use crate::annotation::AttributeValue;
use crate::decision::{DecidedHow, Decision, DecisionId, Facet};

/// The decisions of an agreed version by id.
pub type Decisions = BTreeMap<DecisionId, Arc<Decision>>;

/// What was taken of a place or a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It must be decided.
    Open,
    /// Nobody's version was taken.
    Nobody,
    /// The version of a coder, by index; of several who agree the first.
    Coder(usize),
    /// A person changed what was taken; the agreed version has it.
    Edited,
}

/// What was taken of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueOutcome {
    /// It must be decided.
    Open,
    /// A value, or that there is none.
    Taken(Option<AttributeValue>),
    /// It does not matter, since its annotation or relation was not taken.
    Moot,
}

/// How far an issue is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssueState {
    /// The coders agree, and nobody has decided otherwise.
    Agreed,
    Open,
    /// It was decided, but a coder has changed it since.
    Reopened,
    Decided,
}

impl IssueState {
    /// Whether it must be decided.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Reopened)
    }
}

impl Issue {
    /// The facet of a decision about all of it. All fields of an article have the same members, so that
    /// decisions about them are told apart by their names.
    pub fn main_facet(&self) -> Facet {
        match &self.subject {
            IssueSubject::Field(name) => Facet::Field(name.as_str().into()),
            IssueSubject::Annotations(_) | IssueSubject::Relation(_) => Facet::Whole,
        }
    }

    /// The ids of all decisions that can be made about it: the main one, of its place, of its values.
    pub fn decision_ids(&self) -> impl Iterator<Item = DecisionId> + '_ {
        let own = [&self.ids.main, &self.ids.place].into_iter();
        let rows = self.rows.iter().map(|row| &row.id);
        own.chain(rows).cloned()
    }

    /// The decision about all of it that holds.
    pub fn main_decision<'d>(&self, decisions: &'d Decisions) -> Option<&'d Decision> {
        holding(decisions, &self.ids.main, &self.seen)
    }

    /// Whether a coder has changed something of it since it was decided.
    pub fn has_outdated(&self, decisions: &Decisions) -> bool {
        let own = [
            (&self.ids.main, &self.seen),
            (&self.ids.place, &self.seen_place),
        ];
        let rows = self.rows.iter().map(|row| (&row.id, &row.seen));
        let mut all = own.into_iter().chain(rows);
        all.any(|(id, seen)| {
            decisions
                .get(id)
                .is_some_and(|decision| decision.seen != *seen)
        })
    }

    /// The decision about its place that holds.
    pub fn place_decision<'d>(&self, decisions: &'d Decisions) -> Option<&'d Decision> {
        holding(decisions, &self.ids.place, &self.seen_place)
    }
}

impl ValueRow {
    /// The id of a decision about this value.
    pub fn decision_id(&self) -> DecisionId {
        self.id.clone()
    }

    /// The decision about this value that holds.
    pub fn decision<'d>(&self, decisions: &'d Decisions) -> Option<&'d Decision> {
        holding(decisions, &self.id, &self.seen)
    }
}

/// A decision, unless what it is about has changed since.
fn holding<'d>(decisions: &'d Decisions, id: &DecisionId, seen: &str) -> Option<&'d Decision> {
    let decision = decisions.get(id)?;
    (*decision.seen == *seen).then_some(decision)
}

impl ArticleComparison {
    /// Whose annotations or relation were taken. For a field it says whose value was.
    pub fn outcome(&self, issue: &Issue, decisions: &Decisions) -> Outcome {
        let main = issue.main_decision(decisions);
        if main.is_some_and(|decision| decision.how == DecidedHow::Edited) {
            return Outcome::Edited;
        }
        if let IssueSubject::Relation(group) = issue.subject {
            let key = &self.relations()[group].key;
            if self.is_gone(key.from, decisions) || self.is_gone(key.to, decisions) {
                return Outcome::Nobody;
            }
        }
        let decided = issue.place_decision(decisions).or(main);
        match decided {
            Some(decision) => self.taken(decision),
            None => match issue.readings.as_slice() {
                [only] => only
                    .coders
                    .first()
                    .map_or(Outcome::Open, |c| Outcome::Coder(*c)),
                _ => Outcome::Open,
            },
        }
    }

    /// Whether nothing of a cluster was taken. A relation at it goes with it.
    fn is_gone(&self, cluster: usize, decisions: &Decisions) -> bool {
        let issue = &self.issues()[self.issue_of_cluster(cluster)];
        match self.outcome(issue, decisions) {
            Outcome::Nobody => true,
            Outcome::Coder(coder) => self.matching().clusters[cluster].of_coder(coder).is_none(),
            Outcome::Open | Outcome::Edited => false,
        }
    }

    fn taken(&self, decision: &Decision) -> Outcome {
        match &decision.take {
            None => Outcome::Nobody,
            // The file of a coder may be gone; then nobody knows what was taken.
            Some(coder) => self.coder(coder).map_or(Outcome::Open, Outcome::Coder),
        }
    }

    /// What was taken of a value.
    pub fn value_outcome(
        &self,
        issue: &Issue,
        row: &ValueRow,
        decisions: &Decisions,
    ) -> ValueOutcome {
        let outcome = self.outcome(issue, decisions);
        let is_field = matches!(issue.subject, IssueSubject::Field(_));
        let coder = match outcome {
            Outcome::Coder(coder) => coder,
            Outcome::Nobody if is_field => return ValueOutcome::Taken(None),
            Outcome::Edited | Outcome::Nobody => return ValueOutcome::Moot,
            // The place goes first.
            Outcome::Open => return ValueOutcome::Moot,
        };
        if !is_field && !self.has_row(issue, row, coder) {
            return ValueOutcome::Moot;
        }
        if let Some(decision) = row.decision(decisions) {
            let Some(taken) = &decision.take else {
                return ValueOutcome::Taken(None);
            };
            let cell = self.coder(taken).map(|coder| &row.cells[coder]);
            return match cell {
                Some(cell) => ValueOutcome::Taken(cell.value().cloned()),
                None => ValueOutcome::Open,
            };
        }
        let main = issue.main_decision(decisions);
        if let Some(Outcome::Coder(whose)) = main.map(|decision| self.taken(decision))
            && row.cells[whose].is_vote()
        {
            return ValueOutcome::Taken(row.cells[whose].value().cloned());
        }
        let mut votes = self.voters(row, coder).map(|voter| &row.cells[voter]);
        let Some(first) = votes.next() else {
            return ValueOutcome::Moot;
        };
        if votes.all(|vote| vote == first) {
            ValueOutcome::Taken(first.value().cloned())
        } else {
            ValueOutcome::Open
        }
    }

    /// Whether what was taken of this coder has the value of a row.
    fn has_row(&self, issue: &Issue, row: &ValueRow, coder: usize) -> bool {
        match (&issue.subject, row.cluster) {
            (IssueSubject::Annotations(_), Some(cluster)) => {
                self.matching().clusters[cluster].of_coder(coder).is_some()
            }
            (IssueSubject::Relation(_), _) => row.cells[coder].is_vote(),
            _ => true,
        }
    }

    /// The coders who vote on a value once a coder's place was taken: those whose annotation has the same
    /// label.
    pub fn voters<'c>(
        &'c self,
        row: &'c ValueRow,
        taken: usize,
    ) -> impl Iterator<Item = usize> + 'c {
        let label = |coder: usize| {
            let cluster = row.cluster?;
            let unit: UnitIndex = self.matching().clusters[cluster].of_coder(coder)?;
            Some(&self.annotation(unit).label)
        };
        let is_asked = |coder: &usize| row.cells[*coder].is_vote();
        (0..row.cells.len())
            .filter(is_asked)
            .filter(move |&coder| label(coder) == label(taken))
    }

    /// How far an issue is decided.
    pub fn state(&self, issue: &Issue, decisions: &Decisions) -> IssueState {
        let is_row_open =
            |row: &ValueRow| self.value_outcome(issue, row, decisions) == ValueOutcome::Open;
        let is_open = match self.outcome(issue, decisions) {
            Outcome::Open => true,
            Outcome::Edited | Outcome::Nobody => false,
            Outcome::Coder(_) => issue.rows.iter().any(is_row_open),
        };
        let mut ids = issue.decision_ids();
        match (is_open, issue.is_difference()) {
            (true, _) if issue.has_outdated(decisions) => IssueState::Reopened,
            (true, _) => IssueState::Open,
            (false, true) => IssueState::Decided,
            (false, false) if ids.any(|id| decisions.contains_key(&id)) => IssueState::Decided,
            (false, false) => IssueState::Agreed,
        }
    }

    /// The indices of the issues that are open.
    pub fn open(&self, decisions: &Decisions) -> Vec<usize> {
        let issues = self.issues().iter().enumerate();
        let open = issues.filter(|(_, issue)| self.state(issue, decisions).is_open());
        open.map(|(index, _)| index).collect()
    }

    /// Decisions that are about nothing the coders have now: of annotations that are gone, or grouped
    /// otherwise.
    pub fn stale<'d>(&self, decisions: &'d Decisions) -> Vec<&'d DecisionId> {
        let known: std::collections::HashSet<DecisionId> =
            self.issues().iter().flat_map(Issue::decision_ids).collect();
        let stale = decisions.keys().filter(|id| !known.contains(*id));
        stale.collect()
    }
}
