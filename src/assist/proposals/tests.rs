//! A model may say anything: what fits is taken, the rest is counted.

use super::*;
use crate::model::codebook::{Attribute, AttributeKind, Choice, Label, RelationType};
use crate::model::{Entity, EntityBook};
use crate::tagger::test_documents::{codebook, document};

fn scheme() -> Codebook {
    let mut scheme = codebook(&["actor", "demand"]);
    let mut labels: Vec<Label> = scheme.labels.iter().cloned().collect();
    for label in &mut labels {
        if label.id.as_str() == "demand" {
            let choice = |id: &str| Choice {
                id: id.to_owned(),
                name: id.to_owned(),
                key: None,
                definition: String::new(),
                enabled: true,
                choices: Vec::new(),
            };
            let kind = AttributeKind::Choice(vec![choice("for"), choice("against")]);
            label.attributes = vec![Attribute::new("polarity", "Polarity", kind, "")];
        }
    }
    scheme.labels = labels.into_iter().collect();
    let mut makes = RelationType::new("makes", "makes");
    makes.from = vec!["actor".into()];
    makes.to = vec!["demand".into()];
    scheme.relations = vec![makes].into_iter().collect();
    scheme
}

fn entities() -> EntityBook {
    let mut book = EntityBook::default();
    let mut entity = Entity::new("zelenskyy", "Volodymyr Zelenskyy");
    entity.aliases = vec!["Zelensky".to_owned()];
    book.insert(entity);
    book
}

fn proposal(label: &str, quote: &str, chars: Option<(usize, usize)>) -> ProposedAnnotation {
    ProposedAnnotation {
        label: label.to_owned(),
        quote: quote.to_owned(),
        chars,
        ..ProposedAnnotation::default()
    }
}

fn check(document: &Document, proposals: &Proposals) -> (ArticleSuggestions, ProposalCounts) {
    let (codebook, entities) = (scheme(), entities());
    let check = ProposalCheck {
        codebook: &codebook,
        entities: &entities,
        least_confidence: 0.5,
    };
    check.check(document, proposals)
}

/// Proposes one annotation of the label “actor” and marks in the text where it is taken.
#[track_caller]
fn place(text: &str, proposal: ProposedAnnotation, wanted: &str, moved: usize) {
    let document = document(text);
    let annotations = vec![proposal];
    let proposals = Proposals {
        annotations,
        ..Proposals::default()
    };
    let (found, counts) = check(&document, &proposals);
    let mut marked = text.to_owned();
    for one in found.annotations.iter().rev() {
        marked.insert(one.range.end, '>');
        marked.insert(one.range.start, '<');
    }
    assert_eq!(marked, wanted);
    assert_eq!(counts.moved, moved, "{counts:?}");
    assert_eq!(counts.taken + counts.unanchored, 1, "{counts:?}");
}

#[test]
fn places_are_taken_or_found_by_the_quote() {
    let text = "🕊️ Putin met Putin.";
    let actor = |quote, chars| proposal("actor", quote, chars);
    place(
        text,
        actor("Putin", Some((3, 8))),
        "🕊️ <Putin> met Putin.",
        0,
    );
    place(text, actor("", Some((3, 8))), "🕊️ <Putin> met Putin.", 0);
    // Offsets in UTF-16, in bytes, and far off.
    place(
        text,
        actor("Putin", Some((4, 9))),
        "🕊️ <Putin> met Putin.",
        1,
    );
    place(
        text,
        actor("Putin", Some((14, 19))),
        "🕊️ Putin met <Putin>.",
        1,
    );
    place(
        text,
        actor("Putin", Some((900, 905))),
        "🕊️ Putin met <Putin>.",
        1,
    );
    place(text, actor("PUTIN", None), "🕊️ <Putin> met Putin.", 1);
    place(text, actor("Putin", None), "🕊️ <Putin> met Putin.", 0);
    let mut after = actor("Putin", None);
    after.before = "Putin met".to_owned();
    place(text, after, "🕊️ Putin met <Putin>.", 0);
    place(text, actor("Biden", Some((3, 8))), text, 0);
    place(text, actor("", Some((8, 3))), text, 0);
    place(text, actor("", Some((3, 900))), text, 0);
    place(text, actor("", None), text, 0);
}

