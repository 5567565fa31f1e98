//! The agreed version: decisions as edits of its document.
//!
//! An edit sets decisions and brings the annotations and relations of what was decided in line with them. What
//! it does not touch stays as it is, so that work by hand is never overwritten. It must not know coders'
//! files, or who may decide.
//!
//! Annotations and relations have ids that are derived from what they stand for, as decisions have.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::comparison::ArticleComparison;
use super::issue::{Issue, IssueSubject};
use super::outcome::{Decisions, Outcome, ValueOutcome};
use crate::annotation::{Annotation, AnnotationId, AttributeValue, CodedId, Provenance, Unknown};
use crate::decision::{DecidedHow, Decision, DecisionId, Facet, derived_id};
use crate::document::{Document, Edit};
use crate::document_changes::{AnnotationMap, RelationMap, edits_between};
use crate::relation::Relation;

/// The origin of what all coders have.
const UNANIMOUS: &str = "adjudicated:unanimous";

/// Who decides, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decider {
    pub by: Arc<str>,
    /// An RFC 3339 time in UTC.
    pub at: Arc<str>,
}

/// What a person decides about an issue or one of its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionChoice {
    /// Takes the version of a coder, by index.
    Coder(usize),
    /// Takes nobody's version.
    Nobody,
    /// Takes a decision back.
    Open,
}

/// Decisions to be set or removed, by id, and the issues that they are about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DecisionChanges {
    pub changes: BTreeMap<DecisionId, Option<Arc<Decision>>>,
    pub issues: BTreeSet<usize>,
}

/// How far an edit reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// What was decided is put in line; what is open again is removed.
    Decided,
    /// Only what all coders have and the agreed version lacks is added.
    Agreed,
}

impl ArticleComparison {
    /// Takes a coder's version of an issue, nobody's, or none yet. Its values go with it.
    pub fn decide(
        &self,
        agreed: &Document,
        issue: usize,
        choice: VersionChoice,
        by: &Decider,
    ) -> Edit {
        let about = &self.issues()[issue];
        let mut decisions = DecisionChanges::default();
        decisions.issues.insert(issue);
        for id in about.decision_ids() {
            decisions.changes.insert(id, None);
        }
        let main = about.main_facet();
        if let Some(decision) = self.decision(&about.of, main, &about.seen, choice, by) {
            let id = decision.id();
            let note = agreed.decisions().get(&id);
            decisions
                .changes
                .insert(id, Some(with_note(decision, note)));
        }
        self.apply(agreed, decisions, by)
    }

    /// The same for one value of an issue.
    pub fn decide_value(
        &self,
        agreed: &Document,
        (issue, row): (usize, usize),
        choice: VersionChoice,
        by: &Decider,
    ) -> Edit {
        let row = &self.issues()[issue].rows[row];
        let mut decisions = DecisionChanges::default();
        decisions.issues.insert(issue);
        let decision = self.decision(&row.of, row.facet.clone(), &row.seen, choice, by);
        let note = agreed.decisions().get(&row.decision_id());
        let decision = decision.map(|decision| with_note(decision, note));
        decisions.changes.insert(row.decision_id(), decision);
        self.apply(agreed, decisions, by)
    }

    fn decision(
        &self,
        of: &[CodedId],
        facet: Facet,
        seen: &Arc<str>,
        choice: VersionChoice,
        by: &Decider,
    ) -> Option<Decision> {
        let (take, how) = match choice {
            VersionChoice::Coder(coder) => {
                let coder = self.parts()[coder].coder.clone();
                (Some(coder), DecidedHow::Chosen)
            }
            VersionChoice::Nobody => (None, DecidedHow::None),
            VersionChoice::Open => return None,
        };
        Some(Decision {
            of: of.into(),
            facet,
            seen: seen.clone(),
            take,
            how,
            by: by.by.clone(),
            at: by.at.clone(),
            ..Decision::default()
        })
    }

    /// Writes a note on a decided issue; `None` if it has no decision.
    pub fn set_note(&self, agreed: &Document, issue: usize, note: &str) -> Option<Edit> {
        let about = &self.issues()[issue];
        let mut ids = about.decision_ids();
        let (id, decision) = ids.find_map(|id| Some((id.clone(), agreed.decisions().get(&id)?)))?;
        let decision = Decision {
            note: note.to_owned(),
            ..Decision::clone(decision)
        };
        Some(Edit::Decide(id, Some(decision.into())))
    }

