//! How far the coding of a project has come.

use std::collections::BTreeMap;

use super::articles::{Article, Articles};
use crate::model::document::Status;

/// Counts over the articles that are listed and can be opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub articles: usize,
    pub done: usize,
    pub words: usize,
    pub words_done: usize,
    /// Articles that are done and whose last annotation was made within the week. An article without
    /// annotations does not tell when it was done.
    pub done_lately: usize,
    /// Articles in which something required is missing.
    pub incomplete: usize,
    /// Articles of each status, by its name.
    pub statuses: BTreeMap<String, usize>,
    counted_for: Option<u64>,
}

impl Progress {
    /// Counts again if an article has changed. `since` is the time a week ago, as files have it.
    pub fn refresh(&mut self, articles: &Articles, since: &str) {
        if self.counted_for == Some(articles.version()) {
            return;
        }
        *self = Self {
            counted_for: Some(articles.version()),
            ..Self::default()
        };
        for article in articles.iter().filter(|article| article.problem.is_none()) {
            self.count(article, since);
        }
    }

    fn count(&mut self, article: &Article, since: &str) {
        self.articles += 1;
        let Some(summary) = &article.summary else {
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
