//! The session's side of the journal: actions that are pending for the journal, and the recovery of
//! actions from an earlier run that the project's files lack.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Session;
use super::articles::{Article, Coding};
use crate::model::Edit;
use crate::model::history::{Action, ArticleId, Change, CodingId, Focus, Step, StepDirection};
use crate::model::replay::{may_follow, replay};
use crate::model::step_name::StepName;
use crate::store::journal::{ProjectFile, RecoveredAction};

/// Actions of a session that are pending for the journal.
#[derive(Default)]
pub struct Actions {
    /// The number of the newest action.
    pub last: u64,
    /// The number of the newest action that is in the journal.
    pub written_down: u64,
    /// Actions that were not sent to the journal yet, oldest first.
    new: Vec<Action>,
}

impl Actions {
    /// Gives an action its number.
    pub(super) fn add(
        &mut self,
        coder: &str,
        direction: StepDirection,
        changes: Arc<[Change]>,
        step: Step,
        joined: bool,
    ) {
        self.last += 1;
        self.new.push(Action {
            number: self.last,
            coder: coder.to_owned(),
            direction,
            changes,
            step,
            joined,
        });
    }

    /// Whether all actions are in the journal, and so survive a crash.
    pub fn are_journaled(&self) -> bool {
        self.written_down == self.last
    }

    /// Returns the new actions, to be sent to the journal.
    pub fn take(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.new)
    }
}

/// The result of recovery.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// Names of the actions that were recovered, at least in part, oldest first.
    pub names: Vec<StepName>,
    /// The number of changes that did not fit any more.
    pub refused: usize,
    /// The position of the last recovered action.
    pub focus: Option<Focus>,
}

impl Session {
    /// Recovers actions of an earlier run: applies again what the files lack, where it still fits,
    /// and makes it undoable if `with_history`.
    ///
    /// Articles whose files lack something must have been read.
    pub fn restore(&mut self, actions: Vec<RecoveredAction>, with_history: bool) -> Restored {
        let files = actions.iter().flat_map(|action| &action.articles);
        let files: HashSet<ProjectFile> = files.cloned().collect();
        let metas = self.articles_of_metas(&files);
        let ids = self.codings_of_files(files);
        let mut restored = Restored::default();
        let nowhere = CodingId(u32::MAX);
        for action in actions {
            let articles = action.articles.iter();
            let articles: Vec<CodingId> = articles
                .map(|file| ids.get(file).copied().unwrap_or(nowhere))
                .collect();
            let of = |id: CodingId| articles.get(id.0 as usize).copied().unwrap_or(nowhere);
            let article = |id: ArticleId| {
                let file = action.articles.get(id.0 as usize);
                let known = file.and_then(|file| metas.get(file));
                known.copied().unwrap_or(ArticleId(u32::MAX))
            };
            let place = |change: Change| match change {
                Change::Coding(id, edit) => Change::Coding(of(id), edit),
                Change::Field(id, name, value) => Change::Field(article(id), name, value),
                change => change,
            };
            let focus = |focus: Option<Focus>| {
                focus.map(|focus| Focus {
                    article: of(focus.article),
                    ..focus
                })
            };
            let is_missing = action.missing.iter().any(Option::is_some);
            let inverses: Vec<Change> = action.step.changes.iter().cloned().map(place).collect();
            let mut changes = Vec::with_capacity(inverses.len());
            // The undo step lists its changes in reverse order; recovery applies the oldest first.
            for (inverse, missing) in inverses.into_iter().zip(action.missing).rev() {
                let Some(change) = missing else {
                    changes.push(inverse);
                    continue;
                };
                let (inverse, refused) = self.replay(place(change), inverse);
                changes.extend(inverse);
                restored.refused += refused;
            }
            changes.reverse();
            let step = Step {
                changes: changes.into(),
                before: focus(action.step.before),
                after: focus(action.step.after),
                ..action.step
            };
            if is_missing {
                restored.names.push(step.name.clone());
                restored.focus = match action.direction {
                    StepDirection::Do | StepDirection::Redo => step.after.clone(),
                    StepDirection::Undo => step.before.clone(),
                };
            }
            if with_history {
                let coder = action.coder.unwrap_or_else(|| self.coder.clone());
                self.restore_step(&coder, action.direction, step, action.joined);
                if action.is_end {
                    self.forget_all_steps();
                }
            }
        }
        restored
    }

