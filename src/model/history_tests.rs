//! Tests of the undo history: series of small steps, ids, undo and redo.

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
