//! What other programs removed of an analyst's work, so that it can be brought back.
//!
//! Annotations that were in a sidecar when it was last read or written, and that are missing in another
//! program's version, are removed here too. That may be meant, but an older copy of the file, laid over it
//! by a backup or a synchronised folder, looks the same. So the session keeps what was removed until the
//! project is closed, reports its number once, and brings it back as one step. It must not know files: a
//! sidecar that was deleted is written anew as after any change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Session;
use crate::model::history::{Change, CodingId};
use crate::model::step_name::StepName;
use crate::model::{Annotation, AnnotationId, Document, Edit, EditError, Relation, RelationId};

/// What other programs removed since the project was opened.
#[derive(Debug, Default)]
pub struct RemovedByOthers {
    codings: BTreeMap<CodingId, RemovedItems>,
    /// Codings whose sidecars were deleted, while everything was saved.
    files: BTreeSet<CodingId>,
    news: Vec<RemovedNews>,
}

/// What was removed from the annotations of a coding.
#[derive(Debug, Default)]
pub(super) struct RemovedItems {
    annotations: BTreeMap<AnnotationId, Arc<Annotation>>,
    relations: BTreeMap<RelationId, Arc<Relation>>,
}

/// How much another program has removed at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RemovedNews {
    pub coding: CodingId,
    pub annotations: usize,
    pub relations: usize,
}

impl RemovedByOthers {
    /// Adds what another program has removed from a coding.
    pub(super) fn add(&mut self, coding: CodingId, removed: RemovedItems) {
        if removed.annotations.is_empty() && removed.relations.is_empty() {
            return;
        }
        self.news.push(RemovedNews {
            coding,
            annotations: removed.annotations.len(),
            relations: removed.relations.len(),
        });
        let items = self.codings.entry(coding).or_default();
        items.annotations.extend(removed.annotations);
        items.relations.extend(removed.relations);
    }

    /// Notes that the sidecar of a coding was deleted, in which everything was saved.
    pub(super) fn note_file(&mut self, coding: CodingId) {
        self.files.insert(coding);
    }

    /// Forgets what was removed from an article whose text has changed: it has no places in the new one.
    pub(super) fn forget(&mut self, coding: CodingId) {
        self.codings.remove(&coding);
    }

    /// The codings from which something was removed.
    pub fn codings(&self) -> impl Iterator<Item = CodingId> {
        self.codings.keys().chain(&self.files).copied()
    }

    /// What was removed since the last call, to report it.
    pub fn take_news(&mut self) -> Vec<RemovedNews> {
        std::mem::take(&mut self.news)
    }
}

impl Session {
    /// The number of annotations of a coding that has been read, detached ones included.
    pub fn annotations_in(&self, id: CodingId) -> usize {
        self.opened(id).map_or(0, |open| {
            open.document.annotations().len() + open.document.detached().len()
        })
    }

    /// Brings back what other programs removed, as one step, and has deleted sidecars written anew.
    /// Returns the number of annotations and relations. What is there again by other means, as by undo,
    /// is left as it is.
    ///
    /// # Errors
    /// If something does not fit any more; nothing is changed then.
    pub fn bring_back_removed(&mut self) -> Result<usize, EditError> {
        let mut changes = Vec::new();
        let mut count = 0;
        for (coding, items) in &self.removed.codings {
            let Some(open) = self.open.get(coding) else {
                continue;
            };
            let edits = items.edits_for(&open.document);
            count += edits.len();
            if !edits.is_empty() {
                changes.push(Change::Coding(*coding, Edit::Batch(edits)));
            }
        }
        if !changes.is_empty() {
            self.perform_all(StepName::BringBackRemoved, changes, |_| {})?;
        }
        self.removed.codings.clear();
        for coding in std::mem::take(&mut self.removed.files) {
            let Some(open) = self.open.get_mut(&coding) else {
                continue;
            };
            let is_missing = open.saving.base().stamp.is_none();
            if is_missing && open.is_saved() {
                open.saving.changed();
                self.unsaved.change(coding);
                count += self.annotations_in(coding);
            }
        }
        Ok(count)
    }
}

impl RemovedItems {
    /// What the edits of a merge remove from a document, before they are applied. An edit replaces an
    /// annotation by removing and adding it.
    pub(super) fn of(document: &Document, edits: &[Edit]) -> Self {
        let mut removed = Self::default();
        for edit in edits {
            match edit {
                Edit::Remove(id) => {
                    let annotation = document.annotation(id).cloned();
                    removed
                        .annotations
                        .extend(annotation.map(|a| (id.clone(), a)));
                }
                Edit::Unlink(id) => {
                    let relation = document.relation(id).cloned();
                    removed.relations.extend(relation.map(|r| (id.clone(), r)));
                }
                Edit::Add(annotation) => _ = removed.annotations.remove(&annotation.id),
                Edit::Link(relation) => _ = removed.relations.remove(&relation.id),
                _ => {}
            }
        }
        removed
    }

    /// The edits that bring back what a document still lacks.
    fn edits_for(&self, document: &Document) -> Vec<Edit> {
        let lacking = self.annotations.iter();
        let lacking = lacking.filter(|(id, _)| document.annotation(id).is_none());
        let mut edits: Vec<Edit> = lacking.map(|(_, a)| Edit::Add(Arc::clone(a))).collect();
        let has_end = |end: &AnnotationId| {
            self.annotations.contains_key(end) || document.annotation(end).is_some()
        };
        let relations = self.relations.values().filter(|relation| {
            document.relation(&relation.id).is_none()
                && has_end(&relation.from)
                && has_end(&relation.to)
        });
        edits.extend(relations.map(|relation| Edit::Link(Arc::clone(relation))));
        edits
    }
}

#[cfg(test)]
#[path = "removed_tests.rs"]
mod tests;
