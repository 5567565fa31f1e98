//! Tests of making links, without a window. In the built-in codebook an actor *makes* a demand, a demand is
//! *addressed to* an actor or *affects* one, and an event has *participants* with a role.

use tempfile::TempDir;

use super::*;
use crate::app::test_program::{Program, folder};
use crate::command::Intent;
use crate::model::document::Document;
use crate::model::history::Change;
use crate::model::{Annotation, ByteOffset, Span};

const TEXT: &str = "Reyes demands a summit of Putin and others.\n";

/// Annotations `a` and `p` (actors), `d` (a demand) and `e` (an event).
fn program() -> (TempDir, Program) {
    let folder = folder(&[("a.txt", TEXT)]);
    let mut program = Program::on(folder.path());
    let id = program.coding("a.txt");
    let places = [
        ("a", "actor", 0..5),
        ("d", "demand", 6..13),
        ("e", "event", 16..22),
        ("p", "actor", 26..31),
    ];
    for (name, label, bytes) in places {
        let text = program.opened("a.txt").document.text();
        let span = Span::new(text, ByteOffset(bytes.start), ByteOffset(bytes.end));
        let annotation = Annotation::new(name, label, span.expect("a span"));
        program.change(vec![Change::Coding(id, Edit::Add(annotation.into()))]);
    }
    choose(&mut program, "a");
    (folder, program)
}

fn choose(program: &mut Program, id: &str) {
    program.cx().choose(&id.into());
}

fn link(program: &mut Program, command: LinkCommand) {
    program.app.ask(Intent::Link(command));
    program.step();
}

fn document(program: &Program) -> &Document {
    &program.opened("a.txt").document
}

/// The relations, as their ends and type.
fn links(program: &Program) -> Vec<String> {
    let relations = document(program).relations();
    let mut links: Vec<String> = relations
        .map(|relation| format!("{} {} {}", relation.from, relation.kind, relation.to))
        .collect();
    links.sort();
    links
}

fn question(program: &mut Program) -> Option<LinkQuestion> {
    let linking = program.cx().project.links.linking.as_ref();
    linking.map(|linking| linking.question.clone())
}

/// The annotation that is offered for the other end.
fn candidate(program: &mut Program) -> Option<String> {
    match question(program) {
        Some(LinkQuestion::End(search)) => search.candidate.map(|id| id.to_string()),
        _ => None,
    }
}

fn pair(this: &str, other: &str) -> LinkCommand {
    LinkCommand::Pair {
        this: this.into(),
        other: other.into(),
    }
}

fn start(kind: &str, end: End) -> LinkCommand {
    LinkCommand::Start {
        kind: kind.into(),
        end,
    }
}

#[test]
fn two_annotations_with_one_possible_relation_are_linked_at_once() {
    let (_folder, mut program) = program();
    link(&mut program, pair("d", "e"));
    assert_eq!(links(&program), ["d about e"]);
    assert!(question(&mut program).is_none());
    assert_eq!(program.opened("a.txt").chosen, Some("d".into()));
    // There is no other way to link them.
    link(&mut program, pair("d", "e"));
    assert_eq!(links(&program), ["d about e"]);
    assert!(program.says_exactly(LinkMessage::AlreadyOrIllegal));
    let made = document(&program).relations().next().expect("a link");
    assert!(!made.provenance.at.is_empty());
}

#[test]
fn two_annotations_with_several_possible_relations_ask_which() {
    let (_folder, mut program) = program();
    link(&mut program, pair("a", "d"));
    assert!(links(&program).is_empty());
    let asked = question(&mut program);
    assert!(
        matches!(asked, Some(LinkQuestion::LinkOption { other: Some(_) })),
        "{asked:?}"
    );
    // The chosen annotation itself answers nothing, another one asks anew.
    assert!(program.cx().take_link_end(&"a".into()));
    assert!(question(&mut program).is_some());
    link(&mut program, start("makes", End::From));
    assert_eq!(links(&program), ["a makes d"]);
    assert!(question(&mut program).is_none());
}

#[test]
fn the_end_of_a_pair_decides_its_direction() {
    let (_folder, mut program) = program();
    link(&mut program, pair("a", "d"));
    link(&mut program, start("affects", End::To));
    assert_eq!(links(&program), ["d affects a"]);
}

#[test]
fn the_other_end_is_offered_and_stepped_through_and_taken() {
    let (_folder, mut program) = program();
    choose(&mut program, "d");
    link(&mut program, start("addressed_to", End::From));
    let first = candidate(&mut program).expect("an actor");
    program.cx().step_link_end(true);
    let second = candidate(&mut program).expect("an actor");
    assert_ne!(first, second);
    assert!(["a", "p"].contains(&first.as_str()) && ["a", "p"].contains(&second.as_str()));
    program.cx().step_link_end(false);
    assert_eq!(candidate(&mut program), Some(first));
    link(&mut program, LinkCommand::SeekEnd("putin".to_owned()));
    assert_eq!(candidate(&mut program).as_deref(), Some("p"));
    link(&mut program, LinkCommand::SeekEnd("nowhere".to_owned()));
    assert_eq!(candidate(&mut program), None);
    assert!(program.cx().take_link_end(&"p".into()));
    assert_eq!(links(&program), ["d addressed_to p"]);
    assert!(!program.cx().take_link_end(&"p".into()));
}

