//! The undo and redo history over all articles of a project.
//!
//! A [`Step`] is one user action: its name, the inverse changes of the articles and of what they
//! share, and the focus of the user before it. The history contains no documents; the caller of
//! undo passes a function that applies a change.
//!
//! It has no limit while the program runs. After a restart it has the steps of the journal, which loses
//! the oldest ones when it is compacted (above 64 MB, to 32 MB: `store/journal/file.rs`).
//!
//! Limitations: the history is linear. A new step after undo discards the undone steps.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::annotation::{AnnotationId, AttributeValue, EntityId};
use super::codebook::Codebook;
use super::document::{Edit, EditError};
use super::entity::Entity;
use super::selection::Selection;
use super::step_name::{StepName, StepSubject};

/// Identifies an article, which is a text whoever annotates it, within one run of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);

/// Identifies a coding, which is what one coder has annotated in one article, within one run of the
/// program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodingId(pub u32);

/// Where the user was: the article, the selection and the chosen annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    pub article: CodingId,
    pub selection: Selection,
    pub chosen: Option<AnnotationId>,
}

/// A change of one coding, of the fields of one article, or of the codebook or the entities that all
/// articles share.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Of what one coder has annotated in an article.
    Coding(CodingId, Edit),
    /// Gives a field that belongs to an article another value, or none; see
    /// [`FieldScope`](super::FieldScope).
    Field(ArticleId, String, Option<AttributeValue>),
    /// Replaces the codebook.
    Codebook(Arc<Codebook>),
    /// Adds or replaces the entity with this id, or removes it.
    Entity(EntityId, Option<Box<Entity>>),
}

impl Change {
    /// The changes, if none sets a text that is too long.
    ///
    /// # Errors
    /// If one does.
    pub fn all_short(changes: Vec<Self>) -> Result<Vec<Self>, EditError> {
        match changes.iter().any(Self::is_too_long) {
            true => Err(EditError::TooLong),
            false => Ok(changes),
        }
    }

    /// Whether it sets a text that is too long to be shown; see
    /// [`MAX_VALUE_BYTES`](super::annotation::MAX_VALUE_BYTES).
    pub fn is_too_long(&self) -> bool {
        match self {
            Self::Coding(_, edit) => edit.is_too_long(),
            Self::Field(_, _, value) => value.as_ref().is_some_and(AttributeValue::is_too_long),
            Self::Entity(_, entity) => entity
                .as_ref()
                .is_some_and(|entity| entity.memo.len() > super::annotation::MAX_VALUE_BYTES),
            Self::Codebook(_) => false,
        }
    }
}

/// The key by which consecutive small steps are coalesced into one undo step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CoalesceKey {
    /// Moving one end of an annotation.
    Border {
        article: CodingId,
        id: AnnotationId,
        start: bool,
    },
    /// Typing into a field, from when it is entered until it is left.
    Typing(TypingId),
}

/// One visit to a text field. What is typed during it is one step, however often it was taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TypingId(u64);

impl TypingId {
    /// The id of a visit that has just begun, which no other has while the program runs.
    pub fn unique() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(LAST.fetch_add(1, Ordering::Relaxed))
    }
}

/// The id of a step in one history. Undo and redo keep the id; a step that another one was
/// coalesced into gets a new id, since it is a different step.
///
/// The default identifies no step: the history assigns ids when it adds steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId(u64);

/// One user action, as an entry of the undo history.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its id in the history; the default until the history has added it.
    pub id: StepId,
    pub name: StepName,
    /// The inverse changes that undo it, to be applied in this order.
    pub changes: Arc<[Change]>,
    /// The focus to restore when it is undone.
    pub before: Option<Focus>,
    /// The focus to restore when it is redone.
    pub after: Option<Focus>,
    /// The key of the series of coalesced steps that it continues or begins.
    pub series: Option<CoalesceKey>,
}

impl Step {
    /// What it is about.
    pub fn subject(&self) -> StepSubject {
        let is_of_article =
            |change: &Change| matches!(change, Change::Coding(..) | Change::Field(..));
        match &self.name {
            // It was created for an annotation, which undo would change too.
            StepName::CreateEntity { .. } if self.changes.iter().any(is_of_article) => {
                StepSubject::Articles
            }
            name => name.subject(),
        }
    }
}

