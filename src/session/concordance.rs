//! The concordance: the search over all articles and its hits so far.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::Session;
use crate::model::LabelId;
use crate::model::history::ArticleId;
use crate::model::propagate::SkipReason;
use crate::model::search::{HitOrder, SearchHit, SearchQuery};

/// The progress of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SearchProgress {
    /// There is no search.
    #[default]
    Idle,
    Searching,
    Complete,
    /// There are more hits than are kept.
    Cut,
    /// The user stopped the search.
    Stopped,
    /// The query is invalid; with the reason.
    Refused(String),
}

/// The hits of a query, in the order of the articles.
#[derive(Default)]
pub struct Concordance {
    /// Increases with each query, which identifies stale hits of an earlier one.
    pub number: u64,
    pub question: SearchQuery,
    /// The only article that is searched, if it is not all.
    pub only: Option<ArticleId>,
    pub progress: SearchProgress,
    /// The number of searched articles, and of all.
    pub searched: usize,
    pub total: usize,
    /// The number of unreadable articles, with the reason of the first.
    pub failed: usize,
    pub reason: Option<String>,
    hits: Vec<Arc<SearchHit>>,
    /// The number of articles that have hits.
    articles: usize,
    order: HitOrder,
    /// The sort order: indices of hits; `None` while the hits are unsorted.
    sorted: Option<Vec<u32>>,
    /// The results of annotating hits, each with the label that they were annotated with.
    outcomes: BTreeMap<u32, (LabelId, AnnotateOutcome)>,
    since: Option<Instant>,
    /// How long the search has taken.
    pub took: Duration,
}

/// The result of annotating a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnnotateOutcome {
    Done,
    /// It was annotated, and the annotation is no longer there; redo may bring it back.
    Reverted,
    Refused(SkipReason),
}

impl Concordance {
    /// Clears all hits and starts another query; returns its number.
    pub fn begin(
        &mut self,
        question: SearchQuery,
        only: Option<ArticleId>,
        total: usize,
        now: Instant,
    ) -> u64 {
        *self = Self {
            number: self.number + 1,
            question,
            only,
            progress: SearchProgress::Searching,
            total,
            order: self.order,
            since: Some(now),
            ..Self::default()
        };
        self.number
    }

    /// Removes and returns all hits, so that the caller can drop them in the background: there may
    /// be very many.
    pub fn let_go(&mut self) -> Vec<Arc<SearchHit>> {
        self.sorted = None;
        self.articles = 0;
        std::mem::take(&mut self.hits)
    }

    /// Clears all hits, for an empty or invalid query.
    pub fn refuse(&mut self, question: SearchQuery, why: Option<String>) {
        *self = Self {
            number: self.number + 1,
            question,
            progress: why.map_or(SearchProgress::Idle, SearchProgress::Refused),
            order: self.order,
            ..Self::default()
        };
    }

    /// Appends hits.
    pub fn extend(&mut self, hits: Vec<SearchHit>, now: Instant) {
        let mut last = self.hits.last().map(|hit| hit.article);
        for hit in &hits {
            self.articles += usize::from(last != Some(hit.article));
            last = Some(hit.article);
        }
        self.hits.extend(hits.into_iter().map(Arc::new));
        self.took = self.since.map_or(Duration::ZERO, |since| now - since);
    }

    /// How many hits there are so far.
    pub fn len(&self) -> usize {
        self.hits.len()
    }

    /// Whether nothing has been found so far.
    pub fn is_empty(&self) -> bool {
        self.hits.is_empty()
    }

    /// How many articles have hits.
    pub fn articles(&self) -> usize {
        self.articles
    }

    /// A hit by its index, which does not depend on the sort order.
    pub fn hit(&self, index: u32) -> Option<&Arc<SearchHit>> {
        self.hits.get(index as usize)
    }

    /// All hits as they were found.
    pub fn hits(&self) -> &[Arc<SearchHit>] {
        &self.hits
    }

    /// The requested sort order.
    pub fn order(&self) -> HitOrder {
        self.order
    }

    /// Requests another sort order. The hits stay unsorted until [`Self::set_sorted`].
    pub fn set_order(&mut self, order: HitOrder) {
        self.order = order;
        self.sorted = None;
    }

