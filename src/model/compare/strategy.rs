//! Votes: the proposal for a difference, and strategies that decide many at once.
//!
//! A strategy decides only what is open, so that applying it twice is applying it once, and never what a
//! person has decided. It must not change anything: it gives decisions, which
//! [`apply`](super::ArticleComparison::apply) turns into edits.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::agreed::{Decider, DecisionChanges};
use super::comparison::ArticleComparison;
use super::issue::{DifferenceFlags, Issue, IssueSubject, ValueRow};
use super::outcome::{Decisions, Outcome, ValueOutcome};
use crate::annotation::{AttributeId, CodedId, LabelId};
use crate::decision::{DecidedHow, Decision, Facet};
use crate::document::Document;

/// From how many coders on there is a majority.
pub const MAJORITY_FROM: usize = 3;

/// A rule by which many differences are decided at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// What all coders have. It needs no decision.
    Unanimous,
    /// What more than half of the coders have; ties stay open.
    Majority,
    /// What one coder has, also what only this coder has.
    Leader(Arc<str>),
    /// What only some have, if nobody contradicts.
    Anyone,
}

/// What strategies are limited to; by default nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StrategyScope {
    /// Only differences with an annotation of one of these labels.
    pub labels: Option<BTreeSet<LabelId>>,
    /// Only these attributes of them.
    pub attributes: Option<BTreeSet<AttributeId>>,
    /// Only differences with one of these flags.
    pub flags: Option<DifferenceFlags>,
}

/// What strategies would decide in an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StrategyPreview {
    /// Differences that were open.
    pub open_before: usize,
    /// The issues of these that would be decided.
    pub decided: Vec<usize>,
    pub decisions: DecisionChanges,
}

impl StrategyPreview {
    /// How many would stay open.
    pub fn open_after(&self) -> usize {
        self.open_before - self.decided.len()
    }
}

/// What most coders have of a difference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The coder whose place is proposed; `None` if it needs no decision or the votes are tied.
    pub place: Option<usize>,
    /// By row: the coder whose value is proposed.
    pub values: Vec<(usize, usize)>,
    /// How many facets stay open since the votes are tied.
    pub tied: usize,
}

impl Proposal {
    /// Whether it proposes anything.
    pub fn is_empty(&self) -> bool {
        self.place.is_none() && self.values.is_empty()
    }
}

impl ArticleComparison {
    /// What most coders have of an issue that is open.
    pub fn proposal(&self, issue: &Issue, decisions: &Decisions) -> Proposal {
        let mut proposal = Proposal::default();
        let place = match self.outcome(issue, decisions) {
            Outcome::Edited | Outcome::Nobody => return proposal,
            Outcome::Coder(coder) => coder,
            Outcome::Open => {
                let mut readings = issue.readings.iter().map(|reading| &reading.coders);
                let most = readings.clone().map(Vec::len).max();
                let first = readings.find(|coders| Some(coders.len()) == most);
                match (first, readings.any(|coders| Some(coders.len()) == most)) {
                    (Some(coders), false) => {
                        proposal.place = coders.first().copied();
                        coders[0]
                    }
                    _ => {
                        proposal.tied += 1;
                        return proposal;
                    }
                }
            }
        };
        for (index, row) in issue.rows.iter().enumerate() {
            if !self.is_value_open(issue, row, place, decisions) {
                continue;
            }
            match self.most(row, place) {
                Some((coder, _)) => proposal.values.push((index, coder)),
                None => proposal.tied += 1,
            }
        }
        proposal
    }

    /// Decides an issue as proposed.
    pub fn take_proposal(&self, agreed: &Document, issue: usize, by: &Decider) -> DecisionChanges {
        let about = &self.issues()[issue];
        let proposal = self.proposal(about, agreed.decisions());
        let mut changes = DecisionChanges::default();
        let mut put = |of: &[CodedId], facet, seen: &Arc<str>, coder: usize| {
            let decision = self.taken_from(of, facet, seen, coder, DecidedHow::Chosen, by);
            changes.changes.insert(decision.id(), Some(decision.into()));
            changes.issues.insert(issue);
        };
        if let Some(coder) = proposal.place {
            put(&about.of, Facet::Place, &about.seen_place, coder);
        }
        for (row, coder) in proposal.values {
            let row = &about.rows[row];
            put(&row.of, row.facet.clone(), &row.seen, coder);
        }
        changes
    }

