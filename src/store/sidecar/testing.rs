//! Generators of articles for property tests, here and in the modules that write annotations
//! elsewhere.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Adjudication, AdjudicationInput, CodebookName, Header};
use crate::model::annotation::{CodedId, DetachedAnchor};
use crate::model::decision::{DecidedHow, Decision, Facet};
use crate::model::document::{ArticleFields, Status};
use crate::model::{
    Anchor, Annotation, AttributeValue, ByteOffset, CharOffset, Document, Fragments, Provenance,
    Relation, Span, Text, Unknown,
};

/// Texts of every kind in which offset computations go wrong.
pub(super) fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("a"),
        Just(" "),
        Just("\r\n"),
        Just("\n"),
        Just("\r"),
        Just("é"),
        Just("e\u{301}"),
        Just("中文"),
        Just("🕊️"),
        Just("👩‍👩‍👧"),
        Just("مرحبا"),
        Just("\u{200F}"),
        Just("\u{2028}"),
        Just("\"\\"),
        Just("\u{7F}\u{1B}"),
        Just("\u{FEFF}"),
        Just("\u{FFFF}")
    ];
    prop::collection::vec(piece, 1..60).prop_map(|pieces| pieces.concat())
}

/// Strings that JSON must escape, and plain ones.
pub(super) fn string() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-z]{1,6}",
        Just("\"quoted\" \\ \n\r\t \u{0} \u{1F} \u{7F} \u{2028} 🕊️".to_owned())
    ]
}

pub(super) fn value() -> impl Strategy<Value = AttributeValue> {
    use AttributeValue as V;
    prop_oneof![
        any::<bool>().prop_map(V::Flag),
        string().prop_map(V::Text),
        any::<i64>().prop_map(V::Integer),
        prop::num::f64::NORMAL.prop_map(V::Number),
        Just(V::Number(-0.0)),
        prop::collection::vec(string(), 0..3).prop_map(V::List),
        unknown_json().prop_map(V::Unknown),
    ]
}

/// JSON values that no attribute type represents.
pub(super) fn unknown_json() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("null".to_owned()),
        Just("{\"a\": [1, {}]}".to_owned()),
        Just("[1,\"a\"]".to_owned()),
        Just("1e999".to_owned()),
        Just("99999999999999999999".to_owned()),
    ]
}

pub(super) fn unknown() -> impl Strategy<Value = Unknown> {
    prop::collection::btree_map("[x-z]{1,3}", unknown_json(), 0..3)
        .prop_map(|fields| fields.into_iter().collect())
}

pub(super) fn provenance() -> impl Strategy<Value = Provenance> {
    let origin = prop_oneof![Just(None), Just(Some("manual".into()))];
    let from = prop_oneof![Just(Box::default()), members()];
    (origin, string(), string(), from).prop_map(|(origin, by, at, from)| Provenance {
        origin,
        by: by.into(),
        at: at.into(),
        from,
    })
}

/// What something of the agreed version stands for.
fn members() -> impl Strategy<Value = Box<[CodedId]>> {
    let member = ("[a-c]", string()).prop_map(|(coder, id)| CodedId::new(&coder, &id));
    prop::collection::vec(member, 1..4).prop_map(Into::into)
}

/// A decision of the agreed version.
pub(crate) fn decision() -> impl Strategy<Value = Decision> {
    let facet = prop_oneof![
        Just(""),
        Just("place"),
        Just("attribute:é"),
        Just("of a newer program")
    ];
    let how = prop_oneof![Just("chosen"), Just("none"), Just("by lot")];
    let facet_and_how = (facet, how, prop::option::of("[a-c]"));
    let texts = (string(), string(), string(), string(), string());
    (members(), facet_and_how, texts, unknown()).prop_map(
        |(of, (facet, how, take), (seen, by, at, note, rule), unknown)| Decision {
            of,
            facet: Facet::parse(facet),
            seen: seen.into(),
            take: take.map(Into::into),
            how: DecidedHow::parse(how),
            by: by.into(),
            at: at.into(),
            note,
            rule,
            unknown,
        },
    )
}

fn adjudication() -> impl Strategy<Value = Adjudication> {
    let input = (string(), unknown());
    let input = input.prop_map(|(sha256, unknown)| AdjudicationInput { sha256, unknown });
    let inputs = prop::collection::btree_map("[a-c\"]", input, 0..3);
    (string(), inputs, unknown()).prop_map(|(round, inputs, unknown)| Adjudication {
        round,
        inputs,
        unknown,
    })
}

