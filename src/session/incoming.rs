//! Merges changes that other programs write into the project's files with what is open (three-way
//! merge).
//!
//! Annotations of an article, its fields, the codebook and the entities follow the same path; a [`ProjectPart`]
//! implements the differences. This module reads and writes no file: the caller passes the
//! contents.
//!
//! Every step that can fail comes first. Only then the part's [`Persisted`] state gets a new merge
//! base.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::Session;
use super::messages::FileMessage;
use super::persisted::{MergeBase, Persisted};
use super::removed::RemovedItems;
use crate::model::entity_merge::{MergedEntities, merge_entities};
use crate::model::history::{ArticleId, Change, CodingId};
use crate::model::step_name::StepName;
use crate::model::{Edit, EditError, EntityBook};
use crate::store::article::{OnDisk, OpenError, Reread};
use crate::store::article_meta::{ArticleMeta, LoadedMeta, MergedMeta, meta_path};
use crate::store::atomic::Stamp;
use crate::store::codebook::{self, CodebookError, CodebookFile};
use crate::store::merge::{self, Merge};
use crate::store::merge_tree::Resolution;
use crate::store::sidecar::SidecarNoticeKind;

/// The contents of a file that another program has changed.
#[derive(Debug)]
pub enum Incoming<B> {
    Version(B),
    /// The file is gone.
    Gone,
    /// The file cannot be read; with the reason.
    Unreadable(String),
    /// Annotations of another version of the article's text.
    OtherText,
}

impl From<Result<Option<Reread>, OpenError>> for Incoming<OnDisk> {
    fn from(read: Result<Option<Reread>, OpenError>) -> Self {
        let read = match read {
            Ok(Some(read)) => read,
            Ok(None) => return Self::Gone,
            Err(error) => return Self::Unreadable(error.to_string()),
        };
        let mut kinds = read.notices.iter().map(|notice| &notice.kind);
        if kinds.any(|kind| *kind == SidecarNoticeKind::SourceChanged) {
            return Self::OtherText;
        }
        Self::Version(OnDisk {
            snapshot: read.snapshot,
            stamp: Some(read.stamp),
        })
    }
}

/// The result of merging an incoming version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakeInOutcome {
    /// The incoming version is already known or stale (a newer one is known).
    NoNews,
    /// The incoming version was merged into what is open.
    TakenIn {
        /// Whether the merge changed what is open.
        is_changed: bool,
        /// Whether the file equals what is open, so that nothing has to be written.
        is_saved: bool,
    },
    /// The file was deleted, and is written again: at once, or with the next change.
    Gone { at_once: bool },
    /// The incoming version conflicts with local changes, or the merge failed; with the reason.
    /// Nothing is written until something changes.
    Blocked(TakeInError),
    /// The file cannot be read; with the reason. Nothing is unsaved, so nothing else has to be
    /// done.
    Unreadable(String),
    /// The text has changed together with the annotations: both must be read again.
    OtherText,
}

/// Why another program's version was not merged into what is open. Nothing has changed, and the file
/// is not overwritten.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TakeInError {
    /// The file cannot be read; with the reason.
    #[error("{0}")]
    Unreadable(String),
    #[error("{}", FileMessage::WrittenForOtherText)]
    OtherText,
    #[error("{}", conflicts(*part, *count))]
    Conflicts { part: PartId, count: usize },
    #[error("the article is not open")]
    NotOpen,
    #[error("two versions of it could not be merged: {0}")]
    Codebook(#[from] CodebookError),
    #[error(transparent)]
    Edit(#[from] EditError),
}

fn conflicts(part: PartId, count: usize) -> FileMessage {
    match part {
        PartId::Annotations(_) => FileMessage::Conflicts { count },
        PartId::Fields(_) => FileMessage::FieldConflicts { count },
        PartId::Codebook => FileMessage::CodebookConflicts { count },
        PartId::Entities => FileMessage::EntityConflicts { count },
    }
}

/// Identifies a part of the project that has its own file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartId {
    /// The annotations of an article by one coder.
    Annotations(CodingId),
    /// The fields of an article, which all coders share.
    Fields(ArticleId),
    Codebook,
    Entities,
}