    /// What strategies, one after the other, would decide.
    pub fn preview(
        &self,
        agreed: &Document,
        strategies: &[Strategy],
        scope: &StrategyScope,
        by: &Decider,
    ) -> StrategyPreview {
        let mut after = agreed.decisions().clone();
        let mut preview = StrategyPreview::default();
        let before: Vec<usize> = self
            .differences()
            .iter()
            .copied()
            .filter(|&index| {
                let issue = &self.issues()[index];
                self.is_in_scope(issue, scope) && self.state(issue, &after).is_open()
            })
            .collect();
        preview.open_before = before.len();
        for &index in &before {
            let issue = &self.issues()[index];
            for strategy in strategies {
                for decision in self.decide_by(strategy, issue, scope, &after, by) {
                    let (id, decision) = (decision.id(), Arc::new(decision));
                    after.insert(id.clone(), decision.clone());
                    preview.decisions.changes.insert(id, Some(decision));
                    preview.decisions.issues.insert(index);
                }
            }
        }
        // A relation may be decided with its end.
        let decided = before.into_iter();
        preview.decided = decided
            .filter(|&index| !self.state(&self.issues()[index], &after).is_open())
            .collect();
        preview
    }

    fn is_in_scope(&self, issue: &Issue, scope: &StrategyScope) -> bool {
        let has_label = scope.labels.as_ref().is_none_or(|labels| {
            let mut own = self.labels(issue).into_iter();
            own.any(|label| labels.contains(label))
        });
        has_label && scope.flags.is_none_or(|flags| issue.flags.meets(flags))
    }

    /// The decisions of one strategy about an issue.
    fn decide_by(
        &self,
        strategy: &Strategy,
        issue: &Issue,
        scope: &StrategyScope,
        decisions: &Decisions,
        by: &Decider,
    ) -> Vec<Decision> {
        let mut made = Vec::new();
        let is_field = matches!(issue.subject, IssueSubject::Field(_));
        let place = match self.outcome(issue, decisions) {
            Outcome::Edited | Outcome::Nobody => return made,
            Outcome::Coder(coder) => coder,
            Outcome::Open => {
                // Only values were asked for.
                if scope.attributes.is_some() {
                    return made;
                }
                let Some((coder, how)) = self.place_by(strategy, issue) else {
                    return made;
                };
                let (of, seen) = (&issue.of, &issue.seen_place);
                made.push(self.taken_from(of, Facet::Place, seen, coder, how, by));
                coder
            }
        };
        for row in &issue.rows {
            let is_meant = match (&row.facet, &scope.attributes) {
                (_, None) => true,
                (Facet::Attribute(name), Some(names)) => names.contains(name),
                (_, Some(_)) => false,
            };
            if !is_meant || !self.is_value_open(issue, row, place, decisions) {
                continue;
            }
            let taken = match strategy {
                Strategy::Unanimous => None,
                Strategy::Majority if self.parts().len() < MAJORITY_FROM => None,
                Strategy::Majority => {
                    let voters = self.voters(row, place).count();
                    let most = self.most(row, place);
                    let most = most.filter(|(_, votes)| 2 * votes > voters);
                    most.map(|(coder, _)| (coder, DecidedHow::Majority))
                }
                Strategy::Leader(leader) => {
                    let coder = self.coder(leader);
                    let coder = coder.filter(|&coder| row.cells[coder].is_vote());
                    coder.map(|coder| (coder, DecidedHow::Leader))
                }
                // Only one has filled the field, and nobody contradicts.
                Strategy::Anyone if is_field => {
                    let mut filled =
                        (0..row.cells.len()).filter(|&coder| row.cells[coder].value().is_some());
                    let first = filled.next();
                    let same = filled.all(|other| {
                        first.is_some_and(|first| row.cells[first] == row.cells[other])
                    });
                    first
                        .filter(|_| same)
                        .map(|coder| (coder, DecidedHow::Anyone))
                }
                Strategy::Anyone => None,
            };
            if let Some((coder, how)) = taken {
                let (of, facet) = (&row.of, row.facet.clone());
                made.push(self.taken_from(of, facet, &row.seen, coder, how, by));
            }
        }
        made
    }

