//! Summaries for the list of articles: scans unopened articles in the background, and restores and
//! persists how the list is shown.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use crate::app::ProjectCtx;
use crate::jobs::worker_pool::parallel_chunks;
use crate::jobs::{Event, Reporter};
use crate::model::Codebook;
use crate::model::article_query::ListOrder;
use crate::model::history::{ArticleId, CodingId};
use crate::session::Session;
use crate::session::articles::Articles;
use crate::store::article::OpenError;
use crate::store::article_meta::FieldPlaces;
use crate::store::display_path;
use crate::store::ids;
use crate::store::sidecar::Snapshot;
use crate::store::state::{ListState, MAX_RECENT_ARTICLES};
use crate::store::summary::{ArticleSummary, SummaryCounts, summarize};
use crate::store::summary_cache::{Pair, SummaryCache};

/// Articles per event (batch size).
const PORTION: usize = 32;

/// The debounce delay between a codebook change and new counts of all articles.
const COUNT_DEBOUNCE: Duration = Duration::from_millis(500);

/// The number of recent days over which the pace is computed.
const LATELY_DAYS: i64 = 7;

/// The state of the background scan that computes summaries of articles.
#[derive(Default)]
pub(in crate::app) struct SummaryLoading {
    /// Set to cancel the running scan when all articles are scanned again.
    outdated: Arc<AtomicBool>,
    /// When all articles are scanned again because the codebook has changed.
    again_at: Option<Instant>,
}

/// An article whose summary is to be computed.
pub(in crate::app) struct ToSummarize {
    id: CodingId,
    path: PathBuf,
    sidecar: PathBuf,
    /// Where the article's fields are looked for.
    places: FieldPlaces,
}

impl ToSummarize {
    /// From a coding.
    pub fn of(articles: &Articles, id: CodingId) -> Option<Self> {
        let (article, coding) = (articles.article_of(id)?, articles.coding(id)?);
        Some(Self {
            id,
            path: article.path.clone(),
            sidecar: coding.sidecar.clone(),
            places: articles.field_places(id),
        })
    }

    fn summarize(&self, codebook: &Codebook) -> Result<ArticleSummary, OpenError> {
        summarize(&self.path, &self.sidecar, &self.places, codebook)
    }
}

impl ProjectCtx<'_> {
    /// Computes the summaries of all articles, of all coders, and of open ones from memory.
    pub(in crate::app) fn summarize_all(&mut self) {
        let session = &self.project.session;
        let ids: Vec<CodingId> = session
            .articles
            .codings()
            .all()
            .map(|coding| coding.id)
            .collect();
        self.project
            .summary_loading
            .outdated
            .store(true, Ordering::Relaxed);
        self.project.summary_loading.outdated = Arc::default();
        let kept = self.shell.persisted_state.summaries_file();
        self.summarize_articles(&ids, kept);
    }

    /// Computes the summaries of these articles, of open ones from memory. `kept` is the cache file
    /// for the summaries, if there is one.
    pub(in crate::app) fn summarize_articles(&mut self, ids: &[CodingId], kept: Option<PathBuf>) {
        let session = &self.project.session;
        let articles = ids.iter();
        let articles = articles.filter_map(|id| ToSummarize::of(&session.articles, *id));
        self.summarize(articles.collect(), kept);
    }

    /// Like [`Self::summarize_articles`], for callers that have the articles already.
    pub(in crate::app) fn summarize(
        &mut self,
        mut articles: Vec<ToSummarize>,
        kept: Option<PathBuf>,
    ) {
        let session = &self.project.session;
        let mut opened: Vec<(CodingId, Snapshot)> = Vec::new();
        articles.retain(|article| match session.opened(article.id) {
            Some(open) => {
                opened.push((article.id, open.snapshot()));
                false
            }
            None => true,
        });
        let codebook = Arc::clone(&session.codebook);
        let outdated = Arc::clone(&self.project.summary_loading.outdated);
        self.shell
            .jobs
            .spawn("glance at articles", move |reporter| {
                for (id, snapshot) in opened {
                    reporter.send(Event::Counted(id, SummaryCounts::of(&snapshot, &codebook)));
                }
                summarize_portions(&articles, &codebook, kept.as_ref(), &outdated, reporter);
            });
    }

    /// Stores the summaries of some articles.
    pub(in crate::app) fn on_summaries(
        &mut self,
        summaries: Vec<(CodingId, Result<ArticleSummary, OpenError>)>,
    ) {
        let session = &mut self.project.session;
        let panes = session.panes();
        let mut again = Vec::new();
        for (id, summary) in summaries {
            // The summary of an article that was opened meanwhile is more recent.
            if session.opened(id).is_some() || session.articles.is_closed(id) {
                continue;
            }
            let Some(coding) = session.articles.coding_mut(id) else {
                continue;
            };
            match summary {
                Ok(mut summary) => {
                    let file = (coding.article, id);
                    let entities = std::mem::take(&mut summary.entities);
                    coding.summary = Some(summary.into());
                    // The scan does not detect every problem, and a file may have been repaired.
                    if coding.problem.take().is_some()
                        && panes.iter().any(|(_, id)| *id == coding.id)
                    {
                        again.push(coding.id);
                    }
                    session.entity_index.set(file, entities, None);
                }
                Err(problem) => coding.problem = Some(problem.to_string()),
            }
        }
        for id in again {
            self.read_article(id);
        }
    }

    /// Schedules new counts (debounced): the codebook's requirements have changed, and with them
    /// what is incomplete.
    pub(in crate::app) fn count_again_soon(&mut self) {
        self.project.summary_loading.again_at = Some(Instant::now() + COUNT_DEBOUNCE);
    }

    pub(in crate::app) fn count_again_when_due(&mut self, ctx: &egui::Context) {
        let Some(due) = self.project.summary_loading.again_at else {
            return;
        };
        let wait = due.saturating_duration_since(Instant::now());
        if wait.is_zero() {
            self.project.summary_loading.again_at = None;
            self.summarize_all();
        } else {
            ctx.request_repaint_after(wait);
        }
    }

    /// Updates the filtered and sorted list incrementally, a portion in each frame.
    pub(in crate::app) fn refresh_list(&mut self, ctx: &egui::Context) {
        let session = &mut self.project.session;
        let list = &mut session.list;
        let wait = list.refresh(&session.articles, &session.codebook, Instant::now());
        match wait {
            Some(wait) => ctx.request_repaint_after(wait),
            None => {
                let since = ids::days_ago(LATELY_DAYS);
                if !session.progress.refresh(&session.articles, &since) {
                    ctx.request_repaint();
                }
            }
        }
    }

    /// Restores the list of recently opened articles from the persisted state.
    pub(in crate::app) fn restore_recent(&mut self) {
        let session = &mut self.project.session;
        let state = self.shell.persisted_state.list();
        let turns = state.recent.iter().zip(0..);
        let turns: HashMap<&str, usize> = turns.map(|(name, turn)| (&**name, turn)).collect();
        let articles = session.articles.iter();
        let mut recent: Vec<(usize, ArticleId)> = articles
            .filter_map(|article| Some((*turns.get(&*article.name)?, article.id)))
            .collect();
        recent.sort_unstable();
        session
            .list
            .remember_opened(recent.into_iter().map(|(_, id)| id));
    }

    /// Persists how the list is shown.
    pub(in crate::app) fn remember_list(&mut self) {
        let session = &self.project.session;
        let list = &session.list;
        let recent = list.recent().iter().filter_map(|id| session.article(*id));
        self.shell.persisted_state.set_list(ListState {
            order: list.order().as_str().to_owned(),
            flat: !list.is_by_folder(),
            file_names: list.shows_file_names(),
            closed: list.closed().iter().cloned().collect(),
            recent: recent
                .take(MAX_RECENT_ARTICLES)
                .map(|article| article.name.clone())
                .collect(),
        });
    }
}

