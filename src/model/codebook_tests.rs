//! Unit tests of the codebook.

use super::*;

fn choice(id: &str, choices: Vec<Choice>) -> Choice {
    Choice {
        id: id.into(),
        name: id.into(),
        key: None,
        definition: String::new(),
        enabled: true,
        choices,
    }
}

fn attribute(kind: AttributeKind) -> Attribute {
    Attribute::new("a", "A", kind, "")
}

#[test]
fn a_declared_field_takes_the_place_of_a_well_known_one() {
    let kind = AttributeKind::Choice(vec![choice("daily", vec![])]);
    let outlet = Attribute::new("outlet", "Paper", kind, "");
    let page = Attribute::new("page", "Page", AttributeKind::Integer, "");
    let codebook = Codebook {
        document_fields: vec![page, outlet.clone()],
        ..Codebook::default()
    };
    let fields = codebook.article_fields();
    let ids: Vec<&str> = fields.iter().map(|field| field.id.as_str()).collect();
    let want = "title date outlet author url language memo page";
    assert_eq!(ids.join(" "), want);
    assert_eq!(fields[2], outlet);
}

#[test]
fn values_are_spelled_with_the_names_of_their_choices() {
    let mut nato = choice("nato", vec![]);
    nato.name = "NATO".to_owned();
    let mut security = choice("security", vec![nato]);
    security.name = "Security".to_owned();
    let tree = AttributeKind::Tree {
        choices: vec![security],
        several: true,
    };
    let paths = ["security/nato", "security/other"].map(str::to_owned);
    let text = |text: &str| AttributeValue::Text(text.to_owned());
    for (kind, value, want) in [
        (
            tree,
            AttributeValue::List(paths.into()),
            "Security / NATO, Security / other",
        ),
        (AttributeKind::Flag, AttributeValue::Flag(true), "Yes"),
        (AttributeKind::Date, text("2025-04-25"), "Fri 25 Apr 2025"),
        (AttributeKind::Date, text("long ago"), "long ago"),
    ] {
        assert_eq!(attribute(kind).display_text(&value), want);
    }
}

#[test]
fn values_are_checked_against_their_kind() {
    let text = |s: &str| AttributeValue::Text(s.into());
    let list = |s: &str| AttributeValue::List(vec![s.into()]);
    let yes_no = vec![choice("yes", vec![]), choice("no", vec![])];
    let tree = AttributeKind::Tree {
        choices: vec![choice("security", vec![choice("nato", vec![])])],
        several: true,
    };
    let cases = [
        (AttributeKind::Flag, AttributeValue::Flag(true), true),
        (AttributeKind::Flag, text("true"), false),
        (AttributeKind::Choice(yes_no.clone()), text("yes"), true),
        (AttributeKind::Choice(yes_no.clone()), text("maybe"), false),
        (AttributeKind::Several(yes_no), list("no"), true),
        (tree.clone(), list("security/nato"), true),
        (tree.clone(), list("security"), true),
        (tree, list("nato"), false),
        (AttributeKind::Integer, AttributeValue::Number(1.5), false),
        (AttributeKind::Number, AttributeValue::Integer(1), true),
        (AttributeKind::Date, text("2025-04"), true),
        (AttributeKind::Date, text("April"), false),
    ];
    for (kind, value, fits) in cases {
        let fault = attribute(kind.clone()).fault(&value);
        assert_eq!(fault.is_none(), fits, "{kind:?} {value:?}");
    }
}

#[test]
fn an_inverse_name_that_another_relation_type_has_is_a_fault() {
    let inverse = |inverse: &str| {
        let makes = RelationType {
            inverse_name: inverse.to_owned(),
            ..RelationType::new("makes", "makes")
        };
        let codebook = Codebook {
            relations: vec![makes, RelationType::new("about", "about")].into(),
            ..Codebook::default()
        };
        codebook.faults().len()
    };
    assert_eq!(["", "made by", "about"].map(inverse), [0, 0, 1]);
    let makes = RelationType {
        inverse_name: "made by".to_owned(),
        ask_from: "Who?".to_owned(),
        ..RelationType::new("makes", "makes")
    };
    let names = [End::From, End::To].map(|end| makes.name_at(end));
    assert_eq!(names, [Some("makes"), Some("made by")]);
    let questions = [End::From, End::To].map(|end| makes.question_for(end));
    assert_eq!(questions, [Some("Who?"), None]);
    assert_eq!(RelationType::new("about", "about").name_at(End::To), None);
}
