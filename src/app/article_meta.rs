//! Saves the fields that all coders of an article share, and merges what other programs write into the
//! articles' own files.
//!
//! It decides nothing: `session/article_meta` keeps the fields, merges them and finds conflicts.

use std::time::Instant;

use super::ProjectCtx;
use super::saving::write_with_journal;
use super::shared_files::unreadable;
use crate::jobs::Event;
use crate::model::history::{ArticleId, Change};
use crate::session::article_meta::FieldsOutcome;
use crate::session::messages::FileMessage;
use crate::session::notices::SavedFile;
use crate::store::article_meta::{
    ArticleMeta, LoadedMeta, MetaWriteError, WrittenMeta, meta_path, save,
};
use crate::store::atomic::BeforeRename;
use crate::store::{display_path, hash};

impl ProjectCtx<'_> {
    /// Shows changed fields in the list.
    pub(super) fn note_meta_changes(&mut self, now: Instant) {
        let session = &mut self.project.session;
        let changed = session.notice_meta_changes(now).into_iter();
        let codings = changed.flat_map(|article| session.open_codings_of(article));
        for id in codings.collect::<Vec<_>>() {
            self.update_summary(id);
        }
    }

    pub(super) fn start_saving_metas(&mut self, articles: &[ArticleId]) {
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
        sent: &ArticleMeta,
        result: Result<WrittenMeta, MetaWriteError>,
    ) {
        let session = &mut self.project.session;
        let Some(article) = session.article(id) else {
            return;
        };
        let path = meta_path(&article.path);
        match result {
            Ok(written) => {
                let stamp = written.stamp.clone();
                let followed = session.written_meta(id, revision, sent, written);
                self.note_written(path, &stamp);
                self.tell_followed(id, followed);
            }
            Err(MetaWriteError::Clash { theirs, .. }) => {
                let followed = session.hold_meta(id, *theirs);
                self.tell_followed(id, followed);
            }
            Err(error) => {
                if let Some(open) = session.meta_mut(id) {
                    open.saving.failed(error.to_string(), Instant::now());
                }
                self.tell_fields_not_saved(id, error.to_string());
            }
        }
    }

    /// Merges what another program has written into an article's own file, unless Demarche has written
    /// the file since.
    pub(super) fn on_meta_reread(&mut self, id: ArticleId, base_version: u64, theirs: LoadedMeta) {
        let session = &mut self.project.session;
        let Some(open) = session.meta(id) else {
            return;
        };
        if !open.saving.accepts_reread(base_version) {
            return;
        }
        if let Some(broken) = &theirs.broken {
            let article = session.article(id);
            let (name, path) = article
                .map(|article| (article.name.clone(), meta_path(&article.path)))
                .unwrap_or_default();
            let what = FileMessage::FieldsUnreadable { article: name };
            self.shell.notices.error(what, unreadable(broken, &path));
        }
        let followed = session.follow_meta(id, theirs);
        let is_saved = session.meta(id).is_some_and(|open| open.is_saved());
        self.tell_followed(id, followed);
        if is_saved {
            self.note_meta_taken_in(id);
        }
    }

    fn tell_followed(&mut self, id: ArticleId, followed: FieldsOutcome) {
        let article = self.project.session.article(id);
        let name = article.map_or_else(String::new, |article| article.name.clone());
        match followed {
            FieldsOutcome::Same => {}
            FieldsOutcome::TakenIn => {
                let message = FileMessage::FieldsTakenIn { article: name };
                self.shell.notices.merged(SavedFile::Fields(id), message);
                self.note_changes();
            }
            FieldsOutcome::Held(_) => {
                let open = self.project.session.meta(id);
                let problem = open.and_then(|open| open.saving.problem().map(str::to_owned));
                self.tell_fields_not_saved(id, problem.unwrap_or_default());
            }
        }
    }

    /// Reports that the fields of an article are not saved.
    pub(super) fn tell_fields_not_saved(&mut self, id: ArticleId, why: String) {
        let article = self.project.session.article(id);
        let name = article.map_or_else(String::new, |article| article.name.clone());
        let what = FileMessage::FieldsNotSaved { article: name };
        let file = SavedFile::Fields(id);
        self.shell.notices.not_saved(file, what, why);
    }

    /// Reports the problems of an article's own file when its first coding has been read.
    pub(super) fn tell_meta(&mut self, id: ArticleId) {
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

    /// Records the hash of an article's own file that has just been read, and drops the undo steps of its
    /// fields if the file is not as the earlier run left it.
    pub(super) fn note_meta_read(&mut self, id: ArticleId) {
        let session = &mut self.project.session;
        let (Some(article), Some(open)) = (session.article(id), session.meta(id)) else {
            return;
        };
        let file = session.meta_file(article);
        let stamp = open.saving.base().stamp.as_ref();
        let sha256 = stamp.map(|stamp| hash::hex(&stamp.sha256));
        if self
            .project
            .journaling
            .note_meta_read(id, file, session.actions.last, sha256)
        {
            session
                .history
                .forget(|change| matches!(change, Change::Field(of, ..) if *of == id));
        }
    }

    /// Records in the journal that an article's own file equals what is open here.
    fn note_meta_taken_in(&mut self, id: ArticleId) {
        self.journal_actions();
        let session = &self.project.session;
        let (Some(article), Some(open)) = (session.article(id), session.meta(id)) else {
            return;
        };
        if let Some(stamp) = &open.saving.base().stamp {
            let sha256 = hash::hex(&stamp.sha256);
            let file = session.meta_file(article);
            self.project
                .journaling
                .holds(file, session.actions.last, sha256);
        }
    }
}
