//! Bringing changes to disk soon after they are made, and not leaving before they are there.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::App;
use crate::jobs::journal::JournalHandle;
use crate::jobs::{Event, Reporter};
use crate::model::Edit;
use crate::model::history::CodingId;
use crate::session::Session;
use crate::session::saving::Due;
use crate::session::unsaved::TakenUp;
use crate::store::KeptTexts;
use crate::store::article::{
    OnDisk, OpenError, Reread, expected_sidecar, prepare_sidecar, reread_sidecar,
};
use crate::store::atomic::{self, BeforeRename, Prepared, Stamp, WriteError};
use crate::store::glance::Counted;
use crate::store::merge;
use crate::store::shown;
use crate::store::sidecar::{NoticeKind, Snapshot};

/// How long to wait for further changes before writing, counted from the first.
const GATHER: Duration = Duration::from_millis(150);

/// Of so many articles that are written together the texts are kept once all are saved.
const MANY: usize = 32;

/// How many articles are handed over to be written in a frame.
const EACH_FRAME: usize = 128;

/// An article's annotations on their way to disk.
pub(super) struct Writing {
    id: CodingId,
    path: PathBuf,
    revision: u64,
    snapshot: Snapshot,
    stamp: Option<Stamp>,
    kept_texts: Option<KeptTexts>,
    journal_handle: Option<JournalHandle>,
}