    /// Adds what all coders have to the agreed version, and brings in line what was added so before.
    /// Nothing of it is a decision. The batch is empty if there is nothing to do.
    pub fn take_agreed(&self, agreed: &Document, by: &Decider) -> Edit {
        let issues = (0..self.issues().len()).collect();
        let change = AgreedChange::new(self, agreed, agreed.decisions(), by, Reach::Agreed);
        Edit::Batch(change.edits(issues))
    }

    /// Sets decisions and brings the annotations, relations and fields of their issues in line.
    pub fn apply(&self, agreed: &Document, decisions: DecisionChanges, by: &Decider) -> Edit {
        let mut after = agreed.decisions().clone();
        let mut edits = Vec::new();
        for (id, decision) in decisions.changes {
            if agreed.decisions().get(&id) == decision.as_ref() {
                continue;
            }
            match &decision {
                Some(decision) => _ = after.insert(id.clone(), decision.clone()),
                None => _ = after.remove(&id),
            }
            edits.push(Edit::Decide(id, decision));
        }
        let change = AgreedChange::new(self, agreed, &after, by, Reach::Decided);
        edits.extend(change.edits(decisions.issues));
        Edit::Batch(edits)
    }
}

/// A decision with the note and the unknown fields of the one that it replaces.
pub(super) fn with_note(mut decision: Decision, old: Option<&Arc<Decision>>) -> Arc<Decision> {
    if let Some(old) = old {
        decision.note.clone_from(&old.note);
        decision.rule.clone_from(&old.rule);
        decision.unknown.clone_from(&old.unknown);
    }
    decision.into()
}

/// A change of the agreed version, while its edits are worked out.
struct AgreedChange<'c> {
    comparison: &'c ArticleComparison,
    agreed: &'c Document,
    decisions: &'c Decisions,
    by: &'c Decider,
    reach: Reach,
    /// The annotations of the agreed version that stand for each coder's annotation.
    standing: HashMap<&'c CodedId, Vec<&'c Arc<Annotation>>>,
    standing_relations: HashMap<&'c CodedId, Vec<&'c Arc<Relation>>>,
    from: AnnotationMap,
    to: AnnotationMap,
    from_links: RelationMap,
    to_links: RelationMap,
}

impl<'c> AgreedChange<'c> {
    fn new(
        comparison: &'c ArticleComparison,
        agreed: &'c Document,
        decisions: &'c Decisions,
        by: &'c Decider,
        reach: Reach,
    ) -> Self {
        let mut standing: HashMap<&CodedId, Vec<&Arc<Annotation>>> = HashMap::new();
        for annotation in agreed.annotations().iter().chain(agreed.detached()) {
            for member in &annotation.provenance.from {
                standing.entry(member).or_default().push(annotation);
            }
        }
        let mut standing_relations: HashMap<&CodedId, Vec<&Arc<Relation>>> = HashMap::new();
        for relation in agreed.relations() {
            for member in &relation.provenance.from {
                standing_relations.entry(member).or_default().push(relation);
            }
        }
        Self {
            comparison,
            agreed,
            decisions,
            by,
            reach,
            standing,
            standing_relations,
            from: AnnotationMap::new(),
            to: AnnotationMap::new(),
            from_links: RelationMap::new(),
            to_links: RelationMap::new(),
        }
    }

    fn edits(mut self, issues: BTreeSet<usize>) -> Vec<Edit> {
        let mut fields = Vec::new();
        let mut groups = BTreeSet::new();
        let mut clusters = BTreeSet::new();
        for issue in issues {
            let about = &self.comparison.issues()[issue];
            match &about.subject {
                IssueSubject::Field(name) => fields.extend(self.field_edit(name, about)),
                IssueSubject::Annotations(knot) => {
                    clusters.extend(self.comparison.matching().knots[*knot].iter().copied());
                    self.take_knot(*knot, about);
                }
                IssueSubject::Relation(group) => _ = groups.insert(*group),
            }
        }
        for (index, group) in self.comparison.relations().iter().enumerate() {
            if clusters.contains(&group.key.from) || clusters.contains(&group.key.to) {
                groups.insert(index);
            }
        }
        self.keep_links();
        for group in groups {
            self.take_relation(group);
        }
        let mut edits = edits_between(&self.from, &self.to, &self.from_links, &self.to_links);
        edits.extend(fields);
        edits
    }

    fn field_edit(&self, name: &str, issue: &Issue) -> Option<Edit> {
        let now = self.agreed.fields().values.get(name);
        let row = issue.rows.first()?;
        let value = match self.comparison.value_outcome(issue, row, self.decisions) {
            ValueOutcome::Taken(value) => value,
            ValueOutcome::Open if self.reach == Reach::Decided => None,
            ValueOutcome::Open | ValueOutcome::Moot => return None,
        };
        // What nobody decided is only added.
        let may_set = self.reach == Reach::Decided || now.is_none();
        let is_other = value.as_ref() != now;
        (may_set && is_other).then(|| Edit::SetField(name.to_owned(), value))
    }