    /// Whether the search is complete and the hits still have to be sorted.
    pub fn is_unsorted(&self) -> bool {
        let complete = !matches!(
            self.progress,
            SearchProgress::Idle | SearchProgress::Searching
        );
        complete && self.order != HitOrder::Article && self.sorted.is_none()
    }

    /// Applies the sort order that a job has computed.
    pub fn set_sorted(&mut self, sorted: Vec<u32>) {
        if sorted.len() == self.hits.len() {
            self.sorted = Some(sorted);
        }
    }

    /// The index of the hit in a row.
    pub fn in_row(&self, row: usize) -> Option<u32> {
        match &self.sorted {
            Some(sorted) => sorted.get(row).copied(),
            None => u32::try_from(row).ok().filter(|_| row < self.hits.len()),
        }
    }

    /// Records the result of annotating a hit.
    pub fn set_outcome(&mut self, index: u32, label: LabelId, outcome: AnnotateOutcome) {
        self.outcomes.insert(index, (label, outcome));
    }

    /// How many hits were annotated, and how many were skipped.
    pub fn outcomes(&self) -> (usize, usize) {
        let outcomes = self.outcomes.values();
        outcomes.fold((0, 0), |(done, skipped), (_, outcome)| match outcome {
            AnnotateOutcome::Done => (done + 1, skipped),
            AnnotateOutcome::Refused(_) => (done, skipped + 1),
            AnnotateOutcome::Reverted => (done, skipped),
        })
    }
}

impl Session {
    /// Labels of annotations that overlap a hit: whether the annotation covers exactly the hit, and
    /// its label. They are as they are now if the article has been read, else as the search found
    /// them; empty if the search did not ask for them.
    pub fn hit_marks(&self, index: u32) -> Vec<(bool, LabelId)> {
        match self.concordance.hit(index) {
            Some(hit) if self.concordance.question.marked => {
                self.current_marks(hit).unwrap_or_else(|| hit.marks.clone())
            }
            _ => Vec::new(),
        }
    }

    /// The result of annotating a hit, if the user asked for that. An annotation that has been
    /// removed since, or restored, counts as such.
    pub fn hit_outcome(&self, index: u32) -> Option<AnnotateOutcome> {
        let (label, outcome) = self.concordance.outcomes.get(&index)?;
        let is_annotated = match outcome {
            AnnotateOutcome::Refused(_) => return Some(*outcome),
            AnnotateOutcome::Done | AnnotateOutcome::Reverted => {
                let marks = self.current_marks(self.concordance.hit(index)?);
                marks.map(|marks| marks.iter().any(|(exact, of)| *exact && of == label))
            }
        };
        Some(match is_annotated {
            Some(true) => AnnotateOutcome::Done,
            Some(false) => AnnotateOutcome::Reverted,
            None => *outcome,
        })
    }

    /// Updates the results of annotating hits after undo or redo. Why hits were skipped is
    /// forgotten: it may no longer be so.
    pub fn update_hit_outcomes(&mut self) {
        let mut outcomes = std::mem::take(&mut self.concordance.outcomes);
        outcomes.retain(|_, (_, outcome)| !matches!(outcome, AnnotateOutcome::Refused(_)));
        self.concordance.outcomes = outcomes;
        let indices = self.concordance.outcomes.keys().copied();
        let current = indices.filter_map(|index| Some((index, self.hit_outcome(index)?)));
        let current: Vec<_> = current.collect();
        for (index, current) in current {
            if let Some((_, outcome)) = self.concordance.outcomes.get_mut(&index) {
                *outcome = current;
            }
        }
    }

