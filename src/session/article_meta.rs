//! What belongs to the articles of which a coding has been read: fields that all coders share.
//!
//! A field is a value of the article ([`OpenMeta`]); each open document shows it among its own. So a title
//! that is entered in one coding is seen in all, is one [`Change`] in the history, and is written into the
//! article's own file rather than into a sidecar. Which fields are meant says the codebook; see
//! [`FieldScope`].
//!
//! The session never writes: `app/article_meta` does, from this state.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::articles::Article;
use super::conflicts::ResolveError;
use super::messages::FileMessage;
use super::persisted::{Due, MergeBase, Persisted};
use super::{OpenArticle, Session};
use crate::model::history::{ArticleId, Change, CodingId};
use crate::model::step_name::StepName;
use crate::model::{AttributeValue, Codebook, Edit, EditError, FieldScope};
use crate::store::article_meta::{
    ArticleMeta, FieldClash, FieldSources, LoadedMeta, MergeSide, MergedMeta, WrittenMeta,
    merge_meta,
};
use crate::store::decode::Decoded;
use crate::store::{ArticleFiles, Stamp};

/// What belongs to an article, and how far it is on disk.
#[derive(Debug)]
pub struct OpenMeta {
    meta: ArticleMeta,
    pub saving: Persisted<LoadedMeta>,
}

impl MergeBase for LoadedMeta {
    fn is_same_file(&self, other: &Self) -> bool {
        self.stamp == other.stamp
    }

    fn is_absent(&self) -> bool {
        self.stamp.is_none()
    }

    fn set_absent(&mut self) {
        self.stamp = None;
    }
}

impl OpenMeta {
    fn of(loaded: LoadedMeta) -> Self {
        let meta = loaded.meta.clone();
        let broken = loaded.broken.as_ref().map(ToString::to_string);
        let mut saving = Persisted::new(loaded);
        if let Some(why) = broken {
            saving.set_broken(why);
        }
        Self { meta, saving }
    }

    /// The fields and whatever else the file has.
    pub fn meta(&self) -> &ArticleMeta {
        &self.meta
    }

    /// Whether everything done to it is on disk.
    pub fn is_saved(&self) -> bool {
        self.saving.is_saved()
    }

    /// Fields of which there are two versions: of another program, or left by a merge of git.
    pub fn clashes(&self) -> Vec<FieldClash> {
        match self.saving.incoming() {
            Some(incoming) => self.merged_with(&incoming.meta).clashes,
            None => self.meta.left_clashes(),
        }
    }

    fn merged_with(&self, incoming: &ArticleMeta) -> MergedMeta {
        let base = &self.saving.base().meta;
        merge_meta([base, &self.meta, incoming], |_| MergeSide::Ours)
    }
}

/// What belongs to the articles that have been read.
#[derive(Default)]
pub(super) struct Metas {
    open: BTreeMap<ArticleId, OpenMeta>,
    /// Articles whose fields have changed since the last query.
    changed: Vec<ArticleId>,
    /// Articles that may have something to be written.
    touched: BTreeSet<ArticleId>,
}

/// The articles whose fields to write now.
#[derive(Debug, Default)]
pub struct FieldsDueForSaving {
    pub articles: Vec<ArticleId>,
    /// Articles whose files must not be overwritten, with the reason.
    pub broken: Vec<(ArticleId, String)>,
    /// The time until more are due.
    pub wait: Option<Duration>,
}

/// The outcome of merging fields that another program has written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldsOutcome {
    /// No value has changed.
    Same,
    /// The changes were merged, as a step.
    TakenIn,
    /// The number of fields in conflict: both versions are kept until the user resolves it.
    Held(usize),
}

impl Session {
    /// Which fields belong to the articles.
    pub fn field_scope(&self) -> FieldScope {
        FieldScope::of(&self.codebook)
    }

