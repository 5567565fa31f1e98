//! What all articles are searched for, and what has been found so far.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::model::history::ArticleId;
use crate::model::propagate::Refusal;
use crate::model::search::{Hit, Order, Question};

/// How far a search has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Nothing has been looked for.
    #[default]
    Idle,
    Searching,
    Complete,
    /// There are more hits than are kept.
    Cut,
    /// The user looks no further.
    Stopped,
    /// It cannot be looked for; why.
    Refused(String),
}

/// The hits of a question, in the order in which they were found: that of the articles.
#[derive(Default)]
pub struct Concordance {
    /// Grows with each question, so that late hits of an earlier one can be told.
    pub number: u64,
    pub question: Question,
    /// The only article that is searched, if it is not all.
    pub only: Option<ArticleId>,
    pub progress: Progress,
    /// Articles that have been searched, of how many.
    pub searched: usize,
    pub total: usize,
    /// Articles that could not be read, with the reason of the first.
    pub failed: usize,
    pub reason: Option<String>,
    hits: Vec<Arc<Hit>>,
    /// Articles that have hits.
    articles: usize,
    order: Order,
    /// Hits by their place in the order; `None` while they stand as they were found.
    sorted: Option<Vec<u32>>,
    /// What came of annotating hits.
    outcomes: BTreeMap<u32, Outcome>,
    since: Option<Instant>,
    /// How long the search has taken.
    pub took: Duration,
}

/// What came of annotating a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    Refused(Refusal),
}

impl Concordance {
    /// Forgets all hits and begins with another question; its number.
    pub fn begin(
        &mut self,
        question: Question,
        only: Option<ArticleId>,
        total: usize,
        now: Instant,
    ) -> u64 {
        *self = Self {
            number: self.number + 1,
            question,
            only,
            progress: Progress::Searching,
            total,
            order: self.order,
            since: Some(now),
            ..Self::default()
        };
        self.number
    }

    /// Lets go of all hits, for somebody to drop who has time: there may be very many.
    pub fn let_go(&mut self) -> Vec<Arc<Hit>> {
        self.sorted = None;
        self.articles = 0;
        std::mem::take(&mut self.hits)
    }

    /// Forgets all hits, for a question that asks for nothing or cannot be asked.
    pub fn refuse(&mut self, question: Question, why: Option<String>) {
        *self = Self {
            number: self.number + 1,
            question,
            progress: why.map_or(Progress::Idle, Progress::Refused),
            order: self.order,
            ..Self::default()
        };
    }

    /// Takes in hits that come after those before them.
    pub fn extend(&mut self, hits: Vec<Hit>, now: Instant) {
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

    /// A hit by its index, which it keeps in every order.
    pub fn hit(&self, index: u32) -> Option<&Arc<Hit>> {
        self.hits.get(index as usize)
    }

    /// All hits as they were found.
    pub fn hits(&self) -> &[Arc<Hit>] {
        &self.hits
    }

    /// The order in which the hits are wanted.
    pub fn order(&self) -> Order {
        self.order
    }

    /// Wants another order. The hits stand as they were found until [`Self::set_sorted`].
    pub fn set_order(&mut self, order: Order) {
        self.order = order;
        self.sorted = None;
    }

    /// Whether the hits still have to be sorted, now that all are there.
    pub fn is_unsorted(&self) -> bool {
        let complete = !matches!(self.progress, Progress::Idle | Progress::Searching);
        complete && self.order != Order::Article && self.sorted.is_none()
    }

    /// Puts the hits into the wanted order, as somebody has sorted them.
    pub fn set_sorted(&mut self, sorted: Vec<u32>) {
        if sorted.len() == self.hits.len() {
            self.sorted = Some(sorted);
        }
    }

    /// The index of the hit that stands in a row.
    pub fn in_row(&self, row: usize) -> Option<u32> {
        match &self.sorted {
            Some(sorted) => sorted.get(row).copied(),
            None => u32::try_from(row).ok().filter(|_| row < self.hits.len()),
        }
    }

    /// What came of annotating a hit, if that was asked.
    pub fn outcome(&self, index: u32) -> Option<Outcome> {
        self.outcomes.get(&index).copied()
    }

    /// Notes what came of annotating a hit.
    pub fn set_outcome(&mut self, index: u32, outcome: Outcome) {
        self.outcomes.insert(index, outcome);
    }

    /// Forgets what came of annotating: it may have been taken back.
    pub fn forget_outcomes(&mut self) {
        self.outcomes.clear();
    }

    /// How many hits were annotated, and how many were left as they are.
    pub fn outcomes(&self) -> (usize, usize) {
        let done = self.outcomes.values().filter(|o| **o == Outcome::Done);
        let done = done.count();
        (done, self.outcomes.len() - done)
    }
}
