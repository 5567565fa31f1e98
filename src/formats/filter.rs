//! The filter of an export: which articles and annotations go into a dataset.

use std::collections::BTreeSet;

use crate::model::document::Status;
use crate::model::{Annotation, Document, LabelId, Relation};

/// The criteria of the filter; an empty criterion matches everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Statuses of articles.
    pub statuses: Vec<Status>,
    /// Labels of annotations.
    pub labels: BTreeSet<LabelId>,
    /// The earliest time at which an annotation was made, as `2026-11-04` or with the hour.
    pub since: String,
}

impl Filter {
    /// Whether articles of this status match.
    pub fn takes(&self, status: &Status) -> bool {
        self.statuses.is_empty() || self.statuses.contains(status)
    }

    /// The document with the matching annotations and the relations between them.
    pub fn apply(&self, document: Document) -> Document {
        if self.labels.is_empty() && self.since.is_empty() {
            return document;
        }
        let annotations: Vec<Annotation> = document
            .annotations()
            .iter()
            .chain(document.detached())
            .filter(|annotation| self.wants(annotation))
            .map(|annotation| (**annotation).clone())
            .collect();
        let relations: Vec<Relation> = document
            .relations()
            .filter(|relation| {
                [&relation.from, &relation.to].into_iter().all(|end| {
                    let annotation = document.annotation(end);
                    annotation.is_some_and(|annotation| self.wants(annotation))
                })
            })
            .map(|relation| (**relation).clone())
            .collect();
        let fields = document.fields().clone();
        Document::load(document.text().clone(), fields, annotations, relations).0
    }

    fn wants(&self, annotation: &Annotation) -> bool {
        (self.labels.is_empty() || self.labels.contains(&annotation.label))
            && annotation.provenance.at.as_ref() >= self.since.as_str()
    }
}
