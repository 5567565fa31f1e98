use std::fs;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::value::to_raw_value;

use super::edits::EntryError;
use super::lines::{self, ActionForm, Foreign, JournalLine};
use super::*;
use crate::ArticleLoader;
use crate::codebook;
use crate::hash;
use crate::model::annotation::DetachedAnchor;
use crate::model::document::{Owner, Status};
use crate::model::history::{
    Action, ArticleId, Change, CodingId, Focus, Step, StepDirection, StepId,
};
use crate::model::step_name::StepName;
use crate::model::{
    Anchor, Annotation, AttributeValue, ByteOffset, CharOffset, Document, Edit, Entity, Fragments,
    Provenance, Relation, Selection, Span,
};
use crate::project::{Project, WalkLimits, open_project, sidecar_path};
use crate::sidecar::{Header, Snapshot};

const TEXT: &str = "Putin demands a NATO freeze. 🕊️ Zelenskyy refused.\n";

fn text() -> Text {
    Text::new(TEXT)
}

fn sources() -> Sources {
    let source = |name: &str, coder: &str| ArticleSource {
        file: ProjectFile::article(Path::new("/p"), &Path::new("/p").join(name), coder),
        sha256: "aa".into(),
        text: text(),
    };
    let meta = ArticleSource {
        file: ProjectFile::meta(Path::new("/p"), Path::new("/p/talks.txt")),
        ..source("talks.txt", "")
    };
    Sources {
        codings: [
            (CodingId(3), source("talks.txt", "")),
            (CodingId(9), source("sub/café.txt", "mk")),
        ]
        .into(),
        articles: [(ArticleId(7), meta)].into(),
    }
}

/// Fragments that lie within the text, as pairs of character numbers.
fn fragments() -> impl Strategy<Value = Fragments> {
    prop::collection::vec((0..40_usize, 1..8_usize), 1..3).prop_map(|places| {
        let text = text();
        let spans = places.into_iter().filter_map(|(start, len)| {
            let at = |char| text.byte_from_char(CharOffset(char));
            Span::new(&text, at(start)?, at(start + len)?).ok()
        });
        Fragments::joined(spans).expect("there is one")
    })
}

fn place() -> impl Strategy<Value = Anchor> {
    let lost = DetachedAnchor {
        chars: vec![(CharOffset(900), CharOffset(905))],
        quote: vec!["gone".into()],
        prefix: "before ".into(),
        suffix: String::new(),
    };
    prop_oneof![
        4 => fragments().prop_map(Anchor::At),
        1 => Just(Anchor::Detached(lost.into())),
    ]
}

/// Every type of value that a file can contain.
fn value() -> impl Strategy<Value = AttributeValue> {
    prop_oneof![
        any::<bool>().prop_map(AttributeValue::Flag),
        ".*".prop_map(AttributeValue::Text),
        any::<i64>().prop_map(AttributeValue::Integer),
        (-1e9..1e9_f64).prop_map(AttributeValue::Number),
        prop::collection::vec(".{0,4}", 0..3).prop_map(AttributeValue::List),
        Just(AttributeValue::Unknown("null".into())),
        Just(AttributeValue::Unknown("{\"x\":[1]}".into())),
    ]
}

fn annotation() -> impl Strategy<Value = Annotation> {
    let parts = (place(), value(), ".{0,8}", any::<bool>());
    parts.prop_map(|(place, value, memo, full)| {
        let span = Span::noted(ByteOffset(0), ByteOffset(1)).expect("a span");
        let mut annotation = Annotation::new("a1", "actor", span);
        annotation.place = place;
        annotation.memo = memo;
        if full {
            annotation.entity = Some("e\"1".into());
            annotation.attributes.insert("polarity".into(), value);
            annotation.provenance = Provenance::manual("mk", "2026-11-22T15:04:05Z");
            annotation.unknown = vec![("mood".into(), "{\"a\":1}".into())];
        }
        annotation
    })
}