/// A part of the project that has its own file, which other programs may write.
pub trait ProjectPart: Copy {
    /// The contents of the file.
    type Base: MergeBase;
    /// The merged version.
    type Merged;

    /// Which part it is.
    fn id(self) -> PartId;

    /// The saved state; `None` if the part is not open.
    fn saving(self, session: &mut Session) -> Option<&mut Persisted<Self::Base>>;

    /// Merges another version with what is open, without changing anything. Returns the number of
    /// conflicts too.
    ///
    /// # Errors
    /// If both cannot be merged.
    fn merge(
        self,
        session: &Session,
        theirs: &Self::Base,
    ) -> Result<(Self::Merged, usize), TakeInError>;

    /// Replaces what is open by the merged version. Returns whether that changed anything.
    ///
    /// # Errors
    /// If the merged version does not fit; nothing is changed then.
    fn apply(self, session: &mut Session, merged: Self::Merged) -> Result<bool, TakeInError>;
}

/// The annotations of an article that has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnnotationsPart(pub CodingId);

/// The fields of an article of which a coding has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldsPart(pub ArticleId);

/// The codebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodebookPart;

/// The entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntitiesPart;

impl Session {
    /// Merges the contents of a file that was found changed when it was about to be written.
    pub fn merge_incoming<P: ProjectPart>(
        &mut self,
        part: P,
        incoming: Incoming<P::Base>,
        now: Instant,
    ) -> TakeInOutcome {
        let theirs = match incoming {
            Incoming::Version(theirs) => theirs,
            Incoming::Gone => {
                let Some(saving) = part.saving(self) else {
                    return TakeInOutcome::NoNews;
                };
                let at_once = saving.removed_outside(now);
                if let PartId::Annotations(id) = part.id()
                    && !at_once
                {
                    self.removed.note_file(id);
                }
                return TakeInOutcome::Gone { at_once };
            }
            Incoming::Unreadable(why) => {
                return self.block(part, TakeInError::Unreadable(why), now);
            }
            Incoming::OtherText => return self.block(part, TakeInError::OtherText, now),
        };
        let Some(was_saved) = part.saving(self).map(|saving| saving.is_saved()) else {
            return TakeInOutcome::NoNews;
        };
        let merged = match part.merge(self, &theirs) {
            Ok((merged, 0)) => merged,
            Ok((_, conflicts)) => return self.hold(part, theirs, conflicts, now),
            Err(why) => return self.block(part, why, now),
        };
        let is_changed = match part.apply(self, merged) {
            Ok(is_changed) => is_changed,
            Err(why) => return self.block(part, why, now),
        };
        if let Some(saving) = part.saving(self) {
            // If nothing was unsaved, the merge result equals the file.
            if was_saved {
                saving.adopted(theirs);
            } else {
                saving.merged(theirs, now);
            }
        }
        TakeInOutcome::TakenIn {
            is_changed,
            is_saved: was_saved,
        }
    }

    /// Merges the contents of a file that was read because another program had changed it.
    /// `base_version` is the version of the merge base when reading began; it detects stale reads.
    pub fn merge_reread<P: ProjectPart>(
        &mut self,
        part: P,
        base_version: u64,
        incoming: Incoming<P::Base>,
        now: Instant,
    ) -> TakeInOutcome {
        let Some(saving) = part.saving(self) else {
            return TakeInOutcome::NoNews;
        };
        if !saving.accepts_reread(base_version) {
            return TakeInOutcome::NoNews;
        }
        let is_saved = saving.is_saved();
        match &incoming {
            Incoming::Gone if saving.base().is_absent() => TakeInOutcome::NoNews,
            Incoming::Version(theirs) if saving.base().is_same_file(theirs) => {
                TakeInOutcome::NoNews
            }
            Incoming::Unreadable(why) if is_saved => TakeInOutcome::Unreadable(why.clone()),
            Incoming::OtherText if is_saved => TakeInOutcome::OtherText,
            _ => self.merge_incoming(part, incoming, now),
        }
    }

