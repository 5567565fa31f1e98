//! Tests of merging, splitting and removing entities over a project.

use std::collections::BTreeSet;

use proptest::prelude::*;

use demarche_model::codebook::{Attribute, AttributeKind, Codebook};
use demarche_model::document::ArticleFields;
use demarche_model::document::Edit;
use demarche_model::entity_changes::*;
use demarche_model::history::Change;
use demarche_model::history::{CodingId, apply_changes};
use demarche_model::normalize::normalized;
use demarche_model::{Annotation, ByteOffset, EditError, Relation, Span, Text};
use demarche_model::{
    AnnotationId, AttributeValue, Attributes, Document, Entity, EntityBook, EntityId,
};

const TEXT: &str = "aa bb cc dd ee ff gg hh";

fn field(id: &str, kind: AttributeKind) -> Attribute {
    Attribute {
        id: id.into(),
        name: id.into(),
        kind,
        required: false,
        default: None,
        key: None,
        definition: String::new(),
        per_coder: false,
    }
}

/// A codebook in which annotations, relations and articles each have an attribute for an entity and
/// one for a text that may look like an entity's id.
fn codebook() -> Codebook {
    let both = || {
        vec![
            field("who", AttributeKind::Entity),
            field("word", AttributeKind::Text),
        ]
    };
    let mut codebook = demarche_store::codebook::built_in().codebook;
    codebook.annotation_attributes = both();
    codebook.relations[0].attributes = both();
    codebook.document_fields = both();
    codebook
}

/// A project of one article: each word is a mention of the entity with that index, if any.
#[derive(Clone, Debug, PartialEq)]
struct Project {
    book: EntityBook,
    article: Vec<(Option<EntityId>, Attributes)>,
    relation: Attributes,
    fields: Attributes,
}

struct Stage {
    book: EntityBook,
    document: Document,
}

impl Stage {
    fn new(project: &Project) -> Self {
        let text = Text::new(TEXT);
        let annotations = project.article.iter().enumerate();
        let annotations = annotations.map(|(n, (entity, attributes))| {
            let span = Span::new(&text, ByteOffset(3 * n), ByteOffset(3 * n + 2)).expect("a word");
            Annotation {
                entity: entity.clone(),
                attributes: attributes.clone(),
                ..Annotation::new(format!("a{n}"), "actor", span)
            }
        });
        let annotations: Vec<_> = annotations.collect();
        let kind = codebook().relations[0].id.clone();
        let relation = Relation {
            attributes: project.relation.clone(),
            ..Relation::new("r", kind, "a0".into(), "a1".into())
        };
        let values = project.fields.iter();
        let fields = ArticleFields {
            values: values.map(|(id, v)| (id.to_string(), v.clone())).collect(),
            ..ArticleFields::default()
        };
        let (document, ..) = Document::load(text, fields, annotations, vec![relation]);
        Self {
            book: project.book.clone(),
            document,
        }
    }

    fn apply(&mut self, change: Change) -> Result<Change, EditError> {
        Ok(match change {
            Change::Coding(id, edit) => Change::Coding(id, self.document.apply(edit)?),
            change @ Change::Field(..) => change,
            Change::Entity(id, entity) => {
                let old = match entity {
                    Some(entity) => self.book.insert(*entity),
                    None => self.book.entities.remove(&id),
                };
                Change::Entity(id, old.map(Box::new))
            }
            Change::Codebook(codebook) => Change::Codebook(codebook),
        })
    }

    fn state(&self) -> (EntityBook, Vec<Annotation>, Vec<Relation>, ArticleFields) {
        let annotations = self.document.annotations().iter();
        (
            self.book.clone(),
            annotations.map(|a| (**a).clone()).collect(),
            self.document.relations().map(|r| (**r).clone()).collect(),
            self.document.fields().clone(),
        )
    }

    /// Performs a step and returns the inverse changes.
    fn perform(&mut self, mut changes: Vec<Change>, edits: Vec<Edit>) -> Vec<Change> {
        changes.push(Change::Coding(CodingId(0), Edit::Batch(edits)));
        apply_changes(&changes, |change| self.apply(change)).expect("it fits")
    }

    fn undo(&mut self, inverse: Vec<Change>) {
        apply_changes(&inverse, |change| self.apply(change)).expect("it fits");
    }
}

fn id(n: usize) -> EntityId {
    format!("e{n}").into()
}

/// Few entities and values, so that most of a project refers to the two that are merged.
fn projects() -> impl Strategy<Value = Project> {
    let attributes = || {
        let value = || proptest::option::of((0..4_usize).prop_map(|n| format!("e{n}")));
        (value(), value()).prop_map(|(who, word)| {
            let values = [("who", who), ("word", word)].into_iter();
            let values = values
                .filter_map(|(name, value)| Some((name.into(), AttributeValue::Text(value?))));
            values.collect::<Attributes>()
        })
    };
    let entity = (
        proptest::option::of(0..4_usize),
        proptest::collection::vec("[ab]{1,2}", 0..3),
        "[xy]{0,1}",
    );
    let mention = (
        proptest::option::of((0..4_usize).prop_map(id)),
        attributes(),
    );
    (
        proptest::collection::vec(entity, 4),
        proptest::collection::vec(mention, 2..8),
        attributes(),
        attributes(),
    )
        .prop_map(|(entities, article, relation, fields)| {
            let mut book = EntityBook::default();
            for (n, (whole, aliases, kind)) in entities.into_iter().enumerate() {
                book.insert(Entity {
                    // Only a user can create a cycle; merging must not create one.
                    part_of: whole.filter(|whole| *whole > n).map(id),
                    aliases,
                    kind,
                    ..Entity::new(id(n), format!("E{n}"))
                });
            }
            Project {
                book,
                article,
                relation,
                fields,
            }
        })
}