fn edit() -> impl Strategy<Value = Edit> {
    let optional = || prop::option::of(value());
    let owner = prop_oneof![
        Just(Owner::Annotation("a1".into())),
        Just(Owner::Relation("r1".into())),
    ];
    let mut relation = Relation::new("r1", "makes", "a1".into(), "b2".into());
    relation
        .attributes
        .insert("sure".into(), AttributeValue::Flag(true));
    let leaf = prop_oneof![
        annotation().prop_map(|annotation| Edit::Add(annotation.into())),
        Just(Edit::Remove("a1".into())),
        place().prop_map(|place| Edit::SetPlace("a1".into(), place)),
        Just(Edit::SetLabel("a1".into(), "demand".into())),
        prop::option::of("[a-z]{1,3}")
            .prop_map(|e| Edit::SetEntity("a1".into(), e.map(|e| e.as_str().into()))),
        (owner, optional()).prop_map(|(owner, v)| Edit::SetAttribute(owner, "polarity".into(), v)),
        ".*".prop_map(|memo| Edit::SetMemo("a1".into(), memo)),
        Just(Edit::Link(relation.into())),
        Just(Edit::Unlink("r1".into())),
        Just(Edit::SetStatus(Status::Other("later".into()))),
        optional().prop_map(|value| Edit::SetField("title".into(), value)),
        prop::option::of(crate::sidecar::testing::decision())
            .prop_map(|decision| Edit::Decide("d1".into(), decision.map(Arc::new))),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        prop::collection::vec(inner, 0..4).prop_map(Edit::Batch)
    })
}

fn change() -> impl Strategy<Value = Change> {
    let mut entity = Entity::new("ana-reyes", "Ana Reyes");
    entity.aliases = vec!["the envoy".into()];
    entity.unknown = vec![("since".into(), "2025".into())];
    let codebook = Arc::new(codebook::built_in().codebook);
    prop_oneof![
        2 => (".{0,8}", prop::option::of(value())).prop_map(|(name, value)| {
            Change::Field(ArticleId(7), name, value)
        }),
        6 => edit().prop_map(|edit| Change::Coding(CodingId(3), edit)),
        2 => edit().prop_map(|edit| Change::Coding(CodingId(9), edit)),
        1 => Just(Change::Entity(entity.id.clone(), Some(Box::new(entity)))),
        1 => Just(Change::Entity("ana-reyes".into(), None)),
        1 => Just(Change::Codebook(codebook)),
    ]
}

fn action(number: u64, changes: Vec<Change>) -> Action {
    Action {
        number,
        coder: String::new(),
        direction: StepDirection::Do,
        changes: changes.clone().into(),
        step: Step {
            name: StepName::Tag {
                label: "“actor”".into(),
            },
            id: StepId::default(),
            changes: changes.into_iter().rev().collect(),
            before: None,
            after: Some(Focus {
                article: CodingId(9),
                selection: Selection::new(ByteOffset(5), ByteOffset(0)),
                chosen: Some("a1".into()),
            }),
            series: None,
        },
        joined: number == 2,
    }
}

fn written(lines: &[JournalLine]) -> Vec<u8> {
    let mut bytes = lines::head();
    for line in lines {
        line.write(&mut bytes).expect("memory takes it");
    }
    bytes
}

/// A change with articles referenced by their index in the action's list.
fn by_place(change: Change) -> Change {
    match change {
        Change::Coding(CodingId(3), edit) => Change::Coding(CodingId(0), edit),
        Change::Coding(_, edit) => Change::Coding(CodingId(1), edit),
        // Articles' own files stand behind the codings.
        Change::Field(_, name, value) => Change::Field(ArticleId(2), name, value),
        change => change,
    }
}

proptest! {
    #[test]
    fn an_action_comes_back_as_it_was_written(changes in prop::collection::vec(change(), 0..5)) {
        let line = JournalLine::action(&action(1, changes.clone()), &sources()).expect("it is written");
        let bytes = written(&[line]);
        let read = lines::read(&bytes).expect("it is a journal");
        prop_assert_eq!((read.lines.len(), read.end, read.is_damaged), (1, bytes.len(), false));
        let (JournalLine::Action(form), _) = &read.lines[0] else { panic!("it is an action") };
        let step = form.step(&|_| None).expect("it is read");
        let expected: Vec<Change> = changes.iter().cloned().map(by_place).collect();
        let back: Vec<Change> = step.changes.iter().rev().cloned().collect();
        prop_assert_eq!(&back, &expected);
        let forward: Result<Vec<Change>, EntryError> =
            form.changes.iter().map(|change| change.read(|_| None)).collect();
        prop_assert_eq!(forward.expect("they are read"), expected);
        prop_assert_eq!(step.after.map(|focus| focus.article), Some(CodingId(1)));
    }

    #[test]
    fn a_journal_is_never_worse_than_its_good_lines(
        at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>(),
    ) {
        let lines: Vec<JournalLine> = (1..=4)
            .map(|n| JournalLine::action(&action(n, Vec::new()), &sources()).expect("it is written"))
            .collect();
        let good = written(&lines);
        let at = at.index(good.len());
        let mut bytes = good.clone();
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        match lines::read(&bytes) {
            Ok(read) => {
                let actions = read.lines.iter().filter(|(line, _)| matches!(line, JournalLine::Action(_)));
                let actions = actions.count();
                if cut {
                    // All complete lines are read, and nothing else.
                    let ends = good[..at].iter().filter(|byte| **byte == b'\n').count();
                    prop_assert_eq!(actions, ends.saturating_sub(1));
                    prop_assert!(read.end <= at && !read.is_damaged);
                } else {
                    // A damaged line end spoils two lines.
                    prop_assert!(actions >= 2);
                }
            }
            Err(_) => prop_assert!(!cut && at < lines::head().len()),
        }
    }

    #[test]
    fn anything_can_stand_in_a_journal_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut journal = lines::head();
        journal.extend(&bytes);
        prop_assert!(lines::read(&journal).is_ok());
        let _ = lines::read(&bytes);
    }
}

