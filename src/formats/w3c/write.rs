//! From an article to a page of annotations.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::{ArticleRef, CONTEXT, ENTITY, Losses, WriteOptions};
use crate::formats::holds::linked;
use crate::formats::{features, json as rows, uuid};
use crate::model::{Annotation, AnnotationId, EntityId, Provenance, Span, Text, anchor};

/// The page of an article, one annotation a line.
pub fn page(
    article: &ArticleRef<'_>,
    stem: &str,
    options: &WriteOptions,
    losses: &mut Losses,
) -> String {
    let text = article.document.text();
    let file = stem.rsplit('/').next().unwrap_or(stem);
    let source = format!("{}.txt", percent_encoded(file));
    let mut names: HashMap<AnnotationId, String> = HashMap::new();
    let mut lines = Vec::new();
    for annotation in article.document.annotations() {
        let Some(fragments) = annotation.fragments() else {
            continue;
        };
        let id = urn(article, "annotation", annotation.id.as_str());
        let mut targets: Vec<Value> = fragments
            .iter()
            .map(|span| target(text, span, &source))
            .collect();
        let target = if targets.len() == 1 {
            targets.remove(0)
        } else {
            Value::Array(targets)
        };
        let mut note = features::annotation_note(annotation, Map::new(), None);
        if !annotation.attributes.is_empty() {
            note.insert("attributes".into(), rows::object(&annotation.attributes));
        }
        if let Some(entity) = &annotation.entity {
            note.insert("entity".into(), entity.as_str().into());
        }
        let mut item = Map::new();
        item.insert("id".into(), id.as_str().into());
        item.insert("type".into(), "Annotation".into());
        item.insert("motivation".into(), "tagging".into());
        put_who_and_when(&mut item, &annotation.provenance);
        item.insert("body".into(), bodies(annotation, options));
        item.insert("target".into(), target);
        item.insert(features::NOTE.into(), note.into());
        lines.push(Value::Object(item).to_string());
        names.insert(annotation.id.clone(), id);
    }
    for (relation, from, to) in linked(article, &names, losses) {
        let mut note = features::relation_note(relation, Map::new());
        if !relation.attributes.is_empty() {
            note.insert("attributes".into(), rows::object(&relation.attributes));
        }
        // The targets are a set to programs of linked data, so that the direction is said here.
        note.insert("from".into(), from.as_str().into());
        note.insert("to".into(), to.as_str().into());
        let mut item = Map::new();
        let id = urn(article, "relation", relation.id.as_str());
        item.insert("id".into(), id.into());
        item.insert("type".into(), "Annotation".into());
        item.insert("motivation".into(), "linking".into());
        put_who_and_when(&mut item, &relation.provenance);
        item.insert("body".into(), json!([tag(relation.kind.as_str())]));
        item.insert("target".into(), json!([{"id": from}, {"id": to}]));
        item.insert(features::NOTE.into(), note.into());
        lines.push(Value::Object(item).to_string());
    }
    // Declared as JSON, so that it passes through linked data as it stands.
    let own = json!({features::NOTE: {"@id": "urn:demarche:note", "@type": "@json"}});
    format!(
        "{{\"@context\":[\"{CONTEXT}\",{own}],\"id\":{},\"type\":\"AnnotationPage\",\"demarche\":{},\
         \"items\":[\n{}\n]}}\n",
        Value::from(urn(article, "page", "")),
        Value::Object(features::article_note(article)),
        lines.join(",\n")
    )
}

fn urn(article: &ArticleRef<'_>, kind: &str, id: &str) -> String {
    let coder = article.header.coder.as_str();
    format!("urn:uuid:{}", uuid::of(&[kind, article.name, coder, id]))
}

fn target(text: &Text, span: Span, source: &str) -> Value {
    let at = |byte| text.char_from_byte(byte).map_or(0, |at| at.0);
    json!({"source": source, "selector": [
        {"type": "TextPositionSelector", "start": at(span.start()), "end": at(span.end())},
        {
            "type": "TextQuoteSelector", "exact": span.text(text),
            "prefix": anchor::prefix(text, span.start()), "suffix": anchor::suffix(text, span.end()),
        },
    ]})
}

fn tag(value: &str) -> Value {
    json!({"type": "TextualBody", "purpose": "tagging", "value": value})
}

fn bodies(annotation: &Annotation, options: &WriteOptions) -> Value {
    let mut bodies = vec![tag(annotation.label.as_str())];
    if let Some(entity) = &annotation.entity {
        bodies.push(json!({
            "type": "SpecificResource", "purpose": "identifying", "source": iri(entity, options),
        }));
    }
    if !annotation.memo.is_empty() {
        bodies.push(json!({
            "type": "TextualBody", "purpose": "commenting", "value": annotation.memo,
        }));
    }
    Value::Array(bodies)
}

/// What the world calls an entity, or else we.
fn iri(entity: &EntityId, options: &WriteOptions) -> String {
    match options.entities.get(entity) {
        Some(known) if !known.wikidata.is_empty() => {
            let item = percent_encoded(&known.wikidata);
            format!("http://www.wikidata.org/entity/{item}")
        }
        _ => format!("{ENTITY}{}", percent_encoded(entity.as_str())),
    }
}

fn put_who_and_when(item: &mut Map<String, Value>, provenance: &Provenance) {
    if !provenance.at.is_empty() {
        item.insert("created".into(), (*provenance.at).into());
    }
    if !provenance.by.is_empty() {
        let creator = json!({"type": "Person", "nickname": *provenance.by});
        item.insert("creator".into(), creator);
    }
}

/// A name as a part of an IRI.
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