    /// Whose place a strategy takes.
    fn place_by(&self, strategy: &Strategy, issue: &Issue) -> Option<(usize, DecidedHow)> {
        let coders = self.parts().len();
        match strategy {
            Strategy::Unanimous => None,
            Strategy::Majority => {
                let most = issue
                    .readings
                    .iter()
                    .max_by_key(|reading| reading.coders.len())?;
                // Of a relation only those can have a vote who have both of its ends.
                let voters: usize = issue.readings.iter().map(|r| r.coders.len()).sum();
                let is_most = 2 * most.coders.len() > voters;
                let coder = most
                    .coders
                    .first()
                    .filter(|_| is_most && coders >= MAJORITY_FROM)?;
                Some((*coder, DecidedHow::Majority))
            }
            Strategy::Leader(leader) => {
                let coder = self.coder(leader)?;
                let has_part = issue
                    .of
                    .iter()
                    .any(|member| member.parts().is_some_and(|(whose, _)| whose == &**leader));
                has_part.then_some((coder, DecidedHow::Leader))
            }
            Strategy::Anyone => {
                let is_alone = match issue.subject {
                    IssueSubject::Annotations(knot) => self.matching().knots[knot].len() == 1,
                    IssueSubject::Relation(_) => true,
                    IssueSubject::Field(_) => false,
                };
                let only_missing =
                    issue.flags.missing && !issue.flags.label && !issue.flags.borders;
                if !is_alone || !only_missing {
                    return None;
                }
                let coder = issue.of.first()?.parts()?.0;
                Some((self.coder(coder)?, DecidedHow::Anyone))
            }
        }
    }

    /// Whether a value must be decided once a coder's place was taken.
    fn is_value_open(
        &self,
        issue: &Issue,
        row: &ValueRow,
        place: usize,
        decisions: &Decisions,
    ) -> bool {
        if let Outcome::Coder(_) = self.outcome(issue, decisions) {
            return self.value_outcome(issue, row, decisions) == ValueOutcome::Open;
        }
        if row.decision(decisions).is_some() {
            return false;
        }
        let mut votes = self.voters(row, place).map(|voter| &row.cells[voter]);
        let is_taken = row.cells[place].is_vote();
        let first = votes.next();
        is_taken && !votes.all(|vote| Some(vote) == first)
    }

    /// The value with most votes among those who may vote: the first coder who has it, and its votes; `None`
    /// if two have as many.
    fn most(&self, row: &ValueRow, place: usize) -> Option<(usize, usize)> {
        let voters: Vec<usize> = self.voters(row, place).collect();
        let votes = |coder: usize| {
            let same = voters
                .iter()
                .filter(|&&other| row.cells[other] == row.cells[coder]);
            same.count()
        };
        let counted: Vec<(usize, usize)> = voters.iter().map(|&c| (c, votes(c))).collect();
        let best = counted.iter().map(|(_, votes)| *votes).max()?;
        let first = counted.iter().find(|(_, votes)| *votes == best)?;
        let mut others = counted.iter().filter(|(_, votes)| *votes == best);
        let is_tied = others.any(|(coder, _)| row.cells[*coder] != row.cells[first.0]);
        (!is_tied).then_some(*first)
    }

    fn taken_from(
        &self,
        of: &[CodedId],
        facet: Facet,
        seen: &Arc<str>,
        coder: usize,
        how: DecidedHow,
        by: &Decider,
    ) -> Decision {
        Decision {
            of: of.into(),
            facet,
            seen: seen.clone(),
            take: Some(self.parts()[coder].coder.clone()),
            how,
            by: by.by.clone(),
            at: by.at.clone(),
            ..Decision::default()
        }
    }
}