    /// What belongs to an article, once a coding of it has been read.
    pub fn meta(&self, article: ArticleId) -> Option<&OpenMeta> {
        self.metas.open.get(&article)
    }

    /// What belongs to an article, to be changed in everything but its fields.
    pub fn meta_mut(&mut self, article: ArticleId) -> Option<&mut OpenMeta> {
        self.metas.touched.insert(article);
        self.metas.open.get_mut(&article)
    }

    /// The files that have the fields of an article when one of its codings is read.
    pub fn field_sources(&self, article: &Article) -> FieldSources {
        FieldSources {
            scope: Arc::new(self.field_scope()),
            sidecars: self.articles.sidecars_of(article),
        }
    }

    /// The files of a coding, as the loader of articles needs them.
    pub fn files_of(&self, id: CodingId) -> Option<ArticleFiles> {
        let (article, coding) = (self.article_of(id)?, self.coding(id)?);
        Some(ArticleFiles {
            path: article.path.clone(),
            sidecar: coding.sidecar.clone(),
            coder: coding.coder.clone(),
            fields: self.field_sources(article),
            open_text: self.open_text(article.id),
        })
    }

    /// The text of an article as it is open in one of its codings, with the hash of its bytes: whoever
    /// opens another coding need not decode it again.
    pub fn open_text(&self, article: ArticleId) -> Option<(String, Decoded)> {
        let open = self.open_codings(article).next()?.1;
        let decoded = Decoded {
            text: open.document.text().clone(),
            encoding: open.header.encoding.clone(),
            bom: open.bom,
            malformed: open.malformed,
        };
        Some((open.header.sha256.clone(), decoded))
    }

    /// Grows with each change of what the document of a coding shows, be it the coder's or the article's;
    /// `None` if it has not been read.
    pub fn shown_revision(&self, id: CodingId) -> Option<u64> {
        let open = self.opened(id)?;
        let article = self.articles.coding(id).map(|coding| coding.article);
        let meta = article.and_then(|article| self.meta(article));
        // Both only grow, so that their sum changes with each.
        Some(open.revision() + meta.map_or(0, |meta| meta.saving.revision()))
    }

    fn open_codings(&self, article: ArticleId) -> impl Iterator<Item = (CodingId, &OpenArticle)> {
        let ids = self.articles.coding_ids_of(article).into_iter();
        ids.filter_map(|id| Some((id, self.open.get(&id)?)))
    }

    /// Open codings of an article, whose documents show its fields.
    pub fn open_codings_of(&self, article: ArticleId) -> Vec<CodingId> {
        self.open_codings(article).map(|(id, _)| id).collect()
    }

    /// Takes in what was read with a coding, unless the article's fields are known already: those may
    /// have been changed since.
    pub(super) fn take_in_meta(&mut self, id: CodingId, article: &mut OpenArticle) {
        let loaded = article.loaded_meta.take();
        let Some(of) = self.articles.coding(id).map(|coding| coding.article) else {
            return;
        };
        if let Some(known) = self.metas.open.get(&of) {
            show(article, &known.meta, &self.field_scope());
        } else if let Some(loaded) = loaded {
            self.metas.open.insert(of, OpenMeta::of(*loaded));
        }
    }

    /// Takes in what belongs to an article of which no coding has been read.
    pub fn insert_meta(&mut self, article: ArticleId, loaded: LoadedMeta) {
        let metas = self.metas.open.entry(article);
        metas.or_insert_with(|| OpenMeta::of(loaded));
    }

