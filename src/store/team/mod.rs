//! `project.json`: how a team codes a project, its coders, rounds and assignments.
//!
//! The file has one item a line, ordered, so that git can merge the work of two people. Fields that this
//! version does not know are kept. Writing reads the file again, merges by key (three-way), and replaces it if
//! it is still what was read; if not, all of it is done again.
//!
//! `items` reads and writes the lines. It must not know articles or sidecars: [`handover`](super::handover) does.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::atomic::{self, Expected, Stamp, WriteError};
use super::display_path::display_path;
use super::json::{
    LineCounter, RawObject, line_of, long_text, place_of, why, write_raw, write_str,
};
use super::merge::{MergedMap, merge_maps};
use crate::io_reason::reason;
use crate::model::team::{TeamFault, TeamPlan};

mod items;

pub mod permissions;

#[cfg(test)]
mod tests;

/// The name of the file in a project's folder.
pub const PROJECT_FILE: &str = "project.json";

/// The value of `format` in the file.
pub const FORMAT: &str = "demarche-project";

/// The newest version of the file that this program reads, and the one that it writes.
pub const VERSION: u64 = 1;

/// How often a write is tried again because another program has written meanwhile.
const ATTEMPTS: usize = 20;

/// The largest file that is read, in bytes.
const MAX_FILE_BYTES: u64 = 64 << 20;

/// Why the file cannot be read. Such a file is never overwritten.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TeamError {
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
}

/// Why the file could not be written. It is unchanged.
#[derive(Debug, thiserror::Error)]
pub enum TeamWriteError {
    #[error(
        "the file on disk cannot be read: {source}; repair it or set it aside: {}",
        display_path(path)
    )]
    Unreadable { path: PathBuf, source: TeamError },
    #[error(
        "another program changed {count} of the same; nothing is overwritten: {}",
        display_path(path)
    )]
    Clash { path: PathBuf, count: usize },
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// The path of a project's file.
pub fn project_file(root: &Path) -> PathBuf {
    root.join(PROJECT_FILE)
}

/// Reads the file of a project's folder; `None` if there is none.
///
/// # Errors
/// If it exists and is not a readable file of a project.
pub fn read_file(path: &Path) -> Result<Option<TeamPlan>, TeamError> {
    Ok(read_with_stamp(path)?.map(|(plan, _)| plan))
}

fn read_with_stamp(path: &Path) -> Result<Option<(TeamPlan, Stamp)>, TeamError> {
    match atomic::read(path, MAX_FILE_BYTES) {
        Ok((bytes, modified)) => Ok(Some((read(&bytes)?, Stamp::of(&bytes, modified)))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(TeamError::Io(reason(&error).into_owned())),
    }
}

/// Parses the bytes of a file.
///
/// # Errors
/// If they are not a readable file of a project.
pub fn read(bytes: &[u8]) -> Result<TeamPlan, TeamError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let json = std::str::from_utf8(bytes).map_err(|error| {
        let (line, column) = place_of(bytes, error.valid_up_to());
        let why = "the file is not UTF-8".into();
        TeamError::Json { line, column, why }
    })?;
    if let Some(long) = long_text(bytes) {
        return Err(TeamError::Json {
            line: long.line,
            column: long.column,
            why: long.why(),
        });
    }
    let RawObject(fields) = serde_json::from_str(json).map_err(|error| TeamError::Json {
        line: error.line(),
        column: error.column(),
        why: why(&error),
    })?;
    let wrong = |raw: &RawValue, name: &str, why: String| TeamError::Json {
        line: line_of(json, raw.get()),
        column: 1,
        why: format!("“{name}”: {why}"),
    };
    let find = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, raw)| *raw);
    let format = find("format").and_then(|raw| value::<String>(raw).ok());
    if format.as_deref() != Some(FORMAT) {
        return Err(TeamError::NotOurs);
    }
    if let Some(raw) = find("version") {
        let version: u64 = value(raw).map_err(|error| wrong(raw, "version", why(&error)))?;
        if version > VERSION {
            return Err(TeamError::Newer(version));
        }
    }
    let mut plan = TeamPlan::default();
    for (name, raw) in &fields {
        let lines = || -> Result<Vec<&RawValue>, TeamError> {
            let lines: Option<Vec<&RawValue>> =
                serde_json::from_str(raw.get()).map_err(|error| wrong(raw, name, why(&error)))?;
            Ok(lines.unwrap_or_default())
        };
        match name.as_str() {
            "format" | "version" => {}
            "name" => {
                let text: Option<String> =
                    value(raw).map_err(|error| wrong(raw, name, why(&error)))?;
                plan.name = text.unwrap_or_default();
            }
            "coders" => {
                for line in lines()? {
                    let (code, coder) = items::coder(line).map_err(|why| wrong(line, name, why))?;
                    let twice = plan.coders.insert(code, coder).is_some();
                    refuse_twice(twice).map_err(|why| wrong(line, name, why))?;
                }
            }
            "rounds" => {
                for line in lines()? {
                    let (id, round) = items::round(line).map_err(|why| wrong(line, name, why))?;
                    let twice = plan.rounds.insert(id, round).is_some();
                    refuse_twice(twice).map_err(|why| wrong(line, name, why))?;
                }
            }
            "assignments" => {
                for line in lines()? {
                    let (key, assignment) =
                        items::assignment(line).map_err(|why| wrong(line, name, why))?;
                    let twice = plan.assignments.insert(key, assignment).is_some();
                    refuse_twice(twice).map_err(|why| wrong(line, name, why))?;
                }
            }
            _ => plan.unknown.push((name.clone(), raw.get().to_owned())),
        }
    }
    Ok(plan)
}

