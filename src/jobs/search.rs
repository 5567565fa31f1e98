//! Parallel search of all articles. Hits are returned in the order of the articles.
//!
//! ```text
//! articles -> portions -> worker threads read and search -> reorder buffer -> caller
//! ```
//!
//! A portion may be ready before an earlier one; it is buffered then, so that a list of hits only
//! grows at its end and nothing moves while the analyst reads.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::worker_pool::parallel_chunks;
use crate::model::Text;
use crate::model::document::Status;
use crate::model::history::ArticleId;
use crate::model::search::{Annotated, Search, SearchHit};
use crate::store::annotations_only::AnnotationsError;
use crate::store::article::OpenError;
use crate::store::display_path;
use crate::store::io_reason::reason;
use crate::store::sidecar::Snapshot;
use crate::store::{ArticleFiles, ArticleLoader, annotations_only, atomic, decode};

/// The limit of hits: nobody reads more, and they must fit in memory.
pub const MAX_SEARCH_RESULTS: usize = 100_000;

/// The number of articles in a portion: enough for efficiency, few enough to show the first hit
/// soon.
const PORTION: usize = 32;

/// An article to search.
pub struct SearchSource {
    pub id: ArticleId,
    pub files: ArticleFiles,
    /// The snapshot of an open article, which is searched instead of the file.
    pub open: Option<SearchSnapshot>,
}

/// A snapshot of an open article.
pub enum SearchSnapshot {
    /// The text, for searches that need no annotations.
    Text(Text),
    Annotated(Snapshot),
}

/// The results of a portion.
#[derive(Debug, Default)]
pub struct Portion {
    pub hits: Vec<SearchHit>,
    pub articles: usize,
    /// The number of unreadable articles, with the reason of the first.
    pub failed: usize,
    pub reason: Option<SearchError>,
    /// The search stops after this portion because of the limit of hits, although articles are
    /// left.
    pub is_cut: bool,
}

/// Searches the articles and passes the results to `take`, until all are searched, there are too
/// many hits, the job is cancelled, or `take` breaks.
pub fn search(
    search: &Search,
    sources: &[SearchSource],
    loader: &ArticleLoader,
    cancelled: &(dyn Fn() -> bool + Sync),
    take: &mut (dyn FnMut(Portion) -> ControlFlow<()> + Send),
) {
    let found = AtomicUsize::new(0);
    let stopped = AtomicBool::new(false);
    let in_order = Mutex::new(InOrder {
        waiting: BTreeMap::new(),
        next: 0,
        hits: 0,
        take,
    });
    let (found, stopped, in_order) = (&found, &stopped, &in_order);
    parallel_chunks("search", sources, PORTION, || {
        // A regex machine has a cache; if it were shared, the threads would wait for one another.
        let search = search.clone();
        move |number, sources: &[SearchSource]| {
            let is_full = found.load(Ordering::Relaxed) > MAX_SEARCH_RESULTS;
            if is_full || stopped.load(Ordering::Relaxed) || cancelled() {
                return ControlFlow::Break(());
            }
            let portion = search_portion(&search, sources, loader, cancelled);
            found.fetch_add(portion.hits.len(), Ordering::Relaxed);
            let mut in_order = in_order.lock().unwrap_or_else(PoisonError::into_inner);
            let handed = in_order.hand_over(number, portion);
            stopped.fetch_or(handed.is_break(), Ordering::Relaxed);
            handed
        }
    });
}

/// A reorder buffer: restores the order of the articles.
struct InOrder<'t> {
    waiting: BTreeMap<usize, Portion>,
    next: usize,
    /// The number of hits that were passed on.
    hits: usize,
    take: &'t mut (dyn FnMut(Portion) -> ControlFlow<()> + Send),
}

