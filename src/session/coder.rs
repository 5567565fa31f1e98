//! Who codes: whose annotations the open project shows and changes, and how that changes.
//!
//! It knows no settings and no files: `app/coder` asks, remembers the answer and renames files.
//!
//! Changing the coder drops nothing. Each coding keeps its id and its file, so that what is not saved yet is
//! written to the file of the coder who made it. Each coder has an undo history; only the coder's own is
//! offered. A step that changes what all coders share, as the codebook, removes the steps of other
//! coders that would take it back, as a change by another program does.

use std::collections::{BTreeMap, HashSet};

use super::Session;
use super::articles::{Articles, Coding};
use super::panes::Beside;
use crate::model::history::{ArticleId, Change, CodingId, Step, StepDirection};
use crate::model::{EntityId, History};
use crate::store::coder::AGREED_CODER;

/// Whether the coder of a project is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CoderQuestion {
    /// The user has said who codes in this project.
    pub is_answered: bool,
    /// The project has a file that says how a team codes it.
    pub has_project_file: bool,
}

/// The work of one coder in the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoderWork {
    /// Empty for no coder.
    pub coder: String,
    /// How many articles have a file of the coder's, or annotations that are being saved.
    pub articles: usize,
}

/// Annotations without a coder that were given to one by renaming their files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenAnnotations {
    coder: String,
    /// The number of the last action before it.
    after: u64,
}

impl Session {
    /// Notes that annotations without a coder were given to one, or that they were given back.
    pub fn note_given(&mut self, coder: Option<&str>) {
        self.given = coder.map(|coder| GivenAnnotations {
            coder: coder.to_owned(),
            after: self.actions.last,
        });
    }

    /// The coder to whom annotations were given, if nothing was done since: undo gives them back.
    pub fn newest_given(&self) -> Option<&str> {
        let given = self.given.as_ref()?;
        (given.after == self.actions.last).then_some(&given.coder)
    }

    /// Whether several people code the project: it has a project file or files of other coders.
    pub fn is_team_project(&self) -> bool {
        let mut others = self.articles.others.keys();
        self.coder_question.has_project_file || others.any(|(_, coder)| !coder.is_empty())
    }

    /// Whether the first change has to wait for the answer who codes.
    pub fn must_ask_for_coder(&self) -> bool {
        !self.coder_question.is_answered && self.is_team_project()
    }

    /// The coders who have work in the project, in the order of their codes; no coder comes first.
    pub fn coders(&self) -> Vec<CoderWork> {
        let mut coders: BTreeMap<&str, usize> = BTreeMap::new();
        let with_work = self.articles.codings().all();
        for coding in with_work.filter(|coding| self.has_work(coding)) {
            *coders.entry(&coding.coder).or_default() += 1;
        }
        let coders = coders.into_iter().map(|(coder, articles)| CoderWork {
            coder: coder.to_owned(),
            articles,
        });
        coders.collect()
    }

    /// In how many articles a coder has work.
    pub fn articles_of_coder(&self, coder: &str) -> usize {
        let codings = self.articles.codings().all();
        let of_coder = codings.filter(|coding| coding.coder == coder && self.has_work(coding));
        of_coder.count()
    }

    /// The articles with work of a coder, each with its path.
    pub fn files_of_coder(&self, coder: &str) -> Vec<(ArticleId, std::path::PathBuf)> {
        let codings = self.articles.every_coding().all();
        let of_coder = codings.filter(|coding| coding.coder == coder && self.has_work(coding));
        let articles = of_coder.filter_map(|coding| self.articles.get(coding.article));
        articles.map(|a| (a.id, a.path.clone())).collect()
    }

    /// Whether an article has work of a coder of whom this is true.
    pub fn has_work_of(&self, article: ArticleId, is_coder: impl Fn(&str) -> bool) -> bool {
        let mut codings = self.articles.every_coding().of(article);
        codings.any(|coding| is_coder(&coding.coder) && self.has_work(coding))
    }

