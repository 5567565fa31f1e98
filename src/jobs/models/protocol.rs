//! What is said to a command and by it: one JSON object a line, version 1 of `demarche-model`.
//!
//! ```text
//! to the command      {"format":"demarche-model","version":1,"type":"project","codebook":{…},"entities":[…]}
//!                     {"type":"article","article":"talks.txt","text":"…","fields":{…},"annotations":[…]}
//! by the command      {"format":"demarche-model","version":1,"engine":{"name":"…","version":"…"}}
//!                     {"article":"talks.txt","annotations":[…],"values":[…],"links":[…]}
//! ```
//!
//! `assets/schema/model.schema.json` describes all four, docs/models.md explains them.

use serde_json::{Map, Value, json};

use crate::assist::proposals::{Proposals, ProposedAnnotation, ProposedLink, ProposedValues};
use crate::model::{AttributeValue, Document, EntityBook};
use crate::store::codebook::CodebookFile;
use crate::store::entities;

/// The value of `format`.
pub const FORMAT: &str = "demarche-model";

/// The version that is spoken.
pub const VERSION: u64 = 1;

/// The longest name of an engine, in bytes.
const MAX_ENGINE_BYTES: usize = 64;

/// What suggests, as it is noted in files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engine {
    pub name: String,
    pub version: String,
}

impl Engine {
    /// An engine whose name and version can stand in the origin of an annotation: other characters than
    /// letters, digits and a few marks become `-`.
    pub fn new(name: &str, version: &str) -> Self {
        Self {
            name: plain_name(name),
            version: plain_name(version),
        }
    }
}

fn plain_name(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._+/@:-".contains(c);
    let plain = name.trim().chars().take(MAX_ENGINE_BYTES);
    plain.map(|c| if is_plain(c) { c } else { '-' }).collect()
}

/// One line that a command has written.
#[derive(Clone, Debug, PartialEq)]
pub enum ModelMessage {
    Engine(Engine),
    /// It speaks a version of the protocol that this program does not know.
    OtherVersion(u64),
    /// What it proposes for an article, or why it does not.
    Answer {
        article: String,
        proposals: Result<Proposals, String>,
    },
}

/// The first line for a command: what can be annotated.
pub fn project_line(codebook: &CodebookFile, book: &EntityBook) -> Vec<u8> {
    let codebook: Value = serde_json::from_slice(&codebook.to_bytes()).unwrap_or_default();
    let mut entities: Value = serde_json::from_slice(&entities::to_bytes(book)).unwrap_or_default();
    line(&json!({
        "format": FORMAT,
        "version": VERSION,
        "type": "project",
        "codebook": codebook,
        "entities": entities["entities"].take(),
    }))
}

/// The line of an article.
pub fn article_line(name: &str, document: &Document) -> Vec<u8> {
    let fields = document.fields().values.iter();
    let fields = fields.map(|(name, value)| (name.clone(), value_to_json(value)));
    line(&json!({
        "type": "article",
        "article": name,
        "text": document.text().as_str(),
        "offsets": "unicode-scalar",
        "fields": fields.collect::<Map<String, Value>>(),
        "annotations": annotations(document),
    }))
}

/// The annotations of an article, in the form in which sidecars have them.
pub fn annotations(document: &Document) -> Vec<Value> {
    let text = document.text();
    let all = document.annotations().iter().filter_map(|annotation| {
        let fragments = annotation.fragments()?;
        let spans = fragments.iter().map(|span| {
            let char_at = |byte| text.char_from_byte(byte).map(|place| place.0);
            json!([char_at(span.start()), char_at(span.end())])
        });
        let attributes = annotation.attributes.iter();
        let attributes = attributes.map(|(id, value)| (id.to_string(), value_to_json(value)));
        let mut json = json!({
            "id": annotation.id.as_str(),
            "label": annotation.label.as_str(),
            "spans": spans.collect::<Vec<Value>>(),
            "quote": fragments.iter().map(|span| span.text(text)).collect::<Vec<&str>>(),
            "attributes": attributes.collect::<Map<String, Value>>(),
        });
        if let Some(entity) = &annotation.entity {
            json["entity"] = json!(entity.as_str());
        }
        Some(json)
    });
    all.collect()
}

fn line(json: &Value) -> Vec<u8> {
    let mut line = json.to_string().into_bytes();
    line.push(b'\n');
    line
}

/// A value as JSON.
pub fn value_to_json(value: &AttributeValue) -> Value {
    match value {
        AttributeValue::Flag(flag) => json!(flag),
        AttributeValue::Text(text) | AttributeValue::Unknown(text) => json!(text),
        AttributeValue::Integer(number) => json!(number),
        AttributeValue::Number(number) => json!(number),
        AttributeValue::List(items) => json!(items),
    }
}

/// Reads a line that a command has written.
///
/// # Errors
/// If it is no message.
pub fn read(line: &[u8]) -> Result<ModelMessage, String> {
    let json: Value = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    if json["format"] == FORMAT {
        let version = json["version"].as_u64().unwrap_or(VERSION);
        if version != VERSION {
            return Ok(ModelMessage::OtherVersion(version));
        }
        let engine = &json["engine"];
        let of = |name: &str| engine[name].as_str().unwrap_or_default();
        return Ok(ModelMessage::Engine(Engine::new(of("name"), of("version"))));
    }
    let Some(article) = json["article"].as_str() else {
        return Err("it names no article".to_owned());
    };
    let proposals = match json["error"].as_str() {
        Some(why) => Err(why.to_owned()),
        None => Ok(proposals(&json)),
    };
    Ok(ModelMessage::Answer {
        article: article.to_owned(),
        proposals,
    })
}

