//! A SQLite database in memory, of which the rows of tables are read.
//!
//! What a malicious file can make SQLite do is limited: no views, no functions of the schema, and a number of
//! steps. It must not know what the tables mean.

use std::collections::{BTreeMap, HashMap};
use std::io::Read as _;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, MAIN_DB};
use serde_json::Value;

use crate::{FormatError, InputFile, MAX_FILE_BYTES};

/// What every SQLite database begins with.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// The most rows of a table.
const MAX_ROWS: usize = 5_000_000;

/// The longest value of a cell, in bytes.
const MAX_CELL_BYTES: i32 = 256 << 20;

/// The steps of SQLite's machine after which a query is interrupted, and how many are counted at once.
const MAX_STEPS: usize = 2_000_000_000;
const COUNTED_STEPS: i32 = 100_000;

/// A row of a table, by the names of columns in capitals.
pub type Row = HashMap<String, Value>;

/// A database in memory.
pub struct Database<'f> {
    connection: Connection,
    /// The names of tables, in capitals, with those that they have in the file.
    pub tables: BTreeMap<String, String>,
    file: &'f InputFile<'f>,
}

impl<'f> Database<'f> {
    /// Opens a file.
    ///
    /// # Errors
    /// If it is no database, or is too large.
    pub fn open(file: &'f InputFile<'f>) -> Result<Self, FormatError> {
        let unreadable = |why: String| file.unreadable(0, why);
        let mut start = Vec::new();
        let read = file
            .reader()?
            .take(MAGIC.len() as u64)
            .read_to_end(&mut start);
        read.map_err(|error| file.unread(&error))?;
        if start != MAGIC {
            let why = "it is no SQLite database. DNA before version 2 had other files: open and save \
                       it in a newer version";
            return Err(unreadable(why.to_owned()));
        }
        let bytes = file.bytes()?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(unreadable(format!(
                "it is larger than {MAX_FILE_BYTES} bytes"
            )));
        }
        let open = || -> rusqlite::Result<Connection> {
            let mut connection = Connection::open_in_memory()?;
            connection.deserialize_read_exact(MAIN_DB, &bytes[..], bytes.len(), true)?;
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
            connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, MAX_CELL_BYTES)?;
            let mut left = MAX_STEPS;
            let count = move || {
                left = left.saturating_sub(usize::try_from(COUNTED_STEPS).unwrap_or(1));
                left == 0
            };
            connection.progress_handler(COUNTED_STEPS, Some(count))?;
            Ok(connection)
        };
        let connection = open().map_err(|error| unreadable(damaged(&error)))?;
        let mut database = Self {
            connection,
            tables: BTreeMap::new(),
            file,
        };
        let names = "SELECT name FROM sqlite_schema WHERE type = 'table'";
        let mut tables = BTreeMap::new();
        database.each(names, &["NAME".to_owned()], &mut |row| {
            if let Some(Value::String(name)) = row.get("NAME") {
                tables.insert(name.to_uppercase(), name.clone());
            }
            Ok(())
        })?;
        database.tables = tables;
        Ok(database)
    }

    /// Hands over the rows of a query, whose columns have these names. SQLite is not asked for the names,
    /// since they may be no text.
    fn each(
        &self,
        query: &str,
        names: &[String],
        take: &mut dyn FnMut(Row) -> Result<(), FormatError>,
    ) -> Result<(), FormatError> {
        let failed = |error: rusqlite::Error| self.file.unreadable(0, damaged(&error));
        let mut statement = self.connection.prepare(query).map_err(failed)?;
        let statement_columns = statement.column_count();
        let mut rows = statement.query([]).map_err(failed)?;
        let mut count = 0;
        while let Some(found) = rows.next().map_err(failed)? {
            count += 1;
            if count > MAX_ROWS {
                let why = format!("a table of it has more than {MAX_ROWS} rows");
                return Err(self.file.unreadable(0, why));
            }
            let mut row = Row::with_capacity(names.len());
            let count = statement_columns.min(names.len());
            for (at, name) in names[..count].iter().enumerate() {
                let value = match found.get_ref(at).map_err(failed)? {
                    ValueRef::Null | ValueRef::Blob(_) => continue,
                    ValueRef::Integer(number) => Value::from(number),
                    ValueRef::Real(number) => Value::from(number),
                    ValueRef::Text(text) => Value::from(String::from_utf8_lossy(text)),
                };
                row.insert(name.clone(), value);
            }
            take(row)?;
        }
        Ok(())
    }

    /// Hands over the rows of a table, which SQLite gives in the order of their numbers; none if there is no such table.
    ///
    /// # Errors
    /// If the table is damaged or too large, or `take` fails.
    pub fn rows(
        &self,
        table: &str,
        take: &mut dyn FnMut(Row) -> Result<(), FormatError>,
    ) -> Result<(), FormatError> {
        let Some(name) = self.tables.get(table) else {
            return Ok(());
        };
        let quoted = name.replace('"', "\"\"");
        let mut names = Vec::new();
        let described = ["CID", "NAME"].map(str::to_owned);
        self.each(
            &format!("PRAGMA table_info(\"{quoted}\")"),
            &described,
            &mut |row| {
                names.push(text(&row, "NAME").to_uppercase());
                Ok(())
            },
        )?;
        self.each(&format!("SELECT * FROM \"{quoted}\""), &names, take)
    }
}

fn damaged(error: &rusqlite::Error) -> String {
    format!("the database is not read ({error})")
}

/// The text of a column; empty if it has none.
pub fn text<'r>(row: &'r Row, name: &str) -> &'r str {
    row.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The whole number of a column.
pub fn number(row: &Row, name: &str) -> Option<i64> {
    row.get(name).and_then(Value::as_i64)
}

/// A colour from three columns.
pub fn color(row: &Row) -> Option<[u8; 3]> {
    let part = |name: &str| number(row, name).and_then(|value| u8::try_from(value).ok());
    Some([part("RED")?, part("GREEN")?, part("BLUE")?])
}