    /// The annotations of the agreed version that stand for a cluster.
    fn standing(&self, cluster: usize) -> Vec<&'c Arc<Annotation>> {
        let members = self.comparison.cluster_members(cluster).iter();
        let mut found: Vec<&Arc<Annotation>> = members
            .filter_map(|member| self.standing.get(member))
            .flatten()
            .copied()
            .collect();
        found.sort_by(|one, other| one.id.cmp(&other.id));
        found.dedup_by(|one, other| one.id == other.id);
        found
    }

    fn take_knot(&mut self, knot: usize, issue: &Issue) {
        let outcome = self.comparison.outcome(issue, self.decisions);
        let coder = match (outcome, self.reach) {
            (Outcome::Edited, _) | (Outcome::Open | Outcome::Nobody, Reach::Agreed) => return,
            // A coder has changed it since; what was taken stays until it is decided again.
            (Outcome::Open, Reach::Decided) if issue.has_outdated(self.decisions) => return,
            (Outcome::Open | Outcome::Nobody, Reach::Decided) => None,
            (Outcome::Coder(coder), _) => Some(coder),
        };
        for &cluster in &self.comparison.matching().knots[knot] {
            let standing = self.standing(cluster);
            let is_ours = |annotation: &&Arc<Annotation>| {
                annotation.provenance.origin.as_deref() == Some(UNANIMOUS)
            };
            if self.reach == Reach::Agreed && !standing.iter().all(is_ours) {
                continue;
            }
            for annotation in &standing {
                self.from
                    .insert(annotation.id.clone(), (*annotation).clone());
            }
            let wanted = coder.and_then(|coder| self.annotation(cluster, coder, issue));
            if let Some(wanted) = wanted {
                let old = self.agreed.annotation(&wanted.id);
                let kept = in_line(wanted, old);
                self.to.insert(kept.id.clone(), kept);
            }
        }
    }

    /// What a coder's version of an issue gives for a cluster.
    fn annotation(&self, cluster: usize, coder: usize, issue: &Issue) -> Option<Annotation> {
        let unit = self.comparison.matching().clusters[cluster].of_coder(coder)?;
        let original = self.comparison.annotation(unit);
        let from = self.comparison.cluster_members(cluster);
        let mut annotation = Annotation {
            id: derived_id("annotation", from, "").into(),
            label: original.label.clone(),
            place: original.place.clone(),
            entity: original.entity.clone(),
            attributes: original.attributes.clone(),
            memo: String::new(),
            provenance: self.provenance(issue, from),
            unknown: Unknown::new(),
        };
        for row in issue.rows.iter().filter(|row| row.cluster == Some(cluster)) {
            let outcome = self.comparison.value_outcome(issue, row, self.decisions);
            let value = match outcome {
                ValueOutcome::Taken(value) => value,
                ValueOutcome::Open | ValueOutcome::Moot => None,
            };
            match (&row.facet, value) {
                (Facet::Entity, Some(AttributeValue::Text(id))) => {
                    annotation.entity = Some(id.as_str().into());
                }
                (Facet::Entity, _) => annotation.entity = None,
                (Facet::Attribute(name), Some(value)) => {
                    annotation.attributes.insert(name.clone(), value);
                }
                (Facet::Attribute(name), None) => _ = annotation.attributes.remove(name),
                _ => {}
            }
        }
        Some(annotation)
    }

    /// How an issue was decided; what nobody decided is unanimous.
    fn provenance(&self, issue: &Issue, from: &[CodedId]) -> Provenance {
        let decision = issue
            .place_decision(self.decisions)
            .or_else(|| issue.main_decision(self.decisions));
        let how = decision.map_or(DecidedHow::Unanimous, |decision| decision.how.clone());
        let (by, at) = match decision {
            Some(decision) => (&decision.by, &decision.at),
            None => (&self.by.by, &self.by.at),
        };
        Provenance {
            origin: Some(format!("adjudicated:{how}").into()),
            by: by.clone(),
            at: at.clone(),
            from: from.into(),
        }
    }

    /// Relations at what changes stay, as long as both ends do.
    fn keep_links(&mut self) {
        for id in self.from.keys() {
            for relation in self.agreed.relations_of(id) {
                self.from_links
                    .insert(relation.id.clone(), relation.clone());
            }
        }
        let stays = |id: &AnnotationId| {
            self.to.contains_key(id)
                || (self.agreed.annotation(id).is_some() && !self.from.contains_key(id))
        };
        let kept = self.from_links.iter();
        let kept = kept.filter(|(_, relation)| stays(&relation.from) && stays(&relation.to));
        self.to_links = kept
            .map(|(id, relation)| (id.clone(), relation.clone()))
            .collect();
    }

    fn take_relation(&mut self, group: usize) {
        let issue = &self.comparison.issues()[self.comparison.issue_of_relation(group)];
        let outcome = self.comparison.outcome(issue, self.decisions);
        let coder = match (outcome, self.reach) {
            (Outcome::Edited, _) | (Outcome::Open | Outcome::Nobody, Reach::Agreed) => return,
            (Outcome::Open, Reach::Decided) if issue.has_outdated(self.decisions) => return,
            (Outcome::Open | Outcome::Nobody, Reach::Decided) => None,
            (Outcome::Coder(coder), _) => Some(coder),
        };
        let members = issue.of.iter();
        let mut standing: Vec<&Arc<Relation>> = members
            .filter_map(|member| self.standing_relations.get(member))
            .flatten()
            .copied()
            .collect();
        standing.sort_by(|one, other| one.id.cmp(&other.id));
        standing.dedup_by(|one, other| one.id == other.id);
        let is_ours =
            |relation: &&Arc<Relation>| relation.provenance.origin.as_deref() == Some(UNANIMOUS);
        if self.reach == Reach::Agreed && !standing.iter().all(is_ours) {
            return;
        }
        for relation in &standing {
            self.from_links
                .insert(relation.id.clone(), (*relation).clone());
            self.to_links.remove(&relation.id);
        }
        let wanted = coder.and_then(|coder| self.relation(group, coder, issue));
        if let Some(mut wanted) = wanted {
            if let Some(old) = self.agreed.relation(&wanted.id) {
                wanted.unknown.clone_from(&old.unknown);
                if has_same_source(&wanted.provenance, &old.provenance) {
                    wanted.provenance = old.provenance.clone();
                }
            }
            self.to_links.insert(wanted.id.clone(), wanted.into());
        }
    }

    /// What a coder's version of a relation gives; nothing if the coder has none, or an end was not taken.
    fn relation(&self, group: usize, coder: usize, issue: &Issue) -> Option<Relation> {
        let found = &self.comparison.relations()[group];
        let (_, index) = found.members.iter().find(|(whose, _)| *whose == coder)?;
        let original = &self.comparison.parts()[coder].relations[*index];
        let (from, to) = (self.end(found.key.from)?, self.end(found.key.to)?);
        let mut relation = Relation {
            attributes: original.attributes.clone(),
            provenance: self.provenance(issue, &issue.of),
            ..Relation::new(
                derived_id("relation", &issue.of, ""),
                original.kind.clone(),
                from,
                to,
            )
        };
        for row in &issue.rows {
            let Facet::Attribute(name) = &row.facet else {
                continue;
            };
            match self.comparison.value_outcome(issue, row, self.decisions) {
                ValueOutcome::Taken(Some(value)) => {
                    relation.attributes.insert(name.clone(), value);
                }
                _ => _ = relation.attributes.remove(name),
            }
        }
        Some(relation)
    }

    /// The annotation of the agreed version that stands for a cluster after this change.
    fn end(&self, cluster: usize) -> Option<AnnotationId> {
        let derived = derived_id("annotation", self.comparison.cluster_members(cluster), "");
        let derived = AnnotationId::from(derived);
        if self.to.contains_key(&derived) {
            return Some(derived);
        }
        let standing = self.standing(cluster);
        let mut left = standing.iter().filter(|annotation| {
            !self.from.contains_key(&annotation.id) || self.to.contains_key(&annotation.id)
        });
        left.next().map(|annotation| annotation.id.clone())
    }
}

/// Whether two have the same origin and stand for the same; who made them and when may differ.
fn has_same_source(one: &Provenance, other: &Provenance) -> bool {
    one.origin == other.origin && one.from == other.from
}

/// An annotation with what a person added to the one that it replaces, which stays if nothing else differs.
fn in_line(mut wanted: Annotation, old: Option<&Arc<Annotation>>) -> Arc<Annotation> {
    if let Some(old) = old {
        wanted.memo.clone_from(&old.memo);
        wanted.unknown.clone_from(&old.unknown);
        if has_same_source(&wanted.provenance, &old.provenance) {
            wanted.provenance = old.provenance.clone();
        }
        if wanted == **old {
            return old.clone();
        }
    }
    wanted.into()
}
