//! Dirty tracking: which parts of the project have unsaved changes.
//!
//! Thousands of articles may be open, too many to check in each frame. Every change of the annotations or
//! fields of an article goes through an accessor that marks them, such as [`Session::opened_mut`], so that
//! only what was accessed since the last check needs one. It must not know what is saved: that is
//! [`Persisted`]'s.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use super::article_meta::OpenMeta;
use super::incoming::PartId;
use super::persisted::{Due, Persisted};
use super::{OpenArticle, Session};
use crate::model::history::{ArticleId, CodingId};
use crate::store::article::OnDisk;
use crate::store::article_meta::LoadedMeta;

/// Something of which a project has thousands, each with its own file.
pub(super) trait Saving {
    type Base;

    fn saving(&self) -> &Persisted<Self::Base>;

    fn saving_mut(&mut self) -> &mut Persisted<Self::Base>;
}

impl Saving for OpenArticle {
    type Base = OnDisk;

    fn saving(&self) -> &Persisted<OnDisk> {
        &self.saving
    }

    fn saving_mut(&mut self) -> &mut Persisted<OnDisk> {
        &mut self.saving
    }
}

impl Saving for OpenMeta {
    type Base = LoadedMeta;

    fn saving(&self) -> &Persisted<LoadedMeta> {
        &self.saving
    }

    fn saving_mut(&mut self) -> &mut Persisted<LoadedMeta> {
        &mut self.saving
    }
}

/// Those of one kind that may be dirty, known without a check of each.
pub(super) struct Unsaved<Id> {
    /// Those that have changed since the last query.
    changed: Vec<Id>,
    /// Those that may have unsaved changes.
    touched: BTreeSet<Id>,
    /// Those whose write may still be in progress.
    writing: BTreeSet<Id>,
}

impl<Id> Default for Unsaved<Id> {
    fn default() -> Self {
        Self {
            changed: Vec::new(),
            touched: BTreeSet::new(),
            writing: BTreeSet::new(),
        }
    }
}

/// What to write now, of one kind.
#[derive(Debug, PartialEq, Eq)]
pub struct DueForSaving<Id> {
    pub ids: Vec<Id>,
    /// Those whose files must not be overwritten, with the reason.
    pub broken: Vec<(Id, String)>,
    /// The time until more are due.
    pub wait: Option<Duration>,
}

impl<Id: Copy + Ord> Unsaved<Id> {
    /// Records that something has a new revision.
    pub fn change(&mut self, id: Id) {
        self.changed.push(id);
        self.touch(id);
    }

    /// Records that something may change.
    pub fn touch(&mut self, id: Id) {
        self.touched.insert(id);
    }

    /// Updates which have changed since the last call.
    fn notice<T: Saving>(&mut self, open: &mut BTreeMap<Id, T>, now: Instant) -> Vec<Id> {
        let mut changed = std::mem::take(&mut self.changed);
        changed.retain(|id| {
            let open = open.get_mut(id);
            open.is_some_and(|open| open.saving_mut().notice(now))
        });
        changed
    }

    /// Begins to write at most so many of those whose debounce time has passed.
    fn take_due<T: Saving>(
        &mut self,
        open: &mut BTreeMap<Id, T>,
        (now, debounce): (Instant, Duration),
        most: usize,
    ) -> DueForSaving<Id> {
        let mut taken = DueForSaving {
            ids: Vec::new(),
            broken: Vec::new(),
            wait: None,
        };
        let Self {
            touched, writing, ..
        } = self;
        touched.retain(|id| {
            if taken.ids.len() == most {
                taken.wait = Some(Duration::ZERO);
                return true;
            }
            let Some(saving) = open.get_mut(id).map(Saving::saving_mut) else {
                writing.remove(id);
                return false;
            };
            match saving.begin_writing(now, debounce) {
                Due::Now => taken.ids.push(*id),
                Due::In(rest) => taken.wait = Some(taken.wait.map_or(rest, |wait| wait.min(rest))),
                Due::Broken(why) => taken.broken.push((*id, why)),
                Due::Never => {}
            }
            if saving.is_writing() {
                writing.insert(*id);
            } else {
                writing.remove(id);
            }
            saving.is_pending()
        });
        taken
    }

    /// Whether all changes are on disk.
    fn is_saved<T: Saving>(&self, open: &BTreeMap<Id, T>) -> bool {
        let mut ids = self.touched.iter().chain(&self.writing);
        ids.all(|id| open.get(id).is_none_or(|open| open.saving().is_saved()))
    }

    /// One whose writing failed.
    fn failed<T: Saving>(&self, open: &BTreeMap<Id, T>) -> Option<Id> {
        let problem = |id: &Id| open.get(id)?.saving().problem();
        let mut touched = self.touched.iter();
        touched.find(|id| problem(id).is_some()).copied()
    }

    /// Retries to write after failures.
    fn retry<T: Saving>(&mut self, open: &mut BTreeMap<Id, T>, now: Instant) {
        for (id, open) in open {
            open.saving_mut().retry(now);
            if open.saving().is_pending() {
                self.touch(*id);
            }
        }
    }
}

