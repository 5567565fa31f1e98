//! `dna`: databases of Discourse Network Analyzer, versions 2 and 3 (SQLite).
//!
//! | there | here |
//! |---|---|
//! | document | an article with title, date, author, source (outlet), section and notes |
//! | statement of a type | an annotation, whose label is the type |
//! | variables of a statement | attributes; long notes are the memo |
//! | coder | a coding of the document for each who has statements in it |
//! | entity of a variable, with its attributes | an entity with kind, aliases and memo |
//! | link between statements | a relation |
//!
//! Offsets count UTF-16 units. The database is read in memory and changes nothing; SQLite itself is the
//! reader, since no parser of its files in Rust is well kept. What a malicious file can make it do is
//! limited: no views, no functions of the schema, and a number of steps.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use serde_json::Value;

use crate::model::document::ArticleFields;
use crate::model::fields::{AUTHOR, DATE, MEMO, OUTLET, TITLE};
use crate::model::{AttributeValue, Attributes, Entity, Provenance};

use super::declared_labels::DeclaredLabels;
use super::draft::{Draft, DraftAnnotation, DraftRelation, shared};
use super::leftovers::Leftovers;
use super::names::safe_path;
use super::offsets::{DeclaredPosition, Unit};
use super::{
    About, CodingOf, Files, Format, FormatError, Group, ImportSink, InputFile, LossKind, Supports,
    coder_code, metadata, per_file,
};

mod database;

use database::{Database, Row, color, number, text};

/// The format of Discourse Network Analyzer; it is only read.
pub struct Dna;

/// Tables whose rows say nothing of a document: who may do what, and the settings of the program.
const OF_PROGRAM: [&str; 5] = [
    "SETTINGS",
    "CODERS",
    "CODERRELATIONS",
    "CODERPERMISSIONS",
    "VARIABLELINKS",
];

/// Tables that are read.
const READ: [&str; 13] = [
    "DOCUMENTS",
    "STATEMENTTYPES",
    "STATEMENTS",
    "STATEMENTLINKS",
    "VARIABLES",
    "ENTITIES",
    "ATTRIBUTES",
    "ATTRIBUTEVARIABLES",
    "ATTRIBUTEVALUES",
    "DATABOOLEAN",
    "DATAINTEGER",
    "DATASHORTTEXT",
    "DATALONGTEXT",
];

impl Format for Dna {
    fn about(&self) -> &About {
        &About {
            name: "dna",
            title: "Discourse Network Analyzer, a database with its statements",
            purpose: "DNA: take over statements",
            group: Group::Network,
            extension: "dna",
            files: Files::One,
            supports: Supports {
                fragments: false,
                ..Supports::PLACED
            },
            reads: true,
            tokenizer: None,
        }
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        for file in per_file::own(files, &[self.about().extension]) {
            intake.left.begin_file(file.name);
            let database = Database::open(file)?;
            read(&database, file, intake)?;
        }
        Ok(())
    }
}

/// A variable of a statement type.
struct Variable {
    name: String,
}

/// A statement with its variables.
struct DnaStatement {
    id: i64,
    kind: i64,
    coder: i64,
    place: Option<(usize, usize)>,
    attributes: Attributes,
    memo: String,
}

/// What statements refer to.
#[derive(Default)]
struct References {
    coders: HashMap<i64, String>,
    kinds: HashMap<i64, String>,
    variables: HashMap<i64, Variable>,
    /// The values of short texts in version 3.
    entities: HashMap<i64, String>,
}

