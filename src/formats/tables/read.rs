//! From tables to articles.

use std::collections::{BTreeMap, HashMap};

use super::{Cell, FormatError, InputFile, Intake, LossKind, Losses, LostItem, NAMES, Row, Table};
use crate::formats::draft::{Draft, DraftAnnotation, DraftRelation};
use crate::formats::json;
use crate::formats::names::safe_path;
use crate::formats::places::{Claim, Unit};
use crate::model::document::Status;
use crate::model::{AttributeValue, Attributes, Entity, Provenance};

/// The tables of a dataset by their names.
pub type Set = HashMap<&'static str, Named>;

/// A table with the file that it was read from.
pub struct Named {
    file: String,
    table: Table,
    columns: HashMap<String, usize>,
}

impl Named {
    pub fn new(file: &str, table: Table) -> Self {
        let columns = table.columns.iter().enumerate();
        let columns = columns
            .map(|(index, (name, _))| (name.clone(), index))
            .collect();
        Self {
            file: file.to_owned(),
            columns,
            table,
        }
    }

    /// A cell as text, empty where there is no such column.
    fn text(&self, row: &Row, column: &str) -> String {
        self.cell(row, column)
            .map(Cell::written)
            .unwrap_or_default()
    }

    fn cell<'r>(&self, row: &'r Row, column: &str) -> Option<&'r Cell> {
        row.cells.get(*self.columns.get(column)?)
    }

    fn place(&self, row: &Row) -> Option<(usize, usize)> {
        let number = |column: &str| match self.cell(row, column)? {
            Cell::Whole(number) => usize::try_from(*number).ok(),
            Cell::Text(text) => text.trim().parse().ok(),
        };
        number("start").zip(number("end"))
    }

    /// The rows of each document.
    fn by_document(&self) -> HashMap<String, Vec<&Row>> {
        let mut rows: HashMap<String, Vec<&Row>> = HashMap::new();
        for row in &self.table.rows {
            rows.entry(self.text(row, "doc_id")).or_default().push(row);
        }
        rows
    }

    fn needs(&self, columns: &[&str]) -> Result<(), FormatError> {
        let missing = columns
            .iter()
            .find(|name| !self.columns.contains_key(**name));
        missing.map_or(Ok(()), |name| {
            Err(FormatError::Unreadable {
                file: self.file.clone(),
                line: 1,
                why: format!("the column “{name}” is missing"),
            })
        })
    }
}

/// The files that are tables, folder by folder in the order in which these come.
pub fn sets<'f>(files: &[InputFile<'f>]) -> Vec<Vec<(&'static str, InputFile<'f>)>> {
    let mut folders: Vec<&str> = Vec::new();
    let mut sets: HashMap<&str, Vec<(&'static str, InputFile<'f>)>> = HashMap::new();
    for file in files {
        let (folder, name) = file.name.rsplit_once('/').unwrap_or(("", file.name));
        let stem = name.split('.').next().unwrap_or_default().to_lowercase();
        if let Some(name) = NAMES.into_iter().find(|name| *name == stem)
            && !name_is_other(file.name)
        {
            if !folders.contains(&folder) {
                folders.push(folder);
            }
            sets.entry(folder).or_default().push((name, *file));
        }
    }
    folders
        .iter()
        .filter_map(|folder| sets.remove(folder))
        .collect()
}

fn name_is_other(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".json") || name.ends_with(".md")
}

