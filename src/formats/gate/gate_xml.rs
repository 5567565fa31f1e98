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

/// Parses the file of a document: first its text with the nodes in it, then its annotations, which
/// are handed over one by one.
pub fn read(
    file: &InputFile<'_>,
    losses: &mut Losses,
    take: &mut dyn FnMut(GateAnnotation),
) -> Result<(GateDocument, OffsetUnitHint), FormatError> {
    let mut nodes = TextNodes::default();
    let is_of_annotations = |_: &Element, name: &str| local(name) == "AnnotationSet";
    let root = file.xml_parted(&is_of_annotations, &mut |around, element| match around {
        [root, body] if body.local() == TEXT => {
            // A second text is not read.
            if root.named(TEXT).next().is_none() {
                nodes.take(body, &element, file.name, losses);
            }
            None
        }
        [_, body, ..] if body.local() == TEXT => None,
        _ => Some(element),
    })?;
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
    let Some(body) = root.named(TEXT).next() else {
        return Err(unreadable("it has no text".into()));
    };
    let of_document = root.named("GateDocumentFeatures").next();
    let gate = GateDocument {
        text: body.text(),
        features: of_document.map(features_of).unwrap_or_default(),
        ..GateDocument::default()
    };
    drop(root);
    let nodes = nodes.places;
    let is_other = |_: &Element, name: &str| local(name) != "AnnotationSet";
    file.xml_parted(&is_other, &mut |around, element| {
        let [_, _] = around else {
            // A part of an annotation, or the list of annotations, which is empty.
            return Some(element);
        };
        if element.local() != "Annotation" {
            return None;
        }
        let node = |name: &str| {
            let id = element.attribute(name).unwrap_or_default();
            nodes.get(id).copied()
        };
        let id = element.attribute("Id").and_then(|id| id.parse().ok());
        let (Some(id), Some(start), Some(end)) = (id, node("StartNode"), node("EndNode")) else {
            let why = "its id is no number, or it names a node that is not in the text";
            losses.line(file.name, element.line, LossKind::Dropped, why);
            return None;
        };
        take(GateAnnotation {
            id,
            line: element.line,
            kind: element.attribute("Type").unwrap_or_default().to_owned(),
            start,
            end,
            features: features_of(&element),
        });
        None
    })?;
    // Nodes are in the text itself: no unit has to be detected.
    let trust = OffsetUnitHint {
        unit: Unit::Chars,
        declared: true,
    };
    Ok((gate, trust))
}

/// The element of the text.
const TEXT: &str = "TextWithNodes";

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or_default()
}

/// The places of the nodes in the text, by their names.
#[derive(Default)]
struct TextNodes {
    places: HashMap<String, usize>,
    /// How many bytes of the text were counted.
    bytes: usize,
    chars: usize,
    utf16: usize,
    is_shifted: bool,
}

impl TextNodes {
    /// Adds a node, which stands where the text so far ends.
    fn take(&mut self, body: &Element, node: &Element, file: &str, losses: &mut Losses) {
        // Nodes are not kept in the element of the text, so that its text is one piece.
        if let Some(Node::Text(text)) = body.children.last() {
            let more = text.get(self.bytes..).unwrap_or_default();
            self.bytes = text.len();
            self.chars += more.chars().count();
            self.utf16 += more.encode_utf16().count();
        }
        let id = node.attribute("id").unwrap_or_default();
        match self.places.get_mut(id) {
            Some(place) => *place = self.chars,
            None => {
                self.places.insert(id.to_owned(), self.chars);
            }
        }
        if id.parse() != Ok(self.utf16) && !self.is_shifted {
            self.is_shifted = true;
            let utf16 = self.utf16;
            let why = format!(
                "node “{id}” stands at {utf16} UTF-16 units; where nodes stand counts, not how \
                 they are called"
            );
            losses.line(file, node.line, LossKind::Corrected, why);
        }
    }
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