fn read(
    database: &Database<'_>,
    file: &InputFile<'_>,
    intake: &mut ImportSink<'_>,
) -> Result<(), FormatError> {
    if !["DOCUMENTS", "STATEMENTS"]
        .iter()
        .all(|name| database.tables.contains_key(*name))
    {
        let why = "the database has no tables DOCUMENTS and STATEMENTS: it is none of DNA";
        return Err(file.unreadable(0, why));
    }
    let mut known = References::default();
    let mut labels = DeclaredLabels::default();
    database.rows("CODERS", &mut |row| {
        let id = number(&row, "ID").unwrap_or_default();
        known.coders.insert(id, text(&row, "NAME").to_owned());
        Ok(())
    })?;
    database.rows("STATEMENTTYPES", &mut |row| {
        let id = number(&row, "ID").unwrap_or_default();
        labels.add(text(&row, "LABEL"), color(&row), "");
        known.kinds.insert(id, text(&row, "LABEL").to_owned());
        Ok(())
    })?;
    labels.finish(intake);
    database.rows("VARIABLES", &mut |row| {
        let id = number(&row, "ID").unwrap_or_default();
        let name = text(&row, "VARIABLE").to_owned();
        known.variables.insert(id, Variable { name });
        Ok(())
    })?;
    entities(database, &mut known, intake)?;
    let mut statements = statements(database, &known, &intake.left)?;
    let mut links = links(database)?;
    let ids: BTreeSet<i64> = statements.values().flatten().map(|s| s.id).collect();
    let mut count = 0;
    database.rows("DOCUMENTS", &mut |row| {
        count += 1;
        let id = number(&row, "ID").unwrap_or_default();
        let own = statements.remove(&id).unwrap_or_default();
        document(&row, own, &known, &mut links, file, intake)
    })?;
    let left = &intake.left;
    let lost = statements
        .into_values()
        .flatten()
        .map(|statement| statement.id.to_string());
    for id in lost {
        left.add("a statement", "document", 0, LossKind::Dropped, || id);
    }
    for (from, to) in links
        .into_iter()
        .flat_map(|(from, all)| all.into_iter().map(move |to| (from, to)))
    {
        let example = || format!("{from} to {to}");
        if ids.contains(&from) {
            let kind = "link to another document";
            left.add("a statement", kind, 0, LossKind::Dropped, example);
        } else {
            left.add("a link", "statement", 0, LossKind::Dropped, example);
        }
    }
    tell_others(database, left);
    Ok(())
}

/// Tells the rows of tables that are not read.
fn tell_others(database: &Database<'_>, left: &Leftovers) {
    for table in database.tables.keys() {
        let is_known = OF_PROGRAM.contains(&table.as_str()) || READ.contains(&table.as_str());
        if is_known || table.starts_with("SQLITE_") {
            continue;
        }
        let read = database.rows(table, &mut |row| {
            let example = || {
                let values = row.values().filter_map(Value::as_str);
                values
                    .max_by_key(|text| text.len())
                    .unwrap_or_default()
                    .to_owned()
            };
            left.add("the database", table, 0, LossKind::Stripped, example);
            Ok(())
        });
        if let Err(error) = read {
            let example = || error.to_string();
            left.add("the database", table, 0, LossKind::Dropped, example);
        }
    }
}

/// Reads the entities of variables with their attributes.
fn entities(
    database: &Database<'_>,
    known: &mut References,
    intake: &mut ImportSink<'_>,
) -> Result<(), FormatError> {
    let mut names: HashMap<i64, String> = HashMap::new();
    database.rows("ATTRIBUTEVARIABLES", &mut |row| {
        let id = number(&row, "ID").unwrap_or_default();
        names.insert(id, text(&row, "ATTRIBUTEVARIABLE").to_owned());
        Ok(())
    })?;
    let mut values: HashMap<i64, Vec<(String, String)>> = HashMap::new();
    database.rows("ATTRIBUTEVALUES", &mut |row| {
        let entity = number(&row, "ENTITYID").unwrap_or_default();
        let name = number(&row, "ATTRIBUTEVARIABLEID").and_then(|id| names.get(&id));
        let value = text(&row, "ATTRIBUTEVALUE").to_owned();
        if let Some(name) = name.filter(|_| !value.is_empty()) {
            values
                .entry(entity)
                .or_default()
                .push((name.clone(), value));
        }
        Ok(())
    })?;
    let mut found = Vec::new();
    for table in ["ENTITIES", "ATTRIBUTES"] {
        database.rows(table, &mut |row| {
            let id = number(&row, "ID").unwrap_or_default();
            let value = text(&row, "VALUE").to_owned();
            let mut attributes = values.remove(&id).unwrap_or_default();
            // In version 2 they are columns.
            for name in ["Type", "Alias", "Notes"] {
                let value = text(&row, &name.to_uppercase());
                if !value.is_empty() {
                    attributes.push((name.to_owned(), value.to_owned()));
                }
            }
            let variable = number(&row, "VARIABLEID").unwrap_or_default();
            if table == "ENTITIES" {
                known.entities.insert(id, value.clone());
            }
            found.push((variable, value, attributes));
            Ok(())
        })?;
    }
    for (variable, value, attributes) in found {
        if value.is_empty() || attributes.is_empty() {
            // A value without attributes is in the statements, and says nothing more here.
            continue;
        }
        let variable = known.variables.get(&variable);
        let variable = variable.map_or("", |variable| variable.name.as_str());
        // The same name may be a person and an organization.
        let mut entity = Entity::new(format!("{variable}:{value}"), value);
        let mut memo = Vec::new();
        for (name, value) in attributes {
            match name.to_lowercase().as_str() {
                "type" => entity.kind = value,
                "alias" => entity.aliases.push(value),
                "notes" => memo.push(value),
                _ => memo.push(format!("{name}: {value}")),
            }
        }
        entity.memo = memo.join("\n");
        intake.entities.insert(entity);
    }
    Ok(())
}

