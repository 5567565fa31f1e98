//! Imports and exports a codebook as REFI-QDA `.qdc`, the exchange format of programs for
//! qualitative analysis.
//!
//! A label is a codable code. Below it an attribute with choices is a code that cannot be assigned,
//! and its choices are codes below that. If another program has codable codes below a code, they
//! become the choices of one attribute, `code`. Codes above that cannot be assigned are folders and
//! are left out. The code's description contains the label's definition, with its extent and
//! examples as separate paragraphs.
//!
//! `store/xml` parses and writes the XML, within [`LIMITS`].

use std::collections::HashSet;

use super::imported::{ExchangeError, ImportedCodebook, QdcError};
use crate::model::codebook::{Attribute, AttributeKind, Choice, Codebook, Label, unique_id};
use crate::model::color::{hex, rgb};
use crate::model::color_vision;
use crate::model::label_style::StylesInUse;
use crate::uuid;
use crate::xml::{self, Element, XmlWriter};

/// The limits for parsing a file. A code contains few other elements.
const LIMITS: xml::XmlLimits = xml::XmlLimits {
    depth: 64,
    elements: 500_000,
};

/// The limit for codes in a file.
const MAX_CODES: usize = 100_000;

const EXTENT: &str = "Extent: ";
const EXAMPLE: &str = "Example: ";

/// The file's text.
pub(super) fn write(codebook: &Codebook) -> String {
    let mut out = XmlWriter::new();
    let version = env!("CARGO_PKG_VERSION");
    out.start("CodeBook")
        .attribute("xmlns", "urn:QDA-XML:codebook:1.0")
        .attribute("origin", &format!("Demarche {version}"));
    out.indented_line(1).start("Codes");
    for label in &codebook.labels {
        let mut description = vec![label.definition.clone()];
        if !label.extent.is_empty() {
            description.push(format!("{EXTENT}{}", label.extent));
        }
        description.extend(label.examples.iter().map(|e| format!("{EXAMPLE}{e}")));
        let description = description.join("\n\n");
        let code = CodeElement {
            path: label.id.as_str(),
            name: &label.name,
            codable: true,
            color: Some(hex(label.color.light)),
            description: description.trim(),
        };
        code.write(&mut out, 2, |out| {
            for attribute in &label.attributes {
                write_attribute(out, label.id.as_str(), attribute);
            }
        });
    }
    out.indented_line(1).end();
    out.indented_line(1).start("Sets");
    out.indented_line(2)
        .start("Set")
        .attribute("guid", &uuid::of_code("set of labels"))
        .attribute("name", "Labels");
    for label in &codebook.labels {
        let guid = uuid::of_code(label.id.as_str());
        let member = out.indented_line(3).start("MemberCode");
        member.attribute("guid", &guid).end();
    }
    out.indented_line(2).end();
    out.indented_line(1).end();
    out.line();
    out.finish()
}

fn write_attribute(out: &mut XmlWriter, above: &str, attribute: &Attribute) {
    let choices = attribute.kind.choices();
    if choices.is_empty() {
        return;
    }
    let path = format!("{above}/{}", attribute.id);
    let code = CodeElement {
        path: &path,
        name: &attribute.name,
        codable: false,
        color: None,
        description: &attribute.definition,
    };
    code.write(out, 3, |out| write_choices(out, &path, 4, choices));
}

fn write_choices(out: &mut XmlWriter, above: &str, depth: usize, choices: &[Choice]) {
    for choice in choices {
        let path = format!("{above}/{}", choice.id);
        let code = CodeElement {
            path: &path,
            name: &choice.name,
            codable: true,
            color: None,
            description: &choice.definition,
        };
        code.write(out, depth, |out| {
            write_choices(out, &path, depth + 1, &choice.choices);
        });
    }
}

/// A code to be written.
struct CodeElement<'a> {
    /// Its id with those of its parents, from which its GUID is derived.
    path: &'a str,
    name: &'a str,
    codable: bool,
    color: Option<String>,
    description: &'a str,
}

impl CodeElement<'_> {
    fn write(&self, out: &mut XmlWriter, depth: usize, below: impl FnOnce(&mut XmlWriter)) {
        out.indented_line(depth)
            .start("Code")
            .attribute("guid", &uuid::of_code(self.path))
            .attribute("name", &writable(self.name))
            .attribute("isCodable", &self.codable.to_string());
        if let Some(color) = &self.color {
            out.attribute("color", color);
        }
        if !self.description.is_empty() {
            let described = out.indented_line(depth + 1).start("Description");
            described.text(&writable(self.description)).end();
        }
        below(out);
        out.indented_line(depth).end();
    }
}

/// Removes what XML cannot contain: control characters.
fn writable(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    text.chars().filter(allowed).collect()
}

