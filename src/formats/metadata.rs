//! Metadata of documents, as other programs call them, and the fields of an article that they are.
//!
//! A name that is not known becomes a field of that name, so that nothing is lost. It knows no format.

use serde_json::{Map, Value};

use crate::model::AttributeValue;
use crate::model::fields::{AUTHOR, DATE, LANGUAGE, MEMO, OUTLET, TITLE, URL, WELL_KNOWN};

use super::draft::Draft;
use super::json;

/// The names under which other programs keep the fields of an article, in lower case and without
/// what is neither a letter nor a digit.
const NAMES: &[(&str, &str)] = &[
    ("title", TITLE),
    ("headline", TITLE),
    ("listtitle", TITLE),
    ("displaytitle", TITLE),
    ("date", DATE),
    ("datecreated", DATE),
    ("datepublished", DATE),
    ("publicationdate", DATE),
    ("published", DATE),
    ("pubdate", DATE),
    ("issued", DATE),
    ("outlet", OUTLET),
    ("publication", OUTLET),
    ("publisher", OUTLET),
    ("newspaper", OUTLET),
    ("source", OUTLET),
    ("sourcename", OUTLET),
    ("author", AUTHOR),
    ("authors", AUTHOR),
    ("byline", AUTHOR),
    ("creator", AUTHOR),
    ("url", URL),
    ("uri", URL),
    ("link", URL),
    ("sourceurl", URL),
    ("language", LANGUAGE),
    ("lang", LANGUAGE),
    ("memo", MEMO),
];

/// The field of an article that a name stands for, or the name itself.
pub fn field_of(name: &str) -> &str {
    let plain: String = name
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let found = NAMES.iter().find(|(known, _)| *known == plain);
    found.map_or(name, |(_, field)| field)
}

/// Puts one value of the metadata into the fields of an article; a field that has a value keeps it,
/// and the other stays under its own name.
pub fn put(draft: &mut Draft, name: &str, value: AttributeValue) {
    if name.is_empty() || matches!(&value, AttributeValue::Text(text) if text.trim().is_empty()) {
        return;
    }
    let field = field_of(name);
    let values = &mut draft.fields.values;
    // A source that is an address is where the article stands, not who printed it.
    let is_address = |value: &AttributeValue| {
        let text = match value {
            AttributeValue::Text(text) => text.as_str(),
            _ => "",
        };
        text.starts_with("http://") || text.starts_with("https://")
    };
    let field = if field == OUTLET && is_address(&value) {
        URL
    } else {
        field
    };
    if values.get(field) == Some(&value) {
        return;
    }
    if !values.contains_key(field) {
        values.insert(field.to_owned(), well_formed(field, value));
        return;
    }
    let mut own = name.to_owned();
    while values.contains_key(&own) {
        own.push('_');
    }
    values.insert(own, value);
}

/// The fields that every article may have are texts.
fn well_formed(field: &str, value: AttributeValue) -> AttributeValue {
    match value {
        AttributeValue::Text(_) => value,
        AttributeValue::List(items) if WELL_KNOWN.contains(&field) => {
            AttributeValue::Text(items.join("; "))
        }
        other if WELL_KNOWN.contains(&field) => AttributeValue::Text(other.to_string()),
        other => other,
    }
}

/// Puts the members of an object into the fields of an article.
pub fn put_all(draft: &mut Draft, members: &Map<String, Value>) {
    for (name, value) in members {
        if !value.is_null() {
            put(draft, name, json::attribute_value(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_of_other_programs_are_known_and_nothing_is_lost() {
        let mut draft = Draft::default();
        let members = json!({
            "list_title": "Strike", "title": "Another", "source": "https://a.example/1",
            "publication": "Torvik Post", "authors": ["A", "B"], "issue": 7, "empty": "", "none": null,
        });
        put_all(&mut draft, members.as_object().expect("an object"));
        let values: Vec<String> = (draft.fields.values.iter())
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut wanted = [
            "title=Strike",
            "title_=Another",
            "url=https://a.example/1",
            "outlet=Torvik Post",
            "author=A; B",
            "issue=7",
        ];
        wanted.sort_unstable();
        assert_eq!(values, wanted);
    }
}
