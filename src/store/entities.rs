//! Reads `entities.json`, and writes it merged with other people's changes.
//!
//! The file has one entity a line, sorted by id, so that git can merge the work of two people.
//! Writing reads the file again, merges by id (three-way), and replaces it if it is still what was
//! read; if not, all of it is done again.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::display_path::display_path;
use crate::io_reason::reason;
use crate::model::entity_merge::{EntityClash, merge_entities};
use crate::model::{Entity, EntityBook, EntityId};

use super::atomic::{self, BeforeRename, Expected, Stamp, WriteError};
use super::json::{
    LineCounter, RawObject, line_of, long_text, place_of, why, write_raw, write_str,
};
use super::merge_tree::CONFLICT;

/// The value of `format` in the file.
pub const FORMAT: &str = "demarche-entities";

/// The newest version of the file that this program reads, and the one that it writes.
pub const VERSION: u64 = 1;

/// How often a write is tried again because another program has written meanwhile.
const ATTEMPTS: usize = 20;

/// The largest file that is read, in bytes.
const MAX_FILE_BYTES: u64 = 256 << 20;

/// Why a file of entities cannot be read. Such a file is never overwritten.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntitiesError {
    #[error("the file could not be read ({0})")]
    Io(String),
    #[error("line {line}, column {column}: {why}")]
    Json {
        line: usize,
        column: usize,
        why: String,
    },
    #[error("its format is not “{FORMAT}”")]
    NotOurs,
    #[error("it has version {0} and this program reads up to {VERSION}: use a newer Demarche")]
    Newer(u64),
    #[error("line {line}: the id “{id}” stands there twice")]
    DuplicateId { id: String, line: usize },
}

/// Why an entity cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntityError {
    /// What is wrong with the JSON, without its position.
    #[error("{0}")]
    Json(String),
    #[error("“{field}”: {why}")]
    Field { field: String, why: String },
    #[error("the field “id” is missing")]
    NoId,
}

/// Why entities could not be written. The file is unchanged.
#[derive(Debug, thiserror::Error)]
pub enum EntitiesWriteError {
    #[error(
        "the file on disk cannot be read: {source}; repair it or set it aside: {}",
        display_path(path)
    )]
    Unreadable {
        path: PathBuf,
        source: EntitiesError,
    },
    /// Conflict: other people changed this number of the same entities in different ways; the error
    /// carries the contents of the file.
    #[error(
        "another program changed {count} of the same; nothing is overwritten: {}",
        display_path(path)
    )]
    Clash {
        path: PathBuf,
        count: usize,
        theirs: Box<EntityBook>,
    },
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// The result of a write with merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntitiesWritten {
    /// The contents of the file now.
    pub book: EntityBook,
    pub stamp: Stamp,
}

/// Reads the file; `None` if it does not exist.
///
/// # Errors
/// If it exists and is not a readable file of entities.
pub fn read_file(path: &Path) -> Result<Option<EntityBook>, EntitiesError> {
    Ok(read_with_stamp(path)?.map(|(book, _)| book))
}

