//! `demarche join`: makes one output of those of several runs with `--part`.
//!
//! The result has the bytes of one run over all articles. This module knows the JSON of `check`,
//! `search` and `stats`; the formats join their own files.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use crate::analysis::counts::Counts;
use crate::formats::export_options::{ValueError, ValueKind};
use crate::formats::merge_lines::{merge_lines, name_order};
use crate::formats::{self, Format, FormatError, MAX_FILE_BYTES, OneFile};
use crate::jobs::export;
use crate::jobs::import::Dataset;
use crate::jobs::search::MAX_SEARCH_RESULTS;
use crate::store::io_reason::reason;
use crate::store::{atomic, display_path};

use super::part_record::PartRecord;
use super::values::{self, WrongValues};
use super::{CliError, DONE, PROBLEMS, Streams, check, part_record, stats};

/// Write one output from those of several runs with `--part`, as one run would have written it.
///
/// It joins the standard output of `stats --json`, `check --json` and `search --json`, and what
/// `export` wrote as jsonl, csv, csv-excel or parquet, with or without shards. Give the outputs of
/// all parts of one run: parts of other projects or other options are refused. An export has a record
/// of its part beside it. The data card README.md of an export is not joined.
#[derive(Args)]
#[command(
    after_help = "Example: demarche stats --json --part 1/2 my-project > 1.json\n         demarche stats --json --part 2/2 my-project > 2.json\n         demarche join --from stats 1.json 2.json"
)]
pub struct JoinArgs {
    /// The outputs of the parts: files, or folders of an export.
    #[arg(required = true)]
    pub parts: Vec<PathBuf>,
    /// Read the parts as this: check, search, stats, jsonl, csv, csv-excel or parquet.
    #[arg(long, value_name = "KIND")]
    pub from: String,
    /// Write to this file or folder; `-` is standard output.
    #[arg(long, value_name = "PATH", default_value = "-")]
    pub out: PathBuf,
    /// Replace existing files even if Demarche did not write them, but never files of a project.
    #[arg(long)]
    pub force: bool,
}

/// What is joined.
enum JoinedOutput {
    Check,
    Search,
    Stats,
    Dataset(&'static dyn Format),
}

impl JoinedOutput {
    fn by_name(name: &str) -> Result<Self, ValueError> {
        let formats = || formats::ALL.iter().filter(|format| format.writes_shards());
        match name {
            "check" => Ok(Self::Check),
            "search" => Ok(Self::Search),
            "stats" => Ok(Self::Stats),
            _ => {
                let format = formats().find(|format| format.about().name == name);
                format.map(|format| Self::Dataset(*format)).ok_or_else(|| {
                    let names = formats().map(|format| format.about().name);
                    let names = ["check", "search", "stats"].into_iter().chain(names);
                    ValueError::unknown(ValueKind::JoinedOutput, name, names)
                })
            }
        }
    }
}

/// Runs the command.
pub fn run(args: &JoinArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    super::load::check_paths(&args.parts)?;
    let kind = JoinedOutput::by_name(&args.from);
    let kind = kind.map_err(|error| WrongValues::one("--from", error))?;
    let is_stream = args.out == Path::new("-");
    if let JoinedOutput::Dataset(format) = kind {
        return join_dataset(args, format, is_stream, streams);
    }
    let mut joined = Vec::new();
    let code = match kind {
        JoinedOutput::Check => join_check(args, &mut joined)?,
        JoinedOutput::Search => join_search(args, &mut joined, streams)?,
        JoinedOutput::Stats | JoinedOutput::Dataset(_) => join_stats(args, &mut joined)?,
    };
    if is_stream {
        streams.out.write_all(&joined)?;
    } else {
        values::check_outputs(&[("--out", &args.out)])?;
        let guard = super::load::guard(&[], args.force);
        let written = guard.replace(&args.out, &joined);
        written.map_err(|error| unusable(&error))?;
    }
    Ok(code)
}

fn unusable(error: &dyn std::fmt::Display) -> CliError {
    CliError::Unusable(error.to_string())
}

fn join_dataset(
    args: &JoinArgs,
    format: &'static dyn Format,
    is_stream: bool,
    streams: &mut Streams<'_>,
) -> Result<u8, CliError> {
    let has_folders = args.parts.iter().any(|part| part.is_dir());
    let malformed = |expected: &str| {
        let error = ValueError::malformed(&display_path(&args.out).to_string(), expected);
        CliError::from(WrongValues::one("--out", error))
    };
    if is_stream && has_folders {
        return Err(malformed("a folder, since the parts are folders"));
    }
    if !is_stream && has_folders && args.out.is_file() {
        return Err(malformed(
            "a folder, since the parts are folders, and this is a file",
        ));
    }
    if !is_stream && values::is_in_file(&args.out) {
        return Err(malformed("a place in a folder, and this is in a file"));
    }
    let mut records = Vec::new();
    for part in &args.parts {
        records.push((part.as_path(), part_record::read(part)?));
    }
    part_record::check(format.about().name, &records)?;
    if is_stream {
        let mut output = OneFile::new(&mut *streams.out);
        export::join_to(format, &args.parts, &mut output).map_err(|error| unusable(&error))?;
    } else {
        let guard = super::load::guard(&[], args.force);
        let joined = export::join(format, &args.parts, &args.out, &guard);
        joined.map_err(|error| unusable(&error))?;
        part_record::remove(&args.out)?;
    }
    Ok(DONE)
}

/// Reads the JSON of all parts, in their order.
///
/// # Errors
/// If one of them is no JSON of a part, or they are not exactly the parts of one run.
fn read_parts<'a>(args: &'a JoinArgs, of: &str) -> Result<Vec<(&'a Path, Value)>, CliError> {
    let (mut parts, mut records) = (Vec::new(), Vec::new());
    for path in &args.parts {
        let read = atomic::read(path, MAX_FILE_BYTES);
        let (bytes, _) = read.map_err(|error| no_part(path, &reason(&error)))?;
        let json = serde_json::from_slice(&bytes);
        let json: Value = json.map_err(|error| no_part(path, &error.to_string()))?;
        let record = json.get("part").and_then(PartRecord::of_json);
        records.push((
            path.as_path(),
            record.ok_or_else(|| no_part(path, NO_RECORD))?,
        ));
        parts.push((path.as_path(), json));
    }
    part_record::check(of, &records)?;
    Ok(parts)
}

