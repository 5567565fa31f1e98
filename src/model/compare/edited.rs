//! Work by hand on the agreed version after something was taken: whoever changes it decides it.
//!
//! It must not know how a person edits; it is given the edit.

use std::collections::BTreeSet;

use super::agreed::{Decider, with_note};
use super::comparison::ArticleComparison;
use super::issue::IssueSubject;
use crate::annotation::{AnnotationId, CodedId};
use crate::decision::{DecidedHow, Decision};
use crate::document::{Document, Edit, Owner};
use crate::relation::RelationId;

/// What an edit changes.
#[derive(Default)]
struct Touched<'e> {
    annotations: BTreeSet<&'e AnnotationId>,
    relations: BTreeSet<&'e RelationId>,
}

impl<'e> Touched<'e> {
    fn add(&mut self, edit: &'e Edit) {
        match edit {
            Edit::Remove(id)
            | Edit::SetPlace(id, _)
            | Edit::SetLabel(id, _)
            | Edit::SetEntity(id, _)
            | Edit::SetAttribute(Owner::Annotation(id), _, _) => _ = self.annotations.insert(id),
            Edit::Unlink(id) | Edit::SetAttribute(Owner::Relation(id), _, _) => {
                self.relations.insert(id);
            }
            Edit::Batch(edits) => edits.iter().for_each(|edit| self.add(edit)),
            // A memo is the adjudicator's own; what is added stands for nobody's work.
            Edit::SetMemo(..)
            | Edit::Add(_)
            | Edit::Link(_)
            | Edit::SetStatus(_)
            | Edit::SetField(..)
            | Edit::Decide(..) => {}
        }
    }
}

impl ArticleComparison {
    /// The decisions that an edit of the agreed version by hand makes: each issue of which it changes what was
    /// taken is decided as edited, so that nothing replaces what it has now.
    pub fn mark_edited(&self, agreed: &Document, edit: &Edit, by: &Decider) -> Vec<Edit> {
        let mut touched = Touched::default();
        touched.add(edit);
        let annotations = touched.annotations.into_iter();
        let annotations = annotations.filter_map(|id| agreed.annotation(id));
        let relations = touched.relations.into_iter();
        let relations = relations.filter_map(|id| agreed.relation(id));
        let annotated: BTreeSet<&CodedId> = annotations
            .flat_map(|annotation| annotation.provenance.from.iter())
            .collect();
        let linked: BTreeSet<&CodedId> = relations
            .flat_map(|relation| relation.provenance.from.iter())
            .collect();
        if annotated.is_empty() && linked.is_empty() {
            return Vec::new();
        }
        let issues = self.issues().iter().filter(|issue| {
            let changed = match issue.subject {
                IssueSubject::Annotations(_) => &annotated,
                IssueSubject::Relation(_) => &linked,
                IssueSubject::Field(_) => return false,
            };
            issue.of.iter().any(|member| changed.contains(member))
        });
        let decided = issues.filter_map(|issue| {
            let id = issue.ids.main.clone();
            let old = agreed.decisions().get(&id);
            let is_marked =
                |old: &Decision| old.how == DecidedHow::Edited && old.seen == issue.seen;
            if old.is_some_and(|old| is_marked(old)) {
                return None;
            }
            let decision = Decision {
                of: issue.of.clone(),
                seen: issue.seen.clone(),
                take: old.and_then(|old| old.take.clone()),
                how: DecidedHow::Edited,
                by: by.by.clone(),
                at: by.at.clone(),
                ..Decision::default()
            };
            Some(Edit::Decide(id, Some(with_note(decision, old))))
        });
        decided.collect()
    }

    /// The issue of which an annotation of the agreed version was taken.
    pub fn issue_of_taken(&self, agreed: &Document, annotation: &AnnotationId) -> Option<usize> {
        let from = &agreed.annotation(annotation)?.provenance.from;
        let mut issues = self.issues().iter();
        issues.position(|issue| {
            let is_annotated = matches!(issue.subject, IssueSubject::Annotations(_));
            is_annotated && issue.of.iter().any(|member| from.contains(member))
        })
    }
}