/// Reads the statements with their variables, by document.
fn statements(
    database: &Database<'_>,
    known: &References,
    left: &Leftovers,
) -> Result<BTreeMap<i64, Vec<DnaStatement>>, FormatError> {
    let mut values: HashMap<i64, Vec<(String, AttributeValue)>> = HashMap::new();
    let tables = [
        "DATABOOLEAN",
        "DATAINTEGER",
        "DATASHORTTEXT",
        "DATALONGTEXT",
    ];
    for table in tables {
        database.rows(table, &mut |row| {
            let statement = number(&row, "STATEMENTID").unwrap_or_default();
            let variable = number(&row, "VARIABLEID").and_then(|id| known.variables.get(&id));
            let value = match table {
                "DATABOOLEAN" => {
                    number(&row, "VALUE").map(|value| AttributeValue::Flag(value != 0))
                }
                "DATAINTEGER" => number(&row, "VALUE").map(AttributeValue::Integer),
                _ => {
                    let entity = number(&row, "ENTITY").and_then(|id| known.entities.get(&id));
                    let text = entity.map_or(text(&row, "VALUE"), String::as_str);
                    Some(AttributeValue::Text(text.to_owned()))
                }
            };
            let is_empty = matches!(&value, Some(AttributeValue::Text(text)) if text.is_empty());
            match (variable, value) {
                _ if is_empty => {}
                (Some(variable), Some(value)) => {
                    let of = values.entry(statement).or_default();
                    of.push((variable.name.clone(), value));
                }
                _ => {
                    let example = || statement.to_string();
                    left.add("a statement", "value", 0, LossKind::Stripped, example);
                }
            }
            Ok(())
        })?;
    }
    let mut statements: BTreeMap<i64, Vec<DnaStatement>> = BTreeMap::new();
    database.rows("STATEMENTS", &mut |row| {
        let id = number(&row, "ID").unwrap_or_default();
        let place = |name: &str| usize::try_from(number(&row, name)?).ok();
        let mut memo = String::new();
        let mut attributes = Attributes::new();
        for (name, value) in values.remove(&id).unwrap_or_default() {
            match value {
                AttributeValue::Text(text) if is_note(&name) => memo.push_str(&text),
                value => {
                    attributes.insert(name.as_str().into(), value);
                }
            }
        }
        let of = statements.entry(number(&row, "DOCUMENTID").unwrap_or_default());
        of.or_default().push(DnaStatement {
            id,
            kind: number(&row, "STATEMENTTYPEID").unwrap_or_default(),
            coder: number(&row, "CODER").unwrap_or_default(),
            place: place("START").zip(place("STOP")),
            attributes,
            memo,
        });
        Ok(())
    })?;
    for statement in values.into_keys() {
        let example = || statement.to_string();
        left.add("a value", "statement", 0, LossKind::Dropped, example);
    }
    Ok(statements)
}

/// Whether a variable is what someone notes on a statement.
fn is_note(variable: &str) -> bool {
    ["note", "notes", "memo", "comment"].contains(&variable.to_lowercase().as_str())
}

