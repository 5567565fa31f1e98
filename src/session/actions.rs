//! The session's side of the journal: actions that are pending for the journal, and the recovery of
//! actions from an earlier run that the project's files lack.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Session;
use crate::model::history::{Action, Change, CodingId, Focus, Step, StepDirection};
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
        direction: StepDirection,
        changes: Arc<[Change]>,
        step: Step,
        joined: bool,
    ) {
        self.last += 1;
        self.new.push(Action {
            number: self.last,
            direction,
            changes,
            step,
            joined,
        });
    }

    /// Whether all actions are in the journal, and so survive a crash.
    pub fn are_written_down(&self) -> bool {
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
        let ids = self.articles_of_files(files.cloned().collect());
        let mut restored = Restored::default();
        let nowhere = CodingId(u32::MAX);
        for action in actions {
            let articles = action.articles.iter();
            let articles: Vec<CodingId> = articles
                .map(|file| ids.get(file).copied().unwrap_or(nowhere))
                .collect();
            let of = |id: CodingId| articles.get(id.0 as usize).copied().unwrap_or(nowhere);
            let place = |change: Change| match change {
                Change::Article(id, edit) => Change::Article(of(id), edit),
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
                self.history.restore(action.direction, step, action.joined);
                if action.is_end {
                    self.history = Default::default();
                }
            }
        }
        restored
    }

    /// The articles of these files, as far as they exist.
    fn articles_of_files(&self, files: HashSet<ProjectFile>) -> HashMap<ProjectFile, CodingId> {
        let mut ids = HashMap::with_capacity(files.len());
        let mut rest = HashSet::new();
        for file in files {
            let ProjectFile::Article { path, .. } = &file else {
                continue;
            };
            // Nearly every file has the same name as in the list.
            let mut named = self.articles.named(path);
            let article = named.find(|article| self.project_file(article) == file);
            let id = article.map(|article| article.id);
            drop(named);
            match id {
                Some(id) => _ = ids.insert(file, id),
                None => _ = rest.insert(file),
            }
        }
        if !rest.is_empty() {
            let all = self.articles.all();
            let all = all.map(|article| (self.project_file(article), article.id));
            ids.extend(all.filter(|(file, _)| rest.contains(file)));
        }
        ids
    }

    /// Applies a change again where it still fits. Returns its inverse, and how many parts do not
    /// fit.
    fn replay(&mut self, change: Change, inverse: Change) -> (Option<Change>, usize) {
        let fits = match (&change, &inverse) {
            (Change::Article(id, edit), Change::Article(of, back)) if id == of => {
                let Some(article) = self.open.get_mut(id) else {
                    return (None, 1);
                };
                let replayed = replay(&mut article.document, edit, back);
                article.saving.changed();
                self.unsaved.change(*id);
                let inverse = Change::Article(*id, replayed.inverse);
                return (Some(inverse), replayed.refused);
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
}

/// The articles that a step touches.
pub fn articles_of(step: &Step) -> impl Iterator<Item = CodingId> {
    step.changes.iter().filter_map(article_of)
}

/// The article that a change touches.
pub fn article_of(change: &Change) -> Option<CodingId> {
    match change {
        Change::Article(id, _) => Some(*id),
        Change::Codebook(_) | Change::Entity(..) => None,
    }
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