fn read_with_stamp(path: &Path) -> Result<Option<(EntityBook, Stamp)>, EntitiesError> {
    match atomic::read(path, MAX_FILE_BYTES) {
        Ok((bytes, modified)) => Ok(Some((read(&bytes)?, Stamp::of(&bytes, modified)))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(EntitiesError::Io(reason(&error).into_owned())),
    }
}

/// Parses the bytes of a file.
///
/// # Errors
/// If they are not a readable file of entities.
pub fn read(bytes: &[u8]) -> Result<EntityBook, EntitiesError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let json = std::str::from_utf8(bytes).map_err(|error| {
        let (line, column) = place_of(bytes, error.valid_up_to());
        let why = "the file is not UTF-8".into();
        EntitiesError::Json { line, column, why }
    })?;
    if let Some(long) = long_text(bytes) {
        return Err(EntitiesError::Json {
            line: long.line,
            column: long.column,
            why: long.why(),
        });
    }
    let RawObject(fields) = serde_json::from_str(json).map_err(|error| EntitiesError::Json {
        line: error.line(),
        column: error.column(),
        why: why(&error),
    })?;
    let wrong = |raw: &RawValue, name: &str, why: String| EntitiesError::Json {
        line: line_of(json, raw.get()),
        column: 1,
        why: format!("“{name}”: {why}"),
    };
    let find = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, raw)| *raw);
    if find("format")
        .and_then(|raw| value::<String>(raw).ok())
        .as_deref()
        != Some(FORMAT)
    {
        return Err(EntitiesError::NotOurs);
    }
    if let Some(raw) = find("version") {
        let version: u64 = value(raw).map_err(|e| wrong(raw, "version", why(&e)))?;
        if version > VERSION {
            return Err(EntitiesError::Newer(version));
        }
    }
    let mut book = EntityBook::default();
    for (name, raw) in &fields {
        match name.as_str() {
            "format" | "version" => {}
            "entities" => {
                let lines: Vec<&RawValue> =
                    serde_json::from_str(raw.get()).map_err(|e| wrong(raw, name, why(&e)))?;
                for line in lines {
                    let entity = entity(line);
                    let entity = entity.map_err(|e| wrong(line, "entities", e.to_string()))?;
                    if let Some(twice) = book.insert(entity) {
                        return Err(EntitiesError::DuplicateId {
                            id: twice.id.to_string(),
                            line: line_of(json, line.get()),
                        });
                    }
                }
            }
            _ => book.unknown.push((name.clone(), raw.get().to_owned())),
        }
    }
    Ok(book)
}

/// The line of each entity in the file, counted from 1; empty for a file that cannot be read.
pub fn lines(bytes: &[u8]) -> Vec<(String, usize)> {
    #[derive(serde::Deserialize)]
    struct RawEntities<'a> {
        #[serde(borrow)]
        entities: Vec<&'a RawValue>,
    }
    let Some(json) = std::str::from_utf8(bytes).ok() else {
        return Vec::new();
    };
    let Ok(found) = serde_json::from_str::<RawEntities<'_>>(json) else {
        return Vec::new();
    };
    let mut lines = LineCounter::new(json);
    let id = |raw: &&RawValue| {
        let line = lines.of(raw.get());
        entity(raw).ok().map(|entity| (entity.id.to_string(), line))
    };
    found.entities.iter().filter_map(id).collect()
}

/// Parses one entity.
pub(super) fn entity(raw: &RawValue) -> Result<Entity, EntityError> {
    let object = serde_json::from_str(raw.get());
    let RawObject(fields) = object.map_err(|e| EntityError::Json(why(&e)))?;
    let mut entity = Entity::new("", "");
    for (name, raw) in fields {
        let text = || value::<Option<String>>(raw).map(Option::unwrap_or_default);
        let id = || text().map(|id| (!id.is_empty()).then_some(id));
        let said = |error| EntityError::Field {
            field: name.clone(),
            why: why(&error),
        };
        match name.as_str() {
            "id" => entity.id = text().map_err(said)?.into(),
            "name" => entity.name = text().map_err(said)?,
            "label" => entity.label = id().map_err(said)?.map(Into::into),
            "kind" => entity.kind = text().map_err(said)?,
            "aliases" => {
                let aliases: Option<Vec<String>> = value(raw).map_err(said)?;
                entity.aliases = aliases.unwrap_or_default();
            }
            "part_of" => entity.part_of = id().map_err(said)?.map(Into::into),
            "country" => entity.country = text().map_err(said)?,
            "wikidata" => entity.wikidata = text().map_err(said)?,
            "memo" => entity.memo = text().map_err(said)?,
            _ => entity.unknown.push((name.clone(), raw.get().to_owned())),
        }
    }
    if entity.id.as_str().is_empty() {
        return Err(EntityError::NoId);
    }
    Ok(entity)
}

fn value<T: DeserializeOwned>(raw: &RawValue) -> serde_json::Result<T> {
    serde_json::from_str(raw.get())
}

/// The file's bytes: one entity a line, sorted by id.
pub fn to_bytes(book: &EntityBook) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256 * book.entities.len() + 100);
    let written = write(book, &mut bytes);
    debug_assert!(written.is_ok(), "memory takes whatever is written");
    bytes
}

