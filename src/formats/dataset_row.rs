//! An object of a dataset in JSON, whose long lists stay text until they are needed: as values an
//! annotation would take twenty times its bytes in the file.
//!
//! It does not know where the object stands in its file, nor what its fields mean.

use std::fmt;

use serde::de::{DeserializeSeed, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::json;

/// An object of a dataset.
#[derive(Clone, Debug, Default)]
pub struct DatasetRow {
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// The index of the object in its file, counted from 0.
    pub index: usize,
    pub fields: Map<String, Value>,
    /// Fields that are parsed only on demand.
    later: Vec<(String, Box<RawValue>)>,
    /// Long lists and objects, which are parsed part by part.
    parted: Vec<(String, Box<RawValue>)>,
}

/// The names of fields that are not parsed with their row.
#[derive(Clone, Copy, Default)]
pub struct Unparsed<'n> {
    /// Fields that are large and seldom needed: errors in them are found when they are parsed.
    pub later: &'n [&'n str],
    /// Fields that are long if they are lists: their items are parsed one by one.
    pub lists: &'n [&'n str],
    /// Fields that are large if they are objects, with a long list in them.
    pub objects: &'n [&'n str],
}

impl<'n> Unparsed<'n> {
    /// Long lists alone.
    pub const fn lists(lists: &'n [&'n str]) -> Self {
        Self {
            later: &[],
            lists,
            objects: &[],
        }
    }
}

impl DatasetRow {
    /// A row with known fields.
    #[cfg(feature = "parquet")]
    pub fn new(line: usize, index: usize, fields: Map<String, Value>) -> Self {
        Self {
            line,
            index,
            fields,
            later: Vec::new(),
            parted: Vec::new(),
        }
    }

    /// Parses an object, as if it were the first of a file.
    ///
    /// # Errors
    /// If it is not an object.
    pub fn parse(json: &str, unparsed: Unparsed<'_>) -> serde_json::Result<Self> {
        let mut row = object(json, unparsed)?;
        row.line = 1;
        Ok(row)
    }

    /// An object that is a part of a row; empty if it is not an object.
    pub fn part(json: &str, unparsed: Unparsed<'_>) -> Self {
        Self::parse(json, unparsed).unwrap_or_default()
    }

    /// A field that is parsed on demand, or with its row.
    pub fn field(&self, name: &str) -> Option<Value> {
        let later = self.later.iter().find(|(other, _)| other == name);
        match later {
            Some((_, raw)) => serde_json::from_str(raw.get()).ok(),
            None => self.fields.get(name).cloned(),
        }
    }

    /// Whether there is a field, even `null`.
    pub fn has(&self, name: &str) -> bool {
        let in_list = |fields: &[(String, _)]| fields.iter().any(|(other, _)| other == name);
        self.fields.contains_key(name) || in_list(&self.later) || in_list(&self.parted)
    }

    /// The items of a list, each parsed when it is reached; none if the field is not a list.
    pub fn items(&self, name: &str) -> Box<dyn Iterator<Item = Value> + '_> {
        match self.parted(name) {
            // The items were parsed before, so that none is lost here.
            Some(raw) => Box::new(json::raw_items(raw).filter_map(parsed)),
            None => Box::new(json::list(&self.fields, name).iter().cloned()),
        }
    }

    /// The unparsed items of a field that was read as a long list; none if it is not a list.
    pub fn raw_items(&self, name: &str) -> impl Iterator<Item = &RawValue> {
        self.parted(name).into_iter().flat_map(json::raw_items)
    }

    /// The fields that were read as long lists or large objects.
    pub fn all_parted(&self) -> impl Iterator<Item = (&str, &RawValue)> {
        self.parted
            .iter()
            .map(|(name, raw)| (name.as_str(), &**raw))
    }

    /// The fields that are parsed only on demand.
    pub fn all_later(&self) -> impl Iterator<Item = (&str, &RawValue)> {
        self.later.iter().map(|(name, raw)| (name.as_str(), &**raw))
    }

    /// A field that was read as a long list or a large object.
    pub fn parted(&self, name: &str) -> Option<&RawValue> {
        let found = self.parted.iter().find(|(other, _)| other == name);
        found.map(|(_, raw)| &**raw)
    }
}

fn parsed(item: &RawValue) -> Option<Value> {
    serde_json::from_str(item.get()).ok()
}

impl DatasetRow {
    /// Adds a field that may be long. Of several fields with its name the last one counts.
    fn put(&mut self, name: String, raw: &RawValue, is_parted: bool) -> serde_json::Result<()> {
        self.parted.retain(|(other, _)| *other != name);
        self.fields.remove(&name);
        if is_parted {
            json::check(raw.get())?;
            self.parted.push((name, raw.to_owned()));
        } else {
            self.fields.insert(name, serde_json::from_str(raw.get())?);
        }
        Ok(())
    }
}

