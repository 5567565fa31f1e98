//! Joins the tables of an export that was made in parts, so that they are those of one run.
//!
//! Articles are brought into the order of a project and get their ids anew, because an id that is
//! unique in a part may not be so in all. Tables are read row by row.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::read::{RowSource, TableRow};
use super::write::TableContents;
use super::{Cell, FormatError, InputFile, Losses, Output, TABLES, TableSchema, Tables, package};
use crate::names::FileNames;
use crate::shards::{WITHOUT_VALUE, joined_names};
use crate::store::natural;

/// The files of one part for one shard of the tables.
struct PartShard {
    part: usize,
    /// What follows the name of a table in the names of the files: `.csv`, `/part-0.csv`.
    ending: String,
    /// The same for the joined files.
    joined: String,
}

/// An article of a part.
struct JoinedDocument {
    /// The index of the shard that it is in.
    shard: usize,
    /// The order of its name.
    key: Vec<u8>,
    name: String,
    coder: String,
    /// Its id in the tables of the part.
    old: String,
    /// Its id in the joined tables.
    new: String,
}

/// The files of all parts.
struct PartFiles<'p, 'f> {
    tables: &'p Tables,
    parts: &'p [Vec<InputFile<'f>>],
    /// The shards of all parts; one of each part if there are no shards.
    shards: Vec<PartShard>,
}

/// Joins the tables of parts.
///
/// # Errors
/// If a file cannot be read or written, or the parts do not belong together.
pub fn join(
    tables: &Tables,
    parts: &[Vec<InputFile<'_>>],
    output: &mut dyn Output,
) -> Result<(), FormatError> {
    let [first, ..] = &TABLES;
    let extension = format!(".{}", tables.about.extension);
    let endings_of = |part: &Vec<InputFile<'_>>| -> BTreeSet<String> {
        let endings = part
            .iter()
            .filter_map(|file| ending(file.name, first.name, &extension));
        endings.map(str::to_owned).collect()
    };
    let endings: Vec<BTreeSet<String>> = parts.iter().map(endings_of).collect();
    let joined = joined_names(&endings.iter().flatten().map(String::as_str).collect());
    let mut shards = Vec::new();
    for (part, endings) in endings.iter().enumerate() {
        for ending in endings {
            let joined = joined.get(ending.as_str()).unwrap_or(ending).clone();
            let ending = ending.clone();
            shards.push(PartShard {
                part,
                ending,
                joined,
            });
        }
    }
    let files = PartFiles {
        tables,
        parts,
        shards,
    };
    if files.shards.is_empty() {
        let why = format!("there is no table “{}{extension}” in them", first.name);
        return Err(FormatError::NotJoined(why));
    }
    let mut documents = files.documents(first)?;
    let mut ids = FileNames::default();
    for document in &mut documents {
        document.new = ids.stem_of(&document.name, &document.coder);
    }
    let joined = files.shards.iter().map(|shard| shard.joined.as_str());
    let mut members: BTreeMap<&str, Vec<&JoinedDocument>> =
        joined.map(|ending| (ending, Vec::new())).collect();
    for document in &documents {
        if let Some(here) = members.get_mut(files.joined(document)) {
            here.push(document);
        }
    }
    // A part without articles has an empty partition, which one run does not write.
    if !documents.is_empty() {
        members.retain(|ending, here| !here.is_empty() || !ending.contains(WITHOUT_VALUE));
    }
    for schema in &TABLES {
        match schema.rows {
            TableContents::OfBook(_) => files.copy_book(schema, &extension, output)?,
            TableContents::OfArticle(_) | TableContents::Derived(_) => {
                for (ending, here) in &members {
                    files.join_table(schema, ending, here, output)?;
                }
            }
        }
    }
    if parts
        .iter()
        .flatten()
        .any(|file| file.name == package::FILE)
    {
        let package = package::describe(tables.about.extension);
        output.file(package::FILE)?.write_all(package.as_bytes())?;
    }
    Ok(())
}

/// What follows the name of a table in the name of one of its files.
fn ending<'n>(file: &'n str, table: &str, extension: &str) -> Option<&'n str> {
    let ending = file.strip_prefix(table)?;
    let is_of_table =
        ending == extension || (ending.starts_with('/') && ending.ends_with(extension));
    is_of_table.then_some(ending)
}