    /// The labels on a hit now; `None` if its article has not been read, or has another text.
    fn current_marks(&self, hit: &SearchHit) -> Option<Vec<(bool, LabelId)>> {
        let document = &self.opened(self.article(hit.article)?.own)?.document;
        hit.stands_in(document.text().as_str()).then_some(())?;
        let touching = document.touching(hit.range.clone()).into_iter();
        let marks = touching.map(|annotation| {
            let place = annotation.fragments().map(|f| f.start().0..f.end().0);
            (place.as_ref() == Some(&hit.range), annotation.label.clone())
        });
        let mut marks: Vec<_> = marks.collect();
        marks.sort();
        marks.dedup();
        Some(marks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::search::{ConcordanceLine, Pattern};

    /// A hit in each of these articles.
    fn hits(articles: &[u32]) -> Vec<SearchHit> {
        let hit = |article: &u32| SearchHit {
            article: ArticleId(*article),
            range: 0..1,
            line: ConcordanceLine::of("a hit", &(0..1)),
            annotation: None,
            marks: Vec::new(),
        };
        articles.iter().map(hit).collect()
    }

    fn question(words: &str) -> SearchQuery {
        SearchQuery {
            pattern: Pattern {
                text: words.to_owned(),
                ..Pattern::default()
            },
            ..SearchQuery::default()
        }
    }

    #[test]
    fn hits_and_their_articles_are_counted_however_they_arrive() {
        let (mut search, now) = (Concordance::default(), Instant::now());
        search.begin(question("a"), None, 9, now);
        assert!(search.is_empty());
        search.extend(hits(&[1, 1, 2]), now);
        search.extend(hits(&[2, 4]), now + Duration::from_secs(3));
        assert_eq!((search.len(), search.articles()), (5, 3));
        assert_eq!(search.hits().len(), 5);
        assert!(!search.is_empty());
        assert_eq!(search.took, Duration::from_secs(3));
        let article = |index| search.hit(index).map(|hit| hit.article);
        assert_eq!(article(4), Some(ArticleId(4)));
        assert_eq!(article(5), None);
        assert_eq!(search.let_go().len(), 5);
        assert_eq!((search.len(), search.articles()), (0, 0));
    }

    #[test]
    fn another_query_has_another_number_and_none_of_the_old_hits() {
        let (mut search, now) = (Concordance::default(), Instant::now());
        let first = search.begin(question("a"), Some(ArticleId(3)), 9, now);
        search.set_order(HitOrder::Left);
        search.extend(hits(&[1]), now);
        search.set_outcome(0, "actor".into(), AnnotateOutcome::Done);
        let second = search.begin(question("b"), None, 8, now);
        assert_eq!((first, second), (1, 2));
        assert_eq!((search.only, search.total), (None, 8));
        assert_eq!(search.progress, SearchProgress::Searching);
        assert!(search.is_empty() && search.outcomes() == (0, 0));
        assert_eq!(search.order(), HitOrder::Left, "the analyst chose it");

        search.refuse(question("("), Some("a bracket is open".to_owned()));
        assert_eq!(search.number, 3);
        let why = SearchProgress::Refused("a bracket is open".to_owned());
        assert_eq!(search.progress, why);
        assert_eq!(search.order(), HitOrder::Left);
        search.refuse(question(""), None);
        assert_eq!(
            (search.number, &search.progress),
            (4, &SearchProgress::Idle)
        );
    }

    #[test]
    fn rows_follow_the_sort_order_as_soon_as_it_is_known() {
        let (mut search, now) = (Concordance::default(), Instant::now());
        let rows = |search: &Concordance| [0, 1, 2].map(|row| search.in_row(row));
        search.begin(question("a"), None, 9, now);
        search.extend(hits(&[1, 2]), now);
        search.set_order(HitOrder::Right);
        assert!(!search.is_unsorted(), "not before all hits are there");
        search.progress = SearchProgress::Complete;
        assert!(search.is_unsorted());
        assert_eq!(rows(&search), [Some(0), Some(1), None]);
        search.set_sorted(vec![0]);
        assert!(search.is_unsorted(), "that was for fewer hits");
        search.set_sorted(vec![1, 0]);
        assert!(!search.is_unsorted());
        assert_eq!(rows(&search), [Some(1), Some(0), None]);
        search.set_order(HitOrder::Left);
        assert!(search.is_unsorted());
        search.set_order(HitOrder::Article);
        assert!(!search.is_unsorted(), "they are found in this order");
        assert_eq!(rows(&search), [Some(0), Some(1), None]);
    }

    #[test]
    fn results_of_annotating_are_counted() {
        let mut search = Concordance::default();
        for (hit, outcome) in [
            (4, AnnotateOutcome::Done),
            (7, AnnotateOutcome::Done),
            (5, AnnotateOutcome::Refused(SkipReason::Overlaps)),
            (8, AnnotateOutcome::Reverted),
        ] {
            search.set_outcome(hit, "actor".into(), outcome);
        }
        assert_eq!(search.outcomes(), (2, 1));
    }
}
