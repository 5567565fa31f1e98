//! Undo and redo without end, over all articles of a project.
//!
//! A [`Step`] is one gesture of the analyst: its name, the changes that take it back in the articles
//! and in what they share, and where the analyst was before it. The history holds no documents;
//! whoever undoes says how a change reaches what it changes.
//!
//! Limitations: one line of time. Doing something new after undoing forgets what was undone.

use std::sync::Arc;

use super::annotation::{AnnotationId, EntityId};
use super::codebook::Codebook;
use super::document::{Edit, EditError};
use super::entity::Entity;
use super::selection::Selection;

/// Names an article within one run of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);

/// Where the analyst was: in which article, with what selected and chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    pub article: ArticleId,
    pub selection: Selection,
    pub chosen: Option<AnnotationId>,
}

/// A change of one article, or of what all articles of a project share.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    Article(ArticleId, Edit),
    /// Puts another codebook in the place of the one in use.
    Codebook(Arc<Codebook>),
    /// Adds or replaces the entity with this id, or removes it.
    Entity(EntityId, Option<Box<Entity>>),
}

/// What small steps have in common that are one step when they follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Series {
    /// Moving one end of an annotation.
    Border {
        article: ArticleId,
        id: AnnotationId,
        start: bool,
    },
}

/// One gesture, as something that can be taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What was done, in words that fit behind "Undo": `tag as demand`.
    pub name: String,
    /// What takes it back, to be applied in this order.
    pub changes: Vec<Change>,
    /// Where to lead the analyst when it is taken back.
    pub before: Option<Focus>,
    /// Where to lead the analyst when it is done again.
    pub after: Option<Focus>,
    /// The series that it goes on with or begins.
    pub series: Option<Series>,
}

/// What was done and what was undone, the newest last.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// The newest step has just been done, and can still be gone on with.
    open: bool,
}

impl History {
    /// Remembers a step that has just been done. What was undone before it is forgotten.
    ///
    /// A step of the same series as the one done just before it becomes part of that one. Undoing
    /// and redoing end a series, so that what was taken back never comes in by way of another step.
    pub fn push(&mut self, step: Step) {
        self.undone.clear();
        let open = std::mem::replace(&mut self.open, true);
        match self.done.last_mut() {
            Some(last) if open && step.series.is_some() && last.series == step.series => {
                let earlier = std::mem::replace(&mut last.changes, step.changes);
                last.changes.extend(earlier);
                last.after = step.after;
            }
            _ => self.done.push(step),
        }
    }

    /// The step that undo would take back.
    pub fn next_undo(&self) -> Option<&Step> {
        self.done.last()
    }

    /// The step that redo would do again.
    pub fn next_redo(&self) -> Option<&Step> {
        self.undone.last()
    }

    /// Steps done, the oldest first.
    pub fn done(&self) -> &[Step] {
        &self.done
    }

    /// Steps undone, the one that redo would do next last.
    pub fn undone(&self) -> &[Step] {
        &self.undone
    }

    /// Forgets what can no longer be taken back or done again since an article is another now: its
    /// steps with all that were done before them, and its undone steps with all that follow them.
    pub fn end_at(&mut self, article: ArticleId) {
        let concerns = |step: &Step| {
            let mut changes = step.changes.iter();
            changes.any(|change| matches!(change, Change::Article(id, _) if *id == article))
        };
        self.open = false;
        if let Some(last) = self.done.iter().rposition(concerns) {
            self.done.drain(..=last);
        }
        // The one that would be done next stands last.
        if let Some(first) = self.undone.iter().rposition(concerns) {
            self.undone.drain(..=first);
        }
    }

    /// Takes note that somebody else has changed an entity: undoing and redoing what was done here
    /// must not take that back too.
    pub fn follow_entity(&mut self, id: &EntityId, old: &Entity, new: &Entity) {
        let steps = self.done.iter_mut().chain(&mut self.undone);
        for change in steps.flat_map(|step| &mut step.changes) {
            if let Change::Entity(of, Some(entity)) = change
                && of == id
            {
                entity.follow(old, new);
            }
        }
    }

    /// Takes back the newest step; tells its name and where the analyst was before it.
    ///
    /// # Errors
    /// If a change does not fit any more; then nothing is changed and the step stays.
    pub fn undo(
        &mut self,
        apply: impl FnMut(Change) -> Result<Change, EditError>,
    ) -> Result<Option<(String, Option<Focus>)>, EditError> {
        self.open = false;
        let Some(step) = self.done.pop() else {
            return Ok(None);
        };
        match turn(step.changes.clone(), apply) {
            Ok(changes) => {
                let told = (step.name.clone(), step.before.clone());
                self.undone.push(Step { changes, ..step });
                Ok(Some(told))
            }
            Err(error) => {
                self.done.push(step);
                Err(error)
            }
        }
    }

    /// Does the newest undone step again; tells its name and where the analyst was after it.
    ///
    /// # Errors
    /// If a change does not fit any more; then nothing is changed and the step stays.
    pub fn redo(
        &mut self,
        apply: impl FnMut(Change) -> Result<Change, EditError>,
    ) -> Result<Option<(String, Option<Focus>)>, EditError> {
        self.open = false;
        let Some(step) = self.undone.pop() else {
            return Ok(None);
        };
        match turn(step.changes.clone(), apply) {
            Ok(changes) => {
                let told = (step.name.clone(), step.after.clone());
                self.done.push(Step { changes, ..step });
                Ok(Some(told))
            }
            Err(error) => {
                self.undone.push(step);
                Err(error)
            }
        }
    }
}

/// Applies changes in order and returns those that take them back, in their order.
///
/// # Errors
/// If one does not fit; those before it are then taken back.
pub fn turn(
    changes: Vec<Change>,
    mut apply: impl FnMut(Change) -> Result<Change, EditError>,
) -> Result<Vec<Change>, EditError> {
    let mut inverses = Vec::with_capacity(changes.len());
    for change in changes {
        match apply(change) {
            Ok(inverse) => inverses.push(inverse),
            Err(error) => {
                for inverse in inverses.into_iter().rev() {
                    let undone = apply(inverse);
                    debug_assert!(undone.is_ok(), "an inverse always fits");
                }
                return Err(error);
            }
        }
    }
    inverses.reverse();
    Ok(inverses)
}