#[test]
fn an_annotation_that_cannot_be_the_other_end_is_told_and_linking_goes_on() {
    let (_folder, mut program) = program();
    choose(&mut program, "d");
    link(
        &mut program,
        LinkCommand::Make {
            kind: "about".into(),
            from: "d".into(),
            to: "e".into(),
        },
    );
    assert_eq!(links(&program), ["d about e"]);
    link(&mut program, start("addressed_to", End::From));
    assert!(program.cx().take_link_end(&"d".into()));
    assert!(program.says_exactly(LinkMessage::ToItself));
    assert!(program.cx().take_link_end(&"e".into()));
    let wrong = LinkMessage::WrongLabel {
        relation: "addressed to".to_owned(),
        label: program.cx().label_name(&"event".into()),
        others: vec![program.cx().label_name(&"actor".into())],
    };
    assert!(program.says_exactly(wrong));
    assert!(candidate(&mut program).is_some());
    link(&mut program, LinkCommand::Cancel);
    assert!(question(&mut program).is_none());
    assert_eq!(links(&program), ["d about e"]);
}

#[test]
fn where_nothing_can_be_the_other_end_it_is_told() {
    let (_folder, mut program) = program();
    choose(&mut program, "e");
    // Of events there is but one, and none is about it.
    link(&mut program, start("participant", End::From));
    assert!(candidate(&mut program).is_some());
    link(&mut program, LinkCommand::Cancel);
    choose(&mut program, "d");
    link(&mut program, start("responds_to", End::From));
    assert!(question(&mut program).is_none());
    let others = vec![program.cx().label_name(&"demand".into())];
    let relation = "responds to".to_owned();
    assert!(program.says_exactly(LinkMessage::NothingToLink { relation, others }));
    // An actor is at neither end of it.
    choose(&mut program, "a");
    link(&mut program, start("responds_to", End::From));
    assert!(question(&mut program).is_none());
}

#[test]
fn a_relation_that_asks_something_is_made_with_the_answer_or_with_what_is_usual() {
    let (_folder, mut program) = program();
    let make = |to: &str| LinkCommand::Make {
        kind: "participant".into(),
        from: "e".into(),
        to: to.into(),
    };
    link(&mut program, make("a"));
    assert!(links(&program).is_empty());
    link(&mut program, LinkCommand::Answer("mediator".to_owned()));
    assert_eq!(links(&program), ["e participant a"]);
    let role = |program: &Program, to: &str| {
        let mut relations = document(program).relations();
        let relation = relations.find(|relation| relation.to.as_str() == to);
        relation.and_then(|r| r.attributes.get("role").map(ToString::to_string))
    };
    assert_eq!(role(&program, "a").as_deref(), Some("mediator"));
    // Without an answer it has the usual value.
    link(&mut program, make("p"));
    program.cx().leave_link();
    assert_eq!(role(&program, "p").as_deref(), Some("initiator"));
    // A relation that is there is asked again.
    choose(&mut program, "e");
    let id = document(&program)
        .relations()
        .find(|r| r.to.as_str() == "p");
    let id = id.expect("it is made").id.clone();
    link(&mut program, LinkCommand::AskAttribute(id, "role".into()));
    link(&mut program, LinkCommand::Answer("recipient".to_owned()));
    assert_eq!(role(&program, "p").as_deref(), Some("recipient"));
    assert!(question(&mut program).is_none());
}

#[test]
fn a_link_of_the_wrong_labels_is_refused() {
    let (_folder, mut program) = program();
    for (from, to) in [("d", "a"), ("a", "p"), ("a", "a")] {
        link(
            &mut program,
            LinkCommand::Make {
                kind: "makes".into(),
                from: from.into(),
                to: to.into(),
            },
        );
        let relation = "makes".to_owned();
        assert!(
            program.says_exactly(LinkMessage::AlreadyOrIllegalAs { relation }),
            "{from} {to}"
        );
    }
    assert!(links(&program).is_empty());
}

#[test]
fn linking_ends_when_another_annotation_is_chosen() {
    let (_folder, mut program) = program();
    choose(&mut program, "d");
    link(&mut program, start("addressed_to", End::From));
    program.cx().end_stale_linking();
    assert!(question(&mut program).is_some());
    choose(&mut program, "a");
    program.cx().end_stale_linking();
    assert!(question(&mut program).is_none());
    assert!(links(&program).is_empty());
}
