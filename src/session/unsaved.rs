//! Which of the articles that have been read are not on disk as they are.
//!
//! Thousands may be open, and a frame has no time to look at each. Whatever is done to an article goes
//! through [`Session::opened_mut`] and its kin, so that only those need to be looked at which have been
//! touched since it was last seen that nothing is due.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use super::saving::Due;
use super::{OpenArticle, Session};
use crate::model::history::CodingId;

/// What is known without looking at the articles.
#[derive(Default)]
pub(super) struct Unsaved {
    /// Articles that have changed since somebody asked.
    changed: Vec<CodingId>,
    /// Articles that may have something to be written.
    touched: BTreeSet<CodingId>,
    /// Articles that may still be on their way to disk.
    writing: BTreeSet<CodingId>,
}

impl Unsaved {
    /// Notes that an article has another revision.
    pub fn change(&mut self, id: CodingId) {
        self.changed.push(id);
        self.touch(id);
    }

    /// Notes that something may be done to an article.
    pub fn touch(&mut self, id: CodingId) {
        self.touched.insert(id);
    }
}

/// What is to be written.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct TakenUp {
    pub articles: Vec<CodingId>,
    /// How long to wait before there is more.
    pub wait: Option<Duration>,
}

impl Session {
    /// Notes which articles have changed since this was last asked.
    pub fn notice_changes(&mut self, now: Instant) -> Vec<CodingId> {
        let mut changed = std::mem::take(&mut self.unsaved.changed);
        changed.retain(|id| {
            let article = self.opened_mut(*id);
            article.is_some_and(|article| article.saving.notice(article.revision, now))
        });
        changed
    }

    /// Takes up writing articles whose changes have rested long enough, at most so many of them.
    pub fn take_up(&mut self, now: Instant, rest: Duration, most: usize) -> TakenUp {
        let mut taken = TakenUp::default();
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
            match article.saving.take_up(article.revision, now, rest) {
                Due::Now => taken.articles.push(*id),
                Due::In(rest) => taken.wait = Some(taken.wait.map_or(rest, |wait| wait.min(rest))),
                Due::Never => {}
            }
            if article.saving.writing.is_some() {
                writing.insert(*id);
            } else {
                writing.remove(id);
            }
            article.saving.changed_at.is_some() || article.saving.problem.is_some()
        });
        taken
    }

    /// Whether everything that was done is on disk.
    pub fn is_saved(&self) -> bool {
        let Unsaved {
            touched, writing, ..
        } = &self.unsaved;
        let mut articles = touched.iter().chain(writing);
        articles.all(|id| self.opened(*id).is_none_or(OpenArticle::is_saved))
            && self.codebook_file.saving.saved == self.codebook_file.revision
            && self.entities_file.saving.saved == self.entities_file.revision
            && self.metas_are_saved()
    }

    /// An article that could not be written.
    pub fn failed(&self) -> Option<CodingId> {
        let problem = |id: &CodingId| self.opened(*id)?.saving.problem.as_ref();
        let mut touched = self.unsaved.touched.iter();
        touched.find(|id| problem(id).is_some()).copied()
    }

    /// Whether something could not be written.
    pub fn has_failed(&self) -> bool {
        self.failed().is_some()
            || self.codebook_file.saving.problem.is_some()
            || self.entities_file.saving.problem.is_some()
            || self.failed_meta().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::Status;
    use crate::model::{Document, Edit, Text};
    use crate::store::Header;
    use crate::store::article::{LoadedArticle, OnDisk};

    const REST: Duration = Duration::from_millis(100);

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
            .perform_in(CodingId(id), "change", Edit::SetStatus(status), |_| {})
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
    fn what_was_changed_is_taken_up_once_and_saved_when_it_is_written() {
        let (mut session, begun) = (session(5), Instant::now());
        for id in [3, 1, 4] {
            change(&mut session, id, Status::Done);
        }
        assert!(!session.is_saved());
        let changed = [3, 1, 4].map(CodingId);
        assert_eq!(session.notice_changes(begun), changed);
        assert_eq!(session.notice_changes(begun), []);
        let wait = session.take_up(begun, REST, 2);
        assert_eq!((wait.articles, wait.wait), (Vec::new(), Some(REST)));
        let late = begun + REST;
        let first = session.take_up(late, REST, 2);
        assert_eq!(first.articles, [1, 3].map(CodingId));
        assert_eq!(first.wait, Some(Duration::ZERO));
        let rest = session.take_up(late, REST, 2);
        assert_eq!((rest.articles, rest.wait), (vec![CodingId(4)], None));
        for id in changed {
            assert!(!session.is_saved());
            write(&mut session, id, 1);
        }
        assert!(session.is_saved());
        assert_eq!(session.take_up(late, REST, 2), TakenUp::default());
        assert!(session.is_saved());
    }

    #[test]
    fn what_changes_while_it_is_written_is_written_again() {
        let (mut session, now) = (session(1), Instant::now());
        let id = CodingId(0);
        change(&mut session, 0, Status::Done);
        session.notice_changes(now);
        assert_eq!(session.take_up(now, Duration::ZERO, 9).articles, [id]);
        change(&mut session, 0, Status::New);
        assert_eq!(session.notice_changes(now), [id]);
        assert_eq!(session.take_up(now, Duration::ZERO, 9).articles, []);
        write(&mut session, id, 1);
        assert!(!session.is_saved());
        assert_eq!(session.take_up(now, Duration::ZERO, 9).articles, [id]);
    }

    #[test]
    fn what_could_not_be_written_waits_until_it_is_tried_again() {
        let (mut session, now) = (session(2), Instant::now());
        let id = CodingId(1);
        change(&mut session, 1, Status::Done);
        session.notice_changes(now);
        session.take_up(now, Duration::ZERO, 9);
        let article = session.opened_mut(id).expect("it is open");
        article.saving.failed("the disk is full".to_owned());
        assert_eq!(session.take_up(now, Duration::ZERO, 9).articles, []);
        assert_eq!((session.failed(), session.is_saved()), (Some(id), false));
        session.for_each_opened(|_, article| article.saving.try_again());
        assert_eq!(session.failed(), None);
        let later = Instant::now();
        assert_eq!(session.take_up(later, Duration::ZERO, 9).articles, [id]);
    }
}
