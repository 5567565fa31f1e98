//! Comparing, deciding and strategies, on small articles written with marks and at random.

use std::sync::Arc;

use proptest::prelude::*;

use super::agreed::{Decider, VersionChoice};
use super::comparison::ArticleComparison;
use super::issue::{DifferenceFlags, Issue};
use super::outcome::{IssueState, Outcome};
use super::strategy::{Strategy as Rule, StrategyScope};
use crate::annotation::{Annotation, AttributeValue};
use crate::decision::DecidedHow;
use crate::document::{Document, Edit};
use crate::field_scope::FieldScope;
use crate::relation::Relation;
use crate::span::Span;
use crate::text::{ByteOffset, Text};

const TEXT: &str = "Éva demands a ceasefire without exceptions and a meeting of the envoys";

fn decider() -> Decider {
    Decider {
        by: "jo".into(),
        at: "2026-12-01T09:00:00Z".into(),
    }
}

/// A coder's document: phrases with their labels and a value of `how`, linked as `makes` by index.
fn coded(annotations: &[(&str, &str, Option<&str>)], links: &[(usize, usize)]) -> Document {
    let mut document = Document::new(Text::new(TEXT));
    for (index, (phrase, label, how)) in annotations.iter().enumerate() {
        let start = TEXT.find(phrase).expect("in the text");
        let ends = (ByteOffset(start), ByteOffset(start + phrase.len()));
        let span = Span::new(document.text(), ends.0, ends.1).expect("a span");
        let mut annotation = Annotation::new(format!("{index}"), *label, span);
        if let Some(how) = how {
            let value = AttributeValue::Text((*how).to_owned());
            annotation.attributes.insert("how".into(), value);
        }
        document
            .apply(Edit::Add(annotation.into()))
            .expect("it fits");
    }
    for (index, (from, to)) in links.iter().enumerate() {
        let (from, to) = (format!("{from}"), format!("{to}"));
        let relation = Relation::new(format!("r{index}"), "makes", from.into(), to.into());
        document
            .apply(Edit::Link(relation.into()))
            .expect("it fits");
    }
    document
}

fn compared(coders: &[(&str, &Document)]) -> ArticleComparison {
    ArticleComparison::new(&Text::new(TEXT), coders, &FieldScope::default())
}

/// The agreed version with what all have.
fn begun(comparison: &ArticleComparison) -> Document {
    let mut agreed = Document::new(Text::new(TEXT));
    let edit = comparison.take_agreed(&agreed, &decider());
    agreed.apply(edit).expect("it fits");
    agreed
}

fn decide(
    comparison: &ArticleComparison,
    agreed: &mut Document,
    issue: usize,
    choice: VersionChoice,
) {
    let edit = comparison.decide(agreed, issue, choice, &decider());
    agreed.apply(edit).expect("it fits");
}

/// What a document has: phrase, label and value of each annotation, then the ends of each relation.
fn contents(document: &Document) -> Vec<String> {
    let phrase = |annotation: &Annotation| {
        let fragments = annotation.fragments().expect("in place");
        fragments.quote(document.text())
    };
    let annotations = document.annotations().iter().map(|annotation| {
        let how = annotation.attributes.get("how");
        let how = how.map_or_else(String::new, |how| format!(" {how}"));
        format!("{}: {}{how}", phrase(annotation), annotation.label)
    });
    let end = |id| {
        document
            .annotation(id)
            .map_or_else(String::new, |a| phrase(a))
    };
    let links = document.relations();
    let links = links.map(|link| format!("{} -> {}", end(&link.from), end(&link.to)));
    let mut links: Vec<String> = links.collect();
    links.sort();
    annotations.chain(links).collect()
}

fn only_difference(comparison: &ArticleComparison) -> (usize, &Issue) {
    let [index] = comparison.differences() else {
        panic!("one difference, not {:?}", comparison.differences());
    };
    (*index, &comparison.issues()[*index])
}

