//! Conflict resolution: finds two versions of the same annotations, fields of an article, entities or
//! parts of the codebook, and merges them as the analyst chose.
//!
//! A conflict exists where another program wrote something that cannot be merged, which is then
//! kept as [`Persisted::incoming`], or where a merge by git left both versions in the file. This
//! module knows no dialog.
//!
//! [`Persisted::incoming`]: super::persisted::Persisted::incoming

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use super::{OpenArticle, Session};
use crate::model::entity_merge::EntityClash;
use crate::model::history::{ArticleId, Change, CodingId};
use crate::model::step_name::StepName;
use crate::model::{AttributeValue, Edit, EditError, EntityBook};
use crate::store::article_meta::FieldClash;
use crate::store::codebook::{self, CodebookError, CodebookFile};
use crate::store::merge::{self, Conflict, MergeSide};
use crate::store::merge_tree::{Resolution, TreeClash};
use crate::store::versions::Versions;
use crate::store::{Snapshot, entities};

/// The origin of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictSource {
    /// Another program wrote one version into the file; ours is open here and not saved.
    OtherProgram,
    /// A merge by git left both versions in the file.
    MergedFile,
}

/// Why a conflict could not be resolved. Nothing has changed, and both versions still exist.
#[derive(Debug, thiserror::Error)]
pub enum ResolveError {
    #[error(transparent)]
    Edit(#[from] EditError),
    #[error("the result would be no codebook: {0}")]
    Codebook(#[from] CodebookError),
}

impl Session {
    /// The first article for which a conflicting version of another program is kept.
    pub fn article_in_conflict(&self) -> Option<CodingId> {
        let mut open = self.open.iter();
        let held = open.find(|(_, article)| article.saving.incoming().is_some());
        held.map(|(id, _)| *id)
    }

    /// The first article for whose fields a conflicting version of another program is kept.
    pub fn fields_in_conflict(&self) -> Option<ArticleId> {
        let mut open = self.metas.iter();
        let held = open.find(|(_, meta)| meta.saving.incoming().is_some());
        held.map(|(id, _)| *id)
    }

    /// The conflicts in an article's annotations.
    pub fn article_conflicts(&self, id: CodingId) -> Vec<Conflict> {
        let versions = self.opened(id).and_then(versions_of);
        versions.map_or_else(Vec::new, |[base, ours, theirs]| {
            merge::merge(&base, &ours, &theirs).conflicts
        })
    }

    /// The conflicts in an article's fields.
    pub fn field_conflicts(&self, article: ArticleId) -> Vec<FieldClash> {
        let Some(open) = self.meta(article) else {
            return Vec::new();
        };
        match open.saving.incoming() {
            Some(theirs) => open.merged_with(&theirs.meta).clashes,
            None => open.meta().left_clashes(),
        }
    }

    /// The conflicting entities.
    pub fn entity_conflicts(&self, source: ConflictSource) -> Vec<EntityClash> {
        match source {
            ConflictSource::OtherProgram => {
                let incoming = self.entities_file.saving.incoming();
                incoming.map_or_else(Vec::new, |theirs| self.merged_entities(theirs).clashes)
            }
            ConflictSource::MergedFile => entities::clashes_in(&self.entities),
        }
    }

    /// The conflicts in the codebook.
    pub fn codebook_conflicts(&self, source: ConflictSource) -> Vec<TreeClash> {
        let is_held = self.codebook_file.saving.incoming().is_some();
        if is_held != (source == ConflictSource::OtherProgram) {
            return Vec::new();
        }
        let merged = self.merged_codebook(|_| Resolution::Ours);
        merged.ok().flatten().map_or_else(Vec::new, |(_, all)| all)
    }

    /// Resolves the conflicts in an article's annotations.
    ///
    /// # Errors
    /// If the choice does not fit.
    pub fn resolve_article(
        &mut self,
        id: CodingId,
        takes_theirs: impl Fn(&Conflict) -> bool,
        now: Instant,
    ) -> Result<(), ResolveError> {
        let Some((open, [base, ours, theirs])) = self
            .opened(id)
            .and_then(|open| Some((open, versions_of(open)?)))
        else {
            return Ok(());
        };
        let side = |conflict: &Conflict| {
            if takes_theirs(conflict) {
                MergeSide::Theirs
            } else {
                MergeSide::Ours
            }
        };
        let merge = merge::resolve(&open.snapshot(), [&base, &ours, &theirs], side);
        self.perform_in(
            id,
            StepName::ResolveConflicts,
            Edit::Batch(merge.edits),
            |open| {
                open.header = merge.header;
                open.saving.resolved(now);
            },
        )?;
        Ok(())
    }

    /// Resolves the conflicts in an article's fields.
    ///
    /// # Errors
    /// If the article has not been read.
    pub fn resolve_fields(
        &mut self,
        article: ArticleId,
        takes_theirs: impl Fn(&FieldClash) -> bool,
        now: Instant,
    ) -> Result<(), ResolveError> {
        let open = self.meta(article).ok_or(EditError::NotRead)?;
        let chosen = self.field_conflicts(article).into_iter().map(|clash| {
            let value = if takes_theirs(&clash) {
                clash.theirs
            } else {
                clash.ours
            };
            (clash.field, value)
        });
        let mut fields: BTreeMap<String, Option<AttributeValue>> = chosen.collect();
        let theirs = open.saving.incoming();
        let merged = theirs.map(|theirs| open.merged_with(&theirs.meta).meta);
        if let Some(merged) = &merged {
            let ours = &open.meta().fields;
            for field in merged.fields.keys().chain(ours.keys()) {
                let value = merged.fields.get(field);
                if value != ours.get(field) {
                    fields.entry(field.clone()).or_insert(value.cloned());
                }
            }
        }
        let changes = fields.into_iter();
        let changes = changes.map(|(field, value)| Change::Field(article, field, value));
        self.perform_all(StepName::ResolveConflicts, changes.collect(), |_| {})?;
        if let Some(open) = self.meta_mut(article) {
            if let Some(merged) = merged {
                open.take_in_unknown(merged);
            }
            open.saving.resolved(now);
        }
        Ok(())
    }

    /// Resolves the conflicts of the entities.
    ///
    /// # Errors
    /// If the choice does not fit.
    pub fn resolve_entities(
        &mut self,
        takes_theirs: impl Fn(&EntityClash) -> bool,
        now: Instant,
    ) -> Result<(), ResolveError> {
        let before = Arc::clone(&self.entities);
        let clashes = match self.entities_file.saving.incoming().cloned() {
            Some(theirs) => {
                let merged = self.merged_entities(&theirs);
                // The other program's changes to other entities are merged too; undoing the choice
                // does not revert them.
                self.follow_entities(EntityBook {
                    entities: merged.entities,
                    unknown: theirs.unknown,
                });
                merged.clashes
            }
            None => entities::clashes_in(&self.entities),
        };
        let changes = clashes.into_iter().filter_map(|clash| {
            let chosen = if takes_theirs(&clash) {
                clash.theirs
            } else {
                clash.ours
            };
            let is_new = self.entities.get(&clash.id) != chosen.as_ref();
            is_new.then(|| Change::Entity(clash.id, chosen.map(Box::new)))
        });
        let changes: Vec<Change> = changes.collect();
        if !changes.is_empty()
            && let Err(error) = self.perform_all(StepName::ResolveConflicts, changes, |_| {})
        {
            self.follow_entities((*before).clone());
            return Err(error.into());
        }
        if self.entities_file.saving.incoming().is_some() {
            self.entities_file.saving.resolved(now);
        }
        Ok(())
    }

    /// Resolves the conflicts in the codebook.
    ///
    /// # Errors
    /// If the result is not a valid codebook.
    pub fn resolve_codebook(
        &mut self,
        takes_theirs: impl Fn(&TreeClash) -> bool,
        now: Instant,
    ) -> Result<(), ResolveError> {
        let stands = |clash: &TreeClash| {
            if takes_theirs(clash) {
                Resolution::Theirs
            } else {
                Resolution::Ours
            }
        };
        let Some((merged, _)) = self.merged_codebook(stands)? else {
            return Ok(());
        };
        if merged.codebook != *self.codebook {
            let change = Change::Codebook(Arc::new(merged.codebook.clone()));
            self.perform_all(StepName::ResolveConflicts, vec![change], |_| {})?;
        }
        let saving = &mut self.codebook_file.saving;
        // Fields of the file that this program does not know come from the merged version; the
        // known part of the base is what the file holds.
        let on_disk = saving.incoming().unwrap_or(saving.base());
        let base = merged.with(on_disk.codebook.clone());
        // The file is written even if the codebook did not change, since git's conflict fields must
        // go.
        saving.changed();
        saving.resolved_with(base, now);
        Ok(())
    }

    /// Merges two codebooks: ours with what another program wrote, or the two that git left in the
    /// file. Returns the conflicts too; `None` if there is only one version.
    #[allow(
        clippy::type_complexity,
        reason = "what `codebook::merge` returns, if anything"
    )]
    fn merged_codebook(
        &self,
        stands: impl Fn(&TreeClash) -> Resolution,
    ) -> Result<Option<(CodebookFile, Vec<TreeClash>)>, CodebookError> {
        let saving = &self.codebook_file.saving;
        let ours = saving.base().clone().with((*self.codebook).clone());
        match saving.incoming() {
            Some(theirs) => codebook::merge([saving.base(), &ours, theirs], stands).map(Some),
            None => ours.resolve(stands),
        }
    }
}

/// The base and both versions, from another program's change or from a git merge.
fn versions_of(open: &OpenArticle) -> Option<[Snapshot; 3]> {
    if let Some(theirs) = open.saving.incoming() {
        let base = open.saving.base().snapshot.clone();
        return Some([base, open.snapshot(), theirs.snapshot.clone()]);
    }
    let versions = Versions::of(&open.document, &open.header)?;
    Some([versions.base, versions.ours, versions.theirs])
}
