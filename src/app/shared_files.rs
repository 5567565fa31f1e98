//! Saves and merges the files that all articles share: the codebook and the entities.

use std::fmt::Display;
use std::path::Path;
use std::sync::Arc;

use super::ProjectCtx;
use super::saving::write_with_journal;
use crate::jobs::Event;
use crate::model::EntityBook;
use crate::session::incoming::{CodebookPart, EntitiesPart, Incoming};
use crate::session::messages::FileMessage;
use crate::store::atomic::{BeforeRename, WriteError};
use crate::store::codebook::{self, CodebookError, CodebookFile};
use crate::store::display_path;
use crate::store::entities::{self, EntitiesError, EntitiesWriteError, EntitiesWritten};
use crate::store::journal::ProjectFile;

impl ProjectCtx<'_> {
    /// Starts to write the codebook, which counts as being written already.
    pub(super) fn start_saving_codebook(&mut self) {
        let session = &mut self.project.session;
        let file = &session.codebook_file;
        let mut on_disk = file.saving.base().clone();
        on_disk.codebook = (*session.codebook).clone();
        let (path, revision) = (file.path.clone(), file.saving.revision());
        let last = session.actions.last;
        let journal_handle = self
            .project
            .journaling
            .journal_handle(ProjectFile::Codebook, last);
        self.shell.jobs.spawn("save codebook", move |reporter| {
            let _wait = reporter.begin_io(display_path(&path).to_string());
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
        let result = result.map(|file| (file.stamp.clone(), file));
        self.on_written(CodebookPart, revision, result);
    }

    /// Merges the codebook on disk, which another program has changed, with what was done here.
    pub(super) fn merge_their_codebook(
        &mut self,
        theirs: Result<Option<CodebookFile>, CodebookError>,
    ) {
        let incoming = self.incoming_codebook(theirs);
        self.merge_incoming(CodebookPart, incoming);
    }

    pub(super) fn incoming_codebook(
        &self,
        read: Result<Option<CodebookFile>, CodebookError>,
    ) -> Incoming<CodebookFile> {
        let path = Some(&*self.project.session.codebook_file.path);
        incoming(read, path)
    }

    pub(super) fn incoming_entities(
        &self,
        read: Result<Option<EntityBook>, EntitiesError>,
    ) -> Incoming<EntityBook> {
        let path = Some(&*self.project.session.entities_file.path);
        incoming(read, path)
    }

    /// Starts to write the entities, which count as being written already.
    pub(super) fn start_saving_entities(&mut self) {
        let session = &mut self.project.session;
        let file = &session.entities_file;
        let base = file.saving.base().clone();
        let ours = Arc::clone(&session.entities);
        let (path, revision) = (file.path.clone(), file.saving.revision());
        let last = session.actions.last;
        let journal_handle = self
            .project
            .journaling
            .journal_handle(ProjectFile::Entities, last);
        self.shell.jobs.spawn("save entities", move |reporter| {
            let _wait = reporter.begin_io(display_path(&path).to_string());
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
        result: Result<EntitiesWritten, EntitiesWriteError>,
    ) {
        let written = match result {
            Ok(written) => written,
            Err(EntitiesWriteError::Clash { theirs, .. }) => {
                return self.merge_incoming(EntitiesPart, Incoming::Version(*theirs));
            }
            Err(error) => return self.on_written(EntitiesPart, revision, Err(error)),
        };
        let written = (written.stamp, written.book);
        self.on_written_merged(EntitiesPart, revision, sent.clone(), written);
    }
}

/// What a file holds that all articles share, as it was read.
fn incoming<T>(read: Result<Option<T>, impl Display>, path: Option<&Path>) -> Incoming<T> {
    match read {
        Ok(Some(version)) => Incoming::Version(version),
        Ok(None) => Incoming::Gone,
        Err(error) => Incoming::Unreadable(unreadable(&error, path.unwrap_or(Path::new("")))),
    }
}

/// Why a file cannot be read, and what to do about it.
pub(super) fn unreadable(error: &dyn Display, path: &Path) -> String {
    let message = FileMessage::SharedUnreadable {
        problem: error.to_string(),
        path: display_path(path).to_string(),
    };
    message.to_string()
}