#[test]
fn what_all_have_is_taken_and_only_the_value_that_differs_is_open() {
    let ls = coded(
        &[
            ("Éva", "actor", None),
            ("a ceasefire", "demand", Some("for")),
        ],
        &[(0, 1)],
    );
    let mk = coded(
        &[
            ("Éva", "actor", None),
            ("a ceasefire", "demand", Some("against")),
        ],
        &[(0, 1)],
    );
    let comparison = compared(&[("ls", &ls), ("mk", &mk)]);
    let mut agreed = begun(&comparison);
    assert_eq!(
        contents(&agreed),
        ["Éva: actor", "a ceasefire: demand", "Éva -> a ceasefire"]
    );
    let (index, issue) = only_difference(&comparison);
    assert!(issue.flags.values && !issue.flags.missing);
    assert_eq!(
        comparison.state(issue, agreed.decisions()),
        IssueState::Open
    );

    let edit = comparison.decide_value(&agreed, (index, 0), VersionChoice::Coder(1), &decider());
    agreed.apply(edit).expect("it fits");
    assert_eq!(comparison.open(agreed.decisions()), []);
    assert_eq!(contents(&agreed)[1], "a ceasefire: demand against");
    // Its place was decided by nobody.
    let demand = &agreed.annotations()[1];
    assert_eq!(
        demand.provenance.origin.as_deref(),
        Some("adjudicated:unanimous")
    );
    assert_eq!(agreed.relations().len(), 1);
    let taken = agreed.decisions().values().next().expect("a decision");
    assert_eq!(
        (taken.facet.name().as_str(), &taken.how),
        ("attribute:how", &DecidedHow::Chosen)
    );
}

#[test]
fn both_halves_of_a_knot_go_with_the_coder_who_has_them() {
    let ls = coded(&[("a ceasefire without exceptions", "demand", None)], &[]);
    let mk = coded(
        &[
            ("a ceasefire", "demand", None),
            ("without exceptions", "demand", None),
        ],
        &[],
    );
    let comparison = compared(&[("mk", &mk), ("ls", &ls)]);
    let (index, issue) = only_difference(&comparison);
    assert_eq!(issue.of.len(), 3);
    assert_eq!(issue.readings.len(), 2);
    let mut agreed = begun(&comparison);
    assert!(agreed.annotations().is_empty());
    decide(&comparison, &mut agreed, index, VersionChoice::Coder(1));
    assert_eq!(
        contents(&agreed),
        ["a ceasefire: demand", "without exceptions: demand"]
    );
    decide(&comparison, &mut agreed, index, VersionChoice::Coder(0));
    assert_eq!(
        contents(&agreed),
        ["a ceasefire without exceptions: demand"]
    );
    let from = &agreed.annotations()[0].provenance.from;
    assert_eq!(
        from.iter().map(|id| id.as_str()).collect::<Vec<_>>().len(),
        2
    );
    decide(&comparison, &mut agreed, index, VersionChoice::Nobody);
    assert_eq!(contents(&agreed), Vec::<String>::new());
    assert_eq!(comparison.open(agreed.decisions()), []);
    decide(&comparison, &mut agreed, index, VersionChoice::Open);
    assert_eq!(comparison.open(agreed.decisions()), [index]);
    assert!(agreed.decisions().is_empty());
}

#[test]
fn a_relation_follows_the_end_that_only_one_coder_has_and_leads_to_the_agreed_annotation() {
    let ls = coded(
        &[("Éva", "actor", None), ("a ceasefire", "demand", None)],
        &[(0, 1)],
    );
    let mk = coded(&[("a ceasefire without exceptions", "demand", None)], &[]);
    let comparison = compared(&[("ls", &ls), ("mk", &mk)]);
    let mut agreed = begun(&comparison);
    let [actor, demand] = comparison.differences() else {
        panic!("two differences, and the relation follows");
    };
    decide(&comparison, &mut agreed, *demand, VersionChoice::Coder(1));
    decide(&comparison, &mut agreed, *actor, VersionChoice::Coder(0));
    assert_eq!(
        contents(&agreed),
        [
            "Éva: actor",
            "a ceasefire without exceptions: demand",
            "Éva -> a ceasefire without exceptions"
        ]
    );
    decide(&comparison, &mut agreed, *actor, VersionChoice::Nobody);
    assert_eq!(
        contents(&agreed),
        ["a ceasefire without exceptions: demand"]
    );
}

