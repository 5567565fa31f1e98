//! Searching all articles side by side. What is found comes in the order of the articles.
//!
//! ```text
//! articles -> portions -> hands that read and search -> in order again -> whoever asked
//! ```
//!
//! A portion may be ready before an earlier one; it waits then, so that a list of hits only grows at
//! its end and nothing moves under the analyst's eyes.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::worker_pool::parallel_chunks;
use crate::model::Text;
use crate::model::document::Status;
use crate::model::history::ArticleId;
use crate::model::search::{Annotated, Hit, Search};
use crate::store::shown;
use crate::store::sidecar::Snapshot;
use crate::store::{OpenOptions, atomic, browse, decode, open_article};

/// The most hits that are kept: more nobody reads, and they must have room in memory.
pub const MOST_HITS: usize = 100_000;

/// Articles that are searched together: enough to be cheap, few enough to show the first hit soon.
const PORTION: usize = 32;

/// An article to be searched.
pub struct Source {
    pub id: ArticleId,
    pub path: PathBuf,
    pub sidecar: PathBuf,
    /// What is known of it if it is open: that counts, and not what is on disk.
    pub open: Option<Open>,
}

/// An open article as it is now.
pub enum Open {
    /// What the words alone are looked for in.
    Text(Text),
    Annotated(Snapshot),
}

/// What was found in some articles.
#[derive(Debug, Default)]
pub struct Portion {
    pub hits: Vec<Hit>,
    pub articles: usize,
    /// Articles that could not be read, the reason of the first.
    pub failed: usize,
    pub reason: Option<String>,
    /// The search ends with this portion though articles are left: there are too many hits.
    pub is_cut: bool,
}

/// Searches the articles and hands over what is found, until all are searched, there are too many
/// hits, it is cancelled, or `take` breaks off.
pub fn search(
    search: &Search,
    sources: &[Source],
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
        // A machine remembers what it saw; shared, the hands would wait for one another.
        let search = search.clone();
        move |number, sources: &[Source]| {
            let is_full = found.load(Ordering::Relaxed) > MOST_HITS;
            if is_full || stopped.load(Ordering::Relaxed) || cancelled() {
                return ControlFlow::Break(());
            }
            let portion = search_portion(&search, sources, cancelled);
            found.fetch_add(portion.hits.len(), Ordering::Relaxed);
            let mut in_order = in_order.lock().unwrap_or_else(PoisonError::into_inner);
            let handed = in_order.hand_over(number, portion);
            stopped.fetch_or(handed.is_break(), Ordering::Relaxed);
            handed
        }
    });
}

/// Brings portions back into the order of the articles.
struct InOrder<'t> {
    waiting: BTreeMap<usize, Portion>,
    next: usize,
    /// Hits handed over.
    hits: usize,
    take: &'t mut (dyn FnMut(Portion) -> ControlFlow<()> + Send),
}

impl InOrder<'_> {
    fn hand_over(&mut self, number: usize, portion: Portion) -> ControlFlow<()> {
        self.waiting.insert(number, portion);
        while let Some(mut portion) = self.waiting.remove(&self.next) {
            self.next += 1;
            let room = MOST_HITS - self.hits;
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
    sources: &[Source],
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Portion {
    let mut portion = Portion::default();
    for source in sources {
        if cancelled() {
            break;
        }
        portion.articles += 1;
        match hits_in(search, source) {
            Ok(hits) => portion.hits.extend(hits),
            Err(reason) => {
                portion.failed += 1;
                portion.reason.get_or_insert(reason);
            }
        }
    }
    portion
}

/// All hits in an article, or why it cannot be read.
fn hits_in(search: &Search, source: &Source) -> Result<Vec<Hit>, String> {
    let id = source.id;
    // One more than are kept shows that there are more.
    let most = MOST_HITS + 1;
    let annotated = |text: &str, annotations: &[_], status: &Status| {
        let annotated = Annotated::new(annotations, status);
        search.narrow(id, text, search.places(text, most), Some(&annotated))
    };
    match &source.open {
        Some(Open::Text(text)) => {
            let text = text.as_str();
            return Ok(search.narrow(id, text, search.places(text, most), None));
        }
        Some(Open::Annotated(snapshot)) => {
            let (text, status) = (snapshot.text().as_str(), &snapshot.fields().status);
            return Ok(annotated(text, snapshot.annotations(), status));
        }
        None => {}
    }
    let message = |error: &dyn std::fmt::Display| format!("{error}: {}", shown(&source.path));
    let (bytes, _) =
        atomic::read(&source.path, decode::DEFAULT_LIMIT_BYTES).map_err(|error| message(&error))?;
    if let Some(text) = decode::plain_text(&bytes) {
        let places = search.places(text, most);
        if places.as_ref().is_some_and(Vec::is_empty) {
            return Ok(Vec::new());
        }
        if !search.needs_annotations() {
            return Ok(search.narrow(id, text, places, None));
        }
        let document = browse::annotated(text, &source.sidecar).map_err(|error| message(&error))?;
        if let Some(document) = document {
            let status = &document.fields().status;
            let annotated = Annotated::new(document.annotations(), status);
            return Ok(search.narrow(id, text, places, Some(&annotated)));
        }
    }
    let opened = open_article(&source.path, &source.sidecar, &OpenOptions::default());
    let document = opened.map_err(|error| error.to_string())?.document;
    let (text, status) = (document.text().as_str(), &document.fields().status);
    Ok(annotated(text, document.annotations(), status))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::search::{Pattern, Question};
    use std::fs;

    /// Articles with these contents, of which the last is not there.
    fn sources(folder: &std::path::Path, contents: &[&str]) -> Vec<Source> {
        let all = contents.iter().copied().map(Some).chain([None]);
        let sources = all.enumerate().map(|(number, content)| {
            let path = folder.join(format!("{number}.txt"));
            if let Some(content) = content {
                fs::write(&path, content).expect("a file");
            }
            Source {
                id: ArticleId(number as u32),
                sidecar: crate::store::sidecar_path(&path, None),
                path,
                open: None,
            }
        });
        sources.collect()
    }

    fn run(words: &str, sources: &[Source], cancelled: &AtomicBool) -> Vec<Portion> {
        let question = Question {
            pattern: Pattern::words(words),
            ..Question::default()
        };
        let prepared = Search::new(&question).expect("a pattern").expect("words");
        let mut portions = Vec::new();
        let is_cancelled = || cancelled.load(Ordering::Relaxed);
        search(&prepared, sources, &is_cancelled, &mut |portion| {
            portions.push(portion);
            ControlFlow::Continue(())
        });
        portions
    }

    #[test]
    fn hits_come_in_the_order_of_the_articles_and_what_cannot_be_read_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let utf16: Vec<u8> = "\u{feff}a word"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let contents: Vec<&str> = (0..PORTION * 5).map(|_| "a Word\nand words").collect();
        let sources = sources(folder.path(), &contents);
        fs::write(&sources[1].path, utf16).expect("a file");
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
        let many = "a ".repeat(MOST_HITS / 2 + 7);
        let contents = vec![many.as_str(); PORTION * 3];
        let portions = run(
            "a",
            &sources(folder.path(), &contents),
            &AtomicBool::new(false),
        );
        let hits: usize = portions.iter().map(|portion| portion.hits.len()).sum();
        assert_eq!(hits, MOST_HITS);
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
