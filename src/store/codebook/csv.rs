//! Imports and exports a codebook as a CSV table for spreadsheets.
//!
//! One row for each item, with the columns of [`COLUMNS`]. `row` declares its type: `codebook`,
//! `label`, `attribute`, `choice`, `relation`, `entity-kind` or `rule`. `parent` declares where it
//! belongs: an attribute to `label:demand`, `relation:makes`, `annotation` (every annotation) or
//! `article`, or `coding` for a field of an article that each coder codes; a choice to its attribute and the choices above it, `label:demand/category/security`.
//! `kind` is the name of an attribute's kind as in `codebook.json`, with `trees` for a tree of
//! which several may be chosen. Keys and labels are separated by spaces, examples by line breaks,
//! values of a default by commas. Files are written in UTF-8 with a byte order mark, with rows that
//! end with CR LF (RFC 4180), and read in any encoding and with any delimiter that a spreadsheet saves them with
//! (`store/csv`).
//!
//! A cell that a spreadsheet would interpret as a formula gets an apostrophe in front, which the
//! reader removes again.

use std::collections::HashMap;
use std::io::{self, Cursor};

use super::imported::{ExchangeError, ImportedCodebook, RowError};
use crate::csv::{self, LineEnd};
use crate::decode;
use crate::model::AttributeValue;
use crate::model::codebook::{
    Attribute, AttributeKind, Choice, Codebook, End, EntityUse, Label, LineStyle, RelationType,
};
use crate::model::color::LabelColor;
use crate::model::color::{hex, rgb};
use crate::model::label_style::StylesInUse;

/// The parent of the fields of an article that each coder codes.
const CODING: &str = "coding";

const COLUMNS: [&str; 23] = [
    "row",
    "id",
    "parent",
    "name",
    "keys",
    "enabled",
    "light",
    "dark",
    "line",
    "entity",
    "kind",
    "required",
    "default",
    "from",
    "to",
    "inverse_name",
    "ask_from",
    "ask_to",
    "definition",
    "extent",
    "examples",
    "version",
    "judgement",
];

/// The cells of a row by column.
type CodebookRow = HashMap<&'static str, String>;

/// The table's bytes.
pub(super) fn write(codebook: &Codebook) -> io::Result<Vec<u8>> {
    // Without the mark Excel reads a table as of the system's old encoding, and saves it so.
    let mut bytes = csv::BYTE_ORDER_MARK.to_vec();
    let mut table = csv::CsvWriter::new(&mut bytes, LineEnd::CrLf);
    table.row(COLUMNS)?;
    for cells in rows(codebook) {
        let cells: CodebookRow = cells.into_iter().collect();
        let cell = |column| cells.get(column).map_or("", String::as_str);
        table.row(COLUMNS.map(|column| csv::guarded(cell(column).into())))?;
    }
    Ok(bytes)
}

/// The cells of all rows, without empty cells.
fn rows(codebook: &Codebook) -> Vec<Vec<(&'static str, String)>> {
    let mut rows = Vec::new();
    let mut push = |cells| rows.push(cells);
    push(vec![
        ("row", "codebook".into()),
        ("name", codebook.name.clone()),
        ("version", codebook.version.clone()),
        ("definition", codebook.description.clone()),
    ]);
    for label in &codebook.labels {
        push(vec![
            ("row", "label".into()),
            ("id", label.id.to_string()),
            ("name", label.name.clone()),
            ("keys", label.keys.join(" ")),
            ("enabled", label.enabled.to_string()),
            ("light", hex(label.color.light)),
            ("dark", hex(label.color.dark)),
            ("line", line_name(label.line).into()),
            ("entity", entity_name(label.entity).into()),
            ("definition", label.definition.clone()),
            ("extent", label.extent.clone()),
            ("examples", label.examples.join("\n")),
            (
                "judgement",
                if label.judgement {
                    "true".into()
                } else {
                    String::new()
                },
            ),
        ]);
        push_attributes(&mut push, &format!("label:{}", label.id), &label.attributes);
    }
    push_attributes(&mut push, "annotation", &codebook.annotation_attributes);
    for kind in &codebook.relations {
        let ends = |ends: &[crate::model::LabelId]| {
            ends.iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" ")
        };
        push(vec![
            ("row", "relation".into()),
            ("id", kind.id.to_string()),
            ("name", kind.name.clone()),
            ("keys", kind.key.map(String::from).unwrap_or_default()),
            ("required", required_name(kind.required_for).into()),
            ("from", ends(&kind.from)),
            ("to", ends(&kind.to)),
            ("inverse_name", kind.inverse_name.clone()),
            ("ask_from", kind.ask_from.clone()),
            ("ask_to", kind.ask_to.clone()),
            ("definition", kind.definition.clone()),
            ("examples", kind.example.clone()),
        ]);
        push_attributes(
            &mut push,
            &format!("relation:{}", kind.id),
            &kind.attributes,
        );
    }
    for kind in &codebook.entity_kinds {
        push(choice_cells("entity-kind", "", kind));
    }
    for field in &codebook.document_fields {
        let parent = if field.per_coder { CODING } else { "article" };
        push_attributes(&mut push, parent, std::slice::from_ref(field));
    }
    for rule in &codebook.guideline {
        push(vec![("row", "rule".into()), ("definition", rule.clone())]);
    }
    rows
}