proptest! {
    #[test]
    fn merging_leaves_nothing_behind_and_is_undone(project in projects(), from in 0..4_usize, on in 1..4_usize) {
        let (from, into) = (id(from), id((from + on) % 4));
        let mut stage = Stage::new(&project);
        let before = stage.state();
        let edits = replacing(&stage.document, &codebook(), &from, Some(&into));
        let count = edits.len();
        let inverse = stage.perform(merging(&project.book, &from, &into), edits);

        prop_assert!(replacing(&stage.document, &codebook(), &from, None).is_empty());
        prop_assert!(replacing(&stage.document, &codebook(), &into, None).len() >= count);
        prop_assert_eq!(stage.book.faults(), vec![]);
        prop_assert!(stage.book.get(&from).is_none());
        let merged = stage.book.get(&into).expect("it stays");
        let names: Vec<String> = std::iter::once(&merged.name).chain(&merged.aliases).map(|n| normalized(n)).collect();
        for old in [&project.book.entities[&from], &project.book.entities[&into]] {
            for name in std::iter::once(&old.name).chain(&old.aliases) {
                prop_assert!(names.contains(&normalized(name)));
            }
        }
        // A text that only looks like the entity's id does not change.
        for (old, new) in before.1.iter().zip(stage.document.annotations()) {
            prop_assert_eq!(old.attributes.get("word"), new.attributes.get("word"));
        }

        stage.undo(inverse);
        prop_assert_eq!(stage.state(), before);
    }

    #[test]
    fn removing_leaves_nothing_behind_and_is_undone(project in projects(), gone in 0..4_usize) {
        let gone = id(gone);
        let mut stage = Stage::new(&project);
        let before = stage.state();
        let edits = replacing(&stage.document, &codebook(), &gone, None);
        let inverse = stage.perform(removing(&project.book, &gone), edits);
        prop_assert!(replacing(&stage.document, &codebook(), &gone, None).is_empty());
        prop_assert_eq!(stage.book.faults(), vec![]);
        prop_assert!(stage.book.get(&gone).is_none());
        stage.undo(inverse);
        prop_assert_eq!(stage.state(), before);
    }

    #[test]
    fn splitting_moves_what_was_chosen_and_is_undone(project in projects(), ticked in any::<[bool; 8]>()) {
        let old = id(0);
        let mut stage = Stage::new(&project);
        let before = stage.state();
        let mentions: Vec<(AnnotationId, bool)> = stage.document.annotations().iter().zip(ticked)
            .filter(|(a, _)| a.entity.as_ref() == Some(&old))
            .map(|(a, ticked)| (a.id.clone(), ticked))
            .collect();
        let moved: Vec<AnnotationId> = mentions.iter().filter(|(_, ticked)| *ticked).map(|(id, _)| id.clone()).collect();
        let none = BTreeSet::new();
        let (new, changes) = splitting(&project.book, &old, "New", &none, &none).expect("it is there");
        let edits = moving(&stage.document, &moved, &new);
        let inverse = stage.perform(changes, edits);
        for (annotation, ticked) in mentions {
            let want = if ticked { &new } else { &old };
            let now = stage.document.annotation(&annotation).and_then(|a| a.entity.clone());
            prop_assert_eq!(now.as_ref(), Some(want));
        }
        stage.undo(inverse);
        prop_assert_eq!(stage.state(), before);
    }
}

#[test]
fn names_go_along_with_the_mentions_that_have_them() {
    let mut book = EntityBook::default();
    let aliases = ["Moscow", "the Kremlin", "Russia"].map(str::to_owned);
    book.insert(Entity {
        kind: "state".into(),
        aliases: aliases.into(),
        ..Entity::new("russia", "Government of Russia")
    });
    let texts = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect();
    let moved = texts(&["moscow", "russia"]);
    let (new, changes) = splitting(
        &book,
        &"russia".into(),
        "Moscow",
        &moved,
        &texts(&["russia"]),
    )
    .expect("it is there");
    assert_eq!(new.as_str(), "moscow");
    let [Change::Entity(_, Some(new)), Change::Entity(_, Some(rest))] = &changes[..] else {
        panic!("{changes:?}");
    };
    // Its own name is no alias of it.
    assert_eq!((new.kind.as_str(), new.aliases.len()), ("state", 0));
    assert_eq!(rest.aliases, ["the Kremlin", "Russia"]);
}

#[test]
fn merging_fills_missing_fields_from_the_other_entity() {
    let mut book = EntityBook::default();
    book.insert(Entity {
        country: "UKR".into(),
        kind: "person".into(),
        memo: "one".into(),
        ..Entity::new("a", "A")
    });
    book.insert(Entity {
        kind: "group".into(),
        memo: "two".into(),
        ..Entity::new("b", "B")
    });
    let changes = merging(&book, &"a".into(), &"b".into());
    let Some(Change::Entity(_, Some(merged))) = changes.first() else {
        panic!("{changes:?}");
    };
    let fields = (&*merged.country, &*merged.kind, &*merged.memo);
    assert_eq!(fields, ("UKR", "group", "two\none"));
    assert_eq!(merged.aliases, ["A"]);
    assert!(merging(&book, &"a".into(), &"a".into()).is_empty());
}
