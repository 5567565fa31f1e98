//! Joins the tables of an export that was made in parts, so that they are those of one run.
//!
//! Articles are brought into the order of a project and get their ids anew, because an id that is
//! unique in a part may not be so in all. CSV is read row by row. Of Parquet the file of one table
//! (with shards, one shard of it) is in memory at a time.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::read::{RowSource, TableRow};
use super::write::TableContents;
use super::{Cell, FormatError, InputFile, Losses, Output, TABLES, TableSchema, Tables, package};
use crate::names::FileNames;
use crate::shards::WITHOUT_VALUE;
use crate::store::natural;

/// An article of a part.
struct JoinedDocument {
    part: usize,
    /// The end of the names of the files that it is in.
    ending: String,
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
    /// What follows the name of a table in the names of its files: `.csv`, `/part-0.csv`.
    endings: BTreeSet<String>,
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
    let names = parts.iter().flatten().map(|file| file.name);
    let endings = names.filter_map(|name| ending(name, first.name, &extension));
    let files = PartFiles {
        tables,
        parts,
        endings: endings.map(str::to_owned).collect(),
    };
    if files.endings.is_empty() {
        let why = format!("there is no table “{}{extension}” in them", first.name);
        return Err(FormatError::NotJoined(why));
    }
    let mut documents = files.documents(first)?;
    let mut ids = FileNames::default();
    for document in &mut documents {
        document.new = ids.stem_of(&document.name, &document.coder);
    }
    // A part without articles has an empty partition, which one run does not write.
    let is_written = |ending: &str| {
        let is_used = documents.iter().any(|document| document.ending == ending);
        is_used || documents.is_empty() || !ending.contains(WITHOUT_VALUE)
    };
    for schema in &TABLES {
        match schema.rows {
            TableContents::OfBook(_) => files.copy_book(schema, &extension, output)?,
            TableContents::OfArticle(_) => {
                for ending in files.endings.iter().filter(|ending| is_written(ending)) {
                    let here = documents
                        .iter()
                        .filter(|document| document.ending == *ending);
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
    fn find(&self, part: usize, table: &str, ending: &str) -> Option<&InputFile<'f>> {
        let mut files = self.parts.get(part)?.iter();
        files.find(|file| file.name.strip_prefix(table) == Some(ending))
    }

    /// All articles in the order of a project, still without ids.
    fn documents(&self, schema: &TableSchema) -> Result<Vec<JoinedDocument>, FormatError> {
        let mut documents = Vec::new();
        for part in 0..self.parts.len() {
            for ending in &self.endings {
                let Some(file) = self.find(part, schema.name, ending) else {
                    continue;
                };
                let mut rows = PartRows::open(self.tables, file, schema)?;
                while let Some(row) = rows.next()? {
                    let text = |column| rows.text(&row, column).into_owned();
                    let name = text("name");
                    documents.push(JoinedDocument {
                        part,
                        ending: ending.clone(),
                        key: natural::key(&name),
                        coder: text("coder"),
                        old: text("doc_id"),
                        new: String::new(),
                        name,
                    });
                }
            }
        }
        // The sort is stable: the annotations of several coders keep their order in a file.
        documents.sort_by(|a, b| (&a.key, &a.name).cmp(&(&b.key, &b.name)));
        for same in documents.chunk_by_mut(|a, b| a.name == b.name) {
            if let [first, .., last] = same
                && first.part != last.part
            {
                let why = format!("the article “{}” is in two of them", first.name);
                return Err(FormatError::NotJoined(why));
            }
            // Partitions separate coders, who come by name in a project.
            if same
                .iter()
                .any(|document| document.ending != same[0].ending)
            {
                same.sort_by(|a, b| a.coder.cmp(&b.coder));
            }
        }
        Ok(documents)
    }

    fn join_table<'d>(
        &self,
        schema: &TableSchema,
        ending: &str,
        documents: impl Iterator<Item = &'d JoinedDocument>,
        output: &mut dyn Output,
    ) -> Result<(), FormatError> {
        let mut readers = Vec::new();
        for part in 0..self.parts.len() {
            let file = self.find(part, schema.name, ending);
            let rows = file.map(|file| PartRows::open(self.tables, file, schema));
            readers.push(rows.transpose()?);
        }
        let out = output.file(&format!("{}{ending}", schema.name))?;
        let column = |name: &str| schema.columns.iter().position(|column| *column == name);
        let (id, owner, owner_id) = (column("doc_id"), column("owner"), column("owner_id"));
        let mut documents = documents;
        self.tables.write_rows(schema, out, &mut |take| {
            for document in documents.by_ref() {
                let Some(Some(rows)) = readers.get_mut(document.part) else {
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
        for rows in readers.iter_mut().flatten() {
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
