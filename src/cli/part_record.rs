//! The record that the output of a part carries: which part it is, of which run.
//!
//! JSON has it as the field `part`, hits as their first line, a dataset in a file beside its own.
//! `join` compares the records, so that parts of other projects, of other options, missing parts and
//! parts that are given twice never become a result that looks complete. This module does not know
//! what the outputs contain.

use std::ffi::OsString;
use std::fmt::Debug;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::formats::part_files::{PART_RECORD, PART_RECORD_ENDING};
use crate::store::hash::sha256_hex;
use crate::store::io_reason::reason;
use crate::store::output_guard::OutputGuard;
use crate::store::{Project, atomic, display_path};

use super::CliError;
use super::part::Part;

/// The size limit of a record, in bytes.
const MAX_RECORD_BYTES: u64 = 1 << 16;

/// The number of hexadecimal digits of a hash in a record.
const DIGITS: usize = 16;

/// The number of missing parts that a message lists.
const MISSING_SHOWN: usize = 8;

/// The record of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartRecord {
    pub part: Part,
    /// The command, or the format of an export: `stats`, `parquet`.
    pub of: String,
    /// A hash of the options.
    options: String,
    /// A hash of the names of all articles, of this part and of the others, and of their coders. The
    /// place of the project is not in it.
    articles: String,
    /// The version of Demarche.
    version: String,
}

