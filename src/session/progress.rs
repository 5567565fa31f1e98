//! Progress statistics: how much of a project is coded.

use std::collections::{BTreeMap, BTreeSet};

use super::articles::{Articles, Coding};
use crate::model::document::Status;
use crate::store::coder::is_reserved;

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
    /// The people with files in the project that may be seen, by code.
    pub coders: Vec<String>,
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
        self.coders = coders_of(articles);
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

/// The people with files in the project that may be seen.
fn coders_of(articles: &Articles) -> Vec<String> {
    let with_file = articles.codings().all().filter(|coding| coding.has_sidecar);
    let coders = with_file.map(|coding| coding.coder.as_str());
    let people = coders.filter(|coder| !coder.is_empty() && !is_reserved(coder));
    let people: BTreeSet<&str> = people.collect();
    people.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Summary;
    use crate::articles::tests::entry;
    use crate::store::summary::SummaryCounts;

    const WEEK_AGO: &str = "2025-04-21T00:00:00Z";

    /// Articles, each with its status, words, last annotation and missing parts.
    fn articles(rows: &[(Status, usize, &str, usize)]) -> Articles {
        let mut articles = Articles::default();
        for (number, (status, words, last_at, incomplete)) in rows.iter().enumerate() {
            let own = articles.add_entry(&entry(&number.to_string(), &[]), "")[0];
            let coding = articles.coding_mut(own).expect("it is there");
            coding.summary = Some(Summary {
                status: status.clone(),
                counted: SummaryCounts {
                    incomplete: *incomplete,
                    words: *words,
                    last_at: (*last_at).into(),
                },
                ..Summary::default()
            });
        }
        articles
    }

    #[test]
    fn what_is_done_and_what_is_missing_is_counted() {
        let mut articles = articles(&[
            (Status::Done, 100, "2025-04-21T00:00:00Z", 0),
            (Status::Done, 20, "2025-04-20T23:59:59Z", 2),
            (Status::New, 3, "2025-04-25T00:00:00Z", 1),
            (Status::InProgress, 50, "", 0),
            (Status::Done, 7, "2025-04-25T00:00:00Z", 0),
        ]);
        // One has not been scanned yet, and another cannot be read.
        let ids = [5, 6].map(|n: u32| articles.add_entry(&entry(&n.to_string(), &[]), "")[0]);
        let broken = articles.coding_mut(ids[1]).expect("it is there");
        broken.problem = Some("line 3".to_owned());
        let mut progress = Progress::default();
        assert!(progress.refresh(&articles, WEEK_AGO));
        assert_eq!((progress.articles, progress.done), (6, 3));
        assert_eq!((progress.words, progress.words_done), (180, 127));
        assert_eq!((progress.done_lately, progress.incomplete), (2, 2));
        let statuses = progress.statuses.iter();
        let statuses: Vec<String> = statuses.map(|(name, n)| format!("{name} {n}")).collect();
        assert_eq!(statuses, ["done 3", "in-progress 1", "new 1"]);
    }

    #[test]
    fn very_many_are_counted_in_portions_and_again_after_a_change() {
        let row = (Status::Done, 2, "", 0);
        let mut articles = articles(&vec![row; PORTION + 1]);
        let mut progress = Progress::default();
        assert!(!progress.refresh(&articles, WEEK_AGO));
        assert_eq!(progress.articles, 0, "the old counts stay meanwhile");
        assert!(progress.refresh(&articles, WEEK_AGO));
        assert_eq!(
            (progress.done, progress.words),
            (PORTION + 1, 2 * PORTION + 2)
        );
        assert!(progress.refresh(&articles, WEEK_AGO), "nothing has changed");

        // A change during the count starts it anew.
        let change = |articles: &mut Articles| {
            let own = articles.own_codings().next().expect("one").id;
            let coding = articles.coding_mut(own).expect("it is there");
            coding.summary.as_mut().expect("it is known").status = Status::New;
        };
        change(&mut articles);
        assert!(!progress.refresh(&articles, WEEK_AGO));
        change(&mut articles);
        assert!(!progress.refresh(&articles, WEEK_AGO));
        assert!(progress.refresh(&articles, WEEK_AGO));
        assert_eq!((progress.articles, progress.done), (PORTION + 1, PORTION));
    }

    #[test]
    fn a_portion_that_ends_with_the_last_article_is_the_last_one() {
        let articles = articles(&vec![(Status::New, 1, "", 0); PORTION]);
        assert!(Progress::default().refresh(&articles, WEEK_AGO));
    }
}
