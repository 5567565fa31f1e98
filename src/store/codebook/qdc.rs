//! A codebook as REFI-QDA `.qdc`, the exchange format of programs for qualitative analysis.
//!
//! A label is a codable code. Below it an attribute with choices is a code that cannot be assigned,
//! and its choices are codes below that. Where another program has codable codes below a code, they
//! become the choices of one attribute, `code`. Codes above that cannot be assigned are folders and
//! are left away. What a label means stands in the code's description, with its extent and examples
//! as paragraphs of their own.
//!
//! Reading expands no entities, refuses document types, and stops at [`DEEPEST`] levels and [`MOST`]
//! codes.

use std::fmt::Write as _;

use quick_xml::XmlVersion;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::exchange::{ExchangeError, Imported};
use crate::hash::sha256_hex;
use crate::model::codebook::{Attribute, AttributeKind, Choice, Codebook, Label, fresh_id};
use crate::model::color::{hex, rgb};
use crate::model::color_vision;

/// Levels of codes below codes.
const DEEPEST: usize = 64;

/// Codes in a file.
const MOST: usize = 100_000;

const EXTENT: &str = "Extent: ";
const EXAMPLE: &str = "Example: ";

/// The file's text.
pub(super) fn write(codebook: &Codebook) -> String {
    let mut codes = String::new();
    let mut members = String::new();
    for label in &codebook.labels {
        let guid = guid(label.id.as_str());
        let mut description = vec![label.definition.clone()];
        if !label.extent.is_empty() {
            description.push(format!("{EXTENT}{}", label.extent));
        }
        description.extend(label.examples.iter().map(|e| format!("{EXAMPLE}{e}")));
        let code = Written {
            guid: &guid,
            name: &label.name,
            codable: true,
            color: Some(hex(label.color.light)),
            description: description.join("\n\n").trim().to_owned(),
        };
        code.write(&mut codes, 2, |codes| {
            for attribute in &label.attributes {
                write_attribute(codes, label.id.as_str(), attribute);
            }
        });
        let _ = writeln!(members, "      <MemberCode guid=\"{guid}\"/>");
    }
    let version = env!("CARGO_PKG_VERSION");
    let set = guid("set of labels");
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"Demarche {version}\">\n  \
         <Codes>\n{codes}  </Codes>\n  <Sets>\n    <Set guid=\"{set}\" name=\"Labels\">\n\
         {members}    </Set>\n  </Sets>\n</CodeBook>\n"
    )
}

fn write_attribute(codes: &mut String, above: &str, attribute: &Attribute) {
    let choices = attribute.kind.choices();
    if choices.is_empty() {
        return;
    }
    let path = format!("{above}/{}", attribute.id);
    let code = Written {
        guid: &guid(&path),
        name: &attribute.name,
        codable: false,
        color: None,
        description: attribute.definition.clone(),
    };
    code.write(codes, 3, |codes| write_choices(codes, &path, 4, choices));
}

fn write_choices(codes: &mut String, above: &str, depth: usize, choices: &[Choice]) {
    for choice in choices {
        let path = format!("{above}/{}", choice.id);
        let code = Written {
            guid: &guid(&path),
            name: &choice.name,
            codable: true,
            color: None,
            description: choice.definition.clone(),
        };
        code.write(codes, depth, |codes| {
            write_choices(codes, &path, depth + 1, &choice.choices);
        });
    }
}

/// A code as it is written.
struct Written<'a> {
    guid: &'a str,
    name: &'a str,
    codable: bool,
    color: Option<String>,
    description: String,
}

