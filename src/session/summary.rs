//! The summary of an article in the list.
//!
//! It must not know the list: it comes from an open article, or from what the store counted in its file.

use std::collections::BTreeMap;

use crate::model::article_query::Described;
use crate::model::document::Status;
use crate::model::headline::headline;
use crate::model::{Document, LabelId};
use crate::store::summary::{ArticleSummary, SummaryCounts};

/// The summary of an article in the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    pub status: Status,
    pub described: Described,
    /// The number of annotations of each label.
    pub counts: BTreeMap<LabelId, usize>,
    pub counted: SummaryCounts,
}

impl Summary {
    /// The summary of an open article, given the latest counts.
    pub fn of(document: &Document, counted: SummaryCounts) -> Self {
        let counts = document.counts().iter();
        Self {
            status: document.fields().status.clone(),
            described: Described::of(document.fields())
                .with_headline(headline(document.text().as_str())),
            counts: counts
                .map(|(label, count)| (label.clone(), *count))
                .collect(),
            counted,
        }
    }

    /// The number of annotations of all labels.
    pub fn annotations(&self) -> usize {
        self.counts.values().sum()
    }

    /// Whether the article is finished.
    pub fn is_finished(&self) -> bool {
        matches!(self.status, Status::Done | Status::Skipped)
    }
}

impl From<ArticleSummary> for Summary {
    fn from(summary: ArticleSummary) -> Self {
        Self {
            status: summary.status,
            described: summary.described,
            counts: summary.labels,
            counted: summary.counted,
        }
    }
}