/// The articles that stand in the tables of a dataset.
pub fn articles(set: &Set, format: &str, intake: &mut Intake<'_>) -> Result<(), FormatError> {
    let (Some(documents), Some(spans)) = (set.get("documents"), set.get("spans")) else {
        let any = set.values().next();
        return Err(FormatError::Unreadable {
            file: any.map(|named| named.file.clone()).unwrap_or_default(),
            line: 0,
            why: "choose the tables “documents” and “spans” together".into(),
        });
    };
    documents.needs(&["doc_id", "text"])?;
    spans.needs(&["span_id", "doc_id", "start", "end", "label"])?;
    let of = |name: &str| set.get(name).map(|named| (named, named.by_document()));
    let span_rows = spans.by_document();
    let (fragments, relations, attributes) = (of("fragments"), of("relations"), of("attributes"));
    if let Some((named, _)) = &relations {
        named.needs(&["doc_id", "head_span_id", "tail_span_id", "label"])?;
    }
    let mut known = std::collections::HashSet::new();
    for row in &documents.table.rows {
        let id = documents.text(row, "doc_id");
        if !known.insert(id.clone()) {
            let why = format!("the document “{id}” stands there twice");
            intake
                .losses
                .line(&documents.file, row.line, LossKind::Dropped, why);
            continue;
        }
        let named = documents.text(row, "name");
        let mut draft = Draft {
            name: if named.is_empty() {
                format!("{}.txt", safe_path(&id))
            } else {
                safe_path(&named)
            },
            text: documents.text(row, "text"),
            coder: documents.text(row, "coder"),
            ..Draft::default()
        };
        let status = documents.text(row, "status");
        if !status.is_empty() {
            draft.fields.status = Status::parse(&status);
        }
        let mut said = Said::default();
        if let Some((named, rows)) = &attributes {
            for row in rows.get(&id).into_iter().flatten() {
                said.take(named, row, &mut intake.losses);
            }
        }
        draft.fields.values = said
            .of("document", &id)
            .into_iter()
            .map(|(name, value)| (name.to_string(), value))
            .collect();
        let mut pieces: HashMap<String, Vec<Piece>> = HashMap::new();
        if let Some((named, rows)) = &fragments {
            for row in rows.get(&id).into_iter().flatten() {
                if let Some(place) = named.place(row) {
                    let piece = (place, named.text(row, "text"));
                    pieces
                        .entry(named.text(row, "span_id"))
                        .or_default()
                        .push(piece);
                } else {
                    tell_no_number(named, row, &mut intake.losses);
                }
            }
        }
        for row in span_rows.get(&id).into_iter().flatten() {
            let span_id = spans.text(row, "span_id");
            let Some(place) = spans.place(row) else {
                tell_no_number(spans, row, &mut intake.losses);
                continue;
            };
            draft.annotations.push(DraftAnnotation {
                line: row.line,
                label: spans.text(row, "label"),
                claim: claim(spans, row, place, pieces.get(&span_id), &mut intake.losses),
                entity: Some(spans.text(row, "entity")).filter(|entity| !entity.is_empty()),
                attributes: said.of("span", &span_id),
                memo: spans.text(row, "memo"),
                provenance: provenance(spans, row),
                id: span_id,
            });
        }
        if let Some((named, rows)) = &relations {
            for row in rows.get(&id).into_iter().flatten() {
                let relation_id = named.text(row, "relation_id");
                draft.relations.push(DraftRelation {
                    line: row.line,
                    kind: named.text(row, "label"),
                    from: named.text(row, "head_span_id"),
                    to: named.text(row, "tail_span_id"),
                    attributes: said.of("relation", &relation_id),
                    provenance: provenance(named, row),
                    id: relation_id,
                });
            }
        }
        let article = draft.finish(&spans.file, format, Unit::Chars, &mut intake.losses);
        intake.article(article)?;
    }
    for (id, rows) in sorted(&span_rows) {
        if let Some(row) = rows.first().filter(|_| !known.contains(id)) {
            let why = format!(
                "{} spans of the document “{id}”, which is not there",
                rows.len()
            );
            intake
                .losses
                .line(&spans.file, row.line, LossKind::Dropped, why);
        }
    }
    if let Some(named) = set.get("entities") {
        for row in &named.table.rows {
            let entity = entity(named, row);
            if entity.id.as_str().is_empty() {
                let why = format!("the entity “{}” has no id", entity.name);
                let losses = &mut intake.losses;
                losses.line(&named.file, row.line, LossKind::Dropped, why);
                continue;
            }
            intake.entities.insert(entity);
        }
    }
    Ok(())
}