    /// The codings of these files, as far as they exist.
    fn codings_of_files(&self, files: HashSet<ProjectFile>) -> HashMap<ProjectFile, CodingId> {
        let codings = self.articles.every_coding();
        let of_coding = |coding: &Coding| Some((self.project_file(coding)?, coding.id));
        let named = |path: &str| {
            let articles = self.articles.named(path);
            let codings = articles.flat_map(|article| codings.of(article.id));
            codings.filter_map(of_coding).collect()
        };
        let files = files.into_iter().filter_map(|file| match &file {
            ProjectFile::Article { path, .. } => Some((named(path), file)),
            ProjectFile::Meta { .. } | ProjectFile::Codebook | ProjectFile::Entities => None,
        });
        find_files(files, || codings.all().filter_map(of_coding))
    }

    /// The articles whose own files are among these, as far as they exist.
    pub fn articles_of_metas(
        &self,
        files: &HashSet<ProjectFile>,
    ) -> HashMap<ProjectFile, ArticleId> {
        let of_article = |article: &Article| (self.meta_file(article), article.id);
        let named = |path: &str| self.articles.named(path).map(of_article).collect();
        let files = files.iter().filter_map(|file| match file {
            ProjectFile::Meta { path } => Some((named(path), file.clone())),
            ProjectFile::Article { .. } | ProjectFile::Codebook | ProjectFile::Entities => None,
        });
        find_files(files, || self.articles.iter().map(of_article))
    }

    /// Applies a change again where it still fits. Returns its inverse, and how many parts do not
    /// fit.
    fn replay(&mut self, change: Change, inverse: Change) -> (Option<Change>, usize) {
        let fits = match (&change, &inverse) {
            (Change::Coding(id, edit), Change::Coding(of, back)) if id == of => {
                let scope = self.field_scope();
                let ((own, fields), (back, _)) =
                    (scope.part(edit.clone()), scope.part(back.clone()));
                let Some(article) = self.open.get_mut(id) else {
                    return (None, 1);
                };
                let mut inverses = Vec::new();
                let mut refused = 0;
                if let (Some(own), Some(back)) = (own, back) {
                    let replayed = replay(&mut article.document, &own, &back);
                    article.saving.changed();
                    self.unsaved.change(*id);
                    inverses.push(replayed.inverse);
                    refused = replayed.refused;
                }
                // Earlier versions recorded fields of the article among a coder's edits.
                if !fields.is_empty() {
                    let fields = fields.into_iter();
                    let fields = fields.map(|(name, value)| Edit::SetField(name, value));
                    match self.apply_edit(*id, Edit::Batch(fields.collect())) {
                        Ok(inverse) => inverses.push(inverse),
                        Err(_) => refused += 1,
                    }
                }
                let inverse = match inverses.len() {
                    1 => inverses.remove(0),
                    _ => Edit::Batch(inverses),
                };
                return (Some(Change::Coding(*id, inverse)), refused);
            }
            (Change::Field(id, name, new), Change::Field(of, of_name, old))
                if id == of && name == of_name =>
            {
                self.meta(*id).is_some_and(|open| {
                    let now = open.meta().fields.get(name);
                    may_follow(&now, &old.as_ref(), &new.as_ref())
                })
            }
            (Change::Codebook(new), Change::Codebook(old)) => {
                self.codebook_file.broken().is_none() && may_follow(&self.codebook, old, new)
            }
            (Change::Entity(id, new), Change::Entity(of, old)) if id == of => {
                let now = self.entities.get(id);
                let is_whole = self.entities_file.broken().is_none();
                is_whole && may_follow(&now, &old.as_deref(), &new.as_deref())
            }
            _ => false,
        };
        if fits && self.apply(change).is_ok() {
            (Some(inverse), 0)
        } else {
            (None, 1)
        }
    }

    /// The codings that must have been read before a step is taken back: those that it changes, and for
    /// fields of an article the own one.
    pub fn codings_of<'s>(&'s self, step: &'s Step) -> impl Iterator<Item = CodingId> + 's {
        let changes = step.changes.iter();
        changes.filter_map(|change| match change {
            Change::Coding(id, _) => Some(*id),
            Change::Field(id, ..) => Some(self.articles.get(*id)?.own),
            Change::Codebook(_) | Change::Entity(..) => None,
        })
    }
}

