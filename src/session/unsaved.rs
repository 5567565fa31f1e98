//! Dirty tracking: which of the open articles have unsaved changes.
//!
//! Thousands of articles may be open, too many to check in each frame. Every change of an article
//! goes through [`Session::opened_mut`] or another accessor that marks the article, so that only
//! articles that were accessed since the last check need one.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use super::article_meta::OpenMeta;
use super::incoming::PartId;
use super::notices::SavedFile;
use super::persisted::Due;
use super::{OpenArticle, Session};
use crate::model::history::{ArticleId, CodingId};

/// The articles that may be dirty, known without a check of each.
#[derive(Default)]
pub(super) struct Unsaved {
    /// Articles that have changed since the last query.
    changed: Vec<CodingId>,
    /// Articles that may have unsaved changes.
    touched: BTreeSet<CodingId>,
    /// Articles whose write may still be in progress.
    writing: BTreeSet<CodingId>,
}

impl Unsaved {
    /// Records that an article has a new revision.
    pub fn change(&mut self, id: CodingId) {
        self.changed.push(id);
        self.touch(id);
    }

    /// Records that an article may change.
    pub fn touch(&mut self, id: CodingId) {
        self.touched.insert(id);
    }
}

/// The articles to write now.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct DueForSaving {
    pub articles: Vec<CodingId>,
    /// The time until more articles are due.
    pub wait: Option<Duration>,
}

impl Session {
    /// Updates which articles have changed since the last call.
    pub fn notice_changes(&mut self, now: Instant) -> Vec<CodingId> {
        let mut changed = std::mem::take(&mut self.unsaved.changed);
        changed.retain(|id| {
            let article = self.opened_mut(*id);
            article.is_some_and(|article| article.saving.notice(now))
        });
        changed
    }

    /// Begins to write at most so many of the articles whose debounce time has passed.
    pub fn take_due(&mut self, now: Instant, rest: Duration, most: usize) -> DueForSaving {
        let mut taken = DueForSaving::default();
        let Unsaved {
            touched, writing, ..
        } = &mut self.unsaved;
        touched.retain(|id| {
            if taken.articles.len() == most {
                taken.wait = Some(Duration::ZERO);
                return true;
            }
            let Some(article) = self.open.get_mut(id) else {
                writing.remove(id);
                return false;
            };
            match article.saving.begin_writing(now, rest) {
                Due::Now => taken.articles.push(*id),
                Due::In(rest) => taken.wait = Some(taken.wait.map_or(rest, |wait| wait.min(rest))),
                Due::Never | Due::Broken(_) => {}
            }
            if article.saving.is_writing() {
                writing.insert(*id);
            } else {
                writing.remove(id);
            }
            article.saving.is_pending()
        });
        taken
    }

    /// Whether all changes are on disk.
    pub fn is_saved(&self) -> bool {
        let Unsaved {
            touched, writing, ..
        } = &self.unsaved;
        let mut articles = touched.iter().chain(writing);
        articles.all(|id| self.opened(*id).is_none_or(OpenArticle::is_saved))
            && self.codebook_file.saving.is_saved()
            && self.entities_file.saving.is_saved()
            && self.metas_are_saved()
    }

    /// Whether everything that belongs into a file is on disk.
    pub fn is_file_saved(&self, file: SavedFile) -> bool {
        match file {
            SavedFile::Part(PartId::Article(id)) => {
                self.opened(id).is_none_or(OpenArticle::is_saved)
            }
            SavedFile::Part(PartId::Codebook) => self.codebook_file.saving.is_saved(),
            SavedFile::Part(PartId::Entities) => self.entities_file.saving.is_saved(),
            SavedFile::Fields(id) => self.meta(id).is_none_or(OpenMeta::is_saved),
        }
    }

    /// An article whose writing failed.
    pub fn failed(&self) -> Option<CodingId> {
        let problem = |id: &CodingId| self.opened(*id)?.saving.problem();
        let mut touched = self.unsaved.touched.iter();
        touched.find(|id| problem(id).is_some()).copied()
    }

    /// Whether writing failed for any article.
    pub fn has_failed(&self) -> bool {
        self.failed().is_some()
            || self.codebook_file.saving.problem().is_some()
            || self.entities_file.saving.problem().is_some()
            || self.failed_meta().is_some()
    }

    /// Retries to write after failures.
    pub fn retry_saving(&mut self, now: Instant) {
        for (id, article) in &mut self.open {
            article.saving.retry(now);
            if article.saving.is_pending() {
                self.unsaved.touch(*id);
            }
        }
        self.codebook_file.saving.retry(now);
        self.entities_file.saving.retry(now);
        self.retry_metas(now);
    }

