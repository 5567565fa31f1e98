//! Two versions of the same annotations, entities or parts of the codebook: which there are, and how
//! one is made of them as the analyst chose.
//!
//! There are two where another program wrote something that cannot be merged, which is then held as
//! [`Persisted::incoming`], or where a merge by git left both in the file. It knows no dialog.
//!
//! [`Persisted::incoming`]: super::persisted::Persisted::incoming

use std::sync::Arc;
use std::time::Instant;

use super::{OpenArticle, Session};
use crate::model::entity_merge::EntityClash;
use crate::model::history::{Change, CodingId};
use crate::model::{Edit, EditError, EntityBook};
use crate::store::codebook::{self, CodebookError, CodebookFile};
use crate::store::merge::{self, Conflict, Side};
use crate::store::merge_tree::{Stands, TreeClash};
use crate::store::versions::Versions;
use crate::store::{Snapshot, entities};

/// What the step is called.
const NAME: &str = "settle two versions";

/// Where two versions come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictSource {
    /// Another program wrote one into the file; ours is open here and not saved.
    OtherProgram,
    /// A merge by git has left both in the file.
    MergedFile,
}

/// Why two versions could not be made one. Nothing has changed, and both are still there.
#[derive(Debug, thiserror::Error)]
pub enum ResolveError {
    #[error(transparent)]
    Edit(#[from] EditError),
    #[error("the result would be no codebook: {0}")]
    Codebook(#[from] CodebookError),
}

impl Session {
    /// The first article of which another program's version is held.
    pub fn article_in_conflict(&self) -> Option<CodingId> {
        let mut open = self.open.iter();
        let held = open.find(|(_, article)| article.saving.incoming().is_some());
        held.map(|(id, _)| *id)
    }

    /// What there are two versions of in an article.
    pub fn article_conflicts(&self, id: CodingId) -> Vec<Conflict> {
        let versions = self.opened(id).and_then(versions_of);
        versions.map_or_else(Vec::new, |[base, ours, theirs]| {
            merge::merge(&base, &ours, &theirs).conflicts
        })
    }

    /// Of which entities there are two versions.
    pub fn entity_conflicts(&self, source: ConflictSource) -> Vec<EntityClash> {
        match source {
            ConflictSource::OtherProgram => {
                let incoming = self.entities_file.saving.incoming();
                incoming.map_or_else(Vec::new, |theirs| self.merged_entities(theirs).clashes)
            }
            ConflictSource::MergedFile => entities::clashes_in(&self.entities),
        }
    }

    /// Of what in the codebook there are two versions.
    pub fn codebook_conflicts(&self, source: ConflictSource) -> Vec<TreeClash> {
        let is_held = self.codebook_file.saving.incoming().is_some();
        if is_held != (source == ConflictSource::OtherProgram) {
            return Vec::new();
        }
        let merged = self.merged_codebook(|_| Stands::Ours);
        merged.ok().flatten().map_or_else(Vec::new, |(_, all)| all)
    }

    /// Makes one version of an article's annotations.
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
                Side::Theirs
            } else {
                Side::Ours
            }
        };
        let merge = merge::resolve(&open.snapshot(), [&base, &ours, &theirs], side);
        self.perform_in(id, NAME, Edit::Batch(merge.edits), |open| {
            open.header = merge.header;
            open.saving.resolved(now);
        })?;
        Ok(())
    }

    /// Makes one version of each entity.
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
                // What they did to others comes in, and is not taken back by undoing the choice.
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
            && let Err(error) = self.perform_all(NAME, changes, |_| {})
        {
            self.follow_entities((*before).clone());
            return Err(error.into());
        }
        if self.entities_file.saving.incoming().is_some() {
            self.entities_file.saving.resolved(now);
        }
        Ok(())
    }

    /// Makes one version of the codebook.
    ///
    /// # Errors
    /// If the result would be no codebook.
    pub fn resolve_codebook(
        &mut self,
        takes_theirs: impl Fn(&TreeClash) -> bool,
        now: Instant,
    ) -> Result<(), ResolveError> {
        let stands = |clash: &TreeClash| {
            if takes_theirs(clash) {
                Stands::Theirs
            } else {
                Stands::Ours
            }
        };
        let Some((merged, _)) = self.merged_codebook(stands)? else {
            return Ok(());
        };
        if merged.codebook != *self.codebook {
            let change = Change::Codebook(Arc::new(merged.codebook.clone()));
            self.perform_all(NAME, vec![change], |_| {})?;
        }
        let saving = &mut self.codebook_file.saving;
        // What this program does not know in the file is taken from the merged version; the known rest
        // of the base is what the file holds.
        let on_disk = saving.incoming().unwrap_or(saving.base());
        let base = merged.with(on_disk.codebook.clone());
        // It is written even if the codebook itself is what it was: what git left goes.
        saving.changed();
        saving.resolved_with(base, now);
        Ok(())
    }

    /// One codebook of two: of what another program wrote, or of what git left in the file. With what
    /// there are two versions of; `None` where there is one.
    #[allow(
        clippy::type_complexity,
        reason = "what `codebook::merge` returns, if anything"
    )]
    fn merged_codebook(
        &self,
        stands: impl Fn(&TreeClash) -> Stands,
    ) -> Result<Option<(CodebookFile, Vec<TreeClash>)>, CodebookError> {
        let saving = &self.codebook_file.saving;
        let ours = saving.base().clone().with((*self.codebook).clone());
        match saving.incoming() {
            Some(theirs) => codebook::merge([saving.base(), &ours, theirs], stands).map(Some),
            None => ours.settle(stands),
        }
    }
}

/// The base and both versions: of what another program wrote, or of what a merge left in the file.
fn versions_of(open: &OpenArticle) -> Option<[Snapshot; 3]> {
    if let Some(theirs) = open.saving.incoming() {
        let base = open.saving.base().snapshot.clone();
        return Some([base, open.snapshot(), theirs.snapshot.clone()]);
    }
    let versions = Versions::of(&open.document, &open.header)?;
    Some([versions.base, versions.ours, versions.theirs])
}
