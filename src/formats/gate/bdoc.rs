//! Reads and writes bdoc, the JSON in which gatenlp stores a document.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{
    FormatError, GateAnnotation, GateDocument, InputFile, LossKind, Losses, LostItem,
    OffsetUnitHint, Unit, json as rows,
};
use crate::account::Fields;
use crate::dataset_row::{DatasetRow, Unparsed};
use crate::leftovers::Leftovers;

/// Writes the file of a document.
pub fn write(gate: &GateDocument, name: &str) -> String {
    let set = |(set, items): (&str, &[GateAnnotation])| {
        let lines = items.iter().map(|item| {
            json!({
                "type": item.kind, "start": item.start, "end": item.end, "id": item.id,
                "features": features(&item.features),
            })
            .to_string()
        });
        let lines: Vec<String> = lines.collect();
        let set = Value::from(set);
        // One annotation per line, so that versions of a file can be compared with a diff.
        format!(
            "{set}:{{\"name\":{set},\"annotations\":[\n{}\n],\"next_annid\":{}}}",
            lines.join(",\n"),
            gate.items.len() + 1,
        )
    };
    let sets: Vec<String> = gate.by_set().map(set).collect();
    format!(
        "{{\"annotation_sets\":{{{}}},\n\
         \"text\":{},\n\"features\":{},\n\"offset_type\":\"p\",\"name\":{}}}\n",
        sets.join(",\n"),
        Value::from(gate.text.as_str()),
        features(&gate.features),
        Value::from(name),
    )
}

fn features(features: &[(String, Value)]) -> Value {
    Value::Object(features.iter().cloned().collect())
}

/// Parses the file of a document, and hands over its annotations one by one.
pub fn read(
    file: &InputFile<'_>,
    losses: &mut Losses,
    left: &Leftovers,
    take: &mut dyn FnMut(GateAnnotation),
) -> Result<(GateDocument, OffsetUnitHint), FormatError> {
    let unreadable = |line: usize, why: String| FormatError::Unreadable {
        file: file.name.to_owned(),
        line,
        why,
    };
    let text = rows::utf8(file, losses)?;
    let sets = Unparsed {
        objects: &["annotation_sets"],
        ..Unparsed::default()
    };
    let root = DatasetRow::parse(&text, sets)
        .map_err(|error| unreadable(error.line(), format!("it is no JSON object: {error}")))?;
    let of_root = Fields::of_row("the document", 1, &root, left);
    of_root.known(&["text", "offset_type", "features", "annotation_sets", "name"]);
    let fields = &root.fields;
    if !fields.get("text").is_some_and(Value::is_string) {
        return Err(unreadable(1, "it is no bdoc: there is no text".into()));
    }
    let unit = match fields.get("offset_type").and_then(Value::as_str) {
        None | Some("p") => Unit::Chars,
        Some("j") => Unit::Utf16,
        Some(other) => {
            let why = format!("the offset type “{other}” is not known");
            return Err(unreadable(1, why));
        }
    };
    let gate = GateDocument {
        text: rows::text(fields, "text").to_owned(),
        features: pairs(fields.get("features")),
        ..GateDocument::default()
    };
    let sets = root
        .parted("annotation_sets")
        .map_or(Vec::new(), rows::raw_fields);
    let mut taken = std::collections::HashSet::new();
    let lines = line_of_each_annotation(&text);
    drop(text);
    for (name, set) in sets {
        if !set.get().starts_with('{') {
            let example = || set.get().chars().take(100).collect();
            left.add("the sets", &name, 1, LossKind::Dropped, example);
            continue;
        }
        let set = DatasetRow::part(set.get(), Unparsed::lists(&["annotations"]));
        let of_set = Fields::of_row("a set", 1, &set, left);
        of_set.known(&["name", "next_annid"]);
        let set_name: Arc<str> = name.into();
        for item in of_set.items("annotations") {
            let number = |name: &str| rows::number(item.get(name));
            let id = rows::id(item.get("id"));
            let line = number("id")
                .and_then(|id| lines.get(&id).copied())
                .unwrap_or(1);
            let Some(of_item) = Fields::of_value("an annotation", line, &item, left) else {
                let why = format!("{item} is no annotation");
                losses.line(file.name, line, LossKind::Dropped, why);
                continue;
            };
            of_item.known(&["id"]);
            let place = of_item.number("start").zip(of_item.number("end"));
            let Some((start, end)) = place else {
                of_item.all_told();
                let why = "its start or end is no whole number";
                losses.line(file.name, line, LossKind::Dropped, why);
                continue;
            };
            if !id.is_empty() && !taken.insert(id.clone()) {
                let why = format!("the id {id} stands in two sets; relations lead to the first");
                losses.add(file.name, LostItem::Line(line), LossKind::Doubtful, why);
            }
            let features = of_item.look("features").filter(|value| value.is_object());
            if features.is_some() {
                of_item.known(&["features"]);
            }
            take(GateAnnotation {
                key: id,
                set: set_name.clone(),
                line,
                kind: of_item.text("type").to_owned(),
                start,
                end,
                features: pairs(features),
                ..GateAnnotation::default()
            });
        }
    }
    // The declared unit is verified too: programs that count otherwise keep the “p”.
    let is_ours = gate
        .features
        .iter()
        .any(|(name, _)| name == super::features::NOTE);
    let trust = OffsetUnitHint {
        unit,
        declared: is_ours,
    };
    Ok((gate, trust))
}

fn pairs(object: Option<&Value>) -> Vec<(String, Value)> {
    let fields = object.and_then(Value::as_object).into_iter().flatten();
    fields
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// The line of each annotation's id; annotations on one line get the same number.
fn line_of_each_annotation(text: &str) -> std::collections::HashMap<usize, usize> {
    let mut lines = std::collections::HashMap::new();
    for (index, line) in text.lines().enumerate() {
        for rest in line.split("\"id\":").skip(1) {
            let digits = rest.trim_start().chars().take_while(char::is_ascii_digit);
            if let Ok(id) = digits.collect::<String>().parse() {
                lines.entry(id).or_insert(index + 1);
            }
        }
    }
    lines
}