impl PartRecord {
    /// The record of a run over a part of these projects; `options` has all that changes the output.
    pub fn new(part: Part, of: &str, options: &dyn Debug, projects: &[Project]) -> Self {
        let mut names = Vec::new();
        for entry in projects.iter().flat_map(|project| &project.articles) {
            names.extend_from_slice(entry.name.as_bytes());
            for sidecar in &entry.sidecars {
                names.push(0);
                names.extend_from_slice(sidecar.coder.as_deref().unwrap_or_default().as_bytes());
            }
            names.push(b'\n');
        }
        Self {
            part,
            of: of.to_owned(),
            options: short_hash(format!("{options:?}").as_bytes()),
            articles: short_hash(&names),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// The record as JSON.
    pub fn to_json(&self) -> Value {
        json!({
            "number": self.part.number,
            "count": self.part.count,
            "of": self.of,
            "options": self.options,
            "articles": self.articles,
            "version": self.version,
        })
    }

    /// Reads JSON that [`Self::to_json`] made.
    pub fn of_json(json: &Value) -> Option<Self> {
        let text = |name: &str| Some(json.get(name)?.as_str()?.to_owned());
        let number = |name: &str| json.get(name)?.as_u64()?.try_into().ok();
        Some(Self {
            part: Part::new(number("number")?, number("count")?)?,
            of: text("of")?,
            options: text("options")?,
            articles: text("articles")?,
            version: text("version")?,
        })
    }
}

fn short_hash(bytes: &[u8]) -> String {
    let mut hash = sha256_hex(bytes);
    hash.truncate(DIGITS);
    hash
}

/// Writes the record of a dataset beside it.
///
/// # Errors
/// If the file may not or cannot be written.
pub fn write(record: &PartRecord, dataset: &Path, guard: &OutputGuard) -> Result<(), CliError> {
    let place = place(dataset);
    // A record of an earlier part is ours.
    let guard = match has_record(&place) {
        true => guard.clone().confirmed(true),
        false => guard.clone(),
    };
    let record = format!("{:#}\n", json!({ "part": record.to_json() }));
    let written = guard.replace(&place, record.as_bytes());
    written.map_err(|error| CliError::Unusable(error.to_string()))
}

/// Reads the record of a dataset.
///
/// # Errors
/// If there is none, or it cannot be read.
pub fn read(dataset: &Path) -> Result<PartRecord, CliError> {
    let place = place(dataset);
    let record = match atomic::read(&place, MAX_RECORD_BYTES) {
        Ok((bytes, _)) => of_bytes(&bytes).ok_or_else(|| "it is no record of a part".to_owned()),
        Err(error) => Err(reason(&error).into_owned()),
    };
    record.map_err(|why| {
        CliError::Unusable(format!(
            "nothing is joined: the record of a part, which export writes with --part, could not \
             be read ({why}); keep it beside its part: {}",
            display_path(&place)
        ))
    })
}

/// Removes the record of an earlier part that another dataset replaces.
///
/// # Errors
/// If it is there and cannot be removed.
pub fn remove(dataset: &Path) -> Result<(), CliError> {
    let place = place(dataset);
    if !has_record(&place) {
        return Ok(());
    }
    std::fs::remove_file(&place).map_err(|error| {
        CliError::Unusable(format!(
            "the record of an earlier part could not be removed ({}); check permissions: {}",
            reason(&error),
            display_path(&place)
        ))
    })
}

fn has_record(place: &Path) -> bool {
    atomic::read(place, MAX_RECORD_BYTES).is_ok_and(|(bytes, _)| of_bytes(&bytes).is_some())
}

fn of_bytes(bytes: &[u8]) -> Option<PartRecord> {
    let json: Value = serde_json::from_slice(bytes).ok()?;
    PartRecord::of_json(json.get("part")?)
}

/// The place of the record of a dataset: in its folder, or beside its file.
fn place(dataset: &Path) -> PathBuf {
    if dataset.is_dir() {
        return dataset.join(PART_RECORD);
    }
    let mut path = OsString::from(dataset);
    path.push(PART_RECORD_ENDING);
    path.into()
}

/// Checks that outputs are exactly the parts of one run, in any order.
///
/// # Errors
/// If one is of another command, of other options or articles, is there twice or is missing.
pub fn check(of: &str, outputs: &[(&Path, PartRecord)]) -> Result<(), CliError> {
    let refused = |why: String| Err(CliError::Unusable(format!("nothing is joined: {why}")));
    let Some((first, record)) = outputs.first() else {
        return refused("no part is given".to_owned());
    };
    let first = display_path(first);
    let mut found: Vec<(Part, &Path)> = Vec::new();
    for (path, other) in outputs {
        let there = display_path(path);
        let differs = |how: &str| {
            refused(format!(
                "this part {how} {first}; give the parts of one run: {there}"
            ))
        };
        if other.of != of {
            return refused(format!(
                "this part was made with “{}”, and parts of “{of}” are joined: {there}",
                other.of
            ));
        }
        if other.part.count != record.part.count {
            return refused(format!(
                "this is part {} of a run, and {first} is part {} of another; give the parts of \
                 one run: {there}",
                other.part, record.part
            ));
        }
        if other.version != record.version {
            return differs("was made by another version of Demarche than");
        }
        if other.options != record.options {
            return differs("was made with other options than");
        }
        if other.articles != record.articles {
            return refused(format!(
                "this part is of other articles than {first} (of another project, or articles or \
                 coders were added or removed between the runs); make the parts again: {there}"
            ));
        }
        found.push((other.part, path));
    }
    found.sort_by_key(|(part, _)| part.number);
    let twice = found.windows(2).find(|pair| pair[0].0 == pair[1].0);
    if let Some([(part, one), (_, other)]) = twice {
        let (one, other) = (display_path(one), display_path(other));
        return refused(format!("part {part} is there twice: {one} and {other}"));
    }
    let numbers = 1..=record.part.count;
    let is_there = |number: &usize| {
        let found = found.binary_search_by_key(number, |(part, _)| part.number);
        found.is_ok()
    };
    let missing = numbers.filter(|number| !is_there(number));
    let missing: Vec<String> = missing
        .take(MISSING_SHOWN + 1)
        .map(|number| format!("{number}/{}", record.part.count))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let shown = missing.iter().take(MISSING_SHOWN);
    let shown = shown.map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = if missing.len() > MISSING_SHOWN {
        " and more"
    } else {
        ""
    };
    refused(format!(
        "these parts are missing: {shown}{more}; make them, and give all parts of the run"
    ))
}