/// Which steps undo and redo may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UndoScope {
    Everything,
    /// Only steps about this, and only while no other step is in the way.
    Only(StepSubject),
    Nothing,
}

impl UndoScope {
    /// Whether it has this step.
    pub fn contains(self, step: &Step) -> bool {
        match self {
            Self::Everything => true,
            Self::Only(subject) => step.subject() == subject,
            Self::Nothing => false,
        }
    }
}

/// Whether a step was done, undone or redone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepDirection {
    Do,
    Undo,
    Redo,
}

/// A step that was done, undone or redone, with all data to redo it and to revert it (an entry
/// for the journal).
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// Sequence number: increases by one with each action of a project.
    pub number: u64,
    /// Whose history it belongs to; empty for that of no coder.
    pub coder: String,
    pub direction: StepDirection,
    /// The changes that were made, in this order.
    pub changes: Arc<[Change]>,
    /// The step with the inverse changes.
    pub step: Step,
    /// The step was coalesced into the one before it.
    pub joined: bool,
}

/// The undo stack and the redo stack, the newest step last.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// The id that was assigned last.
    last_id: u64,
    /// The newest step has just been done, and the next one may be coalesced into it.
    open: bool,
}

impl History {
    /// Adds a step that has just been done, and discards the undone steps.
    ///
    /// A step of the same series as the one done just before it is coalesced into that one; returns
    /// whether it was. Undo and redo end a series, so that a later step never brings back undone
    /// changes.
    pub fn push(&mut self, step: Step) -> bool {
        let series = step.series.as_ref();
        let joins = series.is_some_and(|series| self.open_step(series).is_some());
        self.open = true;
        self.record(StepDirection::Do, step, joins);
        joins
    }

    /// The newest step, if the next one of this series would be coalesced into it.
    pub fn open_step(&self, series: &CoalesceKey) -> Option<&Step> {
        let last = self.done.last().filter(|_| self.open)?;
        (last.series.as_ref() == Some(series)).then_some(last)
    }

    /// Adds a step that has already been done, undone or redone: with its inverse changes, and
    /// whether it is coalesced into the one before it.
    pub fn restore(&mut self, direction: StepDirection, step: Step, joins: bool) {
        self.open = false;
        self.record(direction, step, joins);
    }

    fn record(&mut self, direction: StepDirection, mut step: Step, joins: bool) {
        self.last_id += 1;
        step.id = StepId(self.last_id);
        match direction {
            StepDirection::Do => {
                self.undone.clear();
                match self.done.last_mut().filter(|_| joins) {
                    Some(last) => {
                        last.id = step.id;
                        last.name = step.name.after(&last.name);
                        last.changes = joined(&step.changes, &last.changes);
                        last.after = step.after;
                    }
                    None => self.done.push(step),
                }
            }
            StepDirection::Undo => {
                step.id = self.done.pop().map_or(step.id, |known| known.id);
                self.undone.push(step);
            }
            StepDirection::Redo => {
                step.id = self.undone.pop().map_or(step.id, |known| known.id);
                self.done.push(step);
            }
        }
    }

    /// Discards the steps that contain such a change, and those that are only reachable through
    /// them.
    pub fn forget(&mut self, is_such: impl Fn(&Change) -> bool) {
        for steps in [&mut self.done, &mut self.undone] {
            let is_hit = |step: &Step| step.changes.iter().any(&is_such);
            let kept = steps.iter().rposition(is_hit).map_or(0, |last| last + 1);
            steps.drain(..kept);
        }
    }

    /// Ends the series of the newest step: nothing is coalesced into it any more.
    pub fn end_series(&mut self) {
        self.open = false;
    }

    /// The step that undo would revert.
    pub fn next_undo(&self) -> Option<&Step> {
        self.done.last()
    }

    /// The step that redo would apply.
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

    /// Rebases the history on another user's change of an entity: undo and redo of our steps must
    /// not revert that change.
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