/// What a `.qdc` cannot store of this codebook (the loss report).
pub(super) fn losses(codebook: &Codebook) -> Vec<String> {
    let mut lost = vec![
        "Ids, keys, line styles, colours for dark surroundings, which labels and choices are off, \
         and whether a label mentions an entity."
            .to_owned(),
    ];
    let count = |count: usize, what: &str, lost: &mut Vec<String>| {
        if count > 0 {
            lost.push(format!("{count} {what}."));
        }
    };
    let own = codebook.labels.iter().flat_map(|label| &label.attributes);
    let plain = own.filter(|attribute| attribute.kind.choices().is_empty());
    count(
        plain.count(),
        "attributes of labels that have no choices",
        &mut lost,
    );
    count(
        codebook.annotation_attributes.len(),
        "attributes of every annotation",
        &mut lost,
    );
    count(codebook.relations.len(), "relation types", &mut lost);
    count(codebook.entity_kinds.len(), "kinds of entities", &mut lost);
    count(
        codebook.document_fields.len(),
        "fields of articles",
        &mut lost,
    );
    count(
        codebook.guideline.len(),
        "rules of the guideline",
        &mut lost,
    );
    if !codebook.description.is_empty() || !codebook.name.is_empty() {
        lost.push("The codebook’s own name, version and description.".to_owned());
    }
    lost
}

/// A code as read.
struct Code {
    name: String,
    codable: bool,
    color: Option<[u8; 3]>,
    description: String,
    codes: Vec<Code>,
}

/// Parses the bytes of a `.qdc`.
pub(super) fn read(bytes: &[u8]) -> Result<ImportedCodebook, ExchangeError> {
    let root = xml::tree::read(bytes, LIMITS, &|_, _| false).map_err(QdcError::Xml)?;
    let inner = root.descendants();
    let count = |name: &str| inner.iter().filter(|e| e.local() == name).count();
    if root.local() != "CodeBook" && count("CodeBook") == 0 {
        return Err(QdcError::NoCodebook.into());
    }
    if count("Code") > MAX_CODES {
        return Err(QdcError::TooMany(MAX_CODES).into());
    }
    let (codes, sets) = (codes(&root)?, count("Set"));
    let mut codebook = Codebook {
        name: "imported".to_owned(),
        version: "1.0".to_owned(),
        ..Codebook::default()
    };
    let mut notes = vec![
        "A .qdc names no ids, keys and line styles: ids are made of the names, and a label gets the \
         next line style."
            .to_owned(),
    ];
    let (mut ids, mut styles) = (HashSet::new(), StylesInUse::of(&[]));
    for code in codes {
        add_label(&mut codebook.labels, &mut ids, &mut styles, code);
    }
    if codebook.labels.is_empty() {
        return Err(QdcError::NoCode.into());
    }
    if sets > 0 {
        notes.push(format!("{sets} sets of codes are left out."));
    }
    Ok(ImportedCodebook { codebook, notes })
}

/// Adds a code as a label; the codes of a folder become labels beside the others.
fn add_label(
    labels: &mut Vec<Label>,
    ids: &mut HashSet<String>,
    styles: &mut StylesInUse,
    code: Code,
) {
    if !code.codable && !code.codes.is_empty() {
        for below in code.codes {
            add_label(labels, ids, styles, below);
        }
        return;
    }
    let id = unique_id(&code.name, |id| ids.contains(id));
    ids.insert(id.clone());
    let mut label = Label::with_style(id, code.name, styles.unused());
    if let Some(light) = code.color {
        label.color = color_vision::pair_of(light);
    }
    let mut definition = Vec::new();
    for part in code.description.split("\n\n") {
        if let Some(extent) = part.strip_prefix(EXTENT) {
            label.extent = extent.to_owned();
        } else if let Some(example) = part.strip_prefix(EXAMPLE) {
            label.examples.push(example.to_owned());
        } else {
            definition.push(part);
        }
    }
    label.definition = definition.join("\n\n");
    let (groups, choices): (Vec<Code>, Vec<Code>) = code
        .codes
        .into_iter()
        .partition(|code| !code.codable && !code.codes.is_empty());
    for group in groups {
        add_attribute(&mut label, group.name, group.description, group.codes);
    }
    if !choices.is_empty() {
        add_attribute(&mut label, "code".to_owned(), String::new(), choices);
    }
    styles.add(label.color, label.line);
    labels.push(label);
}

fn add_attribute(label: &mut Label, name: String, definition: String, codes: Vec<Code>) {
    let taken = |id: &str| label.attributes.iter().any(|a| a.id.as_str() == id);
    let id = unique_id(&name, taken).into();
    let is_tree = codes.iter().any(|code| !code.codes.is_empty());
    let choices = choices(codes);
    label.attributes.push(Attribute {
        id,
        name,
        // The format does not declare how many may be chosen; allowing several loses nothing.
        kind: if is_tree {
            AttributeKind::Tree {
                choices,
                several: true,
            }
        } else {
            AttributeKind::Several(choices)
        },
        required: false,
        default: None,
        key: None,
        definition,
        per_coder: false,
    });
}

