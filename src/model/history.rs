//! Undo and redo without end, over all articles of a project.
//!
//! A [`Step`] is one gesture of the analyst: its name, the changes that take it back in the articles
//! and in what they share, and where the analyst was before it. The history holds no documents;
//! whoever undoes says how a change reaches what it changes.
//!
//! Limitations: one line of time. Doing something new after undoing forgets what was undone.

use std::sync::Arc;

use super::annotation::{AnnotationId, AttributeValue, EntityId};
use super::codebook::Codebook;
use super::document::{Edit, EditError};
use super::entity::Entity;
use super::selection::Selection;

/// Names an article, which is a text whoever annotates it, within one run of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);

/// Names a coding, which is what one coder has annotated in one article, within one run of the
/// program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodingId(pub u32);

/// Where the analyst was: in which article, with what selected and chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    pub article: CodingId,
    pub selection: Selection,
    pub chosen: Option<AnnotationId>,
}

/// A change of one coding, of what all codings of an article share, or of what all articles of a project
/// do.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Of what one coder has annotated in an article.
    Coding(CodingId, Edit),
    /// Gives a field that belongs to an article another value, or none; see
    /// [`FieldScope`](super::FieldScope).
    Field(ArticleId, String, Option<AttributeValue>),
    /// Puts another codebook in the place of the one in use.
    Codebook(Arc<Codebook>),
    /// Adds or replaces the entity with this id, or removes it.
    Entity(EntityId, Option<Box<Entity>>),
}

/// What small steps have in common that are one step when they follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CoalesceKey {
    /// Moving one end of an annotation.
    Border {
        article: CodingId,
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
    pub changes: Arc<[Change]>,
    /// Where to lead the analyst when it is taken back.
    pub before: Option<Focus>,
    /// Where to lead the analyst when it is done again.
    pub after: Option<Focus>,
    /// The series that it goes on with or begins.
    pub series: Option<CoalesceKey>,
}

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepDirection {
    Do,
    Undo,
    Redo,
}

/// A turn of a step, with everything that is needed to make it again and to take it back.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// Grows by one with each action of a project.
    pub number: u64,
    pub direction: StepDirection,
    /// The changes that were made, in this order.
    pub changes: Arc<[Change]>,
    /// The step with the changes that take it back.
    pub step: Step,
    /// The step became part of the one before it.
    pub joined: bool,
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
    /// A step of the same series as the one done just before it becomes part of that one, which is
    /// told. Undoing and redoing end a series, so that what was taken back never comes in by way of
    /// another step.
    pub fn push(&mut self, step: Step) -> bool {
        let open = std::mem::replace(&mut self.open, true);
        let last = self.done.last().filter(|_| open && step.series.is_some());
        let joins = last.is_some_and(|last| last.series == step.series);
        self.take_in(StepDirection::Do, step, joins);
        joins
    }

    /// Takes in a turn that has been made: the step with what takes the turn back, and whether it is
    /// part of the one before it.
    pub fn restore(&mut self, direction: StepDirection, step: Step, joins: bool) {
        self.open = false;
        self.take_in(direction, step, joins);
    }

    fn take_in(&mut self, direction: StepDirection, step: Step, joins: bool) {
        match direction {
            StepDirection::Do => {
                self.undone.clear();
                match self.done.last_mut().filter(|_| joins) {
                    Some(last) => {
                        let (newer, older) = (step.changes.iter(), last.changes.iter());
                        last.changes = newer.chain(older).cloned().collect();
                        last.after = step.after;
                    }
                    None => self.done.push(step),
                }
            }
            StepDirection::Undo => {
                self.done.pop();
                self.undone.push(step);
            }
            StepDirection::Redo => {
                self.undone.pop();
                self.done.push(step);
            }
        }
    }

    /// Forgets the steps that make such a change, and those that can only be reached through them.
    pub fn forget(&mut self, is_such: impl Fn(&Change) -> bool) {
        for steps in [&mut self.done, &mut self.undone] {
            let is_hit = |step: &Step| step.changes.iter().any(&is_such);
            let kept = steps.iter().rposition(is_hit).map_or(0, |last| last + 1);
            steps.drain(..kept);
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
        let is_of = |change: &Change| matches!(change, Change::Entity(of, Some(_)) if of == id);
        for step in self.done.iter_mut().chain(&mut self.undone) {
            if !step.changes.iter().any(is_of) {
                continue;
            }
            for change in Arc::make_mut(&mut step.changes) {
                if let Change::Entity(of, Some(entity)) = change
                    && of == id
                {
                    entity.follow(old, new);
                }
            }
        }
    }

    /// Begins to take back the newest step, or to do the newest undone one again. The history stays as
    /// it is until [`Self::finish_replay`].
    pub fn begin_replay(&self, direction: StepDirection) -> Option<StepReplay> {
        let step = match direction {
            StepDirection::Do => None,
            StepDirection::Undo => self.next_undo(),
            StepDirection::Redo => self.next_redo(),
        }?;
        Some(StepReplay {
            direction,
            step: step.clone(),
            inverses: Inverses::default(),
        })
    }

    /// Takes in a turn that has been made. Returns the step as it was before, whose changes have been
    /// made, and as it is now; `None` if not all of them were made, so that nothing was.
    pub fn finish_replay(&mut self, replay: StepReplay) -> Option<(Step, Step)> {
        let is_complete = replay.is_complete();
        let StepReplay {
            direction,
            step,
            inverses,
        } = replay;
        let turned = Step {
            changes: inverses.into_changes().into(),
            ..step.clone()
        };
        is_complete.then(|| {
            self.restore(direction, turned.clone(), false);
            (step, turned)
        })
    }
}

/// A step that is being taken back or done again: one over very many articles some changes at a time.
/// Nothing else may be done meanwhile.
#[derive(Debug)]
pub struct StepReplay {
    direction: StepDirection,
    step: Step,
    inverses: Inverses,
}

impl StepReplay {
    /// Makes at most so many further changes.
    ///
    /// # Errors
    /// If one does not fit; all that were made are then taken back.
    pub fn advance(
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

    /// Whether the step is taken back or done again.
    pub fn direction(&self) -> StepDirection {
        self.direction
    }

    /// Whether all changes have been made.
    pub fn is_complete(&self) -> bool {
        self.inverses.len() == self.changes().len()
    }

    /// All changes, in the order in which they are made.
    pub fn changes(&self) -> &[Change] {
        &self.step.changes
    }

    /// How many of them have been made.
    pub fn made(&self) -> usize {
        self.inverses.len()
    }
}

/// What takes changes back that are made one after another, all of them or none.
#[derive(Debug, Default)]
pub struct Inverses {
    /// As the changes were made.
    inverses: Vec<Change>,
}

impl Inverses {
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
pub fn apply_changes(
    changes: &[Change],
    mut apply: impl FnMut(Change) -> Result<Change, EditError>,
) -> Result<Vec<Change>, EditError> {
    let mut inverses = Inverses::default();
    for change in changes {
        inverses.make(change.clone(), &mut apply)?;
    }
    Ok(inverses.into_changes())
}