impl Session {
    /// The codings whose annotations have changed since the last call.
    pub fn notice_changes(&mut self, now: Instant) -> Vec<CodingId> {
        self.unsaved.notice(&mut self.open, now)
    }

    /// The articles whose fields have changed since the last call.
    pub fn notice_field_changes(&mut self, now: Instant) -> Vec<ArticleId> {
        self.unsaved_fields.notice(&mut self.metas, now)
    }

    /// Begins to write at most so many of the annotations whose debounce time has passed.
    pub fn take_due(
        &mut self,
        now: Instant,
        debounce: Duration,
        most: usize,
    ) -> DueForSaving<CodingId> {
        let when = (now, debounce);
        self.unsaved.take_due(&mut self.open, when, most)
    }

    /// Begins to write at most so many of the articles' fields whose debounce time has passed.
    pub fn take_due_fields(
        &mut self,
        now: Instant,
        debounce: Duration,
        most: usize,
    ) -> DueForSaving<ArticleId> {
        let when = (now, debounce);
        self.unsaved_fields.take_due(&mut self.metas, when, most)
    }

    /// Whether all changes are on disk.
    pub fn is_saved(&self) -> bool {
        self.unsaved.is_saved(&self.open)
            && self.unsaved_fields.is_saved(&self.metas)
            && self.codebook_file.saving.is_saved()
            && self.entities_file.saving.is_saved()
    }

    /// Whether all changes of a part are on disk.
    pub fn is_part_saved(&self, part: PartId) -> bool {
        match part {
            PartId::Annotations(id) => self.opened(id).is_none_or(OpenArticle::is_saved),
            PartId::Fields(id) => self.meta(id).is_none_or(OpenMeta::is_saved),
            PartId::Codebook => self.codebook_file.saving.is_saved(),
            PartId::Entities => self.entities_file.saving.is_saved(),
        }
    }

    /// A part whose writing failed.
    pub fn failed_part(&self) -> Option<PartId> {
        let annotations = self.unsaved.failed(&self.open).map(PartId::Annotations);
        let fields = || self.unsaved_fields.failed(&self.metas).map(PartId::Fields);
        let entities = || {
            let problem = self.entities_file.saving.problem();
            problem.map(|_| PartId::Entities)
        };
        let codebook = || {
            let problem = self.codebook_file.saving.problem();
            problem.map(|_| PartId::Codebook)
        };
        annotations
            .or_else(fields)
            .or_else(entities)
            .or_else(codebook)
    }

    /// Whether writing failed for any part.
    pub fn has_failed(&self) -> bool {
        self.failed_part().is_some()
    }

    /// Retries to write after failures.
    pub fn retry_saving(&mut self, now: Instant) {
        self.unsaved.retry(&mut self.open, now);
        self.unsaved_fields.retry(&mut self.metas, now);
        self.codebook_file.saving.retry(now);
        self.entities_file.saving.retry(now);
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
            .filter(|id| !self.articles.coding_ids_of(*id).any(is_held))
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

    fn due(session: &mut Session, now: Instant, debounce: Duration) -> Vec<CodingId> {
        session.take_due(now, debounce, 9).ids
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
        assert_eq!((wait.ids, wait.wait), (Vec::new(), Some(DEBOUNCE)));
        let late = begun + DEBOUNCE;
        let first = session.take_due(late, DEBOUNCE, 2);
        assert_eq!(first.ids, [1, 3].map(CodingId));
        assert_eq!(first.wait, Some(Duration::ZERO));
        let rest = session.take_due(late, DEBOUNCE, 2);
        assert_eq!((rest.ids, rest.wait), (vec![CodingId(4)], None));
        for id in changed {
            assert!(!session.is_saved());
            write(&mut session, id, 1);
        }
        assert!(session.is_saved());
        let rest = session.take_due(late, DEBOUNCE, 2);
        assert_eq!((rest.ids, rest.wait), (Vec::new(), None));
        assert!(session.is_saved());
    }

    #[test]
    fn a_change_during_a_write_is_written_again() {
        let (mut session, now) = (session(1), Instant::now());
        let id = CodingId(0);
        change(&mut session, 0, Status::Done);
        session.notice_changes(now);
        assert_eq!(due(&mut session, now, Duration::ZERO), [id]);
        change(&mut session, 0, Status::New);
        assert_eq!(session.notice_changes(now), [id]);
        assert_eq!(due(&mut session, now, Duration::ZERO), []);
        write(&mut session, id, 1);
        assert!(!session.is_saved());
        assert_eq!(due(&mut session, now, Duration::ZERO), [id]);
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
            assert_eq!(due(&mut session, now, Duration::ZERO), [*id]);
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
        assert_eq!(due(&mut session, now, Duration::ZERO), []);
        let failed = Some(PartId::Annotations(id));
        assert_eq!((session.failed_part(), session.is_saved()), (failed, false));
        session.retry_saving(now);
        assert_eq!(session.failed_part(), None);
        assert_eq!(due(&mut session, now, Duration::ZERO), [id]);
    }
}
