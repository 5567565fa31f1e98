use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::document::ArticleFields;
use crate::model::{ByteOffset, Document, Span, Text};
use crate::sidecar::AdjudicationInput;

/// Few keys and values, so that conflicts occur.
fn map() -> impl Strategy<Value = BTreeMap<u8, u8>> {
    prop::collection::btree_map(0u8..5, 0u8..3, 0..5)
}

/// A sidecar of few annotations and relations, some of them dangling.
fn snapshot() -> impl Strategy<Value = Snapshot> {
    let annotations = prop::collection::btree_map(0u8..4, (0usize..4, 0u8..2), 0..4);
    let relations = prop::collection::btree_map(0u8..3, (0u8..4, 0u8..4), 0..3);
    let fields = (0usize..3, prop::collection::btree_map("[ab]", "[xy]", 0..3));
    (annotations, relations, fields, "[cd]").prop_map(
        |(annotations, relations, (status, values), coder)| {
            let text = Text::new("abcdefgh");
            let annotations = annotations.into_iter().filter_map(|(id, (start, label))| {
                let span = Span::new(&text, ByteOffset(start), ByteOffset(start + 2)).ok()?;
                Some(Annotation::new(format!("a{id}"), format!("l{label}"), span))
            });
            let relations = relations.into_iter().map(|(id, (from, to))| {
                let (from, to) = (format!("a{from}").into(), format!("a{to}").into());
                Relation::new(format!("r{id}"), "makes", from, to)
            });
            let fields = ArticleFields {
                status: Status::ALL[status].clone(),
                values: values
                    .into_iter()
                    .map(|(name, value)| (name, AttributeValue::Text(value)))
                    .collect(),
            };
            let (annotations, relations) = (annotations.collect(), relations.collect());
            let (document, _, _) = Document::load(text.clone(), fields, annotations, relations);
            let header = Header {
                coder,
                ..Header::default()
            };
            Snapshot::new(&document, &Arc::new(header))
        },
    )
}

/// Applies the edits of a merge to ours.
fn apply(ours: &Snapshot, merge: &Merge) -> Snapshot {
    let own = |a: &Arc<Annotation>| (**a).clone();
    let (mut document, _, _) = Document::load(
        ours.text().clone(),
        ours.fields().clone(),
        ours.annotations().iter().map(own).collect(),
        ours.relations().iter().map(|r| (**r).clone()).collect(),
    );
    document.load_decisions(ours.decisions().clone());
    document
        .apply(Edit::Batch(merge.edits.clone()))
        .expect("the edits of a merge fit");
    Snapshot::new(&document, &merge.header)
}

/// The snapshot's file, to compare everything that is saved.
fn bytes(snapshot: &Snapshot) -> String {
    String::from_utf8_lossy(&snapshot.to_bytes()).into_owned()
}

proptest! {
    #[test]
    fn merging_maps_keeps_every_change(base in map(), ours in map(), theirs in map()) {
        let merged = merge_maps(&base, &ours, &theirs);
        for key in 0u8..5 {
            let (b, o, t) = (base.get(&key), ours.get(&key), theirs.get(&key));
            let conflict = b != o && b != t && o != t;
            prop_assert_eq!(merged.conflicts.contains(&key), conflict);
            let want = if b == o && !conflict { t } else { o };
            prop_assert_eq!(merged.items.get(&key), want);
        }
    }

    #[test]
    fn a_field_changed_on_one_side_takes_that_change(base in snapshot(), other in snapshot()) {
        let ours = merge(&base, &other, &base);
        prop_assert!(ours.edits.is_empty() && ours.conflicts.is_empty());
        let theirs = merge(&base, &base, &other);
        prop_assert_eq!(&theirs.conflicts, &[]);
        prop_assert_eq!(bytes(&apply(&base, &theirs)), bytes(&other));
        let both = merge(&base, &other, &other);
        prop_assert!(both.edits.is_empty() && both.conflicts.is_empty());
    }

    #[test]
    fn both_sides_merge_to_the_same(
        base in snapshot(), ours in snapshot(), theirs in snapshot()
    ) {
        let (one, two) = (merge(&base, &ours, &theirs), merge(&base, &theirs, &ours));
        prop_assert_eq!(one.conflicts.is_empty(), two.conflicts.is_empty());
        let (left, right) = (apply(&ours, &one), apply(&theirs, &two));
        if one.conflicts.is_empty() {
            prop_assert_eq!(bytes(&left), bytes(&right));
        }
    }
}

