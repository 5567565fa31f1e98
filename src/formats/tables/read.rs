//! Converts tables to articles.
//!
//! The reader indexes where the rows of each document are in a table, and reads these rows when it
//! reaches the document, so that no table need be in memory.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::write::TableContents;
use super::{
    Cell, FormatError, ImportSink, InputFile, LossKind, Losses, LostItem, TABLES, TableSchema,
};
use crate::draft::{Draft, DraftAnnotation, DraftRelation, shared};
use crate::json;
use crate::leftovers::Leftovers;
use crate::metadata;
use crate::model::document::Status;
use crate::model::{AttributeValue, Attributes, Entity, Provenance, plural};
use crate::names::safe_path;
use crate::offsets::{DeclaredPosition, Unit};
use crate::weighed::WeighedDrafts;

/// A row of an input table.
#[derive(Debug)]
pub struct TableRow {
    /// The line in its file, counted from 1.
    pub line: usize,
    pub cells: Box<[Cell<'static>]>,
}

/// The position of a row.
#[derive(Clone, Copy, Debug)]
pub struct RowPosition {
    /// The offset in the unit of its source, bytes or rows.
    pub at: u64,
    /// Counted from 1.
    pub line: usize,
}

/// A source of rows: CSV or Parquet.
pub trait RowSource {
    fn columns(&self) -> &[String];

    /// Seeks to a position that this source returned.
    fn go_to(&mut self, place: RowPosition) -> Result<(), FormatError>;

    /// The next row. Invalid rows are reported.
    fn next_row(
        &mut self,
        losses: &mut Losses,
    ) -> Result<Option<(RowPosition, Rc<TableRow>)>, FormatError>;
}

/// The tables of a dataset by their names.
pub type Set<'f> = HashMap<&'static str, InputTable<'f>>;

/// A table with the file that it is read from.
pub struct InputTable<'f> {
    file: String,
    source: Box<dyn RowSource + 'f>,
    columns: HashMap<String, usize>,
    first: Option<RowPosition>,
    /// The rows of each document that has not been read yet.
    runs: HashMap<String, Vec<Run>>,
}

/// Consecutive rows of one document.
struct Run {
    first: RowPosition,
    count: usize,
}

/// The most runs: a file of many short rows in random order would exhaust the memory.
const MAX_RUNS: usize = 4_000_000;

impl<'f> InputTable<'f> {
    /// Indexes where the rows of each document are. Invalid rows are reported.
    pub fn new(
        file: &InputFile<'_>,
        mut source: impl RowSource + 'f,
        losses: &mut Losses,
    ) -> Result<Self, FormatError> {
        let columns = source.columns().iter().enumerate();
        let columns = columns.map(|(index, name)| (name.clone(), index));
        let columns: HashMap<String, usize> = columns.collect();
        let key = columns.get("doc_id");
        let (mut begun, mut runs) = (None, HashMap::<String, Vec<Run>>::new());
        let (mut count, mut before) = (0, None);
        while let Some((first, row)) = source.next_row(losses)? {
            begun.get_or_insert(first);
            let cell = key.and_then(|key| row.cells.get(*key));
            let id = cell.map_or_else(String::new, |cell| cell.written().into_owned());
            let of_document = runs.entry(id.clone()).or_default();
            match of_document.last_mut() {
                Some(run) if before.as_ref() == Some(&id) => run.count += 1,
                _ => {
                    of_document.push(Run { first, count: 1 });
                    count += 1;
                }
            }
            if count > MAX_RUNS {
                let why = "its rows are too many in too little order: sort them by doc_id";
                return Err(file.unreadable(first.line, why));
            }
            before = Some(id);
        }
        Ok(Self {
            file: file.name.to_owned(),
            columns,
            first: begun,
            runs,
            source: Box::new(source),
        })
    }

    /// Seeks to the first row.
    fn begin(&mut self) -> Result<(), FormatError> {
        self.first.map_or(Ok(()), |first| self.source.go_to(first))
    }

    /// The next row.
    fn next(&mut self) -> Result<Option<Rc<TableRow>>, FormatError> {
        // Errors were reported when the table was opened.
        let next = self.source.next_row(&mut Losses::default())?;
        Ok(next.map(|(_, row)| row))
    }

