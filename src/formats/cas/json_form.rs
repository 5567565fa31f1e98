//! Reads and writes a CAS as JSON (UIMA CAS JSON 0.4).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::io;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::write::Types;
use super::{
    Cas, Feature, FeatureStructure, Leftovers, LossKind, Losses, SENTENCE, TOKEN, tell_views,
};
use crate::account::Fields;
use crate::dataset_row::{DatasetRow, Unparsed};
use crate::json as rows;
use crate::store::json::LineCounter;
use crate::store::xml::push_number;
use crate::{FormatError, InputFile};

const TYPES: &str = "%TYPES";
const ITEMS: &str = "%FEATURE_STRUCTURES";
const VIEWS: &str = "%VIEWS";
const ID: &str = "%ID";
const TYPE: &str = "%TYPE";
const ELEMENTS: &str = "%ELEMENTS";
const SOFA: &str = "uima.cas.Sofa";

/// The approximate size of a word's numbers and the JSON syntax around them, in bytes.
const NUMBERS: usize = 40;

/// Writes the file of a CAS, one item per line.
pub fn write(cas: &Cas, types: &Types) -> io::Result<Vec<u8>> {
    let mut declared = Map::new();
    for (name, features) in types.all() {
        let mut kind = Map::new();
        kind.insert("%NAME".into(), name.into());
        kind.insert("%SUPER_TYPE".into(), "uima.tcas.Annotation".into());
        for (feature, range) in features {
            let range = json!({"%NAME": feature, "%RANGE": range});
            kind.insert(feature, range);
        }
        declared.insert(name.into(), kind.into());
    }
    let sofa = json!({
        ID: 1, TYPE: SOFA, "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text",
        "sofaString": cas.text,
    });
    let declared = Value::Object(declared);
    let mut out = format!("{{\n\"{TYPES}\":{declared},\n\"{ITEMS}\":[\n{sofa}");
    let mut members = String::new();
    for item in &cas.head {
        write_item(&mut out, item, &mut members)?;
    }
    for (kind, words) in cas.kinds_of_words() {
        let after_id = format!(",\"{TYPE}\":{},\"@sofa\":1,\"begin\":", Value::from(kind));
        out.reserve(words.len() * (after_id.len() + NUMBERS));
        for word in words {
            out.push_str(",\n{\"%ID\":");
            push_number(&mut out, word.id);
            out.push_str(&after_id);
            push_number(&mut out, word.place.0);
            out.push_str(",\"end\":");
            push_number(&mut out, word.place.1);
            out.push('}');
            members.push(',');
            push_number(&mut members, word.id);
        }
    }
    for item in &cas.items {
        write_item(&mut out, item, &mut members)?;
    }
    let members = members.trim_start_matches(',');
    out.push_str("\n],\n\"%VIEWS\":{\"_InitialView\":{\"%SOFA\":1,\"%MEMBERS\":[");
    out.push_str(members);
    out.push_str("]}}\n}\n");
    Ok(out.into_bytes())
}

fn write_item(out: &mut String, item: &FeatureStructure, members: &mut String) -> io::Result<()> {
    out.push_str(",\n");
    out.push_str(&serde_json::to_string(item)?);
    members.push(',');
    members.push_str(&number(&item.id).to_string());
    Ok(())
}

impl Serialize for FeatureStructure {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fields = to.serialize_map(None)?;
        fields.serialize_entry(ID, &number(&self.id))?;
        fields.serialize_entry(TYPE, &self.kind)?;
        fields.serialize_entry("@sofa", &number(&self.sofa))?;
        if let Some((begin, end)) = self.place {
            fields.serialize_entry("begin", &begin)?;
            fields.serialize_entry("end", &end)?;
        }
        for (name, feature) in &self.features {
            match feature {
                Feature::Item(id) => fields.serialize_entry(&format!("@{name}"), &number(id))?,
                Feature::Items(ids) => {
                    let ids: Vec<Value> = ids.iter().map(|id| number(id)).collect();
                    fields.serialize_entry(&format!("@{name}"), &ids)?;
                }
                Feature::Value(value) => fields.serialize_entry(name, value)?,
            }
        }
        fields.end()
    }
}