/// Finds files among those that have the same name in the list, as nearly every file has, and otherwise
/// among `all`.
fn find_files<Id, All: Iterator<Item = (ProjectFile, Id)>>(
    files: impl Iterator<Item = (Vec<(ProjectFile, Id)>, ProjectFile)>,
    all: impl FnOnce() -> All,
) -> HashMap<ProjectFile, Id> {
    let mut found = HashMap::new();
    let mut rest = HashSet::new();
    for (named, file) in files {
        match named.into_iter().find(|(known, _)| *known == file) {
            Some((file, id)) => _ = found.insert(file, id),
            None => _ = rest.insert(file),
        }
    }
    if !rest.is_empty() {
        found.extend(all().filter(|(file, _)| rest.contains(file)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::history::StepId;
    use crate::model::{Codebook, Entity, EntityBook, EntityId};

    fn codebook(name: &str) -> Arc<Codebook> {
        Arc::new(Codebook {
            name: name.to_owned(),
            ..Codebook::default()
        })
    }

    fn entity(name: &str) -> Option<Box<Entity>> {
        (!name.is_empty()).then(|| Box::new(Entity::new("a", name)))
    }

    /// A session with this codebook and this entity, as they are in the project's files.
    fn session(codebook_name: &str, entity_name: &str) -> Session {
        let mut session = Session::new(String::new(), Vec::new(), codebook(codebook_name));
        let mut book = EntityBook::default();
        if let Some(entity) = entity(entity_name) {
            book.insert(*entity);
        }
        session.set_entities(book);
        session
    }

    /// An action of an earlier run that the files lack: the change and its inverse.
    fn missing(change: Change, back: Change) -> RecoveredAction {
        RecoveredAction {
            direction: StepDirection::Do,
            joined: false,
            coder: None,
            step: Step {
                id: StepId::default(),
                name: StepName::Other("rename".into()),
                changes: vec![back].into(),
                before: None,
                after: None,
                series: None,
            },
            articles: Vec::new(),
            missing: vec![Some(change)],
            is_end: false,
        }
    }

    #[test]
    fn a_codebook_that_others_have_changed_since_is_not_overwritten() {
        let restore = |now: &str, broken: bool| {
            let mut session = session(now, "");
            if broken {
                session.codebook_file.saving.set_broken("line 3".to_owned());
            }
            let (new, old) = (codebook("new"), codebook("old"));
            let action = missing(Change::Codebook(new), Change::Codebook(old));
            let restored = session.restore(vec![action], true);
            (session.codebook.name.clone(), restored.refused)
        };
        assert_eq!(restore("old", false), ("new".to_owned(), 0));
        assert_eq!(restore("new", false), ("new".to_owned(), 0));
        assert_eq!(restore("theirs", false), ("theirs".to_owned(), 1));
        assert_eq!(restore("old", true), ("old".to_owned(), 1));
    }

    #[test]
    fn an_entity_that_others_have_changed_since_is_not_overwritten() {
        let restore = |[old, new]: [&str; 2], now: &str, broken: bool| {
            let mut session = session("", now);
            if broken {
                session.entities_file.saving.set_broken("line 3".to_owned());
            }
            let id = EntityId::from("a");
            let change = |name| Change::Entity(id.clone(), entity(name));
            let action = missing(change(new), change(old));
            let restored = session.restore(vec![action], true);
            let stands = session.entities.get(&id).map(|entity| entity.name.clone());
            (stands.unwrap_or_default(), restored.refused)
        };
        let renamed = ["old", "new"];
        assert_eq!(restore(renamed, "old", false), ("new".to_owned(), 0));
        assert_eq!(restore(renamed, "new", false), ("new".to_owned(), 0));
        assert_eq!(restore(renamed, "theirs", false), ("theirs".to_owned(), 1));
        assert_eq!(restore(renamed, "", false), (String::new(), 1));
        assert_eq!(restore(renamed, "old", true), ("old".to_owned(), 1));
        let removed = ["old", ""];
        assert_eq!(restore(removed, "old", false), (String::new(), 0));
        assert_eq!(restore(removed, "theirs", false), ("theirs".to_owned(), 1));
        let added = ["", "new"];
        assert_eq!(restore(added, "", false), ("new".to_owned(), 0));
        assert_eq!(restore(added, "theirs", false), ("theirs".to_owned(), 1));
    }
}