#[test]
fn a_link_that_one_of_two_drew_is_a_difference_unless_its_end_is_gone() {
    let both = [("Éva", "actor", None), ("a ceasefire", "demand", None)];
    let (ls, mk) = (coded(&both, &[(0, 1)]), coded(&both, &[]));
    let comparison = compared(&[("ls", &ls), ("mk", &mk)]);
    let (link, issue) = only_difference(&comparison);
    assert!(issue.flags.relation && issue.flags.missing);
    let mut agreed = begun(&comparison);
    decide(&comparison, &mut agreed, link, VersionChoice::Coder(0));
    assert_eq!(agreed.relations().len(), 1);
    decide(&comparison, &mut agreed, link, VersionChoice::Coder(1));
    assert_eq!(agreed.relations().len(), 0);

    // Without a decision, and without its end, there is nothing to decide.
    let mut agreed = begun(&comparison);
    let demand = comparison
        .issues()
        .iter()
        .position(|issue| issue.chars.0 == 12);
    decide(
        &comparison,
        &mut agreed,
        demand.expect("a demand"),
        VersionChoice::Nobody,
    );
    assert_eq!(comparison.open(agreed.decisions()), []);
}

#[test]
fn a_change_of_one_coder_reopens_that_decision_alone_and_keeps_what_was_taken() {
    let mk = coded(&[("a ceasefire", "demand", None)], &[]);
    let ls = coded(
        &[
            ("a ceasefire without", "demand", None),
            ("the envoys", "actor", None),
        ],
        &[],
    );
    let comparison = compared(&[("ls", &ls), ("mk", &mk)]);
    let mut agreed = begun(&comparison);
    for &issue in comparison.differences() {
        decide(&comparison, &mut agreed, issue, VersionChoice::Coder(0));
    }
    let before = contents(&agreed);

    let ls = coded(
        &[
            ("a ceasefire without exceptions", "demand", None),
            ("the envoys", "actor", None),
        ],
        &[],
    );
    let comparison = compared(&[("ls", &ls), ("mk", &mk)]);
    let states: Vec<IssueState> = comparison
        .issues()
        .iter()
        .map(|issue| comparison.state(issue, agreed.decisions()))
        .collect();
    assert_eq!(states, [IssueState::Reopened, IssueState::Decided]);
    let edit = comparison.take_agreed(&agreed, &decider());
    assert_eq!(edit, Edit::Batch(Vec::new()));
    assert_eq!(contents(&agreed), before);
    decide(&comparison, &mut agreed, 0, VersionChoice::Coder(0));
    assert_eq!(
        contents(&agreed)[0],
        "a ceasefire without exceptions: demand"
    );
    assert_eq!(comparison.stale(agreed.decisions()).len(), 0);
}