fn write(book: &EntityBook, out: &mut Vec<u8>) -> io::Result<()> {
    write!(
        out,
        "{{\n  \"format\": \"{FORMAT}\",\n  \"version\": {VERSION},\n  \"entities\": ["
    )?;
    for (index, entity) in book.entities.values().enumerate() {
        out.write_all(if index == 0 { b"\n    " } else { b",\n    " })?;
        write_entity(entity, out)?;
    }
    let end: &[u8] = if book.entities.is_empty() {
        b"]"
    } else {
        b"\n  ]"
    };
    out.write_all(end)?;
    for (name, json) in &book.unknown {
        out.write_all(b",\n  ")?;
        write_str(out, name)?;
        out.write_all(b": ")?;
        write_raw(out, json)?;
    }
    out.write_all(b"\n}\n")
}

/// Writes one entity as a line.
pub(super) fn write_entity(entity: &Entity, out: &mut Vec<u8>) -> io::Result<()> {
    out.write_all(b"{\"id\":")?;
    write_str(out, entity.id.as_str())?;
    let id = |id: &Option<EntityId>| id.as_ref().map(ToString::to_string).unwrap_or_default();
    let label = entity.label.as_ref().map(ToString::to_string);
    let before = [
        ("name", entity.name.clone()),
        ("label", label.unwrap_or_default()),
        ("kind", entity.kind.clone()),
    ];
    let after = [
        ("part_of", id(&entity.part_of)),
        ("country", entity.country.clone()),
        ("wikidata", entity.wikidata.clone()),
        ("memo", entity.memo.clone()),
    ];
    let text = |out: &mut Vec<u8>, name: &str, text: &str| {
        if text.is_empty() {
            return Ok(());
        }
        write!(out, ",\"{name}\":")?;
        write_str(out, text)
    };
    for (name, value) in &before {
        text(out, name, value)?;
    }
    if !entity.aliases.is_empty() {
        out.write_all(b",\"aliases\":")?;
        serde_json::to_writer(&mut *out, &entity.aliases)?;
    }
    for (name, value) in &after {
        text(out, name, value)?;
    }
    for (name, json) in &entity.unknown {
        out.write_all(b",")?;
        write_str(out, name)?;
        out.write_all(b":")?;
        write_raw(out, json)?;
    }
    out.write_all(b"}")
}

/// Writes our changes since `base` into the file, and keeps other people's changes since then.
///
/// # Errors
/// If the file on disk cannot be read, other people changed the same entities (a conflict), or
/// writing fails.
pub fn save(
    path: &Path,
    base: &EntityBook,
    ours: &EntityBook,
    before_rename: BeforeRename<'_>,
) -> Result<EntitiesWritten, EntitiesWriteError> {
    for _ in 0..ATTEMPTS {
        match save_once(path, base, ours, before_rename) {
            // Another program has written since the file was read; its changes are merged too.
            Err(EntitiesWriteError::Write(WriteError::ChangedOutside { .. })) => {}
            done => return done,
        }
    }
    save_once(path, base, ours, before_rename)
}

