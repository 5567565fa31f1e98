//! Loads the articles that an operation affects, then runs the operation.
//!
//! The pending operation is a [`Pending`] with its target, never a command that would be run again
//! against whatever is open by then; `session/pending` decides what may be changed meanwhile and
//! whether the target is still the same.
//!
//! ```text
//! load_then(pending) -> all read? -> check_pending -> one step over all of them
//!                         | no: job "read articles" -> portions -> the same once more
//! ```

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use crate::app::ProjectCtx;
use crate::command::{Command, Filling, Intent};
use crate::jobs::worker_pool::parallel_chunks;
use crate::jobs::{Event, Reporter};
use crate::model::Edit;
use crate::model::history::{Change, CodingId};
use crate::session::Work;
use crate::session::messages::{
    CodebookMessage, HistoryMessage, PendingMessage, Purpose, WorkMessage,
};
use crate::session::pending::Pending;
use crate::store::article::{LoadedArticle, OpenError};
use crate::store::sidecar::Snapshot;
use crate::store::{ArticleFiles, ArticleLoader, display_path};

/// Articles per event (batch size): enough to be cheap, few enough to show progress.
const PORTION: usize = 8;

/// A pending operation whose articles are being read.
pub(super) struct PendingLoad {
    pending: Pending,
    /// Articles that cannot be read, with the reason.
    failed: Vec<String>,
    /// Values that the user entered meanwhile and that conflict with the operation; queued until
    /// after it.
    entered: VecDeque<Filling>,
    cancelled: Arc<AtomicBool>,
}

