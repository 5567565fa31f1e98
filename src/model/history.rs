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

    /// Takes out the newest step in this direction, for its changes to be made. Whoever takes it must bring
    /// it back with [`Self::arrive`] before anything else is done.
    pub fn set_out(&mut self, direction: Direction) -> Option<Travel> {
        self.open = false;
        let step = match direction {
            Direction::Back => self.done.pop(),
            Direction::Forth => self.undone.pop(),
        }?;
        let inverses = Inverses::with_capacity(step.changes.len());
        Some(Travel {
            direction,
            step,
            inverses,
        })
    }

    /// Takes in a step that was gone over: its name, and where it leads. One of which not all changes
    /// were made stays where it was.
    pub fn arrive(&mut self, travel: Travel) -> Option<(String, Option<Focus>)> {
        let is_complete = travel.is_complete();
        let Travel {
            direction,
            mut step,
            inverses,
        } = travel;
        let (from, to, focus) = match direction {
            Direction::Back => (&mut self.done, &mut self.undone, &step.before),
            Direction::Forth => (&mut self.undone, &mut self.done, &step.after),
        };
        if !is_complete {
            from.push(step);
            return None;
        }
        let told = (step.name.clone(), focus.clone());
        step.changes = inverses.into_changes();
        to.push(step);
        Some(told)
    }
}

/// A direction through the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Taking back what was done.
    Back,
    /// Doing again what was taken back.
    Forth,
}

/// A step on its way from what was done to what was undone, or back: a step over very many articles
/// is gone over some changes at a time.
#[derive(Debug)]
pub struct Travel {
    direction: Direction,
    step: Step,
    inverses: Inverses,
}

impl Travel {
    /// Makes at most so many further changes.
    ///
    /// # Errors
    /// If one does not fit; all that were made are then taken back, and the step can only return.
    pub fn go_on(
        &mut self,
        most: usize,
        mut apply: impl FnMut(Change) -> Result<Change, EditError>,
    ) -> Result<(), EditError> {
        let rest = self.step.changes.iter().skip(self.inverses.len());
        for change in rest.take(most) {
            self.inverses.make(change.clone(), &mut apply)?;
        }
        Ok(())
    }

    /// Whether it is taken back or done again.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// Whether all changes have been made.
    pub fn is_complete(&self) -> bool {
        self.made() == self.total()
    }

    /// How many changes have been made.
    pub fn made(&self) -> usize {
        self.inverses.len()
    }

    /// How many changes the step has.
    pub fn total(&self) -> usize {
        self.step.changes.len()
    }
}

/// What takes changes back that are made one after another, all of them or none.
#[derive(Debug, Default)]
pub struct Inverses {
    /// As the changes were made.
    inverses: Vec<Change>,
}

impl Inverses {
    fn with_capacity(changes: usize) -> Self {
        Self {
            inverses: Vec::with_capacity(changes),
        }
    }

    /// How many changes have been made.
    pub fn len(&self) -> usize {
        self.inverses.len()
    }

    /// Whether no change has been made.
    pub fn is_empty(&self) -> bool {
        self.inverses.is_empty()
    }

    /// Makes a change.
    ///
    /// # Errors
    /// If it does not fit; those before it are then taken back.
    pub fn make(
        &mut self,
        change: Change,
        mut apply: impl FnMut(Change) -> Result<Change, EditError>,
    ) -> Result<(), EditError> {
        match apply(change) {
            Ok(inverse) => {
                self.inverses.push(inverse);
                Ok(())
            }
            Err(error) => {
                for inverse in self.inverses.drain(..).rev() {
                    let undone = apply(inverse);
                    debug_assert!(undone.is_ok(), "an inverse always fits");
                }
                Err(error)
            }
        }
    }

    /// The changes that take back what was made, in the order in which they are to be made.
    pub fn into_changes(mut self) -> Vec<Change> {
        self.inverses.reverse();
        self.inverses
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
    let mut inverses = Inverses::with_capacity(changes.len());
    for change in changes {
        inverses.make(change, &mut apply)?;
    }
    Ok(inverses.into_changes())
}