type Piece = ((usize, usize), String);

fn sorted<'m>(rows: &'m HashMap<String, Vec<&Row>>) -> BTreeMap<&'m String, &'m Vec<&'m Row>> {
    // The report must not depend on the order of a hash map.
    rows.iter().collect()
}

fn tell_no_number(named: &Named, row: &Row, losses: &mut Losses) {
    let why = "start or end is no whole number";
    losses.line(&named.file, row.line, LossKind::Dropped, why);
}

/// What the row of a span says, by its fragments if they still are those of the span.
fn claim(
    spans: &Named,
    row: &Row,
    place: (usize, usize),
    pieces: Option<&Vec<Piece>>,
    losses: &mut Losses,
) -> Claim {
    let pieces = pieces.map(Vec::as_slice).unwrap_or_default();
    let ends = pieces.first().zip(pieces.last());
    let fits = ends.is_some_and(|((first, _), (last, _))| (first.0, last.1) == place);
    if !pieces.is_empty() && !fits {
        let why = "its fragments do not begin and end where it does, and are left out";
        losses.add(
            &spans.file,
            LostItem::Line(row.line),
            LossKind::Flattened,
            why,
        );
    }
    if fits && pieces.len() > 1 {
        let quotes: Vec<&str> = pieces.iter().map(|(_, quote)| quote.as_str()).collect();
        return Claim {
            spans: pieces.iter().map(|(place, _)| *place).collect(),
            quote: Some(quotes.join(" ")).filter(|quote| !quote.trim().is_empty()),
        };
    }
    Claim {
        spans: vec![place],
        quote: spans
            .columns
            .contains_key("text")
            .then(|| spans.text(row, "text")),
    }
}

fn provenance(named: &Named, row: &Row) -> Provenance {
    let origin = named.text(row, "origin");
    Provenance {
        origin: (!origin.is_empty()).then(|| origin.into()),
        by: named.text(row, "by").into(),
        at: named.text(row, "at").into(),
    }
}

/// The attributes of one document, by what they sit on.
#[derive(Default)]
struct Said(HashMap<(String, String), Attributes>);

impl Said {
    fn take(&mut self, named: &Named, row: &Row, losses: &mut Losses) {
        let written = named.text(row, "value");
        let value = match named.text(row, "type").as_str() {
            "flag" => written.parse().ok().map(AttributeValue::Flag),
            "integer" => written.parse().ok().map(AttributeValue::Integer),
            "number" => written.parse().ok().map(AttributeValue::Number),
            "list" | "json" => {
                let json = serde_json::from_str(&written).ok();
                json.map(|json| json::attribute_value(&json))
            }
            _ => Some(AttributeValue::Text(written.clone())),
        };
        let value = value.unwrap_or_else(|| {
            let why = format!("“{written}” is not of its type and is kept as text");
            losses.line(&named.file, row.line, LossKind::Doubtful, why);
            AttributeValue::Text(written)
        });
        let owner = (named.text(row, "owner"), named.text(row, "owner_id"));
        let attributes = self.0.entry(owner).or_default();
        attributes.insert(named.text(row, "key").into(), value);
    }

    fn of(&mut self, owner: &str, id: &str) -> Attributes {
        let key = (owner.to_owned(), id.to_owned());
        self.0.remove(&key).unwrap_or_default()
    }
}

fn entity(named: &Named, row: &Row) -> Entity {
    let some = |column: &str| Some(named.text(row, column)).filter(|text| !text.is_empty());
    let id = named.text(row, "canonical_id");
    let aliases = serde_json::from_str(&named.text(row, "aliases")).unwrap_or_default();
    Entity {
        label: some("label").map(Into::into),
        kind: named.text(row, "kind"),
        aliases,
        part_of: some("part_of").map(Into::into),
        country: named.text(row, "country"),
        wikidata: named.text(row, "wikidata"),
        memo: named.text(row, "memo"),
        ..Entity::new(id, named.text(row, "name"))
    }
}
