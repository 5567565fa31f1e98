//! Bringing the fields that all coders of an article share to disk, and taking in what other programs
//! write into their files.
//!
//! What they are and what became of them the session knows; see `session/article_meta`.

use std::time::Instant;

use super::App;
use super::saving::write_with_journal;
use super::shared::unreadable;
use crate::jobs::Event;
use crate::model::history::{ArticleId, Change};
use crate::session::article_meta::Followed;
use crate::store::article_meta::{
    ArticleMeta, LoadedMeta, MetaWriteError, Written, meta_path, save,
};
use crate::store::atomic::BeforeRename;
use crate::store::{Stamp, hash, shown};

impl App {
    /// Shows changed fields in the list.
    pub(super) fn note_meta_changes(&mut self, now: Instant) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let changed = session.notice_meta_changes(now).into_iter();
        let codings = changed.flat_map(|article| session.open_codings_of(article));
        for id in codings.collect::<Vec<_>>() {
            self.update_summary(id);
        }
    }

    pub(super) fn start_saving_metas(&mut self, articles: &[ArticleId]) {
        let Some(session) = self.session.as_ref() else {
            return;
        };
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
            let journal_handle = self.journaling.journal_handle(file, last);
            let (path, on_disk) = (meta_path(&article.path), open.saving.on_disk.clone());
            Some((*id, open.revision, path, on_disk, meta, journal_handle))
        });
        let writings: Vec<_> = writings.collect();
        if writings.is_empty() {
            return;
        }
        self.jobs.spawn("save fields of articles", move |reporter| {
            for (id, revision, path, on_disk, meta, journal_handle) in writings {
                let _wait = reporter.begin_io(shown(&path).to_string());
                let write =
                    |before_rename: BeforeRename<'_>| save(&path, &on_disk, &meta, before_rename);
                let written =
                    write_with_journal(journal_handle.as_ref(), write, |written| &written.stamp);
                let saved = Box::new((meta, written));
                reporter.send(Event::MetaSaved(id, revision, saved));
            }
        });
    }

    /// Notes that the fields of an article were written, or why they were not.
    pub(super) fn on_meta_saved(
        &mut self,
        id: ArticleId,
        revision: u64,
        sent: &ArticleMeta,
        result: Result<Written, MetaWriteError>,
    ) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let Some(article) = session.article(id) else {
            return;
        };
        let (name, path) = (article.name.clone(), meta_path(&article.path));
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
                    open.saving.failed(error.to_string());
                }
                let what = format!("The fields of {name} are not saved");
                self.notices.error(&what, error);
            }
        }
    }

    /// Takes in what stands in an article's file after another program changed it, unless it was
    /// written here since.
    pub(super) fn on_meta_reread(
        &mut self,
        id: ArticleId,
        known: Option<&Stamp>,
        theirs: LoadedMeta,
    ) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let Some(open) = session.meta(id) else {
            return;
        };
        let saving = &open.saving;
        if saving.on_disk.stamp.as_ref() != known || saving.writing.is_some() {
            return;
        }
        if let Some(broken) = &theirs.broken {
            let article = session.article(id);
            let path = article
                .map(|article| meta_path(&article.path))
                .unwrap_or_default();
            self.notices.error(
                "The fields of an article cannot be read",
                unreadable(broken, &path),
            );
        }
        let followed = session.follow_meta(id, theirs);
        let is_saved = session.meta(id).is_some_and(|open| open.is_saved());
        self.tell_followed(id, followed);
        if is_saved {
            self.note_meta_taken_in(id);
        }
    }

    fn tell_followed(&mut self, id: ArticleId, followed: Followed) {
        let article = self.session().and_then(|session| session.article(id));
        let name = article.map_or_else(String::new, |article| article.name.clone());
        match followed {
            Followed::Same => {}
            Followed::TakenIn => {
                let told = format!("{name}: fields that another program changed were taken in.");
                self.notices.warn(told);
                self.note_changes();
            }
            Followed::Held(_) => {
                let session = self.session();
                let open = session.and_then(|session| session.meta(id));
                let problem = open.and_then(|open| open.saving.problem.clone());
                let what = format!("The fields of {name} are not saved");
                self.notices.error(&what, problem.unwrap_or_default());
            }
        }
    }

    /// Tells what is out of order in an article's own file, when a coding of it has just been read.
    pub(super) fn tell_meta(&mut self, id: ArticleId) {
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let (Some(article), Some(open)) = (session.article(id), session.meta(id)) else {
            return;
        };
        if let Some(broken) = &open.saving.on_disk.broken {
            let what = format!("{}: the fields of the article cannot be read", article.name);
            let why = unreadable(broken, &meta_path(&article.path));
            self.notices.error(&what, why);
        }
        if !open.meta().left_clashes().is_empty() {
            self.notices.warn(format!(
                "{}: a merge has left two versions of some fields. Ctrl+M shows both to choose between \
                 them.",
                article.name
            ));
        }
    }

    /// Notes what an article's file holds that has just been read with a coding, and forgets how to take
    /// back what was done to it if it is not as it was left.
    pub(super) fn note_meta_read(&mut self, id: ArticleId) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let (Some(article), Some(open)) = (session.article(id), session.meta(id)) else {
            return;
        };
        let file = session.meta_file(article);
        let stamp = open.saving.on_disk.stamp.as_ref();
        let sha256 = stamp.map(|stamp| hash::hex(&stamp.sha256));
        if self
            .journaling
            .note_meta_read(id, file, session.actions.last, sha256)
        {
            session
                .history
                .forget(|change| matches!(change, Change::Field(of, ..) if *of == id));
        }
    }

    /// Notes that what stands in an article's file is what is open here.
    fn note_meta_taken_in(&mut self, id: ArticleId) {
        self.write_down();
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let (Some(article), Some(open)) = (session.article(id), session.meta(id)) else {
            return;
        };
        if let Some(stamp) = &open.saving.on_disk.stamp {
            let sha256 = hash::hex(&stamp.sha256);
            let file = session.meta_file(article);
            self.journaling.holds(file, session.actions.last, sha256);
        }
    }
}