impl Written<'_> {
    fn write(&self, codes: &mut String, depth: usize, below: impl FnOnce(&mut String)) {
        let indent = "  ".repeat(depth);
        let (guid, name, codable) = (self.guid, xml(self.name), self.codable);
        let color = self.color.as_ref();
        let color = color.map_or_else(String::new, |color| format!(" color=\"{color}\""));
        let _ = writeln!(
            codes,
            "{indent}<Code guid=\"{guid}\" name=\"{name}\" isCodable=\"{codable}\"{color}>"
        );
        if !self.description.is_empty() {
            let description = xml(&self.description);
            let _ = writeln!(codes, "{indent}  <Description>{description}</Description>");
        }
        below(codes);
        let _ = writeln!(codes, "{indent}</Code>");
    }
}

/// Text as XML can hold it: control characters have no place there.
fn xml(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let text: String = text.chars().filter(allowed).collect();
    escape(text.as_str()).into_owned()
}

/// A GUID that stays the same for the same thing, in the form of a UUID of version 8 (RFC 9562).
fn guid(path: &str) -> String {
    let hash = sha256_hex(format!("demarche codebook {path}").as_bytes());
    let part = |range: std::ops::Range<usize>| hash.get(range).unwrap_or_default();
    let (a, b, c) = (part(0..8), part(8..12), part(13..16));
    let (d, e) = (part(17..20), part(20..32));
    format!("{a}-{b}-8{c}-9{d}-{e}")
}

/// What a `.qdc` cannot hold of this codebook.
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

/// A code as it was read.
#[derive(Default)]
struct Code {
    name: String,
    codable: bool,
    color: Option<[u8; 3]>,
    description: String,
    codes: Vec<Code>,
}

/// Reads the bytes of a `.qdc`.
pub(super) fn read(bytes: &[u8]) -> Result<Imported, ExchangeError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|_| ExchangeError::Qdc("the file is not UTF-8".to_owned()))?;
    let (codes, sets) = codes(text).map_err(ExchangeError::Qdc)?;
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
    for code in codes {
        add_label(&mut codebook, code);
    }
    if codebook.labels.is_empty() {
        return Err(ExchangeError::Qdc("there is no code in it".to_owned()));
    }
    if sets > 0 {
        notes.push(format!("{sets} sets of codes are left out."));
    }
    Ok(Imported { codebook, notes })
}

/// A folder's codes become labels like those beside it.
fn add_label(codebook: &mut Codebook, code: Code) {
    if !code.codable && !code.codes.is_empty() {
        for below in code.codes {
            add_label(codebook, below);
        }
        return;
    }
    let taken = |id: &str| codebook.labels.iter().any(|label| label.id.as_str() == id);
    let mut label = Label::new(fresh_id(&code.name, taken), code.name, codebook);
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
    codebook.labels.push(label);
}