/// What the table cannot store (the loss report).
pub(super) fn losses(codebook: &Codebook) -> Vec<String> {
    let below = codebook
        .entity_kinds
        .iter()
        .any(|kind| !kind.choices.is_empty());
    let lost = below.then(|| "Kinds of entities below other kinds are left out.".to_owned());
    lost.into_iter().collect()
}

fn push_attributes(
    push: &mut impl FnMut(Vec<(&'static str, String)>),
    parent: &str,
    attributes: &[Attribute],
) {
    for attribute in attributes {
        let default = attribute.default.as_ref().map(ToString::to_string);
        push(vec![
            ("row", "attribute".into()),
            ("id", attribute.id.to_string()),
            ("parent", parent.to_owned()),
            ("name", attribute.name.clone()),
            ("keys", attribute.key.map(String::from).unwrap_or_default()),
            ("kind", kind_name(&attribute.kind).into()),
            ("required", attribute.required.to_string()),
            ("default", default.unwrap_or_default()),
            ("definition", attribute.definition.clone()),
        ]);
        let above = format!("{parent}/{}", attribute.id);
        push_choices(push, &above, attribute.kind.choices());
    }
}

fn push_choices(
    push: &mut impl FnMut(Vec<(&'static str, String)>),
    parent: &str,
    choices: &[Choice],
) {
    for choice in choices {
        push(choice_cells("choice", parent, choice));
        push_choices(push, &format!("{parent}/{}", choice.id), &choice.choices);
    }
}

fn choice_cells(row: &str, parent: &str, choice: &Choice) -> Vec<(&'static str, String)> {
    vec![
        ("row", row.into()),
        ("id", choice.id.clone()),
        ("parent", parent.to_owned()),
        ("name", choice.name.clone()),
        ("keys", choice.key.map(String::from).unwrap_or_default()),
        ("enabled", choice.enabled.to_string()),
        ("definition", choice.definition.clone()),
    ]
}

/// Parses a table. Columns may be missing and in any order; the first row names them.
pub(super) fn read(bytes: &[u8]) -> Result<ImportedCodebook, ExchangeError> {
    let decoded = decode::decode(bytes, None)?;
    let (mut codebook, mut notes) = (Codebook::default(), Vec::new());
    let mut styles = StylesInUse::of(&[]);
    if !decoded.is_unmistakable() {
        notes.push(format!(
            "The file is not UTF-8 and was read as {}: check names with accents.",
            decoded.encoding
        ));
    }
    let text = Cursor::new(decoded.text.as_str().as_bytes());
    let mut table = csv::CsvReader::open(text, None)?;
    let mut next = || table.next_row()?.map(csv::CsvRow::closed).transpose();
    let fault = |line: usize, source: RowError| ExchangeError::Row { line, source };
    let header = next()?.map_or_else(Vec::new, |row| row.cells);
    if !header.iter().any(|name| name == "row") {
        return Err(fault(1, RowError::NoRowColumn));
    }
    for name in header
        .iter()
        .filter(|name| !COLUMNS.contains(&name.as_str()))
    {
        notes.push(format!("The column “{name}” is not known and left out."));
    }
    while let Some(csv::CsvRow { place, cells, .. }) = next()? {
        let mut row = CodebookRow::new();
        for (name, cell) in header.iter().zip(cells) {
            if let Some(column) = COLUMNS.iter().find(|column| *column == name) {
                row.insert(column, csv::without_guard(cell));
            }
        }
        if row.values().all(String::is_empty) {
            continue;
        }
        take(&mut codebook, &mut styles, &mut row).map_err(|error| fault(place.line, error))?;
    }
    Ok(ImportedCodebook { codebook, notes })
}

fn take(
    codebook: &mut Codebook,
    styles: &mut StylesInUse,
    row: &mut CodebookRow,
) -> Result<(), RowError> {
    let mut cell = |column: &str| row.remove(column).unwrap_or_default();
    let words =
        |text: String| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
    let (what, id, parent) = (cell("row"), cell("id"), cell("parent"));
    let name = match cell("name") {
        name if name.is_empty() => id.clone(),
        name => name,
    };
    let keys = cell("keys");
    let enabled = named(TRUE_UNLESS_SAID, &cell("enabled"))?;
    let definition = cell("definition");
    let needs_id = !matches!(what.as_str(), "codebook" | "rule");
    if needs_id && id.is_empty() {
        return Err(RowError::NoId { row: what });
    }
    match what.as_str() {
        "codebook" => {
            codebook.name = name;
            codebook.version = cell("version");
            codebook.description = definition;
        }
        "label" => {
            let unused = styles.unused();
            let color = |text: String, unused| match text.as_str() {
                "" => Ok(unused),
                _ => rgb(&text).ok_or(RowError::NoColor(text)),
            };
            codebook.labels.push(Label {
                id: id.into(),
                name,
                keys: words(keys),
                color: LabelColor {
                    light: color(cell("light"), unused.color.light)?,
                    dark: color(cell("dark"), unused.color.dark)?,
                },
                line: match cell("line") {
                    name if name.is_empty() => unused.line,
                    name => named(LINES, &name)?,
                },
                enabled,
                definition,
                extent: cell("extent"),
                examples: cell("examples").lines().map(str::to_owned).collect(),
                attributes: Vec::new(),
                entity: named(ENTITY_USES, &cell("entity"))?,
                judgement: named(FALSE_UNLESS_SAID, &cell("judgement"))?,
            });
            if let Some(label) = codebook.labels.last() {
                styles.add(label.color, label.line);
            }
        }
        "attribute" => {
            let kind = kind_of(&cell("kind"))?;
            let default = cell("default");
            let default: Option<AttributeValue> =
                (!default.is_empty()).then(|| kind.value_of(&default));
            let attributes = attributes_of(codebook, &parent)?;
            attributes.push(Attribute {
                id: id.into(),
                name,
                kind,
                required: named(FALSE_UNLESS_SAID, &cell("required"))?,
                default,
                key: keys.chars().next(),
                definition,
                per_coder: parent == CODING,
            });
        }
        "choice" | "entity-kind" => {
            let choice = Choice {
                id,
                name,
                key: keys.chars().next(),
                definition,
                enabled,
                choices: Vec::new(),
            };
            if what == "entity-kind" {
                codebook.entity_kinds.push(choice);
            } else {
                choices_of(codebook, &parent)?.push(choice);
            }
        }
        "relation" => codebook.relations.push(RelationType {
            inverse_name: cell("inverse_name"),
            ask_from: cell("ask_from"),
            ask_to: cell("ask_to"),
            key: keys.chars().next(),
            from: words(cell("from")).into_iter().map(Into::into).collect(),
            to: words(cell("to")).into_iter().map(Into::into).collect(),
            required_for: named(ENDS, &cell("required"))?,
            definition,
            example: cell("examples"),
            ..RelationType::new(id, name)
        }),
        "rule" => codebook.guideline.push(definition),
        other => return Err(RowError::UnknownRowKind(other.to_owned())),
    }
    Ok(())
}

fn attributes_of<'c>(
    codebook: &'c mut Codebook,
    parent: &str,
) -> Result<&'c mut Vec<Attribute>, RowError> {
    let found = match parent.split_once(':') {
        None if parent == "annotation" => Some(&mut codebook.annotation_attributes),
        None if parent == "article" || parent == CODING => Some(&mut codebook.document_fields),
        Some(("label", id)) => {
            let label = codebook.labels.iter_mut().find(|l| l.id.as_str() == id);
            label.map(|label| &mut label.attributes)
        }
        Some(("relation", id)) => {
            let kind = codebook.relations.iter_mut().find(|r| r.id.as_str() == id);
            kind.map(|kind| &mut kind.attributes)
        }
        _ => None,
    };
    found.ok_or_else(|| RowError::NoParent(parent.to_owned()))
}

fn choices_of<'c>(
    codebook: &'c mut Codebook,
    parent: &str,
) -> Result<&'c mut Vec<Choice>, RowError> {
    let missing = || RowError::NoParent(parent.to_owned());
    let mut parts = parent.split('/');
    let holder = parts.next().unwrap_or_default();
    let id = parts.next().ok_or_else(missing)?;
    let attributes = attributes_of(codebook, holder)?.iter_mut();
    let mut attribute = attributes.filter(|attribute| attribute.id.as_str() == id);
    let attribute = attribute.next().ok_or_else(missing)?;
    let mut choices = attribute.kind.choices_mut().ok_or_else(missing)?;
    for id in parts {
        let above = choices.iter_mut().find(|choice| choice.id == id);
        choices = &mut above.ok_or_else(missing)?.choices;
    }
    Ok(choices)
}