    /// Splits changes into those of articles' fields and those of a coder's annotations.
    pub fn split_by_scope(&self, changes: Vec<Change>) -> Vec<Change> {
        let mut scope = self.field_scope();
        // A step that also changes the codebook has edits under the old and the new scope.
        for change in &changes {
            if let Change::Codebook(new) = change {
                scope = scope.narrowed_by(new);
            }
        }
        let mut split = Vec::with_capacity(changes.len());
        for change in changes {
            let Change::Coding(id, edit) = change else {
                split.push(change);
                continue;
            };
            let article = self.articles.coding(id).map(|coding| coding.article);
            let Some(article) = article.filter(|article| self.metas.open.contains_key(article))
            else {
                split.push(Change::Coding(id, edit));
                continue;
            };
            let (own, fields) = scope.part(edit);
            split.extend(own.map(|edit| Change::Coding(id, edit)));
            let fields = fields.into_iter();
            split.extend(fields.map(|(name, value)| Change::Field(article, name, value)));
        }
        split
    }

    /// Makes an edit of a coding. What of it is about fields of the article reaches all codings: an
    /// earlier program may have written such an edit into the journal.
    pub(super) fn apply_edit(&mut self, id: CodingId, edit: Edit) -> Result<Edit, EditError> {
        let article = self.articles.coding(id).map(|coding| coding.article);
        let article = article.filter(|article| self.metas.open.contains_key(article));
        let (own, fields) = match article {
            Some(_) => self.field_scope().part(edit),
            None => (Some(edit), Vec::new()),
        };
        let open = self.open.get_mut(&id).ok_or(EditError::NotRead)?;
        let mut inverses = Vec::with_capacity(1 + fields.len());
        if let Some(edit) = own {
            inverses.push(open.document.apply(edit)?);
            open.saving.changed();
            self.unsaved.change(id);
        }
        for (name, value) in fields {
            let Some(article) = article else { continue };
            let old = self.apply_field(article, &name, value)?;
            inverses.push(Edit::SetField(name, old));
        }
        inverses.reverse();
        Ok(match inverses.len() {
            1 => inverses.remove(0),
            _ => Edit::Batch(inverses),
        })
    }

    /// Gives a field of an article another value, in all its open documents. Returns the old one.
    pub(super) fn apply_field(
        &mut self,
        article: ArticleId,
        name: &str,
        value: Option<AttributeValue>,
    ) -> Result<Option<AttributeValue>, EditError> {
        let open = self.metas.open.get_mut(&article);
        let open = open.ok_or(EditError::NotRead)?;
        open.meta.resolve(name);
        let old = match value.clone() {
            Some(value) => open.meta.fields.insert(name.to_owned(), value),
            None => open.meta.fields.remove(name),
        };
        open.saving.changed();
        self.metas.changed.push(article);
        self.metas.touched.insert(article);
        // A field that each coder codes by now is another one.
        if self.field_scope().is_of_article(name) {
            for id in self.open_codings_of(article) {
                if let Some(open) = self.open.get_mut(&id) {
                    open.document.show_value(name, value.clone());
                }
            }
        }
        Ok(old)
    }

    /// Updates the fields in all open documents if another codebook declares other fields of articles.
    pub(super) fn follow_scope(&mut self, old: &Codebook) {
        let (before, scope) = (FieldScope::of(old), self.field_scope());
        if before == scope {
            return;
        }
        let codings: Vec<CodingId> = self.open.keys().copied().collect();
        for id in codings {
            let article = self.articles.coding(id).map(|coding| coding.article);
            let meta = article.and_then(|article| self.metas.open.get(&article));
            if let (Some(meta), Some(open)) = (meta, self.open.get_mut(&id)) {
                show(open, &meta.meta, &scope);
            }
        }
    }

    /// Notes which articles have other fields since the last query.
    pub fn notice_meta_changes(&mut self, now: Instant) -> Vec<ArticleId> {
        let mut changed = std::mem::take(&mut self.metas.changed);
        changed.retain(|id| {
            let open = self.metas.open.get_mut(id);
            open.is_some_and(|open| open.saving.notice(now))
        });
        changed
    }

