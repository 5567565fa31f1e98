//! A step over very many loaded articles, applied incrementally: some of its changes in each frame.
//!
//! It reads no file. Until a step is complete nothing else may come between its changes: commands
//! and events of jobs stay queued; see `OpenProject::is_in_bulk`.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::app::ProjectCtx;
use crate::model::history::{Change, CodingId, StepDirection, StepRun};
use crate::model::propagate::{Propagated, Template, propagate};
use crate::model::search::SearchHit;
use crate::model::step_name::StepName;
use crate::model::{AnnotationId, Edit, Provenance};
use crate::session::Work;
use crate::session::concordance::AnnotateOutcome;
use crate::session::messages::{HistoryMessage, Message, SearchMessage, WorkMessage};
use crate::session::steps::Making;
use crate::store::ids;

/// The time limit in each frame.
const EACH_FRAME: Duration = Duration::from_millis(3);

/// Changes that are made between two checks of the time limit.
const PORTION: usize = 8;

/// The same of changes each of which may change much of an article.
const FEW: usize = 4;

/// So many changes that are known are made at once.
const AT_ONCE: usize = 32;

/// A step that is being made.
pub(super) enum Bulk {
    Annotate(Annotating),
    Perform(Performing),
    UndoRedo(HistoryRun),
}

/// Hits that are being annotated.
pub(super) struct Annotating {
    step: Making,
    template: Template,
    provenance: Provenance,
    /// The hits of each article that is still to come.
    waiting: VecDeque<(CodingId, Vec<u32>)>,
    /// How many articles are annotated, and how many places in them.
    articles: usize,
    annotated: usize,
    refused: usize,
}

/// Changes that are known and being made.
pub(super) struct Performing {
    step: Making,
    waiting: std::vec::IntoIter<Change>,
    /// How many are made before the clock is looked at: a step of few is made at once.
    least: usize,
    /// The notice when all are made.
    message: Option<Message>,
    /// The notice when one does not fit, and none is made.
    failed: Message,
}

/// Undo or redo of several steps (a run through the history).
pub(super) struct HistoryRun {
    run: StepRun,
    /// How many steps are done where it ends.
    until: usize,
    /// Whether the user is told what was undone or done again.
    is_told: bool,
}