const TRUE_UNLESS_SAID: &[(&str, bool)] = &[("true", true), ("false", false)];
const FALSE_UNLESS_SAID: &[(&str, bool)] = &[("false", false), ("true", true)];

const LINES: &[(&str, LineStyle)] = &[
    ("solid", LineStyle::Solid),
    ("double", LineStyle::Double),
    ("dashed", LineStyle::Dashed),
    ("dotted", LineStyle::Dotted),
    ("wavy", LineStyle::Wavy),
];

const ENTITY_USES: &[(&str, EntityUse)] = &[
    ("none", EntityUse::None),
    ("optional", EntityUse::Optional),
    ("required", EntityUse::Required),
];

const ENDS: &[(&str, Option<End>)] =
    &[("", None), ("from", Some(End::From)), ("to", Some(End::To))];

/// The attribute kinds without choices.
const PLAIN_KINDS: [(&str, AttributeKind); 7] = [
    ("flag", AttributeKind::Flag),
    ("text", AttributeKind::Text),
    ("long-text", AttributeKind::LongText),
    ("integer", AttributeKind::Integer),
    ("number", AttributeKind::Number),
    ("date", AttributeKind::Date),
    ("entity", AttributeKind::Entity),
];

fn line_name(line: LineStyle) -> &'static str {
    name_of(LINES, line)
}