#[test]
fn what_a_person_edited_is_left_alone() {
    let both = coded(&[("a ceasefire", "demand", None)], &[]);
    let comparison = compared(&[("ls", &both), ("mk", &both)]);
    let mut agreed = begun(&comparison);
    let id = agreed.annotations()[0].id.clone();
    let edit = Edit::Batch(vec![Edit::SetLabel(id.clone(), "event".into())]);
    let marked = comparison.mark_edited(&agreed, &edit, &decider());
    assert_eq!(marked.len(), 1);
    assert_eq!(comparison.issue_of_taken(&agreed, &id), Some(0));
    agreed.apply(Edit::Batch(marked)).expect("it fits");
    agreed.apply(edit).expect("it fits");
    // A second change decides nothing more, and a memo of the adjudicator's nothing at all.
    for (edit, decided) in [
        (Edit::SetLabel(id.clone(), "demand".into()), 0),
        (Edit::SetMemo(id, "both cut it".into()), 0),
    ] {
        let marked = comparison.mark_edited(&agreed, &edit, &decider());
        assert_eq!(marked.len(), decided, "{edit:?}");
    }
    let again = comparison.take_agreed(&agreed, &decider());
    assert_eq!(again, Edit::Batch(Vec::new()));
    let issue = &comparison.issues()[0];
    assert_eq!(
        comparison.outcome(issue, agreed.decisions()),
        Outcome::Edited
    );
    let note = comparison
        .set_note(&agreed, 0, "both are wrong")
        .expect("a decision");
    agreed.apply(note).expect("it fits");
    let decision = agreed.decisions().values().next().expect("a decision");
    assert_eq!(
        (&*decision.note, &decision.how),
        ("both are wrong", &DecidedHow::Edited)
    );
}

#[test]
fn fields_are_taken_if_equal_and_memos_never() {
    let field = |title: &str, memo: &str| {
        let mut document = Document::new(Text::new(TEXT));
        for (name, value) in [("relevance", title), ("memo", memo)] {
            let value = Some(AttributeValue::Text(value.to_owned()));
            document
                .apply(Edit::SetField(name.to_owned(), value))
                .expect("it fits");
        }
        document
    };
    let (ls, mk) = (field("high", "hm"), field("low", "what"));
    let scope = FieldScope::per_coder(["relevance"]);
    let text = Text::new(TEXT);
    let comparison = ArticleComparison::new(&text, &[("ls", &ls), ("mk", &mk)], &scope);
    let (index, issue) = only_difference(&comparison);
    assert!(issue.flags.field);
    let mut agreed = begun(&comparison);
    assert!(agreed.fields().values.is_empty());
    decide(&comparison, &mut agreed, index, VersionChoice::Coder(1));
    assert_eq!(agreed.field("relevance"), "low");
    let comparison = ArticleComparison::new(&text, &[("ls", &mk), ("mk", &mk)], &scope);
    let agreed = begun(&comparison);
    assert_eq!(
        (agreed.field("relevance"), agreed.field("memo")),
        ("low", "")
    );
}

#[test]
fn majority_decides_from_three_coders_on_and_leaves_ties() {
    let for_it = coded(&[("a ceasefire", "demand", Some("for"))], &[]);
    let against = coded(&[("a ceasefire without", "demand", Some("against"))], &[]);
    let two = compared(&[("a", &for_it), ("b", &against)]);
    let agreed = begun(&two);
    let scope = StrategyScope::default();
    let preview = two.preview(&agreed, &[Rule::Majority], &scope, &decider());
    assert_eq!(
        (
            preview.open_before,
            preview.decided.len(),
            preview.open_after()
        ),
        (1, 0, 1)
    );
    assert_eq!(two.proposal(&two.issues()[0], agreed.decisions()).tied, 1);

    let three = compared(&[("a", &for_it), ("b", &against), ("c", &for_it)]);
    let mut agreed = begun(&three);
    let preview = three.preview(&agreed, &[Rule::Majority], &scope, &decider());
    assert_eq!((preview.open_before, preview.decided.len()), (1, 1));
    let edit = three.apply(&agreed, preview.decisions, &decider());
    let inverse = agreed.apply(edit).expect("it fits");
    assert_eq!(contents(&agreed), ["a ceasefire: demand for"]);
    let origin = agreed.annotations()[0].provenance.origin.clone();
    assert_eq!(origin.as_deref(), Some("adjudicated:majority"));
    agreed.apply(inverse).expect("it fits");
    assert_eq!(contents(&agreed), Vec::<String>::new());
}

