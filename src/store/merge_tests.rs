use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::document::ArticleFields;
use crate::model::{ByteOffset, Document, Span, Text};

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