/// The links between statements, by the first of them.
fn links(database: &Database<'_>) -> Result<BTreeMap<i64, Vec<i64>>, FormatError> {
    let mut links: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    database.rows("STATEMENTLINKS", &mut |row| {
        if let (Some(from), Some(to)) = (number(&row, "SOURCEID"), number(&row, "TARGETID")) {
            links.entry(from).or_default().push(to);
        }
        Ok(())
    })?;
    Ok(links)
}

/// Hands over a document: a coding for each who has statements in it.
fn document(
    row: &Row,
    statements: Vec<DnaStatement>,
    known: &References,
    links: &mut BTreeMap<i64, Vec<i64>>,
    file: &InputFile<'_>,
    intake: &mut ImportSink<'_>,
) -> Result<(), FormatError> {
    let fields = fields(row);
    let title = text(row, "TITLE");
    let id = number(row, "ID").unwrap_or_default();
    let stem = if title.trim().is_empty() {
        format!("document-{id}")
    } else {
        // A title is no path.
        title.replace(['/', '\\'], "-")
    };
    let mut by_coder: BTreeMap<i64, Vec<DnaStatement>> = BTreeMap::new();
    for statement in statements {
        by_coder.entry(statement.coder).or_default().push(statement);
    }
    if by_coder.is_empty() {
        by_coder.insert(0, Vec::new());
    }
    let coding = if by_coder.len() > 1 {
        CodingOf::Several
    } else {
        CodingOf::Only
    };
    for (coder, statements) in by_coder {
        let name = known.coders.get(&coder).map(String::as_str);
        let name = name.unwrap_or_default();
        let ids: BTreeSet<i64> = statements.iter().map(|statement| statement.id).collect();
        let mut relations = Vec::new();
        for from in &ids {
            let Some(all) = links.remove(from) else {
                continue;
            };
            let (here, elsewhere): (Vec<i64>, Vec<i64>) =
                all.into_iter().partition(|to| ids.contains(to));
            if !elsewhere.is_empty() {
                links.insert(*from, elsewhere);
            }
            relations.extend(here.into_iter().map(|to| DraftRelation {
                kind: "link".to_owned(),
                from: from.to_string(),
                to: to.to_string(),
                ..DraftRelation::default()
            }));
        }
        let annotations = statements.into_iter().map(|statement| {
            let kind = known.kinds.get(&statement.kind);
            DraftAnnotation {
                id: statement.id.to_string(),
                label: kind.map_or_else(|| "statement".to_owned(), String::clone),
                claim: DeclaredPosition {
                    spans: statement.place.into_iter().collect(),
                    quote: None,
                },
                attributes: statement.attributes,
                memo: statement.memo,
                provenance: Provenance {
                    by: shared(name),
                    ..Provenance::default()
                },
                ..DraftAnnotation::default()
            }
        });
        let draft = Draft {
            name: safe_path(&format!(
                "{}.txt",
                stem.chars().take(200).collect::<String>()
            )),
            text: text(row, "TEXT").to_owned(),
            fields: fields.clone(),
            coder: coder_code(name),
            coding,
            annotations: annotations.collect(),
            relations,
            ..Draft::default()
        };
        let article = draft.finish(file.name, "dna", Unit::Utf16, &mut intake.losses);
        intake.article(article)?;
    }
    Ok(())
}

/// The fields of an article from the columns of its document.
fn fields(row: &Row) -> ArticleFields {
    let mut fields = ArticleFields::default();
    for (column, field) in [
        ("TITLE", TITLE),
        ("AUTHOR", AUTHOR),
        ("SOURCE", OUTLET),
        ("NOTES", MEMO),
        ("SECTION", "section"),
        ("TYPE", "type"),
    ] {
        metadata::put(&mut fields.values, field, &Value::from(text(row, column)));
    }
    if let Some(date) = number(row, "DATE").and_then(day) {
        fields
            .values
            .insert(DATE.to_owned(), AttributeValue::Text(date));
    }
    fields
}

/// The day of a time: seconds since 1970 in version 3, milliseconds in version 2. Times of texts in
/// seconds reach the year 2286.
fn day(time: i64) -> Option<String> {
    let seconds = if time.unsigned_abs() > 9_999_999_999 {
        time / 1000
    } else {
        time
    };
    let stamp = Timestamp::from_second(seconds).ok()?;
    let written = stamp.to_string();
    written.get(..10).map(str::to_owned)
}

#[cfg(test)]
mod tests;
