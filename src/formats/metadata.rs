//! Takes the metadata of an article in a dataset into the fields of the article: what other programs
//! call headline, published or link is our title, date or url, and everything else keeps its name.
//!
//! It does not know where a format has its metadata.

use serde_json::Value;

use super::account::{Fields, says_nothing};
use super::json;
use crate::model::fields::{self, AUTHOR, DATE, FieldValues, LANGUAGE, OUTLET, TITLE, URL};
use crate::model::{AttributeValue, Attributes};

/// How many values of one name an article holds.
const MOST_OF_A_NAME: usize = 20;

/// How many words a list has that is a field; longer ones are said of words, not of the article.
const MOST_WORDS: usize = 200;

/// What between the items of a list stands that becomes one text.
const BETWEEN: &str = "; ";

/// The names that datasets have for the fields of an article, in lower case without punctuation.
const NAMES: [(&str, &[&str]); 6] = [
    (
        TITLE,
        &[
            "title",
            "headline",
            "heading",
            "articletitle",
            "listtitle",
            "displaytitle",
        ],
    ),
    (
        DATE,
        &[
            "date",
            "published",
            "publishdate",
            "publisheddate",
            "publishedat",
            "publicationdate",
            "datepublished",
            "datecreated",
            "issued",
            "pubdate",
        ],
    ),
    (
        OUTLET,
        &[
            "outlet",
            "newspaper",
            "publication",
            "publisher",
            "sitename",
            "sourcename",
            "medium",
        ],
    ),
    (AUTHOR, &["author", "authors", "byline", "creator"]),
    (
        URL,
        &[
            "url",
            "uri",
            "link",
            "weburl",
            "sourceurl",
            "gatesourceurl",
            "permalink",
        ],
    ),
    (LANGUAGE, &["language", "lang"]),
];

/// The field of an article for metadata of this name.
pub fn field_name(name: &str) -> &str {
    let plain: String = name
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let found = NAMES.iter().find(|(_, names)| names.contains(&&*plain));
    found.map_or(name, |(field, _)| field)
}

/// Puts a value into the field for metadata of this name; `false` if a field cannot hold it. A field
/// that has another value already stays, and the value gets a field of its own name.
pub fn put(values: &mut FieldValues, name: &str, value: &Value) -> bool {
    let is_too_long = value
        .as_array()
        .is_some_and(|items| items.len() > MOST_WORDS);
    if name.is_empty() || !can_be_held(value) || is_too_long {
        return false;
    }
    if says_nothing(value) {
        return true;
    }
    let field = field_name(name);
    let value = match value {
        Value::Array(items) if fields::WELL_KNOWN.contains(&field) => {
            let items: Vec<String> = items.iter().map(text_of).collect();
            AttributeValue::Text(items.join(BETWEEN))
        }
        Value::Array(items) => AttributeValue::List(items.iter().map(text_of).collect()),
        value if fields::WELL_KNOWN.contains(&field) => {
            let text = text_of(value);
            AttributeValue::Text(match field {
                DATE => day_of(&text).to_owned(),
                _ => text,
            })
        }
        value => json::attribute_value(value),
    };
    let numbered = (2..=MOST_OF_A_NAME).map(|number| format!("{name}_{number}"));
    let names = [field, name].map(str::to_owned).into_iter().chain(numbered);
    for name in names {
        match values.get(&name) {
            Some(known) if *known == value => return true,
            Some(_) => {}
            None => {
                values.insert(name, value);
                return true;
            }
        }
    }
    false
}

/// Takes all fields that nothing else has taken and that an article can hold.
pub fn take_rest(from: &Fields<'_>, values: &mut FieldValues) {
    for (name, value) in from.rest() {
        // Names that begin so are those of the program, not of the article.
        if !name.starts_with('_') && put(values, name, value) {
            from.take(name);
        }
    }
}

/// Whether a reference names an entity: datasets write `NULL` and the like where there is none.
pub fn is_entity(reference: &str) -> bool {
    let nothing = ["", "null", "nil", "none", "nan", "-", "_", "?"];
    !nothing.contains(&reference.trim().to_lowercase().as_str())
}

/// Whether an id is one of Wikidata's items: Q and digits.
pub fn is_wikidata(id: &str) -> bool {
    let digits = id.strip_prefix('Q');
    digits.is_some_and(|digits| {
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Adds one of several words that are said of the whole article; `false` if the field has something else.
pub fn add(values: &mut FieldValues, name: &str, word: &str) -> bool {
    let field = values
        .entry(name.to_owned())
        .or_insert_with(|| AttributeValue::List(Vec::new()));
    match field {
        AttributeValue::List(words) => {
            if !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
            true
        }
        _ => false,
    }
}

/// Takes all fields of an annotation or a relation that nothing else has taken and that an attribute can
/// hold.
pub fn take_attributes(from: &Fields<'_>, attributes: &mut Attributes) {
    for (name, value) in from.rest() {
        let is_held = !name.starts_with('_') && can_be_held(value);
        if is_held && !attributes.contains_key(name) {
            attributes.insert(name.into(), json::attribute_value(value));
            from.take(name);
        }
    }
}

/// Whether a value is a single one, or a list of words.
fn can_be_held(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().all(Value::is_string),
        Value::Object(_) => false,
        _ => true,
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The day of a date with a time of day as programs write it: `2026-05-04T10:00:00Z`.
fn day_of(date: &str) -> &str {
    let is_digit = |at: usize| date.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let is_day = [0, 1, 2, 3, 5, 6, 8, 9].into_iter().all(is_digit);
    match (is_day, date.get(..10), date.get(10..11)) {
        (true, Some(day), Some("T")) if day.matches('-').count() == 2 => day,
        _ => date,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn metadata_fills_the_fields_of_an_article() {
        let mut values = FieldValues::new();
        for (name, value) in [
            ("Headline", json!("A strike")),
            ("publish_date", json!("2026-05-04T10:00:00Z")),
            ("authors", json!(["A. Lind", "B. Moe"])),
            ("link", json!("https://example.org/a")),
            ("pages", json!(3)),
            ("tags", json!(["labour", "mines"])),
            ("title", json!("Another title")),
            ("nothing", json!(null)),
        ] {
            assert!(put(&mut values, name, &value), "{name}");
        }
        let values: Vec<(&str, String)> = values
            .iter()
            .map(|(name, value)| (name.as_str(), value.to_string()))
            .collect();
        let found = |name: &str| {
            let found = values.iter().find(|(other, _)| *other == name);
            found.map(|(_, value)| value.as_str())
        };
        assert_eq!(found("title"), Some("A strike"));
        assert_eq!(found("date"), Some("2026-05-04"));
        assert_eq!(found("author"), Some("A. Lind; B. Moe"));
        assert_eq!(found("url"), Some("https://example.org/a"));
        assert_eq!(found("pages"), Some("3"));
        assert_eq!(found("title_2"), Some("Another title"));
        assert_eq!(values.len(), 7, "{values:?}");
    }

    #[test]
    fn what_a_field_cannot_hold_is_not_taken() {
        let mut values = FieldValues::new();
        for value in [json!({"a": 1}), json!([{"a": 1}]), json!([[1]])] {
            assert!(!put(&mut values, "x", &value), "{value}");
        }
        assert!(!put(&mut values, "", &json!("One")));
        assert!(values.is_empty());
    }
}
