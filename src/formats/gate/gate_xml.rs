//! Reads and writes GATE's own XML format.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::{
    FormatError, GateAnnotation, GateDocument, InputFile, LossKind, Losses, OffsetUnitHint, Unit,
};
use crate::model::{CharOffset, Text};
use crate::store::xml::{Element, Node, XmlWriter};

/// Writes the file of a document.
pub fn write(gate: &GateDocument, text: &Text) -> String {
    let mut out = XmlWriter::new();
    out.start("GateDocument").attribute("version", "3");
    out.line().start("GateDocumentFeatures");
    features(&mut out, &gate.features);
    out.line().end();

    let ends = gate.items.iter().flat_map(|item| [item.start, item.end]);
    let nodes: BTreeSet<usize> = ends.chain([0, text.char_len()]).collect();
    let utf16 = |place: usize| {
        let byte = text.byte_from_char(CharOffset(place))?;
        Some((byte.0, text.utf16_from_byte(byte)?.0))
    };
    out.line().start("TextWithNodes");
    let mut written = 0;
    for (byte, number) in nodes.into_iter().filter_map(utf16) {
        out.text(&text.as_str()[written..byte]);
        out.start("Node").attribute("id", &number.to_string()).end();
        written = byte;
    }
    out.end();

    out.line().start("AnnotationSet");
    let name = |place: usize| utf16(place).map_or(0, |(_, number)| number).to_string();
    for item in &gate.items {
        out.line()
            .start("Annotation")
            .attribute("Id", &item.id.to_string())
            .attribute("Type", &item.kind)
            .attribute("StartNode", &name(item.start))
            .attribute("EndNode", &name(item.end));
        features(&mut out, &item.features);
        out.line().end();
    }
    out.line().end().line();
    out.finish()
}

fn features(out: &mut XmlWriter, features: &[(String, Value)]) {
    for (name, value) in features {
        let (class, written) = match value {
            Value::Bool(flag) => ("Boolean", flag.to_string()),
            Value::Number(number) if number.is_i64() => ("Long", number.to_string()),
            Value::Number(number) => ("Double", number.to_string()),
            Value::String(text) => ("String", text.clone()),
            other => ("String", other.to_string()),
        };
        out.line().start("Feature");
        out.start("Name")
            .attribute("className", "java.lang.String")
            .text(name)
            .end();
        out.start("Value")
            .attribute("className", &format!("java.lang.{class}"))
            .text(&super::features::clean(&written))
            .end();
        out.end();
    }
}

/// Parses the file of a document.
pub fn read(
    file: &InputFile<'_>,
    losses: &mut Losses,
) -> Result<(GateDocument, OffsetUnitHint), FormatError> {
    let root = file.xml()?;
    let unreadable = |why: String| FormatError::Unreadable {
        file: file.name.to_owned(),
        line: root.line,
        why,
    };
    if root.local() != "GateDocument" {
        return Err(unreadable(format!(
            "it is no GATE document but “{}”",
            root.name
        )));
    }
    let Some(body) = root.named("TextWithNodes").next() else {
        return Err(unreadable("it has no text".into()));
    };
    let mut gate = GateDocument::default();
    if let Some(of_document) = root.named("GateDocumentFeatures").next() {
        gate.features = features_of(of_document);
    }
    let mut nodes: HashMap<&str, usize> = HashMap::new();
    let (mut chars, mut utf16) = (0, 0);
    let mut is_shifted = false;
    for node in &body.children {
        match node {
            Node::Text(text) => {
                gate.text.push_str(text);
                chars += text.chars().count();
                utf16 += text.encode_utf16().count();
            }
            Node::Element(node) => {
                let id = node.attribute("id").unwrap_or_default();
                nodes.insert(id, chars);
                if id.parse() != Ok(utf16) && !is_shifted {
                    is_shifted = true;
                    let why = format!(
                        "node “{id}” stands at {utf16} UTF-16 units; where nodes stand counts, not \
                         how they are called"
                    );
                    losses.line(file.name, node.line, LossKind::Corrected, why);
                }
            }
        }
    }
    for set in root.named("AnnotationSet") {
        for annotation in set.named("Annotation") {
            let node = |name: &str| {
                let id = annotation.attribute(name).unwrap_or_default();
                nodes.get(id).copied()
            };
            let id = annotation.attribute("Id").and_then(|id| id.parse().ok());
            let (Some(id), Some(start), Some(end)) = (id, node("StartNode"), node("EndNode"))
            else {
                let why = "its id is no number, or it names a node that is not in the text";
                losses.line(file.name, annotation.line, LossKind::Dropped, why);
                continue;
            };
            gate.items.push(GateAnnotation {
                id,
                line: annotation.line,
                kind: annotation.attribute("Type").unwrap_or_default().to_owned(),
                start,
                end,
                features: features_of(annotation),
            });
        }
    }
    // Nodes are in the text itself: no unit has to be detected.
    let trust = OffsetUnitHint {
        unit: Unit::Chars,
        declared: true,
    };
    Ok((gate, trust))
}

fn features_of(element: &Element) -> Vec<(String, Value)> {
    let features = element.named("Feature").filter_map(|feature| {
        let name = feature.named("Name").next()?.text();
        let value = feature.named("Value").next()?;
        let text = value.text();
        let class = value.attribute("className").unwrap_or_default();
        let value = match class.rsplit('.').next().unwrap_or_default() {
            "Boolean" => text.parse().ok().map(Value::Bool),
            "Integer" | "Long" => text.parse::<i64>().ok().map(Value::from),
            "Double" | "Float" => text.parse::<f64>().ok().map(Value::from),
            _ => None,
        };
        Some((name, value.unwrap_or(Value::String(text))))
    });
    features.collect()
}
