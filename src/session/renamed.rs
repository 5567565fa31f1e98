//! Texts that another program renames or moves while the project is open.
//!
//! An article keeps its ids under its new name, and with them its annotations, status, undo history,
//! selection and pane. Only the paths change. The files beside the text are renamed by a job, and until it
//! has ended nothing is written to them: a file that was written meanwhile would be in the way.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::Session;
use super::incoming::PartId;
use crate::model::history::{ArticleId, CodingId};
use crate::store::project::ArticleEntry;

impl Session {
    /// Whether a file of an article is being written now.
    pub fn is_writing_article(&self, id: ArticleId) -> bool {
        let is_writing = |coding: CodingId| {
            let open = self.opened(coding);
            open.is_some_and(|open| open.saving.is_writing())
        };
        let fields = self.meta(id);
        self.articles.all_codings_of(id).any(|c| is_writing(c.id))
            || fields.is_some_and(|open| open.saving.is_writing())
    }

    /// Gives an article the name and path under which its text is found now. Writing its files waits until
    /// [`Self::release_article`]. Returns where each of them was and is to be.
    pub fn rename_article(
        &mut self,
        id: ArticleId,
        entry: &ArticleEntry,
        now: Instant,
    ) -> Vec<(PathBuf, PathBuf)> {
        let parts = self.parts_of(id);
        let before: Vec<Option<PathBuf>> = parts.iter().map(|p| self.path_of(*p)).collect();
        self.articles.rename(id, entry);
        let file = entry.path.file_name().unwrap_or_default();
        let file = file.to_string_lossy();
        for part in &parts {
            match part {
                PartId::Annotations(coding) => {
                    if let Some(open) = self.open.get_mut(coding) {
                        Arc::make_mut(&mut open.header).file = file.clone().into_owned();
                    }
                    self.hold_coding(*coding, now);
                }
                PartId::Fields(_) => {
                    if let Some(open) = self.meta_mut(id) {
                        open.saving.hold(now);
                    }
                }
                PartId::Codebook | PartId::Entities => {}
            }
        }
        let after = parts.iter().map(|part| self.path_of(*part));
        let renamed = before.into_iter().zip(after);
        let renamed = renamed.filter_map(|(from, to)| Some((from?, to?)));
        renamed.collect()
    }

    /// Writing the annotations of a coding waits until [`Self::release_article`].
    pub fn hold_coding(&mut self, id: CodingId, now: Instant) {
        if let Some(open) = self.opened_mut(id) {
            open.saving.hold(now);
        }
    }

    /// Writing the annotations of a coding need not wait any longer.
    pub fn release_coding(&mut self, id: CodingId) {
        if let Some(open) = self.opened_mut(id) {
            open.saving.release();
        }
    }

    /// Writing the files of an article need not wait any longer.
    pub fn release_article(&mut self, id: ArticleId) {
        for part in self.parts_of(id) {
            if let PartId::Annotations(coding) = part {
                self.release_coding(coding);
            }
        }
        if let Some(open) = self.meta_mut(id) {
            open.saving.release();
        }
        let has_meta = self.meta(id).map(|open| open.saving.base().stamp.is_some());
        if let (Some(has_meta), Some(article)) = (has_meta, self.articles.get_mut(id)) {
            article.has_meta |= has_meta;
        }
    }

    /// The parts of an article that have files: the annotations of each coder, and the fields.
    pub fn parts_of(&self, id: ArticleId) -> Vec<PartId> {
        let codings = self.articles.all_codings_of(id);
        let codings = codings.map(|coding| PartId::Annotations(coding.id));
        codings.chain([PartId::Fields(id)]).collect()
    }
}

#[cfg(test)]
#[path = "renamed_tests.rs"]
mod tests;