    /// Begins to undo the newest step, or to redo the newest undone one. The history is unchanged
    /// until [`Self::finish_step_run`].
    pub fn begin_step_run(&self, direction: StepDirection) -> Option<StepRun> {
        let step = match direction {
            StepDirection::Do => None,
            StepDirection::Undo => self.next_undo(),
            StepDirection::Redo => self.next_redo(),
        }?;
        Some(StepRun {
            direction,
            step: step.clone(),
            inverses: Inverses::default(),
        })
    }

    /// Records a finished undo or redo. Returns the step as it was before, whose changes were
    /// applied, and as it is now; `None` if the run is incomplete: the history is then
    /// unchanged.
    pub fn finish_step_run(&mut self, run: StepRun) -> Option<(Step, Step)> {
        let is_complete = run.is_complete();
        let StepRun {
            direction,
            step,
            inverses,
        } = run;
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

/// The inverse changes of a step that another one is coalesced into. Where both give the same thing
/// another value, the older change alone leads back: what is typed takes the space of two values, not of
/// one for each letter.
fn joined(newer: &Arc<[Change]>, older: &Arc<[Change]>) -> Arc<[Change]> {
    if let ([newer], [single]) = (&**newer, &**older)
        && gives_same(newer, single)
    {
        return Arc::clone(older);
    }
    newer.iter().chain(older.iter()).cloned().collect()
}

/// Whether both changes give the same thing a value.
fn gives_same(one: &Change, other: &Change) -> bool {
    match (one, other) {
        (Change::Coding(id, edit), Change::Coding(of, another)) => {
            let is_same = match (edit, another) {
                (Edit::SetMemo(id, _), Edit::SetMemo(of, _)) => id == of,
                (Edit::SetField(name, _), Edit::SetField(of, _)) => name == of,
                (Edit::SetAttribute(id, name, _), Edit::SetAttribute(of, of_name, _)) => {
                    (id, name) == (of, of_name)
                }
                _ => false,
            };
            id == of && is_same
        }
        (Change::Field(id, name, _), Change::Field(of, of_name, _)) => (id, name) == (of, of_name),
        (Change::Entity(id, _), Change::Entity(of, _)) => id == of,
        (Change::Codebook(_), Change::Codebook(_)) => true,
        _ => false,
    }
}

/// An undo or redo in progress: a bulk edit over very many articles runs some changes at a time.
/// No other change is allowed meanwhile.
#[derive(Debug)]
pub struct StepRun {
    direction: StepDirection,
    step: Step,
    inverses: Inverses,
}

impl StepRun {
    /// Applies at most so many further changes.
    ///
    /// # Errors
    /// If one does not fit; all applied changes are then rolled back.
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

    /// Whether it is an undo or a redo.
    pub fn direction(&self) -> StepDirection {
        self.direction
    }

    /// Whether all changes have been applied.
    pub fn is_complete(&self) -> bool {
        self.inverses.len() == self.changes().len()
    }

    /// All changes, in the order of application.
    pub fn changes(&self) -> &[Change] {
        &self.step.changes
    }

    /// How many of them have been applied.
    pub fn made(&self) -> usize {
        self.inverses.len()
    }
}

/// The inverses of changes that are applied one after another, all of them or none (a transaction
/// with rollback).
#[derive(Debug, Default)]
pub struct Inverses {
    /// In the order in which the changes were applied.
    inverses: Vec<Change>,
}

impl Inverses {
    /// How many changes have been applied.
    pub fn len(&self) -> usize {
        self.inverses.len()
    }

    /// Whether no change has been applied.
    pub fn is_empty(&self) -> bool {
        self.inverses.is_empty()
    }

    /// Applies a change.
    ///
    /// # Errors
    /// If it does not fit; those before it are then rolled back.
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

    /// The inverse changes, in the order in which to apply them.
    pub fn into_changes(mut self) -> Vec<Change> {
        self.inverses.reverse();
        self.inverses
    }
}

/// Applies changes in order and returns the inverse changes, in their order.
///
/// # Errors
/// If one does not fit; those before it are then rolled back.
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

#[cfg(test)]
#[path = "history_tests.rs"]
mod tests;
