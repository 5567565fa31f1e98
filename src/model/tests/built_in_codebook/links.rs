//! Tests of the links that the codebook allows, and of the ranking of candidates for the other end.

use std::sync::Arc;

use demarche_model::codebook::{Codebook, End};
use demarche_model::key_letters::KeyLetters;
use demarche_model::links::*;
use demarche_model::{Annotation, AnnotationId, ByteOffset, Document, Relation};
use demarche_model::{Edit, Span, Text};

const TEXT: &str = "The envoy asked Kyiv for a truce. Paris agreed, and Rome wants a truce too.\n\
    Oslo was silent about a summit.";

fn codebook() -> Codebook {
    demarche_store::codebook::built_in().codebook
}

/// A document with these annotations; the quote of each is its id.
fn document(marked: &[(&str, &str)]) -> Document {
    let mut document = Document::new(Text::new(TEXT));
    for (label, quote) in marked {
        let start = TEXT.find(quote).expect("in the text");
        let end = ByteOffset(start + quote.len());
        let span = Span::new(document.text(), ByteOffset(start), end).expect("a span");
        let annotation = Annotation::new(*quote, *label, span);
        let edit = Edit::Add(Arc::new(annotation));
        document.apply(edit).expect("it fits");
    }
    document
}

fn link(document: &mut Document, kind: &str, from: &str, to: &str) {
    let relation = Relation::new(format!("{kind} {from}"), kind, from.into(), to.into());
    let edit = Edit::Link(Arc::new(relation));
    document.apply(edit).expect("it fits");
}

#[test]
fn required_ways_come_first_and_each_has_a_letter_of_its_own() {
    let check = |label: &str, expected: &[(char, &str, End)]| {
        let codebook = codebook();
        let ways = lettered_ways(&codebook, &label.into(), &KeyLetters::default());
        let ways: Vec<_> = ways
            .iter()
            .map(|way| (way.key.unwrap_or('?'), way.kind.id.as_str(), way.end))
            .collect();
        assert_eq!(ways, expected);
    };
    use End::{From, To};
    check(
        "demand",
        &[
            ('m', "makes", To),
            ('t', "addressed_to", From),
            ('e', "affects", From),
            ('a', "about", From),
            ('r', "responds_to", From),
            // The other end has its own letter already.
            ('s', "responds_to", To),
        ],
    );
    check("event", &[('p', "participant", From), ('a', "about", To)]);
    check("time", &[]);
}

#[test]
fn an_illegal_link_is_refused_with_the_reason() {
    let mut document = document(&[
        ("actor", "Kyiv"),
        ("demand", "a truce"),
        ("event", "agreed"),
        ("actor", "Rome"),
    ]);
    let codebook = codebook();
    let demand = AnnotationId::from("a truce");
    let check = |document: &Document, other: &str, expected: Option<LinkRefusal>| {
        let way = way(&codebook, &"demand".into(), "makes", End::To).expect("legal");
        let other = document.annotation(&other.into()).expect("there");
        assert_eq!(refusal(document, &way, &demand, other), expected);
    };
    check(&document, "Kyiv", None);
    check(&document, "a truce", Some(LinkRefusal::Itself));
    check(
        &document,
        "agreed",
        Some(LinkRefusal::Label("event".into())),
    );
    link(&mut document, "makes", "Kyiv", "a truce");
    check(&document, "Kyiv", Some(LinkRefusal::Already));
    check(&document, "Rome", None);
}

