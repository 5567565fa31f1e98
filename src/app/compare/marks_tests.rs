//! Marks of coders, on small articles.

use super::*;
use crate::model::document::{Document, Edit};
use crate::model::{ByteOffset, FieldScope, Relation, Span, Text};

const TEXT: &str = "Éva demands a ceasefire without exceptions and a meeting";

fn coded(annotations: &[(&str, &str)], links: &[(&str, &str)]) -> Document {
    let mut document = Document::new(Text::new(TEXT));
    for (phrase, label) in annotations {
        let start = TEXT.find(phrase).expect("in the text");
        let ends = (ByteOffset(start), ByteOffset(start + phrase.len()));
        let span = Span::new(document.text(), ends.0, ends.1).expect("a span");
        let annotation = Annotation::new(*phrase, *label, span);
        let added = Edit::Add(annotation.into());
        document.apply(added).expect("it fits");
    }
    for (from, to) in links {
        let relation = Relation::new(
            format!("{from} {to}"),
            "makes",
            (*from).into(),
            (*to).into(),
        );
        let linked = Edit::Link(relation.into());
        document.apply(linked).expect("it fits");
    }
    document
}

fn compared(coders: &[&Document]) -> ArticleComparison {
    let names = ["ls", "mk", "rt"];
    let coders: Vec<(&str, &Document)> = names.into_iter().zip(coders.iter().copied()).collect();
    ArticleComparison::new(&Text::new(TEXT), &coders, &FieldScope::default())
}

/// Lane, words, differing words of each mark; `-` before a place where a coder has nothing.
fn drawn(marks: &LaneMarks) -> Vec<String> {
    let words = |spans: &[Range<usize>]| {
        let words = spans.iter().map(|span| &TEXT[span.clone()]);
        words.collect::<Vec<_>>().join("|")
    };
    let marks = marks.touching(0..TEXT.len());
    let drawn = marks.map(|mark| {
        let absent = if mark.label.is_some() { "" } else { "-" };
        let differing = words(&mark.differing);
        format!("{} {absent}{} ({differing})", mark.lane, words(&mark.spans))
    });
    drawn.collect()
}

#[test]
fn each_coder_has_a_lane_and_differing_words_are_marked() {
    let ls = coded(
        &[
            ("Éva", "actor"),
            ("a ceasefire without exceptions", "demand"),
        ],
        &[],
    );
    let mk = coded(&[("Éva", "actor"), ("ceasefire", "demand")], &[]);
    let rt = coded(&[("Éva", "actor")], &[]);
    let comparison = compared(&[&ls, &mk, &rt]);
    let marks = of_coders(&comparison, &[0, 1, 2], 1);
    assert_eq!(
        drawn(&marks),
        [
            "0 Éva ()",
            "1 Éva ()",
            "2 Éva ()",
            "0 a ceasefire without exceptions (a | without exceptions)",
            "2 -a ceasefire without exceptions ()",
            "1 ceasefire ()",
        ]
    );
    // The lanes follow the order of the coders.
    let marks = of_coders(&comparison, &[2, 1, 0], 2);
    assert!(drawn(&marks).contains(&"0 -a ceasefire without exceptions ()".to_owned()));
    let issue = comparison.differences()[0];
    let outline = outline(&comparison, issue).expect("annotations");
    assert_eq!(issue_of_outline(&outline), Some(issue));
    let place = outline.fragments().expect("in place");
    assert_eq!(
        &TEXT[place.start().0..place.end().0],
        "a ceasefire without exceptions"
    );
}

#[test]
fn a_link_marks_its_ends_for_those_who_have_drawn_it() {
    let annotations = [("Éva", "actor"), ("a ceasefire", "demand")];
    let with = coded(&annotations, &[("Éva", "a ceasefire")]);
    let without = coded(&annotations, &[]);
    let comparison = compared(&[&with, &without]);
    let marks = of_coders(&comparison, &[0, 1], 1);
    let links = marks.touching(0..TEXT.len());
    let links: Vec<(usize, bool)> = links
        .filter(|mark| mark.is_link || mark.label.is_none())
        .map(|mark| (mark.lane, mark.label.is_some()))
        .collect();
    assert_eq!(links, [(0, true), (1, false), (0, true), (1, false)]);
    assert!(
        marks
            .touching(0..3)
            .all(|mark| !(mark.is_link && mark.is_annotation()))
    );
}
