//! Reads and writes GATE's own XML format.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use serde_json::Value;

use super::{
    ElementParts, FormatError, GateAnnotation, GateDocument, InputFile, Leftovers, LossKind,
    Losses, OffsetUnitHint, Unit,
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

    let name = |place: usize| utf16(place).map_or(0, |(_, number)| number).to_string();
    for (set, items) in gate.by_set() {
        out.line().start("AnnotationSet");
        if !set.is_empty() {
            out.attribute("Name", set);
        }
        for item in items {
            out.line()
                .start("Annotation")
                .attribute("Id", &item.id.to_string())
                .attribute("Type", &item.kind)
                .attribute("StartNode", &name(item.start))
                .attribute("EndNode", &name(item.end));
            features(&mut out, &item.features);
            out.line().end();
        }
        out.line().end();
    }
    out.line();
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
    left: &Leftovers,
    take: &mut dyn FnMut(GateAnnotation),
) -> Result<(GateDocument, OffsetUnitHint), FormatError> {
    let mut nodes = TextNodes::default();
    let is_of_annotations = |_: &Element, name: &str| local(name) == "AnnotationSet";
    let root = file.xml_parted(&is_of_annotations, &mut |around, element| match around {
        [root, body] if body.local() == TEXT => {
            // A second text is not read.
            if element.local() != "Node" {
                let what = LossKind::Dropped;
                let example = || element.text();
                left.add("the text", element.local(), element.line, what, example);
            } else if root.named(TEXT).next().is_none() {
                ElementParts::new("a node", &element, left).known(&["id"]);
                nodes.take(body, &element, file.name, losses);
            }
            None
        }
        [_, body, ..] if body.local() == TEXT => {
            let example = || element.text();
            left.add(
                "a node",
                element.local(),
                element.line,
                LossKind::Dropped,
                example,
            );
            None
        }
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
    if root.named(TEXT).nth(1).is_some() {
        let why = "its second text is left out";
        losses.line(file.name, root.line, LossKind::Dropped, why);
    }
    let of_root = ElementParts::new("the document", &root, left);
    of_root.known(&["version", "<TextWithNodes", "<AnnotationSet"]);
    ElementParts::new("the text", body, left).known(&[]);
    let of_document = of_root.named("GateDocumentFeatures").next();
    let gate = GateDocument {
        text: body.text(),
        features: of_document
            .map(|of| {
                features_of(
                    &ElementParts::new("the features of the document", of, left),
                    left,
                )
            })
            .unwrap_or_default(),
        ..GateDocument::default()
    };
    drop(of_root);
    drop(root);
    let TextNodes {
        places: nodes,
        is_shifted,
        ..
    } = nodes;
    let mut last_set: Arc<str> = Arc::default();
    let is_other = |_: &Element, name: &str| local(name) != "AnnotationSet";
    file.xml_parted(&is_other, &mut |around, element| {
        let [_, set] = around else {
            // A part of an annotation, or the list of annotations, which is empty.
            if let [_] = around {
                let set = ElementParts::new("a set", &element, left);
                set.known(&["Name"]);
            }
            return Some(element);
        };
        if element.local() != "Annotation" {
            let what = LossKind::Dropped;
            let example = || element.text();
            left.add("a set", element.local(), element.line, what, example);
            return None;
        }
        let annotation = ElementParts::new("an annotation", &element, left);
        let mut is_missing = false;
        let mut node = |name: &str| {
            let id = annotation.attribute(name).unwrap_or_default();
            let place = nodes.get(id).copied();
            is_missing |= place.is_none();
            // Nodes are called after their places.
            place.or_else(|| id.parse().ok().filter(|_| !is_shifted))
        };
        let (start, end) = (node("StartNode"), node("EndNode"));
        let (Some(start), Some(end)) = (start, end) else {
            annotation.all_told();
            let why = "it names a node that is not in the text";
            losses.line(file.name, element.line, LossKind::Dropped, why);
            return None;
        };
        if is_missing {
            let why = "it names a node that is not in the text; the name is read as its place";
            losses.line(file.name, element.line, LossKind::Doubtful, why);
        }
        let set = set.attribute("Name").unwrap_or_default();
        if *last_set != *set {
            last_set = set.into();
        }
        let key = annotation.attribute("Id").unwrap_or_default();
        take(GateAnnotation {
            key: key.to_owned(),
            set: last_set.clone(),
            line: element.line,
            kind: annotation.attribute("Type").unwrap_or_default().to_owned(),
            start,
            end,
            features: features_of(&annotation, left),
            ..GateAnnotation::default()
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

fn features_of(of: &ElementParts<'_>, left: &Leftovers) -> Vec<(String, Value)> {
    let features = of.named("Feature").filter_map(|feature| {
        let parts = ElementParts::new("a feature", feature, left);
        let name = parts.named("Name").next()?;
        let value = parts.named("Value").next()?;
        for part in [name, value] {
            ElementParts::new("a feature", part, left).known(&["className", "itemClassName"]);
        }
        let name = name.text();
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
