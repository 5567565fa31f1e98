//! Reads the bodies of a Web Annotation: tags, comments, what it identifies, and what it says with other
//! purposes.
//!
//! It does not know what the annotation is about.

use serde_json::Value;

use crate::account::Fields;
use crate::leftovers::Leftovers;
use crate::model::{AttributeValue, Attributes};

/// The purposes of a body that is a comment.
const COMMENTS: [&str; 3] = ["commenting", "describing", "replying"];

/// The attribute with the tags of an annotation beside the first.
const TAGS: &str = "tags";

/// The attribute with the references of an annotation beside the first.
const REFERENCES: &str = "references";

/// Normalizes one value or several to a slice: the model allows both nearly everywhere.
pub fn several(value: Option<&Value>) -> &[Value] {
    match value {
        None | Some(Value::Null) => &[],
        Some(Value::Array(items)) => items,
        Some(one) => std::slice::from_ref(one),
    }
}

/// What the bodies of an annotation say.
#[derive(Default)]
pub struct Bodies {
    pub tags: Vec<String>,
    pub memo: Vec<String>,
    /// The addresses of what it identifies.
    pub identified: Vec<String>,
    /// What is said with another purpose.
    others: Vec<(String, String)>,
}

impl Bodies {
    /// Reads the bodies of an annotation.
    pub fn of(item: &Fields<'_>, left: &Leftovers) -> Self {
        let line = item.line();
        let motivations = several(item.get("motivation"));
        let is_comment = |purposes: &[Value]| {
            let comments = purposes.iter().filter_map(Value::as_str);
            comments
                .into_iter()
                .any(|purpose| COMMENTS.contains(&purpose))
        };
        let mut bodies = Self::default();
        let whole = item.string("bodyValue");
        bodies.tags.extend(whole.map(str::to_owned));
        for body in several(item.get("body")) {
            if let Some(text) = body.as_str() {
                // A body that is an address or a text has the purpose of its annotation.
                match is_comment(motivations) {
                    true => bodies.memo.push(text.to_owned()),
                    false => bodies.tags.push(text.to_owned()),
                }
                continue;
            }
            let Some(body) = Fields::of_value("a body", line, body, left) else {
                continue;
            };
            body.known(&[
                "type",
                "format",
                "language",
                "processingLanguage",
                "textDirection",
            ]);
            let purposes = match several(body.get("purpose")) {
                [] => motivations,
                own => own,
            };
            let has = |wanted: &str| purposes.iter().any(|purpose| purpose == wanted);
            let source = ["source", "id"]
                .into_iter()
                .find_map(|name| body.string(name));
            let value = body.string("value").map(str::to_owned);
            if has("identifying") {
                bodies.identified.extend(source.map(str::to_owned));
                bodies.tags.extend(value);
                continue;
            }
            let Some(value) = value.or_else(|| source.map(str::to_owned)) else {
                continue;
            };
            let is_tag = ["tagging", "classifying", "highlighting", "linking"];
            match purposes.first().and_then(Value::as_str) {
                _ if is_comment(purposes) => bodies.memo.push(value),
                None => bodies.tags.push(value),
                Some(_) if is_tag.iter().any(|purpose| has(purpose)) => bodies.tags.push(value),
                Some(purpose) => bodies.others.push((purpose.to_owned(), value)),
            }
        }
        bodies
    }

    /// Adds what has no other place to the attributes.
    pub fn add_to(&self, attributes: &mut Attributes) {
        let mut add = |name: &str, value: String| {
            let known = attributes.entry(name.into());
            let list = known.or_insert_with(|| AttributeValue::List(Vec::new()));
            if let AttributeValue::List(values) = list {
                values.push(value);
            }
        };
        for tag in self.tags.iter().skip(1) {
            add(TAGS, tag.clone());
        }
        for reference in self.identified.iter().skip(1) {
            add(REFERENCES, reference.clone());
        }
        for (purpose, value) in &self.others {
            add(purpose, value.clone());
        }
    }
}
