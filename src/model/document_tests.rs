use proptest::prelude::*;

use super::*;
use crate::history::{Change, CoalesceKey, CodingId, History, Step, StepDirection, StepId};
use crate::step_name::StepName;
use crate::{Fragments, Span};

const TEXT: &str = "Putin demands a NATO freeze. 🕊️ Zelenskyy refused.";

fn document() -> Document {
    Document::new(Text::new(TEXT))
}

fn fragments(document: &Document, phrase: &str) -> Fragments {
    let start = document.text().as_str().find(phrase).expect("in the text");
    let end = ByteOffset(start + phrase.len());
    Span::new(document.text(), ByteOffset(start), end)
        .expect("a span")
        .into()
}

fn add(document: &mut Document, id: &str, label: &str, phrase: &str) -> Edit {
    let annotation = Annotation::new(id, label, fragments(document, phrase));
    document
        .apply(Edit::Add(Arc::new(annotation)))
        .expect("it fits")
}

fn quotes(document: &Document) -> Vec<String> {
    let annotations = document.annotations().iter();
    annotations
        .filter_map(|a| Some(a.fragments()?.quote(document.text())))
        .collect()
}

#[test]
fn annotations_stand_in_the_order_of_the_text() {
    let mut document = document();
    add(&mut document, "c", "actor", "Zelenskyy");
    add(&mut document, "b", "demand", "a NATO freeze");
    add(&mut document, "a", "actor", "NATO");
    assert_eq!(quotes(&document), ["a NATO freeze", "NATO", "Zelenskyy"]);
    assert_eq!(document.rank(&"c".into()), Some(2));
    assert_eq!(document.counts()[&LabelId::from("actor")], 2);
}