fn refuse_twice(is_twice: bool) -> Result<(), String> {
    match is_twice {
        true => Err("it stands there twice".to_owned()),
        false => Ok(()),
    }
}

fn value<T: DeserializeOwned>(raw: &RawValue) -> serde_json::Result<T> {
    serde_json::from_str(raw.get())
}

/// The file's bytes: one item a line, in order.
pub fn to_bytes(plan: &TeamPlan) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(120 * plan.assignments.len() + 1000);
    let written = write(plan, &mut bytes);
    debug_assert!(written.is_ok(), "memory takes whatever is written");
    bytes
}

fn write(plan: &TeamPlan, out: &mut Vec<u8>) -> io::Result<()> {
    write!(
        out,
        "{{\n  \"format\": \"{FORMAT}\",\n  \"version\": {VERSION}"
    )?;
    if !plan.name.is_empty() {
        out.write_all(b",\n  \"name\": ")?;
        write_str(out, &plan.name)?;
    }
    list(out, "coders", plan.coders.iter(), items::write_coder)?;
    list(out, "rounds", plan.rounds.iter(), items::write_round)?;
    let assignments = plan.assignments.iter();
    list(out, "assignments", assignments, items::write_assignment)?;
    for (name, json) in &plan.unknown {
        out.write_all(b",\n  ")?;
        write_str(out, name)?;
        out.write_all(b": ")?;
        write_raw(out, json)?;
    }
    out.write_all(b"\n}\n")
}

fn list<T>(
    out: &mut Vec<u8>,
    name: &str,
    items: impl ExactSizeIterator<Item = T>,
    write: impl Fn(&mut Vec<u8>, T) -> io::Result<()>,
) -> io::Result<()> {
    write!(out, ",\n  \"{name}\": [")?;
    let is_empty = items.len() == 0;
    for (index, item) in items.enumerate() {
        out.write_all(if index == 0 { b"\n    " } else { b",\n    " })?;
        write(out, item)?;
    }
    out.write_all(if is_empty { b"]" } else { b"\n  ]" })
}

/// The result of merging two versions of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedPlan {
    /// The merged plan; ours where there is a conflict.
    pub plan: TeamPlan,
    /// How many items both sides changed in different ways.
    pub conflicts: usize,
}

