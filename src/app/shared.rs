//! Bringing to disk what all articles share: the codebook and the entities.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::App;
use super::saving::witnessed;
use crate::jobs::Event;
use crate::model::{EntityBook, EntityId};
use crate::store::atomic::{Announce, WriteError};
use crate::store::codebook::CodebookFile;
use crate::store::entities::{self, EntitiesWriteError, Written};
use crate::store::journal::ProjectFile;
use crate::store::merge::merge_maps;

impl App {
    pub(super) fn start_saving_codebook(&mut self) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let file = &mut session.codebook_file;
        if let Some(broken) = &file.broken {
            let broken = broken.clone();
            file.saving.failed(broken.clone());
            return self.notices.error("The codebook is not saved", broken);
        }
        let mut on_disk = file.saving.on_disk.clone();
        on_disk.codebook = (*session.codebook).clone();
        let (path, revision) = (file.path.clone(), file.revision);
        let last = session.actions.last;
        let witness = self.journaling.witness(ProjectFile::Codebook, last);
        self.jobs.spawn("save codebook", move |reporter| {
            let write = |announce: Announce<'_>| on_disk.save(&path, announce);
            let saved = witnessed(witness.as_ref(), write, |stamp| stamp);
            let saved = saved.map(|_| on_disk);
            reporter.send(Event::CodebookSaved(revision, Box::new(saved)));
        });
    }

    pub(super) fn take_in_codebook(
        &mut self,
        revision: u64,
        result: Result<CodebookFile, WriteError>,
    ) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        match result {
            Ok(file) => session.codebook_file.saving.written(revision, file),
            Err(error) => {
                session.codebook_file.saving.failed(error.to_string());
                self.notices.error("The codebook is not saved", error);
            }
        }
    }

    pub(super) fn start_saving_entities(&mut self) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let file = &mut session.entities_file;
        if let Some(broken) = &file.broken {
            let broken = broken.clone();
            file.saving.failed(broken.clone());
            return self.notices.error("The entities are not saved", broken);
        }
        let base = file.saving.on_disk.clone();
        let ours = Arc::clone(&session.entities);
        let (path, revision) = (file.path.clone(), file.revision);
        let last = session.actions.last;
        let witness = self.journaling.witness(ProjectFile::Entities, last);
        self.jobs.spawn("save entities", move |reporter| {
            let write = |announce: Announce<'_>| entities::save(&path, &base, &ours, announce);
            let written = witnessed(witness.as_ref(), write, |written| &written.stamp);
            reporter.send(Event::EntitiesSaved(revision, ours, Box::new(written)));
        });
    }

    /// Notes that the entities are on disk, and takes in what others have written meanwhile.
    pub(super) fn take_in_entities(
        &mut self,
        revision: u64,
        sent: &EntityBook,
        result: Result<Written, EntitiesWriteError>,
    ) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let written = match result {
            Ok(written) => written,
            Err(error) => {
                session.entities_file.saving.failed(error.to_string());
                return self.notices.error("The entities are not saved", error);
            }
        };
        let conflicts = written.conflicts.iter();
        let mut told: BTreeSet<EntityId> = conflicts.map(|(id, _)| id.clone()).collect();
        if written.book != *sent {
            // Others have written too; what was done here since the sending stays on top.
            let (now, theirs) = (&session.entities.entities, &written.book.entities);
            let merged = merge_maps(&sent.entities, now, theirs);
            told.extend(merged.conflicts);
            session.follow_entities(EntityBook {
                entities: merged.items,
                unknown: written.book.unknown.clone(),
            });
        }
        for id in told {
            self.notices.warn(format!(
                "Another program changed the entity “{}” too; your version stands.",
                session.entities.name(&id)
            ));
        }
        session.entities_file.saving.written(revision, written.book);
    }
}
