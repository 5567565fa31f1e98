//! `demarche codebook`: shows, exports and imports a project's codebook.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::slice;

use clap::{Args, Subcommand};

use crate::command::label_keys::label_key_faults;
use crate::formats::export_options::{ValueError, ValueKind};
use crate::model::Codebook;
use crate::model::codebook::Choice;
use crate::model::codebook_diff::{differences, united};
use crate::store::Project;
use crate::store::codebook::exchange::{self, ExchangeError};
use crate::store::display_path;

use super::values::{self, WrongValues};
use super::{CliError, DONE, Streams, load};

/// Show, export or import a project's codebook.
#[derive(Args)]
#[command(after_help = "Example: demarche codebook export --to csv --out codebook.csv my-project")]
pub struct CodebookArgs {
    #[command(subcommand)]
    pub action: CodebookAction,
}

/// What is done with the codebook.
#[derive(Subcommand)]
pub enum CodebookAction {
    /// Print labels, attributes and relation types with their definitions.
    #[command(after_help = "Example: demarche codebook show my-project")]
    Show {
        /// The project's folder.
        path: PathBuf,
    },
    /// Write the codebook as json, csv or qdc (REFI-QDA).
    #[command(
        after_help = "Example: demarche codebook export --to qdc --out codebook.qdc my-project"
    )]
    Export {
        /// Write this format: json, csv or qdc.
        #[arg(long, value_name = "FORMAT")]
        to: String,
        /// Write to this file; `-` is standard output.
        #[arg(long, value_name = "PATH", default_value = "-")]
        out: PathBuf,
        /// Replace an existing file even if Demarche did not write it, but never one of a project.
        #[arg(long)]
        force: bool,
        /// The project's folder.
        path: PathBuf,
    },
    /// Replace the project's codebook by one from a file, and print the differences.
    ///
    /// Annotations are not changed; `demarche check` then lists those that do not fit.
    #[command(after_help = "Example: demarche codebook import --merge further.csv my-project")]
    Import {
        /// Add what is new, and keep everything else.
        #[arg(long)]
        merge: bool,
        /// A codebook as .json, .csv or .qdc.
        file: PathBuf,
        /// The project's folder.
        path: PathBuf,
    },
}

/// Runs the command.
pub fn run(args: &CodebookArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    match &args.action {
        CodebookAction::Show { path } => {
            show(project(path)?.codebook(), streams)?;
            Ok(DONE)
        }
        CodebookAction::Export {
            to,
            out,
            force,
            path,
        } => export(to, out, *force, &project(path)?, streams),
        CodebookAction::Import { merge, file, path } => {
            import(file, *merge, project(path)?, streams)
        }
    }
}

fn project(path: &PathBuf) -> Result<Project, CliError> {
    let unusable = |why: String| CliError::Unusable(why);
    let mut projects = load::projects(slice::from_ref(path))?;
    let project = projects
        .pop()
        .ok_or_else(|| unusable("there is no project".into()))?;
    match project
        .problems
        .iter()
        .find(|_| project.codebook_is_broken())
    {
        Some(problem) => Err(unusable(problem.to_string())),
        None => Ok(project),
    }
}

fn show(codebook: &Codebook, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let out = &mut *streams.out;
    writeln!(out, "{} {}", codebook.name, codebook.version)?;
    for label in &codebook.labels {
        let off = if label.enabled { "" } else { " (off)" };
        let keys = label.keys.join(" ");
        writeln!(out, "\n{}  {}{off}  [{keys}]", label.id, label.name)?;
        writeln!(out, "    {}", label.definition)?;
        for attribute in &label.attributes {
            writeln!(out, "  {}: {}", attribute.id, attribute.kind.name())?;
            show_choices(attribute.kind.choices(), 2, out)?;
        }
    }
    let out = &mut *streams.out;
    for kind in &codebook.relations {
        let ends = |ends: &[crate::model::LabelId]| {
            ends.iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        };
        writeln!(
            out,
            "\n{}: {} -> {}",
            kind.id,
            ends(&kind.from),
            ends(&kind.to)
        )?;
        writeln!(out, "    {}", kind.definition)?;
    }
    Ok(())
}

fn show_choices(choices: &[Choice], depth: usize, out: &mut dyn Write) -> Result<(), CliError> {
    for choice in choices {
        writeln!(out, "{}{}", "  ".repeat(depth), choice.id)?;
        show_choices(&choice.choices, depth + 1, out)?;
    }
    Ok(())
}

fn export(
    to: &str,
    out: &Path,
    force: bool,
    project: &Project,
    streams: &mut Streams<'_>,
) -> Result<u8, CliError> {
    let bytes = exchange::write(&project.codebook, to).map_err(|error| match error {
        ExchangeError::UnknownForm => unknown_form("--to", to),
        other => CliError::Unusable(other.to_string()),
    })?;
    if out != Path::new("-") {
        values::check_outputs(&[("--out", out)])?;
    }
    let losses = exchange::losses(project.codebook(), to);
    for lost in &losses {
        writeln!(streams.talk, "demarche: left out: {lost}")?;
    }
    if out == Path::new("-") {
        streams.out.write_all(&bytes)?;
    } else {
        let guard = load::guard(slice::from_ref(project), force).creating_codebooks();
        let written = guard.replace(out, &bytes);
        written.map_err(|error| CliError::Unusable(error.to_string()))?;
    }
    Ok(DONE)
}

/// The error for an unknown codebook format.
fn unknown_form(flag: &'static str, name: &str) -> CliError {
    let unknown = ValueError::unknown(ValueKind::CodebookForm, name, exchange::EXTENSIONS);
    WrongValues::one(flag, unknown).into()
}

fn import(
    file: &Path,
    merge: bool,
    project: Project,
    streams: &mut Streams<'_>,
) -> Result<u8, CliError> {
    let unusable =
        |why: &dyn std::fmt::Display| CliError::Unusable(format!("{why}: {}", display_path(file)));
    let imported = exchange::read_file(file).map_err(|error| unusable(&error))?;
    for note in &imported.notes {
        writeln!(streams.talk, "demarche: {note}")?;
    }
    let ours = project.codebook();
    let new = if merge {
        united(ours, &imported.codebook)
    } else {
        imported.codebook
    };
    for line in differences(ours, &new) {
        writeln!(streams.out, "{line}")?;
    }
    for fault in label_key_faults(&new, &BTreeMap::new()) {
        writeln!(streams.talk, "demarche: {fault}")?;
    }
    let path = project.codebook_path();
    let mut codebook = project.codebook.with(new);
    codebook
        .save(&path, &|_| true)
        .map_err(|error| CliError::Unusable(error.to_string()))?;
    Ok(DONE)
}