/// Merges two versions of a plan with their merge base.
pub fn merge(base: &TeamPlan, ours: &TeamPlan, theirs: &TeamPlan) -> MergedPlan {
    fn taken<K, V>(
        merged: MergedMap<K, V>,
        conflicts: &mut usize,
    ) -> std::collections::BTreeMap<K, V> {
        *conflicts += merged.conflicts.len();
        merged.items
    }
    let mut conflicts = 0;
    let is_ours = ours.name == theirs.name || base.name == theirs.name;
    conflicts += usize::from(!is_ours && base.name != ours.name);
    let name = match is_ours || base.name != ours.name {
        true => &ours.name,
        false => &theirs.name,
    };
    let plan = TeamPlan {
        name: name.clone(),
        coders: taken(
            merge_maps(&base.coders, &ours.coders, &theirs.coders),
            &mut conflicts,
        ),
        rounds: taken(
            merge_maps(&base.rounds, &ours.rounds, &theirs.rounds),
            &mut conflicts,
        ),
        assignments: taken(
            merge_maps(&base.assignments, &ours.assignments, &theirs.assignments),
            &mut conflicts,
        ),
        unknown: match ours.unknown == base.unknown {
            true => theirs.unknown.clone(),
            false => ours.unknown.clone(),
        },
    };
    MergedPlan { plan, conflicts }
}

/// Writes our changes since `base` into the file, and keeps other people's changes since then. Returns what
/// the file has now.
///
/// # Errors
/// If the file on disk cannot be read, other people changed the same (a conflict), or writing fails.
pub fn save(path: &Path, base: &TeamPlan, ours: &TeamPlan) -> Result<TeamPlan, TeamWriteError> {
    for _ in 0..ATTEMPTS {
        match save_once(path, base, ours) {
            // Another program has written since the file was read; its changes are merged too.
            Err(TeamWriteError::Write(WriteError::ChangedOutside { .. })) => {}
            done => return done,
        }
    }
    save_once(path, base, ours)
}

fn save_once(path: &Path, base: &TeamPlan, ours: &TeamPlan) -> Result<TeamPlan, TeamWriteError> {
    let theirs = read_with_stamp(path).map_err(|source| TeamWriteError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    let (theirs, stamp) = theirs.unzip();
    // A missing file is written anew: it does not mean that somebody removed everything.
    let nothing = TeamPlan::default();
    let base = if theirs.is_some() { base } else { &nothing };
    let merged = merge(base, ours, &theirs.unwrap_or_default());
    if merged.conflicts > 0 {
        return Err(TeamWriteError::Clash {
            path: path.to_owned(),
            count: merged.conflicts,
        });
    }
    let expected = stamp.as_ref().map_or(Expected::Nothing, Expected::Contents);
    atomic::replace(path, &to_bytes(&merged.plan), expected)?;
    Ok(merged.plan)
}

/// Everything wrong in a plan, with the line of each fault in the file, counted from 1. `is_code` tells whether
/// a code may be chosen, `is_article` whether there is an article of this name.
pub fn faults(
    bytes: &[u8],
    plan: &TeamPlan,
    is_code: impl Fn(&str) -> bool,
    is_article: impl Fn(&str) -> bool,
) -> Vec<(TeamFault, Option<usize>)> {
    let lines = lines(bytes);
    let line = |subject: &str| {
        let mut lines = lines.iter();
        lines.find(|(of, _)| of == subject).map(|(_, line)| *line)
    };
    let faults = plan.faults(is_code, is_article);
    let with_lines = faults.into_iter().map(|fault| {
        let line = line(&fault.subject);
        (fault, line)
    });
    with_lines.collect()
}

/// The coder, round or article of each item, and its line.
fn lines(bytes: &[u8]) -> Vec<(String, usize)> {
    #[derive(serde::Deserialize)]
    struct RawLists<'a> {
        #[serde(borrow, default)]
        coders: Vec<&'a RawValue>,
        #[serde(borrow, default)]
        rounds: Vec<&'a RawValue>,
        #[serde(borrow, default)]
        assignments: Vec<&'a RawValue>,
    }
    let Ok(json) = std::str::from_utf8(bytes) else {
        return Vec::new();
    };
    let Ok(lists) = serde_json::from_str::<RawLists<'_>>(json) else {
        return Vec::new();
    };
    let mut counter = LineCounter::new(json);
    let coders = lists
        .coders
        .iter()
        .map(|raw| (raw, items::coder(raw).map(|(code, _)| code)));
    let rounds = lists
        .rounds
        .iter()
        .map(|raw| (raw, items::round(raw).map(|(id, _)| id)));
    let assignments = lists.assignments.iter();
    let assignments =
        assignments.map(|raw| (raw, items::assignment(raw).map(|(key, _)| key.article)));
    let all = coders.chain(rounds).chain(assignments);
    let named = all.filter_map(|(raw, name)| Some((name.ok()?, counter.of(raw.get()))));
    named.collect()
}