    /// Hands over the rows of a document one by one; they can be taken only once.
    fn each_of_document(
        &mut self,
        id: &str,
        mut take: impl FnMut(&Self, &TableRow),
    ) -> Result<(), FormatError> {
        for run in self.runs.remove(id).unwrap_or_default() {
            self.source.go_to(run.first)?;
            for _ in 0..run.count {
                if let Some(row) = self.next()? {
                    take(self, &row);
                }
            }
        }
        Ok(())
    }

    /// A cell as text, empty if there is no such column.
    fn text(&self, row: &TableRow, column: &str) -> String {
        let cell = self.cell(row, column);
        cell.map_or_else(String::new, |cell| cell.written().into_owned())
    }

    fn cell<'r>(&self, row: &'r TableRow, column: &str) -> Option<&'r Cell<'static>> {
        row.cells.get(*self.columns.get(column)?)
    }

    fn place(&self, row: &TableRow) -> Option<(usize, usize)> {
        let number = |column: &str| match self.cell(row, column)? {
            Cell::Whole(number) => usize::try_from(*number).ok(),
            Cell::Text(text) => text.trim().parse().ok(),
        };
        number("start").zip(number("end"))
    }

    /// The cells of a row in columns that the table of this name does not have, with their values.
    fn others<'t>(&'t self, row: &'t TableRow, table: &str) -> Vec<(&'t str, String)> {
        let schema = TABLES.iter().find(|schema| schema.name == table);
        let known = schema.map_or(&[][..], |schema| schema.columns);
        if self.columns.len() <= known.len() {
            let is_known = |name: &String| known.contains(&name.as_str());
            if self.columns.keys().all(is_known) {
                return Vec::new();
            }
        }
        let others = self.columns.keys().map(String::as_str);
        let others = others.filter(|name| !name.is_empty() && !known.contains(name));
        let cells = others.map(|name| (name, self.text(row, name)));
        let mut cells: Vec<(&str, String)> = cells.filter(|(_, cell)| !cell.is_empty()).collect();
        cells.sort_unstable();
        cells
    }

    /// The same as attributes.
    fn other_attributes(&self, row: &TableRow, table: &str, attributes: &mut Attributes) {
        for (name, value) in self.others(row, table) {
            let attribute = attributes.entry(name.into());
            attribute.or_insert(AttributeValue::Text(value));
        }
    }

    /// Counts the cells in other columns as left out.
    fn leave_others(&self, row: &TableRow, table: &'static str, left: &Leftovers) {
        for (name, value) in self.others(row, table) {
            left.add(table, name, row.line, LossKind::Stripped, || value);
        }
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

/// The files that are tables, grouped by folder, in the order of the folders.
pub fn sets<'f>(files: &[InputFile<'f>]) -> Vec<Vec<(&'static str, InputFile<'f>)>> {
    let read = |schema: &&TableSchema| !matches!(schema.rows, TableContents::Derived(_));
    let names: Vec<&str> = TABLES
        .iter()
        .filter(read)
        .map(|schema| schema.name)
        .collect();
    let mut folders: Vec<&str> = Vec::new();
    let mut sets: HashMap<&str, Vec<(&'static str, InputFile<'f>)>> = HashMap::new();
    for file in files {
        let (folder, name) = file.name.rsplit_once('/').unwrap_or(("", file.name));
        let stem = name.split('.').next().unwrap_or_default().to_lowercase();
        if let Some(name) = names.iter().copied().find(|name| *name == stem)
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

/// Reads the articles from the tables of a dataset.
pub fn articles(
    mut set: Set<'_>,
    format: &str,
    intake: &mut ImportSink<'_>,
) -> Result<(), FormatError> {
    let any = set.values().next().map(|table| table.file.clone());
    let (Some(mut documents), Some(mut spans)) = (set.remove("documents"), set.remove("spans"))
    else {
        return Err(FormatError::Unreadable {
            file: any.unwrap_or_default(),
            line: 0,
            why: "choose the tables “documents” and “spans” together".into(),
        });
    };
    documents.needs(&["doc_id", "text"])?;
    spans.needs(&["span_id", "doc_id", "start", "end", "label"])?;
    let mut of = |name: &str| set.remove(name);
    let (mut fragments, mut relations) = (of("fragments"), of("relations"));
    let (mut attributes, entities) = (of("attributes"), of("entities"));
    if let Some(table) = &relations {
        table.needs(&["doc_id", "head_span_id", "tail_span_id", "label"])?;
    }
    documents.begin()?;
    let file = spans.file.clone();
    let mut weighed = WeighedDrafts::new(&file, format);
    while let Some(row) = documents.next()? {
        let id = documents.text(&row, "doc_id");
        if documents.runs.remove(&id).is_none() {
            let why = format!("the document “{id}” stands there twice");
            let losses = &mut intake.losses;
            losses.line(&documents.file, row.line, LossKind::Dropped, why);
            continue;
        }
        let mut draft = document(&documents, &row, &id);
        let mut said = DocumentAttributes::default();
        if let Some(table) = &mut attributes {
            intake.left.begin_file(&table.file);
            table.each_of_document(&id, |table, row| {
                table.leave_others(row, "attributes", &intake.left);
                said.take(table, row, &mut intake.losses);
            })?;
        }
        let fields = said.of("document", &id).into_iter();
        let fields = fields.map(|(name, value)| (name.to_string(), value));
        draft.fields.values.extend(fields);
        let mut pieces: HashMap<String, Vec<FragmentQuote>> = HashMap::new();
        if let Some(table) = &mut fragments {
            intake.left.begin_file(&table.file);
            table.each_of_document(&id, |table, row| {
                table.leave_others(row, "fragments", &intake.left);
                let Some(place) = table.place(row) else {
                    tell_no_number(table, row, &mut intake.losses);
                    return;
                };
                let of_span = pieces.entry(table.text(row, "span_id")).or_default();
                of_span.push((place, table.text(row, "text")));
            })?;
        }
        spans.each_of_document(&id, |spans, row| {
            let span_id = spans.text(row, "span_id");
            let Some(place) = spans.place(row) else {
                tell_no_number(spans, row, &mut intake.losses);
                return;
            };
            let pieces = pieces.get(&span_id);
            let mut own = said.of("span", &span_id);
            spans.other_attributes(row, "spans", &mut own);
            draft.annotations.push(DraftAnnotation {
                line: row.line,
                label: spans.text(row, "label"),
                claim: claim(spans, row, place, pieces, &mut intake.losses),
                entity: Some(spans.text(row, "entity")).filter(|entity| !entity.is_empty()),
                attributes: own,
                memo: spans.text(row, "memo"),
                provenance: provenance(spans, row),
                id: span_id,
            });
        })?;
        if let Some(table) = &mut relations {
            table.each_of_document(&id, |table, row| {
                let relation_id = table.text(row, "relation_id");
                let mut own = said.of("relation", &relation_id);
                table.other_attributes(row, "relations", &mut own);
                draft.relations.push(DraftRelation {
                    line: row.line,
                    kind: table.text(row, "label"),
                    from: table.text(row, "head_span_id"),
                    to: table.text(row, "tail_span_id"),
                    attributes: own,
                    provenance: provenance(table, row),
                    id: relation_id,
                });
            })?;
        }
        said.tell_unused(&id, &mut intake.losses);
        weighed.add(draft, Unit::Chars.into(), intake)?;
    }
    weighed.end(intake)?;
    tell_without_document(&spans, "span", &mut intake.losses);
    for (table, rows) in [
        (&fragments, "fragment"),
        (&relations, "relation"),
        (&attributes, "attribute"),
    ] {
        if let Some(table) = table {
            tell_without_document(table, rows, &mut intake.losses);
        }
    }
    match entities {
        Some(table) => take_entities(table, intake),
        None => Ok(()),
    }
}

/// Reads the row of a document into a draft.
fn document(documents: &InputTable<'_>, row: &TableRow, id: &str) -> Draft {
    let named = documents.text(row, "name");
    let mut draft = Draft {
        name: if named.is_empty() {
            format!("{}.txt", safe_path(id))
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
    for (name, value) in documents.others(row, "documents") {
        metadata::put(&mut draft.fields.values, name, &value.into());
    }
    draft
}

/// Reports the rows that belong to no document.
fn tell_without_document(spans: &InputTable<'_>, rows: &str, losses: &mut Losses) {
    // The report must not depend on the order of a hash map.
    let runs: BTreeMap<&String, &Vec<Run>> = spans.runs.iter().collect();
    for (id, runs) in runs {
        if let Some(first) = runs.first() {
            let count: usize = runs.iter().map(|run| run.count).sum();
            let rows = plural::counted(count, rows);
            let why = format!("{rows} of the document “{id}”, which is not there");
            losses.line(&spans.file, first.first.line, LossKind::Dropped, why);
        }
    }
}

fn take_entities(
    mut table: InputTable<'_>,
    intake: &mut ImportSink<'_>,
) -> Result<(), FormatError> {
    table.begin()?;
    intake.left.begin_file(&table.file);
    while let Some(row) = table.next()? {
        table.leave_others(&row, "entities", &intake.left);
        let entity = entity(&table, &row);
        if entity.id.as_str().is_empty() {
            let why = format!("the entity “{}” has no id", entity.name);
            let losses = &mut intake.losses;
            losses.line(&table.file, row.line, LossKind::Dropped, why);
            continue;
        }
        intake.entities.insert(entity);
    }
    Ok(())
}

type FragmentQuote = ((usize, usize), String);

fn tell_no_number(named: &InputTable<'_>, row: &TableRow, losses: &mut Losses) {
    let why = "start or end is no whole number";
    losses.line(&named.file, row.line, LossKind::Dropped, why);
}

/// The claim of a span's row, by its fragments if they still match the span.
fn claim(
    spans: &InputTable<'_>,
    row: &TableRow,
    place: (usize, usize),
    pieces: Option<&Vec<FragmentQuote>>,
    losses: &mut Losses,
) -> DeclaredPosition {
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
        return DeclaredPosition {
            spans: pieces.iter().map(|(place, _)| *place).collect(),
            quote: quotes
                .iter()
                .any(|quote| !quote.is_empty())
                .then(|| quotes.join(" ")),
        };
    }
    DeclaredPosition {
        spans: vec![place],
        quote: spans
            .columns
            .contains_key("text")
            .then(|| spans.text(row, "text")),
    }
}

fn provenance(named: &InputTable<'_>, row: &TableRow) -> Provenance {
    let origin = named.text(row, "origin");
    Provenance {
        origin: (!origin.is_empty()).then(|| origin.into()),
        by: shared(&named.text(row, "by")),
        at: shared(&named.text(row, "at")),
        ..Provenance::default()
    }
}

/// The attributes of one document, by their owners.
#[derive(Default)]
struct DocumentAttributes(HashMap<(String, String), (OwnerPlace, Attributes)>);

/// Where the first attribute of something stands.
struct OwnerPlace {
    file: String,
    line: usize,
}

impl DocumentAttributes {
    fn take(&mut self, named: &InputTable<'_>, row: &TableRow, losses: &mut Losses) {
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
        let (_, attributes) = self.0.entry(owner).or_insert_with(|| {
            let place = OwnerPlace {
                file: named.file.clone(),
                line: row.line,
            };
            (place, Attributes::new())
        });
        attributes.insert(named.text(row, "key").into(), value);
    }

    fn of(&mut self, owner: &str, id: &str) -> Attributes {
        let key = (owner.to_owned(), id.to_owned());
        self.0
            .remove(&key)
            .map_or_else(Attributes::new, |(_, attributes)| attributes)
    }

    /// Reports the attributes of what is not there.
    fn tell_unused(self, document: &str, losses: &mut Losses) {
        let mut unused: Vec<((String, String), (OwnerPlace, Attributes))> =
            self.0.into_iter().collect();
        unused.sort_by_key(|(_, (place, _))| place.line);
        for ((owner, id), (place, attributes)) in unused {
            let names: Vec<&str> = attributes.keys().map(|name| name.as_str()).collect();
            let names = names.join(", ");
            let why = format!("“{names}” of {owner} “{id}” in “{document}”, which is not there");
            losses.line(&place.file, place.line, LossKind::Dropped, why);
        }
    }
}

fn entity(named: &InputTable<'_>, row: &TableRow) -> Entity {
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