fn save_once(
    path: &Path,
    base: &EntityBook,
    ours: &EntityBook,
    before_rename: BeforeRename<'_>,
) -> Result<EntitiesWritten, EntitiesWriteError> {
    let theirs = read_with_stamp(path).map_err(|source| EntitiesWriteError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    let (theirs, stamp) = theirs.unzip();
    // A missing file is written anew: it does not mean that somebody removed each entity.
    let nothing = EntityBook::default();
    let base = if theirs.is_some() { base } else { &nothing };
    let theirs = theirs.unwrap_or_default();
    let (before, now) = (&base.entities, &ours.entities);
    let merged = merge_entities(before, now, &theirs.entities, |_| false);
    if !merged.clashes.is_empty() {
        return Err(EntitiesWriteError::Clash {
            path: path.to_owned(),
            count: merged.clashes.len(),
            theirs: Box::new(theirs),
        });
    }
    let book = EntityBook {
        entities: merged.entities,
        unknown: theirs.unknown,
    };
    let bytes = to_bytes(&book);
    if let Some(long) = long_text(&bytes) {
        let source = io::Error::new(io::ErrorKind::InvalidData, long.why());
        let path = path.to_owned();
        return Err(WriteError::Io { path, source }.into());
    }
    let expected = stamp.as_ref().map_or(Expected::Nothing, Expected::Contents);
    let stamp = atomic::replace_announced(path, &bytes, expected, before_rename)?;
    Ok(EntitiesWritten { book, stamp })
}

/// Entities of which a git merge left two versions in the file (conflicts).
pub fn clashes_in(book: &EntityBook) -> Vec<EntityClash> {
    let clashes = book.entities.values().filter_map(|entity| {
        let at = entity
            .unknown
            .iter()
            .position(|(name, _)| name == CONFLICT)?;
        let mut ours = entity.clone();
        let (_, json) = ours.unknown.remove(at);
        let theirs = RawValue::from_string(json).ok()?;
        let theirs = if theirs.get() == "null" {
            None
        } else {
            Some(self::entity(&theirs).ok()?)
        };
        Some(EntityClash {
            id: entity.id.clone(),
            ours: Some(ours),
            theirs,
        })
    });
    clashes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"{
  "format": "demarche-entities",
  "version": 1,
  "entities": [
    {"id":"reyes","name":"Ana Reyes","label":"actor","kind":"person","aliases":["the minister"],"part_of":"corvenia","country":"COR","wikidata":"Q1","memo":"m","since":{"y": 2025}},
    {"id":"solvang","name":"Henrik Solvang"}
  ],
  "made_by": "hand"
}
"#;

    #[test]
    fn a_file_of_ours_comes_back_byte_for_byte() {
        let book = read(FILE.as_bytes()).expect("it is ours");
        assert_eq!(String::from_utf8_lossy(&to_bytes(&book)), FILE);
        let empty = to_bytes(&EntityBook::default());
        assert_eq!(read(&empty), Ok(EntityBook::default()));
    }

    #[test]
    fn errors_are_reported_with_their_line() {
        let cases = [
            ("", "line 1"),
            ("[]", "line 1"),
            ("{}", "format"),
            (
                "{\"format\": \"demarche-entities\", \"version\": 2}",
                "newer",
            ),
            (&FILE.replace("\"solvang\"", "\"reyes\""), "line 6"),
            (&FILE.replace("\"id\":\"solvang\",", ""), "line 6"),
            (&FILE.replace("[\"the minister\"]", "7"), "line 5"),
        ];
        for (file, said) in cases {
            let error = read(file.as_bytes()).expect_err(file).to_string();
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn two_people_write_without_losing_each_others_work() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("entities.json");
        let base = EntityBook::default();
        let mut mine = base.clone();
        mine.insert(Entity::new("a", "A"));
        save(&path, &base, &mine, &|_| true).expect("it is saved");
        let mut yours = base.clone();
        yours.insert(Entity::new("b", "B"));
        let written = save(&path, &base, &yours, &|_| true).expect("it is saved");
        assert_eq!(written.book.entities.len(), 2);
        assert_eq!(read_file(&path), Ok(Some(written.book)));

        // Both sides renamed the same entity differently: nothing is overwritten.
        yours.insert(Entity::new("a", "another A"));
        let before = std::fs::read(&path).expect("it is there");
        let refused = save(&path, &base, &yours, &|_| true);
        assert!(matches!(
            refused,
            Err(EntitiesWriteError::Clash { count: 1, .. })
        ));
        assert_eq!(std::fs::read(&path).expect("it is there"), before);

        std::fs::remove_file(&path).expect("it goes");
        let written = save(&path, &yours, &yours, &|_| true).expect("it is saved");
        assert_eq!(written.book, yours, "a file that is gone is written anew");

        std::fs::write(&path, "oops").expect("it breaks");
        assert!(matches!(
            save(&path, &base, &mine, &|_| true),
            Err(EntitiesWriteError::Unreadable { .. })
        ));
        assert_eq!(std::fs::read(&path).expect("it is there"), b"oops");
    }

    #[test]
    fn each_entity_has_the_line_where_it_begins() {
        let wanted = [("reyes".to_owned(), 5), ("solvang".to_owned(), 6)];
        assert_eq!(lines(FILE.as_bytes()), wanted);
        assert_eq!(lines(b"{"), []);
        assert_eq!(lines(b"\xFF"), []);
    }
}