    /// Begins to write the fields of articles whose debounce time has passed.
    pub fn take_up_metas(&mut self, now: Instant, debounce: Duration) -> FieldsDueForSaving {
        let mut taken = FieldsDueForSaving::default();
        let Metas { open, touched, .. } = &mut self.metas;
        touched.retain(|id| {
            let Some(open) = open.get_mut(id) else {
                return false;
            };
            match open.saving.begin_writing(now, debounce) {
                Due::Now => taken.articles.push(*id),
                Due::In(rest) => taken.wait = Some(taken.wait.map_or(rest, |wait| wait.min(rest))),
                Due::Broken(why) => taken.broken.push((*id, why)),
                Due::Never => {}
            }
            !open.is_saved() || open.saving.is_pending()
        });
        taken
    }

    /// Whether the fields of all articles are on disk.
    pub(super) fn metas_are_saved(&self) -> bool {
        let mut touched = self.metas.touched.iter();
        touched.all(|id| self.meta(*id).is_none_or(OpenMeta::is_saved))
    }

    /// An article whose fields could not be written.
    pub fn failed_meta(&self) -> Option<ArticleId> {
        let problem = |id: &ArticleId| self.meta(*id)?.saving.problem();
        let mut touched = self.metas.touched.iter();
        touched.find(|id| problem(id).is_some()).copied()
    }

    /// Tries again to write what could not be written.
    pub fn retry_metas(&mut self, now: Instant) {
        for open in self.metas.open.values_mut() {
            open.saving.retry(now);
        }
    }

    /// Notes that an article's file was written as it was `sent`, together with what others had written.
    pub fn written_meta(
        &mut self,
        article: ArticleId,
        revision: u64,
        sent: &ArticleMeta,
        written: WrittenMeta,
    ) -> FieldsOutcome {
        if let Some(known) = self.articles.get_mut(article) {
            known.has_meta = true;
        }
        let Some(open) = self.meta_mut(article) else {
            return FieldsOutcome::Same;
        };
        if written.meta == *sent {
            open.saving.written(revision, loaded(written));
            return FieldsOutcome::Same;
        }
        // Changes made since the file was sent win over the merged file.
        let merged = merge_meta([sent, &open.meta, &written.meta], |_| MergeSide::Ours);
        if !merged.clashes.is_empty() {
            let base = WrittenMeta {
                meta: sent.clone(),
                stamp: written.stamp.clone(),
            };
            open.saving.written(revision, loaded(base));
            return self.hold_meta(article, (written.meta, written.stamp));
        }
        open.saving.written(revision, loaded(written));
        self.take_in_fields(article, merged.meta)
    }

    /// Merges another program's version of an article's file, or the current version of its sources.
    pub fn follow_meta(&mut self, article: ArticleId, incoming: LoadedMeta) -> FieldsOutcome {
        if let Some(known) = self.articles.get_mut(article) {
            known.has_meta = incoming.stamp.is_some() || incoming.broken.is_some();
        }
        let Some(open) = self.meta_mut(article) else {
            return FieldsOutcome::Same;
        };
        let now = Instant::now();
        if let Some(broken) = &incoming.broken {
            // The open fields stay, and are written when the file has been repaired.
            open.saving.set_broken(broken.to_string());
            return FieldsOutcome::Same;
        }
        if incoming.is_absent() && !open.saving.base().is_absent() {
            open.saving.removed_outside(now);
            return FieldsOutcome::Same;
        }
        let merged = open.merged_with(&incoming.meta);
        if let (false, Some(stamp)) = (merged.clashes.is_empty(), incoming.stamp.clone()) {
            return self.hold_meta(article, (incoming.meta, stamp));
        }
        let is_adopted = open.is_saved() && merged.meta.fields == incoming.meta.fields;
        let followed = self.take_in_fields(article, merged.meta);
        if let Some(open) = self.meta_mut(article) {
            if is_adopted {
                open.saving.adopted(incoming);
            } else {
                open.saving.merged(incoming, now);
            }
        }
        followed
    }