/// Shows the list as it was when the project was last open.
pub(in crate::app) fn restore_list(session: &mut Session, state: &ListState) {
    session.list.sort(ListOrder::parse(&state.order));
    session.list.group(!state.flat);
    session.list.show_file_names(state.file_names);
    session.list.close(state.closed.iter().cloned());
}

/// Computes summaries of articles in parallel and sends them in batches.
fn summarize_portions(
    articles: &[ToSummarize],
    codebook: &Codebook,
    kept: Option<&PathBuf>,
    outdated: &AtomicBool,
    reporter: &Reporter,
) {
    let before = match kept {
        Some(path) => SummaryCache::load(path, codebook),
        None => SummaryCache::new(codebook),
    };
    let now = SystemTime::now();
    let after = Mutex::new(SummaryCache::new(codebook));
    let found_out = AtomicUsize::new(0);
    let is_stopped = || reporter.is_cancelled() || outdated.load(Ordering::Relaxed);
    parallel_chunks("glance at articles", articles, PORTION, || {
        |_, portion: &[ToSummarize]| {
            if is_stopped() {
                return ControlFlow::Break(());
            }
            let first = portion
                .first()
                .map(|article| display_path(&article.path).to_string());
            let _wait = first.map(|first| reporter.begin_io(first));
            let mut summaries = Vec::with_capacity(portion.len());
            let mut keep = Vec::new();
            for article in portion {
                let seen = Pair::of(&article.path, &article.sidecar, &article.places);
                let known = before.get(&article.sidecar, seen);
                found_out.fetch_add(usize::from(known.is_none()), Ordering::Relaxed);
                let summary = known.map_or_else(|| article.summarize(codebook), Ok);
                if let (Ok(summary), Some(_)) = (&summary, kept) {
                    keep.push((article, seen, summary.clone()));
                }
                summaries.push((article.id, summary));
            }
            reporter.send(Event::Summaries(summaries));
            let mut after = after.lock().unwrap_or_else(PoisonError::into_inner);
            for (article, seen, summary) in keep {
                after.keep(&article.sidecar, seen, &summary, now);
            }
            ControlFlow::Continue(())
        }
    });
    drop(before);
    let Some(path) = kept.filter(|_| found_out.into_inner() > 0 && !is_stopped()) else {
        return;
    };
    let after = after.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Err(error) = after.save(path) {
        log::warn!("glances are not kept ({error}): {}", display_path(path));
    }
}