    /// Replaces the open codebook by the one on disk and discards the local changes; undo restores
    /// them.
    ///
    /// # Errors
    /// If the codebook cannot be replaced; nothing is changed then.
    pub fn adopt_codebook(&mut self, file: CodebookFile) -> Result<(), EditError> {
        let codebook = Arc::new(file.codebook.clone());
        let name = StepName::TakeCodebookOnDisk;
        self.perform_all(name, vec![Change::Codebook(codebook)], |_| {})?;
        let saving = &mut self.codebook_file.saving;
        // The write in progress was compared with the file, and this version is written after it.
        if !saving.is_writing() {
            saving.adopted(file);
        }
        Ok(())
    }

    fn hold<P: ProjectPart>(
        &mut self,
        part: P,
        theirs: P::Base,
        count: usize,
        now: Instant,
    ) -> TakeInOutcome {
        let part_id = part.id();
        let why = TakeInError::Conflicts {
            part: part_id,
            count,
        };
        if let Some(saving) = part.saving(self) {
            saving.conflict(why.to_string(), theirs, now);
        }
        TakeInOutcome::Blocked(why)
    }

    fn block<P: ProjectPart>(&mut self, part: P, why: TakeInError, now: Instant) -> TakeInOutcome {
        if let Some(saving) = part.saving(self) {
            saving.failed(why.to_string(), now);
        }
        TakeInOutcome::Blocked(why)
    }

    /// The file of a part.
    pub fn path_of(&self, part: PartId) -> Option<PathBuf> {
        match part {
            PartId::Annotations(id) => self.coding(id).map(|coding| coding.sidecar.clone()),
            PartId::Fields(id) => self.article(id).map(|article| meta_path(&article.path)),
            PartId::Codebook => Some(self.codebook_file.path.clone()),
            PartId::Entities => Some(self.entities_file.path.clone()),
        }
    }

    /// The entities that are open, merged with another version of them.
    pub(super) fn merged_entities(&self, theirs: &EntityBook) -> MergedEntities {
        let base = &self.entities_file.saving.base().entities;
        let ours = &self.entities.entities;
        merge_entities(base, ours, &theirs.entities, |_| false)
    }
}

impl ProjectPart for AnnotationsPart {
    type Base = OnDisk;
    type Merged = Merge;

    fn id(self) -> PartId {
        PartId::Annotations(self.0)
    }

    fn saving(self, session: &mut Session) -> Option<&mut Persisted<OnDisk>> {
        Some(&mut session.opened_mut(self.0)?.saving)
    }

    fn merge(self, session: &Session, theirs: &OnDisk) -> Result<(Merge, usize), TakeInError> {
        let open = session.opened(self.0).ok_or(TakeInError::NotOpen)?;
        let base = &open.saving.base().snapshot;
        let merge = merge::merge(base, &open.snapshot(), &theirs.snapshot);
        let conflicts = merge.conflicts.len();
        Ok((merge, conflicts))
    }

    fn apply(self, session: &mut Session, merge: Merge) -> Result<bool, TakeInError> {
        let has_edits = !merge.edits.is_empty();
        if has_edits {
            let open = session.opened(self.0).ok_or(TakeInError::NotOpen)?;
            let removed = RemovedItems::of(&open.document, &merge.edits);
            let name = StepName::TakeInChanges;
            session.perform_in(self.0, name, Edit::Batch(merge.edits), |_| {})?;
            session.removed.add(self.0, removed);
        }
        let Some(open) = session.opened_mut(self.0) else {
            return Ok(has_edits);
        };
        let is_other_header = open.header != merge.header;
        open.header = merge.header;
        Ok(has_edits || is_other_header)
    }
}

impl ProjectPart for FieldsPart {
    type Base = LoadedMeta;
    type Merged = ArticleMeta;

    fn id(self) -> PartId {
        PartId::Fields(self.0)
    }

    fn saving(self, session: &mut Session) -> Option<&mut Persisted<LoadedMeta>> {
        Some(&mut session.meta_mut(self.0)?.saving)
    }

    fn merge(
        self,
        session: &Session,
        theirs: &LoadedMeta,
    ) -> Result<(ArticleMeta, usize), TakeInError> {
        let open = session.meta(self.0).ok_or(TakeInError::NotOpen)?;
        let MergedMeta { meta, clashes } = open.merged_with(&theirs.meta);
        // Copies in sidecars count only until the article has a file of its own, so that what was
        // entered here replaces them.
        let conflicts = if theirs.is_absent() { 0 } else { clashes.len() };
        Ok((meta, conflicts))
    }