#[test]
fn the_smallest_annotation_under_a_place_comes_first() {
    let mut document = document();
    add(&mut document, "b", "demand", "a NATO freeze");
    add(&mut document, "a", "actor", "NATO");
    let nato = fragments(&document, "NATO").start();
    let ids: Vec<_> = document.at(nato).iter().map(|a| a.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    assert!(document.at(ByteOffset(7)).is_empty());
}

#[test]
fn removal_takes_the_relations_along_and_undo_brings_them_back() {
    let mut document = document();
    add(&mut document, "a", "actor", "Putin");
    add(&mut document, "b", "demand", "a NATO freeze");
    let makes = Relation::new("r", "makes", "a".into(), "b".into());
    document
        .apply(Edit::Link(Arc::new(makes)))
        .expect("it links");

    let refused = document.apply(Edit::Remove("a".into()));
    assert_eq!(refused, Err(EditError::StillLinked("a".into(), "r".into())));
    let undo = document
        .apply(document.removal(&"a".into()))
        .expect("it goes");
    assert_eq!(document.relations().len(), 0);
    document.apply(undo).expect("it comes back");
    assert_eq!(document.relations_of(&"b".into()).count(), 1);
}

#[test]
fn a_batch_changes_all_or_nothing() {
    let mut document = document();
    add(&mut document, "a", "actor", "Putin");
    let batch = Edit::Batch(vec![
        Edit::SetLabel("a".into(), "event".into()),
        Edit::SetLabel("nobody".into(), "event".into()),
    ]);
    assert_eq!(
        document.apply(batch),
        Err(EditError::NoAnnotation("nobody".into()))
    );
    assert_eq!(
        document.annotation(&"a".into()).map(|a| a.label.as_str()),
        Some("actor")
    );
}

#[test]
fn a_span_of_another_text_is_refused() {
    let mut document = document();
    let other = Document::new(Text::new("x".repeat(200)));
    let far = Span::new(other.text(), ByteOffset(150), ByteOffset(160)).expect("a span");
    let annotation = Arc::new(Annotation::new("a", "actor", far));
    assert_eq!(
        document.apply(Edit::Add(annotation)),
        Err(EditError::OutsideText("a".into()))
    );
}

/// All observable state of a document as a string, to compare two states.
fn state(document: &Document) -> String {
    let annotations: Vec<_> = document
        .annotations()
        .iter()
        .chain(document.detached())
        .collect();
    let mut counts: Vec<_> = document
        .counts()
        .iter()
        .filter(|(_, count)| **count > 0)
        .collect();
    counts.sort();
    let relations: Vec<_> = document.relations().collect();
    let near = document.touching(0..document.text().len());
    let near: Vec<_> = near.iter().map(|a| a.id.as_str()).collect();
    format!(
        "{:?} {annotations:?} {counts:?} {relations:?} {near:?} {:?}",
        document.fields(),
        document.decisions()
    )
}

/// Generates edits with few ids and positions, so that they collide: the interesting cases are the
/// rejected ones and those that change what another has just made.
fn edit() -> impl Strategy<Value = Edit> {
    let id = || (0u8..4).prop_map(|i| AnnotationId::from(format!("a{i}")));
    let relation_id = || (0u8..3).prop_map(|i| RelationId::from(format!("r{i}")));
    let label = || prop_oneof![Just("actor"), Just("demand")].prop_map(LabelId::from);
    let place = || {
        (0usize..5, 6usize..12, any::<bool>()).prop_map(|(start, end, detach)| {
            let text = Text::new(TEXT);
            let span = Span::new(&text, ByteOffset(start), ByteOffset(end)).expect("a span");
            if detach {
                Anchor::Detached(crate::anchor::detached_anchor(&text, &span.into()).into())
            } else {
                Anchor::At(span.into())
            }
        })
    };
    let value = || prop_oneof![Just(None), Just(Some(AttributeValue::Flag(true)))];
    let leaf = prop_oneof![
        3 => (id(), label(), place()).prop_map(|(id, label, place)| {
            let text = Text::new(TEXT);
            let span = Span::new(&text, ByteOffset(0), ByteOffset(5)).expect("a span");
            let mut annotation = Annotation::new(id, label, span);
            annotation.place = place;
            Edit::Add(Arc::new(annotation))
        }),
        1 => id().prop_map(Edit::Remove),
        1 => (id(), place()).prop_map(|(id, place)| Edit::SetPlace(id, place)),
        1 => (id(), label()).prop_map(|(id, label)| Edit::SetLabel(id, label)),
        1 => id().prop_map(|id| Edit::SetEntity(id, Some("nato".into()))),
        1 => id().prop_map(|id| Edit::SetMemo(id, "memo".into())),
        1 => (id(), value()).prop_map(|(id, value)| {
            Edit::SetAttribute(Owner::Annotation(id), "sure".into(), value)
        }),
        1 => (relation_id(), value()).prop_map(|(id, value)| {
            Edit::SetAttribute(Owner::Relation(id), "role".into(), value)
        }),
        2 => (relation_id(), id(), id()).prop_map(|(id, from, to)| {
            Edit::Link(Arc::new(Relation::new(id, "makes", from, to)))
        }),
        1 => relation_id().prop_map(Edit::Unlink),
        1 => Just(Edit::SetStatus(Status::Done)),
        1 => value().prop_map(|value| Edit::SetField("title".into(), value)),
        1 => prop::option::of(0u8..2).prop_map(|note| {
            let decision = note.map(|note| Decision { note: note.to_string(), ..Decision::default() });
            Edit::Decide("d".into(), decision.map(Arc::new))
        }),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        prop::collection::vec(inner, 0..4).prop_map(Edit::Batch)
    })
}

#[test]
fn moves_of_one_border_in_a_row_are_one_step() {
    let mut document = document();
    let mut history = History::default();
    add(&mut document, "a", "actor", "Putin");
    let article = CodingId(0);
    let place = |document: &Document, phrase: &str| {
        Edit::SetPlace("a".into(), Anchor::At(fragments(document, phrase)))
    };
    let step = |document: &mut Document, history: &mut History, phrase: &str, start| {
        let edit = place(document, phrase);
        let inverse = document.apply(edit).expect("it fits");
        history.push(Step {
            name: StepName::Other("move border".into()),
            id: StepId::default(),
            changes: [Change::Coding(article, inverse)].into(),
            before: None,
            after: None,
            series: Some(CoalesceKey::Border {
                article,
                id: "a".into(),
                start,
            }),
        });
    };
    for phrase in ["Putin demands", "Putin demands a", "Putin demands a NATO"] {
        step(&mut document, &mut history, phrase, false);
    }
    step(&mut document, &mut history, "demands a NATO", true);
    assert_eq!(history.done().len(), 2);
    let undo = |document: &mut Document, history: &mut History| {
        travel(document, history, StepDirection::Undo);
        quotes(document)
    };
    assert_eq!(undo(&mut document, &mut history), ["Putin demands a NATO"]);
    assert_eq!(undo(&mut document, &mut history), ["Putin"]);
    travel(&mut document, &mut history, StepDirection::Redo);
    assert_eq!(quotes(&document), ["Putin demands a NATO"]);

    // A redone step stays a separate step.
    step(&mut document, &mut history, "Putin demands", false);
    assert_eq!((history.done().len(), history.undone().len()), (2, 0));
    assert_eq!(undo(&mut document, &mut history), ["Putin demands a NATO"]);
}