    /// Whether a coding has a file or something that will be in one.
    pub fn has_work(&self, coding: &Coding) -> bool {
        match self.open.get(&coding.id) {
            Some(open) => open.saving.base().stamp.is_some() || !open.is_saved(),
            None => coding.has_sidecar,
        }
    }

    /// Makes another coder's codings the own ones, on screen too, and offers the undo history of that coder.
    /// What the former coder did goes on being saved under the former code. Returns the codings that
    /// may be seen and have no summary yet.
    ///
    /// Nothing may be half done: a bulk step or work that waits for articles.
    pub fn change_coder(&mut self, coder: &str) -> Vec<CodingId> {
        if coder == self.coder {
            return Vec::new();
        }
        let with_work = self.articles.codings.iter();
        let with_work = with_work.filter(|coding| self.has_work(coding));
        let with_work: HashSet<CodingId> = with_work.map(|coding| coding.id).collect();
        let articles = [self.current, self.beside.map(|beside| beside.article)];
        let articles = articles.map(|id| Some(self.articles.article_of(id?)?.id));
        self.articles.change_own(coder, &with_work);
        // Each coder's suggestions come of the own work, and so do rejections.
        self.suggestions = Default::default();
        let own = |articles: &Articles, id: ArticleId| Some(articles.get(id)?.own);
        let [current, beside] = articles.map(|id| own(&self.articles, id?));
        // The agreed version is nobody's, and stays on screen while coders are compared.
        let is_agreed = |id: &CodingId| {
            let coding = self.articles.coding(*id);
            coding.is_some_and(|coding| coding.coder == AGREED_CODER)
        };
        self.current = self.current.filter(is_agreed).or(current);
        self.beside = self.beside.and_then(|before| {
            Some(Beside {
                article: beside?,
                ..before
            })
        });

        let next = self.histories.remove(coder).unwrap_or_default();
        let mut before = std::mem::replace(&mut self.history, next);
        before.end_series();
        let former = std::mem::replace(&mut self.coder, coder.to_owned());
        self.histories.insert(former, before);

        let opened = self.close_blind();
        let own = self.articles.own_codings();
        let own = own.filter(|coding| coding.summary.is_none());
        let mut unknown: Vec<CodingId> = own.map(|coding| coding.id).collect();
        let is_new = |id: &CodingId| !unknown.contains(id);
        let opened: Vec<CodingId> = opened.into_iter().filter(is_new).collect();
        unknown.extend(opened);
        unknown
    }

    /// Takes in that the file of an article's coding was renamed from one coder's to another's. Both are
    /// read again when they are needed, and steps in them cannot be undone any more. Returns the coding that
    /// has the file now.
    ///
    /// Nothing in them may be unsaved.
    pub fn move_coding(&mut self, article: ArticleId, from: &str, to: &str) -> Option<CodingId> {
        let path = self.articles.get(article)?.path.clone();
        let own = self.articles.get(article)?.own;
        for (coder, has_sidecar) in [(from, false), (to, true)] {
            let key = (article, coder.to_owned());
            let id = match self.articles.others.remove(&key) {
                Some(id) => id,
                None if coder == self.coder => own,
                None => self.articles.add_coding(article, &path, coder),
            };
            if id != own && has_sidecar {
                self.articles.others.insert(key, id);
            } else if id != own {
                self.articles.former.insert(key, id);
            }
            self.let_go(id);
            if let Some(coding) = self.articles.coding_mut(id) {
                coding.has_sidecar = has_sidecar;
            }
        }
        self.articles
            .coding_ids_of(article)
            .find(|id| self.coding(*id).is_some_and(|coding| coding.coder == to))
    }

    /// Forgets what was read of the codings of an article by these coders. Nothing in them may be unsaved.
    pub fn let_go_of_coders(&mut self, article: ArticleId, coders: &[&str]) {
        let codings = self.articles.every_coding().of(article);
        let of_coders = codings.filter(|coding| coders.contains(&&*coding.coder));
        let ids: Vec<CodingId> = of_coders.map(|coding| coding.id).collect();
        for id in ids {
            self.unsaved.touch(id);
            if let (Some(open), Some(coding)) =
                (self.open.remove(&id), self.articles.coding_mut(id))
            {
                coding.has_sidecar = open.saving.base().stamp.is_some();
            }
        }
    }