fn number(id: &str) -> Value {
    id.parse::<u64>().map_or_else(|_| id.into(), Value::from)
}

/// Parses the file of a CAS.
pub fn read(
    file: &InputFile<'_>,
    losses: &mut Losses,
    left: &Leftovers,
) -> Result<Cas, FormatError> {
    let unreadable = |line: usize, why: String| FormatError::Unreadable {
        file: file.name.to_owned(),
        line,
        why,
    };
    let text = rows::utf8(file, losses)?;
    let no_json =
        |error: serde_json::Error| unreadable(error.line(), format!("it is no JSON: {error}"));
    let root: &RawValue = serde_json::from_str(&text).map_err(no_json)?;
    let mut found = Structures::default();
    for (name, raw) in rows::raw_fields(root) {
        match name.as_str() {
            ITEMS => found = serde_json::from_str(raw.get()).map_err(no_json)?,
            TYPES | "%FLAGS" => {}
            VIEWS => account_views(raw, left),
            name => {
                let example: String = raw.get().chars().take(200).collect();
                left.add("the file", name, 0, LossKind::Stripped, || example);
            }
        }
    }
    let mut lines = LineCounter::new(&text);
    let mut structures: Vec<(usize, Map<String, Value>)> = Vec::new();
    for raw in found.0 {
        let line = lines.of(raw.get());
        match serde_json::from_str(raw.get()) {
            Ok(Value::Object(fields)) => structures.push((line, fields)),
            _ => {
                let why = "it is no feature structure";
                losses.line(file.name, line, LossKind::Dropped, why);
            }
        }
    }
    let sofas = structures.iter().map(|(_, fields)| fields);
    let sofas = sofas.filter(|fields| rows::text(fields, TYPE) == SOFA);
    let count = sofas.clone().count();
    let mut sofas = sofas;
    let sofa = sofas.find(|fields| fields.get("sofaString").is_some_and(Value::is_string));
    let Some(sofa) = sofa else {
        return Err(unreadable(1, "it is no CAS: there is no sofaString".into()));
    };
    tell_views(file.name, count, losses);
    {
        let of_text = Fields::new("the text", 1, sofa, left);
        of_text.known(&[ID, TYPE, "sofaNum", "sofaID", "mimeType", "sofaString"]);
    }
    let sofa_id = rows::id(sofa.get(ID));
    let (mut items, mut others) = (Vec::new(), Vec::new());
    for (line, fields) in &structures {
        let line = *line;
        let id = rows::id(fields.get(ID));
        if rows::text(fields, TYPE) == SOFA {
            continue;
        }
        let is_in_text = rows::id(fields.get("@sofa")) == sofa_id;
        let mut item = FeatureStructure {
            line,
            kind: rows::text(fields, TYPE).to_owned().into(),
            sofa: rows::id(fields.get("@sofa")).into(),
            place: rows::number(fields.get("begin")).zip(rows::number(fields.get("end"))),
            id,
            features: Vec::new(),
        };
        for (name, value) in fields.iter() {
            match name.as_str() {
                ID | TYPE | "@sofa" | "begin" | "end" => {}
                ELEMENTS => item
                    .features
                    .push(("elements".to_owned(), reference(value))),
                name => match name.strip_prefix('@') {
                    Some(name) => {
                        item.features.push((name.to_owned(), reference(value)));
                    }
                    None if value.is_null() => {}
                    None => {
                        let value = Feature::Value(value.clone());
                        item.features.push((name.to_owned(), value));
                    }
                },
            }
        }
        if fields.contains_key("begin") && item.place.is_none() {
            let why = "its begin or end is no whole number";
            losses.line(file.name, line, LossKind::Doubtful, why);
        }
        match is_in_text {
            true => items.push(item),
            false => others.push(item),
        }
    }
    Ok(Cas {
        text: rows::text(sofa, "sofaString").to_owned(),
        items,
        others,
        ..Cas::default()
    })
}

