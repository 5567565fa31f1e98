//! The list of articles: glancing at those that have not been opened, and what is remembered of it.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use super::App;
use crate::jobs::worker_pool::parallel_chunks;
use crate::jobs::{Event, Reporter};
use crate::model::Codebook;
use crate::model::history::{ArticleId, CodingId};
use crate::model::listing::ListOrder;
use crate::session::Session;
use crate::session::articles::Articles;
use crate::store::article_meta::FieldPlaces;
use crate::store::glance::{Counted, Glance, glance};
use crate::store::glance_cache::{GlanceCache, Pair};
use crate::store::ids;
use crate::store::shown;
use crate::store::sidecar::Snapshot;
use crate::store::state::{ListState, RECENT_ARTICLES};

/// Articles that are told of together.
const PORTION: usize = 32;

/// How long the codebook rests before articles are counted anew under it.
const REST: Duration = Duration::from_millis(500);

/// Days of which the pace is told.
const LATELY_DAYS: i64 = 7;

/// Glancing at articles in the background.
#[derive(Default)]
pub(super) struct Glancing {
    /// Set when everything is glanced at anew.
    outdated: Arc<AtomicBool>,
    /// When all articles are to be counted under a changed codebook.
    again_at: Option<Instant>,
}

/// An article to be glanced at.
pub(super) struct ToGlance {
    id: CodingId,
    path: PathBuf,
    sidecar: PathBuf,
    /// Where the article's fields are looked for.
    places: FieldPlaces,
}

impl ToGlance {
    /// Of a coding.
    pub fn of(articles: &Articles, id: CodingId) -> Option<Self> {
        let (article, coding) = (articles.article_of(id)?, articles.coding(id)?);
        Some(Self {
            id,
            path: article.path.clone(),
            sidecar: coding.sidecar.clone(),
            places: articles.field_places(id),
        })
    }

    fn glance(&self, codebook: &Codebook) -> Result<Glance, String> {
        glance(&self.path, &self.sidecar, &self.places, codebook).map_err(|error| error.to_string())
    }
}

impl App {
    /// Glances at all articles, of all coders, and counts those that have been read.
    pub(super) fn glance_at_all(&mut self) {
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let ids: Vec<CodingId> = session
            .articles
            .codings()
            .all()
            .map(|coding| coding.id)
            .collect();
        self.glancing.outdated.store(true, Ordering::Relaxed);
        self.glancing.outdated = Arc::default();
        let kept = self.memory.glances_file();
        self.glance_at(&ids, kept);
    }

    /// Glances at these articles, or counts them if they have been read. What was glanced at is kept
    /// in the file if there is one.
    pub(super) fn glance_at(&mut self, ids: &[CodingId], kept: Option<PathBuf>) {
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let articles = ids.iter();
        let articles = articles.filter_map(|id| ToGlance::of(&session.articles, *id));
        self.glance(articles.collect(), kept);
    }

    /// Like [`Self::glance_at`], for whoever knows the articles already.
    pub(super) fn glance(&mut self, mut articles: Vec<ToGlance>, kept: Option<PathBuf>) {
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let mut opened: Vec<(CodingId, Snapshot)> = Vec::new();
        articles.retain(|article| match session.opened(article.id) {
            Some(open) => {
                opened.push((article.id, open.snapshot()));
                false
            }
            None => true,
        });
        let codebook = Arc::clone(&session.codebook);
        let outdated = Arc::clone(&self.glancing.outdated);
        self.jobs.spawn("glance at articles", move |reporter| {
            for (id, snapshot) in opened {
                reporter.send(Event::Counted(id, Counted::of(&snapshot, &codebook)));
            }
            glance_all(&articles, &codebook, kept.as_ref(), &outdated, reporter);
        });
    }

