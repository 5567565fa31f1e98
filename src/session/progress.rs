//! Progress statistics: how much of a project is coded.

use std::collections::BTreeMap;

use super::articles::{Articles, Coding};
use crate::model::document::Status;

/// Counts over the articles that are listed and can be opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub articles: usize,
    pub done: usize,
    pub words: usize,
    pub words_done: usize,
    /// Articles that are done and whose last annotation was made within the last week. The date of
    /// an article without annotations is not known.
    pub done_lately: usize,
    /// Articles in which something required is missing.
    pub incomplete: usize,
    /// Articles of each status, by its name.
    pub statuses: BTreeMap<String, usize>,
    /// The state of the articles for which these counts were made.
    counted_for: Option<u64>,
    /// Counts in progress, for a newer state of the articles.
    counting: Option<Box<ProgressCount>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ProgressCount {
    counts: Progress,
    /// The number of listed articles that are counted so far.
    next: usize,
}

/// The number of articles that are counted in a frame.
const PORTION: usize = 10_000;

impl Progress {
    /// Counts again if an article has changed, in portions of one frame; returns whether all are
    /// counted. `since` is the time one week ago, in the format of the files.
    pub fn refresh(&mut self, articles: &Articles, since: &str) -> bool {
        let version = Some(articles.version());
        if self.counted_for == version {
            return true;
        }
        let mut counting = self.counting.take().unwrap_or_default();
        if counting.counts.counted_for != version {
            *counting = ProgressCount::default();
            counting.counts.counted_for = version;
        }
        for coding in articles.own_codings().skip(counting.next).take(PORTION) {
            if coding.problem.is_none() {
                counting.counts.count(coding, since);
            }
        }
        counting.next += PORTION;
        if counting.next < articles.len() {
            self.counting = Some(counting);
            return false;
        }
        *self = counting.counts;
        true
    }

    fn count(&mut self, coding: &Coding, since: &str) {
        self.articles += 1;
        let Some(summary) = &coding.summary else {
            return;
        };
        let counted = &summary.counted;
        self.words += counted.words;
        self.incomplete += usize::from(counted.incomplete > 0);
        match self.statuses.get_mut(summary.status.as_str()) {
            Some(count) => *count += 1,
            None => {
                self.statuses.insert(summary.status.to_string(), 1);
            }
        }
        if summary.status == Status::Done {
            self.done += 1;
            self.words_done += counted.words;
            self.done_lately += usize::from(*counted.last_at >= *since);
        }
    }
}
