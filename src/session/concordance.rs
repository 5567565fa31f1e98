//! The concordance: the search over all articles and its hits so far.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

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
    /// The results of annotating hits.
    outcomes: BTreeMap<u32, AnnotateOutcome>,
    since: Option<Instant>,
    /// How long the search has taken.
    pub took: Duration,
}

/// The result of annotating a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnnotateOutcome {
    Done,
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

    /// The result of annotating a hit, if the user asked for that.
    pub fn outcome(&self, index: u32) -> Option<AnnotateOutcome> {
        self.outcomes.get(&index).copied()
    }

    /// Records the result of annotating a hit.
    pub fn set_outcome(&mut self, index: u32, outcome: AnnotateOutcome) {
        self.outcomes.insert(index, outcome);
    }

    /// Clears the results of annotating, since undo may have reverted them.
    pub fn forget_outcomes(&mut self) {
        self.outcomes.clear();
    }

    /// How many hits were annotated, and how many were skipped.
    pub fn outcomes(&self) -> (usize, usize) {
        let done = self
            .outcomes
            .values()
            .filter(|o| **o == AnnotateOutcome::Done);
        let done = done.count();
        (done, self.outcomes.len() - done)
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
        search.set_outcome(0, AnnotateOutcome::Done);
        let second = search.begin(question("b"), None, 8, now);
        assert_eq!((first, second), (1, 2));
        assert_eq!((search.only, search.total), (None, 8));
        assert_eq!(search.progress, SearchProgress::Searching);
        assert!(search.is_empty() && search.outcome(0).is_none());
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
    fn results_of_annotating_are_counted_until_they_are_forgotten() {
        let mut search = Concordance::default();
        search.set_outcome(4, AnnotateOutcome::Done);
        search.set_outcome(7, AnnotateOutcome::Done);
        search.set_outcome(5, AnnotateOutcome::Refused(SkipReason::Overlaps));
        assert_eq!(search.outcomes(), (2, 1));
        assert_eq!(search.outcome(4), Some(AnnotateOutcome::Done));
        let refused = AnnotateOutcome::Refused(SkipReason::Overlaps);
        assert_eq!(
            (search.outcome(5), search.outcome(6)),
            (Some(refused), None)
        );
        search.forget_outcomes();
        assert_eq!((search.outcomes(), search.outcome(4)), ((0, 0), None));
    }
}
