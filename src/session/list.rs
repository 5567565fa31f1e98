//! The article list: filters, sorts and groups articles into folders.
//!
//! It is part of the session and not of the panel, because "next article" follows the list. After
//! the articles or the filter have changed, the list is computed again in portions, some thousand
//! articles a frame; until that is complete the old list stays.
//!
//! # Where its articles come from
//!
//! An article's id means the same article as long as the project is open: `session/articles` gives
//! each new one the next free id and reuses none. A deleted article only leaves the list.
//! `model/article_query` parses the filter query.
//!
//! A job scans the articles for counts and status, in portions that the window processes for at
//! most 6 ms a frame. The results are cached in the user's state folder for the next start, keyed
//! by length and time of the files and by the codebook (`store/summary_cache`); a broken cache file
//! is discarded. When the codebook changes, everything is counted again.
//!
//! While the window has the focus, a job polls the project every few seconds for changes
//! (`store/watch`): new articles are listed, removed ones leave the list unless they are on screen
//! or not saved, changed annotations are merged as on saving, and an open article whose text
//! changed is read again. `app/watching` passes the changes to `session/incoming`; versions read
//! before our own last write are stale and are ignored.

use std::collections::{BTreeSet, HashMap};
use std::time::{Duration, Instant};

use super::Summary;
use super::articles::{Article, Articles, Coding};
use crate::model::article_query::{ArticleQuery, Condition, ListOrder, Term, is_within};
use crate::model::document::Status;
use crate::model::history::ArticleId;
use crate::model::normalize::normalized;
use crate::model::{Codebook, LabelId};
use crate::store::coder::AGREED_CODER;
use crate::store::natural;

/// The number of articles that are filtered in a frame.
const PORTION: usize = 5_000;

/// The limit for filtering while articles change all the time: one part in so many of the time.
const SHARE: u32 = 50;

/// The article list: its settings and its current result.
#[derive(Default)]
pub struct ArticleList {
    typed: String,
    query: ArticleQuery,
    order: ListOrder,
    /// Whether the list is grouped by folders.
    by_folder: bool,
    /// Whether the list shows file names, even for articles with a title.
    file_names: bool,
    closed: BTreeSet<String>,
    /// Recently opened articles, the latest first.
    recent: Vec<ArticleId>,
    /// Articles that are not finished, those that teach suggestions most first.
    instructive: Vec<ArticleId>,
    /// Increases when the analyst changes filter, order or grouping.
    wish: u64,

    /// The shown articles in sort order, including those in collapsed folders.
    shown: Vec<ArticleId>,
    rows: Vec<ListRow>,
    folders: Vec<Folder>,
    /// The revisions of articles and settings for which the list was computed.
    found_for: Option<(u64, u64)>,
    search: Option<ListSearch>,
    /// When the list may be computed again although only articles have changed.
    not_before: Option<Instant>,
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListRow {
    /// A folder, by its index.
    Folder(usize),
    Article(ArticleId),
}

/// A folder that contains shown articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// The path within the project; empty for the project's own folder.
    pub name: String,
    pub articles: usize,
    /// How many of its articles are finished.
    pub finished: usize,
    pub is_open: bool,
}

/// The computation of the list, in progress.
struct ListSearch {
    found_for: (u64, u64),
    all: Vec<ArticleId>,
    next: usize,
    fit: Vec<ArticleId>,
    /// The labels that match each term of the query.
    labels: Vec<Vec<LabelId>>,
    took: Duration,
}