fn add_attribute(label: &mut Label, name: String, definition: String, codes: Vec<Code>) {
    let taken = |id: &str| label.attributes.iter().any(|a| a.id.as_str() == id);
    let id = fresh_id(&name, taken).into();
    let is_tree = codes.iter().any(|code| !code.codes.is_empty());
    let choices = choices(codes);
    label.attributes.push(Attribute {
        id,
        name,
        // How many may be chosen is not said; several lose nothing.
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
        let id = fresh_id(&code.name, |id| made.iter().any(|choice| choice.id == id));
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

/// The codes of the file and how many sets it has.
fn codes(text: &str) -> Result<(Vec<Code>, usize), String> {
    let mut reader = Reader::from_str(text);
    let (mut top, mut open): (Vec<Code>, Vec<Code>) = (Vec::new(), Vec::new());
    let (mut count, mut sets, mut depth, mut in_codebook) = (0usize, 0, 0usize, false);
    // The description that is being read, if the reader is inside one.
    let mut description: Option<String> = None;
    loop {
        let place = reader.buffer_position();
        let wrong = |why: &dyn std::fmt::Display| format!("{why}, at byte {place}");
        match reader.read_event().map_err(|error| wrong(&error))? {
            Event::Eof => break,
            Event::DocType(_) => return Err("document types are not read".to_owned()),
            Event::Start(tag) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(format!("codes lie deeper than {DEEPEST} levels"));
                }
                match tag.local_name().as_ref() {
                    "CodeBook" => in_codebook = true,
                    "Code" => {
                        count += 1;
                        open.push(code(&tag).map_err(|why| wrong(&why))?);
                    }
                    "Set" => sets += 1,
                    "Description" if !open.is_empty() => description = Some(String::new()),
                    _ => {}
                }
            }
            Event::Empty(tag) if tag.local_name().as_ref() == "Code" => {
                count += 1;
                let code = code(&tag).map_err(|why| wrong(&why))?;
                open.last_mut()
                    .map_or(&mut top, |above| &mut above.codes)
                    .push(code);
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                match tag.local_name().as_ref() {
                    "Code" => {
                        if let Some(code) = open.pop() {
                            let above = open.last_mut();
                            above.map_or(&mut top, |above| &mut above.codes).push(code);
                        }
                    }
                    "Description" => {
                        if let (Some(code), Some(text)) = (open.last_mut(), description.take()) {
                            code.description = text;
                        }
                    }
                    _ => {}
                }
            }
            Event::Text(text) => {
                if let Some(description) = &mut description {
                    let text = text.xml10_content();
                    description.push_str(&text);
                }
            }
            Event::CData(text) => {
                if let Some(description) = &mut description {
                    description.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(name) => {
                if let Some(description) = &mut description {
                    let number = name.resolve_char_ref().map_err(|error| wrong(&error))?;
                    let name = name.xml10_content();
                    match (number, resolve_predefined_entity(&name)) {
                        (Some(c), _) => description.push(c),
                        (None, Some(text)) => description.push_str(text),
                        (None, None) => {
                            return Err(wrong(&format_args!("the entity “{name}” is not known")));
                        }
                    }
                }
            }
            _ => {}
        }
        if count > MOST {
            return Err(format!("it has more than {MOST} codes"));
        }
    }
    if !in_codebook {
        return Err("there is no element CodeBook".to_owned());
    }
    if depth > 0 {
        return Err("it ends before it is closed".to_owned());
    }
    Ok((top, sets))
}

fn code(tag: &BytesStart<'_>) -> Result<Code, String> {
    let mut code = Code {
        codable: true,
        ..Code::default()
    };
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute.normalized_value(XmlVersion::Explicit1_0);
        let value = value.map_err(|error| error.to_string())?;
        match attribute.key.local_name().as_ref() {
            "name" => code.name = value.trim().to_owned(),
            "isCodable" => code.codable = !matches!(value.as_ref(), "false" | "0"),
            "color" => code.color = color(&value),
            _ => {}
        }
    }
    if code.name.is_empty() {
        return Err("a code has no name".to_owned());
    }
    Ok(code)
}

/// `#2563B0` or `#26B`.
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
    fn what_is_dangerous_or_broken_is_refused() {
        let deep = format!("<CodeBook><Codes>{}", "<Code name=\"x\">".repeat(100));
        for (file, said) in [
            (
                "<!DOCTYPE x [<!ENTITY a \"b\">]><CodeBook/>",
                "document types",
            ),
            (
                "<CodeBook><Codes><Code name=\"x\"><Description>&a;</Description></Code></Codes></CodeBook>",
                "the entity “a”",
            ),
            (deep.as_str(), "deeper"),
            ("<Project/>", "no element CodeBook"),
            ("<CodeBook><Codes><Code name=\"x\">", "ends before"),
            ("<CodeBook><Codes><Code/></Codes></CodeBook>", "no name"),
            ("<CodeBook></Codes>", "byte"),
        ] {
            let error = read(file.as_bytes()).expect_err(said).to_string();
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn a_guid_is_one_and_stays() {
        let one = guid("demand");
        assert_eq!(one, guid("demand"));
        assert_ne!(one, guid("actor"));
        assert_eq!(one.len(), 36);
        assert_eq!(&one[14..15], "8");
    }
}
