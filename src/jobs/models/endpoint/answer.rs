//! The answer of a model of language: JSON somewhere in a chat message.

use std::ops::Range;

use serde_json::{Map, Value};

use crate::assist::proposals::Proposals;
use crate::jobs::models::protocol;
use crate::jobs::models::start_of;

/// Why an answer cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerFault {
    #[error("the endpoint does not speak the chat protocol; it answered: {0}")]
    NoChat(String),
    #[error("the answer was cut off; a shorter passage (--passage) may help")]
    CutOff,
    #[error("the answer has no JSON of the form that was asked for; it begins: {0}")]
    NoJson(String),
}

/// The JSON of an answer: alone, between other words, or in a fence.
pub fn json_of(body: &[u8]) -> Result<Value, AnswerFault> {
    let no_chat = || AnswerFault::NoChat(start_of(body));
    let chat: Value = serde_json::from_slice(body).map_err(|_| no_chat())?;
    let choice = &chat["choices"][0];
    let said = choice["message"]["content"].as_str().ok_or_else(no_chat)?;
    // What a model thinks aloud may have braces.
    let said = said.rsplit("</think>").next().unwrap_or(said);
    let from = said.find('{');
    let to = said.rfind('}');
    let json = match (from, to) {
        (Some(from), Some(to)) if from < to => serde_json::from_str(&said[from..=to]).ok(),
        _ => None,
    };
    let json: Option<Value> = json.filter(|json: &Value| json["annotations"].is_array());
    json.ok_or_else(|| match choice["finish_reason"] == "length" {
        true => AnswerFault::CutOff,
        false => AnswerFault::NoJson(start_of(said.as_bytes())),
    })
}

/// What an answer about a passage proposes. Ids are told apart by the number of the passage. Offsets are never
/// believed: models of language cannot count.
pub fn proposals(json: &Value, number: usize, passage: Range<usize>) -> Proposals {
    let mut json = json.clone();
    for part in ["annotations", "links"] {
        for one in json[part].as_array_mut().into_iter().flatten() {
            if let Some(one) = one.as_object_mut() {
                named_attributes(one);
            }
        }
    }
    let mut proposals = protocol::proposals(&json);
    let id = |id: &mut String| {
        if !id.is_empty() {
            *id = format!("{number}:{id}");
        }
    };
    for one in &mut proposals.annotations {
        id(&mut one.id);
        one.chars = None;
        one.within = Some(passage.clone());
    }
    for link in &mut proposals.links {
        id(&mut link.from);
        id(&mut link.to);
    }
    proposals.values.clear();
    proposals
}

/// Attributes are a list of names and values here, since strict schemas know no other names than those listed.
/// A name that stands there several times has several values.
fn named_attributes(one: &mut Map<String, Value>) {
    let Some(Value::Array(list)) = one.get("attributes") else {
        return;
    };
    let mut named: Map<String, Value> = Map::new();
    for item in list {
        let (Some(name), value) = (item["name"].as_str(), &item["value"]) else {
            continue;
        };
        if value.as_str().is_some_and(|text| text.trim().is_empty()) {
            continue;
        }
        match named.get_mut(name) {
            Some(Value::Array(several)) => several.push(value.clone()),
            Some(first) => *first = Value::Array(vec![first.take(), value.clone()]),
            None => {
                named.insert(name.to_owned(), value.clone());
            }
        }
    }
    one.insert("attributes".to_owned(), Value::Object(named));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AttributeValue;
    use serde_json::json;

    fn chat(content: &str, finish: &str) -> Vec<u8> {
        let message = json!({ "message": { "content": content }, "finish_reason": finish });
        json!({ "choices": [message] }).to_string().into_bytes()
    }

    #[test]
    fn json_is_found_among_other_words() {
        for content in [
            "{\"annotations\":[]}",
            "Here it is:\n```json\n{\"annotations\":[]}\n```\nAnything else?",
            "<think>Is {this} an actor?</think>{\"annotations\":[]}",
        ] {
            let json = json_of(&chat(content, "stop")).expect("JSON");
            assert!(json["annotations"].is_array());
        }
        let cut = "{\"annotations\":[{\"id\":\"1\"},{\"id";
        assert_eq!(json_of(&chat(cut, "length")), Err(AnswerFault::CutOff));
        for content in [cut, "I cannot help with that.", "", "}{", "{\"labels\":[]}"] {
            let answer = json_of(&chat(content, "stop"));
            assert!(matches!(answer, Err(AnswerFault::NoJson(_))), "{content}");
        }
        for body in [&b"<html>"[..], b"", b"{}", b"{\"choices\":[]}", b"[1]"] {
            assert!(
                matches!(json_of(body), Err(AnswerFault::NoChat(_))),
                "{body:?}"
            );
        }
    }

    #[test]
    fn offsets_are_ignored_and_attributes_named() {
        let json = json!({
            "annotations": [{ "id": 1, "label": "demand", "quote": "peace", "start": 3, "end": 9,
                "attributes": [{ "name": "a", "value": "x" }, { "name": "b", "value": "y" },
                    { "name": "b", "value": "z" }, { "name": "c", "value": " " }, 7] }],
            "links": [{ "type": "makes", "from": "1", "to": "2", "attributes": [] }],
            "values": [{ "annotation": "x" }],
        });
        let found = proposals(&json, 4, 10..20);
        let one = &found.annotations[0];
        assert_eq!((one.id.as_str(), one.chars), ("4:1", None));
        assert_eq!(one.within, Some(10..20));
        let list = AttributeValue::List(vec!["y".to_owned(), "z".to_owned()]);
        let text = AttributeValue::Text("x".to_owned());
        let wanted = [("a".to_owned(), text), ("b".to_owned(), list)];
        assert_eq!(one.values.attributes, wanted);
        assert_eq!(found.links[0].to, "4:2");
        assert!(found.values.is_empty());
    }
}