impl ArticleList {
    /// The filter query as it was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    pub fn query(&self) -> &ArticleQuery {
        &self.query
    }

    pub fn order(&self) -> ListOrder {
        self.order
    }

    /// Whether the list is grouped by folders.
    pub fn is_by_folder(&self) -> bool {
        self.by_folder
    }

    /// Whether the list shows file names, even for articles with a title.
    pub fn shows_file_names(&self) -> bool {
        self.file_names
    }

    /// The collapsed folders.
    pub fn closed(&self) -> &BTreeSet<String> {
        &self.closed
    }

    /// Recently opened articles, the latest first.
    pub fn recent(&self) -> &[ArticleId] {
        &self.recent
    }

    /// Sets the filter query.
    pub fn filter(&mut self, typed: &str) {
        self.typed = typed.to_owned();
        let query = ArticleQuery::parse(typed);
        if query != self.query {
            self.query = query;
            self.wish += 1;
        }
    }

    /// Sets the sort order.
    pub fn sort(&mut self, order: ListOrder) {
        self.order = order;
        self.wish += 1;
    }

    /// Sets whether the list is grouped by folders.
    pub fn group(&mut self, by_folder: bool) {
        self.by_folder = by_folder;
        self.wish += 1;
    }

    /// Sets whether the list shows file names, or titles where there are any.
    pub fn show_file_names(&mut self, file_names: bool) {
        self.file_names = file_names;
    }

    /// Collapses or expands a folder.
    pub fn toggle_folder(&mut self, name: &str) {
        if !self.closed.remove(name) {
            self.closed.insert(name.to_owned());
        }
        self.wish += 1;
    }

    /// Collapses these folders.
    pub fn close(&mut self, folders: impl IntoIterator<Item = String>) {
        self.closed.extend(folders);
        self.wish += 1;
    }

    /// Adds an article to the recently opened ones.
    pub fn note_opened(&mut self, id: ArticleId) {
        self.recent.retain(|other| *other != id);
        self.recent.insert(0, id);
        if self.order == ListOrder::Recent {
            self.wish += 1;
        }
    }

    /// Sets which articles teach suggestions most, these first.
    pub fn rank(&mut self, instructive: Vec<ArticleId>) {
        self.instructive = instructive;
        if self.order == ListOrder::Learning {
            self.wish += 1;
        }
    }

    /// Sets the recently opened articles of earlier runs, the latest first.
    pub fn remember_opened(&mut self, ids: impl IntoIterator<Item = ArticleId>) {
        self.recent.extend(ids);
    }

    /// The shown articles in sort order, including those in collapsed folders.
    pub fn shown(&self) -> &[ArticleId] {
        &self.shown
    }

    /// The rows of the list.
    pub fn rows(&self) -> &[ListRow] {
        &self.rows
    }

    /// The folder of a row.
    pub fn folder(&self, number: usize) -> Option<&Folder> {
        self.folders.get(number)
    }

    /// Whether the list is up to date.
    pub fn is_searching(&self) -> bool {
        self.search.is_some()
    }

    /// Continues to compute the list. Returns the time until it must continue; `None` if it is up
    /// to date.
    pub fn refresh(
        &mut self,
        articles: &Articles,
        codebook: &Codebook,
        now: Instant,
    ) -> Option<Duration> {
        let wanted = (articles.version(), self.wish);
        let new_wish = self.found_for.is_none_or(|(_, wish)| wish != self.wish);
        if self.found_for == Some(wanted) {
            self.search = None;
            return None;
        }
        if let Some(wait) = self
            .not_before
            .map(|then| then.saturating_duration_since(now))
            && !wait.is_zero()
            && !new_wish
            && self.search.is_none()
        {
            return Some(wait);
        }
        // A computation for outdated settings is cancelled; one that only lacks the latest scan
        // results continues, since more of them arrive in each frame.
        let mut search = match self.search.take() {
            Some(search) if search.found_for.1 == self.wish => search,
            _ => self.start(articles, codebook, wanted),
        };
        let end = (search.next + PORTION).min(search.all.len());
        for id in &search.all[search.next..end] {
            if let Some((article, own)) = articles.row(*id)
                && self.fits(articles, article, own, &search.labels)
            {
                search.fit.push(*id);
            }
        }
        search.next = end;
        search.took += now.elapsed();
        if end < search.all.len() {
            self.search = Some(search);
            return Some(Duration::ZERO);
        }
        let started = Instant::now();
        self.found_for = Some(search.found_for);
        self.arrange(articles, search.fit);
        self.not_before = Some(Instant::now() + (search.took + started.elapsed()) * SHARE);
        (self.found_for != Some(wanted)).then_some(Duration::ZERO)
    }

    /// The next or previous article in the list among those that match. It works for a given
    /// article that is filtered out, too, by its position in the order.
    pub fn neighbour(
        &self,
        articles: &Articles,
        id: Option<ArticleId>,
        forward: bool,
        fits: impl Fn(&Article, &Coding) -> bool,
    ) -> Option<ArticleId> {
        let at = id.and_then(|id| self.shown.iter().position(|shown| *shown == id));
        let (before, after) = match at {
            None if id.is_none() => self.shown.split_at(0),
            Some(at) => (&self.shown[..at], &self.shown[at + 1..]),
            None => {
                let all = self.sorted(articles);
                let all = self.grouped(articles, all).0;
                let at = all.iter().position(|other| Some(*other) == id);
                let passed: BTreeSet<ArticleId> = all.into_iter().take(at.unwrap_or(0)).collect();
                let ahead = self.shown.iter().position(|id| !passed.contains(id));
                self.shown.split_at(ahead.unwrap_or(self.shown.len()))
            }
        };
        let fits = |id: &&ArticleId| {
            let row = articles.row(**id);
            row.is_some_and(|(article, own)| fits(article, own))
        };
        let found = if forward {
            after.iter().find(fits)
        } else {
            before.iter().rev().find(fits)
        };
        found.copied()
    }

    fn start(&self, articles: &Articles, codebook: &Codebook, found_for: (u64, u64)) -> ListSearch {
        let meant = |term: &Term| {
            let Condition::Label(names) = &term.wanted else {
                return Vec::new();
            };
            let is_meant = |text: &str| names.contains(&normalized(text));
            let labels = codebook.labels.iter();
            let labels = labels.filter(|l| is_meant(l.id.as_str()) || is_meant(&l.name));
            labels.map(|label| label.id.clone()).collect()
        };
        ListSearch {
            found_for,
            all: self.sorted(articles),
            next: 0,
            fit: Vec::new(),
            labels: self.query.terms.iter().map(meant).collect(),
            took: Duration::ZERO,
        }
    }

    fn fits(
        &self,
        articles: &Articles,
        article: &Article,
        own: &Coding,
        labels: &[Vec<LabelId>],
    ) -> bool {
        let mut terms = self.query.terms.iter().zip(labels);
        terms.all(|(term, labels)| term.not != has(articles, article, own, &term.wanted, labels))
    }

    /// All listed articles in sort order. Articles without a known key come last.
    fn sorted(&self, articles: &Articles) -> Vec<ArticleId> {
        let with = |key: fn(&Summary) -> SortKey| self.by_key(articles, key);
        match self.order {
            ListOrder::Name => articles.ids().to_vec(),
            ListOrder::Title => with(|summary| SortKey::text(summary.described.folded_title())),
            ListOrder::Outlet => with(|summary| SortKey::text(summary.described.folded_outlet())),
            ListOrder::Date => with(|summary| SortKey::text(&summary.described.date).reversed()),
            ListOrder::Status => with(|summary| {
                let place = Status::ALL.iter().position(|s| *s == summary.status);
                SortKey(place.unwrap_or(Status::ALL.len()) as u128)
            }),
            ListOrder::Annotations => with(|summary| SortKey::most(summary.annotations())),
            ListOrder::Incomplete => with(|summary| SortKey::most(summary.counted.incomplete)),
            ListOrder::Recent => in_turn(articles, &self.recent),
            ListOrder::Learning => in_turn(articles, &self.instructive),
        }
    }

    fn by_key(&self, articles: &Articles, key: fn(&Summary) -> SortKey) -> Vec<ArticleId> {
        let keyed = articles.rows().map(|(article, own)| {
            let key = own.summary.as_ref().map_or(SortKey::NONE, key);
            (key, article.id)
        });
        let mut keyed: Vec<(SortKey, ArticleId)> = keyed.collect();
        // Articles with the same key are sorted by name.
        keyed.sort_by_key(|(key, _)| *key);
        keyed.into_iter().map(|(_, id)| id).collect()
    }

    /// Groups the matching articles by folder, if that is set and there are any folders.
    fn arrange(&mut self, articles: &Articles, fit: Vec<ArticleId>) {
        let (shown, folders) = self.grouped(articles, fit);
        let mut rest = shown.iter();
        self.rows.clear();
        for (number, folder) in folders.iter().enumerate() {
            self.rows.push(ListRow::Folder(number));
            let within = rest.by_ref().take(folder.articles);
            if folder.is_open {
                self.rows.extend(within.map(|id| ListRow::Article(*id)));
            } else {
                within.for_each(drop);
            }
        }
        self.rows.extend(rest.map(|id| ListRow::Article(*id)));
        self.shown = shown;
        self.folders = folders;
    }

    /// The articles folder by folder, and the folders; none if all articles are in one.
    fn grouped(&self, articles: &Articles, ids: Vec<ArticleId>) -> (Vec<ArticleId>, Vec<Folder>) {
        if !self.by_folder {
            return (ids, Vec::new());
        }
        let mut groups: Vec<(&str, Vec<ArticleId>, usize)> = Vec::new();
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut last: Option<usize> = None;
        for id in &ids {
            let Some((article, own)) = articles.row(*id) else {
                continue;
            };
            let folder = article.folder();
            let number = match last.filter(|last| groups[*last].0 == folder) {
                Some(last) => last,
                None => *numbers.entry(folder).or_insert_with(|| {
                    groups.push((folder, Vec::new(), 0));
                    groups.len() - 1
                }),
            };
            last = Some(number);
            let (_, within, finished) = &mut groups[number];
            within.push(*id);
            let summary = own.summary.as_ref();
            *finished += usize::from(summary.is_some_and(Summary::is_finished));
        }
        if groups.len() < 2 {
            return (ids, Vec::new());
        }
        groups.sort_by(|(a, ..), (b, ..)| natural::compare(a, b));
        let folders = groups.iter().map(|(name, within, finished)| Folder {
            name: (*name).to_owned(),
            articles: within.len(),
            finished: *finished,
            is_open: !self.closed.contains(*name),
        });
        let folders = folders.collect();
        (
            groups.into_iter().flat_map(|(_, ids, _)| ids).collect(),
            folders,
        )
    }
}