#[test]
fn anyone_takes_what_nobody_contradicts_and_leader_what_the_leader_has() {
    let ls = coded(
        &[("Éva", "actor", None), ("a meeting", "demand", None)],
        &[],
    );
    let mk = coded(
        &[
            ("a meeting of", "demand", None),
            ("the envoys", "actor", None),
        ],
        &[],
    );
    let comparison = compared(&[("ls", &ls), ("mk", &mk)]);
    let agreed = begun(&comparison);
    let scope = StrategyScope::default();
    let after = |rules: &[Rule], scope: &StrategyScope| {
        let mut agreed = agreed.clone();
        let preview = comparison.preview(&agreed, rules, scope, &decider());
        let edit = comparison.apply(&agreed, preview.decisions, &decider());
        agreed.apply(edit).expect("it fits");
        contents(&agreed)
    };
    assert_eq!(
        after(&[Rule::Anyone], &scope),
        ["Éva: actor", "the envoys: actor"]
    );
    let leader = || Rule::Leader("mk".into());
    assert_eq!(
        after(&[leader()], &scope),
        ["a meeting of: demand", "the envoys: actor"]
    );
    assert_eq!(
        after(&[leader(), Rule::Anyone], &scope),
        ["Éva: actor", "a meeting of: demand", "the envoys: actor"]
    );
    let demands = StrategyScope {
        labels: Some(["demand".into()].into()),
        ..StrategyScope::default()
    };
    assert_eq!(
        after(&[leader(), Rule::Anyone], &demands),
        ["a meeting of: demand"]
    );
    let borders = StrategyScope {
        flags: Some(DifferenceFlags {
            borders: true,
            ..DifferenceFlags::default()
        }),
        ..StrategyScope::default()
    };
    assert_eq!(
        after(&[leader(), Rule::Anyone], &borders),
        ["a meeting of: demand"]
    );
}

#[test]
fn a_proposal_has_most_votes_for_the_place_and_each_value() {
    let a = coded(&[("a ceasefire", "demand", Some("for"))], &[]);
    let b = coded(&[("a ceasefire", "demand", Some("against"))], &[]);
    let c = coded(&[("a ceasefire without", "demand", Some("against"))], &[]);
    let comparison = compared(&[("a", &a), ("b", &b), ("c", &c)]);
    let mut agreed = begun(&comparison);
    let proposal = comparison.proposal(&comparison.issues()[0], agreed.decisions());
    assert_eq!(
        (proposal.place, proposal.values, proposal.tied),
        (Some(0), vec![(0, 1)], 0)
    );
    let changes = comparison.take_proposal(&agreed, 0, &decider());
    let edit = comparison.apply(&agreed, changes, &decider());
    agreed.apply(edit).expect("it fits");
    assert_eq!(contents(&agreed), ["a ceasefire: demand against"]);
    assert_eq!(comparison.open(agreed.decisions()), []);
}