fn object(text: &str, unparsed: Unparsed<'_>) -> serde_json::Result<DatasetRow> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let object = ObjectSeed { unparsed }.deserialize(&mut deserializer);
    match object.and_then(|object| deserializer.end().map(|()| object)) {
        // The place of an error in a list is one in the list.
        Err(error) if text.trim_start().starts_with('{') => {
            Err(json::check(text).err().unwrap_or(error))
        }
        read => read,
    }
}

struct ObjectSeed<'l> {
    unparsed: Unparsed<'l>,
}

impl<'de> DeserializeSeed<'de> for ObjectSeed<'_> {
    type Value = DatasetRow;

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<DatasetRow, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ObjectSeed<'_> {
    type Value = DatasetRow;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<DatasetRow, A::Error> {
        let mut object = DatasetRow::default();
        while let Some(name) = map.next_key::<String>()? {
            let is_in = |names: &[&str]| names.contains(&name.as_str());
            let Unparsed {
                later,
                lists,
                objects,
            } = self.unparsed;
            let (is_list, is_object) = (is_in(lists), is_in(objects));
            if is_in(later) {
                object.later.push((name, map.next_value()?));
            } else if is_list || is_object {
                let raw: &RawValue = map.next_value()?;
                let first = raw.get().chars().next();
                let is_parted = first == Some('[') && is_list || first == Some('{') && is_object;
                let put = object.put(name, raw, is_parted);
                put.map_err(serde::de::Error::custom)?;
            } else {
                object.fields.insert(name, map.next_value()?);
            }
        }
        Ok(object)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn row(text: &str) -> serde_json::Result<DatasetRow> {
        let unparsed = Unparsed {
            later: &["b"],
            lists: &["c"],
            objects: &["d"],
        };
        object(text, unparsed)
    }

    #[test]
    fn a_field_that_is_left_for_later_is_still_there() {
        let row = row("{\"a\":1,\"b\":[2]}").expect("an object");
        assert_eq!(row.fields.len(), 1);
        assert_eq!(row.field("b"), Some(serde_json::json!([2])));
        assert_eq!(row.field("a"), Some(1.into()));
        assert!(row.has("a") && row.has("b") && !row.has("c"));
    }

    #[test]
    fn a_long_list_is_not_in_memory_as_values() {
        let text = r#"{"c":[{"x":[1]}, "y" ,3],"a":[4]}"#;
        let long = row(text).expect("an object");
        assert_eq!(long.fields.len(), 1);
        let items: Vec<Value> = long.items("c").collect();
        assert_eq!(items, [json!({"x":[1]}), json!("y"), json!(3)]);
        assert_eq!(long.items("a").collect::<Vec<_>>(), [json!(4)]);
        assert_eq!(long.items("d").count(), 0);
        let first = long.raw_items("c").next().expect("an item");
        let part = DatasetRow::part(first.get(), Unparsed::lists(&["x"]));
        assert!(part.has("x") && part.fields.is_empty());
        let large = row(r#"{"d":{"x":[1]}}"#).expect("an object");
        assert!(large.fields.is_empty());
        assert_eq!(large.parted("d").map(RawValue::get), Some(r#"{"x":[1]}"#));
        assert!(row(r#"{"d":[1]}"#).is_ok_and(|row| row.parted("d").is_none()));
    }

    #[test]
    fn a_list_is_read_as_it_was_with_its_object() {
        // What is no list is a value, and the last field of a name counts.
        for (text, items, value) in [
            (r#"{"c":{"x":1}}"#, 0, Some(json!({"x":1}))),
            (r#"{"c":[1],"c":null}"#, 0, Some(Value::Null)),
            (r#"{"c":null,"c":[1]}"#, 1, None),
            (r#"{"c":[1],"c":[1,2]}"#, 2, None),
        ] {
            let row = row(text).expect("an object");
            assert_eq!(
                (row.items("c").count(), row.field("c")),
                (items, value),
                "{text}"
            );
        }
        // Errors in it are those of the object, at the same place.
        for list in [
            r#"[1, 1e999]"#,
            r#"["\ud800"]"#,
            "[1,]",
            "[1",
            r#"[{"x":1,}]"#,
            "[tru]",
        ] {
            let text = format!("{{\"a\":1,\n \"c\": {list} }}");
            let error = row(&text).expect_err("it is no JSON");
            let whole = serde_json::from_str::<Value>(&text).expect_err("it is no JSON");
            assert_eq!(error.to_string(), whole.to_string(), "{text}");
        }
    }
}