/// The proposals of an answer. What has no sense there becomes a proposal that fits nothing, so that it is
/// counted.
pub fn proposals(json: &Value) -> Proposals {
    let values = list(&json["values"]).map(|one| (text(&one["annotation"]), values_of(one)));
    Proposals {
        annotations: list(&json["annotations"]).map(annotation).collect(),
        values: values.collect(),
        links: list(&json["links"]).map(link).collect(),
    }
}

fn list(json: &Value) -> impl Iterator<Item = &Value> {
    json.as_array().into_iter().flatten()
}

fn annotation(json: &Value) -> ProposedAnnotation {
    let place = |name: &str| json[name].as_u64().and_then(|at| usize::try_from(at).ok());
    ProposedAnnotation {
        id: text(&json["id"]),
        label: text(&json["label"]),
        quote: text(&json["quote"]),
        before: text(&json["before"]),
        chars: place("start").zip(place("end")),
        within: None,
        confidence: json["confidence"].as_f64(),
        values: values_of(json),
    }
}

fn values_of(json: &Value) -> ProposedValues {
    ProposedValues {
        entity: json["entity"].as_str().map(str::to_owned),
        attributes: attributes(&json["attributes"]),
    }
}

fn link(json: &Value) -> ProposedLink {
    ProposedLink {
        kind: text(&json["type"]),
        from: text(&json["from"]),
        to: text(&json["to"]),
        confidence: json["confidence"].as_f64(),
        attributes: attributes(&json["attributes"]),
    }
}

/// Values that are `null` are not there.
fn attributes(json: &Value) -> Vec<(String, AttributeValue)> {
    let all = json.as_object().into_iter().flatten();
    let all = all.filter(|(_, value)| !value.is_null());
    all.map(|(name, value)| (name.clone(), attribute_value(value)))
        .collect()
}

fn attribute_value(json: &Value) -> AttributeValue {
    let unknown = || AttributeValue::Unknown(json.to_string());
    match json {
        Value::Bool(flag) => AttributeValue::Flag(*flag),
        Value::String(text) => AttributeValue::Text(text.clone()),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => AttributeValue::Integer(whole),
            (None, Some(number)) => AttributeValue::Number(number),
            (None, None) => unknown(),
        },
        Value::Array(items) => {
            let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
            let texts: Option<Vec<String>> = texts.collect();
            texts.map_or_else(unknown, AttributeValue::List)
        }
        Value::Null | Value::Object(_) => unknown(),
    }
}

/// Ids of models may be texts or whole numbers.
fn text(json: &Value) -> String {
    match json {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_and_senseless_parts_fit_nothing() {
        let line = br#"{"article":"a.txt","annotations":[
            {"id":1,"label":"actor","start":3,"end":8,"quote":"Putin","confidence":0.9,"entity":"putin",
             "attributes":{"mood":"bad","n":2,"many":["x","y"],"odd":{},"none":null}},
            7,{"label":["actor"]},{"label":"actor","start":-1,"end":4}],
            "values":[{"annotation":"x","entity":"putin"}],"links":[{"type":"makes","from":1,"to":"d"}],"more":{}}"#;
        let Ok(ModelMessage::Answer { article, proposals }) = read(line) else {
            panic!("no answer");
        };
        let found = proposals.expect("proposals");
        assert_eq!(article, "a.txt");
        let first = &found.annotations[0];
        assert_eq!((first.id.as_str(), first.chars), ("1", Some((3, 8))));
        assert_eq!(first.values.attributes.len(), 4);
        assert_eq!(found.annotations.len(), 4);
        assert_eq!(found.annotations[1], ProposedAnnotation::default());
        assert_eq!(found.annotations[3].chars, None);
        assert_eq!(found.links[0].from, "1");
        assert_eq!(found.values[0].0, "x");
    }

    #[test]
    fn other_lines_are_told_apart() {
        let engine = read(br#"{"format":"demarche-model","version":1,"engine":{"name":"my tagger\n","version":"3"}}"#);
        let wanted = Engine {
            name: "my-tagger".to_owned(),
            version: "3".to_owned(),
        };
        assert_eq!(engine, Ok(ModelMessage::Engine(wanted)));
        let newer = read(br#"{"format":"demarche-model","version":2}"#);
        assert_eq!(newer, Ok(ModelMessage::OtherVersion(2)));
        let failed = read(br#"{"article":"a.txt","error":"too long"}"#);
        assert!(
            matches!(failed, Ok(ModelMessage::Answer { proposals: Err(why), .. }) if why == "too long")
        );
        for line in [
            &b"Loading model"[..],
            b"",
            b"{}",
            b"[]",
            b"{\"article\":3}",
            b"\xff",
        ] {
            assert!(read(line).is_err(), "{line:?}");
        }
        assert!(read(&[b'['; 100_000]).is_err());
    }
}