    /// Removes articles from the list whose files another program has deleted, unless an article is
    /// on screen or has unsaved annotations of any coder.
    pub fn unlist_gone(&mut self) {
        let panes = self.panes();
        let is_held = |id: CodingId| {
            let is_unsaved = self.opened(id).is_some_and(|open| !open.is_saved());
            is_unsaved || panes.iter().any(|(_, shown)| *shown == id)
        };
        let gone = self.articles.iter().filter(|article| article.is_gone);
        let gone = gone.map(|article| article.id);
        let ids: Vec<ArticleId> = gone
            .filter(|id| !self.articles.coding_ids_of(*id).into_iter().any(is_held))
            .collect();
        for id in ids {
            self.articles.unlist(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::Status;
    use crate::model::step_name::StepName;
    use crate::model::{Document, Edit, Text};
    use crate::store::Header;
    use crate::store::article::{LoadedArticle, OnDisk};
    use crate::store::project::{ArticleEntry, SidecarEntry, sidecar_path};

    const DEBOUNCE: Duration = Duration::from_millis(100);

    fn session(articles: u32) -> Session {
        let mut session = Session::new(String::new(), Vec::new(), Default::default());
        for id in (0..articles).map(CodingId) {
            let loaded = LoadedArticle {
                document: Document::new(Text::new("x")),
                header: Header::default().into(),
                bom: false,
                malformed: false,
                stamp: None,
                notices: Vec::new(),
                moves: Vec::new(),
                meta: Default::default(),
            };
            session.insert(id, OpenArticle::of(loaded));
        }
        session
    }

    fn change(session: &mut Session, id: u32, status: Status) {
        session
            .perform_in(
                CodingId(id),
                StepName::SetStatus {
                    status: status.clone(),
                },
                Edit::SetStatus(status),
                |_| {},
            )
            .expect("it fits");
    }

    fn write(session: &mut Session, id: CodingId, revision: u64) {
        let article = session.opened_mut(id).expect("it is open");
        let on_disk = OnDisk {
            snapshot: article.snapshot(),
            stamp: None,
        };
        article.saving.written(revision, on_disk);
    }

    #[test]
    fn a_change_is_written_once_and_then_counts_as_saved() {
        let (mut session, begun) = (session(5), Instant::now());
        for id in [3, 1, 4] {
            change(&mut session, id, Status::Done);
        }
        assert!(!session.is_saved());
        let changed = [3, 1, 4].map(CodingId);
        assert_eq!(session.notice_changes(begun), changed);
        assert_eq!(session.notice_changes(begun), []);
        let wait = session.take_due(begun, DEBOUNCE, 2);
        assert_eq!((wait.articles, wait.wait), (Vec::new(), Some(DEBOUNCE)));
        let late = begun + DEBOUNCE;
        let first = session.take_due(late, DEBOUNCE, 2);
        assert_eq!(first.articles, [1, 3].map(CodingId));
        assert_eq!(first.wait, Some(Duration::ZERO));
        let rest = session.take_due(late, DEBOUNCE, 2);
        assert_eq!((rest.articles, rest.wait), (vec![CodingId(4)], None));
        for id in changed {
            assert!(!session.is_saved());
            write(&mut session, id, 1);
        }
        assert!(session.is_saved());
        assert_eq!(session.take_due(late, DEBOUNCE, 2), DueForSaving::default());
        assert!(session.is_saved());
    }

    #[test]
    fn a_change_during_a_write_is_written_again() {
        let (mut session, now) = (session(1), Instant::now());
        let id = CodingId(0);
        change(&mut session, 0, Status::Done);
        session.notice_changes(now);
        assert_eq!(session.take_due(now, Duration::ZERO, 9).articles, [id]);
        change(&mut session, 0, Status::New);
        assert_eq!(session.notice_changes(now), [id]);
        assert_eq!(session.take_due(now, Duration::ZERO, 9).articles, []);
        write(&mut session, id, 1);
        assert!(!session.is_saved());
        assert_eq!(session.take_due(now, Duration::ZERO, 9).articles, [id]);
    }

    #[test]
    fn a_removed_article_stays_listed_while_it_is_shown_or_unsaved_for_any_coder() {
        let (mut session, now) = (session(2), Instant::now());
        let path = std::path::PathBuf::from("/project/talks.txt");
        let other = SidecarEntry {
            coder: Some("mk".to_owned()),
            path: sidecar_path(&path, Some("mk")),
        };
        let entry = ArticleEntry {
            name: "talks.txt".to_owned(),
            sidecars: vec![other],
            path,
            has_meta: false,
        };
        let ids = session.articles.add_entry(&entry, "");
        let article = session.articles.article_of(ids[0]).expect("it is there").id;
        assert_eq!(ids, [0, 1].map(CodingId), "one's own and another coder's");
        session.unlist_gone();
        assert!(session.articles.is_listed(article), "its file is there");
        session
            .articles
            .get_mut(article)
            .expect("it is there")
            .is_gone = true;

        session.current = Some(ids[0]);
        session.unlist_gone();
        assert!(session.articles.is_listed(article), "it is on screen");
        session.current = None;
        for id in &ids {
            change(&mut session, id.0, Status::Done);
            session.notice_changes(now);
            assert_eq!(session.take_due(now, Duration::ZERO, 9).articles, [*id]);
            session.unlist_gone();
            assert!(session.articles.is_listed(article), "{id:?} is not saved");
            write(&mut session, *id, 1);
        }
        session.unlist_gone();
        assert!(!session.articles.is_listed(article));
    }

    #[test]
    fn a_failed_write_stays_pending_until_it_is_retried() {
        let (mut session, now) = (session(2), Instant::now());
        let id = CodingId(1);
        change(&mut session, 1, Status::Done);
        session.notice_changes(now);
        session.take_due(now, Duration::ZERO, 9);
        let article = session.opened_mut(id).expect("it is open");
        article.saving.failed("the disk is full", now);
        assert_eq!(session.take_due(now, Duration::ZERO, 9).articles, []);
        assert_eq!((session.failed(), session.is_saved()), (Some(id), false));
        session.retry_saving(now);
        assert_eq!(session.failed(), None);
        assert_eq!(session.take_due(now, Duration::ZERO, 9).articles, [id]);
    }
}