#[test]
fn the_same_words_again_are_the_next_place() {
    let document = document("Putin met Putin.");
    let annotations = vec![proposal("actor", "Putin", None); 3];
    let proposals = Proposals {
        annotations,
        ..Proposals::default()
    };
    let (found, counts) = check(&document, &proposals);
    let places: Vec<usize> = found
        .annotations
        .iter()
        .map(|one| one.range.start)
        .collect();
    assert_eq!((places, counts.repeated), (vec![0, 10], 1));
}

#[test]
fn what_the_codebook_does_not_allow_is_left_out_and_counted() {
    let document = document("[actor:Zelensky] demands a ceasefire from Moscow.");
    let value = |text: &str| AttributeValue::Text(text.to_owned());
    let mut demand = proposal("demand", "a ceasefire", None);
    demand.id = "d".to_owned();
    demand.confidence = Some(0.8);
    demand.values.attributes = vec![
        ("polarity".to_owned(), value("for")),
        ("polarity".to_owned(), value("sideways")),
        ("mood".to_owned(), value("bad")),
    ];
    let mut moscow = proposal("actor", "Moscow", None);
    moscow.id = "m".to_owned();
    moscow.confidence = Some(f64::NAN);
    moscow.values.entity = Some("nobody".to_owned());
    let mut unsure = proposal("actor", "demands", None);
    unsure.confidence = Some(0.3);
    let link = |kind: &str, from: &str, to: &str| ProposedLink {
        kind: kind.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
        ..ProposedLink::default()
    };
    let zelensky = ProposedValues {
        entity: Some("zelensky".to_owned()),
        ..ProposedValues::default()
    };
    let proposals = Proposals {
        annotations: vec![
            demand,
            moscow,
            unsure,
            proposal("poem", "Moscow", None),
            proposal("actor", "Zelensky", None),
        ],
        values: vec![
            ("a0".to_owned(), zelensky.clone()),
            ("a9".to_owned(), zelensky),
        ],
        links: vec![
            link("makes", "a0", "d"),
            link("makes", "d", "a0"),
            link("makes", "a0", "gone"),
            link("likes", "a0", "d"),
        ],
    };
    let (found, counts) = check(&document, &proposals);
    let wanted = ProposalCounts {
        taken: 4,
        moved: 0,
        unanchored: 0,
        labels: 1,
        repeated: 1,
        unsure: 1,
        values: 4,
        links: 3,
        surplus: 0,
    };
    assert_eq!(counts, wanted);
    assert_eq!(counts.rejected(), 8);
    let [demand, moscow] = &found.annotations[..] else {
        panic!("{:?}", found.annotations);
    };
    assert_eq!((demand.confidence, moscow.confidence), (0.8, 0.5));
    let polarity = &demand.values.attributes;
    assert_eq!((polarity.len(), &polarity[0].1.value), (1, &value("for")));
    let entity = found.values[0].1.entity.as_ref().expect("an entity");
    assert_eq!(entity.value.as_str(), "zelenskyy");
    assert_eq!(found.links[0].from.as_str(), "a0");
    assert_eq!(found.links[0].to, demand.id);
}

#[test]
fn more_than_anybody_wants_is_cut() {
    let document = document("Putin met Putin.");
    let annotations = vec![proposal("actor", "met", None); MAX_PROPOSALS + 7];
    let proposals = Proposals {
        annotations,
        ..Proposals::default()
    };
    let (found, counts) = check(&document, &proposals);
    assert_eq!((found.annotations.len(), counts.surplus), (1, 7));
}