/// The agreed version with one annotation and one decision, by a person at a time.
fn agreed(label: &str, take: &str, by: &str, at: &str, compared: &str) -> Snapshot {
    let text = Text::new("abcdefgh");
    let span = Span::new(&text, ByteOffset(0), ByteOffset(1)).expect("a span");
    let mut annotation = Annotation::new("g", label, span);
    annotation.provenance = Provenance {
        origin: Some("adjudicated:chosen".into()),
        by: by.into(),
        at: at.into(),
        from: ["ls:a".into()].into(),
    };
    let fields = ArticleFields::default();
    let (mut document, ..) = Document::load(text, fields, vec![annotation], Vec::new());
    let decision = Decision {
        of: ["ls:a".into()].into(),
        take: Some(take.into()),
        by: by.into(),
        at: at.into(),
        ..Decision::default()
    };
    document.load_decisions([(decision.id(), decision.into())]);
    let input = AdjudicationInput {
        sha256: compared.to_owned(),
        ..AdjudicationInput::default()
    };
    let header = Header {
        adjudication: Some(Adjudication {
            round: "pilot".to_owned(),
            inputs: [("ls".to_owned(), input)].into(),
            ..Adjudication::default()
        }),
        ..Header::default()
    };
    Snapshot::new(&document, &header.into())
}

fn nothing_agreed() -> Snapshot {
    Snapshot::new(&Document::new(Text::new("abcdefgh")), &Arc::default())
}

#[test]
fn two_people_who_decide_alike_are_no_conflict() {
    let (jo, li) = (
        agreed("actor", "ls", "jo", "2026-12-01T09:00:00Z", "9f"),
        agreed("actor", "ls", "li", "2026-12-01T08:00:00Z", "9f"),
    );
    let (one, two) = (
        merge(&nothing_agreed(), &jo, &li),
        merge(&nothing_agreed(), &li, &jo),
    );
    assert_eq!((&*one.conflicts, &*two.conflicts), (&[][..], &[][..]));
    let earlier = bytes(&li);
    assert_eq!(bytes(&apply(&jo, &one)), earlier);
    assert_eq!(bytes(&apply(&li, &two)), earlier);
}

#[test]
fn two_people_who_decide_differently_are_a_conflict_that_can_be_resolved() {
    let jo = agreed("actor", "ls", "jo", "2026-12-01T09:00:00Z", "9f");
    let li = agreed("event", "mk", "li", "2026-12-01T08:00:00Z", "a0");
    let base = nothing_agreed();
    let merged = merge(&base, &jo, &li);
    let kinds = merged.conflicts.iter().map(|conflict| match conflict {
        Conflict::Annotation { .. } => "annotation",
        Conflict::Decision { .. } => "decision",
        _ => "other",
    });
    assert_eq!(kinds.collect::<Vec<_>>(), ["annotation", "decision"]);
    let resolved = resolve(&jo, [&base, &jo, &li], |_| MergeSide::Theirs);
    let resolved = apply(&jo, &resolved);
    assert_eq!(resolved.decisions(), li.decisions());
    assert_eq!(resolved.annotations(), li.annotations());
    // Of what was compared both sides take the same.
    let inputs = &resolved
        .header()
        .adjudication
        .as_ref()
        .expect("it was compared")
        .inputs;
    assert_eq!(inputs["ls"].sha256, "9f");
}

#[test]
fn a_decision_that_one_side_took_back_is_taken_back() {
    let decided = agreed("actor", "ls", "jo", "", "9f");
    let merged = merge(&decided, &decided, &nothing_agreed());
    assert_eq!(merged.conflicts, []);
    assert!(apply(&decided, &merged).decisions().is_empty());
}

#[test]
fn a_link_to_what_the_other_side_removed_is_a_conflict() {
    let text = Text::new("abcdefgh");
    let annotation = |id: &str| {
        let span = Span::new(&text, ByteOffset(0), ByteOffset(1)).expect("a span");
        Annotation::new(id, "actor", span)
    };
    let snapshot = |annotations: &[&str], relations: Vec<Relation>| {
        let annotations = annotations.iter().map(|id| annotation(id)).collect();
        let fields = ArticleFields::default();
        let (document, _, _) = Document::load(text.clone(), fields, annotations, relations);
        Snapshot::new(&document, &Arc::default())
    };
    let link = Relation::new("r", "makes", "a".into(), "b".into());
    let base = snapshot(&["a", "b"], vec![]);
    let ours = snapshot(&["a", "b"], vec![link]);
    let theirs = snapshot(&["a"], vec![]);
    let merged = merge(&base, &ours, &theirs);
    let lost = Conflict::LostEnd {
        relation: "r".into(),
        annotation: "b".into(),
    };
    assert_eq!(merged.conflicts, [lost]);
}