proptest! {
    #[test]
    fn an_edit_and_its_inverse_leave_no_trace(edits in prop::collection::vec(edit(), 1..25)) {
        let mut document = document();
        for edit in edits {
            let before = state(&document);
            match document.apply(edit.clone()) {
                Err(_) => prop_assert_eq!(state(&document), before),
                Ok(inverse) => {
                    let after = state(&document);
                    let forward = document.apply(inverse).expect("an inverse fits");
                    prop_assert_eq!(state(&document), before);
                    document.apply(forward).expect("and so does its inverse");
                    prop_assert_eq!(state(&document), after);
                }
            }
        }
    }

    #[test]
    fn undoing_all_and_redoing_all_is_identity(
        edits in prop::collection::vec((edit(), any::<Option<bool>>()), 1..25)
    ) {
        let mut document = document();
        let mut history = History::default();
        let article = CodingId(0);
        let first = state(&document);
        for (edit, start) in edits {
            if let Ok(inverse) = document.apply(edit) {
                // Half of the steps have a coalesce key, so some join the step before them.
                let series = start.map(|start| CoalesceKey::Border { article, id: "a".into(), start });
                let changes = [Change::Coding(article, inverse)].into();
                history.push(Step {
                    id: StepId::default(),
                    name: StepName::Other("edit".into()), changes, before: None, after: None, series,
                });
            }
        }
        let last = state(&document);
        while travel(&mut document, &mut history, StepDirection::Undo) {}
        prop_assert_eq!(state(&document), first);
        while travel(&mut document, &mut history, StepDirection::Redo) {}
        prop_assert_eq!(state(&document), last);
    }
}

fn apply(document: &mut Document, change: Change) -> Result<Change, EditError> {
    match change {
        Change::Coding(id, edit) => Ok(Change::Coding(id, document.apply(edit)?)),
        change => Ok(change),
    }
}

/// Undoes or redoes one step, a change at a time; returns whether there was one.
fn travel(document: &mut Document, history: &mut History, direction: StepDirection) -> bool {
    let Some(mut run) = history.begin_step_run(direction) else {
        return false;
    };
    while !run.is_complete() {
        let gone = run.advance(1, |change| apply(document, change));
        gone.expect("it fits");
    }
    history.finish_step_run(run).is_some()
}

#[test]
fn a_step_that_does_not_fit_any_more_changes_nothing_and_stays() {
    let mut document = document();
    let before = state(&document);
    let article = CodingId(0);
    let fits = Change::Coding(article, Edit::SetStatus(Status::Done));
    let gone = Change::Coding(article, Edit::Remove("nowhere".into()));
    let mut history = History::default();
    history.push(Step {
        name: StepName::Other("two changes".into()),
        id: StepId::default(),
        changes: vec![fits, gone].into(),
        before: None,
        after: None,
        series: None,
    });
    let steps = history.done().to_vec();
    let mut run = history.begin_step_run(StepDirection::Undo).expect("a step");
    run.advance(1, |change| apply(&mut document, change))
        .expect("the first fits");
    assert_ne!(state(&document), before);
    let refused = run.advance(1, |change| apply(&mut document, change));
    assert!(refused.is_err());
    assert_eq!(history.finish_step_run(run), None);
    assert_eq!(state(&document), before);
    assert_eq!((history.done(), history.undone()), (&*steps, &[][..]));
}