impl InOrder<'_> {
    fn hand_over(&mut self, number: usize, portion: Portion) -> ControlFlow<()> {
        self.waiting.insert(number, portion);
        while let Some(mut portion) = self.waiting.remove(&self.next) {
            self.next += 1;
            let room = MAX_SEARCH_RESULTS - self.hits;
            portion.is_cut = portion.hits.len() > room;
            portion.hits.truncate(room);
            self.hits += portion.hits.len();
            let is_cut = portion.is_cut;
            (self.take)(portion)?;
            if is_cut {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }
}

fn search_portion(
    search: &Search,
    sources: &[SearchSource],
    loader: &ArticleLoader,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Portion {
    let mut portion = Portion::default();
    for source in sources {
        if cancelled() {
            break;
        }
        portion.articles += 1;
        match hits_in(search, source, loader) {
            Ok(hits) => portion.hits.extend(hits),
            Err(reason) => {
                portion.failed += 1;
                portion.reason.get_or_insert(reason);
            }
        }
    }
    portion
}

/// Why an article cannot be searched.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error("{}: {}", reason(source), display_path(path))]
    Read { path: PathBuf, source: io::Error },
    #[error("{source}: {}", display_path(path))]
    Annotations {
        path: PathBuf,
        source: AnnotationsError,
    },
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// All hits in an article, or why the article cannot be read.
fn hits_in(
    search: &Search,
    source: &SearchSource,
    loader: &ArticleLoader,
) -> Result<Vec<SearchHit>, SearchError> {
    let id = source.id;
    // One hit above the limit shows that there are more.
    let most = MAX_SEARCH_RESULTS + 1;
    let annotated = |text: &str, annotations: &[_], status: &Status| {
        let annotated = Annotated::new(annotations, status);
        search.narrow(id, text, search.places(text, most), Some(&annotated))
    };
    match &source.open {
        Some(SearchSnapshot::Text(text)) => {
            let text = text.as_str();
            return Ok(search.narrow(id, text, search.places(text, most), None));
        }
        Some(SearchSnapshot::Annotated(snapshot)) => {
            let (text, status) = (snapshot.text().as_str(), &snapshot.fields().status);
            return Ok(annotated(text, snapshot.annotations(), status));
        }
        None => {}
    }
    let path = || source.files.path.clone();
    let failed = |error| SearchError::Read {
        path: path(),
        source: error,
    };
    let read = atomic::read(&source.files.path, decode::MAX_ARTICLE_BYTES);
    let (bytes, _) = read.map_err(failed)?;
    if let Some(text) = decode::plain_text(&bytes) {
        let places = search.places(text, most);
        if places.as_ref().is_some_and(Vec::is_empty) {
            return Ok(Vec::new());
        }
        if !search.needs_annotations() {
            return Ok(search.narrow(id, text, places, None));
        }
        let failed = |error| SearchError::Annotations {
            path: path(),
            source: error,
        };
        let document =
            annotations_only::read_annotations(text, &source.files.sidecar).map_err(failed)?;
        if let Some(document) = document {
            let status = &document.fields().status;
            let annotated = Annotated::new(document.annotations(), status);
            return Ok(search.narrow(id, text, places, Some(&annotated)));
        }
    }
    let document = loader.read(&source.files)?.document;
    let (text, status) = (document.text().as_str(), &document.fields().status);
    Ok(annotated(text, document.annotations(), status))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::search::{Pattern, SearchQuery};
    use crate::store::article_meta::FieldSources;
    use std::fs;

    /// Articles with these contents, of which the last does not exist.
    fn sources(folder: &std::path::Path, contents: &[&str]) -> Vec<SearchSource> {
        let all = contents.iter().copied().map(Some).chain([None]);
        let sources = all.enumerate().map(|(number, content)| {
            let path = folder.join(format!("{number}.txt"));
            if let Some(content) = content {
                fs::write(&path, content).expect("a file");
            }
            SearchSource {
                id: ArticleId(number as u32),
                files: ArticleFiles::new(
                    &path,
                    &crate::store::sidecar_path(&path, None),
                    "",
                    FieldSources::default(),
                ),
                open: None,
            }
        });
        sources.collect()
    }

    fn run(words: &str, sources: &[SearchSource], cancelled: &AtomicBool) -> Vec<Portion> {
        let question = SearchQuery {
            pattern: Pattern::words(words),
            ..SearchQuery::default()
        };
        let prepared = Search::new(&question).expect("a pattern").expect("words");
        let mut portions = Vec::new();
        let is_cancelled = || cancelled.load(Ordering::Relaxed);
        let loader = ArticleLoader::new(None);
        search(&prepared, sources, &loader, &is_cancelled, &mut |portion| {
            portions.push(portion);
            ControlFlow::Continue(())
        });
        portions
    }

    #[test]
    fn hits_follow_the_order_of_articles_and_unreadable_ones_are_reported() {
        let folder = tempfile::tempdir().expect("a folder");
        let utf16: Vec<u8> = "\u{feff}a word"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let contents: Vec<&str> = (0..PORTION * 5).map(|_| "a Word\nand words").collect();
        let sources = sources(folder.path(), &contents);
        fs::write(&sources[1].files.path, utf16).expect("a file");
        let portions = run("word", &sources, &AtomicBool::new(false));
        let hits = portions.iter().flat_map(|portion| &portion.hits);
        let articles: Vec<usize> = hits.map(|hit| hit.article.0 as usize).collect();
        let want: Vec<usize> = (0..contents.len())
            .flat_map(|number| vec![number; if number == 1 { 1 } else { 2 }])
            .collect();
        assert_eq!(articles, want);
        let searched: usize = portions.iter().map(|portion| portion.articles).sum();
        let failed: usize = portions.iter().map(|portion| portion.failed).sum();
        assert_eq!((searched, failed), (contents.len() + 1, 1));
    }

    #[test]
    fn more_hits_than_are_kept_end_the_search() {
        let folder = tempfile::tempdir().expect("a folder");
        let many = "a ".repeat(MAX_SEARCH_RESULTS / 2 + 7);
        let contents = vec![many.as_str(); PORTION * 3];
        let portions = run(
            "a",
            &sources(folder.path(), &contents),
            &AtomicBool::new(false),
        );
        let hits: usize = portions.iter().map(|portion| portion.hits.len()).sum();
        assert_eq!(hits, MAX_SEARCH_RESULTS);
        assert!(portions.last().is_some_and(|portion| portion.is_cut));
    }

    #[test]
    fn a_cancelled_search_reads_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let sources = sources(folder.path(), &["a word"]);
        let portions = run("word", &sources, &AtomicBool::new(true));
        assert!(portions.is_empty());
    }
}