/// Why an output is not of a part.
const NO_RECORD: &str = "it has no record of a part; use --part and --json";

fn no_part(path: &Path, why: &str) -> CliError {
    let path = display_path(path);
    CliError::Unusable(format!(
        "nothing is joined: this is no output of a part ({why}): {path}"
    ))
}

fn join_stats(args: &JoinArgs, out: &mut Vec<u8>) -> Result<u8, CliError> {
    let mut counts = Counts::default();
    for (path, part) in read_parts(args, "stats")? {
        let part = stats::of_json(&part);
        counts.add_counts(part.ok_or_else(|| no_part(path, "its counts are incomplete"))?);
    }
    writeln!(out, "{:#}", stats::to_json(&counts, None))?;
    Ok(DONE)
}

fn join_check(args: &JoinArgs, out: &mut Vec<u8>) -> Result<u8, CliError> {
    let (mut files, mut faults) = (0, Vec::new());
    for (path, mut part) in read_parts(args, "check")? {
        let not_of_check = || no_part(path, "its faults are incomplete");
        let count = part.get("files").and_then(Value::as_u64);
        files += count.ok_or_else(not_of_check)?;
        let list = part.get_mut("faults").and_then(Value::as_array_mut);
        for mut fault in std::mem::take(list.ok_or_else(not_of_check)?) {
            let order = fault
                .as_object_mut()
                .and_then(|fault| check::FaultOrder::of_json(&fault.shift_remove("order")?));
            let order = order.ok_or_else(not_of_check)?;
            faults.push(((order.stage, name_order(&order.article)), fault));
        }
    }
    // The sort is stable: the faults of an article keep their order.
    faults.sort_by(|(a, _), (b, _)| a.cmp(b));
    let is_failed = |fault: &Value| fault.get("unfinished") != Some(&Value::Bool(true));
    let failed = faults.iter().any(|(_, fault)| is_failed(fault));
    let faults = faults.into_iter().map(|(_, fault)| fault).collect();
    writeln!(out, "{:#}", check::report(files, faults, None))?;
    Ok(if failed { PROBLEMS } else { DONE })
}

fn join_search(
    args: &JoinArgs,
    out: &mut Vec<u8>,
    streams: &mut Streams<'_>,
) -> Result<u8, CliError> {
    let mut records = Vec::new();
    for path in &args.parts {
        let record = first_line(path).map_err(|error| no_part(path, &reason(&error)))?;
        let record = record.ok_or_else(|| no_part(path, NO_RECORD))?;
        records.push((path.as_path(), record));
    }
    part_record::check("search", &records)?;
    let files = Dataset::find(&args.parts).map_err(|error| unusable(&error))?;
    let name_of = |line: &[u8]| {
        let line: Value = serde_json::from_slice(line).ok()?;
        Some(line.get("article")?.as_str()?.to_owned())
    };
    let mut hits = 0;
    let merged = merge_lines(&files.inputs(), 1, &name_of, &mut |line| {
        hits += 1;
        if hits > MAX_SEARCH_RESULTS {
            return Ok(());
        }
        let line = serde_json::from_slice(line).map_err(std::io::Error::from);
        let mut line: Value = line.map_err(FormatError::Io)?;
        if let Some(fields) = line.as_object_mut() {
            fields.shift_remove("article");
        }
        Ok(writeln!(out, "{line}")?)
    });
    merged.map_err(|error| unusable(&error))?;
    if hits <= MAX_SEARCH_RESULTS {
        return Ok(DONE);
    }
    let message = format!(
        "these are the first {MAX_SEARCH_RESULTS} hits; search for something rarer to see all"
    );
    writeln!(streams.talk, "demarche: {message}")?;
    Ok(PROBLEMS)
}

/// The record in the first line of hits, if there is one.
fn first_line(path: &Path) -> std::io::Result<Option<PartRecord>> {
    let mut line = Vec::new();
    let file = BufReader::new(File::open(path)?);
    file.take(MAX_FILE_BYTES).read_until(b'\n', &mut line)?;
    let line: Option<Value> = serde_json::from_slice(&line).ok();
    Ok(line.and_then(|line| PartRecord::of_json(line.get("part")?)))
}
