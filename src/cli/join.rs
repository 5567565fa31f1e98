//! `demarche join`: makes one output of those of several runs with `--part`.
//!
//! The result has the bytes of one run over all articles. This module knows the JSON of `check`,
//! `search` and `stats`; the formats join their own files.

use std::io::Write;
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
use crate::store::{atomic, display_path};

use super::selection::Part;
use super::values::{self, WrongValues};
use super::{CliError, DONE, PROBLEMS, Streams, check, stats};

/// Write one output from those of several runs with `--part`, as one run would have written it.
///
/// It joins the standard output of `stats --json`, `check --json` and `search --json`, and what
/// `export` wrote as jsonl, csv, csv-excel or parquet, with or without shards. Give the outputs of
/// all parts of one project, made with the same other options. Of stats and check a missing part is
/// noticed, of the others it is not. The data card README.md of an export is not joined.
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
        export::replace(&args.out, &joined).map_err(|error| unusable(&error))?;
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
    if is_stream {
        if has_folders {
            return Err(malformed("a folder, since the parts are folders"));
        }
        let mut output = OneFile::new(&mut *streams.out);
        export::join_to(format, &args.parts, &mut output).map_err(|error| unusable(&error))?;
        return Ok(DONE);
    }
    if has_folders && args.out.is_file() {
        return Err(malformed(
            "a folder, since the parts are folders, and this is a file",
        ));
    }
    if values::is_in_file(&args.out) {
        return Err(malformed("a place in a folder, and this is in a file"));
    }
    export::join(format, &args.parts, &args.out).map_err(|error| unusable(&error))?;
    Ok(DONE)
}

/// Reads the JSON of all parts, in their order.
///
/// # Errors
/// If one of them is no JSON of a part, or they are not exactly the parts of one run.
fn read_parts(args: &JoinArgs) -> Result<Vec<Value>, CliError> {
    let mut parts: Vec<(Part, Value)> = Vec::new();
    for path in &args.parts {
        let wrong = |why: &str| {
            let path = display_path(path);
            CliError::Unusable(format!("this is no output of a part ({why}): {path}"))
        };
        let (bytes, _) =
            atomic::read(path, MAX_FILE_BYTES).map_err(|error| wrong(&error.to_string()))?;
        let json: Value =
            serde_json::from_slice(&bytes).map_err(|error| wrong(&error.to_string()))?;
        let part = json.get("part").and_then(Value::as_str);
        let part = part.ok_or_else(|| wrong("it lacks the field “part”; use --part and --json"))?;
        let part = Part::parse(part).map_err(|error| wrong(&error.to_string()))?;
        parts.push((part, json));
    }
    parts.sort_by_key(|(part, _)| (part.count, part.number));
    let count = parts.first().map_or(0, |(part, _)| part.count);
    for number in 1..=count.max(parts.len()) {
        let wanted = Part { number, count };
        let found = parts.get(number - 1).map(|(part, _)| *part);
        if found != Some(wanted) {
            let found = found.map_or("nothing".to_owned(), |part| part.to_string());
            return Err(CliError::Unusable(format!(
                "the parts cannot be joined: {wanted} is expected and {found} is there; give each \
                 part of one run once"
            )));
        }
    }
    Ok(parts.into_iter().map(|(_, json)| json).collect())
}

fn join_stats(args: &JoinArgs, out: &mut Vec<u8>) -> Result<u8, CliError> {
    let mut counts = Counts::default();
    for part in read_parts(args)? {
        let part = stats::of_json(&part)
            .ok_or_else(|| unusable(&"the parts cannot be joined: one of them is not of stats"))?;
        counts.add_counts(part);
    }
    writeln!(out, "{:#}", stats::to_json(&counts, None))?;
    Ok(DONE)
}

fn join_check(args: &JoinArgs, out: &mut Vec<u8>) -> Result<u8, CliError> {
    let not_of_check = || unusable(&"the parts cannot be joined: one of them is not of check");
    let (mut files, mut faults) = (0, Vec::new());
    for mut part in read_parts(args)? {
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
    let files = Dataset::find(&args.parts).map_err(|error| unusable(&error))?;
    let name_of = |line: &[u8]| {
        let line: Value = serde_json::from_slice(line).ok()?;
        Some(line.get("article")?.as_str()?.to_owned())
    };
    let mut hits = 0;
    let merged = merge_lines(&files.inputs(), &name_of, &mut |line| {
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
        "these are the first {MAX_SEARCH_RESULTS} hits; look for something rarer to see all"
    );
    writeln!(streams.talk, "demarche: {message}")?;
    Ok(PROBLEMS)
}