    /// Takes in what was found out about some articles.
    pub(super) fn on_glances(&mut self, glances: Vec<(CodingId, Result<Glance, String>)>) {
        let Some(session) = self.session_mut() else {
            return;
        };
        let panes = session.panes();
        let mut again = Vec::new();
        for (id, glance) in glances {
            // An article that was opened meanwhile knows better.
            if session.opened(id).is_some() {
                continue;
            }
            let Some(coding) = session.articles.coding_mut(id) else {
                continue;
            };
            match glance {
                Ok(mut glance) => {
                    let file = (coding.article, id);
                    let entities = std::mem::take(&mut glance.entities);
                    coding.summary = Some(glance.into());
                    // A glance does not see every fault, and a file may have been mended.
                    if coding.problem.take().is_some()
                        && panes.iter().any(|(_, id)| *id == coding.id)
                    {
                        again.push(coding.id);
                    }
                    session.entity_index.set(file, entities, None);
                }
                Err(problem) => coding.problem = Some(problem),
            }
        }
        for id in again {
            self.read_article(id);
        }
    }

    /// What the codebook requires has changed, and with it what is incomplete.
    pub(super) fn count_again_soon(&mut self) {
        self.glancing.again_at = Some(Instant::now() + REST);
    }

    pub(super) fn count_again_when_due(&mut self, ctx: &egui::Context) {
        let Some(due) = self.glancing.again_at else {
            return;
        };
        let wait = due.saturating_duration_since(Instant::now());
        if wait.is_zero() {
            self.glancing.again_at = None;
            self.glance_at_all();
        } else {
            ctx.request_repaint_after(wait);
        }
    }

    /// Finds what the list shows, a portion in each frame.
    pub(super) fn refresh_list(&mut self, ctx: &egui::Context) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
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

    /// Shows the list as it was when the project was last open.
    pub(super) fn restore_list(&self, session: &mut Session) {
        let state = self.memory.list();
        session.list.sort(ListOrder::parse(&state.order));
        session.list.group(!state.flat);
        session.list.show_file_names(state.file_names);
        session.list.close(state.closed.iter().cloned());
    }

    /// Remembers which articles were opened when the project was last open.
    pub(super) fn restore_recent(&mut self) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let state = self.memory.list();
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

    /// Remembers how the list is shown.
    pub(super) fn remember_list(&mut self) {
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let list = &session.list;
        let recent = list.recent().iter().filter_map(|id| session.article(*id));
        self.memory.set_list(ListState {
            order: list.order().as_str().to_owned(),
            flat: !list.is_by_folder(),
            file_names: list.shows_file_names(),
            closed: list.closed().iter().cloned().collect(),
            recent: recent
                .take(RECENT_ARTICLES)
                .map(|article| article.name.clone())
                .collect(),
        });
    }
}

/// Glances at articles side by side and tells what was found in portions.
fn glance_all(
    articles: &[ToGlance],
    codebook: &Codebook,
    kept: Option<&PathBuf>,
    outdated: &AtomicBool,
    reporter: &Reporter,
) {
    let before = match kept {
        Some(path) => GlanceCache::load(path, codebook),
        None => GlanceCache::new(codebook),
    };
    let now = SystemTime::now();
    let after = Mutex::new(GlanceCache::new(codebook));
    let found_out = AtomicUsize::new(0);
    let is_stopped = || reporter.is_cancelled() || outdated.load(Ordering::Relaxed);
    parallel_chunks("glance at articles", articles, PORTION, || {
        |_, portion: &[ToGlance]| {
            if is_stopped() {
                return ControlFlow::Break(());
            }
            let first = portion
                .first()
                .map(|article| shown(&article.path).to_string());
            let _wait = first.map(|first| reporter.begin_io(first));
            let mut glances = Vec::with_capacity(portion.len());
            let mut keep = Vec::new();
            for article in portion {
                let seen = Pair::of(&article.path, &article.sidecar, &article.places);
                let known = before.get(&article.sidecar, seen);
                found_out.fetch_add(usize::from(known.is_none()), Ordering::Relaxed);
                let glance = known.map_or_else(|| article.glance(codebook), Ok);
                if let (Ok(glance), Some(_)) = (&glance, kept) {
                    keep.push((article, seen, glance.clone()));
                }
                glances.push((article.id, glance));
            }
            reporter.send(Event::Glances(glances));
            let mut after = after.lock().unwrap_or_else(PoisonError::into_inner);
            for (article, seen, glance) in keep {
                after.keep(&article.sidecar, seen, &glance, now);
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
        log::warn!("glances are not kept ({error}): {}", shown(path));
    }
}
