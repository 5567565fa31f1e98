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

use super::annotation::{AnnotationId, AttributeValue, EntityId};
use super::codebook::Codebook;
use super::document::{Edit, EditError};
use super::entity::Entity;
use super::selection::Selection;
use super::step_name::StepName;

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
    /// Whether it sets a text that is too long to be shown; see
    /// [`MAX_VALUE_BYTES`](super::document::MAX_VALUE_BYTES).
    pub fn is_too_long(&self) -> bool {
        match self {
            Self::Coding(_, edit) => edit.is_too_long(),
            Self::Field(_, _, value) => value.as_ref().is_some_and(AttributeValue::is_too_long),
            Self::Entity(_, entity) => entity
                .as_ref()
                .is_some_and(|entity| entity.memo.len() > super::document::MAX_VALUE_BYTES),
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
        let open = std::mem::replace(&mut self.open, true);
        let last = self.done.last().filter(|_| open && step.series.is_some());
        let joins = last.is_some_and(|last| last.series == step.series);
        self.record(StepDirection::Do, step, joins);
        joins
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
                        let (newer, older) = (step.changes.iter(), last.changes.iter());
                        last.changes = newer.chain(older).cloned().collect();
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
mod tests {
    use super::*;
    use crate::document::Status;

    fn coding(id: u32) -> Change {
        Change::Coding(CodingId(id), Edit::SetStatus(Status::Done))
    }

    fn entity(id: &str, name: &str) -> Change {
        let entity = Entity::new(id, name);
        Change::Entity(id.into(), Some(Box::new(entity)))
    }

    fn step(name: &str, changes: Vec<Change>) -> Step {
        Step {
            id: StepId::default(),
            name: StepName::Other(name.into()),
            changes: changes.into(),
            before: None,
            after: None,
            series: None,
        }
    }

    fn moved(name: &str, start: bool) -> Step {
        Step {
            series: Some(CoalesceKey::Border {
                article: CodingId(0),
                id: "a".into(),
                start,
            }),
            ..step(name, vec![coding(0)])
        }
    }

    /// The steps as `done done | undone undone`, the next ones in the middle.
    fn drawn(history: &History) -> String {
        let names = |steps: &[Step]| -> Vec<String> {
            let names = steps.iter().map(|step| step.name.text().to_string());
            names.collect()
        };
        let mut undone = names(history.undone());
        undone.reverse();
        let (done, undone) = (names(history.done()).join(" "), undone.join(" "));
        format!("{done} | {undone}").trim().to_owned()
    }

    fn turn(history: &mut History, direction: StepDirection) {
        let mut run = history.begin_step_run(direction).expect("a step");
        run.advance(9, Ok).expect("it fits");
        history.finish_step_run(run).expect("it is complete");
    }

    #[test]
    fn a_series_ends_with_another_one_and_with_undo() {
        let mut history = History::default();
        assert!(!history.push(step("x", vec![])));
        assert!(!history.push(step("y", vec![])), "they are of no series");
        assert!(!history.push(moved("a", true)));
        assert!(history.push(moved("a", true)));
        assert!(!history.push(moved("b", false)));
        assert!(!history.push(moved("a", true)));
        assert_eq!(drawn(&history), "x y a b a |");
        turn(&mut history, StepDirection::Undo);
        assert!(
            !history.push(moved("b", false)),
            "it would join an older step"
        );
        assert_eq!(drawn(&history), "x y a b b |");
    }

    #[test]
    fn steps_keep_their_ids_unless_another_joins_them() {
        let mut history = History::default();
        history.push(step("x", vec![]));
        history.push(moved("a", true));
        let ids = |history: &History| -> Vec<StepId> {
            let steps = history.done().iter().chain(history.undone().iter().rev());
            steps.map(|step| step.id).collect()
        };
        let before = ids(&history);
        assert!(before[0] != before[1] && before[0] != StepId::default());
        history.push(moved("a", true));
        let joined = ids(&history);
        assert_eq!((joined.len(), joined[0]), (2, before[0]));
        assert!(!before.contains(&joined[1]));
        turn(&mut history, StepDirection::Undo);
        turn(&mut history, StepDirection::Undo);
        assert_eq!(
            (drawn(&history).as_str(), ids(&history)),
            ("| x a", joined.clone())
        );
        turn(&mut history, StepDirection::Redo);
        assert_eq!(
            (drawn(&history).as_str(), ids(&history)),
            ("x | a", joined.clone())
        );
        history.push(step("y", vec![]));
        assert_eq!(drawn(&history), "x y |");
        assert!(
            !joined.contains(&ids(&history)[1]),
            "ids are not used again"
        );
    }

    #[test]
    fn steps_of_an_earlier_run_are_restored_as_they_were_made() {
        let mut history = History::default();
        for (direction, name, joins) in [
            (StepDirection::Do, "x", false),
            (StepDirection::Do, "y", false),
            (StepDirection::Do, "joins", true),
            (StepDirection::Undo, "y", false),
        ] {
            history.restore(direction, step(name, vec![coding(0)]), joins);
        }
        assert_eq!(drawn(&history), "x | y");
        history.restore(StepDirection::Redo, step("y", vec![]), false);
        assert_eq!(drawn(&history), "x y |");
        history.restore(StepDirection::Do, moved("a", true), false);
        assert!(
            !history.push(moved("a", true)),
            "a series ends with the run"
        );
    }

    #[test]
    fn steps_beyond_a_forgotten_one_cannot_be_reached() {
        let mut history = History::default();
        for (name, id) in [("u", 0), ("v", 1), ("w", 2), ("x", 0), ("y", 1), ("z", 2)] {
            history.push(step(name, vec![coding(9), coding(id)]));
        }
        for _ in 0..3 {
            turn(&mut history, StepDirection::Undo);
        }
        assert_eq!(drawn(&history), "u v w | x y z");
        let forget = |history: &mut History, id: u32| {
            history.forget(|change| matches!(change, Change::Coding(of, _) if of.0 == id));
            drawn(history)
        };
        assert_eq!(forget(&mut history, 7), "u v w | x y z");
        assert_eq!(forget(&mut history, 1), "w | x");
        assert_eq!(forget(&mut history, 9), "|");
    }

    #[test]
    fn what_others_change_of_an_entity_is_not_reverted() {
        let mut history = History::default();
        history.push(step("x", vec![entity("a", "old"), entity("b", "old")]));
        history.push(step("y", vec![entity("a", "ours"), coding(0)]));
        turn(&mut history, StepDirection::Undo);
        let (old, new) = (Entity::new("a", "old"), Entity::new("a", "new"));
        history.follow_entity(&"a".into(), &old, &new);
        let names = |step: &Step| -> Vec<String> {
            let changes = step.changes.iter();
            let names = changes.map(|change| match change {
                Change::Entity(_, Some(entity)) => entity.name.clone(),
                _ => String::new(),
            });
            names.collect()
        };
        assert_eq!(names(&history.done()[0]), ["new", "old"]);
        assert_eq!(names(&history.undone()[0]), ["", "ours"]);
        let ours = Entity::new("a", "ours");
        history.follow_entity(&"a".into(), &ours, &new);
        assert_eq!(names(&history.undone()[0]), ["", "new"]);
    }

    #[test]
    fn a_replay_goes_on_where_it_stopped() {
        let mut history = History::default();
        history.push(step("x", vec![coding(0), coding(1), coding(2)]));
        assert!(history.begin_step_run(StepDirection::Redo).is_none());
        assert!(history.begin_step_run(StepDirection::Do).is_none());
        let mut run = history.begin_step_run(StepDirection::Undo).expect("a step");
        assert_eq!(run.direction(), StepDirection::Undo);
        let mut applied = Vec::new();
        for most in [2, 0, 9] {
            let gone = run.advance(most, |change| {
                applied.push(change.clone());
                Ok(change)
            });
            gone.expect("it fits");
            assert_eq!(run.is_complete(), run.made() == 3);
        }
        assert_eq!(applied, run.changes());
        let (was, is) = history.finish_step_run(run).expect("it is complete");
        assert_eq!(was.changes[..], [coding(0), coding(1), coding(2)]);
        assert_eq!(is.changes[..], [coding(2), coding(1), coding(0)]);
        assert_eq!(
            (drawn(&history), history.next_undo()),
            ("| x".to_owned(), None)
        );
        assert_eq!(
            history.next_redo().map(|step| &step.changes),
            Some(&is.changes)
        );
    }

    #[test]
    fn changes_are_made_in_order_and_rolled_back_backwards() {
        let mut made = Vec::new();
        let changes = [coding(0), coding(1), coding(2)];
        let inverses = apply_changes(&changes, |change| {
            made.push(change.clone());
            Ok(change)
        });
        assert_eq!(made, changes);
        assert_eq!(inverses, Ok(vec![coding(2), coding(1), coding(0)]));
        made.clear();
        let refused = apply_changes(&changes, |change| {
            made.push(change.clone());
            if change == coding(2) {
                return Err(EditError::NoAnnotation("a".into()));
            }
            Ok(change)
        });
        assert_eq!(refused, Err(EditError::NoAnnotation("a".into())));
        let order = [coding(0), coding(1), coding(2), coding(1), coding(0)];
        assert_eq!(made, order);
    }
}