impl Writing {
    /// What to tell of it once it was written or not.
    fn message(self, result: Result<Stamp, WriteError>) -> Event {
        match result {
            Err(WriteError::ChangedOutside { .. }) => {
                let theirs = reread_sidecar(&self.path, &self.snapshot);
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

/// Brings articles to disk together: written, synced, told to the journal and put into place in as
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
    let told = handles.zip(stamps);
    if !JournalHandle::writing_all(
        told.filter_map(|(journal_handle, stamp)| Some((journal_handle?, stamp))),
    ) {
        return;
    }
    let expected = writings.iter().map(|w| expected_sidecar(w.stamp.as_ref()));
    let results = atomic::put_together(ready.into_iter().zip(expected).collect());
    let many = writings.len() >= MANY;
    let mut unkept = Vec::new();
    for (writing, result) in writings.into_iter().zip(results) {
        if let (Some(journal_handle), Ok(stamp)) = (&writing.journal_handle, &result) {
            journal_handle.written(stamp);
        }
        if let Some(kept) = &writing.kept_texts
            && !writing.snapshot.annotations().is_empty()
        {
            if many {
                unkept.push(writing.snapshot.clone());
            } else {
                kept.keep_of(&writing.snapshot);
            }
        }
        tell(writing.message(result));
    }
    if many {
        tell(Event::Unkept(unkept));
    }
}

/// Writes a file and lets the journal know, first that it will be written and then that it was.
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

/// What to do once everything is saved.
pub(super) enum Leaving {
    /// Close the window.
    Window,
    /// Close the project.
    Project,
    /// Close the project and open this.
    For(Vec<PathBuf>),
}

impl App {
    /// Takes in that documents have changed, and shows where the analyst is then.
    pub(super) fn after_change(&mut self) {
        self.note_changes();
        let place = self.session().and_then(|session| {
            let shown = session.shown()?;
            let chosen = session.chosen().and_then(|a| a.fragments());
            Some(chosen.map_or(shown.selection.head, |fragments| fragments.start()))
        });
        if let Some(place) = place {
            self.reveal(place);
        }
    }

    /// Notes which documents have changed, for saving and for the list.
    pub(super) fn note_changes(&mut self) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let now = Instant::now();
        let changed = session.notice_changes(now);
        let (codebook, entities) = (&mut session.codebook_file, &mut session.entities_file);
        entities.saving.notice(entities.revision, now);
        if codebook.saving.notice(codebook.revision, now) {
            self.make_rows();
            self.count_again_soon();
        }
        if self.is_in_bulk() {
            self.name_sources(&changed);
        }
        for id in changed {
            self.update_summary(id);
        }
        self.note_meta_changes(now);
    }

    /// Starts to write what has waited long enough, or everything if the user is leaving.
    pub(super) fn save_what_is_due(&mut self, ctx: &egui::Context) {
        self.write_down();
        // The journal tells of steps, and so must the files: none holds a part of one.
        if self.is_in_bulk() {
            return;
        }
        let rest = if self.leaving.is_some() {
            Duration::ZERO
        } else {
            GATHER
        };
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let now = Instant::now();
        let TakenUp { articles, mut wait } = session.take_up(now, rest, EACH_FRAME);
        let (metas, metas_wait) = session.take_up_metas(now, rest);
        wait = wait.into_iter().chain(metas_wait).min();
        let mut is_due = |saving: Due| {
            if let Due::In(rest) = saving {
                wait = Some(wait.map_or(rest, |wait| wait.min(rest)));
            }
            saving == Due::Now
        };
        let (codebook, entities) = (&mut session.codebook_file, &mut session.entities_file);
        let codebook = is_due(codebook.saving.take_up(codebook.revision, now, rest));
        let entities = is_due(entities.saving.take_up(entities.revision, now, rest));
        if let Some(wait) = wait {
            ctx.request_repaint_after(wait);
        }
        if codebook {
            self.start_saving_codebook();
        }
        if entities {
            self.start_saving_entities();
        }
        self.start_saving(&articles);
        self.start_saving_metas(&metas);
        self.keep_texts();
    }

    /// Keeps the texts of articles that were saved together. It would take as long as saving them, and
    /// is not needed before a text changes.
    fn keep_texts(&mut self) {
        if self.unkept.is_empty() || !self.session().is_some_and(Session::is_saved) {
            return;
        }
        if let Some(kept_texts) = self.memory.kept_texts() {
            let unkept = std::mem::take(&mut self.unkept);
            self.jobs.spawn("keep texts", move |reporter| {
                let wanted = unkept.iter().take_while(|_| !reporter.is_cancelled());
                wanted.for_each(|snapshot| kept_texts.keep_of(snapshot));
            });
        }
    }

    fn start_saving(&mut self, articles: &[CodingId]) {
        let Some(session) = self.session.as_mut().filter(|_| !articles.is_empty()) else {
            return;
        };
        for id in articles {
            session.name_codebook(*id);
        }
        let kept_texts = self.memory.kept_texts();
        let writings = articles.iter().filter_map(|id| {
            let (coding, open) = (session.coding(*id)?, session.opened(*id)?);
            let file = session.project_file(coding)?;
            Some(Writing {
                journal_handle: self.journaling.journal_handle(file, session.actions.last),
                id: *id,
                path: coding.sidecar.clone(),
                revision: open.revision,
                snapshot: open.snapshot(),
                stamp: open.saving.on_disk.stamp.clone(),
                kept_texts: kept_texts.clone(),
            })
        });
        let codebook = Arc::clone(&session.codebook);
        let write = move |writings: Vec<Writing>, reporter: &Reporter| {
            // Counted off the window's thread, since an article may have very many.
            for writing in &writings {
                let counted = Counted::of(&writing.snapshot, &codebook);
                reporter.send(Event::Counted(writing.id, counted));
            }
            let first = writings
                .first()
                .map(|writing| shown(&writing.path).to_string());
            let _wait = first.map(|first| reporter.begin_io(first));
            write_together(writings, |event| reporter.send(event));
        };
        self.writers.add(&self.jobs, "save", writings, write);
    }

    pub(super) fn on_saved(
        &mut self,
        id: CodingId,
        revision: u64,
        result: Result<OnDisk, WriteError>,
    ) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let article = session.article_of(id);
        let name = article.map_or_else(String::new, |article| article.name.clone());
        let coding = session.coding(id);
        let sidecar = coding.map_or_else(PathBuf::new, |coding| coding.sidecar.clone());
        let Some(open) = session.opened_mut(id) else {
            return;
        };
        match result {
            Ok(saved) => {
                let stamp = saved.stamp.clone();
                open.saving.written(revision, saved);
                if let Some(stamp) = stamp {
                    self.note_written(sidecar, &stamp);
                }
            }
            Err(error) => {
                open.saving.failed(error.to_string());
                self.notices.error(&format!("{name} is not saved"), error);
            }
        }
    }

    /// Merges what another program wrote into what is open, and writes the result.
    pub(super) fn on_theirs(&mut self, id: CodingId, theirs: Result<Option<Reread>, OpenError>) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let name = session.article_of(id).map_or("", |article| &article.name);
        let name = name.to_owned();
        let Some(open) = session.opened_mut(id) else {
            return;
        };
        open.saving.writing = None;
        open.saving.changed_at = Some(Instant::now());
        let theirs = match theirs {
            Ok(Some(theirs)) => theirs,
            Ok(None) => {
                open.saving.on_disk.stamp = None;
                self.notices.warn(format!(
                    "{name}: the annotations were deleted by another program; they are written anew."
                ));
                return;
            }
            Err(error) => {
                open.saving.problem = Some(error.to_string());
                self.notices.error(&format!("{name} is not saved"), error);
                return;
            }
        };
        let other_text = theirs
            .notices
            .iter()
            .any(|n| n.kind == NoticeKind::SourceChanged);
        if other_text {
            let problem = "another program wrote annotations for another version of the article; \
                           nothing is overwritten. Save a copy of yours (File menu), then open \
                           the project again";
            open.saving.problem = Some(problem.to_owned());
            self.notices.error(&format!("{name} is not saved"), problem);
            return;
        }
        let merge = merge::merge(
            &open.saving.on_disk.snapshot,
            &open.snapshot(),
            &theirs.snapshot,
        );
        if !merge.conflicts.is_empty() {
            let problem = format!(
                "another program changed {} of the same annotations or fields; nothing is \
                 overwritten. Ctrl+M shows both versions to choose between them",
                merge.conflicts.len()
            );
            open.theirs = Some(Box::new(theirs));
            open.saving.problem = Some(problem.clone());
            self.notices.error(&format!("{name} is not saved"), problem);
            return;
        }
        open.theirs = None;
        open.header = merge.header;
        open.saving.on_disk = OnDisk {
            stamp: Some(theirs.stamp),
            snapshot: theirs.snapshot,
        };
        let taken = session.perform_in(
            id,
            "take in another program’s changes",
            Edit::Batch(merge.edits),
            |_| {},
        );
        match taken {
            Ok(()) => {
                self.notices
                    .warn(format!("{name}: changes by another program were taken in."));
                self.update_summary(id);
            }
            Err(error) => self.notices.error("Changes could not be taken in", error),
        }
    }