/// Counts what views say beside their texts and members.
fn account_views(views: &RawValue, left: &Leftovers) {
    for (name, view) in rows::raw_fields(views) {
        let members = Unparsed::lists(&["%MEMBERS"]);
        match view.get().starts_with('{') {
            true => {
                let view = DatasetRow::part(view.get(), members);
                let view = Fields::of_row("a view", 1, &view, left);
                view.known(&["%SOFA", "%MEMBERS", "%INDEX"]);
            }
            false => {
                let example = || view.get().chars().take(100).collect();
                left.add("the views", &name, 1, LossKind::Dropped, example);
            }
        }
    }
}

/// One reference or several.
fn reference(value: &Value) -> Feature {
    match value {
        Value::Array(ids) => Feature::Items(ids.iter().map(|id| rows::id(Some(id))).collect()),
        id => Feature::Item(rows::id(Some(id))),
    }
}

/// The items without the words: a list, or in the older form an object whose keys are the ids.
#[derive(Default)]
struct Structures<'t>(Vec<&'t RawValue>);

impl<'de: 't, 't> Deserialize<'de> for Structures<'t> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(StructuresVisitor)
    }
}

struct StructuresVisitor;

impl<'de> Visitor<'de> for StructuresVisitor {
    type Value = Structures<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("feature structures")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element::<&RawValue>()? {
            if !is_word(item.get()) {
                items.push(item);
            }
        }
        Ok(Structures(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut named: A) -> Result<Self::Value, A::Error> {
        let mut items = BTreeMap::new();
        while let Some((id, item)) = named.next_entry::<Cow<'_, str>, &RawValue>()? {
            if !is_word(item.get()) {
                items.insert(id, item);
            }
        }
        Ok(Structures(items.into_values().collect()))
    }
}

/// Whether an item is a sentence or a token; nearly all items of a file are.
fn is_word(item: &str) -> bool {
    let is_kind = |kind: &str| kind == TOKEN || kind == SENTENCE;
    // Every known program writes the id and the type first.
    match kind_after_id(item) {
        Some(kind) => is_kind(kind),
        None => serde_json::from_str(item).is_ok_and(|TypeField { kind }| is_kind(&kind)),
    }
}

/// The type of an item that begins with a numeric id followed by its type, without escapes.
fn kind_after_id(item: &str) -> Option<&str> {
    let mut rest = item;
    for expected in ["{", "\"%ID\"", ":"] {
        rest = rest.strip_prefix(expected)?.trim_ascii_start();
    }
    rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    rest = rest.trim_ascii_start();
    for expected in [",", "\"%TYPE\"", ":"] {
        rest = rest.strip_prefix(expected)?.trim_ascii_start();
    }
    let (kind, _) = rest.strip_prefix('"')?.split_once('"')?;
    (!kind.contains('\\')).then_some(kind)
}

#[derive(Deserialize)]
struct TypeField<'t> {
    #[serde(rename = "%TYPE", borrow, default)]
    kind: Cow<'t, str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_however_they_are_written() {
        let check = |item: &str, wanted| {
            assert_eq!(is_word(&item.replace("WORD", TOKEN)), wanted, "{item}");
        };
        check("{\"%ID\":7,\"%TYPE\":\"WORD\",\"begin\":0}", true);
        check("{\n  \"%ID\" : 7 ,\n  \"%TYPE\" : \"WORD\" }", true);
        check("{\"begin\":0,\"%TYPE\":\"WORD\"}", true);
        check("{\"%ID\":7,\"%TYPE\":\"WORDS\"}", false);
        check("{\"%ID\":7,\"x\":\"%TYPE\",\"y\":\"WORD\"}", false);
    }
}
