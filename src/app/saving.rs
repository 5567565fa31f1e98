//! Autosave: writes changes to disk shortly after they are made, in batches, and merges what other
//! programs wrote meanwhile.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::ProjectCtx;
use crate::jobs::journal::JournalHandle;
use crate::jobs::{Event, Reporter};
use crate::model::history::{ArticleId, CodingId};
use crate::session::incoming::{AnnotationsPart, Incoming, PartId, ProjectPart, TakeInOutcome};
use crate::session::messages::FileMessage;
use crate::session::persisted::Due;
use crate::store::KeptTexts;
use crate::store::article::{
    OnDisk, OpenError, Reread, expected_sidecar, prepare_sidecar, reread_sidecar,
};
use crate::store::atomic::{self, BeforeRename, Prepared, Stamp, WriteError};
use crate::store::display_path;
use crate::store::sidecar::Snapshot;
use crate::store::summary::SummaryCounts;

/// The autosave delay: how long to wait for further changes, counted from the first.
pub(super) const AUTOSAVE_DEBOUNCE: Duration = Duration::from_millis(150);

/// From this batch size on, text snapshots are stored only once all articles are saved.
const MANY: usize = 32;

/// How many articles are handed over to be written in a frame.
const EACH_FRAME: usize = 128;

/// An article's annotations on their way to disk.
pub(super) struct Writing {
    id: CodingId,
    path: PathBuf,
    text: PathBuf,
    revision: u64,
    snapshot: Snapshot,
    stamp: Option<Stamp>,
    kept_texts: Option<KeptTexts>,
    journal_handle: Option<JournalHandle>,
}

impl Writing {
    /// The event that reports whether it was written.
    fn message(self, result: Result<Stamp, WriteError>) -> Event {
        match result {
            Err(WriteError::ChangedOutside { .. }) => {
                let theirs = reread_sidecar(&self.path, &self.snapshot);
                // Both may have been renamed.
                if matches!(theirs, Ok(None)) && !self.text.exists() {
                    return Event::TextGone(self.id);
                }
                Event::ChangedOutside(self.id, Box::new(theirs))
            }
            result => {
                let saved = result.map(|stamp| OnDisk {
                    stamp: Some(stamp),
                    snapshot: self.snapshot,
                });
                Event::Saved(self.id, self.revision, Box::new(saved))
            }
        }
    }
}

/// Writes a batch of articles to disk: writes, syncs, notifies the journal and renames them in as
/// few waits for the disk as one article takes.
fn write_together(writings: Vec<Writing>, tell: impl Fn(Event)) {
    let mut written = Vec::new();
    let mut prepared = Vec::new();
    for writing in writings {
        match prepare_sidecar(&writing.path, &writing.snapshot) {
            Ok(new) => {
                written.push(writing);
                prepared.push(new);
            }
            Err(error) => tell(writing.message(Err(error))),
        }
    }
    let mut ready = Vec::new();
    let mut writings = Vec::new();
    for (writing, synced) in written.into_iter().zip(atomic::sync_together(prepared)) {
        match synced {
            Ok(new) => {
                ready.push(new);
                writings.push(writing);
            }
            Err(error) => tell(writing.message(Err(error))),
        }
    }
    let handles = writings
        .iter()
        .map(|writing| writing.journal_handle.as_ref());
    let stamps = ready.iter().map(Prepared::stamp);
    let written = handles.zip(stamps);
    if !JournalHandle::writing_all(
        written.filter_map(|(journal_handle, stamp)| Some((journal_handle?, stamp))),
    ) {
        return;
    }
    let expected = writings.iter().map(|w| expected_sidecar(w.stamp.as_ref()));
    let results = atomic::put_together(ready.into_iter().zip(expected).collect());
    let many = writings.len() >= MANY;
    let mut text_snapshots_pending = Vec::new();
    for (writing, result) in writings.into_iter().zip(results) {
        if let (Some(journal_handle), Ok(stamp)) = (&writing.journal_handle, &result) {
            journal_handle.written(stamp);
        }
        if let Some(kept) = &writing.kept_texts
            && !writing.snapshot.annotations().is_empty()
        {
            if many {
                text_snapshots_pending.push(writing.snapshot.clone());
            } else {
                kept.keep_of(&writing.snapshot);
            }
        }
        tell(writing.message(result));
    }
    if many {
        tell(Event::TextSnapshotsPending(text_snapshots_pending));
    }
}

