//! A CAS as JSON (UIMA CAS JSON 0.4).

use serde_json::{Map, Value, json};

use super::write::Types;
use super::{Cas, Feature, Item, LossKind, Losses, tell_views};
use crate::formats::json as rows;
use crate::formats::{FormatError, InputFile};

const TYPES: &str = "%TYPES";
const ITEMS: &str = "%FEATURE_STRUCTURES";
const VIEWS: &str = "%VIEWS";
const ID: &str = "%ID";
const TYPE: &str = "%TYPE";
const SOFA: &str = "uima.cas.Sofa";

/// The file of a CAS: an item on each line.
pub fn write(cas: &Cas, types: &Types) -> String {
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
    let mut lines = vec![sofa.to_string()];
    let mut members = Vec::with_capacity(cas.items.len());
    for item in &cas.items {
        let mut fields = Map::new();
        fields.insert(ID.into(), number(&item.id));
        fields.insert(TYPE.into(), item.kind.as_str().into());
        fields.insert("@sofa".into(), number(&item.sofa));
        if let Some((begin, end)) = item.place {
            fields.insert("begin".into(), begin.into());
            fields.insert("end".into(), end.into());
        }
        for (name, feature) in &item.features {
            match feature {
                Feature::Item(id) => fields.insert(format!("@{name}"), number(id)),
                Feature::Value(value) => fields.insert(name.clone(), value.clone()),
            };
        }
        lines.push(Value::Object(fields).to_string());
        members.push(number(&item.id));
    }
    let views = json!({"_InitialView": {"%SOFA": 1, "%MEMBERS": members}});
    format!(
        "{{\n\"{TYPES}\":{},\n\"{ITEMS}\":[\n{}\n],\n\"{VIEWS}\":{views}\n}}\n",
        Value::Object(declared),
        lines.join(",\n")
    )
}

fn number(id: &str) -> Value {
    id.parse::<u64>().map_or_else(|_| id.into(), Value::from)
}

/// Reads the file of a CAS.
pub fn read(file: &InputFile<'_>, losses: &mut Losses) -> Result<Cas, FormatError> {
    let unreadable = |line: usize, why: String| FormatError::Unreadable {
        file: file.name.to_owned(),
        line,
        why,
    };
    let text = rows::utf8(file, losses)?;
    let root: Value = serde_json::from_str(&text)
        .map_err(|error| unreadable(error.line(), format!("it is no JSON: {error}")))?;
    let listed = match root.get(ITEMS) {
        Some(Value::Array(items)) => items.iter().collect(),
        // The older form: an object whose names are the ids.
        Some(Value::Object(items)) => items.values().collect(),
        _ => Vec::new(),
    };
    let structures: Vec<&Map<String, Value>> =
        listed.into_iter().filter_map(Value::as_object).collect();
    let is_sofa = |fields: &&&Map<String, Value>| rows::text(fields, TYPE) == SOFA;
    let count = structures.iter().filter(is_sofa).count();
    let sofa = structures
        .iter()
        .filter(is_sofa)
        .find(|fields| fields.get("sofaString").is_some_and(Value::is_string));
    let Some(sofa) = sofa else {
        return Err(unreadable(1, "it is no CAS: there is no sofaString".into()));
    };
    tell_views(file.name, count, losses);
    let sofa_id = rows::id(sofa.get(ID));
    let lines = Lines::new(&text);
    let mut items = Vec::new();
    for fields in &structures {
        let id = rows::id(fields.get(ID));
        if rows::id(fields.get("@sofa")) != sofa_id {
            continue;
        }
        let line = lines.of(&id);
        let mut item = Item {
            line,
            kind: rows::text(fields, TYPE).to_owned(),
            sofa: sofa_id.clone(),
            place: rows::number(fields.get("begin")).zip(rows::number(fields.get("end"))),
            id,
            features: Vec::new(),
        };
        for (name, value) in fields.iter() {
            match name.as_str() {
                ID | TYPE | "@sofa" | "begin" | "end" => {}
                name => match name.strip_prefix('@') {
                    Some(name) => {
                        let target = Feature::Item(rows::id(Some(value)));
                        item.features.push((name.to_owned(), target));
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
        items.push(item);
    }
    Ok(Cas {
        text: rows::text(sofa, "sofaString").to_owned(),
        items,
    })
}

/// The lines on which items begin, by their ids, as far as a glance shows.
struct Lines(std::collections::HashMap<String, usize>);

impl Lines {
    fn new(text: &str) -> Self {
        let mut lines = std::collections::HashMap::new();
        for (index, line) in text.lines().enumerate() {
            if let Some((_, rest)) = line.split_once("\"%ID\"") {
                let rest = rest.trim_start_matches([':', ' ', '"']);
                let id = rest.split([',', ' ', '"', '}']).next().unwrap_or_default();
                lines.entry(id.to_owned()).or_insert(index + 1);
            }
        }
        Self(lines)
    }

    fn of(&self, id: &str) -> usize {
        self.0.get(id).copied().unwrap_or(1)
    }
}