/// A journal from before the names of steps were stored by id.
#[test]
fn names_of_an_earlier_version_stay_as_their_text() {
    let old = include_bytes!("../../../tests/data/journal-with-names-in-english");
    let read = lines::read(old).expect("it is a journal");
    assert!(!read.is_damaged);
    let actions = read.lines.iter().filter_map(|(line, _)| match line {
        JournalLine::Action(action) => Some(action),
        _ => None,
    });
    let names: Vec<StepName> = actions
        .map(|action| action.step(&|_| None).expect("a step").name)
        .collect();
    let text = |name: &str| StepName::Other(name.to_owned());
    let resolved = text("settle two versions");
    assert_eq!(
        names,
        [
            text("mark article as in-progress"),
            resolved.clone(),
            resolved
        ]
    );
}

/// A later version may have names that this one does not know.
#[test]
fn a_name_that_is_not_known_is_shown_as_it_was_written() {
    let line = JournalLine::action(&action(1, Vec::new()), &sources()).expect("it is written");
    let JournalLine::Action(mut form) = line else {
        panic!("it is an action")
    };
    let name = |form: &ActionForm| form.step(&|_| None).expect("a step").name;
    let label = "“actor”".to_owned();
    assert_eq!(name(&form), StepName::Tag { label });
    form.step = Some(to_raw_value(&["fly-to", "the moon"]).expect("JSON"));
    form.name = "fly to the moon".to_owned();
    assert_eq!(name(&form), StepName::Other("fly to the moon".to_owned()));
}

#[test]
fn an_annotation_of_a_changed_article_is_found_by_its_quote() {
    let span = Span::new(&text(), ByteOffset(16), ByteOffset(20)).expect("a span");
    let edit = Edit::Add(Annotation::new("a1", "actor", span).into());
    let change = Change::Coding(CodingId(3), edit);
    let line = JournalLine::action(&action(1, vec![change]), &sources()).expect("it is written");
    let JournalLine::Action(form) = line else {
        panic!("it is an action")
    };
    for (now, stands) in [
        ("Putin demands a NATO freeze!", true),
        ("Putin refused any freeze", false),
    ] {
        let change = form.changes[0].read(|_| Some(Text::new(now)));
        let Ok(Change::Coding(_, Edit::Add(annotation))) = change else {
            panic!("it adds")
        };
        assert_eq!(annotation.fragments().is_some(), stands, "{now}");
    }
}

fn contents(upto: u64) -> Contents {
    Contents {
        file: ProjectFile::article(Path::new("/p"), Path::new("/p/talks.txt"), ""),
        upto,
        sha256: Some(format!("{upto}")),
    }
}

fn status() -> Vec<Change> {
    vec![Change::Coding(CodingId(3), Edit::SetStatus(Status::Done))]
}

#[test]
fn of_two_programs_each_has_a_journal_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = JournalFile::open(folder.path()).expect("it opens").journal;
    first.add_action(&action(1, status()), &sources());
    first.sync().expect("it is written");
    let second = JournalFile::open(folder.path()).expect("it opens");
    assert_ne!(second.journal.path(), first.path());
    assert_eq!(second.lines.lines.len(), 0);
    drop(second);
    let path = first.path().to_owned();
    drop(first);
    let again = JournalFile::open(folder.path()).expect("it opens");
    let others: usize = again
        .others
        .iter()
        .map(|other| other.lines.lines.len())
        .sum();
    assert_eq!(again.lines.lines.len() + others, 1);
    assert!(path.exists());
}