    /// Tries again what could not be saved.
    pub(super) fn save_again(&mut self) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        session.for_each_opened(|_, article| article.saving.try_again());
        session.try_metas_again();
        session.codebook_file.saving.try_again();
        session.entities_file.saving.try_again();
    }

    /// Leaves the project as soon as everything is saved.
    pub(super) fn leave(&mut self, leaving: Leaving) {
        self.finish_filling();
        self.finish_codebook();
        self.leave_link();
        self.save_again();
        self.jobs.pending_io().begin_anew(Instant::now());
        self.leaving = Some(leaving);
    }

    /// Goes on leaving after the user was asked: with another attempt to save, or without.
    pub(super) fn leave_after_all(&mut self, saving: bool) {
        let Some(leaving) = self.dialogs.asking_to_leave.take() else {
            return;
        };
        if saving {
            self.leave(leaving);
        } else {
            self.leave_unsaved = true;
            self.leaving = Some(leaving);
        }
    }

    /// Keeps the window open until the last save is done.
    pub(super) fn leave_when_saved(&mut self, ctx: &egui::Context) {
        if ctx.input(|input| input.viewport().close_requested()) {
            self.finish_bulk();
            self.finish_filling();
            self.finish_codebook();
            self.leave_link();
            self.remember_places();
            self.memory.write();
            if self.leave_unsaved || self.session().is_none_or(|session| session.is_saved()) {
                return;
            }
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.leave(Leaving::Window);
            self.save_what_is_due(ctx);
        }
        if self.leaving.is_none() || self.is_in_bulk() {
            return;
        }
        let (saved, failed) = self
            .session()
            .map_or((true, false), |s| (s.is_saved(), s.has_failed()));
        if saved || self.leave_unsaved {
            match self.leaving.take() {
                Some(Leaving::Window) => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
                Some(Leaving::Project) => self.forget_project(),
                Some(Leaving::For(paths)) => {
                    self.forget_project();
                    self.start_listing(paths);
                }
                None => {}
            }
            ctx.request_repaint();
        } else if failed || self.is_stalled() {
            // The user is asked; see `ui/panels/leaving`.
            self.dialogs.asking_to_leave = self.leaving.take();
        }
    }
}
