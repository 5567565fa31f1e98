//! Converts an article to a page of Web Annotations.

use std::collections::HashMap;
use std::io::{self, Write as _};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{ArticleRef, CONTEXT, ENTITY, Losses, WriteOptions};
use crate::model::{Annotation, AnnotationId, EntityId, Provenance, Span, Text, anchor};
use crate::offsets::char_at;
use crate::store::uuid;
use crate::supports::linked;
use crate::{features, json as rows};

/// An annotation in its written form.
#[derive(Serialize)]
struct AnnotationItem<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    created: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<Person<'a>>,
    body: Vec<AnnotationBody<'a>>,
    target: Targets<'a>,
    demarche: Map<String, Value>,
}

#[derive(Serialize)]
#[serde(tag = "type")]
struct Person<'a> {
    nickname: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum AnnotationBody<'a> {
    TextualBody {
        purpose: &'static str,
        value: &'a str,
    },
    SpecificResource {
        purpose: &'static str,
        source: String,
    },
}

#[derive(Serialize)]
#[serde(untagged)]
enum Targets<'a> {
    Stretch(AnnotationTarget<'a>),
    Stretches(Vec<AnnotationTarget<'a>>),
    Annotations([Linked<'a>; 2]),
}

#[derive(Serialize)]
struct AnnotationTarget<'a> {
    source: &'a str,
    selector: [Selector<'a>; 2],
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector<'a> {
    #[serde(rename = "TextPositionSelector")]
    Position { start: usize, end: usize },
    #[serde(rename = "TextQuoteSelector")]
    Quote {
        exact: &'a str,
        prefix: &'a str,
        suffix: &'a str,
    },
}

#[derive(Serialize)]
struct Linked<'a> {
    id: &'a str,
}

/// Writes the page of an article, one annotation per line.
///
/// # Errors
/// If JSON cannot represent a value.
pub fn page(
    article: &ArticleRef<'_>,
    stem: &str,
    options: &WriteOptions,
    losses: &mut Losses,
) -> io::Result<Vec<u8>> {
    let text = article.document.text();
    let file = stem.rsplit('/').next().unwrap_or(stem);
    let source = format!("{}.txt", percent_encoded(file));
    let mut names: HashMap<AnnotationId, String> = HashMap::new();
    // Declared as JSON, so that linked-data programs pass it through unchanged.
    let own = json!({features::NOTE: {"@id": "urn:demarche:note", "@type": "@json"}});
    let mut out = format!(
        "{{\"@context\":[\"{CONTEXT}\",{own}],\"id\":{},\"type\":\"AnnotationPage\",\"demarche\":{},\
         \"items\":[",
        Value::from(urn(article, "page", "")),
        Value::Object(features::article_note(article)),
    )
    .into_bytes();
    let mut before: &[u8] = b"\n";
    let mut put = |item: &AnnotationItem<'_>| -> io::Result<()> {
        out.write_all(std::mem::replace(&mut before, b",\n"))?;
        Ok(serde_json::to_writer(&mut out, item)?)
    };
    for annotation in article.document.annotations() {
        let Some(fragments) = annotation.fragments() else {
            continue;
        };
        let id = urn(article, "annotation", annotation.id.as_str());
        let mut targets: Vec<AnnotationTarget<'_>> = fragments
            .iter()
            .map(|span| target(text, span, &source))
            .collect();
        let target = match targets.pop() {
            Some(only) if targets.is_empty() => Targets::Stretch(only),
            last => {
                targets.extend(last);
                Targets::Stretches(targets)
            }
        };
        let mut note = features::annotation_note(annotation, Map::new(), None);
        if !annotation.attributes.is_empty() {
            note.insert("attributes".into(), rows::object(&annotation.attributes));
        }
        if let Some(entity) = &annotation.entity {
            note.insert("entity".into(), entity.as_str().into());
        }
        put(&AnnotationItem {
            id: &id,
            kind: "Annotation",
            motivation: "tagging",
            created: &annotation.provenance.at,
            creator: creator(&annotation.provenance),
            body: bodies(annotation, options),
            target,
            demarche: note,
        })?;
        names.insert(annotation.id.clone(), id);
    }
    for (relation, from, to) in linked(article, &names, losses) {
        let mut note = features::relation_note(relation, Map::new());
        if !relation.attributes.is_empty() {
            note.insert("attributes".into(), rows::object(&relation.attributes));
        }
        // Linked-data programs treat the targets as a set, so that the direction is stored here.
        note.insert("from".into(), from.as_str().into());
        note.insert("to".into(), to.as_str().into());
        put(&AnnotationItem {
            id: &urn(article, "relation", relation.id.as_str()),
            kind: "Annotation",
            motivation: "linking",
            created: &relation.provenance.at,
            creator: creator(&relation.provenance),
            body: vec![tag(relation.kind.as_str())],
            target: Targets::Annotations([Linked { id: from }, Linked { id: to }]),
            demarche: note,
        })?;
    }
    if before == b"\n" {
        out.push(b'\n');
    }
    out.extend_from_slice(b"\n]}\n");
    Ok(out)
}

fn urn(article: &ArticleRef<'_>, kind: &str, id: &str) -> String {
    let coder = article.header.coder.as_str();
    format!(
        "urn:uuid:{}",
        uuid::of_names(&[kind, article.name, coder, id])
    )
}

fn target<'a>(text: &'a Text, span: Span, source: &'a str) -> AnnotationTarget<'a> {
    let position = Selector::Position {
        start: char_at(text, span.start()),
        end: char_at(text, span.end()),
    };
    let quote = Selector::Quote {
        exact: span.text(text),
        prefix: anchor::prefix(text, span.start()),
        suffix: anchor::suffix(text, span.end()),
    };
    AnnotationTarget {
        source,
        selector: [position, quote],
    }
}

fn tag(value: &str) -> AnnotationBody<'_> {
    AnnotationBody::TextualBody {
        purpose: "tagging",
        value,
    }
}

fn bodies<'a>(annotation: &'a Annotation, options: &WriteOptions) -> Vec<AnnotationBody<'a>> {
    let mut bodies = vec![tag(annotation.label.as_str())];
    if let Some(entity) = &annotation.entity {
        bodies.push(AnnotationBody::SpecificResource {
            purpose: "identifying",
            source: iri(entity, options),
        });
    }
    if !annotation.memo.is_empty() {
        bodies.push(AnnotationBody::TextualBody {
            purpose: "commenting",
            value: &annotation.memo,
        });
    }
    bodies
}

/// The IRI of an entity: of its Wikidata item, or else our own.
fn iri(entity: &EntityId, options: &WriteOptions) -> String {
    match options.entities.get(entity) {
        Some(known) if !known.wikidata.is_empty() => {
            let item = percent_encoded(&known.wikidata);
            format!("http://www.wikidata.org/entity/{item}")
        }
        _ => format!("{ENTITY}{}", percent_encoded(entity.as_str())),
    }
}

fn creator(provenance: &Provenance) -> Option<Person<'_>> {
    let nickname = &*provenance.by;
    (!nickname.is_empty()).then_some(Person { nickname })
}

/// Percent-encodes a name for an IRI.
fn percent_encoded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}