    /// Keeps another program's values of the same fields until the conflict is resolved.
    pub fn hold_meta(
        &mut self,
        article: ArticleId,
        (meta, stamp): (ArticleMeta, Stamp),
    ) -> FieldsOutcome {
        let Some(open) = self.meta_mut(article) else {
            return FieldsOutcome::Same;
        };
        let count = open.merged_with(&meta).clashes.len();
        let why = FileMessage::FieldConflicts { count }.to_string();
        let incoming = loaded(WrittenMeta { meta, stamp });
        open.saving.conflict(why, incoming, Instant::now());
        FieldsOutcome::Held(count)
    }

    /// Gives each field of which there are two versions the chosen value, as a step.
    ///
    /// # Errors
    /// If the article has not been read.
    pub fn resolve_fields(
        &mut self,
        article: ArticleId,
        takes_theirs: impl Fn(&FieldClash) -> bool,
    ) -> Result<(), ResolveError> {
        let open = self.metas.open.get(&article).ok_or(EditError::NotRead)?;
        let chosen = open.clashes().into_iter().map(|clash| {
            let value = if takes_theirs(&clash) {
                clash.theirs
            } else {
                clash.ours
            };
            (clash.field, value)
        });
        let mut fields: BTreeMap<String, Option<AttributeValue>> = chosen.collect();
        if let Some(incoming) = open.saving.incoming() {
            let merged = open.merged_with(&incoming.meta).meta;
            for field in merged.fields.keys().chain(open.meta.fields.keys()) {
                let value = merged.fields.get(field);
                if value != open.meta.fields.get(field) {
                    fields.entry(field.clone()).or_insert(value.cloned());
                }
            }
        }
        let changes = fields.into_iter();
        let changes = changes.map(|(field, value)| Change::Field(article, field, value));
        self.perform_all(StepName::ResolveConflicts, changes.collect(), |_| {})?;
        if let Some(open) = self.meta_mut(article) {
            open.saving.resolved(Instant::now());
        }
        Ok(())
    }

    /// Makes the fields of an article those of a merge, as a step.
    fn take_in_fields(&mut self, article: ArticleId, merged: ArticleMeta) -> FieldsOutcome {
        let Some(open) = self.metas.open.get(&article) else {
            return FieldsOutcome::Same;
        };
        let now = &open.meta.fields;
        let names: BTreeSet<&String> = now.keys().chain(merged.fields.keys()).collect();
        let changed = names
            .into_iter()
            .filter(|name| now.get(*name) != merged.fields.get(*name));
        let changes = changed.map(|name| {
            let value = merged.fields.get(name).cloned();
            Change::Field(article, name.clone(), value)
        });
        let changes: Vec<Change> = changes.collect();
        let followed = if changes.is_empty() {
            FieldsOutcome::Same
        } else {
            match self.perform_all(StepName::TakeInChanges, changes, |_| {}) {
                Ok(()) => FieldsOutcome::TakenIn,
                // It is open, as was just seen.
                Err(_) => FieldsOutcome::Same,
            }
        };
        // After the changes, which settle what a merge has left of the fields.
        if let Some(open) = self.metas.open.get_mut(&article) {
            open.meta.source_unknown = merged.source_unknown;
            open.meta.unknown = merged.unknown;
        }
        followed
    }
}

/// What has just been written, as if it had been read.
fn loaded(written: WrittenMeta) -> LoadedMeta {
    LoadedMeta {
        meta: written.meta,
        stamp: Some(written.stamp),
        broken: None,
    }
}

/// Shows the fields of the article in an open document.
fn show(open: &mut OpenArticle, meta: &ArticleMeta, scope: &FieldScope) {
    let own = open.header.own_values(&open.document.fields().values);
    let own = own.into_owned();
    open.document.show_values(own);
    let split = meta.show_in(&mut open.document, &Arc::new(scope.clone()));
    Arc::make_mut(&mut open.header).split = Some(split.into());
}

#[cfg(test)]
#[path = "article_meta_tests.rs"]
mod tests;
