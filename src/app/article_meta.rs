//! Saves the fields that all coders of an article share, and passes on what other programs write into the
//! articles' own files.
//!
//! It decides nothing: `session/article_meta` keeps the fields, and what another program wrote is merged as
//! for any part of the project, by [`ProjectCtx::merge_incoming`].

use super::ProjectCtx;
use super::saving::write_with_journal;
use super::shared_files::unreadable;
use crate::jobs::Event;
use crate::model::history::ArticleId;
use crate::session::incoming::{FieldsPart, Incoming};
use crate::session::messages::FileMessage;
use crate::store::article_meta::{
    ArticleMeta, LoadedMeta, MetaWriteError, WrittenMeta, meta_path, save,
};
use crate::store::atomic::BeforeRename;
use crate::store::{Stamp, display_path};

impl ProjectCtx<'_> {
    /// Shows changed fields in the list.
    pub(super) fn update_summaries_of(&mut self, id: ArticleId) {
        for coding in self.project.session.open_codings_of(id) {
            self.update_summary(coding);
        }
    }

    /// Starts to write the fields of these articles, which count as being written already.
    pub(super) fn start_saving_fields(&mut self, articles: &[ArticleId]) {
        let session = &self.project.session;
        let last = session.actions.last;
        let writings = articles.iter().filter_map(|id| {
            let (article, open) = (session.article(*id)?, session.meta(*id)?);
            let mut meta = open.meta().clone();
            // The text may be another by now than when the file was written.
            if let Some((sha256, _)) = session.open_text(*id) {
                meta.sha256 = sha256;
            }
            if let Some(file) = article.path.file_name() {
                meta.file = file.to_string_lossy().into_owned();
            }
            let file = session.meta_file(article);
            let journal_handle = self.project.journaling.journal_handle(file, last);
            let (path, on_disk) = (meta_path(&article.path), open.saving.base().clone());
            Some((
                *id,
                open.saving.revision(),
                path,
                on_disk,
                meta,
                journal_handle,
            ))
        });
        let writings: Vec<_> = writings.collect();
        if writings.is_empty() {
            return;
        }
        self.shell
            .jobs
            .spawn("save fields of articles", move |reporter| {
                for (id, revision, path, on_disk, meta, journal_handle) in writings {
                    let _wait = reporter.begin_io(display_path(&path).to_string());
                    let write = |before_rename: BeforeRename<'_>| {
                        save(&path, &on_disk, &meta, before_rename)
                    };
                    let written = write_with_journal(journal_handle.as_ref(), write, |written| {
                        &written.stamp
                    });
                    let saved = Box::new((meta, written));
                    reporter.send(Event::MetaSaved(id, revision, saved));
                }
            });
    }

    /// Records that the fields of an article were written, or why they were not.
    pub(super) fn on_meta_saved(
        &mut self,
        id: ArticleId,
        revision: u64,
        sent: ArticleMeta,
        result: Result<WrittenMeta, MetaWriteError>,
    ) {
        let WrittenMeta { meta, stamp } = match result {
            Ok(written) => written,
            Err(MetaWriteError::Clash { theirs, .. }) => {
                let (meta, stamp) = *theirs;
                let theirs = Incoming::Version(on_disk(meta, stamp));
                return self.merge_incoming(FieldsPart(id), theirs);
            }
            Err(error) => return self.on_written(FieldsPart(id), revision, Err(error)),
        };
        if let Some(article) = self.project.session.articles.get_mut(id) {
            article.has_meta = true;
        }
        let sent = on_disk(sent, stamp.clone());
        let written = on_disk(meta, stamp.clone());
        self.on_written_merged(FieldsPart(id), revision, sent, (stamp, written));
    }

    /// Merges what another program has written into an article's own file, unless Demarche has written
    /// the file since.
    pub(super) fn on_meta_reread(&mut self, id: ArticleId, base_version: u64, read: LoadedMeta) {
        let incoming = self.incoming_fields(id, read);
        self.merge_reread(FieldsPart(id), base_version, incoming);
    }

    fn incoming_fields(&self, id: ArticleId, read: LoadedMeta) -> Incoming<LoadedMeta> {
        let session = &self.project.session;
        if let Some(broken) = &read.broken {
            let path = session.article(id).map(|article| meta_path(&article.path));
            return Incoming::Unreadable(unreadable(broken, &path.unwrap_or_default()));
        }
        let known = session.meta(id).map(|open| open.saving.base());
        // Where there was never a file, the fields come from sidecars, which may have changed.
        let had_file = known.is_some_and(|known| known.stamp.is_some() || known.is_deleted);
        if read.stamp.is_none() && had_file {
            return Incoming::Gone;
        }
        Incoming::Version(read)
    }

    /// Reports the problems of an article's own file when its first coding has been read.
    pub(super) fn tell_field_problems(&mut self, id: ArticleId) {
        let session = &self.project.session;
        let (Some(article), Some(open)) = (session.article(id), session.meta(id)) else {
            return;
        };
        if let Some(broken) = &open.saving.base().broken {
            let what = FileMessage::FieldsUnreadable {
                article: article.name.clone(),
            };
            let why = unreadable(broken, &meta_path(&article.path));
            self.shell.notices.error(what, why);
        }
        if !open.meta().left_clashes().is_empty() {
            self.shell.notices.warn(FileMessage::TwoVersionsOfFields {
                article: article.name.clone(),
            });
        }
    }
}

/// The contents of an article's own file, as if they had been read.
fn on_disk(meta: ArticleMeta, stamp: Stamp) -> LoadedMeta {
    LoadedMeta {
        meta,
        stamp: Some(stamp),
        broken: None,
        is_deleted: false,
    }
}