    fn apply(self, session: &mut Session, merged: ArticleMeta) -> Result<bool, TakeInError> {
        Ok(session.take_in_fields(self.0, merged)?)
    }
}

impl ProjectPart for CodebookPart {
    type Base = CodebookFile;
    type Merged = CodebookFile;

    fn id(self) -> PartId {
        PartId::Codebook
    }

    fn saving(self, session: &mut Session) -> Option<&mut Persisted<CodebookFile>> {
        Some(&mut session.codebook_file.saving)
    }

    fn merge(
        self,
        session: &Session,
        theirs: &CodebookFile,
    ) -> Result<(CodebookFile, usize), TakeInError> {
        let base = session.codebook_file.saving.base();
        if base.codebook == *session.codebook {
            return Ok((theirs.clone(), 0));
        }
        let ours = base.clone().with((*session.codebook).clone());
        let (merged, clashes) = codebook::merge([base, &ours, theirs], |_| Resolution::Ours)?;
        Ok((merged, clashes.len()))
    }

    fn apply(self, session: &mut Session, merged: CodebookFile) -> Result<bool, TakeInError> {
        if merged.codebook == *session.codebook {
            return Ok(false);
        }
        let name = StepName::TakeInCodebookChanges;
        let change = Change::Codebook(Arc::new(merged.codebook));
        session.perform_all(name, vec![change], |_| {})?;
        Ok(true)
    }
}

impl ProjectPart for EntitiesPart {
    type Base = EntityBook;
    type Merged = EntityBook;

    fn id(self) -> PartId {
        PartId::Entities
    }

    fn saving(self, session: &mut Session) -> Option<&mut Persisted<EntityBook>> {
        Some(&mut session.entities_file.saving)
    }

    fn merge(
        self,
        session: &Session,
        theirs: &EntityBook,
    ) -> Result<(EntityBook, usize), TakeInError> {
        let merged = session.merged_entities(theirs);
        let book = EntityBook {
            entities: merged.entities,
            unknown: theirs.unknown.clone(),
        };
        Ok((book, merged.clashes.len()))
    }

    /// What others did to entities is theirs: undoing what was done here does not take it back.
    fn apply(self, session: &mut Session, merged: EntityBook) -> Result<bool, TakeInError> {
        let is_changed = *session.entities != merged;
        session.follow_entities(merged);
        Ok(is_changed)
    }
}

impl MergeBase for OnDisk {
    fn is_same_file(&self, other: &Self) -> bool {
        is_same_stamp(self.stamp.as_ref(), other.stamp.as_ref())
    }

    fn is_absent(&self) -> bool {
        self.stamp.is_none()
    }

    fn set_absent(&mut self) {
        self.stamp = None;
    }
}

impl MergeBase for LoadedMeta {
    /// Where there is no file, the fields are copies in sidecars, which may have changed.
    fn is_same_file(&self, other: &Self) -> bool {
        is_same_stamp(self.stamp.as_ref(), other.stamp.as_ref())
            && self.broken == other.broken
            && (self.stamp.is_some() || self.meta.fields == other.meta.fields)
    }

    fn is_absent(&self) -> bool {
        self.stamp.is_none()
    }

    fn set_absent(&mut self) {
        self.stamp = None;
        self.is_deleted = true;
    }
}

impl MergeBase for CodebookFile {
    fn is_same_file(&self, other: &Self) -> bool {
        is_same_stamp(self.stamp.as_ref(), other.stamp.as_ref())
    }

    fn is_absent(&self) -> bool {
        self.stamp.is_none()
    }

    fn set_absent(&mut self) {
        self.stamp = None;
    }
}

impl MergeBase for EntityBook {
    fn is_same_file(&self, other: &Self) -> bool {
        self == other
    }

    fn is_absent(&self) -> bool {
        self.entities.is_empty()
    }

    /// The entities were not removed one by one, so that none counts as removed.
    fn set_absent(&mut self) {
        *self = Self::default();
    }
}

fn is_same_stamp(one: Option<&Stamp>, other: Option<&Stamp>) -> bool {
    let contents = |stamp: &Stamp| (stamp.len, stamp.sha256);
    one.map(contents) == other.map(contents)
}

#[cfg(test)]
#[path = "incoming_tests.rs"]
mod tests;