/// Sort keys of articles. Texts are compared by their first bytes only, which is enough for the
/// order and saves memory.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct SortKey(u128);

impl SortKey {
    const NONE: Self = Self(u128::MAX);

    fn text(text: &str) -> Self {
        if text.is_empty() {
            return Self::NONE;
        }
        let mut bytes = [0; 16];
        let length = text.len().min(16);
        bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
        Self(u128::from_be_bytes(bytes))
    }

    fn most(count: usize) -> Self {
        Self(u128::from(u64::MAX) - count as u128)
    }

    /// Reverses the order; articles without a key stay last.
    fn reversed(self) -> Self {
        if self == Self::NONE {
            self
        } else {
            Self(u128::MAX - 1 - self.0)
        }
    }
}

fn has(
    articles: &Articles,
    article: &Article,
    own: &Coding,
    wanted: &Condition,
    labels: &[LabelId],
) -> bool {
    let none = Summary::default();
    let summary = own.summary.as_ref().unwrap_or(&none);
    let described = &summary.described;
    let any = |values: &[String], text: &str| values.iter().any(|value| text.contains(value));
    match wanted {
        Condition::Words(words) => {
            article.folded_name.contains(words.as_str())
                || described.normalized.contains(words.as_str())
        }
        Condition::Status(statuses) => statuses.contains(&summary.status),
        Condition::Label(_) => {
            let count = |label| summary.counts.get(label).copied().unwrap_or(0);
            labels.iter().any(|label| count(label) > 0)
        }
        Condition::Coder(coders) => {
            let is_meant = |coder: &str| coders.contains(&normalized(coder));
            let mut others = articles.codings().others_of(article.id);
            summary.annotations() > 0 && is_meant(&own.coder)
                || others.any(|other| is_meant(&other.coder))
        }
        Condition::Assigned(coders) => articles.marks().is_assigned(&article.name, coders),
        Condition::Round(rounds) => articles.marks().is_in_round(&article.name, rounds),
        Condition::Differs(wanted) => articles.marks().differs(article.id) == Some(*wanted),
        Condition::Compared(wanted) => {
            let mut others = articles.codings().others_of(article.id);
            let has_agreed = others.any(|other| other.coder == AGREED_CODER && other.has_sidecar);
            (has_agreed || articles.marks().is_compared(&article.name)) == *wanted
        }
        Condition::Incomplete => summary.counted.incomplete > 0,
        Condition::Language(languages) => {
            // `en` also finds `en-GB`.
            let language = normalized(&described.language);
            languages.iter().any(|wanted| {
                let rest = language.strip_prefix(wanted.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            })
        }
        Condition::Outlet(outlets) => any(outlets, described.folded_outlet()),
        Condition::Title(titles) => any(titles, described.folded_title()),
        Condition::Dated { from, to } => is_within(&described.date, from.as_deref(), to.as_deref()),
    }
}

/// All listed articles, first those that are named, in that order.
fn in_turn(articles: &Articles, first: &[ArticleId]) -> Vec<ArticleId> {
    let turns = first.iter().zip(0..).map(|(id, turn)| (*id, turn));
    let turns: HashMap<ArticleId, u32> = turns.collect();
    let mut ids = articles.ids().to_vec();
    ids.sort_by_key(|id| turns.get(id).copied().unwrap_or(u32::MAX));
    ids
}

#[cfg(test)]
#[path = "list_tests.rs"]
mod tests;