    /// Forgets what was read of a coding. Nothing in it may be unsaved.
    pub fn let_go(&mut self, id: CodingId) {
        self.forget_steps_in(id);
        self.unsaved.touch(id);
        self.open.remove(&id);
        self.outdated.remove(&id);
        self.removed.forget(id);
        if let Some(coding) = self.articles.coding_mut(id) {
            let article = coding.article;
            coding.summary = None;
            coding.problem = None;
            self.entity_index
                .set((article, id), Default::default(), None);
        }
    }

    /// Discards the steps of all coders that contain such a change, and those that are only reachable
    /// through them.
    pub fn forget_steps(&mut self, is_such: impl Fn(&Change) -> bool) {
        for history in self.histories.values_mut().chain([&mut self.history]) {
            history.forget(&is_such);
        }
    }

    /// Discards the steps of all coders.
    pub(super) fn forget_all_steps(&mut self) {
        self.history = History::default();
        self.histories.clear();
    }

    /// Discards the steps of other coders that changed the same as these changes of a new step, so that
    /// undoing them later does not take back the new step.
    pub(super) fn forget_steps_of_others(&mut self, changes: &[Change]) {
        let coder = self.coder.clone();
        self.forget_steps_of_all_but(&coder, changes);
    }

    fn forget_steps_of_all_but(&mut self, coder: &str, changes: &[Change]) {
        let others = self.histories.iter_mut().filter(|(of, _)| *of != coder);
        let own = (self.coder != coder).then_some(&mut self.history);
        let mut histories: Vec<&mut History> = others.map(|(_, h)| h).chain(own).collect();
        if histories.is_empty() {
            return;
        }
        let changed: HashSet<Changed<'_>> = changes.iter().map(Changed::of).collect();
        for history in &mut histories {
            history.forget(|change| changed.contains(&Changed::of(change)));
        }
    }

    /// Adds a step of an earlier run to the history of its coder.
    pub(super) fn restore_step(
        &mut self,
        coder: &str,
        direction: StepDirection,
        step: Step,
        joined: bool,
    ) {
        self.forget_steps_of_all_but(coder, &step.changes);
        let history = if coder == self.coder {
            &mut self.history
        } else {
            self.histories.entry(coder.to_owned()).or_default()
        };
        history.restore(direction, step, joined);
    }
}

/// What a change is about.
#[derive(PartialEq, Eq, Hash)]
enum Changed<'c> {
    Coding(CodingId),
    Field(ArticleId, &'c str),
    Codebook,
    Entity(&'c EntityId),
}

impl<'c> Changed<'c> {
    fn of(change: &'c Change) -> Self {
        match change {
            Change::Coding(id, _) => Self::Coding(*id),
            Change::Field(id, name, _) => Self::Field(*id, name),
            Change::Codebook(_) => Self::Codebook,
            Change::Entity(id, _) => Self::Entity(id),
        }
    }
}

impl Articles {
    /// Makes another coder's codings the own ones. The former own ones are another coder's if they are
    /// among those `with_work`.
    fn change_own(&mut self, coder: &str, with_work: &HashSet<CodingId>) {
        for at in 0..self.texts.len() {
            let (id, former) = (self.texts[at].id, self.texts[at].own);
            let former_coder = self.codings[former.0 as usize].coder.clone();
            if former_coder == coder {
                continue;
            }
            let own = match self.others.remove(&(id, coder.to_owned())) {
                Some(own) => own,
                None => {
                    let path = self.texts[at].path.clone();
                    self.add_coding(id, &path, coder)
                }
            };
            self.texts[at].own = own;
            // Codings of other coders are those of listed articles.
            let kept = match with_work.contains(&former) && self.is_listed(id) {
                true => &mut self.others,
                false => &mut self.former,
            };
            kept.insert((id, former_coder), former);
        }
        self.version += 1;
    }
}

#[cfg(test)]
#[path = "coder_tests.rs"]
mod tests;