fn choices(codes: Vec<Code>) -> Vec<Choice> {
    let mut made: Vec<Choice> = Vec::new();
    for code in codes {
        let id = unique_id(&code.name, |id| made.iter().any(|choice| choice.id == id));
        made.push(Choice {
            id,
            name: code.name,
            key: None,
            definition: code.description,
            enabled: true,
            choices: choices(code.codes),
        });
    }
    made
}

/// All codes below an element, nested as in the file.
fn codes(element: &Element) -> Result<Vec<Code>, QdcError> {
    let mut all = Vec::new();
    for inner in element.elements() {
        let below = codes(inner)?;
        if inner.local() == "Code" {
            all.push(code(inner, below)?);
        } else {
            all.extend(below);
        }
    }
    Ok(all)
}

fn code(element: &Element, codes: Vec<Code>) -> Result<Code, QdcError> {
    let value = |name| element.attribute(name);
    let name = value("name").unwrap_or_default().trim();
    if name.is_empty() {
        return Err(QdcError::NoName { line: element.line });
    }
    Ok(Code {
        name: name.to_owned(),
        codable: !matches!(value("isCodable"), Some("false" | "0")),
        color: value("color").and_then(color),
        description: element
            .named("Description")
            .last()
            .map(Element::text)
            .unwrap_or_default(),
        codes,
    })
}

/// Parses `#2563B0` or `#26B`.
fn color(text: &str) -> Option<[u8; 3]> {
    rgb(text).or_else(|| {
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.chars().count() == 3)?;
        let doubled: String = digits.chars().flat_map(|digit| [digit, digit]).collect();
        rgb(&format!("#{doubled}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_trees_come_back() {
        let codebook = super::super::built_in().codebook;
        let read = read(write(&codebook).as_bytes())
            .expect("it is one")
            .codebook;
        let message = |codebook: &Codebook| {
            let labels = codebook.labels.iter();
            labels
                .map(|l| {
                    (
                        l.name.clone(),
                        l.color,
                        l.definition.clone(),
                        l.extent.clone(),
                        l.examples.clone(),
                    )
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(message(&read), message(&codebook));
        let category = |codebook: &Codebook| {
            let demand = codebook.labels.iter().find(|label| label.name == "Demand");
            let attributes = demand
                .into_iter()
                .flat_map(|label| label.attributes.clone());
            let mut named = attributes.filter(|attribute| attribute.name == "Category");
            let choices = named
                .next()
                .map(|attribute| attribute.kind.choices().to_vec());
            fn names(choices: &[Choice]) -> Vec<String> {
                let of = |c: &Choice| [vec![c.name.clone()], names(&c.choices)].concat();
                choices.iter().flat_map(of).collect()
            }
            names(&choices.unwrap_or_default())
        };
        assert!(category(&read).len() > 10);
        assert_eq!(category(&read), category(&codebook));
    }

    #[test]
    fn codes_of_another_program_are_taken() {
        let file = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
            <CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes>\
            <Code guid=\"1\" name=\"Folder\" isCodable=\"false\">\
            <Code guid=\"2\" name=\"A &amp; B\" isCodable=\"true\" color=\"#26B\">\
            <Description>one &lt;two&gt; &#233;<![CDATA[<3>]]></Description>\
            <Code guid=\"3\" name=\"below\" isCodable=\"true\"><Code guid=\"4\" name=\"deep\" isCodable=\"true\"/></Code>\
            </Code></Code></Codes><Sets><Set guid=\"5\" name=\"s\"/></Sets></CodeBook>";
        let read = read(file.as_bytes()).expect("it is one").codebook;
        let [label] = &read.labels[..] else {
            panic!("{:?}", read.labels);
        };
        assert_eq!((label.name.as_str(), label.id.as_str()), ("A & B", "a_b"));
        assert_eq!(label.color.light, [0x22, 0x66, 0xBB]);
        assert_eq!(label.definition, "one <two> é<3>");
        assert_eq!(label.attributes[0].kind.choices()[0].choices[0].id, "deep");
    }

    #[test]
    fn dangerous_or_invalid_files_are_refused() {
        let deep = format!("<CodeBook><Codes>{}", "<Code name=\"x\">".repeat(100));
        let many = "<Code name=\"x\"/>".repeat(MAX_CODES + 1);
        let many = format!("<CodeBook>{many}</CodeBook>");
        for (file, said) in [
            (
                "<!DOCTYPE x [<!ENTITY a \"b\">]><CodeBook/>",
                "document type",
            ),
            (
                "<CodeBook><Codes><Code name=\"x\"><Description>&a;</Description></Code></Codes></CodeBook>",
                "the entity “a”",
            ),
            (deep.as_str(), "more than 64 deep"),
            (many.as_str(), "more than 100000 codes"),
            ("<Project/>", "no element CodeBook"),
            ("<CodeBook><Codes><Code name=\"x\">", "not closed"),
            (
                "<CodeBook><Codes>\n<Code/></Codes></CodeBook>",
                "line 2: a code has no name",
            ),
            ("<CodeBook>\n</Codes>", "line 2: it is no XML"),
        ] {
            let error = read(file.as_bytes()).expect_err(said).to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}