impl ProjectCtx<'_> {
    /// Runs an operation once all articles that it affects have been read, at once where they are
    /// open. The user sees the progress of reading and can cancel it.
    ///
    /// If one of them cannot be read, the operation is dropped and the user told why: a change that
    /// is meant for all places must not be made in some of them only.
    ///
    /// Returns false where another operation is pending already; the user is told.
    pub(in crate::app) fn load_then(&mut self, pending: Pending) -> bool {
        if let Some(waiting) = &self.project.bulk_edits.waiting {
            let purpose = self.purpose(&waiting.pending);
            self.shell
                .notices
                .hint(PendingMessage::OtherNotDone { purpose });
            return false;
        }
        self.go_on_loading(pending, VecDeque::new());
        true
    }

    fn go_on_loading(&mut self, pending: Pending, entered: VecDeque<Filling>) {
        let ids = self.articles_of(&pending);
        let session = &mut self.project.session;
        let unread = ids.iter().filter(|id| session.opened(**id).is_none());
        let files = session.article_files();
        let readings: Vec<(CodingId, ArticleFiles)> = unread
            .filter_map(|id| Some((*id, files.of(*id)?)))
            .collect();
        if readings.is_empty() {
            self.do_pending(pending);
            return self.fill_all(entered);
        }
        let work = Work::new(WorkMessage::ReadingArticles, readings.len(), Instant::now());
        session.work = Some(work);
        let cancelled = Arc::new(AtomicBool::new(false));
        self.project.bulk_edits.waiting = Some(PendingLoad {
            pending,
            failed: Vec::new(),
            entered,
            cancelled: Arc::clone(&cancelled),
        });
        let loader = self.project.loader.clone();
        self.shell.jobs.spawn("read articles", move |reporter| {
            read_all(&loader, &readings, &cancelled, reporter);
        });
    }

    /// The articles that must have been read for a pending operation.
    fn articles_of(&mut self, pending: &Pending) -> Vec<CodingId> {
        match pending {
            Pending::Undo(_) | Pending::Redo(_) | Pending::GoToStep { .. } => {
                self.project.session.codings_of_steps(pending)
            }
            Pending::Plan { migration, .. } => self.concerned_by(migration),
            Pending::Annotate { hits, .. } => self.codings_of_hits(hits),
            Pending::Entity { change, .. } => self.files_naming(change.entity()),
            Pending::SetStatus { file, .. } => vec![*file],
            Pending::Compare(article) => self.codings_of_comparison(*article),
            Pending::ShowMention { file, .. } => {
                let article = self.project.session.article_of(*file);
                let own = article.map(|article| article.own);
                std::iter::once(*file).chain(own).collect()
            }
        }
    }

    /// Runs an operation whose articles have all been read, unless its target is stale.
    fn do_pending(&mut self, pending: Pending) {
        let session = &self.project.session;
        if let Err(outdated) = session.check_pending(&pending) {
            if matches!(pending, Pending::Plan { .. }) {
                self.forget_plan();
            }
            return self.shell.notices.hint(outdated.message());
        }
        let done = session.history.done().len();
        match pending {
            Pending::Undo(_) => self.undo_or_redo_until(done.saturating_sub(1), true),
            Pending::Redo(_) => self.undo_or_redo_until(done + 1, true),
            Pending::GoToStep { direction, steps } => {
                use crate::model::history::StepDirection as D;
                let until = match direction {
                    D::Undo => done.saturating_sub(steps.len()),
                    D::Do | D::Redo => done + steps.len(),
                };
                self.undo_or_redo_until(until, false);
            }
            Pending::Plan { migration, .. } => self.plan_of(*migration),
            Pending::Annotate { hits, template, .. } => self.annotate_hits(&hits, *template),
            Pending::Entity { change, .. } => self.change_entity_everywhere(&change),
            Pending::SetStatus { file, status } => self.set_status_of(file, status),
            Pending::ShowMention { file, annotation } => self.show_mention(file, &annotation),
            Pending::Compare(article) => self.open_comparison(article),
        }
    }

    /// Handles a batch of the articles that an operation waits for, and runs it when all are there.
    pub(in crate::app) fn on_articles(
        &mut self,
        articles: Vec<(CodingId, Result<LoadedArticle, OpenError>)>,
    ) {
        let count = articles.len();
        for (id, result) in articles {
            if let (Err(error), Some(waiting)) = (&result, self.project.bulk_edits.waiting.as_mut())
            {
                waiting.failed.push(error.to_string());
            }
            self.on_article(id, result);
        }
        let Some(work) = self.project.session.work.as_mut() else {
            return;
        };
        work.note(work.done + count, Instant::now());
        if work.done < work.total {
            return;
        }
        let Some(waiting) = self.stop_waiting() else {
            return;
        };
        match waiting.failed.first() {
            // It may affect further articles that were added meanwhile.
            None => self.go_on_loading(waiting.pending, waiting.entered),
            Some(first) => {
                if matches!(waiting.pending, Pending::Plan { .. }) {
                    self.forget_plan();
                }
                let why = PendingMessage::ArticleUnreadable {
                    problem: first.clone(),
                    others: waiting.failed.len() - 1,
                };
                self.shell
                    .notices
                    .error(CodebookMessage::NothingChanged, why);
                self.fill_all(waiting.entered);
            }
        }
        if !self.project.is_in_bulk() {
            self.begin_reviews();
        }
    }

    /// Whether the user's changes are blocked, because articles are being read for an operation on
    /// the same target; shows a hint if so.
    pub(in crate::app) fn must_wait(&mut self, changes: &[Change]) -> bool {
        let waiting = self.project.bulk_edits.waiting.as_ref();
        let Some(waiting) = waiting.filter(|waiting| waiting.pending.refuses(changes)) else {
            return false;
        };
        let purpose = self.purpose(&waiting.pending);
        self.shell
            .notices
            .hint(PendingMessage::NotChanged { purpose });
        true
    }

    /// Like [`Self::must_wait`], for an edit in the active article.
    pub(in crate::app) fn must_wait_here(&mut self, edit: &Edit) -> bool {
        let here = self.project.session.current;
        here.is_some_and(|id| self.must_wait(&[Change::Coding(id, edit.clone())]))
    }

    /// Whether a change conflicts with the pending operation; shows no hint.
    pub(in crate::app) fn is_in_the_way(&self, change: &Change) -> bool {
        let waiting = self.project.bulk_edits.waiting.as_ref();
        waiting.is_some_and(|waiting| waiting.pending.refuses(std::slice::from_ref(change)))
    }

    /// Queues an entered value until the conflicting operation is done or cancelled: the value
    /// carries its target, and would be lost otherwise.
    pub(in crate::app) fn enter_later(&mut self, filling: Filling) {
        let Some(waiting) = self.project.bulk_edits.waiting.as_mut() else {
            return;
        };
        waiting.entered.push_back(filling);
        let purpose = waiting.pending.purpose(&self.project.session.history);
        self.shell
            .notices
            .hint(PendingMessage::EnteredLater { purpose });
    }

    fn fill_all(&mut self, entered: VecDeque<Filling>) {
        if self.project.is_in_bulk() {
            // After the step, and before the user's next commands.
            let commands = entered.into_iter().map(Intent::Fill).map(Command::from);
            self.shell.commands.put_back(commands);
            return;
        }
        for filling in entered {
            self.fill(filling);
        }
    }

    fn purpose(&self, pending: &Pending) -> Purpose {
        pending.purpose(&self.project.session.history)
    }

    /// Cancels the pending operation, or the bulk step that is being made: the Cancel button of the status bar.
    pub(in crate::app) fn cancel_work(&mut self) {
        self.cancel_bulk();
        self.cancel_waiting();
    }

    /// Cancels the pending operation.
    pub(in crate::app) fn cancel_waiting(&mut self) {
        if let Some(waiting) = self.stop_waiting() {
            waiting.cancelled.store(true, Ordering::Relaxed);
            if matches!(waiting.pending, Pending::Plan { .. }) {
                self.forget_plan();
            }
            self.shell.notices.hint(HistoryMessage::Cancelled);
            self.fill_all(waiting.entered);
            self.begin_reviews();
        }
    }

    /// Cancels planning a change of the codebook.
    pub(in crate::app) fn cancel_planning(&mut self) {
        let waiting = self.project.bulk_edits.waiting.as_ref();
        if waiting.is_some_and(|waiting| matches!(waiting.pending, Pending::Plan { .. })) {
            self.cancel_waiting();
        }
    }

    fn stop_waiting(&mut self) -> Option<PendingLoad> {
        let session = &mut self.project.session;
        session.work = None;

        self.project.bulk_edits.waiting.take()
    }
}

