//! A validator for the part of JSON Schema (draft 2020-12) that our schemas use.
//!
//! It panics at a keyword that it does not know, so that no part of a schema is skipped silently. A full
//! validator takes 27 crates and a tenth of the time of a cold test build; `tests/readers/schemas.py` runs
//! one from Python on the same kinds of files.

use regex::Regex;
use serde_json::{Map, Value};

/// Keywords that do not restrict a value.
const ANNOTATIONS: [&str; 6] = ["$schema", "$id", "$defs", "title", "description", "default"];

/// The places where a file violates its schema, each with the reason; empty if the file is valid.
pub fn violations(schema: &Value, file: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, schema, file, "", &mut found);
    found
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let keywords = match schema {
        Value::Bool(true) => return,
        Value::Bool(false) => {
            found.push(format!("{at}: no value is allowed here"));
            return;
        }
        Value::Object(keywords) => keywords,
        other => panic!("not a schema: {other}"),
    };
    for (keyword, wish) in keywords {
        let fits = match keyword.as_str() {
            annotation if ANNOTATIONS.contains(&annotation) => true,
            "type" => match wish {
                Value::Array(kinds) => kinds.iter().any(|kind| is(value, text(kind))),
                kind => is(value, text(kind)),
            },
            "const" => value == wish,
            "enum" => list(wish).contains(value),
            "minimum" => value
                .as_f64()
                .is_none_or(|number| number >= number_of(wish)),
            "minLength" => value.as_str().is_none_or(|text| {
                let characters = u32::try_from(text.chars().count()).expect("a short text");
                f64::from(characters) >= number_of(wish)
            }),
            "minItems" => value.as_array().is_none_or(|items| {
                let count = u32::try_from(items.len()).expect("a short list");
                f64::from(count) >= number_of(wish)
            }),
            "pattern" => value.as_str().is_none_or(|value| {
                let pattern = Regex::new(text(wish)).expect("a pattern");
                pattern.is_match(value)
            }),
            "required" => value.as_object().is_none_or(|fields| {
                let mut names = list(wish).iter().map(text);
                names.all(|name| fields.contains_key(name))
            }),
            "$ref" => {
                let pointer = text(wish).strip_prefix('#').expect("a place in the schema");
                let meant = root.pointer(pointer).expect("the place is there");
                check(root, meant, value, at, found);
                true
            }
            "properties" => {
                for (name, schema) in object(wish) {
                    if let Some(field) = value.get(name).filter(|_| value.is_object()) {
                        check(root, schema, field, &format!("{at}/{name}"), found);
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = keywords.get("properties").map(object);
                for (name, field) in value.as_object().into_iter().flatten() {
                    if !known.is_some_and(|known| known.contains_key(name)) {
                        check(root, wish, field, &format!("{at}/{name}"), found);
                    }
                }
                true
            }
            "prefixItems" => {
                let items = value.as_array().into_iter().flatten().zip(list(wish));
                for (index, (item, schema)) in items.enumerate() {
                    check(root, schema, item, &format!("{at}/{index}"), found);
                }
                true
            }
            "items" => {
                let first = keywords
                    .get("prefixItems")
                    .map_or(0, |first| list(first).len());
                let items = value.as_array().into_iter().flatten().enumerate();
                for (index, item) in items.skip(first) {
                    check(root, wish, item, &format!("{at}/{index}"), found);
                }
                true
            }
            other => panic!("the keyword “{other}” is not supported: add it to this file"),
        };
        if !fits {
            found.push(format!("{at}: {value} violates “{keyword}”: {wish}"));
        }
    }
}

/// Whether a value has this type of JSON Schema.
fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        other => panic!("unknown type “{other}”"),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text in the schema")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list in the schema")
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().expect("an object in the schema")
}

fn number_of(value: &Value) -> f64 {
    value.as_f64().expect("a number in the schema")
}

#[test]
fn every_keyword_is_checked() {
    let root = r##"{ "$defs": { "one": { "const": 1 } }, "SCHEMA": 0 }"##;
    let fits = |schema: &str, value: &str| {
        let schema = root.replace("\"SCHEMA\": 0", schema);
        let parse = |json: &str| serde_json::from_str(json).expect("it is JSON");
        violations(&parse(&schema), &parse(value)).is_empty()
    };
    for (schema, good, bad) in [
        (r#""type": "string""#, r#""a""#, "1"),
        (r#""type": "object""#, "{}", "[]"),
        (r#""type": "boolean""#, "true", "null"),
        (r#""type": "integer""#, "2.0", "2.5"),
        (r#""type": "number""#, "2.5", r#""2.5""#),
        (r#""type": ["array", "null"]"#, "null", "false"),
        (r#""const": "a""#, r#""a""#, r#""b""#),
        (r#""enum": [1, "b"]"#, r#""b""#, "2"),
        (r#""minimum": 2"#, "2", "1"),
        (r#""minLength": 2"#, r#""éé""#, r#""é""#),
        (r#""minItems": 1"#, "[1]", "[]"),
        (r#""pattern": "^a+$""#, r#""aa""#, r#""ab""#),
        (r#""required": ["a"]"#, r#"{"a": 1}"#, r#"{"b": 1}"#),
        (r##""$ref": "#/$defs/one""##, "1", "2"),
        (
            r#""properties": {"a": {"const": 1}}"#,
            r#"{"a": 1, "b": 2}"#,
            r#"{"a": 2}"#,
        ),
        (
            r#""properties": {"a": true}, "additionalProperties": false"#,
            r#"{"a": 1}"#,
            r#"{"b": 1}"#,
        ),
        (r#""items": {"const": 1}"#, "[1, 1]", "[1, 2]"),
        (r#""prefixItems": [{"const": 1}]"#, "[1, 2]", "[2]"),
        (
            r#""prefixItems": [true, true], "items": false"#,
            "[1, 2]",
            "[1, 2, 3]",
        ),
    ] {
        assert!(fits(schema, good), "{schema} accepts {good}");
        assert!(!fits(schema, bad), "{schema} rejects {bad}");
    }
}

#[test]
#[should_panic(expected = "“maxLength” is not supported")]
fn an_unknown_keyword_is_not_skipped() {
    let schema = serde_json::json!({ "items": { "maxLength": 3 } });
    violations(&schema, &serde_json::json!([1]));
}
