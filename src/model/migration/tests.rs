use proptest::prelude::*;

use super::*;
use crate::codebook::{Attribute, Choice, EntityUse, Label, LineStyle, RelationType};
use crate::color::LabelColor;
use crate::document::Owner;
use crate::{Annotation, ByteOffset, Document, Relation, Span, Text};

const TEXT: &str = "Ana asked Ben to go and Ben refused to go.";

fn choice(id: &str, below: &[&str]) -> Choice {
    Choice {
        id: id.into(),
        name: id.to_uppercase(),
        key: None,
        definition: String::new(),
        enabled: true,
        choices: below.iter().map(|id| choice(id, &[])).collect(),
    }
}

fn attribute(id: &str, kind: AttributeKind) -> Attribute {
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

fn label(id: &str, attributes: Vec<Attribute>) -> Label {
    Label {
        id: id.into(),
        name: id.into(),
        keys: Vec::new(),
        color: LabelColor {
            light: [0; 3],
            dark: [255; 3],
        },
        line: LineStyle::Solid,
        enabled: true,
        definition: String::new(),
        extent: String::new(),
        examples: Vec::new(),
        attributes,
        entity: EntityUse::None,
        judgement: false,
    }
}

fn relation(id: &str, from: &str, to: &str) -> RelationType {
    RelationType {
        from: vec![from.into()],
        to: vec![to.into()],
        attributes: vec![attribute("role", AttributeKind::Text)],
        ..RelationType::new(id, id)
    }
}

/// A codebook with `person` and `wish`, two relation types that link them, and attributes of a
/// wish: a tree, a choice and a text.
fn codebook() -> Codebook {
    let tree = AttributeKind::Tree {
        choices: vec![choice("peace", &["truce", "talks"]), choice("money", &[])],
        several: true,
    };
    let side = AttributeKind::Choice(vec![choice("for", &[]), choice("against", &[])]);
    Codebook {
        version: "1.0".into(),
        labels: vec![
            label("person", vec![attribute("rank", AttributeKind::Text)]),
            label(
                "wish",
                vec![
                    attribute("about", tree),
                    attribute("side", side),
                    attribute("note", AttributeKind::Text),
                ],
            ),
            label("place", Vec::new()),
        ]
        .into(),
        annotation_attributes: vec![attribute("sure", AttributeKind::Flag)],
        relations: vec![
            relation("makes", "person", "wish"),
            relation("hears", "person", "wish"),
        ]
        .into(),
        document_fields: vec![attribute("section", AttributeKind::Text)],
        ..Codebook::default()
    }
}

fn annotation(id: &str, label: &str, phrase: &str) -> Annotation {
    let start = TEXT.find(phrase).expect("it is there");
    let span = Span::new(
        &Text::new(TEXT),
        ByteOffset(start),
        ByteOffset(start + phrase.len()),
    );
    Annotation::new(id, label, span.expect("a span"))
}

fn text(value: &str) -> AttributeValue {
    AttributeValue::Text(value.into())
}

fn list(items: &[&str]) -> AttributeValue {
    AttributeValue::List(items.iter().map(|item| (*item).to_owned()).collect())
}

/// Two persons, three wishes, two relations.
fn document() -> Document {
    let with = |mut annotation: Annotation, values: &[(&str, AttributeValue)]| {
        for (name, value) in values {
            annotation.attributes.insert((*name).into(), value.clone());
        }
        annotation
    };
    let annotations = vec![
        with(
            annotation("a1", "person", "Ana"),
            &[("rank", text("envoy"))],
        ),
        annotation("a2", "person", "Ben"),
        with(
            annotation("w1", "wish", "to go"),
            &[
                ("about", list(&["peace/truce", "money"])),
                ("side", text("for")),
                ("note", text("Against")),
            ],
        ),
        with(
            annotation("w2", "wish", "refused"),
            &[("about", list(&["peace"])), ("note", text("hard to say"))],
        ),
        annotation("w3", "wish", "asked"),
    ];
    let relations = vec![
        Relation::new("r1", "makes", "a1".into(), "w1".into()),
        Relation::new("r2", "hears", "a2".into(), "w1".into()),
    ];
    Document::load(Text::new(TEXT), Default::default(), annotations, relations).0
}

/// The codebook and the document after a migration, with its outcome.
fn migrated(
    subject: MigrationSubject,
    action: MigrationAction,
) -> (Codebook, Document, ArticleOutcome) {
    let migration = Migration { subject, action };
    let old = codebook();
    let new = migration.codebook(&old).expect("it is possible");
    let mut document = document();
    let outcome = migration
        .outcome(&old, &new, &document, None)
        .expect("the edit fits");
    document.apply(outcome.edit.clone()).expect("the edit fits");
    (new, document, outcome)
}

/// Lists the annotations with their attributes, one a line: `w1 wish about=peace/truce, money`.
fn message(document: &Document) -> Vec<String> {
    let line = |annotation: &std::sync::Arc<Annotation>| {
        let values = annotation.attributes.iter();
        let values: Vec<String> = values
            .map(|(name, value)| format!(" {name}={value}"))
            .collect();
        format!("{} {}{}", annotation.id, annotation.label, values.concat())
    };
    document.annotations().iter().map(line).collect()
}

fn concerns(outcome: &ArticleOutcome) -> Vec<String> {
    let messages = outcome.concerns.iter();
    messages
        .map(|concern| format!("{} {}", concern.quote, concern.why))
        .collect()
}

fn wish(attribute: &str) -> MigrationSubject {
    MigrationSubject::Attribute(Holder::Label("wish".into()), attribute.into())
}

fn about(path: &str) -> MigrationSubject {
    MigrationSubject::Choice(Holder::Label("wish".into()), "about".into(), path.into())
}

#[test]
fn a_renamed_label_keeps_everything() {
    let (new, document, outcome) = migrated(
        MigrationSubject::Label("wish".into()),
        MigrationAction::Rename("demand".into()),
    );
    assert_eq!(outcome.annotations, 3);
    assert_eq!(concerns(&outcome), [""; 0]);
    assert_eq!(new.relations[0].to, ["demand".into()]);
    assert_eq!(new.version, "1.1");
    assert_eq!(document.counts()["demand"], 3);
    assert_eq!(new.faults(), [""; 0]);
}

#[test]
fn merged_labels_share_their_attributes_and_relations() {
    let (new, document, outcome) = migrated(
        MigrationSubject::Label("person".into()),
        MigrationAction::Merge("place".into()),
    );
    assert_eq!(concerns(&outcome), [""; 0]);
    assert_eq!(message(&document)[0], "a1 place rank=envoy");
    assert_eq!(new.labels.len(), 2);
    assert_eq!(new.labels[1].attributes[0].id, "rank".into());
}

#[test]
fn a_label_is_split_by_value_and_by_phrase() {
    let by_value = SplitCriterion::Value("about".into(), "peace".into());
    for (by, want) in [
        (by_value, vec!["w2"]),
        (SplitCriterion::Phrase("ASK".into()), vec!["w3"]),
        (SplitCriterion::All, vec!["w3", "w1", "w2"]),
    ] {
        let into = "plea".to_owned();
        let (new, document, outcome) = migrated(
            MigrationSubject::Label("wish".into()),
            MigrationAction::Split { into, by },
        );
        let moved = document.annotations().iter();
        let moved = moved.filter(|annotation| annotation.label == "plea".into());
        let ids: Vec<String> = moved.map(|annotation| annotation.id.to_string()).collect();
        assert_eq!(ids, want);
        assert_eq!(concerns(&outcome), [""; 0]);
        assert_ne!(new.labels[1].color, new.labels[2].color);
    }
}

#[test]
fn a_deleted_label_keeps_or_takes_its_annotations() {
    let subject = || MigrationSubject::Label("wish".into());
    let (new, document, outcome) =
        migrated(subject(), MigrationAction::Delete(DeletionPolicy::Keep));
    assert!(!new.labels[1].enabled);
    assert_eq!(document.annotations().len(), 5);
    assert_eq!(outcome.annotations, 0);

    let (new, document, outcome) =
        migrated(subject(), MigrationAction::Delete(DeletionPolicy::Remove));
    assert!(new.relations[0].to.is_empty());
    assert_eq!(document.annotations().len(), 2);
    assert_eq!(document.relations().len(), 0);
    assert_eq!((outcome.annotations, outcome.relations), (3, 2));
    assert_eq!(
        concerns(&outcome),
        [
            "asked is removed",
            "Ana → to go is removed",
            "Ben → to go is removed",
            "to go is removed",
            "refused is removed"
        ]
    );
}

#[test]
fn relation_types_are_renamed_merged_and_deleted() {
    let subject = || MigrationSubject::Relation("makes".into());
    let (_, document, _) = migrated(subject(), MigrationAction::Rename("utters".into()));
    let kind = |document: &Document| document.relation(&"r1".into()).map(|r| r.kind.to_string());
    assert_eq!(kind(&document).as_deref(), Some("utters"));
    let (new, document, _) = migrated(subject(), MigrationAction::Merge("hears".into()));
    assert_eq!(kind(&document).as_deref(), Some("hears"));
    assert_eq!(new.relations.len(), 1);
    let (_, document, outcome) =
        migrated(subject(), MigrationAction::Delete(DeletionPolicy::Remove));
    assert_eq!(kind(&document), None);
    assert_eq!(concerns(&outcome), ["Ana → to go is removed"]);
    let (_, document, outcome) = migrated(subject(), MigrationAction::Delete(DeletionPolicy::Keep));
    assert_eq!(kind(&document).as_deref(), Some("makes"));
    assert_eq!(
        concerns(&outcome),
        ["Ana → to go is kept, but unknown relation type “makes”"]
    );
}

#[test]
fn values_that_are_no_choice_are_kept_and_reported() {
    let side = AttributeKind::Choice(vec![choice("for", &[]), choice("against", &[])]);
    let (_, document, outcome) = migrated(wish("note"), MigrationAction::ChangeKind(side));
    assert_eq!(
        message(&document)[3..],
        [
            "w1 wish about=peace/truce, money note=against side=for",
            "w2 wish about=peace note=hard to say",
        ]
    );
    assert_eq!(
        concerns(&outcome),
        ["refused is kept, but attribute “note”: “hard to say” is not one of the choices"]
    );
}

#[test]
fn attributes_are_renamed_merged_and_deleted() {
    let (_, document, outcome) = migrated(wish("note"), MigrationAction::Rename("remark".into()));
    assert_eq!(
        message(&document)[4],
        "w2 wish about=peace remark=hard to say"
    );
    assert_eq!(concerns(&outcome), [""; 0]);

    // Where both have a value, only one can stay.
    let (_, document, outcome) = migrated(wish("note"), MigrationAction::Merge("side".into()));
    assert_eq!(
        message(&document)[3..],
        [
            "w1 wish about=peace/truce, money note=Against side=for",
            "w2 wish about=peace side=hard to say",
        ]
    );
    assert_eq!(outcome.concerns.len(), 2);

    let (_, document, outcome) = migrated(
        wish("note"),
        MigrationAction::Delete(DeletionPolicy::Remove),
    );
    assert_eq!(message(&document)[4], "w2 wish about=peace");
    assert_eq!(
        concerns(&outcome),
        [
            "to go loses note: Against",
            "refused loses note: hard to say"
        ]
    );
}

#[test]
fn choices_move_with_all_below_them() {
    let action = MigrationAction::Move("money".into());
    let (new, document, outcome) = migrated(about("peace"), action);
    assert_eq!(
        message(&document)[4],
        "w2 wish about=money/peace note=hard to say"
    );
    assert!(message(&document)[3].contains("about=money/peace/truce, money "));
    assert_eq!(concerns(&outcome), [""; 0]);
    assert_eq!(new.labels[1].attributes[0].kind.choices().len(), 1);

    let (_, document, _) = migrated(about("peace/truce"), MigrationAction::Merge("money".into()));
    assert!(message(&document)[3].contains("about=money "));
    let (_, document, _) = migrated(about("peace"), MigrationAction::Rename("calm".into()));
    assert!(message(&document)[3].contains("about=calm/truce, money "));
    let (_, document, outcome) = migrated(
        about("peace"),
        MigrationAction::Delete(DeletionPolicy::Remove),
    );
    assert!(message(&document)[3].contains("about=money "));
    assert_eq!(message(&document)[4], "w2 wish note=hard to say");
    assert_eq!(outcome.concerns.len(), 2);
    let into = "ceasefire".to_owned();
    let by = SplitCriterion::Phrase("refused".into());
    let (_, document, _) = migrated(about("peace"), MigrationAction::Split { into, by });
    assert_eq!(
        message(&document)[4],
        "w2 wish about=ceasefire note=hard to say"
    );
}

#[test]
fn the_impossible_is_refused() {
    let label = |action| Migration {
        subject: MigrationSubject::Label("wish".into()),
        action,
    };
    let of = |subject, action| Migration { subject, action };
    for (migration, said) in [
        (label(MigrationAction::Rename("person".into())), "is taken"),
        (label(MigrationAction::Rename("a/b".into())), "slash"),
        (label(MigrationAction::Merge("wish".into())), "itself"),
        (
            label(MigrationAction::Merge("gone".into())),
            "not in the codebook",
        ),
        (
            label(MigrationAction::Move("person".into())),
            "cannot be done",
        ),
        (
            of(about("peace"), MigrationAction::Move("peace/talks".into())),
            "itself",
        ),
        (
            of(about("war"), MigrationAction::Rename("strife".into())),
            "not in the codebook",
        ),
        (
            of(wish("note"), MigrationAction::Rename("sure".into())),
            "is taken",
        ),
    ] {
        let error = migration.codebook(&codebook()).expect_err(said).to_string();
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn versions_are_raised() {
    for (version, want) in [
        ("1.0", "1.1"),
        ("1.9", "1.10"),
        ("2", "3"),
        ("", "1.1"),
        ("draft", "draft 2"),
        ("v3-beta", "v4-beta"),
    ] {
        assert_eq!(next_version(version), want);
    }
}

fn any_subject() -> impl Strategy<Value = MigrationSubject> {
    let holder = prop_oneof![
        Just(Holder::Label("wish".into())),
        Just(Holder::Label("person".into())),
        Just(Holder::Annotations),
        Just(Holder::Relation("makes".into())),
        Just(Holder::Article),
    ];
    let attribute = prop::sample::select(vec![
        "about", "side", "note", "sure", "rank", "role", "section",
    ]);
    let path = prop::sample::select(vec!["peace", "peace/truce", "money", "for"]);
    prop_oneof![
        prop::sample::select(vec!["person", "wish", "place"])
            .prop_map(|id| MigrationSubject::Label(id.into())),
        prop::sample::select(vec!["makes", "hears"])
            .prop_map(|id| MigrationSubject::Relation(id.into())),
        (holder, attribute).prop_map(|(holder, id)| MigrationSubject::Attribute(holder, id.into())),
        (prop::sample::select(vec!["about", "side"]), path).prop_map(|(id, path)| {
            MigrationSubject::Choice(Holder::Label("wish".into()), id.into(), path.into())
        }),
    ]
}

fn any_action() -> impl Strategy<Value = MigrationAction> {
    // Unused ids, and ids that the codebook declares.
    let id = prop::sample::select(vec![
        "new",
        "person",
        "place",
        "wish",
        "hears",
        "side",
        "note",
        "peace",
        "money",
        "peace/talks",
        "against",
    ]);
    let by = prop_oneof![
        Just(SplitCriterion::All),
        Just(SplitCriterion::Phrase("go".into())),
        Just(SplitCriterion::Value("side".into(), "for".into())),
    ];
    let kind = prop_oneof![
        Just(AttributeKind::Flag),
        Just(AttributeKind::Text),
        Just(AttributeKind::Integer),
        Just(AttributeKind::Number),
        Just(AttributeKind::Date),
        Just(AttributeKind::Several(vec![
            choice("for", &[]),
            choice("money", &[])
        ])),
        Just(AttributeKind::Choice(vec![choice("against", &[])])),
    ];
    prop_oneof![
        id.clone().prop_map(|id| MigrationAction::Rename(id.into())),
        id.clone().prop_map(|id| MigrationAction::Merge(id.into())),
        (id.clone(), by).prop_map(|(id, by)| MigrationAction::Split {
            into: id.into(),
            by
        }),
        prop_oneof![Just(DeletionPolicy::Keep), Just(DeletionPolicy::Remove)]
            .prop_map(MigrationAction::Delete),
        kind.prop_map(MigrationAction::ChangeKind),
        id.prop_map(|id| MigrationAction::Move(id.into())),
    ]
}

fn any_values() -> impl Strategy<Value = Vec<(usize, &'static str, AttributeValue)>> {
    let value = prop_oneof![
        Just(text("for")),
        Just(text("3")),
        Just(list(&["peace/truce", "peace"])),
        Just(list(&["money"])),
        Just(AttributeValue::Flag(true)),
        Just(AttributeValue::Number(2.5)),
        Just(AttributeValue::Unknown("{}".into())),
    ];
    let name = prop::sample::select(vec!["about", "side", "note", "sure", "rank", "new"]);
    prop::collection::vec((0..5usize, name, value), 0..12)
}

proptest! {
    #[test]
    fn undoing_a_migration_is_identity_and_every_new_fault_is_reported(
        subject in any_subject(),
        action in any_action(),
        values in any_values(),
    ) {
        let migration = Migration { subject, action };
        let old = codebook();
        let Ok(new) = migration.codebook(&old) else {
            return Ok(());
        };
        prop_assert_eq!(new.faults(), Vec::<String>::new());
        let mut before = document();
        for (at, name, value) in values {
            let id = before.annotations()[at].id.clone();
            let edit = Edit::SetAttribute(Owner::Annotation(id), name.into(), Some(value));
            before.apply(edit).expect("it fits");
        }
        let outcome = migration.outcome(&old, &new, &before, None).expect("it fits");
        let mut document = before.clone();
        let inverse = document.apply(outcome.edit.clone()).expect("it fits");

        let known = audit::audit(&before, &old, None);
        for fault in audit::audit(&document, &new, None) {
            let is_told = outcome.concerns.iter().any(|concern| {
                concern.subject == fault.subject && concern.why == Why::Fault(fault.kind.clone())
            });
            let was_there = known.contains(&fault)
                || known.iter().any(|known| migration.renamed(known.kind.clone()) == fault.kind);
            prop_assert!(is_told || was_there, "{fault:?}");
        }
        // Only the deleted item is lost.
        if migration.action != MigrationAction::Delete(DeletionPolicy::Remove) {
            prop_assert_eq!(document.annotations().len(), before.annotations().len());
            prop_assert_eq!(document.relations().len(), before.relations().len());
            prop_assert!(outcome.concerns.iter().all(|c| matches!(c.why, Why::Fault(_))));
        }

        document.apply(inverse).expect("an inverse always fits");
        prop_assert_eq!(document.annotations(), before.annotations());
        prop_assert_eq!(document.fields(), before.fields());
        let relations = |document: &Document| document.relations().cloned().collect::<Vec<_>>();
        prop_assert_eq!(relations(&document), relations(&before));
    }
}