#[test]
fn a_truncated_tail_is_cut_and_a_damaged_journal_is_set_aside() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = || JournalFile::open(folder.path()).expect("it opens");
    let mut opened = open();
    for number in 1..=3 {
        opened
            .journal
            .add_action(&action(number, status()), &sources());
    }
    opened.journal.sync().expect("it is written");
    let path = opened.journal.path().to_owned();
    drop(opened);
    let good = fs::read(&path).expect("it is there");

    fs::write(&path, [&good[..], b"0123456789abcdef {\"act"].concat()).expect("it is torn");
    let mut opened = open();
    assert_eq!((opened.lines.lines.len(), opened.aside.len()), (3, 0));
    opened.journal.add_action(&action(4, status()), &sources());
    opened.journal.sync().expect("it is written");
    drop(opened);
    assert_eq!(open().lines.lines.len(), 4);

    let mut damaged = good.clone();
    let second = good.iter().take_while(|byte| **byte != b'\n').count() + 400;
    damaged[second] ^= 1;
    fs::write(&path, &damaged).expect("it is damaged");
    let opened = open();
    assert!(
        opened
            .lines
            .lines
            .iter()
            .any(|(line, _)| matches!(line, JournalLine::Gap))
    );
    assert_eq!(fs::read(&opened.aside[0]).expect("it is kept"), damaged);
    drop(opened);
    // It is reported once.
    let opened = open();
    assert_eq!((opened.lines.lines.len(), opened.aside.len()), (3, 0));
    drop(opened);

    fs::write(&path, "something else").expect("it is written");
    let opened = open();
    let kept = fs::read(&opened.aside[0]).expect("it is kept");
    assert_eq!(
        (opened.lines.lines.len(), &kept[..]),
        (0, &b"something else"[..])
    );
    drop(opened);
    fs::write(&path, "demarche-journal 2\n").expect("it is written");
    assert_ne!(open().journal.path(), path);
    assert_eq!(
        lines::read(b"demarche-journal 2\n").err(),
        Some(Foreign::Newer)
    );
}

#[test]
fn old_actions_go_and_those_that_a_file_lacks_stay() {
    let act = |n| JournalLine::action(&action(n, status()), &sources()).expect("it is written");
    let of = |lines: Vec<JournalLine>, bytes: usize| {
        let read = lines::read(&written(&lines)).expect("it is a journal");
        let kept = super::file::kept_lines(&read, bytes).into_iter();
        let kept = kept.map(|index| match &read.lines[index].0 {
            JournalLine::Action(form) => format!("{}", form.number),
            JournalLine::Written(contents) => format!("written {}", contents.upto),
            JournalLine::Writing(contents) => format!("writing {}", contents.upto),
            JournalLine::Gap => "gap".to_owned(),
        });
        kept.collect::<Vec<_>>().join(", ")
    };
    let lines = || {
        vec![
            JournalLine::Written(contents(0)),
            act(1),
            JournalLine::Written(contents(1)),
            act(2),
            act(3),
            JournalLine::Writing(contents(3)),
        ]
    };
    assert_eq!(of(lines(), 0), "written 1, 2, 3, writing 3");
    assert_eq!(of(lines(), 1 << 20), "1, written 1, 2, 3, writing 3");
    let mut all_written = lines();
    all_written.push(JournalLine::Written(contents(3)));
    assert_eq!(of(all_written, 0), "");
}

/// A project with one article whose sidecar has this memo, and the hash of that sidecar.
fn project(folder: &Path, memo: &str) -> (Project, String) {
    let path = folder.join("talks.txt");
    fs::write(&path, TEXT).expect("a file");
    let mut document = Document::new(text());
    let span = Span::new(&text(), ByteOffset(0), ByteOffset(5)).expect("a span");
    let mut annotation = Annotation::new("a1", "actor", span);
    annotation.memo = memo.to_owned();
    document
        .apply(Edit::Add(annotation.into()))
        .expect("it fits");
    let header = Header {
        file: "talks.txt".to_owned(),
        sha256: hash::sha256_hex(TEXT.as_bytes()),
        encoding: "utf-8".to_owned(),
        ..Header::default()
    };
    let bytes = Snapshot::new(&document, &Arc::new(header)).to_bytes();
    fs::write(sidecar_path(&path, None), &bytes).expect("a file");
    let project = open_project(&[folder.to_owned()], WalkLimits::default()).expect("it opens");
    (project, hash::sha256_hex(&bytes))
}

