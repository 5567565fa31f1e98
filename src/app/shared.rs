//! Bringing to disk what all articles share: the codebook and the entities.

use std::fmt::Display;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use super::ProjectCtx;
use super::saving::write_with_journal;
use crate::jobs::Event;
use crate::model::EntityBook;
use crate::model::entity_merge::merge_entities;
use crate::model::step_name::StepName;
use crate::store::atomic::{BeforeRename, WriteError};
use crate::store::codebook::{self, CodebookError, CodebookFile};
use crate::store::entities::{self, EntitiesWriteError, Written};
use crate::store::journal::ProjectFile;
use crate::store::merge_tree::Stands;
use crate::store::shown;

impl ProjectCtx<'_> {
    pub(super) fn start_saving_codebook(&mut self) {
        let session = &mut self.project.session;
        let file = &mut session.codebook_file;
        if let Some(broken) = &file.broken {
            let broken = broken.clone();
            file.saving.failed(broken.clone());
            return self
                .shell
                .notices
                .error("The codebook is not saved", broken);
        }
        let mut on_disk = file.saving.on_disk.clone();
        on_disk.codebook = (*session.codebook).clone();
        let (path, revision) = (file.path.clone(), file.revision);
        let last = session.actions.last;
        let journal_handle = self
            .project
            .journaling
            .journal_handle(ProjectFile::Codebook, last);
        self.shell.jobs.spawn("save codebook", move |reporter| {
            let _wait = reporter.begin_io(shown(&path).to_string());
            let write = |before_rename: BeforeRename<'_>| on_disk.save(&path, before_rename);
            let saved = write_with_journal(journal_handle.as_ref(), write, |stamp| stamp);
            reporter.send(match saved {
                Err(WriteError::ChangedOutside { .. }) => {
                    Event::CodebookChangedOutside(Box::new(codebook::read_file(&path)))
                }
                saved => Event::CodebookSaved(revision, Box::new(saved.map(|_| on_disk))),
            });
        });
    }

    pub(super) fn on_codebook(&mut self, revision: u64, result: Result<CodebookFile, WriteError>) {
        let session = &mut self.project.session;
        match result {
            Ok(file) => {
                let stamp = file.stamp.clone();
                session.codebook_file.theirs = None;
                session.codebook_file.saving.written(revision, file);
                let path = session.codebook_file.path.clone();
                if let Some(stamp) = stamp {
                    self.note_written(path, &stamp);
                }
            }
            Err(error) => {
                session.codebook_file.saving.failed(error.to_string());
                self.shell.notices.error("The codebook is not saved", error);
            }
        }
    }

    pub(super) fn start_saving_entities(&mut self) {
        let session = &mut self.project.session;
        let file = &mut session.entities_file;
        if let Some(broken) = &file.broken {
            let broken = broken.clone();
            file.saving.failed(broken.clone());
            return self
                .shell
                .notices
                .error("The entities are not saved", broken);
        }
        let base = file.saving.on_disk.clone();
        let ours = Arc::clone(&session.entities);
        let (path, revision) = (file.path.clone(), file.revision);
        let last = session.actions.last;
        let journal_handle = self
            .project
            .journaling
            .journal_handle(ProjectFile::Entities, last);
        self.shell.jobs.spawn("save entities", move |reporter| {
            let _wait = reporter.begin_io(shown(&path).to_string());
            let write = |before_rename: BeforeRename<'_>| {
                entities::save(&path, &base, &ours, before_rename)
            };
            let written =
                write_with_journal(journal_handle.as_ref(), write, |written| &written.stamp);
            reporter.send(Event::EntitiesSaved(revision, ours, Box::new(written)));
        });
    }

    /// Notes that the entities are on disk, and takes in what others have written meanwhile.
    pub(super) fn on_entities(
        &mut self,
        revision: u64,
        sent: &EntityBook,
        result: Result<Written, EntitiesWriteError>,
    ) {
        let session = &mut self.project.session;
        let written = match result {
            Ok(written) => written,
            Err(EntitiesWriteError::Clash { count, theirs, .. }) => {
                return self.hold_entities(*theirs, count);
            }
            Err(error) => {
                session.entities_file.saving.failed(error.to_string());
                return self
                    .shell
                    .notices
                    .error("The entities are not saved", error);
            }
        };
        session.entities_file.theirs = None;
        let path = session.entities_file.path.clone();
        self.note_written(path, &written.stamp);
        let session = &mut self.project.session;
        let saving = &mut session.entities_file.saving;
        if written.book == *sent {
            return saving.written(revision, written.book);
        }
        // Others have written too; what was done here since the sending stays on top.
        let (now, theirs) = (&session.entities.entities, &written.book.entities);
        let merged = merge_entities(&sent.entities, now, theirs, |_| false);
        if !merged.clashes.is_empty() {
            saving.written(revision, sent.clone());
            return self.hold_entities(written.book, merged.clashes.len());
        }
        session.follow_entities(EntityBook {
            entities: merged.entities,
            unknown: written.book.unknown.clone(),
        });
        session.entities_file.saving.written(revision, written.book);
    }

    /// Keeps what another program has made of the same entities until the analyst has chosen.
    pub(super) fn hold_entities(&mut self, theirs: EntityBook, count: usize) {
        let session = &mut self.project.session;
        let problem = format!(
            "another program changed {count} of the same entities; nothing is overwritten. Ctrl+M \
             shows both versions to choose between them"
        );
        session.entities_file.theirs = Some(Box::new(theirs));
        session.entities_file.saving.failed(problem.clone());
        self.shell
            .notices
            .error("The entities are not saved", problem);
    }

    /// Merges the codebook on disk, which another program has changed, with what was done here.
    pub(super) fn merge_their_codebook(
        &mut self,
        theirs: Result<Option<CodebookFile>, CodebookError>,
    ) {
        let session = &mut self.project.session;
        let file = &mut session.codebook_file;
        file.saving.writing = None;
        file.saving.changed_at = Some(Instant::now());
        let theirs = match theirs {
            Ok(Some(theirs)) => theirs,
            theirs @ Ok(None) => return self.take_their_codebook(theirs),
            Err(error) => {
                let problem = unreadable(&error, &file.path);
                file.saving.failed(problem.clone());
                return self
                    .shell
                    .notices
                    .error("The codebook is not saved", problem);
            }
        };
        let base = &file.saving.on_disk;
        let ours = base.clone().with((*session.codebook).clone());
        let merged = codebook::merge([base, &ours, &theirs], |_| Stands::Ours);
        match merged {
            Ok((merged, clashes)) if clashes.is_empty() => {
                file.theirs = None;
                // It may have been mended.
                file.broken = None;
                file.saving.on_disk = theirs;
                file.saving.problem = None;
                let name = StepName::TakeInCodebookChanges;
                if merged.codebook != *session.codebook {
                    self.edit_codebook(name, Arc::new(merged.codebook));
                }
                self.shell.notices.warn(
                    "The codebook was changed by another program; its changes were taken in.",
                );
            }
            Ok((_, clashes)) => {
                let problem = format!(
                    "another program changed {} of the same things in it; nothing is overwritten. \
                     Ctrl+M shows both versions to choose between them",
                    clashes.len()
                );
                file.theirs = Some(Box::new(theirs));
                file.saving.failed(problem.clone());
                self.shell
                    .notices
                    .error("The codebook is not saved", problem);
            }
            Err(error) => {
                file.saving.failed(error.to_string());
                let what = "Two versions of the codebook could not be merged";
                self.shell.notices.error(what, error);
            }
        }
    }
}

/// Why a file cannot be read, and what to do about it.
pub(super) fn unreadable(error: &dyn Display, path: &Path) -> String {
    let path = shown(path);
    format!("{error}; the file is left as it is, repair it or set it aside: {path}")
}