impl ProjectCtx<'_> {
    /// Annotates hits of the concordance, whose articles have been read, as one step.
    pub(super) fn annotate_hits(&mut self, hits: &[u32], template: Template) {
        self.begin_annotating(hits, template);
        if self.project.is_in_bulk() {
            self.go_on_until(Some(frame_end(Instant::now())));
        }
    }

    fn begin_annotating(&mut self, hits: &[u32], template: Template) {
        let session = &self.project.session;
        let mut waiting: VecDeque<(CodingId, Vec<u32>)> = VecDeque::new();
        for index in hits {
            let hit = session.concordance.hit(*index);
            let Some(article) = hit.and_then(|hit| session.article(hit.article)) else {
                continue;
            };
            match waiting.back_mut() {
                Some((coding, hits)) if *coding == article.own => hits.push(*index),
                _ => waiting.push_back((article.own, vec![*index])),
            }
        }
        if waiting.is_empty() {
            return;
        }
        let name = StepName::TagOccurrences {
            label: self.label_title(&template.label),
        };
        let session = &mut self.project.session;
        let provenance = Provenance {
            origin: Some("propagated".into()),
            ..Provenance::manual(session.coder.as_str(), ids::now())
        };
        session.making = Some(Work::new(
            WorkMessage::AnnotatingArticles,
            waiting.len(),
            Instant::now(),
        ));
        self.project.bulk_edits.step = Some(Bulk::Annotate(Annotating {
            step: session.begin(name),
            template,
            provenance,
            waiting,
            articles: 0,
            annotated: 0,
            refused: 0,
        }));
    }

    /// Applies changes as one step, very many of them incrementally over several frames. Returns
    /// whether they are made or being made; if one does not fit, none is made (rollback).
    pub(in crate::app) fn perform_many(
        &mut self,
        name: StepName,
        changes: Vec<Change>,
        message: Option<Message>,
        failed: Message,
    ) -> bool {
        if self.must_wait(&changes) {
            return false;
        }
        let session = &mut self.project.session;
        let changes = session.split_by_scope(changes);
        let work = Work::new(WorkMessage::ChangingArticles, changes.len(), Instant::now());
        session.making = Some(work);
        let before = session.history.done().len();
        self.project.bulk_edits.step = Some(Bulk::Perform(Performing {
            step: session.begin(name),
            waiting: changes.into_iter(),
            least: AT_ONCE,
            message,
            failed,
        }));
        self.go_on_until(Some(frame_end(Instant::now())));
        self.project.is_in_bulk() || self.project.session.history.done().len() > before
    }

    /// Undoes or redoes steps until this many are done.
    pub(super) fn undo_or_redo_until(&mut self, until: usize, is_told: bool) {
        self.begin_step_run(until, is_told);
        self.go_on_until(Some(frame_end(Instant::now())));
    }

    fn begin_step_run(&mut self, until: usize, is_told: bool) {
        let session = &mut self.project.session;
        let (direction, name) = match session.history.done().len() {
            now if until < now => (StepDirection::Undo, WorkMessage::Undoing),
            now if until > now => (StepDirection::Redo, WorkMessage::Redoing),
            _ => return,
        };
        let Some(run) = session.begin_step_run(direction) else {
            return;
        };
        let work = Work::new(name, run.changes().len(), Instant::now());
        session.making = Some(work.without_cancel());
        self.project.bulk_edits.step = Some(Bulk::UndoRedo(HistoryRun {
            run,
            until,
            is_told,
        }));
    }

    /// Makes as many changes as a frame has time for.
    pub(in crate::app) fn go_on_with_bulk(&mut self, ctx: &egui::Context) {
        if self.project.is_in_bulk() {
            self.go_on_until(Some(frame_end(Instant::now())));
            ctx.request_repaint();
        }
    }

    /// Makes all changes that are left.
    pub(in crate::app) fn finish_bulk(&mut self) {
        if self.project.is_in_bulk() {
            self.go_on_until(None);
        }
    }

    /// Cancels a step that is being made, and rolls back its changes.
    pub(super) fn cancel_bulk(&mut self) {
        let step = match self.project.bulk_edits.step.take() {
            Some(Bulk::Annotate(annotating)) => annotating.step,
            Some(Bulk::Perform(performing)) => performing.step,
            other => {
                self.project.bulk_edits.step = other;
                return;
            }
        };
        let session = &mut self.project.session;
        let before = session.history.done().len();
        session.end(step);
        self.shell.notices.hint(HistoryMessage::Cancelled);
        self.undo_or_redo_until(before, false);
    }

    fn go_on_until(&mut self, end: Option<Instant>) {
        while let Some(bulk) = self.project.bulk_edits.step.take() {
            match bulk {
                Bulk::Annotate(annotating) => self.annotate_on(annotating, end),
                Bulk::Perform(performing) => self.perform_on(performing, end),
                Bulk::UndoRedo(history_run) => self.advance_step_run(history_run, end),
            }
            if end.is_some_and(|end| Instant::now() >= end) {
                break;
            }
        }
        if self.project.is_in_bulk() {
            return self.note_changes();
        }
        let session = &mut self.project.session;
        session.making = None;

        self.after_change();
        self.begin_reviews();
    }

    fn annotate_on(&mut self, mut annotating: Annotating, end: Option<Instant>) {
        let session = &mut self.project.session;
        let mut made = 0;
        while let Some((article, hits)) = annotating.waiting.pop_front() {
            if let Err(error) = annotating.annotate(session, article, &hits) {
                session.update_hit_outcomes();
                return self
                    .shell
                    .notices
                    .error(SearchMessage::NothingAnnotated, error);
            }
            made += 1;
            if made % PORTION == 0 && end.is_some_and(|end| Instant::now() >= end) {
                break;
            }
        }
        if annotating.waiting.is_empty() {
            self.shell.notices.hint(annotating.message());
            return session.end(annotating.step);
        }
        if let Some(work) = &mut session.making {
            work.note(work.total - annotating.waiting.len(), Instant::now());
        }
        self.project.bulk_edits.step = Some(Bulk::Annotate(annotating));
    }

    fn perform_on(&mut self, mut performing: Performing, end: Option<Instant>) {
        let session = &mut self.project.session;
        let mut made = 0;
        for change in performing.waiting.by_ref() {
            if let Err(error) = session.make(&mut performing.step, change) {
                return self.shell.notices.error(performing.failed, error);
            }
            made += 1;
            let is_time_over = || end.is_some_and(|end| Instant::now() >= end);
            if made >= performing.least && made % FEW == 0 && is_time_over() {
                break;
            }
        }
        performing.least = FEW;
        let left = performing.waiting.len();
        if left > 0 {
            if let Some(work) = &mut session.making {
                work.note(work.total - left, Instant::now());
            }
            self.project.bulk_edits.step = Some(Bulk::Perform(performing));
            return;
        }
        // The chosen annotation may no longer exist.
        session.for_each_opened(|_, open| {
            let chosen = open.chosen.as_ref();
            if chosen.is_some_and(|id| open.document.annotation(id).is_none()) {
                open.forget_chosen();
            }
        });
        session.end(performing.step);
        if let Some(message) = performing.message {
            self.shell.notices.hint(message);
        }
    }

    fn advance_step_run(&mut self, mut history_run: HistoryRun, end: Option<Instant>) {
        let session = &mut self.project.session;
        let run = &mut history_run.run;
        while !run.is_complete() {
            if let Err(error) = session.advance_step_run(run, PORTION) {
                return self.shell.notices.error(HistoryMessage::Ends, error);
            }
            if !run.is_complete() && end.is_some_and(|end| Instant::now() >= end) {
                if let Some(work) = &mut session.making {
                    work.note(run.made(), Instant::now());
                }
                self.project.bulk_edits.step = Some(Bulk::UndoRedo(history_run));
                return;
            }
        }
        let direction = run.direction();
        session.update_hit_outcomes();
        let Some(name) = session.finish_step_run(history_run.run) else {
            return;
        };
        if history_run.is_told {
            self.shell.notices.hint(match direction {
                StepDirection::Undo => HistoryMessage::Undone { step: name },
                StepDirection::Do | StepDirection::Redo => HistoryMessage::Redone { step: name },
            });
        }
        self.begin_step_run(history_run.until, history_run.is_told);
    }
}