/// The result of recovery for each action: `1` contained, `2+` missing, `!` nothing up to here can
/// be undone.
fn recovered(lines: &[JournalLine], project: &Project) -> String {
    let bytes = written(lines);
    let lines = lines::read(&bytes).expect("it is a journal");
    let actions = recover(&lines, project, &ArticleLoader::new(None))
        .actions
        .into_iter()
        .enumerate();
    let actions = actions.map(|(index, action)| {
        let is_missing = action.missing.iter().any(Option::is_some);
        let (missing, end) = (if is_missing { "+" } else { "" }, action.is_end);
        format!("{}{missing}{}", index + 1, if end { "!" } else { "" })
    });
    actions.collect::<Vec<_>>().join(" ")
}

#[test]
fn missing_actions_follow_from_the_hash_of_the_file() {
    let source = ArticleSource {
        sha256: hash::sha256_hex(TEXT.as_bytes()),
        ..sources().codings[&CodingId(3)].clone()
    };
    let sources = Sources {
        codings: [(CodingId(3), source.clone()), (CodingId(9), source)].into(),
        ..Sources::default()
    };
    let act = |n| {
        let status = [Status::Done, Status::New][n as usize % 2].clone();
        let change = Change::Coding(CodingId(3), Edit::SetStatus(status));
        JournalLine::action(&action(n, vec![change]), &sources).expect("it is written")
    };
    let holds = |upto, sha256: &str| Contents {
        sha256: Some(sha256.to_owned()),
        ..contents(upto)
    };
    let folder = tempfile::tempdir().expect("a folder");
    let (project, hash) = project(folder.path(), "ours");
    let check = |written: (u64, &str), writing: (u64, &str), expected: &str| {
        let lines = [
            act(1),
            act(2),
            JournalLine::Written(holds(written.0, written.1)),
            act(3),
            act(4),
            JournalLine::Writing(holds(writing.0, writing.1)),
        ];
        assert_eq!(
            recovered(&lines, &project),
            expected,
            "{written:?} {writing:?}"
        );
    };
    check((2, &hash), (4, "h4"), "1 2 3+ 4+");
    check((2, "h2"), (4, &hash), "1 2 3 4");
    check((2, "h2"), (3, &hash), "1 2 3 4+");
    // Another program wrote the file: earlier actions that it may have changed are not replayed,
    // and their inverses are unknown.
    check((2, "h2"), (4, "h4"), "1! 2! 3+ 4+");
}

#[test]
fn an_action_before_missing_ones_is_the_end_of_undo() {
    let folder = tempfile::tempdir().expect("a folder");
    let (project, hash) = project(folder.path(), "ours");
    let source = ArticleSource {
        sha256: hash::sha256_hex(TEXT.as_bytes()),
        ..sources().codings[&CodingId(3)].clone()
    };
    let sources = Sources {
        codings: [(CodingId(3), source.clone()), (CodingId(9), source)].into(),
        ..Sources::default()
    };
    let act = |n| JournalLine::action(&action(n, status()), &sources).expect("it is written");
    let written = || {
        JournalLine::Written(Contents {
            sha256: Some(hash.clone()),
            ..contents(9)
        })
    };
    let check = |lines: Vec<JournalLine>, expected: &str| {
        let lines: Vec<JournalLine> = lines.into_iter().chain([written()]).collect();
        let shown = recovered(&lines, &project);
        assert_eq!(shown, expected);
    };
    check(vec![act(7), act(8), act(9)], "1 2 3");
    // The journal had no space for the action 8.
    check(vec![act(7), act(9)], "1! 2");
    check(vec![act(8), JournalLine::Gap, act(9)], "1! 2");
}

#[test]
fn of_foreign_entities_only_what_came_after_the_last_writing_is_missing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (project, _) = project(folder.path(), "");
    let file = "{\"format\": \"demarche-entities\", \"version\": 1, \"entities\": []}\n";
    fs::write(project.entities_path(), file).expect("a file");
    let act = |n| {
        let change = Change::Entity("a".into(), Some(Box::new(Entity::new("a", format!("{n}")))));
        JournalLine::action(&action(n, vec![change]), &sources()).expect("it is written")
    };
    let check = |sha256: &str, expected: &str| {
        let written = JournalLine::Written(Contents {
            file: ProjectFile::Entities,
            upto: 1,
            sha256: Some(sha256.to_owned()),
        });
        let lines = [act(1), written, act(2)];
        assert_eq!(recovered(&lines, &project), expected);
    };
    check(&hash::sha256_hex(file.as_bytes()), "1 2+");
    check("another", "1! 2+");
}