/// Reads articles in parallel and sends them in batches.
fn read_all(
    loader: &ArticleLoader,
    readings: &[(CodingId, ArticleFiles)],
    cancelled: &AtomicBool,
    reporter: &Reporter,
) {
    parallel_chunks("read articles", readings, PORTION, || {
        |_, portion: &[(CodingId, ArticleFiles)]| {
            if cancelled.load(Ordering::Relaxed) || reporter.is_cancelled() {
                return ControlFlow::Break(());
            }
            let mut annotated = Vec::new();
            let read = portion.iter().map(|(id, files)| {
                let _wait = reporter.begin_io(display_path(&files.path).to_string());
                let read = loader.read(files);
                annotated.extend(read.as_ref().ok().and_then(annotated_text));
                (*id, read)
            });
            reporter.send(Event::ArticlesRead(read.collect()));
            reporter.send(Event::TextSnapshotsPending(annotated));
            ControlFlow::Continue(())
        }
    });
}

/// The text snapshot to store of an article; `None` where it has no annotations.
fn annotated_text(loaded: &LoadedArticle) -> Option<Snapshot> {
    let has_annotations = !loaded.document.annotations().is_empty();
    has_annotations.then(|| Snapshot::new(&loaded.document, &loaded.header))
}

#[cfg(test)]
#[path = "load_then_tests.rs"]
mod tests;