/// Fragments at fractions of the text: at least two positions, so that there is at least one
/// fragment.
pub(super) fn place(text: &Text, cuts: &[usize], detach: bool) -> Anchor {
    let borders: Vec<usize> = text
        .as_str()
        .char_indices()
        .map(|(byte, _)| byte)
        .chain([text.len()])
        .collect();
    let mut cuts: Vec<usize> = cuts
        .iter()
        .map(|cut| borders[cut % borders.len()])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let spans = cuts
        .chunks_exact(2)
        .filter_map(|pair| Span::new(text, ByteOffset(pair[0]), ByteOffset(pair[1])).ok());
    let fragments = Fragments::joined(spans);
    match fragments {
        Ok(fragments) if detach => {
            Anchor::Detached(crate::model::anchor::detached_anchor(text, &fragments).into())
        }
        Ok(fragments) => Anchor::At(fragments),
        Err(_) => Anchor::Detached(Box::new(DetachedAnchor {
            chars: cuts
                .iter()
                .map(|c| (CharOffset(*c), CharOffset(c + 9)))
                .collect(),
            quote: vec!["gone".into()],
            prefix: String::new(),
            suffix: "\n".into(),
        })),
    }
}

pub(super) fn attributes() -> impl Strategy<Value = crate::model::Attributes> {
    prop::collection::btree_map("[a-c\"]{1,2}".prop_map(Into::into), value(), 0..4)
}

/// Documents with everything that a file can contain.
pub fn document() -> impl Strategy<Value = (Document, Header)> {
    let annotation = (
        prop::collection::vec(any::<usize>(), 2..6),
        any::<bool>(),
        prop_oneof![Just("actor"), Just("demand"), Just("é\"")],
        prop::option::of("[a-z]{1,5}"),
        (attributes(), string(), provenance(), unknown()),
    );
    let relation = (0usize..6, 0usize..6, attributes(), provenance(), unknown());
    let status = prop_oneof![Just("new"), Just("done"), Just("of a newer program")];
    let fields = (
        status,
        prop::collection::btree_map("title|memo|section|x|\"", value(), 0..4),
    );
    let header = (string(), string(), unknown(), unknown(), any::<bool>());
    let decisions = prop::collection::vec(decision(), 0..3);
    let agreed = (decisions, prop::option::of(adjudication()));
    (
        text(),
        prop::collection::vec(annotation, 0..5),
        prop::collection::vec(relation, 0..4),
        fields,
        header,
        agreed,
    )
        .prop_map(
            |(
                text,
                annotations,
                relations,
                (status, values),
                header,
                (decisions, adjudication),
            )| {
                let text = Text::new(text);
                let annotations = annotations.into_iter().enumerate().map(|(i, fields)| {
                    let (cuts, detach, label, entity, (attributes, memo, provenance, unknown)) =
                        fields;
                    Annotation {
                        id: format!("a{i}").into(),
                        label: label.into(),
                        place: place(&text, &cuts, detach),
                        entity: entity.map(Into::into),
                        attributes,
                        memo,
                        provenance,
                        unknown,
                    }
                });
                let relations = relations.into_iter().enumerate().map(|(i, fields)| {
                    let (from, to, attributes, provenance, unknown) = fields;
                    // Some of the six ids do not exist, so some relations dangle.
                    let (from, to) = (format!("a{from}").into(), format!("a{to}").into());
                    Relation {
                        attributes,
                        provenance,
                        unknown,
                        ..Relation::new(format!("r{i}"), "makes", from, to)
                    }
                });
                let fields = ArticleFields {
                    status: Status::parse(status),
                    values,
                };
                let (annotations, relations) = (annotations.collect(), relations.collect());
                let (mut document, _, _) =
                    Document::load(text.clone(), fields, annotations, relations);
                document.load_decisions(decisions.into_iter().map(|d| (d.id(), Arc::new(d))));
                let (file, coder, unknown, source_unknown, has_codebook) = header;
                let header = Header {
                    file,
                    sha256: "00".into(),
                    encoding: "utf-8".into(),
                    codebook: has_codebook.then(|| CodebookName {
                        name: coder.clone(),
                        version: "1".into(),
                        unknown: unknown.clone(),
                    }),
                    coder,
                    adjudication,
                    unknown,
                    source_unknown,
                    migrated_from: None,
                    split: None,
                };
                (document, header)
            },
        )
}