#[test]
fn the_likely_end_comes_first() {
    let mut document = document(&[
        ("actor", "envoy"),
        ("actor", "Kyiv"),
        ("actor", "Paris"),
        ("actor", "Rome"),
        ("actor", "Oslo"),
        ("demand", "Kyiv for a truce"),
        ("demand", "a summit"),
    ]);
    let codebook = codebook();
    let way = way(&codebook, &"demand".into(), "makes", End::To).expect("legal");
    let ranked = |document: &Document, this: &str| {
        let this = document.annotation(&this.into()).expect("there");
        let mut ids: Vec<AnnotationId> = ["Oslo", "Rome", "Paris", "Kyiv", "envoy"]
            .map(AnnotationId::from)
            .into();
        rank(document, &way, this, &mut ids);
        ids.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    // First its sentence, where overlapping ones come last; then by distance.
    let plain = ["envoy", "Kyiv", "Paris", "Rome", "Oslo"];
    assert_eq!(ranked(&document, "Kyiv for a truce"), plain);
    // One that already makes a demand ranks before its neighbours in the paragraph.
    link(&mut document, "makes", "Rome", "a summit");
    let after = ["envoy", "Kyiv", "Rome", "Paris", "Oslo"];
    assert_eq!(ranked(&document, "Kyiv for a truce"), after);
}

#[test]
fn steps_go_around_the_text_and_pass_over_what_does_not_fit() {
    let document = document(&[("actor", "Kyiv"), ("event", "agreed"), ("actor", "Oslo")]);
    let actor = |a: &Annotation| a.label == "actor".into();
    let check = |from: Option<&str>, forward, expected: &str| {
        let from = from.map(AnnotationId::from);
        let got = step(&document, from.as_ref(), forward, actor);
        assert_eq!(got, Some(expected.into()), "{from:?}");
    };
    check(Some("Kyiv"), true, "Oslo");
    check(Some("Oslo"), true, "Kyiv");
    check(Some("Kyiv"), false, "Oslo");
    check(Some("agreed"), false, "Kyiv");
    check(None, true, "Kyiv");
    check(None, false, "Oslo");
    assert_eq!(step(&document, None, true, |_| false), None);
    let near = nearest(&document, ByteOffset(TEXT.len()), actor);
    assert_eq!(near, Some("Oslo".into()));
    let near = nearest(&document, ByteOffset(0), actor);
    assert_eq!(near, Some("Kyiv".into()));
}

#[test]
fn jump_letters_are_short_and_none_begins_another() {
    assert_eq!(jump_letters(3), ["f", "j", "d"]);
    for count in [0, 1, 26, 27, 51, 52, 200, 676, 900] {
        let letters = jump_letters(count);
        assert_eq!(letters.len(), count.min(676));
        for (i, a) in letters.iter().enumerate() {
            let begins = letters.iter().filter(|b| b.starts_with(a.as_str()));
            assert_eq!(begins.count(), 1, "{a} of {count}");
            assert!(i == 0 || letters[i - 1].len() <= a.len());
        }
        let long = letters.iter().filter(|l| l.len() > 1).count();
        assert!(count > 26 || long == 0);
    }
}

#[test]
fn a_candidate_keeps_its_jump_letters_while_others_come_and_go() {
    let mut given = Vec::new();
    let mut shown = |names: &str| {
        let ids: Vec<AnnotationId> = names.split(' ').map(AnnotationId::from).collect();
        let labelled = stable_jump_letters(&mut given, &ids).into_iter();
        let labelled = labelled.map(|(id, letters)| format!("{}:{letters}", id.as_str()));
        labelled.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(shown("a b c"), "a:f b:j c:d");
    // One is scrolled away, another comes before them.
    assert_eq!(shown("new a c"), "new:k a:f c:d");
    assert_eq!(shown("b a"), "b:j a:f");
    // More than there are letters: who has one of those that stay single keeps it.
    let many: Vec<String> = (0..30).map(|number| format!("n{number}")).collect();
    let all = shown(&format!("{} a b", many.join(" ")));
    assert!(all.ends_with("a:f b:j"), "{all}");
    let letters = all.split(' ').filter_map(|of| of.split_once(':'));
    let letters: std::collections::BTreeSet<&str> = letters.map(|(_, letters)| letters).collect();
    assert_eq!(letters.len(), 32, "{all}");
}

#[test]
fn letters_are_those_that_the_keyboard_has() {
    let given = |names: &[(Option<char>, &'static str)], keyboard: &KeyLetters| -> String {
        let letters = letters(names.iter().copied(), keyboard).into_iter();
        letters.map(|letter| letter.unwrap_or('-')).collect()
    };
    let names = [
        (Some('п'), "Підтримка"),
        (None, "Проти"),
        (None, "Élan"),
        (Some('g'), "Goal"),
    ];
    let unknown = KeyLetters::default();
    let latin = KeyLetters::of([('a', None)]);
    // The letter п is on the key of g.
    let ukrainian = KeyLetters::of([('п', Some('g')), ('ф', Some('a'))]);
    assert_eq!(given(&names, &unknown), "прeg");
    assert_eq!(given(&names, &latin), "fjeg");
    assert_eq!(given(&names, &ukrainian), "прeo");
}
