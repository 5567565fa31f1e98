//! Commands that concern many articles: these are read first, and the command is done again then.
//!
//! ```text
//! command -> have_read(its articles)? -> one step over all of them
//!                 | no: job "read articles" -> portions -> the command once more
//! ```

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::App;
use crate::command::Command;
use crate::jobs::worker_pool::parallel_chunks;
use crate::jobs::{Event, Reporter};
use crate::model::history::CodingId;
use crate::session::{Session, Work};
use crate::store::article::{LoadedArticle, OpenError, OpenOptions, open_article};
use crate::store::shown;
use crate::ui::panels::codebook::Planning;

/// Articles that are sent together: enough to be cheap, few enough to show progress.
const PORTION: usize = 8;

/// A command that waits for articles to be read.
pub(super) struct Waiting {
    command: Command,
    /// Articles that cannot be read, with the reason.
    failed: Vec<String>,
    cancelled: Arc<AtomicBool>,
}

/// What it takes to read an article with its annotations.
pub(super) struct ToRead {
    id: CodingId,
    path: PathBuf,
    sidecar: PathBuf,
    pub options: OpenOptions,
}

impl ToRead {
    /// Of a coding.
    pub fn of(session: &Session, id: CodingId) -> Option<Self> {
        let (article, coding) = (session.article_of(id)?, session.coding(id)?);
        Some(Self {
            id,
            path: article.path.clone(),
            sidecar: coding.sidecar.clone(),
            options: OpenOptions {
                coder: Some(coding.coder.clone()).filter(|coder| !coder.is_empty()),
                fields: session.field_sources(article),
                open_text: session.open_text(article.id),
                ..OpenOptions::default()
            },
        })
    }

    /// Reads it from disk.
    pub fn read(&self, reporter: &Reporter) -> Result<LoadedArticle, OpenError> {
        let _wait = reporter.begin_io(shown(&self.path).to_string());
        open_article(&self.path, &self.sidecar, &self.options)
    }
}

impl App {
    /// Whether all these articles have been read. If not, they are read in the background, and the
    /// command is done again when they are there; the user sees how far that is and can cancel it.
    ///
    /// If one of them cannot be read the command is dropped and the user told why: what should
    /// change everywhere is not to change in some places only.
    pub(super) fn have_read(&mut self, ids: &[CodingId], command: &Command) -> bool {
        let Some(session) = self.session.as_mut() else {
            return false;
        };
        let unread = ids.iter().filter(|id| session.opened(**id).is_none());
        let readings: Vec<ToRead> = unread.filter_map(|id| ToRead::of(session, *id)).collect();
        if readings.is_empty() {
            return true;
        }
        if self.waiting.is_some() {
            self.notices
                .hint("Articles are still being read; try again in a moment.");
            return false;
        }
        let work = Work::new("Reading articles", readings.len(), Instant::now());
        session.work = Some(work);
        let cancelled = Arc::new(AtomicBool::new(false));
        self.waiting = Some(Waiting {
            command: command.clone(),
            failed: Vec::new(),
            cancelled: Arc::clone(&cancelled),
        });
        self.jobs.spawn("read articles", move |reporter| {
            read_all(&readings, &cancelled, reporter);
        });
        false
    }

    /// Takes in some of the articles that a command waits for, and does it when it has all.
    pub(super) fn on_articles(
        &mut self,
        articles: Vec<(CodingId, Result<LoadedArticle, OpenError>)>,
    ) {
        let count = articles.len();
        for (id, result) in articles {
            if let (Err(error), Some(waiting)) = (&result, self.waiting.as_mut()) {
                waiting.failed.push(error.to_string());
            }
            self.on_article(id, result);
        }
        let Some(work) = self.session.as_mut().and_then(|s| s.work.as_mut()) else {
            return;
        };
        work.note(work.done + count, Instant::now());
        if work.done < work.total {
            return;
        }
        self.end_work();
        let Some(waiting) = self.waiting.take() else {
            return;
        };
        match waiting.failed.first() {
            None => self.commands.push(waiting.command),
            Some(first) => {
                self.dialogs.planning = Planning::Nothing;
                let others = waiting.failed.len() - 1;
                let more = match others {
                    0 => String::new(),
                    1 => " and one more".to_owned(),
                    _ => format!(" and {others} more"),
                };
                let why = format!("an article cannot be read: {first}{more}");
                self.notices.error("Nothing was changed", why);
            }
        }
    }

    /// Lets go of the command that waits for articles, or of the step that is being made.
    pub(super) fn cancel_work(&mut self) {
        self.cancel_bulk();
        if let Some(waiting) = self.waiting.take() {
            waiting.cancelled.store(true, Ordering::Relaxed);
            self.dialogs.planning = Planning::Nothing;
            self.notices.hint("Cancelled; nothing was changed.");
        }
        self.end_work();
    }

    fn end_work(&mut self) {
        if let Some(session) = self.session.as_mut() {
            session.work = None;
        }
    }
}

/// Reads articles side by side and sends them in portions.
fn read_all(readings: &[ToRead], cancelled: &AtomicBool, reporter: &Reporter) {
    parallel_chunks("read articles", readings, PORTION, || {
        |_, portion: &[ToRead]| {
            if cancelled.load(Ordering::Relaxed) || reporter.is_cancelled() {
                return ControlFlow::Break(());
            }
            let read = portion
                .iter()
                .map(|reading| (reading.id, reading.read(reporter)));
            reporter.send(Event::ArticlesRead(read.collect()));
            ControlFlow::Continue(())
        }
    });
}