fn entity_name(entity: EntityUse) -> &'static str {
    name_of(ENTITY_USES, entity)
}

fn required_name(end: Option<End>) -> &'static str {
    name_of(ENDS, end)
}

fn name_of<T: PartialEq + Copy>(names: &[(&'static str, T)], wanted: T) -> &'static str {
    let found = names.iter().find(|(_, value)| *value == wanted);
    found.map_or("", |(name, _)| name)
}

/// Looks up a name; an empty cell means the first entry.
fn named<T: Copy>(names: &[(&str, T)], wanted: &str) -> Result<T, RowError> {
    let wanted = wanted.to_lowercase();
    let mut found = names
        .iter()
        .filter(|(name, _)| wanted.is_empty() || *name == wanted);
    let found = found.next().map(|(_, value)| *value);
    found.ok_or_else(|| {
        let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        RowError::UnknownValue {
            value: wanted,
            valid: names.join(", "),
        }
    })
}

fn kind_name(kind: &AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Choice(_) => "choice",
        AttributeKind::Several(_) => "choices",
        AttributeKind::Tree { several: false, .. } => "tree",
        AttributeKind::Tree { several: true, .. } => "trees",
        plain => PLAIN_KINDS
            .iter()
            .find(|(_, kind)| kind == plain)
            .map_or("", |(name, _)| name),
    }
}

fn kind_of(name: &str) -> Result<AttributeKind, RowError> {
    let tree = |several| AttributeKind::Tree {
        choices: Vec::new(),
        several,
    };
    match name {
        "choice" => Ok(AttributeKind::Choice(Vec::new())),
        "choices" => Ok(AttributeKind::Several(Vec::new())),
        "tree" => Ok(tree(false)),
        "trees" => Ok(tree(true)),
        other => {
            let mut plain = PLAIN_KINDS.into_iter();
            let found = plain.find(|(name, _)| *name == other);
            found
                .map(|(_, kind)| kind)
                .ok_or_else(|| RowError::UnknownAttributeKind(other.to_owned()))
        }
    }
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
