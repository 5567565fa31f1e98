//! What belongs to the articles of which a coding has been read: fields that all coders share.
//!
//! A field is a value of the article ([`OpenMeta`]); each open document shows it among its own. So a title
//! that is entered in one coding is seen in all, is one [`Change`] in the history, and is written into the
//! article's own file rather than into a sidecar. Which fields are meant says the codebook; see
//! [`FieldScope`].
//!
//! The session never writes: `app/article_meta` does, from this state. Another program's version comes in
//! as that of any part of the project; see [`FieldsPart`](super::incoming::FieldsPart).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::articles::Article;
use super::persisted::Persisted;
use super::{OpenArticle, Session};
use crate::model::history::{ArticleId, Change, CodingId};
use crate::model::step_name::StepName;
use crate::model::{AttributeValue, Codebook, Edit, EditError, FieldScope};
use crate::store::ArticleFiles;
use crate::store::article_meta::{
    ArticleMeta, FieldSources, LoadedMeta, MergeSide, MergedMeta, merge_meta,
};
use crate::store::decode::Decoded;

/// What belongs to an article, and how far it is on disk.
#[derive(Debug)]
pub struct OpenMeta {
    meta: ArticleMeta,
    pub saving: Persisted<LoadedMeta>,
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

    /// Makes what this program does not know of the file that of a merge.
    pub(super) fn take_in_unknown(&mut self, merged: ArticleMeta) {
        self.meta.source_unknown = merged.source_unknown;
        self.meta.unknown = merged.unknown;
    }

    /// The fields, merged with another version of them.
    pub(super) fn merged_with(&self, incoming: &ArticleMeta) -> MergedMeta {
        let base = &self.saving.base().meta;
        merge_meta([base, &self.meta, incoming], |_| MergeSide::Ours)
    }
}

impl Session {
    /// Which fields belong to the articles.
    pub fn field_scope(&self) -> FieldScope {
        FieldScope::of(&self.codebook)
    }

    /// What belongs to an article, once a coding of it has been read.
    pub fn meta(&self, article: ArticleId) -> Option<&OpenMeta> {
        self.metas.get(&article)
    }

    /// What belongs to an article, to be changed in everything but its fields.
    pub fn meta_mut(&mut self, article: ArticleId) -> Option<&mut OpenMeta> {
        self.unsaved_fields.touch(article);
        self.metas.get_mut(&article)
    }

    /// The files that have the fields of an article when one of its codings is read.
    pub fn field_sources(&self, article: &Article) -> FieldSources {
        FieldSources {
            scope: Arc::new(self.field_scope()),
            sidecars: self.articles.sidecars_of(article),
        }
    }

    /// The files of a coding, as the loader of articles needs them. For many codings, take
    /// [`Self::article_files`] once.
    pub fn files_of(&self, id: CodingId) -> Option<ArticleFiles> {
        self.article_files().of(id)
    }

    /// Names the files of codings, as the loader of articles needs them.
    pub fn article_files(&self) -> FilesOfCodings<'_> {
        FilesOfCodings {
            session: self,
            scope: Arc::new(self.field_scope()),
        }
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
        let ids = self.articles.coding_ids_of(article);
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
        if let Some(known) = self.metas.get(&of) {
            show(article, &known.meta, &self.field_scope());
        } else if let Some(loaded) = loaded {
            self.metas.insert(of, OpenMeta::of(*loaded));
        }
    }

    /// Takes in what belongs to an article of which no coding has been read.
    pub fn insert_meta(&mut self, article: ArticleId, loaded: LoadedMeta) {
        let metas = self.metas.entry(article);
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
            let Some(article) = article.filter(|article| self.metas.contains_key(article)) else {
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
        let article = article.filter(|article| self.metas.contains_key(article));
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
        let open = self.metas.get_mut(&article);
        let open = open.ok_or(EditError::NotRead)?;
        open.meta.resolve(name);
        let old = match value.clone() {
            Some(value) => open.meta.fields.insert(name.to_owned(), value),
            None => open.meta.fields.remove(name),
        };
        open.saving.changed();
        self.unsaved_fields.change(article);
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
            let meta = article.and_then(|article| self.metas.get(&article));
            if let (Some(meta), Some(open)) = (meta, self.open.get_mut(&id)) {
                show(open, &meta.meta, &scope);
            }
        }
    }

    /// Makes the fields of an article those of a merge, as a step. Returns whether one has changed.
    ///
    /// # Errors
    /// If the article has not been read.
    pub(super) fn take_in_fields(
        &mut self,
        article: ArticleId,
        merged: ArticleMeta,
    ) -> Result<bool, EditError> {
        let open = self.metas.get(&article).ok_or(EditError::NotRead)?;
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
        let is_changed = !changes.is_empty();
        if is_changed {
            self.perform_all(StepName::TakeInChanges, changes, |_| {})?;
        }
        // After the changes, which settle what a merge has left of the fields.
        if let Some(open) = self.metas.get_mut(&article) {
            open.take_in_unknown(merged);
        }
        Ok(is_changed)
    }
}

/// Names the files of codings. A search does so for all articles of a project in one frame, so that what
/// they share is made once, and nothing is made that reading does not need.
pub struct FilesOfCodings<'a> {
    session: &'a Session,
    scope: Arc<FieldScope>,
}

impl FilesOfCodings<'_> {
    /// The files of a coding; `None` if there is no such coding.
    pub fn of(&self, id: CodingId) -> Option<ArticleFiles> {
        let session = self.session;
        let (article, coding) = (session.article_of(id)?, session.coding(id)?);
        // The only sidecar is read anyway, with its copies of the fields.
        let sidecars = if session.articles.has_others(article.id) {
            session.articles.sidecars_of(article)
        } else {
            Vec::new()
        };
        Some(ArticleFiles {
            path: article.path.clone(),
            sidecar: coding.sidecar.clone(),
            coder: coding.coder.clone(),
            fields: FieldSources {
                scope: Arc::clone(&self.scope),
                sidecars,
            },
            open_text: session.open_text(article.id),
        })
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