/// When a frame that begins to make changes now must have made its share.
fn frame_end(now: Instant) -> Instant {
    now + EACH_FRAME
}

impl Annotating {
    /// Annotates hits of an article, as many of them as can be.
    ///
    /// # Errors
    /// If a change does not fit; nothing of the step is left then.
    fn annotate(
        &mut self,
        session: &mut crate::session::Session,
        article: CodingId,
        indices: &[u32],
    ) -> Result<(), crate::model::EditError> {
        let Some(open) = session.opened(article) else {
            return Ok(());
        };
        let concordance = &session.concordance;
        let (indices, hits): (Vec<u32>, Vec<&SearchHit>) = indices
            .iter()
            .filter_map(|index| Some((*index, &**concordance.hit(*index)?)))
            .unzip();
        let document = &open.document;
        let mut given: Vec<AnnotationId> = Vec::new();
        let fresh = || {
            let taken = |id: &str| document.annotation(&id.into()).is_some();
            let id =
                ids::unique_id_unless(|id| taken(id) || given.iter().any(|g| g.as_str() == id));
            let id = AnnotationId::from(id);
            given.push(id.clone());
            id
        };
        let Propagated { edits, refused } = propagate(
            document,
            &session.codebook,
            &self.template,
            &hits,
            &self.provenance,
            fresh,
        );
        let mut outcomes: Vec<AnnotateOutcome> = vec![AnnotateOutcome::Done; indices.len()];
        for (number, refusal) in &refused {
            outcomes[*number] = AnnotateOutcome::Refused(*refusal);
        }
        for (index, outcome) in indices.into_iter().zip(outcomes) {
            let label = self.template.label.clone();
            session.concordance.set_outcome(index, label, outcome);
        }
        self.refused += refused.len();
        if edits.is_empty() {
            return Ok(());
        }
        self.annotated += edits.len();
        self.articles += 1;
        let change = Change::Coding(article, Edit::Batch(edits));
        session.make(&mut self.step, change)
    }

    /// The notice about what was done.
    fn message(&self) -> SearchMessage {
        SearchMessage::Annotated {
            annotated: self.annotated,
            articles: self.articles,
            skipped: self.refused,
        }
    }
}

#[cfg(test)]
#[path = "step_tests.rs"]
mod tests;