/// Writes a file and notifies the journal before and after.
pub(super) fn write_with_journal<T, E>(
    journal_handle: Option<&JournalHandle>,
    write: impl FnOnce(BeforeRename<'_>) -> Result<T, E>,
    stamp: impl FnOnce(&T) -> &Stamp,
) -> Result<T, E> {
    let before_rename =
        |stamp: &Stamp| journal_handle.is_none_or(|journal_handle| journal_handle.writing(stamp));
    let written = write(&before_rename)?;
    if let Some(journal_handle) = journal_handle {
        journal_handle.written(stamp(&written));
    }
    Ok(written)
}

impl ProjectCtx<'_> {
    /// Updates state after documents have changed, and scrolls to the chosen annotation or caret.
    pub(super) fn after_change(&mut self) {
        self.note_changes();
        let session = &self.project.session;
        if let Some(shown) = session.shown() {
            let chosen = session.chosen().and_then(|a| a.fragments());
            let place = chosen.map_or(shown.selection.head, |fragments| fragments.start());
            self.reveal(place);
        }
    }

    /// Notes which documents have changed, for saving and for the list.
    pub(super) fn note_changes(&mut self) {
        let session = &mut self.project.session;
        let now = Instant::now();
        let changed = session.notice_changes(now);
        let fields_changed = session.notice_field_changes(now);
        self.project.explore.is_stale |= !changed.is_empty() || !fields_changed.is_empty();
        let session = &mut self.project.session;
        session.entities_file.saving.notice(now);
        if session.codebook_file.saving.notice(now) {
            self.after_codebook_change();
        }
        if self.project.is_in_bulk() {
            self.name_sources(&changed);
        }
        for id in changed {
            self.update_summary(id);
        }
        for id in fields_changed {
            self.update_summaries_of(id);
        }
    }

    /// Starts to write what is due after the autosave delay, or everything if the user is leaving.
    pub(super) fn save_what_is_due(&mut self, ctx: &egui::Context, is_leaving: bool) {
        self.journal_actions();
        self.wait_no_longer(is_leaving);
        // The journal records whole steps, so no file may hold a part of one.
        if self.project.is_in_bulk() {
            return;
        }
        let rest = if is_leaving {
            Duration::ZERO
        } else {
            AUTOSAVE_DEBOUNCE
        };
        let session = &mut self.project.session;
        let now = Instant::now();
        let annotations = session.take_due(now, rest, EACH_FRAME);
        let fields = session.take_due_fields(now, rest, EACH_FRAME);
        let mut wait = annotations.wait.into_iter().chain(fields.wait).min();
        let shared = [
            (
                PartId::Codebook,
                session.codebook_file.saving.begin_writing(now, rest),
            ),
            (
                PartId::Entities,
                session.entities_file.saving.begin_writing(now, rest),
            ),
        ];
        for (part, due) in shared {
            match due {
                Due::Now if part == PartId::Codebook => self.start_saving_codebook(),
                Due::Now => self.start_saving_entities(),
                Due::In(rest) => wait = Some(wait.map_or(rest, |wait| wait.min(rest))),
                Due::Broken(why) => self.tell_not_saved(part, why),
                Due::Never => {}
            }
        }
        if let Some(wait) = wait {
            ctx.request_repaint_after(wait);
        }
        self.start_saving(&annotations.ids);
        self.start_saving_fields(&fields.ids);
        let annotations = annotations.broken.into_iter();
        let annotations = annotations.map(|(id, why)| (PartId::Annotations(id), why));
        let fields = fields.broken.into_iter();
        let fields = fields.map(|(id, why)| (PartId::Fields(id), why));
        for (part, why) in annotations.chain(fields) {
            self.tell_not_saved(part, why);
        }
        let session = &self.project.session;
        let notices = &mut self.shell.notices;
        notices.remove_saved(|part| session.is_part_saved(part));
        self.keep_texts();
    }

    /// Stores text snapshots of articles that were saved as a batch. It takes as long as saving
    /// them, and is not needed before a text changes.
    fn keep_texts(&mut self) {
        if self.project.text_snapshots_pending.is_empty()
            || self.project.bulk_edits.is_waiting()
            || !self.project.session.is_saved()
        {
            return;
        }
        if let Some(kept_texts) = self.shell.persisted_state.kept_texts() {
            let text_snapshots_pending = std::mem::take(&mut self.project.text_snapshots_pending);
            self.shell.jobs.spawn("keep texts", move |reporter| {
                let wanted = text_snapshots_pending
                    .iter()
                    .take_while(|_| !reporter.is_cancelled());
                wanted.for_each(|snapshot| kept_texts.keep_of(snapshot));
            });
        }
    }

    fn start_saving(&mut self, articles: &[CodingId]) {
        if articles.is_empty() {
            return;
        }
        let session = &mut self.project.session;
        for id in articles {
            session.name_codebook(*id);
        }
        let kept_texts = self.shell.persisted_state.kept_texts();
        let writings = articles.iter().filter_map(|id| {
            let (coding, open) = (session.coding(*id)?, session.opened(*id)?);
            let text = session.article(coding.article)?.path.clone();
            let file = session.project_file(coding)?;
            Some(Writing {
                journal_handle: self
                    .project
                    .journaling
                    .journal_handle(file, session.actions.last),
                id: *id,
                path: coding.sidecar.clone(),
                text,
                revision: open.revision(),
                snapshot: open.snapshot(),
                stamp: open.saving.base().stamp.clone(),
                kept_texts: kept_texts.clone(),
            })
        });
        let codebook = Arc::clone(&session.codebook);
        let write = move |writings: Vec<Writing>, reporter: &Reporter| {
            // Counted off the window's thread, since an article may have very many.
            for writing in &writings {
                let counted = SummaryCounts::of(&writing.snapshot, &codebook);
                // What is written is reported after it, and wakes the window.
                reporter.send_quietly(Event::Counted(writing.id, counted));
            }
            let first = writings
                .first()
                .map(|writing| display_path(&writing.path).to_string());
            let _wait = first.map(|first| reporter.begin_io(first));
            write_together(writings, |event| reporter.send(event));
        };
        self.project
            .writers
            .add(&self.shell.jobs, "save", writings, write);
    }

    pub(super) fn on_saved(
        &mut self,
        id: CodingId,
        revision: u64,
        result: Result<OnDisk, WriteError>,
    ) {
        let result = result.map(|on_disk| (on_disk.stamp.clone(), on_disk));
        self.on_written(AnnotationsPart(id), revision, result);
    }

    /// Merges what another program wrote into the open article (three-way), and writes the result.
    pub(super) fn on_theirs(&mut self, id: CodingId, theirs: Result<Option<Reread>, OpenError>) {
        self.merge_incoming(AnnotationsPart(id), theirs.into());
    }

    /// Notes that a part of the project was written as it was at a revision, or was not. The stamp is
    /// that of the file.
    pub(super) fn on_written<P: ProjectPart>(
        &mut self,
        part: P,
        revision: u64,
        result: Result<(Option<Stamp>, P::Base), impl std::fmt::Display>,
    ) {
        let session = &mut self.project.session;
        let path = session.path_of(part.id());
        let Some(saving) = part.saving(session) else {
            return;
        };
        match result {
            Ok((stamp, base)) => {
                saving.written(revision, base);
                if let (Some(path), Some(stamp)) = (path, stamp) {
                    self.tell_without_text(part.id(), &path);
                    self.note_written(path, &stamp);
                }
            }
            Err(error) => {
                if saving.failed_on_disk(error.to_string(), Instant::now()) {
                    self.tell_not_saved(part.id(), error);
                }
            }
        }
    }

    /// Notes that a part was written as it was `sent` at a revision, and takes in what others had written
    /// into the file before, with which it was merged.
    pub(super) fn on_written_merged<P: ProjectPart>(
        &mut self,
        part: P,
        revision: u64,
        sent: P::Base,
        (stamp, written): (Stamp, P::Base),
    ) where
        P::Base: PartialEq,
    {
        if written == sent {
            return self.on_written(part, revision, Ok::<_, WriteError>((Some(stamp), written)));
        }
        // The file has what was sent, and the changes of others are new here.
        self.on_written(part, revision, Ok::<_, WriteError>((Some(stamp), sent)));
        self.merge_incoming(part, Incoming::Version(written));
    }

    /// Takes in what a file holds that was found changed when it was to be written.
    pub(super) fn merge_incoming<P: ProjectPart>(&mut self, part: P, incoming: Incoming<P::Base>) {
        let session = &mut self.project.session;
        let outcome = session.merge_incoming(part, incoming, Instant::now());
        self.after_taking_in(part.id(), outcome);
    }

    /// Takes in what a file holds that was read because another program had changed it, unless it was
    /// written here since reading began.
    pub(super) fn merge_reread<P: ProjectPart>(
        &mut self,
        part: P,
        base_version: u64,
        incoming: Incoming<P::Base>,
    ) {
        let session = &mut self.project.session;
        let outcome = session.merge_reread(part, base_version, incoming, Instant::now());
        self.after_taking_in(part.id(), outcome);
    }

    /// Reports what happened to another program's version, and updates dependent state.
    pub(super) fn after_taking_in(&mut self, part: PartId, outcome: TakeInOutcome) {
        match outcome {
            TakeInOutcome::NoNews => {}
            TakeInOutcome::TakenIn {
                is_changed,
                is_saved,
            } => {
                if is_changed {
                    self.follow_part(part);
                }
                if is_saved {
                    self.note_taken_in(part);
                    if let PartId::Annotations(id) = part {
                        self.summarize_articles(&[id], None);
                    }
                }
            }
            TakeInOutcome::Gone { at_once } => {
                self.shell.notices.warn(match part {
                    PartId::Annotations(id) => FileMessage::AnnotationsDeleted {
                        article: self.name_of_coding(id),
                        count: self.project.session.annotations_in(id),
                        at_once,
                    },
                    PartId::Fields(id) => FileMessage::FieldsDeleted {
                        article: self.name_of_article(id),
                        at_once,
                    },
                    PartId::Codebook => FileMessage::CodebookDeleted { at_once },
                    PartId::Entities => FileMessage::EntitiesDeleted { at_once },
                });
            }
            TakeInOutcome::Blocked(why) => self.tell_not_saved(part, why),
            TakeInOutcome::Unreadable(why) => {
                let what = match part {
                    PartId::Annotations(id) => FileMessage::AnnotationsChanged {
                        article: self.name_of_coding(id),
                    },
                    PartId::Fields(id) => FileMessage::FieldsUnreadable {
                        article: self.name_of_article(id),
                    },
                    PartId::Codebook => FileMessage::CodebookUnreadable,
                    PartId::Entities => FileMessage::EntitiesUnreadable,
                };
                self.shell.notices.error(what, why);
            }
            TakeInOutcome::OtherText => {
                if let PartId::Annotations(id) = part {
                    self.note_changed_text(id);
                }
            }
        }
    }

    /// Updates dependent state after another program has changed a part, and reports the change.
    fn follow_part(&mut self, part: PartId) {
        match part {
            PartId::Annotations(id) => {
                let article = self.name_of_coding(id);
                let message = FileMessage::ChangesTakenIn { article };
                self.shell.notices.merged(part, message);
                self.tell_removed();
                self.update_summary(id);
            }
            PartId::Fields(id) => {
                let article = self.name_of_article(id);
                let message = FileMessage::FieldsTakenIn { article };
                self.shell.notices.merged(part, message);
                self.update_summaries_of(id);
            }
            PartId::Codebook => {
                self.forget_plan();
                self.after_codebook_change();
                self.after_change();
                let message = FileMessage::CodebookChangesTakenIn;
                self.shell.notices.merged(part, message);
            }
            // Changes to entities by others are visible where entities are shown.
            PartId::Entities => {}
        }
    }

    /// Updates keys, menus and the list after a codebook change.
    pub(super) fn after_codebook_change(&mut self) {
        self.shell.make_rows(&self.project.session.codebook);
        self.count_again_soon();
    }

    /// Reports the autosave error of a part. The texts are in `session/messages/files.rs`.
    pub(super) fn tell_not_saved(&mut self, part: PartId, why: impl std::fmt::Display) {
        let what = match part {
            PartId::Annotations(id) => FileMessage::NotSaved {
                article: self.name_of_coding(id),
            },
            PartId::Fields(id) => FileMessage::FieldsNotSaved {
                article: self.name_of_article(id),
            },
            PartId::Codebook => FileMessage::CodebookNotSaved,
            PartId::Entities => FileMessage::EntitiesNotSaved,
        };
        self.shell.notices.not_saved(part, what, why);
    }

    /// What messages call the article of a coding.
    fn name_of_coding(&self, id: CodingId) -> String {
        let article = self.project.session.article_of(id);
        article.map_or_else(String::new, |article| article.name.clone())
    }

    /// What messages call an article.
    fn name_of_article(&self, id: ArticleId) -> String {
        let article = self.project.session.article(id);
        article.map_or_else(String::new, |article| article.name.clone())
    }

    /// Retries what could not be saved.
    pub(super) fn save_again(&mut self) {
        let session = &mut self.project.session;
        session.retry_saving(Instant::now());
    }
}

#[cfg(test)]
#[path = "saving_tests.rs"]
mod tests;