impl<'f> PartFiles<'_, 'f> {
    fn find(&self, shard: &PartShard, table: &str) -> Option<&InputFile<'f>> {
        let mut files = self.parts.get(shard.part)?.iter();
        files.find(|file| file.name.strip_prefix(table) == Some(&shard.ending))
    }

    /// What follows the name of a table in the name of the joined file that a document is in.
    fn joined(&self, document: &JoinedDocument) -> &str {
        let shard = self.shards.get(document.shard);
        shard.map_or("", |shard| &shard.joined)
    }

    fn part(&self, document: &JoinedDocument) -> Option<usize> {
        self.shards.get(document.shard).map(|shard| shard.part)
    }

    /// All articles in the order of a project, still without ids.
    fn documents(&self, schema: &TableSchema) -> Result<Vec<JoinedDocument>, FormatError> {
        let mut documents = Vec::new();
        for (shard, files) in self.shards.iter().enumerate() {
            let Some(file) = self.find(files, schema.name) else {
                continue;
            };
            let mut rows = PartRows::open(self.tables, file, schema)?;
            while let Some(row) = rows.next()? {
                let text = |column| rows.text(&row, column).into_owned();
                let name = text("name");
                documents.push(JoinedDocument {
                    shard,
                    key: natural::key(&name),
                    coder: text("coder"),
                    old: text("doc_id"),
                    new: String::new(),
                    name,
                });
            }
        }
        // The sort is stable: the annotations of several coders keep their order in a file.
        documents.sort_by(|a, b| (&a.key, &a.name).cmp(&(&b.key, &b.name)));
        let is_partitioned = self.shards.iter().any(|shard| shard.joined.contains('='));
        for same in documents.chunk_by_mut(|a, b| a.name == b.name) {
            if let [first, .., last] = same
                && self.part(first) != self.part(last)
            {
                let why = format!("the article “{}” is in two of them", first.name);
                return Err(FormatError::NotJoined(why));
            }
            // Coders of an article may be in several partitions, which are written in this order.
            if is_partitioned {
                same.sort_by(|a, b| a.coder.cmp(&b.coder));
            }
        }
        Ok(documents)
    }

    fn join_table(
        &self,
        schema: &TableSchema,
        ending: &str,
        documents: &[&JoinedDocument],
        output: &mut dyn Output,
    ) -> Result<(), FormatError> {
        let mut readers = BTreeMap::new();
        for (number, shard) in self.shards.iter().enumerate() {
            if shard.joined != ending {
                continue;
            }
            if let Some(file) = self.find(shard, schema.name) {
                readers.insert(number, PartRows::open(self.tables, file, schema)?);
            }
        }
        let out = output.file(&format!("{}{ending}", schema.name))?;
        let column = |name: &str| schema.columns.iter().position(|column| *column == name);
        let (id, owner, owner_id) = (column("doc_id"), column("owner"), column("owner_id"));
        self.tables.write_rows(schema, out, &mut |take| {
            for document in documents {
                let Some(rows) = readers.get_mut(&document.shard) else {
                    continue;
                };
                while let Some(row) = rows.next_of(&document.old)? {
                    let mut cells = row.cells.to_vec();
                    let of_document = owner.is_some_and(|owner| {
                        cells
                            .get(owner)
                            .is_some_and(|cell| cell.written() == "document")
                    });
                    let changed = [id, owner_id.filter(|_| of_document)];
                    for column in changed.into_iter().flatten() {
                        if let Some(cell) = cells.get_mut(column) {
                            *cell = document.new.clone().into();
                        }
                    }
                    take(&cells)?;
                }
            }
            Ok(())
        })?;
        for rows in readers.values_mut() {
            if let Some(row) = rows.next()? {
                return Err(FormatError::NotJoined(format!(
                    "line {}: its rows are in another order than its documents; make the parts \
                     again with this version: {}",
                    row.line, rows.file
                )));
            }
        }
        Ok(())
    }

    /// Copies the table of the project's entities, which is the same in all parts.
    fn copy_book(
        &self,
        schema: &TableSchema,
        extension: &str,
        output: &mut dyn Output,
    ) -> Result<(), FormatError> {
        let all = self.parts.iter().flatten();
        let mut files = all.filter(|file| ending(file.name, schema.name, extension).is_some());
        let Some(first) = files.next() else {
            return Ok(());
        };
        let bytes = first.bytes()?;
        for other in files {
            if other.name != first.name || other.bytes()? != bytes {
                let why = format!("their tables “{}” differ", first.name);
                return Err(FormatError::NotJoined(why));
            }
        }
        Ok(output.file(first.name)?.write_all(&bytes)?)
    }
}

/// The rows of one file, with the next one in advance.
struct PartRows<'f> {
    file: String,
    source: Box<dyn RowSource + 'f>,
    columns: HashMap<&'static str, usize>,
    waiting: Option<Rc<TableRow>>,
}

impl<'f> PartRows<'f> {
    fn open(
        tables: &Tables,
        file: &InputFile<'f>,
        schema: &TableSchema,
    ) -> Result<Self, FormatError> {
        let source = tables.rows(file)?;
        if !source.columns().iter().eq(schema.columns.iter()) {
            let why = "its columns are not those of this table in this version";
            return Err(file.unreadable(1, why));
        }
        let columns = schema.columns.iter().enumerate();
        Ok(Self {
            file: file.name.to_owned(),
            source,
            columns: columns.map(|(index, name)| (*name, index)).collect(),
            waiting: None,
        })
    }

    fn next(&mut self) -> Result<Option<Rc<TableRow>>, FormatError> {
        if let Some(row) = self.waiting.take() {
            return Ok(Some(row));
        }
        let mut losses = Losses::default();
        let row = self.source.next_row(&mut losses)?;
        match losses.all().first() {
            Some(loss) => Err(FormatError::NotJoined(loss.to_string())),
            None => Ok(row.map(|(_, row)| row)),
        }
    }

    /// The next row if it is of this document.
    fn next_of(&mut self, document: &str) -> Result<Option<Rc<TableRow>>, FormatError> {
        let Some(row) = self.next()? else {
            return Ok(None);
        };
        if self.text(&row, "doc_id") == document {
            return Ok(Some(row));
        }
        self.waiting = Some(row);
        Ok(None)
    }

    fn text<'r>(&self, row: &'r TableRow, column: &str) -> Cow<'r, str> {
        let cell = self.columns.get(column);
        cell.and_then(|index| row.cells.get(*index))
            .map_or(Cow::Borrowed(""), Cell::written)
    }
}