fn random_coders() -> impl Strategy<Value = Vec<Document>> {
    let words = [
        "Éva",
        "a ceasefire",
        "ceasefire without",
        "exceptions and",
        "a meeting",
        "the envoys",
    ];
    let annotation = (
        prop::sample::select(words.to_vec()),
        prop::sample::select(vec!["actor", "demand"]),
        prop::option::of(prop::sample::select(vec!["for", "against"])),
    );
    let coder = (
        prop::collection::vec(annotation, 0..5),
        prop::collection::vec(
            (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
            0..3,
        ),
    );
    let coder = coder.prop_map(|(annotations, links)| {
        let count = annotations.len();
        let links: Vec<(usize, usize)> = if count == 0 {
            Vec::new()
        } else {
            let index = |one: &prop::sample::Index| one.index(count);
            links
                .iter()
                .map(|(from, to)| (index(from), index(to)))
                .collect()
        };
        coded(&annotations, &links)
    });
    prop::collection::vec(coder, 1..4)
}

fn named(documents: &[Document]) -> Vec<(&str, &Document)> {
    ["a", "b", "c"].into_iter().zip(documents).collect()
}

fn all_rules() -> [Rule; 4] {
    [
        Rule::Unanimous,
        Rule::Majority,
        Rule::Leader(Arc::from("b")),
        Rule::Anyone,
    ]
}

proptest! {
    #[test]
    fn the_order_of_coders_makes_no_difference(documents in random_coders()) {
        let coders = named(&documents);
        let turned: Vec<_> = coders.iter().rev().copied().collect();
        let (one, other) = (compared(&coders), compared(&turned));
        prop_assert_eq!(one.issues(), other.issues());
    }

    #[test]
    fn strategies_twice_are_strategies_once(documents in random_coders()) {
        let comparison = compared(&named(&documents));
        let mut agreed = begun(&comparison);
        let scope = StrategyScope::default();
        let preview = comparison.preview(&agreed, &all_rules(), &scope, &decider());
        let open = comparison.open(agreed.decisions()).len();
        prop_assert_eq!(preview.open_before, open);
        let after = preview.open_after();
        let edit = comparison.apply(&agreed, preview.decisions, &decider());
        agreed.apply(edit).expect("it fits");
        prop_assert_eq!(comparison.open(agreed.decisions()).len(), after);
        let again = comparison.preview(&agreed, &all_rules(), &scope, &decider());
        prop_assert!(again.decisions.changes.is_empty());
        prop_assert_eq!(comparison.take_agreed(&agreed, &decider()), Edit::Batch(Vec::new()));
    }

    #[test]
    fn a_decision_and_its_inverse_leave_no_trace(
        documents in random_coders(),
        choices in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..5), 1..8),
    ) {
        let comparison = compared(&named(&documents));
        prop_assume!(!comparison.issues().is_empty());
        let mut agreed = begun(&comparison);
        for (issue, choice) in choices {
            let before = (contents(&agreed), agreed.decisions().clone());
            let choice = match choice {
                0 => VersionChoice::Open,
                1 => VersionChoice::Nobody,
                coder => VersionChoice::Coder((coder - 2) % documents.len()),
            };
            let issue = issue.index(comparison.issues().len());
            let edit = comparison.decide(&agreed, issue, choice, &decider());
            let inverse = agreed.apply(edit.clone()).expect("it fits");
            if choice != VersionChoice::Open {
                let state = comparison.state(&comparison.issues()[issue], agreed.decisions());
                prop_assert!(!state.is_open());
            }
            let again = comparison.decide(&agreed, issue, choice, &decider());
            prop_assert_eq!(again, Edit::Batch(Vec::new()));
            let after = (contents(&agreed), agreed.decisions().clone());
            agreed.apply(inverse).expect("it fits");
            prop_assert_eq!(&(contents(&agreed), agreed.decisions().clone()), &before);
            agreed.apply(edit).expect("it fits");
            prop_assert_eq!((contents(&agreed), agreed.decisions().clone()), after);
        }
    }

    #[test]
    fn the_only_coders_work_is_agreed_as_it_is(documents in random_coders()) {
        let comparison = compared(&[("a", &documents[0])]);
        prop_assert_eq!(comparison.differences().len(), 0);
        let mut told = contents(&documents[0]);
        let mut agreed = contents(&begun(&comparison));
        told.sort();
        agreed.sort();
        prop_assert_eq!(agreed, told);
    }

    #[test]
    fn every_choice_for_one_coder_gives_that_coders_work(documents in random_coders()) {
        let comparison = compared(&named(&documents));
        for (coder, document) in documents.iter().enumerate() {
            let mut agreed = begun(&comparison);
            for &issue in comparison.differences() {
                decide(&comparison, &mut agreed, issue, VersionChoice::Coder(coder));
            }
            let (mut told, mut found) = (contents(document), contents(&agreed));
            told.sort();
            found.sort();
            prop_assert_eq!(found, told);
        }
    }
}
